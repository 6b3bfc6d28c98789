"""Geometry the physician placed: a point, a length or an angle, in patient space or on one radiograph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.locations import ImageLocation, Location


class MarkKind(StrEnum):
    """The families of marks; each has a fixed number of points."""

    POINT = "point"
    LENGTH = "length"
    ANGLE = "angle"

    @property
    def point_count(self) -> int:
        """How many points complete the mark."""
        return {"point": 1, "length": 2, "angle": 3}[self.value]


@dataclass(frozen=True)
class Mark:
    """One placed mark. `calibration` is that of the radiograph at the time; it has no meaning in patient space.

    The vertex of an angle is its second point. Raises `ValueError` on a wrong number of points.
    """

    id: str
    kind: MarkKind
    location: Location
    label: str = ""
    calibration: PixelCalibration = NOT_CALIBRATED

    def __post_init__(self) -> None:
        location = self.location
        points = location.points_column_row if isinstance(location, ImageLocation) else location.points_lps_mm
        if len(points) != self.kind.point_count:
            raise ValueError(f"a {self.kind} needs {self.kind.point_count} points, got {len(points)}")
