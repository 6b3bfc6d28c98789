"""What can go wrong with the image index, each told as what happened, to which file, and what to do."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from workstation.dicom.scan_index import ScanIndexError
from workstation.storage.errors import StorageError

_PRIMARY_CODE = 0xFF


class ImageIndexError(StorageError, ScanIndexError):
    """Base of all errors of the image index. It is a cache: no image and no case is lost with it."""


class ImageIndexReadOnlyError(ImageIndexError):
    """The index file or its folder cannot be written."""


class ImageIndexFullDiskError(ImageIndexError):
    """There is no room to write the index."""


class ImageIndexLockedError(ImageIndexError):
    """Another program holds the index."""


class ImageIndexUnavailableError(ImageIndexError):
    """The index file cannot be opened."""


class ImageIndexCorruptError(ImageIndexError):
    """The index file is damaged or is no index."""


class NewerImageIndexError(ImageIndexError):
    """The index was written by a newer version of the program."""


_ADVICE: dict[type[ImageIndexError], str] = {
    ImageIndexReadOnlyError: "cannot be written (read-only): allow writing there or choose another index file",
    ImageIndexFullDiskError: "cannot be written, the disk is full: free some space and open the folder again",
    ImageIndexLockedError: "is in use by another program: close it or wait, then open the folder again",
    ImageIndexUnavailableError: "cannot be opened: check its folder and the disk",
    ImageIndexCorruptError: "is damaged or is no image index: delete it, it is rebuilt from your images",
    NewerImageIndexError: (
        "was written by a newer version of Foramen: install that version, or delete the file (it is rebuilt from your"
        " images)"
    ),
    ImageIndexError: "refused the operation: delete it, it is rebuilt from your images",
}
_SQLITE_KINDS: dict[int, type[ImageIndexError]] = {
    3: ImageIndexReadOnlyError,  # SQLITE_PERM
    5: ImageIndexLockedError,  # SQLITE_BUSY
    6: ImageIndexLockedError,  # SQLITE_LOCKED
    8: ImageIndexReadOnlyError,  # SQLITE_READONLY
    10: ImageIndexUnavailableError,  # SQLITE_IOERR
    11: ImageIndexCorruptError,  # SQLITE_CORRUPT
    13: ImageIndexFullDiskError,  # SQLITE_FULL
    14: ImageIndexUnavailableError,  # SQLITE_CANTOPEN
    26: ImageIndexCorruptError,  # SQLITE_NOTADB
}
_ERRNO_KINDS: dict[int, type[ImageIndexError]] = {
    errno.EROFS: ImageIndexReadOnlyError,
    errno.EACCES: ImageIndexReadOnlyError,
    errno.EPERM: ImageIndexReadOnlyError,
    errno.ENOSPC: ImageIndexFullDiskError,
    errno.EDQUOT: ImageIndexFullDiskError,
}


def index_error(kind: type[ImageIndexError], path: Path, detail: str = "") -> ImageIndexError:
    """The error of one kind about one index file."""
    suffix = f" ({detail})" if detail else ""
    return kind(f"the image index {path} {_ADVICE[kind]}{suffix}")


@contextlib.contextmanager
def translated_index_errors(path: Path) -> Iterator[None]:
    """Turn database, file and content errors inside the block into `ImageIndexError`s, without quoting row values."""
    try:
        yield
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY_CODE
        name = str(getattr(error.orig, "sqlite_errorname", ""))
        raise index_error(_SQLITE_KINDS.get(code, ImageIndexError), path, name) from None
    except OSError as error:
        kind = _ERRNO_KINDS.get(error.errno or 0, ImageIndexUnavailableError)
        raise index_error(kind, path, errno.errorcode.get(error.errno or 0, "")) from None
    except (ValueError, TypeError, KeyError) as error:
        raise index_error(ImageIndexCorruptError, path, type(error).__name__) from None
