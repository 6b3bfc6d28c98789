"""What the levels and the other marks of a case tell about a mark: midline, section tilt, neighbours."""

from __future__ import annotations

import math

import pytest

from annotations.anatomy import Level
from annotations.case import Case, added_all
from annotations.gradings import suggest_grade
from annotations.locations import ImageLocation, PatientLocation
from annotations.mark_context import context_of
from annotations.marks import Mark, MarkKind
from annotations.measurement_context import NO_CONTEXT
from annotations.measurements import measurements_of
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from annotations.spine_ledger import LevelAnchor

UID = "1.9"
CENTERS = {Level.T12: 80.0, Level.L1: 40.0, Level.L2: 0.0, Level.L3: -40.0}


def a_case(*marks: Mark, lean: float = 0.0) -> Case:
    """Bodies 40 mm apart; `lean` is how far each lies behind the one below, mm."""
    case = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    anchors = [
        LevelAnchor(level.value, level, PatientLocation(UID, ((3.0, lean * z / 40, z),)))
        for level, z in CENTERS.items()
    ]
    case.apply(added_all([*anchors, *marks], "marks"))
    return case


def a_body(level: Level, height: float, anterior: float | None = None) -> Mark:
    top, z = height / 2, CENTERS[level]
    front = top if anterior is None else anterior - height / 2
    points = (
        (3, -15, z + front),
        (3, 0, z + (front + top) / 2),
        (3, 15, z + top),
        *((3, y, z - top) for y in (-15, 0, 15)),
    )
    return Mark(f"body-{level.value}", MarkKind.VERTEBRA, PatientLocation(UID, points))  # type: ignore[arg-type]


def a_canal(level: Level, width: float) -> Mark:
    z = CENTERS[level]
    return Mark(f"canal-{level.value}", MarkKind.CANAL, PatientLocation(UID, ((3, 20, z), (3, 20 + width, z))))


def test_a_crushed_body_is_seen_against_its_normal_neighbours() -> None:
    crushed = a_body(Level.L1, 16.0)
    case = a_case(crushed, a_body(Level.T12, 24.0), a_body(Level.L2, 26.0))
    assert context_of(case, crushed).neighbour_height == pytest.approx(25.0)
    found = suggest_grade("vcf", measurements_of(crushed, context=context_of(case, crushed)))
    assert found is not None
    assert (found.grade, found.word) == ("2", "crush")


def test_a_fractured_neighbour_is_passed_over_and_one_side_alone_is_not_enough() -> None:
    crushed = a_body(Level.L1, 16.0)
    wedge = a_body(Level.L2, 26.0, anterior=15.0)
    assert context_of(a_case(crushed, a_body(Level.T12, 24.0), wedge), crushed).neighbour_height is None
    beyond = a_case(crushed, a_body(Level.T12, 24.0), wedge, a_body(Level.L3, 28.0))
    assert context_of(beyond, crushed).neighbour_height == pytest.approx(26.0)


def test_canal_compromise_is_against_the_levels_above_and_below() -> None:
    narrow = a_canal(Level.L1, 9.0)
    case = a_case(narrow, a_canal(Level.T12, 17.0), a_canal(Level.L2, 19.0))
    values = {one.name: one.value for one in measurements_of(narrow, context=context_of(case, narrow))}
    assert values["canal compromise"] == pytest.approx(50.0)


def test_a_level_set_by_hand_counts_and_unlabelled_marks_do_not() -> None:
    narrow = a_canal(Level.L1, 9.0)
    far = PatientLocation(UID, ((3, 20, 900), (3, 37, 900)))
    case = a_case(narrow, Mark("far", MarkKind.CANAL, far), a_canal(Level.L2, 19.0))
    assert context_of(case, narrow).neighbour_canal is None
    named = a_case(narrow, Mark("far", MarkKind.CANAL, far, level=Level.T12), a_canal(Level.L2, 19.0))
    assert context_of(named, narrow).neighbour_canal == pytest.approx(18.0)


def test_the_tilt_of_a_section_is_from_the_line_of_the_bodies() -> None:
    square = ((-3.0, 20.0, 20.0), (9.0, 20.0, 20.0), (9.0, 30.0, 20.0), (-3.0, 30.0, 20.0))
    sac = Mark("sac", MarkKind.DURAL_SAC, PatientLocation(UID, square))
    assert context_of(a_case(sac), sac).section_tilt_deg == pytest.approx(0.0, abs=1e-6)
    leaning = a_case(sac, lean=40 * math.tan(math.radians(25)))
    assert context_of(leaning, sac).section_tilt_deg == pytest.approx(25.0)
    area = measurements_of(sac, context=context_of(leaning, sac))[0]
    assert area.value == pytest.approx(120 * math.cos(math.radians(25)))
    steep = a_case(sac, lean=40 * math.tan(math.radians(60)))
    assert context_of(steep, sac).section_tilt_deg is None


def test_an_approach_knows_how_far_from_the_midline_the_skin_is() -> None:
    way = Mark("way", MarkKind.APPROACH, PatientLocation(UID, ((10.0, 20.0, 5.0), (43.0, 90.0, 5.0))))
    values = {one.name: one for one in measurements_of(way, context=context_of(a_case(way), way))}
    assert values["skin offset from midline"].value == pytest.approx(40.0)
    assert "scanner's sagittal plane" in values["approach angle"].remark


def test_nothing_is_made_up_without_labels_or_patient_space() -> None:
    bare = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    for mark in (a_body(Level.L1, 20.0), a_canal(Level.L1, 9.0)):
        assert context_of(bare, mark) == NO_CONTEXT
        assert context_of(None, mark) == NO_CONTEXT
    film = Mark("f", MarkKind.CANAL, ImageLocation(ImageRef("1.2", "1.3", "1.4", "1.5"), ((0.0, 0.0), (30.0, 0.0))))
    assert context_of(a_case(), film) == NO_CONTEXT
