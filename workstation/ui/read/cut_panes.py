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


def _fits(pane: Viewport, source: Viewport, point: Point) -> bool:
    if not isinstance(pane.pixels, Volume) or source.pixels is None or patient_doubt(source.pixels, pane.pixels):
        return False
    is_here = frame_of_reference(pane.pixels) == frame_of_reference(source.pixels) != ""
    plane = plane_of(pane.pixels, pane.state)
    is_axial = plane is not None and tilt_deg(plane.normal)[0] == AXIAL
    return is_here and is_axial and pane.pixels.geometry.contains(point)
