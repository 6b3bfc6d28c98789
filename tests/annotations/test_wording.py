"""One-line descriptions."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from annotations.anatomy import Laterality, Level, Root
from annotations.case import CaseItem
from annotations.evaluation import Complaint, ExamItem, ExamKind, PriorTreatment, VitalSigns
from annotations.findings import AxialZone, Certainty, Finding, Severity
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import ImagingStudy
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget
from annotations.wording import describe_complaint, describe_finding, describe_item, describe_place, describe_target
from tests.support.case_strategies import items

HERE = PatientLocation("1.2", ((0, 0, 0),))


def test_a_finding_reads_as_a_physician_says_it() -> None:
    finding = Finding(
        "f",
        "disc_extrusion",
        Level.L4_L5,
        Laterality.LEFT,
        severity=Severity.SEVERE,
        certainty=Certainty.DEFINITE,
        zone=AxialZone.SUBARTICULAR,
    )
    assert describe_finding(finding) == "Left L4-5 disc extrusion, subarticular, severe, definite"


def test_a_grade_is_named_with_its_scale() -> None:
    finding = Finding("f", "vcf", Level.L1, Laterality.MEDIAN, grade="2")
    text = describe_finding(finding)
    assert text == "Midline L1 vertebral compression fracture, Genant vertebral fracture grade 2, probable"


def test_types_and_grades_of_a_newer_catalogue_are_shown_as_they_are() -> None:
    new = Finding("f", "new_type", Level.L1, Laterality.RIGHT, grade="x")
    assert describe_finding(new) == "Right L1 new type, x, probable"
    assert "9" in describe_finding(Finding("f", "vcf", Level.L1, Laterality.RIGHT, grade="9"))


def test_a_target_says_side_level_root_and_angles() -> None:
    path = PatientLocation("1.2", ((-60, 70, -20), (-20, 0, 0)))
    target = ProcedureTarget("t", "esi_tf_lumbar_supra", Level.L5_S1, Laterality.RIGHT, path, Root.L5)
    assert describe_target(target) == (
        "Right L5-S1: Lumbar transforaminal epidural, supraneural, root L5, "
        "oblique 30° toward patient RIGHT; tilt 14° caudad; depth 83 mm; needle 127 mm"
    )


def test_a_target_without_a_path_is_short() -> None:
    target = ProcedureTarget("t", "house_special", Level.SACROILIAC, Laterality.LEFT)
    assert describe_target(target) == "Left sacroiliac joint: house special"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (Complaint("k", "leg pain", Laterality.LEFT, pain_now=7), "leg pain, left, 7/10"),
        (Complaint("k", "leg pain"), "leg pain"),
        (ExamItem("x", ExamKind.REFLEX, "achilles", Laterality.LEFT, "1+"), "Achilles reflex left 1+"),
        (PriorTreatment("p", "medication", benefit_percent=30), "medication, 30 % benefit"),
        (PriorTreatment("p", "medication"), "medication"),
        (VitalSigns("v", "2026-01-02"), "vital signs 2026-01-02"),
        (Mark("m", MarkKind.POINT, HERE, "pain here"), "pain here"),
        (Mark("m", MarkKind.POINT, HERE), "point mark"),
        (LevelAnchor("a", Level.L4_L5, HERE), "level L4-5"),
        (ImagingStudy("s", "1.2", "2026-01-02"), "study 2026-01-02"),
    ],
)
def test_every_kind_of_item_has_one_line(item: CaseItem, text: str) -> None:
    assert describe_item(item) == text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items())
def test_any_item_can_be_described(item: CaseItem) -> None:
    assert isinstance(describe_item(item), str)


def test_sides_come_first() -> None:
    assert describe_place(Level.L4_L5, Laterality.BILATERAL) == "Bilateral L4-5"
    assert describe_complaint(Complaint("k", "x", Laterality.MEDIAN)) == "x, midline"
