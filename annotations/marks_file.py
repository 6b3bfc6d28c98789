"""Marks as a JSON file of their own (docs/marks-format.md): written from a case, read back as foreign marks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotations.case import Case
from annotations.findings import Finding
from annotations.foreign_marks import ForeignMark
from annotations.marks import MARK_KINDS, Mark
from annotations.patient import PatientIdentity, identity_differences
from annotations.serialization import (
    NewerFormatError,
    SerializationError,
    item_from_json,
    item_to_json,
    patient_from_json,
    patient_to_json,
)

MARKS_FORMAT = "foramen-marks"
MARKS_FORMAT_VERSION = 1
_FIELDS = ("format", "version", "written_by", "written_at", "patient", "marks")


class OtherPatientError(ValueError):
    """A file of marks of another patient. Names the fields that differ, never their values."""


def marks_to_json(
    case: Case, marks: Iterable[Mark], *, values: Mapping[str, Sequence[str]], written_by: str, written_at: str
) -> dict[str, Any]:
    """The file as JSON values. `values` are the measured values of each mark in words, by mark id.

    `written_by` names program and version, `written_at` is ISO 8601.
    """
    return {
        "format": MARKS_FORMAT,
        "version": MARKS_FORMAT_VERSION,
        "written_by": written_by,
        "written_at": written_at,
        "patient": patient_to_json(case.patient),
        "marks": [_entry(case, mark, tuple(values.get(mark.id, ()))) for mark in marks],
    }


def marks_from_json(data: Mapping[str, Any], patient: PatientIdentity | None) -> tuple[ForeignMark, ...]:
    """The marks of a file, to be shown and adopted one by one; each keeps its entry whole.

    An entry that cannot become a mark is kept with the reason. Raises `SerializationError` for what is no such file,
    `NewerFormatError` for one of a newer program, and `OtherPatientError` unless the file is of `patient` (None = not
    compared).
    """
    _check_envelope(data)
    if patient is not None:
        _check_patient(patient_from_json(data["patient"]), patient)
    source = f"marks file, {data['written_by']}, {data['written_at']}"
    return tuple(_foreign(entry, number, source) for number, entry in enumerate(data["marks"], start=1))


def _entry(case: Case, mark: Mark, values: tuple[str, ...]) -> dict[str, Any]:
    findings = [one for one in case.of_type(Finding) if mark.id in one.mark_ids]
    return {
        "mark": item_to_json(mark),
        "values": list(values),
        "findings": [{"type": one.type_id, "level": one.level, "side": one.laterality} for one in findings],
    }


def _foreign(entry: Any, number: int, source: str) -> ForeignMark:
    original = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    unread = ForeignMark(f"entry {number}", f"mark {number}", None, None, source=source, original=original)
    if not isinstance(entry, Mapping) or not isinstance(entry.get("mark"), Mapping):
        return _refused(unread, f"entry {number} holds no mark")
    try:
        mark = item_from_json(entry["mark"])
    except SerializationError as error:
        return _refused(unread, f"entry {number} is no mark of this version: {error}")
    if not isinstance(mark, Mark):
        return _refused(unread, f"entry {number} is no mark")
    values = entry.get("values")
    return ForeignMark(
        f"mark {mark.id}",
        mark.label or MARK_KINDS[mark.kind].title,
        mark.kind,
        mark.location,
        values=tuple(str(one) for one in values) if isinstance(values, list) else (),
        level=mark.level,
        laterality=mark.laterality,
        source=source,
        original=original,
        text=mark.text,
        own=mark,
    )


def _refused(unread: ForeignMark, reason: str) -> ForeignMark:
    return ForeignMark(
        unread.id, unread.title, None, None, source=unread.source, original=unread.original, reason=reason
    )


def _check_envelope(data: Any) -> None:
    if not isinstance(data, Mapping) or data.get("format") != MARKS_FORMAT:
        raise SerializationError(f"this is not a file of marks: `format` must be {MARKS_FORMAT!r}")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise SerializationError("`version` must be a whole number from 1")
    if version > MARKS_FORMAT_VERSION:
        raise NewerFormatError(
            f"this file of marks has version {version}, this program reads up to {MARKS_FORMAT_VERSION}; "
            "open it with a newer version of the program"
        )
    if missing := [name for name in _FIELDS if name not in data]:
        raise SerializationError(f"the file of marks lacks the fields: {', '.join(missing)}")
    if not isinstance(data["marks"], list) or not isinstance(data["patient"], Mapping):
        raise SerializationError("`marks` must be a list and `patient` an object")


def _check_patient(of_file: PatientIdentity, of_case: PatientIdentity) -> None:
    differing = identity_differences(of_file, of_case)
    if differing:
        names = " and ".join(differing)
        raise OtherPatientError(
            f"these marks are of another patient: {names} differs. Open that patient's case instead."
        )
