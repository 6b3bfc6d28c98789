"""A hypothesis about the pain that no image shows: recorded to be explained, not a finding (domain.md 1.8)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.anatomy import Laterality


class HypothesisStatus(StrEnum):
    """How far it has come."""

    PROPOSED = "proposed"
    WORKING = "working"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"


@dataclass(frozen=True)
class PainHypothesis:
    """One hypothesis. `condition_id` is an id of the condition catalogue, `complaint_ids` the pain it would explain.

    `laterality` is None where the condition has no side.
    """

    id: str
    condition_id: str
    laterality: Laterality | None = None
    complaint_ids: tuple[str, ...] = ()
    status: HypothesisStatus = HypothesisStatus.PROPOSED
    note: str = ""
