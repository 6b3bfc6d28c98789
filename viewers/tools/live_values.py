"""What a mark in the hand measures right now, shown beside it while it is placed or dragged."""

from __future__ import annotations

from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.locations import ImageLocation, Location
from annotations.marks import Mark, MarkKind
from annotations.measurements import measure
from viewers.imaging.images import Pixels, Volume


def live_value(kind: MarkKind, location: Location, pixels: Pixels | None) -> str:
    """`31.6 mm` with its calibration, as it would read when let go; empty for points and unfinished marks."""
    points = location.points_column_row if isinstance(location, ImageLocation) else location.points_lps_mm
    if kind is MarkKind.POINT or len(points) != kind.point_count or len(set(points)) != len(points):
        return ""
    return measure(Mark("live", kind, location, calibration=_calibration(pixels))).text


def _calibration(pixels: Pixels | None) -> PixelCalibration:
    return NOT_CALIBRATED if pixels is None or isinstance(pixels, Volume) else pixels.calibration
