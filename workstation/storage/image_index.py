"""The image index: what was found where, as an SQLite cache that may be deleted and rebuilt at any time."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    BigInteger,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import insert

from annotations.patient import is_unidentified
from workstation.dicom.headers import ScannedFile
from workstation.dicom.patients import comparable_name
from workstation.dicom.plain_records import from_plain, to_plain
from workstation.dicom.records import IndexReport, PatientRecord, SeriesRecord, StudyRecord
from workstation.dicom.scan_index import FileState
from workstation.storage.image_index_errors import (
    ImageIndexCorruptError,
    NewerImageIndexError,
    index_error,
    translated_index_errors,
)

SCHEMA_VERSION = 2
"""Kept in SQLite's user_version; an index of another version is rebuilt (older) or refused (newer)."""
APPLICATION_ID = 0x464F5249
"""`FORI` in SQLite's application_id: tells an index from any other database."""
BUSY_TIMEOUT_S = 5
_LOOKUP_ROWS = 500
"""Paths asked for in one query (SQLite allows 32766 parameters)."""

_METADATA = MetaData()
_FILES = Table(
    "files",
    _METADATA,
    Column("path", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("outcome", Text, nullable=False),
)
_PATIENTS = Table(
    "patients",
    _METADATA,
    Column("key", String, primary_key=True),
    Column("sort_name", String, nullable=False, index=True),
    Column("search_text", Text, nullable=False),
    Column("record", Text, nullable=False),
)
_SERIES = Table(
    "series",
    _METADATA,
    Column("series_instance_uid", String, primary_key=True),
    Column("patient_key", String, primary_key=True),
    Column("record", Text, nullable=False),
)


class ImageIndex:
    """The index database at `path` (created when absent). Thread-safe; close it when done.

    Every method raises a kind of `ImageIndexError` that says what happened to which file and what to do.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        with translated_index_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._engine = create_engine(
                URL.create("sqlite", database=str(self.path)),
                hide_parameters=True,
                connect_args={"timeout": BUSY_TIMEOUT_S},
            )
            event.listen(self._engine, "connect", _prepare)
        try:
            with translated_index_errors(self.path), self._engine.begin() as connection:
                self._check_version(connection)
                _METADATA.create_all(connection)
                connection.execute(text(f"PRAGMA user_version={SCHEMA_VERSION}"))
                connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
            os.chmod(self.path, 0o600)
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()

    def _check_version(self, connection: Connection) -> None:
        version = int(connection.execute(text("PRAGMA user_version")).scalar_one())
        application = int(connection.execute(text("PRAGMA application_id")).scalar_one())
        tables = int(connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one())
        if tables and application != APPLICATION_ID:
            raise index_error(ImageIndexCorruptError, self.path, "a database of another kind")
        if version > SCHEMA_VERSION:
            detail = f"index version {version}, this program reads {SCHEMA_VERSION}"
            raise index_error(NewerImageIndexError, self.path, detail)
        if tables and version < SCHEMA_VERSION:
            _METADATA.drop_all(connection)

    def unchanged_files(self, states: Sequence[FileState]) -> set[str]:
        """The paths of those files whose size and modification time are those of their kept outcome."""
        wanted = {state.path: (state.size, state.mtime_ns) for state in states}
        paths = list(wanted)
        columns = select(_FILES.c.path, _FILES.c.size, _FILES.c.mtime_ns)
        found: set[str] = set()
        with translated_index_errors(self.path), self._engine.connect() as connection:
            for start in range(0, len(paths), _LOOKUP_ROWS):
                some = paths[start : start + _LOOKUP_ROWS]
                for path, size, mtime_ns in connection.execute(columns.where(_FILES.c.path.in_(some))):
                    if (size, mtime_ns) == wanted[path]:
                        found.add(path)
        return found

    def known_files(self, states: Sequence[FileState]) -> dict[str, ScannedFile]:
        """The outcomes kept for the files whose size and modification time have not changed, by path."""
        wanted = {state.path: (state.size, state.mtime_ns) for state in states}
        found: dict[str, ScannedFile] = {}
        paths = list(wanted)
        with translated_index_errors(self.path), self._engine.connect() as connection:
            for start in range(0, len(paths), _LOOKUP_ROWS):
                some = paths[start : start + _LOOKUP_ROWS]
                for row in connection.execute(select(_FILES).where(_FILES.c.path.in_(some))):
                    if (row.size, row.mtime_ns) == wanted[row.path]:
                        found[row.path] = from_plain(ScannedFile, json.loads(row.outcome))
        return found

    def keep_files(self, outcomes: Sequence[tuple[FileState, ScannedFile]]) -> None:
        """Remember what the scan found in each file, in one transaction."""
        if not outcomes:
            return
        rows = [
            {
                "path": state.path,
                "size": state.size,
                "mtime_ns": state.mtime_ns,
                "outcome": json.dumps(to_plain(outcome)),
            }
            for state, outcome in outcomes
        ]
        with translated_index_errors(self.path), self._engine.begin() as connection:
            connection.execute(insert(_FILES).prefix_with("OR REPLACE"), rows)

    def record(self, report: IndexReport) -> None:
        """Add what a scan found; studies and series seen before are updated. One transaction."""
        with translated_index_errors(self.path), self._engine.begin() as connection:
            for patient in report.patients:
                self._record_patient(connection, patient)

    def _record_patient(self, connection: Connection, patient: PatientRecord) -> None:
        key = _patient_key(patient)
        stored = connection.execute(select(_PATIENTS.c.record).where(_PATIENTS.c.key == key)).scalar_one_or_none()
        merged = patient
        if stored is not None:
            merged = _merged(from_plain(PatientRecord, json.loads(stored)), patient)
        row = {
            "key": key,
            "sort_name": comparable_name(merged.identity.name),
            "search_text": _search_text(merged),
            "record": json.dumps(to_plain(merged)),
        }
        connection.execute(insert(_PATIENTS).prefix_with("OR REPLACE"), row)
        rows = [
            {
                "series_instance_uid": series.series_instance_uid,
                "patient_key": key,
                "record": json.dumps(to_plain(series)),
            }
            for study in merged.studies
            for series in study.series
        ]
        connection.execute(delete(_SERIES).where(_SERIES.c.patient_key == key))
        connection.execute(insert(_SERIES).prefix_with("OR REPLACE"), rows)

    def patients(self) -> tuple[PatientRecord, ...]:
        """Everyone in the index, by name."""
        return self._patients(select(_PATIENTS.c.record).order_by(_PATIENTS.c.sort_name, _PATIENTS.c.key))

    def search(self, text_to_find: str) -> tuple[PatientRecord, ...]:
        """Patients whose name, ID, birth date, study or accession number contains every word of the text.

        Case and accents in decomposed form do not matter; `%` and `_` are ordinary characters.
        """
        query = select(_PATIENTS.c.record).order_by(_PATIENTS.c.sort_name, _PATIENTS.c.key)
        for word in _searchable(text_to_find).split():
            query = query.where(_PATIENTS.c.search_text.contains(word, autoescape=True))
        return self._patients(query)

    def _patients(self, query: Any) -> tuple[PatientRecord, ...]:
        with translated_index_errors(self.path), self._engine.connect() as connection:
            records = connection.execute(query).scalars().all()
            return tuple(from_plain(PatientRecord, json.loads(record)) for record in records)

    def series(self, series_instance_uid: str) -> SeriesRecord | None:
        """A series by its UID; None when it is not in the index, or is there under two patients (never guessed)."""
        query = select(_SERIES.c.record).where(_SERIES.c.series_instance_uid == series_instance_uid)
        with translated_index_errors(self.path), self._engine.connect() as connection:
            records = connection.execute(query).scalars().all()
            return from_plain(SeriesRecord, json.loads(records[0])) if len(records) == 1 else None


def _prepare(connection: Any, _record: object) -> None:
    # A cache: an unclean end may cost the last scan, never an image.
    connection.execute("PRAGMA synchronous=NORMAL")


def _patient_key(patient: PatientRecord) -> str:
    """One person, by a hash so that the key itself says nothing; without ID and name, one study."""
    identity = patient.identity
    parts = [identity.patient_id, identity.issuer, comparable_name(identity.name), identity.birth_date]
    if is_unidentified(identity):
        parts += [study.study_instance_uid for study in patient.studies]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _merged(old: PatientRecord, new: PatientRecord) -> PatientRecord:
    studies = {study.study_instance_uid: study for study in old.studies}
    for study in new.studies:
        known = studies.get(study.study_instance_uid)
        studies[study.study_instance_uid] = study if known is None else _merged_study(known, study)
    newest_first = sorted(studies.values(), key=lambda s: (s.date, s.study_instance_uid), reverse=True)
    return replace(new, studies=tuple(newest_first))


def _merged_study(old: StudyRecord, new: StudyRecord) -> StudyRecord:
    series = {s.series_instance_uid: s for s in old.series}
    for candidate in new.series:
        known = series.get(candidate.series_instance_uid)
        if known is None or candidate.frames >= known.frames or not _still_there(known):
            series[candidate.series_instance_uid] = candidate
    ordered = sorted(series.values(), key=lambda s: (s.number is None, s.number or 0, s.series_instance_uid))
    return replace(new, series=tuple(ordered))


def _still_there(series: SeriesRecord) -> bool:
    """Whether the files of a series seen earlier can still be opened (a part of it was opened now)."""
    return all(Path(frame.path).is_file() for stack in series.stacks for frame in stack.frames)


def _searchable(value: str) -> str:
    return unicodedata.normalize("NFKC", value).casefold()


def _search_text(patient: PatientRecord) -> str:
    identity = patient.identity
    name = identity.name.replace("^", " ").replace("=", " ")
    parts = [name, identity.name, identity.patient_id, identity.birth_date]
    for study in patient.studies:
        parts.extend((study.date, study.description, study.accession_number or ""))
        parts.extend(series.body_part or "" for series in study.series)
    return _searchable("\n".join(parts))
