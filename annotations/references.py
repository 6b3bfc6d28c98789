"""Names of DICOM objects: which study, series, instance and frame something was said about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class StudyRef:
    """A study by its Study Instance UID (0020,000D)."""

    study_instance_uid: str


@dataclass(frozen=True, order=True)
class SeriesRef:
    """A series by its Series Instance UID (0020,000E), with its study."""

    study_instance_uid: str
    series_instance_uid: str


@dataclass(frozen=True, order=True)
class ImageRef:
    """One frame of one SOP Instance; `frame_number` is 1-based as in DICOM."""

    study_instance_uid: str
    series_instance_uid: str
    sop_class_uid: str
    sop_instance_uid: str
    frame_number: int = 1

    def __post_init__(self) -> None:
        if self.frame_number < 1:
            raise ValueError("frame numbers start at 1")

    @property
    def series(self) -> SeriesRef:
        """The series this image belongs to."""
        return SeriesRef(self.study_instance_uid, self.series_instance_uid)
