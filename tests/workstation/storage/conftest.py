"""A store in a temporary folder, with a clock that stands still, and a patient nobody is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotations.patient import PatientIdentity
from workstation.storage.case_store import CaseStore


@pytest.fixture
def patient() -> PatientIdentity:
    return PatientIdentity("P-1", "clinic", "Example^Ana", "1961-02-03", "F")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "cases.db"


@pytest.fixture
def store(database: Path) -> Iterator[CaseStore]:
    opened = CaseStore(database, actor="tester", clock=lambda: datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
    yield opened
    opened.close()
