"""Attributes of marks as changes of the case, and what locked marks refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.anatomy import Laterality, Level
from annotations.case import Case, added_all
from annotations.findings import Finding, FindingStatus
from annotations.history import HISTORY_LIMIT, History
from annotations.links import LinkError, remove_items
from annotations.mark_edits import (
    LockedMarkError,
    color_marks,
    hide_marks,
    lock_marks,
    lock_reason,
    mark_name,
    move_label,
    place_mark,
    remove_marks,
    rename_mark,
    show_all_marks,
)
from annotations.marks import Mark, MarkKind
from annotations.observations import Observation
from annotations.patient import PatientIdentity
from tests.support.scenes import in_patient

A = Mark("a", MarkKind.LENGTH, in_patient((0, 0, 0), (10, 0, 0)), label="pedicle")
B = Mark("b", MarkKind.POINT, in_patient((0, 0, 0)))
C = Mark("c", MarkKind.ANGLE, in_patient((0, 9, 0), (0, 0, 0), (9, 0, 0)))
FINDING = Finding("f", "vcf", Level.L3, Laterality.MEDIAN, ("b", "c"))


@pytest.fixture
def case() -> Case:
    one = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    one.apply(added_all((A, B, C, FINDING), "start"))
    return one


def mark(case: Case, mark_id: str) -> Mark:
    found = case.get(Mark, mark_id)
    assert found is not None
    return found


def test_several_marks_are_hidden_in_one_change_and_all_come_back_in_another(case: Case) -> None:
    change = hide_marks(case, ("a", "c"))
    assert change is not None
    assert change.description == "hide 2 marks"
    case.apply(change)
    assert [one.id for one in case.of_type(Mark) if one.is_hidden] == ["a", "c"]
    back = show_all_marks(case)
    assert back is not None
    assert len(back.edits) == 2, "the mark that was never hidden is not touched"
    case.apply(back)
    assert case.of_type(Mark) == (A, B, C)
    assert show_all_marks(case) is None


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda case: lock_marks(case, ("a",)), replace(A, is_locked=True)),
        (lambda case: color_marks(case, ("a",), "caution"), replace(A, tone="caution")),
        (lambda case: rename_mark(case, "a", "  left pedicle "), replace(A, label="left pedicle")),
        (lambda case: move_label(case, "a", (12.0, -40.0)), replace(A, label_offset=(12.0, -40.0))),
        (
            lambda case: place_mark(case, "a", level=Level.L5, laterality=None, reason="dual name"),
            replace(A, level=Level.L5, place_reason="dual name"),
        ),
    ],
)
def test_an_attribute_is_one_edit_that_undo_takes_back(case: Case, edit, expected: Mark) -> None:  # type: ignore[no-untyped-def]
    history = History(case)
    change = edit(case)
    history.apply(change)
    assert mark(case, "a") == expected
    assert edit(case) is None, "doing it again changes nothing"
    undone = history.undo()
    assert mark(case, "a") == A
    assert undone is not None
    assert "pedicle" in undone.description, "undo can say which mark it was"


def test_an_override_of_level_or_side_needs_a_reason_and_letting_go_of_it_does_not(case: Case) -> None:
    with pytest.raises(ValueError, match="Say why"):
        place_mark(case, "a", level=None, laterality=Laterality.LEFT, reason="  ")
    change = place_mark(case, "a", level=None, laterality=Laterality.LEFT, reason="scoliosis")
    assert change is not None
    case.apply(change)
    back = place_mark(case, "a", level=None, laterality=None, reason="")
    assert back is not None
    case.apply(back)
    assert mark(case, "a") == A


def test_a_locked_mark_keeps_the_whole_group_from_being_removed_and_says_so(case: Case) -> None:
    change = lock_marks(case, ("a",))
    assert change is not None
    case.apply(change)
    with pytest.raises(LockedMarkError, match=r"Length 'pedicle' is locked\. Unlock it first"):
        remove_marks(case, ("a", "b"))
    assert lock_reason(case, B) == ""


def test_the_mark_of_a_signed_finding_is_not_removed_before_it_is_reopened(case: Case) -> None:
    case.apply(remove_items(case, ("f",)))
    case.apply(added_all((replace(FINDING, status=FindingStatus.FINAL),), "sign"))
    assert "signed finding at L3" in lock_reason(case, B)
    with pytest.raises(LockedMarkError, match="Reopen that finding first"):
        remove_marks(case, ("b",))


def test_marks_go_with_all_links_to_them_and_come_back_with_them(case: Case) -> None:
    observation = Observation("o", "f", "1.2.3", "20260101", ("b", "c"))
    case.apply(added_all((observation,), "observed"))
    before = dict(case.items)
    history = History(case)
    change = remove_marks(case, ("b", "c"))
    assert change is not None
    history.apply(change)
    assert case.of_type(Mark) == (A,)
    assert case.of_type(Finding)[0].mark_ids == ()
    assert case.of_type(Observation)[0].mark_ids == ()
    history.undo()
    assert dict(case.items) == before


def test_removing_what_is_not_there_removes_nothing(case: Case) -> None:
    assert remove_marks(case, ("gone",)) is None
    with pytest.raises(LinkError, match="gone"):
        remove_items(case, ("a", "gone"))


def test_two_hundred_edits_of_marks_are_taken_back_one_by_one(case: Case) -> None:
    history = History(case)
    for number in range(HISTORY_LIMIT):
        change = move_label(case, "a", (float(number), 0.0)) if number % 2 else rename_mark(case, "a", f"n{number}")
        assert change is not None
        history.apply(change)
    for _ in range(HISTORY_LIMIT):
        assert history.undo() is not None
    assert mark(case, "a") == A
    assert history.undo() is None


def test_a_mark_is_named_by_its_own_words_and_kind() -> None:
    assert mark_name(A) == "Length 'pedicle'"
    assert mark_name(C) == "Angle"
    assert mark_name(Mark("t", MarkKind.TEXT, B.location, text="see report")) == "Text 'see report'"
