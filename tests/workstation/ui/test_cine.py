"""Cine in the real window: keys, the bar, and panes that run each for itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.workstation.ui.conftest import open_images
from viewers.qt.viewport import Viewport
from workstation.ui.main_window import MainWindow
from workstation.ui.read.cine import ONE_IMAGE, Cine
from workstation.ui.read.second_window_feature import SecondWindowFeature


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def cine_of(window: MainWindow) -> Cine:
    return next(one for one in window.places.read.features if isinstance(one, Cine))


def wheel(pane: Viewport, notches: int) -> None:
    at = QPointF(pane.rect().center())
    up = QPoint(0, 120 * notches)
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        at, QPointF(pane.mapToGlobal(at)), QPoint(), up, none, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pane, event)


@pytest.fixture
def xa_window(window: MainWindow, qtbot: QtBot, shared_data: Path) -> MainWindow:
    """The coronary run of 96 frames is open."""
    open_images(window, qtbot, shared_data / "xray" / "coronary_XA_96frames_jpeg.dcm")
    return window


def test_c_runs_the_angiogram_at_its_frame_time_and_stops_it(xa_window: MainWindow, qtbot: QtBot) -> None:
    pane, cine = pane_of(xa_window), cine_of(xa_window)
    bar, player = cine.bar_of(pane), cine.player_of(pane)
    assert bar.isVisible()
    assert bar.words == "30.3 fps"
    before = pane.state.frame_index
    xa_window.activateWindow()
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_C)
    assert player.is_running
    qtbot.waitUntil(lambda: pane.state.frame_index >= before + 8, timeout=5000)
    assert "of 30.3 fps" in bar.words
    assert "Frame Time" in player.source
    qtbot.keyClick(pane, Qt.Key.Key_C)
    assert not player.is_running


def test_the_wheel_stops_the_run_and_folds_the_bar(xa_window: MainWindow, qtbot: QtBot) -> None:
    pane, cine = pane_of(xa_window), cine_of(xa_window)
    bar = cine.bar_of(pane)
    xa_window.bindings.trigger("cine.run")
    assert bar.order.isVisible()
    wheel(pane, -3)
    assert not cine.player_of(pane).is_running
    assert not bar.order.isVisible()


def test_speed_keys_and_the_bar_do_the_same(xa_window: MainWindow, qtbot: QtBot) -> None:
    pane, cine = pane_of(xa_window), cine_of(xa_window)
    xa_window.bindings.trigger("cine.slower")
    assert cine.bar_of(pane).words.startswith("22.7 fps")
    qtbot.mouseClick(cine.bar_of(pane).play, Qt.MouseButton.LeftButton)
    assert cine.player_of(pane).is_running
    xa_window.bindings.trigger("cine.order")
    assert cine.player_of(pane).order.value == "sweep"
    xa_window.bindings.trigger("cine.step-back")
    assert not cine.player_of(pane).is_running
    assert cine.bar_of(pane).order.isVisible()


def test_a_press_on_the_bar_is_no_press_on_the_image(xa_window: MainWindow, qtbot: QtBot) -> None:
    pane, bar = pane_of(xa_window), cine_of(xa_window).bar_of(pane_of(xa_window))
    at = QPoint(bar.width() - 2, bar.height() // 2)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(bar, at + QPoint(60, 60))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 60))
    assert pane.state.window is None


def test_panes_run_each_for_itself(ct_window: MainWindow, qtbot: QtBot) -> None:
    read = ct_window.places.read
    read.set_layout("2x2")
    first, second = (pane for pane in read.grid.viewports[:2] if isinstance(pane, Viewport))
    second.set_pixels(first.pixels)
    cine = cine_of(ct_window)
    read.grid.activate(first)
    ct_window.bindings.trigger("cine.run")
    assert cine.player_of(first).is_running
    assert not cine.player_of(second).is_running
    read.grid.activate(second)
    ct_window.bindings.trigger("cine.run")
    assert cine.player_of(first).is_running
    assert cine.player_of(second).is_running
    read.set_layout("1x1")
    assert [cine.player_of(pane).is_running for pane in (first, second)].count(True) <= 1
    ct_window.show_place("plan")
    assert not cine.player_of(second).is_running


def two_alike(window: MainWindow) -> tuple[Viewport, Viewport]:
    """The small CT in two viewports."""
    read = window.places.read
    read.set_layout("1x2")
    first, second = (pane for pane in read.grid.viewports if isinstance(pane, Viewport))
    second.set_pixels(first.pixels)
    read.grid.activate(first)
    return first, second


def slice_of(pane: Viewport) -> int | None:
    return pane.frame.slice_number if pane.frame is not None else None


def test_a_linked_viewport_follows_the_one_that_runs(ct_window: MainWindow, qtbot: QtBot) -> None:
    first, second = two_alike(ct_window)
    start = slice_of(first)
    ct_window.bindings.trigger("cine.run")
    qtbot.waitUntil(lambda: slice_of(first) != start and slice_of(second) == slice_of(first), timeout=5000)
    assert cine_of(ct_window).player_of(first).is_running
    assert not cine_of(ct_window).player_of(second).is_running


def test_viewports_that_are_not_linked_run_at_once_each_at_its_own_speed(ct_window: MainWindow, qtbot: QtBot) -> None:
    first, second = two_alike(ct_window)
    ct_window.bindings.trigger("link.scroll")
    cine = cine_of(ct_window)
    ct_window.bindings.trigger("cine.run")
    ct_window.places.read.grid.activate(second)
    ct_window.bindings.trigger("cine.run")
    ct_window.bindings.trigger("cine.slower")
    shown: dict[Viewport, int] = {first: 0, second: 0}
    for pane in shown:
        pane.frame_changed.connect(lambda _frame, pane=pane: shown.update({pane: shown[pane] + 1}))
    qtbot.waitUntil(lambda: min(shown.values()) >= 4, timeout=20_000)
    assert cine.player_of(first).is_running
    assert cine.player_of(second).is_running
    assert cine.player_of(first).words.endswith("of 15 fps") or "left out" in cine.player_of(first).words
    assert "11.2" in cine.player_of(second).words


def test_slices_show_no_bar_until_asked_and_say_that_the_speed_is_a_default(ct_window: MainWindow) -> None:
    pane, cine = pane_of(ct_window), cine_of(ct_window)
    assert not cine.bar_of(pane).isVisible()
    ct_window.bindings.trigger("cine.run")
    assert cine.bar_of(pane).isVisible()
    assert cine.player_of(pane).source == "default"
    ct_window.bindings.trigger("cine.run")
    assert not cine.bar_of(pane).isVisible()


def test_one_image_says_that_there_is_nothing_to_run(window: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    open_images(window, qtbot, shared_data / "xray" / "hip_CR_J2KR.dcm")
    window.bindings.trigger("cine.run")
    assert window.message_bar.message is not None
    assert window.message_bar.message.text == ONE_IMAGE
    assert not cine_of(window).bar_of(pane_of(window)).isVisible()


def test_closing_the_case_ends_every_run(xa_window: MainWindow) -> None:
    pane, cine = pane_of(xa_window), cine_of(xa_window)
    xa_window.bindings.trigger("cine.run")
    xa_window.bindings.trigger("case.close")
    assert not cine.player_of(pane).is_running
    assert not cine.bar_of(pane).isVisible()


def test_a_second_window_runs_its_own_and_closes_without_a_trace(ct_window: MainWindow, qtbot: QtBot) -> None:
    grid = ct_window.places.read.grid
    first, cine = pane_of(ct_window), cine_of(ct_window)
    ct_window.bindings.trigger("window.second")
    feature = next(one for one in ct_window.places.read.features if isinstance(one, SecondWindowFeature))
    assert feature.window is not None
    second = feature.window.grid.viewports[0]
    assert isinstance(second, Viewport)
    second.set_pixels(first.pixels)
    feature.window.grid.activate(second)
    assert grid.active_viewport is second
    ct_window.bindings.trigger("cine.run")
    assert cine.player_of(second).is_running
    assert not cine.player_of(first).is_running
    del second
    ct_window.bindings.trigger("window.second")
    qtbot.waitUntil(lambda: feature.window is None)
    qtbot.wait(50)
    ct_window.bindings.trigger("case.close")
    assert not cine.player_of(first).is_running
