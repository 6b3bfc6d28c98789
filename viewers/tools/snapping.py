"""Where a point under the hand snaps to: the handles of the marks on this cut."""

from __future__ import annotations

import math

import numpy as np

from annotations.marks import MarkKind
from viewers.tools.drawn_marks import solid_mm
from viewers.tools.placement import display_points, plane_distances_mm, shares_space
from viewers.tools.scene import Scene
from viewers.tools.shapes import Place

SNAP_PX = 8.0
"""A point snaps to a handle within this many pixels (at a device pixel ratio of 1)."""
_WITHOUT_HANDLES = frozenset({MarkKind.FREEHAND, MarkKind.TEXT})
"""The outline of a freehand region is no row of handles: everything near it would stick."""


def snapped(scene: Scene, place: Place, *, but: str = "") -> Place:
    """The display pixel of the nearest handle within reach, else `place` itself.

    Only handles that are drawn as lying on this cut count, not those of the mark `but`. The point itself stays on the
    cut under the hand: only where it is on the screen is taken over.
    """
    nearest, reach = place, SNAP_PX * scene.device_pixel_ratio
    for mark in scene.content.marks:
        if mark.hidden or mark.mark_id == but or mark.kind in _WITHOUT_HANDLES:
            continue
        if not shares_space(scene.geometry, mark.location):
            continue
        points = display_points(scene.geometry, mark.location)
        on_cut = np.abs(plane_distances_mm(scene.geometry, mark.location)) <= solid_mm(scene.geometry)
        for x, y in points[on_cut]:
            distance = math.dist((x, y), place)
            if distance <= reach:
                nearest, reach = (float(x), float(y)), distance
    return nearest
