"""The 3-D pane: a volume rendered off screen in another thread, turned and cut by the hand, named by Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotations.geometry import Point
from viewers.imaging.images import Pixels, Volume
from viewers.qt.corner_text import identity_lines, study_lines
from viewers.qt.hand_3d import HINTS, Hand3D, VolumeHand
from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.overlay_corners import paint_corner
from viewers.qt.overlay_painter import paint_letters, paint_message
from viewers.qt.pane_3d_overlay import (
    cube_of,
    paint_box,
    paint_cube,
    paint_hint,
    paint_notices,
    paint_outline,
    paint_plane,
    paint_scale,
    paint_scene_words,
)
from viewers.qt.pixel_image import pixels_image
from viewers.qt.pointed_pane import PointedPane
from viewers.qt.renderer_seat import MakeRenderer, RendererSeat
from viewers.qt.scene_content import scene_of
from viewers.qt.tones import TONES
from viewers.qt.translated import tr
from viewers.qt.viewport import EMPTY_TEXT, REFINE_AFTER_MS
from viewers.qt.volume_chips import VolumeChips
from viewers.render.volume_look import look_words, ray_volume
from viewers.render.volume_presets import default_preset_id, preset_ids
from viewers.render.volume_renderer import VolumeRenderer
from viewers.state.cuts_3d import CutHistory, Cuts3D
from viewers.state.overlay import OverlayContent
from viewers.state.reference_lines import cut_corners
from viewers.state.scene_3d import Frame3D
from viewers.state.standard_views import face_at, standard_view
from viewers.state.viewport_state import Camera3D, Quality, ViewPlane, ViewportState
from viewers.tools.mouse_schemes import MouseScheme
from viewers.tools.pointer import PointerEvent

LABEL_REACH_PX = 12.0
NOT_A_VOLUME = "3-D needs a volume; this series is shown image by image"
PREPARING = "Preparing 3-D"


class Viewport3D(PointedPane):
    """A pane that turns a volume. What each button does is in the mouse scheme; Ctrl with it changes the ramp.

    Signals: `clicked_at(display x, y)` for a click on the picture itself, `outline_drawn(points, keeps_inside)` for
    the scalpel, `preset_chosen(id)`, and `cut_menu_asked(QMenu)`, to be filled. `opening_preset` says which preset a
    modality opens with.
    """

    clicked_at = Signal(float, float)
    outline_drawn = Signal(object, bool)
    cut_menu_asked = Signal(object)
    preset_chosen = Signal(str)

    def __init__(self, make_renderer: MakeRenderer = VolumeRenderer, parent: QWidget | None = None) -> None:
        super().__init__(tr("3-D viewport, empty"), parent)
        self.opening_preset: Callable[[str], str] = default_preset_id
        self.seat = RendererSeat(make_renderer, self)
        self.seat.drawn.connect(self._on_frame)
        self.seat.failed.connect(self._on_failure)
        self._pixels: Pixels | None = None
        self._state = ViewportState(plane=ViewPlane.VOLUME_3D)
        self._content = OverlayContent()
        self._frame: Frame3D | None = None
        self._failure = ""
        self._work = ""
        self._cancel_work: Callable[[], None] | None = None
        self._hand = VolumeHand(self)
        self._history = CutHistory()
        self._chosen_face = "A"
        self._refine = QTimer(self, singleShot=True, interval=REFINE_AFTER_MS)
        self._refine.timeout.connect(lambda: self._ask(Quality.FINE))
        self.chips = VolumeChips(self)
        self.chips.preset_chosen.connect(self.choose_preset)
        self.chips.view_chosen.connect(self.look_from)
        self.chips.cut_menu_asked.connect(self.cut_menu_asked)
        self.chips.retry_asked.connect(self.retry)

    @property
    def pixels(self) -> Pixels | None:
        """What is shown."""
        return self._pixels

    @property
    def volume(self) -> Volume | None:
        """What is shown, where it is a volume."""
        return self._pixels if isinstance(self._pixels, Volume) else None

    @property
    def state(self) -> ViewportState:
        """How it is shown; only `camera` and `cuts_3d` matter."""
        return self._state

    @property
    def frame(self) -> Frame3D | None:
        """The picture on screen."""
        return self._frame

    @property
    def failure(self) -> str:
        """Why there is no 3-D; empty while there is."""
        return self._failure or (self._frame.failure if self._frame is not None else "")

    @property
    def content(self) -> OverlayContent:
        """The overlay as given."""
        return self._content

    @property
    def hand(self) -> Hand3D:
        """What the left button does."""
        return self._hand.kind

    @property
    def mouse_scheme(self) -> MouseScheme:
        """What each button drags."""
        return self._hand.mouse_scheme

    @mouse_scheme.setter
    def mouse_scheme(self, scheme: MouseScheme) -> None:
        self._hand.mouse_scheme = scheme

    @property
    def chosen_face(self) -> str:
        """The face of the clip box that keys move."""
        return self._chosen_face

    def set_pixels(self, pixels: Pixels | None, state: ViewportState | None = None) -> None:
        """Show another volume; other image kinds say why they cannot be shown. The view of the same one stays."""
        if pixels is not self._pixels or state is not None:
            preset = self.opening_preset(pixels.description.modality) if pixels is not None else Camera3D().preset
            self._state = state or ViewportState(plane=ViewPlane.VOLUME_3D, camera=Camera3D(preset=preset))
            self._history = CutHistory()
            self.set_hand(Hand3D.TURN)
            self.set_work("")
        self._pixels, self._frame, self._failure = pixels, None, ""
        self._show_on_stage()
        series = pixels.description.series_description if pixels is not None else ""
        self.setAccessibleName(tr("3-D viewport, {value}", value=series or "empty"))
        self._name_preset()
        self.update()

    def set_state(self, state: ViewportState) -> None:
        """Look from elsewhere."""
        if state == self._state:
            return
        self._state = state
        self._name_preset()
        self._ask_moving()
        self.update()
        self.state_changed.emit(state)

    def set_camera(self, camera: Camera3D) -> None:
        """Look from elsewhere, or with another look."""
        self.set_state(replace(self._state, camera=camera))

    def set_cuts(self, cuts: Cuts3D, *, is_step: bool = True) -> None:
        """Leave out something else; a step can be undone."""
        if is_step and cuts != self._state.cuts_3d:
            self.remember_cuts()
        self.set_state(replace(self._state, cuts_3d=cuts))

    def remember_cuts(self) -> None:
        """Make the cuts as they are a step that can be undone: a drag of many small changes begins."""
        self._history = self._history.after(self._state.cuts_3d)

    def undo_cut(self) -> bool:
        """The cut before; False when there is none."""
        history, cuts = self._history.undone(self._state.cuts_3d)
        return self._go_to_cut(history, cuts)

    def redo_cut(self) -> bool:
        """The cut undone last; False when there is none."""
        history, cuts = self._history.redone(self._state.cuts_3d)
        return self._go_to_cut(history, cuts)

    def choose_face(self, face: str) -> None:
        """The face of the clip box that keys move."""
        self._chosen_face = face
        self.update()

    def set_hand(self, hand: Hand3D) -> None:
        """What the left button does from here on."""
        if hand is not self.hand:
            self._hand.take(hand)
            self.setCursor(Qt.CursorShape.ArrowCursor if hand is Hand3D.TURN else Qt.CursorShape.CrossCursor)
            self.update()

    def cancel(self) -> bool:
        """Stop what is being worked out, else put the scalpel away; False when there was nothing to give up."""
        if self._cancel_work is not None:
            self._cancel_work()
            return True
        is_busy = self.hand is not Hand3D.TURN
        self.set_hand(Hand3D.TURN)
        return is_busy

    def set_work(self, text: str, cancel: Callable[[], None] | None = None) -> None:
        """What is being worked out for this view and how to stop it; empty when it is done."""
        self._work, self._cancel_work = text, cancel
        self.update()

    def set_overlay(self, content: OverlayContent) -> None:
        """Show point marks as spheres with labels, needles, level names, and the crosshair of this space."""
        if content != self._content:
            self._content = content
            self._ask_moving()
            self.update()

    def refresh(self) -> None:
        """Show the volume again because more slices have arrived."""
        self._show_on_stage()

    def retry(self) -> None:
        """Make the renderer anew after a failure."""
        self.seat.close()
        self._frame, self._failure = None, ""
        self._show_on_stage()
        self._name_preset()
        self.update()

    def reset_view(self) -> None:
        """From the front, whole volume, nothing cut, the preset as it was made; undo brings the cuts back."""
        if self._state.cuts_3d != Cuts3D():
            self.remember_cuts()
        self.set_state(replace(self._state, camera=Camera3D(preset=self._state.camera.preset), cuts_3d=Cuts3D()))

    def look_from(self, letter: str) -> None:
        """One of the six standard views."""
        self.set_camera(standard_view(self._state.camera, letter))

    def choose_preset(self, preset_id: str) -> None:
        """Another look from the same direction, its ramp as it was made."""
        self.set_camera(replace(self._state.camera, preset=preset_id, shift=0.0, width=1.0, shading=None))
        self.preset_chosen.emit(preset_id)

    def surface_at(self, x: float, y: float) -> Point | None:
        """Where the line of sight through a display pixel meets what is shown (LPS mm); None in the air."""
        if self.volume is None or self._frame is None:
            return None
        origin, direction = self._frame.view.ray_at((x, y))
        return ray_volume(self.volume, self._state.camera, self._state.cuts_3d).surface(origin, direction)

    def detach(self) -> None:
        """Close the renderer; called before the pane is thrown away."""
        self._refine.stop()
        self.seat.close()
        self._pixels = None

    def _go_to_cut(self, history: CutHistory, cuts: Cuts3D) -> bool:
        is_other = history is not self._history
        self._history = history
        self.set_cuts(cuts, is_step=False)
        return is_other

    def _show_on_stage(self) -> None:
        self.seat.show(self.volume)
        self._ask_moving()

    def _ask_moving(self) -> None:
        self._ask(Quality.INTERACTIVE)
        self._refine.start()

    def _ask(self, quality: Quality) -> None:
        if self.volume is not None and self.isVisible():
            uid = self.volume.geometry.frame_of_reference_uid
            self.seat.request(scene_of(self._state, self.size_px(), quality, self._content, uid))

    def _on_frame(self, frame: Frame3D) -> None:
        had_failed = bool(self.failure)
        self._frame, self._failure = frame, ""
        if had_failed != bool(self.failure):
            self._name_preset()
        self.update()

    def _on_failure(self, text: str) -> None:
        self._failure = text
        self._name_preset()
        self.update()

    def _name_preset(self) -> None:
        modality = self._pixels.description.modality if self._pixels is not None else ""
        self.chips.show_preset(self._state.camera.preset, preset_ids(modality))
        self.chips.place(has_volume=self.volume is not None, has_failed=bool(self.failure))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, letters, identity, names, cube, scale, cuts, border."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(TONES["image"]))
        painter.scale(1 / ratio, 1 / ratio)
        canvas = OverlayCanvas.of_size(painter, *self.size_px(), ratio)
        message, tone = self._message()
        if self._frame is not None and not message:
            self._paint_picture(canvas, self._frame)
        elif self._pixels is not None:
            self._paint_identity(canvas, self._pixels)
        if message:
            paint_message(canvas, message, tone)
        painter.resetTransform()
        self.paint_border(painter)
        painter.end()

    def _paint_identity(self, canvas: OverlayCanvas, pixels: Pixels) -> float:
        lines = (*identity_lines(pixels.description), *study_lines(pixels.description))
        return paint_corner(canvas, lines, is_right=False, is_bottom=False)

    def _paint_picture(self, canvas: OverlayCanvas, frame: Frame3D) -> None:
        canvas.painter.drawImage(canvas.bounds, pixels_image(frame.pixels))
        row = self.chips.row_height
        canvas.take(QRectF(0, 0, canvas.width, canvas.px(row)))
        cuts = self._state.cuts_3d
        if self.volume is not None:
            if cuts.plane is not None:
                paint_plane(canvas, frame.view, cut_corners(self.volume.geometry, cuts.plane.plane))
            lines = view_lines(self.volume, self._state.camera)
            paint_corner(canvas, lines, is_right=False, is_bottom=True)
        paint_cube(canvas, frame.view)
        paint_letters(canvas, frame.letters)
        paint_scale(canvas, frame)
        paint_scene_words(canvas, frame)
        if cuts.box is not None:
            paint_box(canvas, frame.view, cuts.box, self._chosen_face)
        identity_end = self._paint_identity(canvas, self._pixels) if self._pixels is not None else 0.0
        paint_notices(canvas, cuts.words, canvas.px(row), identity_end)
        paint_outline(canvas, self._hand.outline, keeps_inside=self._hand.keeps_inside)
        hint = self._work or tr(HINTS[self.hand])
        if hint:
            paint_hint(canvas, hint)

    def _message(self) -> tuple[str, str]:
        if self._pixels is None:
            return tr(EMPTY_TEXT), "text-2"
        if self.volume is None:
            return tr(NOT_A_VOLUME), "text-2"
        if self.failure:
            return self.failure, "caution"
        return (tr(PREPARING) if self._frame is None else ""), "text-2"

    def on_pointer(self, event: PointerEvent) -> None:
        """Everything the pointer does is the hand's."""
        if not self.failure:
            self._hand.on_pointer(event)

    def on_pointer_left(self) -> None:
        """Nothing follows the pointer here."""

    def on_key(self, key: int) -> bool:
        """All keys are commands."""
        return False

    def on_click(self, display_px: tuple[float, float]) -> None:
        """A click chooses a view on the cube, a finding, or the place under it."""
        if self._frame is None:
            return
        faces = cube_of(self._frame.view, *self.size_px(), self.devicePixelRatioF())
        letter, item_id = face_at(faces, display_px), self._item_at(display_px)
        if letter:
            self.look_from(letter)
        elif item_id and self.hand is Hand3D.TURN:
            self.item_clicked.emit(item_id)
        else:
            self.clicked_at.emit(*display_px)

    def on_menu(self, display_px: tuple[float, float]) -> None:
        """What can be cut, where the right button was clicked."""
        ratio = self.devicePixelRatioF()
        self.chips.cuts.menu().popup(
            self.mapToGlobal(QPoint(round(display_px[0] / ratio), round(display_px[1] / ratio)))
        )

    def on_double_click(self) -> None:
        """Maximise or restore."""
        self.maximize_requested.emit()

    def on_outline(self, outline: tuple[tuple[float, float], ...], *, keeps_inside: bool) -> None:
        """The scalpel has drawn a line."""
        self.update()
        self.outline_drawn.emit(outline, keeps_inside)

    def _item_at(self, display_px: tuple[float, float]) -> str:
        if self._frame is None:
            return ""
        reach = LABEL_REACH_PX * self.devicePixelRatioF()
        for sphere in reversed(self._frame.scene.spheres):
            x, y = self._frame.project([sphere.center_lps_mm]).display_px[0]
            if math.dist((x, y), display_px) <= reach:
                return sphere.item_id
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size needs another picture."""
        self._name_preset()
        self._ask_moving()

    def showEvent(self, event: QEvent) -> None:
        """Catch up with what changed while hidden."""
        self._ask_moving()


def volume_pane(active: QWidget, panes: Iterable[QWidget]) -> Viewport3D | None:
    """The 3-D pane that commands act on: the active one, else the first on screen; None unless it shows a volume."""
    solid = [pane for pane in (active, *panes) if isinstance(pane, Viewport3D)]
    return next((pane for pane in solid if pane.volume is not None), None)


def view_lines(volume: Volume, camera: Camera3D) -> tuple[str, ...]:
    """Whether the volume is not the acquired grid, its look, and from where it is seen."""
    tag = (volume.geometry_tag,) if volume.geometry_tag else ()
    return (*tag, look_words(camera, volume.rescale.unit), view_direction(camera))


def view_direction(camera: Camera3D) -> str:
    """Where the eye stands, in words: `from anterior`, `from left, 30° above`."""
    azimuth = camera.azimuth_deg % 360
    sides = (tr("anterior"), tr("left anterior"), tr("left"), tr("left posterior"),
             tr("posterior"), tr("right posterior"), tr("right"), tr("right anterior"))  # fmt: skip
    side = sides[round(azimuth / 45) % 8]
    height = round(camera.elevation_deg)
    if abs(height) == 90:
        return tr("from {value}", value=tr("superior") if height > 0 else tr("inferior"))
    place = tr("from {side}", side=side)
    if not height:
        return place
    tilt = tr("{degrees}° above") if height > 0 else tr("{degrees}° below")
    return f"{place}, {tilt.format(degrees=abs(height))}"
