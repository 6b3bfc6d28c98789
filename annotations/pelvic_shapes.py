"""Pelvic parameters, facet joints, hips and the approach of a needle from their points (domain.md 4.2, 4.9, 4.10).

Points are n x 3 in the order of the kind's prompts (`marks.MARK_KINDS`), in LPS mm or in a radiograph's units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotations.geometry import FloatArray
from annotations.measurement_context import Surroundings
from annotations.shapes import SMALLEST, fitted_normal, lines_deg, unit
from annotations.vertebral_shapes import require_anterior

HEADS_APART_MM = 50.0
"""Femoral heads marked this far apart in patient space give the axis of the hips; nearer, the patient's own axis."""


@dataclass(frozen=True)
class Spinopelvic:
    """Pelvic incidence, pelvic tilt and sacral slope, degrees; incidence = tilt + slope."""

    incidence: float
    tilt: float
    slope: float


def spinopelvic(points: FloatArray, around: Surroundings) -> Spinopelvic:
    """Incidence, tilt and slope of sacral endplate posterior, anterior, femoral head centre one and two.

    In the plane across the hip axis. Tilt is + with the endplate behind the hips, slope + with its front end lower.
    Each angle is taken by itself; that incidence is the sum of the others is then a check.
    """
    require_anterior(points[0], points[1], around)
    sideways = _hip_axis(points, around)
    endplate = _laid(points[1] - points[0], sideways)
    unit(endplate, "the sacral endplate has no length; place its two corners apart")
    up = unit(_laid(around.up, sideways), "the hip axis stands upright; place the two femoral heads side by side")
    forward = np.cross(sideways, up)
    forward = forward * (1.0 if forward @ endplate >= 0 else -1.0)
    to_hips = _laid((points[2] + points[3]) / 2 - (points[0] + points[1]) / 2, sideways)
    unit(to_hips, "the hip axis runs through the sacral endplate; place the femoral head centres")
    down = _turned(endplate, forward, up, quarter=-1.0)
    return Spinopelvic(
        incidence=_signed_deg(down, to_hips, forward, up),
        tilt=_signed_deg(-up, to_hips, forward, up),
        slope=_signed_deg(endplate, forward, forward, up),
    )


def _hip_axis(points: FloatArray, around: Surroundings) -> FloatArray:
    if not around.is_patient_space:
        return np.array([0.0, 0.0, 1.0])
    across = points[3] - points[2]
    return unit(across, "") if float(np.linalg.norm(across)) >= HEADS_APART_MM else np.array([1.0, 0.0, 0.0])


def _laid(vector: FloatArray, normal: FloatArray) -> FloatArray:
    return np.asarray(vector - (vector @ normal) * normal)


def _turned(vector: FloatArray, forward: FloatArray, up: FloatArray, *, quarter: float) -> FloatArray:
    """The vector turned by a quarter within the plane of `forward` and `up`; +1 turns forward to up."""
    return np.asarray(quarter * ((vector @ forward) * up - (vector @ up) * forward))


def _signed_deg(start: FloatArray, end: FloatArray, forward: FloatArray, up: FloatArray) -> float:
    """The turn from `start` to `end` within the plane, + the way from forward to up, -180 to 180 degrees."""
    angles = [np.arctan2(vector @ up, vector @ forward) for vector in (start, end)]
    return float((np.degrees(angles[1] - angles[0]) + 180.0) % 360.0 - 180.0)


@dataclass(frozen=True)
class FacetAngles:
    """Angle of each facet joint to the sagittal plane, degrees."""

    right: float
    left: float

    @property
    def tropism(self) -> float:
        """Difference of the two."""
        return abs(self.right - self.left)


def facet_angles(points: FloatArray, around: Surroundings) -> FacetAngles:
    """Angles of right and left joint line to the mid-sagittal line, in the plane of the six points.

    Raises `ValueError` where patient space says that the joint called right lies on the left.
    """
    right, left = points[:2].mean(axis=0), points[2:4].mean(axis=0)
    if around.left is not None and (left - right) @ around.left <= 0:
        raise ValueError("the joint marked as right lies on the patient's left; draw the right joint first")
    normal = fitted_normal(points)
    lines = [_laid(points[at + 1] - points[at], normal) for at in (0, 2, 4)]
    for line, name in zip(lines, ("right joint", "left joint", "mid-sagittal"), strict=True):
        unit(line, f"the {name} line has no length; place its two ends apart")
    return FacetAngles(lines_deg(lines[0], lines[2]), lines_deg(lines[1], lines[2]))


def centre_edge(points: FloatArray, around: Surroundings) -> float:
    """Lateral centre-edge angle of a hip, degrees: from the perpendicular to the line of the head centres to the edge.

    In the frontal plane; negative when the edge of the acetabulum does not reach past the head's centre.
    """
    lateral = points[0] - points[1]
    if around.posterior is not None:
        lateral = _laid(lateral, around.posterior)
    lateral = unit(lateral, "the line of the head centres has no length; place both centres")
    up = unit(_laid(around.up, lateral), "the head centres lie above each other; place the two of them side by side")
    edge = points[2] - points[0]
    if float(np.hypot(edge @ lateral, edge @ up)) < SMALLEST:
        raise ValueError("the edge of the acetabulum lies on the head's centre; place it on the bone")
    return float(np.degrees(np.arctan2(edge @ lateral, edge @ up)))


@dataclass(frozen=True)
class Approach:
    """A needle's way from skin to target: degrees from the mid-sagittal plane and toward the head, and its depth."""

    lateral_deg: float
    cephalad_deg: float


def approach(points: FloatArray, around: Surroundings) -> Approach:
    """The angles of the way from the target (first point) to the skin (second), seen from the target.

    `lateral_deg` is within the axial plane from the mid-sagittal plane, `cephalad_deg` within the sagittal plane, +
    when the skin lies nearer the head (domain.md 4.2). Raises `ValueError` outside patient space.
    """
    if around.left is None or around.posterior is None:
        raise ValueError("an approach angle needs patient space; this image has none")
    normal = around.context.midline_normal
    sideways = around.left if normal is None else unit(normal, "the mid-sagittal plane has no direction")
    way = points[1] - points[0]
    unit(way, "target and skin are the same point; place them apart")
    back = unit(np.cross(around.up, sideways), "the mid-sagittal plane lies across the body; label the spine again")
    back = back * (1.0 if back @ around.posterior >= 0 else -1.0)
    aside, depth, rise = abs(float(way @ sideways)), float(way @ back), float(way @ around.up)
    if max(aside, abs(depth)) < SMALLEST:
        raise ValueError("the way runs along the body's axis; place the skin point behind or beside the target")
    return Approach(float(np.degrees(np.arctan2(aside, depth))), float(np.degrees(np.arctan2(rise, depth))))


def midline_offset(points: FloatArray, around: Surroundings) -> float:
    """Distance of the skin point from the mid-sagittal plane through the spine's midline; `ValueError` without one.

    The plane is the fitted one, or runs through the midline as the scanner's sagittal planes do.
    """
    point, normal = around.context.midline_point, around.context.midline_normal
    across = around.left if normal is None else np.asarray(normal)
    if point is None or across is None:
        raise ValueError("the distance from the midline needs labelled levels; label the spine first")
    return abs(float((points[1] - np.asarray(point)) @ unit(across, "the mid-sagittal plane has no direction")))
