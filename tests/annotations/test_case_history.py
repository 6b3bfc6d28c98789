"""The one door of a case, and undo and redo through it, by examples and by a random walk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotations.anatomy import Laterality, Level
from annotations.case import (
    BrokenLinkError,
    Case,
    CaseEvent,
    CaseItem,
    Change,
    Edit,
    StaleChangeError,
    add,
    added_all,
    replace_item,
)
from annotations.evaluation import Complaint
from annotations.findings import Finding
from annotations.history import HISTORY_LIMIT, History
from annotations.links import LINK_FIELDS, link, remove_item, unlink
from annotations.patient import PatientIdentity
from annotations.serialization import case_from_json, case_to_json
from annotations.targets import ProcedureTarget


@pytest.fixture
def a_case() -> Case:
    return Case("c", PatientIdentity("p"), "2026")


def finding(item_id: str = "f", *, complaints: tuple[str, ...] = ()) -> Finding:
    return Finding(item_id, "disc_extrusion", Level.L4_L5, Laterality.LEFT, complaint_ids=complaints)


def test_a_change_is_announced_exactly_once(a_case: Case) -> None:
    events: list[CaseEvent] = []
    end = a_case.subscribe(events.append)
    change = add(Complaint("k", "pain"), "add complaint")
    a_case.apply(change)
    end()
    a_case.apply(add(Complaint("k2", "pain"), "add another"))
    assert events == [CaseEvent(change, 1)]
    assert a_case.revision == 2


def test_all_edits_happen_or_none(a_case: Case) -> None:
    change = Change("both", (Edit(None, Complaint("k", "pain")), Edit(None, finding(complaints=("nowhere",)))))
    with pytest.raises(BrokenLinkError, match="Finding f still refers to nowhere"):
        a_case.apply(change)
    assert dict(a_case.items) == {}
    assert a_case.revision == 0


def test_a_change_made_for_another_state_is_refused(a_case: Case) -> None:
    a_case.apply(add(finding(), "add"))
    with pytest.raises(StaleChangeError, match="item f"):
        a_case.apply(add(finding(), "again"))
    with pytest.raises(StaleChangeError):
        a_case.apply(replace_item(replace(finding(), note="other"), finding(), "stale"))


def test_what_cannot_be_stored_did_not_happen(a_case: Case) -> None:
    def full_disk(event: CaseEvent) -> None:
        raise OSError("disk full")

    a_case.journal = full_disk
    events: list[CaseEvent] = []
    a_case.subscribe(events.append)
    with pytest.raises(OSError, match="disk full"):
        a_case.apply(add(finding(), "add"))
    assert (dict(a_case.items), a_case.revision, events) == ({}, 0, [])


def test_a_linked_item_cannot_be_taken_away_alone(a_case: Case) -> None:
    complaint = Complaint("k", "pain")
    a_case.apply(added_all([complaint, finding(complaints=("k",))], "made"))
    with pytest.raises(BrokenLinkError):
        a_case.apply(Change("remove", (Edit(complaint, None),)))


def test_an_edit_keeps_id_and_kind() -> None:
    with pytest.raises(ValueError, match="keeps the id"):
        Edit(finding("f"), finding("g"))
    with pytest.raises(ValueError, match="keeps the id"):
        Edit(finding("f"), Complaint("f", "pain"))
    with pytest.raises(ValueError, match="needs a before or an after"):
        Edit(None, None)


def test_items_are_read_by_kind(a_case: Case) -> None:
    a_case.apply(added_all([finding(), Complaint("k", "pain")], "made"))
    assert [one.id for one in a_case.of_type(Finding)] == ["f"]
    assert a_case.get(Finding, "k") is None
    assert a_case.get(Complaint, "k") == Complaint("k", "pain")


def test_undo_and_redo_name_what_they_do(a_case: Case) -> None:
    history = History(a_case)
    assert (history.undo(), history.redo()) == (None, None)
    assert (history.undo_description, history.redo_description) == (None, None)
    history.apply(add(finding(), "add finding"))
    assert history.undo_description == "add finding"
    history.undo()
    assert (history.redo_description, dict(a_case.items)) == ("add finding", {})
    history.redo()
    assert list(a_case.items) == ["f"]


def test_a_new_change_ends_what_could_be_redone(a_case: Case) -> None:
    history = History(a_case)
    history.apply(add(finding(), "one"))
    history.undo()
    history.apply(add(Complaint("k", "pain"), "two"))
    assert history.redo_description is None


def test_undo_does_not_overwrite_what_others_changed(a_case: Case) -> None:
    history = History(a_case)
    history.apply(add(finding(), "add"))
    a_case.apply(replace_item(finding(), replace(finding(), note="elsewhere"), "elsewhere"))
    with pytest.raises(StaleChangeError):
        history.undo()
    assert history.undo_description == "add"


def test_only_so_many_steps_are_kept(a_case: Case) -> None:
    history = History(a_case)
    for number in range(HISTORY_LIMIT + 5):
        history.apply(add(Complaint(f"k{number}", "pain"), "add"))
    for _ in range(HISTORY_LIMIT):
        assert history.undo() is not None
    assert history.undo() is None
    assert len(a_case.items) == 5


class RandomCase(RuleBasedStateMachine):
    """Adds, changes, ties, removes, undoes and redoes at random; undoing all gives the start again."""

    def __init__(self) -> None:
        super().__init__()
        self.case = Case("c", PatientIdentity("p"), "2026")
        self.history = History(self.case)
        self.states: list[dict[str, CaseItem]] = [{}]
        self.events = 0
        self.case.subscribe(self.count)

    def count(self, event: CaseEvent) -> None:
        self.events += 1

    def apply(self, change: Change | None) -> None:
        if change is None:
            return
        self.history.apply(change)
        self.states.append(dict(self.case.items))

    @rule(number=st.integers(0, 9), kind=st.sampled_from(["complaint", "finding", "target"]))
    def add_one(self, number: int, kind: str) -> None:
        item_id = f"{kind}-{number}"
        if item_id in self.case.items:
            return
        target = ProcedureTarget(item_id, "esi_il_lumbar", Level.L4_L5, Laterality.LEFT)
        made: dict[str, CaseItem] = {
            "complaint": Complaint(item_id, "pain"),
            "finding": finding(item_id),
            "target": target,
        }
        self.apply(add(made[kind], f"add {item_id}"))

    @precondition(lambda self: self.case.items)
    @rule(data=st.data(), text=st.text(max_size=4))
    def change_one(self, data: st.DataObject, text: str) -> None:
        item = self.case.items[data.draw(st.sampled_from(sorted(self.case.items)))]
        if isinstance(item, (Finding, ProcedureTarget)) and item.note != text:
            self.apply(replace_item(item, replace(item, note=text), "change note"))

    @precondition(lambda self: len(self.case.items) > 1)
    @rule(data=st.data(), tie=st.booleans())
    def tie_two(self, data: st.DataObject, tie: bool) -> None:
        items = self.case.items
        pairs = [
            (a, b) for a in sorted(items) for b in sorted(items) if (type(items[a]), type(items[b])) in LINK_FIELDS
        ]
        if pairs:
            a, b = data.draw(st.sampled_from(pairs))
            self.apply(link(self.case, a, b) if tie else unlink(self.case, a, b))

    @precondition(lambda self: self.case.items)
    @rule(data=st.data())
    def remove_one(self, data: st.DataObject) -> None:
        self.apply(remove_item(self.case, data.draw(st.sampled_from(sorted(self.case.items)))))

    @rule()
    def undo_and_redo(self) -> None:
        before = dict(self.case.items)
        if self.history.undo() is not None:
            assert self.case.items == self.states[-2]
            self.history.redo()
        assert self.case.items == before

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo_one(self) -> None:
        self.history.undo()
        self.states.pop()
        assert self.case.items == self.states[-1]

    @invariant()
    def every_change_was_announced_once(self) -> None:
        assert self.events == self.case.revision

    @invariant()
    def what_is_written_is_read_again(self) -> None:
        assert case_from_json(case_to_json(self.case)).items == self.case.items

    def teardown(self) -> None:
        while self.history.undo() is not None:
            self.states.pop()
        assert dict(self.case.items) == self.states[0] == {}


TestRandomCase = RandomCase.TestCase
TestRandomCase.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
