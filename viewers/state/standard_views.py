"""The six standard directions to look from, and the orientation cube that shows and offers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from viewers.state.cuts_3d import FACES
from viewers.state.scene_3d import View3D
from viewers.state.viewport_state import Camera3D

STANDARD_VIEWS: Mapping[str, tuple[float, float]] = {
    "A": (0.0, 0.0),
    "P": (180.0, 0.0),
    "L": (90.0, 0.0),
    "R": (-90.0, 0.0),
    "S": (0.0, 90.0),
    "I": (0.0, -90.0),
}
"""(azimuth, elevation) in degrees by the side the eye stands on. From below the front is up, as on an axial image."""

VIEW_NAMES: Mapping[str, str] = {
    "A": "anterior",
    "P": "posterior",
    "L": "left",
    "R": "right",
    "S": "superior",
    "I": "inferior",
}
TURNED_AWAY = 0.12
"""A face of the cube seen at a flatter angle than this (cosine) is too narrow for its letter and for a click."""

DisplayPoint = tuple[float, float]


def standard_view(camera: Camera3D, letter: str) -> Camera3D:
    """The camera on a side of the patient, upright, everything in the middle; preset, look and zoom stay."""
    azimuth, elevation = STANDARD_VIEWS[letter]
    return replace(camera, azimuth_deg=azimuth, elevation_deg=elevation, roll_deg=0.0, pan_px=(0.0, 0.0))


@dataclass(frozen=True)
class CubeFace:
    """A visible face of the cube: letter, outline and middle on the picture, and how squarely it is seen (cosine)."""

    letter: str
    outline: tuple[DisplayPoint, ...]
    middle: DisplayPoint
    facing: float


def cube_faces(view: View3D, center: DisplayPoint, half_edge: float) -> tuple[CubeFace, ...]:
    """The faces that look toward the eye, the flattest first; lengths in display pixels."""
    basis = np.array([view.right, -np.asarray(view.up)])
    found = []
    for letter, (axis, sense) in FACES.items():
        outward = np.zeros(3)
        outward[axis] = sense
        facing = float(-outward @ np.asarray(view.forward))
        if facing <= TURNED_AWAY:
            continue
        first, second = (np.eye(3)[other] for other in range(3) if other != axis)
        corners = [outward + a * first + b * second for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        outline = tuple(_display(basis @ corner, center, half_edge) for corner in corners)
        found.append(CubeFace(letter, outline, _display(basis @ outward, center, half_edge), facing))
    return tuple(sorted(found, key=lambda face: face.facing))


def face_at(faces: tuple[CubeFace, ...], place: DisplayPoint) -> str:
    """The letter of the face at a point of the picture; empty beside the cube."""
    return next((face.letter for face in reversed(faces) if _holds(face.outline, place)), "")


def _display(offset: np.ndarray[tuple[int], np.dtype[np.float64]], center: DisplayPoint, size: float) -> DisplayPoint:
    return (center[0] + float(offset[0]) * size, center[1] + float(offset[1]) * size)


def _holds(outline: tuple[DisplayPoint, ...], place: DisplayPoint) -> bool:
    """Whether a point lies inside a convex outline: on the same side of all its edges."""
    corners = np.asarray(outline)
    edges, offsets = np.roll(corners, -1, axis=0) - corners, np.asarray(place) - corners
    sides = edges[:, 0] * offsets[:, 1] - edges[:, 1] * offsets[:, 0]
    return bool((sides >= 0).all() or (sides <= 0).all())
