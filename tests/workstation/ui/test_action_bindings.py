"""Keys in the real window: those the user chose, at once and after a restart."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.workstation.ui.conftest import built
from viewers.tools.mouse_schemes import IHE_BIR
from viewers.tools.tool_names import ToolName
from workstation.key_map import KEYS
from workstation.preferences import Preferences
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow
from workstation.ui.pointer_habits import MOUSE_SCHEME


def inverted(window: MainWindow) -> bool:
    return window.places.read.grid.active_viewport.state.invert


def test_a_new_key_is_heard_at_once_and_the_old_one_no_longer(ct_window: MainWindow) -> None:
    ct_window.keys.give("view.invert", ["X"])
    QTest.keyClick(ct_window, Qt.Key.Key_I)
    assert not inverted(ct_window)
    QTest.keyClick(ct_window, Qt.Key.Key_X)
    assert inverted(ct_window)


def test_tooltips_and_menus_name_the_key_that_works(ct_window: MainWindow) -> None:
    ct_window.keys.give("view.invert", ["X"])
    ct_window.keys.give("window.command", ["Ctrl+P"])
    assert ct_window.places.read.tools.buttons["view.invert"].toolTip() == "Invert grey levels (X)"
    assert ct_window.top_bar._command.text().endswith("Ctrl P")


def test_keys_are_the_users_own_after_a_restart(qtbot: QtBot, settings: Settings) -> None:
    first = built(settings)
    qtbot.addWidget(first)
    first.keys.give("view.invert", ["X"])
    first.close()
    again = built(settings)
    qtbot.addWidget(again)
    assert [key.toString() for key in again.bindings.actions["view.invert"].shortcuts()] == ["X"]
    again.close()


def test_a_kept_key_that_cannot_be_used_is_told_at_the_start(qtbot: QtBot, settings: Settings) -> None:
    Preferences(settings.user_preferences_path).set(KEYS, {"no.such.command": ["X"]})
    window = built(settings)
    qtbot.addWidget(window)
    assert window.message_bar.message is not None
    assert "no.such.command" in window.message_bar.message.text
    window.close()


def test_plan_hears_the_new_keys_and_the_mouse_scheme_too(ct_window: MainWindow) -> None:
    ct_window.keys.give("tool.crosshair", ["X"])
    ct_window.preferences.set(MOUSE_SCHEME, "ihe-bir")
    ct_window.show_place("plan")
    ct_window.places.plan.setFocus()
    views = ct_window.places.plan.views
    assert all(pane.mouse_scheme is IHE_BIR for pane in views.viewports.values())
    views.use(ToolName.WINDOW)
    QTest.keyClick(ct_window, Qt.Key.Key_H)
    assert {pane.tool for pane in views.viewports.values()} == {ToolName.WINDOW}
    QTest.keyClick(ct_window, Qt.Key.Key_X)
    assert {pane.tool for pane in views.viewports.values()} == {ToolName.CROSSHAIR}
