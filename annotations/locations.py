"""Where a mark is: in patient space, or on one image that has no patient coordinates. There is no third way."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.geometry import Point
from annotations.references import ImageRef

ColumnRow = tuple[float, float]
"""(column, row) on one frame, 0-based, zero is the CENTRE of the top-left pixel."""


@dataclass(frozen=True)
class ImageLocation:
    """Points on one frame, for radiographs and stacks without trusted geometry (SR: SCOORD).

    DICOM's SCOORD counts from the top-left CORNER of the top-left pixel; add 0.5 to both when writing one.
    """

    image: ImageRef
    points_column_row: tuple[ColumnRow, ...]

    def __post_init__(self) -> None:
        if not self.points_column_row:
            raise ValueError("an image location needs at least one point")

    def with_points(self, points: tuple[ColumnRow, ...]) -> ImageLocation:
        """The same frame with other points."""
        return ImageLocation(self.image, points)


@dataclass(frozen=True)
class PatientLocation:
    """Points in LPS mm of one Frame of Reference (SR: SCOORD3D).

    `source` is the image that was on screen when the points were placed (evidence for reports), if any.
    """

    frame_of_reference_uid: str
    points_lps_mm: tuple[Point, ...]
    source: ImageRef | None = None

    def __post_init__(self) -> None:
        if not self.frame_of_reference_uid:
            raise ValueError("a patient location needs a Frame of Reference UID")
        if not self.points_lps_mm:
            raise ValueError("a patient location needs at least one point")

    def with_points(self, points: tuple[Point, ...]) -> PatientLocation:
        """The same Frame of Reference and source with other points."""
        return PatientLocation(self.frame_of_reference_uid, points, self.source)


Location = ImageLocation | PatientLocation
