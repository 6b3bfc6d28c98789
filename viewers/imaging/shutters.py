"""Display shutters: which parts of an image its maker wants covered, and with what (PS3.3 C.7.6.11, C.7.6.15)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.overlay_planes import OverlayPlane

Mask = NDArray[np.bool_]
Shape = tuple[int, int]
ON_EDGE_PX = 1e-9
"""A pixel's middle this near to an edge lies on it."""


class Opening(Protocol):
    """One shape of a shutter; pixels on its edge belong to the opening, so that nothing is covered by rounding."""

    def visible(self, shape: Shape) -> Mask:
        """Which pixels of an image of (rows, columns) it leaves open, broadcastable to that shape."""


@dataclass(frozen=True)
class RectangularOpening:
    """From the `left` to the `right` column and the `upper` to the `lower` row, 0-based, all included."""

    left: float
    right: float
    upper: float
    lower: float

    def visible(self, shape: Shape) -> Mask:
        """See `Opening`."""
        row, column = np.ogrid[: shape[0], : shape[1]]
        across = (column >= self.left) & (column <= self.right)
        return np.asarray(across & (row >= self.upper) & (row <= self.lower))


@dataclass(frozen=True)
class CircularOpening:
    """A circle about (row, column), 0-based; `radius` counts pixels along a row.

    `row_step` is the distance of two rows in distances of two columns: where pixels are not square the circle on the
    patient is an ellipse in pixels.
    """

    center_row: float
    center_column: float
    radius: float
    row_step: float = 1.0

    def visible(self, shape: Shape) -> Mask:
        """See `Opening`."""
        row, column = np.ogrid[: shape[0], : shape[1]]
        down = (row - self.center_row) * self.row_step
        return np.asarray(down**2 + (column - self.center_column) ** 2 <= self.radius**2)


@dataclass(frozen=True)
class PolygonalOpening:
    """A closed polygon of (row, column) vertices, 0-based; what two of its loops enclose is outside (even-odd)."""

    vertices: tuple[tuple[float, float], ...]

    def visible(self, shape: Shape) -> Mask:
        """See `Opening`."""
        rows, columns = shape
        toggled = np.zeros((rows, columns + 1), dtype=bool)
        on_edge = np.zeros(shape, dtype=bool)
        for start, end in zip(self.vertices, (*self.vertices[1:], self.vertices[0]), strict=True):
            (top, x_top), (bottom, x_bottom) = sorted((start, end))
            row = np.arange(max(0, math.ceil(top)), min(rows, math.floor(bottom) + 1))
            if top == bottom:
                left, right = max(0, math.ceil(min(x_top, x_bottom))), math.floor(max(x_top, x_bottom)) + 1
                on_edge[row, left : max(left, right)] = True
                continue
            x = x_top + (row - top) * ((x_bottom - x_top) / (bottom - top))
            column = np.rint(x).astype(int)
            is_on = (np.abs(x - column) <= ON_EDGE_PX) & (column >= 0) & (column < columns)
            on_edge[row[is_on], column[is_on]] = True
            # The lower end belongs to the next edge, so that a vertex counts once.
            counted = row < bottom
            toggled[row[counted], np.clip(np.ceil(x[counted]), 0, columns).astype(int)] ^= True
        return np.asarray(np.logical_xor.accumulate(toggled, axis=1)[:, :columns] | on_edge)


@dataclass(frozen=True, eq=False)
class BitmapOpening:
    """An overlay plane whose set bits are covered (PS3.3 C.7.6.15)."""

    plane: OverlayPlane

    def visible(self, shape: Shape) -> Mask:
        """See `Opening`."""
        return ~self.plane.placed(shape)


@dataclass(frozen=True, eq=False)
class Shutter:
    """All shapes of one image's shutter: only what every one of them leaves open is seen.

    `level` (0 to 255, 0 = black) is shown in place of the rest, whatever the window and the polarity; in a colour image
    `color` (red, green, blue) where there is one.
    """

    openings: tuple[Opening, ...]
    level: int = 0
    color: tuple[int, int, int] | None = None

    def __post_init__(self) -> None:
        if not self.openings:
            raise ValueError("a shutter needs a shape")
        if not 0 <= self.level <= np.iinfo(np.uint8).max:
            raise ValueError("a shutter's level is a grey level from 0 to 255")

    def cover(self, picture: NDArray[np.uint8], hidden: Mask) -> None:
        """Put the level or colour over the hidden pixels of a picture (rows, columns[, 3]), in place."""
        picture[hidden] = self.color if picture.ndim == 3 and self.color is not None else self.level

    def hidden(self, shape: Shape) -> Mask:
        """Which pixels of an image of (rows, columns) are covered."""
        seen = np.ones(shape, dtype=bool)
        for opening in self.openings:
            seen &= opening.visible(shape)
        return ~seen
