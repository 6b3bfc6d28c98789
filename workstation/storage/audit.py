"""The audit trail: lines chained by SHA-256, appended with the change they record, checked as a whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, text

from annotations.repository import AuditLine, AuditProblem
from workstation.storage.tables import AUDIT, CASE, ITEM

FIRST_HASH = "0" * 64
"""The `previous_hash` of the first line of a store."""
_BATCH = 500


def canonical_json(value: Any) -> str:
    """The one spelling of a JSON value: sorted keys, no spaces, ASCII; NaN and infinity are refused."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def chained_hash(previous_hash: str, content: Mapping[str, Any] | RowMapping) -> str:
    """SHA-256 (hex) of the previous line's hash and the canonical JSON of this line's other fields."""
    fields = {key: value for key, value in content.items() if key not in {"hash", "previous_hash"}}
    return hashlib.sha256((previous_hash + canonical_json(fields)).encode("utf-8", "surrogateescape")).hexdigest()


def append(connection: Connection, line: Mapping[str, Any]) -> None:
    """Chain one line (case_id, revision, at, actor, description, edits) to the trail, in the open transaction."""
    if connection.dialect.name == "postgresql":
        # SQLite has its one writer already; here two workstations would otherwise chain to the same line.
        connection.execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))
    query = select(AUDIT.c.sequence, AUDIT.c.hash).order_by(AUDIT.c.sequence.desc()).limit(1)
    last = connection.execute(query).first()
    previous = FIRST_HASH if last is None else last.hash
    content = {"sequence": 1 if last is None else last.sequence + 1, **line}
    values = {**content, "previous_hash": previous, "hash": chained_hash(previous, content)}
    connection.execute(insert(AUDIT).values(values))


def lines_of(connection: Connection, case_id: str) -> tuple[AuditLine, ...]:
    """The lines about one case, oldest first."""
    query = select(AUDIT).where(AUDIT.c.case_id == case_id).order_by(AUDIT.c.sequence)
    return tuple(AuditLine(**row) for row in connection.execute(query).mappings())


def verify(connection: Connection) -> tuple[AuditProblem, ...]:
    """Recompute the chain, and replay it against the stored cases.

    Finds a changed, missing or inserted line, lines cut off the end of a case, and items that were changed behind
    the trail.
    """
    problems: list[AuditProblem] = []
    expected_sequence, previous = 1, FIRST_HASH
    replayed: dict[str, dict[str, str]] = {}
    revisions: dict[str, int] = {}
    for row in _all_lines(connection):
        reason = _line_problem(row, expected_sequence, previous)
        if reason:
            problems.append(AuditProblem(row["sequence"], row["case_id"], reason))
        expected_sequence, previous = row["sequence"] + 1, row["hash"]
        revisions[row["case_id"]] = row["revision"]
        if reason is None:
            _replay(replayed.setdefault(row["case_id"], {}), row["edits"])
    damaged = {found.case_id for found in problems}
    problems.extend(found for found in _case_problems(connection, replayed, revisions) if found.case_id not in damaged)
    return tuple(problems)


def _all_lines(connection: Connection) -> Iterator[RowMapping]:
    query = select(AUDIT).order_by(AUDIT.c.sequence)
    yield from connection.execution_options(yield_per=_BATCH).execute(query).mappings()


def _line_problem(row: RowMapping, expected_sequence: int, previous: str) -> str | None:
    if row["sequence"] != expected_sequence:
        return f"line {expected_sequence} is missing"
    if row["previous_hash"] != previous:
        return f"line {row['sequence']} does not follow the line before it"
    if row["hash"] != chained_hash(row["previous_hash"], row):
        return f"line {row['sequence']} was changed after it was written"
    return None


def _replay(items: dict[str, str], edits: str) -> None:
    for edit in json.loads(edits):
        if edit["after"] is None:
            items.pop(edit["item_id"], None)
        else:
            items[edit["item_id"]] = canonical_json(edit["after"])


def _case_problems(
    connection: Connection, replayed: Mapping[str, Mapping[str, str]], revisions: Mapping[str, int]
) -> Iterator[AuditProblem]:
    for case in connection.execute(select(CASE.c.id, CASE.c.revision)):
        if revisions.get(case.id) != case.revision:
            yield AuditProblem(None, case.id, f"the trail does not reach revision {case.revision} of the case")
            continue
        stored = connection.execute(select(ITEM.c.item_id, ITEM.c.json).where(ITEM.c.case_id == case.id))
        if {row.item_id: row.json for row in stored} != replayed.get(case.id, {}):
            yield AuditProblem(None, case.id, "the items of the case are not what the trail says they are")
