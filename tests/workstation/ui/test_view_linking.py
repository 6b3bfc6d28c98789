"""Linked reading in the real window: what follows, what does not, and what is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import generate_uid
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotations.locations import PatientLocation
from tests.support.dicom_builder import write_series
from tests.workstation.ui.conftest import built, open_images
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_3d import Viewport3D
from viewers.state.linking import LinkedView, LinkSwitches, WindowLinking
from viewers.state.navigation import plane_of
from viewers.state.space_links import SpaceLink
from workstation.settings import Settings
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.main_window import MainWindow
from workstation.ui.message_bar import Message
from workstation.ui.read.hanging import Pane
from workstation.ui.read.view_linking import ViewLinking

CURRENT_SPACE, PRIOR_SPACE = "1.2.77.1", "1.2.77.2"


def show(window: MainWindow, qtbot: QtBot, *descriptions: str) -> list[Viewport]:
    """Put series (by description, with `#n` the n-th stack) into the viewports from the first on."""
    read = window.places.read
    patient = window.workspace.patient
    assert patient is not None
    shown = []
    for pane, wanted in zip(read.grid.viewports, descriptions, strict=False):
        name, _, number = wanted.partition("#")
        keys = [key for key, series, _ in all_stacks(patient) if series.description == name]
        assert isinstance(pane, Viewport)
        read.content.show(pane, Pane(keys[int(number or 1) - 1]))
        shown.append(pane)
    qtbot.waitUntil(lambda: not read.is_loading and all(pane.pixels is not None for pane in shown), timeout=30_000)
    return shown


def cut(pane: Viewport):
    assert pane.pixels is not None
    plane = plane_of(pane.pixels, pane.state)
    assert plane is not None
    return plane


def middle(pane: Viewport) -> np.ndarray:
    assert pane.pixels is not None
    center = LinkedView(pane.pixels, pane.state, pane.size_px()).center_lps_mm
    assert center is not None
    return np.asarray(center)


@pytest.fixture
def compared(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> tuple[MainWindow, Viewport, Viewport]:
    """A current and a prior CT of one patient, side by side; the prior lies 100 mm higher in a space of its own."""
    both = {"PixelSpacing": [30, 30]}
    write_series(tmp_path / "a", [30.0 * n for n in range(12)], SeriesDescription="Current", **both)
    prior = {"SeriesDescription": "Prior", "FrameOfReferenceUID": PRIOR_SPACE, "StudyDate": "20200101"}
    prior |= {"SeriesInstanceUID": generate_uid(), "StudyInstanceUID": generate_uid()}
    write_series(tmp_path / "b", [100 + 30.0 * n for n in range(12)], **both, **prior)
    open_images(window, qtbot, tmp_path)
    window.places.read.set_layout("1x2")
    left, right = show(window, qtbot, "Current", "Prior")
    window.places.read.grid.activate(left)
    return window, left, right


def test_bir_8_two_series_compared_with_synchronised_scroll_pan_and_zoom(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    read.set_layout("1x2")
    t2, t1 = show(mr_window, qtbot, "T2 SAG", "T1 SAG")
    read.grid.activate(t2)
    mr_window.bindings.trigger("scroll.next")
    mr_window.bindings.trigger("scroll.next")
    assert abs(float(cut(t1).signed_distance_mm(cut(t2).origin_lps_mm))) < 0.1
    mr_window.bindings.trigger("view.zoom-in")
    t2.set_state(replace(t2.state, pan_px=(40.0, -25.0)))
    np.testing.assert_allclose(middle(t1)[1:], middle(t2)[1:], atol=1e-3)
    assert t1.state.scale == pytest.approx(t2.state.scale)


def test_scrolling_the_follower_leads_back(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    read.set_layout("1x2")
    t2, t1 = show(mr_window, qtbot, "T2 SAG", "T1 SAG")
    for leader, follower in ((t2, t1), (t1, t2), (t2, t1)):
        read.grid.activate(leader)
        before = cut(leader).origin_lps_mm
        mr_window.bindings.trigger("scroll.next")
        assert cut(leader).origin_lps_mm != before
        assert abs(float(cut(follower).signed_distance_mm(cut(leader).origin_lps_mm))) < 0.1


def test_a_series_dropped_beside_a_scrolled_one_comes_up_at_its_place(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    read.set_layout("1x2")
    t2, _ = show(mr_window, qtbot, "T2 SAG", "T2 AX#1")
    read.grid.activate(t2)
    mr_window.bindings.trigger("scroll.first")
    _, t1 = show_second(mr_window, qtbot, "T1 SAG")
    assert abs(float(cut(t1).signed_distance_mm(cut(t2).origin_lps_mm))) < 0.1


def show_second(window: MainWindow, qtbot: QtBot, description: str) -> tuple[Viewport, Viewport]:
    """Open a series in the second viewport and leave the first as it is."""
    read = window.places.read
    first, second = read.grid.viewports[:2]
    patient = window.workspace.patient
    assert patient is not None
    assert isinstance(first, Viewport)
    assert isinstance(second, Viewport)
    (key,) = (key for key, series, _ in all_stacks(patient) if series.description == description)
    read.content.show(second, Pane(key))
    qtbot.waitUntil(lambda: not read.is_loading and second.pixels is not None, timeout=30_000)
    return first, second


def test_each_switch_is_a_command_and_is_remembered(mr_window: MainWindow, qtbot: QtBot, settings: Settings) -> None:
    read = mr_window.places.read
    told: list[Message] = []
    read.told.connect(told.append)
    for name in ("scroll", "pan", "zoom", "window"):
        mr_window.bindings.trigger(f"link.{name}")
    assert read.grid.links.switches == LinkSwitches(False, False, False, WindowLinking.MODALITY)
    assert "modality" in told[-1].text
    read.set_layout("1x2")
    t2, t1 = show(mr_window, qtbot, "T2 SAG", "T1 SAG")
    read.grid.activate(t2)
    before = t1.state
    mr_window.bindings.trigger("scroll.next")
    mr_window.bindings.trigger("view.zoom-in")
    assert t1.state == before
    again = built(settings)
    qtbot.addWidget(again)
    assert again.places.read.grid.links.switches == read.grid.links.switches
    button = again.places.read.tools.buttons["link.menu"]
    assert button.isChecked()
    again.bindings._handlers["link.window"]()
    assert not button.isChecked()
    assert button.toolTip().endswith("none")
    again.close()


def test_the_axial_slab_that_holds_the_crosshair_comes_up(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    read.set_layout("1x2")
    sagittal, axial = show(mr_window, qtbot, "T2 SAG", "T2 AX#1")
    _, wanted = show(mr_window, qtbot, "T2 SAG", "T2 AX#5")
    assert isinstance(wanted.pixels, Volume)
    point = tuple(wanted.pixels.geometry.center_lps_mm)
    show(mr_window, qtbot, "T2 SAG", "T2 AX#1")
    assert isinstance(axial.pixels, Volume)
    axial.set_state(replace(axial.state, scale=3.0))
    sagittal.cursor_moved.emit(PatientLocation(axial.pixels.geometry.frame_of_reference_uid, (point,)))
    qtbot.waitUntil(
        lambda: isinstance(axial.pixels, Volume) and bool(axial.pixels.geometry.contains(point)), timeout=9000
    )
    assert abs(float(cut(axial).signed_distance_mm(point))) < 3.0
    assert axial.state.scale == 3.0
    assert axial.content.crosshair_lps_mm == point


def test_two_slabs_side_by_side_stay_two(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    read.set_layout("1x2")
    third, fifth = show(mr_window, qtbot, "T2 AX#3", "T2 AX#5")
    former = fifth.pixels
    assert isinstance(third.pixels, Volume)
    geometry = third.pixels.geometry
    third.cursor_moved.emit(PatientLocation(geometry.frame_of_reference_uid, (tuple(geometry.center_lps_mm),)))
    qtbot.wait(20)
    assert fifth.pixels is former
    assert "crosshair outside this series" in fifth.content.notices


def test_a_crosshair_outside_a_series_is_said_and_moves_nothing(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    read.set_layout("1x2")
    sagittal, axial = show(mr_window, qtbot, "T2 SAG", "T2 AX#1")
    assert isinstance(sagittal.pixels, Volume)
    before = axial.state
    top = sagittal.pixels.geometry.index_to_lps((5, 0, 100))
    uid = sagittal.pixels.geometry.frame_of_reference_uid
    sagittal.cursor_moved.emit(PatientLocation(uid, (tuple(float(v) for v in top),)))
    assert axial.state == before
    assert "crosshair outside this series" in axial.content.notices
    assert "crosshair outside this series" not in sagittal.content.notices


def test_linked_by_hand_across_studies_with_the_offset_said_on_both(
    compared: tuple[MainWindow, Viewport, Viewport],
) -> None:
    window, left, right = compared
    read = window.places.read
    told: list[Message] = []
    read.told.connect(told.append)
    window.bindings.trigger("scroll.first")
    assert cut(right).origin_lps_mm[2] != cut(left).origin_lps_mm[2]
    right.set_state(replace(right.state, focus_lps_mm=(0.0, 0.0, 130.0)))
    window.bindings.trigger("link.here")
    assert told[-1].text.startswith("Linked by hand, offset 130.0 mm.")
    for pane in (left, right):
        assert "linked by hand, offset 130.0 mm" in pane.content.notices
    window.bindings.trigger("scroll.next")
    assert cut(right).origin_lps_mm[2] == pytest.approx(160.0)
    assert isinstance(left.pixels, Volume)
    read.grid.move_cursor(PatientLocation(left.pixels.geometry.frame_of_reference_uid, ((30.0, 30.0, 60.0),)))
    assert right.content.crosshair_lps_mm is None
    assert right.content.reference_lines == ()
    window.bindings.trigger("link.remove")
    assert right.content.notices == left.content.notices == ()


def test_a_link_by_hand_that_cannot_be_says_why(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    told: list[Message] = []
    read.told.connect(told.append)
    read.set_layout("1x2")
    show(mr_window, qtbot, "T2 SAG", "T1 SAG")
    mr_window.bindings.trigger("link.here")
    assert told[-1].text.startswith("Not linked: they share a Frame of Reference")
    read.set_layout("1x1")
    mr_window.bindings.trigger("link.here")
    assert told[-1].text == "Not linked: it takes two viewports with images."


def test_the_crosshair_and_reference_lines_follow_a_registration_and_say_so(
    compared: tuple[MainWindow, Viewport, Viewport],
) -> None:
    window, left, right = compared
    assert isinstance(left.pixels, Volume)
    ours = left.pixels.geometry.frame_of_reference_uid
    matrix = np.eye(4)
    matrix[2, 3] = 100.0
    link = SpaceLink.registered(ours, PRIOR_SPACE, matrix, residual_mm=1.24, level="L4")
    grid = window.places.read.grid
    grid.links.set_registered((link,))
    left.cursor_moved.emit(PatientLocation(ours, ((30.0, 30.0, 60.0),)))
    assert right.content.crosshair_lps_mm == (30.0, 30.0, 160.0)
    assert right.content.crosshair_frame_of_reference_uid == PRIOR_SPACE
    assert cut(right).origin_lps_mm[2] == pytest.approx(160.0)
    for pane in (left, right):
        assert "registered at L4, residual 1.2 mm" in pane.content.notices
    assert {line.link_label for line in right.content.reference_lines} == {link.label}


def test_far_from_the_level_that_was_registered_the_pane_warns(
    compared: tuple[MainWindow, Viewport, Viewport],
) -> None:
    window, left, right = compared
    assert isinstance(left.pixels, Volume)
    ours = left.pixels.geometry.frame_of_reference_uid
    link = SpaceLink.registered(
        ours, PRIOR_SPACE, np.eye(4), residual_mm=1.0, level="L1", center_lps_mm=(30.0, 30.0, 240.0)
    )
    window.places.read.grid.links.set_registered((link,))
    left.cursor_moved.emit(PatientLocation(ours, ((30.0, 30.0, 240.0),)))
    assert not any("may be off" in notice for notice in right.content.notices)
    left.cursor_moved.emit(PatientLocation(ours, ((30.0, 30.0, 120.0),)))
    assert "120 mm from L1, where this was registered: may be off" in right.content.notices


def test_the_third_dimension_shows_the_crosshair_too(ct_window: MainWindow) -> None:
    read = ct_window.places.read
    read.set_layout("mpr")
    flat, *_, solid = read.grid.viewports
    assert isinstance(flat, Viewport)
    assert isinstance(solid, Viewport3D)
    assert isinstance(flat.pixels, Volume)
    point = (60.0, 90.0, 120.0)
    flat.cursor_moved.emit(PatientLocation(flat.pixels.geometry.frame_of_reference_uid, (point,)))
    assert solid.content.crosshair_lps_mm == point


def test_nothing_of_a_link_by_hand_is_left_for_the_next_patient(
    compared: tuple[MainWindow, Viewport, Viewport],
) -> None:
    window, _left, right = compared
    window.bindings.trigger("link.here")
    assert right.content.notices
    window.places.read.show_patient(None)
    assert window.places.read.grid.links.space_links.links == ()


def test_the_menu_shows_what_is_on(ct_window: MainWindow) -> None:
    feature = next(one for one in ct_window.places.read.features if isinstance(one, ViewLinking))
    menu = feature.open_menu()
    entries = {entry.text().split("\t")[0]: entry for entry in menu.actions() if entry.text()}
    assert entries["Link scrolling"].isChecked()
    assert entries["Link scrolling"].text().endswith("Alt+S")
    assert not entries["Remove links by hand"].isEnabled()
    windows = entries["Link windows"].menu()
    assert isinstance(windows, QMenu)
    assert [(entry.text(), entry.isChecked()) for entry in windows.actions()] == [
        ("Like series", True),
        ("All of a modality", False),
        ("Off", False),
    ]
    windows.actions()[2].trigger()
    entries["Link scrolling"].trigger()
    assert not feature.switches.scroll
    assert feature.switches.window is WindowLinking.OFF
    menu.close()


def test_shift_and_a_move_put_the_3d_cursor_everywhere_and_it_stays(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    read.set_layout("1x2")
    t2, t1 = show(mr_window, qtbot, "T2 SAG", "T1 SAG")
    before = t2.state
    start, end = QPoint(150, 300), QPoint(200, 420)
    for at, held in ((start, Qt.KeyboardModifier.ShiftModifier), (end, Qt.KeyboardModifier.ShiftModifier)):
        move(t2, at, held)
    assert t2.frame is not None
    pointed = t2.frame.geometry.point_at(end.x(), end.y())
    for pane in (t2, t1):
        assert pane.content.crosshair_lps_mm == pytest.approx(pointed, abs=0.5)
    assert t2.state == before
    where = t1.content.crosshair_lps_mm
    move(t2, start, Qt.KeyboardModifier.NoModifier)
    assert t1.content.crosshair_lps_mm == where


def move(pane: Viewport, at: QPoint, held: Qt.KeyboardModifier) -> None:
    none = Qt.MouseButton.NoButton
    QApplication.sendEvent(
        pane, QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(pane.mapToGlobal(at)), none, none, held)
    )


def test_scrolling_past_a_slab_goes_on_with_the_next_and_back(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    read.set_layout("1x2")
    _, axial = show(mr_window, qtbot, "T2 SAG", "T2 AX#5")
    read.grid.activate(axial)
    axial.set_state(replace(axial.state, scale=3.0))
    mr_window.bindings.trigger("scroll.first")
    heights, seen = [], []
    for _ in range(20):
        qtbot.waitUntil(lambda: axial.frame is not None and not read.is_loading, timeout=9000)
        seen.append(read.content.key_of(axial))
        assert axial.pixels is not None
        heights.append(float(LinkedView(axial.pixels, axial.state, axial.size_px()).center_lps_mm[2]))  # type: ignore[index]
        assert axial.state.scale == 3.0
        mr_window.bindings.trigger("scroll.next")
    assert heights[:17] == sorted(set(heights)), "upward, one slice after the other"
    assert heights[17:] == heights[16:17] * 3, "the last slice of the last slab is the end"
    assert [key.stack_number for key in dict.fromkeys(seen) if key is not None] == [4, 3, 2, 1, 0]
    for _ in range(4):
        mr_window.bindings.trigger("scroll.previous")
        qtbot.waitUntil(lambda: axial.frame is not None and not read.is_loading, timeout=9000)
    key = read.content.key_of(axial)
    assert key is not None
    assert key.stack_number == 1
