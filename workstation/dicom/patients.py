"""Files to patients, studies and series; what does not fit together is kept apart and said."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.patient import PatientIdentity, is_unidentified
from viewers.imaging.problems import Problem, ProblemCode
from workstation.dicom.headers import DocumentHeader, InstanceHeader
from workstation.dicom.raw_values import shown_uid
from workstation.dicom.records import DocumentRecord, PatientRecord, SeriesRecord, StackRecord, StudyRecord
from workstation.dicom.stacks import series_stacks
from workstation.jobs.cancel import CancelToken

_Key = tuple[str, str, str, str]


def group_patients(
    instances: list[InstanceHeader],
    cancel: CancelToken | None = None,
    *,
    documents: Sequence[DocumentHeader] = (),
) -> tuple[PatientRecord, ...]:
    """All instances as patient records, by name; two people under one Patient ID stay two, both marked.

    A document goes to the study it names where that study holds images of the same person, else nowhere.

    The list is emptied: of 100,000 headers each goes as soon as the records of its series are made. Raises
    `CancelledError`.

    Images without Patient ID and name are one patient only within one study: nothing says that two are the same.
    """
    keys = _identity_keys(instances)
    members: dict[tuple[_Key, str], list[InstanceHeader]] = {}
    for instance in instances:
        alone_with = instance.study_instance_uid if is_unidentified(instance.identity) else ""
        members.setdefault((keys[instance.identity], alone_with), []).append(instance)
    instances.clear()
    records = []
    for key in list(members):
        if cancel is not None:
            cancel.raise_if_cancelled()
        records.append(_patient(members.pop(key)))
    marked = _with_mixed_marks([_with_documents(record, documents) for record in records])
    return tuple(sorted(marked, key=lambda r: (r.identity.name, r.identity.patient_id)))


def comparable_name(name: str) -> str:
    """The alphabetic group of a PN for comparison: normalised, without case, padding or empty components."""
    alphabetic = unicodedata.normalize("NFC", name.split("=")[0])
    return "^".join(part.strip() for part in alphabetic.casefold().rstrip("^ ").split("^"))


def _identity_keys(instances: Sequence[InstanceHeader]) -> dict[PatientIdentity, _Key]:
    """The person each identity belongs to; a missing birth date joins the only person of that ID and name."""
    identities = {i.identity for i in instances}
    keys = {d: (d.patient_id, d.issuer, comparable_name(d.name), d.birth_date) for d in identities}
    known = {key for key in keys.values() if key[3]}
    for identity, key in keys.items():
        if not key[3]:
            same = [other for other in known if other[:3] == key[:3]]
            keys[identity] = same[0] if len(same) == 1 else key
    return keys


def _patient(group: list[InstanceHeader]) -> PatientRecord:
    best = max((i.identity for i in group), key=lambda d: (bool(d.birth_date), bool(d.sex), len(d.name)))
    studies: dict[str, list[InstanceHeader]] = {}
    for instance in group:
        studies.setdefault(instance.study_instance_uid, []).append(instance)
    group.clear()
    records = [_study(uid, studies.pop(uid)) for uid in list(studies)]
    newest_first = sorted(records, key=lambda s: (s.date, s.study_instance_uid), reverse=True)
    return PatientRecord(best, tuple(newest_first))


def _with_documents(patient: PatientRecord, documents: Sequence[DocumentHeader]) -> PatientRecord:
    """The patient with the reports, key images and presentations of the studies, each once, by date."""
    own = [document for document in documents if _is_about(document, patient)]
    if not own:
        return patient
    studies = []
    for study in patient.studies:
        found = {d.record.sop_instance_uid: d.record for d in own if d.study_instance_uid == study.study_instance_uid}
        ordered = sorted(found.values(), key=lambda record: (record.date, record.title, record.sop_instance_uid))
        studies.append(replace(study, documents=tuple(ordered)))
    return replace(patient, studies=tuple(studies))


def merged_documents(known: StudyRecord, newer: StudyRecord) -> tuple[DocumentRecord, ...]:
    """What two scans found written about one study: the newer file of each object, by date."""
    found = {record.sop_instance_uid: record for record in (*known.documents, *newer.documents)}
    return tuple(sorted(found.values(), key=lambda record: (record.date, record.title, record.sop_instance_uid)))


def _is_about(document: DocumentHeader, patient: PatientRecord) -> bool:
    """Whether a document names this person: nobody else's report may stand beside the images."""
    one, other = document.identity, patient.identity
    if one.patient_id != other.patient_id or comparable_name(one.name) != comparable_name(other.name):
        return False
    return _same_issuer(one, other) and (
        not one.birth_date or not other.birth_date or one.birth_date == other.birth_date
    )


def _with_mixed_marks(records: Sequence[PatientRecord]) -> list[PatientRecord]:
    """The records, those marked that share an ID or a study with another; each is compared only with those that do."""
    by_id: dict[str, list[PatientRecord]] = {}
    for record in records:
        by_id.setdefault(record.identity.patient_id, []).append(record)
    owners = Counter(uid for record in records for uid in {study.study_instance_uid for study in record.studies})
    return [
        _with_marks(record, [other for other in by_id[record.identity.patient_id] if other is not record], owners)
        for record in records
    ]


def _with_marks(record: PatientRecord, same_id: Sequence[PatientRecord], owners: Mapping[str, int]) -> PatientRecord:
    problems = []
    mine = record.identity
    if mine.patient_id and any(_same_issuer(other.identity, mine) for other in same_id):
        message = (
            "another patient here has the same Patient ID with another name or birth date: check whose images these are"
        )
        problems.append(Problem(ProblemCode.MIXED_PATIENT, message))
    uids = [study.study_instance_uid for study in record.studies]
    shared = [uid for uid in uids if uid and owners[uid] > 1]
    if shared:
        message = f"study {shown_uid(shared[0])} also holds images of another patient: check whose images these are"
        problems.append(Problem(ProblemCode.MIXED_PATIENT, message))
    return replace(record, problems=tuple(problems)) if problems else record


def _same_issuer(a: PatientIdentity, b: PatientIdentity) -> bool:
    return not a.issuer or not b.issuer or a.issuer == b.issuer


def _study(uid: str, members: list[InstanceHeader]) -> StudyRecord:
    series: dict[str, list[InstanceHeader]] = {}
    for instance in members:
        series.setdefault(instance.series_instance_uid, []).append(instance)
    study = StudyRecord(
        study_instance_uid=uid,
        date=_first(i.study_date for i in members),
        description=_first(i.study_description for i in members),
        accession_number=_first(i.accession_number for i in members) or None,
        series=(),
    )
    members.clear()
    records = [_series(series_uid, series.pop(series_uid)) for series_uid in list(series)]
    ordered = sorted(records, key=lambda s: (s.number is None, s.number or 0, s.series_instance_uid))
    return replace(study, series=tuple(ordered))


def _first(texts: Iterable[str]) -> str:
    return next((t for t in texts if t), "")


def _series(uid: str, group: Sequence[InstanceHeader]) -> SeriesRecord:
    ordered = sorted(group, key=lambda i: (i.number if i.number is not None else 1 << 30, i.sop_instance_uid))
    first = ordered[0]
    stacks = series_stacks(ordered)
    return SeriesRecord(
        study_instance_uid=first.study_instance_uid,
        series_instance_uid=uid,
        number=first.series_number,
        modality=first.modality,
        description=_first(i.series_description for i in ordered),
        sop_class_uid=first.sop_class_uid,
        transfer_syntax_uids=tuple(dict.fromkeys(i.pixels.transfer_syntax_uid for i in ordered)),
        laterality=_common(i.laterality for i in ordered),
        body_part=_first(i.body_part for i in ordered) or None,
        instances=len(ordered),
        frames=sum(len(i.frames) for i in ordered),
        stacks=stacks,
        calibration=_series_calibration(stacks),
        problems=_series_problems(ordered, stacks),
    )


def _common(texts: Iterable[str]) -> str | None:
    """The one value all share; None when they differ or are empty (a side is never guessed)."""
    values = set(texts)
    only = values.pop() if len(values) == 1 else ""
    return only or None


def _series_calibration(stacks: Sequence[StackRecord]) -> PixelCalibration | None:
    """The calibration all projections of the series share; none when they differ."""
    found = {s.calibration for s in stacks if s.calibration is not None}
    if not found:
        return None
    if len(found) == 1:
        return found.pop()
    if all(c.source is CalibrationSource.NONE for c in found):
        return NOT_CALIBRATED
    return PixelCalibration(CalibrationSource.NONE, detail="the images of this series differ: see each image")


def _series_problems(ordered: Sequence[InstanceHeader], stacks: Sequence[StackRecord]) -> tuple[Problem, ...]:
    problems = []
    uids = tuple(p for i in ordered for p in ([i.sop_instance_uid] if _has_charset_fault(i) else []))
    if uids:
        message = "texts do not fit the character set the files declare: check the patient's name against the chart"
        problems.append(Problem(ProblemCode.CHARACTER_SET, message, uids))
    sizes = {(i.pixels.rows, i.pixels.columns) for i in ordered}
    if len(sizes) > 1:
        problems.append(Problem(ProblemCode.MIXED_SIZE, f"images of {len(sizes)} sizes: shown as {len(stacks)} stacks"))
    orientations = _orientation_count(ordered)
    if orientations > 1:
        message = f"{orientations} orientations in one series: shown as {len(stacks)} stacks"
        problems.append(Problem(ProblemCode.MIXED_ORIENTATION, message))
    return tuple(problems)


def _has_charset_fault(instance: InstanceHeader) -> bool:
    return any(p.code is ProblemCode.CHARACTER_SET for p in instance.problems)


def _orientation_count(ordered: Sequence[InstanceHeader]) -> int:
    found = {f.orientation for i in ordered for f in i.frames if f.orientation}
    return len({tuple(round(v, 3) for v in orientation) for orientation in found})
