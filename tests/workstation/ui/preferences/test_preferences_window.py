"""The preferences in the real window: every change is in force at once, kept, and can be taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.workstation.ui.conftest import built
from viewers.qt.text_scale import text_scale
from viewers.tools.mouse_schemes import DEFAULT_SCHEME, IHE_BIR
from viewers.tools.tool_names import ToolName
from workstation.key_map import KeyMap
from workstation.preferences import Preferences
from workstation.settings import Settings
from workstation.ui.display_settings import TEXT_SCALE, contrast_of, text_percent
from workstation.ui.main_window import MainWindow
from workstation.ui.pointer_habits import MOUSE_SCHEME, scheme_of, scheme_problem
from workstation.ui.preferences.display_page import DisplayPage
from workstation.ui.preferences.general_page import GeneralPage
from workstation.ui.preferences.key_field import KeyField
from workstation.ui.preferences.keys_page import KeysPage
from workstation.ui.preferences.marking_page import MarkingPage
from workstation.ui.preferences.mouse_page import MousePage
from workstation.ui.preferences.page import PreferencePage
from workstation.ui.preferences.windows_page import WindowsPage
from workstation.ui.read.mark_placing import repeats
from workstation.ui.read.placing_magnifier import magnifies
from workstation.ui.theme import HIGH_CONTRAST


@pytest.fixture
def keys_page(qtbot: QtBot) -> KeysPage:
    page = KeysPage(KeyMap(Preferences()))
    qtbot.addWidget(page)
    page.show()
    return page


def page_of(window: MainWindow, kind: type[PreferencePage]) -> PreferencePage:
    shown = window.show_preferences(kind.title)
    assert isinstance(shown.page, kind)
    return shown.page


def test_the_key_opens_them_and_nothing_waits_for_them(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    shown = window._preferences_window
    assert shown is not None
    assert shown.isVisible()
    assert not shown.isModal()
    titles = [page.title for page in shown.pages]
    assert titles == ["General", "Mouse, touch and pen", "Marking", "Keys", "Windows", "Display", "Hanging", "Language"]


def test_the_name_of_the_physician_is_kept(qtbot: QtBot, settings: Settings) -> None:
    page = GeneralPage(Preferences(), settings)
    qtbot.addWidget(page)
    page.physician.setText("Dr. Ada Sample")
    page.physician.editingFinished.emit()
    assert settings.physician() == "Dr. Ada Sample"


def test_a_mouse_scheme_is_in_force_at_once_and_after_a_restart(
    ct_window: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    page = page_of(ct_window, MousePage)
    assert isinstance(page, MousePage)
    page.choices["ihe-bir"].click()
    grid = ct_window.places.read.grid
    assert grid.tool is ToolName.SCROLL
    assert all(pane.mouse_scheme is IHE_BIR for pane in grid.viewports)
    ct_window.close()
    again = built(settings)
    qtbot.addWidget(again)
    assert again.places.read.grid.tool is ToolName.SCROLL
    again.close()


def test_with_ihe_basic_image_review_the_scrolling_tool_is_active_at_start(
    window: MainWindow, qtbot: QtBot, small_ct: object
) -> None:
    """IHE Basic Image Review: "Scrolling tool active at start"; cancelling comes back to it."""
    window.preferences.set(MOUSE_SCHEME, "ihe-bir")
    window.bindings.trigger("tool.length")
    window.places.read.show_patient(None)
    assert window.places.read.grid.tool is ToolName.SCROLL
    window.places.read.choose_tool("tool.length")
    window.places.read.cancel()
    assert window.places.read.grid.tool is ToolName.SCROLL


def test_an_unknown_scheme_is_the_usual_one_and_told() -> None:
    preferences = Preferences()
    preferences.set(MOUSE_SCHEME, "trackball 3000")
    assert scheme_of(preferences) is DEFAULT_SCHEME
    assert "trackball 3000" in scheme_problem(preferences)


def test_a_pressed_key_names_its_owner_and_moves_over(ct_window: MainWindow) -> None:
    page = page_of(ct_window, KeysPage)
    assert isinstance(page, KeysPage)
    page.choose("view.invert")
    QTest.keyClick(page.field, Qt.Key.Key_M)
    assert page.field.key == "M"
    assert "Mark finding" in page.conflict.text()
    assert page.assign.text() == "Move it here"
    page.assign.click()
    assert ct_window.keys.keys_of("view.invert") == ("M",)
    assert ct_window.keys.keys_of("mark.finding") == ()
    QTest.keyClick(ct_window, Qt.Key.Key_M)
    assert ct_window.places.read.grid.active_viewport.state.invert


def test_usual_keys_take_one_command_back(keys_page: KeysPage) -> None:
    page, keys = keys_page, keys_page._keys
    page.choose("view.invert")
    QTest.keyClick(page.field, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    page.add.click()
    assert keys.keys_of("view.invert") == ("Ctrl+X", "I")
    page.usual.click()
    assert keys.keys_of("view.invert") == ("I",)
    page.clear.click()
    assert keys.keys_of("view.invert") == ()


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "written"),
    [
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, "", "Ctrl+Shift+K"),
        (Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier, "?", "?"),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "", "F5"),
        (Qt.Key.Key_7, Qt.KeyboardModifier.KeypadModifier, "7", "7"),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", "Space"),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "", "Esc"),
    ],
)
def test_keys_are_written_as_they_are_pressed(
    qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, written: str
) -> None:
    field = KeyField()
    qtbot.addWidget(field)
    QTest.sendKeyEvent(QTest.KeyAction.Press, field, key, text, modifiers)
    assert field.key == written


def test_modifiers_alone_are_no_key(qtbot: QtBot) -> None:
    field = KeyField()
    qtbot.addWidget(field)
    QTest.keyPress(field, Qt.Key.Key_Control)
    assert field.key == ""


def test_the_search_finds_a_command_by_its_key(keys_page: KeysPage) -> None:
    keys_page.search.setText("F11")
    found = {item.text(0): item.text(1) for item in keys_page._items()}
    assert found["Full screen"] == "F11"
    assert all("F11" in keys for keys in found.values())


def test_percentiles_of_the_automatic_window_are_kept(qtbot: QtBot) -> None:
    preferences = Preferences()
    page = WindowsPage(preferences)
    qtbot.addWidget(page)
    page.show_values()
    page.low.setValue(2.0)
    page.low.editingFinished.emit()
    assert preferences.get("windows.percentiles")["low"] == 2.0


def test_text_and_contrast_change_at_once_and_go_back(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, DisplayPage)
    assert isinstance(page, DisplayPage)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = window.top_bar._name.sizeHint().height()
    page.scale.chosen.emit("150")
    page.contrast.chosen.emit("high")
    qtbot.waitUntil(lambda: text_scale() == 1.5, timeout=30_000)
    assert window.top_bar._name.sizeHint().height() > before
    assert contrast_of(window.preferences) == "high"
    assert HIGH_CONTRAST.text_2 in application.styleSheet()
    window.show_preferences(DisplayPage.title).reset_section()
    qtbot.waitUntil(lambda: text_scale() == 1.0, timeout=30_000)
    assert HIGH_CONTRAST.text_2 not in application.styleSheet()


@pytest.mark.parametrize("kept", [30, 900, "big", None, True, [1]])
def test_a_text_scale_that_makes_no_sense_is_the_usual_one(kept: object) -> None:
    preferences = Preferences()
    preferences.set(TEXT_SCALE, kept)
    assert text_percent(preferences) == 100


def test_everything_is_reset_in_one_place_after_asking(window: MainWindow) -> None:
    window.keys.give("view.invert", ["X"])
    window.preferences.set(MOUSE_SCHEME, "horos")
    window.show_preferences(KeysPage.title).reset_section()
    assert not window.keys.has_changes
    assert window.preferences.get(MOUSE_SCHEME) == "horos"
    window.keys.give("view.invert", ["X"])
    shown = window.show_preferences()
    shown.ask_reset_all()
    assert shown._question.isVisible()
    assert window.keys.is_changed("view.invert")
    shown.confirm_button.click()
    assert not window.keys.has_changes
    assert window.places.read.grid.viewports[0].mouse_scheme is DEFAULT_SCHEME
    assert window.preferences.keys == ()


def test_marking_is_as_the_boxes_say_at_once(ct_window: MainWindow) -> None:
    page = page_of(ct_window, MarkingPage)
    assert isinstance(page, MarkingPage)
    assert page.repeats.isChecked(), "a tool stays in the hand, as it always did"
    assert page.magnifier.isChecked()
    page.repeats.click()
    page.magnifier.click()
    preferences = ct_window.places.read.hands.preferences
    assert not repeats(preferences)
    assert not magnifies(preferences)
    preferences.reset("marking")
    page.show_values()
    assert page.repeats.isChecked()
    assert page.magnifier.isChecked()
