"""Lengths, angles and areas of points in one space, n x 3: LPS mm, or an image's columns and rows with z = 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotations.curves import path_length, smooth_curve
from annotations.geometry import FloatArray

SMALLEST = 1e-9
"""Below this a length, in mm or pixels, is none."""


def length(a: ArrayLike, b: ArrayLike) -> float:
    """Euclidean distance of two points of the same space."""
    return float(np.linalg.norm(np.asarray(b, dtype=np.float64) - np.asarray(a, dtype=np.float64)))


def unit(vector: ArrayLike, reason: str) -> FloatArray:
    """The vector at length 1; `ValueError` with `reason` when it has no length."""
    array = np.asarray(vector, dtype=np.float64)
    size = float(np.linalg.norm(array))
    if size < SMALLEST:
        raise ValueError(reason)
    return np.asarray(array / size)


def angle_deg(a: ArrayLike, vertex: ArrayLike, b: ArrayLike) -> float:
    """The angle at `vertex` between the arms to `a` and `b`, 0 to 180 degrees; `ValueError` for an arm of no length."""
    return between_deg(np.subtract(a, vertex), np.subtract(b, vertex))


def between_deg(u: ArrayLike, w: ArrayLike) -> float:
    """The angle between two vectors, stable near 0 and 180 degrees (atan2 of half-sums, after Kahan)."""
    reason = "an arm of the angle has no length; move its end away from the vertex"
    a, b = unit(u, reason), unit(w, reason)
    return float(np.degrees(2 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b))))


def lines_deg(u: ArrayLike, w: ArrayLike) -> float:
    """The angle between two lines, 0 to 90 degrees, whichever way each of them points."""
    between = between_deg(u, w)
    return min(between, 180.0 - between)


def cobb_deg(upper: tuple[ArrayLike, ArrayLike], lower: tuple[ArrayLike, ArrayLike]) -> float:
    """Cobb angle of two endplate lines, 0 to 90 degrees, whatever the order of their points (domain.md 4.5)."""
    return lines_deg(np.subtract(upper[1], upper[0]), np.subtract(lower[1], lower[0]))


def distance_from_line(point: ArrayLike, a: ArrayLike, b: ArrayLike) -> float:
    """Shortest distance of a point from the endless line through a and b; `ValueError` where a and b coincide."""
    along = unit(np.subtract(b, a), "the line has no length; place its two ends apart")
    offset = np.subtract(point, a)
    return float(np.linalg.norm(offset - (offset @ along) * along))


def outline_length(points: FloatArray) -> float:
    """Length of a closed outline, back to its first point."""
    return path_length(np.vstack([points, points[:1]]))


def polygon_normal(points: FloatArray) -> FloatArray:
    """Unit normal of the plane an outline lies in (Newell); `ValueError` when its corners lie on one line."""
    relative = points - points[0]
    crossed = np.cross(relative, np.roll(relative, -1, axis=0)).sum(axis=0)
    if float(np.linalg.norm(crossed)) < SMALLEST * max(1.0, float(np.abs(relative).max()) ** 2):
        raise ValueError("the outline encloses no area; move its corners off the line they lie on")
    return np.asarray(crossed / np.linalg.norm(crossed))


def polygon_area(points: ArrayLike, normal: ArrayLike) -> float:
    """Area of a planar polygon with unit normal, half the sum of cross products (domain.md 4.7)."""
    corners = np.asarray(points, dtype=np.float64)
    if corners.ndim != 2 or corners.shape[0] < 3 or corners.shape[1] != 3:
        raise ValueError("an area needs at least three points in space")
    relative = corners - corners[0]
    crossed = np.cross(relative, np.roll(relative, -1, axis=0)).sum(axis=0)
    return float(abs(crossed @ np.asarray(normal, dtype=np.float64)) / 2)


def outline_area(points: FloatArray) -> float:
    """Area of a closed outline in the plane it lies in; `ValueError` when it encloses none."""
    return polygon_area(points, polygon_normal(points))


def require_simple_outline(points: FloatArray) -> None:
    """Raises `ValueError` when an outline crosses or touches itself: it then has no one area."""
    corners = points[np.linalg.norm(points - np.roll(points, 1, axis=0), axis=1) > SMALLEST]
    if len(corners) < 4:
        return
    flat = _flattened(corners)
    count = len(flat)
    first, second = np.triu_indices(count, k=2)
    apart = ~((first == 0) & (second == count - 1))
    if _crossing(flat, np.roll(flat, -1, axis=0), first[apart], second[apart]).any():
        raise ValueError(
            "the outline crosses itself and has no one area; move the corner that crosses, or draw it anew"
        )


def _flattened(points: FloatArray) -> FloatArray:
    """The points in the plane that fits them best, n x 2 (unlike the normal of their area, a bow tie has one)."""
    _, _, axes = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    return np.asarray((points - points.mean(axis=0)) @ axes[:2].T)


def _crossing(starts: FloatArray, ends: FloatArray, one: FloatArray, other: FloatArray) -> FloatArray:
    """Which pairs of edges have a point in common, by the side of each edge that the other's ends lie on."""
    a, b, c, d = starts[one], ends[one], starts[other], ends[other]
    overlap = (np.minimum(a, b) <= np.maximum(c, d)) & (np.minimum(c, d) <= np.maximum(a, b))
    astride = (_side(a, b, c) * _side(a, b, d) <= 0) & (_side(c, d, a) * _side(c, d, b) <= 0)
    return np.asarray(overlap.all(axis=1) & astride)


def _side(a: FloatArray, b: FloatArray, point: FloatArray) -> FloatArray:
    edge, offset = b - a, point - a
    return np.asarray(edge[:, 0] * offset[:, 1] - edge[:, 1] * offset[:, 0])


def fitted_normal(points: FloatArray) -> FloatArray:
    """Unit normal of the plane that fits the points best; `ValueError` when they lie on one line."""
    _, sizes, axes = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    if sizes[1] < SMALLEST * max(1.0, float(sizes[0])):
        raise ValueError("the points lie on one line; move one of them off it")
    return np.asarray(axes[2] if len(axes) > 2 else np.cross(axes[0], axes[1]))


def oval_semi_axes(points: FloatArray) -> tuple[float, float]:
    """Long and short semi-axis of the ellipse through two pairs of opposite points (conjugate diameters)."""
    halves = np.stack([points[1] - points[0], points[3] - points[2]]) / 2
    sizes = np.linalg.svd(halves, compute_uv=False)
    if sizes[1] < SMALLEST:
        raise ValueError("the ellipse has no width; draw its short axis across the long one")
    return float(sizes[0]), float(sizes[1])


def oval_area(points: FloatArray) -> float:
    """Area of an ellipse given by the ends of its two axes."""
    a, b = oval_semi_axes(points)
    return float(np.pi * a * b)


def oval_perimeter(points: FloatArray) -> float:
    """Perimeter of an ellipse (Ramanujan's second formula, good to 4e-4 even for a line)."""
    a, b = oval_semi_axes(points)
    h = 3 * ((a - b) / (a + b)) ** 2
    return float(np.pi * (a + b) * (1 + h / (10 + np.sqrt(4 - h))))


def curve_length(points: FloatArray) -> float:
    """Length of the smooth curve through its points; `ValueError` when no two of them differ."""
    found = path_length(smooth_curve(points))
    if found < SMALLEST:
        raise ValueError("the curve has no length; place its points apart")
    return found


def mirrored(points: ArrayLike, plane_point: ArrayLike, plane_normal: ArrayLike) -> FloatArray:
    """Points (n, 3) or (3,) on the other side of a plane, as far from it; `ValueError` for a normal of no length."""
    normal = unit(plane_normal, "the mid-sagittal plane has no direction; label two levels of the spine first")
    given = np.asarray(points, dtype=np.float64)
    depth = (given - np.asarray(plane_point, dtype=np.float64)) @ normal
    return np.asarray(given - 2 * np.multiply.outer(depth, normal))
