"""The session tells every place what happened, once."""

from __future__ import annotations

import pytest

from annotations.case import Case, CaseEvent, add
from annotations.evaluation import Complaint
from annotations.patient import PatientIdentity
from workstation.session import CaseChanged, CaseOpened, ChangeRefused, SelectionChanged, Session, SessionEvent

COMPLAINT = Complaint("c1", "Left leg pain")


@pytest.fixture
def a_case() -> Case:
    return Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")


@pytest.fixture
def a_session(a_case: Case) -> Session:
    session = Session()
    session.open_case(a_case)
    return session


@pytest.fixture
def heard(a_session: Session) -> list[SessionEvent]:
    events: list[SessionEvent] = []
    a_session.subscribe(events.append)
    return events


def test_a_change_is_announced_once(a_session: Session, heard: list[SessionEvent]) -> None:
    a_session.apply(add(COMPLAINT, "complaint added"))
    assert [type(event) for event in heard] == [CaseChanged]


def test_undo_and_redo_go_through_the_same_door(a_session: Session, heard: list[SessionEvent]) -> None:
    a_session.apply(add(COMPLAINT, "complaint added"))
    a_session.undo()
    a_session.redo()
    assert [type(event) for event in heard] == [CaseChanged] * 3


def test_a_change_that_cannot_be_stored_is_refused_aloud_and_did_not_happen(
    a_session: Session, a_case: Case, heard: list[SessionEvent]
) -> None:
    def full(_event: CaseEvent) -> None:
        raise OSError(28, "No space left on device")

    a_case.journal = full
    with pytest.raises(OSError, match="No space"):
        a_session.apply(add(COMPLAINT, "complaint added"))
    assert [type(event) for event in heard] == [ChangeRefused]
    assert not a_case.items
    assert a_session.history is not None
    assert a_session.history.undo_description is None


def test_a_refused_undo_can_be_repeated(a_session: Session, a_case: Case) -> None:
    a_session.apply(add(COMPLAINT, "complaint added"))
    journal: list[CaseEvent] = []

    def refuse(_event: CaseEvent) -> None:
        raise OSError("full")

    a_case.journal = refuse
    with pytest.raises(OSError, match="full"):
        a_session.undo()
    a_case.journal = journal.append
    assert a_session.undo() is not None


def test_nothing_can_be_applied_without_a_case() -> None:
    with pytest.raises(RuntimeError, match="no case"):
        Session().apply(add(COMPLAINT, "complaint added"))


def test_opening_another_case_forgets_selection_and_cursor(a_session: Session, heard: list[SessionEvent]) -> None:
    a_session.select("c1")
    a_session.open_case(None)
    assert a_session.selected_id is None
    assert a_session.cursor is None
    assert [type(event) for event in heard] == [SelectionChanged, CaseOpened]


def test_a_selected_item_that_is_removed_is_no_longer_selected(a_session: Session) -> None:
    a_session.apply(add(COMPLAINT, "complaint added"))
    a_session.select("c1")
    a_session.undo()
    assert a_session.selected_id is None
