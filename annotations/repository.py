"""What the rest of the program may ask of a place that keeps cases, whatever database is behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from annotations.case import Case
from annotations.patient import PatientIdentity


@dataclass(frozen=True)
class CaseSummary:
    """One line of the case list. Times are UTC ISO 8601; `changed_at` is that of the last stored change."""

    case_id: str
    patient: PatientIdentity
    created_at: str
    changed_at: str
    revision: int
    application_version: str


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit trail: who changed what, when, and the hash that chains it to the line before.

    `sequence` counts all lines of the store from 1; `edits` is canonical JSON, a list of
    `{"item_id", "before", "after"}`. `hash` is the SHA-256 (hex) of `previous_hash` and everything else here.
    """

    sequence: int
    case_id: str
    revision: int
    at: str
    actor: str
    description: str
    edits: str
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class AuditProblem:
    """A place where the audit trail, or what it says about a case, no longer holds together."""

    sequence: int | None
    case_id: str
    reason: str


class CaseRepository(Protocol):
    """Keeps cases so that every applied change is durable before `Case.apply` returns."""

    def create(self, patient: PatientIdentity) -> Case:
        """A new, empty, stored case whose journal is this repository."""

    def load(self, case_id: str) -> Case:
        """The stored case, its journal wired."""

    def summaries(self) -> tuple[CaseSummary, ...]:
        """All cases, last changed first."""

    def find_for_patient(self, patient: PatientIdentity) -> tuple[CaseSummary, ...]:
        """The cases of this patient, last changed first; a contradicting identity is another patient."""

    def import_json(self, data: Mapping[str, Any]) -> Case:
        """Store a case that was written by `annotations.serialization`."""

    def delete(self, case_id: str) -> None:
        """Remove a case; its audit lines stay and one line says that it was deleted."""

    def audit(self, case_id: str) -> tuple[AuditLine, ...]:
        """The audit trail of one case, oldest first."""

    def verify_audit(self) -> tuple[AuditProblem, ...]:
        """Everything wrong with the audit trail; empty when it is intact."""

    def close(self) -> None:
        """Let go of the database."""
