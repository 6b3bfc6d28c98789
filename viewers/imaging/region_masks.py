"""Which pixels an outline holds: those whose centres lie inside it or on it.

Coordinates are (column, row) with zero at the centre of a pixel, so the centre of a pixel is a pair of whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import FloatArray

ON_OUTLINE_PX = 1e-6
"""A pixel centre this near the outline lies on it, and counts as inside: larger than rounding, smaller than a hand."""
SMALLEST_AREA_PX = 1e-9
SIDES_AT_ONCE = 256
"""Sides compared with all others at once: bounds the memory for a long freehand outline."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Outline:
    """A closed outline. A polygon is `corners` (n, 2); an oval is its `middle` and two half axes, (2, 2).

    Axes of an oval may be of any length and lean against each other.
    """

    corners: FloatArray | None = None
    middle: FloatArray | None = None
    half_axes: FloatArray | None = None

    @staticmethod
    def polygon(corners: ArrayLike) -> Outline:
        """The outline through corners (n, 2), closed."""
        return Outline(corners=np.asarray(corners, dtype=np.float64))

    @staticmethod
    def oval(axis_ends: ArrayLike) -> Outline:
        """The oval of the ends of one axis and of the other, (4, 2); its middle is that of the first."""
        a, b, c, d = np.asarray(axis_ends, dtype=np.float64)
        return Outline(middle=(a + b) / 2, half_axes=np.stack([(b - a) / 2, (d - c) / 2]))

    @property
    def area_px(self) -> float:
        """The area inside, square pixels. Pieces that an outline runs round twice, or the other way, count so."""
        if self.corners is None:
            first, second = self._axes
            return float(np.pi * abs(first[0] * second[1] - first[1] * second[0]))
        x, y = (self.corners - self.corners.mean(axis=0)).T
        return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """First and last column, first and last row of the pixels it may hold."""
        if self.corners is None:
            reach = np.sqrt((self._axes**2).sum(axis=0))
            low, high = self._center - reach, self._center + reach
        else:
            low, high = self.corners.min(axis=0), self.corners.max(axis=0)
        first = np.ceil(low - ON_OUTLINE_PX).astype(int)
        last = np.floor(high + ON_OUTLINE_PX).astype(int)
        return int(first[0]), int(last[0]), int(first[1]), int(last[1])

    def mask(self, columns: NDArray[np.intp], rows: NDArray[np.intp]) -> Mask:
        """Which of the pixels (rows x columns) it holds; a polygon by the even-odd rule."""
        if not (len(columns) and len(rows)):
            return np.zeros((len(rows), len(columns)), dtype=bool)
        if self.corners is None:
            return _oval_mask(self._center, self._axes, columns, rows)
        return _polygon_mask(self.corners, columns, rows)

    def crosses_itself(self) -> bool:
        """Whether two sides of a polygon cross, so that it encloses more than one piece."""
        return self.corners is not None and _has_crossing(self.corners)

    @property
    def _center(self) -> FloatArray:
        assert self.middle is not None
        return self.middle

    @property
    def _axes(self) -> FloatArray:
        assert self.half_axes is not None
        return self.half_axes


def _oval_mask(middle: FloatArray, axes: FloatArray, columns: NDArray[np.intp], rows: NDArray[np.intp]) -> Mask:
    inverse = np.linalg.inv(axes)
    x, y = columns - middle[0], rows[:, None] - middle[1]
    along = x * inverse[0, 0] + y * inverse[1, 0]
    across = x * inverse[0, 1] + y * inverse[1, 1]
    shortest = float(np.linalg.svd(axes, compute_uv=False)[-1])
    return np.asarray(np.hypot(along, across) <= 1 + ON_OUTLINE_PX / shortest)


def _polygon_mask(corners: FloatArray, columns: NDArray[np.intp], rows: NDArray[np.intp]) -> Mask:
    mask = _inside_by_rows(corners, columns, rows)
    for along in (0, 1):
        lines, others = (rows, columns) if along == 0 else (columns, rows)
        on = _on_outline(corners[:, ::-1] if along else corners, others, lines)
        mask |= on.T if along else on
    return mask


def _sides(corners: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """x and y of both ends of each side."""
    ends = np.roll(corners, -1, axis=0)
    return corners[:, 0], corners[:, 1], ends[:, 0], ends[:, 1]


def _inside_by_rows(corners: FloatArray, columns: NDArray[np.intp], rows: NDArray[np.intp]) -> Mask:
    """Even-odd rule: each side that a row crosses turns everything to its right from outside to inside and back."""
    x0, y0, x1, y1 = _sides(corners)
    crossed = (np.minimum(y0, y1) <= rows[:, None]) & (rows[:, None] < np.maximum(y0, y1))
    row, side = np.nonzero(crossed)
    x = x0[side] + (rows[row] - y0[side]) * (x1[side] - x0[side]) / (y1[side] - y0[side])
    column = np.clip(np.ceil(x - columns[0]), 0, len(columns)).astype(np.intp)
    turns = np.zeros((len(rows), len(columns) + 1), dtype=np.intp)
    np.add.at(turns, (row, column), 1)
    return np.asarray(np.cumsum(turns, axis=1)[:, :-1] % 2 == 1)


def _on_outline(corners: FloatArray, columns: NDArray[np.intp], rows: NDArray[np.intp]) -> Mask:
    """Pixel centres that a side passes, measured along the rows; a side along a row holds all from end to end."""
    x0, y0, x1, y1 = _sides(corners)
    mask = np.zeros((len(rows), len(columns)), dtype=bool)
    low, high = np.minimum(y0, y1) - ON_OUTLINE_PX, np.maximum(y0, y1) + ON_OUTLINE_PX
    row, side = np.nonzero((low <= rows[:, None]) & (rows[:, None] <= high))
    is_level = np.abs(y1[side] - y0[side]) <= ON_OUTLINE_PX
    safe = np.where(is_level, 1.0, y1[side] - y0[side])
    share = np.clip((rows[row] - y0[side]) / safe, 0.0, 1.0)
    x = x0[side] + share * (x1[side] - x0[side])
    column = np.rint(x).astype(np.intp) - columns[0]
    is_on = ~is_level & (np.abs(x - np.rint(x)) <= ON_OUTLINE_PX) & (column >= 0) & (column < len(columns))
    mask[row[is_on], column[is_on]] = True
    for level_row, level_side in zip(row[is_level], side[is_level], strict=True):
        left, right = sorted((x0[level_side], x1[level_side]))
        mask[level_row] |= (columns >= left - ON_OUTLINE_PX) & (columns <= right + ON_OUTLINE_PX)
    return mask


def _has_crossing(corners: FloatArray) -> bool:
    """Whether two sides cross (touching at a point is no crossing)."""
    start, end = corners, np.roll(corners, -1, axis=0)
    pieces = range(0, len(corners), SIDES_AT_ONCE)
    return any(_crosses_any(start[n : n + SIDES_AT_ONCE], end[n : n + SIDES_AT_ONCE], start, end) for n in pieces)


def _crosses_any(starts: FloatArray, ends: FloatArray, all_starts: FloatArray, all_ends: FloatArray) -> bool:
    a, b, c, d = starts[:, None], ends[:, None], all_starts[None], all_ends[None]
    apart = (_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0)
    return bool(apart.any())


def _turn(a: FloatArray, b: FloatArray, c: FloatArray) -> FloatArray:
    """Twice the signed area of the triangle: which side of the line a-b the point c is on."""
    along, to = b - a, c - a
    return np.asarray(along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0])
