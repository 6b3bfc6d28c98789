"""The 3-D pane: a volume rendered off screen by another thread, turned by the hand, with labels painted by Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QActionGroup,
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from annotations.locations import PatientLocation
from annotations.marks import MarkKind
from viewers.imaging.images import Pixels, Volume
from viewers.qt.corner_text import identity_lines
from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.overlay_corners import paint_corner
from viewers.qt.overlay_marks import labelled
from viewers.qt.overlay_painter import paint_letters, paint_message
from viewers.qt.pixel_image import pixels_image
from viewers.qt.pointed_pane import PointedPane
from viewers.qt.tones import TONES, tone_color
from viewers.qt.viewport import EMPTY_TEXT, REFINE_AFTER_MS
from viewers.render.volume_presets import VOLUME_PRESETS, default_preset_id
from viewers.render.volume_renderer import VolumeRenderer
from viewers.state.overlay import OverlayContent, OverlayMark
from viewers.state.scene_3d import Frame3D, Needle3D, Scene3D, Sphere3D
from viewers.state.viewport_state import Camera3D, Quality, ViewPlane, ViewportState
from viewers.tools.dispatcher import DRAG_THRESHOLD_PX
from viewers.tools.mouse_schemes import DEFAULT_SCHEME, Turn
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.view_changes import WHEEL_ZOOM_FACTOR, ZOOM_DRAG_REACH

DEGREES_PER_PX = 0.5
"""Turning: a drag over 360 widget pixels is half a turn."""
ZOOM_LIMITS = (0.2, 20.0)
LABEL_REACH_PX = 12.0
NOT_A_VOLUME = "3-D needs a volume; this series is shown image by image"
PREPARING = "Preparing 3-D"

CHIP_STYLE = (
    f"QToolButton {{ background: {TONES['panel']}; color: {TONES['text-2']}; border: 1px solid {TONES['line']};"
    " border-radius: 9px; padding: 2px 9px; font-size: 11px; }"
    f"QToolButton:hover {{ color: {TONES['text']}; }} QToolButton::menu-indicator {{ image: none; }}"
)


class SceneRenderer(Protocol):
    """What draws scenes in its own thread; `VolumeRenderer` does."""

    def show(self, volume: Volume | None) -> None:
        """Put a volume on the stage."""

    def request(self, scene: Scene3D) -> None:
        """Ask for a picture."""

    def close(self) -> None:
        """Stop and let go of the window."""


MakeRenderer = Callable[[Callable[[Frame3D], None]], SceneRenderer]


class FrameBridge(QObject):
    """Carries frames from the render thread to the GUI thread; the renderer holds this and never the pane."""

    arrived = Signal(object)


class Viewport3D(PointedPane):
    """A pane that turns a volume. What each button does is in the mouse scheme; the wheel zooms.

    The renderer is made at the first volume, so that a layout without 3-D never opens a render window.
    """

    def __init__(self, make_renderer: MakeRenderer = VolumeRenderer, parent: QWidget | None = None) -> None:
        super().__init__("3-D viewport, empty", parent)
        self._make_renderer = make_renderer
        self._renderer: SceneRenderer | None = None
        self._bridge = FrameBridge(self)
        self._bridge.arrived.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        self._pixels: Pixels | None = None
        self._state = ViewportState(plane=ViewPlane.VOLUME_3D)
        self._content = OverlayContent()
        self._frame: Frame3D | None = None
        self._last = self._pressed = (0.0, 0.0)
        self.mouse_scheme = DEFAULT_SCHEME
        self._refine = QTimer(self, singleShot=True, interval=REFINE_AFTER_MS)
        self._refine.timeout.connect(lambda: self._ask(Quality.FINE))
        self._preset_chip = self._make_preset_chip()

    @property
    def pixels(self) -> Pixels | None:
        """What is shown."""
        return self._pixels

    @property
    def state(self) -> ViewportState:
        """How it is shown; only `camera` matters."""
        return self._state

    @property
    def frame(self) -> Frame3D | None:
        """The picture on screen."""
        return self._frame

    @property
    def content(self) -> OverlayContent:
        """The overlay as given."""
        return self._content

    def set_pixels(self, pixels: Pixels | None, state: ViewportState | None = None) -> None:
        """Show another volume; other image kinds say why they cannot be shown."""
        self._pixels, self._frame = pixels, None
        preset = default_preset_id(pixels.description.modality) if pixels is not None else Camera3D().preset
        self._state = state or ViewportState(plane=ViewPlane.VOLUME_3D, camera=Camera3D(preset=preset))
        self._show_on_stage()
        series = pixels.description.series_description if pixels is not None else ""
        self.setAccessibleName(f"3-D viewport, {series or 'empty'}")
        self._name_preset()
        self.update()

    def set_state(self, state: ViewportState) -> None:
        """Look from elsewhere."""
        if state == self._state:
            return
        self._state = state
        self._name_preset()
        self._ask_moving()
        self.state_changed.emit(state)

    def set_overlay(self, content: OverlayContent) -> None:
        """Show point marks as spheres with labels, needles, and the crosshair of this Frame of Reference."""
        if content != self._content:
            self._content = content
            self._ask_moving()
            self.update()

    def refresh(self) -> None:
        """Show the volume again because more slices have arrived."""
        self._show_on_stage()

    def reset_view(self) -> None:
        """From the front, whole volume, the preset kept."""
        self.set_state(replace(self._state, camera=Camera3D(preset=self._state.camera.preset)))

    def detach(self) -> None:
        """Close the renderer; called before the pane is thrown away."""
        self._refine.stop()
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None
        self._pixels = None

    def _show_on_stage(self) -> None:
        volume = self._pixels if isinstance(self._pixels, Volume) else None
        if volume is not None and self._renderer is None:
            self._renderer = self._make_renderer(self._bridge.arrived.emit)
        if self._renderer is not None:
            self._renderer.show(volume)
            self._ask_moving()

    def _ask_moving(self) -> None:
        self._ask(Quality.INTERACTIVE)
        self._refine.start()

    def _ask(self, quality: Quality) -> None:
        if self._renderer is None or not isinstance(self._pixels, Volume) or not self.isVisible():
            return
        uid = self._pixels.geometry.frame_of_reference_uid
        is_here = bool(uid) and self._content.crosshair_frame_of_reference_uid == uid
        self._renderer.request(
            Scene3D(
                self._state.camera,
                self.size_px(),
                quality,
                spheres_of(self._content, uid),
                needles_of(self._content, uid),
                self._content.crosshair_lps_mm if is_here else None,
            )
        )

    def _on_frame(self, frame: Frame3D) -> None:
        if self._renderer is not None:
            self._frame = frame
            self.update()

    def _make_preset_chip(self) -> QToolButton:
        chip = QToolButton(self)
        chip.setStyleSheet(CHIP_STYLE)
        chip.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        chip.setAccessibleName("3-D preset")
        menu, group = QMenu(chip), QActionGroup(chip)
        for preset_id in VOLUME_PRESETS:
            action = menu.addAction(preset_id)
            action.setCheckable(True)
            group.addAction(action)
        menu.triggered.connect(lambda action: self._choose_preset(action.text()))
        chip.setMenu(menu)
        return chip

    def _choose_preset(self, preset_id: str) -> None:
        self.set_state(replace(self._state, camera=replace(self._state.camera, preset=preset_id, shift=0.0)))

    def _name_preset(self) -> None:
        preset = self._state.camera.preset
        self._preset_chip.setText(preset)
        self._preset_chip.setVisible(isinstance(self._pixels, Volume))
        for action in self._preset_chip.menu().actions():
            action.setChecked(action.text() == preset)
        self._place_chip()

    def _place_chip(self) -> None:
        self._preset_chip.adjustSize()
        self._preset_chip.move(self.width() - self._preset_chip.width() - 8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, letters, identity, labels, border."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(TONES["image"]))
        painter.scale(1 / ratio, 1 / ratio)
        canvas = OverlayCanvas.of_size(painter, *self.size_px(), ratio)
        message, tone = self._message()
        if self._frame is not None and not message:
            painter.drawImage(canvas.bounds, pixels_image(self._frame.pixels))
            paint_letters(canvas, self._frame.letters)
            self._paint_labels(canvas, self._frame)
        if self._pixels is not None:
            paint_corner(canvas, identity_lines(self._pixels.description), is_right=False, is_bottom=False)
            if isinstance(self._pixels, Volume):
                lines = view_lines(self._pixels, self._state.camera)
                paint_corner(canvas, lines, is_right=False, is_bottom=True)
        if message:
            paint_message(canvas, message, tone)
        painter.resetTransform()
        self.paint_border(painter)
        painter.end()

    def _message(self) -> tuple[str, str]:
        if self._pixels is None:
            return EMPTY_TEXT, "text-2"
        if not isinstance(self._pixels, Volume):
            return NOT_A_VOLUME, "text-2"
        if self._frame is None:
            return PREPARING, "text-2"
        return self._frame.failure, "caution"

    def _paint_labels(self, canvas: OverlayCanvas, frame: Frame3D) -> None:
        scale_x = canvas.width / max(1, frame.scene.size_px[0])
        scale_y = canvas.height / max(1, frame.scene.size_px[1])
        for sphere in frame.scene.spheres:
            place = frame.project([sphere.center_lps_mm])
            if sphere.label and bool(place.visible[0]):
                x, y = (place.display_px[0] + 0.5) * (scale_x, scale_y)
                labelled(canvas, QPointF(float(x), float(y)), [sphere.label], QColor.fromRgbF(*sphere.color))

    def on_pointer(self, event: PointerEvent) -> None:
        """Turn, pan and zoom by the mouse scheme; a click selects the finding under it, two make the pane large."""
        act = _HANDS.get(event.kind)
        if act is not None:
            act(self, event)

    def on_pointer_left(self) -> None:
        """Nothing follows the pointer here."""

    def on_key(self, key: int) -> bool:
        """All keys are commands."""
        return False

    def _press(self, event: PointerEvent) -> None:
        self._last = self._pressed = event.position

    def _drag(self, event: PointerEvent) -> None:
        last, self._last = self._last, event.position
        turn = self.mouse_scheme.turns.get(event.button)
        if turn is not None:
            self._turn(turn, event.x - last[0], event.y - last[1])

    def _turn(self, turn: Turn, dx: float, dy: float) -> None:
        """Change the camera by a drag of display pixels."""
        ratio = self.devicePixelRatioF()
        camera = _TURNS[turn](self._state.camera, dx / ratio, dy / ratio, self.height(), ratio)
        self.set_state(replace(self._state, camera=camera))

    def _let_go(self, event: PointerEvent) -> None:
        is_click = math.dist(self._pressed, event.position) < DRAG_THRESHOLD_PX * self.devicePixelRatioF()
        if event.button is Button.LEFT and is_click:
            item_id = self._item_at(event.position)
            if item_id:
                self.item_clicked.emit(item_id)

    def _double(self, event: PointerEvent) -> None:
        self._press(event)
        self.maximize_requested.emit()

    def _wheel(self, event: PointerEvent) -> None:
        """Zoom; away from the hand enlarges."""
        self._enlarge(WHEEL_ZOOM_FACTOR**event.steps)

    def _pinch(self, event: PointerEvent) -> None:
        self._turn(Turn.PAN, event.dx, event.dy)
        self._enlarge(event.factor)

    def _swipe(self, event: PointerEvent) -> None:
        self._turn(Turn.PAN, event.dx, event.dy)

    def _enlarge(self, factor: float) -> None:
        camera = self._state.camera
        self.set_state(replace(self._state, camera=replace(camera, zoom=_zoom(camera.zoom * factor))))

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
        self._place_chip()
        self._ask_moving()

    def showEvent(self, event: QEvent) -> None:
        """Catch up with what changed while hidden."""
        self._ask_moving()


def volume_pane(active: QWidget, panes: Iterable[QWidget]) -> Viewport3D | None:
    """The 3-D pane that commands act on: the active one, else the first on screen; None unless it shows a volume."""
    solid = [pane for pane in (active, *panes) if isinstance(pane, Viewport3D)]
    return next((pane for pane in solid if isinstance(pane.pixels, Volume)), None)


def view_lines(volume: Volume, camera: Camera3D) -> tuple[str, ...]:
    """Whether the volume is not the acquired grid, and from where it is seen."""
    return (*((volume.geometry_tag,) if volume.geometry_tag else ()), view_direction(camera))


def spheres_of(content: OverlayContent, frame_of_reference_uid: str) -> tuple[Sphere3D, ...]:
    """Point marks of one Frame of Reference as spheres in their tone."""
    return tuple(
        Sphere3D(mark.location.points_lps_mm[0], color=_rgb(mark.tone), item_id=mark.item_id, label=mark.label)
        for mark in content.marks
        if _is_point_in(mark, frame_of_reference_uid) and isinstance(mark.location, PatientLocation)
    )


def needles_of(content: OverlayContent, frame_of_reference_uid: str) -> tuple[Needle3D, ...]:
    """Needles of one Frame of Reference."""
    return tuple(
        Needle3D(needle.entry_lps_mm, needle.tip_lps_mm, item_id=needle.item_id)
        for needle in content.needles
        if frame_of_reference_uid and needle.frame_of_reference_uid == frame_of_reference_uid
    )


def view_direction(camera: Camera3D) -> str:
    """Where the eye stands, in words: `from anterior`, `from left, 30° above`."""
    azimuth = camera.azimuth_deg % 360
    sides = ("anterior", "left anterior", "left", "left posterior",
             "posterior", "right posterior", "right", "right anterior")  # fmt: skip
    side = sides[round(azimuth / 45) % 8]
    height = round(camera.elevation_deg)
    return f"from {side}" + (f", {abs(height)}° {'above' if height > 0 else 'below'}" if height else "")


def _is_point_in(mark: OverlayMark, uid: str) -> bool:
    location = mark.location
    is_here = isinstance(location, PatientLocation) and bool(uid) and location.frame_of_reference_uid == uid
    return is_here and mark.kind is MarkKind.POINT


def _rgb(tone: str) -> tuple[float, float, float]:
    color = QColor(tone_color(tone))
    return (color.redF(), color.greenF(), color.blueF())


def _zoom(zoom: float) -> float:
    return min(max(zoom, ZOOM_LIMITS[0]), ZOOM_LIMITS[1])


def rotated(camera: Camera3D, dx: float, dy: float, height: int, ratio: float) -> Camera3D:
    """The near side follows the hand: right turns the eye to the patient's right, down raises it."""
    elevation = min(90.0, max(-90.0, camera.elevation_deg + dy * DEGREES_PER_PX))
    azimuth = (camera.azimuth_deg - dx * DEGREES_PER_PX + 180) % 360 - 180
    return replace(camera, azimuth_deg=azimuth, elevation_deg=elevation)


def _panned(camera: Camera3D, dx: float, dy: float, height: int, ratio: float) -> Camera3D:
    return replace(camera, pan_px=(camera.pan_px[0] + dx * ratio, camera.pan_px[1] + dy * ratio))


def _zoomed(camera: Camera3D, dx: float, dy: float, height: int, ratio: float) -> Camera3D:
    return replace(camera, zoom=_zoom(camera.zoom * math.exp(dy * ZOOM_DRAG_REACH / max(1, height))))


_TURNS: Mapping[Turn, Callable[[Camera3D, float, float, int, float], Camera3D]] = {
    Turn.ROTATE: rotated,
    Turn.PAN: _panned,
    Turn.ZOOM: _zoomed,
}

_HANDS: Mapping[PointerKind, Callable[[Viewport3D, PointerEvent], None]] = {
    PointerKind.PRESS: Viewport3D._press,
    PointerKind.MOVE: Viewport3D._drag,
    PointerKind.RELEASE: Viewport3D._let_go,
    PointerKind.DOUBLE: Viewport3D._double,
    PointerKind.WHEEL: Viewport3D._wheel,
    PointerKind.PINCH: Viewport3D._pinch,
    PointerKind.SWIPE: Viewport3D._swipe,
}
