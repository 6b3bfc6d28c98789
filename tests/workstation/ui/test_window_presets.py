"""Windows by name in the real window: keys, the menu, and saving one's own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.support.dicom_builder import write_series
from tests.workstation.ui.conftest import built, open_images
from viewers.imaging.default_window import Percentiles, auto_window
from viewers.imaging.presets import CATALOGUE_PRESETS, PRESETS_BY_ID
from viewers.imaging.user_windows import UserWindow
from viewers.imaging.windowing import Window
from viewers.qt.viewport import Viewport
from workstation.actions import ACTIONS
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow
from workstation.ui.read.window_presets import WindowPresets


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def presets_of(window: MainWindow) -> WindowPresets:
    return next(one for one in window.places.read.features if isinstance(one, WindowPresets))


def entries(menu: QMenu) -> list[str]:
    return [one.text().split("\t")[0] for one in menu.actions() if one.text()]


def open_menu(window: MainWindow) -> QMenu:
    menu = presets_of(window).open_menu()
    assert menu is not None
    menu.hide()
    return menu


def choose(menu: QMenu, *titles: str) -> None:
    for title in titles[:-1]:
        below = next(one.menu() for one in menu.actions() if one.text() == title)
        assert isinstance(below, QMenu)
        menu = below
    next(one for one in menu.actions() if one.text().split("\t")[0] == titles[-1]).trigger()


def save_as(window: MainWindow, name: str) -> str:
    """Save the window on screen; the reason when the name is refused."""
    window.bindings.trigger("window.save")
    popover = presets_of(window).name_popover
    assert popover.isVisible()
    popover.field.setText(name)
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    return popover.reason


def mr_folder(folder: Path) -> Path:
    write_series(folder, [0.0, 5.0, 10.0], Modality="MR", SOPClassUID="1.2.840.10008.5.1.4.1.1.4")
    return folder


def test_each_preset_has_one_key_and_no_two_share_one() -> None:
    keys = {preset.preset_id: ACTIONS[f"preset.{preset.preset_id}"].shortcuts for preset in PRESETS_BY_ID.values()}
    assert all(len(found) == 1 for found in keys.values())
    assert len(set(keys.values())) == len(keys)


@pytest.mark.parametrize("preset", CATALOGUE_PRESETS, ids=lambda preset: preset.preset_id)
def test_the_key_of_a_preset_shows_the_window_of_that_preset_and_the_command_says_its_name(
    ct_window: MainWindow, qtbot: QtBot, preset: object
) -> None:
    action = ACTIONS[f"preset.{preset.preset_id}"]  # type: ignore[attr-defined]
    assert action.title.split(": ")[1][:4] == preset.title.lower()[:4]  # type: ignore[attr-defined]
    ct_window.activateWindow()
    pane_of(ct_window).setFocus()
    qtbot.keyClick(pane_of(ct_window), Qt.Key(ord(action.shown_shortcut)))
    assert pane_of(ct_window).state.window == preset.window  # type: ignore[attr-defined]


def test_a_saved_window_is_offered_shown_and_still_there_after_a_restart(
    ct_window: MainWindow, qtbot: QtBot, settings: Settings, small_ct: Path
) -> None:
    pane_of(ct_window).set_state(replace(pane_of(ct_window).state, window=Window(333, 77)))
    assert save_as(ct_window, "Cement") == ""
    ct_window.close()
    again = built(settings)
    qtbot.addWidget(again)
    open_images(again, qtbot, small_ct)
    menu = open_menu(again)
    assert "Cement (W 333 L 77)" in entries(menu)
    choose(menu, "Cement (W 333 L 77)")
    assert pane_of(again).state.window == Window(333, 77, "Cement")
    again.close()


def test_a_saved_window_of_ct_is_not_offered_for_mr(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    presets_of(window).store.save(UserWindow("Cement", "CT", "HU", Window(333, 77, "Cement")))
    open_images(window, qtbot, mr_folder(tmp_path / "mr"))
    offered = [entry for entry in entries(open_menu(window)) if not entry.startswith("Own ")]
    assert offered == ["Image's own", "Automatic", "Save this window…", "Window by region", "Histogram"]


def test_saved_windows_are_renamed_and_removed_and_a_removed_one_comes_back(ct_window: MainWindow) -> None:
    pane_of(ct_window).set_state(replace(pane_of(ct_window).state, window=Window(333, 77)))
    save_as(ct_window, "A")
    save_as(ct_window, "B")
    choose(open_menu(ct_window), "Rename a saved window", "A")
    popover = presets_of(ct_window).name_popover
    assert popover.field.text() == "A"
    popover.field.setText("B")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert popover.reason == "There is a window called B already."
    popover.field.setText("C")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert not popover.isVisible()
    choose(open_menu(ct_window), "Remove a saved window", "C")
    assert [one.name for one in presets_of(ct_window).store.windows] == ["B"]
    ct_window.message_bar.action_button.click()
    assert [one.name for one in presets_of(ct_window).store.windows] == ["B", "C"]


def test_an_empty_name_is_refused_in_place_and_escape_gives_up(ct_window: MainWindow) -> None:
    assert "1 to 40 letters" in save_as(ct_window, "  ")
    popover = presets_of(ct_window).name_popover
    QTest.keyClick(popover.field, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert presets_of(ct_window).store.windows == ()


def test_unconfirmed_values_are_said_in_the_menu(ct_window: MainWindow) -> None:
    menu = open_menu(ct_window)
    assert "Spine soft tissue (W 250 L 50) (unconfirmed)" in entries(menu)
    entry = next(one for one in menu.actions() if one.text().startswith("Spine"))
    assert "no authoritative spine table" in entry.toolTip()


def test_colour_has_no_windows_and_says_so(window: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    open_images(window, qtbot, shared_data / "zoo" / "color" / "examples_ybr_color.dcm")
    before = pane_of(window).state
    window.bindings.trigger("preset.auto")
    assert window.message_bar.message is not None
    assert "colour" in window.message_bar.message.text
    assert pane_of(window).state == before
    assert presets_of(window).open_menu() is None


def test_the_automatic_window_takes_the_percentiles_the_user_set(ct_window: MainWindow) -> None:
    store = presets_of(ct_window).store
    ct_window.bindings.trigger("preset.auto")
    wide = pane_of(ct_window).state.window
    store._preferences.set("windows.percentiles", {"low": 25.0, "high": 75.0})
    ct_window.bindings.trigger("preset.auto")
    narrow = pane_of(ct_window).state.window
    assert wide is not None
    assert narrow is not None
    assert narrow.width < wide.width
    store._preferences.set("windows.percentiles", {"low": 90, "high": 10})
    ct_window.bindings.trigger("preset.auto")
    assert pane_of(ct_window).state.window == wide


def test_a_saved_window_is_found_by_the_command_search(ct_window: MainWindow) -> None:
    presets_of(ct_window).store.save(UserWindow("Cement", "CT", "HU", Window(333, 77, "Cement")))
    ct_window.palette_of_commands.open()
    ct_window.palette_of_commands.type_text("cement")
    assert ct_window.palette_of_commands.titles()[0] == "Window: Cement (W 333 L 77)"
    next(iter(presets_of(ct_window).search_entries())).run()
    assert pane_of(ct_window).state.window == Window(333, 77, "Cement")


def test_the_menu_says_the_key_a_preset_has_now(ct_window: MainWindow) -> None:
    presets_of(ct_window)._hands.preferences.set("keys", {"preset.bone": ["Ctrl+Alt+B"]})
    menu = open_menu(ct_window)
    assert next(one.text() for one in menu.actions() if one.text().startswith("Bone")).endswith("\tCtrl+Alt+B")


def test_an_image_without_a_window_opens_between_the_percentiles_the_user_set(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    presets_of(window).store.set_percentiles(Percentiles(10.0, 90.0))
    write_series(tmp_path / "ct", [0.0, 5.0, 10.0], WindowCenter=None, WindowWidth=None)
    open_images(window, qtbot, tmp_path / "ct")
    pane = pane_of(window)
    assert pane.pixels is not None
    assert pane.state.window == auto_window(pane.pixels, pane.state, Percentiles(10.0, 90.0))
    assert pane.state.window != auto_window(pane.pixels, pane.state)


def test_an_image_with_its_own_window_opens_in_that_whatever_the_percentiles(
    window: MainWindow, qtbot: QtBot, small_ct: Path
) -> None:
    presets_of(window).store.set_percentiles(Percentiles(10.0, 90.0))
    open_images(window, qtbot, small_ct)
    assert pane_of(window).state.window is None
    frame = pane_of(window).frame
    assert frame is not None
    assert frame.window is not None
    assert (frame.window.width, frame.window.center) == (400, 40)


def test_an_image_that_has_not_come_is_not_called_colour(ct_window: MainWindow) -> None:
    pane = pane_of(ct_window)
    pane._frame = None
    ct_window.bindings.trigger("window.save")
    assert ct_window.message_bar.message is not None
    assert "not come yet" in ct_window.message_bar.message.text
    assert not presets_of(ct_window).name_popover.isVisible()


def test_saved_windows_that_cannot_be_read_are_told_and_the_others_kept(settings: Settings, qtbot: QtBot) -> None:
    good = {"name": "Cement", "modality": "CT", "unit": "HU", "width": 333, "center": 77}
    settings.user_preferences_path.parent.mkdir(parents=True, exist_ok=True)
    settings.user_preferences_path.write_text(json.dumps({"windows.user": [good, {"name": "Broken"}]}))
    made = built(settings)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.message_bar.message is not None)
    assert made.message_bar.message is not None
    assert made.message_bar.message.text.startswith("1 saved window could not be read")
    assert [one.name for one in presets_of(made).store.windows] == ["Cement"]
    made.close()
