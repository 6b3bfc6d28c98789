"""The view that fits a part of an image into the pane (displayed area selection, PS3.3 C.10.4)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from viewers.imaging.images import Pixels, Volume
from viewers.state.frame import FrameGeometry
from viewers.state.frame_layout import planar_layout, volume_layout
from viewers.state.navigation import frame_at, panned, plane_of, zoomed
from viewers.state.viewport_state import ViewportState

Area = tuple[float, float, float, float]
"""(left, top, right, bottom): column and row of the outer pixel centres, 0-based."""


def geometry_of(pixels: Pixels, state: ViewportState, size_px: tuple[int, int]) -> FrameGeometry | None:
    """Where the picture lies in a pane of a size; None for the 3-D view and frames that are not there."""
    if isinstance(pixels, Volume):
        plane = plane_of(pixels, state)
        return None if plane is None else volume_layout(pixels, state, plane, size_px)
    frame = frame_at(pixels, state)
    return None if frame is None else planar_layout(pixels, frame, state, size_px)


def fitted_to_area(pixels: Pixels, state: ViewportState, area: Area, size_px: tuple[int, int]) -> ViewportState:
    """The state that shows an area as large as it fits, in the middle; unchanged where no single image is shown."""
    whole = replace(state, scale=None, pan_px=(0.0, 0.0))
    geometry = geometry_of(pixels, whole, size_px)
    if geometry is None or geometry.image_px_per_px is None:
        return state
    corners = np.array([[area[0] - 0.5, area[1] - 0.5], [area[2] + 0.5, area[3] + 0.5]])
    shown = np.asarray(geometry.image_to_display(corners))
    extent, middle = np.abs(shown[1] - shown[0]), shown.mean(axis=0)
    if min(extent) <= 0:
        return state
    factor = float((np.asarray(size_px) / extent).min())
    at = (float(middle[0]), float(middle[1]))
    dx, dy = (np.asarray(size_px) - 1) / 2 - middle
    return panned(zoomed(whole, geometry, factor, at), float(dx), float(dy))
