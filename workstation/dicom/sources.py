"""From what the user opened (files, folders, archives, media) to the list of files to look at, each once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
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
from workstation.dicom.media import directory_references
from workstation.dicom.records import UnreadableFile
from workstation.jobs.cancel import CancelToken


@dataclass(frozen=True)
class SourceFile:
    """A file to look at: where it is, and the name it is reported by (relative to the argument given)."""

    path: Path
    shown_as: str


@dataclass
class Sources:
    """Everything found under the arguments of one scan; `unreadable` says what could not be entered."""

    files: list[SourceFile] = field(default_factory=list)
    unreadable: list[UnreadableFile] = field(default_factory=list)


def find_sources(paths: Sequence[Path], *, cache_dir: Path, cancel: CancelToken | None = None) -> Sources:
    """List the files under the arguments, sorted, each real file once; archives are unpacked into `cache_dir`.

    Raises `CancelledError`.
    """
    return _Finder(cache_dir, cancel).find(paths)


class _Finder:
    def __init__(self, cache_dir: Path, cancel: CancelToken | None) -> None:
        self._cache_dir = cache_dir
        self._cancel = cancel
        self._budget = Budget()
        self._seen: set[str] = set()
        self._real_folders: dict[str, str] = {}
        self._found = Sources()

    def find(self, paths: Sequence[Path]) -> Sources:
        directories: list[tuple[Path, str]] = []
        for argument in paths:
            if argument.is_dir():
                for path in self._walk(argument):
                    shown = path.relative_to(argument).as_posix()
                    self._add(path, shown, directories)
            elif argument.exists():
                self._add(argument, argument.name, directories)
            else:
                self._refuse(argument.name, "no such file or folder")
        for path, shown in directories:
            self._add_media(path, shown)
        return self._found

    def _walk(self, folder: Path) -> Iterator[Path]:
        """All files below a folder in name order; a folder reached again through a link is not entered twice."""
        entered: set[tuple[int, int]] = set()

        def on_error(error: OSError) -> None:
            name = Path(str(error.filename or folder))
            shown = name.relative_to(folder).as_posix() if name.is_relative_to(folder) else name.name
            self._refuse(shown, f"folder cannot be opened: {error.strerror}")

        for root, subfolders, names in os.walk(folder, followlinks=True, onerror=on_error):
            if self._cancel is not None:
                self._cancel.raise_if_cancelled()
            try:
                status = os.stat(root)
            except OSError as error:
                on_error(error)
                subfolders.clear()
                continue
            if (status.st_dev, status.st_ino) in entered:
                subfolders.clear()
                continue
            entered.add((status.st_dev, status.st_ino))
            subfolders.sort()
            for name in sorted(names):
                yield Path(root, name)

    def _add(self, path: Path, shown: str, directories: list[tuple[Path, str]]) -> None:
        real = self._real(path)
        if real in self._seen:
            return
        self._seen.add(real)
        if not os.path.isfile(real):
            self._refuse(shown, "a broken link" if path.is_symlink() else "not a regular file")
            return
        if path.name.upper() == "DICOMDIR":
            directories.append((path, shown))
        kind = archive_kind(real)
        if kind is ArchiveKind.ZIP:
            self._add_zip(path, shown)
        elif kind is ArchiveKind.GZIP:
            self._add_gzip(path, shown)
        else:
            self._found.files.append(SourceFile(path, shown))

    def _real(self, path: Path) -> str:
        """The real path of a file; its folder is resolved once, not again for each of its files."""
        if path.is_symlink():
            return os.path.realpath(path)
        folder, name = os.path.split(path)
        if folder not in self._real_folders:
            self._real_folders[folder] = os.path.realpath(folder)
        return os.path.join(self._real_folders[folder], name)

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
                    self._found.files.append(SourceFile(member.path, inside))
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
            self._found.files.append(SourceFile(member.path, shown))

    def _add_media(self, directory: Path, shown: str) -> None:
        """Files a DICOMDIR lists: those outside the scanned folder are added, missing and hostile ones reported."""
        prefix = shown.rsplit("/", 1)[0] + "/" if "/" in shown else ""
        for reference in directory_references(directory):
            name = prefix + printable(reference.name)
            if reference.path is None:
                self._refuse(name, reference.reason)
            else:
                self._add(reference.path, name, [])

    def _refuse(self, shown: str, reason: str) -> None:
        self._found.unreadable.append(UnreadableFile(shown, reason))


def printable(name: str) -> str:
    """A foreign file name without characters that could confuse a terminal or a list."""
    return "".join(c if c.isprintable() else "?" for c in name)
