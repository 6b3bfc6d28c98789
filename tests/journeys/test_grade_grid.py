"""Fast reading of Patient A in the real window: five lumbar levels by key, a key image, all of it undone and redone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import Case
from annotations.findings import Finding
from annotations.grid_cells import Cell, CellState
from annotations.key_images import KeyImage
from annotations.locations import PatientLocation
from annotations.spine_ledger import LevelAnchor, propose_level
from sample_data.generate import default_root, ensure_samples
from viewers.qt.render_scheduler import DirectScheduler
from viewers.render.frame_renderer import FrameRenderer
from workstation.app import application_of, build
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow
from workstation.ui.read.grade_grid import GradeGrid

MOST_PRESSES = 60
"""The promise of fast reading: five levels in fewer key presses and clicks."""
LEVELS = (Level.L1_L2, Level.L2_L3, Level.L3_L4, Level.L4_L5, Level.L5_S1)
KEY = Qt.Key
PLAIN, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class NoRenderer:
    """A 3-D renderer that draws nothing, so that the journey needs no OpenGL."""

    def __init__(self, _on_frame: object) -> None:
        pass

    def show(self, volume: object) -> None:
        """Take a volume."""

    def request(self, scene: object) -> None:
        """Take a scene."""

    def close(self) -> None:
        """Nothing to let go of."""


class Reader:
    """A physician at the keyboard; every press goes to whatever has the focus, and is counted."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.presses = 0

    @property
    def case(self) -> Case:
        assert self.window.session.case is not None
        return self.window.session.case

    @property
    def grid(self) -> GradeGrid:
        return next(one for one in self.window.places.read.features if isinstance(one, GradeGrid))

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        for key in keys:
            self.presses += 1
            QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
            QApplication.processEvents()

    def cells(self, level: Level) -> tuple[Cell, ...]:
        return next(row.cells for row in self.grid.panel.model.rows if row.level is level)


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path) -> Iterator[Reader]:
    """Patient A is open with the levels placed; the active pane shows the sagittal MR."""
    ensure_samples(default_root())
    home = tmp_path / "home"
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "samples").symlink_to(default_root(), target_is_directory=True)
    application_of()
    window = build(
        Settings.from_environment(home), scheduler=DirectScheduler(FrameRenderer()), make_renderer=NoRenderer
    )
    window.resize(1600, 1000)
    window.show()
    qtbot.addWidget(window)
    window.workspace.open_demo()
    qtbot.waitUntil(lambda: window.place == "read" and window.places.read.has_images, timeout=120_000)
    qtbot.waitUntil(lambda: not window.is_busy and not window.places.read.is_loading, timeout=120_000)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.places.read.grid.activate(window.places.read.grid.viewports[0])
    yield Reader(window)
    window.close()


@pytest.mark.timeout(1200)
def test_five_levels_are_graded_in_fewer_than_sixty_presses(reader: Reader, qtbot: QtBot) -> None:
    start, first = dict(reader.case.items), reader.case.revision
    known = {finding.id for finding in reader.case.of_type(Finding)}
    reader.press(KEY.Key_G)
    reader.press(KEY.Key_Down, KEY.Key_Down)  # from T11-12 to L1-2
    reader.press(KEY.Key_2)  # L1: Genant 2, known from the CT
    reader.press(KEY.Key_Right, KEY.Key_Right, KEY.Key_3)  # L1-2 disc: Pfirrmann III
    reader.press(KEY.Key_Down, KEY.Key_2)  # L2-3: II, a normal grade
    reader.press(KEY.Key_Down, KEY.Key_3, KEY.Key_B)  # L3-4: III and a bulge
    reader.press(KEY.Key_Down, KEY.Key_4)  # L4-5: IV beside the extrusion that is marked there
    qtbot.waitUntil(lambda: _level_at_cursor(reader) is Level.L4_L5, timeout=20_000)
    reader.press(KEY.Key_Right, KEY.Key_1)  # Modic 1
    reader.press(KEY.Key_Right, KEY.Key_B)  # Schizas B
    reader.press(KEY.Key_Right, KEY.Key_Right, KEY.Key_2)  # left recess 2
    reader.press(KEY.Key_Right, KEY.Key_Right, KEY.Key_1)  # left foramen 1
    reader.press(KEY.Key_Right, KEY.Key_2, KEY.Key_Right, KEY.Key_2)  # both facets 2
    reader.press(KEY.Key_Right, KEY.Key_Right, KEY.Key_3)  # left root compressed
    reader.press(KEY.Key_K)  # a key image of what is on screen
    reader.press(*[KEY.Key_Up] * 3)
    reader.press(KEY.Key_N, held=SHIFT)  # the rest from L1-2 down is normal
    assert reader.presses < MOST_PRESSES
    _check_grades(reader, known)
    (kept,) = reader.case.of_type(KeyImage)
    assert kept.view.frame_of_reference_uid
    _check_undo_and_redo(reader, start, first)


def _check_grades(reader: Reader, known: set[str]) -> None:
    for level in LEVELS:
        assert all(cell.state is not CellState.NOT_ASSESSED for cell in reader.cells(level))
    made = {
        (one.type_id, one.level, one.laterality, one.grade)
        for one in reader.case.of_type(Finding)
        if one.id not in known
    }
    right, left, median = Laterality.RIGHT, Laterality.LEFT, Laterality.MEDIAN
    assert made == {
        ("disc_degeneration", Level.L1_L2, median, "3"),
        ("disc_degeneration", Level.L3_L4, median, "3"),
        ("disc_bulge", Level.L3_L4, median, None),
        ("disc_degeneration", Level.L4_L5, median, "4"),
        ("endplate_modic", Level.L4_L5, median, "1"),
        ("central_stenosis_lumbar", Level.L4_L5, median, "B"),
        ("lateral_recess_stenosis", Level.L4_L5, left, "2"),
        ("foraminal_stenosis_lumbar", Level.L4_L5, left, "1"),
        ("facet_arthropathy", Level.L4_L5, right, "2"),
        ("facet_arthropathy", Level.L4_L5, left, "2"),
        ("nerve_root_contact", Level.L4_L5, left, "3"),
    }
    assert [cell.text for cell in reader.cells(Level.L1_L2)[:1]] == ["2"]
    joints = [cell for row in reader.grid.panel.model.rows if row.level is Level.HIP for cell in row.cells]
    assert {cell.state for cell in joints} == {CellState.NOT_ASSESSED}


def _check_undo_and_redo(reader: Reader, start: dict[str, object], first: int) -> None:
    end, changes = dict(reader.case.items), reader.case.revision - first
    assert changes > 10
    for _ in range(changes):
        reader.press(KEY.Key_Z, held=CTRL)
    assert dict(reader.case.items) == start
    for _ in range(changes):
        reader.press(KEY.Key_Y, held=CTRL)
    assert dict(reader.case.items) == end


def _level_at_cursor(reader: Reader) -> Level | None:
    cursor = reader.window.session.cursor
    if not isinstance(cursor, PatientLocation):
        return None
    anchors = reader.case.of_type(LevelAnchor)
    found = propose_level(anchors, cursor.points_lps_mm[0], cursor.frame_of_reference_uid)
    return found.level if found is not None else None
