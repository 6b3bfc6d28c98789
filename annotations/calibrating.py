"""Calibrating a radiograph by something of known length on it: the pixel size, and the change of the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import hypot
from types import MappingProxyType

from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.case import Case, Change, Edit
from annotations.image_calibrations import ImageCalibration
from annotations.locations import ColumnRow, ImageLocation, Location
from annotations.marks import Mark
from annotations.references import ImageRef

SHORTEST_LINE_PX = 20.0
"""A shorter line is no ruler: half a pixel at each end is then more than 3 % of the scale."""
SMALLEST_SPACING_MM = 0.02
LARGEST_SPACING_MM = 2.0
"""Pixels of radiographs are 0.05 to 0.4 mm; beyond these bounds the length was typed in another unit."""
GEOMETRIC_MODALITIES = frozenset({"CT", "MR", "PT", "NM"})
"""Their pixels have the size the scanner gives them; a typed length must not replace it."""
CALIBRATED_BY_SCANNER = (CalibrationSource.PATIENT, CalibrationSource.ULTRASOUND)

NO_CALIBRATIONS: Mapping[ImageRef, PixelCalibration] = MappingProxyType({})


def spacing_by_known_length(
    ends: tuple[ColumnRow, ColumnRow], known_length_mm: float, row_to_column: float = 1.0
) -> tuple[float, float]:
    """Pixel spacing (between rows, between columns) in mm by a line of known length on the image.

    `row_to_column` is the spacing between rows over that between columns (pixel aspect ratio). Raises `ValueError` for
    a length that is not positive, a line too short to measure by, and a spacing no radiograph has.
    """
    if not known_length_mm > 0:
        raise ValueError("the known length must be more than 0 mm")
    if not row_to_column > 0:
        raise ValueError("the pixel aspect ratio must be positive")
    (first_column, first_row), (last_column, last_row) = ends
    line_px = hypot(last_column - first_column, (last_row - first_row) * row_to_column)
    if line_px < SHORTEST_LINE_PX:
        raise ValueError(
            f"the line is {line_px:.0f} pixels long; draw it along at least {SHORTEST_LINE_PX:.0f} pixels of the object"
        )
    column_spacing = known_length_mm / line_px
    row_spacing = column_spacing * row_to_column
    smallest, largest = sorted((row_spacing, column_spacing))
    if smallest < SMALLEST_SPACING_MM or largest > LARGEST_SPACING_MM:
        raise ValueError(
            f"{known_length_mm:g} mm along this line make a pixel {column_spacing:.3g} mm wide, which no radiograph "
            "has; check the length and its unit (mm)"
        )
    return row_spacing, column_spacing


def line_to_calibrate(location: Location, *, modality: str, current: PixelCalibration) -> ImageLocation:
    """The line, where its image may be calibrated by hand. Raises `ValueError` saying why it may not."""
    if not isinstance(location, ImageLocation):
        raise ValueError("this image is measured in patient millimetres; a known length would not improve them")
    if modality in GEOMETRIC_MODALITIES or current.source in CALIBRATED_BY_SCANNER:
        raise ValueError(f"the pixel size of {modality or 'this image'} is the scanner's; it is not calibrated by hand")
    if len(location.points_column_row) != 2:
        raise ValueError("a known length is measured along one straight line; choose or draw a length")
    return location


def pixel_calibration(calibration: ImageCalibration) -> PixelCalibration:
    """What marks on the image are measured with: `calibrated by known length 25 mm`."""
    return PixelCalibration(
        CalibrationSource.KNOWN_LENGTH,
        calibration.row_spacing_mm,
        calibration.column_spacing_mm,
        f"{calibration.known_length_mm:g} mm",
    )


def calibrations_by_hand(case: Case | None) -> Mapping[ImageRef, PixelCalibration]:
    """The calibrations of a case by image."""
    if case is None:
        return NO_CALIBRATIONS
    return {one.image: pixel_calibration(one) for one in case.of_type(ImageCalibration)}


def calibrate(case: Case, calibration: ImageCalibration) -> Change:
    """The one change that calibrates an image: the new calibration for a former one, and its marks measured anew."""
    former = _of_image(case.of_type(ImageCalibration), calibration.image)
    edits = [*(Edit(one, None) for one in former), Edit(None, calibration)]
    edits += _remeasured(case, calibration.image, pixel_calibration(calibration))
    return Change(f"image calibrated by a known length of {calibration.known_length_mm:g} mm", tuple(edits))


def uncalibrate(case: Case, image: ImageRef, own: PixelCalibration) -> Change | None:
    """The one change that takes a calibration by hand away again; marks are measured with the image's `own`.

    None when the image has none.
    """
    former = _of_image(case.of_type(ImageCalibration), image)
    if not former:
        return None
    edits = [*(Edit(one, None) for one in former), *_remeasured(case, image, own)]
    return Change("calibration by a known length removed", tuple(edits))


def _of_image(calibrations: Iterable[ImageCalibration], image: ImageRef) -> tuple[ImageCalibration, ...]:
    return tuple(one for one in calibrations if one.image == image)


def _remeasured(case: Case, image: ImageRef, calibration: PixelCalibration) -> list[Edit]:
    return [
        Edit(mark, replace(mark, calibration=calibration))
        for mark in case.of_type(Mark)
        if isinstance(mark.location, ImageLocation) and mark.location.image == image and mark.calibration != calibration
    ]
