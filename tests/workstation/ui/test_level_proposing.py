"""Levels proposed from one click, in the window: shown, accepted as one change, dismissed, dropped when too late."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.anatomy import Level
from annotations.locations import PatientLocation
from annotations.spine_ledger import LevelAnchor
from tests.support.hand_placed import centres_of
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from workstation.ui.main_window import MainWindow
from workstation.ui.read.level_labels import PROPOSED
from workstation.ui.read.level_proposing import LevelProposing

PATIENCE_MS = 60_000
TRUTH = centres_of("mr-lspine-hitachi")


def proposing(window: MainWindow) -> LevelProposing:
    return next(one for one in window.places.read.features if isinstance(one, LevelProposing))


def placed(window: MainWindow) -> set[Level]:
    case = window.session.case
    assert case is not None
    return {anchor.level for anchor in case.of_type(LevelAnchor)}


def place(window: MainWindow, level: Level) -> None:
    """Place a level by hand at its true centre on the sagittal MR."""
    read = window.places.read
    pane = next(
        one
        for one in read.grid.viewports
        if isinstance(one, Viewport) and isinstance(one.pixels, Volume) and "SAG" in series_of(one)
    )
    read.grid.activate(pane)
    assert isinstance(pane.pixels, Volume)
    uid = pane.pixels.geometry.frame_of_reference_uid
    assert read.levels.place(level, PatientLocation(uid, (TRUTH[level],)))


def series_of(pane: Viewport) -> str:
    return pane.pixels.description.series_description if pane.pixels is not None else ""


@pytest.fixture
def asked(mr_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """One vertebra is placed, the others are proposed."""
    place(mr_window, Level.L3)
    qtbot.waitUntil(lambda: bool(mr_window.places.read.levels.proposed), timeout=PATIENCE_MS)
    return mr_window


@pytest.mark.shared_data
def test_what_is_proposed_is_shown_and_is_not_in_the_case(asked: MainWindow) -> None:
    levels = {one.level: one for one in asked.places.read.levels.proposed}
    assert {Level.L1, Level.L5, Level.L5_S1, Level.S1} <= set(levels)
    assert placed(asked) == {Level.L3}
    bar = proposing(asked).bar
    assert bar.isVisible()
    assert f"{len(levels)} levels proposed" in bar.words
    content = asked.places.read.grid.active_viewport.content
    hollow = {label.text for label in content.labels if label.is_proposed}
    assert {"L1", "L5", "L5-S1"} <= hollow


@pytest.mark.shared_data
def test_enter_accepts_all_of_them_as_one_change(asked: MainWindow, qtbot: QtBot) -> None:
    count = len(asked.places.read.levels.proposed)
    qtbot.keyClick(proposing(asked).bar, Qt.Key.Key_Return)
    assert len(placed(asked)) == count + 1
    assert not proposing(asked).bar.isVisible()
    asked.bindings.trigger("edit.undo")
    assert placed(asked) == {Level.L3}


@pytest.mark.shared_data
def test_escape_drops_them(asked: MainWindow) -> None:
    asked.bindings.trigger("edit.cancel")
    assert asked.places.read.levels.proposed == ()
    assert not proposing(asked).bar.isVisible()
    assert placed(asked) == {Level.L3}


@pytest.mark.shared_data
def test_a_click_on_one_accepts_that_one_and_a_drag_corrects_one(asked: MainWindow) -> None:
    levels = asked.places.read.levels
    asked.session.select(PROPOSED + Level.L4.value)
    assert placed(asked) == {Level.L3, Level.L4}
    before = next(one for one in levels.proposed if one.level is Level.L2)
    moved = tuple(float(v) for v in np.add(before.location.points_lps_mm[0], (0.0, 2.0, 3.0)))
    uid = before.location.frame_of_reference_uid
    assert levels.move(PROPOSED + Level.L2.value, PatientLocation(uid, (moved,)))  # type: ignore[arg-type]
    after = next(one for one in levels.proposed if one.level is Level.L2)
    assert after.location.points_lps_mm[0] == pytest.approx(moved)
    assert placed(asked) == {Level.L3, Level.L4}
    assert levels.accept_proposed((Level.L2,))
    case = asked.session.case
    assert case is not None
    anchor = next(one for one in case.of_type(LevelAnchor) if one.level is Level.L2)
    assert anchor.location.points_lps_mm[0] == pytest.approx(moved)


@pytest.mark.shared_data
def test_an_answer_that_comes_after_the_click_was_undone_is_dropped(mr_window: MainWindow, qtbot: QtBot) -> None:
    place(mr_window, Level.L3)
    mr_window.bindings.trigger("edit.undo")
    executor = mr_window.places.read.hands.executor
    qtbot.waitUntil(lambda: not executor.running, timeout=PATIENCE_MS)
    assert mr_window.places.read.levels.proposed == ()
    assert not proposing(mr_window).bar.isVisible()


@pytest.mark.shared_data
def test_nothing_is_proposed_without_a_placed_level(mr_window: MainWindow) -> None:
    mr_window.bindings.trigger("levels.propose")
    assert mr_window.message_bar.message is not None
    assert "Place one vertebra or disc" in mr_window.message_bar.message.text
