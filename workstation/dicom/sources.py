"""From what the user opened (files, folders, archives, media) to the list of files to look at, each once."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from workstation.dicom.archives import (
    ARCHIVE_ERRORS,
    ArchiveKind,
    ArchiveLimitError,
    Budget,
    archive_kind,
    private_folder,
    unpack_gzip,
    unpack_zip,
)
from workstation.dicom.media import MISSING, directory_references, is_directory_file
from workstation.dicom.records import UnreadableFile
from workstation.dicom.scan_index import FileState
from workstation.jobs.cancel import CancelToken

RECONNECT = "connect the drive again and open it once more"
CANCEL_EVERY = 256
"""Entries of one folder between two looks at the cancel token."""
_GONE = (FileNotFoundError, NotADirectoryError, ValueError)
"""What stat raises for a path that is not there (`ValueError`: it holds a NUL)."""
MAX_SHOWN_NAME = 240
"""Characters of a foreign name that a message repeats."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to look at. `root_length` characters of its path are the folder given, `name` is for files from elsewhere.

    Size and time are those when it was listed. Small on purpose: a scan holds 100,000 of them.
    """

    path: str
    size: int
    mtime_ns: int
    root_length: int = 0
    name: str = ""

    @property
    def shown_as(self) -> str:
        """The name it is reported by, relative to the argument given."""
        return self.name or self.path[self.root_length :]

    @property
    def root(self) -> str:
        """The folder given, or the one the file lies in."""
        return self.path[: self.root_length] if self.root_length else os.path.dirname(self.path)

    @property
    def state(self) -> FileState:
        """What says later whether it has changed."""
        return FileState(self.path, self.size, self.mtime_ns)


@dataclass
class Sources:
    """Everything found under the arguments of one scan; `unreadable` says what could not be entered."""

    files: list[SourceFile] = field(default_factory=list)
    unreadable: list[UnreadableFile] = field(default_factory=list)
    missing: dict[str, UnreadableFile] = field(default_factory=dict)
    """What media list and do not have, by SOP Instance UID: the image may turn up under another name."""


Unchanged = Callable[[Sequence[SourceFile]], Set[str]]


def _none_unchanged(_files: Sequence[SourceFile]) -> Set[str]:
    return frozenset()


def find_sources(
    paths: Sequence[Path],
    *,
    cache_dir: Path,
    cancel: CancelToken | None = None,
    unchanged: Unchanged = _none_unchanged,
) -> Sources:
    """List the files under the arguments, sorted, each real file once; archives are unpacked into `cache_dir`.

    Files that `unchanged` names are known not to be archives and are not opened. Raises `CancelledError`.
    """
    return _Finder(cache_dir, cancel, unchanged).find(paths)


class _Finder:
    def __init__(self, cache_dir: Path, cancel: CancelToken | None, unchanged: Unchanged) -> None:
        self._cache_dir = cache_dir
        self._cancel = cancel
        self._unchanged = unchanged
        self._budget = Budget()
        self._seen: set[str] = set()
        self._real_folders: dict[str, str] = {}
        self._directories: list[SourceFile] = []
        self._found = Sources()

    def find(self, paths: Sequence[Path]) -> Sources:
        for argument in paths:
            try:
                status = os.stat(argument)
            except _GONE:
                self._refuse(argument.name, "no such file or folder")
            except OSError as error:
                self._refuse(argument.name, f"cannot be reached ({error.strerror}): {RECONNECT}")
            else:
                if stat.S_ISDIR(status.st_mode):
                    self._walk(str(argument))
                else:
                    self._take([self._listed(str(argument), 0, argument.name)])
        for directory in self._directories:
            self._add_media(directory)
        return self._found

    def _check_cancelled(self) -> None:
        if self._cancel is not None:
            self._cancel.raise_if_cancelled()

    def _walk(self, folder: str) -> None:
        """Take all files below a folder in name order; one reached again through a link is not entered twice."""
        root_length = len(os.path.join(folder, ""))
        entered: set[tuple[int, int]] = set()
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            self._check_cancelled()
            try:
                status = os.stat(current)
            except OSError as error:
                self._refuse_folder(current, root_length, error)
                continue
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            files, subfolders = self._entries(current, root_length)
            waiting.extend(reversed(subfolders))
            self._take_folder(current, files, root_length)

    def _take_folder(self, folder: str, paths: Sequence[str], root_length: int) -> None:
        """Take the files of one folder a part at a time; when it has gone meanwhile that is said once."""
        for start in range(0, len(paths), CANCEL_EVERY):
            self._check_cancelled()
            listed = [self._listed(path, root_length) for path in paths[start : start + CANCEL_EVERY]]
            self._take(listed)
            if None in listed and not os.path.isdir(folder):
                self._refuse(folder[root_length:] or ".", f"the folder has gone while it was listed: {RECONNECT}")
                return

    def _entries(self, folder: str, root_length: int) -> tuple[list[str], list[str]]:
        """The files and the subfolders of one folder, sorted by name; what was listed before an error counts."""
        files: list[str] = []
        subfolders: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for number, entry in enumerate(entries):
                    if number % CANCEL_EVERY == 0:
                        self._check_cancelled()
                    (subfolders if _is_folder(entry) else files).append(entry.path)
        except OSError as error:
            self._refuse_folder(folder, root_length, error)
        return sorted(files), sorted(subfolders)

    def _refuse_folder(self, folder: str, root_length: int, error: OSError) -> None:
        shown = folder[root_length:] or "."
        self._refuse(shown, f"folder cannot be opened: {error.strerror}")

    def _listed(self, path: str, root_length: int, name: str = "") -> SourceFile | None:
        """One file with its state; None when it was listed before or is none."""
        real = self._real(path)
        if real in self._seen:
            return None
        self._seen.add(real)
        shown = name or path[root_length:]
        try:
            status = os.stat(path)
        except OSError as error:
            broken = isinstance(error, _GONE) and os.path.islink(path)
            self._refuse(shown, "a broken link" if broken else f"cannot be reached: {error.strerror}")
            return None
        if not stat.S_ISREG(status.st_mode):
            self._refuse(shown, "not a regular file")
            return None
        return SourceFile(path, status.st_size, status.st_mtime_ns, root_length, name)

    def _take(self, listed: Sequence[SourceFile | None]) -> None:
        """Add files to the list, archives with what is in them."""
        files = [file for file in listed if file is not None]
        known = self._unchanged(files)
        for file in files:
            if is_directory_file(os.path.basename(file.path)):
                self._directories.append(file)
            kind = ArchiveKind.NONE if file.path in known else archive_kind(file.path)
            if kind is ArchiveKind.ZIP:
                self._add_zip(Path(file.path), file.shown_as)
            elif kind is ArchiveKind.GZIP:
                self._add_gzip(Path(file.path), file.shown_as)
            else:
                self._found.files.append(file)

    def _real(self, path: str) -> str:
        """The real path of a file; its folder is resolved once, not again for each of its files."""
        if os.path.islink(path):
            return os.path.realpath(path)
        folder, name = os.path.split(path)
        if folder not in self._real_folders:
            self._real_folders[folder] = os.path.realpath(folder)
        real = self._real_folders[folder]
        return path if real == folder else os.path.join(real, name)

    def _add_unpacked(self, path: Path, shown: str) -> None:
        try:
            status = os.stat(path)
        except OSError as error:
            self._refuse(shown, f"cannot be reached: {error.strerror}")
            return
        self._found.files.append(SourceFile(str(path), status.st_size, status.st_mtime_ns, 0, shown))

    def _add_zip(self, path: Path, shown: str) -> None:
        try:
            folder = private_folder(self._cache_dir, path)
            for member in unpack_zip(path, folder, self._budget):
                if self._cancel is not None:
                    self._cancel.raise_if_cancelled()
                inside = f"{shown}/{printable(member.name)}"
                if member.path is None:
                    self._refuse(inside, member.reason)
                elif archive_kind(member.path) is ArchiveKind.ZIP:
                    self._refuse(inside, "an archive inside an archive: unpack it yourself and open the folder")
                else:
                    self._add_unpacked(member.path, inside)
        except ArchiveLimitError as error:
            self._refuse(shown, str(error))
        except ARCHIVE_ERRORS:
            self._refuse(shown, "a damaged zip archive: copy it again from its source")
        except OSError as error:
            self._refuse(shown, f"cannot be unpacked: {error.strerror}; free space or choose another cache folder")

    def _add_gzip(self, path: Path, shown: str) -> None:
        try:
            member = unpack_gzip(path, private_folder(self._cache_dir, path), self._budget)
        except ArchiveLimitError as error:
            self._refuse(shown, str(error))
            return
        except OSError as error:
            self._refuse(shown, f"cannot be unpacked: {error.strerror}; free space or choose another cache folder")
            return
        if member.path is None:
            self._refuse(shown, member.reason)
        else:
            self._add_unpacked(member.path, shown)

    def _add_media(self, directory: SourceFile) -> None:
        """Files a DICOMDIR lists: those outside the scanned folder are added, missing and hostile ones reported."""
        shown = directory.shown_as
        prefix = shown.rsplit("/", 1)[0] + "/" if "/" in shown else ""
        already = len(self._directories)
        for reference in directory_references(Path(directory.path)):
            name = prefix + printable(reference.name)
            if reference.reason == MISSING and reference.sop_instance_uid:
                self._found.missing[reference.sop_instance_uid] = UnreadableFile(name, MISSING)
            elif reference.path is None:
                self._refuse(name, reference.reason)
            else:
                self._take([self._listed(str(reference.path), 0, name)])
        del self._directories[already:]  # a medium that lists further DICOMDIRs is not followed into them

    def _refuse(self, shown: str, reason: str) -> None:
        self._found.unreadable.append(UnreadableFile(shown, reason))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # looking at it as a file says why


def printable(name: str) -> str:
    """A foreign file name without characters that could confuse a terminal or a list, and not too long for one."""
    shown = name if len(name) <= MAX_SHOWN_NAME else f"{name[:MAX_SHOWN_NAME]}…"
    return "".join(c if c.isprintable() else "?" for c in shown)
