"""Following a finding from study to study: identity kept, old values kept, nothing assumed of the new study."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.anatomy import Laterality, Level
from annotations.case import Case, add, added_all, replace_item
from annotations.findings import Finding, Severity
from annotations.follow_up import (
    FollowUpError,
    carry,
    compared,
    first_seen,
    history_of,
    latest_judgement,
    observations_of,
    study_of_finding,
    with_latest_values,
)
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.observations import Comparison, Observation
from annotations.patient import PatientIdentity
from annotations.references import ImageRef

OLD, NEW = "1.2.3", "1.2.9"
DATES = {OLD: "20260301", NEW: "20261120"}
IDS = ("o.new", "o.old")


def length(mark_id: str, mm: float, study: str) -> Mark:
    image = ImageRef(study, f"{study}.1", "1.2", f"{study}.1.1")
    return Mark(mark_id, MarkKind.LENGTH, PatientLocation("1.5", ((0.0, 0.0, 0.0), (mm, 0.0, 0.0)), image))


@pytest.fixture
def case() -> Case:
    case = Case("c", PatientIdentity("1"), "2026-01-01")
    finding = Finding("f", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("m.old",), Severity.SEVERE, grade="2")
    case.apply(added_all((length("m.old", 9.0, OLD), finding), "made"))
    return case


def finding_of(case: Case) -> Finding:
    found = case.get(Finding, "f")
    assert found is not None
    return found


def carried(case: Case) -> None:
    case.apply(carry(case, finding_of(case), NEW, DATES[NEW], dates=DATES, new_ids=IDS))


def test_carrying_keeps_the_finding_and_its_old_values_and_says_nothing_of_the_new_study(case: Case) -> None:
    before = finding_of(case)
    carried(case)
    assert finding_of(case) == before
    old, new = observations_of(case, before)
    assert (old.study_instance_uid, old.grade, old.severity, old.mark_ids) == (OLD, "2", Severity.SEVERE, ("m.old",))
    assert (new.study_date, new.grade, new.severity, new.mark_ids) == ("20261120", None, None, ())
    judged = latest_judgement(history_of(case, before))
    assert judged is not None
    assert judged.comparison is None


@pytest.mark.parametrize(("uid", "date"), [(NEW, "20260301"), (NEW, "20250101"), (NEW, ""), (OLD, "20261120")])
def test_only_a_newer_study_with_a_date_is_carried_to(case: Case, uid: str, date: str) -> None:
    with pytest.raises(FollowUpError, match="newer study"):
        carry(case, finding_of(case), uid, date, dates=DATES, new_ids=IDS)


def test_a_finding_is_carried_to_a_study_once(case: Case) -> None:
    carried(case)
    with pytest.raises(FollowUpError, match="once"):
        carry(case, finding_of(case), NEW, DATES[NEW], dates=DATES, new_ids=("x", "y"))


def test_a_finding_of_an_unknown_study_is_not_carried(case: Case) -> None:
    lone = Finding("g", "disc_extrusion", Level.L4_L5, Laterality.LEFT)
    case.apply(add(lone, "lone"))
    with pytest.raises(FollowUpError, match="mark it on an image"):
        carry(case, lone, NEW, DATES[NEW], dates=DATES, new_ids=IDS)


def test_the_study_of_a_finding_is_that_of_its_mark(case: Case) -> None:
    assert study_of_finding(case, finding_of(case)) == OLD


def test_assessing_the_new_study_fills_its_observation_only(case: Case) -> None:
    carried(case)
    case.apply(add(length("m.new", 12.0, NEW), "measured"))
    assessed = replace(finding_of(case), grade="3", mark_ids=("m.old", "m.new"))
    (edit,) = with_latest_values(case, assessed, observing=NEW)
    assert isinstance(edit.after, Observation)
    assert (edit.after.grade, edit.after.mark_ids) == ("3", ("m.new",))


def test_editing_before_the_new_study_is_assessed_leaves_its_observation_empty(case: Case) -> None:
    carried(case)
    assert with_latest_values(case, replace(finding_of(case), note="seen again")) == ()


def test_measurements_of_both_studies_are_compared_by_their_noise(case: Case) -> None:
    carried(case)
    case.apply(add(length("m.new", 12.0, NEW), "measured"))
    new = case.get(Observation, "o.new")
    assert new is not None
    case.apply(replace_item(new, replace(new, mark_ids=("m.new",)), "linked"))
    known = latest_judgement(history_of(case, finding_of(case), lambda _: 0.5))
    assert known is not None
    assert known.comparison is Comparison.WORSE
    unknown = latest_judgement(history_of(case, finding_of(case)))
    assert unknown is not None
    assert "noise is not known" in unknown.text


def test_saying_otherwise_than_measured_needs_a_reason_and_keeps_both(case: Case) -> None:
    carried(case)
    new = case.get(Observation, "o.new")
    assert new is not None
    judged = latest_judgement(history_of(case, finding_of(case)))
    assert judged is not None
    worse = replace(judged, comparison=Comparison.WORSE)
    with pytest.raises(FollowUpError, match="give the reason"):
        compared(new, Comparison.UNCHANGED, worse)
    case.apply(compared(new, Comparison.UNCHANGED, worse, reason="other window level"))
    kept = case.get(Observation, "o.new")
    assert kept is not None
    assert (kept.comparison, kept.suggested, kept.reason) == (
        Comparison.UNCHANGED,
        Comparison.WORSE,
        "other window level",
    )


def test_agreeing_with_the_measurement_needs_none(case: Case) -> None:
    carried(case)
    new = case.get(Observation, "o.new")
    judged = latest_judgement(history_of(case, finding_of(case)))
    assert new is not None
    assert judged is not None
    case.apply(compared(new, Comparison.WORSE, replace(judged, comparison=Comparison.WORSE), reason="kept for nothing"))
    kept = case.get(Observation, "o.new")
    assert kept is not None
    assert (kept.comparison, kept.reason) == (Comparison.WORSE, "")


def test_a_finding_first_seen_in_a_study_is_new_there_and_can_be_carried_on(case: Case) -> None:
    case.apply(first_seen(case, finding_of(case), "20260301", new_id="o.first"))
    (only,) = observations_of(case, finding_of(case))
    assert (only.study_instance_uid, only.comparison, only.grade) == (OLD, Comparison.NEW, "2")
    with pytest.raises(FollowUpError, match="one dated study"):
        first_seen(case, finding_of(case), "20260301", new_id="o.again")
    (edit,) = with_latest_values(case, replace(finding_of(case), grade="3"))
    assert isinstance(edit.after, Observation)
    assert edit.after.grade == "3"
    carried(case)
    assert [one.id for one in observations_of(case, finding_of(case))] == ["o.first", "o.new"]
