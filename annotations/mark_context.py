"""What a case knows around a mark: the midline, the tilt of its section and the same measure above and below."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from annotations.anatomy import VERTEBRAE, Level, LevelKind
from annotations.case import Case
from annotations.geometry import FloatArray, Point, as_point
from annotations.gradings import suggestions
from annotations.level_ledger import LevelLedger, ledger_of
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.measurement_context import NO_CONTEXT, MeasurementContext
from annotations.measurements import Measurement, measurements_of
from annotations.shapes import lines_deg, polygon_normal, unit
from annotations.spine_ledger import midline, placed_levels, propose_level

NEIGHBOUR_REACH_MM = 60.0
"""The axis of the spine at a section is taken from the nearest labelled bodies above and below, within this."""
NEIGHBOUR_STEPS = 2
"""A measure farther away than this many levels is no neighbour."""
LARGEST_TILT_DEG = 45.0
"""A section tilted more than this is none across the sac: its area is left as it is, uncorrected."""


def context_of(case: Case | None, mark: Mark) -> MeasurementContext:
    """What is known around a mark; nothing on radiographs, and of each thing nothing where it is not known."""
    location = mark.location
    if case is None or not isinstance(location, PatientLocation):
        return NO_CONTEXT
    ledger = ledger_of(case, location.frame_of_reference_uid)
    if mark.kind is MarkKind.APPROACH:
        return MeasurementContext(midline_point=_midline_point(ledger, location.points_lps_mm[0]))
    if mark.kind is MarkKind.DURAL_SAC:
        return MeasurementContext(section_tilt_deg=_section_tilt_deg(ledger, location))
    if mark.kind is MarkKind.VERTEBRA:
        return MeasurementContext(neighbour_height=_neighbour(case, ledger, mark, "posterior height"))
    if mark.kind is MarkKind.CANAL:
        return MeasurementContext(neighbour_canal=_neighbour(case, ledger, mark, "canal AP diameter"))
    return NO_CONTEXT


def _midline_point(ledger: LevelLedger, near: Point) -> Point | None:
    line = midline(ledger.anchors, ledger.frame_of_reference_uid)
    x = None if line is None else line.x_at(near[2])
    return None if x is None else (x, near[1], near[2])


def _section_tilt_deg(ledger: LevelLedger, location: PatientLocation) -> float | None:
    """How far the section is from perpendicular to the spine's axis, the line of the bodies above and below it."""
    outline = np.asarray(location.points_lps_mm, dtype=np.float64)
    axis = _axis_at(ledger, outline.mean(axis=0))
    if axis is None:
        return None
    try:
        tilt = lines_deg(polygon_normal(outline), axis)
    except ValueError:
        return None
    return tilt if tilt <= LARGEST_TILT_DEG else None


def _axis_at(ledger: LevelLedger, point: FloatArray) -> FloatArray | None:
    places = placed_levels(ledger.anchors, ledger.frame_of_reference_uid)
    bodies = [np.asarray(center) for level, center in places if level.kind is LevelKind.VERTEBRA]
    offsets = [center - point for center in bodies]
    above = [one for one in offsets if 0 < one[2] <= NEIGHBOUR_REACH_MM]
    below = [one for one in offsets if -NEIGHBOUR_REACH_MM <= one[2] <= 0]
    if not above or not below:
        return None
    return unit(min(above, key=lambda one: one[2]) - max(below, key=lambda one: one[2]), "two levels lie together")


def _neighbour(case: Case, ledger: LevelLedger, mark: Mark, name: str) -> float | None:
    """Mean of a value of the nearest marks of the kind above and below that need no attention; None without both."""
    own = _place_of(ledger, mark)
    if own is None:
        return None
    above: dict[int, float] = {}
    below: dict[int, float] = {}
    for level, value in _others(case, ledger, mark, name):
        steps = _rank(level) - _rank(own)
        if 0 < abs(steps) <= NEIGHBOUR_STEPS:
            (above if steps < 0 else below)[abs(steps)] = value
    if not above or not below:
        return None
    return (above[min(above)] + below[min(below)]) / 2


def _others(case: Case, ledger: LevelLedger, mark: Mark, name: str) -> Iterator[tuple[Level, float]]:
    own = _place_of(ledger, mark)
    for other in case.of_type(Mark):
        if other.id == mark.id or other.kind is not mark.kind:
            continue
        level = _place_of(ledger, other)
        if level is None or own is None or level.kind is not own.kind:
            continue
        value = _normal_value(other, name)
        if value is not None:
            yield level, value


def _normal_value(mark: Mark, name: str) -> float | None:
    """A value of a mark where it has one; of a vertebra only where its height is not reduced."""
    try:
        values = measurements_of(mark)
    except ValueError:
        return None
    if mark.kind is MarkKind.VERTEBRA and not _is_normal(values):
        return None
    return next((one.value for one in values if one.name == name), None)


def _is_normal(values: tuple[Measurement, ...]) -> bool:
    graded = [one for one in suggestions(values, kind=MarkKind.VERTEBRA) if one.grade]
    return bool(graded) and all(one.is_normal for one in graded)


def _place_of(ledger: LevelLedger, mark: Mark) -> Level | None:
    """The level of a mark by hand, else by the ledger at its middle; None outside the ledger's space."""
    location = mark.location
    if not isinstance(location, PatientLocation):
        return None
    if location.frame_of_reference_uid != ledger.frame_of_reference_uid:
        return None
    if mark.level is not None:
        return mark.level
    middle = as_point(np.asarray(location.points_lps_mm, dtype=np.float64).mean(axis=0))
    found = propose_level(ledger.anchors, middle, ledger.frame_of_reference_uid)
    return None if found is None else found.level


def _rank(level: Level) -> int:
    """How far down the spine a level lies."""
    return VERTEBRAE.index(level.vertebrae[0])
