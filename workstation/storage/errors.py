"""What can go wrong with the case store, each told as what happened, to which database, and what to do."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError

FULL_DISK_BYTES = 1_000_000
"""Less free space than this beside a failing SQLite file means that the disk is full."""
SQLITE_PRIMARY_CODE_MASK = 0xFF
"""SQLite keeps the primary result code in the low byte of the extended one (sqlite.org/rescode.html)."""


class StorageError(Exception):
    """Base of all errors of the stores. The message holds no patient data."""


class DatabaseReadOnlyError(StorageError):
    """The database, or its folder, cannot be written."""


class DiskFullError(StorageError):
    """There is no room for the change."""


class DatabaseLockedError(StorageError):
    """Another program holds the database."""


class DatabaseUnavailableError(StorageError):
    """The file or the server cannot be reached."""


class DatabaseCorruptError(StorageError):
    """The file is damaged or is no database."""


class ForeignDatabaseError(StorageError):
    """A database, but not a Foramen case store."""


class NewerDatabaseError(StorageError):
    """A case store written by a newer version of the program."""


class StaleCaseError(StorageError):
    """Another process changed the case since it was read."""


class CaseNotFoundError(StorageError):
    """No case with this id."""


class CaseExistsError(StorageError):
    """A case with this id is already stored."""


class StoreClosedError(StorageError):
    """The store was closed before this change."""


_ADVICE: dict[type[StorageError], str] = {
    DatabaseReadOnlyError: "is read-only, nothing was saved; allow writing there or choose another case store",
    DiskFullError: "is on a full disk, nothing was saved; free some space and repeat the action",
    DatabaseLockedError: "is in use by another program, nothing was saved; close it or wait, then repeat the action",
    DatabaseUnavailableError: "cannot be reached, nothing was saved; check the path, the disk or the server",
    DatabaseCorruptError: "is damaged or is not a database; keep the file, restore the last backup beside it",
    ForeignDatabaseError: "is a database of another program; choose another file for the case store",
    NewerDatabaseError: "was written by a newer version of Foramen; install that version or choose another case store",
    StorageError: "refused the operation, nothing was saved; send the log to support",
}

_SQLITE_ERRORS: dict[int, type[StorageError]] = {
    3: DatabaseReadOnlyError,  # SQLITE_PERM
    5: DatabaseLockedError,  # SQLITE_BUSY
    6: DatabaseLockedError,  # SQLITE_LOCKED
    8: DatabaseReadOnlyError,  # SQLITE_READONLY
    10: DatabaseUnavailableError,  # SQLITE_IOERR
    11: DatabaseCorruptError,  # SQLITE_CORRUPT
    13: DiskFullError,  # SQLITE_FULL
    14: DatabaseUnavailableError,  # SQLITE_CANTOPEN
    26: DatabaseCorruptError,  # SQLITE_NOTADB
}

_SQLSTATE_ERRORS: dict[str, type[StorageError]] = {
    "25006": DatabaseReadOnlyError,  # read_only_sql_transaction
    "42501": DatabaseReadOnlyError,  # insufficient_privilege
    "53100": DiskFullError,  # disk_full
    "55P03": DatabaseLockedError,  # lock_not_available
    "40001": DatabaseLockedError,  # serialization_failure
    "40P01": DatabaseLockedError,  # deadlock_detected
    "XX001": DatabaseCorruptError,  # data_corrupted
    "XX002": DatabaseCorruptError,  # index_corrupted
}

_ERRNO_ERRORS: dict[int, type[StorageError]] = {
    errno.EROFS: DatabaseReadOnlyError,
    errno.EACCES: DatabaseReadOnlyError,
    errno.EPERM: DatabaseReadOnlyError,
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
}


def problem(kind: type[StorageError], database: str, code: str = "") -> StorageError:
    """The error of one kind about one database, with the advice that belongs to it."""
    suffix = f" ({code})" if code else ""
    return kind(f"the case store {database} {_ADVICE[kind]}{suffix}")


@contextmanager
def translated(database: str, path: Path | None = None) -> Iterator[None]:
    """Turn database and file errors inside the block into `StorageError`s.

    The cause is cut off on purpose: PostgreSQL repeats the offending values in its messages. The code is kept.
    """
    try:
        yield
    except DBAPIError as error:
        kind, code = _kind_and_code(error, path)
        raise problem(kind, database, code) from None
    except OSError as error:
        kind = _ERRNO_ERRORS.get(error.errno or 0, DatabaseUnavailableError)
        raise problem(kind, database, errno.errorcode.get(error.errno or 0, "")) from None


def _kind_and_code(error: DBAPIError, path: Path | None) -> tuple[type[StorageError], str]:
    sqlite_code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(sqlite_code, int):
        kind = _SQLITE_ERRORS.get(sqlite_code & SQLITE_PRIMARY_CODE_MASK, StorageError)
        name = str(getattr(error.orig, "sqlite_errorname", sqlite_code))
        return (_seen_from_disk(path) or kind if kind is DatabaseUnavailableError else kind), name
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        lost = DatabaseUnavailableError if state.startswith(("08", "57P", "28")) else StorageError
        return _SQLSTATE_ERRORS.get(state, lost), state
    return (DatabaseUnavailableError if isinstance(error, OperationalError) else StorageError), ""


def _seen_from_disk(path: Path | None) -> type[StorageError] | None:
    """Why SQLite could not open or write a file, where its own code does not say (CANTOPEN, IOERR_SHMSIZE)."""
    if path is None or not path.parent.is_dir():
        return None
    if shutil.disk_usage(path.parent).free < FULL_DISK_BYTES:
        return DiskFullError
    return DatabaseReadOnlyError if _is_read_only(path.parent) else None


def _is_read_only(folder: Path) -> bool:
    try:
        probe = folder / ".foramen-write-probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return _ERRNO_ERRORS.get(error.errno or 0) is DatabaseReadOnlyError
    return False
