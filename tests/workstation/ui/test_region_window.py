"""Dragging a rectangle in the real window sets the window to what it holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.workstation.ui.conftest import open_images
from viewers.imaging.images import ProjectionImage
from viewers.qt.viewport import Viewport
from viewers.tools.tool_names import ToolName
from workstation.ui.main_window import MainWindow


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def drag(pane: Viewport, qtbot: QtBot, start: QPoint, end: QPoint, *, let_go: bool = True) -> None:
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(pane, (start + end) / 2)
    qtbot.mouseMove(pane, end)
    if let_go:
        qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=end)


def test_the_window_becomes_the_range_of_the_values_in_the_rectangle(
    window: MainWindow, qtbot: QtBot, shared_data: Path
) -> None:
    open_images(window, qtbot, shared_data / "xray" / "hip_CR_J2KR.dcm")
    window.bindings.trigger("tool.region-window")
    pane = pane_of(window)
    assert pane.tool is ToolName.REGION_WINDOW
    assert isinstance(pane.pixels, ProjectionImage)
    assert pane.frame is not None
    before = pane.state
    start, end = pane.rect().center() - QPoint(60, 50), pane.rect().center() + QPoint(60, 50)
    drag(pane, qtbot, start, end, let_go=False)
    assert pane.full_content().region_px is not None
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=end)
    assert pane.full_content().region_px is None
    frame = pane.pixels.frames[0]
    assert frame is not None
    assert frame.values is not None
    first, last = (pane.frame.geometry.display_to_image((p.x(), p.y())) for p in (start, end))
    part = frame.values[round(first[1]) : round(last[1]) + 1, round(first[0]) : round(last[0]) + 1]
    low, high = np.percentile(part, (1, 99)) * frame.rescale.slope + frame.rescale.intercept
    shown = pane.state.window
    assert shown is not None
    assert abs(shown.width - (high - low)) < 0.05 * (high - low)
    assert abs(shown.center - (high + low) / 2) < 0.05 * (high - low)
    assert (pane.state.scale, pane.state.pan_px) == (before.scale, before.pan_px)


def test_colour_is_left_as_it_is_and_the_pane_says_why(window: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    open_images(window, qtbot, shared_data / "zoo" / "color" / "examples_ybr_color.dcm")
    window.bindings.trigger("tool.region-window")
    pane = pane_of(window)
    drag(pane, qtbot, pane.rect().center(), pane.rect().center() + QPoint(50, 50))
    assert pane.state.window is None
    assert any("colour" in notice for notice in pane.full_content().notices)


def test_a_click_without_a_drag_says_what_to_do(ct_window: MainWindow, qtbot: QtBot) -> None:
    ct_window.bindings.trigger("tool.region-window")
    pane = pane_of(ct_window)
    qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=pane.rect().center())
    assert pane.state.window is None
    assert any("Drag a rectangle" in notice for notice in pane.full_content().notices)


def test_escape_drops_the_rectangle_then_the_tool(ct_window: MainWindow, qtbot: QtBot) -> None:
    ct_window.bindings.trigger("tool.region-window")
    pane = pane_of(ct_window)
    at = pane.rect().center()
    drag(pane, qtbot, at, at + QPoint(60, 60), let_go=False)
    ct_window.bindings.trigger("edit.cancel")
    assert pane.full_content().region_px is None
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 60))
    assert pane.state.window is None
    ct_window.bindings.trigger("edit.cancel")
    assert pane.tool is ToolName.WINDOW
