"""How the levels of one spine were counted, and what is not settled about it (domain.md 1.7 and 6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.anatomy import Level


class CountingMethod(StrEnum):
    """What the numbering was counted from."""

    FROM_C2 = "counted_from_C2"
    FROM_LAST_RIB = "counted_from_last_rib"
    ILIOLUMBAR_LIGAMENT = "iliolumbar_ligament"
    ASSUMED = "assumed"


class Castellvi(StrEnum):
    """Castellvi's types of the lumbosacral transitional vertebra."""

    NONE = "none"
    IA = "Ia"
    IB = "Ib"
    IIA = "IIa"
    IIB = "IIb"
    IIIA = "IIIa"
    IIIB = "IIIb"
    IV = "IV"


class Confidence(StrEnum):
    """How sure the reader is of the numbering."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True)
class DualName:
    """A level that others may name differently: `level` here, `other_name` elsewhere (`L5`, `S1`)."""

    level: Level
    other_name: str


@dataclass(frozen=True)
class LevelNumbering:
    """The numbering decision of one Frame of Reference.

    `lumbar_count` is the number of lumbar-type vertebrae, 4 to 6, None while it is not decided; `report_numbering` is
    how an outside report numbers differently, in its own words. `version` counts the renumberings from 1; `decided_at`
    is ISO 8601. Raises `ValueError` on another count.
    """

    id: str
    frame_of_reference_uid: str
    method: CountingMethod = CountingMethod.ASSUMED
    lumbar_count: int | None = None
    transitional: Castellvi = Castellvi.NONE
    absent_ribs: bool = False
    confidence: Confidence = Confidence.LOW
    dual_names: tuple[DualName, ...] = ()
    report_numbering: str = ""
    decided_by: str = ""
    decided_at: str = ""
    is_confirmed: bool = False
    version: int = 1

    def __post_init__(self) -> None:
        if not self.frame_of_reference_uid:
            raise ValueError("a numbering needs a Frame of Reference UID")
        if self.lumbar_count not in (None, 4, 5, 6):
            raise ValueError("a spine has 4, 5 or 6 lumbar-type vertebrae")
