"""A disk or file that fails gives an error that says what, which and what to do, and nothing is half done."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from annotations.case import Case, add
from annotations.evaluation import Complaint
from annotations.patient import PatientIdentity
from workstation.storage.case_store import CaseStore
from workstation.storage.errors import (
    DatabaseCorruptError,
    DatabaseLockedError,
    DatabaseReadOnlyError,
    DatabaseUnavailableError,
    DiskFullError,
    ForeignDatabaseError,
    NewerDatabaseError,
    StorageError,
    translated,
)

Mount = Callable[[str], None]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Mount]]:
    """A 2 MB disk and a function that mounts it again with other options; skipped where mounting is not allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "foramen-test", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not allow mounting a small disk")
    yield (
        folder,
        lambda options: subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True) and None,
    )
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def pain(number: int) -> Complaint:
    return Complaint(f"c{number}", "Pain", description="x" * 20_000)


def fill_until_refused(case: Case) -> StorageError:
    for number in range(1000):
        try:
            case.apply(add(pain(number), "more"))
        except StorageError as error:
            return error
    raise AssertionError("the disk never became full")


def test_a_full_disk_refuses_the_change_and_keeps_everything_before_it(
    small_disk: tuple[Path, Mount], patient: PatientIdentity
) -> None:
    folder, remount = small_disk
    store = CaseStore(folder / "cases.db")
    case = store.create(patient)
    error = fill_until_refused(case)
    assert isinstance(error, DiskFullError)
    assert "free some space" in str(error)
    assert str(folder / "cases.db") in str(error)
    assert "Example" not in str(error)
    stored = case.revision
    assert stored > 0
    assert len(case.items) == stored
    remount("size=8m")
    case.apply(add(pain(5000), "after making room"))
    store.close()
    again = CaseStore(folder / "cases.db")
    assert len(again.load(case.id).items) == stored + 1
    assert again.verify_audit() == ()
    again.close()


def test_a_store_on_a_full_disk_cannot_be_made(small_disk: tuple[Path, Mount]) -> None:
    folder, _ = small_disk
    with pytest.raises(OSError), (folder / "filler").open("wb", buffering=0) as filler:  # noqa: PT012
        while True:
            filler.write(b"x" * 4096)
    with pytest.raises(DiskFullError, match="free some space"):
        CaseStore(folder / "cases.db")


def test_a_disk_that_becomes_read_only_refuses_the_change(
    small_disk: tuple[Path, Mount], patient: PatientIdentity
) -> None:
    folder, remount = small_disk
    CaseStore(folder / "cases.db").close()
    remount("ro")
    with pytest.raises(DatabaseReadOnlyError, match="allow writing there") as caught:
        CaseStore(folder / "cases.db")
    assert str(folder / "cases.db") in str(caught.value)
    with pytest.raises(DatabaseReadOnlyError):
        CaseStore(folder / "new" / "cases.db")
    remount("rw")


def test_a_database_with_a_page_limit_says_that_it_is_full(store: CaseStore, patient: PatientIdentity) -> None:
    case = store.create(patient)
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 60")
    error = fill_until_refused(case)
    assert isinstance(error, DiskFullError)
    assert store.load(case.id).revision == case.revision


def test_a_database_held_by_another_program_says_so(
    database: Path, store: CaseStore, patient: PatientIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = store.create(patient)
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLockedError, match="in use by another program"):
        case.apply(add(pain(1), "blocked"))
    other.execute("ROLLBACK")
    other.close()
    case.apply(add(pain(1), "free again"))
    assert store.load(case.id).revision == 1


def test_a_database_of_a_newer_version_is_refused_untouched(database: Path, store: CaseStore) -> None:
    store.close()
    raw = sqlite3.connect(database)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    before = database.read_bytes()
    with pytest.raises(NewerDatabaseError, match=r"newer version of Foramen.*schema 9999"):
        CaseStore(database)
    assert database.read_bytes() == before


def test_a_database_of_another_program_is_refused(database: Path) -> None:
    raw = sqlite3.connect(database)
    raw.execute("CREATE TABLE recipes (title TEXT)")
    raw.commit()
    raw.close()
    with pytest.raises(ForeignDatabaseError, match="another program"):
        CaseStore(database)


def test_a_file_that_is_no_database_is_refused_untouched(database: Path) -> None:
    database.write_bytes(b"this is a text file, not a database\n" * 40)
    with pytest.raises(DatabaseCorruptError, match="restore the last backup"):
        CaseStore(database)
    assert database.read_bytes().startswith(b"this is a text file")


def test_a_folder_where_the_file_should_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailableError, match="cannot be reached"):
        CaseStore(tmp_path)


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseUnavailableError, match="cannot be reached"):
        CaseStore(tmp_path / "file" / "cases.db")


class ServerError(Exception):
    """What psycopg raises, as far as the store looks."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("Key (name)=(Example^Ana) already exists")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", DiskFullError),
        ("25006", DatabaseReadOnlyError),
        ("55P03", DatabaseLockedError),
        ("40P01", DatabaseLockedError),
        ("08006", DatabaseUnavailableError),
        ("57P01", DatabaseUnavailableError),
        ("XX001", DatabaseCorruptError),
        ("23505", StorageError),
        (None, DatabaseUnavailableError),
    ],
)
def test_server_errors_are_told_apart_and_never_repeat_values(state: str | None, kind: type[StorageError]) -> None:
    with pytest.raises(kind) as caught, translated("postgresql://host/cases"):
        raise OperationalError("INSERT", {}, ServerError(state))
    assert type(caught.value) is kind
    assert "Example" not in str(caught.value)
    assert caught.value.__cause__ is None
