"""The card of a finding: grade beside its suggestion, flags, course over time, and only the steps that are possible."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotations.case import Case, add, added_all, replace_item
from annotations.finding_status import retract, sign
from annotations.findings import Finding, Severity
from annotations.observations import Comparison, Observation
from tests.support.ui_case import worked_session
from workstation.ui.read.case_panel import CasePanel
from workstation.ui.read.finding_card import CardAction, CardContext, FindingCard
from workstation.ui.widgets.labels import LinkLabel

NEWER = CardContext({"1.2.3": "20260301", "1.2.9": "20261120"}, ("1.2.3", "1.2.9"))


@pytest.fixture
def case() -> Case:
    found = worked_session().case
    assert found is not None
    return found


def finding_of(case: Case, finding_id: str = "f2") -> Finding:
    found = case.get(Finding, finding_id)
    assert found is not None
    return found


def card_of(qtbot: QtBot, case: Case, context: CardContext = NEWER, *, selected: bool = True) -> FindingCard:
    card = FindingCard(case, finding_of(case), selected=selected, context=context)
    qtbot.addWidget(card)
    card.show()
    return card


def words(card: FindingCard) -> str:
    return "\n".join(part.text() for part in card.findChildren(QLabel))


def actions(card: FindingCard) -> list[str]:
    names = [part.objectName() for part in card.findChildren(QPushButton)]
    return [name.removeprefix("finding-") for name in names if name.startswith("finding-")]


def changed(case: Case, **fields: object) -> None:
    before = finding_of(case)
    case.apply(replace_item(before, replace(before, **fields), "changed"))  # type: ignore[arg-type]


def test_a_suggestion_that_was_accepted_and_one_that_was_not_are_both_on_the_card(qtbot: QtBot, case: Case) -> None:
    changed(case, grade="2", suggested_grade="2", grade_rule="genant_height_loss@1")
    assert "Measured: 2, accepted (genant_height_loss@1)" in words(card_of(qtbot, case))
    changed(case, suggested_grade="3", grade_reason="old Scheuermann")
    assert "Measured: 3 (genant_height_loss@1); you gave 2: old Scheuermann" in words(card_of(qtbot, case))


def test_what_was_set_against_the_evidence_is_flagged_until_it_is_settled(qtbot: QtBot, case: Case) -> None:
    changed(case, level_override_reason="six lumbar", side_override_reason="mirrored copy", is_incidental=True)
    shown = words(card_of(qtbot, case, selected=False))
    for flag in ("Level set by hand: six lumbar", "Side set by hand: mirrored copy", "Incidental"):
        assert flag in shown
    assert "Non-fracture deformity not excluded" in shown
    changed(case, is_non_fracture_excluded=True)
    assert "Non-fracture deformity not excluded" not in words(card_of(qtbot, case))


def test_buttons_appear_on_the_selected_card_only(qtbot: QtBot, case: Case) -> None:
    assert actions(card_of(qtbot, case)) == ["carry", "edit", "sign", "retract"]
    assert actions(card_of(qtbot, case, selected=False)) == []


def test_a_finding_is_carried_only_to_a_newer_study_on_screen(qtbot: QtBot, case: Case) -> None:
    assert "carry" not in actions(card_of(qtbot, case, CardContext(NEWER.dates, ("1.2.3",))))
    assert "carry" not in actions(card_of(qtbot, case, CardContext({"1.2.9": "20261120"}, ("1.2.9",))))


def test_a_signed_finding_says_so_and_can_only_be_reopened_or_carried(qtbot: QtBot, case: Case) -> None:
    case.apply(sign(finding_of(case)))
    assert actions(card_of(qtbot, case)) == ["carry", "reopen"]


def test_a_button_asks_for_its_step(qtbot: QtBot, case: Case) -> None:
    card = card_of(qtbot, case)
    button = card.findChild(QPushButton, "finding-sign")
    with qtbot.waitSignal(card.acted) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["f2", CardAction.SIGN]


def followed(case: Case, new: Observation) -> None:
    old = Observation("o1", "f2", "1.2.3", "20260301", ("m2",), "2", Severity.MILD)
    case.apply(added_all((old, new), "followed"))


def test_a_carried_finding_that_nobody_assessed_says_not_assessed(qtbot: QtBot, case: Case) -> None:
    followed(case, Observation("o2", "f2", "1.2.9", "20261120"))
    card = card_of(qtbot, case)
    assert "Against 2026-03-01: not compared yet" in words(card)
    assert "not assessed" in words(card)
    assert actions(card) == ["assess", "edit", "sign", "retract"]


def test_values_stand_side_by_side_with_what_they_suggest(qtbot: QtBot, case: Case) -> None:
    followed(case, Observation("o2", "f2", "1.2.9", "20261120", (), "3", Severity.MILD))
    card = card_of(qtbot, case)
    shown = words(card)
    assert "2026-03-01" in shown
    assert "2026-11-20" in shown
    assert "Suggested: worse. Genant vertebral fracture 2 → 3" in shown
    assert "worse by measurement, not confirmed" in shown


def test_agreeing_tells_at_once_and_disagreeing_asks_why_first(qtbot: QtBot, case: Case) -> None:
    followed(case, Observation("o2", "f2", "1.2.9", "20261120", (), "3"))
    card = card_of(qtbot, case)
    assert card.course is not None
    with qtbot.waitSignal(card.compared) as said:
        card.course.choice.choose("worse")
    assert said.args == ["f2", Comparison.WORSE, ""]
    with qtbot.assertNotEmitted(card.compared):
        card.course.choice.choose("unchanged")
    assert card.course.reason.isVisible()
    qtbot.keyClicks(card.course.reason, "other plane")
    with qtbot.waitSignal(card.compared) as said:
        qtbot.keyClick(card.course.reason, Qt.Key.Key_Return)
    assert said.args == ["f2", Comparison.UNCHANGED, "other plane"]


def test_a_confirmed_comparison_is_what_the_card_says(qtbot: QtBot, case: Case) -> None:
    new = Observation(
        "o2", "f2", "1.2.9", "20261120", (), "3", None, Comparison.UNCHANGED, Comparison.WORSE, "other plane"
    )
    followed(case, new)
    shown = words(card_of(qtbot, case))
    assert "Against 2026-03-01: unchanged" in shown
    assert "Measured: worse. other plane" in shown


def test_a_finding_seen_once_has_no_course(qtbot: QtBot, case: Case) -> None:
    case.apply(add(Observation("o1", "f2", "1.2.3", "20260301", ("m2",), "2"), "one"))
    assert card_of(qtbot, case).course is None


def test_a_finding_of_the_newer_study_can_be_new_since_the_one_before(qtbot: QtBot, case: Case) -> None:
    earlier = CardContext({"1.2.3": "20260301", "1.1.1": "20250301"}, ("1.2.3",))
    assert actions(card_of(qtbot, case, earlier)) == ["new", "edit", "sign", "retract"]
    seen = Observation("o1", "f2", "1.2.3", "20260301", ("m2",), "2", None, Comparison.NEW)
    case.apply(add(seen, "new"))
    card = card_of(qtbot, case, earlier)
    assert "New in the study of 2026-03-01" in words(card)
    assert actions(card) == ["edit", "sign", "retract"]


def test_retracted_findings_are_out_of_sight_until_asked_for_and_can_come_back(qtbot: QtBot, case: Case) -> None:
    case.apply(retract(finding_of(case)))
    panel = CasePanel()
    qtbot.addWidget(panel)
    panel.show_case(case, "f2")
    assert [card.finding_id for card in panel.finding_cards] == ["f1"]
    (link,) = [part for part in panel.findChildren(LinkLabel) if "retracted" in part.text()]
    link.clicked.emit()
    assert [card.finding_id for card in panel.finding_cards] == ["f1", "f2"]
    assert actions(panel.finding_cards[1]) == ["reopen"]
