"""The table of pointer behaviour: what is legal, what is not, and that it is complete in itself."""

from __future__ import annotations

import itertools

import pytest

from viewers.tools.tool_names import MARK_TOOLS, PATH_TOOLS, STROKE_TOOLS, Placing, ToolName, placing_of
from viewers.tools.transitions import TOOL_CUES, TRANSITIONS, Action, Cue, Gesture, Step

LEGAL = {
    Gesture.IDLE: {
        Cue.PRESS_RIGHT, Cue.WHEEL, Cue.ZOOM_WHEEL, Cue.PINCH, Cue.SWIPE, Cue.SHIFT_MOVE, Cue.PLACE, Cue.MOVE,
        Cue.TAKE_HANDLE, Cue.TAKE_LABEL, Cue.TAKE_MARK, Cue.TAKE_ITEM, Cue.TAKE_WINDOW, Cue.TAKE_PAN, Cue.TAKE_ZOOM,
        Cue.TAKE_SCROLL, Cue.TAKE_CROSSHAIR, Cue.TAKE_REGION, Cue.TAKE_CUT, Cue.DOUBLE_CLICK, Cue.TAKE_BRUSH,
        Cue.RESIZE_WHEEL, Cue.STRETCH, Cue.DRAW, Cue.INSERT_VERTEX, Cue.REMOVE_VERTEX,
    },
    Gesture.PLACING: {
        Cue.PRESS_RIGHT, Cue.WHEEL, Cue.ZOOM_WHEEL, Cue.PINCH, Cue.SWIPE, Cue.SHIFT_MOVE, Cue.PLACE, Cue.MOVE,
        Cue.TAKE_WINDOW, Cue.TAKE_PAN, Cue.TAKE_ZOOM, Cue.TAKE_SCROLL, Cue.TAKE_CROSSHAIR, Cue.TAKE_REGION,
        Cue.END_PATH, Cue.CANCEL, Cue.STRETCH, Cue.TAKE_BACK,
    },
    Gesture.SETTING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE, Cue.CANCEL},
    Gesture.STRETCHING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE, Cue.CANCEL},
    Gesture.DRAWING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE, Cue.CANCEL},
    Gesture.WINDOWING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE},
    Gesture.PANNING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE},
    Gesture.ZOOMING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE},
    Gesture.SCROLLING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE},
    Gesture.POINTING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE},
    Gesture.CUTTING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE, Cue.CANCEL},
    Gesture.FRAMING: {Cue.DRAG_FAR, Cue.RELEASE, Cue.CANCEL},
    Gesture.STROKING: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE, Cue.CANCEL},
    Gesture.HOLDING_RIGHT: {
        Cue.TAKE_WINDOW, Cue.TAKE_PAN, Cue.TAKE_ZOOM, Cue.TAKE_SCROLL, Cue.TAKE_CROSSHAIR, Cue.RELEASE,
    },
    Gesture.HOLDING_MARK: {Cue.DRAG_FAR, Cue.RELEASE},
    Gesture.MOVING_MARK: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE, Cue.CANCEL},
    Gesture.HOLDING_LABEL: {Cue.DRAG_FAR, Cue.RELEASE},
    Gesture.MOVING_LABEL: {Cue.DRAG, Cue.DRAG_FAR, Cue.RELEASE, Cue.CANCEL},
    Gesture.MOVING_HANDLE: {Cue.DRAG_FAR, Cue.RELEASE, Cue.CANCEL},
}  # fmt: skip
"""Every pair that means something; all others are not ours."""

ALL_PAIRS = list(itertools.product(LEGAL, Cue))


@pytest.mark.parametrize(("gesture", "cue"), [pair for pair in ALL_PAIRS if pair[1] in LEGAL[pair[0]]])
def test_a_legal_pair_has_an_entry_that_leads_to_a_gesture(gesture: Gesture, cue: Cue) -> None:
    assert TRANSITIONS[gesture, cue].then in Gesture


@pytest.mark.parametrize(("gesture", "cue"), [pair for pair in ALL_PAIRS if pair[1] not in LEGAL[pair[0]]])
def test_an_illegal_pair_is_absent(gesture: Gesture, cue: Cue) -> None:
    assert (gesture, cue) not in TRANSITIONS


def test_the_resting_marker_is_never_a_gesture_to_start_from() -> None:
    assert all(gesture is not Gesture.REST for gesture, _ in TRANSITIONS)


def test_every_gesture_that_starts_with_a_press_ends_with_the_release() -> None:
    pressed = {step.then for step in TRANSITIONS.values()} - {Gesture.IDLE, Gesture.PLACING, Gesture.REST}
    assert all((gesture, Cue.RELEASE) in TRANSITIONS for gesture in pressed)


def test_every_gesture_has_its_legal_cues_listed_here() -> None:
    assert set(LEGAL) == set(Gesture) - {Gesture.REST}


def test_every_tool_has_a_cue_and_mark_tools_that_of_their_way_of_placing() -> None:
    assert set(TOOL_CUES) == set(ToolName)
    by_way = {way: {TOOL_CUES[tool] for tool in MARK_TOOLS if placing_of(tool) is way} for way in Placing}
    assert by_way == {
        Placing.CLICKS: {Cue.PLACE},
        Placing.PATH: {Cue.PLACE},
        Placing.LINES: {Cue.STRETCH},
        Placing.SHAPE: {Cue.STRETCH},
        Placing.CROSS: {Cue.STRETCH},
        Placing.STROKE: {Cue.DRAW},
    }
    assert {TOOL_CUES[tool] for tool in PATH_TOOLS} == {Cue.PLACE}
    assert {TOOL_CUES[tool] for tool in STROKE_TOOLS} == {Cue.TAKE_BRUSH}


def test_a_right_click_without_a_drag_is_a_menu_and_with_one_the_tool_of_the_scheme() -> None:
    assert TRANSITIONS[Gesture.HOLDING_RIGHT, Cue.RELEASE] == Step(Action.MENU, Gesture.REST)
    assert TRANSITIONS[Gesture.HOLDING_RIGHT, Cue.TAKE_ZOOM] == Step(Action.ZOOM, Gesture.ZOOMING)
