"""What is there: files, folders, archives and media to patients, studies, series and stacks."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from workstation.dicom.header_reader import read_file
from workstation.dicom.headers import InstanceHeader, ScannedFile
from workstation.dicom.patients import group_patients
from workstation.dicom.pydicom_setup import configure_pydicom
from workstation.dicom.records import IndexReport, NonImage, UnreadableFile
from workstation.dicom.sources import SourceFile, find_sources
from workstation.jobs.cancel import CancelToken

PROGRESS_EVERY = 20
"""Files between two progress calls."""


@dataclass(frozen=True)
class FileState:
    """What says that a file has not changed since it was last looked at."""

    path: str
    size: int
    mtime_ns: int


class ScanIndexError(Exception):
    """Base of what an index may raise: the scan goes on without it and says so."""


class ScanIndex(Protocol):
    """What the scan wants from an index database: outcomes of unchanged files, and a place to keep new ones."""

    def known_files(self, states: Sequence[FileState]) -> dict[str, ScannedFile]:
        """The outcomes kept for the files that are still in this state, by path."""

    def keep_files(self, outcomes: Sequence[tuple[FileState, ScannedFile]]) -> None:
        """Remember outcomes."""

    def record(self, report: IndexReport) -> None:
        """Remember patients, studies and series."""


def scan_paths(
    paths: Sequence[Path],
    *,
    cache_dir: Path,
    index: ScanIndex | None = None,
    cancel: CancelToken | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> IndexReport:
    """Look at everything under `paths` and say what it is.

    Parameters
    ----------
    paths
        Files, folders (searched to the bottom), zip archives, gzip files, DICOMDIR media.
    cache_dir
        Where archives are unpacked, in private folders with names of our own.
    index
        Unchanged files are taken from it without reading them; the result is recorded in it. When it fails, the scan
        goes on without it and `notices` of the report say why.
    progress
        Called in this thread with (files done, files in all); the total is None while files are still being listed.

    Raises
    ------
    CancelledError
        When `cancel` was cancelled. Nothing in the data raises: it is listed as unreadable with its reason.

    """
    started = time.perf_counter()
    configure_pydicom()
    if progress is not None:
        progress(0, None)
    sources = find_sources([Path(p) for p in paths], cache_dir=cache_dir, cancel=cancel)
    guarded = _GuardedIndex(index)
    outcomes = _read_all(sources.files, guarded, cancel, progress)
    shown = {str(source.path): source.shown_as for source in sources.files}
    images, copies = _without_copies([o.header for o in outcomes if o.header is not None], shown)
    unreadable = [UnreadableFile(shown[o.path], o.unreadable) for o in outcomes if o.unreadable]
    report = IndexReport(
        patients=group_patients(images),
        unreadable=tuple(sorted([*sources.unreadable, *unreadable, *copies], key=lambda u: u.path)),
        not_images=tuple(NonImage(shown[o.path], o.sop_class) for o in outcomes if o.sop_class),
        seconds=time.perf_counter() - started,
        files=len(sources.files),
    )
    guarded.record(report)
    return replace(report, notices=tuple(guarded.notices))


class _GuardedIndex:
    """An index that may be absent or fail: the scan goes on, the failure becomes a notice."""

    def __init__(self, index: ScanIndex | None) -> None:
        self._index = index
        self.notices: list[str] = []

    def known_files(self, files: Sequence[SourceFile]) -> tuple[list[FileState], dict[str, ScannedFile]]:
        """The states of the files, and the outcomes kept for the unchanged ones."""
        if self._index is None:
            return [], {}
        states = [state for state in map(_state, files) if state is not None]
        try:
            return states, self._index.known_files(states)
        except ScanIndexError as error:
            self._fail(error)
            return [], {}

    def keep_files(self, outcomes: Sequence[tuple[FileState, ScannedFile]]) -> None:
        """Remember outcomes, if possible."""
        if self._index is None:
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


def _read_all(
    files: Sequence[SourceFile],
    index: _GuardedIndex,
    cancel: CancelToken | None,
    progress: Callable[[int, int | None], None] | None,
) -> list[ScannedFile]:
    states, known = index.known_files(files)
    outcomes = []
    for number, source in enumerate(files):
        if cancel is not None:
            cancel.raise_if_cancelled()
        if progress is not None and number % PROGRESS_EVERY == 0:
            progress(number, len(files))
        path = str(source.path)
        outcomes.append(known[path] if path in known else read_file(path))
    if progress is not None:
        progress(len(files), len(files))
    fresh = {o.path: o for o in outcomes if o.path not in known}
    index.keep_files([(state, fresh[state.path]) for state in states if state.path in fresh])
    return outcomes


def _state(source: SourceFile) -> FileState | None:
    try:
        status = os.stat(source.path)
    except OSError:
        return None
    return FileState(str(source.path), status.st_size, status.st_mtime_ns)


def _without_copies(
    headers: Sequence[InstanceHeader], shown: dict[str, str]
) -> tuple[list[InstanceHeader], list[UnreadableFile]]:
    """Each SOP Instance once (of one patient, study and series), its undamaged file first; the others are listed."""
    kept: dict[tuple[str, ...], InstanceHeader] = {}
    for header in sorted(headers, key=lambda h: bool(h.problems)):
        kept.setdefault(_instance_key(header), header)
    images, copies = [], []
    for header in headers:
        first = kept[_instance_key(header)]
        if first is header:
            images.append(header)
        else:
            reason = f"the same image (SOP Instance UID) as {shown[first.path]}: shown once"
            copies.append(UnreadableFile(shown[header.path], reason))
    return images, copies


def _instance_key(header: InstanceHeader) -> tuple[str, ...]:
    uid = header.sop_instance_uid or header.path
    return (header.study_instance_uid, header.series_instance_uid, uid, header.identity.patient_id)
