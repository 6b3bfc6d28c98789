"""The size of a pixel of one radiograph, measured by a person along something of known length."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.locations import ColumnRow
from annotations.references import ImageRef


@dataclass(frozen=True)
class ImageCalibration:
    """Who calibrated which image when, and by what: a line of `known_length_mm` between two points.

    `decided_at` is ISO 8601. Raises `ValueError` for a length or spacing that is not positive.
    """

    id: str
    image: ImageRef
    points_column_row: tuple[ColumnRow, ColumnRow]
    known_length_mm: float
    row_spacing_mm: float
    column_spacing_mm: float
    decided_by: str = ""
    decided_at: str = ""

    def __post_init__(self) -> None:
        if not min(self.known_length_mm, self.row_spacing_mm, self.column_spacing_mm) > 0:
            raise ValueError("a calibration needs a known length and pixel spacings above zero")
