"""Bad input in the window: each message says what, which and what to do, and the rest goes on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotations.calibration import CalibrationSource
from annotations.case import add
from annotations.locations import ImageLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import measure
from tests.support.dicom_builder import ct_slice, write, write_series
from tests.workstation.ui.conftest import built, open_images
from viewers.imaging.images import ProjectionImage
from viewers.qt.corner_text import calibration_badge
from viewers.tools.effects import MarkProposal
from workstation.settings import Settings
from workstation.storage.case_store import CaseStore
from workstation.storage.errors import StorageError
from workstation.ui.main_window import MainWindow
from workstation.ui.read.mark_rows import MarkColumn
from workstation.ui.widgets.chips import Chip

CR = "1.2.840.10008.5.1.4.1.1.1"


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """An empty folder for images, apart from the home of the program."""
    folder = tmp_path / "images"
    folder.mkdir()
    return folder


def words_of(window: MainWindow) -> str:
    message = window.message_bar.message
    assert message is not None
    return "\n".join((message.text, *message.details))


def chips_of(window: MainWindow) -> dict[str, str]:
    """The chips of the study browser with their reasons."""
    return {chip.text: chip.toolTip() for chip in window.places.read.browser.findChildren(Chip)}


@pytest.fixture
def read_only_home(tmp_path: Path) -> Iterator[Path]:
    """A data folder with a store, on a disk that is mounted read-only."""
    home = tmp_path / "disk"
    home.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a read-only disk needs root on Linux")
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "foramen-test", str(home)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not allow mounting a small disk")
    settings = Settings.from_environment(home)
    settings.prepare()
    CaseStore(settings.case_store_url).close()
    subprocess.run(["mount", "-o", "remount,ro", str(home)], check=True)
    yield home
    subprocess.run(["umount", "--lazy", str(home)], check=True)


def test_a_case_store_of_a_newer_version_is_named_and_images_are_shown(
    qtbot: QtBot, settings: Settings, small_ct: Path
) -> None:
    settings.prepare()
    CaseStore(settings.case_store_url).close()
    raw = sqlite3.connect(settings.case_store_path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    before = settings.case_store_path.read_bytes()
    window = built(settings)
    qtbot.addWidget(window)
    assert "cases.sqlite3" in words_of(window)
    assert "newer version of Foramen" in words_of(window)
    open_images(window, qtbot, small_ct)
    assert "nothing can be stored" in words_of(window)
    assert settings.case_store_path.read_bytes() == before
    window.close()


def test_a_read_only_store_shows_images_and_refuses_changes_with_the_reason(
    qtbot: QtBot, read_only_home: Path, small_ct: Path
) -> None:
    window = built(Settings.from_environment(read_only_home))
    qtbot.addWidget(window)
    assert "cases.sqlite3" in words_of(window)
    assert "allow writing" in words_of(window)
    open_images(window, qtbot, small_ct)
    location = ImageLocation(window.places.read.grid.active_viewport.pixels.images[0], ((1.0, 1.0),))  # type: ignore[union-attr]
    with pytest.raises(StorageError):
        window.session.apply(add(Mark("m", MarkKind.POINT, location), "mark placed"))
    assert "The change did not happen" in words_of(window)
    assert "allow writing" in words_of(window)
    window.close()


def test_a_truncated_file_is_told_at_its_series_and_the_others_are_shown(
    window: MainWindow, qtbot: QtBot, images: Path
) -> None:
    files = write_series(images, [0.0, 5.0, 10.0, 15.0])
    content = files[1].read_bytes()
    files[1].write_bytes(content[:-40])
    open_images(window, qtbot, images)
    chips = chips_of(window)
    assert any("truncated" in text for text in chips), chips
    assert all(reason for reason in chips.values())
    assert window.places.read.grid.active_viewport.pixels is not None


def test_a_file_cut_in_its_header_is_listed_and_the_rest_is_shown(
    window: MainWindow, qtbot: QtBot, images: Path
) -> None:
    files = write_series(images, [0.0, 5.0, 10.0, 15.0])
    files[3].write_bytes(files[3].read_bytes()[:180])
    open_images(window, qtbot, images)
    assert files[3].name in words_of(window)
    assert "Everything else is shown" in words_of(window)


def test_a_missing_slice_is_a_chip_at_the_series_with_its_reason(
    window: MainWindow, qtbot: QtBot, images: Path
) -> None:
    write_series(images, [0.0, 5.0, 10.0, 20.0, 25.0])
    open_images(window, qtbot, images)
    reason = chips_of(window)["missing slices"]
    assert "shown slice by slice" in reason
    assert "send the series again" in reason


def test_two_patients_with_one_id_stay_two_and_are_marked(window: MainWindow, qtbot: QtBot, images: Path) -> None:
    write_series(images / "a", [0.0, 5.0], PatientID="TWIN", PatientName="Twin^Ann")
    other = {"StudyInstanceUID": "1.2.9", "SeriesInstanceUID": "1.2.10", "FrameOfReferenceUID": "1.2.11"}
    write_series(images / "b", [0.0, 5.0], PatientID="TWIN", PatientName="Twin^Bea", **other)
    window.workspace.open_paths([images])
    qtbot.waitUntil(lambda: window.message_bar.message is not None, timeout=30_000)
    assert "2 patients were found" in words_of(window)
    rows = [row for row in window.places.cases.rows if row.identity.patient_id == "TWIN"]
    assert len(rows) == 2
    assert all("same Patient ID" in row.images.problems[0].message for row in rows if row.images is not None)
    window.workspace.open_row(rows[0])
    assert len(window.places.read.browser.cards) == 1
    assert any("same Patient ID" in reason for reason in chips_of(window).values())


def test_a_text_file_named_dcm_beside_images_is_listed_and_the_images_are_shown(
    window: MainWindow, qtbot: QtBot, images: Path
) -> None:
    write_series(images, [0.0, 5.0, 10.0])
    (images / "letter.dcm").write_text("Dear colleague")
    open_images(window, qtbot, images)
    assert "1 file could not be read" in words_of(window)
    assert "letter.dcm" in words_of(window)


def test_an_empty_folder_leaves_the_open_patient_as_it_is(ct_window: MainWindow, qtbot: QtBot, images: Path) -> None:
    before = ct_window.top_bar.banner_text
    (images / "nothing").mkdir()
    ct_window.workspace.open_paths([images / "nothing"])
    qtbot.waitUntil(lambda: ct_window.message_bar.message is not None, timeout=30_000)
    assert "No images in nothing: it is empty" in words_of(ct_window)
    assert ct_window.top_bar.banner_text == before
    assert ct_window.places.read.has_images


@pytest.mark.parametrize(
    ("spacing", "unit", "source"),
    [(None, "{pixels}", CalibrationSource.NONE), ([0.2, 0.2], "mm", CalibrationSource.DETECTOR)],
)
def test_on_a_radiograph_no_side_is_proposed_and_lengths_say_their_calibration(
    window: MainWindow,
    qtbot: QtBot,
    images: Path,
    spacing: list[float] | None,
    unit: str,
    source: CalibrationSource,
) -> None:
    nothing = dict.fromkeys(
        ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "FrameOfReferenceUID", "SliceThickness")
    )
    write(ct_slice(SOPClassUID=CR, Modality="DX", ImagerPixelSpacing=spacing, **nothing), images / "xray")
    open_images(window, qtbot, images)
    read = window.places.read
    pixels = read.grid.active_viewport.pixels
    assert isinstance(pixels, ProjectionImage)
    assert calibration_badge(pixels) == source.label
    frame = pixels.frames[0]
    assert frame is not None
    place = ImageLocation(frame.image, ((2.0, 3.0),))
    read.start_finding(place)
    assert read.side.shows_entry
    assert read.entry.form.side.laterality is None
    read.cancel()
    read.grid.mark_proposed.emit(MarkProposal(MarkKind.LENGTH, place.with_points(((0.0, 0.0), (0.0, 5.0)))))
    case = window.session.case
    assert case is not None
    (mark,) = case.of_type(Mark)
    assert isinstance(mark.location, ImageLocation)
    measured = measure(mark)
    assert measured.unit == unit
    assert measured.value == pytest.approx(5.0 if spacing is None else 1.0)
    listed = read.case_panel.marks.view.model()
    assert source.label in listed.index(0, MarkColumn.VALUE).data()
