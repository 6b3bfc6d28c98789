"""The strip: every level with its findings and targets, both names, and what waits; each leads somewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import Case, add, added_all, replace_item
from annotations.findings import Finding
from annotations.locations import PatientLocation
from annotations.numbering import CountingMethod, DualName, LevelNumbering
from annotations.spine_ledger import LevelAnchor, ProposedLevel
from annotations.targets import ProcedureTarget, TargetStatus
from tests.support.ui_case import FRAME, worked_session
from workstation.ui.read.spine_levels import SpineView
from workstation.ui.read.spine_strip import NOT_PLACED, LevelRow, SpineStrip


@pytest.fixture
def case() -> Case:
    """L3 to S1 placed, a finding at L4-5 and one at L3, a target at L5-S1."""
    session = worked_session()
    assert session.case is not None
    return session.case


@pytest.fixture
def strip(qtbot: QtBot) -> SpineStrip:
    made = SpineStrip()
    qtbot.addWidget(made)
    made.resize(104, 760)
    made.show()
    return made


def row_of(strip: SpineStrip, level: Level) -> LevelRow:
    return next(row for row in strip.rows if row.level is level)


def click_beside(strip: SpineStrip, qtbot: QtBot, level: Level) -> None:
    place = row_of(strip, level).rect.center().toPoint() + QPoint(35, 0)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)


def test_every_level_shows_its_findings_and_targets(strip: SpineStrip, case: Case) -> None:
    strip.show_view(SpineView(case, FRAME))
    assert [finding.id for finding in row_of(strip, Level.L4_L5).findings] == ["f1"]
    assert [target.id for target in row_of(strip, Level.L5_S1).targets] == ["g1"]
    assert row_of(strip, Level.L4).anchored
    assert not row_of(strip, Level.L1).anchored
    assert not strip.grab().isNull()


def test_each_click_beside_a_level_takes_the_next_thing_there(strip: SpineStrip, case: Case, qtbot: QtBot) -> None:
    case.apply(add(Finding("f9", "modic", Level.L5_S1, Laterality.MEDIAN), "another"))
    strip.show_view(SpineView(case, FRAME))
    chosen: list[str] = []
    strip.finding_chosen.connect(chosen.append)
    for _ in range(3):
        click_beside(strip, qtbot, Level.L5_S1)
    assert chosen == ["f9", "g1", "f9"]


def test_a_cancelled_target_is_not_shown(strip: SpineStrip, case: Case) -> None:
    target = case.get(ProcedureTarget, "g1")
    assert target is not None
    case.apply(replace_item(target, replace(target, status=TargetStatus.CANCELLED), "cancelled"))
    strip.show_view(SpineView(case, FRAME))
    assert row_of(strip, Level.L5_S1).targets == ()


def test_what_sits_at_l5_s1_stays_when_l6_is_added(strip: SpineStrip, case: Case) -> None:
    strip.show_view(SpineView(case, FRAME, with_l6=True))
    levels = [row.level for row in strip.rows]
    assert levels[-5:] == [Level.L5_S1, Level.L5_L6, Level.L6, Level.L6_S1, Level.S1]
    assert row_of(strip, Level.L5_S1).targets


def test_both_names_and_how_it_was_counted_are_shown(strip: SpineStrip, case: Case, qtbot: QtBot) -> None:
    strip.show_view(SpineView(case, FRAME))
    assert strip.numbering_status == ("level numbering not confirmed", "caution")
    numbering = LevelNumbering("n", FRAME, CountingMethod.FROM_C2, 5, dual_names=(DualName(Level.L5, "S1"),))
    case.apply(add(replace(numbering, is_confirmed=True), "numbering"))
    strip.show_view(SpineView(case, FRAME))
    assert strip.numbering_status == ("counted from C2", "text_2")
    assert row_of(strip, Level.L5).other_name == "S1"
    with qtbot.waitSignal(strip.numbering_asked, timeout=500):
        place = strip.rows[-1].rect.bottomLeft().toPoint() + QPoint(8, 75)
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)


def test_proposals_are_told_from_what_is_placed(strip: SpineStrip, case: Case) -> None:
    place = PatientLocation(FRAME, ((0.0, 10.0, 111.0),))
    strip.show_view(SpineView(case, FRAME, proposals=(ProposedLevel(Level.L2, place, 0.6, "disc spacing"),)))
    row = row_of(strip, Level.L2)
    assert row.proposed is not None
    assert not row.anchored
    assert strip.status[0] == "1 proposed: right-click to accept"


def test_an_unlabelled_spine_is_labelled_by_a_click_on_the_words(strip: SpineStrip, qtbot: QtBot) -> None:
    session = worked_session()
    assert session.case is not None
    empty = Case("c", session.case.patient, "2026")
    empty.apply(added_all([LevelAnchor("a", Level.L4, PatientLocation("9.9", ((0.0, 0.0, 0.0),)))], "elsewhere"))
    strip.show_view(SpineView(empty, FRAME))
    assert strip.status[0] == NOT_PLACED
    with qtbot.waitSignal(strip.label_asked, timeout=500):
        place = strip.rows[-1].rect.bottomLeft().toPoint() + QPoint(8, 20)
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
