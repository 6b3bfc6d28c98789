"""Unpacking zip and gzip files under names of our own, with limits counted on what really comes out."""

from __future__ import annotations

import gzip
import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

MAX_MEMBERS = 100_000
MAX_TOTAL_BYTES = 16 << 30
MAX_MEMBER_BYTES = 4 << 30
MAX_RATIO = 100
"""Decompressed over compressed bytes of one archive; DEFLATE reaches 1032, but only on data that is no image."""
RATIO_FREE_BYTES = 256 << 20
"""Below this size a ratio is not held against an archive."""
MAX_DIRECTORY_BYTES = 32 << 20
"""Size of the list of names of an archive; a longer one fills memory before a member is counted."""
_CHUNK = 1 << 20
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How members are packed by nearly every program; the others are not worth the risk of their decoders."""
_END_BYTES = (1 << 16) + 22 + 20 + 56
"""The end records of an archive (also those of zip64) with the longest comment."""
_END = struct.Struct("<4s8xLL")
_END64 = struct.Struct("<4s36xQ")
_ENCRYPTED_FLAG = 0x1
_UNIX_TYPE_SHIFT = 16
_UNIX_SYMLINK = 0o120000
_UNIX_TYPE_MASK = 0o170000
ARCHIVE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile and gzip raise on damaged, encrypted or unsupported archives."""


class ArchiveLimitError(Exception):
    """An archive that is not unpacked, or not further; the message says which limit it passed."""


@dataclass(frozen=True)
class Member:
    """One archive member: its name inside (only for messages), and the file it became or the reason it did not."""

    name: str
    path: Path | None
    reason: str = ""


@dataclass
class Budget:
    """What may still be unpacked during one scan."""

    bytes_left: int = MAX_TOTAL_BYTES
    members_left: int = MAX_MEMBERS


@dataclass
class _Meter:
    """What came out of one archive so far, against its own size."""

    archive_bytes: int
    budget: Budget
    written: int = 0

    def count(self, size: int, member_bytes: int) -> None:
        """Add bytes that came out; raises `ArchiveLimitError` when a limit is passed."""
        self.written += size
        self.budget.bytes_left -= size
        if member_bytes > MAX_MEMBER_BYTES:
            raise ArchiveLimitError(f"one file inside grows beyond {MAX_MEMBER_BYTES >> 30} GiB: refused")
        if self.written > RATIO_FREE_BYTES and self.written > MAX_RATIO * self.archive_bytes:
            raise ArchiveLimitError("unpacks to far more than any real image (a decompression bomb): refused")
        if self.budget.bytes_left < 0:
            raise ArchiveLimitError(f"unpacks to more than {MAX_TOTAL_BYTES >> 30} GiB: refused")


class ArchiveKind(Enum):
    """How the beginning of a file says it is packed."""

    NONE = "none"
    ZIP = "zip"
    GZIP = "gzip"


def archive_kind(path: Path | str) -> ArchiveKind:
    """How a file is packed, by its first bytes (a DICOM file with a zip hidden behind it is not)."""
    try:
        descriptor = os.open(path, os.O_RDONLY)  # every file of a scan passes here: a file object costs twice as much
        try:
            start = os.read(descriptor, 4)
        finally:
            os.close(descriptor)
    except OSError:
        return ArchiveKind.NONE  # opening it as DICOM will say why
    if start in {b"PK\x03\x04", b"PK\x05\x06"}:
        return ArchiveKind.ZIP
    return ArchiveKind.GZIP if start[:2] == b"\x1f\x8b" else ArchiveKind.NONE


def private_folder(cache_dir: Path, source: Path) -> Path:
    """A 0700 folder for what comes out of one archive, named by a hash of its place, size and time."""
    status = source.stat()
    identity = f"{source.resolve()}\0{status.st_size}\0{status.st_mtime_ns}"
    folder = cache_dir / hashlib.sha256(identity.encode()).hexdigest()[:24]
    cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    os.utime(folder)  # what is opened again is used: see workstation.dicom.archive_shelf
    return folder


def unpack_zip(path: Path, folder: Path, budget: Budget) -> Iterator[Member]:
    """Unpack the files of an archive; member names never become paths. Raises `ArchiveLimitError` on a bomb."""
    _check_directory(path)
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        if not infos:
            raise ArchiveLimitError("an archive without any file in it")
        if len(infos) > budget.members_left:
            raise ArchiveLimitError(f"holds {len(infos)} files, more than the {MAX_MEMBERS} that are unpacked")
        budget.members_left -= len(infos)
        meter = _Meter(path.stat().st_size, budget)
        for number, info in enumerate(infos):
            yield _unpack_member(archive, info, folder / f"{number:06d}", meter)


def _check_directory(path: Path) -> None:
    """Refuse an archive whose list of names alone would fill memory (zipfile reads all of it at once).

    The largest of all end records counts, so that none can hide another (APPNOTE.TXT 4.3.14 and 4.3.16).
    """
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END_BYTES))
        end = file.read()
    for record, signature in ((_END, b"PK\x05\x06"), (_END64, b"PK\x06\x06")):
        at = end.find(signature)
        while at >= 0 and at + record.size <= len(end):
            stated = record.unpack_from(end, at)[1]
            if MAX_DIRECTORY_BYTES < stated <= size:
                raise ArchiveLimitError("holds a list of names longer than that of any real archive: refused")
            at = end.find(signature, at + 1)


def _unpack_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, meter: _Meter) -> Member:
    reason = _refusal(info)
    if reason:
        return Member(info.filename, None, reason)
    try:
        with archive.open(info) as source:
            _copy(source, target, meter)
    except ARCHIVE_ERRORS:
        target.unlink(missing_ok=True)
        return Member(info.filename, None, "damaged inside the archive: unpack it yourself or copy it again")
    return Member(info.filename, target)


def _refusal(info: zipfile.ZipInfo) -> str:
    """Why a member is not unpacked at all."""
    if info.flag_bits & _ENCRYPTED_FLAG:
        return "encrypted inside the archive: unpack it yourself and open the folder"
    if (info.external_attr >> _UNIX_TYPE_SHIFT) & _UNIX_TYPE_MASK == _UNIX_SYMLINK:
        return "a symbolic link inside the archive: not followed"
    if info.compress_type not in _METHODS:
        return "packed by an unusual method: unpack it yourself and open the folder"
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or ".." in name.split("/"):
        return "its name points outside the archive: refused"
    return ""


def unpack_gzip(path: Path, folder: Path, budget: Budget) -> Member:
    """The one file inside a gzip stream. Raises `ArchiveLimitError` on a bomb."""
    target = folder / "000000"
    try:
        with gzip.open(path) as source:
            _copy(source, target, _Meter(path.stat().st_size, budget))
    except (*ARCHIVE_ERRORS, gzip.BadGzipFile):
        target.unlink(missing_ok=True)
        return Member("", None, "a damaged gzip file")
    return Member("", target)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _copy(source: _Readable, target: Path, meter: _Meter) -> None:
    """Copy with the limits counted on real bytes; on any fault the partial file is removed."""
    written = 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        try:
            while chunk := source.read(_CHUNK):
                written += len(chunk)
                meter.count(len(chunk), written)
                out.write(chunk)
        except (ArchiveLimitError, OSError):
            target.unlink(missing_ok=True)
            raise
