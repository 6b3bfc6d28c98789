"""A right click on an image, and what is known about its series."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import add
from annotations.findings import Finding
from annotations.geometry import as_point
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from tests.support.dicom_builder import write_series
from tests.workstation.ui.conftest import open_images
from viewers.imaging.images import Volume
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.tools.tool_names import ToolName
from workstation.ui.main_window import MainWindow
from workstation.ui.read.series_properties import acquisition_rows, calibration_rows, problem_rows


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def right_click(window: MainWindow, qtbot: QtBot, at: QPoint) -> QMenu:
    pane = pane_of(window)
    qtbot.mouseMove(pane, at)
    qtbot.mouseClick(pane, Qt.MouseButton.RightButton, pos=at)
    menu = [menu for menu in window.places.read.findChildren(QMenu) if menu.accessibleName() == "Image"][-1]
    menu.hide()
    return menu


def entry(menu: QMenu, title: str) -> QAction:
    return next(one for one in menu.actions() if one.text().split("\t")[0] == title)


def titles(menu: QMenu) -> list[str]:
    return [one.text().split("\t")[0] for one in menu.actions() if one.text()]


def a_finding_in_the_middle(window: MainWindow) -> QPoint:
    pane = pane_of(window)
    assert isinstance(pane.pixels, Volume)
    assert pane.frame is not None
    _, j, i = pane.pixels.geometry.shape_kji
    point = as_point(pane.pixels.geometry.index_to_lps((pane.frame.slice_number - 1, j // 2, i // 2)))
    place = PatientLocation(pane.pixels.geometry.frame_of_reference_uid, (point,))
    window.session.apply(add(Mark("mark", MarkKind.POINT, place), "mark placed"))
    window.session.apply(
        add(Finding("finding", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("mark",)), "finding added")
    )
    x, y = pane.frame.geometry.lps_to_display(point)
    return QPoint(round(float(x)), round(float(y)))


def test_a_right_click_on_the_image_offers_what_can_be_done_there(ct_window: MainWindow, qtbot: QtBot) -> None:
    menu = right_click(ct_window, qtbot, pane_of(ct_window).rect().center())
    assert titles(menu)[:10] == [
        "Mark finding here",
        "Length",
        "Angle",
        "Window",
        "Fit to window",
        "Invert grey levels",
        "Reset view",
        "Copy a picture of the viewport",
        "Save a picture of the viewport",
        "Properties of the series",
    ]
    assert "Colour map" in titles(menu)
    entry(menu, "Mark finding here").trigger()
    assert ct_window.places.read.side.shows_entry


def test_a_right_drag_zooms_and_opens_no_menu(ct_window: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(ct_window)
    centre = pane.rect().center()
    before = pane.state.scale
    qtbot.mousePress(pane, Qt.MouseButton.RightButton, pos=centre)
    qtbot.mouseMove(pane, centre + QPoint(0, 60))
    qtbot.mouseRelease(pane, Qt.MouseButton.RightButton, pos=centre + QPoint(0, 60))
    assert not [menu for menu in ct_window.places.read.findChildren(QMenu) if menu.isVisible()]
    assert pane.state.scale != before


def test_on_a_finding_a_target_can_be_begun_and_the_finding_removed(ct_window: MainWindow, qtbot: QtBot) -> None:
    at = a_finding_in_the_middle(ct_window)
    menu = right_click(ct_window, qtbot, at)
    entry(menu, "New target at this finding").trigger()
    assert ct_window.place == "plan"
    assert ct_window.session.selected_id == "finding"
    assert ct_window.places.plan.picker_field.isVisibleTo(ct_window.places.plan)  # type: ignore[attr-defined]
    ct_window.show_place("read")
    entry(right_click(ct_window, qtbot, at), "Remove the finding at L4-5").trigger()
    case = ct_window.session.case
    assert case is not None
    assert case.of_type(Finding) == ()
    ct_window.bindings.trigger("edit.undo")
    assert len(case.of_type(Finding)) == 1


def test_t_in_read_begins_a_target_for_the_selected_finding(ct_window: MainWindow, qtbot: QtBot) -> None:
    a_finding_in_the_middle(ct_window)
    ct_window.session.select("finding")
    with qtbot.waitActive(ct_window):
        ct_window.activateWindow()
    pane_of(ct_window).setFocus()
    qtbot.keyClick(pane_of(ct_window), Qt.Key.Key_T)
    assert ct_window.place == "plan"
    assert ct_window.places.plan.picker_field.isVisibleTo(ct_window.places.plan)  # type: ignore[attr-defined]


def test_windows_of_ct_are_chosen_from_the_menu(ct_window: MainWindow, qtbot: QtBot) -> None:
    menu = right_click(ct_window, qtbot, pane_of(ct_window).rect().center())
    windows = entry(menu, "Window").menu()
    assert isinstance(windows, QMenu)
    entry(windows, "Bone (W 2000 L 350)").trigger()
    assert pane_of(ct_window).state.window is not None
    assert pane_of(ct_window).state.window.width == 2000


def test_mr_has_no_windows_in_hounsfield_units(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    write_series(tmp_path / "mr", [0.0, 5.0, 10.0], Modality="MR", SOPClassUID="1.2.840.10008.5.1.4.1.1.4")
    open_images(window, qtbot, tmp_path / "mr")
    menu = right_click(window, qtbot, pane_of(window).rect().center())
    windows = entry(menu, "Window").menu()
    assert isinstance(windows, QMenu)
    offered = [title for title in titles(windows) if not title.startswith("Own ")]
    assert offered == ["Image's own", "Automatic", "Save this window…", "Window by region", "Histogram"]


def test_the_tools_of_the_menu_are_taken_into_the_hand(ct_window: MainWindow, qtbot: QtBot) -> None:
    entry(right_click(ct_window, qtbot, pane_of(ct_window).rect().center()), "Angle").trigger()
    assert ct_window.places.read.grid.tool is ToolName.ANGLE


def test_a_picture_is_copied_or_saved(ct_window: MainWindow, qtbot: QtBot) -> None:
    menu = right_click(ct_window, qtbot, pane_of(ct_window).rect().center())
    entry(menu, "Copy a picture of the viewport").trigger()
    assert not QGuiApplication.clipboard().image().isNull()
    entry(menu, "Save a picture of the viewport").trigger()
    message = ct_window.message_bar.message
    assert message is not None
    assert "Saved capture-" in message.text


def test_in_an_empty_viewport_nothing_can_be_marked(window: MainWindow, qtbot: QtBot, small_ct: Path) -> None:
    open_images(window, qtbot, small_ct)
    window.places.read.grid.clear()
    menu = window.places.read.menu(pane_of(window), ContextPlace(QPoint(), None))
    assert [one.text() for one in menu.actions() if one.isEnabled() and one.text()] == []


def test_the_properties_of_a_series_say_problems_acquisition_and_calibration(ct_window: MainWindow) -> None:
    shown = ct_window.places.read.series.show_properties()
    assert shown is not None
    words = [part.text() for part in shown.findChildren(QLabel)]
    for expected in ("None found.", "12", "6 x 8", "30 mm", "patient mm: the images have patient coordinates"):
        assert any(expected in word for word in words), expected
    shown.close()


def test_a_missing_slice_is_told_with_its_reason_in_the_properties(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    write_series(tmp_path / "ct", [0.0, 5.0, 10.0, 20.0, 25.0])
    open_images(window, qtbot, tmp_path / "ct")
    patient = window.workspace.patient
    assert patient is not None
    series = patient.studies[0].series[0]
    ((name, text),) = problem_rows(series, series.stacks[0])
    assert name == "missing slices"
    assert "send the series again" in text
    assert dict(acquisition_rows(series, 0))["Shown as"] == "slice by slice"
    assert calibration_rows(series, series.stacks[0])[0][1].startswith("patient mm")


@pytest.mark.parametrize("positions", [([0.0, 5.0, 10.0], [20.0, 26.0, 32.0])])
def test_a_series_split_into_clean_stacks_gives_no_caution(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, positions: tuple[list[float], list[float]]
) -> None:
    write_series(tmp_path / "ct" / "straight", positions[0])
    tilted = [1, 0, 0, 0, 0.98480775, 0.17364818]
    write_series(tmp_path / "ct" / "tilted", [0.0, 4.924, 9.848], ImageOrientationPatient=tilted)
    open_images(window, qtbot, tmp_path / "ct")
    patient = window.workspace.patient
    assert patient is not None
    series = patient.studies[0].series[0]
    assert [problem.code.value for problem in series.problems] == ["mixed-orientation"]
    cards = window.places.read.browser.cards.values()
    assert {"stack 1 of 2", "stack 2 of 2"} <= {
        part.text().split(" · ")[-1] for card in cards for part in card.findChildren(QLabel)
    }
    pixels = pane_of(window).pixels
    assert pixels is not None
    assert "mixed-orientation" not in [problem.code.value for problem in pixels.problems]
