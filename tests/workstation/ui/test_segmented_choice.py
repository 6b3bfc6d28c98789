"""Segments: mouse, arrows and letters choose; the letters are kept from the program's one-letter keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workstation.ui.forms.segmented_choice import Option, SegmentedChoice


@pytest.fixture
def choice(qtbot: QtBot) -> SegmentedChoice:
    choice = SegmentedChoice([Option(value, value) for value in ("3", "4-", "4", "4+", "5", "NT")])
    qtbot.addWidget(choice)
    choice.show()
    return choice


def test_a_click_chooses_and_a_second_click_clears(qtbot: QtBot, choice: SegmentedChoice) -> None:
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=choice.cell_center("5"))
    assert choice.value == "5"
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=choice.cell_center("5"))
    assert choice.value is None


def test_the_same_key_again_goes_to_the_next_that_begins_with_it(qtbot: QtBot, choice: SegmentedChoice) -> None:
    values = []
    choice.chosen.connect(values.append)
    for _ in range(4):
        qtbot.keyClick(choice, Qt.Key.Key_4)
    assert values == ["4-", "4", "4+", "4-"]


def test_arrows_move_and_delete_clears(qtbot: QtBot, choice: SegmentedChoice) -> None:
    qtbot.keyClick(choice, Qt.Key.Key_Right)
    qtbot.keyClick(choice, Qt.Key.Key_Right)
    assert choice.value == "4-"
    qtbot.keyClick(choice, Qt.Key.Key_Delete)
    assert choice.value is None


def test_its_letters_are_kept_from_one_letter_shortcuts_and_others_are_not(choice: SegmentedChoice) -> None:
    def is_kept(key: Qt.Key, text: str) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier, text)
        event.ignore()
        QApplication.sendEvent(choice, event)
        return event.isAccepted()

    assert is_kept(Qt.Key.Key_N, "n")
    assert not is_kept(Qt.Key.Key_M, "m")


def test_a_value_that_is_not_offered_is_refused(choice: SegmentedChoice) -> None:
    with pytest.raises(ValueError, match="not one of"):
        choice.set_value("6")
