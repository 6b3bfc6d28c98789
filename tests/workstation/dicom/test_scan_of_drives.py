"""Large folders, unchanged folders, and drives that disappear while they are read."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.dicom_builder import ct_slice, write, write_series
from viewers.imaging.problems import ProblemCode
from workstation.dicom.load import load_stack
from workstation.dicom.scan import UNREACHABLE_IN_A_ROW, scan_paths
from workstation.dicom.sources import CANCEL_EVERY
from workstation.jobs.cancel import CancelledError, CancelToken
from workstation.storage.image_index import ImageIndex


class OpenedFiles:
    """Counts which files below a folder this process opens, whatever function does it."""

    def __init__(self) -> None:
        self.folder: str | None = None
        self.paths: list[str] = []
        sys.addaudithook(self._hear)  # cannot be removed; without a folder it counts nothing

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.folder is not None and event == "open" and str(arguments[0]).startswith(self.folder):
            self.paths.append(str(arguments[0]))


@pytest.fixture(scope="module")
def audit() -> OpenedFiles:
    """The one listener of this module."""
    return OpenedFiles()


@pytest.fixture
def opened(audit) -> Iterator[OpenedFiles]:
    """A listener that counts nothing yet."""
    audit.paths = []
    yield audit
    audit.folder = None


@pytest.fixture
def index(tmp_path) -> Iterator[ImageIndex]:
    """An empty index."""
    index = ImageIndex(tmp_path / "index.sqlite")
    yield index
    index.close()


def test_opening_an_unchanged_folder_again_opens_no_file_in_it(tmp_path, scan, index, opened):
    folder = tmp_path / "s"
    paths = write_series(folder, [0, 2, 4])
    (folder / "notes.txt").write_text("no image")
    (folder / "deep").mkdir()
    write(ct_slice(SeriesInstanceUID="1.2.3"), folder / "deep" / "other")
    opened.folder = str(folder)
    first = scan(folder, index=index)
    assert len(set(opened.paths)) == 5
    opened.paths = []
    second = scan(folder, index=index)
    assert opened.paths == []
    assert (second.patients, second.unreadable) == (first.patients, first.unreadable)
    os.utime(paths[1], ns=(1, 1))
    scan(folder, index=index)
    assert set(opened.paths) == {str(paths[1])}


def remove_after(folder: Path, files: int):
    """A progress callback under which a folder disappears, as a network drive does."""

    def progress(done: int, total: int | None) -> None:
        if total is not None and done >= files:
            shutil.rmtree(folder, ignore_errors=True)

    return progress


def test_a_drive_that_disappears_during_a_scan_is_said_once_and_what_was_read_is_there(tmp_path, scan):
    folder = tmp_path / "drive"
    write_series(folder, [float(n) for n in range(100)])
    report = scan(folder, progress=remove_after(folder, 40))
    (series,) = report.patients[0].studies[0].series
    assert series.instances == 40
    gone = [item for item in report.unreadable if "cannot be read" in item.reason]
    (said,) = [item for item in report.unreadable if item not in gone]
    assert len(gone) == UNREACHABLE_IN_A_ROW
    assert said.path == "drive"
    assert "44 of its files were not looked at" in said.reason
    assert "connect the drive again" in said.reason
    assert report.files == 100


def test_a_second_folder_is_read_when_the_first_one_has_gone(tmp_path, scan):
    write_series(tmp_path / "a", [float(n) for n in range(100)])
    write_series(tmp_path / "b", [0, 2], SeriesInstanceUID="1.2.3", StudyInstanceUID="1.2")
    report = scan(tmp_path / "a", tmp_path / "b", progress=remove_after(tmp_path / "a", 20))
    found = {s.series_instance_uid: s.instances for p in report.patients for study in p.studies for s in study.series}
    assert found["1.2.3"] == 2


def test_what_the_drive_refused_is_not_remembered_as_a_fault_of_the_file(tmp_path, scan, index):
    folder = tmp_path / "s"
    kept = tmp_path / "kept"
    write_series(folder, [float(n) for n in range(30)])
    shutil.copytree(folder, kept)
    scan(folder, index=index, progress=remove_after(folder, 20))
    shutil.move(kept, folder)
    again = scan(folder, index=index)
    assert again.unreadable == ()
    assert again.patients[0].studies[0].series[0].instances == 30


def test_an_input_output_error_is_the_reason_of_its_file_and_the_rest_goes_on(tmp_path, scan):
    write_series(tmp_path / "s", [0, 2])
    (tmp_path / "s" / "bad").symlink_to("/proc/self/mem")  # opens, and reading it is EIO
    report = scan(tmp_path / "s")
    (bad,) = report.unreadable
    assert (bad.path, bad.reason) == ("bad", "cannot be read: Input/output error")
    assert report.patients[0].studies[0].series[0].instances == 2


def test_a_drive_that_disappears_before_a_load_is_a_problem_of_the_images(tmp_path, scan):
    write_series(tmp_path / "s", [0, 2, 4])
    series = scan(tmp_path / "s").patients[0].studies[0].series[0]
    shutil.rmtree(tmp_path / "s")
    pixels = load_stack(series, 0)
    assert not pixels.loaded.any()
    assert {problem.code for problem in pixels.problems} == {ProblemCode.DECODE_FAILED}


def test_a_drive_that_disappears_during_a_load_is_a_problem_of_the_images_not_yet_there(tmp_path, scan):
    write_series(tmp_path / "s", [float(n) for n in range(0, 40, 2)])
    series = scan(tmp_path / "s").patients[0].studies[0].series[0]
    pixels = load_stack(series, 0, on_ready=lambda _: shutil.rmtree(tmp_path / "s"))
    assert pixels.loaded.any()
    assert not pixels.loaded.all()
    assert {problem.code for problem in pixels.problems} == {ProblemCode.DECODE_FAILED}


def test_a_large_folder_is_left_within_a_few_files_of_the_wish(tmp_path):
    folder = tmp_path / "s"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number:05d}").write_bytes(b"no image, but a file")
    token = CancelToken()
    seen = []

    def progress(done: int, total: int | None) -> None:
        seen.append(done)
        if total is not None and done >= 1000:
            token.cancel()

    with pytest.raises(CancelledError):
        scan_paths([folder], cache_dir=tmp_path / "cache", cancel=token, progress=progress)
    assert max(seen) == 1000


def test_listing_a_large_folder_can_be_left_too(tmp_path):
    token = CancelToken()
    token.cancel()
    (tmp_path / "s").mkdir()
    with pytest.raises(CancelledError):
        scan_paths([tmp_path / "s"], cache_dir=tmp_path / "cache", cancel=token)


def test_a_cancelled_scan_leaves_what_it_read_in_the_index(tmp_path, index, opened):
    folder = tmp_path / "s"
    write_series(folder, [float(n) for n in range(60)])
    token = CancelToken()

    def progress(done: int, total: int | None) -> None:
        if total is not None and done >= 40:
            token.cancel()

    with pytest.raises(CancelledError):
        scan_paths([folder], cache_dir=tmp_path / "cache", index=index, cancel=token, progress=progress)
    opened.folder = str(folder)
    scan_paths([folder], cache_dir=tmp_path / "cache", index=index)
    assert 0 < len(set(opened.paths)) < 30


class IndexOfAVanishingDrive:
    """An index at whose first question the drive goes away: while the folder is being listed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def unchanged_files(self, states):
        shutil.rmtree(self._folder, ignore_errors=True)
        return set()

    def known_files(self, states):
        return {}

    def keep_files(self, outcomes):
        pass

    def record(self, report):
        pass


def test_a_drive_that_disappears_while_it_is_listed_is_said_once(tmp_path, scan):
    folder = tmp_path / "drive"
    folder.mkdir()
    for number in range(3 * CANCEL_EVERY):
        (folder / f"{number:05d}").write_bytes(b"a file")
    report = scan(folder, index=IndexOfAVanishingDrive(folder))
    said = [item for item in report.unreadable if "while it was listed" in item.reason]
    assert len(said) == 1
    assert len(report.unreadable) <= 2 * CANCEL_EVERY + 2


def test_thousands_of_patients_are_compared_only_where_they_share_something(tmp_path, scan):
    for number in range(40):
        write(
            ct_slice(PatientID=f"P{number // 2}", PatientName=f"N{number}", StudyInstanceUID=f"1.2.{number % 39}"),
            tmp_path / "s" / str(number),
        )
    patients = scan(tmp_path / "s").patients
    assert len(patients) == 40
    assert all(patient.problems[0].code is ProblemCode.MIXED_PATIENT for patient in patients)
    assert [len(patient.problems) for patient in patients].count(2) == 2


def test_a_wish_to_stop_after_the_last_file_is_heard_before_patients_are_recorded(tmp_path, index):
    write_series(tmp_path / "s", [0, 2, 4])
    token = CancelToken()

    def progress(done: int, total: int | None) -> None:
        if done == total:
            token.cancel()

    with pytest.raises(CancelledError):
        scan_paths([tmp_path / "s"], cache_dir=tmp_path / "cache", index=index, cancel=token, progress=progress)
    assert index.patient_count() == 0
