"""Fingers on a screen: one is the tool, two pan and zoom, three scroll."""

from __future__ import annotations

import pytest

from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.touch import DOUBLE_TAP_S, LONG_PRESS_S, Fingers, Place, TouchHand


def play(*steps: tuple[Place, ...], seconds: float = 0.01) -> list[PointerEvent]:
    hand = TouchHand()
    return [event for number, places in enumerate(steps) for event in hand.moved(Fingers(places, number * seconds))]


def kinds(events: list[PointerEvent]) -> list[tuple[PointerKind, Button]]:
    return [(event.kind, event.button) for event in events]


def test_one_finger_drags_with_the_left_button_from_where_it_came_down() -> None:
    events = play(((10, 10),), ((30, 10),), ((40, 20),), ())
    assert [(e.kind, e.position) for e in events] == [
        (PointerKind.PRESS, (10, 10)),
        (PointerKind.MOVE, (30, 10)),
        (PointerKind.MOVE, (40, 20)),
        (PointerKind.RELEASE, (40, 20)),
    ]
    assert {event.button for event in events} == {Button.LEFT}


def test_a_finger_that_trembles_is_a_click_where_it_came_down() -> None:
    events = play(((10, 10),), ((13, 12),), ())
    assert kinds(events) == [(PointerKind.PRESS, Button.LEFT), (PointerKind.RELEASE, Button.LEFT)]
    assert events[0].position == (10, 10)


def test_a_finger_that_rests_is_the_menu() -> None:
    events = play(((10, 10),), (), seconds=LONG_PRESS_S)
    assert kinds(events) == [(PointerKind.PRESS, Button.RIGHT), (PointerKind.RELEASE, Button.RIGHT)]


def test_two_quick_taps_are_a_double_click_and_two_slow_ones_are_not() -> None:
    quick = play(((10, 10),), (), ((11, 10),), (), seconds=0.05)
    slow = play(((10, 10),), (), ((11, 10),), (), seconds=DOUBLE_TAP_S / 1.9)
    assert [event.kind for event in quick].count(PointerKind.DOUBLE) == 1
    assert PointerKind.DOUBLE not in [event.kind for event in slow]


def test_two_fingers_pan_by_their_middle_and_zoom_by_their_distance() -> None:
    (event,) = play(((10, 10), (30, 10)), ((10, 20), (50, 20)))
    assert event.kind is PointerKind.PINCH
    assert (event.dx, event.dy) == (10, 10)
    assert event.position == (30, 20)
    assert event.factor == pytest.approx(2.0)


def test_three_fingers_scroll() -> None:
    (event,) = play(((0, 0), (10, 0), (20, 0)), ((0, 12), (10, 12), (20, 12)))
    assert (event.kind, event.dy) == (PointerKind.SWIPE, 12)


def test_a_second_finger_on_its_way_makes_no_click_and_no_drag() -> None:
    """The first finger of a pinch places no point and changes no window."""
    events = play(((10, 10),), ((10, 10), (40, 10)), ((8, 10), (44, 10)), ((8, 10),), ((60, 60),), ())
    assert {event.kind for event in events} == {PointerKind.PINCH}


def test_a_second_finger_during_a_drag_ends_the_drag() -> None:
    events = play(((10, 10),), ((40, 10),), ((40, 10), (80, 10)), ((40, 20), (80, 20)), ())
    assert [event.kind for event in events] == [
        PointerKind.PRESS, PointerKind.MOVE, PointerKind.RELEASE, PointerKind.PINCH,
    ]  # fmt: skip


def test_a_touch_that_the_system_takes_away_gives_the_drag_up() -> None:
    hand = TouchHand()
    for number, places in enumerate((((10.0, 10.0),), ((40.0, 10.0),))):
        hand.moved(Fingers(places, float(number)))
    assert [event.kind for event in hand.cancel()] == [PointerKind.CANCEL]
    assert hand.cancel() == ()


def test_on_a_dense_screen_a_finger_may_tremble_by_as_many_millimetres() -> None:
    hand = TouchHand()
    hand.moved(Fingers(((10.0, 10.0),), 0.0, device_pixel_ratio=2.0))
    assert hand.moved(Fingers(((22.0, 10.0),), 0.1, device_pixel_ratio=2.0)) == ()
