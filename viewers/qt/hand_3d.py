"""The hand over a 3-D picture: turning, the ramp, the box's faces, the scalpel, and what a click is on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Protocol

from viewers.imaging.images import Volume
from viewers.qt.camera_drags import Drag, panned, ramp_dragged, rotated, zoom_dragged, zoomed
from viewers.render.volume_look import shift_per_px
from viewers.state.box_handles import REACH_PX, BoxHandle, box_handles, handle_at, travel_mm
from viewers.state.cuts_3d import Box3D, Cuts3D
from viewers.state.scene_3d import Frame3D
from viewers.state.viewport_state import Camera3D, ViewportState
from viewers.tools.dispatcher import DRAG_THRESHOLD_PX
from viewers.tools.mouse_schemes import DEFAULT_SCHEME, Turn
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.view_changes import WHEEL_ZOOM_FACTOR

FEWEST_OUTLINE_POINTS = 3


class Hand3D(StrEnum):
    """What the left button does over the picture."""

    TURN = "turn"
    SCALPEL = "scalpel"
    PIECE = "piece"


HINTS = {
    Hand3D.TURN: "",
    Hand3D.SCALPEL: "Encircle what to remove, with Shift what to keep",
    Hand3D.PIECE: "Click on the bone to keep",
}

TURNS: Mapping[Turn, Callable[[Camera3D, Drag], Camera3D]] = {
    Turn.ROTATE: rotated,
    Turn.PAN: panned,
    Turn.ZOOM: zoom_dragged,
    Turn.RAMP: ramp_dragged,
}


class HeldPane(Protocol):
    """What a hand works on; `Viewport3D` is one."""

    @property
    def state(self) -> ViewportState:
        """How the volume is shown."""

    @property
    def volume(self) -> Volume | None:
        """What is shown."""

    @property
    def frame(self) -> Frame3D | None:
        """The picture on screen."""

    def set_camera(self, camera: Camera3D) -> None:
        """Look from elsewhere."""

    def set_cuts(self, cuts: Cuts3D, *, is_step: bool = True) -> None:
        """Leave out something else."""

    def remember_cuts(self) -> None:
        """Make the cuts as they are a step that can be undone."""

    def choose_face(self, face: str) -> None:
        """The face of the clip box that keys move."""

    def on_click(self, display_px: tuple[float, float]) -> None:
        """A click without a drag."""

    def on_menu(self, display_px: tuple[float, float]) -> None:
        """A click of the right button without a drag."""

    def on_double_click(self) -> None:
        """Two clicks."""

    def on_outline(self, outline: tuple[tuple[float, float], ...], *, keeps_inside: bool) -> None:
        """The scalpel has drawn a line."""

    def height(self) -> int:
        """Widget pixels."""

    def devicePixelRatioF(self) -> float:
        """Device pixels for each widget pixel."""

    def update(self) -> None:
        """Paint again."""


class VolumeHand:
    """Turns pointer events over a pane into changes of its camera and cuts."""

    def __init__(self, pane: HeldPane) -> None:
        self._pane = pane
        self.mouse_scheme = DEFAULT_SCHEME
        self.kind = Hand3D.TURN
        self.outline: list[tuple[float, float]] = []
        self.keeps_inside = False
        self._last = self._pressed = (0.0, 0.0)
        self._grabbed: BoxHandle | None = None

    def take(self, kind: Hand3D) -> None:
        """Put another tool in the hand."""
        self.kind, self.outline, self._grabbed = kind, [], None

    def on_pointer(self, event: PointerEvent) -> None:
        """Act on an event; kinds without an entry mean nothing here."""
        act = _ACTS.get(event.kind)
        if act is not None:
            act(self, event)

    def _press(self, event: PointerEvent) -> None:
        self._last = self._pressed = event.position
        self._grabbed = None
        frame = self._pane.frame
        if event.button is not Button.LEFT or frame is None or frame.failure:
            return
        if self.kind is Hand3D.SCALPEL:
            self.outline, self.keeps_inside = [event.position], event.shift
        elif self.kind is Hand3D.TURN:
            self._grab(frame, event)

    def _grab(self, frame: Frame3D, event: PointerEvent) -> None:
        box = self._pane.state.cuts_3d.box
        if box is not None:
            reach = REACH_PX * self._pane.devicePixelRatioF()
            self._grabbed = handle_at(box_handles(box, frame.view), event.position, reach)
        if self._grabbed is not None:
            self._pane.remember_cuts()
            self._pane.choose_face(self._grabbed.face)

    def _move(self, event: PointerEvent) -> None:
        last, self._last = self._last, event.position
        dx, dy = event.x - last[0], event.y - last[1]
        if event.button is Button.NONE:
            return
        if self.outline:
            self.outline.append(event.position)
            self._pane.update()
        elif self._grabbed is not None:
            self._move_face(self._grabbed, (dx, dy))
        elif event.button is not Button.LEFT or self.kind is Hand3D.TURN:
            turn = self._turn_of(event)
            if turn is not None:
                self._turn(turn, dx, dy)

    def _turn_of(self, event: PointerEvent) -> Turn | None:
        """What a drag means: Ctrl changes the ramp and Shift pans under the button that rotates."""
        turn = self.mouse_scheme.turns.get(event.button)
        if turn is Turn.ROTATE and event.control:
            return Turn.RAMP
        return Turn.PAN if turn is Turn.ROTATE and event.shift else turn

    def _turn(self, turn: Turn, dx: float, dy: float) -> None:
        """Change the camera by a drag of display pixels."""
        volume, ratio, camera = self._pane.volume, self._pane.devicePixelRatioF(), self._pane.state.camera
        if volume is not None:
            step = shift_per_px(volume, camera)
            self._pane.set_camera(TURNS[turn](camera, Drag(dx / ratio, dy / ratio, self._pane.height(), ratio, step)))

    def _move_face(self, handle: BoxHandle, delta_px: tuple[float, float]) -> None:
        cuts, volume = self._pane.state.cuts_3d, self._pane.volume
        if cuts.box is not None and volume is not None:
            place = cuts.box.face_mm(handle.face) + travel_mm(handle, delta_px)
            box = cuts.box.with_face(handle.face, place, Box3D.around(volume.geometry))
            self._pane.set_cuts(replace(cuts, box=box), is_step=False)

    def _release(self, event: PointerEvent) -> None:
        outline, was_grabbed = tuple(self.outline), self._grabbed is not None
        self.outline, self._grabbed = [], None
        if len(outline) >= FEWEST_OUTLINE_POINTS:
            self._pane.on_outline(outline, keeps_inside=self.keeps_inside)
            return
        reach = DRAG_THRESHOLD_PX * self._pane.devicePixelRatioF()
        is_click = math.dist(self._pressed, event.position) < reach
        if event.button is Button.RIGHT and is_click:
            self._pane.on_menu(event.position)
        elif event.button is Button.LEFT and is_click and not was_grabbed and self.kind is not Hand3D.SCALPEL:
            self._pane.on_click(event.position)

    def _double(self, event: PointerEvent) -> None:
        self._last = self._pressed = event.position
        if self.kind is Hand3D.TURN:
            self._pane.on_double_click()

    def _wheel(self, event: PointerEvent) -> None:
        """Zoom; away from the hand enlarges."""
        self._pane.set_camera(zoomed(self._pane.state.camera, WHEEL_ZOOM_FACTOR**event.steps))

    def _pinch(self, event: PointerEvent) -> None:
        self._turn(Turn.PAN, event.dx, event.dy)
        self._pane.set_camera(zoomed(self._pane.state.camera, event.factor))

    def _swipe(self, event: PointerEvent) -> None:
        self._turn(Turn.PAN, event.dx, event.dy)

    def _give_up(self, event: PointerEvent) -> None:
        self.outline, self._grabbed = [], None
        self._pane.update()


_ACTS: Mapping[PointerKind, Callable[[VolumeHand, PointerEvent], None]] = {
    PointerKind.PRESS: VolumeHand._press,
    PointerKind.MOVE: VolumeHand._move,
    PointerKind.RELEASE: VolumeHand._release,
    PointerKind.DOUBLE: VolumeHand._double,
    PointerKind.WHEEL: VolumeHand._wheel,
    PointerKind.PINCH: VolumeHand._pinch,
    PointerKind.SWIPE: VolumeHand._swipe,
    PointerKind.CANCEL: VolumeHand._give_up,
}
