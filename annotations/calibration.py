"""How long a pixel is, and how we know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CalibrationSource(StrEnum):
    """Provenance of a pixel size, best first (viewing.md 4.7; PS3.3 10.7 Basic Pixel Spacing Calibration Macro)."""

    PATIENT = "patient"
    ULTRASOUND = "ultrasound-region"
    FIDUCIAL = "calibrated-fiducial"
    GEOMETRY = "calibrated-geometry"
    MAGNIFICATION = "magnification-corrected"
    KNOWN_LENGTH = "known-length"
    DETECTOR = "detector-plane"
    NOMINAL = "nominal"
    NONE = "none"

    @property
    def label(self) -> str:
        """The badge shown beside every length."""
        return _LABELS[self]


_LABELS = {
    CalibrationSource.PATIENT: "patient mm",
    CalibrationSource.ULTRASOUND: "ultrasound region",
    CalibrationSource.FIDUCIAL: "calibrated (fiducial)",
    CalibrationSource.GEOMETRY: "calibrated (geometry)",
    CalibrationSource.MAGNIFICATION: "magnification corrected",
    CalibrationSource.KNOWN_LENGTH: "calibrated by known length",
    CalibrationSource.DETECTOR: "mm at detector, not patient",
    CalibrationSource.NOMINAL: "nominal mm",
    CalibrationSource.NONE: "not calibrated",
}


@dataclass(frozen=True)
class PixelCalibration:
    """Spacing of one image or region in mm (between rows, between columns) with its source.

    `NONE` carries no spacing: lengths are then given in pixels, ratios and angles only.
    """

    source: CalibrationSource
    row_spacing_mm: float | None = None
    column_spacing_mm: float | None = None
    detail: str = ""

    def __post_init__(self) -> None:
        has_spacing = self.row_spacing_mm is not None and self.column_spacing_mm is not None
        if has_spacing == (self.source is CalibrationSource.NONE):
            raise ValueError("a calibration has a spacing exactly when its source is not NONE")
        for spacing in (self.row_spacing_mm, self.column_spacing_mm):
            if spacing is not None and not spacing > 0:
                raise ValueError("pixel spacing must be positive")

    @property
    def badge(self) -> str:
        """The badge beside lengths; a known length says which: `calibrated by known length 25 mm`."""
        return (
            f"{self.source.label} {self.detail}" if self.source is CalibrationSource.KNOWN_LENGTH else self.source.label
        )


NOT_CALIBRATED = PixelCalibration(CalibrationSource.NONE)
