"""What a mark in the hand measures right now, shown beside it while it is placed or dragged."""

from __future__ import annotations

from annotations.locations import ImageLocation, Location
from annotations.marks import Mark, MarkKind
from annotations.measurements import measure
from viewers.imaging.calibrated import calibration_at
from viewers.imaging.images import Pixels

_MEASURED = frozenset({MarkKind.LENGTH, MarkKind.ANGLE})


def live_value(kind: MarkKind, location: Location, pixels: Pixels | None) -> str:
    """`31.6 mm` with its calibration, as it would read when let go; empty for points and unfinished marks."""
    points = location.points_column_row if isinstance(location, ImageLocation) else location.points_lps_mm
    if kind not in _MEASURED or len(points) != kind.point_count or len(set(points)) != len(points):
        return ""
    return measure(Mark("live", kind, location, calibration=calibration_at(pixels, location))).text
