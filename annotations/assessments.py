"""What was looked at, level by level: a cell of the reading grid. No item means not assessed, never normal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.anatomy import Laterality, Level


class Aspect(StrEnum):
    """The columns of the per-level row (domain.md section 7)."""

    VERTEBRA = "vertebra"
    ALIGNMENT = "alignment"
    DISC = "disc"
    ENDPLATE = "endplate"
    CENTRAL = "central"
    RECESS = "recess"
    FORAMEN = "foramen"
    FACET = "facet"
    ROOT = "root"
    JOINT = "joint"
    SOFT_TISSUE = "soft-tissue"
    COMMENT = "comment"


@dataclass(frozen=True)
class Assessment:
    """One cell that was assessed in one study: normal, or a grade that is no finding of its own, or a comment.

    `level` is None for the soft tissues of the region; `grade` is a value of the aspect's scale.
    """

    id: str
    study_instance_uid: str
    aspect: Aspect
    level: Level | None
    laterality: Laterality
    is_normal: bool = False
    grade: str | None = None
    note: str = ""
