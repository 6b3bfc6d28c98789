"""The calibration that holds for points on an image: one made by hand, the image's, or its ultrasound region's."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from annotations.calibrating import NO_CALIBRATIONS
from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.references import ImageRef
from viewers.imaging.images import CalibratedRegion, Pixels, Volume

SPREAD_VOXELS = 0.5
"""Points less far apart than this along an axis of the voxels lie in one slice of it."""


def calibration_at(
    pixels: Pixels | None,
    location: Location,
    by_hand: Mapping[ImageRef, PixelCalibration] = NO_CALIBRATIONS,
) -> PixelCalibration:
    """What a length between these points may be measured with.

    In patient space mm are mm, and it says how long a pixel is where the points lie, which is how well they are placed.
    On a radiograph a calibration by hand (`by_hand`, by image) goes before that of its header. On ultrasound all points
    must lie in one calibrated region and in no region of another scale: regions side by side are two pictures, and the
    distance between two pictures has no millimetres.
    """
    if pixels is None:
        return NOT_CALIBRATED
    if isinstance(location, PatientLocation):
        return _patient_pixel(pixels, location)
    if isinstance(pixels, Volume):
        return NOT_CALIBRATED
    if location.image in by_hand:
        return by_hand[location.image]
    if pixels.calibration.source is not CalibrationSource.NONE:
        return pixels.calibration
    around = {region.calibration for region in _regions(pixels, location) if _holds_any(region, location)}
    whole = [r for r in _regions(pixels, location) if all(map(r.contains, location.points_column_row))]
    return around.pop() if whole and len(around) == 1 else pixels.calibration


def _patient_pixel(pixels: Pixels, location: PatientLocation) -> PixelCalibration:
    """The longest side of a voxel among the directions the points spread in; of one point that of the slice's pixel."""
    is_here = isinstance(pixels, Volume) and pixels.geometry.frame_of_reference_uid == location.frame_of_reference_uid
    if not is_here:
        return NOT_CALIBRATED
    assert isinstance(pixels, Volume)
    index = pixels.geometry.lps_to_index(location.points_lps_mm)
    spread = np.ptp(index, axis=0) > SPREAD_VOXELS
    if not spread.any():
        spread = np.array([False, True, True])
    pixel = float(np.asarray(pixels.geometry.spacing_mm_kji)[spread].max())
    return PixelCalibration(CalibrationSource.PATIENT, pixel, pixel)


def has_regions(pixels: Pixels | None, location: Location) -> bool:
    """Whether the image of a location is divided into regions, so that moving a mark may change its scale."""
    return isinstance(location, ImageLocation) and bool(_regions(pixels, location))


def _regions(pixels: Pixels | None, location: ImageLocation) -> tuple[CalibratedRegion, ...]:
    if pixels is None or isinstance(pixels, Volume):
        return ()
    frames = (frame for frame in pixels.frames if frame is not None and frame.image == location.image)
    return next((frame.regions for frame in frames), ())


def _holds_any(region: CalibratedRegion, location: ImageLocation) -> bool:
    return any(map(region.contains, location.points_column_row))
