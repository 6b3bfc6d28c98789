"""3-D in the real window: keys of an active 3-D viewport, cuts, undo, picking, and a driver that fails."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.locations import PatientLocation
from viewers.qt.hand_3d import Hand3D
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_3d import Viewport3D
from viewers.state.cuts_3d import Cuts3D
from viewers.state.scene_3d import Frame3D, Scene3D, view_of
from viewers.state.viewport_state import Quality
from viewers.tools.tool_names import ToolName
from workstation.ui.main_window import MainWindow


@pytest.fixture
def pane(ct_window: MainWindow) -> Viewport3D:
    """The 3-D viewport of the small CT, the active one, with a picture of its own size."""
    ct_window.places.read.set_layout("mpr")
    solid = next(one for one in ct_window.places.read.grid.viewports if isinstance(one, Viewport3D))
    ct_window.places.read.grid.activate(solid)
    show_frame(solid)
    return solid


def show_frame(pane: Viewport3D, failure: str = "") -> None:
    """What the renderer would send for the pane as it is."""
    assert pane.volume is not None
    width, height = pane.size_px()
    scene = Scene3D(pane.state.camera, (width, height), Quality.FINE, cuts=pane.state.cuts_3d)
    view = view_of(pane.volume.geometry, pane.state.camera, (width, height))
    pane.seat.drawn.emit(
        Frame3D(np.zeros((height, width, 3), np.uint8), scene, view, ("R", "L", "S", "I"), "x", failure)
    )


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window, key, modifier)


SIDES = (
    (Qt.Key.Key_P, 180, 0),
    (Qt.Key.Key_L, 90, 0),
    (Qt.Key.Key_R, -90, 0),
    (Qt.Key.Key_S, 0, 90),
    (Qt.Key.Key_I, 0, -90),
    (Qt.Key.Key_A, 0, 0),
)


def test_the_letter_of_a_side_shows_it(ct_window: MainWindow, pane: Viewport3D) -> None:
    for key, azimuth, elevation in SIDES:
        press(ct_window, key)
        assert (pane.state.camera.azimuth_deg, pane.state.camera.elevation_deg) == (azimuth, elevation)


def test_the_same_key_is_a_tool_again_once_a_flat_viewport_is_active(ct_window: MainWindow, pane: Viewport3D) -> None:
    grid = ct_window.places.read.grid
    press(ct_window, Qt.Key.Key_A)
    assert grid.tool is not ToolName.ANGLE
    grid.activate(grid.viewports[0])
    press(ct_window, Qt.Key.Key_A)
    assert grid.tool is ToolName.ANGLE
    press(ct_window, Qt.Key.Key_L)
    assert grid.tool is ToolName.LENGTH
    grid.activate(pane)
    press(ct_window, Qt.Key.Key_D)  # the other key of the length tool is not claimed
    assert grid.tool is ToolName.LENGTH


def test_the_ramp_moves_and_widens_by_key_and_the_pane_says_so(ct_window: MainWindow, pane: Viewport3D) -> None:
    for action_id in ("volume.shift-up", "volume.wider", "volume.shading"):
        ct_window.bindings.trigger(action_id)
    camera = pane.state.camera
    assert (camera.shift, round(camera.width, 2), camera.shading) == (24.0, 1.2, False)
    ct_window.bindings.trigger("volume.preset-next")
    assert (pane.state.camera.preset, pane.state.camera.shift, pane.state.camera.width) == ("CT-Bone", 0, 1)


def test_the_clip_box_is_moved_by_key_and_undone_step_by_step(ct_window: MainWindow, pane: Viewport3D) -> None:
    press(ct_window, Qt.Key.Key_E)
    whole = pane.state.cuts_3d.box
    assert whole is not None
    press(ct_window, Qt.Key.Key_F)
    assert pane.chosen_face == "P"
    ct_window.bindings.trigger("volume.box-in")
    box = pane.state.cuts_3d.box
    assert box is not None
    assert box.face_mm("P") == whole.face_mm("P") - 5
    press(ct_window, Qt.Key.Key_U)
    assert pane.state.cuts_3d.box == whole
    press(ct_window, Qt.Key.Key_U)
    assert pane.state.cuts_3d == Cuts3D()
    press(ct_window, Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier)
    assert pane.state.cuts_3d.box == whole


def test_the_cut_follows_the_plane_it_was_made_along(ct_window: MainWindow, pane: Viewport3D) -> None:
    grid = ct_window.places.read.grid
    axial = grid.viewports[0]
    assert isinstance(axial, Viewport)
    press(ct_window, Qt.Key.Key_C)
    cut = pane.state.cuts_3d.plane
    assert cut is not None
    assert cut.name == "axial (viewport 1)"
    grid.activate(axial)
    ct_window.bindings.trigger("scroll.next")
    moved = pane.state.cuts_3d.plane
    assert moved is not None
    assert moved.plane.origin_lps_mm != cut.plane.origin_lps_mm
    ct_window.bindings.trigger("volume.plane-side")
    turned = pane.state.cuts_3d.plane
    assert turned is not None
    assert turned.inward == tuple(-value for value in moved.inward)


def test_planes_are_gone_through_and_then_there_is_none(ct_window: MainWindow, pane: Viewport3D) -> None:
    names = []
    for _ in range(4):
        ct_window.bindings.trigger("volume.plane")
        cut = pane.state.cuts_3d.plane
        names.append(cut.name if cut is not None else "")
    assert names == ["axial (viewport 1)", "sagittal (viewport 2)", "coronal (viewport 3)", ""]


def test_the_scalpel_removes_what_was_encircled_and_undo_brings_it_back(
    ct_window: MainWindow, pane: Viewport3D, qtbot: QtBot
) -> None:
    values = None if pane.volume is None else pane.volume.stored_values.copy()
    press(ct_window, Qt.Key.Key_X)
    assert pane.hand is Hand3D.SCALPEL
    middle = pane.rect().center()
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=middle)
    for dx, dy in ((60, 0), (60, 60), (0, 60)):
        QTest.mouseMove(pane, middle + QPoint(dx, dy))
    pane.grab()
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: pane.state.cuts_3d.removed is not None, timeout=10_000)
    assert pane.state.cuts_3d.words == ("parts removed",)
    assert pane.volume is not None
    np.testing.assert_array_equal(pane.volume.stored_values, values)
    show_frame(pane)
    pane.grab()
    press(ct_window, Qt.Key.Key_Escape)
    assert pane.hand is Hand3D.TURN
    press(ct_window, Qt.Key.Key_U)
    assert pane.state.cuts_3d.removed is None


def test_another_layout_keeps_the_cuts_of_the_volume_and_another_patient_none(
    ct_window: MainWindow, pane: Viewport3D
) -> None:
    ct_window.bindings.trigger("volume.box")
    ct_window.places.read.set_layout("1x1")
    ct_window.places.read.set_layout("mpr")
    assert pane.state.cuts_3d.box is not None
    ct_window.places.read.show_patient(None)
    assert pane.state.cuts_3d == Cuts3D()
    assert not pane.undo_cut()


def test_a_click_in_the_air_says_so_and_leaves_the_crosshair(ct_window: MainWindow, pane: Viewport3D) -> None:
    before = ct_window.session.cursor
    pane.set_camera(replace(pane.state.camera, shift=5000.0))
    show_frame(pane)
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=pane.rect().center())
    assert ct_window.message_bar.message is not None
    assert "Nothing solid lies there" in ct_window.message_bar.message.text
    assert ct_window.session.cursor == before


def test_a_click_on_what_is_solid_brings_the_crosshair_and_the_planes_there(
    ct_window: MainWindow, pane: Viewport3D
) -> None:
    pane.set_camera(replace(pane.state.camera, preset="CT-Bone", shift=-3000.0))  # even air is solid now
    show_frame(pane)
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=pane.rect().center())
    cursor = ct_window.session.cursor
    assert isinstance(cursor, PatientLocation)
    assert pane.volume is not None
    y_front = pane.volume.geometry.index_to_lps((0, 0, 0))[1]
    assert cursor.points_lps_mm[0][1] == pytest.approx(y_front, abs=1)
    coronal = ct_window.places.read.grid.viewports[2]
    assert coronal.state.focus_lps_mm is not None
    assert coronal.state.focus_lps_mm[1] == pytest.approx(cursor.points_lps_mm[0][1], abs=30)


def test_a_look_without_surfaces_picks_nothing(ct_window: MainWindow, pane: Viewport3D) -> None:
    pane.choose_preset("CT-X-ray")
    show_frame(pane)
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=pane.rect().center())
    assert ct_window.message_bar.message is not None
    assert "no surface" in ct_window.message_bar.message.text


def test_bone_only_where_there_is_none_says_so_and_cuts_nothing(
    ct_window: MainWindow, pane: Viewport3D, qtbot: QtBot
) -> None:
    pane.set_camera(replace(pane.state.camera, shift=50_000.0))
    press(ct_window, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: ct_window.message_bar.message is not None, timeout=10_000)
    assert "no bone from 50226 HU" in ct_window.message_bar.message.text  # type: ignore[union-attr]
    assert pane.state.cuts_3d == Cuts3D()


def test_work_under_way_ends_with_escape(ct_window: MainWindow, pane: Viewport3D) -> None:
    stopped = []
    pane.set_work("Finding connected bone", lambda: stopped.append(True))
    press(ct_window, Qt.Key.Key_Escape)
    assert stopped == [True]


def test_a_failed_driver_leaves_the_planes_and_is_tried_again(ct_window: MainWindow, pane: Viewport3D) -> None:
    former = pane.seat.renderer
    show_frame(pane, "3-D has stopped: the graphics driver failed")
    assert pane.failure.startswith("3-D has stopped")
    flat = [one for one in ct_window.places.read.grid.viewports if isinstance(one, Viewport)]
    assert all(one.frame is not None for one in flat)
    ct_window.bindings.trigger("volume.retry")
    assert pane.failure == ""
    assert pane.seat.renderer is not None
    assert pane.seat.renderer is not former
    show_frame(pane)
    ct_window.bindings.trigger("volume.retry")
    assert "nothing to try" in ct_window.message_bar.message.text  # type: ignore[union-attr]


def test_the_cut_menu_names_the_planes_on_screen_and_the_keys(ct_window: MainWindow, pane: Viewport3D) -> None:
    menu = pane.chips.cuts.menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert "Scalpel\tX" in texts
    planes = next(action.menu() for action in menu.actions() if action.text() == "Cut along")
    assert [action.text() for action in planes.actions()][:1] == ["Axial (viewport 1)"]
    planes.actions()[1].trigger()
    cut = pane.state.cuts_3d.plane
    assert cut is not None
    assert cut.name == "sagittal (viewport 2)"


def test_the_preset_chosen_last_is_remembered_for_its_modality(ct_window: MainWindow, pane: Viewport3D) -> None:
    pane.choose_preset("CT-Muscle")
    volume = pane.volume
    pane.set_pixels(None)
    pane.set_pixels(volume)
    assert pane.state.camera.preset == "CT-Muscle"
    assert pane.opening_preset("MR") == "MR-Default"
    assert pane.opening_preset("CT") == "CT-Muscle"
