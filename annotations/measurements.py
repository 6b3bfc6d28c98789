"""What a mark measures, each value with its name, unit, method, calibration and uncertainty (domain.md section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.geometry import FloatArray
from annotations.locations import ImageLocation, Location
from annotations.marks import Mark, MarkKind
from annotations.measurement_context import NO_CONTEXT, MeasurementContext, Surroundings
from annotations.quantities import Dimension, Quantity
from annotations.spine_quantities import QUANTITIES, placement_error_px

PIXELS = "{pixels}"
"""UCUM of a length that is not calibrated."""
SQUARE_PIXELS = "{pixels2}"
"""UCUM of an area that is not calibrated."""
_UNIT_TEXTS = {"mm": " mm", PIXELS: " px", SQUARE_PIXELS: " px²", "deg": "°", "mm2": " mm²", "1": "", "%": " %"}
_DECIMALS = {PIXELS: 0, SQUARE_PIXELS: 0, "1": 2, "mm2": 0}
_UNITS = {Dimension.ANGLE: "deg", Dimension.RATIO: "1", Dimension.PERCENT: "%"}
_NEED_NO_CALIBRATION = frozenset(_UNITS.values())
_REMEMBERED = 4096


@dataclass(frozen=True)
class Measurement:
    """A measured value with `unit` in UCUM (`mm`, `mm2`, `deg`, `1`, `%`, `{pixels}`, `{pixels2}`).

    `name` is the field's term ("anterior height"), `method` how it was got, `remark` what must be said beside the value
    (direction of a curve, posture). `calibration` is where the pixel size came from, `PATIENT` for points in patient
    space, `calibration_text` its badge. `uncertainty` is in the same unit, None = not known.
    """

    value: float
    unit: str
    method: str
    calibration: CalibrationSource
    uncertainty: float | None = None
    name: str = ""
    remark: str = ""
    calibration_text: str = ""

    @property
    def value_text(self) -> str:
        """Value and unit: `31.6 mm`, `42.1°`, `112 mm²`, `0.64`."""
        return f"{self.value:.{self._decimals}f}{unit_text(self.unit)}"

    @property
    def uncertainty_text(self) -> str:
        """The uncertainty as a number in the unit of the value: `0.4`; empty where it is not known."""
        if self.uncertainty is None:
            return ""
        return f"{self.uncertainty:.{max(self._decimals, 1) if self.unit == PIXELS else self._decimals}f}"

    @property
    def number_text(self) -> str:
        """Value, unit and uncertainty alone: `31.6 mm ± 0.4`, `42.1°`, `112 mm² ± 9`, `0.64`."""
        return f"{self.value_text} ± {self.uncertainty_text}" if self.uncertainty is not None else self.value_text

    @property
    def needs_calibration(self) -> bool:
        """Whether the value rests on the size of a pixel; ratios and angles do not."""
        return self.unit not in _NEED_NO_CALIBRATION

    @property
    def _decimals(self) -> int:
        return _DECIMALS.get(self.unit, 1)

    @property
    def text(self) -> str:
        """As shown, on radiographs with where the mm came from: `412 px (not calibrated)`, `31.6 mm ± 0.4`."""
        if not self.needs_calibration or self.calibration is CalibrationSource.PATIENT:
            return self.number_text
        return f"{self.number_text} ({self.calibration_text or self.calibration.label})"

    @property
    def full_text(self) -> str:
        """With name and remark: `Cobb angle 24.1° ± 1.3, dextro, supine, not comparable with standing`."""
        return ", ".join(part for part in (f"{self.name} {self.text}".strip(), self.remark) if part)


@dataclass(frozen=True)
class _Placed:
    """The points of a mark (n, 3) in the space measured in: its length unit, calibration and pixel size."""

    points: FloatArray
    unit: str
    calibration: CalibrationSource
    calibration_text: str
    pixel: float | None


def measurements_of(
    mark: Mark, *, pixel_spacing_mm: float | None = None, context: MeasurementContext = NO_CONTEXT
) -> tuple[Measurement, ...]:
    """Everything a mark measures, the principal value first; nothing for points, arrows and texts.

    In patient space lengths are mm. On a radiograph they are mm where the mark's calibration has a spacing (rows and
    columns each with their own), and otherwise pixels; ratios and angles stay valid.
    In patient space `pixel_spacing_mm`, else the one the mark's calibration kept, gives the uncertainty.
    Raises `ValueError`, saying which point to move, for points that have no such measurement.
    """
    return _measured(mark.kind, mark.location, mark.calibration, pixel_spacing_mm, context, None)


def measure(
    mark: Mark, *, pixel_spacing_mm: float | None = None, context: MeasurementContext = NO_CONTEXT
) -> Measurement:
    """The principal value of a mark. Raises `ValueError` for one that measures nothing, as `measurements_of` does."""
    if not QUANTITIES[mark.kind]:
        raise ValueError(f"a {mark.kind} has no length; probe the image at the point instead")
    return _measured(mark.kind, mark.location, mark.calibration, pixel_spacing_mm, context, 1)[0]


def unit_text(unit: str) -> str:
    """How a UCUM unit is written behind a number, with the space before it: ` mm`, `°`, ` mm²`."""
    return _UNIT_TEXTS.get(unit, f" {unit}")


def is_measurable(kind: MarkKind) -> bool:
    """Whether marks of this kind measure anything."""
    return bool(QUANTITIES[kind])


def probe(mark: Mark) -> tuple[float, ...]:
    """The coordinates of a point mark: (column, row) on a radiograph, LPS mm in patient space."""
    if mark.kind not in (MarkKind.POINT, MarkKind.PROBE):
        raise ValueError("only a point can be probed")
    return mark.points[0]


@lru_cache(maxsize=_REMEMBERED)
def _measured(
    kind: MarkKind,
    location: Location,
    calibration: PixelCalibration,
    pixel_spacing_mm: float | None,
    context: MeasurementContext,
    count: int | None,
) -> tuple[Measurement, ...]:
    placed = _placed(location, calibration, pixel_spacing_mm)
    around = Surroundings(context, is_patient_space=not isinstance(location, ImageLocation))
    error = None if placed.pixel is None else placement_error_px(kind) * placed.pixel
    quantities = [quantity for quantity in QUANTITIES[kind] if quantity.applies(around)]
    return tuple(_one(quantity, placed, around, error) for quantity in quantities[:count])


def _one(quantity: Quantity, placed: _Placed, around: Surroundings, error: float | None) -> Measurement:
    value = quantity.formula(placed.points, around)
    uncertainty = None if error is None else quantity.spread(quantity.formula, placed.points, around, error)
    return Measurement(
        value=value,
        unit=_unit_of(quantity.dimension, placed),
        method=quantity.method,
        calibration=placed.calibration,
        uncertainty=uncertainty,
        name=quantity.name,
        remark=quantity.remark(placed.points, around),
        calibration_text=placed.calibration_text,
    )


def _unit_of(dimension: Dimension, placed: _Placed) -> str:
    if dimension is Dimension.LENGTH:
        return placed.unit
    if dimension is Dimension.AREA:
        return SQUARE_PIXELS if placed.unit == PIXELS else "mm2"
    return _UNITS[dimension]


def _placed(location: Location, calibration: PixelCalibration, pixel_spacing_mm: float | None) -> _Placed:
    if not isinstance(location, ImageLocation):
        points = np.asarray(location.points_lps_mm, dtype=np.float64)
        own = calibration.row_spacing_mm if calibration.source is CalibrationSource.PATIENT else None
        pixel = own if pixel_spacing_mm is None else pixel_spacing_mm
        return _Placed(points, "mm", CalibrationSource.PATIENT, CalibrationSource.PATIENT.label, pixel)
    flat = np.asarray(location.points_column_row, dtype=np.float64)
    row, column = calibration.row_spacing_mm, calibration.column_spacing_mm
    if row is None or column is None:
        return _Placed(_with_depth(flat), PIXELS, CalibrationSource.NONE, CalibrationSource.NONE.label, 1.0)
    scaled = _with_depth(flat * np.asarray((column, row)))
    return _Placed(scaled, "mm", calibration.source, calibration.badge, max(row, column))


def _with_depth(column_row: FloatArray) -> FloatArray:
    return np.column_stack([column_row, np.zeros(len(column_row))])
