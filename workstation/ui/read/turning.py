"""The 3-D view in Read: standard views, look, cuts, and the crosshair put on the surface that was clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu

from annotations.locations import PatientLocation
from viewers.qt.camera_drags import ramp_changed, turned, zoomed
from viewers.qt.hand_3d import Hand3D
from viewers.qt.translated import tr
from viewers.qt.viewport_3d import Viewport3D, volume_pane
from viewers.render.volume_look import look_of, preset_of, shift_per_px
from viewers.render.volume_presets import default_preset_id, preset_ids
from viewers.state.cuts_3d import FACES, Box3D
from viewers.state.standard_views import STANDARD_VIEWS
from viewers.state.viewport_state import Camera3D
from workstation.dicom.records import PatientRecord
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.turning_cuts import CutCommands
from workstation.ui.read.turning_menu import fill_cut_menu

TURN_DEG = 15.0
SHIFT_PX = 12.0
"""One press moves the ramp as far as a drag of so many pixels."""
WIDTH_FACTOR = 1.2
ZOOM_FACTOR = 1.25
BOX_STEP_MM = 5.0
PRESET_KEY = "3d.preset"
"""With the modality after it."""
IN_THE_AIR = "Nothing solid lies there: the crosshair stays. Click on bone, or shift the ramp to lower values."
NO_SURFACE = "This look shows sums along the line of sight and no surface. Choose another preset to pick a point."


class Turning(Feature):
    """The commands of 3-D, all acting on the active 3-D viewport or the one on screen."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._cuts = CutCommands(hands, self._pane)
        self._wired: list[Viewport3D] = []
        hands.grid.layout_changed.connect(lambda _name: self._wire())
        hands.grid.view_changed.connect(self._cuts.on_view)
        self._wire()

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind the commands of 3-D."""
        camera: dict[str, Callable[[Camera3D], Camera3D]] = {
            "volume.turn-left": lambda c: turned(c, TURN_DEG, 0),
            "volume.turn-right": lambda c: turned(c, -TURN_DEG, 0),
            "volume.turn-up": lambda c: turned(c, 0, TURN_DEG),
            "volume.turn-down": lambda c: turned(c, 0, -TURN_DEG),
            "volume.zoom-in": lambda c: zoomed(c, ZOOM_FACTOR),
            "volume.zoom-out": lambda c: zoomed(c, 1 / ZOOM_FACTOR),
            "volume.wider": lambda c: ramp_changed(c, factor=WIDTH_FACTOR),
            "volume.narrower": lambda c: ramp_changed(c, factor=1 / WIDTH_FACTOR),
            "volume.shading": _with_other_shading,
        }
        return {
            **{f"volume.view-{letter.lower()}": partial(self._look_from, letter) for letter in STANDARD_VIEWS},
            **{action_id: partial(self._change_camera, change) for action_id, change in camera.items()},
            "volume.shift-up": partial(self._shift, 1),
            "volume.shift-down": partial(self._shift, -1),
            "volume.preset-next": partial(self._step_preset, 1),
            "volume.preset-previous": partial(self._step_preset, -1),
            "volume.box": self._toggle_box,
            "volume.box-face": self._next_face,
            "volume.box-in": partial(self._move_face, -BOX_STEP_MM),
            "volume.box-out": partial(self._move_face, BOX_STEP_MM),
            "volume.retry": self._retry,
            **self._cuts.handlers(),
        }

    def on_patient(self, patient: PatientRecord | None) -> None:
        """No work for the former patient goes on."""
        self._cuts.forget()

    def close(self) -> None:
        """Stop work under way."""
        self._cuts.forget()

    def _pane(self) -> Viewport3D | None:
        return volume_pane(self._hands.grid.active_viewport, self._hands.grid.viewports)

    def _wire(self) -> None:
        """Listen to 3-D viewports as they come: the grid makes one when a layout first asks for it."""
        for pane in self._hands.grid.viewports:
            if isinstance(pane, Viewport3D) and pane not in self._wired:
                self._wired.append(pane)
                pane.opening_preset = self._opening_preset
                pane.preset_chosen.connect(partial(self._remember_preset, pane))
                self._open_as_remembered(pane)
                pane.clicked_at.connect(partial(self._on_click, pane))
                pane.outline_drawn.connect(partial(self._cuts.on_outline, pane))
                pane.cut_menu_asked.connect(lambda menu, p=pane: self._fill_menu(p, menu))

    def _open_as_remembered(self, pane: Viewport3D) -> None:
        """The grid gave the pane its volume before anyone could say how it opens; a look of a protocol stays."""
        modality = pane.volume.description.modality if pane.volume is not None else ""
        chosen = self._opening_preset(modality)
        if pane.volume is not None and pane.state.camera.preset == default_preset_id(modality) != chosen:
            pane.choose_preset(chosen)

    def _opening_preset(self, modality: str) -> str:
        """What the user chose last for a modality; the default where that is unknown by now."""
        chosen = self._hands.preferences.get(f"{PRESET_KEY}.{modality}", "")
        return str(chosen) if chosen in preset_ids(modality) else default_preset_id(modality)

    def _remember_preset(self, pane: Viewport3D, preset_id: str) -> None:
        modality = pane.volume.description.modality if pane.volume is not None else ""
        if modality.isalnum() and preset_id != self._opening_preset(modality):
            self._hands.preferences.set(f"{PRESET_KEY}.{modality}", preset_id)

    def _fill_menu(self, pane: Viewport3D, menu: QMenu) -> None:
        fill_cut_menu(menu, pane, self._cuts.planes(), self._hands.ask, self._cuts.cut_along)

    def _on_click(self, pane: Viewport3D, x: float, y: float) -> None:
        volume = pane.volume
        if volume is None:
            return
        if not look_of(volume, pane.state.camera).has_surface:
            self._hands.tell(Message(tr(NO_SURFACE)))
            return
        point = pane.surface_at(x, y)
        if pane.hand is Hand3D.PIECE:
            self._cuts.keep_piece(pane, point)
        elif point is None:
            self._hands.tell(Message(tr(IN_THE_AIR)))
        elif volume.geometry.frame_of_reference_uid:
            location = PatientLocation(volume.geometry.frame_of_reference_uid, (point,))
            self._hands.session.move_cursor(location)
            self._hands.grid.move_cursor(location)

    def _look_from(self, letter: str) -> None:
        pane = self._pane()
        if pane is not None:
            pane.look_from(letter)

    def _change_camera(self, change: Callable[[Camera3D], Camera3D]) -> None:
        pane = self._pane()
        if pane is not None:
            pane.set_camera(change(pane.state.camera))

    def _shift(self, sense: int) -> None:
        pane = self._pane()
        if pane is not None and pane.volume is not None:
            step = sense * SHIFT_PX * shift_per_px(pane.volume, pane.state.camera)
            pane.set_camera(ramp_changed(pane.state.camera, shift=step))

    def _step_preset(self, step: int) -> None:
        pane = self._pane()
        if pane is not None and pane.volume is not None:
            choices = preset_ids(pane.volume.description.modality)
            present = pane.state.camera.preset
            number = choices.index(present) if present in choices else -step
            pane.choose_preset(choices[(number + step) % len(choices)])

    def _toggle_box(self) -> None:
        pane = self._pane()
        if pane is not None and pane.volume is not None:
            cuts = pane.state.cuts_3d
            pane.set_cuts(replace(cuts, box=Box3D.around(pane.volume.geometry) if cuts.box is None else None))

    def _next_face(self) -> None:
        pane = self._boxed()
        if pane is not None:
            names = list(FACES)
            pane.choose_face(names[(names.index(pane.chosen_face) + 1) % len(names)])

    def _move_face(self, outward_mm: float) -> None:
        pane = self._boxed()
        if pane is None or pane.volume is None or pane.state.cuts_3d.box is None:
            return
        cuts, face = pane.state.cuts_3d, pane.chosen_face
        box = pane.state.cuts_3d.box
        place = box.face_mm(face) + outward_mm * FACES[face][1]
        pane.set_cuts(replace(cuts, box=box.with_face(face, place, Box3D.around(pane.volume.geometry))))

    def _boxed(self) -> Viewport3D | None:
        """The pane, with a clip box: asking for a face asks for the box."""
        pane = self._pane()
        if pane is not None and pane.state.cuts_3d.box is None:
            self._toggle_box()
        return pane

    def _retry(self) -> None:
        pane = self._pane()
        if pane is not None and pane.failure:
            pane.retry()
        elif pane is not None:
            self._hands.tell(Message(tr("3-D works; there is nothing to try again.")))


def _with_other_shading(camera: Camera3D) -> Camera3D:
    is_lit = camera.shading if camera.shading is not None else preset_of(camera.preset).shading is not None
    return replace(camera, shading=not is_lit)
