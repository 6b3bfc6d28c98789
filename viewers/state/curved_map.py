"""Between the display pixels of a curved reformat and the patient: through the curve, never through a plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotations.geometry import FloatArray, Point, as_point
from viewers.imaging.curved import Sheet

DISTANCES_NOT_TRUE = "curved reformat, distances not true"


@dataclass(frozen=True)
class CurvedMap:
    """Display pixel (x, y) lies `first_mm + axes @ (x, y) * mm_per_px` (across, arc length) on a sheet.

    `axes` are the columns of flips and quarter turns; `mm_per_px` is true only across the line, and along the line
    itself.
    """

    sheet: Sheet
    first_mm: tuple[float, float]
    axes: tuple[tuple[float, float], tuple[float, float]]
    mm_per_px: float

    def on_sheet(self, display_px: ArrayLike) -> FloatArray:
        """(across, arc length) in mm of display pixels, (..., 2)."""
        offset = np.asarray(display_px, dtype=np.float64) @ np.asarray(self.axes).T * self.mm_per_px
        return np.asarray(np.asarray(self.first_mm) + offset)

    def to_lps(self, display_px: ArrayLike) -> FloatArray:
        """LPS mm of display pixels, (..., 3); NaN beyond the line and where the sheet folds over itself."""
        across, arc = np.moveaxis(self.on_sheet(display_px), -1, 0)
        points = self.sheet.to_lps(across, arc)
        return np.where(self.sheet.is_shown(across, arc)[..., None], points, np.nan)

    def point_at(self, x: float, y: float) -> Point | None:
        """The LPS point under one display pixel; None beyond the line and where the sheet folds."""
        point = self.to_lps((x, y))
        return as_point(point) if np.isfinite(point).all() else None

    def to_display(self, point_lps_mm: Point) -> tuple[float, float]:
        """Where a point is on the picture, brought onto the sheet within its cross-section of the line."""
        across, arc, _ = self.sheet.from_lps(point_lps_mm)
        offset = (np.array([across, arc]) - self.first_mm) / self.mm_per_px
        x, y = np.linalg.inv(np.asarray(self.axes)) @ offset
        return float(x), float(y)
