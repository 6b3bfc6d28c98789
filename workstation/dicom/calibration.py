"""Pixel size of projection images with its provenance (viewing.md 4.7), from header values only."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration

Spacing = tuple[float, float]
EQUAL_TOLERANCE = 1e-6
"""Two spacings closer than this (mm) are the same number written twice."""
MAX_MAGNIFICATION = 10.0
"""No radiograph is magnified more (mammography reaches 2): a larger factor is a wrong number, not a calibration."""


@dataclass(frozen=True)
class ProjectionSpacing:
    """What a projection header says about size; spacings are (between rows, between columns) in mm.

    Distances are source to detector (SID), source to patient (SOD) and source to entrance, in mm.
    """

    pixel_spacing: tuple[float, ...] = ()
    imager_pixel_spacing: tuple[float, ...] = ()
    nominal_spacing: tuple[float, ...] = ()
    calibration_type: str = ""
    calibration_description: str = ""
    magnification: float | None = None
    source_to_detector_mm: float | None = None
    source_to_patient_mm: float | None = None
    source_to_entrance_mm: float | None = None


def valid_spacing(values: tuple[float, ...]) -> Spacing | None:
    """The two spacings, or None unless there are exactly two and both are positive."""
    if len(values) != 2 or min(values) <= 0:
        return None
    return (values[0], values[1])


def projection_calibration(header: ProjectionSpacing) -> PixelCalibration:
    """The pixel size in the order of viewing.md 4.7; `NONE` when nothing valid is stated.

    GEOMETRY and FIDUCIAL win; then the detector's pixel size divided by a stated magnification; then Pixel Spacing
    that is smaller than the detector's (corrected before it was sent); then the detector plane. Where the header
    knows no detector, a scanner's nominal size, else nothing: Pixel Spacing alone does not say where it was measured.
    """
    pixel = valid_spacing(header.pixel_spacing)
    imager = valid_spacing(header.imager_pixel_spacing)
    stated = _stated_calibration(header, pixel, imager)
    if stated is not None:
        return stated
    if imager is None:
        nominal = valid_spacing(header.nominal_spacing)
        if nominal is not None:
            return _calibrated(CalibrationSource.NOMINAL, nominal, "nominal spacing of the digitiser")
        return NOT_CALIBRATED if pixel is None else _unexplained(pixel)
    factor, reason = _magnification(header)
    if factor is not None:
        corrected = (imager[0] / factor, imager[1] / factor)
        return _calibrated(CalibrationSource.MAGNIFICATION, corrected, f"{reason} {factor:.3f}")
    if pixel is not None and pixel[0] < imager[0] - EQUAL_TOLERANCE:
        return _calibrated(CalibrationSource.MAGNIFICATION, pixel, "corrected for magnification before it was sent")
    larger = pixel is not None and pixel[0] > imager[0] + EQUAL_TOLERANCE
    detail = "as Pixel Spacing says, which is larger than the detector's" if larger else "at the detector plane"
    return _calibrated(CalibrationSource.DETECTOR, pixel or imager, detail)


def _stated_calibration(
    header: ProjectionSpacing, pixel: Spacing | None, imager: Spacing | None
) -> PixelCalibration | None:
    if pixel is None or header.calibration_type not in {"GEOMETRY", "FIDUCIAL"}:
        return None
    detail = header.calibration_description
    if header.calibration_type == "FIDUCIAL":
        return _calibrated(CalibrationSource.FIDUCIAL, pixel, detail)
    if imager is not None and abs(pixel[0] - imager[0]) <= EQUAL_TOLERANCE:
        warning = "says it is corrected for geometry but equals the detector's spacing"
        detail = f"{detail}; {warning}" if detail else warning
    return _calibrated(CalibrationSource.GEOMETRY, pixel, detail)


def _unexplained(pixel: Spacing) -> PixelCalibration:
    """Pixel Spacing alone: rule 5 shows it as the detector plane, rule 6 (no imager spacing, no type) as unknown."""
    return PixelCalibration(
        CalibrationSource.NONE, detail=f"Pixel Spacing {pixel[0]:g} mm is given without saying what it was measured on"
    )


def _magnification(header: ProjectionSpacing) -> tuple[float | None, str]:
    if header.magnification is not None and 1 < header.magnification <= MAX_MAGNIFICATION:
        return header.magnification, "estimated magnification"
    detector = header.source_to_detector_mm
    patient = header.source_to_patient_mm or header.source_to_entrance_mm
    if detector and patient and 0 < patient < detector <= MAX_MAGNIFICATION * patient:
        return detector / patient, "source to detector over source to patient"
    return None, ""


def _calibrated(source: CalibrationSource, spacing: Spacing, detail: str) -> PixelCalibration:
    return PixelCalibration(source, spacing[0], spacing[1], detail)
