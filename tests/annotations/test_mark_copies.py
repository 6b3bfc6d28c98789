"""Marks mirrored to the other side and carried to other levels: exact, rigid, refused where nothing is known."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from annotations.anatomy import Laterality, Level
from annotations.geometry import Point
from annotations.locations import ImageLocation, PatientLocation
from annotations.mark_copies import CopyError, carried_to, levels_to_copy_to, mirrored, next_level
from annotations.marks import Mark, MarkKind
from annotations.references import ImageRef
from annotations.spine_ledger import LevelAnchor

UID = "1.2.3"
CENTRES: dict[Level, Point] = {
    Level.L2: (2.0, 0.0, 80.0),
    Level.L3: (4.0, 4.0, 40.0),
    Level.L4: (6.0, 4.0, 0.0),
    Level.L5: (6.0, -6.0, -38.0),
}
ANCHORS = tuple(LevelAnchor(level.value, level, PatientLocation(UID, (centre,))) for level, centre in CENTRES.items())


def a_mark(*points: Point, kind: MarkKind = MarkKind.LENGTH, **facts: object) -> Mark:
    return Mark("mark", kind, PatientLocation(UID, points), **facts)  # type: ignore[arg-type]


def points_of(mark: Mark) -> list[Point]:
    assert isinstance(mark.location, PatientLocation)
    return list(mark.location.points_lps_mm)


def test_a_mirrored_mark_lies_as_far_on_the_other_side_at_the_same_height() -> None:
    mark = a_mark((20.0, 30.0, 20.0), (24.0, 60.0, 20.0))
    copy = mirrored(mark, ANCHORS, "copy")
    assert points_of(copy) == [(-10.0, 30.0, 20.0), (-14.0, 60.0, 20.0)], "the midline is at x = 5 there"
    assert copy.id == "copy"
    assert points_of(mirrored(copy, ANCHORS, "again")) == points_of(mark)


def test_an_approach_angle_is_as_steep_from_the_other_side() -> None:
    def angle_and_depth(mark: Mark) -> tuple[float, float]:
        target, skin = (np.asarray(point) for point in points_of(mark))
        away = skin - target
        return math.degrees(math.atan2(away[0], away[1])), float(np.linalg.norm(away))

    mark = a_mark((14.0, 20.0, 10.0), (50.0, 110.0, 10.0), kind=MarkKind.APPROACH)
    (angle, depth), (other, other_depth) = angle_and_depth(mark), angle_and_depth(mirrored(mark, ANCHORS, "copy"))
    assert other == pytest.approx(-angle)
    assert other_depth == pytest.approx(depth)


def test_a_region_keeps_its_slice_when_mirrored() -> None:
    region = a_mark((20, 0, 30), (30, 0, 30), (30, 10, 30), kind=MarkKind.POLYGON)
    assert {z for _, _, z in points_of(mirrored(region, ANCHORS, "copy"))} == {30}


def test_an_overridden_side_changes_with_the_mark_and_locks_and_labels_stay_behind() -> None:
    mark = a_mark(
        (20.0, 30.0, 20.0),
        (24.0, 60.0, 20.0),
        laterality=Laterality.LEFT,
        place_reason="scoliosis",
        is_locked=True,
        is_hidden=True,
        label_offset=(3.0, 4.0),
    )
    copy = mirrored(mark, ANCHORS, "copy")
    assert (copy.laterality, copy.place_reason) == (Laterality.RIGHT, "scoliosis")
    assert not copy.is_locked
    assert not copy.is_hidden
    assert copy.label_offset is None
    assert mirrored(a_mark(*points_of(mark)), ANCHORS, "copy").laterality is None


@pytest.mark.parametrize("anchors", [(), ANCHORS])
def test_without_a_midline_there_is_no_other_side(anchors: tuple[LevelAnchor, ...]) -> None:
    high = a_mark((20.0, 30.0, 320.0), (24.0, 60.0, 320.0))
    with pytest.raises(CopyError, match="midline"):
        mirrored(high, anchors, "copy")


def test_a_mark_on_a_radiograph_has_no_other_side_and_no_other_level() -> None:
    image = ImageRef("1", "2", "3", "4")
    mark = Mark("mark", MarkKind.LENGTH, ImageLocation(image, ((1, 1), (5, 5))))
    with pytest.raises(CopyError, match="without patient coordinates"):
        mirrored(mark, ANCHORS, "copy")
    with pytest.raises(CopyError, match="without patient coordinates"):
        carried_to(mark, ANCHORS, Level.L4, "copy")
    assert levels_to_copy_to(mark, ANCHORS) == ()


def test_a_mark_is_carried_from_centre_to_centre_and_keeps_its_size() -> None:
    start, end = CENTRES[Level.L3], CENTRES[Level.L5]
    mark = a_mark(
        start, (start[0], start[1] + 15.0, start[2]), (start[0], start[1], start[2] + 10), kind=MarkKind.ANGLE
    )
    copy = points_of(carried_to(mark, ANCHORS, Level.L5, "copy"))
    assert copy[0] == pytest.approx(end)
    for one, other in zip(pairwise(points_of(mark)), pairwise(copy), strict=True):
        assert math.dist(*other) == pytest.approx(math.dist(*one))


def test_a_carried_mark_turns_with_the_spine() -> None:
    along = np.subtract(CENTRES[Level.L2], CENTRES[Level.L4])
    along = along / np.linalg.norm(along)
    start = np.asarray(CENTRES[Level.L3])
    mark = a_mark(tuple(start), tuple(start + 10 * along))  # type: ignore[arg-type]
    first, second = points_of(carried_to(mark, ANCHORS, Level.L5, "copy"))
    wanted = np.subtract(CENTRES[Level.L4], CENTRES[Level.L5])
    assert np.subtract(second, first) / 10 == pytest.approx(wanted / np.linalg.norm(wanted))


def test_there_and_back_is_where_it_was() -> None:
    mark = a_mark((3.0, 10.0, 42.0), (9.0, 25.0, 44.0))
    there = carried_to(mark, ANCHORS, Level.L4, "there")
    back = points_of(carried_to(there, ANCHORS, Level.L3, "back"))
    assert back == [pytest.approx(point) for point in points_of(mark)]


def test_a_mark_in_a_disc_goes_to_discs_between_placed_bodies() -> None:
    disc = a_mark((3.0, 2.0, 60.0), (3.0, 22.0, 60.0))
    assert levels_to_copy_to(disc, ANCHORS) == (Level.L3_L4, Level.L4_L5)
    assert next_level(disc, ANCHORS, is_up=False) is Level.L3_L4
    moved = points_of(carried_to(disc, ANCHORS, Level.L3_L4, "copy"))
    assert moved[0] == pytest.approx((5.0, 4.0, 20.0))


def test_a_level_that_is_not_placed_takes_no_copy() -> None:
    body = a_mark((4.0, 4.0, 41.0), (4.0, 20.0, 41.0))
    assert next_level(body, ANCHORS, is_up=True) is Level.L2
    with pytest.raises(CopyError, match="L1 is not placed"):
        carried_to(body, ANCHORS, Level.L1, "copy")
    with pytest.raises(CopyError, match="not known"):
        carried_to(body, (), Level.L4, "copy")
