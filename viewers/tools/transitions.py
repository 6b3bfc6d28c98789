"""The one table of pointer behaviour: (gesture, cue) -> (action, next gesture). An absent pair means "not mine".

Which button holds which tool is in `mouse_schemes`; a right click without a drag is the context menu in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from viewers.tools.tool_names import MARK_TOOLS, PATH_TOOLS, STROKE_TOOLS, Placing, ToolName, placing_of


class Gesture(StrEnum):
    """What the hand is doing."""

    IDLE = "idle"
    PLACING = "placing"
    """Some but not all points of a mark are placed, and no button is held."""
    SETTING = "setting"
    """A point is under the hand with the button held: it can be moved until the button comes up."""
    STRETCHING = "stretching"
    """A line or region is being pulled from where the button went down."""
    DRAWING = "drawing"
    """An outline is drawn with the button held."""
    WINDOWING = "windowing"
    PANNING = "panning"
    ZOOMING = "zooming"
    SCROLLING = "scrolling"
    POINTING = "pointing"
    FRAMING = "framing"
    HOLDING_RIGHT = "holding-right"
    HOLDING_MARK = "holding-mark"
    MOVING_MARK = "moving-mark"
    MOVING_HANDLE = "moving-handle"
    HOLDING_LABEL = "holding-label"
    MOVING_LABEL = "moving-label"
    CUTTING = "cutting"
    """A line of another plane is in the hand."""
    STROKING = "stroking"
    REST = "rest"
    """Only as a next gesture: PLACING while a mark is unfinished, else IDLE."""


PRECISE_GESTURES = frozenset({Gesture.SETTING, Gesture.STRETCHING, Gesture.MOVING_HANDLE})
"""A point is under the hand with the button held: where a magnifier helps."""


class Cue(StrEnum):
    """What the pointer did, once the dispatcher has looked under it."""

    TAKE_HANDLE = "take-handle"
    TAKE_LABEL = "take-label"
    TAKE_MARK = "take-mark"
    TAKE_ITEM = "take-item"
    TAKE_CUT = "take-cut"
    TAKE_WINDOW = "take-window"
    TAKE_PAN = "take-pan"
    TAKE_ZOOM = "take-zoom"
    TAKE_SCROLL = "take-scroll"
    TAKE_CROSSHAIR = "take-crosshair"
    TAKE_REGION = "take-region"
    TAKE_BRUSH = "take-brush"
    RESIZE_WHEEL = "resize-wheel"
    PLACE = "place"
    STRETCH = "stretch"
    DRAW = "draw"
    END_PATH = "end-path"
    TAKE_BACK = "take-back"
    INSERT_VERTEX = "insert-vertex"
    REMOVE_VERTEX = "remove-vertex"
    PRESS_RIGHT = "press-right"
    DRAG = "drag"
    DRAG_FAR = "drag-far"
    """A move with a button held that has left the place where it was pressed."""
    MOVE = "move"
    SHIFT_MOVE = "shift-move"
    RELEASE = "release"
    WHEEL = "wheel"
    ZOOM_WHEEL = "zoom-wheel"
    PINCH = "pinch"
    SWIPE = "swipe"
    DOUBLE_CLICK = "double-click"
    CANCEL = "cancel"


class Action(StrEnum):
    """What the dispatcher then does; each is one function."""

    NONE = "none"
    WINDOW = "window"
    PAN = "pan"
    ZOOM = "zoom"
    SCROLL = "scroll"
    STEP = "step"
    ZOOM_STEP = "zoom-step"
    PAN_AND_ZOOM = "pan-and-zoom"
    SWIPE = "swipe"
    PUT_CURSOR = "put-cursor"
    STRETCH_REGION = "stretch-region"
    WINDOW_REGION = "window-region"
    DROP_REGION = "drop-region"
    HOVER = "hover"
    PRESS_POINT = "press-point"
    SLIDE_POINT = "slide-point"
    SET_POINT = "set-point"
    START_STRETCH = "start-stretch"
    PULL = "pull"
    END_STRETCH = "end-stretch"
    START_OUTLINE = "start-outline"
    DRAW_OUTLINE = "draw-outline"
    END_OUTLINE = "end-outline"
    END_PATH = "end-path"
    TAKE_BACK = "take-back"
    INSERT_VERTEX = "insert-vertex"
    REMOVE_VERTEX = "remove-vertex"
    PREVIEW_POINT = "preview-point"
    CLICK_ITEM = "click-item"
    HOLD = "hold"
    DRAG_HANDLE = "drag-handle"
    DRAG_MARK = "drag-mark"
    DROP = "drop"
    DRAG_LABEL = "drag-label"
    DROP_LABEL = "drop-label"
    ABANDON = "abandon"
    DISCARD = "discard"
    DRAG_CUT = "drag-cut"
    STROKE = "stroke"
    RESIZE_BRUSH = "resize-brush"
    MENU = "menu"
    MAXIMIZE = "maximize"


@dataclass(frozen=True)
class Step:
    """One entry of the table."""

    action: Action
    then: Gesture


_PLACING_CUES: Mapping[Placing | None, Cue] = {
    Placing.CLICKS: Cue.PLACE,
    Placing.PATH: Cue.PLACE,
    Placing.LINES: Cue.STRETCH,
    Placing.SHAPE: Cue.STRETCH,
    Placing.CROSS: Cue.STRETCH,
    Placing.STROKE: Cue.DRAW,
}

TOOL_CUES: Mapping[ToolName, Cue] = (
    {
        ToolName.WINDOW: Cue.TAKE_WINDOW,
        ToolName.PAN: Cue.TAKE_PAN,
        ToolName.ZOOM: Cue.TAKE_ZOOM,
        ToolName.SCROLL: Cue.TAKE_SCROLL,
        ToolName.CROSSHAIR: Cue.TAKE_CROSSHAIR,
        ToolName.REGION_WINDOW: Cue.TAKE_REGION,
    }
    | {tool: _PLACING_CUES[placing_of(tool)] for tool in (*MARK_TOOLS, *PATH_TOOLS)}
    | dict.fromkeys(STROKE_TOOLS, Cue.TAKE_BRUSH)
)
"""What taking a tool with a button means, for each tool; with a mark tool the press is its first point."""

_G, _C, _A = Gesture, Cue, Action

_AT_REST: Mapping[Cue, Step] = {
    _C.TAKE_WINDOW: Step(_A.NONE, _G.WINDOWING),
    _C.TAKE_PAN: Step(_A.NONE, _G.PANNING),
    _C.TAKE_ZOOM: Step(_A.NONE, _G.ZOOMING),
    _C.TAKE_SCROLL: Step(_A.NONE, _G.SCROLLING),
    _C.TAKE_CROSSHAIR: Step(_A.PUT_CURSOR, _G.POINTING),
    _C.TAKE_REGION: Step(_A.NONE, _G.FRAMING),
    _C.PRESS_RIGHT: Step(_A.NONE, _G.HOLDING_RIGHT),
    _C.WHEEL: Step(_A.STEP, _G.REST),
    _C.ZOOM_WHEEL: Step(_A.ZOOM_STEP, _G.REST),
    _C.PINCH: Step(_A.PAN_AND_ZOOM, _G.REST),
    _C.SWIPE: Step(_A.SWIPE, _G.REST),
    _C.SHIFT_MOVE: Step(_A.PUT_CURSOR, _G.REST),
    _C.PLACE: Step(_A.PRESS_POINT, _G.SETTING),
    _C.STRETCH: Step(_A.START_STRETCH, _G.STRETCHING),
}

TRANSITIONS: Mapping[tuple[Gesture, Cue], Step] = {
    **{(_G.IDLE, cue): step for cue, step in _AT_REST.items()},
    **{(_G.PLACING, cue): step for cue, step in _AT_REST.items()},
    (_G.IDLE, _C.TAKE_BRUSH): Step(_A.STROKE, _G.STROKING),
    (_G.IDLE, _C.RESIZE_WHEEL): Step(_A.RESIZE_BRUSH, _G.IDLE),
    (_G.STROKING, _C.DRAG): Step(_A.STROKE, _G.STROKING),
    (_G.STROKING, _C.DRAG_FAR): Step(_A.STROKE, _G.STROKING),
    (_G.STROKING, _C.RELEASE): Step(_A.STROKE, _G.IDLE),
    (_G.STROKING, _C.CANCEL): Step(_A.STROKE, _G.IDLE),
    (_G.IDLE, _C.MOVE): Step(_A.HOVER, _G.IDLE),
    (_G.IDLE, _C.TAKE_HANDLE): Step(_A.HOLD, _G.MOVING_HANDLE),
    (_G.IDLE, _C.TAKE_MARK): Step(_A.HOLD, _G.HOLDING_MARK),
    (_G.IDLE, _C.TAKE_LABEL): Step(_A.HOLD, _G.HOLDING_LABEL),
    (_G.HOLDING_LABEL, _C.DRAG_FAR): Step(_A.DRAG_LABEL, _G.MOVING_LABEL),
    (_G.HOLDING_LABEL, _C.RELEASE): Step(_A.CLICK_ITEM, _G.IDLE),
    (_G.MOVING_LABEL, _C.DRAG): Step(_A.DRAG_LABEL, _G.MOVING_LABEL),
    (_G.MOVING_LABEL, _C.DRAG_FAR): Step(_A.DRAG_LABEL, _G.MOVING_LABEL),
    (_G.MOVING_LABEL, _C.RELEASE): Step(_A.DROP_LABEL, _G.IDLE),
    (_G.MOVING_LABEL, _C.CANCEL): Step(_A.DISCARD, _G.IDLE),
    (_G.IDLE, _C.TAKE_ITEM): Step(_A.CLICK_ITEM, _G.IDLE),
    (_G.IDLE, _C.TAKE_CUT): Step(_A.NONE, _G.CUTTING),
    (_G.CUTTING, _C.DRAG): Step(_A.NONE, _G.CUTTING),
    (_G.CUTTING, _C.DRAG_FAR): Step(_A.DRAG_CUT, _G.CUTTING),
    (_G.CUTTING, _C.RELEASE): Step(_A.NONE, _G.IDLE),
    (_G.CUTTING, _C.CANCEL): Step(_A.NONE, _G.IDLE),
    (_G.IDLE, _C.DOUBLE_CLICK): Step(_A.MAXIMIZE, _G.IDLE),
    (_G.IDLE, _C.INSERT_VERTEX): Step(_A.INSERT_VERTEX, _G.IDLE),
    (_G.IDLE, _C.REMOVE_VERTEX): Step(_A.REMOVE_VERTEX, _G.IDLE),
    (_G.IDLE, _C.DRAW): Step(_A.START_OUTLINE, _G.DRAWING),
    (_G.SETTING, _C.DRAG): Step(_A.NONE, _G.SETTING),
    (_G.SETTING, _C.DRAG_FAR): Step(_A.SLIDE_POINT, _G.SETTING),
    (_G.SETTING, _C.RELEASE): Step(_A.SET_POINT, _G.REST),
    (_G.SETTING, _C.CANCEL): Step(_A.ABANDON, _G.IDLE),
    (_G.STRETCHING, _C.DRAG): Step(_A.NONE, _G.STRETCHING),
    (_G.STRETCHING, _C.DRAG_FAR): Step(_A.PULL, _G.STRETCHING),
    (_G.STRETCHING, _C.RELEASE): Step(_A.END_STRETCH, _G.REST),
    (_G.STRETCHING, _C.CANCEL): Step(_A.ABANDON, _G.IDLE),
    (_G.DRAWING, _C.DRAG): Step(_A.DRAW_OUTLINE, _G.DRAWING),
    (_G.DRAWING, _C.DRAG_FAR): Step(_A.DRAW_OUTLINE, _G.DRAWING),
    (_G.DRAWING, _C.RELEASE): Step(_A.END_OUTLINE, _G.IDLE),
    (_G.DRAWING, _C.CANCEL): Step(_A.ABANDON, _G.IDLE),
    (_G.PLACING, _C.TAKE_BACK): Step(_A.TAKE_BACK, _G.REST),
    (_G.PLACING, _C.MOVE): Step(_A.PREVIEW_POINT, _G.PLACING),
    (_G.PLACING, _C.END_PATH): Step(_A.END_PATH, _G.REST),
    (_G.PLACING, _C.CANCEL): Step(_A.ABANDON, _G.IDLE),
    (_G.WINDOWING, _C.DRAG): Step(_A.WINDOW, _G.WINDOWING),
    (_G.WINDOWING, _C.DRAG_FAR): Step(_A.WINDOW, _G.WINDOWING),
    (_G.WINDOWING, _C.RELEASE): Step(_A.NONE, _G.REST),
    (_G.PANNING, _C.DRAG): Step(_A.PAN, _G.PANNING),
    (_G.PANNING, _C.DRAG_FAR): Step(_A.PAN, _G.PANNING),
    (_G.PANNING, _C.RELEASE): Step(_A.NONE, _G.REST),
    (_G.ZOOMING, _C.DRAG): Step(_A.ZOOM, _G.ZOOMING),
    (_G.ZOOMING, _C.DRAG_FAR): Step(_A.ZOOM, _G.ZOOMING),
    (_G.ZOOMING, _C.RELEASE): Step(_A.NONE, _G.REST),
    (_G.SCROLLING, _C.DRAG): Step(_A.SCROLL, _G.SCROLLING),
    (_G.SCROLLING, _C.DRAG_FAR): Step(_A.SCROLL, _G.SCROLLING),
    (_G.SCROLLING, _C.RELEASE): Step(_A.NONE, _G.REST),
    (_G.POINTING, _C.DRAG): Step(_A.PUT_CURSOR, _G.POINTING),
    (_G.POINTING, _C.DRAG_FAR): Step(_A.PUT_CURSOR, _G.POINTING),
    (_G.POINTING, _C.RELEASE): Step(_A.NONE, _G.REST),
    (_G.FRAMING, _C.DRAG_FAR): Step(_A.STRETCH_REGION, _G.FRAMING),
    (_G.FRAMING, _C.RELEASE): Step(_A.WINDOW_REGION, _G.REST),
    (_G.FRAMING, _C.CANCEL): Step(_A.DROP_REGION, _G.REST),
    (_G.HOLDING_RIGHT, _C.TAKE_WINDOW): Step(_A.WINDOW, _G.WINDOWING),
    (_G.HOLDING_RIGHT, _C.TAKE_PAN): Step(_A.PAN, _G.PANNING),
    (_G.HOLDING_RIGHT, _C.TAKE_ZOOM): Step(_A.ZOOM, _G.ZOOMING),
    (_G.HOLDING_RIGHT, _C.TAKE_SCROLL): Step(_A.SCROLL, _G.SCROLLING),
    (_G.HOLDING_RIGHT, _C.TAKE_CROSSHAIR): Step(_A.PUT_CURSOR, _G.POINTING),
    (_G.HOLDING_RIGHT, _C.RELEASE): Step(_A.MENU, _G.REST),
    (_G.HOLDING_MARK, _C.DRAG_FAR): Step(_A.DRAG_MARK, _G.MOVING_MARK),
    (_G.HOLDING_MARK, _C.RELEASE): Step(_A.CLICK_ITEM, _G.IDLE),
    (_G.MOVING_MARK, _C.DRAG): Step(_A.DRAG_MARK, _G.MOVING_MARK),
    (_G.MOVING_MARK, _C.DRAG_FAR): Step(_A.DRAG_MARK, _G.MOVING_MARK),
    (_G.MOVING_MARK, _C.RELEASE): Step(_A.DROP, _G.IDLE),
    (_G.MOVING_MARK, _C.CANCEL): Step(_A.DISCARD, _G.IDLE),
    (_G.MOVING_HANDLE, _C.DRAG_FAR): Step(_A.DRAG_HANDLE, _G.MOVING_HANDLE),
    (_G.MOVING_HANDLE, _C.RELEASE): Step(_A.DROP, _G.IDLE),
    (_G.MOVING_HANDLE, _C.CANCEL): Step(_A.DISCARD, _G.IDLE),
}
