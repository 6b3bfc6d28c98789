"""A procedure target: where the needle should go, for which finding, at which level and side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.anatomy import Laterality, Level, Root
from annotations.locations import PatientLocation


class TargetStatus(StrEnum):
    """domain.md 1.9; this version plans, it does not check or perform."""

    DRAFT = "draft"
    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class ProcedureTarget:
    """One target. `path` holds two points, skin entry first and needle tip second; None until both are placed.

    `procedure_id` is an id of the procedure catalogue; `level` the level treated (not that of the finding);
    `root` the root meant, for epidural and root procedures. The override reasons say why side or level contradict the
    patient coordinate of the tip.
    """

    id: str
    procedure_id: str
    level: Level
    laterality: Laterality
    path: PatientLocation | None = None
    root: Root | None = None
    finding_ids: tuple[str, ...] = ()
    needle_gauge: str = ""
    note: str = ""
    status: TargetStatus = TargetStatus.DRAFT
    side_override_reason: str = ""
    level_override_reason: str = ""

    def __post_init__(self) -> None:
        if self.path is not None and len(self.path.points_lps_mm) != 2:
            raise ValueError("a needle path has two points: skin entry and tip")
