"""What a measurement of a mark is, and those of the general tools as one table (domain.md 4.2 to 4.10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from annotations.curves import path_length
from annotations.geometry import FloatArray
from annotations.marks import MarkKind
from annotations.measurement_context import Surroundings
from annotations.pelvic_shapes import approach, midline_offset
from annotations.placement_error import (
    outline_area_error,
    path_error,
    propagated,
)
from annotations.shapes import (
    angle_deg,
    curve_length,
    distance_from_line,
    length,
    lines_deg,
    outline_area,
    outline_length,
    oval_area,
    oval_perimeter,
    oval_semi_axes,
    require_simple_outline,
)

PERPENDICULAR_WITHIN_DEG = 5.0
"""Axes of a bidirectional measurement farther from 90 degrees than this are said not to be perpendicular."""


class Dimension(StrEnum):
    """What a quantity is; its unit follows from this and from whether there are mm."""

    LENGTH = "length"
    AREA = "area"
    ANGLE = "angle"
    RATIO = "ratio"
    PERCENT = "percent"


Formula = Callable[[FloatArray, Surroundings], float]
Remark = Callable[[FloatArray, Surroundings], str]
Spread = Callable[[Formula, FloatArray, Surroundings, float], float | None]


def _no_remark(_points: FloatArray, _around: Surroundings) -> str:
    return ""


def _numeric_spread(formula: Formula, points: FloatArray, around: Surroundings, error: float) -> float | None:
    return propagated(lambda moved: formula(moved, around), points, error)


@dataclass(frozen=True)
class Quantity:
    """One thing a kind of mark measures.

    `name` is the field's term, `method` how it was got. `formula` takes the points (n, 3) and what is around them and
    raises `ValueError` for points that have no such value. `remark` adds words to the value. `needs` names the field
    of the context without which the quantity is left out; `in_patient_space_only` leaves it out on radiographs.
    """

    name: str
    dimension: Dimension
    method: str
    formula: Formula
    remark: Remark = _no_remark
    spread: Spread = _numeric_spread
    needs: str = ""
    in_patient_space_only: bool = False

    def applies(self, around: Surroundings) -> bool:
        """Whether this can be told from what is known."""
        if self.in_patient_space_only and not around.is_patient_space:
            return False
        return not self.needs or getattr(around.context, self.needs) is not None


def length_quantity(name: str, method: str, formula: Formula, remark: Remark = _no_remark) -> Quantity:
    """A length by a formula."""
    return Quantity(name, Dimension.LENGTH, method, formula, remark)


def angle_quantity(name: str, method: str, formula: Formula, remark: Remark = _no_remark) -> Quantity:
    """An angle by a formula."""
    return Quantity(name, Dimension.ANGLE, method, formula, remark)


def distance_quantity(name: str, method: str = "distance of two points", first: int = 0) -> Quantity:
    """The distance from one point, the `first` counted from 0, to the next."""
    return length_quantity(name, method, lambda points, _: length(points[first], points[first + 1]))


def simple_area(points: FloatArray, _around: Surroundings) -> float:
    """Area of an outline that does not cross itself; `ValueError` for one that does."""
    require_simple_outline(points)
    return outline_area(points)


def outline_spread(_formula: Formula, points: FloatArray, _around: Surroundings, error: float) -> float:
    """How far a drawn area may be off."""
    return outline_area_error(outline_length(points), error)


def _path_spread(_formula: Formula, points: FloatArray, _around: Surroundings, error: float) -> float:
    return path_error(points, error)


def _rim_spread(_formula: Formula, points: FloatArray, _around: Surroundings, error: float) -> float:
    return path_error(points, error, closed=True)


def _axes_crossing(points: FloatArray, _around: Surroundings) -> str:
    crossing = lines_deg(points[1] - points[0], points[3] - points[2])
    return "" if 90 - crossing <= PERPENDICULAR_WITHIN_DEG else f"axes not perpendicular ({crossing:.0f}°)"


def _axis(pick: Callable[[float, float], float]) -> Formula:
    return lambda points, _: pick(length(points[0], points[1]), length(points[2], points[3]))


def _approach_words(_points: FloatArray, around: Surroundings) -> str:
    known = around.context.midline_normal is not None
    return "supine planning, prone procedure" + ("" if known else "; angle from the scanner's sagittal plane")


OUTLINE = (
    Quantity("area", Dimension.AREA, "area of the outline in its plane", simple_area, spread=outline_spread),
    Quantity(
        "perimeter", Dimension.LENGTH, "length of the outline", lambda p, _: outline_length(p), spread=_rim_spread
    ),
)
_OVAL = (
    Quantity("area", Dimension.AREA, "area of the ellipse by its axes", lambda p, _: oval_area(p)),
    length_quantity("perimeter", "perimeter of the ellipse by its axes", lambda p, _: oval_perimeter(p)),
)

GEOMETRIC: Mapping[MarkKind, tuple[Quantity, ...]] = {
    MarkKind.LENGTH: (distance_quantity("length"),),
    MarkKind.ANGLE: (angle_quantity("angle", "angle of three points, vertex second", lambda p, _: angle_deg(*p)),),
    MarkKind.ANGLE_OF_LINES: (
        angle_quantity("angle", "smaller angle of two lines", lambda p, _: lines_deg(p[1] - p[0], p[3] - p[2])),
        angle_quantity(
            "supplementary angle", "larger angle of two lines", lambda p, _: 180 - lines_deg(p[1] - p[0], p[3] - p[2])
        ),
    ),
    MarkKind.PERPENDICULAR: (
        length_quantity(
            "distance", "point to line, at a right angle", lambda p, _: distance_from_line(p[2], p[0], p[1])
        ),
    ),
    MarkKind.PARALLEL: (
        length_quantity("distance", "between parallel lines", lambda p, _: distance_from_line(p[2], p[0], p[1])),
    ),
    MarkKind.POLYLINE: (
        Quantity(
            "length",
            Dimension.LENGTH,
            "sum of the straight pieces",
            lambda p, _: path_length(p),
            spread=_path_spread,
        ),
    ),
    MarkKind.SPLINE: (
        Quantity(
            "length",
            Dimension.LENGTH,
            "centripetal Catmull-Rom curve through the points",
            lambda p, _: curve_length(p),
            spread=_path_spread,
        ),
    ),
    MarkKind.ELLIPSE: (
        *_OVAL,
        length_quantity("long axis", "axis of the ellipse", lambda p, _: 2 * oval_semi_axes(p)[0]),
        length_quantity("short axis", "axis of the ellipse", lambda p, _: 2 * oval_semi_axes(p)[1]),
    ),
    MarkKind.CIRCLE: (
        *_OVAL,
        length_quantity("diameter", "of the circle of the same area", lambda p, _: 2 * (oval_area(p) / np.pi) ** 0.5),
    ),
    MarkKind.RECTANGLE: (
        *OUTLINE,
        distance_quantity("width", "first side"),
        distance_quantity("height", "second side", first=1),
    ),
    MarkKind.POLYGON: OUTLINE,
    MarkKind.FREEHAND: OUTLINE,
    MarkKind.BIDIRECTIONAL: (
        length_quantity("long axis", "longer of the two lines", _axis(max), _axes_crossing),
        length_quantity("short axis", "shorter of the two lines", _axis(min), _axes_crossing),
    ),
    MarkKind.APPROACH: (
        Quantity(
            "approach angle",
            Dimension.ANGLE,
            "from the mid-sagittal plane within the axial plane",
            lambda p, around: approach(p, around).lateral_deg,
            _approach_words,
            in_patient_space_only=True,
        ),
        distance_quantity("depth", "straight from skin to target"),
        Quantity(
            "cephalad angle",
            Dimension.ANGLE,
            "within the sagittal plane, + when the skin lies nearer the head",
            lambda p, around: approach(p, around).cephalad_deg,
            in_patient_space_only=True,
        ),
        Quantity(
            "skin offset from midline",
            Dimension.LENGTH,
            "distance from the spine's midline, across the mid-sagittal plane",
            midline_offset,
            needs="midline_point",
            in_patient_space_only=True,
        ),
    ),
}
"""The general tools. A kind that is not listed measures nothing (points, arrows, texts)."""
