"""`foramen marks ...`: marks of a case as a file, and marks of others read, listed and adopted."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from annotations.case import Case, Change, Edit
from annotations.foreign_marks import ForeignMark, adopted, is_adopted
from annotations.marks import Mark
from annotations.marks_file import OtherPatientError, marks_from_json, marks_to_json
from annotations.patient import identity_differences
from annotations.serialization import SerializationError
from workstation.commands.cases import case_store, find_case
from workstation.commands.outcome import CommandError, ExitStatus, print_json, say
from workstation.commands.selection import scan
from workstation.dicom.documents import DocumentError, marks_of_document
from workstation.dicom.records import DocumentKind, PatientRecord
from workstation.mark_values import value_texts
from workstation.settings import Settings
from workstation.storage.case_store import application_version

_HOLDING_MARKS = (DocumentKind.REPORT, DocumentKind.PRESENTATION)


def export_marks(settings: Settings, case_id: str, path: Path) -> ExitStatus:
    """Write the marks of a case as a file (docs/marks-format.md)."""
    with case_store(settings) as store:
        case = find_case(store, case_id)
    marks = case.of_type(Mark)
    values = {mark.id: value_texts(mark, case) for mark in marks}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    document = marks_to_json(case, marks, values=values, written_by=application_version(), written_at=now)
    try:
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path}: cannot be written ({error.strerror}); choose another place") from error
    say(f"{len(marks)} marks written")
    return ExitStatus.DONE


def show_marks(settings: Settings, paths: list[Path], *, as_json: bool) -> ExitStatus:
    """List the marks in reports, presentations and files of marks; 1 when some cannot be adopted."""
    found = tuple(_read_all(settings, paths, None))
    if as_json:
        print_json([_as_json(one) for one in found])
    else:
        for one in found:
            typer.echo(_line(one))
        if not found:
            typer.echo("no marks found")
    return ExitStatus.DONE if all(one.can_be_adopted for one in found) else ExitStatus.PROBLEMS


def adopt_marks(settings: Settings, case_id: str, paths: list[Path]) -> ExitStatus:
    """Adopt into a case every mark that can be, in one change; those of another patient are refused."""
    with case_store(settings) as store:
        case = find_case(store, case_id)
        found = tuple(_read_all(settings, paths, case))
        fresh = [one for one in found if one.can_be_adopted and not is_adopted(one, case.of_type(Mark))]
        if fresh:
            edits = tuple(Edit(None, adopted(one, f"mark-{uuid.uuid4().hex}")) for one in fresh)
            case.apply(Change(f"Adopt {len(fresh)} marks of others", edits))
    refused = [one for one in found if not one.can_be_adopted]
    for one in refused:
        say(_line(one))
    say(f"{len(fresh)} marks adopted, {len(found) - len(fresh) - len(refused)} were adopted before")
    return ExitStatus.PROBLEMS if refused else ExitStatus.DONE


def _read_all(settings: Settings, paths: list[Path], case: Case | None) -> Iterator[ForeignMark]:
    """The marks in files of marks, and in the reports and presentations beside the images given."""
    files = [path for path in paths if path.suffix.lower() == ".json"]
    for path in files:
        yield from _in_file(path, case)
    images = [path for path in paths if path not in files]
    for patient in scan(images, settings).patients if images else ():
        if case is not None and (differing := identity_differences(patient.identity, case.patient)):
            raise CommandError(f"these images are of another patient than the case: {' and '.join(differing)} differs")
        yield from _in_documents(patient)


def _in_file(path: Path, case: Case | None) -> tuple[ForeignMark, ...]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return marks_from_json(data, case.patient if case is not None else None)
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}); check the name and the permissions") from error
    except (OtherPatientError, SerializationError) as error:
        raise CommandError(f"{path}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path}: is no JSON; write it again with `foramen marks export`") from error


def _in_documents(patient: PatientRecord) -> Iterator[ForeignMark]:
    for study in patient.studies:
        for record in study.documents:
            if record.kind in _HOLDING_MARKS:
                try:
                    yield from marks_of_document(record, patient)
                except DocumentError as error:
                    raise CommandError(f"{record.path}: {error}") from error


def _line(one: ForeignMark) -> str:
    what = one.kind.value if one.kind is not None else "read only"
    words = [f"{what}: {one.title}", *one.values, *([f"read only: {one.refusal}"] if one.refusal else [])]
    return "  ".join(words)


def _as_json(one: ForeignMark) -> Mapping[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind.value if one.kind is not None else None,
        "values": list(one.values),
        "facts": [list(fact) for fact in one.facts],
        "level": one.level.value if one.level is not None else None,
        "side": one.laterality.value if one.laterality is not None else None,
        "source": one.source,
        "read_only": one.refusal,
        "original": json.loads(one.original),
    }
