"""Labelling a spine on real pixels: a level of the strip, then its centre on the image."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.anatomy import Level
from annotations.case import add
from annotations.geometry import Point
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MarkKind
from annotations.references import ImageRef, SeriesRef
from annotations.registration import RegisteredSeries, Registration, RegistrationMode, SeedKind, SeedPair
from annotations.rigid import RigidTransform, rotation_about
from annotations.spine_ledger import LevelAnchor, ProposedLevel, placing_conflict
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.state.viewport_state import ViewPlane
from viewers.tools.effects import MarkProposal
from viewers.tools.tool_names import ToolName
from workstation.ui.main_window import MainWindow
from workstation.ui.read.level_menu import level_menu
from workstation.ui.read.linked_location import level_location
from workstation.ui.read.spine_levels import SpineView
from workstation.ui.read.spine_strip import NO_COORDINATES, NOT_PLACED

MIDDLE = 75.0
SPINE = (Level.T11, Level.T12, Level.L1, Level.L2, Level.L3, Level.L4, Level.L5, Level.S1)


@pytest.fixture
def sagittal(ct_window: MainWindow) -> MainWindow:
    """One sagittal cut through the middle of the small CT."""
    pane = pane_of(ct_window)
    pane.set_state(replace(pane.state, plane=ViewPlane.SAGITTAL, focus_lps_mm=(MIDDLE, 100.0, 165.0)))
    assert pane.frame is not None
    assert pane.frame.geometry.plane is not None
    assert abs(pane.frame.geometry.plane.normal[0]) == pytest.approx(1.0)
    return ct_window


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def uid_of(window: MainWindow) -> str:
    pixels = pane_of(window).pixels
    assert isinstance(pixels, Volume)
    return pixels.geometry.frame_of_reference_uid


def click_strip(window: MainWindow, qtbot: QtBot, level: Level) -> None:
    strip = window.places.read.spine
    row = next(row for row in strip.rows if row.level is level)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=row.rect.center().toPoint())


def click_image(window: MainWindow, qtbot: QtBot, z_mm: float) -> None:
    pane = pane_of(window)
    assert pane.frame is not None
    x, y = pane.frame.geometry.lps_to_display((MIDDLE, 100.0, z_mm))
    qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(float(x)), round(float(y))))


def anchors(window: MainWindow) -> dict[Level, PatientLocation]:
    case = window.session.case
    assert case is not None
    return {anchor.level: anchor.location for anchor in case.of_type(LevelAnchor)}


def put(window: MainWindow, level: Level, z_mm: float, uid: str | None = None) -> None:
    place = PatientLocation(uid or uid_of(window), ((MIDDLE, 100.0, z_mm),))
    window.session.apply(add(LevelAnchor(f"{level.value}-{z_mm}-{uid}", level, place), f"{level.label} placed"))


def test_the_strip_teaches_how_to_begin(ct_window: MainWindow) -> None:
    assert ct_window.places.read.spine.status[0] == NOT_PLACED


def test_a_level_is_placed_by_a_click_on_the_strip_and_one_on_the_image(sagittal: MainWindow, qtbot: QtBot) -> None:
    read = sagittal.places.read
    click_strip(sagittal, qtbot, Level.L4)
    assert "centre of L4" in read.spine.status[0]
    assert any("centre of L4" in notice for notice in pane_of(sagittal).content.notices)
    assert read.grid.tool is ToolName.POINT
    click_image(sagittal, qtbot, 120.0)
    place = anchors(sagittal)[Level.L4]
    assert place.frame_of_reference_uid == uid_of(sagittal)
    assert place.points_lps_mm[0][2] == pytest.approx(120.0, abs=1.0)
    assert sagittal.session.history is not None
    assert sagittal.session.history.undo_description == "L4 placed"
    assert [label.text for label in pane_of(sagittal).content.labels] == ["L4"]
    assert read.levels.is_counting
    assert any("Click a level: L3 above, L5 below" in notice for notice in pane_of(sagittal).content.notices)
    sagittal.bindings.trigger("edit.cancel")
    assert read.grid.tool is ToolName.WINDOW
    assert read.spine.status[0] == "1 level placed on this Frame of Reference"
    sagittal.bindings.trigger("edit.undo")
    assert anchors(sagittal) == {}


def test_a_spine_is_labelled_by_naming_one_vertebra_and_clicking_the_others_up_and_down(
    sagittal: MainWindow, qtbot: QtBot
) -> None:
    levels = sagittal.places.read.levels
    sagittal.bindings.trigger("levels.label")
    click_image(sagittal, qtbot, 205.0)
    assert levels.popover.isVisible()
    name(qtbot, sagittal, "l2")
    assert tuple(anchors(sagittal)) == (Level.L2,)
    for z in (240.0, 170.0, 135.0, 275.0, 100.0, 310.0, 65.0):
        click_image(sagittal, qtbot, z)
        assert levels.is_counting
    assert set(anchors(sagittal)) == set(SPINE)
    heights = [anchors(sagittal)[level].points_lps_mm[0][2] for level in SPINE]
    assert heights == sorted(heights, reverse=True)
    click_image(sagittal, qtbot, 118.0)
    assert Level.L4_L5 in anchors(sagittal)
    sagittal.bindings.trigger("edit.cancel")
    assert not levels.is_waiting


def test_a_disc_can_be_named_first_and_a_doubtful_click_asks_again(sagittal: MainWindow, qtbot: QtBot) -> None:
    levels = sagittal.places.read.levels
    sagittal.bindings.trigger("levels.label")
    click_image(sagittal, qtbot, 120.0)
    name(qtbot, sagittal, "L9")
    assert "L4-5 for a disc" in levels.popover.reason
    name(qtbot, sagittal, "L4-5")
    click_image(sagittal, qtbot, 156.0)
    assert set(anchors(sagittal)) == {Level.L4_L5, Level.L3_L4}
    click_image(sagittal, qtbot, 260.0)
    assert levels.popover.isVisible()
    assert levels.popover.field.text() == "T12-L1"
    qtbot.keyClick(levels.popover.field, Qt.Key.Key_Escape)
    assert set(anchors(sagittal)) == {Level.L4_L5, Level.L3_L4}


def test_a_click_on_a_placed_level_places_nothing_and_says_so(sagittal: MainWindow, qtbot: QtBot) -> None:
    put(sagittal, Level.L3, 150.0)
    sagittal.bindings.trigger("levels.label")
    click_image(sagittal, qtbot, 157.0)
    assert set(anchors(sagittal)) == {Level.L3}
    message = sagittal.message_bar.message
    assert message is not None
    assert "L3 is placed here already" in message.text


def test_the_dot_of_a_level_is_dragged_to_correct_it_and_never_past_its_neighbour(
    sagittal: MainWindow, qtbot: QtBot
) -> None:
    put(sagittal, Level.L3, 150.0)
    put(sagittal, Level.L4, 115.0)
    drag(sagittal, qtbot, 150.0, 160.0)
    assert anchors(sagittal)[Level.L3].points_lps_mm[0][2] == pytest.approx(160.0, abs=1.0)
    assert sagittal.session.history is not None
    assert sagittal.session.history.undo_description == "L3 moved"
    told = sagittal.message_bar.message
    assert told is not None
    assert told.text == "L3 was moved. Ctrl+Z brings it back."
    drag(sagittal, qtbot, 160.0, 80.0)
    assert anchors(sagittal)[Level.L3].points_lps_mm[0][2] == pytest.approx(160.0, abs=1.0)
    message = sagittal.message_bar.message
    assert message is not None
    assert "belongs above it" in message.text


def test_levels_come_over_by_registration_only_and_can_be_kept(sagittal: MainWindow) -> None:
    read, uid = sagittal.places.read, uid_of(sagittal)
    for level, z in ((Level.L3, 50.0), (Level.L4, 15.0)):
        put(sagittal, level, z, "9.9.9")
    assert read.spine.status[0] == NOT_PLACED
    sagittal.session.apply(add(registration_from("9.9.9", uid, (0.0, 0.0, 100.0)), "registered"))
    assert read.spine.status[0] == "2 levels by registration"
    assert {label.text for label in pane_of(sagittal).content.labels if label.frame_of_reference_uid == uid} == {
        "L3",
        "L3-4",
        "L4",
    }
    click = level_location(sagittal.session.case, Level.L3_L4, uid)  # type: ignore[arg-type]
    assert click is not None
    assert click.points_lps_mm[0] == pytest.approx((MIDDLE, 100.0, 132.5))
    menu_entry(sagittal, None, "Keep the registered labels here").trigger()
    case = sagittal.session.case
    assert case is not None
    own = [anchor for anchor in case.of_type(LevelAnchor) if anchor.location.frame_of_reference_uid == uid]
    assert [anchor.level for anchor in own] == [Level.L3, Level.L4]
    assert all("by registration of MR" in anchor.origin for anchor in own)


def registration_from(source: str, target: str, shift: Point) -> Registration:
    transform = RigidTransform.of(rotation_about((0, 0, 1), 0.0), shift)
    pairs = tuple(
        SeedPair(str(n), point, tuple(transform.apply(point)))  # type: ignore[arg-type]
        for n, point in enumerate(((0.0, 0.0, 0.0), (9.0, 0.0, 0.0), (0.0, 0.0, 9.0)))
    )
    sides = [
        RegisteredSeries(SeriesRef("1.5", f"{uid}.1"), uid, title) for uid, title in ((source, "MR"), (target, "CT"))
    ]
    return Registration(
        "r",
        *sides,
        transform,
        RegistrationMode.WHOLE,
        None,
        (0, 0, 0),
        SeedKind.POINTS,
        pairs,
        "rigid",
        "A",
        "2026",
        "1",
    )


def name(qtbot: QtBot, window: MainWindow, text: str) -> None:
    field = window.places.read.levels.popover.field
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def drag(window: MainWindow, qtbot: QtBot, from_z: float, to_z: float) -> None:
    pane = pane_of(window)
    assert pane.frame is not None
    places = []
    for z in (from_z, to_z):
        x, y = pane.frame.geometry.lps_to_display((MIDDLE, 100.0, z))
        places.append(QPoint(round(float(x)), round(float(y))))
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=places[0])
    for share in (0.3, 0.6, 1.0):
        step = places[0] + (places[1] - places[0]) * share
        QTest.mouseMove(pane, step)
        send_move(pane, step)
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=places[1])


def send_move(pane: Viewport, at: QPoint) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(pane.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(pane, event)


def test_escape_ends_placing_and_gives_the_tool_back(sagittal: MainWindow, qtbot: QtBot) -> None:
    sagittal.places.read.choose_tool("tool.length")
    click_strip(sagittal, qtbot, Level.L4)
    sagittal.bindings.trigger("edit.cancel")
    read = sagittal.places.read
    assert read.levels.armed is None
    assert read.grid.tool is ToolName.LENGTH
    assert not pane_of(sagittal).content.notices


def test_another_tool_ends_placing(sagittal: MainWindow, qtbot: QtBot) -> None:
    click_strip(sagittal, qtbot, Level.L4)
    sagittal.bindings.trigger("tool.zoom")
    assert sagittal.places.read.levels.armed is None
    assert sagittal.places.read.grid.tool is ToolName.ZOOM


def test_a_level_that_breaks_the_order_is_refused_and_stays_armed(sagittal: MainWindow, qtbot: QtBot) -> None:
    put(sagittal, Level.L3, 150.0)
    click_strip(sagittal, qtbot, Level.L4)
    click_image(sagittal, qtbot, 200.0)
    assert Level.L4 not in anchors(sagittal)
    message = sagittal.message_bar.message
    assert message is not None
    assert "L4 was not placed: the point lies 50 mm above L3" in message.text
    assert "move L3 first" in message.text
    click_image(sagittal, qtbot, 110.0)
    assert Level.L4 in anchors(sagittal)


def test_a_placed_level_is_gone_to_and_moved_or_removed_in_its_menu(sagittal: MainWindow, qtbot: QtBot) -> None:
    put(sagittal, Level.L3, 150.0)
    click_strip(sagittal, qtbot, Level.L3)
    assert sagittal.places.read.levels.armed is None
    assert pane_of(sagittal).state.focus_lps_mm == (MIDDLE, 100.0, 150.0)
    menu_entry(sagittal, Level.L3, "Move L3: click on the image").trigger()
    assert sagittal.places.read.levels.armed is Level.L3
    click_image(sagittal, qtbot, 160.0)
    assert anchors(sagittal)[Level.L3].points_lps_mm[0][2] == pytest.approx(160.0, abs=1.0)
    sagittal.session.move_cursor(PatientLocation(uid_of(sagittal), ((MIDDLE, 90.0, 170.0),)))
    menu_entry(sagittal, Level.L3, "Move L3 here, at the crosshair").trigger()
    assert anchors(sagittal)[Level.L3].points_lps_mm[0] == (MIDDLE, 90.0, 170.0)
    menu_entry(sagittal, Level.L3, "Remove L3").trigger()
    assert anchors(sagittal) == {}
    for _ in range(3):
        sagittal.bindings.trigger("edit.undo")
    assert anchors(sagittal)[Level.L3].points_lps_mm[0][2] == 150.0


def test_a_disc_can_be_placed_and_one_between_two_placed_vertebrae_is_known(sagittal: MainWindow, qtbot: QtBot) -> None:
    click_strip(sagittal, qtbot, Level.L4_L5)
    assert "the L4-5 disc" in sagittal.places.read.spine.status[0]
    click_image(sagittal, qtbot, 100.0)
    assert Level.L4_L5 in anchors(sagittal)
    put(sagittal, Level.L2, 200.0)
    put(sagittal, Level.L3, 160.0)
    click_strip(sagittal, qtbot, Level.L2_L3)
    assert sagittal.places.read.levels.armed is None
    assert pane_of(sagittal).state.focus_lps_mm == (MIDDLE, 100.0, 180.0)


def test_levels_of_another_frame_of_reference_do_not_count(sagittal: MainWindow, qtbot: QtBot) -> None:
    put(sagittal, Level.L3, 150.0, uid="9.9.9")
    strip = sagittal.places.read.spine
    assert strip.status[0] == NOT_PLACED
    assert not any(row.anchored for row in strip.rows)
    click_strip(sagittal, qtbot, Level.L3)
    click_image(sagittal, qtbot, 140.0)
    case = sagittal.session.case
    assert case is not None
    assert [a.location.frame_of_reference_uid for a in case.of_type(LevelAnchor)] == ["9.9.9", uid_of(sagittal)]


def test_a_picture_without_patient_coordinates_takes_no_level(sagittal: MainWindow, qtbot: QtBot) -> None:
    click_strip(sagittal, qtbot, Level.L3)
    on_image = ImageLocation(ImageRef("1", "2", "3", "4"), ((5.0, 5.0),))
    sagittal.places.read.grid.mark_proposed.emit(MarkProposal(MarkKind.POINT, on_image))
    assert anchors(sagittal) == {}
    assert sagittal.message_bar.message is not None
    assert "no patient coordinates" in sagittal.message_bar.message.text


def test_without_an_image_nothing_is_armed_and_the_strip_says_why(ct_window: MainWindow, qtbot: QtBot) -> None:
    read = ct_window.places.read
    read.grid.clear()
    read.levels.refresh()
    assert read.spine.status[0] == NO_COORDINATES
    click_strip(ct_window, qtbot, Level.L3)
    assert read.levels.armed is None
    assert ct_window.message_bar.message is not None
    assert "Open a CT or MR series" in ct_window.message_bar.message.text


def test_a_spine_of_six_lumbar_vertebrae_shows_l6(sagittal: MainWindow) -> None:
    strip = sagittal.places.read.spine
    assert Level.L6 not in [row.level for row in strip.rows]
    menu_entry(sagittal, None, "Add L6").trigger()
    levels = [row.level for row in strip.rows]
    assert levels[-4:] == [Level.L5_L6, Level.L6, Level.L6_S1, Level.S1]
    put(sagittal, Level.L6, 60.0)
    assert strip.view.has_l6


def test_other_parts_of_the_spine_can_be_labelled(sagittal: MainWindow) -> None:
    menu_entry(sagittal, None, "Show cervical spine").trigger()
    strip = sagittal.places.read.spine
    assert strip.rows[0].level is Level.C1
    assert strip.rows[-1].rect.bottom() < strip.height()


def test_the_neighbours_of_what_is_placed_are_said_before_the_click(sagittal: MainWindow) -> None:
    uid, case = uid_of(sagittal), sagittal.session.case
    assert SpineView(case, uid).neighbours == (None, None)
    put(sagittal, Level.L1, 200.0)
    put(sagittal, Level.L5, 60.0)
    assert SpineView(case, uid).neighbours == (Level.T12, Level.S1)
    assert SpineView(case, uid, with_l6=True).neighbours == (Level.T12, Level.L6)


@pytest.mark.parametrize(
    ("level", "point", "words"),
    [
        (Level.L3, (0.0, 0.0, 40.0), "placed on these images already"),
        (Level.L4, (0.0, 0.0, 41.0), "below it"),
        (Level.L2, (0.0, 0.0, 39.0), "above it"),
        (Level.L6, (0.0, 0.0, -50.0), "no L5-S1 disc"),
    ],
)
def test_a_conflict_names_the_levels_and_what_to_do(level: Level, point: Point, words: str) -> None:
    placed = [
        LevelAnchor("a", Level.L3, PatientLocation("1", ((0.0, 0.0, 40.0),))),
        LevelAnchor("b", Level.L5_S1, PatientLocation("1", ((0.0, 0.0, -40.0),))),
    ]
    conflict = placing_conflict(placed, LevelAnchor("new", level, PatientLocation("1", (point,))))
    assert conflict is not None
    assert words in conflict
    assert placing_conflict(placed, LevelAnchor("new", level, PatientLocation("2", (point,)))) is None


def menu_entry(window: MainWindow, level: Level | None, title: str) -> QAction:
    read = window.places.read
    menu = level_menu(read.levels, level, read.spine)
    return next(entry for entry in menu.actions() if entry.text() == title)


def proposed(window: MainWindow, level: Level, z_mm: float) -> ProposedLevel:
    return ProposedLevel(level, PatientLocation(uid_of(window), ((MIDDLE, 100.0, z_mm),)), 0.7, "disc spacing")


def test_proposed_levels_wait_for_a_yes_and_come_as_one_change(sagittal: MainWindow) -> None:
    levels = sagittal.places.read.levels
    put(sagittal, Level.L3, 150.0)
    levels.show_proposed([proposed(sagittal, Level.L4, 115.0), proposed(sagittal, Level.L5, 80.0)])
    assert set(anchors(sagittal)) == {Level.L3}
    rows = {row.level: row for row in sagittal.places.read.spine.rows}
    assert [level.value for level, row in rows.items() if row.proposed is not None] == ["L4", "L5"]
    assert "2 proposed" in sagittal.places.read.spine.status[0]
    menu_entry(sagittal, None, "Accept all 2 proposed levels").trigger()
    assert set(anchors(sagittal)) == {Level.L3, Level.L4, Level.L5}
    assert levels.proposed == ()
    sagittal.bindings.trigger("edit.undo")
    assert set(anchors(sagittal)) == {Level.L3}


def test_a_proposal_that_breaks_the_order_is_refused_with_the_reason(sagittal: MainWindow) -> None:
    levels = sagittal.places.read.levels
    put(sagittal, Level.L3, 150.0)
    levels.show_proposed([proposed(sagittal, Level.L4, 180.0)])
    assert not levels.accept_proposed()
    assert set(anchors(sagittal)) == {Level.L3}
    message = sagittal.message_bar.message
    assert message is not None
    assert "L4 was not placed" in message.text
    menu_entry(sagittal, Level.L4, "Drop the proposed levels").trigger()
    assert levels.proposed == ()
