"""The headers of the images a report rests on, and which of them shows a point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from pydicom import Dataset, dcmread
from pydicom.errors import InvalidDicomError

from annotations.geometry import Point
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from reports.errors import EvidenceError

IN_PLANE_TOLERANCE_MM = 30.0
"""Farthest a point may lie from a slice that is still given as the image nearest to it."""
_REQUIRED = ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")


@dataclass(frozen=True)
class Evidence:
    """Header data sets (no pixels) of the referenced images, one an instance, in the order given."""

    headers: tuple[Dataset, ...]

    @staticmethod
    def from_paths(paths: Iterable[Path]) -> Evidence:
        """Read the headers of image files; an instance that comes twice is kept once.

        Raises `EvidenceError` naming the file that cannot be read or is no image.
        """
        headers: dict[str, Dataset] = {}
        for path in paths:
            header = _read_header(path)
            headers.setdefault(str(header.SOPInstanceUID), header)
        return Evidence(tuple(headers.values()))

    @cached_property
    def by_instance(self) -> Mapping[str, Dataset]:
        """The headers by SOP Instance UID."""
        return {str(header.SOPInstanceUID): header for header in self.headers}

    @property
    def study_instance_uids(self) -> tuple[str, ...]:
        """The studies, in the order they first appear."""
        return tuple(dict.fromkeys(str(header.StudyInstanceUID) for header in self.headers))

    def of_study(self, study_instance_uid: str) -> Evidence:
        """Only the images of one study."""
        return Evidence(tuple(one for one in self.headers if one.StudyInstanceUID == study_instance_uid))

    def nearest_image(self, frame_of_reference_uid: str, point_lps_mm: Point) -> ImageRef | None:
        """The single-frame slice of a Frame of Reference whose plane is nearest to a point.

        None when there is none within `IN_PLANE_TOLERANCE_MM`: no image is better than a wrong one.
        """
        distances = [
            (distance, str(header.SOPInstanceUID), header)
            for header in self.headers
            if str(header.get("FrameOfReferenceUID", "")) == frame_of_reference_uid
            and (distance := _distance_mm(header, point_lps_mm)) is not None
        ]
        if not distances:
            return None
        distance, _, header = min(distances, key=lambda entry: entry[:2])
        return image_ref(header) if distance <= IN_PLANE_TOLERANCE_MM else None


def image_ref(header: Dataset) -> ImageRef:
    """The reference to the first frame of an instance."""
    return ImageRef(
        str(header.StudyInstanceUID),
        str(header.SeriesInstanceUID),
        str(header.SOPClassUID),
        str(header.SOPInstanceUID),
    )


def patient_of(header: Dataset) -> PatientIdentity:
    """The identity an image carries; the birth date in DICOM's form (YYYYMMDD)."""
    names = ("PatientID", "IssuerOfPatientID", "PatientName", "PatientBirthDate", "PatientSex")
    return PatientIdentity(*(str(header.get(name) or "").strip() for name in names))


def _read_header(path: Path) -> Dataset:
    try:
        header = dcmread(path, stop_before_pixels=True)
    except (OSError, InvalidDicomError, EOFError, ValueError, KeyError, AttributeError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not a readable DICOM file"
        raise EvidenceError(f"image file {path} cannot be referenced: {reason}; locate it again or remove it") from None
    missing = [name for name in _REQUIRED if not header.get(name)]
    if missing:
        raise EvidenceError(f"image file {path} cannot be referenced: it lacks {', '.join(missing)}; remove it")
    return header


def _distance_mm(header: Dataset, point_lps_mm: Point) -> float | None:
    orientation, position = header.get("ImageOrientationPatient"), header.get("ImagePositionPatient")
    if orientation is None or position is None or len(orientation) != 6 or len(position) != 3:
        return None
    axes = np.asarray([float(value) for value in orientation]).reshape(2, 3)
    normal = np.cross(axes[0], axes[1])
    offset = np.asarray(point_lps_mm) - np.asarray([float(value) for value in position])
    return abs(float(offset @ normal))
