"""The words say level, side and numbers, and say it when something is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.anatomy import Laterality, Level
from annotations.case import Case, add, replace_item
from annotations.findings import Finding
from annotations.hypotheses import HypothesisStatus, PainHypothesis
from annotations.hypothesis_catalogue import CONDITIONS
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from annotations.targets import ProcedureTarget
from reports.evaluation_text import evaluation_sections
from reports.narrative import finding_texts, measurement_rows, narrative_text, spine_order, target_texts


def facts(case: Case, item_id: str) -> dict[str, str]:
    texts = {one.finding_id: one.facts for one in finding_texts(case)}
    texts.update({one.target_id: one.facts for one in target_texts(case)})
    return dict(texts[item_id])


def test_findings_come_from_the_skull_down_with_joints_last(case: Case) -> None:
    assert [one.level for one in finding_texts(case)] == [Level.L1, Level.L4_L5, Level.SACROILIAC]


def test_a_disc_is_ordered_between_its_vertebrae() -> None:
    order = [Level.T12, Level.T12_L1, Level.L1, Level.L4_L5, Level.L5, Level.L5_S1, Level.S1, Level.HIP]
    backwards = order[::-1]
    backwards.sort(key=spine_order)
    assert backwards == order


def test_a_finding_says_what_speaks_for_it_and_what_was_not_examined(case: Case) -> None:
    found = facts(case, "f-disc")
    assert found["Explains the pain"].startswith("concordant")
    assert "Great-toe extension" in found["For"]
    assert "L5" in found["Not examined"]
    assert found["Complaint"] == "Left leg pain"
    assert found["Zone"] == "subarticular"


def test_what_was_not_assessed_is_said(case: Case) -> None:
    found = facts(case, "f-si")
    assert found["Severity"] == "not assessed"
    assert found["Shown at"] == "not marked on the images"
    assert found["Complaint"] == "not linked"


def test_nothing_in_the_words_is_blank(case: Case) -> None:
    for entry in (*finding_texts(case), *target_texts(case)):
        assert all(label.strip() and content.strip() for label, content in entry.facts)
    for section in evaluation_sections(case):
        assert section.rows
        assert all(label.strip() and content.strip() for label, content in section.rows)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ((60.0, 70.0, 5.0), "oblique 30° toward patient LEFT; tilt 14° caudad; toward the side of the target"),
        ((-20.0, 70.0, 45.0), "oblique 30° toward patient RIGHT; tilt 14° cephalad; AWAY FROM the side of the target"),
        ((20.0, 80.0, 25.0), "no oblique; no tilt"),
    ],
)
def test_the_c_arm_is_told_by_the_patients_sides(case: Case, entry: tuple[float, float, float], words: str) -> None:
    target = case.get(ProcedureTarget, "t-tfesi")
    assert target is not None
    assert target.path is not None
    moved = replace(target, path=target.path.with_points((entry, (20.0, 0.0, 25.0))))
    case.apply(replace_item(target, moved, "entry"))
    assert facts(case, "t-tfesi")["C-arm"] == words


def test_a_target_whose_entry_is_its_tip_has_no_path(case: Case) -> None:
    target = case.get(ProcedureTarget, "t-tfesi")
    assert target is not None
    assert target.path is not None
    same = replace(target, path=target.path.with_points(((1.0, 2.0, 3.0), (1.0, 2.0, 3.0))))
    case.apply(replace_item(target, same, "same point"))
    assert facts(case, "t-tfesi")["Path"] == "entry and tip not placed"


def test_measurements_say_unit_method_doubt_and_calibration(case: Case) -> None:
    rows = {one.what: one for one in measurement_rows(case)}
    wedge = rows["MIDLINE L1 Vertebral compression fracture · length"]
    assert (wedge.value, wedge.uncertainty, wedge.calibration) == ("3.0 mm", "± 0.1 mm", "mm at detector, not patient")
    assert rows["angle"].value == "90.0°"
    assert all(one.method for one in rows.values())


def test_an_angle_without_an_arm_is_told_instead_of_measured(case: Case) -> None:
    point = (1.0, 2.0, 3.0)
    case.apply(add(Mark("flat", MarkKind.ANGLE, PatientLocation("1.9", (point, point, point)), "flat"), "flat"))
    (row,) = [one for one in measurement_rows(case) if one.what.startswith("flat")]
    assert row.value.startswith("no value")


def test_a_type_of_another_catalogue_is_named_by_its_id(case: Case) -> None:
    case.apply(add(Finding("x", "our_own_type", Level.L3, Laterality.RIGHT, grade="7"), "foreign type"))
    (found,) = [one for one in finding_texts(case) if one.finding_id == "x"]
    assert found.title == "Our own type"
    assert dict(found.facts)["Grade"] == "7"


def test_the_plain_text_holds_side_level_and_the_posture_note(case: Case) -> None:
    text = narrative_text(case)
    assert "LEFT L4-5: Disc extrusion" in text
    assert "RIGHT sacroiliac joint" in text
    assert "Supine planning, prone procedure" in text
    empty = narrative_text(Case("e", PatientIdentity("p"), ""))
    assert "No finding and no target recorded." in empty


def test_a_hypothesis_that_no_image_shows_is_reported_as_one(case: Case) -> None:
    assert "Hypotheses that no image shows" not in {one.heading for one in evaluation_sections(case)}
    hypothesis = PainHypothesis("h", "fibromyalgia", complaint_ids=("leg",), status=HypothesisStatus.WORKING)
    case.apply(add(hypothesis, "considered"))
    section = next(one for one in evaluation_sections(case) if one.heading == "Hypotheses that no image shows")
    ((condition, text),) = section.rows
    assert condition == CONDITIONS["fibromyalgia"].title
    assert text.startswith("working · Left leg pain · decided by: ")
