"""Driving the real window off screen as a physician would: by key, mouse and waiting for what is seen."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from annotations.anatomy import Laterality, Level
from annotations.evaluation import Complaint, ExamItem, ExamKind
from annotations.findings import Finding
from annotations.geometry import Point
from annotations.targets import ProcedureTarget
from viewers.qt.viewport import Viewport
from workstation.app import application_of, build
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow

PATIENCE_S = 60.0
L45_DISC: Point = (4.0, 45.0, -689.0)
"""A point in the disc above the last lumbar vertebra of `ct-lumbar-pelvis`, left of its midline."""
SKIN_ENTRY: Point = (70.0, 125.0, -689.0)


class Driver:
    """The window and the hands on it."""

    def __init__(self, home: Path) -> None:
        self.application: QApplication = application_of(["foramen"])
        self.window: MainWindow = build(Settings.from_environment(home))
        self.window.resize(1600, 1000)
        self.window.show()

    def wait(self, condition: Callable[[], object], what: str) -> None:
        """Let the program work until the condition holds."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"waited in vain for {what}")
            self.application.processEvents()
            time.sleep(0.005)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to the window."""
        QTest.keyClick(self.window, key, modifiers)
        self.application.processEvents()

    def type_into(self, field: QLineEdit, text: str, *, enter: bool = True) -> None:
        """Text into a field."""
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, text)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)
        self.application.processEvents()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """A left click."""
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
        )
        self.application.processEvents()

    def wheel(self, widget: QWidget, notches: int) -> None:
        """Turn the wheel over the middle of a widget."""
        place = QPointF(widget.rect().center())
        event = QWheelEvent(
            place,
            widget.mapToGlobal(place),
            QPoint(),
            QPoint(0, -120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
        self.application.processEvents()

    def open(self, path: Path) -> None:
        """Open images and wait until the volume is complete on screen."""
        self.window.workspace.open_paths([path])
        self.wait(lambda: self.window.place == "read" and self.viewport() is not None, "the Read place")
        self.wait(lambda: self.shows_volume(self.viewport()), "the volume")

    def viewport(self, number: int = 0) -> Viewport | None:
        """A two-dimensional viewport of the reading grid."""
        panes = [pane for pane in self.window.places.read.grid.viewports if isinstance(pane, Viewport)]
        return panes[number] if number < len(panes) else None

    @staticmethod
    def shows_volume(viewport: Viewport | None) -> bool:
        """Whether all its slices have arrived and are drawn."""
        pixels = viewport.pixels if viewport is not None else None
        loaded = getattr(pixels, "loaded", None)
        return bool(loaded is not None and loaded.all() and viewport and viewport.frame and not viewport.frame.missing)

    def place_of(self, viewport: Viewport, point: Point) -> QPoint:
        """Where a point of the patient is on a viewport, in widget coordinates."""
        assert viewport.frame is not None
        x, y = viewport.frame.geometry.lps_to_display(point) / viewport.devicePixelRatioF()
        return QPoint(round(float(x)), round(float(y)))

    def cut_through(self, viewport: Viewport, point: Point) -> None:
        """Wait until the viewport's cut passes within a slice of a point."""

        def near() -> bool:
            frame = viewport.frame
            plane = frame.geometry.plane if frame is not None else None
            return plane is not None and abs(float(plane.signed_distance_mm(point))) < 3

        self.wait(near, "the cut through the point")


def work(home: Path, images: Path) -> None:
    """Everything the physician does before the power fails."""
    drive = Driver(home)
    drive.open(images)
    viewport = drive.viewport()
    assert viewport is not None
    assert viewport.frame is not None
    first = viewport.frame.slice_number
    drive.wheel(viewport, 3)
    drive.wait(lambda: viewport.frame and viewport.frame.slice_number != first, "another slice")
    mark_finding(drive, viewport)
    evaluate(drive)
    plan(drive)
    link(drive)
    undo_and_redo(drive)
    report(drive, "before the end")
    os.kill(os.getpid(), signal.SIGKILL)


def mark_finding(drive: Driver, viewport: Viewport) -> None:
    """M with the pointer on the disc, then the small form."""
    session = drive.window.session
    while viewport.frame is not None and viewport.frame.geometry.plane is not None:
        away = float(viewport.frame.geometry.plane.signed_distance_mm(L45_DISC))
        if abs(away) < 2.2:
            break
        number = viewport.frame.slice_number
        drive.wheel(viewport, 1 if away > 0 else -1)
        drive.wait(lambda n=number: viewport.frame and viewport.frame.slice_number != n, "the next slice")
    QTest.mouseMove(viewport, drive.place_of(viewport, L45_DISC))
    drive.application.processEvents()
    drive.key(Qt.Key.Key_M)
    form = drive.window.places.read.entry.form
    drive.wait(form.isVisible, "the finding form")
    drive.type_into(form.type.edit, "disc extrusion")
    form.level.setCurrentIndex(form.level.findData(Level.L4_L5))
    form.side.choose(Laterality.LEFT.value)
    if form.reason.isVisible():
        form.reason.setText("midline not marked on this study")
    form.severity.choose("moderate")
    drive.click(form.save_button)
    drive.wait(lambda: session.case and session.case.of_type(Finding), "the finding")


def evaluate(drive: Driver) -> None:
    """A complaint with a score, one vital sign, one weak muscle."""
    session, place = drive.window.session, drive.window.places.evaluate
    drive.key(Qt.Key.Key_F2)
    drive.click(place.complaints.add_button)
    drive.wait(lambda: session.case and session.case.of_type(Complaint), "the complaint")
    form = place.complaints.form
    drive.type_into(form.label, "Left leg pain")
    form.side.choose(Laterality.LEFT.value)
    form.scores["pain_average"].choose("7")
    drive.type_into(place.vitals.edits["heart_rate_per_min"], "72")
    cell = place.exam.rows["great_toe_extension"].cells[Laterality.LEFT]
    cell.choice.choose("4")
    drive.wait(lambda: session.case and session.case.of_type(ExamItem), "the exam item")


def exam_id() -> str:
    """The slot of great-toe extension on the left."""
    return "exam.motor.great_toe_extension.L"


def plan(drive: Driver) -> None:
    """A transforaminal target for the finding, entry and tip clicked on the axial image."""
    session, place = drive.window.session, drive.window.places.plan
    assert session.case is not None
    session.select(session.case.of_type(Finding)[0].id)
    drive.key(Qt.Key.Key_F4)
    drive.key(Qt.Key.Key_T)
    drive.wait(place.picker.isVisible, "the procedure picker")
    place.picker.picked.emit("esi_tf_lumbar_supra")
    drive.wait(lambda: session.case and session.case.of_type(ProcedureTarget), "the target")
    place.form.level.setCurrentIndex(place.form.level.findData(Level.L4_L5))
    place.form.level.activated.emit(place.form.level.currentIndex())
    axial = place.views.viewports["axial"]
    drive.wait(lambda: drive.shows_volume(axial), "the axial image of the plan")
    drive.cut_through(axial, L45_DISC)
    for button, point in ((place.entry_button, SKIN_ENTRY), (place.tip_button, L45_DISC)):
        drive.click(button)
        drive.click(axial, drive.place_of(axial, point))
    drive.wait(lambda: session.case and session.case.of_type(ProcedureTarget)[0].path, "the needle path")


def link(drive: Driver) -> None:
    """The finding explains the complaint and the weak muscle."""
    session, place = drive.window.session, drive.window.places.explain
    drive.key(Qt.Key.Key_F3)
    assert session.case is not None
    finding, complaint = session.case.of_type(Finding)[0], session.case.of_type(Complaint)[0]
    drive.click(place.matrix.cells[finding.id, complaint.id])
    finding = session.case.of_type(Finding)[0]
    assert finding.complaint_ids == (complaint.id,), "the cell links finding and complaint"
    place.matrix.exam_menu(session.case, finding, ExamKind.MOTOR).actions()[0].trigger()
    assert session.case.of_type(Finding)[0].exam_item_ids == (exam_id(),)


def undo_and_redo(drive: Driver) -> None:
    """Three steps back, three forward: the case is as it was."""
    case = drive.window.session.case
    assert case is not None
    before = dict(case.items)
    for _ in range(3):
        drive.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dict(case.items) != before
    for _ in range(3):
        drive.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert dict(case.items) == before


def report(drive: Driver, moment: str) -> None:
    """What the case holds, as one line of JSON on standard output."""
    case = drive.window.session.case
    assert case is not None
    print(json.dumps({"moment": moment, "case": case.id, "items": sorted(case.items)}), flush=True)


def reopen(home: Path, images: Path, output: Path) -> None:
    """Start again, find everything there, export from Chart."""
    drive = Driver(home)
    drive.open(images)
    report(drive, "after the restart")
    drive.key(Qt.Key.Key_F5)
    place = drive.window.places.chart
    drive.type_into(place.folder, str(output), enter=False)
    drive.click(place.export_button)
    drive.wait(lambda: list(output.rglob("manifest.json")) or place.folder_field.error, "the packet")
    assert not place.folder_field.error, place.folder_field.error
    drive.window.close()


if __name__ == "__main__":
    phase, *places = sys.argv[1:]
    {"work": work, "reopen": reopen}[phase](*map(Path, places))
