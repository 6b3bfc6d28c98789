"""Signed distances of simple solids in mm, negative inside, written so that coordinates may broadcast."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Triple = tuple[float, float, float]


def sphere_like(x: Field, y: Field, z: Field, center: Triple, radii: Triple) -> Field:
    """An axis-aligned ellipsoid; the distance is exact on the surface and scaled by the smallest radius elsewhere."""
    q = ((x - center[0]) / radii[0]) ** 2 + ((y - center[1]) / radii[1]) ** 2 + ((z - center[2]) / radii[2]) ** 2
    return np.asarray((np.sqrt(q) - 1) * min(radii), dtype=np.float32)


def capsule(x: Field, y: Field, z: Field, ends: tuple[Triple, Triple], radii: tuple[float, float]) -> Field:
    """A rod between two points whose radius goes linearly from the first to the second value."""
    start, end = np.asarray(ends[0]), np.asarray(ends[1])
    axis = end - start
    length_squared = float(axis @ axis) or 1e-6
    px, py, pz = x - np.float32(start[0]), y - np.float32(start[1]), z - np.float32(start[2])
    ax, ay, az = (np.float32(value) for value in axis)
    h = np.clip((px * ax + py * ay + pz * az) / np.float32(length_squared), 0, 1)
    distance = np.sqrt((px - h * ax) ** 2 + (py - h * ay) ** 2 + (pz - h * az) ** 2)
    return np.asarray(distance - (np.float32(radii[0]) + h * np.float32(radii[1] - radii[0])), dtype=np.float32)


def block(x: Field, y: Field, z: Field, center: Triple, half: Triple, rounding: float) -> Field:
    """A box with rounded edges."""
    qx = np.abs(x - np.float32(center[0])) - np.float32(half[0] - rounding)
    qy = np.abs(y - np.float32(center[1])) - np.float32(half[1] - rounding)
    qz = np.abs(z - np.float32(center[2])) - np.float32(half[2] - rounding)
    outside = np.sqrt(np.maximum(qx, 0) ** 2 + np.maximum(qy, 0) ** 2 + np.maximum(qz, 0) ** 2)
    inside = np.minimum(np.maximum(np.maximum(qx, qy), qz), 0)
    return np.asarray(outside + inside - np.float32(rounding), dtype=np.float32)


def joined(a: Field, b: Field, blend_mm: float) -> Field:
    """Union with a rounded fillet of about `blend_mm` (polynomial smooth minimum)."""
    k = np.float32(blend_mm)
    h = np.maximum(k - np.abs(a - b), 0)
    return np.asarray(np.minimum(a, b) - h * h / (4 * k), dtype=np.float32)


def common(a: Field, b: Field, blend_mm: float) -> Field:
    """Intersection with rounded edges (polynomial smooth maximum)."""
    return np.asarray(-joined(-a, -b, blend_mm), dtype=np.float32)


def polyline(x: Field, y: Field, z: Field, points: Sequence[Triple], radii: Sequence[float]) -> Field:
    """A rod along several points."""
    field: Field | None = None
    for i in range(len(points) - 1):
        piece = capsule(x, y, z, (points[i], points[i + 1]), (radii[i], radii[i + 1]))
        field = piece if field is None else np.minimum(field, piece)
    if field is None:
        raise ValueError("a polyline needs at least two points")
    return field


def swept_ellipse(x: Field, y: Field, z: Field, table: NDArray[np.float64], *, closed: bool = True) -> Field:
    """An ellipse in x and y that follows z; `table` rows are (z, center x, center y, rx, ry), z rising.

    Closed by planes at the first and the last z unless `closed` is false.
    """
    cx, cy, rx, ry = (np.interp(z, table[:, 0], table[:, n]).astype(np.float32) for n in range(1, 5))
    q = np.sqrt(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2)
    side = np.asarray((q - 1) * np.minimum(rx, ry), dtype=np.float32)
    if not closed:
        return side
    ends = np.maximum(z - np.float32(table[-1, 0]), np.float32(table[0, 0]) - z)
    return np.asarray(np.maximum(side, ends), dtype=np.float32)
