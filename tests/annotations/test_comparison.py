"""Comparison over time: noise in quadrature, direction by kind, no guess where the values do not allow one."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.calibration import CalibrationSource
from annotations.catalogue_files import CatalogueError
from annotations.comparison import (
    COMPARED_MEASURES,
    Judgement,
    Reading,
    SeenState,
    judge,
    judge_grades,
    judge_readings,
    load_measures,
)
from annotations.findings import Severity
from annotations.grading_catalogue import GRADING_SCALES
from annotations.marks import MarkKind
from annotations.observations import Comparison

GENANT, MODIC, SCHIZAS = GRADING_SCALES["genant"], GRADING_SCALES["modic"], GRADING_SCALES["schizas"]


def reading(measure: str, value: float, noise: float | None = 0.3, unit: str = "mm") -> Reading:
    return Reading(measure, value, unit, noise)


def compared(before: Reading, now: Reading) -> Judgement:
    return judge_readings(before, now, COMPARED_MEASURES.get(now.measure_id))


def graded(grade: str | None, scale: str = "genant", *readings: Reading) -> SeenState:
    return SeenState(GRADING_SCALES[scale], grade, None, readings)


@pytest.mark.parametrize(
    ("measure", "before", "now", "verdict"),
    [
        ("length", 10.0, 11.0, Comparison.WORSE),
        ("length", 10.0, 9.0, Comparison.BETTER),
        ("length", 10.0, 10.42, Comparison.UNCHANGED),
        ("length", 10.0, 10.43, Comparison.WORSE),
        ("canal_ap", 11.0, 9.0, Comparison.WORSE),
        ("canal_ap", 9.0, 11.0, Comparison.BETTER),
        ("slip", -5.0, 5.1, Comparison.UNCHANGED),
        ("slip", -5.0, -7.9, Comparison.UNCHANGED),
        ("slip", -5.0, -8.1, Comparison.WORSE),
        ("slip", 8.2, -5.0, Comparison.BETTER),
        ("dural_sac_area", 90.0, 70.0, Comparison.WORSE),
    ],
)
def test_a_change_beyond_the_noise_of_both_is_one(measure: str, before: float, now: float, verdict: Comparison) -> None:
    assert compared(reading(measure, before), reading(measure, now)).comparison is verdict


def test_noise_is_added_in_quadrature() -> None:
    before, now = reading("length", 10.0, 0.6), reading("length", 11.0, 0.8)
    assert compared(before, now) == Judgement(Comparison.UNCHANGED, "Length 10.0 → 11.0 mm (noise ± 1.0)")
    assert compared(before, reading("length", 11.01, 0.8)).comparison is Comparison.WORSE


def test_the_repeatability_of_a_method_is_the_least_noise() -> None:
    assert compared(reading("cobb", 20, 0.5, "deg"), reading("cobb", 24.9, 0.5, "deg")).comparison is (
        Comparison.UNCHANGED
    )
    assert compared(reading("cobb", 20, 0.5, "deg"), reading("cobb", 25.1, 0.5, "deg")).comparison is Comparison.WORSE


def test_a_repeatability_in_mm_says_nothing_about_pixels() -> None:
    before, now = reading("slip", 10, 0.5, "{pixels}"), reading("slip", 12, 0.5, "{pixels}")
    assert compared(before, now).comparison is Comparison.WORSE


def test_what_has_no_better_or_worse_is_left_to_the_reader() -> None:
    judged = compared(reading("lordosis", 40, 1, "deg"), reading("lordosis", 50, 1, "deg"))
    assert judged.comparison is None
    assert "for you to say" in judged.text
    assert compared(reading("made_up", 1), reading("made_up", 9)).comparison is None


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (reading("length", 10, None), reading("length", 20), "noise is not known"),
        (reading("length", 10, unit="{pixels}"), reading("length", 20), "not calibrated alike"),
        (Reading("length", 10, "mm", 0.1, CalibrationSource.DETECTOR), reading("length", 20), "not calibrated alike"),
    ],
)
def test_values_that_cannot_be_compared_are_not(before: Reading, now: Reading, words: str) -> None:
    judged = compared(before, now)
    assert judged.comparison is None
    assert words in judged.text


def test_grades_of_one_scale_are_compared_by_step() -> None:
    assert judge_grades(graded("0.5"), graded("2")).comparison is Comparison.WORSE
    assert judge_grades(graded("3"), graded("2")).comparison is Comparison.BETTER
    assert judge_grades(graded("D", "schizas"), graded("A4", "schizas")).comparison is Comparison.BETTER
    assert judge_grades(graded("2"), graded("2")).comparison is Comparison.UNCHANGED


def test_kinds_and_different_scales_are_not_degrees() -> None:
    assert judge_grades(graded("1", "modic"), graded("2", "modic")).comparison is None
    assert judge_grades(graded("1", "modic"), graded("1", "modic")).comparison is Comparison.UNCHANGED
    assert "different scales" in judge_grades(graded("B", "schizas"), graded("2", "lee_central")).text
    assert judge_grades(graded("9"), graded("2")).comparison is None


def test_the_first_study_that_shows_it_makes_it_new() -> None:
    assert judge(None, graded("2")).comparison is Comparison.NEW


def test_a_study_nobody_has_graded_or_measured_is_not_compared() -> None:
    assert judge(graded("2"), SeenState(GENANT)).comparison is None
    assert "measure or grade" in judge(SeenState(), graded("2")).text


def test_measurements_decide_before_the_grade() -> None:
    before = graded("2", "genant", reading("vertebra", 36, 2, "%"))
    worse = graded("3", "genant", reading("vertebra", 44, 2, "%"))
    judged = judge(before, worse)
    assert judged.comparison is Comparison.WORSE
    assert judged.text == "Height loss 36.0 → 44.0 % (noise ± 3.0); Genant vertebral fracture 2 → 3"
    same_grade = graded("2", "genant", reading("vertebra", 39.5, 2, "%"))
    assert judge(before, same_grade).comparison is Comparison.WORSE


def test_a_grade_that_changed_while_its_measure_did_not_is_for_the_reader() -> None:
    before = graded("2", "genant", reading("vertebra", 39, 2, "%"))
    now = graded("3", "genant", reading("vertebra", 41, 2, "%"))
    assert judge(before, now).comparison is None
    assert "do not agree" in judge(before, now).text


def test_measures_that_contradict_each_other_suggest_nothing() -> None:
    before = SeenState(readings=(reading("length", 10), reading("canal_ap", 10)))
    now = SeenState(readings=(reading("length", 12), reading("canal_ap", 12)))
    assert judge(before, now).comparison is None


def test_a_measure_taken_twice_in_one_study_is_not_compared() -> None:
    before = SeenState(SCHIZAS, "B", None, (reading("length", 10), reading("length", 20)))
    now = SeenState(SCHIZAS, "B", None, (reading("length", 30),))
    assert judge(before, now) == Judgement(Comparison.UNCHANGED, "Schizas lumbar central stenosis B → B")


def test_severity_decides_where_nothing_else_is_there() -> None:
    before, now = SeenState(severity=Severity.MILD), SeenState(severity=Severity.SEVERE)
    assert judge(before, now) == Judgement(Comparison.WORSE, "mild → severe")
    assert judge(now, before).comparison is Comparison.BETTER
    assert judge(now, now).comparison is Comparison.UNCHANGED
    assert judge(now, graded("2")).comparison is None


def test_every_direction_belongs_to_a_kind_of_mark() -> None:
    kinds = {kind.value.replace("-", "_") for kind in MarkKind}
    assert set(COMPARED_MEASURES) <= kinds


def test_a_site_may_set_its_own_repeatability(tmp_path: Path) -> None:
    (tmp_path / "comparisons.toml").write_text('[[measure]]\nid = "cobb"\nfloor = 3.0\nreviewed = "2026-12-01"\n')
    assert load_measures(tmp_path)["cobb"].floor == 3.0
    (tmp_path / "comparisons.toml").write_text('[[measure]]\nid = "cobb"\nfloor = -1\n')
    with pytest.raises(CatalogueError, match="floor must not be negative"):
        load_measures(tmp_path)
