"""The dots of placed levels on a cut: where the name stands beside them, and which one a pointer takes. No Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from annotations.geometry import Point, as_point
from annotations.locations import PatientLocation
from annotations.marks import MarkKind
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayLabel, OverlayMark
from viewers.tools.placement import place_on_screen

LEVEL_LABEL_DISTANCE_MM = 15.0
"""A level is named on cuts through its body or disc: about half the height or width of a lumbar vertebra."""
LATERAL_NAME_MM = 40.0
"""Beside the bodies a sagittal cut shows foramina and facets of the same levels: they are named as far out as this."""
DOT_TOLERANCE_PX = 6.0
"""A dot is taken within this many pixels (at a device pixel ratio of 1): tighter than a handle, as windowing by
dragging starts on bodies all the time."""
MOSTLY = math.cos(math.radians(45.0))
"""A cut whose normal lies nearer than 45 degrees to an axis of the patient is sagittal, coronal or axial."""
ANTERIOR, LEFT = (0.0, -1.0, 0.0), (1.0, 0.0, 0.0)


def side_of_body(geometry: FrameGeometry, label: OverlayLabel) -> Point | None:
    """Where the name of a level stands (LPS mm): before the body, or left of it; None on axial cuts and without one."""
    if geometry.plane is None or label.beside_mm is None:
        return None
    normal = np.abs(np.asarray(geometry.plane.normal))
    if normal[2] > MOSTLY:
        return None
    is_sagittal = normal[0] >= normal[1]
    direction = np.asarray(ANTERIOR if is_sagittal else LEFT)
    reach = label.beside_mm[0] if is_sagittal else label.beside_mm[1]
    return as_point(np.asarray(label.point_lps_mm) + reach * direction)


def name_reach_mm(geometry: FrameGeometry, label: OverlayLabel) -> float:
    """How far from the centre of a level a cut still names it."""
    is_sagittal = geometry.plane is not None and abs(geometry.plane.normal[0]) > MOSTLY
    is_named_beside = label.beside_mm is not None and geometry.curve is None
    return LATERAL_NAME_MM if is_sagittal and is_named_beside else LEVEL_LABEL_DISTANCE_MM


def shows_dot(geometry: FrameGeometry, label: OverlayLabel) -> bool:
    """Whether the centre of a level is drawn, to be taken and moved: of placed ones, on sagittal and coronal cuts."""
    if not label.item_id or geometry.curve is not None or geometry.plane is None:
        return False
    depth_mm = abs(float(geometry.plane.signed_distance_mm(label.point_lps_mm)))
    return depth_mm <= LEVEL_LABEL_DISTANCE_MM and side_of_body(geometry, label) is not None


def dot_under(
    geometry: FrameGeometry, labels: Iterable[OverlayLabel], x: float, y: float, device_pixel_ratio: float
) -> OverlayMark | None:
    """The dot under the pointer as a mark that can be held; the nearest of several."""
    nearest: tuple[float, OverlayLabel] | None = None
    for label in labels:
        place = place_on_screen(geometry, label.frame_of_reference_uid, label.point_lps_mm)
        if place is None or not shows_dot(geometry, label):
            continue
        away = math.hypot(place[0] - x, place[1] - y)
        is_near = away <= DOT_TOLERANCE_PX * device_pixel_ratio
        if is_near and (nearest is None or away < nearest[0]):
            nearest = (away, label)
    return None if nearest is None else mark_of(nearest[1])


def mark_of(label: OverlayLabel) -> OverlayMark:
    """A placed level as a point that can be dragged; it keeps its item."""
    location = PatientLocation(label.frame_of_reference_uid, (label.point_lps_mm,))
    return OverlayMark(label.item_id, label.item_id, MarkKind.POINT, location, label.text)
