"""Locations of a case as DICOM SR coordinates."""

from __future__ import annotations

from collections.abc import Sequence

import highdicom.sr as sr
import numpy as np
from numpy.typing import NDArray

from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.references import ImageRef
from reports.evidence import Evidence

HALF_PIXEL = 0.5
"""A mark's zero is the centre of the top-left pixel, SCOORD's is that pixel's corner (PS3.3 C.18.6.1.2)."""


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
