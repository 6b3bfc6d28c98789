"""Warnings of a target: wrong side, wrong level, wrong root, missing parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.anatomy import Laterality, Level, Root
from annotations.case import Case, CaseItem, added_all, replace_item
from annotations.evaluation import Complaint
from annotations.findings import AxialZone, Finding, FindingStatus
from annotations.locations import PatientLocation
from annotations.numbering import Castellvi, Confidence, CountingMethod, LevelNumbering
from annotations.patient import PatientIdentity
from annotations.spine_ledger import LevelAnchor
from annotations.target_checks import (
    NotReadyError,
    missing_for_plan,
    numbering_questions,
    planned,
    planning_notes,
    readiness_text,
    side_warnings,
    target_warnings,
)
from annotations.targets import ProcedureTarget, TargetStatus

CT = "1.2.3"
COUNTED = CountingMethod.FROM_C2
RIGHT, LEFT, BOTH = Laterality.RIGHT, Laterality.LEFT, Laterality.BILATERAL
NOTE = "Note: supine planning, prone procedure: angles and depth shift with position."


NUMBERING = LevelNumbering("n", CT, CountingMethod.ASSUMED, 5, is_confirmed=True)


def anchors() -> list[LevelAnchor]:
    levels = (Level.L3, Level.L4, Level.L5, Level.S1)
    return [LevelAnchor(f"a{n}", level, PatientLocation(CT, ((0, 0, -37.0 * n),))) for n, level in enumerate(levels)]


EXTRUSION = Finding("f", "disc_extrusion", Level.L4_L5, LEFT, zone=AxialZone.SUBARTICULAR, complaint_ids=("k",))
# At the L5-S1 foramen, left of the midline.
PATH = PatientLocation(CT, ((60, 70, -110), (20, 15, -92.5)))
TARGET = ProcedureTarget("t", "esi_tf_lumbar_supra", Level.L5_S1, LEFT, PATH, Root.L5, ("f",))


def case_of(*items: CaseItem) -> Case:
    case = Case("c", PatientIdentity("p"), "2026")
    case.apply(added_all([Complaint("k", "leg pain", LEFT), *anchors(), NUMBERING, *items], "made"))
    return case


def test_a_target_that_fits_carries_only_the_planning_note() -> None:
    case = case_of(EXTRUSION)
    assert target_warnings(case, TARGET) == (NOTE,)
    assert readiness_text(case, TARGET) == "ready to plan"


def test_another_side_than_finding_complaint_and_tip_is_said_three_times() -> None:
    lines = side_warnings(case_of(EXTRUSION), replace(TARGET, laterality=RIGHT))
    assert lines == (
        "Side: target RIGHT, finding L4-5 LEFT.",
        "Side: target RIGHT, complaint LEFT.",
        "Needle tip: side is RIGHT, but the point lies 20 mm left of midline (vertebral centres).",
    )


def test_a_reason_for_the_side_is_kept_with_the_warning() -> None:
    target = replace(TARGET, laterality=RIGHT, side_override_reason="patient choice")
    lines = side_warnings(case_of(EXTRUSION), target)
    assert all(line.endswith("Reason given: patient choice") for line in lines)
    assert "a reason for the side" not in missing_for_plan(case_of(EXTRUSION), target)
    assert "a reason for the side" in missing_for_plan(case_of(EXTRUSION), replace(TARGET, laterality=RIGHT))


def test_a_root_the_findings_do_not_reach_is_named() -> None:
    lines = target_warnings(case_of(EXTRUSION), replace(TARGET, root=Root.L4))
    assert "Root: L4 is meant, the linked findings reach L5." in lines
    assert "Level: at L5-S1 this approach reaches L5, L4 is meant." in lines


def test_the_frequent_mix_up_of_disc_level_and_foramen_is_caught() -> None:
    # domain.md 12.1: an exiting-root injection for L5 goes one level below the L4-5 disc.
    lines = target_warnings(case_of(EXTRUSION), replace(TARGET, level=Level.L4_L5, path=None))
    assert lines == ("Level: at L4-5 this approach reaches L4, L5 is meant.",)
    infra = replace(TARGET, procedure_id="esi_tf_lumbar_infra", level=Level.L4_L5, path=None)
    assert target_warnings(case_of(EXTRUSION), infra) == ()


def test_a_tip_at_another_level_is_named() -> None:
    high = replace(TARGET, path=PATH.with_points(((60, 70, -20), (20, 15, -18.5))))
    line = "Needle tip: level is L5-S1, but the point lies at L3-4 disc."
    assert line in target_warnings(case_of(EXTRUSION), high)
    assert "a reason for the level" in missing_for_plan(case_of(EXTRUSION), high)
    explained = replace(high, level_override_reason="scoliosis")
    assert f"{line} Reason given: scoliosis" in target_warnings(case_of(EXTRUSION), explained)
    assert "a reason for the level" not in missing_for_plan(case_of(EXTRUSION), explained)


def test_levels_and_sides_the_procedure_does_not_have_are_named() -> None:
    target = ProcedureTarget("t", "stellate", Level.L4_L5, Laterality.MEDIAN, finding_ids=("f",))
    lines = target_warnings(case_of(EXTRUSION), target)
    assert "Level: L4-5 is not a level of this procedure." in lines
    assert "Side: midline is not a side of this procedure." in lines


def test_a_bilateral_finding_asks_which_side() -> None:
    lines = target_warnings(case_of(replace(EXTRUSION, laterality=BOTH)), TARGET)
    assert "Finding L4-5 is bilateral: treat which side? The target says left." in lines


def test_a_retracted_finding_is_named() -> None:
    lines = target_warnings(case_of(replace(EXTRUSION, status=FindingStatus.RETRACTED)), TARGET)
    assert "Finding L4-5 was retracted." in lines


def test_a_target_for_nothing_says_so() -> None:
    bare = ProcedureTarget("t", "esi_tf_lumbar_supra", Level.L5_S1, LEFT)
    assert "No finding is linked: say what this target is for." in target_warnings(case_of(), bare)
    assert readiness_text(case_of(), bare) == (
        "missing: a linked finding, skin entry and needle tip, the root meant, a confirmed level numbering"
    )


def test_a_procedure_of_a_newer_catalogue_is_checked_for_side_and_path() -> None:
    target = replace(TARGET, procedure_id="new_one", laterality=RIGHT)
    assert len(side_warnings(case_of(EXTRUSION), target)) == 3
    assert planning_notes(target) == (NOTE,)


@pytest.mark.parametrize("procedure", ["genicular_block", "stellate"])
def test_a_procedure_done_supine_needs_no_note(procedure: str) -> None:
    assert planning_notes(replace(TARGET, procedure_id=procedure)) == ()


def test_a_joint_has_no_spinal_level_to_compare() -> None:
    target = replace(TARGET, procedure_id="sij_ia", level=Level.SACROILIAC, root=None)
    assert target_warnings(case_of(EXTRUSION), target) == (NOTE,)


def test_two_sided_targets_contradict_no_side() -> None:
    assert side_warnings(case_of(EXTRUSION), replace(TARGET, laterality=BOTH)) == ()


def changed(**fields: object) -> LevelNumbering:
    return replace(NUMBERING, **fields)  # type: ignore[arg-type]


def numbered(case: Case, numbering: LevelNumbering) -> Case:
    case.apply(replace_item(NUMBERING, numbering, "numbering"))
    return case


def test_a_target_that_lacks_nothing_is_signed_by_one_change_that_undo_takes_back() -> None:
    case = case_of(EXTRUSION, TARGET)
    change = planned(case, TARGET)
    assert change.description == "Target L5-S1 left signed as planned"
    case.apply(change)
    assert case.get(ProcedureTarget, "t") == replace(TARGET, status=TargetStatus.PLANNED)
    case.apply(change.inverse())
    assert case.get(ProcedureTarget, "t") == TARGET


@pytest.mark.parametrize(
    ("odd", "question"),
    [
        ({"is_confirmed": False}, "the numbering is not confirmed"),
        ({"lumbar_count": None}, "the number of lumbar vertebrae is not decided"),
        ({"lumbar_count": 6}, "six lumbar-type vertebrae: the count may not be assumed"),
        ({"lumbar_count": 4}, "four lumbar-type vertebrae: the count may not be assumed"),
        ({"absent_ribs": True}, "no ribs at T12: the count may not be assumed"),
        ({"transitional": Castellvi.IIIA}, "Castellvi IIIa: the count may not be assumed"),
    ],
)
def test_no_target_is_signed_while_the_numbering_is_open(odd: dict[str, object], question: str) -> None:
    case = numbered(case_of(EXTRUSION, TARGET), changed(confidence=Confidence.HIGH, **odd))
    assert question in numbering_questions(case, TARGET)
    with pytest.raises(NotReadyError, match=question):
        planned(case, TARGET)
    settled_by = {"lumbar_count": 5, **odd, "is_confirmed": True, "confidence": Confidence.HIGH, "method": COUNTED}
    counted = changed(**settled_by)
    if counted.lumbar_count is not None:
        settled = numbered(case_of(EXTRUSION, TARGET), counted)
        assert planned(settled, TARGET).edits


def test_without_any_numbering_no_target_is_signed_but_a_joint_has_none_to_settle() -> None:
    case = Case("c", PatientIdentity("p"), "2026")
    case.apply(added_all([Complaint("k", "leg pain", LEFT), *anchors(), EXTRUSION, TARGET], "made"))
    assert missing_for_plan(case, TARGET) == ("a confirmed level numbering",)
    with pytest.raises(NotReadyError, match="nobody has said how the levels were counted"):
        planned(case, TARGET)
    joint = replace(TARGET, procedure_id="sij_ia", level=Level.SACROILIAC, root=None)
    assert numbering_questions(case, joint) == ()


def test_a_report_that_numbers_differently_is_warned_of_at_every_level_of_the_spine() -> None:
    case = numbered(case_of(EXTRUSION, TARGET), changed(report_numbering="L5 is S1"))
    line = "Level: an outside report numbers this spine differently: L5 is S1."
    assert line in target_warnings(case, TARGET)
    joint = replace(TARGET, procedure_id="sij_ia", level=Level.SACROILIAC, root=None)
    assert line not in target_warnings(case, joint)
