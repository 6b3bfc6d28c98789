"""Patients as the image index keeps them: one key a person, what a search compares, and scans put together."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass, replace

from annotations.patient import PatientIdentity, is_unidentified
from workstation.dicom.patients import comparable_name, merged_documents
from workstation.dicom.records import PatientRecord, SeriesRecord, StudyRecord


@dataclass(frozen=True)
class FoundPatient:
    """One patient a search found; `key` is for `ImageIndex.patient`, the date is that of the newest study (ISO)."""

    key: str
    identity: PatientIdentity
    studies: int
    newest_study_date: str


def patient_key(patient: PatientRecord) -> str:
    """One person, by a hash so that the key itself says nothing; without ID and name, one study."""
    identity = patient.identity
    parts = [identity.patient_id, identity.issuer, comparable_name(identity.name), identity.birth_date]
    if is_unidentified(identity):
        parts += [study.study_instance_uid for study in patient.studies]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def merged_patient(old: PatientRecord, new: PatientRecord) -> PatientRecord:
    """What is known of a patient after a further scan: its studies replace and join those known."""
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
    return replace(new, series=tuple(ordered), documents=merged_documents(old, new))


def _still_there(series: SeriesRecord) -> bool:
    """Whether the files of a series seen earlier can still be opened (a part of it was opened now)."""
    return all(os.path.isfile(path) for path in {frame.path for stack in series.stacks for frame in stack.frames})


def searchable(value: str) -> str:
    """A text as searches compare it: compatible characters alike, without case."""
    return unicodedata.normalize("NFKC", value).casefold()


def search_text(patient: PatientRecord) -> str:
    """Everything a patient is found by."""
    identity = patient.identity
    name = identity.name.replace("^", " ").replace("=", " ")
    parts = [name, identity.name, identity.patient_id, identity.birth_date]
    for study in patient.studies:
        parts.extend((study.date, study.description, study.accession_number or ""))
        parts.extend(series.body_part or "" for series in study.series)
    return searchable("\n".join(dict.fromkeys(parts)))
