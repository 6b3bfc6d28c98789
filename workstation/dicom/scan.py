"""What is there: files, folders, archives and media to patients, studies, series and stacks."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from workstation.dicom.copies import copies_of
from workstation.dicom.header_reader import read_file
from workstation.dicom.headers import DocumentHeader, InstanceHeader, ScannedFile
from workstation.dicom.patients import group_patients
from workstation.dicom.pydicom_setup import configure_pydicom
from workstation.dicom.records import IndexReport, NonImage, PatientRecord, UnreadableFile
from workstation.dicom.scan_index import FileState, GuardedIndex, ScanIndex
from workstation.dicom.sources import RECONNECT, SourceFile, find_sources
from workstation.jobs.cancel import CancelToken

PROGRESS_EVERY = 20
"""Files between two progress calls."""


KEEP_EVERY = 2000
"""Outcomes written to the index in one transaction; a scan that is broken off loses at most so many."""
READ_AT_ONCE = 500
"""Files looked up in the index together."""
UNREACHABLE_IN_A_ROW = 16
"""After so many files in a row that the drive refused, the folder itself is asked whether it is still there."""


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
    guarded = GuardedIndex(index)
    sources = find_sources(
        [Path(p) for p in paths], cache_dir=cache_dir, cancel=cancel, unchanged=guarded.unchanged_files
    )
    found = _Findings()
    _read_all(sources.files, guarded, found, cancel, progress)
    found.drop_copies(sources.files)
    found.add_missing(sources.missing)
    count = len(sources.files)
    sources.files.clear()
    patients = group_patients(found.images, cancel, documents=found.documents)
    report = IndexReport(
        patients=patients,
        unreadable=tuple(sorted([*sources.unreadable, *found.unreadable], key=lambda u: u.path)),
        not_images=found.not_images_beside(patients),
        seconds=time.perf_counter() - started,
        files=count,
    )
    if cancel is not None:
        cancel.raise_if_cancelled()
    guarded.record(report)
    return replace(report, notices=tuple(guarded.notices))


class _Findings:
    """What came out of the files so far. Outcomes are not piled up: an image leaves its header, the rest a line."""

    def __init__(self) -> None:
        self.images: list[InstanceHeader] = []
        self.unreadable: list[UnreadableFile] = []
        self.documents: list[DocumentHeader] = []
        self._not_images: list[tuple[NonImage, str]] = []
        self._other_uids: set[str] = set()

    def add(self, source: SourceFile, outcome: ScannedFile) -> None:
        """Take in one file."""
        if outcome.header is not None:
            self.images.append(outcome.header)
        elif outcome.unreadable:
            self.unreadable.append(UnreadableFile(source.shown_as, outcome.unreadable))
        else:
            self._not_images.append((NonImage(source.shown_as, outcome.sop_class), source.path))
            self._other_uids.add(outcome.sop_instance_uid)
            if outcome.document is not None:
                self.documents.append(outcome.document)

    def not_images_beside(self, patients: Sequence[PatientRecord]) -> tuple[NonImage, ...]:
        """What has no image; what can be read beside the images of its study is marked."""
        read = {document.path for one in patients for study in one.studies for document in study.documents}
        return tuple(replace(item, is_document=path in read) for item, path in self._not_images)

    def add_missing(self, missing: Mapping[str, UnreadableFile]) -> None:
        """List what a medium says it holds and is nowhere; an object found under another name was only moved."""
        here = self._other_uids.union(image.sop_instance_uid for image in self.images) if missing else set()
        self.unreadable.extend(entry for uid, entry in missing.items() if uid not in here)

    def drop_copies(self, files: Sequence[SourceFile]) -> None:
        """Keep each image once; the others are listed."""
        copies = copies_of(self.images)
        if not copies:
            return
        paths = {self.images[number].path for pair in copies.items() for number in pair}
        shown_as = {file.path: file.shown_as for file in files if file.path in paths}
        for number, shown in copies.items():
            reason = f"the same image (SOP Instance UID) as {shown_as[self.images[shown].path]}: shown once"
            self.unreadable.append(UnreadableFile(shown_as[self.images[number].path], reason))
        self.images = [image for number, image in enumerate(self.images) if number not in copies]


class _LostDrives:
    """Which of the opened folders have gone while they were read: their other files are not tried one by one."""

    def __init__(self) -> None:
        self._in_a_row = 0
        self._skipped: dict[str, int] = {}

    def is_lost(self, source: SourceFile) -> bool:
        """Whether a file lies in a folder that has gone; it is counted."""
        if not self._skipped or source.root not in self._skipped:
            return False
        self._skipped[source.root] += 1
        return True

    def note(self, source: SourceFile, outcome: ScannedFile) -> None:
        """Look at an outcome; after many refusals in a row the folder itself is asked."""
        if not outcome.unreachable:
            self._in_a_row = 0
            return
        self._in_a_row += 1
        if self._in_a_row % UNREACHABLE_IN_A_ROW == 0 and not os.path.isdir(source.root):
            self._skipped.setdefault(source.root, 0)

    def reports(self) -> list[UnreadableFile]:
        """One line for each folder that has gone."""
        return [
            UnreadableFile(
                os.path.basename(root.rstrip("/")) or root,
                f"the folder has gone while it was read, {count} of its files were not looked at: {RECONNECT}",
            )
            for root, count in self._skipped.items()
            if count
        ]


def _read_all(
    files: Sequence[SourceFile],
    index: GuardedIndex,
    found: _Findings,
    cancel: CancelToken | None,
    progress: Callable[[int, int | None], None] | None,
) -> None:
    lost = _LostDrives()
    fresh: list[tuple[FileState, ScannedFile]] = []
    try:
        for start in range(0, len(files), READ_AT_ONCE):
            some = files[start : start + READ_AT_ONCE]
            known = index.known_files(some)
            for number, source in enumerate(some, start):
                if cancel is not None:
                    cancel.raise_if_cancelled()
                if progress is not None and number % PROGRESS_EVERY == 0:
                    progress(number, len(files))
                outcome = known.get(source.path)
                if outcome is None and not lost.is_lost(source):
                    outcome = read_file(source.path)
                    lost.note(source, outcome)
                    if not outcome.unreachable:
                        fresh.append((source.state, outcome))
                if outcome is not None:
                    found.add(source, outcome)
            if len(fresh) >= KEEP_EVERY:
                index.keep_files(fresh)
                fresh = []
    finally:  # also what a cancelled scan has read
        index.keep_files(fresh)
    found.unreadable.extend(lost.reports())
    if progress is not None:
        progress(len(files), len(files))
