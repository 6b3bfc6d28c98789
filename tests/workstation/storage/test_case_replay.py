"""Any sequence of edits, undo and redo: one event a change, memory and store agree, and the case equals its replay."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotations.case import Case, CaseEvent, CaseItem, Change, add, replace_item
from annotations.findings import Finding
from annotations.links import remove_item
from annotations.marks import Mark
from annotations.patient import PatientIdentity
from annotations.serialization import case_to_json
from tests.support.case_strategies import alone, findings, key_images, observations
from workstation.session import CaseChanged, Session, SessionEvent
from workstation.storage.case_store import CaseStore


class StoredCase(RuleBasedStateMachine):
    """Items of every kind are added, replaced and removed, and steps undone and redone, on a case in a real store."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = CaseStore(f"sqlite:///{Path(self.folder.name) / 'cases.sqlite'}")
        self.session = Session()
        self.session.subscribe(self.hear)
        self.session.open_case(self.store.create(PatientIdentity("p")))
        self.events: list[CaseEvent] = []
        self.done: list[dict[str, CaseItem]] = [{}]
        self.undone: list[dict[str, CaseItem]] = []
        self.changes = 0

    @property
    def case(self) -> Case:
        assert self.session.case is not None
        return self.session.case

    def hear(self, event: SessionEvent) -> None:
        if isinstance(event, CaseChanged):
            self.events.append(event.event)

    def apply(self, change: Change) -> None:
        self.session.apply(change)
        self.changes += 1
        self.done.append(dict(self.case.items))
        self.undone.clear()

    @rule(item=alone())
    def add_one(self, item: CaseItem) -> None:
        if item.id not in self.case.items:
            self.apply(add(item, "added"))

    @rule(data=st.data())
    def add_linked(self, data: st.DataObject) -> None:
        mark_ids = tuple(mark.id for mark in self.case.of_type(Mark))
        finding_ids = tuple(finding.id for finding in self.case.of_type(Finding))
        kinds: list[st.SearchStrategy[CaseItem]] = [findings(st.just(mark_ids))]
        if finding_ids:
            kinds.append(observations(st.sampled_from(finding_ids), st.just(mark_ids)))
            kinds.append(key_images(st.just(finding_ids), st.just(mark_ids)))
        item = data.draw(st.one_of(kinds))
        if item.id not in self.case.items:
            self.apply(add(item, "added with links"))

    @precondition(lambda self: self.case.of_type(Mark))
    @rule(data=st.data(), label=st.text(max_size=5), is_hidden=st.booleans())
    def change_a_mark(self, data: st.DataObject, label: str, is_hidden: bool) -> None:
        mark = data.draw(st.sampled_from(self.case.of_type(Mark)))
        self.apply(replace_item(mark, replace(mark, label=label, is_hidden=is_hidden), "changed"))

    @precondition(lambda self: self.case.items)
    @rule(data=st.data())
    def remove_one(self, data: st.DataObject) -> None:
        self.apply(remove_item(self.case, data.draw(st.sampled_from(sorted(self.case.items)))))

    @rule()
    def undo(self) -> None:
        undone = self.session.undo()
        assert (undone is not None) == (len(self.done) > 1)
        if undone is not None:
            self.changes += 1
            self.undone.append(self.done.pop())
        assert dict(self.case.items) == self.done[-1]

    @rule()
    def redo(self) -> None:
        redone = self.session.redo()
        assert (redone is not None) == bool(self.undone)
        if redone is not None:
            self.changes += 1
            self.done.append(self.undone.pop())
        assert dict(self.case.items) == self.done[-1]

    @invariant()
    def each_change_was_heard_once(self) -> None:
        assert [event.revision for event in self.events] == list(range(1, self.changes + 1))

    @invariant()
    def store_and_memory_agree(self) -> None:
        assert case_to_json(self.store.load(self.case.id)) == case_to_json(self.case)

    @invariant()
    def the_case_is_its_replay(self) -> None:
        again = Case(self.case.id, self.case.patient, self.case.created_at)
        for event in self.events:
            again.apply(event.change)
        assert case_to_json(again) == case_to_json(self.case)

    @invariant()
    def every_change_has_its_line_of_the_audit(self) -> None:
        assert len(self.store.audit(self.case.id)) == self.changes + 1

    def teardown(self) -> None:
        assert self.store.verify_audit() == ()
        self.store.close()
        self.folder.cleanup()


TestStoredCase = StoredCase.TestCase
TestStoredCase.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
