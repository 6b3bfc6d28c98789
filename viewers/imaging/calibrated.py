"""The calibration that holds for points on an image: that of the image, or of the ultrasound region around them."""

from __future__ import annotations

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.locations import ImageLocation, Location
from viewers.imaging.images import CalibratedRegion, Pixels, Volume


def calibration_at(pixels: Pixels | None, location: Location) -> PixelCalibration:
    """What a length between these points may be measured with; none in patient space, where mm are mm.

    On ultrasound all points must lie in one calibrated region and in no region of another scale: regions side by side
    are two pictures, and the distance between two pictures has no millimetres.
    """
    if pixels is None or isinstance(pixels, Volume) or not isinstance(location, ImageLocation):
        return NOT_CALIBRATED
    if pixels.calibration.source is not CalibrationSource.NONE:
        return pixels.calibration
    around = {region.calibration for region in _regions(pixels, location) if _holds_any(region, location)}
    whole = [r for r in _regions(pixels, location) if all(map(r.contains, location.points_column_row))]
    return around.pop() if whole and len(around) == 1 else pixels.calibration


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
