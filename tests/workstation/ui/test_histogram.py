"""The histogram panel in the real window: handles, numbers, list, and what it says about its values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.phantoms import noise_volume
from tests.workstation.ui.conftest import open_images
from viewers.imaging.histogram import histogram_of
from viewers.imaging.user_windows import UserWindow
from viewers.imaging.windowing import Window
from viewers.qt.viewport import Viewport
from workstation.ui.main_window import MainWindow
from workstation.ui.read.histogram_panel import COUNTING, HistogramPanel
from workstation.ui.read.histogram_view import End, bar_heights, tick_values
from workstation.ui.read.window_histogram import WindowHistogram, count_words


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def feature_of(window: MainWindow) -> WindowHistogram:
    return next(one for one in window.places.read.features if isinstance(one, WindowHistogram))


def opened(window: MainWindow, qtbot: QtBot) -> HistogramPanel:
    window.activateWindow()
    window.bindings.trigger("window.histogram")
    panel = feature_of(window).panel
    qtbot.waitUntil(lambda: panel.said not in ("", COUNTING), timeout=10_000)
    return panel


def shown(window: MainWindow) -> Window:
    found = pane_of(window).state.window
    assert found is not None
    return found


def test_it_counts_in_a_job_and_says_how_many_values(ct_window: MainWindow, qtbot: QtBot) -> None:
    ct_window.bindings.trigger("window.histogram")
    panel = feature_of(ct_window).panel
    assert panel.isVisible()
    qtbot.waitUntil(lambda: panel.said == "all 576 values", timeout=10_000)
    assert panel.numbers["Black"].suffix() == " HU"
    assert (panel.numbers["Width"].value(), panel.numbers["Centre"].value()) == (400, 40)


@pytest.mark.parametrize(("end", "moves"), [(End.LOW, (1, 0)), (End.HIGH, (0, 1)), (End.CENTER, (1, 1))])
def test_dragging_a_handle_moves_that_end_of_the_window_live(
    ct_window: MainWindow, qtbot: QtBot, end: End, moves: tuple[int, int]
) -> None:
    panel = opened(ct_window, qtbot)
    handle, view = panel.view.handles[end], panel.view
    before = Window(400, 40)
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(handle.width() // 2, 20))
    qtbot.mouseMove(handle, QPoint(handle.width() // 2 + 10, 20))
    after = shown(ct_window)
    step = view.value_at(10) - view.value_at(0)
    low, high = after.center - after.width / 2, after.center + after.width / 2
    assert low - (before.center - 200) == pytest.approx(moves[0] * step, abs=1.5 * step / 10)
    assert high - (before.center + 200) == pytest.approx(moves[1] * step, abs=1.5 * step / 10)
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton)


def test_an_end_never_passes_the_other(ct_window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(ct_window, qtbot)
    panel.view.drag(End.LOW, 1e6)
    assert shown(ct_window).width >= 1
    assert shown(ct_window).center + shown(ct_window).width / 2 == pytest.approx(240)


def test_arrow_keys_move_the_handle_that_has_the_focus_and_not_the_images(ct_window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(ct_window, qtbot)
    slice_before = pane_of(ct_window).frame.slice_number  # type: ignore[union-attr]
    handle = panel.view.handles[End.LOW]
    assert handle.hasFocus()
    qtbot.keyClick(handle, Qt.Key.Key_Right)
    one = shown(ct_window).width
    assert one < 400
    qtbot.keyClick(handle, Qt.Key.Key_Left)
    assert shown(ct_window).width == pytest.approx(400)
    qtbot.keyClick(handle, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert 400 - shown(ct_window).width == pytest.approx(10 * (400 - one))
    assert pane_of(ct_window).frame.slice_number == slice_before  # type: ignore[union-attr]
    assert "Black at" in handle.accessibleName()


def test_escape_closes_and_the_keys_go_back_to_the_images(ct_window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(ct_window, qtbot)
    qtbot.keyClick(panel.view.handles[End.LOW], Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert pane_of(ct_window).hasFocus()


def test_numbers_can_be_typed(ct_window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(ct_window, qtbot)
    for name, value, expected in (("Width", 1000, (1000, 40)), ("Black", 0, (540, 270)), ("White", 600, (600, 300))):
        panel.numbers[name].setValue(value)
        assert (shown(ct_window).width, shown(ct_window).center) == pytest.approx(expected)


def test_the_list_holds_presets_and_saved_windows_and_shows_the_chosen_one(ct_window: MainWindow, qtbot: QtBot) -> None:
    feature = feature_of(ct_window)
    panel = opened(ct_window, qtbot)
    feature._store.save(UserWindow("Cement", "CT", "HU", Window(1500, 800, "Cement")))
    texts = [panel.list.item(row).text() for row in range(panel.list.count())]
    assert texts[:3] == ["Image's own", "Spine soft tissue (unconfirmed)", "Bone"]
    assert texts[-1] == "Cement (W 1500 L 800)"
    row = texts.index("Bone")
    panel.list.itemActivated.emit(panel.list.item(row))
    assert shown(ct_window) == Window(2000, 350, "Bone")
    assert panel.list.currentRow() == row
    panel.list.itemActivated.emit(panel.list.item(len(texts) - 1))
    assert shown(ct_window).name == "Cement"


def test_the_percentiles_are_kept_and_shown_at_once(ct_window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(ct_window, qtbot)
    ct_window.bindings.trigger("preset.auto")
    wide = shown(ct_window).width
    panel.percents[0].setValue(20.0)
    panel.percents[1].setValue(80.0)
    assert shown(ct_window).width < wide
    assert feature_of(ct_window)._store.percentiles.low == 20.0


def test_a_window_changed_elsewhere_moves_the_handles(ct_window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(ct_window, qtbot)
    ct_window.bindings.trigger("preset.fine-bone")
    assert panel.numbers["Width"].value() == 4000
    low, high = panel.view.range
    assert low < 500 - 2000
    assert high > 500 + 2000


def test_it_folds_to_its_head_and_is_carried_but_never_out_of_the_images(ct_window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(ct_window, qtbot)
    whole = panel.height()
    panel.toggle_folded()
    assert panel.is_folded
    assert panel.height() < whole / 3
    panel.toggle_folded()
    QTest.mousePress(panel, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    QTest.mouseMove(panel, QPoint(-5000, -5000))
    QTest.mouseRelease(panel, Qt.MouseButton.LeftButton)
    assert panel.pos() == QPoint(0, 0)


def test_colour_says_that_it_has_no_window(window: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    open_images(window, qtbot, shared_data / "zoo" / "color" / "examples_ybr_color.dcm")
    panel = opened(window, qtbot)
    assert "colour" in panel.said
    assert panel.view.handles[End.LOW].isHidden()
    assert not panel.numbers["Width"].isEnabled()


def test_another_patient_closes_it(ct_window: MainWindow, qtbot: QtBot) -> None:
    panel = opened(ct_window, qtbot)
    ct_window.bindings.trigger("case.close")
    assert not panel.isVisible()


def test_each_column_shows_its_fullest_bar() -> None:
    found = histogram_of(noise_volume())
    heights = bar_heights(found, (found.edges[0], found.edges[-1]), columns=64, is_log=False)
    per_column = len(found.counts) // 64
    expected = found.counts[: 64 * per_column].reshape(64, per_column).max(axis=1)
    assert heights.max() == 1.0
    assert np.allclose(heights * found.counts.max(), expected)
    assert not bar_heights(found, (1e6, 2e6), columns=8, is_log=True).any()


def test_ticks_are_round_and_inside() -> None:
    assert tick_values(-1100, 1000) == (-1000.0, -500.0, 0.0, 500.0, 1000.0)
    assert tick_values(0.0004, 0.0021) == pytest.approx((0.0005, 0.001, 0.0015, 0.002))


def test_large_counts_are_said_in_millions() -> None:
    assert (count_words(576), count_words(20_418_057)) == ("576", "20.4 million")
