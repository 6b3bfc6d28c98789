"""What a mark in the hand measures right now, shown beside it while it is placed or dragged."""

from __future__ import annotations

from collections.abc import Mapping

from annotations.calibrating import NO_CALIBRATIONS
from annotations.calibration import PixelCalibration
from annotations.locations import ImageLocation, Location
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.measurements import is_measurable, measure
from annotations.references import ImageRef
from viewers.imaging.calibrated import calibration_at
from viewers.imaging.images import Pixels

MOST_POINTS = 250
"""Outlines with more points are measured when let go: whether they cross themselves takes too long for every move."""


def live_value(
    kind: MarkKind,
    location: Location,
    pixels: Pixels | None,
    by_hand: Mapping[ImageRef, PixelCalibration] = NO_CALIBRATIONS,
) -> str:
    """`31.6 mm` with its calibration, as it would read when let go; empty for points and unfinished marks."""
    points = location.points_column_row if isinstance(location, ImageLocation) else location.points_lps_mm
    if len(points) > MOST_POINTS:
        return ""
    if not is_measurable(kind) or not MARK_KINDS[kind].fits(len(points)) or len(set(points)) < MARK_KINDS[kind].least:
        return ""
    try:
        return measure(Mark("live", kind, location, calibration=calibration_at(pixels, location, by_hand))).text
    except ValueError:  # not yet: the outline crosses itself, an arm has no length
        return ""
