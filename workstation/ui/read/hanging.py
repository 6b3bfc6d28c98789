"""What goes on screen together: a layout and what each of its viewports opens with. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotations.geometry import Plane
from annotations.locations import Location
from viewers.imaging.default_window import auto_window
from viewers.imaging.images import Pixels, Volume
from viewers.imaging.presets import AUTO, DICOM, PRESETS_BY_ID, presets_for
from viewers.imaging.windowing import Window
from viewers.state.layouts import Layout
from viewers.state.viewport_state import Slab, SlabMode, ViewPlane, ViewportState
from workstation.hanging.hung import HungCell, HungStage
from workstation.hanging.protocol import LinkedAspect, WindowChoice
from workstation.ui.image_catalogue import StackKey

OWN_WINDOW = WindowChoice()
"""The window stored in the image."""


@dataclass(frozen=True)
class Pane:
    """What one viewport starts with. `zoom` is in screen pixels a mm, None fits the viewport.

    With `along_needle` the cut is to follow a needle; `oblique` is that cut once it is known. `place` is gone to as
    soon as the images are there.
    """

    key: StackKey
    plane: ViewPlane = ViewPlane.ACQUIRED
    window: WindowChoice = OWN_WINDOW
    zoom: float | None = None
    slab_mm: float = 0.0
    link: tuple[LinkedAspect, ...] | None = None
    along_needle: bool = False
    oblique: Plane | None = None
    place: Location | None = None


@dataclass(frozen=True)
class Hanging:
    """A layout with what its viewports show, in reading order; None is an empty viewport."""

    layout: Layout
    panes: tuple[Pane | None, ...]


def hanging_of(stage: HungStage) -> Hanging:
    """A stage of a protocol as it goes on screen."""
    return Hanging(stage.layout, tuple(None if cell is None else _pane(cell) for cell in stage.cells))


def _pane(hung: HungCell) -> Pane:
    cell = hung.cell
    key = StackKey(hung.stack.series_instance_uid, hung.stack.stack_number)
    return Pane(key, cell.plane, cell.window, cell.zoom, cell.slab_mm, cell.link, cell.along_needle)


def opening_state(pixels: Pixels, pane: Pane) -> ViewportState:
    """The view a 2-D viewport opens with. Planes and slabs are for volumes, zoom in mm for what has millimetres."""
    is_volume = isinstance(pixels, Volume)
    is_cut = is_volume and pane.plane is not ViewPlane.VOLUME_3D
    slab = Slab(pane.slab_mm, SlabMode.MEAN) if is_cut and pane.slab_mm > 0 else None
    plane = pane.plane if is_cut else ViewPlane.ACQUIRED
    oblique = pane.oblique if is_cut else None
    state = ViewportState(
        plane=ViewPlane.OBLIQUE if oblique is not None else plane,
        scale=pane.zoom if is_volume else None,
        slab=slab,
        oblique=oblique,
    )
    return replace(state, window=opening_window(pixels, pane.window, state))


def opening_window(pixels: Pixels, choice: WindowChoice, state: ViewportState) -> Window | None:
    """The window that was chosen; None, the image's own, also where a CT window was chosen for something else."""
    if choice.width_level is not None:
        return Window(*choice.width_level)
    if choice.preset_id == AUTO:
        return auto_window(pixels, state)
    preset = PRESETS_BY_ID.get(choice.preset_id)
    if choice.preset_id == DICOM or preset is None or preset not in presets_for(pixels.description.modality):
        return None
    return preset.window
