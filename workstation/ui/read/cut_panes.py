"""Which pane shows a cut across the spine while another one shows it from the side."""

from __future__ import annotations

from annotations.geometry import Point
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_grid import ViewportGrid
from viewers.state.cut_words import tilt_deg
from viewers.state.navigation import frame_of_reference, plane_of
from viewers.state.patients import patient_doubt
from viewers.state.viewport_state import ViewPlane
from workstation.ui.image_catalogue import find_sibling_stack_at
from workstation.ui.read.feature import ReadHands

THREE_PLANES = "mpr"
AXIAL = "axial"


def axial_pane(grid: ViewportGrid, source: Viewport, point: Point) -> Viewport | None:
    """The pane for a cut across what `source` shows: of three planes, else of its volume, else its space.

    It has to show a volume of the same patient and Frame of Reference that holds the point, cut nearest to axial. None
    where there is no such pane beside `source`.
    """
    cross = grid.cross.panes_of(source)
    if cross is not None:
        return cross.panes[ViewPlane.AXIAL]
    others = [pane for pane in grid.viewports if isinstance(pane, Viewport) and pane is not source]
    fitting = [pane for pane in others if _fits(pane, source, point)]
    return next(iter(sorted(fitting, key=lambda pane: pane.pixels is not source.pixels)), None)


def axial_pane_of_same(grid: ViewportGrid, source: Viewport, point: Point) -> Viewport | None:
    """As `axial_pane`, of the very volume that `source` shows: it holds every place along a line through it."""
    pane = axial_pane(grid, source, point)
    return pane if pane is not None and pane.pixels is source.pixels else None


def awaits_stack(hands: ReadHands, source: Viewport, point: Point) -> bool:
    """Whether an axial pane is getting the stack of its series that holds a point (disc-angled groups)."""
    patient, uid = hands.patient(), frame_of_reference(source.pixels) if source.pixels is not None else ""
    if patient is None or not uid:
        return False
    for pane in hands.grid.viewports:
        key = hands.content.key_of(pane)
        if pane is source or key is None or not isinstance(pane, Viewport) or not _is_axial(pane):
            continue
        if find_sibling_stack_at(patient, key, uid, point) is not None:
            return True
    return False


def _is_axial(pane: Viewport) -> bool:
    """Whether a pane shows an axial cut, or shows nothing for the moment."""
    plane = plane_of(pane.pixels, pane.state) if pane.pixels is not None else None
    return pane.pixels is None or (plane is not None and tilt_deg(plane.normal)[0] == AXIAL)


def _fits(pane: Viewport, source: Viewport, point: Point) -> bool:
    if not isinstance(pane.pixels, Volume) or source.pixels is None or patient_doubt(source.pixels, pane.pixels):
        return False
    is_here = frame_of_reference(pane.pixels) == frame_of_reference(source.pixels) != ""
    plane = plane_of(pane.pixels, pane.state)
    is_axial = plane is not None and tilt_deg(plane.normal)[0] == AXIAL
    return is_here and is_axial and pane.pixels.geometry.contains(point)
