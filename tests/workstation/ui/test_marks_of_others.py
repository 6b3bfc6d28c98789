"""Marks of others over the images: read only until adopted, adopted in one change, and files of marks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from annotations.foreign_marks import original_of
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from tests.workstation.ui.conftest import open_images
from workstation.ui.main_window import MainWindow
from workstation.ui.read.marks_of_others import MarksOfOthers


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot, shared_data: Path) -> MainWindow:
    """A CT slice with the TID 1500 report of another program beside it."""
    open_images(window, qtbot, shared_data / "zoo" / "objects" / "sr-seg-ct")
    return window


def feature_of(window: MainWindow) -> MarksOfOthers:
    return next(feature for feature in window.places.read.features if isinstance(feature, MarksOfOthers))


def shown(window: MainWindow, qtbot: QtBot) -> MarksOfOthers:
    feature = feature_of(window)
    feature.show_all()
    qtbot.waitUntil(lambda: bool(feature.marks))
    return feature


def told(window: MainWindow) -> str:
    message = window.message_bar.message
    return message.text if message is not None else ""


def drawn_labels(window: MainWindow) -> list[str]:
    read = window.places.read
    return [mark.label for mark in read.overlays.content_for(read.grid.viewports[0]).marks]


def test_a_mark_of_others_is_drawn_read_only_and_is_not_in_the_case(opened: MainWindow, qtbot: QtBot) -> None:
    feature = shown(opened, qtbot)
    assert drawn_labels(opened) == ["Planar ROI Measurements (read only)"]
    case = opened.session.case
    assert case is not None
    assert case.of_type(Mark) == ()
    feature.hide()
    assert drawn_labels(opened) == []


def test_adopting_is_one_change_that_undo_takes_back(opened: MainWindow, qtbot: QtBot) -> None:
    feature = shown(opened, qtbot)
    window, case = feature.window, opened.session.case
    assert window is not None
    assert case is not None
    assert not window.adopt_button.isEnabled()
    (box,) = window.boxes.values()
    box.setChecked(True)
    revision = case.revision
    window.adopt_button.click()
    (mark,) = case.of_type(Mark)
    assert mark.kind is MarkKind.CIRCLE
    assert original_of(mark)
    assert case.revision == revision + 1
    assert window.boxes == {}  # adopted: not offered twice
    assert "read only" not in " ".join(drawn_labels(opened))
    assert feature.adopt([feature.marks[0].id]) == 0
    opened.session.undo()
    assert case.of_type(Mark) == ()
    opened.session.redo()
    assert case.of_type(Mark) == (mark,)


def test_another_patient_takes_the_marks_of_others_away(opened: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    feature = shown(opened, qtbot)
    refused = QSignalSpy(opened.workspace.mismatch)
    opened.workspace.open_paths([shared_data / "mr-lspine-hitachi"])
    qtbot.waitUntil(lambda: refused.count() > 0, timeout=30_000)
    opened.workspace.open_waiting()
    qtbot.waitUntil(lambda: feature.marks == (), timeout=30_000)
    assert feature.window is None


def test_what_was_pointed_at_is_forgotten_with_the_patient(opened: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    panel = opened.places.read.case_panel
    nothing = panel.cursor_texts()
    opened.session.move_cursor(PatientLocation("1.3.6.1.4.1.5962.1.4.1.1.20040119072730.12322", ((0.0, 0.0, 0.0),)))
    assert panel.cursor_texts() != nothing
    opened.bindings.trigger("case.close")
    open_images(opened, qtbot, shared_data / "zoo" / "objects" / "sr-seg-ct")
    assert panel.cursor_texts() == nothing


def test_marks_go_to_a_file_and_come_back_read_only(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    feature = shown(opened, qtbot)
    feature.adopt([one.id for one in feature.marks])
    case = opened.session.case
    assert case is not None
    (mark,) = case.of_type(Mark)
    path = tmp_path / "marks.json"
    feature.export_file(path)
    opened.session.undo()
    feature.hide()
    feature.import_file(path)
    (foreign,) = feature.marks
    assert foreign.location == mark.location
    assert isinstance(foreign.location, PatientLocation)
    assert case.of_type(Mark) == ()
    feature.adopt([foreign.id])
    (again,) = case.of_type(Mark)
    assert (again.kind, again.location, again.label) == (mark.kind, mark.location, mark.label)


def test_a_file_of_another_patient_is_refused_in_words(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    feature = shown(opened, qtbot)
    path = tmp_path / "marks.json"
    feature.export_file(path)
    data = json.loads(path.read_text())
    data["patient"]["patient_id"] = "somebody else"
    path.write_text(json.dumps(data))
    before = feature.marks
    feature.import_file(path)
    assert feature.marks == before
    assert "another patient: Patient ID differs" in told(opened)


@pytest.mark.parametrize("content", ["no json", "[]", "{}", '{"format": "foramen-marks", "version": 99}'])
def test_a_file_that_is_no_file_of_marks_is_refused(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "marks.json"
    path.write_text(content)
    feature = feature_of(opened)
    feature.import_file(path)
    assert feature.marks == ()
    assert told(opened).startswith("marks.json: ")
