"""Grades that measurements suggest: cut-offs, noise, floors and the rules as data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotations.calibration import CalibrationSource
from annotations.catalogue_files import CatalogueError
from annotations.finding_catalogue import FINDING_TYPES
from annotations.grade_rules import GRADE_RULES, load_grade_rules
from annotations.gradings import GradeSuggestion, rules_for, suggest_grade, suggestions
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.measurement_context import MeasurementContext
from annotations.measurements import Measurement, measurements_of
from annotations.references import ImageRef

MINIMAL = """
[[rule]]
id = "mine"
version = 1
title = "Mine"
scale = "genant"
findings = ["vcf"]
kinds = ["vertebra"]
measurement = "height loss"
unit = "%"
source = ""
evidence = "unverified"
steps = [{ below = 20.0, grade = "0", normal = true }, { grade = "1" }]
"""


def measured(name: str, value: float, unit: str, uncertainty: float | None = None, remark: str = "") -> Measurement:
    return Measurement(value, unit, "", CalibrationSource.PATIENT, uncertainty, name, remark)


def loss(percent: float, remark: str = "anterior lowest") -> GradeSuggestion:
    found = suggest_grade("vcf", [measured("height loss", percent, "%", remark=remark)])
    assert found is not None
    return found


def slipped(percent: float, slip: Measurement | None = None, uncertainty: float | None = None) -> GradeSuggestion:
    slip = measured("slip", 0.3 * percent, "mm") if slip is None else slip
    found = suggest_grade("spondylolisthesis", [measured("slip percentage", percent, "%", uncertainty), slip])
    assert found is not None
    return found


def said(rule: str, *values: Measurement) -> GradeSuggestion:
    return next(one for one in suggestions(values) if one.rule.id == rule)


def test_the_genant_vector_of_domain_4_4() -> None:
    heights = ((0, -30, 14), (0, -15, 18), (0, 0, 22), (0, -30, 0), (0, -15, 0), (0, 0, 0))
    mark = Mark("m", MarkKind.VERTEBRA, PatientLocation("1.9", heights))
    found = suggest_grade("vcf", measurements_of(mark))
    assert found is not None
    assert found.measurement.value == pytest.approx(36.4, abs=0.05)
    assert (found.scale, found.grade, found.word) == ("genant", "2", "wedge")
    assert found.text == "height loss 36.4 %: grade 2 wedge (suggested by genant_height_loss@1)"
    assert not found.is_near_cut_off


@pytest.mark.parametrize(
    ("percent", "grade"), [(0.0, "0"), (19.9, "0"), (20.0, "1"), (25.0, "1"), (25.1, "2"), (40.0, "2"), (40.1, "3")]
)
def test_genant_cut_offs(percent: float, grade: str) -> None:
    assert loss(percent).grade == grade


def test_80_of_100_is_a_loss_of_20_percent_and_not_a_hair_less() -> None:
    assert loss(100 * (1 - 80.0 / 100.0)).grade == "1"


def test_a_loss_near_a_cut_off_gives_both_grades() -> None:
    assert loss(18.0).grades == ("0", "1")
    assert loss(38.0).grades == ("2", "3")
    assert loss(22.5).grades == ("0", "1", "2")
    assert loss(33.0).grades == ("2",)
    assert loss(38.0).grade_text == "grade 2 to grade 3 wedge"


@pytest.mark.parametrize(
    ("remark", "word"),
    [("middle lowest", "biconcave"), ("posterior lowest", "crush"), ("lower than its neighbours", "crush")],
)
def test_the_lowest_height_gives_the_shape(remark: str, word: str) -> None:
    assert loss(30.0, remark).word == word
    assert loss(3.0, remark).word == ""


def test_a_crushed_body_is_graded_by_its_neighbours() -> None:
    flat = tuple((0.0, y, z) for z in (14.0, 0.0) for y in (-30.0, -15.0, 0.0))
    mark = Mark("m", MarkKind.VERTEBRA, PatientLocation("1.9", flat))
    alone = suggest_grade("vcf", measurements_of(mark))
    known = suggest_grade("vcf", measurements_of(mark, context=MeasurementContext(neighbour_height=22.0)))
    assert alone is not None
    assert known is not None
    assert (alone.grade, known.grade, known.word) == ("0", "2", "crush")


@pytest.mark.parametrize(
    ("percent", "grade"),
    [(10.1, "1"), (25, "1"), (25.1, "2"), (50, "2"), (75, "3"), (100, "4"), (101, "5"), (-30, "2")],
)
def test_meyerding_cut_offs(percent: float, grade: str) -> None:
    assert slipped(percent).grade == grade


def test_a_slip_below_3_mm_is_noise() -> None:
    found = slipped(8.0, measured("slip", -2.9, "mm"))
    assert (found.grade, found.grades, found.is_normal) == ("0", ("0",), True)
    assert "noise" in found.grade_text


def test_without_mm_the_floor_is_said_to_be_missing() -> None:
    found = slipped(8.0, measured("slip", 9.0, "{pixels}"))
    assert found.grade == "1"
    assert "not applied without mm" in found.grade_text


def test_a_rule_without_its_own_noise_takes_the_uncertainty() -> None:
    assert slipped(24.0, uncertainty=2.0).grades == ("1", "2")
    assert slipped(24.0, uncertainty=0.5).grades == ("1",)


def test_the_meyerding_vector_of_domain_4_6_on_an_uncalibrated_radiograph() -> None:
    image = ImageLocation(ImageRef("1.2", "1.3", "1.4", "1.5"), ((0.0, 0.0), (35.0, 0.0), (8.0, -12.0)))
    found = suggest_grade("spondylolisthesis", measurements_of(Mark("m", MarkKind.SLIP, image)))
    assert found is not None
    assert (found.measurement.value, found.grade) == (pytest.approx(22.9, abs=0.05), "1")


@pytest.mark.parametrize(("depth", "grade"), [(1.5, "3"), (2.0, "3"), (2.1, "2"), (2.99, "2")])
def test_lateral_recess_cut_offs(depth: float, grade: str) -> None:
    found = suggest_grade("lateral_recess_stenosis", [measured("lateral recess depth", depth, "mm")])
    assert found is not None
    assert found.grade == grade


def test_a_recess_that_is_not_narrow_suggests_no_grade_but_says_so() -> None:
    depth = measured("lateral recess depth", 4.0, "mm")
    assert suggest_grade("lateral_recess_stenosis", [depth]) is None
    assert said("lateral_recess_depth", depth).is_normal


@pytest.mark.parametrize(
    ("ap", "words"),
    [(9.9, "absolute stenosis"), (11.9, "relative stenosis"), (13.0, "below the normal 15 to 25 mm"), (20.0, "normal")],
)
def test_lumbar_canal_words(ap: float, words: str) -> None:
    assert said("lumbar_canal_ap", measured("canal AP diameter", ap, "mm")).grade_text.startswith(words)


def test_the_severe_step_of_the_sac_area_is_unverified_and_says_so() -> None:
    severe, early = (said("dural_sac_area", measured("dural sac area", area, "mm2")) for area in (60.0, 110.0))
    assert severe.is_unverified
    assert "unverified" in severe.explanation
    assert not early.is_unverified
    assert early.grade_text == "early stenosis"


@pytest.mark.parametrize(("index", "grade"), [(0.45, "0"), (0.40, "0"), (0.39, "1"), (0.25, "2"), (0.1, "3")])
def test_disc_height_index_steps(index: float, grade: str) -> None:
    found = suggest_grade("disc_degeneration", [measured("disc height index", index, "1")])
    assert found is not None
    assert (found.scale, found.grade, found.is_unverified) == ("disc_height_index", grade, True)


def test_angles_are_put_into_words() -> None:
    assert said("facet_tropism", measured("facet tropism", 8.0, "deg")).says == "tropism"
    assert said("cobb_scoliosis", measured("Cobb angle", 21.0, "deg")).says == "scoliosis"
    assert (
        said("cobb_scoliosis", measured("Cobb angle", 12.0, "deg")).says == "below the 10° of a scoliosis or scoliosis"
    )
    assert "reconsider" in said("pi_numbering", measured("pelvic incidence", 34.0, "deg")).says


def test_mismatch_needs_both_values_and_a_standing_patient() -> None:
    incidence = measured("pelvic incidence", 60.0, "deg", 1.0)
    lordosis = measured("lumbar lordosis", 40.0, "deg", 1.0)
    found = said("pi_ll_mismatch", incidence, lordosis)
    assert (found.measurement.value, found.says) == (20.0, "relevant mismatch")
    assert found.measurement.uncertainty == pytest.approx(2**0.5)
    lying = replace(lordosis, remark="supine, not comparable with standing")
    for values in ((incidence,), (incidence, lying)):
        assert not [one for one in suggestions(values) if one.rule.id == "pi_ll_mismatch"]


def test_a_value_in_another_unit_suggests_nothing() -> None:
    assert not suggestions([measured("canal AP diameter", 9.0, "{pixels}")])


def test_the_explanation_gives_cut_offs_noise_and_source() -> None:
    explanation = loss(30.0).explanation
    for part in ("below 20 %: grade 0", "to 40 %: grade 2", "noise ± 3 % (design choice)", "source: GENANT"):
        assert part in explanation


def test_every_rule_with_a_scale_grades_types_that_have_the_scale() -> None:
    for rule in GRADE_RULES.values():
        if rule.scale is not None:
            assert all(rule.scale in FINDING_TYPES[one].gradings for one in rule.findings), rule.id


def test_every_rule_names_a_source_or_says_it_is_unverified() -> None:
    for rule in GRADE_RULES.values():
        assert rule.source or "unverified" in rule.provenance, rule.id


def test_a_finding_type_says_what_to_measure_for_it() -> None:
    assert [rule.id for rule in rules_for("spondylolisthesis")] == ["meyerding_slip"]
    assert {MarkKind.CANAL, MarkKind.DURAL_SAC} <= {
        k for rule in rules_for("central_stenosis_lumbar") for k in rule.kinds
    }


def test_a_site_changes_a_cut_off_and_raises_the_version(tmp_path: Path) -> None:
    (tmp_path / "grade_rules.toml").write_text(
        '[[rule]]\nid = "genant_height_loss"\nversion = 2\nreviewed = "2026-11-01"\nnoise = 5.0\n'
    )
    rule = load_grade_rules(tmp_path)["genant_height_loss"]
    assert (rule.key, rule.noise, rule.provenance) == (
        "genant_height_loss@2",
        5.0,
        "source: GENANT, reviewed 2026-11-01",
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('scale = "genant"', 'scale = "none_such"', "no grading scale"),
        ('grade = "1"', 'grade = "9"', "not one of the scale"),
        ('grade = "1"', "normal = true", "one of them must be given"),
        ('findings = ["vcf"]', 'findings = ["none_such"]', "no finding type"),
        ('measurement = "height loss"', 'measurement = "slip"', "not measured by these kinds"),
        ('unit = "%"', 'unit = "%"\nnoise = -1.0', "noise must not be negative"),
        ("version = 1", "version = 0", "whole number"),
        ('{ grade = "1" }', '{ below = 10.0, grade = "1" }', "must go up"),
        ("below = 20.0", "below = 20.0, up_to = 30.0", "exclude each other"),
        ('source = ""', 'source = ""\nsurprise = 1', "surprise is not a field"),
    ],
)
def test_a_broken_rule_is_refused_with_its_name(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in MINIMAL
    (tmp_path / "grade_rules.toml").write_text(MINIMAL.replace(old, new))
    with pytest.raises(CatalogueError, match=message) as error:
        load_grade_rules(tmp_path)
    assert "mine" in str(error.value)
