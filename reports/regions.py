"""Locations of a case as DICOM SR coordinates."""

from __future__ import annotations

from collections.abc import Sequence

import highdicom.sr as sr
import numpy as np
from numpy.typing import NDArray

from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkFamily
from annotations.references import ImageRef
from reports.evidence import Evidence

Points = NDArray[np.float64]
_CLOSED = frozenset({MarkFamily.AREA, MarkFamily.BOX})
PLANE_TOLERANCE_MM = 1e-6
"""Points farther off a common plane than this are not written as a planar outline."""
HALF_PIXEL = 0.5
"""A mark's zero is the centre of the top-left pixel, SCOORD's is that pixel's corner (PS3.3 C.18.6.1.2)."""


def region(mark: Mark, evidence: Evidence) -> sr.ImageRegion | sr.ImageRegion3D:
    """The region of a measurement group: a point, an outline, an ellipse, or the polyline through the points."""
    location, family = mark.location, MARK_KINDS[mark.kind].family
    if isinstance(location, PatientLocation):
        graphic, points = _graphic_3d(family, _points_3d(location))
        return sr.ImageRegion3D(graphic, points, location.frame_of_reference_uid)
    flat, on_image = _graphic_2d(family, _points_2d(location))
    return sr.ImageRegion(flat, on_image, _source_image(location.image, evidence))


def coordinates(
    location: Location, evidence: Evidence, family: MarkFamily = MarkFamily.PATH
) -> sr.CoordinatesForMeasurement | sr.CoordinatesForMeasurement3D:
    """The coordinates one measured value rests on."""
    if isinstance(location, PatientLocation):
        graphic, points = _graphic_3d(family, _points_3d(location))
        return sr.CoordinatesForMeasurement3D(graphic, points, location.frame_of_reference_uid)
    flat, on_image = _graphic_2d(family, _points_2d(location))
    return sr.CoordinatesForMeasurement(flat, on_image, _source_image(location.image, evidence))


def _source_image(image: ImageRef, evidence: Evidence) -> sr.SourceImageForRegion:
    # A frame number is given only where it says which of several frames (PS3.3 table 10-3, type 1C).
    is_multi_frame = int(evidence.by_instance[image.sop_instance_uid].get("NumberOfFrames") or 1) > 1
    frames: Sequence[int] | None = [image.frame_number] if is_multi_frame else None
    return sr.SourceImageForRegion(image.sop_class_uid, image.sop_instance_uid, frames)


def _graphic_3d(family: MarkFamily, points: Points) -> tuple[sr.GraphicTypeValues3D, Points]:
    """PS3.3 C.18.9.1.2. Outlines and ellipses must lie in a plane there; what does not is its polyline."""
    kinds = sr.GraphicTypeValues3D
    if len(points) == 1:
        return kinds.POINT, points
    if family is MarkFamily.LINES:
        return kinds.MULTIPOINT, points
    if family is MarkFamily.OVAL and _is_planar(points):
        return kinds.ELLIPSE, points
    if family in _CLOSED:
        closed = np.vstack([points, points[:1]])
        return (kinds.POLYGON if _is_planar(points) else kinds.POLYLINE), closed
    return kinds.POLYLINE, points


def _graphic_2d(family: MarkFamily, points: Points) -> tuple[sr.GraphicTypeValues, Points]:
    """PS3.3 C.18.6.1.2: a closed polyline is an outline."""
    kinds = sr.GraphicTypeValues
    if len(points) == 1:
        return kinds.POINT, points
    if family is MarkFamily.LINES:
        return kinds.MULTIPOINT, points
    if family is MarkFamily.OVAL:
        return kinds.ELLIPSE, points
    return kinds.POLYLINE, np.vstack([points, points[:1]]) if family in _CLOSED else points


def _is_planar(points: Points) -> bool:
    return bool(np.linalg.svd(points - points.mean(axis=0), compute_uv=False)[-1] < PLANE_TOLERANCE_MM)


def _points_3d(location: PatientLocation) -> NDArray[np.float64]:
    return np.asarray(location.points_lps_mm, dtype=np.float64)


def _points_2d(location: ImageLocation) -> NDArray[np.float64]:
    return np.asarray(location.points_column_row, dtype=np.float64) + HALF_PIXEL
