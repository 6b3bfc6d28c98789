"""Sequence of Ultrasound Regions (0018,6011): where on an image how many millimetres a pixel has (PS3.3 C.8.5.5)."""

from __future__ import annotations

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from viewers.imaging.images import CalibratedRegion
from workstation.dicom import tags
from workstation.dicom.raw_values import RawValues

_TWO_DIMENSIONAL, _CENTIMETRES = 1, 3
"""Region Spatial Format 2D; Physical Units cm (PS3.3 C.8.5.5.1.1, C.8.5.5.1.15)."""
MM_PER_CM = 10.0
MAX_DELTA_CM = 1.0
"""No ultrasound pixel is larger: a larger delta is a wrong number, not a calibration."""
_BOUNDS = (tags.REGION_MIN_X, tags.REGION_MIN_Y, tags.REGION_MAX_X, tags.REGION_MAX_Y)


def regions_of(values: RawValues, rows: int, columns: int) -> tuple[CalibratedRegion, ...]:
    """The regions of an image of this size; none at all when one does not fit into it.

    Then the image was cropped or scaled after its regions were written, and their deltas are not those of its pixels.
    A last column or row equal to the size is the common error of one and is taken as the last pixel.
    """
    found = [_region(item) for item in values.items(tags.ULTRASOUND_REGIONS)]
    regions = [region for region in found if region is not None]
    if len(regions) < len(found) or not all(_fits(region, rows, columns) for region in regions):
        return ()
    return tuple(regions)


def _fits(region: CalibratedRegion, rows: int, columns: int) -> bool:
    across = 0 <= region.first_column < region.last_column <= columns
    return across and 0 <= region.first_row < region.last_row <= rows


def _region(item: RawValues) -> CalibratedRegion | None:
    """One region; None when its bounds are not stated."""
    bounds = [item.integer(tag, "UL") for tag in _BOUNDS]
    if any(bound is None for bound in bounds):
        return None
    left, top, right, bottom = (bound or 0 for bound in bounds)
    return CalibratedRegion(left, top, right, bottom, _calibration(item))


def _calibration(item: RawValues) -> PixelCalibration:
    units = {item.integer(tag, "US") for tag in (tags.REGION_UNITS_X, tags.REGION_UNITS_Y)}
    across, down = (abs(item.number(tag, "FD") or 0.0) for tag in (tags.REGION_DELTA_X, tags.REGION_DELTA_Y))
    is_picture = item.integer(tags.REGION_SPATIAL_FORMAT, "US") == _TWO_DIMENSIONAL and units == {_CENTIMETRES}
    if not is_picture or not 0 < across <= MAX_DELTA_CM or not 0 < down <= MAX_DELTA_CM:
        return NOT_CALIBRATED
    return PixelCalibration(CalibrationSource.ULTRASOUND, down * MM_PER_CM, across * MM_PER_CM)
