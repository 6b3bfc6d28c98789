"""A centre line through the patient and the sheets laid along it: what a curved reformat shows, and where that is.

The line is a natural cubic spline; its frames turn as little as possible from one place to the next (rotation
minimising, double reflection: Wang, Juttler, Zheng and Liu, ACM Transactions on Graphics 27(1), 2008).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import FloatArray, Point, as_point

STEP_MM = 0.5
"""Places on the line are tabulated this far apart; between them frames are interpolated."""
EXTENSION_MM = 25.0
"""The line goes on straight so far beyond its ends: a vertebra whose centre is the last point is seen whole."""
SHORTEST_LINE_MM = 20.0
SAME_POINT_MM = 1.0
"""Points nearer to each other than this are one click, and make no piece of a line."""
SMALLEST_STRETCH = 0.2
"""A sheet is not shown where it is pressed together to less than this, near the centre of a tight bend."""
LATERAL_LIMIT = 0.9
"""A line that starts within 26 degrees of left-right takes posterior as its first side direction instead."""


class CentrelineError(ValueError):
    """These points make no line to straighten along; says why."""


@dataclass(frozen=True)
class Centreline:
    """A curve through points (LPS mm), from the top of the picture to its bottom.

    Raises `CentrelineError` for fewer than two different points or less than `SHORTEST_LINE_MM`.
    """

    points_lps_mm: tuple[Point, ...]

    def __post_init__(self) -> None:
        steps = np.linalg.norm(np.diff(np.asarray(self.points_lps_mm, dtype=np.float64), axis=0), axis=-1)
        if len(self.points_lps_mm) < 2 or steps.min() < SAME_POINT_MM:
            raise CentrelineError("a line to straighten along needs at least two points, each apart from the next")
        if steps.sum() < SHORTEST_LINE_MM:
            raise CentrelineError(f"the line is {steps.sum():.0f} mm long; straighten along at least 20 mm")

    @staticmethod
    def from_head(points_lps_mm: tuple[Point, ...]) -> Centreline:
        """The line through points in order, turned round if need be so that its head end comes first."""
        is_upward = points_lps_mm[0][2] < points_lps_mm[-1][2]
        return Centreline(points_lps_mm[::-1] if is_upward else points_lps_mm)

    @property
    def length_mm(self) -> float:
        """Along the curve from the first point to the last."""
        return float(self._table.arc_mm[-1] - EXTENSION_MM)

    @property
    def span_mm(self) -> tuple[float, float]:
        """Arc lengths at the top and the bottom of a sheet; the first point is at 0."""
        return -EXTENSION_MM, self.length_mm + EXTENSION_MM

    def frame_at(self, arc_mm: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Place (LPS mm), direction along the line and direction to the patient's left at arc lengths, each (n, 3)."""
        table, arc = self._table, np.asarray(arc_mm, dtype=np.float64)
        place, along, left = (
            np.stack([np.interp(arc, table.arc_mm, column[:, axis]) for axis in range(3)], axis=-1)
            for column in (table.places, table.along, table.left)
        )
        along = along / np.linalg.norm(along, axis=-1, keepdims=True)
        left = left - np.sum(left * along, axis=-1, keepdims=True) * along
        return place, along, left / np.linalg.norm(left, axis=-1, keepdims=True)

    def curvature_at(self, arc_mm: ArrayLike) -> FloatArray:
        """The curvature vector (1/mm) at arc lengths, (n, 3)."""
        table, arc = self._table, np.asarray(arc_mm, dtype=np.float64)
        return np.stack([np.interp(arc, table.arc_mm, table.curvature[:, axis]) for axis in range(3)], axis=-1)

    def nearest_arc_mm(self, point: Point) -> float:
        """The arc length whose cross-section holds a point: the nearest such place on the line, ends included."""
        table = self._table
        offset = np.asarray(point) - table.places
        number = int(np.argmin(np.sum(offset**2, axis=1)))
        low, high = max(0, number - 1), min(len(table.arc_mm) - 1, number + 1)
        ahead = np.sum(offset[low : high + 1] * table.along[low : high + 1], axis=1)
        # Ahead of each place by so much: falls from + to - where the cross-section passes through the point.
        return float(np.interp(0.0, -ahead, table.arc_mm[low : high + 1]))

    @cached_property
    def _table(self) -> _Table:
        return _tabulated(np.asarray(self.points_lps_mm, dtype=np.float64))


@dataclass(frozen=True)
class Sheet:
    """A surface along a line: across it by the direction that `turn_deg` gives, `depth_mm` off the line.

    At 0 degrees across is posterior and the sheet is like a sagittal cut, at 90 it is the patient's left, like a
    coronal one. Depth counts along across x down, away from the viewer, as the normal of a plane does.
    """

    line: Centreline
    turn_deg: float = 0.0
    depth_mm: float = 0.0

    def directions_at(self, arc_mm: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Place, direction across, along and through the sheet at arc lengths, each (n, 3)."""
        place, along, left = self.line.frame_at(arc_mm)
        back = np.cross(left, along)
        turn = np.radians(self.turn_deg)
        across = np.cos(turn) * back + np.sin(turn) * left
        return place, across, along, np.cross(across, along)

    def to_lps(self, across_mm: ArrayLike, arc_mm: ArrayLike) -> FloatArray:
        """LPS mm of places on the sheet; the two broadcast, a last axis of 3 is added."""
        place, across, _, through = self.directions_at(arc_mm)
        offset = np.asarray(across_mm, dtype=np.float64)[..., None]
        return np.asarray(place + offset * across + self.depth_mm * through)

    def from_lps(self, point: Point) -> tuple[float, float, float]:
        """(across, arc length, depth) of a point, mm; depth counts from the line, not from this sheet."""
        arc = self.line.nearest_arc_mm(point)
        place, across, _, through = self.directions_at(np.array([arc]))
        offset = np.asarray(point) - place[0]
        return float(offset @ across[0]), arc, float(offset @ through[0])

    def stretch(self, across_mm: ArrayLike, arc_mm: ArrayLike) -> FloatArray:
        """Patient mm to each mm down the picture: 1 on the line, less inside a bend, 0 and below where it folds."""
        _, across, _, through = self.directions_at(arc_mm)
        bend = self.line.curvature_at(arc_mm)
        offset = np.asarray(across_mm, dtype=np.float64)
        inward = offset * np.sum(bend * across, axis=-1) + self.depth_mm * np.sum(bend * through, axis=-1)
        return np.asarray(1.0 - inward)

    def is_shown(self, across_mm: ArrayLike, arc_mm: ArrayLike) -> NDArray[np.bool_]:
        """Whether a place is on the line's span and not folded over."""
        first, last = self.line.span_mm
        arc = np.asarray(arc_mm, dtype=np.float64)
        return np.asarray((arc >= first) & (arc <= last) & (self.stretch(across_mm, arc) >= SMALLEST_STRETCH))


@dataclass(frozen=True, eq=False)
class _Table:
    """The line every `STEP_MM`: arc length (n,), and place, direction, left and curvature, each (n, 3)."""

    arc_mm: FloatArray
    places: FloatArray
    along: FloatArray
    left: FloatArray
    curvature: FloatArray


def _tabulated(points: FloatArray) -> _Table:
    knots = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    dense = np.linspace(0.0, knots[-1], max(2, int(np.ceil(knots[-1] / STEP_MM * 8)) + 1))
    path = _spline(knots, points, dense)
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    arc = np.linspace(0.0, lengths[-1], max(3, int(np.ceil(lengths[-1] / STEP_MM)) + 1))
    places = _spline(knots, points, np.interp(arc, lengths, dense))
    along = _unit(np.gradient(places, arc, axis=0, edge_order=2))
    curvature = np.gradient(along, arc, axis=0)
    count = int(np.ceil(EXTENSION_MM / STEP_MM))
    beyond = np.linspace(0.0, EXTENSION_MM, count + 1)[1:]
    arc = np.concatenate([-beyond[::-1], arc, arc[-1] + beyond])
    places = np.concatenate(
        [places[0] - beyond[::-1, None] * along[0], places, places[-1] + beyond[:, None] * along[-1]]
    )
    along = np.concatenate([np.repeat(along[:1], count, axis=0), along, np.repeat(along[-1:], count, axis=0)])
    curvature = np.pad(curvature, ((count, count), (0, 0)))
    return _Table(arc, places, along, _least_turning(places, along), curvature)


def _spline(knots: FloatArray, points: FloatArray, at: FloatArray) -> FloatArray:
    """The natural cubic spline through points (m, 3) at parameters `knots`, evaluated at `at` (n,)."""
    count, gaps = len(knots), np.diff(knots)
    matrix, right = np.eye(count), np.zeros_like(points)
    for n in range(1, count - 1):
        matrix[n, n - 1 : n + 2] = gaps[n - 1], 2 * (gaps[n - 1] + gaps[n]), gaps[n]
        right[n] = 6 * ((points[n + 1] - points[n]) / gaps[n] - (points[n] - points[n - 1]) / gaps[n - 1])
    second = np.linalg.solve(matrix, right)
    piece = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, count - 2)
    gap, ahead = gaps[piece][:, None], (at - knots[piece])[:, None]
    behind = gap - ahead
    return np.asarray(
        (second[piece] * behind**3 + second[piece + 1] * ahead**3) / (6 * gap)
        + (points[piece] / gap - second[piece] * gap / 6) * behind
        + (points[piece + 1] / gap - second[piece + 1] * gap / 6) * ahead
    )


def _least_turning(places: FloatArray, along: FloatArray) -> FloatArray:
    """Side directions (n, 3), the first toward the patient's left, carried on by two reflections a step."""
    first = np.array([1.0, 0.0, 0.0]) if abs(along[0, 0]) < LATERAL_LIMIT else np.array([0.0, 1.0, 0.0])
    left = np.empty_like(along)
    left[0] = _unit(first - (first @ along[0]) * along[0])
    for n in range(len(along) - 1):
        step = places[n + 1] - places[n]
        reflected_left = left[n] - 2 * (step @ left[n]) / (step @ step) * step
        reflected_along = along[n] - 2 * (step @ along[n]) / (step @ step) * step
        further = along[n + 1] - reflected_along
        size = further @ further
        carried = reflected_left if size < 1e-18 else reflected_left - 2 * (further @ reflected_left) / size * further
        left[n + 1] = _unit(carried)
    return left


def _unit(vectors: FloatArray) -> FloatArray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def cross_section_at(line: Centreline, point: Point) -> tuple[Point, Point, Point]:
    """A point with the directions right (patient's left) and down (posterior) of the cut across the line through it."""
    _, along, left = line.frame_at(np.array([line.nearest_arc_mm(point)]))
    return point, as_point(left[0]), as_point(np.cross(left[0], along[0]))
