"""Every line of the rules of domain.md 5.3, and what the verdict rests on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.anatomy import Laterality, Level, Root
from annotations.case import Case, CaseItem, added_all
from annotations.concordance import (
    RULE_VERSION,
    Assessment,
    Domain,
    Outcome,
    Verdict,
    assess,
    exam_item_text,
    verdict_of,
)
from annotations.evaluation import Complaint, ExamItem, ExamKind, exam_item_id
from annotations.exam_catalogue import EXAM_ITEMS
from annotations.findings import AxialZone, Finding
from annotations.patient import PatientIdentity

RIGHT, LEFT, BOTH, MIDLINE = Laterality.RIGHT, Laterality.LEFT, Laterality.BILATERAL, Laterality.MEDIAN
S, N, C, X = Outcome.SUPPORT, Outcome.NEUTRAL, Outcome.CONTRADICT, Outcome.NOT_EXAMINED


def examined(name: str, side: Laterality, value: str, detail: str = "") -> ExamItem:
    kind = EXAM_ITEMS[name].kind
    return ExamItem(exam_item_id(kind, name, side), kind, name, side, value, detail)


def pain(side: Laterality | None, *roots: Root) -> Complaint:
    return Complaint("k", "pain", side, radiation_roots=roots)


def extrusion(side: Laterality = RIGHT, *, linked: bool = False, **more: object) -> Finding:
    given = {"zone": AxialZone.SUBARTICULAR, "complaint_ids": ("k",) if linked else ()} | more
    return Finding("f", "disc_extrusion", Level.L4_L5, side, **given)  # type: ignore[arg-type]


def of(finding: Finding, *items: CaseItem) -> Assessment:
    case = Case("c", PatientIdentity("p"), "2026")
    case.apply(added_all([*items, finding], "made"))
    return assess(case, finding)


def outcomes(**given: Outcome) -> dict[Domain, Outcome]:
    return {Domain[name.upper()]: outcome for name, outcome in given.items()}


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        # side contradict -> discordant, whatever else
        (outcomes(side=C, motor=S, sensory=S, reflex=S, tension=S, pain_map=S), Verdict.DISCORDANT),
        # nothing examined except pain_map -> insufficient data
        (outcomes(side=S, pain_map=S, imaging=S), Verdict.INSUFFICIENT_DATA),
        (outcomes(), Verdict.INSUFFICIENT_DATA),
        # two signs and no contradiction -> concordant
        (outcomes(motor=S, sensory=S), Verdict.CONCORDANT),
        (outcomes(motor=S, reflex=S, sensory=N), Verdict.CONCORDANT),
        (outcomes(motor=S, sensory=S, reflex=S, tension=N), Verdict.CONCORDANT),
        # one sign with tension or pain map -> concordant
        (outcomes(motor=S, tension=S), Verdict.CONCORDANT),
        (outcomes(sensory=S, pain_map=S), Verdict.CONCORDANT),
        (outcomes(reflex=S, tension=S, motor=N), Verdict.CONCORDANT),
        # one sign alone: open in 5.3, partial here
        (outcomes(motor=S), Verdict.PARTIAL),
        # only pain map or tension -> partial
        (outcomes(tension=S), Verdict.PARTIAL),
        (outcomes(motor=N, pain_map=S), Verdict.PARTIAL),
        # contradiction with some support -> partial
        (outcomes(motor=C, sensory=S), Verdict.PARTIAL),
        (outcomes(motor=S, reflex=S, sensory=C), Verdict.PARTIAL),
        (outcomes(motor=C, tension=S), Verdict.PARTIAL),
        # contradiction without support -> discordant
        (outcomes(motor=C), Verdict.DISCORDANT),
        (outcomes(motor=N, sensory=C, tension=N), Verdict.DISCORDANT),
        # all examined, nothing found
        (outcomes(motor=N, sensory=N, reflex=N, tension=N, pain_map=X), Verdict.INSUFFICIENT_DATA),
    ],
)
def test_the_rules_in_their_order(given: dict[Domain, Outcome], verdict: Verdict) -> None:
    assert verdict_of(given) is verdict


def example(side: Laterality) -> list[ExamItem]:
    return [
        examined("great_toe_extension", side, "4"),
        examined("light_touch_l5", side, "altered"),
        examined("patellar", side, "2+"),
        examined("achilles", side, "2+"),
        examined("slr", side, "positive", "45"),
    ]


def test_the_example_of_domain_5_3_is_concordant_with_l5() -> None:
    found = of(extrusion(RIGHT), *example(RIGHT))
    assert found.verdict is Verdict.CONCORDANT
    assert "Great-toe extension right 4" in found.supports
    assert "Light touch L5 right altered" in found.supports
    assert "Straight leg raise right positive (45°)" in found.supports
    assert found.against == ()
    assert "Medial hamstring reflex right" in found.not_examined
    assert found.rule_version == RULE_VERSION


def test_the_same_finding_with_left_only_signs_is_discordant_by_side() -> None:
    found = of(extrusion(RIGHT), *example(LEFT))
    assert found.verdict is Verdict.DISCORDANT
    assert found.against == ("signs are left only",)


def test_a_complaint_of_the_other_side_is_discordant_whatever_the_signs() -> None:
    found = of(extrusion(RIGHT, linked=True), pain(LEFT, Root.L5), *example(RIGHT))
    assert found.verdict is Verdict.DISCORDANT
    assert "complaint is left" in found.against


def test_a_bilateral_complaint_does_not_contradict_a_side() -> None:
    found = of(extrusion(RIGHT, linked=True), pain(BOTH, Root.L5), *example(RIGHT))
    assert found.verdict is Verdict.CONCORDANT


def test_a_pain_map_alone_is_insufficient() -> None:
    found = of(extrusion(RIGHT, linked=True), pain(RIGHT, Root.L5))
    assert found.verdict is Verdict.INSUFFICIENT_DATA
    assert "pain in the L5 dermatome" in found.supports


def test_pain_in_another_dermatome_is_neutral() -> None:
    found = of(extrusion(RIGHT, linked=True), pain(RIGHT, Root.S1), examined("great_toe_extension", RIGHT, "5"))
    assert found.against == ()
    assert found.verdict is Verdict.INSUFFICIENT_DATA


def test_weakness_of_another_root_only_contradicts_and_is_named() -> None:
    found = of(extrusion(RIGHT), examined("plantar_flexion", RIGHT, "3"), examined("great_toe_extension", RIGHT, "5"))
    assert found.verdict is Verdict.DISCORDANT
    assert "Plantar flexion (heel raise) right 3, not L5" in found.against


def test_weakness_of_the_root_and_of_another_one_supports() -> None:
    found = of(extrusion(RIGHT), examined("plantar_flexion", RIGHT, "3"), examined("great_toe_extension", RIGHT, "3"))
    assert found.against == ()


def test_a_contradicting_item_with_support_is_partial() -> None:
    found = of(extrusion(RIGHT), examined("light_touch_s1", RIGHT, "absent"), examined("slr", RIGHT, "positive"))
    assert found.verdict is Verdict.PARTIAL


def test_a_weak_arm_says_nothing_about_a_lumbar_root() -> None:
    found = of(extrusion(RIGHT), examined("wrist_extension", RIGHT, "2"), examined("great_toe_extension", RIGHT, "5"))
    assert found.against == ()


def test_mrc_4_plus_is_not_yet_weakness() -> None:
    found = of(extrusion(RIGHT), examined("great_toe_extension", RIGHT, "4+"), examined("slr", RIGHT, "positive"))
    assert found.verdict is Verdict.PARTIAL


def test_not_testable_counts_as_not_examined() -> None:
    found = of(extrusion(RIGHT), examined("great_toe_extension", RIGHT, "NT"))
    assert any("Great-toe extension" in text for text in found.not_examined)
    assert found.verdict is Verdict.INSUFFICIENT_DATA


def s1_finding() -> Finding:
    return Finding("f", "disc_extrusion", Level.L5_S1, RIGHT, zone=AxialZone.SUBARTICULAR)


def test_a_reflex_counts_against_the_other_side() -> None:
    found = of(s1_finding(), examined("achilles", RIGHT, "0"), examined("achilles", LEFT, "2+"))
    assert "Achilles reflex right 0 (other side 2+)" in found.supports


def test_reflexes_reduced_on_both_sides_are_neutral() -> None:
    found = of(s1_finding(), examined("achilles", RIGHT, "1+"), examined("achilles", LEFT, "1+"))
    assert found.supports == ("imaging: L5-S1 subarticular reaches S1",)


def test_a_reduced_reflex_without_the_other_side_asks_for_it() -> None:
    found = of(s1_finding(), examined("achilles", RIGHT, "1+"))
    assert "Achilles reflex left, to compare with 1+" in found.not_examined


def test_a_root_without_a_reflex_is_not_asked_for_one() -> None:
    finding = Finding("f", "foraminal_stenosis_lumbar", Level.L2_L3, RIGHT)
    assert not any("reflex" in text for text in of(finding).not_examined)


def test_a_negative_test_is_neutral() -> None:
    found = of(extrusion(RIGHT), examined("slr", RIGHT, "negative"))
    assert found.against == ()
    assert found.verdict is Verdict.INSUFFICIENT_DATA


def test_a_bilateral_finding_reports_both_sides() -> None:
    found = of(extrusion(BOTH), *example(LEFT))
    assert {one.laterality: one.verdict for one in found.sides} == {
        RIGHT: Verdict.INSUFFICIENT_DATA,
        LEFT: Verdict.CONCORDANT,
    }
    assert found.verdict is Verdict.CONCORDANT
    assert "right: insufficient data, left: concordant" in found.text


def test_an_item_examined_as_bilateral_counts_on_each_side() -> None:
    item = ExamItem("x", ExamKind.MOTOR, "great_toe_extension", BOTH, "3")
    assert "Great-toe extension bilateral 3" in of(extrusion(LEFT), item, examined("slr", LEFT, "positive")).supports


def test_an_unknown_zone_names_no_root_and_says_what_is_missing() -> None:
    found = of(extrusion(RIGHT, zone=None), *example(RIGHT))
    assert found.verdict is Verdict.INSUFFICIENT_DATA
    assert found.not_examined == ("axial zone or level that names the root",)
    crossed = of(extrusion(RIGHT, zone=None, linked=True), pain(LEFT, Root.L5))
    assert crossed.verdict is Verdict.DISCORDANT


def test_imaging_graded_zero_does_not_support() -> None:
    finding = Finding("f", "nerve_root_contact", Level.L4_L5, RIGHT, zone=AxialZone.SUBARTICULAR, grade="0")
    assert of(finding).supports == ()


def test_items_and_types_of_a_newer_catalogue_are_passed_over() -> None:
    strange = ExamItem("x", ExamKind.MOTOR, "tail_wagging", RIGHT, "5")
    assert of(extrusion(RIGHT), strange).verdict is Verdict.INSUFFICIENT_DATA
    assert of(Finding("f", "new_type", Level.L4_L5, RIGHT)).verdict is Verdict.INSUFFICIENT_DATA
    assert exam_item_text(strange) == "tail wagging right 5"


def test_evidence_carries_the_items_it_rests_on() -> None:
    found = of(extrusion(RIGHT), *example(RIGHT))
    motor = next(one for one in found.evidence if one.domain is Domain.MOTOR)
    assert motor.item_ids == ("exam.motor.great_toe_extension.R",)
    assert found.text.startswith("Supports: ")
    assert "Against: none" in found.text


def facet(side: Laterality = RIGHT) -> Finding:
    return Finding("f", "facet_arthropathy", Level.L4_L5, side, complaint_ids=("k",))


@pytest.mark.parametrize("make", [facet, lambda: Finding("f", "vcf", Level.L1, MIDLINE)])
def test_a_finding_without_a_rule_stays_open(make: Callable[[], Finding]) -> None:
    items = (pain(RIGHT), examined("facet_loading", RIGHT, "positive"))
    assert of(make(), *items).verdict is Verdict.INSUFFICIENT_DATA


def test_tests_that_speak_for_the_type_are_listed() -> None:
    found = of(facet(), pain(RIGHT), examined("facet_loading", RIGHT, "positive"))
    assert "Facet loading (extension-rotation) right positive" in found.supports
    assert "Paraspinal tenderness right" in found.not_examined


def test_a_midline_finding_takes_its_tests_from_any_side() -> None:
    fracture = Finding("f", "vcf", Level.L1, MIDLINE)
    assert of(fracture).not_examined == ("Spinous percussion tenderness",)
    found = of(fracture, examined("spinous_percussion", MIDLINE, "positive"))
    assert found.supports == ("Spinous percussion tenderness midline positive",)
    assert [one.laterality for one in found.sides] == [MIDLINE]
    assert [one.laterality for one in of(extrusion(MIDLINE)).sides] == [RIGHT, LEFT]


def test_a_facet_on_the_other_side_of_the_pain_is_discordant() -> None:
    assert of(facet(LEFT), pain(RIGHT)).verdict is Verdict.DISCORDANT


def test_arm_pain_contradicts_a_lumbar_finding() -> None:
    found = of(facet(), pain(RIGHT, Root.C6))
    assert found.verdict is Verdict.DISCORDANT
    assert found.against == ("pain goes into the arm, the finding is at L4-5",)
    hip = Finding("f", "hip_oa", Level.HIP, RIGHT, complaint_ids=("k",))
    assert of(hip, pain(RIGHT, Root.L3)).verdict is Verdict.INSUFFICIENT_DATA


def test_trunk_pain_contradicts_no_level() -> None:
    assert of(facet(), pain(RIGHT, Root.T10)).against == ()
    thoracic = Finding("f", "facet_arthropathy", Level.T6_T7, RIGHT, complaint_ids=("k",))
    assert of(thoracic, pain(RIGHT, Root.C6)).against == ()
