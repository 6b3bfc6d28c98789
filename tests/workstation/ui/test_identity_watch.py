"""Images of two patients in one window: said in red over the whole width, and nothing is tied together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydicom.uid import generate_uid
from pytestqt.qtbot import QtBot

from annotations.locations import PatientLocation
from annotations.marks import MarkKind
from tests.support.dicom_builder import write_series
from tests.workstation.ui.conftest import open_images
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.main_window import MainWindow
from workstation.ui.message_bar import Message
from workstation.ui.read.hanging import Pane
from workstation.ui.read.identity_watch import IdentityWatch
from workstation.ui.read.marking import placed_mark

SLICES = [30.0 * number for number in range(12)]


def a_second_series(folder: Path, **changes: object) -> None:
    """Another series of the same study and Frame of Reference, with other words about the patient."""
    changes = {"SeriesInstanceUID": generate_uid(), "SeriesNumber": 4, "SeriesDescription": "Second"} | changes
    write_series(folder / "second", SLICES, PixelSpacing=[30, 30], **changes)


def hang_both(window: MainWindow, qtbot: QtBot, folder: Path) -> tuple[Viewport, Viewport]:
    open_images(window, qtbot, folder)
    read = window.places.read
    read.set_layout("1x2")
    patient = window.workspace.patient
    assert patient is not None
    keys = [key for key, _, _ in all_stacks(patient)]
    left, right = read.grid.viewports
    assert isinstance(left, Viewport)
    assert isinstance(right, Viewport)
    read.content.show(left, Pane(keys[0]))
    read.content.show(right, Pane(keys[-1]))
    qtbot.waitUntil(lambda: left.pixels is not None and right.pixels is not None and not read.is_loading, timeout=9000)
    return left, right


def banner_text(window: MainWindow) -> str:
    (watch,) = (one for one in window.places.read.features if isinstance(one, IdentityWatch))
    assert watch.banner.isVisible() == bool(watch.banner.text)
    return watch.banner.text


def test_one_patient_has_no_banner_and_scrolls_together(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    write_series(tmp_path / "first", SLICES, PixelSpacing=[30, 30])
    a_second_series(tmp_path)
    left, right = hang_both(window, qtbot, tmp_path)
    assert banner_text(window) == ""
    window.places.read.grid.activate(left)
    window.bindings.trigger("scroll.last")
    assert right.state.focus_lps_mm is not None
    assert right.state.focus_lps_mm[2] == 330.0


def test_series_that_differ_about_the_patient_are_not_tied(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    write_series(tmp_path / "first", SLICES, PixelSpacing=[30, 30])
    a_second_series(tmp_path, PatientBirthDate="")
    left, right = hang_both(window, qtbot, tmp_path)
    read = window.places.read
    assert "More than one patient may be on screen: Patient's Birth Date is missing" in banner_text(window)
    watch = next(one for one in read.features if isinstance(one, IdentityWatch))
    assert watch.banner.width() == read.width() == window.width()
    before = right.state
    read.grid.activate(left)
    window.bindings.trigger("scroll.last")
    window.bindings.trigger("view.zoom-in")
    window.bindings.trigger("preset.bone")
    assert right.state == before
    assert right.content.reference_lines == ()
    point = PatientLocation(left.pixels.geometry.frame_of_reference_uid, ((30.0, 30.0, 90.0),))  # type: ignore[union-attr]
    left.cursor_moved.emit(point)
    assert right.state == before
    assert right.content.crosshair_lps_mm is None


def test_nothing_is_marked_while_two_patients_may_be_on_screen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    write_series(tmp_path / "first", SLICES, PixelSpacing=[30, 30])
    a_second_series(tmp_path, PatientBirthDate="")
    left, _right = hang_both(window, qtbot, tmp_path)
    read = window.places.read
    told: list[Message] = []
    read.told.connect(told.append)
    point = PatientLocation(left.pixels.geometry.frame_of_reference_uid, ((30.0, 30.0, 90.0),))  # type: ignore[union-attr]
    read.start_finding(point)
    assert not read.side.shows_entry
    assert told[-1].tone == "alert"
    assert "Nothing is marked" in told[-1].text
    read.set_layout("1x1")
    assert banner_text(window) == ""
    read.start_finding(point)
    assert read.side.shows_entry


def test_a_study_shared_by_two_patients_says_so_over_the_whole_width(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    write_series(tmp_path / "first", SLICES, PixelSpacing=[30, 30])
    a_second_series(tmp_path, PatientName="Other^Bo", PatientID="P2")
    window.workspace.open_paths([tmp_path])
    qtbot.waitUntil(lambda: len(window.workspace.rows()) == 2, timeout=9000)
    assert window.session.case is None
    row = next(row for row in window.workspace.rows() if row.identity.patient_id == "P1")
    window.workspace.open_row(row)
    qtbot.waitUntil(lambda: window.place == "read" and window.places.read.has_images, timeout=9000)
    assert "also holds images of another patient" in banner_text(window)
    patient = window.workspace.patient
    assert patient is not None
    assert {series.description for _, series, _ in all_stacks(patient)} == {""}


def test_the_next_patient_has_no_banner_of_the_former(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, small_ct: Path
) -> None:
    write_series(tmp_path / "first", SLICES, PixelSpacing=[30, 30], PatientID="P7", StudyInstanceUID=generate_uid())
    open_images(window, qtbot, small_ct)
    a_second_series(tmp_path, PatientBirthDate="", PatientID="P7", StudyInstanceUID=generate_uid())
    hang_both(window, qtbot, small_ct)
    window.workspace.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.top_bar.shows_mismatch, timeout=9000)
    window.workspace.open_waiting()
    qtbot.waitUntil(lambda: window.places.read.has_images and not window.places.read.is_loading, timeout=9000)
    window.places.read.show_patient(None)
    assert banner_text(window) == ""


def test_marks_of_the_case_never_lie_on_images_of_another_patient(ct_window: MainWindow) -> None:
    read = ct_window.places.read
    read.set_layout("1x2")
    left, right = read.grid.viewports
    assert isinstance(left.pixels, Volume)
    uid = left.pixels.geometry.frame_of_reference_uid
    length = PatientLocation(uid, ((30.0, 30.0, 90.0), (60.0, 30.0, 90.0)))
    ct_window.session.apply(placed_mark(MarkKind.LENGTH, length, left.pixels))
    assert len(left.content.marks) == 1
    shown = left.pixels.description
    assert shown.identity is not None
    stranger = replace(shown, identity=replace(shown.identity, patient_id="P2"))
    read.grid.set_series(right, replace(left.pixels, description=stranger))
    assert right.content.marks == ()
    assert len(left.content.marks) == 1
