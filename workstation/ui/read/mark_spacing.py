"""The pixel size of the image a mark was placed on, by what the scan found of its series."""

from __future__ import annotations

from annotations.locations import PatientLocation
from annotations.marks import Mark
from workstation.dicom.records import PatientRecord
from workstation.ui.image_catalogue import find_series


def mark_spacing_mm(patient: PatientRecord | None, mark: Mark) -> float | None:
    """The larger in-plane pixel size of the series that a mark in patient space was placed on; None = not known.

    A mark on a radiograph has its own calibration and needs none.
    """
    location = mark.location
    if patient is None or not isinstance(location, PatientLocation) or location.source is None:
        return None
    series = find_series(patient, location.source.series_instance_uid)
    instance = location.source.sop_instance_uid
    for stack in series.stacks if series is not None else ():
        sizes = [size for size in stack.spacing_mm_kji[1:] if size is not None]
        if sizes and any(frame.sop_instance_uid == instance for frame in stack.frames):
            return max(sizes)
    return None
