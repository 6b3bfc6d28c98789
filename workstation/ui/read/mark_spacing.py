"""The pixel size of the image a mark was placed on, by what the scan found of its series."""

from __future__ import annotations

from annotations.locations import PatientLocation
from annotations.marks import Mark
from workstation.dicom.records import PatientRecord
from workstation.export import source_spacing_mm
from workstation.ui.image_catalogue import find_series


def mark_spacing_mm(patient: PatientRecord | None, mark: Mark) -> float | None:
    """The size that a mark in patient space is placed by, mm, as lists, overlay and report have it; None = not known.

    A mark on a radiograph has its own calibration and needs none.
    """
    if patient is None or not isinstance(mark.location, PatientLocation):
        return None
    return source_spacing_mm(mark.location, lambda uid: find_series(patient, uid))
