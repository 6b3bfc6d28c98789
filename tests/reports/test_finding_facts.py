"""What a report says of a finding: the grade beside what was measured, the numbering it is named by, its course."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.anatomy import Level
from annotations.case import Case, add, added_all, replace_item
from annotations.findings import Acuity, Finding, NeuralContact, SagittalZone, Severity
from annotations.marks import Mark, MarkKind
from annotations.numbering import Castellvi, Confidence, CountingMethod, DualName, LevelNumbering
from annotations.observations import Comparison, Observation
from reports.finding_facts import finding_facts
from reports.narrative import measurement_rows, numbering_text
from tests.reports.conftest import FRAME_OF_REFERENCE, place

SIX = LevelNumbering(
    "n",
    FRAME_OF_REFERENCE,
    CountingMethod.FROM_C2,
    6,
    Castellvi.IIA,
    confidence=Confidence.HIGH,
    dual_names=(DualName(Level.L5, "L6"),),
    is_confirmed=True,
    version=2,
)


def changed(case: Case, finding_id: str, **values: object) -> dict[str, str]:
    finding = case.get(Finding, finding_id)
    assert finding is not None
    after = replace(finding, **values)  # type: ignore[arg-type]
    if after != finding:
        case.apply(replace_item(finding, after, "changed"))
    return dict(finding_facts(case, after))


def test_an_accepted_suggestion_names_its_rule(case: Case) -> None:
    facts = changed(case, "f-wedge", grade="2", suggested_grade="2", grade_rule="genant@1")
    assert facts["Grade"].endswith("grade 2")
    assert facts["Measured"] == "grade 2 by rule genant@1, accepted"


def test_an_override_keeps_both_grades_and_the_reason(case: Case) -> None:
    facts = changed(
        case, "f-wedge", grade="1", suggested_grade="2", grade_rule="genant@1", grade_reason="old Scheuermann"
    )
    assert facts["Grade"].endswith("grade 1")
    assert facts["Measured"] == "grade 2 by rule genant@1, not accepted: old Scheuermann"


def test_a_grade_without_a_measurement_says_nothing_of_one(case: Case) -> None:
    assert "Measured" not in changed(case, "f-wedge", grade="1")


def test_the_details_of_a_disc_are_told_in_words(case: Case) -> None:
    facts = changed(
        case,
        "f-disc",
        sagittal_zone=SagittalZone.INFRAPEDICULAR,
        size_mm=(7.2, 9.8, 6.0),
        neural_contact=NeuralContact.COMPRESS,
        acuity=Acuity.SUBACUTE,
        is_incidental=True,
        level_override_reason="counted on the whole spine",
    )
    assert facts["Sagittal zone"] == "infrapedicular"
    assert facts["Size"] == "7.2 x 9.8 x 6.0 mm (AP x transverse x craniocaudal)"
    assert facts["Root"] == "compresses the root"
    assert (facts["Age"], facts["Relevance"]) == ("subacute", "incidental")
    assert facts["Level set by hand"] == "counted on the whole spine"


@pytest.mark.parametrize(("version", "said"), [(2, ""), (1, "; numbered anew since: look at the level again")])
def test_a_finding_says_by_which_numbering_its_level_is_named(case: Case, version: int, said: str) -> None:
    case.apply(add(SIX, "numbered"))
    facts = changed(case, "f-disc", numbering_id="n", numbering_version=version)
    assert facts["Level named by"] == f"counted from C2{said}"


def test_the_course_goes_from_study_to_study(case: Case) -> None:
    case.apply(
        added_all(
            (
                Observation("o2", "f-disc", "1.2", "20261001", severity=Severity.SEVERE, comparison=Comparison.WORSE),
                Observation("o1", "f-disc", "1.1", "20250301", severity=Severity.MILD, comparison=Comparison.NEW),
                Observation("o3", "f-wedge", "1.1", "20250301"),
            ),
            "seen",
        )
    )
    assert changed(case, "f-disc")["Course"] == "2025-03-01: mild, new; 2026-10-01: severe, worse"
    assert changed(case, "f-wedge")["Course"] == "2025-03-01: not assessed"


def test_the_report_says_how_the_levels_were_counted_and_their_other_names(case: Case) -> None:
    assert "level numbering not confirmed" in numbering_text(case)
    case.apply(add(SIX, "numbered"))
    text = numbering_text(case)
    assert "counted from C2; L6 = lowest lumbar-type segment on this study; Castellvi IIa" in text
    assert "not confirmed" not in text
    assert "L5 (L6?)" in text


def test_a_measure_of_an_earlier_study_says_of_which(case: Case) -> None:
    mark = Mark("old", MarkKind.LENGTH, place((0.0, 0.0, 0.0), (3.0, 4.0, 0.0)), "AP")
    case.apply(added_all((mark, Observation("o", "f-disc", "1.1", "20250301", ("old",))), "seen"))
    (row,) = [one for one in measurement_rows(case) if one.mark_id == "old"]
    assert row.what == "LEFT L4-5 Disc extrusion · study of 2025-03-01 · AP · length"
    assert row.value == "5.0 mm"
