"""The list of marks: sorted, filtered, several chosen, by mouse and by key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import Case, added_all
from annotations.findings import Finding, FindingStatus
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import ImagingStudy, PatientIdentity
from annotations.spine_ledger import LevelAnchor
from tests.support.ui_case import SOURCE, at
from workstation.ui.read.mark_rows import MarkColumn, MarkRow, hidden_count, mark_rows, rows_as_text
from workstation.ui.read.marks_list import MarksList

ANCHORS = tuple(
    LevelAnchor(f"a.{level.value}", level, at((0.0, 10.0, z)))
    for level, z in ((Level.L3, 74.0), (Level.L4, 37.0), (Level.L5, 0.0), (Level.S1, -34.0))
)
SHORT = Mark("short", MarkKind.LENGTH, at((10.0, 10.0, 0.0), (19.0, 10.0, 0.0)), label="recess")
LONG = Mark("long", MarkKind.LENGTH, at((-30.0, 10.0, 74.0), (-10.0, 10.0, 74.0)))
TURN = Mark("turn", MarkKind.ANGLE, at((0.0, 9.0, 37.0), (0.0, 0.0, 37.0), (0.0, 0.0, 46.0)))
SPOT = Mark("spot", MarkKind.POINT, at((12.0, 30.0, 18.0)))
FINDING = Finding("f", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("spot",))
STUDY = ImagingStudy("s", SOURCE.study_instance_uid, "2026-10-02")


@pytest.fixture
def case() -> Case:
    one = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    one.apply(added_all((*ANCHORS, STUDY, SHORT, LONG, TURN, SPOT, FINDING), "start"))
    return one


@pytest.fixture
def shown(qtbot: QtBot, case: Case) -> MarksList:
    made = MarksList()
    qtbot.addWidget(made)
    made.resize(386, 500)
    made.show()
    made.show_rows(mark_rows(case))
    return made


def ids(rows: tuple[MarkRow, ...]) -> list[str]:
    return [row.mark_id for row in rows]


def sort(shown: MarksList, column: MarkColumn, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> list[str]:
    shown.view.sortByColumn(column, order)
    return ids(shown.shown_rows)


def test_a_row_says_kind_name_level_side_value_and_date_of_its_mark(case: Case) -> None:
    rows = {row.mark_id: row for row in mark_rows(case)}
    assert [rows["short"].text(column) for column in MarkColumn] == [
        "Length, recess",
        "L5",
        "L",
        "9.0 mm",
        "2026-10-02",
    ]
    assert rows["spot"].mark_text == "Point, L4-5 disc extrusion, left"
    assert rows["long"].place.laterality is Laterality.RIGHT


def test_marks_of_a_retracted_finding_are_not_listed(case: Case) -> None:
    case.apply(added_all((Mark("gone", MarkKind.POINT, SPOT.location),), "add"))
    case.apply(added_all((replace(FINDING, id="f2", mark_ids=("gone",), status=FindingStatus.RETRACTED),), "retract"))
    assert "gone" not in ids(mark_rows(case))


def test_a_level_set_by_hand_is_flagged_with_its_reason_and_what_the_ledger_says(case: Case) -> None:
    by_hand = replace(SHORT, id="hand", level=Level.L4, place_reason="counted from C2")
    case.apply(added_all((by_hand,), "add"))
    row = next(row for row in mark_rows(case) if row.mark_id == "hand")
    assert row.text(MarkColumn.LEVEL) == "L4 !"
    assert row.text(MarkColumn.SIDE) == "L", "the side is that of the coordinate"
    assert "counted from C2" in row.full_text
    assert "the ledger says L5" in row.full_text


def test_columns_sort_by_what_they_mean(shown: MarksList) -> None:
    assert ids(shown.shown_rows) == ["short", "long", "turn", "spot"], "at first in the order they were made"
    assert sort(shown, MarkColumn.LEVEL) == ["long", "turn", "spot", "short"], "from head to foot, not by letters"
    assert sort(shown, MarkColumn.VALUE)[:3] == ["turn", "short", "long"], "9 mm before 20 mm, angles apart"
    assert sort(shown, MarkColumn.LEVEL, Qt.SortOrder.DescendingOrder)[0] == "short"
    assert sort(shown, MarkColumn.MARK)[0] == "turn"


def test_typing_keeps_what_holds_every_word_and_a_kind_can_be_chosen(shown: MarksList) -> None:
    shown.filter.setText("length L5")
    assert ids(shown.shown_rows) == ["short"]
    shown.filter.setText("EXTRUSION")
    assert ids(shown.shown_rows) == ["spot"]
    shown.filter.setText("nothing like this")
    assert shown.shown_rows == ()
    shown.filter.clear()
    shown.kinds.setCurrentIndex(shown.kinds.findData(MarkKind.LENGTH))
    assert ids(shown.shown_rows) == ["short", "long"]
    assert [shown.kinds.itemData(n) for n in range(shown.kinds.count())] == [
        None,
        MarkKind.POINT,
        MarkKind.LENGTH,
        MarkKind.ANGLE,
    ], "only kinds that are there"


def click(shown: MarksList, mark_id: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    number = ids(shown.shown_rows).index(mark_id)
    place = shown.view.visualRect(shown.view.model().index(number, 0)).center()
    QTest.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_a_click_goes_to_the_mark_and_more_are_chosen_with_shift_and_control(shown: MarksList) -> None:
    chosen: list[str] = []
    shown.chosen.connect(chosen.append)
    click(shown, "long")
    assert chosen == ["long"]
    click(shown, "spot", Qt.KeyboardModifier.ControlModifier)
    assert shown.selected_mark_ids == ("long", "spot")
    assert chosen == ["long"], "the images do not jump while several are chosen"
    click(shown, "turn")
    click(shown, "short", Qt.KeyboardModifier.ShiftModifier)
    assert set(shown.selected_mark_ids) == {"short", "long", "turn"}


def test_the_list_is_worked_by_key(shown: MarksList) -> None:
    heard: list[str] = []
    shown.chosen.connect(heard.append)
    shown.remove_asked.connect(lambda: heard.append("remove"))
    shown.copy_asked.connect(lambda: heard.append("copy"))
    shown.take_focus()
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    assert shown.selected_mark_ids == ("long",)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    QTest.keyClick(shown.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shown.selected_mark_ids == ("long", "turn")
    QTest.keyClick(shown.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(shown.view, Qt.Key.Key_Delete)
    assert heard == ["long", "copy", "remove"]


def test_what_is_selected_stays_selected_when_the_case_changes(shown: MarksList, case: Case) -> None:
    click(shown, "long")
    click(shown, "turn", Qt.KeyboardModifier.ControlModifier)
    case.apply(added_all((replace(SHORT, id="more"),), "add"))
    shown.show_rows(mark_rows(case))
    assert shown.selected_mark_ids == ("long", "turn")


def test_hidden_marks_are_counted_and_can_be_brought_back_from_there(shown: MarksList, case: Case) -> None:
    asked: list[bool] = []
    shown.show_all_asked.connect(lambda: asked.append(True))
    case.apply(added_all((replace(LONG, id="h1", is_hidden=True), replace(LONG, id="h2", is_hidden=True)), "add"))
    shown.show_rows(mark_rows(case))
    assert hidden_count(mark_rows(case)) == 2
    assert shown.hidden_link.text() == "2 hidden: show all"
    QTest.mouseClick(shown.hidden_link, Qt.MouseButton.LeftButton)
    assert asked == [True]
    assert "hidden" in next(row.mark_text for row in shown.shown_rows if row.mark_id == "h1")


def test_a_screen_reader_hears_everything_a_row_holds(shown: MarksList) -> None:
    index = shown.view.model().index(0, 0)
    words = shown.view.model().data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Length, recess, L5 left, 9.0 mm, 2026-10-02, colour: teal"
    assert shown.view.accessibleName()
    assert shown.filter.accessibleName()


def test_marks_are_copied_as_a_table_with_all_their_values(case: Case) -> None:
    lines = rows_as_text(mark_rows(case)).split("\n")
    assert lines[0].split("\t") == ["Mark", "Level", "Side", "Date", "Values"]
    assert lines[1].split("\t") == ["Length, recess", "L5", "left", "2026-10-02", "9.0 mm"]
    assert all(line.count("\t") == 4 for line in lines)


def test_marks_of_a_case_without_levels_say_that_the_level_is_not_known() -> None:
    case = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    case.apply(added_all((Mark("m", MarkKind.POINT, PatientLocation("9.9", ((0.0, 0.0, 0.0),))),), "start"))
    (row,) = mark_rows(case)
    assert row.place_text == "level not known"
    assert row.text(MarkColumn.LEVEL) == ""
