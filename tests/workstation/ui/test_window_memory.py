"""What the window remembers from one start to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.workstation.ui.conftest import built, open_images
from workstation.preferences import Preferences
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow
from workstation.ui.window_memory import FOLDED, GEOMETRY, LAST_PLACE, RESUME, WindowMemory


def restarted(window: MainWindow, settings: Settings, qtbot: QtBot) -> MainWindow:
    window.close()
    again = built(settings)
    qtbot.addWidget(again)
    return again


def test_folded_panels_stay_folded(ct_window: MainWindow, settings: Settings, qtbot: QtBot) -> None:
    ct_window.bindings.trigger("panel.browser")
    again = restarted(ct_window, settings, qtbot)
    assert again.places.read.browser.isHidden()
    assert not again.places.read.spine.isHidden()
    again.close()


def test_a_window_has_the_size_and_place_it_had(qtbot: QtBot) -> None:
    memory = WindowMemory(Preferences())
    first, again = QWidget(), QWidget()
    for each in (first, again):
        qtbot.addWidget(each)
    first.setGeometry(40, 60, 432, 321)
    first.show()
    memory.keep_geometry(first)
    assert memory.restore_geometry(again)
    assert (again.width(), again.height()) == (432, 321)


def test_a_case_opens_where_it_was_left_and_another_in_read(
    ct_window: MainWindow, settings: Settings, qtbot: QtBot, small_ct: Path
) -> None:
    ct_window.show_place("explain")
    again = restarted(ct_window, settings, qtbot)
    again.workspace.open_paths([small_ct])
    qtbot.waitUntil(lambda: again.place == "explain", timeout=30_000)
    again.preferences.set(RESUME, False)
    last = restarted(again, settings, qtbot)
    open_images(last, qtbot, small_ct)
    assert last.place == "read"
    last.close()


@pytest.mark.parametrize("kept", [None, 3, "no base64!", "AAAA", {"a": 1}])
def test_a_geometry_that_makes_no_sense_is_passed_over(qtbot: QtBot, kept: object) -> None:
    preferences, widget = Preferences(), QWidget()
    qtbot.addWidget(widget)
    preferences.set(GEOMETRY, kept)
    assert not WindowMemory(preferences).restore_geometry(widget)


@pytest.mark.parametrize("kept", [None, 3, [1], {"browser": "yes"}])
def test_folds_that_make_no_sense_are_passed_over(kept: object) -> None:
    preferences = Preferences()
    preferences.set(FOLDED, kept)
    assert WindowMemory(preferences).folded() == {}


@pytest.mark.parametrize(
    "kept", [None, 3, {"case": "c"}, {"case": "c", "place": 4}, {"case": "other", "place": "plan"}]
)
def test_a_place_that_makes_no_sense_is_passed_over(kept: object) -> None:
    preferences = Preferences()
    preferences.set(LAST_PLACE, kept)
    assert WindowMemory(preferences).place_of("c") == ""
