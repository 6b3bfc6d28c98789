"""The image index: what it keeps, finds and skips, and what it says when its file cannot be used."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.support.dicom_builder import ct_slice, write, write_series
from workstation.dicom import scan as scan_module
from workstation.dicom.scan import scan_paths
from workstation.storage.errors import StorageError
from workstation.storage.image_index import ImageIndex
from workstation.storage.image_index_errors import (
    ImageIndexCorruptError,
    ImageIndexFullDiskError,
    ImageIndexLockedError,
    ImageIndexReadOnlyError,
    ImageIndexUnavailableError,
    NewerImageIndexError,
)
from workstation.storage.image_index_tables import SCHEMA_VERSION


@pytest.fixture
def index(tmp_path):
    """An empty index."""
    index = ImageIndex(tmp_path / "state" / "index.sqlite")
    yield index
    index.close()


@pytest.fixture
def scan(tmp_path, index):
    """Scan into the index."""

    def run(*paths: Path):
        return scan_paths(list(paths), cache_dir=tmp_path / "cache", index=index)

    return run


def test_what_was_scanned_comes_back_equal(tmp_path, scan, index):
    write_series(tmp_path / "s", [0, 2, 4])
    report = scan(tmp_path / "s")
    assert index.patients() == report.patients
    series = report.patients[0].studies[0].series[0]
    assert index.series(series.series_instance_uid) == series
    assert index.series("1.2.3") is None


def test_an_unchanged_file_is_not_read_again(tmp_path, scan, monkeypatch):
    paths = write_series(tmp_path / "s", [0, 2, 4])
    (tmp_path / "s" / "text").write_text("no image")
    first = scan(tmp_path / "s")
    opened = []
    original = scan_module.read_file
    monkeypatch.setattr(scan_module, "read_file", lambda path: opened.append(path) or original(path))
    second = scan(tmp_path / "s")
    assert opened == []
    assert (second.patients, second.unreadable) == (first.patients, first.unreadable)
    write(ct_slice(2.0, 2, SOPInstanceUID="1.2.3.4"), paths[1])
    os.utime(paths[1], ns=(1, 1))
    scan(tmp_path / "s")
    assert opened == [str(paths[1])]


def test_scanning_a_part_does_not_forget_the_rest(tmp_path, scan, index):
    paths = write_series(tmp_path / "s", [0, 2, 4])
    scan(tmp_path / "s")
    scan(paths[0])
    (patient,) = index.patients()
    assert patient.studies[0].series[0].instances == 3
    for path in paths[1:]:
        path.unlink()
    scan(paths[0])
    assert index.patients()[0].studies[0].series[0].instances == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("test", 1),
        ("PATIENT test", 1),
        ("p1", 1),
        ("1960", 1),
        ("%", 0),
        ("_", 0),
        ("'); DROP TABLE patients;--", 0),
        ("", 2),
    ],
)
def test_search_takes_every_character_as_itself(tmp_path, scan, index, text, found):
    write(ct_slice(), tmp_path / "s" / "a")
    other = ct_slice(
        StudyInstanceUID="1.2",
        SeriesInstanceUID="1.3",
        PatientID="Q2",
        PatientName="Other",
        PatientBirthDate="19700101",
    )
    write(other, tmp_path / "s" / "b")
    scan(tmp_path / "s")
    assert len(index.search(text)) == found


def test_search_finds_literal_wildcards_and_any_case(tmp_path, scan, index):
    write(ct_slice(PatientName="Straße^50%_a", SpecificCharacterSet="ISO_IR 192"), tmp_path / "s" / "a")
    scan(tmp_path / "s")
    assert len(index.search("50%_A")) == 1
    assert len(index.search("STRASSE")) == 1
    assert index.search("50_") == ()


def test_the_file_is_private(index):
    assert index.path.stat().st_mode & 0o777 == 0o600


def test_an_index_may_be_deleted_and_is_rebuilt(tmp_path):
    path = tmp_path / "index.sqlite"
    ImageIndex(path).close()
    path.unlink()
    again = ImageIndex(path)
    assert again.patients() == ()
    again.close()


def test_a_newer_index_is_refused_with_what_which_and_what_to_do(tmp_path):
    path = tmp_path / "index.sqlite"
    ImageIndex(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(NewerImageIndexError) as caught:
        ImageIndex(path)
    message = str(caught.value)
    assert str(path) in message
    assert "newer version" in message
    assert "delete the file" in message


def test_an_older_index_is_rebuilt_empty(tmp_path):
    path = tmp_path / "index.sqlite"
    ImageIndex(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=0")
        connection.execute("DROP TABLE series")
    connection.close()
    again = ImageIndex(path)
    assert again.patients() == ()
    again.close()


def test_another_database_and_garbage_are_corrupt(tmp_path):
    foreign = tmp_path / "foreign.sqlite"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    garbage = tmp_path / "garbage.sqlite"
    garbage.write_bytes(b"no database" * 1000)
    for path in (foreign, garbage):
        with pytest.raises(ImageIndexCorruptError, match="delete it"):
            ImageIndex(path)
    assert foreign.stat().st_size > 0


def test_a_locked_index_says_so_and_the_scan_goes_on(tmp_path, scan, index):
    write_series(tmp_path / "s", [0, 2])
    with index._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
    other = sqlite3.connect(index.path)
    other.execute("BEGIN EXCLUSIVE")
    try:
        report = scan(tmp_path / "s")
    finally:
        other.rollback()
        other.close()
    assert len(report.patients) == 1
    assert "in use by another program" in report.notices[0]


def test_a_path_below_a_file_cannot_be_opened(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises((ImageIndexUnavailableError, ImageIndexReadOnlyError)):
        ImageIndex(tmp_path / "file" / "index.sqlite")


def test_a_read_only_index_is_named(tmp_path, index, scan):
    write_series(tmp_path / "s", [0, 2])
    with index._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with index._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    report = scan(tmp_path / "s")
    assert "read-only" in report.notices[0]
    assert len(report.patients) == 1


def test_a_full_disk_is_named(tmp_path, index):
    write_series(tmp_path / "s", [float(n) for n in range(0, 60, 2)])
    with index._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    report = scan_paths([tmp_path / "s"], cache_dir=tmp_path / "cache", index=index)
    assert "disk is full" in report.notices[0]
    assert len(report.patients) == 1


@pytest.mark.parametrize(
    "kind",
    [
        ImageIndexCorruptError,
        ImageIndexFullDiskError,
        ImageIndexLockedError,
        ImageIndexReadOnlyError,
        ImageIndexUnavailableError,
        NewerImageIndexError,
    ],
)
def test_every_kind_is_a_storage_error(kind):
    assert issubclass(kind, StorageError)


def test_a_found_patient_says_who_and_leads_to_all_images(tmp_path, scan, index):
    write_series(tmp_path / "s", [0, 2, 4])
    write(ct_slice(StudyInstanceUID="1.2", SeriesInstanceUID="1.3", StudyDate="20250607"), tmp_path / "s" / "b")
    (patient,) = scan(tmp_path / "s").patients
    (found,) = index.search("pati")
    assert found.identity == patient.identity
    assert (found.studies, found.newest_study_date) == (2, "2025-06-07")
    assert index.patient(found.key) == patient
    assert index.patient("nobody") is None
    assert index.patient_count() == 1


def test_every_word_must_be_found(tmp_path, scan, index):
    write(ct_slice(), tmp_path / "s" / "a")
    scan(tmp_path / "s")
    assert len(index.search("test p1")) == 1
    assert index.search("test p2") == ()


def test_a_search_reads_only_the_search_index_of_patients_who_do_not_match(index):
    with index._engine.connect() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT key FROM patients WHERE instr(search_text, 'x') > 0"
        ).all()
    assert any("COVERING INDEX" in str(row) for row in plan)


def test_an_index_with_records_of_another_form_is_rebuilt_empty(tmp_path, scan, index):
    write(ct_slice(), tmp_path / "s" / "a")
    scan(tmp_path / "s")
    with sqlite3.connect(index.path) as connection:
        connection.execute("UPDATE form SET record_form = 'that of an older program'")
    connection.close()
    again = ImageIndex(index.path)
    assert again.patients() == ()
    assert scan_paths([tmp_path / "s"], cache_dir=tmp_path / "cache", index=again).patients == again.patients()
    again.close()
    once_more = ImageIndex(index.path)
    assert once_more.patient_count() == 1
    once_more.close()


def test_one_series_uid_in_two_studies_of_a_patient_stays_two_series(tmp_path, scan, index):
    write(ct_slice(), tmp_path / "s" / "a")
    write(ct_slice(StudyInstanceUID="1.2"), tmp_path / "s" / "b")
    report = scan(tmp_path / "s")
    assert index.patients() == report.patients
    assert index.series(report.patients[0].studies[0].series[0].series_instance_uid) is None


def test_a_scan_that_finds_nothing_new_writes_nothing(tmp_path, scan, index):
    write_series(tmp_path / "s", [0, 2, 4])
    scan(tmp_path / "s")
    before = index.path.read_bytes()
    scan(tmp_path / "s")
    assert index.path.read_bytes() == before
