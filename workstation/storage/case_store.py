"""The case store: every applied change of a case is one durable transaction together with its audit line."""

from __future__ import annotations

import getpass
import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from annotations.case import Case, CaseEvent, CaseItem, Edit, added_all
from annotations.patient import PatientIdentity, identity_differences
from annotations.repository import AuditLine, AuditProblem, CaseSummary
from annotations.serialization import case_from_json, item_from_json, item_to_json
from workstation.storage import audit
from workstation.storage.database import WRITES, database_file, database_label, database_url, open_engine
from workstation.storage.errors import (
    CaseExistsError,
    CaseNotFoundError,
    DatabaseCorruptError,
    StaleCaseError,
    StoreClosedError,
    translated,
)
from workstation.storage.schema import upgrade_schema
from workstation.storage.tables import CASE, ITEM

_PATIENT_FIELDS = ("patient_id", "issuer", "name", "birth_date", "sex")


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def application_version() -> str:
    """The version of the installed program, `unknown` when it runs without being installed."""
    try:
        return version("foramen")
    except PackageNotFoundError:
        return "unknown"


def current_user() -> str:
    """The login name of who sits at the machine, `unknown` where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no entry for the user id, or no pwd module
        return "unknown"


class CaseStore:
    """Cases in an SQLite file (a path) or in PostgreSQL (a URL). Implements `annotations.repository.CaseRepository`.

    Opening makes the file and its folder where needed and brings the schema up to date. A case from `create` or
    `load` writes itself: `Case.apply` returns after the change is on disk, or raises a `StorageError` and has
    changed nothing. Use it from the thread that owns the cases.
    """

    def __init__(
        self, url_or_path: str | Path, *, actor: str | None = None, clock: Callable[[], datetime] = utc_now
    ) -> None:
        url = database_url(url_or_path)
        self._label, self._path = database_label(url), database_file(url)
        self._actor, self._clock = actor or current_user(), clock
        self._engine = open_engine(url)
        self._closed = False
        with translated(self._label, self._path):
            if self._path is not None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self._writing() as connection:
                upgrade_schema(connection, self._label)
        except BaseException:
            self._engine.dispose()
            raise

    def create(self, patient: PatientIdentity) -> Case:
        """A new, empty, stored case."""
        case = Case(uuid.uuid4().hex, patient, self._now())
        with self._writing() as connection:
            self._insert(connection, case, "case created")
        return self._wired(case)

    def load(self, case_id: str) -> Case:
        """The case as last stored; raises `CaseNotFoundError`."""
        with self._reading() as connection:
            row = self._row(connection, case_id)
            query = select(ITEM.c.item_id, ITEM.c.json).where(ITEM.c.case_id == case_id).order_by(ITEM.c.position)
            items = {
                found.item_id: self._item(case_id, found.item_id, found.json) for found in connection.execute(query)
            }
        return self._wired(Case(case_id, _patient(row), row["created_at"], row["revision"], _items=items))

    def summaries(self) -> tuple[CaseSummary, ...]:
        """All cases, last changed first."""
        with self._reading() as connection:
            rows = connection.execute(select(CASE).order_by(CASE.c.changed_at.desc(), CASE.c.id)).mappings()
            return tuple(_summary(row) for row in rows)

    def find_for_patient(self, patient: PatientIdentity) -> tuple[CaseSummary, ...]:
        """The cases with this Patient ID whose identity does not contradict the given one, last changed first.

        Two patients who share an ID differ in name, birth date or sex and are never mixed.
        """
        return tuple(
            found
            for found in self.summaries()
            if found.patient.patient_id == patient.patient_id and not identity_differences(found.patient, patient)
        )

    def import_json(self, data: Mapping[str, Any]) -> Case:
        """Store a case that was written by `annotations.serialization.case_to_json`; raises `CaseExistsError`."""
        foreign = case_from_json(data)
        case = Case(foreign.id, foreign.patient, foreign.created_at)
        event = CaseEvent(added_all(foreign.items.values(), "case imported"), 1)
        with self._writing() as connection:
            if connection.execute(select(CASE.c.id).where(CASE.c.id == case.id)).first() is not None:
                raise CaseExistsError(f"case {case.id} is already in {self._label}; delete it there before importing")
            self._insert(connection, case, "case created")
            self._write(connection, case.id, event)
        return self.load(case.id)

    def delete(self, case_id: str) -> None:
        """Remove a case and its items. Its audit lines stay, and a last one says that it was deleted."""
        with self._writing() as connection:
            row = self._row(connection, case_id)
            connection.execute(delete(CASE).where(CASE.c.id == case_id))
            self._audit(connection, case_id, row["revision"], "case deleted", [])

    def audit(self, case_id: str) -> tuple[AuditLine, ...]:
        """The audit trail of one case, oldest first; it outlives the case."""
        with self._reading() as connection:
            return audit.lines_of(connection, case_id)

    def verify_audit(self) -> tuple[AuditProblem, ...]:
        """Everything wrong with the audit trail of the whole store; empty when it is intact."""
        with self._reading() as connection:
            return audit.verify(connection)

    def close(self) -> None:
        """Let go of the database. Changes applied afterwards raise `StoreClosedError`."""
        self._closed = True
        self._engine.dispose()

    def _wired(self, case: Case) -> Case:
        case.journal = lambda event: self._store_change(case.id, event)
        return case

    def _store_change(self, case_id: str, event: CaseEvent) -> None:
        with self._writing() as connection:
            self._write(connection, case_id, event)

    def _write(self, connection: Connection, case_id: str, event: CaseEvent) -> None:
        values = {
            "revision": event.revision,
            "changed_at": self._now(),
            "application_version": application_version(),
        }
        condition = (CASE.c.id == case_id) & (CASE.c.revision == event.revision - 1)
        if connection.execute(update(CASE).where(condition).values(values)).rowcount != 1:
            self._row(connection, case_id)
            raise StaleCaseError(
                f"case {case_id} in {self._label} was changed by another program; open it again and repeat the action"
            )
        edits = [self._write_edit(connection, case_id, edit) for edit in event.change.edits]
        self._audit(connection, case_id, event.revision, event.change.description, edits)

    def _write_edit(self, connection: Connection, case_id: str, edit: Edit) -> dict[str, Any]:
        before, after = _json_or_none(edit.before), _json_or_none(edit.after)
        key = (ITEM.c.case_id == case_id) & (ITEM.c.item_id == edit.item_id)
        if after is None:
            connection.execute(delete(ITEM).where(key))
        elif before is not None:
            connection.execute(update(ITEM).where(key).values(json=audit.canonical_json(after)))
        else:
            last = select(func.coalesce(func.max(ITEM.c.position), -1) + 1).where(ITEM.c.case_id == case_id)
            values = {
                "case_id": case_id,
                "item_id": edit.item_id,
                "kind": type(edit.after).__name__,
                "json": audit.canonical_json(after),
                "position": last.scalar_subquery(),
            }
            connection.execute(insert(ITEM).values(values))
        return {"item_id": edit.item_id, "before": before, "after": after}

    def _insert(self, connection: Connection, case: Case, description: str) -> None:
        values = {
            "id": case.id,
            **asdict(case.patient),
            "created_at": case.created_at,
            "changed_at": self._now(),
            "revision": 0,
            "application_version": application_version(),
        }
        connection.execute(insert(CASE).values(values))
        self._audit(connection, case.id, 0, description, [])

    def _audit(
        self, connection: Connection, case_id: str, revision: int, description: str, edits: list[dict[str, Any]]
    ) -> None:
        line = {
            "case_id": case_id,
            "revision": revision,
            "at": self._now(),
            "actor": self._actor,
            "description": description,
            "edits": audit.canonical_json(edits),
        }
        audit.append(connection, line)

    def _item(self, case_id: str, item_id: str, content: str) -> CaseItem:
        try:
            return item_from_json(json.loads(content))
        except ValueError:
            # The cause is cut off: it would repeat what the item says about the patient.
            raise DatabaseCorruptError(
                f"item {item_id} of case {case_id} in {self._label} cannot be read; "
                "keep the file, restore the last backup beside it"
            ) from None

    def _row(self, connection: Connection, case_id: str) -> RowMapping:
        row = connection.execute(select(CASE).where(CASE.c.id == case_id)).mappings().first()
        if row is None:
            raise CaseNotFoundError(f"case {case_id} is not in {self._label}; refresh the case list")
        return row

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._connection(writes=False) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._connection(writes=True) as connection:
            yield connection

    @contextmanager
    def _connection(self, *, writes: bool) -> Iterator[Connection]:
        if self._closed:
            raise StoreClosedError(f"the case store {self._label} is closed; open the case again")
        engine = self._engine.execution_options(**{WRITES: writes})
        with translated(self._label, self._path), engine.begin() as connection:
            yield connection


def _json_or_none(item: CaseItem | None) -> Any:
    return None if item is None else item_to_json(item)


def _patient(row: RowMapping) -> PatientIdentity:
    return PatientIdentity(**{name: row[name] for name in _PATIENT_FIELDS})


def _summary(row: RowMapping) -> CaseSummary:
    return CaseSummary(
        row["id"], _patient(row), row["created_at"], row["changed_at"], row["revision"], row["application_version"]
    )
