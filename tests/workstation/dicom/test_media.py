"""Media that were copied, cut, moved or made to deceive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence as Items
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from tests.support.dicom_builder import ct_slice, write
from workstation.dicom.media import plain_name
from workstation.dicom.records import IndexReport

Scan = Callable[..., IndexReport]


def dicomdir(path: Path, *file_ids: Sequence[str], uid: str = "") -> Path:
    """A DICOMDIR that lists these File IDs, each as the image with this SOP Instance UID."""
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.1.3.10"
    dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    records = []
    for file_id in file_ids:
        record = Dataset()
        record.DirectoryRecordType = "IMAGE"
        record.ReferencedFileID = list(file_id)
        record.ReferencedSOPInstanceUIDInFile = uid
        records.append(record)
    dataset.DirectoryRecordSequence = Items(records)
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.save_as(path, enforce_file_format=True)
    return path


def images(report: IndexReport) -> int:
    return sum(s.instances for p in report.patients for study in p.studies for s in study.series)


@pytest.mark.parametrize("on_disk", ["images/im01", "Images/Im01", "IMAGES/IM01.", "IMAGES/IM01;1", "images./im01.;2"])
def test_a_copied_medium_is_found_whatever_copying_did_to_its_names(on_disk: str, tmp_path: Path, scan: Scan) -> None:
    write(ct_slice(), tmp_path / "m" / on_disk)
    report = scan(dicomdir(tmp_path / "m" / "DICOMDIR", ["IMAGES", "IM01"]))
    assert (images(report), report.unreadable) == (1, ())


@pytest.mark.parametrize("name", ["dicomdir", "DICOMDIR;1", "Dicomdir.", "DICOMDIR.;1"])
def test_the_directory_itself_is_known_by_its_copied_name(name: str, tmp_path: Path, scan: Scan) -> None:
    write(ct_slice(), tmp_path / "m" / "A")
    assert images(scan(dicomdir(tmp_path / "m" / name, ["A"]))) == 1


def test_two_files_whose_names_differ_only_in_spelling_are_not_guessed_between(tmp_path: Path, scan: Scan) -> None:
    write(ct_slice(), tmp_path / "m" / "im01")
    write(ct_slice(), tmp_path / "m" / "Im01")
    report = scan(dicomdir(tmp_path / "m" / "DICOMDIR", ["IM01"]))
    assert images(report) == 0
    assert "missing" in report.unreadable[0].reason


def test_an_image_that_was_moved_is_not_called_missing(tmp_path: Path, scan: Scan) -> None:
    dataset = ct_slice()
    write(dataset, tmp_path / "m" / "sorted" / "first.dcm")
    dicomdir(tmp_path / "m" / "DICOMDIR", ["IMAGES", "IM01"], uid=dataset.SOPInstanceUID)
    report = scan(tmp_path / "m")
    assert (images(report), report.unreadable) == (1, ())


def test_an_image_that_is_nowhere_is_called_missing(tmp_path: Path, scan: Scan) -> None:
    write(ct_slice(), tmp_path / "m" / "other.dcm")
    dicomdir(tmp_path / "m" / "DICOMDIR", ["IMAGES", "IM01"], uid="1.2.3")
    assert [entry.path for entry in scan(tmp_path / "m").unreadable] == ["IMAGES/IM01"]


HOSTILE = [
    ["..", "secret"], ["A", "..", "..", "secret"], ["/etc/passwd"], ["C:\\secret"], ["A:stream"], ["..;1", "secret"],
    ["A" * 5000], ["A"] * 9, ["LINK"], ["link;1"], ["UP", "secret"], ["A\x1b]0;x"],
]  # fmt: skip


@pytest.mark.parametrize("file_id", HOSTILE)
def test_a_hostile_reference_reaches_nothing(file_id: list[str], tmp_path: Path, scan: Scan) -> None:
    secret = write(ct_slice(), tmp_path / "secret")
    path = dicomdir(tmp_path / "m" / "DICOMDIR", file_id)
    (tmp_path / "m" / "LINK").symlink_to(secret)
    (tmp_path / "m" / "UP").symlink_to(tmp_path)
    report = scan(path)
    assert images(report) == 0
    (entry,) = report.unreadable
    assert "refused" in entry.reason or "missing" in entry.reason
    assert entry.path.isprintable()
    assert len(entry.path) < 300


@pytest.mark.parametrize("name", ["DICOMDIR", "DICOMDIR-implicit", "DICOMDIR-bigEnd", "DICOMDIR-nooffset"])
def test_every_encoding_of_a_directory_lists_the_same_files(
    name: str, tmp_path: Path, shared_data: Path, scan: Scan
) -> None:
    medium = tmp_path / "m"
    medium.mkdir()
    (medium / "DICOMDIR").write_bytes((shared_data / "zoo" / "dicomdir" / name).read_bytes())
    for folder in ("77654033", "98892001", "98892003"):
        (medium / folder).symlink_to(shared_data / "zoo" / "dicomdir" / folder)
    assert len([e for e in scan(medium / "DICOMDIR").unreadable if "outside the medium" in e.reason]) == 31


@pytest.mark.parametrize(
    ("name", "plain"),
    [("IM01;1", "im01"), ("Im01.", "im01"), ("A.B;12", "a.b"), ("A;B", "a;b"), ("..", ""), (";1", "")],
)
def test_the_plain_form_of_a_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain
