"""Pointer scripts against one pane's hand: what each gesture asks for."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MarkKind
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import a_length, a_point, axial_geometry, image_geometry, in_patient
from viewers.state.overlay import LabelBox, OverlayContent
from viewers.tools.dispatcher import Dispatcher
from viewers.tools.effects import (
    ContextRequested,
    CursorPlaced,
    Effect,
    Hovered,
    ItemClicked,
    LabelMoved,
    MarkMoved,
    MarkProposal,
    MaximizeRequested,
    OverlayTouched,
    PanDragged,
    PlacementRefused,
    ScrollDragged,
    ScrollStepped,
    WindowDragged,
    ZoomDragged,
    ZoomStepped,
)
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.scene import Scene
from viewers.tools.shown_content import shown_content
from viewers.tools.tool_names import ToolName
from viewers.tools.transitions import Gesture

EMPTY = Scene(axial_geometry(), OverlayContent())


def press(x: float, y: float, button: Button = Button.LEFT) -> PointerEvent:
    return PointerEvent(PointerKind.PRESS, x, y, button)


def move(x: float, y: float, button: Button = Button.LEFT) -> PointerEvent:
    return PointerEvent(PointerKind.MOVE, x, y, button)


def release(x: float, y: float, button: Button = Button.LEFT) -> PointerEvent:
    return PointerEvent(PointerKind.RELEASE, x, y, button)


def click(x: float, y: float, button: Button = Button.LEFT) -> list[PointerEvent]:
    return [press(x, y, button), release(x, y, button)]


def play(hand: Dispatcher, events: list[PointerEvent], scene: Scene = EMPTY) -> list[Effect]:
    return [effect for event in events for effect in hand.dispatch(event, scene)]


def a_hand(tool: ToolName = ToolName.WINDOW) -> Dispatcher:
    hand = Dispatcher()
    hand.tool = tool
    return hand


@pytest.mark.parametrize(
    ("tool", "button", "expected"),
    [
        (ToolName.WINDOW, Button.LEFT, WindowDragged(10, 5)),
        (ToolName.PAN, Button.LEFT, PanDragged(10, 5)),
        (ToolName.ZOOM, Button.LEFT, ZoomDragged(5, (20, 20))),
        (ToolName.SCROLL, Button.LEFT, ScrollDragged(5)),
        (ToolName.WINDOW, Button.MIDDLE, PanDragged(10, 5)),
        (ToolName.LENGTH, Button.MIDDLE, PanDragged(10, 5)),
        (ToolName.WINDOW, Button.RIGHT, ZoomDragged(5, (20, 20))),
    ],
)
def test_a_drag_does_what_the_button_and_the_tool_say(tool: ToolName, button: Button, expected: Effect) -> None:
    hand = a_hand(tool)
    effects = play(hand, [press(20, 20, button), move(30, 25, button), release(30, 25, button)])
    assert effects == [expected]
    assert hand.gesture is Gesture.IDLE


def test_a_right_click_that_does_not_travel_asks_for_the_menu() -> None:
    events = [press(20, 20, Button.RIGHT), move(22, 21, Button.RIGHT), release(22, 21, Button.RIGHT)]
    assert play(a_hand(), events) == [ContextRequested((22, 21))]


def test_the_menu_over_a_mark_names_its_item() -> None:
    scene = Scene(axial_geometry(), OverlayContent(marks=(a_point((10.0, 10.0, 0.0)),)))
    assert play(a_hand(), click(20, 20, Button.RIGHT), scene) == [ContextRequested((20, 20), "item-2")]


def test_the_wheel_scrolls_and_with_control_zooms_about_the_pointer() -> None:
    wheel = PointerEvent(PointerKind.WHEEL, 7, 8, steps=1.0)
    assert play(a_hand(), [wheel]) == [ScrollStepped(1.0)]
    assert play(a_hand(), [replace(wheel, control=True)]) == [ZoomStepped(1.0, (7, 8))]


def test_shift_and_a_move_place_the_crosshair() -> None:
    event = PointerEvent(PointerKind.MOVE, 20, 30, shift=True)
    assert play(a_hand(), [event]) == [CursorPlaced(in_patient((10.0, 15.0, 0.0)))]


def test_a_move_hovers_and_says_when_it_is_outside() -> None:
    outside = Scene(axial_geometry(), OverlayContent(), is_inside=lambda location: False)
    assert play(a_hand(), [move(20, 30, Button.NONE)]) == [Hovered(in_patient((10.0, 15.0, 0.0)))]
    assert play(a_hand(), [move(20, 30, Button.NONE)], outside) == [Hovered(None)]


def test_a_double_click_maximises_unless_a_mark_tool_is_held() -> None:
    double = PointerEvent(PointerKind.DOUBLE, 20, 20, Button.LEFT)
    assert play(a_hand(), [double]) == [MaximizeRequested()]
    assert play(a_hand(ToolName.POINT), [double]) == []


@pytest.mark.parametrize(
    ("tool", "points"),
    [
        (ToolName.POINT, [(20, 20)]),
        (ToolName.LENGTH, [(20, 20), (120, 20)]),
        (ToolName.ANGLE, [(20, 20), (60, 60), (120, 20)]),
    ],
)
def test_a_mark_tool_proposes_after_its_number_of_clicks(tool: ToolName, points: list[tuple[float, float]]) -> None:
    hand = a_hand(tool)
    effects = play(hand, [event for point in points for event in click(*point)])
    proposals = [effect for effect in effects if isinstance(effect, MarkProposal)]
    expected = in_patient(*((x / 2, y / 2, 0.0) for x, y in points))
    assert proposals == [MarkProposal(MarkKind(tool.value), expected)]
    assert hand.unfinished is None
    assert hand.gesture is Gesture.IDLE


def test_a_length_of_two_clicks_is_as_long_as_the_patient_says() -> None:
    effects = play(a_hand(ToolName.LENGTH), [*click(10, 10), *click(70, 90)])
    proposal = next(effect for effect in effects if isinstance(effect, MarkProposal))
    assert isinstance(proposal.location, PatientLocation)
    assert math.dist(*proposal.location.points_lps_mm) == pytest.approx(50.0)
    assert proposal.location.frame_of_reference_uid == FRAME_OF_REFERENCE


def test_a_mark_on_a_radiograph_is_in_columns_and_rows() -> None:
    effects = play(a_hand(ToolName.POINT), click(50, 30), Scene(image_geometry(), OverlayContent()))
    proposal = next(effect for effect in effects if isinstance(effect, MarkProposal))
    assert isinstance(proposal.location, ImageLocation)
    assert proposal.location.points_column_row == ((100.0, 60.0),)


def test_one_may_scroll_and_pan_between_the_clicks() -> None:
    hand = a_hand(ToolName.LENGTH)
    play(hand, click(20, 20))
    wheel = PointerEvent(PointerKind.WHEEL, 20, 20, steps=-1.0)
    assert play(hand, [wheel]) == [ScrollStepped(-1.0)]
    play(hand, [press(5, 5, Button.MIDDLE), move(15, 5, Button.MIDDLE), release(15, 5, Button.MIDDLE)])
    assert hand.gesture is Gesture.PLACING
    lower = Scene(axial_geometry(z=-2.0), OverlayContent())
    effects = play(hand, click(40, 20), lower)
    assert MarkProposal(MarkKind.LENGTH, in_patient((10.0, 10.0, 0.0), (20.0, 10.0, -2.0))) in effects


def test_escape_gives_an_unfinished_mark_up_and_is_not_ours_otherwise() -> None:
    hand, escape = a_hand(ToolName.LENGTH), PointerEvent(PointerKind.CANCEL)
    assert not hand.handles(escape, EMPTY)
    play(hand, click(20, 20))
    assert hand.handles(escape, EMPTY)
    assert play(hand, [escape]) == [OverlayTouched()]
    assert hand.unfinished is None
    assert hand.gesture is Gesture.IDLE


def test_the_second_half_of_a_double_click_is_no_second_point() -> None:
    hand = a_hand(ToolName.LENGTH)
    effects = play(hand, [*click(20, 20), PointerEvent(PointerKind.DOUBLE, 21, 20, Button.LEFT), release(21, 20)])
    assert not [effect for effect in effects if isinstance(effect, MarkProposal)]
    assert hand.gesture is Gesture.PLACING


def test_a_point_beyond_the_image_is_refused_with_a_reason() -> None:
    scene = Scene(axial_geometry(), OverlayContent(), is_inside=lambda location: False)
    (effect,) = play(a_hand(ToolName.POINT), click(20, 20), scene)
    assert isinstance(effect, PlacementRefused)
    assert "inside" in effect.reason


def test_a_second_point_on_another_image_is_refused() -> None:
    hand = a_hand(ToolName.LENGTH)
    play(hand, click(20, 20))
    effects = play(hand, click(50, 30), Scene(image_geometry(), OverlayContent()))
    assert any(isinstance(effect, PlacementRefused) for effect in effects)
    assert hand.unfinished == in_patient((10.0, 10.0, 0.0))


def test_dragging_a_handle_moves_that_point_once_at_the_end() -> None:
    mark = a_length((10.0, 10.0, 1.0), (60.0, 10.0, 0.0))
    scene = Scene(axial_geometry(), OverlayContent(marks=(mark,)))
    hand = a_hand()
    during = play(hand, [press(21, 20), move(31, 40)], scene)
    assert during == [OverlayTouched()]
    effects = play(hand, [move(41, 60), release(41, 60)], scene)
    assert [e for e in effects if isinstance(e, MarkMoved)] == [
        MarkMoved("mark-1", in_patient((20.0, 30.0, 1.0), (60.0, 10.0, 0.0)))
    ], "the grip stays under the hand and the point keeps its distance from the cut"


def test_a_dragged_mark_is_drawn_where_the_hand_has_it_with_its_value() -> None:
    mark = a_length((10.0, 10.0, 0.0), (60.0, 10.0, 0.0))
    content = OverlayContent(marks=(mark,))
    hand = a_hand()
    play(hand, [press(20, 20), move(40, 20)], Scene(axial_geometry(), content))
    (shown,) = shown_content(hand, content, None).marks
    assert shown.location == in_patient((20.0, 10.0, 0.0), (60.0, 10.0, 0.0))
    assert shown.value_text.startswith("40.0 mm")


def test_escape_during_a_drag_puts_the_mark_back() -> None:
    mark = a_point((10.0, 10.0, 0.0))
    scene = Scene(axial_geometry(), OverlayContent(marks=(mark,)))
    hand = a_hand()
    play(hand, [press(20, 20), move(60, 60), PointerEvent(PointerKind.CANCEL)], scene)
    assert play(hand, [release(60, 60)], scene) == []
    assert shown_content(hand, scene.content, None).marks == (mark,)


def test_a_click_on_a_mark_selects_it_whatever_the_tool() -> None:
    scene = Scene(axial_geometry(), OverlayContent(marks=(a_point((10.0, 10.0, 0.0)),)))
    for tool in ToolName:
        assert play(a_hand(tool), [press(20, 20), move(21, 21), release(21, 21)], scene) == [ItemClicked("item-2")]


def test_only_a_selected_mark_is_dragged_as_a_whole() -> None:
    points = (10.0, 10.0, 0.0), (60.0, 10.0, 0.0)
    script = [press(70, 20), move(80, 30), release(80, 30)]
    loose = Scene(axial_geometry(), OverlayContent(marks=(a_length(*points),)))
    chosen = Scene(axial_geometry(), OverlayContent(marks=(a_length(*points, selected=True),)))
    assert play(a_hand(), script, loose) == [ItemClicked("item-1")]
    moved = MarkMoved("mark-1", in_patient((15.0, 15.0, 0.0), (65.0, 15.0, 0.0)))
    assert moved in play(a_hand(), script, chosen)


def test_a_mark_is_not_dragged_off_the_image() -> None:
    mark = a_point((10.0, 10.0, 0.0))
    scene = Scene(
        axial_geometry(),
        OverlayContent(marks=(mark,)),
        is_inside=lambda where: isinstance(where, PatientLocation) and where.points_lps_mm[0][0] < 30,
    )
    effects = play(a_hand(), [press(20, 20), move(50, 20), move(150, 20), release(150, 20)], scene)
    assert MarkMoved("mark-2", in_patient((25.0, 10.0, 0.0))) in effects


def test_taking_another_tool_forgets_the_unfinished_mark() -> None:
    hand = a_hand(ToolName.LENGTH)
    play(hand, click(20, 20))
    hand.tool = ToolName.WINDOW
    assert hand.unfinished is None
    assert hand.gesture is Gesture.IDLE


def a_labelled_scene(ratio: float = 1.0) -> Scene:
    mark = replace(a_length((10.0, 10.0, 0.0), (60.0, 10.0, 0.0)), value_text="25.0 mm")
    box = LabelBox("mark-1", left=140.0, top=60.0, width=40.0, height=12.0, anchor=(70.0, 20.0))
    return Scene(axial_geometry(), OverlayContent(marks=(mark,)), ratio, labels=(box,))


@pytest.mark.parametrize(("ratio", "expected"), [(1.0, (110.0, 76.0)), (2.0, (55.0, 38.0))])
def test_a_dragged_label_tells_its_place_from_its_anchor_once(ratio: float, expected: tuple[float, float]) -> None:
    hand, scene = a_hand(), a_labelled_scene(ratio)
    effects = play(hand, [press(150, 65), move(160, 80), move(170, 95)], scene)
    assert effects == [OverlayTouched(), OverlayTouched()]
    (shown,) = shown_content(hand, scene.content, None).marks
    assert shown.label_offset == expected
    assert play(hand, [release(170, 95)], scene) == [LabelMoved("mark-1", expected), OverlayTouched()]
    assert hand.gesture is Gesture.IDLE


def test_a_label_that_is_only_clicked_selects_its_item() -> None:
    assert play(a_hand(), click(150, 65), a_labelled_scene()) == [ItemClicked("item-1")]


def test_a_label_let_go_with_escape_stays_where_it_was() -> None:
    hand, scene = a_hand(), a_labelled_scene()
    play(hand, [press(150, 65), move(170, 95), PointerEvent(PointerKind.CANCEL)], scene)
    assert shown_content(hand, scene.content, None) == scene.content
    assert hand.gesture is Gesture.IDLE


def test_the_menu_over_a_label_is_that_of_its_item() -> None:
    effects = play(a_hand(), click(150, 65, Button.RIGHT), a_labelled_scene())
    assert effects == [ContextRequested((150, 65), "item-1")]


def test_the_label_of_a_hidden_mark_is_not_there() -> None:
    scene = a_labelled_scene()
    hidden = replace(scene.content.marks[0], hidden=True)
    assert play(a_hand(), click(150, 65), replace(scene, content=OverlayContent(marks=(hidden,)))) == []
