"""The image index: what was found where, as an SQLite cache that may be deleted and rebuilt at any time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Select, create_engine, delete, event, func, select
from sqlalchemy.dialects.sqlite import insert

from annotations.patient import PatientIdentity
from workstation.dicom.headers import ScannedFile
from workstation.dicom.patients import comparable_name
from workstation.dicom.plain_records import from_plain, to_plain
from workstation.dicom.records import IndexReport, PatientRecord, SeriesRecord
from workstation.dicom.scan_index import FileState
from workstation.storage.image_index_errors import translated_index_errors
from workstation.storage.image_index_tables import FILES, PATIENTS, SERIES, prepare_tables
from workstation.storage.known_patients import FoundPatient, merged_patient, patient_key, search_text, searchable

BUSY_TIMEOUT_S = 5
_LOOKUP_ROWS = 500
"""Paths asked for in one query (SQLite allows 32766 parameters)."""
T = TypeVar("T")
_SeriesTexts = dict[tuple[str, str], str]


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
                prepare_tables(connection, self.path)
            os.chmod(self.path, 0o600)
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()

    def unchanged_files(self, states: Sequence[FileState]) -> set[str]:
        """The paths of those files whose size and modification time are those of their kept outcome."""
        query = select(FILES.c.path, FILES.c.size, FILES.c.mtime_ns)
        return {path for path, *_ in self._unchanged_rows(query, states)}

    def known_files(self, states: Sequence[FileState]) -> dict[str, ScannedFile]:
        """The outcomes kept for the files whose size and modification time have not changed, by path."""
        query = select(FILES.c.path, FILES.c.size, FILES.c.mtime_ns, FILES.c.outcome)
        return {path: _read(ScannedFile, text) for path, _, _, text in self._unchanged_rows(query, states)}

    def _unchanged_rows(self, query: Select[Any], states: Sequence[FileState]) -> Iterator[Any]:
        wanted = {state.path: (state.size, state.mtime_ns) for state in states}
        paths = list(wanted)
        with translated_index_errors(self.path), self._engine.connect() as connection:
            for start in range(0, len(paths), _LOOKUP_ROWS):
                some = query.where(FILES.c.path.in_(paths[start : start + _LOOKUP_ROWS]))
                yield from (row for row in connection.execute(some) if (row[1], row[2]) == wanted[row[0]])

    def keep_files(self, outcomes: Sequence[tuple[FileState, ScannedFile]]) -> None:
        """Remember what the scan found in each file, in one transaction."""
        if not outcomes:
            return
        rows = [
            {"path": state.path, "size": state.size, "mtime_ns": state.mtime_ns, "outcome": _written(outcome)}
            for state, outcome in outcomes
        ]
        with translated_index_errors(self.path), self._engine.begin() as connection:
            connection.execute(insert(FILES).prefix_with("OR REPLACE"), rows)

    def record(self, report: IndexReport) -> None:
        """Add what a scan found; studies and series seen before are updated. One transaction."""
        with translated_index_errors(self.path), self._engine.begin() as connection:
            for patient in report.patients:
                self._record_patient(connection, patient)

    def _record_patient(self, connection: Connection, patient: PatientRecord) -> None:
        """Write one patient, put together with what is known; what a new scan only repeats is not written again."""
        key = patient_key(patient)
        head, series = _head(patient), _series_texts(patient)
        known_head = connection.execute(select(PATIENTS.c.record).where(PATIENTS.c.key == key)).scalar_one_or_none()
        known = _known_series(connection, key)
        if known_head == head and known == series:
            return
        if known_head is not None:
            patient = merged_patient(_assembled(known_head, known.values()), patient)
            head, series = _head(patient), _series_texts(patient)
        connection.execute(insert(PATIENTS).prefix_with("OR REPLACE"), _patient_row(key, head, patient))
        connection.execute(delete(SERIES).where(SERIES.c.patient_key == key))
        rows = [
            {
                "series_instance_uid": uid,
                "study_instance_uid": study_uid,
                "patient_key": key,
                "place": place,
                "record": text,
            }
            for place, ((study_uid, uid), text) in enumerate(series.items())
        ]
        if rows:
            connection.execute(insert(SERIES).prefix_with("OR REPLACE"), rows)

    def patient_count(self) -> int:
        """How many patients the index knows."""
        with translated_index_errors(self.path), self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(PATIENTS)).scalar_one())

    def patients(self) -> tuple[PatientRecord, ...]:
        """Everyone in the index with all images, by name."""
        query = select(PATIENTS.c.key, PATIENTS.c.record).order_by(PATIENTS.c.sort_name, PATIENTS.c.key)
        with translated_index_errors(self.path), self._engine.connect() as connection:
            rows = connection.execute(query).all()
            return tuple(_assembled(head, _known_series(connection, key).values()) for key, head in rows)

    def patient(self, key: str) -> PatientRecord | None:
        """A patient that a search found, with all images; None when it is not there any more."""
        query = select(PATIENTS.c.record).where(PATIENTS.c.key == key)
        with translated_index_errors(self.path), self._engine.connect() as connection:
            head = connection.execute(query).scalar_one_or_none()
            return None if head is None else _assembled(head, _known_series(connection, key).values())

    def search(self, text_to_find: str) -> tuple[FoundPatient, ...]:
        """Patients whose name, ID, birth date, study or accession number contains every word of the text.

        Case and accents in decomposed form do not matter; `%` and `_` are ordinary characters.
        """
        keys = select(PATIENTS.c.key)
        for word in searchable(text_to_find).split():
            keys = keys.where(func.instr(PATIENTS.c.search_text, word) > 0)
        columns = (PATIENTS.c.key, PATIENTS.c.identity, PATIENTS.c.studies, PATIENTS.c.newest_study_date)
        query = select(*columns).where(PATIENTS.c.key.in_(keys)).order_by(PATIENTS.c.sort_name, PATIENTS.c.key)
        with translated_index_errors(self.path), self._engine.connect() as connection:
            return tuple(
                FoundPatient(key, _read(PatientIdentity, identity), studies, date)
                for key, identity, studies, date in connection.execute(query)
            )

    def series(self, series_instance_uid: str) -> SeriesRecord | None:
        """A series by its UID; None when it is not in the index, or is there under two patients (never guessed)."""
        query = select(SERIES.c.record).where(SERIES.c.series_instance_uid == series_instance_uid)
        with translated_index_errors(self.path), self._engine.connect() as connection:
            records = connection.execute(query).scalars().all()
            return _read(SeriesRecord, records[0]) if len(records) == 1 else None


def _prepare(connection: Any, _record: object) -> None:
    # A cache: an unclean end may cost the last scan, never an image.
    connection.execute("PRAGMA synchronous=NORMAL")


def _written(record: object) -> str:
    return json.dumps(to_plain(record), separators=(",", ":"))


def _read(kind: type[T], text: str) -> T:
    return from_plain(kind, json.loads(text))


def _head(patient: PatientRecord) -> str:
    """A patient and the studies, without their series."""
    return _written(replace(patient, studies=tuple(replace(study, series=()) for study in patient.studies)))


def _series_texts(patient: PatientRecord) -> _SeriesTexts:
    """The series of a patient in their order, by study and series UID."""
    return {
        (study.study_instance_uid, series.series_instance_uid): _written(series)
        for study in patient.studies
        for series in study.series
    }


def _known_series(connection: Connection, key: str) -> _SeriesTexts:
    columns = select(SERIES.c.study_instance_uid, SERIES.c.series_instance_uid, SERIES.c.record)
    query = columns.where(SERIES.c.patient_key == key).order_by(SERIES.c.place)
    return {(study_uid, uid): text for study_uid, uid, text in connection.execute(query)}


def _assembled(head: str, series: Iterable[str]) -> PatientRecord:
    """A patient with the series put back into the studies."""
    patient = _read(PatientRecord, head)
    members: dict[str, list[SeriesRecord]] = {}
    for text in series:
        record = _read(SeriesRecord, text)
        members.setdefault(record.study_instance_uid, []).append(record)
    studies = (replace(study, series=tuple(members.get(study.study_instance_uid, ()))) for study in patient.studies)
    return replace(patient, studies=tuple(studies))


def _patient_row(key: str, head: str, patient: PatientRecord) -> dict[str, object]:
    return {
        "key": key,
        "sort_name": comparable_name(patient.identity.name),
        "search_text": search_text(patient),
        "identity": _written(patient.identity),
        "studies": len(patient.studies),
        "newest_study_date": max((study.date for study in patient.studies), default=""),
        "record": head,
    }
