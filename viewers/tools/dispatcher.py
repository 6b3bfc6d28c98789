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

from annotations.locations import Location
from viewers.imaging.region_window import Corners
from viewers.state.cross_lines import CrossHit, CrossPart, cross_hit, turn_deg
from viewers.state.overlay import OverlayMark
from viewers.tools.editing import EditingHand
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
    MaximizeRequested,
    OverlayTouched,
    PanDragged,
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
from viewers.tools.hit_test import BodyHit, HandleHit, Hit, LabelHit
from viewers.tools.mouse_schemes import DEFAULT_SCHEME, Chord, MouseScheme, Wheel
from viewers.tools.placement import locate
from viewers.tools.placing import PlacingHand, Prompt
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.reshaping import has_free_vertices
from viewers.tools.scene import Scene
from viewers.tools.tool_names import MARK_TOOLS, PATH_TOOLS, STROKE_TOOLS, Placing, ToolName
from viewers.tools.transitions import TOOL_CUES, TRANSITIONS, Action, Cue, Gesture
from viewers.tools.view_changes import WHEEL_ZOOM_FACTOR

DRAG_THRESHOLD_PX = 4.0
"""A press becomes a drag after this many pixels (at a device pixel ratio of 1), so that a click stays a click."""
NO_REGION = "Drag a rectangle over what the window is to show."
_PLACING_TOOLS = MARK_TOOLS.keys() | PATH_TOOLS.keys() | STROKE_TOOLS

_TAKING_CUES = frozenset({Cue.TAKE_HANDLE, Cue.TAKE_MARK, Cue.TAKE_LABEL, Cue.TAKE_ITEM, Cue.PRESS_RIGHT})


class Dispatcher:
    """The hand of one viewport: the tool held, the gesture under way and the mark being placed or moved."""

    def __init__(self) -> None:
        self._tool = ToolName.WINDOW
        self.scheme: MouseScheme = DEFAULT_SCHEME
        self.gesture = Gesture.IDLE
        self.label_offset: tuple[float, float] | None = None
        self.region: Corners | None = None
        self._placing = PlacingHand()
        self._editing = EditingHand()
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
        self._tool = self._placing.tool = tool

    @property
    def unfinished(self) -> Location | None:
        """The points of a mark that are placed, while others are to come."""
        return self._placing.unfinished

    @property
    def growing(self) -> Location | None:
        """The mark being placed as it would be with the point under the hand."""
        return self._placing.shown

    @property
    def prompt(self) -> Prompt | None:
        """What the tool waits for, None where that needs no words."""
        return self._placing.prompt

    @property
    def held(self) -> OverlayMark | None:
        """The mark in the hand."""
        return self._editing.held

    @property
    def moved(self) -> Location | None:
        """Where the mark in the hand would be if it were let go now."""
        return self._editing.moved

    @property
    def is_nudging(self) -> bool:
        """Whether keys have moved a mark that is not put down yet."""
        return self._editing.is_nudging

    def abandon(self) -> None:
        """Forget the unfinished mark, the drag and the gesture (another image or another tool)."""
        self.gesture = Gesture.IDLE
        self.region = self.label_offset = None
        self._placing.give_up()
        self._editing.put_back()

    def nudge(self, dx: float, dy: float, scene: Scene) -> tuple[Effect, ...]:
        """Move the selected mark, or its handle that was held last, by display pixels; empty when there is none."""
        return self._editing.nudge(dx, dy, scene) if self.gesture is Gesture.IDLE else ()

    def can_nudge(self, scene: Scene) -> bool:
        """Whether arrow keys move a mark rather than scroll."""
        return self.gesture is Gesture.IDLE and self._editing.nudgeable(scene) is not None

    def end_nudge(self) -> tuple[Effect, ...]:
        """The keys rest: all that was nudged is one move."""
        return self._editing.end_nudge()

    def dispatch(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """The effects of one event; empty when it is not ours (an absent pair of the table)."""
        cue = self._cue(event, scene)
        step = TRANSITIONS.get((self.gesture, cue)) if cue is not None else None
        if event.kind in (PointerKind.PRESS, PointerKind.DOUBLE):
            self._pressed = self._last = event.position
            self._is_far = False
        if event.kind is PointerKind.PRESS and self.gesture is Gesture.IDLE and cue not in _TAKING_CUES:
            self._editing.take(None)
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
        if self.unfinished is not None:
            return self._placing_cue(event, scene)
        self._hit = scene.under(event)
        if self._hit is not None:
            return self._taking_cue(self._hit, event)
        self._cut = self._cut_under(event, scene)
        return Cue.TAKE_CUT if self._cut is not None else TOOL_CUES[self._tool]

    def _placing_cue(self, event: PointerEvent, scene: Scene) -> Cue:
        if self._placing.closes(event, scene):
            return Cue.END_PATH
        return Cue.STRETCH if self._placing.does_stretch else Cue.PLACE

    def _taking_cue(self, hit: Hit, event: PointerEvent) -> Cue:
        if isinstance(hit, HandleHit):
            return Cue.REMOVE_VERTEX if event.alt and has_free_vertices(hit.mark.kind) else Cue.TAKE_HANDLE
        if isinstance(hit, LabelHit):
            return Cue.TAKE_LABEL
        mark = hit.mark
        is_held = mark is not None and mark.selected and (mark.movable or bool(mark.lock_reason))
        return Cue.TAKE_MARK if is_held else Cue.TAKE_ITEM

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
            return Cue.END_PATH if self._placing.way is Placing.PATH else self._placing_cue(event, scene)
        self._hit = hit = scene.under(event)
        if isinstance(hit, BodyHit) and hit.mark is not None and has_free_vertices(hit.mark.kind):
            return Cue.INSERT_VERTEX if hit.mark.movable else None
        return None if hit is not None or self._tool in _PLACING_TOOLS else Cue.DOUBLE_CLICK

    def _move_cue(self, event: PointerEvent, scene: Scene) -> Cue | None:
        if event.button is Button.NONE:
            return Cue.SHIFT_MOVE if event.shift and not self._placing.is_constrained else Cue.MOVE
        threshold = DRAG_THRESHOLD_PX * scene.device_pixel_ratio
        self._is_far = self._is_far or math.dist(self._pressed, event.position) >= threshold
        if self._is_far and self.gesture is Gesture.HOLDING_RIGHT:
            return self._scheme_cue(_chord(event))
        return Cue.DRAG_FAR if self._is_far else Cue.DRAG

    def _wheel_cue(self, event: PointerEvent, scene: Scene) -> Cue | None:
        if event.shift and self._tool in STROKE_TOOLS:
            return Cue.RESIZE_WHEEL
        return _WHEEL_CUES[self.scheme.control_wheel if event.control else self.scheme.wheel]

    def _accept_cue(self, event: PointerEvent, scene: Scene) -> Cue | None:
        return Cue.END_PATH if self.unfinished is not None and self._placing.way is Placing.PATH else None

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

    def _press_point(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.press(event, scene)

    def _slide_point(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.slide(event, scene)

    def _set_point(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.let_go()

    def _start_stretch(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.start_stretch(event, scene)

    def _pull(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.pull(event, scene)

    def _end_stretch(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.end_stretch()

    def _start_outline(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.start_stroke(event, scene)

    def _draw_outline(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.stroke(event, scene)

    def _end_outline(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.end_stroke(scene)

    def _end_path(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.end_path()

    def _take_back(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._placing.take_back()

    def _preview_point(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        self._placing.hover(event, scene)
        return (*self._hover(event, scene), OverlayTouched())

    def _hold(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        self.label_offset = None
        return self._editing.hold(self._hit)

    def _insert_vertex(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._editing.insert_vertex(self._hit, event, scene)

    def _remove_vertex(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._editing.remove_vertex(self._hit)

    def _drag_label(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        if not isinstance(self._hit, LabelHit):
            return ()
        (x, y), (anchor_x, anchor_y) = self._hit.box.middle, self._hit.box.anchor
        dx, dy = event.x - self._pressed[0], event.y - self._pressed[1]
        ratio = scene.device_pixel_ratio
        self.label_offset = ((x + dx - anchor_x) / ratio, (y + dy - anchor_y) / ratio)
        return (OverlayTouched(),)

    def _drop_label(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        held, offset, self.label_offset = self.held, self.label_offset, None
        self._editing.put_back()
        if held is None or offset is None:
            return ()
        return (LabelMoved(held.mark_id, offset), OverlayTouched())

    def _drag_handle(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._editing.drag_handle(event, self._pressed, scene)

    def _drag_mark(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._editing.drag_mark(event, self._pressed, scene)

    def _drop(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return self._editing.drop()

    def _discard(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        self.label_offset = None
        self._editing.put_back()
        return (OverlayTouched(),)

    def _abandon(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        self._placing.give_up()
        return (OverlayTouched(),)

    def _click_item(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        hit = self._hit
        self._editing.take(hit)
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
        hit = scene.under(event)
        if hit is None:
            return (ContextRequested(event.position),)
        if isinstance(hit, HandleHit):
            vertex = hit.index if has_free_vertices(hit.mark.kind) else None
            return (ContextRequested(event.position, hit.mark.item_id, vertex),)
        return (ContextRequested(event.position, hit.item_id),)

    def _maximize(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        return (MaximizeRequested(),)


def _chord(event: PointerEvent) -> Chord:
    return Chord(event.button, event.shift, event.control)


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
    PointerKind.TAKE_BACK: Cue.TAKE_BACK,
}
"""What means the same wherever the pointer is."""

_CUES: Mapping[PointerKind, Callable[[Dispatcher, PointerEvent, Scene], Cue | None]] = {
    PointerKind.PRESS: Dispatcher._press_cue,
    PointerKind.DOUBLE: Dispatcher._double_cue,
    PointerKind.MOVE: Dispatcher._move_cue,
    PointerKind.WHEEL: Dispatcher._wheel_cue,
    PointerKind.ACCEPT: Dispatcher._accept_cue,
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
    Action.PRESS_POINT: Dispatcher._press_point,
    Action.SLIDE_POINT: Dispatcher._slide_point,
    Action.SET_POINT: Dispatcher._set_point,
    Action.START_STRETCH: Dispatcher._start_stretch,
    Action.PULL: Dispatcher._pull,
    Action.END_STRETCH: Dispatcher._end_stretch,
    Action.START_OUTLINE: Dispatcher._start_outline,
    Action.DRAW_OUTLINE: Dispatcher._draw_outline,
    Action.END_OUTLINE: Dispatcher._end_outline,
    Action.END_PATH: Dispatcher._end_path,
    Action.TAKE_BACK: Dispatcher._take_back,
    Action.INSERT_VERTEX: Dispatcher._insert_vertex,
    Action.REMOVE_VERTEX: Dispatcher._remove_vertex,
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
