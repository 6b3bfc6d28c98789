"""Pointer scripts with a stroke tool in the hand: a stroke begins, goes on and ends, and the wheel sizes the brush."""

from __future__ import annotations

import pytest

from tests.support.scenes import a_point, axial_geometry
from viewers.state.overlay import OverlayContent
from viewers.tools.dispatcher import Dispatcher
from viewers.tools.effects import BrushResized, Effect, ScrollStepped, Stroked, StrokePhase
from viewers.tools.placement import locate
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.scene import Scene
from viewers.tools.tool_names import STROKE_TOOLS, ToolName
from viewers.tools.transitions import Gesture

SCENE = Scene(axial_geometry(), OverlayContent())


def event(kind: PointerKind, x: float = 20, y: float = 20, button: Button = Button.LEFT) -> PointerEvent:
    return PointerEvent(kind, x, y, button)


def played(hand: Dispatcher, *events: PointerEvent, scene: Scene = SCENE) -> list[Effect]:
    return [effect for one in events for effect in hand.dispatch(one, scene)]


def a_hand(tool: ToolName = ToolName.BRUSH) -> Dispatcher:
    hand = Dispatcher()
    hand.tool = tool
    return hand


@pytest.mark.parametrize("tool", sorted(STROKE_TOOLS))
def test_a_stroke_names_its_tool_and_each_place_until_the_release(tool: ToolName) -> None:
    hand = a_hand(tool)
    effects = played(
        hand,
        event(PointerKind.PRESS),
        event(PointerKind.MOVE, 21, 20),
        event(PointerKind.MOVE, 60, 40),
        event(PointerKind.RELEASE, 60, 40),
    )
    strokes = [effect for effect in effects if isinstance(effect, Stroked)]
    phases = [StrokePhase.BEGUN, StrokePhase.GOES_ON, StrokePhase.GOES_ON, StrokePhase.ENDED]
    assert [one.phase for one in strokes] == phases
    assert {one.tool for one in strokes} == {tool}
    assert strokes[2].location == locate(SCENE.geometry, 60, 40)
    assert hand.gesture is Gesture.IDLE


def test_escape_gives_a_stroke_up() -> None:
    hand = a_hand()
    effects = played(hand, event(PointerKind.PRESS), event(PointerKind.CANCEL))
    assert [one.phase for one in effects if isinstance(one, Stroked)] == [StrokePhase.BEGUN, StrokePhase.GIVEN_UP]
    assert played(hand, event(PointerKind.MOVE, 60, 40)) == []


def test_the_second_press_of_a_double_click_is_a_stroke_too() -> None:
    effects = played(a_hand(), event(PointerKind.DOUBLE))
    assert [one.phase for one in effects if isinstance(one, Stroked)] == [StrokePhase.BEGUN]


def test_the_wheel_with_shift_sizes_the_brush_and_without_scrolls() -> None:
    hand = a_hand()
    assert played(hand, PointerEvent(PointerKind.WHEEL, 20, 20, shift=True, steps=2))[0] == BrushResized(2)
    assert isinstance(played(hand, PointerEvent(PointerKind.WHEEL, 20, 20, steps=2))[0], ScrollStepped)
    other = a_hand(ToolName.WINDOW)
    turned = PointerEvent(PointerKind.WHEEL, 20, 20, shift=True, steps=2)
    assert isinstance(played(other, turned)[0], ScrollStepped)


def test_other_buttons_keep_their_tools_while_a_brush_is_held() -> None:
    effects = played(a_hand(), event(PointerKind.PRESS, button=Button.MIDDLE), event(PointerKind.MOVE, 60, 40))
    assert not any(isinstance(one, Stroked) for one in effects)


def test_a_brush_paints_over_marks_where_the_content_lets_clicks_through() -> None:
    scene = Scene(axial_geometry(), OverlayContent(marks=(a_point((10.0, 10.0, 0.0)),), clickable=False))
    effects = played(a_hand(), event(PointerKind.PRESS), scene=scene)
    assert any(isinstance(one, Stroked) for one in effects)
