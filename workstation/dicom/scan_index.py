"""What the scan wants from an index database, and how it goes on without one."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from workstation.dicom.headers import ScannedFile
from workstation.dicom.records import IndexReport


@dataclass(frozen=True, slots=True)
class FileState:
    """What says that a file has not changed since it was last looked at."""

    path: str
    size: int
    mtime_ns: int


class HasState(Protocol):
    """A listed file."""

    @property
    def state(self) -> FileState:
        """Its state when it was listed."""


class ScanIndexError(Exception):
    """Base of what an index may raise: the scan goes on without it and says so."""


class ScanIndex(Protocol):
    """Outcomes of unchanged files, and a place to keep new ones."""

    def unchanged_files(self, states: Sequence[FileState]) -> Set[str]:
        """The paths of those files that are still in the state in which their outcome was kept."""

    def known_files(self, states: Sequence[FileState]) -> dict[str, ScannedFile]:
        """The outcomes kept for the files that are still in this state, by path."""

    def keep_files(self, outcomes: Sequence[tuple[FileState, ScannedFile]]) -> None:
        """Remember outcomes."""

    def record(self, report: IndexReport) -> None:
        """Remember patients, studies and series."""


class GuardedIndex:
    """An index that may be absent or fail: the scan goes on, the failure becomes a notice."""

    def __init__(self, index: ScanIndex | None) -> None:
        self._index = index
        self.notices: list[str] = []

    def unchanged_files(self, files: Sequence[HasState]) -> Set[str]:
        """The paths of the files that need not be opened."""
        if self._index is None:
            return frozenset()
        try:
            return self._index.unchanged_files([file.state for file in files])
        except ScanIndexError as error:
            self._fail(error)
            return frozenset()

    def known_files(self, files: Sequence[HasState]) -> dict[str, ScannedFile]:
        """The outcomes kept for the unchanged files."""
        if self._index is None:
            return {}
        try:
            return self._index.known_files([file.state for file in files])
        except ScanIndexError as error:
            self._fail(error)
            return {}

    def keep_files(self, outcomes: Sequence[tuple[FileState, ScannedFile]]) -> None:
        """Remember outcomes, if possible."""
        if self._index is None or not outcomes:
            return
        try:
            self._index.keep_files(outcomes)
        except ScanIndexError as error:
            self._fail(error)

    def record(self, report: IndexReport) -> None:
        """Remember the report, if possible."""
        if self._index is None:
            return
        try:
            self._index.record(report)
        except ScanIndexError as error:
            self._fail(error)

    def _fail(self, error: ScanIndexError) -> None:
        self._index = None
        self.notices.append(str(error))
