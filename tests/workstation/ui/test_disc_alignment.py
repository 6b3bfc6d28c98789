"""Align to disc in the real window: two clicks, labels, steps from disc to disc."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotations.anatomy import Level
from annotations.case import add
from annotations.geometry import Point
from annotations.locations import PatientLocation
from annotations.marks import Mark
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Volume
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.navigation import plane_of
from viewers.state.viewport_state import ViewPlane
from viewers.tools.tool_names import TOOL_HINTS, ToolName
from workstation.ui.main_window import MainWindow
from workstation.ui.read.disc_alignment import DiscAlignment
from workstation.ui.read.plane_cutting import PlaneCutting

CENTRES = {
    Level.L3: (75.0, 90.0, 240.0),
    Level.L4: (75.0, 105.0, 180.0),
    Level.L5: (75.0, 100.0, 120.0),
    Level.S1: (75.0, 80.0, 70.0),
}


@pytest.fixture
def mpr(ct_window: MainWindow) -> MainWindow:
    """Three planes of the small CT."""
    ct_window.bindings.trigger("layout.mpr")
    return ct_window


def pane(window: MainWindow, number: int) -> Viewport:
    found = window.places.read.grid.viewports[number]
    assert isinstance(found, Viewport)
    return found


def uid(window: MainWindow) -> str:
    pixels = pane(window, 0).pixels
    assert isinstance(pixels, Volume)
    return pixels.geometry.frame_of_reference_uid


def label(window: MainWindow) -> None:
    for level, point in CENTRES.items():
        place = PatientLocation(uid(window), (point,))
        window.session.apply(add(LevelAnchor(level.value, level, place), f"{level.label} placed"))


def click(window: MainWindow, qtbot: QtBot, number: int, point: Point) -> None:
    shown = pane(window, number)
    assert shown.frame is not None
    x, y = shown.frame.geometry.lps_to_display(point)
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(round(float(x)), round(float(y))))


def normal(window: MainWindow, number: int) -> np.ndarray:
    shown = pane(window, number)
    assert shown.pixels is not None
    plane = plane_of(shown.pixels, shown.state)
    assert plane is not None
    return np.asarray(plane.normal)


def between(window: MainWindow, upper: Level, lower: Level) -> float:
    """How far the axial pane is from the plane across the line of two vertebrae, degrees."""
    axis = np.subtract(CENTRES[upper], CENTRES[lower])
    cosine = abs(normal(window, 0) @ axis) / np.linalg.norm(axis)
    return float(np.degrees(np.arccos(min(1.0, cosine))))


def test_two_clicks_on_the_sagittal_picture_lay_the_axial_plane_along_them(mpr: MainWindow, qtbot: QtBot) -> None:
    window, sagittal = mpr, pane(mpr, 1)
    window.places.read.grid.activate(sagittal)
    window.bindings.trigger("disc.align")
    assert TOOL_HINTS[ToolName.DISC_LINE] in sagittal.full_content().notices
    before = normal(window, 1)
    first, second = (75.0, 60.0, 180.0), (75.0, 200.0, 240.0)
    click(window, qtbot, 1, first)
    assert sagittal.has_unfinished_mark
    click(window, qtbot, 1, second)
    along = np.subtract(second, first) / np.linalg.norm(np.subtract(second, first))
    assert abs(normal(window, 0) @ along) < 0.03, "within the pixel that was clicked"
    assert abs(normal(window, 0) @ (1.0, 0.0, 0.0)) < 1e-9
    np.testing.assert_allclose(normal(window, 1), before)
    notices = pane(window, 0).full_content().notices
    assert "oblique" in notices
    assert "parallel to the clicked disc (two clicks)" in notices
    assert window.places.read.grid.tool is ToolName.WINDOW
    assert window.session.case is not None
    assert not tuple(window.session.case.of_type(Mark)), "a line to cut along is no mark"


def test_a_clicked_disc_is_named_by_its_labels(mpr: MainWindow, qtbot: QtBot) -> None:
    label(mpr)
    mpr.places.read.grid.activate(pane(mpr, 1))
    mpr.bindings.trigger("disc.align")
    click(mpr, qtbot, 1, (75.0, 60.0, 150.0))
    click(mpr, qtbot, 1, (75.0, 145.0, 150.0))
    assert any(notice.startswith("parallel to L4-5 (two clicks)") for notice in pane(mpr, 0).full_content().notices)


def test_labelled_discs_are_stepped_through_from_head_to_foot(mpr: MainWindow) -> None:
    label(mpr)
    mpr.session.move_cursor(PatientLocation(uid(mpr), ((75.0, 100.0, 200.0),)))
    mpr.bindings.trigger("disc.here")
    assert between(mpr, Level.L3, Level.L4) < 1e-6
    mpr.bindings.trigger("disc.next")
    assert between(mpr, Level.L4, Level.L5) < 1e-6
    mpr.bindings.trigger("disc.next")
    assert between(mpr, Level.L5, Level.S1) < 1e-6
    assert "parallel to L5-S1 (from labels)" in pane(mpr, 0).full_content().notices
    mpr.bindings.trigger("disc.next")
    assert between(mpr, Level.L5, Level.S1) < 1e-6, "the last one stays"
    mpr.bindings.trigger("disc.previous")
    assert between(mpr, Level.L4, Level.L5) < 1e-6
    assert mpr.session.cursor.points_lps_mm[0] == pytest.approx((75.0, 102.5, 150.0))


def test_the_spine_strip_steps_too_while_the_plane_is_aligned(mpr: MainWindow, qtbot: QtBot) -> None:
    label(mpr)
    mpr.bindings.trigger("disc.here")
    strip = mpr.places.read.spine
    row = next(row for row in strip.rows if row.level is Level.L5_S1)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=row.rect.center().toPoint())
    assert between(mpr, Level.L5, Level.S1) < 1e-6


def test_scrolling_on_says_how_far_the_cut_is_from_the_disc(mpr: MainWindow) -> None:
    label(mpr)
    mpr.bindings.trigger("disc.here")
    axial = pane(mpr, 0)
    mpr.places.read.grid.activate(axial)
    mpr.bindings.trigger("scroll.next")
    assert any("mm above (from labels)" in notice for notice in axial.full_content().notices)


def test_a_line_of_no_use_is_refused_and_the_tool_stays(mpr: MainWindow, qtbot: QtBot) -> None:
    mpr.places.read.grid.activate(pane(mpr, 1))
    mpr.bindings.trigger("disc.align")
    click(mpr, qtbot, 1, (75.0, 100.0, 100.0))
    click(mpr, qtbot, 1, (75.0, 100.0, 250.0))
    assert pane(mpr, 0).state.plane is ViewPlane.AXIAL
    assert mpr.places.read.grid.tool is ToolName.DISC_LINE


def test_without_labels_nothing_is_guessed(mpr: MainWindow) -> None:
    mpr.bindings.trigger("disc.here")
    mpr.bindings.trigger("disc.next")
    assert pane(mpr, 0).state.plane is ViewPlane.AXIAL


def test_one_pane_makes_room_for_three_planes(ct_window: MainWindow) -> None:
    ct_window.places.read.grid.set_layout("1x1")
    label(ct_window)
    ct_window.bindings.trigger("disc.here")
    assert ct_window.places.read.grid.layout_id == "mpr"
    assert pane(ct_window, 0).state.plane is ViewPlane.OBLIQUE


def test_keys_turn_thicken_and_reset(mpr: MainWindow) -> None:
    window = mpr
    window.places.read.grid.activate(pane(window, 1))
    for _ in range(3):
        window.bindings.trigger("cut.turn-right")
    assert np.degrees(np.arccos(abs(normal(window, 0)[2]))) == pytest.approx(3.0)
    window.bindings.trigger("slab.thicker")
    window.bindings.trigger("slab.thicker")
    window.bindings.trigger("slab.mode")
    assert "slab 5 mm MinIP" in pane(window, 1).full_content().notices
    window.bindings.trigger("slab.thinner")
    window.bindings.trigger("slab.off")
    assert pane(window, 1).state.slab is None
    window.bindings.trigger("cut.straighten")
    assert [pane(window, n).state.plane for n in range(3)] == [ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL]


def test_the_menu_of_a_volume_thickens_cuts_and_aligns(mpr: MainWindow) -> None:
    label(mpr)
    shown = pane(mpr, 2)
    menu = mpr.places.read.menu(shown, ContextPlace(QPoint(), None))
    entries = {action.text(): action.menu() for action in menu.actions() if action.menu() is not None}
    slabs = {action.text(): action for action in entries["Slab"].actions()}
    assert slabs["None, a thin cut"].isChecked()
    slabs["10 mm"].trigger()
    assert "slab 10 mm MIP" in shown.full_content().notices
    discs = {action.text().split("  ")[0]: action for action in entries["Align to disc"].actions()}
    assert list(discs) == ["L3-4", "L4-5", "L5-S1"]
    discs["L4-5"].trigger()
    assert between(mpr, Level.L4, Level.L5) < 1e-6
    assert any(action.text() == "Back to the patient's planes" for action in entries["Cut"].actions())


def test_the_features_are_there_once(ct_window: MainWindow) -> None:
    kinds = [type(feature) for feature in ct_window.places.read.features]
    assert kinds.count(PlaneCutting) == kinds.count(DiscAlignment) == 1
