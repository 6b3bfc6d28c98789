"""The audit trail names the line that was touched."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotations.case import add
from annotations.evaluation import Complaint
from annotations.patient import PatientIdentity
from workstation.storage.case_store import CaseStore


@pytest.fixture
def case_id(store: CaseStore, patient: PatientIdentity) -> str:
    """A case with a trail of six lines, 1 to 6."""
    case = store.create(patient)
    for number in range(5):
        case.apply(add(Complaint(f"c{number}", f"Pain {number}"), f"change {number}"))
    return case.id


def run(database: Path, statement: str) -> None:
    connection = sqlite3.connect(database)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("column", ["case_id", "at", "actor", "description", "edits"])
def test_a_flipped_byte_in_any_text_column_names_its_line(
    database: Path, store: CaseStore, case_id: str, column: str
) -> None:
    connection = sqlite3.connect(database)
    connection.text_factory = bytes
    (value,) = connection.execute(f"SELECT {column} FROM audit WHERE sequence = 4").fetchone()
    middle = len(value) // 2
    flipped = value[:middle] + bytes([value[middle] ^ 0x81]) + value[middle + 1 :]
    connection.execute(f"UPDATE audit SET {column} = CAST(? AS TEXT) WHERE sequence = 4", (flipped,))
    connection.commit()
    connection.close()
    problems = store.verify_audit()
    assert problems[0].sequence == 4
    assert "line 4 was changed" in problems[0].reason


def test_a_byte_flipped_in_the_file_itself_is_found(database: Path, store: CaseStore, case_id: str) -> None:
    store.close()
    data = bytearray(database.read_bytes())
    data[data.rindex(b"change 2")] ^= 0x01
    database.write_bytes(bytes(data))
    reopened = CaseStore(database)
    assert [problem.sequence for problem in reopened.verify_audit()][:1] == [4]
    reopened.close()


def test_a_changed_revision_or_hash_is_found(database: Path, store: CaseStore, case_id: str) -> None:
    run(database, "UPDATE audit SET revision = 9 WHERE sequence = 2")
    assert [problem.sequence for problem in store.verify_audit()] == [2]
    run(database, "UPDATE audit SET revision = 1 WHERE sequence = 2")
    assert store.verify_audit() == ()
    run(database, "UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE sequence = 2")
    assert [problem.sequence for problem in store.verify_audit()] == [2, 3]


def test_a_removed_line_is_missed_where_it_was(database: Path, store: CaseStore, case_id: str) -> None:
    run(database, "DELETE FROM audit WHERE sequence = 3")
    (problem,) = store.verify_audit()
    assert (problem.sequence, problem.reason) == (4, "line 3 is missing")


def test_lines_cut_off_the_end_are_missed(database: Path, store: CaseStore, case_id: str) -> None:
    run(database, "DELETE FROM audit WHERE sequence = 6")
    (problem,) = store.verify_audit()
    assert (problem.case_id, problem.reason) == (case_id, "the trail does not reach revision 5 of the case")


def test_an_item_changed_behind_the_trail_is_found(database: Path, store: CaseStore, case_id: str) -> None:
    run(database, "UPDATE item SET json = replace(json, 'Pain 3', 'Pain 9') WHERE item_id = 'c3'")
    (problem,) = store.verify_audit()
    assert (problem.sequence, problem.case_id) == (None, case_id)
    assert "items of the case" in problem.reason
