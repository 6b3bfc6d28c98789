"""The second window: the prior on another monitor, one crosshair, one patient, gone with the first window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.locations import PatientLocation
from tests.workstation.ui.conftest import open_images
from tests.workstation.ui.test_hanging import settled, studies_folder
from viewers.imaging.images import Volume
from viewers.qt.render_scheduler import DirectScheduler
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_grid import ViewportGrid
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.viewport_state import ViewPlane
from workstation.preferences import Preferences
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow
from workstation.ui.read.second_window import SecondWindow, another_screen
from workstation.ui.read.second_window_feature import POSITION_KEY, SecondWindowFeature


def feature(window: MainWindow) -> SecondWindowFeature:
    return next(one for one in window.places.read.features if isinstance(one, SecondWindowFeature))


def second(window: MainWindow) -> SecondWindow:
    found = feature(window).window
    assert found is not None
    return found


@pytest.fixture
def two_windows(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Two CT studies of one patient; the second window is open."""
    open_images(window, qtbot, studies_folder(tmp_path / "ct", "20240501", "20220901"))
    window.bindings.trigger("window.second")
    settled(window, qtbot)
    return window


def test_it_opens_with_the_prior_under_the_patients_banner(two_windows: MainWindow) -> None:
    shown = second(two_windows)
    assert shown.isVisible()
    assert shown.banner_text == two_windows.top_bar.banner_text
    pixels = shown.grid.viewports[0].pixels
    assert pixels is not None
    assert pixels.description.study_date == "2022-09-01"
    assert two_windows.places.read.grid.in_hand is two_windows.places.read.grid


def test_without_a_prior_it_opens_empty(ct_window: MainWindow) -> None:
    ct_window.bindings.trigger("window.second")
    assert [pane.pixels for pane in second(ct_window).grid.viewports] == [None]


def test_the_crosshair_is_one(two_windows: MainWindow, qtbot: QtBot) -> None:
    read, other = two_windows.places.read, second(two_windows).grid
    key = read.content.key_of(read.grid.viewports[0])
    other.series_dropped.emit(other.viewports[0], key.series_instance_uid, key.stack_number)  # type: ignore[union-attr]
    settled(two_windows, qtbot)
    pixels = other.viewports[0].pixels
    assert isinstance(pixels, Volume)
    place = PatientLocation(pixels.geometry.frame_of_reference_uid, ((60.0, 60.0, 30.0),))
    other.cursor_moved.emit(place)
    assert read.grid.cursor_location == place
    assert two_windows.session.cursor == place
    back = PatientLocation(pixels.geometry.frame_of_reference_uid, ((60.0, 60.0, 90.0),))
    read.grid.move_cursor(back)
    read.grid.cursor_moved.emit(back)
    assert other.cursor_location == back
    pane = other.viewports[0]
    assert isinstance(pane, Viewport)
    assert pane.state.focus_lps_mm is not None
    assert pane.state.focus_lps_mm[2] == pytest.approx(90.0)


def test_commands_act_where_the_hand_was_last(two_windows: MainWindow) -> None:
    read, other = two_windows.places.read, second(two_windows).grid
    other.activate(other.viewports[0])
    assert read.grid.active_viewport is other.viewports[0]
    two_windows.bindings.trigger("view.invert")
    two_windows.bindings.trigger("layout.1x2")
    assert other.viewports[0].state.invert
    assert other.layout_id == "1x2"
    assert read.grid.layout_id == "mpr"
    read.grid.activate(read.grid.viewports[1])
    two_windows.bindings.trigger("view.invert")
    assert read.grid.viewports[1].state.invert


def test_tool_and_keys_are_the_same(two_windows: MainWindow) -> None:
    two_windows.bindings.trigger("tool.pan")
    assert second(two_windows).grid.tool is two_windows.places.read.grid.tool
    assert set(two_windows.actions()) <= set(second(two_windows).actions())


def test_another_patient_empties_it_and_changes_its_banner(
    two_windows: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    two_windows.workspace.open_paths([studies_folder(tmp_path / "other", "20250101", patient="P2", slices=6)])
    qtbot.waitUntil(lambda: two_windows.top_bar.shows_mismatch, timeout=20_000)
    two_windows.workspace.open_waiting()
    settled(two_windows, qtbot)
    shown = second(two_windows)
    assert shown.banner_text == two_windows.top_bar.banner_text
    assert "P2" in shown.banner_text
    assert all(pane.pixels is None for pane in shown.grid.findChildren(Viewport))
    two_windows.bindings.trigger("case.close")
    assert shown.banner_text == "No patient open"


def test_closing_it_leaves_the_first_window_whole(two_windows: MainWindow) -> None:
    read = two_windows.places.read
    shown = second(two_windows)
    shown.grid.activate(shown.grid.viewports[0])
    shown.close()
    assert feature(two_windows).window is None
    assert read.grid.active_viewport in read.grid.viewports
    two_windows.bindings.trigger("view.invert")
    two_windows.bindings.trigger("hanging.next")
    assert all(key.series_instance_uid == "1.2.3.1.0.1" for key in read.content.keys_on_screen)


def test_it_closes_with_the_first_window_and_its_place_is_kept(
    two_windows: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    shown = second(two_windows)
    shown.setGeometry(40, 50, 700, 500)
    two_windows.close()
    assert not shown.isVisible()
    again = SecondWindow(ViewportGrid(scheduler=DirectScheduler(FrameRenderer())))
    qtbot.addWidget(again)
    again.place(Preferences(settings.user_preferences_path).get(POSITION_KEY), two_windows)
    assert (again.geometry().width(), again.geometry().height()) == (700, 500)
    again.grid.shutdown()


def test_a_damaged_place_is_passed_over(qtbot: QtBot, window: MainWindow) -> None:
    made = SecondWindow(window.places.read.grid.sibling())
    qtbot.addWidget(made)
    made.place("%%% no geometry", window)
    assert made.width() > 0
    made.grid.shutdown()


def test_another_monitor_is_found_where_there_is_one(window: MainWindow) -> None:
    own = window.screen()
    assert another_screen(own, [own]) is None
    assert another_screen(own, [own, "other"]) == "other"  # type: ignore[list-item]


def test_full_screen_is_for_the_window_in_front(two_windows: MainWindow, qtbot: QtBot) -> None:
    shown = second(two_windows)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow, timeout=3000)
    two_windows.bindings.trigger("window.fullscreen")
    assert shown.windowState() & Qt.WindowState.WindowFullScreen
    assert not two_windows.windowState() & Qt.WindowState.WindowFullScreen
    two_windows.bindings.trigger("window.fullscreen")
    assert not shown.windowState() & Qt.WindowState.WindowFullScreen


def test_the_prior_on_the_other_monitor_scrolls_along_once_linked_by_hand(two_windows: MainWindow) -> None:
    read = two_windows.places.read
    here = next(pane for pane in read.grid.viewports if pane.state.plane is ViewPlane.AXIAL)
    there = second(two_windows).grid.viewports[0]
    assert isinstance(there, Viewport)
    read.grid.activate(here)
    there.set_state(replace(there.state, focus_lps_mm=(0.0, 0.0, 60.0)))
    two_windows.bindings.trigger("link.here")
    for pane in (here, there):
        assert any(notice.startswith("linked by hand, offset ") for notice in pane.content.notices)
    two_windows.bindings.trigger("scroll.next")
    assert there.state.focus_lps_mm is not None
    assert there.state.focus_lps_mm[2] in (50.0, 70.0)
    assert there.content.reference_lines == ()
