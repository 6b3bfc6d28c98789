"""Explain: the matrix says what the rules say, links are single changes, everything leads to the pixels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import add, added_all
from annotations.concordance import RULE_VERSION
from annotations.evaluation import Complaint, ExamKind
from annotations.finding_status import sign
from annotations.findings import Finding
from annotations.hypotheses import HypothesisStatus, PainHypothesis
from tests.support.ui_case import empty_session, exam, worked_session
from workstation.session import Session
from workstation.ui.forms.segmented_choice import SegmentedChoice
from workstation.ui.places.explain import DISCLAIMER, NARROW_SUMMARY_PX, ExplainPlace
from workstation.ui.places.explain_matrix_model import matrix_of, sided_exam_words
from workstation.ui.widgets.labels import LinkLabel


@pytest.fixture
def session() -> Session:
    return worked_session()


@pytest.fixture
def place(qtbot: QtBot, session: Session) -> ExplainPlace:
    place = ExplainPlace(session)
    qtbot.addWidget(place)
    place.resize(1920, 1100)
    place.show()
    return place


def finding(session: Session, finding_id: str = "f1") -> Finding:
    assert session.case is not None
    found = session.case.get(Finding, finding_id)
    assert found is not None
    return found


def test_the_matrix_shows_signs_verdict_and_the_other_side(session: Session) -> None:
    assert session.case is not None
    row = matrix_of(session.case).rows[0]
    assert row.verdict == "concordant"
    assert [cell.tone for cell in row.complaints] == ["good", "faint", "alert"]
    assert row.exam[0].text == "Great-toe extension 4"
    assert row.exam[0].is_linked
    assert row.exam[2].text == "not examined"


def test_complaints_without_a_finding_are_unexplained(session: Session) -> None:
    assert session.case is not None
    assert matrix_of(session.case).unexplained_ids == ("c2", "c3")


def test_clicking_a_cell_links_and_clicking_again_unlinks(qtbot: QtBot, place: ExplainPlace, session: Session) -> None:
    qtbot.mouseClick(place.matrix.cells["f2", "c2"], Qt.MouseButton.LeftButton)
    assert finding(session, "f2").complaint_ids == ("c2",)
    session.undo()
    assert finding(session, "f2").complaint_ids == ()
    place.matrix.cells["f1", "c1"].clicked.emit()
    assert finding(session).complaint_ids == ()


def test_the_keyboard_stays_in_the_cell_that_was_linked(qtbot: QtBot, place: ExplainPlace, session: Session) -> None:
    place.activateWindow()
    place.matrix.cells["f2", "c2"].setFocus()
    qtbot.keyClick(place.matrix.cells["f2", "c2"], Qt.Key.Key_Space)
    assert finding(session, "f2").complaint_ids == ("c2",)
    assert place.matrix.cells["f2", "c2"].cell.is_linked


def test_exam_items_are_linked_from_the_menu_of_their_cell(place: ExplainPlace, session: Session) -> None:
    from annotations.evaluation import ExamKind

    assert session.case is not None
    menu = place.matrix.exam_menu(session.case, finding(session), ExamKind.SENSORY)
    (action,) = menu.actions()
    assert not action.isChecked()
    action.trigger()
    assert "exam.sensory.light_touch_l5.L" in finding(session).exam_item_ids


def test_what_was_not_examined_is_said_in_the_menu(place: ExplainPlace, session: Session) -> None:
    from annotations.evaluation import ExamItem, ExamKind
    from workstation.ui.forms.removal import removal

    assert session.case is not None
    for item in session.case.of_type(ExamItem):
        if item.kind is ExamKind.REFLEX:
            session.apply(removal(session.case, item, "not examined"))
    (action,) = place.matrix.exam_menu(session.case, finding(session), ExamKind.REFLEX).actions()
    assert "Not examined" in action.text()
    assert not action.isEnabled()


def test_every_reason_that_rests_on_an_item_leads_to_it(place: ExplainPlace, session: Session) -> None:
    chosen = []
    session.subscribe(lambda event: chosen.append(session.selected_id))
    for link in place.findChildren(LinkLabel):
        if link.text().startswith("Great-toe extension left"):
            link.clicked.emit()
    assert "exam.motor.great_toe_extension.L" in chosen


def test_rules_version_and_disclaimer_are_always_there(place: ExplainPlace) -> None:
    from PySide6.QtWidgets import QLabel

    words = [label.text() for label in place.findChildren(QLabel)]
    assert f"Rules {RULE_VERSION}" in words
    assert DISCLAIMER in words


def test_an_empty_case_teaches(qtbot: QtBot) -> None:
    place = ExplainPlace(empty_session())
    qtbot.addWidget(place)
    assert "press M" in place.empty.text()
    assert place.matrix.isHidden()


def test_four_complaints_and_six_findings_fit_a_small_window(qtbot: QtBot, session: Session) -> None:
    complaint = Complaint("c4", "Numbness of both feet", Laterality.BILATERAL)
    findings = [Finding(f"f9{n}", "disc_extrusion", Level.L3_L4, Laterality.LEFT) for n in range(4)]
    session.apply(added_all([complaint, *findings], "more"))
    place = ExplainPlace(session)
    qtbot.addWidget(place)
    place.resize(1366, 690)
    place.show()
    qtbot.waitExposed(place)
    assert len(place.matrix.cells) == 6 * 8
    assert place.matrix.width() <= 1366 - NARROW_SUMMARY_PX - 40


def test_an_abnormal_item_says_its_side_in_words_and_its_angle_in_degrees() -> None:
    item = exam(ExamKind.TEST, "slr", Laterality.LEFT, "positive", "45")
    assert sided_exam_words(item) == "Straight leg raise positive 45°, left"


def test_hypotheses_no_image_shows_stand_beside_the_matrix(session: Session, place: ExplainPlace) -> None:
    assert place.hypotheses.isHidden()
    session.apply(add(PainHypothesis("h", "fibromyalgia", complaint_ids=("c1",)), "hypothesis"))
    assert not place.hypotheses.isHidden()
    words = " ".join(part.text() for part in place.hypotheses.findChildren(QLabel))
    assert "Fibromyalgia" in words
    assert "M79.7, to confirm" in words
    assert "(unverified)" in words
    place.hypotheses.findChildren(SegmentedChoice)[0].choose("working")
    assert session.case is not None
    kept = session.case.get(PainHypothesis, "h")
    assert kept is not None
    assert kept.status is HypothesisStatus.WORKING
    session.undo()
    assert session.case.get(PainHypothesis, "h") == PainHypothesis("h", "fibromyalgia", complaint_ids=("c1",))


def test_links_of_a_signed_finding_stay_until_it_is_reopened(
    qtbot: QtBot, session: Session, place: ExplainPlace
) -> None:
    session.apply(sign(finding(session)))
    linked = finding(session).complaint_ids
    qtbot.mouseClick(place.matrix.cells["f1", "c1"], Qt.MouseButton.LeftButton)
    assert "Reopen it in Read" in place.error.text()
    assert finding(session).complaint_ids == linked
