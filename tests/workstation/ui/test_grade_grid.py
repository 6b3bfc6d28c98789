"""The grade grid in the window: keys set cells, nothing is removed silently, and the images follow the row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.assessments import Aspect
from annotations.case import Case, added_all
from annotations.findings import Finding, FindingStatus
from annotations.grid_cells import Cell, CellState
from annotations.locations import PatientLocation
from annotations.observations import Observation
from annotations.spine_ledger import LevelAnchor
from viewers.qt.viewport import Viewport
from viewers.state.navigation import frame_of_reference
from workstation.ui.main_window import MainWindow
from workstation.ui.read.grade_grid import LABEL_FIRST, GradeGrid
from workstation.ui.read.grade_grid_panel import LARGEST_SHARE
from workstation.ui.read.grade_grid_view import GradeGridView

KEY, SHIFT, PLAIN = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
R, L, M = Laterality.RIGHT, Laterality.LEFT, Laterality.MEDIAN


class Hand:
    """A hand on the grid of a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.grid = next(one for one in window.places.read.features if isinstance(one, GradeGrid))
        self.view: GradeGridView = self.grid.panel.view

    @property
    def case(self) -> Case:
        assert self.window.session.case is not None
        return self.window.session.case

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        for key in keys:
            self.qtbot.keyClick(self.view, key, held)

    def cell(self, level: Level | None, aspect: Aspect, side: Laterality = M) -> Cell:
        cells = [cell for row in self.grid.panel.model.rows if row.level is level for cell in row.cells]
        return next(c for c in cells if c.place.column.aspect is aspect and c.place.laterality is side)

    def go(self, level: Level | None, aspect: Aspect, side: Laterality = M) -> None:
        wanted = self.cell(level, aspect, side)
        for number, row in enumerate(self.grid.panel.model.rows):
            for slot in self.grid.panel.model.slots_of(number):
                if row.level is level and slot.cell == wanted:
                    self.view.go(number, slot.column)


@pytest.fixture
def hand(ct_window: MainWindow, qtbot: QtBot) -> Hand:
    """The grid is open with the focus in it."""
    with qtbot.waitActive(ct_window):
        ct_window.activateWindow()
    ct_window.bindings.trigger("grid.open")
    return Hand(ct_window, qtbot)


def _label_spine(hand: Hand) -> str:
    pane = hand.window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    assert pane.pixels is not None
    uid = frame_of_reference(pane.pixels)
    heights = {Level.L2: 260.0, Level.L3: 220.0, Level.L4: 180.0, Level.L5: 140.0, Level.S1: 100.0}
    x, y, _ = pane.pixels.geometry.center_lps_mm  # type: ignore[union-attr]
    anchors = [LevelAnchor(f"a.{one}", one, PatientLocation(uid, ((x, y, z),))) for one, z in heights.items()]
    hand.window.session.apply(added_all(anchors, "labelled"))
    return uid


def test_the_grid_opens_with_nothing_assessed_and_says_to_label_first(hand: Hand) -> None:
    assert hand.grid.panel.isVisible()
    assert hand.view.hasFocus()
    assert hand.grid.panel.remark.text() == LABEL_FIRST
    assert hand.grid.panel.progress.text().startswith("0 of ")


def test_a_digit_grades_the_cell_and_not_the_window(hand: Hand) -> None:
    pane = hand.window.places.read.grid.active_viewport
    before = pane.state
    hand.go(Level.L4_L5, Aspect.FACET, R)
    hand.press(KEY.Key_2)
    (finding,) = hand.case.of_type(Finding)
    assert (finding.type_id, finding.laterality, finding.grade) == ("facet_arthropathy", R, "2")
    assert pane.state == before
    (seen,) = hand.case.of_type(Observation)
    assert seen.finding_id == finding.id


def test_the_definitions_of_the_steps_stand_under_the_grid(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.FACET, R)
    assert [step.key for step in hand.grid.panel.legend.steps] == ["0", "1", "2", "3", "c"]
    assert "Weishaupt" in hand.grid.panel.legend.accessibleName()


def test_a_click_on_a_step_records_it(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.FACET, R)
    hand.qtbot.mouseClick(hand.grid.panel.legend, Qt.MouseButton.LeftButton, pos=QPoint(8, 25))
    assert [one.grade for one in hand.case.of_type(Finding)] == ["1"]


def test_a_herniation_waits_for_its_side(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.DISC)
    hand.press(KEY.Key_E)
    assert not hand.case.of_type(Finding)
    assert "which side" in hand.grid.panel.said.text()
    hand.press(KEY.Key_L)
    assert [(one.type_id, one.laterality) for one in hand.case.of_type(Finding)] == [("disc_extrusion", L)]


def test_escape_gives_up_the_question_before_it_closes(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.DISC)
    hand.press(KEY.Key_E, KEY.Key_Escape)
    assert hand.grid.panel.isVisible()
    hand.press(KEY.Key_L)
    assert not hand.case.of_type(Finding)
    hand.press(KEY.Key_Escape)
    assert hand.grid.panel.isHidden()


def test_n_on_a_finding_asks_and_a_second_n_retracts_it(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.CENTRAL)
    hand.press(KEY.Key_C, KEY.Key_N)
    (finding,) = hand.case.of_type(Finding)
    assert finding.status is FindingStatus.DRAFT
    assert "Press N again" in hand.grid.panel.said.text()
    hand.press(KEY.Key_N)
    (finding,) = hand.case.of_type(Finding)
    assert finding.status is FindingStatus.RETRACTED
    assert hand.cell(Level.L4_L5, Aspect.CENTRAL).state is CellState.NORMAL


def test_the_question_is_forgotten_at_another_cell(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.CENTRAL)
    hand.press(KEY.Key_C, KEY.Key_N, KEY.Key_Down, KEY.Key_Up, KEY.Key_N)
    assert [one.status for one in hand.case.of_type(Finding)] == [FindingStatus.DRAFT]


def test_delete_keeps_the_finding_and_says_why(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.CENTRAL)
    hand.press(KEY.Key_C, KEY.Key_Delete)
    assert len(hand.case.of_type(Finding)) == 1
    assert "retract" in hand.grid.panel.said.text()


def test_all_normal_below_a_row_and_column_are_one_change_each(hand: Hand) -> None:
    hand.go(Level.L5_S1, Aspect.FACET, L)
    revision = hand.case.revision
    hand.press(KEY.Key_N, held=SHIFT)
    assert hand.case.revision == revision + 1
    assert {cell.state for cell in hand.grid.panel.model.rows[6].cells} == {CellState.NORMAL}
    hand.press(KEY.Key_C, held=SHIFT)
    assert hand.cell(Level.T11_T12, Aspect.FACET, L).state is CellState.NORMAL
    assert hand.cell(Level.T11_T12, Aspect.FACET, R).state is CellState.NOT_ASSESSED
    hand.press(KEY.Key_Up)
    hand.press(KEY.Key_R, held=SHIFT)
    assert {cell.state for cell in hand.grid.panel.model.rows[5].cells} == {CellState.NORMAL}
    assert hand.case.revision == revision + 3
    hand.press(KEY.Key_R, held=SHIFT)
    assert hand.case.revision == revision + 3


def test_space_goes_from_normal_through_the_steps(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.RECESS, R)
    hand.press(KEY.Key_Space)
    assert hand.cell(Level.L4_L5, Aspect.RECESS, R).state is CellState.NORMAL
    for grade in ("1", "2", "3", "1"):
        hand.press(KEY.Key_Space)
        assert [one.grade for one in hand.case.of_type(Finding)] == [grade]


def test_a_repeated_a_goes_through_the_four_steps_of_schizas_a(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.CENTRAL)
    texts = []
    for _ in range(3):
        hand.press(KEY.Key_A)
        texts.append(hand.cell(Level.L4_L5, Aspect.CENTRAL).text)
    assert texts == ["A1", "A2", "A3"]


def test_undo_works_while_the_grid_has_the_focus(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.FACET, R)
    place = hand.view.place
    hand.press(KEY.Key_2)
    hand.press(KEY.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert not hand.case.items.keys() & {one.id for one in hand.case.of_type(Finding)}
    assert hand.cell(Level.L4_L5, Aspect.FACET, R).state is CellState.NOT_ASSESSED
    assert hand.view.place == place


def test_enter_opens_the_form_of_the_finding(hand: Hand) -> None:
    hand.go(Level.L4_L5, Aspect.FACET, R)
    hand.press(KEY.Key_2, KEY.Key_Return)
    assert hand.window.places.read.side.shows_entry


def test_enter_at_the_comment_asks_for_it(hand: Hand) -> None:
    hand.view.go(5, hand.grid.panel.model.comment_column)
    hand.press(KEY.Key_Return)
    field = next(one for one in hand.window.places.read.findChildren(QLineEdit) if one.hasFocus())
    hand.qtbot.keyClicks(field, "laminectomy 2019")
    hand.qtbot.keyClick(field, KEY.Key_Return)
    row = hand.grid.panel.model.rows[5]
    assert row.comment is not None
    assert row.comment.note == "laminectomy 2019"
    assert hand.view.hasFocus()


def test_arrows_reach_the_joints_and_come_back(hand: Hand) -> None:
    hand.go(Level.L5_S1, Aspect.ROOT, L)
    hand.press(KEY.Key_Down)
    assert hand.view.cell == hand.cell(Level.SACROILIAC, Aspect.JOINT, L)
    hand.press(KEY.Key_Left)
    assert hand.view.cell == hand.cell(Level.SACROILIAC, Aspect.JOINT, R)
    hand.press(KEY.Key_2, KEY.Key_Up)
    assert [one.type_id for one in hand.case.of_type(Finding)] == ["si_joint"]
    assert hand.view.cell is not None
    assert hand.view.cell.place.level is Level.L5_S1


def test_every_cell_has_words_for_a_screen_reader(hand: Hand) -> None:
    model = hand.grid.panel.model
    for row in range(model.rowCount()):
        for slot in model.slots_of(row):
            assert model.data(model.index(row, slot.column), int(Qt.ItemDataRole.AccessibleTextRole))
    hand.go(Level.L4_L5, Aspect.FACET, R)
    hand.press(KEY.Key_2)
    words = model.data(hand.view.currentIndex(), int(Qt.ItemDataRole.AccessibleTextRole))
    assert words == "L4-5 facet joint right: Weishaupt facet arthropathy grade 2"


def test_another_row_brings_the_images_to_its_disc_once_the_hand_rests(hand: Hand) -> None:
    _label_spine(hand)
    assert not hand.grid.panel.remark.isVisible()
    hand.go(Level.L2_L3, Aspect.DISC)
    hand.press(KEY.Key_Down, KEY.Key_Down)
    cursor = hand.window.session.cursor
    hand.qtbot.waitUntil(lambda: hand.window.session.cursor != cursor, timeout=5_000)
    location = hand.window.session.cursor
    assert isinstance(location, PatientLocation)
    assert location.points_lps_mm[0][2] == pytest.approx(160.0)
    assert hand.view.hasFocus()


def test_the_cervical_grid_is_one_click_away(hand: Hand) -> None:
    hand.grid.panel.region.chosen.emit("cervical")
    titles = [row.title for row in hand.grid.panel.model.rows]
    assert titles[:2] == ["C2-3", "C3-4"]
    hand.go(Level.C5_C6, Aspect.FORAMEN, R)
    hand.press(KEY.Key_2)
    assert [one.type_id for one in hand.case.of_type(Finding)] == ["foraminal_stenosis_cervical"]


def test_the_panel_leaves_the_images_their_room_in_a_small_window(hand: Hand) -> None:
    hand.window.resize(1366, 768)
    read = hand.window.places.read
    hand.qtbot.waitUntil(lambda: read.height() < 760)
    hand.qtbot.waitUntil(lambda: hand.grid.panel.height() <= LARGEST_SHARE * read.height() + 4)
    assert read.grid.height() > 250


def test_another_patient_closes_the_grid(hand: Hand) -> None:
    hand.window.places.read.show_patient(None)
    assert hand.grid.panel.isHidden()
