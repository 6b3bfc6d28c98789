"""Measurements as pure functions, each with its unit, its calibration and its uncertainty (domain.md section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from annotations.calibration import CalibrationSource
from annotations.geometry import FloatArray, Point
from annotations.locations import ImageLocation
from annotations.marks import Mark, MarkKind

PLACEMENT_ERROR_PX = 0.5
"""How well one point is placed, in pixels; a distance is uncertain by sqrt(2) of it (domain.md 4.10)."""
GENANT_CUTS = (0.20, 0.25, 0.40)
"""Height loss at which Genant's grades 1, 2 and 3 begin; 0.25 and 0.40 still belong to the grade below (4.4)."""
GENANT_NOISE = 0.03
"""Half width of the band around a cut in which both grades are given (domain.md 4.4)."""
SLIP_NOISE_MM = 3.0
"""Slips below this are noise (domain.md 4.6)."""
MEYERDING_CUTS_PERCENT = (25.0, 50.0, 75.0, 100.0)
"""Upper ends of Meyerding's grades I to IV."""
_SMALLEST = 1e-9
_UNIT_TEXTS = {"mm": "mm", "{pixels}": "px", "deg": "°"}
_METHODS = {MarkKind.LENGTH: "distance of two points", MarkKind.ANGLE: "angle of three points, vertex second"}


@dataclass(frozen=True)
class Measurement:
    """A measured value. `unit` is UCUM (`mm`, `deg`, `{pixels}`); `uncertainty` in the same unit, None = not known.

    `calibration` is where the pixel size came from; `PATIENT` for points in patient space.
    """

    value: float
    unit: str
    method: str
    calibration: CalibrationSource
    uncertainty: float | None = None

    @property
    def text(self) -> str:
        """The value as shown: `31.6 mm ± 0.4`, `412 px (not calibrated)`, `42.1°`; says where the mm were taken."""
        number = f"{self.value:.0f} px" if self.unit == "{pixels}" else f"{self.value:.1f}{self._unit_text}"
        if self.uncertainty is not None:
            number += f" ± {self.uncertainty:.1f}"
        if self.unit == "deg" or self.calibration is CalibrationSource.PATIENT:
            return number
        return f"{number} ({self.calibration.label})"

    @property
    def _unit_text(self) -> str:
        shown = _UNIT_TEXTS.get(self.unit, self.unit)
        return shown if shown == "°" else f" {shown}"


def length(a: ArrayLike, b: ArrayLike) -> float:
    """Euclidean distance of two points of the same space."""
    return float(np.linalg.norm(np.asarray(b, dtype=np.float64) - np.asarray(a, dtype=np.float64)))


def angle_deg(a: ArrayLike, vertex: ArrayLike, b: ArrayLike) -> float:
    """The angle at `vertex` between the arms to `a` and `b`, 0 to 180 degrees; `ValueError` for an arm of no length."""
    return _between_deg(np.subtract(a, vertex), np.subtract(b, vertex))


def measure(mark: Mark, *, pixel_spacing_mm: float | None = None) -> Measurement:
    """What a length or angle mark measures.

    In patient space the unit is mm. On a radiograph it is mm where the mark's calibration has a spacing (rows and
    columns each with their own) and pixels otherwise. `pixel_spacing_mm` is that of the image the points were placed
    on in patient space; it gives the uncertainty. Raises `ValueError` for a point mark, which measures nothing, and for
    an angle with an arm of no length.
    """
    if mark.kind is MarkKind.POINT:
        raise ValueError("a point has no length; probe the image at the point instead")
    points, unit, source, spacing = _scaled_points(mark, pixel_spacing_mm)
    if mark.kind is MarkKind.ANGLE:
        return Measurement(angle_deg(*points), "deg", _METHODS[mark.kind], source)
    uncertainty = None if spacing is None else sqrt(2) * PLACEMENT_ERROR_PX * spacing
    return Measurement(length(*points), unit, _METHODS[mark.kind], source, uncertainty)


def probe(mark: Mark) -> tuple[float, ...]:
    """The coordinates of a point mark: (column, row) on a radiograph, LPS mm in patient space."""
    if mark.kind is not MarkKind.POINT:
        raise ValueError("only a point can be probed")
    location = mark.location
    if isinstance(location, ImageLocation):
        return location.points_column_row[0]
    return location.points_lps_mm[0]


def _scaled_points(
    mark: Mark, pixel_spacing_mm: float | None
) -> tuple[tuple[FloatArray, ...], str, CalibrationSource, float | None]:
    """The points in the space measured in, its unit, the calibration and the coarser pixel spacing in that unit."""
    location, calibration = mark.location, mark.calibration
    if not isinstance(location, ImageLocation):
        points = tuple(np.asarray(point, dtype=np.float64) for point in location.points_lps_mm)
        return points, "mm", CalibrationSource.PATIENT, pixel_spacing_mm
    row, column = calibration.row_spacing_mm, calibration.column_spacing_mm
    if row is None or column is None:
        pixels = tuple(np.asarray(point, dtype=np.float64) for point in location.points_column_row)
        return pixels, "{pixels}", CalibrationSource.NONE, 1.0
    scale = np.asarray((column, row))
    scaled = tuple(np.asarray(point, dtype=np.float64) * scale for point in location.points_column_row)
    return scaled, "mm", calibration.source, max(row, column)


def _between_deg(u: ArrayLike, w: ArrayLike) -> float:
    """The angle between two vectors, stable near 0 and 180 degrees (atan2 of half-sums, after Kahan)."""
    lengths = np.linalg.norm(u), np.linalg.norm(w)
    if min(lengths) < _SMALLEST:
        raise ValueError("an arm of the angle has no length; move its end away from the vertex")
    a, b = np.asarray(u, dtype=np.float64) / lengths[0], np.asarray(w, dtype=np.float64) / lengths[1]
    return float(np.degrees(2 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b))))


def cobb_deg(upper: tuple[ArrayLike, ArrayLike], lower: tuple[ArrayLike, ArrayLike]) -> float:
    """Cobb angle of two endplate lines, 0 to 90 degrees, whatever the order of their points (domain.md 4.5)."""
    between = _between_deg(np.subtract(upper[1], upper[0]), np.subtract(lower[1], lower[0]))
    return min(between, 180.0 - between)


@dataclass(frozen=True)
class HeightLoss:
    """Vertebral heights reduced to a Genant suggestion. `loss` is a fraction; `grades` has two near a cut-off.

    `shape` is `wedge`, `biconcave` or `crush` by the lowest height; `none` in grade 0.
    """

    loss: float
    grade: str
    grades: tuple[str, ...]
    shape: str

    @property
    def text(self) -> str:
        """`height loss 36 %, Genant 2 wedge (suggested)`; both grades within the noise band."""
        shape = "" if self.shape == "none" else f" {self.shape}"
        return f"height loss {100 * self.loss:.0f} %, Genant {'-'.join(self.grades)}{shape} (suggested)"


def genant(anterior_mm: float, middle_mm: float, posterior_mm: float, reference_mm: float | None = None) -> HeightLoss:
    """Genant's semi-quantitative grade from three vertebral heights (domain.md 4.4; ratios, so any unit will do).

    `reference_mm` is the mean posterior height of the normal neighbours, needed to see a crush fracture; without it the
    larger of anterior and posterior height is the reference. Raises `ValueError` unless all heights are positive.
    """
    heights = {"wedge": anterior_mm, "biconcave": middle_mm, "crush": posterior_mm}
    if not all(height > 0 for height in (*heights.values(), 1.0 if reference_mm is None else reference_mm)):
        raise ValueError("vertebral heights must be positive")
    reference = max(anterior_mm, posterior_mm) if reference_mm is None else reference_mm
    # Rounded so that 80 of 100 is a loss of 0.20 and not a hair less.
    loss = round(1 - min(heights.values()) / reference, 9)
    grade = _genant_grade(loss)
    near = sorted({_genant_grade(loss - GENANT_NOISE), grade, _genant_grade(loss + GENANT_NOISE)})
    shape = min(heights, key=lambda name: heights[name]) if grade else "none"
    return HeightLoss(loss, str(grade), tuple(str(one) for one in near), shape)


def _genant_grade(loss: float) -> int:
    first, second, third = GENANT_CUTS
    return 0 if loss < first else 1 if loss <= second else 2 if loss <= third else 3


@dataclass(frozen=True)
class Slip:
    """Slip of one vertebra on the next: `slip` in the unit of the points (+ anterior), `percent` of the endplate."""

    slip: float
    percent: float
    grade: str

    @property
    def direction(self) -> str:
        """`anterolisthesis`, `retrolisthesis` or `no slip`."""
        return "no slip" if self.slip == 0 else "anterolisthesis" if self.slip > 0 else "retrolisthesis"

    def is_noise(self, mm_per_unit: float = 1.0) -> bool:
        """Whether the slip is below what can be told from noise."""
        return abs(self.slip) * mm_per_unit < SLIP_NOISE_MM


def slip(lower_posterior: ArrayLike, lower_anterior: ArrayLike, upper_posterior_inferior: ArrayLike) -> Slip:
    """The slip along the lower superior endplate from its posterior to its anterior corner (domain.md 4.6).

    Points of two or three coordinates in one space. Raises `ValueError` when the endplate has no length.
    """
    origin = np.asarray(lower_posterior, dtype=np.float64)
    endplate = np.asarray(lower_anterior, dtype=np.float64) - origin
    endplate_length = float(np.linalg.norm(endplate))
    if endplate_length < _SMALLEST:
        raise ValueError("the endplate line has no length; place its two corners apart")
    offset = float((np.asarray(upper_posterior_inferior, dtype=np.float64) - origin) @ endplate) / endplate_length
    percent = 100 * offset / endplate_length
    return Slip(offset, percent, meyerding_grade(percent))


def meyerding_grade(percent: float) -> str:
    """Meyerding's grade of a slip in per cent, `0` for none to `5` beyond 100 % (domain.md 2.7)."""
    size = abs(percent)
    return "0" if size == 0 else str(1 + sum(size > cut for cut in MEYERDING_CUTS_PERCENT))


def polygon_area(points: ArrayLike, normal: Point) -> float:
    """Area of a planar polygon with unit normal, half the sum of cross products (domain.md 4.7)."""
    corners = np.asarray(points, dtype=np.float64)
    if corners.ndim != 2 or corners.shape[0] < 3 or corners.shape[1] != 3:
        raise ValueError("an area needs at least three points in space")
    relative = corners - corners[0]
    crossed = np.cross(relative, np.roll(relative, -1, axis=0)).sum(axis=0)
    return float(abs(crossed @ np.asarray(normal)) / 2)
