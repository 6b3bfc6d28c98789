"""Mouse schemes: what each button does for hands of other viewers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.marks import MarkKind
from tests.support.scenes import axial_geometry
from viewers.state.overlay import OverlayContent
from viewers.tools.dispatcher import Dispatcher
from viewers.tools.effects import (
    ContextRequested,
    Effect,
    MarkProposal,
    PanDragged,
    ScrollDragged,
    ScrollStepped,
    WindowDragged,
    ZoomDragged,
)
from viewers.tools.mouse_schemes import DEFAULT_SCHEME, MOUSE_SCHEMES, OHIF, Chord, MouseScheme
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.scene import Scene
from viewers.tools.tool_names import ToolName

SCENE = Scene(axial_geometry(), OverlayContent())


def drag(hand: Dispatcher, button: Button, *, control: bool = False) -> list[Effect]:
    events = [
        PointerEvent(PointerKind.PRESS, 20, 20, button, control=control),
        PointerEvent(PointerKind.MOVE, 30, 25, button, control=control),
        PointerEvent(PointerKind.RELEASE, 30, 25, button, control=control),
    ]
    return [effect for event in events for effect in hand.dispatch(event, SCENE)]


def a_hand(scheme: MouseScheme) -> Dispatcher:
    hand = Dispatcher()
    hand.scheme = scheme
    hand.tool = scheme.start_tool
    return hand


def test_the_default_is_that_of_ohif() -> None:
    assert DEFAULT_SCHEME is OHIF
    assert next(iter(MOUSE_SCHEMES.values())) is OHIF


@pytest.mark.parametrize(
    ("scheme", "button", "expected"),
    [
        ("ohif", Button.LEFT, [WindowDragged(10, 5)]),
        ("ohif", Button.MIDDLE, [PanDragged(10, 5)]),
        ("ohif", Button.RIGHT, [ZoomDragged(5, (20, 20))]),
        ("ihe-bir", Button.LEFT, [ScrollDragged(5)]),
        ("ihe-bir", Button.MIDDLE, [PanDragged(10, 5)]),
        ("ihe-bir", Button.RIGHT, [ZoomDragged(5, (20, 20))]),
        ("horos", Button.LEFT, [WindowDragged(10, 5)]),
        ("horos", Button.MIDDLE, []),
        ("horos", Button.RIGHT, [ZoomDragged(5, (20, 20))]),
    ],
)
def test_the_buttons_do_what_the_table_of_viewing_says(scheme: str, button: Button, expected: list[Effect]) -> None:
    assert drag(a_hand(MOUSE_SCHEMES[scheme]), button) == expected


def test_control_holds_another_tool_of_the_same_button() -> None:
    assert drag(a_hand(MOUSE_SCHEMES["ihe-bir"]), Button.LEFT, control=True) == [WindowDragged(10, 5)]
    assert drag(a_hand(MOUSE_SCHEMES["horos"]), Button.LEFT, control=True) == [PanDragged(10, 5)]


def test_only_in_horos_does_the_wheel_go_round() -> None:
    wheel = PointerEvent(PointerKind.WHEEL, 7, 8, steps=1.0)
    for name, scheme in MOUSE_SCHEMES.items():
        assert a_hand(scheme).dispatch(wheel, SCENE) == (ScrollStepped(1.0, does_loop=name == "horos"),)


@pytest.mark.parametrize("scheme", MOUSE_SCHEMES.values(), ids=lambda scheme: scheme.scheme_id)
def test_a_right_click_that_does_not_travel_is_the_menu_in_every_scheme(scheme: MouseScheme) -> None:
    hand = a_hand(scheme)
    events = [PointerEvent(kind, 20, 20, Button.RIGHT) for kind in (PointerKind.PRESS, PointerKind.RELEASE)]
    assert [effect for event in events for effect in hand.dispatch(event, SCENE)] == [ContextRequested((20, 20))]


@pytest.mark.parametrize("scheme", MOUSE_SCHEMES.values(), ids=lambda scheme: scheme.scheme_id)
def test_a_mark_tool_in_the_hand_marks_in_every_scheme(scheme: MouseScheme) -> None:
    hand = a_hand(scheme)
    hand.tool = ToolName.POINT
    hand.dispatch(PointerEvent(PointerKind.PRESS, 20, 20, Button.LEFT), SCENE)
    effects = hand.dispatch(PointerEvent(PointerKind.RELEASE, 20, 20, Button.LEFT), SCENE)
    assert [effect.kind for effect in effects if isinstance(effect, MarkProposal)] == [MarkKind.POINT]


def test_a_scheme_that_gives_a_mark_tool_to_a_button_is_refused() -> None:
    with pytest.raises(ValueError, match="mark tool"):
        replace(OHIF, drags={Chord(Button.MIDDLE): ToolName.LENGTH})


def test_a_chord_is_named_by_its_keys_and_button() -> None:
    assert Chord(Button.LEFT, shift=True, control=True).words == "Shift + Ctrl + left drag"
