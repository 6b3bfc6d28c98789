"""What the marks of a finding measure: sizes along the body, and which marks may still be linked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.anatomy import Laterality, Level
from annotations.case import Case, added_all
from annotations.finding_measures import candidates, is_at, principal_text, readings_of, size_of, values_of
from annotations.findings import Finding
from annotations.geometry import Point
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from annotations.spine_ledger import LevelAnchor


def mark(mark_id: str, kind: MarkKind, *points: Point, level: Level | None = None) -> Mark:
    return Mark(mark_id, kind, PatientLocation("1.5", points, None), level=level)


ALONG_X = mark("x", MarkKind.LENGTH, (0.0, 0.0, 0.0), (9.0, 1.0, 0.0))
OBLIQUE = mark("b", MarkKind.BIDIRECTIONAL, (0.0, 0.0, 0.0), (0.0, 8.0, 6.0), (0.0, 0.0, 0.0), (0.0, 3.0, 4.0))


@pytest.mark.parametrize(
    ("marks", "size"),
    [
        ((ALONG_X,), (0.0, pytest.approx(9.055, abs=1e-3), 0.0)),
        ((OBLIQUE,), (10.0, 0.0, 5.0)),
        ((ALONG_X, OBLIQUE), (10.0, pytest.approx(9.055, abs=1e-3), 5.0)),
        ((), None),
        ((mark("p", MarkKind.POINT, (0.0, 0.0, 0.0)),), None),
    ],
)
def test_a_size_goes_to_the_direction_its_axis_runs_along(
    marks: tuple[Mark, ...], size: tuple[float, float, float] | None
) -> None:
    assert size_of(marks) == size


def test_a_radiograph_does_not_say_which_direction_a_size_has() -> None:
    image = ImageRef("1", "2", "3", "4")
    assert size_of((Mark("r", MarkKind.LENGTH, ImageLocation(image, ((0.0, 0.0), (9.0, 0.0)))),)) is None


def test_marks_of_other_findings_are_not_offered_and_those_of_the_level_come_first() -> None:
    case = Case("c", PatientIdentity("1"), "2026-01-01")
    here = mark("here", MarkKind.LENGTH, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), level=Level.L4_L5)
    taken = mark("taken", MarkKind.LENGTH, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0))
    newest = mark("newest", MarkKind.LENGTH, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0))
    point = mark("point", MarkKind.POINT, (0.0, 0.0, 0.0))
    finding = Finding("f", "vcf", Level.L1, Laterality.MEDIAN, ("taken",))
    case.apply(added_all((here, taken, ALONG_X, newest, point, finding), "made"))
    assert [one.id for one in candidates(case, level=Level.L4_L5, taken=())] == ["here", "newest", "x"]
    assert [one.id for one in candidates(case, level=None, taken=("x",), finding_id="f")] == ["newest", "taken", "here"]


def test_noise_is_known_where_the_pixel_size_is() -> None:
    assert readings_of((ALONG_X,))[0].uncertainty is None
    known = readings_of((ALONG_X,), lambda _: 0.5)[0]
    assert known.measure_id == "length"
    assert known.uncertainty == pytest.approx(0.5 * 0.5 * 2**0.5, rel=0.01)


def test_a_mark_without_a_value_says_why_and_is_left_out() -> None:
    flat = mark("v", MarkKind.VERTEBRA, *[(0.0, 0.0, 0.0)] * 6)
    assert values_of((flat,)) == ()
    assert readings_of((flat,)) == ()
    assert principal_text(flat)


def test_a_mark_is_at_a_level_and_side_by_the_ledger_or_by_hand() -> None:
    case = Case("c", PatientIdentity("1"), "2026-01-01")
    case.apply(
        added_all(
            (
                LevelAnchor(f"a{level.value}", level, PatientLocation("1.5", ((0.0, 10.0, z),), None))
                for level, z in ((Level.L3, 74.0), (Level.L4, 37.0), (Level.L5, 0.0))
            ),
            "levels",
        )
    )
    left = mark("left", MarkKind.LATERAL_RECESS, (12.0, 30.0, 18.0), (12.0, 33.0, 18.0))
    assert is_at(case, left, Level.L4_L5)
    assert is_at(case, left, Level.L4_L5, Laterality.LEFT)
    assert not is_at(case, left, Level.L4_L5, Laterality.RIGHT)
    assert not is_at(case, left, Level.L3_L4)
    by_hand = replace(left, level=Level.L3_L4, laterality=Laterality.RIGHT, place_reason="six lumbar")
    assert is_at(case, by_hand, Level.L3_L4, Laterality.RIGHT)
    assert not is_at(case, by_hand, Level.L4_L5)
    elsewhere = replace(left, location=PatientLocation("1.6", left.location.points_lps_mm, None))  # type: ignore[union-attr]
    assert not is_at(case, elsewhere, Level.L4_L5)
