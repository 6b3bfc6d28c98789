"""One 2-D pane: asks for frames, paints them with their overlay, and turns pointer events into signals."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from annotations.locations import Location
from viewers.imaging.images import Pixels, Volume
from viewers.imaging.region_window import Corners, NoWindowError
from viewers.qt.corner_text import loading_text, with_corner_text
from viewers.qt.marking_keys import BURST_MS, MarkingKeys, prompt_text
from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.overlay_painter import paint_message, paint_overlay
from viewers.qt.pane_keys import KEY_STEPS, ended_by_key
from viewers.qt.pointed_pane import PointedPane
from viewers.qt.render_scheduler import RenderAnswer, RenderRequest, RenderScheduler, ThreadedScheduler, new_pane_number
from viewers.qt.snapshot import frame_image, snapshot
from viewers.qt.tones import TONES
from viewers.qt.tool_cursors import cursor_of
from viewers.qt.translated import tr
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.frame import LOADING, Frame
from viewers.state.fusion import Fusion
from viewers.state.navigation import reset, scrolled, slice_index
from viewers.state.overlay import LabelBox, OverlayContent
from viewers.state.patients import patient_doubt
from viewers.state.viewport_state import Quality, ViewPlane, ViewportState
from viewers.tools.dispatcher import Dispatcher
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
    PathDrawn,
    PlacementRefused,
    RegionFramed,
    ScrollDragged,
    ScrollStepped,
    SlabDragged,
    Stroked,
)
from viewers.tools.mouse_schemes import MouseScheme
from viewers.tools.placement import is_inside, locate
from viewers.tools.pointer import PointerEvent, PointerKind
from viewers.tools.scene import Scene
from viewers.tools.shown_content import shown_content
from viewers.tools.tool_names import STROKE_TOOLS, TOOL_HINTS, ToolName
from viewers.tools.transitions import PRECISE_GESTURES, Gesture
from viewers.tools.view_changes import SCROLL_DRAG_PX, View, changed_view, framed_view

REFINE_AFTER_MS = 120
"""The hand rests this long before the fine frame is made."""
SCROLL_ROUNDING = 1e-6
"""Fractions of a step add up to a whole one within this."""
EMPTY_TEXT = "Drag a series here"
EMPTY_NOTICE_MS = 4000


@dataclass(frozen=True)
class ContextPlace:
    """Where a context menu was asked for: on screen, in the image (None outside), and on which item ("" = none)."""

    global_position: QPoint
    location: Location | None
    item_id: str = ""
    vertex: int | None = None
    """The point of a path or region under the pointer."""


class Viewport(PointedPane):
    """A pane of the grid. It owns its `ViewportState` and nothing clinical: marks come in as overlay values and go
    out as proposals.

    Parameters
    ----------
    scheduler:
        Where frames are rendered; shared by all panes of a grid. Without one the pane makes its own thread, which
        ends with `detach` or with the pane.
    """

    frame_changed = Signal(object)
    scrolled_past = Signal(int)
    mark_proposed = Signal(object)
    mark_moved = Signal(object)
    label_moved = Signal(object)
    cursor_moved = Signal(object)
    hovered = Signal(object)
    context_requested = Signal(object)
    placement_refused = Signal(str)
    cut_dragged = Signal(object)
    path_drawn = Signal(object)
    stroked = Signal(object)
    brush_resized = Signal(float)
    hand_moved = Signal()

    def __init__(self, scheduler: RenderScheduler | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Viewport, empty"), parent)
        self._owns_scheduler = scheduler is None
        self._scheduler = scheduler or ThreadedScheduler(FrameRenderer())
        self._pane = new_pane_number()
        self._numbers = itertools.count(1)
        self._shown_number = self._asked_number = 0
        self._pixels: Pixels | None = None
        self._other: Volume | None = None
        self._state = ViewportState()
        self._frame: Frame | None = None
        self._image: QImage | None = None
        self._content = OverlayContent()
        self._labels: tuple[LabelBox, ...] = ()
        self._dispatcher = Dispatcher()
        self._keys = MarkingKeys(self._dispatcher)
        self._shown_cursor: tuple[ToolName, Gesture] | None = None
        self._message = ""
        self._failure = ""
        self._refused = ""
        self._under_cursor: Location | None = None
        self._pointer: tuple[float, float] | None = None
        self._scroll_rest = 0.0
        self._refine = QTimer(self, singleShot=True, interval=REFINE_AFTER_MS)
        self._refine.timeout.connect(self._ask_fine)
        self._notice_end = QTimer(self, singleShot=True, interval=EMPTY_NOTICE_MS)
        self._notice_end.timeout.connect(self._clear_refusal)
        self._nudge_rest = QTimer(self, singleShot=True, interval=BURST_MS)
        self._nudge_rest.timeout.connect(self._end_burst)
        self._scheduler.attach(self._pane, self._on_answer)
        if self._owns_scheduler:
            self.destroyed.connect(self._scheduler.close)

    @property
    def pixels(self) -> Pixels | None:
        """What is shown."""
        return self._pixels

    @property
    def state(self) -> ViewportState:
        """How it is shown."""
        return self._state

    @property
    def frame(self) -> Frame | None:
        """The frame on screen, None before the first."""
        return self._frame

    @property
    def other(self) -> Volume | None:
        """The volume that is laid over the picture."""
        return self._other

    @property
    def pointer_px(self) -> tuple[float, float] | None:
        """Where the pointer is, display pixels; None while it is elsewhere."""
        return self._pointer

    @property
    def content(self) -> OverlayContent:
        """The overlay as given, without the corner text."""
        return self._content

    @property
    def painted_labels(self) -> tuple[LabelBox, ...]:
        """Where the labels of marks were painted last."""
        return self._labels

    @property
    def tool(self) -> ToolName:
        """What the left button does."""
        return self._dispatcher.tool

    @tool.setter
    def tool(self, tool: ToolName) -> None:
        self._dispatcher.tool = tool
        self._show_cursor()
        self.update()

    @property
    def mouse_scheme(self) -> MouseScheme:
        """What the buttons and the wheel do."""
        return self._dispatcher.scheme

    @mouse_scheme.setter
    def mouse_scheme(self, scheme: MouseScheme) -> None:
        self._dispatcher.abandon()
        self._dispatcher.scheme = scheme
        self._show_cursor()
        self.update()

    @property
    def has_unfinished_mark(self) -> bool:
        """Whether some but not all points of a mark are placed."""
        return self._dispatcher.unfinished is not None

    def set_pixels(self, pixels: Pixels | None, state: ViewportState | None = None) -> None:
        """Show other pixels; without a state they open fitted, in their own window, at the middle."""
        self._pixels = pixels
        self._other = None
        self._state = replace(state or _opening_state(pixels, self._state), fusion=None)
        self._frame, self._image, self._under_cursor = None, None, None
        self._shown_number = next(self._numbers)
        self._message = self._failure = ""
        self._dispatcher.abandon()
        self._name_for_screen_readers()
        self._ask(Quality.FINE)
        self.update()
        self.state_changed.emit(self._state)

    def set_state(self, state: ViewportState) -> None:
        """Show the same pixels otherwise."""
        if state == self._state:
            return
        self._end_burst()
        self._state = state
        self._ask_moving()
        self.state_changed.emit(state)

    def set_fusion(self, fusion: Fusion | None, other: Volume | None = None) -> None:
        """Lay another volume over the picture, or nothing; it goes with the pixels it was laid over.

        Raises `ValueError` for images that are not shown to be of one patient.
        """
        if fusion is not None and self._pixels is not None and other is not None:
            doubt = patient_doubt(self._pixels, other)
            if doubt:
                raise ValueError(f"These series are not fused: {doubt}.")
        is_other = other is not self._other
        self._other = other if fusion is not None else None
        state = replace(self._state, fusion=fusion)
        if is_other and state == self._state:
            self._ask(Quality.FINE)
        self.set_state(state)

    def set_overlay(self, content: OverlayContent) -> None:
        """Draw other things over the frame; the frame is not rendered again.

        Where a picture is on its way they are painted with it, once, over the cut they belong to.
        """
        if content != self._content:
            self._keys.hear(content)
            self._content = content
            if self._asked_number <= self._shown_number:
                self.update()

    @property
    def message(self) -> str:
        """The sentence shown while there are no pixels, empty for the usual one."""
        return self._message

    def set_message(self, text: str) -> None:
        """A sentence in the middle while there are no pixels (loading, or why there is nothing)."""
        self._message, self._failure = text, ""
        self.update()

    def set_failure(self, text: str) -> None:
        """Why the series cannot be shown, in the caution tone."""
        self._failure = text
        self.update()

    def refresh(self) -> None:
        """Render again because more pixels have arrived."""
        self._ask(Quality.FINE)

    def reset_view(self) -> None:
        """Fit, centre and window as at the start, at the same place."""
        self.set_state(reset(self._state))

    def scroll_by(self, steps: int, *, does_loop: bool = False) -> None:
        """Some cuts or frames further; a step beyond the first or last one is announced instead."""
        if self._pixels is None:
            return
        moved = scrolled(self._pixels, self._state, steps, does_loop=does_loop)
        if slice_index(self._pixels, moved) == slice_index(self._pixels, self._state):
            self.scrolled_past.emit(steps)
        else:
            self.set_state(moved)

    def cancel(self) -> bool:
        """Give up the unfinished mark or the drag under way; False when there was none."""
        event = PointerEvent(PointerKind.CANCEL)
        if not self._can_dispatch() or not self._dispatcher.handles(event, self._scene()):
            return False
        self.on_pointer(event)
        return True

    def full_content(self) -> OverlayContent:
        """Everything drawn over the frame: the overlay, a mark in the hand, and the corner text."""
        content = shown_content(self._dispatcher, self._content, self._pixels)
        is_hand_here = self._pointer is not None or self.has_unfinished_mark
        prompt = prompt_text(self._dispatcher) if is_hand_here else ""
        told = tuple(text for text in (self._refused, TOOL_HINTS.get(self.tool, "")) if text)
        if told or prompt:
            content = replace(content, notices=(*content.notices, *told), hints=(prompt,) if prompt else ())
        if content.brush_mm is not None and self.tool in STROKE_TOOLS:
            content = replace(content, brush_px=self._pointer)
        if self._pixels is None or self._frame is None:
            return content
        return with_corner_text(content, self._pixels, self._frame, under_cursor=self._under_cursor)

    def grab_picture(self) -> QImage | None:
        """The pane as a picture with its overlay, for key images; None before the first frame."""
        if self._frame is None:
            return None
        return snapshot(self._frame, self.full_content(), device_pixel_ratio=self.devicePixelRatioF())

    def detach(self) -> None:
        """Leave the scheduler; called before the pane is thrown away."""
        self._refine.stop()
        self._scheduler.detach(self._pane)
        if self._owns_scheduler:
            self._scheduler.close()
        self._pixels = self._other = None

    def _ask(self, quality: Quality) -> None:
        if self._pixels is not None and not self._is_put_away():
            self._asked_number = next(self._numbers)
            request = RenderRequest(
                self._pane, self._asked_number, self._pixels, self._state, self.size_px(), quality, self._other
            )
            self._scheduler.submit(request)

    def _is_put_away(self) -> bool:
        """Hidden on purpose, not merely unshown as yet: such a pane catches up when it comes back."""
        return self.isHidden() and self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)

    def _ask_moving(self) -> None:
        if self._scheduler.is_direct:
            self._ask(Quality.FINE)
            return
        self._ask(Quality.INTERACTIVE)
        self._refine.start()

    def _ask_fine(self) -> None:
        self._ask(Quality.FINE)

    def _on_answer(self, answer: RenderAnswer) -> None:
        request = answer.request
        if request.number <= self._shown_number or request.pixels is not self._pixels:
            return
        self._shown_number = request.number
        self._failure = answer.failure
        if answer.frame is not None:
            self._frame, self._image = answer.frame, frame_image(answer.frame)
            self.frame_changed.emit(answer.frame)
            self._look_under_pointer()
        self.update()

    def _clear_refusal(self) -> None:
        self._refused = ""
        self.update()

    def _name_for_screen_readers(self) -> None:
        if self._pixels is None:
            self.setAccessibleName(tr("Viewport, empty"))
            return
        description = self._pixels.description
        name = f"{description.modality} {description.series_description}".strip() or "images"
        self.setAccessibleName(tr("Viewport, {name}, {value}", name=name, value=self._state.plane.value))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Image, overlay, messages and border, in device pixels."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        if self._image is None or (self._image.width(), self._image.height()) != self.size_px():
            painter.fillRect(self.rect(), QColor(TONES["image"]))
        painter.scale(1 / ratio, 1 / ratio)
        if self._image is not None and self._frame is not None:
            painter.drawImage(QRectF(QPointF(0, 0), self._image.size().toSizeF()), self._image)
            self._labels = paint_overlay(painter, self._frame, self.full_content(), device_pixel_ratio=ratio)
        self._paint_message(painter, ratio)
        painter.resetTransform()
        self.paint_border(painter)
        painter.end()

    def _paint_message(self, painter: QPainter, ratio: float) -> None:
        text, tone = self._shown_message()
        if text:
            width, height = self.size_px()
            paint_message(OverlayCanvas.of_size(painter, width, height, ratio), text, tone)

    def _shown_message(self) -> tuple[str, str]:
        """(text, tone) of the middle of the pane; an empty text when the image speaks for itself."""
        missing = self._frame.missing if self._frame is not None else ""
        if self._failure:
            return self._failure, "caution"
        if self._pixels is None:
            return self._message or tr(EMPTY_TEXT), "text-2"
        if missing == LOADING or self._frame is None:
            return loading_text(self._pixels) if missing else "", "text-2"
        return missing, "caution"

    def _can_dispatch(self) -> bool:
        return self._pixels is not None and self._frame is not None

    def _scene(self) -> Scene:
        assert self._frame is not None
        return Scene(self._frame.geometry, self._content, self.devicePixelRatioF(), self._is_inside, self._labels)

    def _is_inside(self, location: Location) -> bool:
        if self._pixels is None or self._frame is None:
            return False
        return is_inside(self._pixels, location, self._frame.geometry)

    def on_pointer(self, event: PointerEvent) -> None:
        """Hand the event to the tool in the hand and carry out what it asks for."""
        if event.kind is not PointerKind.CANCEL:
            self._pointer = event.position
        if not self._can_dispatch():
            return
        if event.kind is not PointerKind.MOVE:
            self._end_burst()
        was_precise = self.is_hand_precise
        self._carry_out_all(self._dispatcher.dispatch(event, self._scene()))
        self._show_cursor()
        if was_precise or self.is_hand_precise:
            self.hand_moved.emit()

    @property
    def is_hand_precise(self) -> bool:
        """Whether a point is being set or a handle dragged with the button held."""
        return self._dispatcher.gesture in PRECISE_GESTURES

    def _carry_out_all(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            self._carry_out(effect)

    def _show_cursor(self) -> None:
        shown = (self._dispatcher.tool, self._dispatcher.gesture)
        if shown != self._shown_cursor:
            self._shown_cursor = shown
            self.setCursor(cursor_of(*shown))

    def _carry_out(self, effect: Effect) -> None:
        if self._pixels is None or self._frame is None:
            return
        ratio = self.devicePixelRatioF()
        changed = changed_view(effect, View(self._pixels, self._state, self._frame, ratio))
        if changed is not None:
            self.set_state(changed)
            return
        match effect:
            case ScrollStepped(steps, does_loop):
                self._scroll(-steps, does_loop=does_loop)
            case ScrollDragged(dy):
                self._scroll(dy / (SCROLL_DRAG_PX * ratio))
            case RegionFramed(corners):
                self._window_region(corners)
            case CursorPlaced(location):
                self._set_under_cursor(location)
                self.cursor_moved.emit(location)
            case Hovered(location):
                self._set_under_cursor(location)
                self.hovered.emit(location)
            case MarkProposal():
                self.mark_proposed.emit(effect)
            case CutTurned() | CutMoved() | SlabDragged():
                self.cut_dragged.emit(effect)
            case PathDrawn():
                self.path_drawn.emit(effect)
            case Stroked():
                self.stroked.emit(effect)
            case BrushResized(steps):
                self.brush_resized.emit(steps)
            case MarkMoved():
                self.mark_moved.emit(effect)
            case LabelMoved():
                self.label_moved.emit(effect)
            case ItemClicked(item_id):
                self.item_clicked.emit(item_id)
            case ContextRequested():
                self.context_requested.emit(self._context_place(effect))
            case MaximizeRequested():
                self.maximize_requested.emit()
            case PlacementRefused(reason):
                self._refuse(reason)
        self.update()

    def _window_region(self, corners: Corners) -> None:
        assert self._pixels is not None
        assert self._frame is not None
        try:
            self.set_state(framed_view(corners, View(self._pixels, self._state, self._frame)))
        except NoWindowError as error:
            self._refuse(str(error))

    def _scroll(self, steps: float, *, does_loop: bool = False) -> None:
        """Whole slices; what is left of a notch or a drag waits for the next one, and is gone when the hand turns."""
        if self._pixels is None:
            return
        self._scroll_rest = steps + (self._scroll_rest if steps * self._scroll_rest > 0 else 0.0)
        whole = int(self._scroll_rest + math.copysign(SCROLL_ROUNDING, steps))
        self._scroll_rest -= whole
        if whole:
            self.scroll_by(whole, does_loop=does_loop)

    def _location_at(self, position: tuple[float, float]) -> Location | None:
        """What the picture on screen shows at a display pixel; None outside the image."""
        location = locate(self._frame.geometry, *position) if self._frame is not None else None
        return location if location is not None and self._is_inside(location) else None

    def _look_under_pointer(self) -> None:
        """Another picture came under a pointer that rests: it points at another place now."""
        if self._pointer is None:
            return
        location = self._location_at(self._pointer)
        if location != self._under_cursor:
            self._set_under_cursor(location)
            self.hovered.emit(location)

    def _set_under_cursor(self, location: Location | None) -> None:
        if location != self._under_cursor:
            self._under_cursor = location
            self.update()

    def _refuse(self, reason: str) -> None:
        reason = self._refused = tr(reason)
        self._notice_end.start()
        self.placement_refused.emit(reason)

    def _context_place(self, effect: ContextRequested) -> ContextPlace:
        ratio = self.devicePixelRatioF()
        at = QPoint(round((effect.position[0] + 0.5) / ratio), round((effect.position[1] + 0.5) / ratio))
        return ContextPlace(self.mapToGlobal(at), self._location_at(effect.position), effect.item_id, effect.vertex)

    def on_pointer_left(self) -> None:
        """Nothing is under the pointer any more."""
        self._end_burst()
        self._pointer = None
        self._set_under_cursor(None)
        self.hovered.emit(None)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Keys of the mark in the hand go before commands."""
        return self._can_dispatch() and self._keys.take(event, self._scene())

    def on_own_key(self, event: QKeyEvent) -> bool:
        """Arrows nudge the mark that was clicked; Enter and Backspace belong to a path being placed."""
        effects = self._keys.press(event, self._scene()) if self._can_dispatch() else None
        if effects is None:
            if self._keys.ends_burst(event):
                self._end_burst()
            return False
        self._carry_out_all(effects)
        if self._dispatcher.is_nudging:
            self._nudge_rest.start()
        return True

    def _end_burst(self) -> None:
        """All nudges so far are one move."""
        self._nudge_rest.stop()
        self._carry_out_all(self._dispatcher.end_nudge())

    def on_key(self, key: int) -> bool:
        """Arrows, page, home and end scroll; Esc gives up."""
        if key == Qt.Key.Key_Escape:
            return self.cancel()
        if self._pixels is None:
            return False
        if key in KEY_STEPS:
            self.scroll_by(KEY_STEPS[key])
            return True
        moved = ended_by_key(self._pixels, self._state, key)
        if moved is None:
            return False
        self.set_state(moved)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size needs another frame."""
        self._ask(Quality.FINE)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are elsewhere: what was nudged is put down."""
        self._end_burst()
        super().focusOutEvent(event)

    def showEvent(self, event: QEvent) -> None:
        """Panes that were hidden while something changed catch up."""
        self._ask(Quality.FINE)


def _opening_state(pixels: Pixels | None, former: ViewportState) -> ViewportState:
    """The plane stays where it makes sense; everything else starts afresh (nothing of another study is left behind).

    An oblique plane was laid through other pixels and goes with them.
    """
    keeps_plane = isinstance(pixels, Volume) and former.plane not in (ViewPlane.OBLIQUE, ViewPlane.CURVED)
    return ViewportState(plane=former.plane) if keeps_plane else ViewportState()
