"""Turns pointer events into effects by the transition table.

Dispatch order, decided here once: while a mark is unfinished the left button places its next point. Otherwise
1. handles under the cursor (they are dragged), then labels,
2. whole marks and needles under the cursor (a click selects; only a selected mark is dragged as a whole),
3. lines of other planes, unless the tool in the hand places marks (they are turned, moved, thickened),
4. the tool of the button by the mouse scheme: the one in the hand for the left button alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from annotations.locations import ImageLocation, Location
from annotations.marks import MarkKind
from viewers.imaging.images import Pixels
from viewers.imaging.region_window import Corners
from viewers.state.cross_lines import CrossHit, CrossPart, cross_hit, turn_deg
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import LabelBox, OverlayContent, OverlayMark
from viewers.tools.effects import (
    BrushResized,
    ContextRequested,
    CursorPlaced,
    CutMoved,
    CutTurned,
    Effect,
    Hovered,
    ItemClicked,
    LabelMoved,
    MarkMoved,
    MarkProposal,
    MaximizeRequested,
    OverlayTouched,
    PanDragged,
    PathDrawn,
    PlacementRefused,
    RegionFramed,
    ScrollDragged,
    ScrollStepped,
    SlabDragged,
    Stroked,
    StrokePhase,
    WindowDragged,
    ZoomDragged,
    ZoomStepped,
)
from viewers.tools.hit_test import BodyHit, HandleHit, Hit, LabelHit, Probe, hit_test
from viewers.tools.live_values import live_value
from viewers.tools.mouse_schemes import DEFAULT_SCHEME, Chord, MouseScheme, Wheel
from viewers.tools.placement import display_points, joined, locate, moved_by, moved_point, shares_space
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.tool_names import MARK_TOOLS, PATH_TOOLS, STROKE_TOOLS, ToolName
from viewers.tools.transitions import TOOL_CUES, TRANSITIONS, Action, Cue, Gesture
from viewers.tools.view_changes import WHEEL_ZOOM_FACTOR

DRAG_THRESHOLD_PX = 4.0
"""A press becomes a drag after this many pixels (at a device pixel ratio of 1), so that a click stays a click."""
SAME_POINT_PX = 3.0
"""A second point this near the first is a double click, not a mark of no length."""
OUTSIDE_IMAGE = "Marks go on the image: click inside it."
OTHER_IMAGE = "The first point is on another image; press Esc to give that mark up."
NO_REGION = "Drag a rectangle over what the window is to show."
NOT_ON_CURVED = "Curved reformat, distances not true: measure and draw on a plane beside it."
NO_POSITION = "This picture has no position to mark."
_PLACING_TOOLS = MARK_TOOLS.keys() | PATH_TOOLS.keys() | STROKE_TOOLS


@dataclass(frozen=True)
class Scene:
    """What the pointer moves over: the frame on screen, its overlay, which locations lie on pixels, painted labels."""

    geometry: FrameGeometry
    content: OverlayContent
    device_pixel_ratio: float = 1.0
    is_inside: Callable[[Location], bool] = lambda location: True
    labels: tuple[LabelBox, ...] = ()


class Dispatcher:
    """The hand of one viewport: the tool held, the gesture under way and the mark being placed or moved."""

    def __init__(self) -> None:
        self._tool = ToolName.WINDOW
        self.scheme: MouseScheme = DEFAULT_SCHEME
        self.gesture = Gesture.IDLE
        self.unfinished: Location | None = None
        self.preview: Location | None = None
        self.moved: Location | None = None
        self.held: OverlayMark | None = None
        self.label_offset: tuple[float, float] | None = None
        self.region: Corners | None = None
        self._handle: int | None = None
        self._pressed: tuple[float, float] = (0.0, 0.0)
        self._last: tuple[float, float] = (0.0, 0.0)
        self._is_far = False
        self._hit: Hit | None = None
        self._cut: CrossHit | None = None

    @property
    def tool(self) -> ToolName:
        """What the left button does."""
        return self._tool

    @tool.setter
    def tool(self, tool: ToolName) -> None:
        self.abandon()
        self._tool = tool

    def abandon(self) -> None:
        """Forget the unfinished mark, the drag and the gesture (another image or another tool)."""
        self.gesture = Gesture.IDLE
        self.unfinished = self.preview = self.moved = self.held = self.region = self.label_offset = None
        self._handle = None

    def dispatch(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """The effects of one event; empty when it is not ours (an absent pair of the table)."""
        cue = self._cue(event, scene)
        step = TRANSITIONS.get((self.gesture, cue)) if cue is not None else None
        if event.kind in (PointerKind.PRESS, PointerKind.DOUBLE):
            self._pressed = self._last = event.position
            self._is_far = False
        if step is None:
            return ()
        effects = _ACTIONS[step.action](self, event, scene)
        self._last = event.position
        self.gesture = self._rest() if step.then is Gesture.REST else step.then
        return effects

    def handles(self, event: PointerEvent, scene: Scene) -> bool:
        """Whether the table has an entry for this event now."""
        return (self.gesture, self._cue(event, scene)) in TRANSITIONS

    def _rest(self) -> Gesture:
        return Gesture.PLACING if self.unfinished is not None else Gesture.IDLE

    def _cue(self, event: PointerEvent, scene: Scene) -> Cue | None:
        return _CUES[event.kind](self, event, scene)

    def _press_cue(self, event: PointerEvent, scene: Scene) -> Cue | None:
        if event.button is Button.RIGHT:
            return Cue.PRESS_RIGHT
        chord = _chord(event)
        if event.button is not Button.LEFT or self.scheme.is_own(chord):
            return self._scheme_cue(chord)
        self._hit = _under(event, scene) if self.unfinished is None else None
        if self.unfinished is not None:
            return Cue.PLACE
        if isinstance(self._hit, HandleHit):
            return Cue.TAKE_HANDLE
        if isinstance(self._hit, LabelHit):
            return Cue.TAKE_LABEL
        if isinstance(self._hit, BodyHit):
            mark = self._hit.mark
            return Cue.TAKE_MARK if mark is not None and mark.selected and mark.movable else Cue.TAKE_ITEM
        self._cut = self._cut_under(event, scene)
        return Cue.TAKE_CUT if self._cut is not None else TOOL_CUES[self._tool]

    def _cut_under(self, event: PointerEvent, scene: Scene) -> CrossHit | None:
        if self._tool in _PLACING_TOOLS or not scene.content.cross_lines:
            return None
        return cross_hit(scene.geometry, scene.content.cross_lines, event.x, event.y, scene.device_pixel_ratio)

    def _scheme_cue(self, chord: Chord) -> Cue | None:
        tool = self.scheme.tool_of(chord)
        return TOOL_CUES[tool] if tool is not None else None

    def _double_cue(self, event: PointerEvent, scene: Scene) -> Cue | None:
        if event.button is not Button.LEFT or self.scheme.is_own(_chord(event)) or self._tool in STROKE_TOOLS:
            return self._press_cue(event, scene)
        if self.unfinished is not None:
            return Cue.END_PATH if PATH_TOOLS.get(self._tool, 0) is None else Cue.PLACE
        is_over_item = _under(event, scene) is not None
        return None if is_over_item or self._tool in _PLACING_TOOLS else Cue.DOUBLE_CLICK

    def _move_cue(self, event: PointerEvent, scene: Scene) -> Cue | None:
        if event.button is Button.NONE:
            return Cue.SHIFT_MOVE if event.shift else Cue.MOVE
        threshold = DRAG_THRESHOLD_PX * scene.device_pixel_ratio
        self._is_far = self._is_far or math.dist(self._pressed, event.position) >= threshold
        if self._is_far and self.gesture is Gesture.HOLDING_RIGHT:
            return self._scheme_cue(_chord(event))
        return Cue.DRAG_FAR if self._is_far else Cue.DRAG

    def _wheel_cue(self, event: PointerEvent, scene: Scene) -> Cue | None:
        if event.shift and self._tool in STROKE_TOOLS:
            return Cue.RESIZE_WHEEL
        return _WHEEL_CUES[self.scheme.control_wheel if event.control else self.scheme.wheel]

    def _plain_cue(self, event: PointerEvent, scene: Scene) -> Cue | None:
        return _PLAIN_CUES[event.kind]

    def _nothing(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return ()

    def _window(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (WindowDragged(event.x - self._last[0], event.y - self._last[1]),)

    def _stretch_region(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        self.region = (self._pressed, event.position)
        return (OverlayTouched(),)

    def _window_region(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        framed, self.region = self.region, None
        return (RegionFramed(framed), OverlayTouched()) if framed is not None else (PlacementRefused(NO_REGION),)

    def _drop_region(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        self.region = None
        return (OverlayTouched(),)

    def _pan(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (PanDragged(event.x - self._last[0], event.y - self._last[1]),)

    def _zoom(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (ZoomDragged(event.y - self._last[1], self._pressed),)

    def _scroll(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (ScrollDragged(event.y - self._last[1]),)

    def _step(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (ScrollStepped(event.steps, does_loop=self.scheme.does_wheel_loop),)

    def _zoom_step(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (ZoomStepped(event.steps, event.position),)

    def _pan_and_zoom(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        if event.factor <= 0:
            return ()
        moved = (PanDragged(event.dx, event.dy),) if event.dx or event.dy else ()
        return (*moved, ZoomStepped(math.log(event.factor, WHEEL_ZOOM_FACTOR), event.position))

    def _swipe(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (ScrollDragged(event.dy),)

    def _put_cursor(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        location = locate(scene.geometry, event.x, event.y)
        return (CursorPlaced(location),) if location is not None and scene.is_inside(location) else ()

    def _hover(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        location = locate(scene.geometry, event.x, event.y)
        return (Hovered(location if location is not None and scene.is_inside(location) else None),)

    def _add_point(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        if scene.geometry.curve is not None and self._tool is not ToolName.POINT:
            return (PlacementRefused(NOT_ON_CURVED),)
        point = locate(scene.geometry, event.x, event.y)
        if point is None:
            return (PlacementRefused(NO_POSITION),)
        if not scene.is_inside(point):
            return (PlacementRefused(OUTSIDE_IMAGE),)
        if self.unfinished is not None and self._repeats_last_point(event, scene):
            return ()
        location = point if self.unfinished is None else joined(self.unfinished, point)
        if location is None:
            return (PlacementRefused(OTHER_IMAGE),)
        return self._placed(location)

    def _placed(self, location: Location) -> tuple[Effect, ...]:
        self.preview = None
        if self._tool in PATH_TOOLS:
            return self._placed_on_path(location)
        kind = MARK_TOOLS[self._tool]
        if _count(location) < kind.point_count:
            self.unfinished = location
            return (OverlayTouched(),)
        self.unfinished = None
        return (MarkProposal(kind, location), OverlayTouched())

    def _placed_on_path(self, location: Location) -> tuple[Effect, ...]:
        if _count(location) != PATH_TOOLS[self._tool]:
            self.unfinished = location
            return (OverlayTouched(),)
        self.unfinished = None
        return (PathDrawn(self._tool, location), OverlayTouched())

    def _end_path(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        location, self.unfinished, self.preview = self.unfinished, None, None
        return () if location is None else (PathDrawn(self._tool, location), OverlayTouched())

    def _repeats_last_point(self, event: PointerEvent, scene: Scene) -> bool:
        if self.unfinished is None or not shares_space(scene.geometry, self.unfinished):
            return False
        last = display_points(scene.geometry, self.unfinished)[-1]
        return math.dist((last[0], last[1]), event.position) < SAME_POINT_PX * scene.device_pixel_ratio

    def _preview_point(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        point = locate(scene.geometry, event.x, event.y)
        if point is not None and self.unfinished is not None:
            self.preview = joined(self.unfinished, point)
        return (*self._hover(event, scene), OverlayTouched())

    def _hold(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        hit = self._hit
        self.held = hit.mark if hit is not None else None
        self._handle = hit.index if isinstance(hit, HandleHit) else None
        self.moved = self.label_offset = None
        return ()

    def _drag_label(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        if not isinstance(self._hit, LabelHit):
            return ()
        (x, y), (anchor_x, anchor_y) = self._hit.box.middle, self._hit.box.anchor
        dx, dy = event.x - self._pressed[0], event.y - self._pressed[1]
        ratio = scene.device_pixel_ratio
        self.label_offset = ((x + dx - anchor_x) / ratio, (y + dy - anchor_y) / ratio)
        return (OverlayTouched(),)

    def _drop_label(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        held, offset = self.held, self.label_offset
        self.held = self.label_offset = None
        if held is None or offset is None:
            return ()
        return (LabelMoved(held.mark_id, offset), OverlayTouched())

    def _drag_handle(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        if self.held is None or self._handle is None or not shares_space(scene.geometry, self.held.location):
            return ()
        grabbed = display_points(scene.geometry, self.held.location)[self._handle]
        x, y = grabbed[0] + event.x - self._pressed[0], grabbed[1] + event.y - self._pressed[1]
        return self._carried(moved_point(scene.geometry, self.held.location, self._handle, x, y), scene)

    def _drag_mark(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        if self.held is None or not shares_space(scene.geometry, self.held.location):
            return ()
        dx, dy = event.x - self._pressed[0], event.y - self._pressed[1]
        return self._carried(moved_by(scene.geometry, self.held.location, dx, dy), scene)

    def _carried(self, location: Location, scene: Scene) -> tuple[Effect, ...]:
        """A mark stops at the border of the image rather than leave it."""
        if not scene.is_inside(location):
            return ()
        self.moved = location
        return (OverlayTouched(),)

    def _drop(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        held, moved = self.held, self.moved
        self.held = self.moved = None
        if held is None:
            return ()
        if moved is None or moved == held.location:
            return (ItemClicked(held.item_id),)
        return (MarkMoved(held.mark_id, moved), OverlayTouched())

    def _discard(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        self.held = self.moved = self.label_offset = None
        return (OverlayTouched(),)

    def _abandon(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        self.unfinished = self.preview = None
        return (OverlayTouched(),)

    def _click_item(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        hit, self.held = self._hit, None
        return (ItemClicked(hit.item_id),) if isinstance(hit, BodyHit | LabelHit) else ()

    def _drag_cut(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        if self._cut is None:
            return ()
        handles, role = self._cut.handles, self._cut.handles.line.role
        if self._cut.part is CrossPart.TURN:
            return (CutTurned(role, turn_deg(handles.focus, self._last, event.position)),)
        if self._cut.part is CrossPart.SLAB:
            return (SlabDragged(role, handles.thickness_mm(event.x, event.y)),)
        return (CutMoved(role, event.position),)

    def _stroke(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        location = locate(scene.geometry, event.x, event.y)
        return (Stroked(self._tool, _STROKE_PHASES[event.kind], location), OverlayTouched())

    def _resize_brush(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (BrushResized(event.steps), OverlayTouched())

    def _menu(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        hit = _under(event, scene)
        if hit is None:
            return (ContextRequested(event.position),)
        return (ContextRequested(event.position, hit.mark.item_id if isinstance(hit, HandleHit) else hit.item_id),)

    def _maximize(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (MaximizeRequested(),)


def shown_content(dispatcher: Dispatcher, content: OverlayContent, pixels: Pixels | None) -> OverlayContent:
    """The overlay with a dragged or unfinished mark and its value of now, and with the rectangle in the hand."""
    marks = content.marks
    held, moved = dispatcher.held, dispatcher.moved
    if held is not None and moved is not None:
        carried = replace(held, location=moved, value_text=live_value(held.kind, moved, pixels))
        marks = tuple(carried if mark.mark_id == held.mark_id else mark for mark in marks)
    if held is not None and dispatcher.label_offset is not None:
        put = replace(held, label_offset=dispatcher.label_offset)
        marks = tuple(put if mark.mark_id == held.mark_id else mark for mark in marks)
    growing = dispatcher.preview or dispatcher.unfinished
    if growing is not None:
        kind = MARK_TOOLS.get(dispatcher.tool, MarkKind.LENGTH)
        value = live_value(kind, growing, pixels) if dispatcher.tool in MARK_TOOLS else ""
        marks = (*marks, OverlayMark("", "", kind, growing, value_text=value, selected=True, movable=False))
    if marks is content.marks and dispatcher.region is None:
        return content
    return replace(content, marks=marks, region_px=dispatcher.region)


def _under(event: PointerEvent, scene: Scene) -> Hit | None:
    return hit_test(_probe(event, scene), scene.content, scene.labels)


def _probe(event: PointerEvent, scene: Scene) -> Probe:
    return Probe(scene.geometry, event.x, event.y, scene.device_pixel_ratio)


def _chord(event: PointerEvent) -> Chord:
    return Chord(event.button, event.shift, event.control)


def _count(location: Location) -> int:
    points = location.points_column_row if isinstance(location, ImageLocation) else location.points_lps_mm
    return len(points)


_WHEEL_CUES: Mapping[Wheel, Cue] = {Wheel.SCROLL: Cue.WHEEL, Wheel.ZOOM: Cue.ZOOM_WHEEL}

_STROKE_PHASES: Mapping[PointerKind, StrokePhase] = {
    PointerKind.PRESS: StrokePhase.BEGUN,
    PointerKind.DOUBLE: StrokePhase.BEGUN,
    PointerKind.MOVE: StrokePhase.GOES_ON,
    PointerKind.RELEASE: StrokePhase.ENDED,
    PointerKind.CANCEL: StrokePhase.GIVEN_UP,
}

_PLAIN_CUES: Mapping[PointerKind, Cue] = {
    PointerKind.RELEASE: Cue.RELEASE,
    PointerKind.CANCEL: Cue.CANCEL,
    PointerKind.PINCH: Cue.PINCH,
    PointerKind.SWIPE: Cue.SWIPE,
}
"""What means the same wherever the pointer is."""

_CUES: Mapping[PointerKind, Callable[[Dispatcher, PointerEvent, Scene], Cue | None]] = {
    PointerKind.PRESS: Dispatcher._press_cue,
    PointerKind.DOUBLE: Dispatcher._double_cue,
    PointerKind.MOVE: Dispatcher._move_cue,
    PointerKind.WHEEL: Dispatcher._wheel_cue,
    **dict.fromkeys(_PLAIN_CUES, Dispatcher._plain_cue),
}

_ACTIONS: Mapping[Action, Callable[[Dispatcher, PointerEvent, Scene], tuple[Effect, ...]]] = {
    Action.NONE: Dispatcher._nothing,
    Action.WINDOW: Dispatcher._window,
    Action.PAN: Dispatcher._pan,
    Action.STRETCH_REGION: Dispatcher._stretch_region,
    Action.WINDOW_REGION: Dispatcher._window_region,
    Action.DROP_REGION: Dispatcher._drop_region,
    Action.ZOOM: Dispatcher._zoom,
    Action.SCROLL: Dispatcher._scroll,
    Action.STEP: Dispatcher._step,
    Action.ZOOM_STEP: Dispatcher._zoom_step,
    Action.PAN_AND_ZOOM: Dispatcher._pan_and_zoom,
    Action.SWIPE: Dispatcher._swipe,
    Action.PUT_CURSOR: Dispatcher._put_cursor,
    Action.HOVER: Dispatcher._hover,
    Action.ADD_POINT: Dispatcher._add_point,
    Action.END_PATH: Dispatcher._end_path,
    Action.PREVIEW_POINT: Dispatcher._preview_point,
    Action.CLICK_ITEM: Dispatcher._click_item,
    Action.HOLD: Dispatcher._hold,
    Action.DRAG_HANDLE: Dispatcher._drag_handle,
    Action.DRAG_MARK: Dispatcher._drag_mark,
    Action.DROP: Dispatcher._drop,
    Action.DRAG_LABEL: Dispatcher._drag_label,
    Action.DROP_LABEL: Dispatcher._drop_label,
    Action.ABANDON: Dispatcher._abandon,
    Action.DISCARD: Dispatcher._discard,
    Action.DRAG_CUT: Dispatcher._drag_cut,
    Action.STROKE: Dispatcher._stroke,
    Action.RESIZE_BRUSH: Dispatcher._resize_brush,
    Action.MENU: Dispatcher._menu,
    Action.MAXIMIZE: Dispatcher._maximize,
}
