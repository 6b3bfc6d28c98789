"""A finding: a suspected pain generator of a catalogue type at a named level and side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.anatomy import Laterality, Level


class Severity(StrEnum):
    """CID 3716, the three steps in clinical use."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Certainty(StrEnum):
    """How sure the reader is."""

    DEFINITE = "definite"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class AxialZone(StrEnum):
    """Axial zones of the lumbar disc nomenclature 2.0 (Fardon 2014)."""

    CENTRAL = "central"
    SUBARTICULAR = "subarticular"
    FORAMINAL = "foraminal"
    EXTRAFORAMINAL = "extraforaminal"
    ANTERIOR = "anterior"


class FindingStatus(StrEnum):
    """Draft until the physician finalises; a retracted finding stays on record."""

    DRAFT = "draft"
    FINAL = "final"
    RETRACTED = "retracted"


@dataclass(frozen=True)
class Finding:
    """One finding. `type_id` is an id of the finding catalogue, `mark_ids` the marks that show it (first = its point).

    `grade` is a value of the type's grading scale (for example Genant "2"), `complaint_ids` and `exam_item_ids`
    what the physician linked it to.
    """

    id: str
    type_id: str
    level: Level
    laterality: Laterality
    mark_ids: tuple[str, ...] = ()
    severity: Severity | None = None
    certainty: Certainty = Certainty.PROBABLE
    zone: AxialZone | None = None
    grade: str | None = None
    note: str = ""
    status: FindingStatus = FindingStatus.DRAFT
    complaint_ids: tuple[str, ...] = ()
    exam_item_ids: tuple[str, ...] = ()
    side_override_reason: str = ""
