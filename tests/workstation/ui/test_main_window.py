"""The window as a physician meets it: opening, marking, undoing, another patient, errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import CaseEvent, add
from annotations.findings import Finding
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from tests.workstation.ui.conftest import open_images
from viewers.imaging.images import Volume
from viewers.tools.effects import MarkMoved, MarkProposal
from workstation.actions import ACTIONS
from workstation.app import build
from workstation.settings import Settings
from workstation.storage.errors import StorageError
from workstation.ui.main_window import MainWindow


def location_in(window: MainWindow, share: float = 0.5) -> PatientLocation:
    pixels = window.places.read.grid.active_viewport.pixels
    assert isinstance(pixels, Volume)
    k, j, i = pixels.geometry.shape_kji
    x, y, z = pixels.geometry.index_to_lps((k // 2, j * share, i * 0.5))
    return PatientLocation(pixels.geometry.frame_of_reference_uid, ((float(x), float(y), float(z)),), pixels.images[0])


def a_finding(window: MainWindow) -> Finding:
    case = window.session.case
    assert case is not None
    mark = Mark("mark", MarkKind.POINT, location_in(window, 0.7))
    finding = Finding("finding", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("mark",))
    window.session.apply(add(mark, "mark placed"))
    window.session.apply(add(finding, "finding added"))
    return finding


def test_the_start_shows_the_case_list_and_no_patient(window: MainWindow) -> None:
    assert window.place == "cases"
    assert "No patient open" in window.top_bar.banner_text


def test_no_place_but_the_case_list_opens_without_a_case(window: MainWindow) -> None:
    window.show_place("chart")
    assert window.place == "cases"


def test_every_command_has_a_handler(window: MainWindow) -> None:
    assert set(window.bindings.actions) == set(ACTIONS)


def test_an_empty_folder_is_named_with_what_to_do(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "nothing here").mkdir()
    window.workspace.open_paths([tmp_path / "nothing here"])
    qtbot.waitUntil(lambda: window.message_bar.message is not None)
    message = window.message_bar.message
    assert message is not None
    assert "nothing here" in message.text
    assert "Choose the folder" in message.text


def test_a_text_file_renamed_dcm_is_listed_with_its_reason(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "letter.dcm").write_text("Dear colleague")
    window.workspace.open_paths([tmp_path / "letter.dcm"])
    qtbot.waitUntil(lambda: window.message_bar.message is not None)
    assert window.message_bar.message is not None
    assert "letter.dcm" in window.message_bar.message.details[0]


def test_opening_a_folder_shows_patient_series_and_images(mr_window: MainWindow) -> None:
    read = mr_window.places.read
    assert "0000000001" in mr_window.top_bar.banner_text
    assert len(read.browser.cards) == 8
    assert any(card.is_selected for card in read.browser.cards.values())
    assert read.grid.layout_id == "2x2"


def test_images_of_another_patient_turn_the_bar_red_and_are_not_shown(
    mr_window: MainWindow, qtbot: QtBot, shared_data: Path
) -> None:
    before = mr_window.top_bar.banner_text
    mr_window.workspace.open_paths([shared_data / "ct-lspine-sagittal"])
    qtbot.waitUntil(lambda: mr_window.top_bar.shows_mismatch, timeout=30_000)
    assert mr_window.top_bar.banner_text == before
    assert len(mr_window.places.read.browser.cards) == 8
    mr_window.workspace.open_waiting()
    assert not mr_window.top_bar.shows_mismatch
    assert "000001" in mr_window.top_bar.banner_text
    shown = {pane.pixels for pane in mr_window.places.read.grid.viewports if pane.pixels is not None}
    assert all(pixels.description.patient_id == "000001" for pixels in shown)


def test_a_finding_appears_as_card_dot_and_mark_and_undo_takes_it_away(mr_window: MainWindow) -> None:
    a_finding(mr_window)
    read = mr_window.places.read
    assert [card.finding_id for card in read.case_panel.finding_cards] == ["finding"]
    assert [row.level for row in read.spine.rows if row.findings] == [Level.L4_L5]
    pane = read.grid.active_viewport
    assert [mark.item_id for mark in pane.content.marks] == ["finding"]
    mr_window.bindings.trigger("edit.undo")
    assert read.case_panel.finding_cards == ()


def test_selecting_a_finding_brings_its_slice_up(mr_window: MainWindow) -> None:
    a_finding(mr_window)
    mr_window.bindings.trigger("scroll.first")
    mr_window.session.select("finding")
    pane = mr_window.places.read.grid.active_viewport
    assert pane.state.focus_lps_mm == location_in(mr_window, 0.7).points_lps_mm[0]


def test_a_length_becomes_a_measurement_and_its_handle_moves_it(mr_window: MainWindow) -> None:
    read = mr_window.places.read
    start = location_in(mr_window).points_lps_mm[0]
    uid = location_in(mr_window).frame_of_reference_uid
    line = PatientLocation(uid, (start, (start[0], start[1], start[2] + 30.0)))
    read.grid.mark_proposed.emit(MarkProposal(MarkKind.LENGTH, line))
    case = mr_window.session.case
    assert case is not None
    (mark,) = case.of_type(Mark)
    longer = line.with_points((start, (start[0], start[1], start[2] + 40.0)))
    read.grid.mark_moved.emit(MarkMoved(mark.id, longer))
    (moved,) = case.of_type(Mark)
    assert isinstance(moved.location, PatientLocation)
    assert moved.location.points_lps_mm == longer.points_lps_mm
    assert moved.location.source is not None, "the acquired slice is its evidence"
    mr_window.bindings.trigger("edit.undo")
    assert case.of_type(Mark) == (mark,)


def test_deleting_the_selected_finding_can_be_undone(mr_window: MainWindow) -> None:
    finding = a_finding(mr_window)
    mr_window.session.select("finding")
    mr_window.bindings.trigger("edit.delete")
    case = mr_window.session.case
    assert case is not None
    assert case.get(Finding, "finding") is None
    mr_window.bindings.trigger("edit.undo")
    assert case.get(Finding, "finding") == finding


def test_marking_at_the_cursor_opens_the_form(mr_window: MainWindow) -> None:
    read = mr_window.places.read
    mr_window.session.move_cursor(location_in(mr_window))
    mr_window.bindings.trigger("mark.finding")
    assert read.side.shows_entry
    mr_window.bindings.trigger("edit.cancel")
    assert not read.side.shows_entry


def test_a_change_that_cannot_be_stored_is_told_and_did_not_happen(mr_window: MainWindow) -> None:
    case = mr_window.session.case
    assert case is not None

    def full(_event: CaseEvent) -> None:
        raise StorageError("cases.sqlite3: the disk is full; free some space")

    case.journal = full
    with pytest.raises(StorageError):
        mr_window.session.apply(add(Mark("m", MarkKind.POINT, location_in(mr_window)), "mark placed"))
    assert mr_window.message_bar.message is not None
    assert "disk is full" in mr_window.message_bar.message.text
    assert not case.of_type(Mark)


def test_three_planes_show_one_series_everywhere(mr_window: MainWindow) -> None:
    mr_window.bindings.trigger("layout.mpr")
    panes = mr_window.places.read.grid.viewports
    assert len({id(pane.pixels) for pane in panes}) == 1
    assert len(set(mr_window.places.read.content.keys_on_screen)) == 1


def test_a_narrow_window_lays_the_case_panel_over_the_images(mr_window: MainWindow) -> None:
    mr_window.resize(1366, 768)
    side = mr_window.places.read.side
    assert side.is_floating
    assert side.isHidden()
    mr_window.bindings.trigger("panel.case")
    assert side.isVisible()
    mr_window.resize(1920, 1000)
    assert not side.is_floating


def test_work_is_there_after_the_program_starts_again(
    window: MainWindow, qtbot: QtBot, settings: Settings, small_ct: Path
) -> None:
    open_images(window, qtbot, small_ct)
    a_finding(window)
    window.close()
    again = build(settings)
    qtbot.addWidget(again)
    (row,) = again.places.cases.rows
    again.workspace.open_row(row)
    assert again.session.case is not None
    assert again.session.case.get(Finding, "finding") is not None
    again.close()


def test_closing_the_case_leaves_nothing_of_the_patient(mr_window: MainWindow) -> None:
    mr_window.bindings.trigger("case.close")
    assert mr_window.place == "cases"
    assert all(pane.pixels is None for pane in mr_window.places.read.grid.viewports)
    assert "0000000001" not in mr_window.top_bar.banner_text
