"""Locations of a case as DICOM SR coordinates, and the images they are seen on."""

from __future__ import annotations

from collections.abc import Sequence

import highdicom.sr as sr
import numpy as np
from numpy.typing import NDArray

from annotations.case import Case
from annotations.findings import Finding
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import Mark
from annotations.references import ImageRef
from annotations.targets import ProcedureTarget
from reports.errors import MissingEvidenceError
from reports.evidence import Evidence

HALF_PIXEL = 0.5
"""A mark's zero is the centre of the top-left pixel, SCOORD's is that pixel's corner (PS3.3 C.18.6.1.2)."""


def image_of(location: Location, evidence: Evidence, owner: str) -> ImageRef:
    """The image that shows a location: where it was placed, else the slice nearest to its first point.

    Raises `MissingEvidenceError` naming `owner` (the item) and the image when the evidence does not have it.
    """
    if isinstance(location, ImageLocation):
        if location.image.sop_instance_uid not in evidence.by_instance:
            raise _missing(owner, f"image {location.image.sop_instance_uid}")
        return location.image
    if location.source is not None and location.source.sop_instance_uid in evidence.by_instance:
        return location.source
    nearest = evidence.nearest_image(location.frame_of_reference_uid, location.points_lps_mm[0])
    if nearest is None:
        raise _missing(owner, f"a slice near it in Frame of Reference {location.frame_of_reference_uid}")
    return nearest


def _missing(owner: str, what: str) -> MissingEvidenceError:
    return MissingEvidenceError(f"{owner} needs {what}, which was not given; open that series again, then export")


def region(location: Location, evidence: Evidence) -> sr.ImageRegion | sr.ImageRegion3D:
    """The region of a measurement group: a point, or the polyline through several."""
    if isinstance(location, PatientLocation):
        return sr.ImageRegion3D(_graphic_3d(location), _points_3d(location), location.frame_of_reference_uid)
    return sr.ImageRegion(_graphic_2d(location), _points_2d(location), _source_image(location.image, evidence))


def coordinates(
    location: Location, evidence: Evidence
) -> sr.CoordinatesForMeasurement | sr.CoordinatesForMeasurement3D:
    """The coordinates one measured value rests on."""
    if isinstance(location, PatientLocation):
        frame_of_reference = location.frame_of_reference_uid
        return sr.CoordinatesForMeasurement3D(_graphic_3d(location), _points_3d(location), frame_of_reference)
    image = _source_image(location.image, evidence)
    return sr.CoordinatesForMeasurement(_graphic_2d(location), _points_2d(location), image)


def marks_of(case: Case, finding: Finding) -> tuple[Mark, ...]:
    """The marks that show a finding, its point first."""
    found = (case.get(Mark, mark_id) for mark_id in finding.mark_ids)
    return tuple(mark for mark in found if mark is not None)


def locations_of(case: Case, item: Finding | ProcedureTarget | Mark) -> tuple[Location, ...]:
    """Every place an item names on the images."""
    if isinstance(item, Finding):
        return tuple(mark.location for mark in marks_of(case, item))
    if isinstance(item, Mark):
        return (item.location,)
    return () if item.path is None else (item.path,)


def _source_image(image: ImageRef, evidence: Evidence) -> sr.SourceImageForRegion:
    # A frame number is given only where it says which of several frames (PS3.3 table 10-3, type 1C).
    is_multi_frame = int(evidence.by_instance[image.sop_instance_uid].get("NumberOfFrames") or 1) > 1
    frames: Sequence[int] | None = [image.frame_number] if is_multi_frame else None
    return sr.SourceImageForRegion(image.sop_class_uid, image.sop_instance_uid, frames)


def _graphic_3d(location: PatientLocation) -> sr.GraphicTypeValues3D:
    is_point = len(location.points_lps_mm) == 1
    return sr.GraphicTypeValues3D.POINT if is_point else sr.GraphicTypeValues3D.POLYLINE


def _graphic_2d(location: ImageLocation) -> sr.GraphicTypeValues:
    is_point = len(location.points_column_row) == 1
    return sr.GraphicTypeValues.POINT if is_point else sr.GraphicTypeValues.POLYLINE


def _points_3d(location: PatientLocation) -> NDArray[np.float64]:
    return np.asarray(location.points_lps_mm, dtype=np.float64)


def _points_2d(location: ImageLocation) -> NDArray[np.float64]:
    return np.asarray(location.points_column_row, dtype=np.float64) + HALF_PIXEL
