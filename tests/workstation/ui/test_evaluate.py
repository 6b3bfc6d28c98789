"""Evaluate: each field is one change, errors stand under the field and change nothing, undo shows the former value."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Root
from annotations.evaluation import Complaint, ExamItem, Onset, PriorTreatment, VitalSigns
from tests.support.ui_case import empty_session, worked_session
from workstation.session import Session
from workstation.ui.places.evaluate import EvaluatePlace
from workstation.ui.places.evaluate_exam import NOT_EXAMINED


@pytest.fixture
def session() -> Session:
    return empty_session()


@pytest.fixture
def place(qtbot: QtBot, session: Session) -> EvaluatePlace:
    place = EvaluatePlace(session)
    qtbot.addWidget(place)
    place.resize(1920, 1100)
    place.show()
    return place


def only(session: Session, kind: type[Complaint] = Complaint) -> Complaint:
    assert session.case is not None
    (item,) = session.case.of_type(kind)
    return item


def type_into(qtbot: QtBot, edit: object, text: str) -> None:
    edit.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_a_complaint_is_filled_field_by_field_and_every_field_is_in_the_case(
    qtbot: QtBot, place: EvaluatePlace, session: Session
) -> None:
    place.complaints.add_complaint()
    form = place.complaints.form
    type_into(qtbot, form.label, "Left leg pain")
    form.side.choose("L")
    form.onset.choose("sudden")
    type_into(qtbot, form.onset_date, "2026-09")
    form.scores["pain_now"].choose("7")
    form.chips["worsened_by"].chip("sitting").click()
    form.chips["radiation_roots"].chip("L5").click()
    form.description.setPlainText("down to the big toe")
    form.description.commit()
    complaint = only(session)
    assert (complaint.label, complaint.laterality, complaint.onset) == ("Left leg pain", Laterality.LEFT, Onset.SUDDEN)
    assert (complaint.onset_date, complaint.pain_now, complaint.worsened_by) == ("2026-09", 7, ("sitting",))
    assert complaint.radiation_roots == (Root.L5,)
    assert complaint.description == "down to the big toe"
    assert complaint.is_primary


def test_undo_takes_back_one_field_and_the_form_shows_it(place: EvaluatePlace, session: Session) -> None:
    place.complaints.add_complaint()
    score = place.complaints.form.scores["pain_now"]
    score.choose("7")
    score.choose("8")
    session.undo()
    assert only(session).pain_now == 7
    assert score.value == "7"


def test_a_field_being_typed_in_keeps_its_text_and_cursor_while_the_case_changes(
    qtbot: QtBot, place: EvaluatePlace, session: Session
) -> None:
    place.complaints.add_complaint()
    edit = place.complaints.form.label
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "Left le")
    edit.setCursorPosition(3)
    place.complaints.form.scores["pain_now"].choose("5")
    if edit.hasFocus():
        assert (edit.text(), edit.cursorPosition()) == ("Left le", 3)


def test_a_wrong_date_is_refused_under_the_field(qtbot: QtBot, place: EvaluatePlace, session: Session) -> None:
    place.complaints.add_complaint()
    type_into(qtbot, place.complaints.form.onset_date, "last autumn")
    assert "2026-09" in place.complaints.form.fields["onset_date"].error
    assert only(session).onset_date == ""


def test_an_empty_name_is_refused(qtbot: QtBot, place: EvaluatePlace, session: Session) -> None:
    place.complaints.add_complaint()
    place.complaints.form.label.clear()
    qtbot.keyClick(place.complaints.form.label, Qt.Key.Key_Return)
    assert place.complaints.form.fields["label"].error
    assert only(session).label == "New complaint"


def test_own_words_become_a_chip(qtbot: QtBot, place: EvaluatePlace, session: Session) -> None:
    place.complaints.add_complaint()
    chips = place.complaints.form.chips["eased_by"]
    assert chips.words is not None
    qtbot.keyClicks(chips.words, "warm bath")
    qtbot.keyClick(chips.words, Qt.Key.Key_Return)
    assert only(session).eased_by == ("warm bath",)


def test_removing_a_complaint_unlinks_it_and_undo_brings_both_back(qtbot: QtBot) -> None:
    session = worked_session()
    place = EvaluatePlace(session)
    qtbot.addWidget(place)
    place.complaints.choose("c1")
    place.complaints.remove_complaint()
    case = session.case
    assert case is not None
    assert case.get(Complaint, "c1") is None
    session.undo()
    assert case.get(Complaint, "c1") is not None
    assert "c1" in case.items["f1"].complaint_ids  # type: ignore[union-attr]


def test_an_impossible_vital_sign_is_refused_with_its_range(
    qtbot: QtBot, place: EvaluatePlace, session: Session
) -> None:
    type_into(qtbot, place.vitals.edits["heart_rate_per_min"], "400")
    error = place.vitals.fields["heart_rate_per_min"].error
    assert "400" in error
    assert "20 to 250" in error
    assert session.case is not None
    assert not session.case.of_type(VitalSigns)


def test_an_unusual_vital_sign_is_stored_and_pointed_out(qtbot: QtBot, place: EvaluatePlace, session: Session) -> None:
    type_into(qtbot, place.vitals.edits["temperature_celsius"], "38.4")
    assert session.case is not None
    assert session.case.of_type(VitalSigns)[0].temperature_celsius == 38.4
    assert "high" in place.vitals.fields["temperature_celsius"].caution


def test_systolic_below_diastolic_is_refused(qtbot: QtBot, place: EvaluatePlace, session: Session) -> None:
    type_into(qtbot, place.vitals.edits["systolic_mmhg"], "120")
    type_into(qtbot, place.vitals.edits["diastolic_mmhg"], "130")
    assert place.vitals.fields["diastolic_mmhg"].error
    assert session.case is not None
    assert session.case.of_type(VitalSigns)[0].diastolic_mmhg is None


def test_bmi_is_derived(qtbot: QtBot, place: EvaluatePlace) -> None:
    type_into(qtbot, place.vitals.edits["weight_kg"], "82")
    type_into(qtbot, place.vitals.edits["height_cm"], "178")
    assert place.vitals.bmi.text() == "BMI 25.9 kg/m²"


def test_an_exam_item_is_recorded_once_a_side_and_a_second_click_means_not_examined(
    place: EvaluatePlace, session: Session
) -> None:
    cell = place.exam.rows["great_toe_extension"].cells[Laterality.LEFT]
    assert cell.status.text() == NOT_EXAMINED
    cell.choice.choose("4")
    cell.choice.choose("4-")
    assert session.case is not None
    (item,) = session.case.of_type(ExamItem)
    assert item.value == "4-"
    assert cell.status.text() == "abnormal"
    cell.choice.choose(None)
    assert not session.case.of_type(ExamItem)
    session.undo()
    assert cell.choice.value == "4-"


def test_a_treatment_row_refuses_a_benefit_above_100(qtbot: QtBot, place: EvaluatePlace, session: Session) -> None:
    place.treatments.add_treatment()
    assert session.case is not None
    (treatment,) = session.case.of_type(PriorTreatment)
    row = place.treatments.rows[treatment.id]
    type_into(qtbot, row.benefit, "140")
    assert "0 to 100" in row.field.error
    type_into(qtbot, row.benefit, "40")
    assert session.case.of_type(PriorTreatment)[0].benefit_percent == 40


def test_the_findings_of_a_complaint_and_an_exam_item_lead_to_the_pixels(qtbot: QtBot) -> None:
    from workstation.ui.widgets.labels import LinkLabel

    session = worked_session()
    place = EvaluatePlace(session)
    qtbot.addWidget(place)
    link = place.exam.rows["great_toe_extension"].title.findChild(LinkLabel)
    assert link is not None
    link.clicked.emit()
    assert session.selected_id == "f1"


@pytest.mark.parametrize(("width", "column"), [(1366, "_first"), (1920, "_second")])
def test_no_field_is_wider_than_its_column(qtbot: QtBot, width: int, column: str) -> None:
    place = EvaluatePlace(worked_session())
    qtbot.addWidget(place)
    place.resize(width, 700)
    place.show()
    qtbot.waitExposed(place)
    scrolled = getattr(place, column)
    assert scrolled.widget().width() <= scrolled.viewport().width()
