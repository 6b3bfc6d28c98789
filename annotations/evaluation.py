"""What the patient says and what the examination shows: complaints, past treatment, vital signs, neurological exam."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.anatomy import Laterality, Root


class Onset(StrEnum):
    """How the pain began."""

    GRADUAL = "gradual"
    SUDDEN = "sudden"
    UNKNOWN = "unknown"


class ComplaintPattern(StrEnum):
    """domain.md 1.3."""

    AXIAL = "axial"
    RADICULAR = "radicular"
    REFERRED = "referred"
    CLAUDICANT = "claudicant"
    VISCERAL = "visceral"
    DIFFUSE = "diffuse"


@dataclass(frozen=True)
class Complaint:
    """One pain the patient reports. Scores are whole numbers 0 to 10 on the numeric rating scale, None = not asked.

    `onset_date` is ISO with the precision known ("2026", "2026-09" or a day). `worsened_by` and `eased_by` hold ids
    of `PROVOKING_FACTORS` or the patient's own words; `radiation_roots` the dermatomes the pain is felt in.
    Raises `ValueError` for a score outside 0 to 10 or an empty label.
    """

    id: str
    label: str
    laterality: Laterality | None = None
    pattern: ComplaintPattern | None = None
    onset: Onset = Onset.UNKNOWN
    onset_date: str = ""
    mechanism: str = ""
    description: str = ""
    qualities: tuple[str, ...] = ()
    worsened_by: tuple[str, ...] = ()
    eased_by: tuple[str, ...] = ()
    radiation_roots: tuple[Root, ...] = ()
    pain_now: int | None = None
    pain_average: int | None = None
    pain_worst: int | None = None
    pain_best: int | None = None
    is_primary: bool = False

    def __post_init__(self) -> None:
        if not self.label.strip():
            raise ValueError("a complaint needs a name")
        for score in (self.pain_now, self.pain_average, self.pain_worst, self.pain_best):
            if score is not None and not 0 <= score <= 10:
                raise ValueError(f"a pain score is a whole number from 0 to 10, got {score}")


@dataclass(frozen=True)
class PriorTreatment:
    """A past treatment with its benefit in per cent (0 to 100, None = not known)."""

    id: str
    kind: str
    description: str = ""
    date: str = ""
    benefit_percent: int | None = None
    adverse_effects: str = ""

    def __post_init__(self) -> None:
        if self.benefit_percent is not None and not 0 <= self.benefit_percent <= 100:
            raise ValueError("benefit is a percentage from 0 to 100")


@dataclass(frozen=True)
class VitalSigns:
    """One set of vital signs; None = not taken. Hard ranges of domain.md 1.5 are refused with `ValueError`."""

    id: str
    taken_at: str = ""
    heart_rate_per_min: float | None = None
    respiratory_rate_per_min: float | None = None
    systolic_mmhg: float | None = None
    diastolic_mmhg: float | None = None
    oxygen_saturation_percent: float | None = None
    temperature_celsius: float | None = None
    weight_kg: float | None = None
    height_cm: float | None = None


class ExamKind(StrEnum):
    """The families of examination items."""

    MOTOR = "motor"
    SENSORY = "sensory"
    REFLEX = "reflex"
    TEST = "test"


@dataclass(frozen=True)
class ExamItem:
    """One examined item on one side. An item that is not in the case was not examined.

    `name_id` is an id of the exam catalogue (for example `great_toe_extension`, `light_touch_l5`, `achilles`, `slr`)
    and `value` one of that item's allowed values ("4", "4-", "altered", "2+", "positive"). `detail` may hold an angle.
    """

    id: str
    kind: ExamKind
    name_id: str
    laterality: Laterality
    value: str
    detail: str = ""


def exam_item_id(kind: ExamKind, name_id: str, laterality: Laterality) -> str:
    """The id of the one slot for an item and side, so that it can be recorded only once."""
    return f"exam.{kind.value}.{name_id}.{laterality.value}"
