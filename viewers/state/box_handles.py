"""The handles of a clip box on a 3-D picture: one in the middle of each face, moved along its axis."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from viewers.state.cuts_3d import FACES, Box3D
from viewers.state.scene_3d import View3D

EDGES = tuple((a, b) for a in range(8) for b in range(8) if a < b and (a ^ b).bit_count() == 1)
"""The twelve edges of a box as pairs of its corners' numbers."""
LEAST_TRAVEL = 0.2
"""A face whose axis is seen shorter than this share of its length cannot be dragged: the hand would not steer it."""
REACH_PX = 11.0


@dataclass(frozen=True)
class BoxHandle:
    """The handle of one face: where it is on the picture, and the display pixels that a mm outward moves it."""

    face: str
    display_px: tuple[float, float]
    px_per_mm: tuple[float, float]
    is_draggable: bool


def box_handles(box: Box3D, view: View3D) -> tuple[BoxHandle, ...]:
    """The six handles, those nearer to the eye last."""
    basis = np.array([view.right, -np.asarray(view.up)])
    found = []
    for face, (axis, _) in FACES.items():
        place = view.project([box.face_center_lps_mm(face)])
        step = basis[:, axis] / view.mm_per_px
        x, y = place.display_px[0]
        travel = float(np.linalg.norm(basis[:, axis]))
        handle = BoxHandle(face, (float(x), float(y)), (float(step[0]), float(step[1])), travel >= LEAST_TRAVEL)
        found.append((float(place.depth_mm[0]), handle))
    return tuple(handle for _, handle in sorted(found, key=lambda pair: -pair[0]))


def handle_at(handles: tuple[BoxHandle, ...], place: tuple[float, float], reach_px: float) -> BoxHandle | None:
    """The draggable handle nearest to the eye within reach of a point of the picture."""
    near = (h for h in reversed(handles) if h.is_draggable and math.dist(h.display_px, place) <= reach_px)
    return next(near, None)


def travel_mm(handle: BoxHandle, delta_px: tuple[float, float]) -> float:
    """How far along its axis (LPS, mm) a drag moves a face."""
    step = np.asarray(handle.px_per_mm)
    return float(step @ np.asarray(delta_px) / (step @ step))
