"""Copies of marks: mirrored to the other side of the body, or carried along the spine to another level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from annotations.anatomy import Laterality, Level, LevelKind
from annotations.geometry import FloatArray, Point, as_point
from annotations.locations import Location, PatientLocation
from annotations.marks import Mark
from annotations.rigid import RigidTransform
from annotations.spine_ledger import LevelAnchor, levels_in_order, midline, placed_levels, propose_level

OTHER_SIDE = {Laterality.LEFT: Laterality.RIGHT, Laterality.RIGHT: Laterality.LEFT}
NOT_IN_PATIENT = "This mark is on a picture without patient coordinates: it has no other side and no other level."
NO_MIDLINE = "There is no midline at this height: label vertebrae above and below it first."
NO_LEVEL = "The level of this mark is not known: label the vertebrae beside it first."
NO_PLACE = "{level} is not placed on these images: label it first."
NO_NEIGHBOUR = "There is no level {way} {level}."
NO_DIRECTION = "The course of the spine at {level} is not known: label the vertebra above or below it too."


class CopyError(ValueError):
    """A mark that cannot be copied: why, and what to do."""


def mirrored(mark: Mark, anchors: Iterable[LevelAnchor], new_id: str) -> Mark:
    """The mark on the other side of the mid-sagittal plane, which stands on the midline at the height of the mark.

    The plane is taken perpendicular to the patient's left-right axis, so that a region on an axial slice stays on it.
    Raises `CopyError` on a radiograph and where the level ledger has no midline.
    """
    location = _in_patient(mark.location)
    points = np.asarray(location.points_lps_mm, dtype=np.float64)
    line = midline(anchors, location.frame_of_reference_uid)
    x = None if line is None else line.x_at(float(points[:, 2].mean()))
    if x is None:
        raise CopyError(NO_MIDLINE)
    turned = points * (-1.0, 1.0, 1.0) + (2 * x, 0.0, 0.0)
    side = OTHER_SIDE.get(mark.laterality, mark.laterality) if mark.laterality is not None else None
    return _copy(mark, location, turned, new_id, laterality=side)


def carried_to(mark: Mark, anchors: Sequence[LevelAnchor], level: Level, new_id: str) -> Mark:
    """The mark at another level: shifted from centre to centre and turned with the course of the spine.

    Raises `CopyError` where a centre or the course of the spine is not known.
    """
    location = _in_patient(mark.location)
    source = level_of(mark, anchors)
    placed = placed_levels(anchors, location.frame_of_reference_uid)
    start, end = (_frame_at(placed, one) for one in (source, level))
    turn = _rotation(start[1], end[1])
    shift = RigidTransform.about(start[0], turn, end[0] - start[0])
    return _copy(mark, location, shift.apply(location.points_lps_mm), new_id, laterality=mark.laterality)


def level_of(mark: Mark, anchors: Iterable[LevelAnchor]) -> Level:
    """The level at the middle of a mark. Raises `CopyError` where the ledger does not know it."""
    location = _in_patient(mark.location)
    middle = as_point(np.mean(location.points_lps_mm, axis=0))
    proposal = propose_level(anchors, middle, location.frame_of_reference_uid)
    if proposal is None:
        raise CopyError(NO_LEVEL)
    return proposal.level


def levels_to_copy_to(mark: Mark, anchors: Sequence[LevelAnchor]) -> tuple[Level, ...]:
    """The other levels of the same kind (bodies, or discs) with a known centre, from head to foot; empty when none."""
    try:
        own = level_of(mark, anchors)
        placed = placed_levels(anchors, _in_patient(mark.location).frame_of_reference_uid)
    except CopyError:
        return ()
    order = levels_in_order(level for level, _ in placed)
    return tuple(one for one in order if one.kind is own.kind and one is not own and _centre(placed, one) is not None)


def next_level(mark: Mark, anchors: Sequence[LevelAnchor], *, is_up: bool) -> Level:
    """The nearest level of the same kind above or below a mark's. Raises `CopyError` at the end of the spine."""
    own = level_of(mark, anchors)
    placed = placed_levels(anchors, _in_patient(mark.location).frame_of_reference_uid)
    same = [one for one in levels_in_order(level for level, _ in placed) if one.kind is own.kind]
    number = same.index(own) + (-1 if is_up else 1)
    if not 0 <= number < len(same):
        raise CopyError(NO_NEIGHBOUR.format(way="above" if is_up else "below", level=own.label))
    return same[number]


_Placed = Sequence[tuple[Level, Point]]


def _in_patient(location: Location) -> PatientLocation:
    if not isinstance(location, PatientLocation):
        raise CopyError(NOT_IN_PATIENT)
    return location


def _copy(
    mark: Mark, location: PatientLocation, points: FloatArray, new_id: str, *, laterality: Laterality | None
) -> Mark:
    """Another mark of its own: free to move, without the source image and level of the first."""
    placed = PatientLocation(location.frame_of_reference_uid, tuple(as_point(point) for point in points))
    return replace(
        mark,
        id=new_id,
        location=placed,
        is_locked=False,
        is_hidden=False,
        label_offset=None,
        level=None,
        laterality=laterality,
        place_reason=mark.place_reason if laterality is not None else "",
        origin="",
    )


def _centre(placed: _Placed, level: Level) -> FloatArray | None:
    """Where a level is: as placed, a disc else halfway between its two bodies."""
    centres = {one: np.asarray(point, dtype=np.float64) for one, point in placed}
    if level in centres:
        return centres[level]
    bodies = [centres.get(one) for one in level.vertebrae] if level.kind is LevelKind.SEGMENT else []
    upper, lower = bodies if len(bodies) == 2 else (None, None)
    return None if upper is None or lower is None else (upper + lower) / 2


def _frame_at(placed: _Placed, level: Level) -> tuple[FloatArray, FloatArray]:
    """The centre of a level and the direction of the spine there, headward."""
    centre = _centre(placed, level)
    if centre is None:
        raise CopyError(NO_PLACE.format(level=level.label))
    order = levels_in_order(one for one, _ in placed)
    number = order.index(level)
    above = [point for one, point in placed if order.index(one) < number]
    below = [point for one, point in placed if order.index(one) > number]
    ends = (above[-1] if above else centre, below[0] if below else centre)
    step = np.subtract(ends[0], ends[1])
    reach = float(np.linalg.norm(step))
    if reach <= 0:
        raise CopyError(NO_DIRECTION.format(level=level.label))
    return centre, step / reach


def _rotation(start: FloatArray, end: FloatArray) -> FloatArray:
    """The smallest turn from one unit direction to another, 3 x 3."""
    axis, cosine = np.cross(start, end), float(start @ end)
    if cosine <= -1.0 + 1e-9:
        raise CopyError("The spine turns back on itself between these levels: check their labels.")
    x, y, z = axis
    cross = np.array(((0.0, -z, y), (z, 0.0, -x), (-y, x, 0.0)))
    return np.asarray(np.eye(3) + cross + cross @ cross / (1.0 + cosine))
