"""Renumbering shows what will change, changes all of it at once, reopens what was signed, and undo brings it back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.anatomy import Laterality, Level, LevelKind, Root
from annotations.assessments import Aspect, Assessment
from annotations.case import Case, CaseItem, added_all
from annotations.findings import Finding, FindingStatus
from annotations.history import History
from annotations.key_images import KeyImage, KeyImageView
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.numbering import CountingMethod, LevelNumbering
from annotations.patient import PatientIdentity
from annotations.references import ImageRef, SeriesRef
from annotations.renumbering import (
    RenumberedPart,
    Renumbering,
    numbering_decision,
    renumbering_of,
    renumbering_preview,
    shifted,
)
from annotations.spine_ledger import LevelAnchor, levels_in_order, placed_levels
from annotations.targets import ProcedureTarget, TargetStatus
from tests.support.case_strategies import cases

CT, MR = "1.1", "1.2"
SOURCE = ImageRef("1.9", "1.9.1", "1.2.840.10008.5.1.4.1.1.2", "1.9.1.1")
LUMBAR = (Level.L1, Level.L2, Level.L3, Level.L4, Level.L5, Level.S1)
CONFIRMED = LevelNumbering("n", CT, CountingMethod.FROM_C2, 5, is_confirmed=True)


def place(z: float, uid: str = CT) -> PatientLocation:
    return PatientLocation(uid, ((0.0, 0.0, z),), SOURCE)


def anchors(levels: tuple[Level, ...] = LUMBAR, uid: str = CT) -> list[LevelAnchor]:
    return [LevelAnchor(f"a{uid}{level.value}", level, place(-37.0 * n, uid)) for n, level in enumerate(levels)]


FINDING = Finding(
    "f", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("m",), status=FindingStatus.FINAL, numbering_id="n"
)
TARGET = ProcedureTarget(
    "t",
    "esi_tf_lumbar_supra",
    Level.L5_S1,
    Laterality.LEFT,
    PatientLocation(CT, ((60, 70, -160), (20, 15, -166))),
    Root.L5,
    ("f",),
    status=TargetStatus.PLANNED,
)
ITEMS: tuple[CaseItem, ...] = (
    *anchors(),
    *anchors((Level.L4, Level.L5), MR),
    CONFIRMED,
    Mark("m", MarkKind.POINT, place(-130.0)),
    Mark("w", MarkKind.POINT, place(-130.0), level=Level.L4),
    Mark("mr", MarkKind.POINT, place(0.0, MR)),
    FINDING,
    Finding("g", "vcf", Level.L4, Laterality.MEDIAN, ("mr",), status=FindingStatus.FINAL),
    Finding("j", "si_arthritis", Level.SACROILIAC, Laterality.LEFT, ("m",), status=FindingStatus.FINAL),
    TARGET,
    Assessment("c", "1.9", Aspect.DISC, Level.L4_L5, Laterality.MEDIAN, is_normal=True),
    Assessment("d", "1.8", Aspect.DISC, Level.L4_L5, Laterality.MEDIAN, is_normal=True),
    KeyImage("k", "L4-5 extrusion, left, above L5", KeyImageView(SeriesRef("1.9", "1.9.1"), CT, SOURCE), ("f",)),
)


def case_of(*items: CaseItem) -> Case:
    case = Case("c", PatientIdentity("1"), "2026-01-01T00:00:00Z")
    case.apply(added_all(items, "made"))
    return case


def levels_of(case: Case, *ids: str) -> list[str]:
    return [case.items[item_id].level.value for item_id in ids]  # type: ignore[union-attr]


def test_everything_of_the_frame_of_reference_follows_the_renamed_level() -> None:
    case = case_of(*ITEMS)
    preview = renumbering_preview(case, renumbering_of(case, CT, Level.L4, Level.L5), reason="counted from C2")
    assert preview.conflicts == ()
    assert preview.change is not None
    case.apply(preview.change)
    names = [level.value for level, _ in placed_levels(case.of_type(LevelAnchor), CT)]
    assert names == ["L2", "L3", "L4", "L5", "S1", "S2"]
    assert levels_of(case, "f", "t", "w", "c") == ["L5-S1", "S1-S2", "L5", "L5-S1"]
    assert levels_of(case, "g", "d", "j", f"a{MR}L4") == ["L4", "L4-L5", "SACROILIAC", "L4"]
    key_image = case.get(KeyImage, "k")
    assert key_image is not None
    assert key_image.title == "L5-S1 extrusion, left, above S1"


def test_the_preview_says_each_line_before_anything_happens() -> None:
    case = case_of(*ITEMS)
    before = dict(case.items)
    preview = renumbering_preview(case, renumbering_of(case, CT, Level.L4, Level.L5), reason="")
    lines = [one.line for one in preview.renamings]
    assert "L4 -> L5  label" in lines
    assert any(line.startswith("L4-5 -> L5-S1  finding (") and line.endswith("reopened as draft") for line in lines)
    assert any(line.startswith("L5-S1 -> S1-2  target (") for line in lines)
    assert any(note.endswith("keeps the root L5: check it") for note in preview.notes)
    assert preview.reopened == 2
    assert dict(case.items) == before


def test_what_was_signed_is_reopened_and_the_version_counts_on() -> None:
    case = case_of(*ITEMS)
    preview = renumbering_preview(case, renumbering_of(case, CT, Level.L4, Level.L5), reason="counted from C2")
    assert preview.change is not None
    assert "2 reopened; reason: counted from C2" in preview.change.description
    case.apply(preview.change)
    finding, other, target = case.get(Finding, "f"), case.get(Finding, "g"), case.get(ProcedureTarget, "t")
    assert finding is not None
    assert other is not None
    assert target is not None
    assert (finding.status, target.status) == (FindingStatus.DRAFT, TargetStatus.DRAFT)
    assert (finding.numbering_id, finding.numbering_version) == ("n", 2)
    assert other.status is FindingStatus.FINAL
    numbering = case.get(LevelNumbering, "n")
    assert numbering is not None
    assert (numbering.version, numbering.is_confirmed) == (2, False)


def test_undo_restores_everything_and_redo_does_it_again() -> None:
    case = case_of(*ITEMS)
    history, before = History(case), dict(case.items)
    preview = renumbering_preview(case, renumbering_of(case, CT, Level.L4, Level.L5), reason="")
    assert preview.change is not None
    history.apply(preview.change)
    after = dict(case.items)
    history.undo()
    assert dict(case.items) == before
    history.redo()
    assert dict(case.items) == after


def test_a_sixth_lumbar_vertebra_leaves_the_sacrum_where_it_is() -> None:
    case = case_of(*anchors((Level.T12, *LUMBAR)))
    plan = renumbering_of(case, CT, Level.L5, Level.L6)
    preview = renumbering_preview(case, plan, reason="")
    assert preview.change is not None
    case.apply(preview.change)
    names = [level.value for level, _ in placed_levels(case.of_type(LevelAnchor), CT)]
    assert names == ["L1", "L2", "L3", "L4", "L5", "L6", "S1"]
    back = renumbering_preview(case, renumbering_of(case, CT, Level.L6, Level.L5, lumbar_count=5), reason="")
    assert back.change is not None
    case.apply(back.change)
    assert [level.value for level, _ in placed_levels(case.of_type(LevelAnchor), CT)][-2:] == ["L5", "S1"]


def test_a_missed_vertebra_is_inserted_by_renumbering_only_what_lies_above() -> None:
    case = case_of(*anchors((Level.L2, Level.L3, Level.L4, Level.L5)))
    plan = renumbering_of(case, CT, Level.L4, Level.L3, part=RenumberedPart.ABOVE)
    preview = renumbering_preview(case, plan, reason="L4 was missed")
    assert preview.change is not None
    case.apply(preview.change)
    assert [level.value for level, _ in placed_levels(case.of_type(LevelAnchor), CT)] == ["L1", "L2", "L3", "L5"]


def test_a_label_that_is_none_goes_and_those_above_close_up() -> None:
    case = case_of(*anchors((Level.L1, Level.L2, Level.L3, Level.L4)))
    plan = renumbering_of(case, CT, Level.L2, Level.L3, part=RenumberedPart.ABOVE)
    preview = renumbering_preview(case, plan, reason="twice", removed_id=f"a{CT}L3")
    assert preview.change is not None
    assert "L3 -> removed  label" in [one.line for one in preview.renamings]
    case.apply(preview.change)
    assert [level.value for level, _ in placed_levels(case.of_type(LevelAnchor), CT)] == ["L2", "L3", "L4"]
    case.apply(preview.change.inverse())
    assert [level.value for level, _ in placed_levels(case.of_type(LevelAnchor), CT)] == ["L1", "L2", "L3", "L4"]


def test_two_levels_of_one_name_stand_in_the_way() -> None:
    case = case_of(*ITEMS)
    plan = renumbering_of(case, CT, Level.L4, Level.L5, part=RenumberedPart.ABOVE)
    preview = renumbering_preview(case, plan, reason="")
    assert preview.change is None
    assert any("L5 is placed on these images already" in line for line in preview.conflicts)


def test_a_level_beyond_the_spine_stands_in_the_way() -> None:
    case = case_of(*anchors((Level.C1, Level.C2)))
    preview = renumbering_preview(case, Renumbering(CT, Level.C2, Level.C1), reason="")
    assert preview.change is None
    assert any("no level is left to call C1" in line for line in preview.conflicts)


def test_a_body_is_never_called_a_disc() -> None:
    with pytest.raises(ValueError, match="cannot be called"):
        Renumbering(CT, Level.L4, Level.L4_L5)


def test_without_a_change_of_names_there_is_nothing_to_apply() -> None:
    case = case_of(*ITEMS)
    assert renumbering_preview(case, renumbering_of(case, CT, Level.L4, Level.L4), reason="").change is None
    assert shifted(case_of(), CT, 1) is None


def test_a_decision_that_leaves_the_numbering_open_reopens_planned_targets() -> None:
    case = case_of(*ITEMS)
    case.apply(numbering_decision(case, replace(CONFIRMED, lumbar_count=6, method=CountingMethod.ASSUMED)))
    target = case.get(ProcedureTarget, "t")
    assert target is not None
    assert target.status is TargetStatus.DRAFT
    settled = case_of(*ITEMS)
    settled.apply(numbering_decision(settled, replace(CONFIRMED, id="other", decided_by="Dr. B")))
    assert settled.get(ProcedureTarget, "t") == TARGET
    assert settled.of_type(LevelNumbering) == (replace(CONFIRMED, decided_by="Dr. B"),)


@st.composite
def numbered_cases(draw: st.DrawFn) -> tuple[Case, str]:
    """Any case with a labelled spine in one Frame of Reference."""
    case, uid = draw(cases()), "2.5"
    order = [one for one in levels_in_order() if one.kind is not LevelKind.JOINT]
    first = draw(st.integers(0, len(order) - 4))
    levels = order[first : first + draw(st.integers(2, 4))]
    made: list[CaseItem] = [
        LevelAnchor(f"spine-{number}", level, place(-20.0 * number, uid)) for number, level in enumerate(levels)
    ]
    made.append(Mark("spine-mark", MarkKind.POINT, place(0.0, uid)))
    made.append(Finding("spine-finding", "x", levels[0], Laterality.LEFT, ("spine-mark",), status=FindingStatus.FINAL))
    case.apply(added_all(made, "spine"))
    return case, uid


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(numbered_cases(), st.integers(-3, 3))
def test_renumbering_and_undo_leave_any_case_equal_and_the_order_always_holds(
    made: tuple[Case, str], steps: int
) -> None:
    case, uid = made
    before, elsewhere = dict(case.items), {k: v for k, v in case.items.items() if not k.startswith("spine-")}
    plan = shifted(case, uid, steps)
    preview = renumbering_preview(case, plan, reason="") if plan is not None else None
    if preview is None or preview.change is None:
        return
    events = []
    case.subscribe(events.append)
    case.apply(preview.change)
    assert len(events) == 1
    spine = placed_levels(case.of_type(LevelAnchor), uid)
    order = levels_in_order(level for level, _ in spine)
    assert [order.index(level) for level, _ in spine] == sorted(order.index(level) for level, _ in spine)
    assert all(upper[1][2] > lower[1][2] for upper, lower in pairwise(spine))
    assert {
        one.location.frame_of_reference_uid for one in case.of_type(LevelAnchor) if one.id.startswith("spine-")
    } == {uid}
    assert all(case.items[key] == value for key, value in elsewhere.items())
    case.apply(preview.change.inverse())
    assert dict(case.items) == before
