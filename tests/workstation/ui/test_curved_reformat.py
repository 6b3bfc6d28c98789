"""Curved reformat in the real window: along labels, along a drawn line, the crosshair through the curve."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotations.anatomy import Level
from annotations.case import add
from annotations.locations import PatientLocation
from annotations.marks import Mark
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.state.curved_map import DISTANCES_NOT_TRUE
from viewers.state.navigation import plane_of
from viewers.state.viewport_state import ViewPlane
from viewers.tools.placing import NOT_ON_CURVED
from viewers.tools.tool_names import ToolName
from workstation.ui.main_window import MainWindow
from workstation.ui.read.curved_reformat import CROSS_SECTION

CENTRES = {
    Level.L2: (75.0, 90.0, 280.0),
    Level.L3: (75.0, 100.0, 230.0),
    Level.L4: (75.0, 105.0, 180.0),
    Level.L5: (75.0, 95.0, 130.0),
    Level.S1: (75.0, 80.0, 85.0),
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


def click(viewport: Viewport, qtbot: QtBot, x: float, y: float, *, double: bool = False) -> None:
    at = QPoint(round(x), round(y))
    (qtbot.mouseDClick if double else qtbot.mouseClick)(viewport, Qt.MouseButton.LeftButton, pos=at)


def across_error_deg(window: MainWindow) -> float:
    """How far the axial pane is from the cut across the line at the crosshair."""
    curve = pane(window, 1).state.curve
    assert curve is not None
    point = window.session.cursor.points_lps_mm[0]
    _, along, _ = curve.frame_at(np.array([curve.nearest_arc_mm(point)]))
    axial = pane(window, 0)
    plane = plane_of(axial.pixels, axial.state)
    assert float(plane.signed_distance_mm(point)) == pytest.approx(0, abs=1e-6)
    return float(np.degrees(np.arccos(min(1.0, abs(float(along[0] @ np.asarray(plane.normal)))))))


def test_the_labelled_spine_is_straightened_with_its_cross_section_beside(mpr: MainWindow) -> None:
    label(mpr)
    mpr.places.read.grid.activate(pane(mpr, 1))
    mpr.bindings.trigger("curve.levels")
    curved = pane(mpr, 1)
    assert curved.state.plane is ViewPlane.CURVED
    assert curved.state.curve.points_lps_mm == tuple(CENTRES.values())
    assert DISTANCES_NOT_TRUE in curved.full_content().notices
    assert CROSS_SECTION in pane(mpr, 0).full_content().notices
    assert across_error_deg(mpr) < 0.05


def test_from_the_axial_pane_the_sagittal_one_becomes_curved(mpr: MainWindow) -> None:
    label(mpr)
    mpr.places.read.grid.activate(pane(mpr, 0))
    mpr.bindings.trigger("curve.levels")
    assert [pane(mpr, number).state.plane is ViewPlane.CURVED for number in range(3)] == [False, True, False]


def test_the_crosshair_goes_through_the_curve_both_ways(mpr: MainWindow, qtbot: QtBot) -> None:
    label(mpr)
    mpr.places.read.grid.activate(pane(mpr, 1))
    mpr.bindings.trigger("curve.levels")
    mpr.places.read.choose_tool("tool.crosshair")
    curved = pane(mpr, 1)
    x, y = curved.frame.geometry.curve.to_display(CENTRES[Level.L5])
    click(curved, qtbot, x, y)
    place = mpr.session.cursor.points_lps_mm[0]
    assert np.linalg.norm(np.subtract(place, CENTRES[Level.L5])) < 2.0
    assert across_error_deg(mpr) < 0.05
    location = PatientLocation(uid(mpr), (CENTRES[Level.L3],))
    mpr.places.read.grid.move_cursor(location)
    mpr.session.move_cursor(location)
    assert across_error_deg(mpr) < 0.05
    shown = curved.content
    assert shown.crosshair_lps_mm == CENTRES[Level.L3]
    assert curved.frame.geometry.curve.to_display(shown.crosshair_lps_mm)[1] < y


def test_no_length_is_measured_on_a_curved_picture(mpr: MainWindow, qtbot: QtBot) -> None:
    label(mpr)
    mpr.places.read.grid.activate(pane(mpr, 1))
    mpr.bindings.trigger("curve.levels")
    mpr.places.read.choose_tool("tool.length")
    curved = pane(mpr, 1)
    with qtbot.waitSignal(curved.placement_refused) as refused:
        click(curved, qtbot, curved.width() / 2, curved.height() / 2)
    assert refused.args == [NOT_ON_CURVED]
    assert not curved.has_unfinished_mark
    assert not tuple(mpr.session.case.of_type(Mark))


def test_a_drawn_line_is_ended_by_a_double_click(mpr: MainWindow, qtbot: QtBot) -> None:
    sagittal = pane(mpr, 1)
    mpr.places.read.grid.activate(sagittal)
    mpr.bindings.trigger("curve.draw")
    places = [sagittal.frame.geometry.lps_to_display(point) for point in list(CENTRES.values())[::-1]]
    for x, y in places:
        click(sagittal, qtbot, x, y)
    assert sagittal.has_unfinished_mark
    click(sagittal, qtbot, *places[-1], double=True)
    assert sagittal.state.plane is ViewPlane.CURVED
    assert len(sagittal.state.curve.points_lps_mm) == len(CENTRES)
    assert sagittal.state.curve.points_lps_mm[0][2] > sagittal.state.curve.points_lps_mm[-1][2], "head end on top"
    assert mpr.places.read.grid.tool is ToolName.WINDOW
    assert not tuple(mpr.session.case.of_type(Mark))


def test_turn_and_leave(mpr: MainWindow) -> None:
    label(mpr)
    mpr.places.read.grid.activate(pane(mpr, 1))
    mpr.bindings.trigger("curve.levels")
    mpr.bindings.trigger("curve.turn")
    assert pane(mpr, 1).frame.geometry.letters == ("R", "L", "S", "I")
    mpr.bindings.trigger("curve.turn")
    assert pane(mpr, 1).frame.geometry.letters == ("A", "P", "S", "I")
    mpr.bindings.trigger("curve.leave")
    assert [pane(mpr, number).state.plane for number in range(3)] == [
        ViewPlane.AXIAL,
        ViewPlane.SAGITTAL,
        ViewPlane.CORONAL,
    ]


def test_a_curved_picture_is_neither_turned_nor_thickened(mpr: MainWindow) -> None:
    label(mpr)
    mpr.places.read.grid.activate(pane(mpr, 1))
    mpr.bindings.trigger("curve.levels")
    before = pane(mpr, 1).state
    for command in ("slab.thicker", "cut.tilt-up", "cut.turn-left", "cut.straighten"):
        mpr.bindings.trigger(command)
    assert pane(mpr, 1).state == before


def test_without_levels_nothing_is_guessed(mpr: MainWindow) -> None:
    mpr.bindings.trigger("curve.levels")
    assert not any(pane(mpr, number).state.plane is ViewPlane.CURVED for number in range(3))


def test_another_patient_leaves_no_curve_behind(mpr: MainWindow) -> None:
    label(mpr)
    mpr.places.read.grid.activate(pane(mpr, 1))
    mpr.bindings.trigger("curve.levels")
    shown = pane(mpr, 1)
    mpr.places.read.grid.clear()
    shown.set_pixels(pane(mpr, 0).pixels)
    assert shown.state.plane is ViewPlane.ACQUIRED
    assert shown.state.curve is None
