"""The sheet of keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from viewers.tools.mouse_schemes import MOUSE_SCHEMES, OHIF
from workstation.actions import ACTIONS
from workstation.key_map import KeyMap
from workstation.preferences import Preferences
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse_words import mouse_rows
from workstation.ui.shortcut_sheet import sheet_sections


def test_every_command_stands_once_on_the_sheet_with_its_keys() -> None:
    sections = sheet_sections(KeyMap(Preferences()), OHIF)
    rows = [row for _, rows in sections for row in rows]
    for action in ACTIONS.values():
        assert rows.count((action.title, ", ".join(action.shortcuts))) == 1


def test_it_shows_the_mouse_of_the_chosen_scheme() -> None:
    keys = KeyMap(Preferences())
    for scheme in MOUSE_SCHEMES.values():
        sections = dict(sheet_sections(keys, scheme))
        assert sections[f"Mouse ({scheme.source})"] == mouse_rows(scheme)


def test_changed_keys_are_on_it_and_the_search_finds_them() -> None:
    keys = KeyMap(Preferences())
    keys.give("view.invert", ["Ctrl+Alt+X"])
    assert sheet_sections(keys, OHIF, "ctrl+alt+x") == (("Look", (("Invert grey levels", "Ctrl+Alt+X"),)),)
    assert sheet_sections(keys, OHIF, "unicorn") == ()


def test_the_question_mark_opens_it_and_it_can_be_searched(window: MainWindow) -> None:
    window.top_bar._command.setFocus()  # in the search of the case list it is a letter
    QTest.keyClick(window, Qt.Key.Key_Question)
    sheet = window._sheet
    assert sheet is not None
    assert sheet.isVisible()
    assert not sheet.isModal()
    sheet.search.setText("lung")
    assert [heading for heading, _ in sheet.sections()] == ["Window"]
