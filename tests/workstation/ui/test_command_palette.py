"""The command search in the real window: what it finds, what it says, what choosing does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotations.anatomy import Laterality, Level
from annotations.case import add, added_all
from annotations.findings import Finding
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Volume
from workstation.search import RECENT_HEADING
from workstation.ui.command_palette import CommandPalette
from workstation.ui.main_window import MainWindow


def opened(window: MainWindow, text: str = "") -> CommandPalette:
    palette = window.palette_of_commands
    palette.open()
    palette.type_text(text)
    return palette


def press(palette: CommandPalette, key: Qt.Key) -> None:
    QTest.keyClick(palette._field, key)


def middle(window: MainWindow) -> PatientLocation:
    pixels = window.places.read.grid.active_viewport.pixels
    assert isinstance(pixels, Volume)
    x, y, z = pixels.geometry.center_lps_mm
    return PatientLocation(pixels.geometry.frame_of_reference_uid, ((x, y, z),), pixels.images[0])


def test_commands_stand_under_headings_with_their_keys(ct_window: MainWindow) -> None:
    palette = opened(ct_window)
    assert "Places" in palette.headings()
    assert "Tools" in palette.headings()
    assert palette.line_of("Invert grey levels") == "Invert grey levels, I"


def test_a_command_that_cannot_be_done_says_why_and_does_nothing(window: MainWindow) -> None:
    palette = opened(window, "invert")
    assert palette.line_of("Invert grey levels") == "Invert grey levels, I, needs images on screen"
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert "needs images" in palette._note.text()


def test_a_few_letters_and_return_do_the_command(ct_window: MainWindow) -> None:
    palette = opened(ct_window, "invrt")
    press(palette, Qt.Key.Key_Return)
    assert ct_window.places.read.grid.active_viewport.state.invert
    assert palette.isHidden()


def test_what_was_chosen_stands_first_the_next_time(ct_window: MainWindow) -> None:
    press(opened(ct_window, "invert"), Qt.Key.Key_Return)
    palette = opened(ct_window)
    assert palette.headings()[0] == RECENT_HEADING
    assert palette.titles()[0] == "Invert grey levels"


def test_a_patient_and_a_series_are_found_and_never_remembered(ct_window: MainWindow) -> None:
    case = ct_window.session.case
    assert case is not None
    palette = opened(ct_window, case.patient.patient_id)
    assert "Patients and cases" in palette.headings()
    press(palette, Qt.Key.Key_Return)
    palette = opened(ct_window, "series ct")
    assert "Series of this patient" in palette.headings()
    assert case.patient.patient_id not in str([ct_window.preferences.get(key) for key in ct_window.preferences.keys])


def test_a_placed_level_is_gone_to_and_another_is_placed(ct_window: MainWindow) -> None:
    place = middle(ct_window)
    x, y, z = place.points_lps_mm[0]
    anchors = [
        LevelAnchor(f"a{number}", level, place.with_points(((x, y, z + height),)))
        for number, (level, height) in enumerate(((Level.L4, 60.0), (Level.L5, 30.0)))
    ]
    ct_window.session.apply(added_all(anchors, "levels"))
    press(opened(ct_window, "go to l4-5"), Qt.Key.Key_Return)
    cursor = ct_window.session.cursor
    assert isinstance(cursor, PatientLocation)
    assert cursor.points_lps_mm[0] == pytest.approx((x, y, z + 45.0))
    press(opened(ct_window, "place l3"), Qt.Key.Key_Return)
    assert ct_window.places.read.levels.armed is Level.L3


def test_a_finding_is_found_by_its_words_and_selected(ct_window: MainWindow) -> None:
    ct_window.session.apply(add(Mark("mark", MarkKind.POINT, middle(ct_window)), "mark"))
    ct_window.session.apply(add(Finding("f", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("mark",)), "finding"))
    ct_window.show_place("explain")
    press(opened(ct_window, "extrusion left"), Qt.Key.Key_Return)
    assert ct_window.session.selected_id == "f"
    assert ct_window.place == "read"


def test_the_arrows_pass_over_headings(ct_window: MainWindow) -> None:
    palette = opened(ct_window)
    for _ in range(12):
        press(palette, Qt.Key.Key_Down)
        assert palette._list.currentItem().data(Qt.ItemDataRole.UserRole) is not None


def test_nothing_found_says_so(window: MainWindow) -> None:
    palette = opened(window, "xyzzy")
    assert palette.titles() == []
    assert palette._note.isVisible()


def test_escape_and_a_click_elsewhere_close_it(window: MainWindow) -> None:
    palette = opened(window)
    press(palette, Qt.Key.Key_Escape)
    assert palette.isHidden()


def test_escape_closes_the_search_though_read_has_that_key_too(ct_window: MainWindow) -> None:
    palette = opened(ct_window, "xyzzy")
    press(palette, Qt.Key.Key_Escape)
    assert palette.isHidden()
