"""Grading by key and click: steps with their criteria, suggestions accepted or overridden, both grades within noise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotations.calibration import CalibrationSource
from annotations.grading_catalogue import GRADING_SCALES
from annotations.measurements import Measurement
from workstation.ui.forms.grade_offers import grade_offers
from workstation.ui.forms.grade_picker import GradeOffer, GradePicker

GENANT, SCHIZAS, LEE = GRADING_SCALES["genant"], GRADING_SCALES["schizas"], GRADING_SCALES["lee_central"]


def loss(percent: float) -> Measurement:
    return Measurement(percent, "%", "six points", CalibrationSource.PATIENT, 2.0, "height loss")


@pytest.fixture
def picker(qtbot: QtBot) -> GradePicker:
    picker = GradePicker()
    qtbot.addWidget(picker)
    picker.show_scales((GENANT,), "", None)
    picker.show()
    return picker


def texts(picker: GradePicker) -> str:
    return "\n".join(part.text() for part in picker.findChildren(QLabel) if part.isVisible())


def test_every_step_shows_its_key_name_and_whole_criterion(picker: GradePicker) -> None:
    for grade in GENANT.grades:
        assert grade.criterion in texts(picker)
    assert "source: GENANT" in texts(picker)
    assert picker.excluded.isVisible()


def test_an_unverified_scale_says_that_nobody_checked_it(picker: GradePicker) -> None:
    picker.show_scales((GRADING_SCALES["goutallier"],), "", None)
    assert "unverified, not reviewed" in picker.provenance.text()
    assert not picker.excluded.isVisible()


@pytest.mark.parametrize(("key", "value"), [("2", "2"), ("5", "0.5"), ("0", "0")])
def test_a_key_chooses_its_step(qtbot: QtBot, picker: GradePicker, key: str, value: str) -> None:
    with qtbot.waitSignal(picker.changed):
        qtbot.keyClicks(picker, key)
    assert picker.value == value
    assert [step.value for step in picker.steps if step.is_chosen] == [value]


def test_a_key_of_no_step_and_a_key_with_a_modifier_choose_nothing(qtbot: QtBot, picker: GradePicker) -> None:
    qtbot.keyClicks(picker, "7")
    qtbot.keyClick(picker, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert picker.value is None


def test_letters_choose_the_steps_of_schizas(qtbot: QtBot, picker: GradePicker) -> None:
    picker.show_scales((SCHIZAS, LEE), "", None)
    qtbot.keyClicks(picker, "c")
    assert picker.value == "C"
    qtbot.keyClicks(picker, "4")
    assert picker.value == "A4"


def test_arrows_move_and_delete_clears(qtbot: QtBot, picker: GradePicker) -> None:
    for _ in range(3):
        qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert picker.value == "1"
    qtbot.keyClick(picker, Qt.Key.Key_Up)
    assert picker.value == "0.5"
    qtbot.keyClick(picker, Qt.Key.Key_Delete)
    assert picker.value is None


def test_a_click_chooses_and_a_second_click_clears(qtbot: QtBot, picker: GradePicker) -> None:
    qtbot.mouseClick(picker.steps[3], Qt.MouseButton.LeftButton)
    assert picker.value == "2"
    qtbot.mouseClick(picker.steps[3], Qt.MouseButton.LeftButton)
    assert picker.value is None


def test_another_scale_begins_without_a_grade(picker: GradePicker) -> None:
    picker.show_scales((SCHIZAS, LEE), "schizas", "C")
    picker.scale_combo.setCurrentIndex(1)
    picker.scale_combo.activated.emit(1)
    assert picker.scale == LEE
    assert picker.value is None
    with pytest.raises(ValueError, match="no grade"):
        picker.choose("C")


def test_a_measurement_suggests_with_its_numbers_and_one_click_accepts(qtbot: QtBot, picker: GradePicker) -> None:
    picker.set_offers(grade_offers("vcf", [loss(33.0)]))
    assert picker.value is None
    words = picker.suggestion.text()
    assert words.startswith("Grade 2 suggested: height loss 33.0 % ± 2.0")
    assert "20/25/40 %" in words
    assert "source: GENANT" in words
    qtbot.mouseClick(picker.accept_button, Qt.MouseButton.LeftButton)
    assert picker.value == "2"
    assert not picker.is_override
    assert not picker.accept_button.isVisible()
    assert picker.offer is not None
    assert picker.offer.rule == "genant_height_loss@1"


def test_another_grade_than_the_suggested_one_asks_for_a_reason(picker: GradePicker) -> None:
    picker.set_offers(grade_offers("vcf", [loss(33.0)]))
    picker.choose("1")
    assert picker.is_override
    assert picker.reason.isVisible()
    assert picker.suggested == "2"


def test_within_the_noise_both_grades_are_offered_and_none_is_chosen(picker: GradePicker) -> None:
    picker.set_offers(grade_offers("vcf", [loss(39.0)]))
    assert picker.offer is not None
    assert picker.offer.grades == ("2", "3")
    assert picker.suggested is None
    assert picker.value is None
    assert not picker.accept_button.isVisible()
    badges = {step.value: step.badge.text() for step in picker.steps if step.badge.text()}
    assert badges == {"2": "within noise", "3": "within noise"}
    picker.choose("3")
    assert not picker.is_override


def test_a_suggestion_for_another_scale_is_not_shown(picker: GradePicker) -> None:
    picker.set_offers((GradeOffer("schizas", ("C",), "words", "rule@1"),))
    assert picker.offer is None
    assert not picker.suggestion.isVisible()


def test_a_type_that_nothing_measured_grades_has_no_offer() -> None:
    assert grade_offers("baastrup", [loss(33.0)]) == ()
    assert grade_offers(None, [loss(33.0)]) == ()
    assert grade_offers("vcf", []) == ()
