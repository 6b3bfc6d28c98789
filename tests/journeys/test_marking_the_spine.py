"""From the first click to a graded fracture: label the spine, measure L1, accept Genant 2, find the L4-5 extrusion.

Sample patient A in the real window, by mouse and keys alone, each of them counted (levels are graded in
`test_grade_grid`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.findings import Finding
from annotations.geometry import Point
from annotations.marks import Mark, MarkKind
from annotations.measurements import measurements_of
from annotations.spine_ledger import LevelAnchor
from sample_data.generate import default_root, ensure_samples
from sample_data.ground_truth import FrameTruth, load
from tests.journeys.test_cutting import NoRenderer
from viewers.qt.render_scheduler import DirectScheduler
from viewers.qt.viewport import Viewport
from viewers.render.frame_renderer import FrameRenderer
from workstation.app import application_of, build
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow

MOST_HANDS = 60
"""What grading five levels may take; this journey stays below it too."""
LABELLED = ("T12", "L1", "L2", "L3", "L4", "L5")


@pytest.fixture(scope="module")
def truth() -> FrameTruth:
    return load(ensure_samples(default_root()).ground_truth_a).frame("ct")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    samples = ensure_samples(default_root())
    series = load(samples.ground_truth_a).series_named("ct_axial")
    application_of()
    made = build(
        Settings.from_environment(tmp_path / "home"),
        scheduler=DirectScheduler(FrameRenderer()),
        make_renderer=NoRenderer,
    )
    made.resize(1920, 1200)
    made.show()
    qtbot.addWidget(made)
    made.workspace.open_paths([samples.patient_a / series.folder])
    qtbot.waitUntil(lambda: made.place == "read" and made.places.read.has_images, timeout=60_000)
    qtbot.waitUntil(lambda: not made.is_busy and not made.places.read.is_loading, timeout=60_000)
    made.bindings.trigger("layout.mpr")
    QApplication.processEvents()
    yield made
    made.close()


class Hands:
    """Keys and clicks as a physician gives them, each counted."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.count = 0

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def word(self, text: str) -> None:
        for letter in text:
            self.count += 1
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)
        QApplication.processEvents()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.count += 1
        QTest.mouseMove(widget, at or widget.rect().center())
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
        )
        QApplication.processEvents()

    def double_click(self, widget: QWidget) -> None:
        self.count += 2
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 200))
        QApplication.processEvents()

    def click_on(self, pane: Viewport, point: Point) -> None:
        self.click(pane, place_of(pane, point))


def place_of(pane: Viewport, point: Point) -> QPoint:
    assert pane.frame is not None
    x, y = np.asarray(pane.frame.geometry.lps_to_display(point)) / pane.devicePixelRatioF()
    return QPoint(round(float(x)), round(float(y)))


def plane_pane(window: MainWindow, plane: str) -> Viewport:
    panes = [pane for pane in window.places.read.grid.viewports if isinstance(pane, Viewport)]
    return next(pane for pane in panes if pane.state.plane.value == plane)


def sagittal(window: MainWindow) -> Viewport:
    return plane_pane(window, "sagittal")


def six_points(truth: FrameTruth) -> tuple[Point, ...]:
    body = truth.vertebra("L1")
    return (
        body.superior_anterior,
        body.superior_middle,
        body.superior_posterior,
        body.inferior_anterior,
        body.inferior_middle,
        body.inferior_posterior,
    )


def label_the_spine(hands: Hands, pane: Viewport, truth: FrameTruth) -> None:
    """One vertebra by name, the others by clicks alone, upward and downward."""
    hands.key(Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    hands.click_on(pane, truth.vertebra("L1").center)
    hands.word("L1")
    hands.key(Qt.Key.Key_Return)
    for level in LABELLED:
        if level != "L1":
            hands.click_on(pane, truth.vertebra(level).center)
    hands.click_on(pane, truth.s1_center)
    hands.key(Qt.Key.Key_Escape)


def test_from_labels_to_a_graded_fracture_and_the_extrusion(window: MainWindow, truth: FrameTruth) -> None:
    hands, pane, form = Hands(window), sagittal(window), window.places.read.entry.form
    case = window.session.case
    assert case is not None
    label_the_spine(hands, pane, truth)
    assert {anchor.level.value for anchor in case.of_type(LevelAnchor)} == {*LABELLED, "S1"}

    hands.double_click(pane)  # the sagittal picture fills the grid: half a millimetre a pixel
    hands.key(Qt.Key.Key_V)
    for point in six_points(truth):
        hands.click_on(pane, point)
    (mark,) = case.of_type(Mark)
    assert mark.kind is MarkKind.VERTEBRA
    check_heights(mark, truth)

    hands.key(Qt.Key.Key_M)  # the pointer is still on the measurement: the finding is of it
    hands.word("fract")
    hands.key(Qt.Key.Key_Return)
    hands.click(form.grade.accept_button)
    hands.click(form.save_button)
    (fracture,) = case.of_type(Finding)
    assert (fracture.type_id, fracture.level, fracture.mark_ids) == ("vcf", Level.L1, (mark.id,))
    assert (fracture.grade, fracture.suggested_grade) == ("2", "2")
    assert fracture.grade_rule

    hands.key(Qt.Key.Key_H)
    hands.double_click(pane)
    extrusion = truth.extrusion
    assert extrusion is not None
    axial = plane_pane(window, "axial")
    hands.click_on(pane, extrusion.center)
    hands.click_on(axial, extrusion.center)
    hands.key(Qt.Key.Key_M)
    hands.word("extru")
    hands.key(Qt.Key.Key_Return)
    hands.click(form.save_button)
    found = next(one for one in case.of_type(Finding) if one.id != fracture.id)
    assert (found.type_id, found.level, found.laterality) == ("disc_extrusion", Level.L4_L5, Laterality.LEFT)
    assert hands.count < MOST_HANDS
    everything_undone_and_done_again(window)


def check_heights(mark: Mark, truth: FrameTruth) -> None:
    """Within 2 % or 0.5 mm of the truth, by clicks of whole pixels."""
    body, values = truth.vertebra("L1"), {one.name: one.value for one in measurements_of(mark)}
    for name, height in (
        ("anterior height", body.height_anterior_mm),
        ("middle height", body.height_middle_mm),
        ("posterior height", body.height_posterior_mm),
    ):
        assert values[name] == pytest.approx(height, abs=max(0.5, 0.02 * height))


def everything_undone_and_done_again(window: MainWindow) -> None:
    """Each step goes back and forth; nothing is lost on the way."""
    case, steps = window.session.case, 0
    assert case is not None
    before = dict(case.items)
    while window.session.undo() is not None:
        steps += 1
    assert case.of_type(Mark) == case.of_type(Finding) == case.of_type(LevelAnchor) == ()
    for _ in range(steps):
        window.session.redo()
    assert dict(case.items) == before
