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


class SagittalZone(StrEnum):
    """Sagittal zones of the lumbar disc nomenclature 2.0 (Fardon 2014)."""

    DISC = "disc"
    SUPRAPEDICULAR = "suprapedicular"
    PEDICULAR = "pedicular"
    INFRAPEDICULAR = "infrapedicular"


class Acuity(StrEnum):
    """How old it looks (CID 6130)."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"


class NeuralContact(StrEnum):
    """What it does to the nerve root (domain.md 1.7)."""

    NONE = "none"
    ABUT = "abut"
    DISPLACE = "displace"
    COMPRESS = "compress"


class FindingStatus(StrEnum):
    """Draft until the physician finalises; a retracted finding stays on record."""

    DRAFT = "draft"
    FINAL = "final"
    RETRACTED = "retracted"


@dataclass(frozen=True)
class Finding:
    """One finding. `type_id` is an id of the finding catalogue, `mark_ids` the marks that show it (first = its point).

    `grade` is a value of the grading scale `grade_scale` (empty = the first of its type), for example Genant "2";
    `suggested_grade` is what measurements gave by the rule `grade_rule` (`id@version`), kept beside it, and
    `grade_reason` says why another was chosen. `size_mm` is anteroposterior, transverse, craniocaudal,
    0 where not measured. The override
    reasons say why level or side contradict the ledger and the patient coordinate. `numbering_id` and
    `numbering_version` name the numbering its level was named by. `is_non_fracture_excluded`: deformities that are no
    fracture were ruled out. `complaint_ids` and `exam_item_ids` are what the
    physician linked it to.
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
    sagittal_zone: SagittalZone | None = None
    acuity: Acuity | None = None
    neural_contact: NeuralContact | None = None
    is_incidental: bool = False
    size_mm: tuple[float, float, float] | None = None
    grade_scale: str = ""
    suggested_grade: str | None = None
    grade_rule: str = ""
    grade_reason: str = ""
    level_override_reason: str = ""
    numbering_id: str = ""
    numbering_version: int = 0
    is_non_fracture_excluded: bool = False
