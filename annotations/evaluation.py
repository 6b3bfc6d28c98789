"""What the patient says and what the examination shows: complaints, past treatment, vital signs, neurological exam."""

from __future__ import annotations

from collections.abc import Mapping
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

    def __post_init__(self) -> None:
        for name, limits in VITAL_RANGES.items():
            value = getattr(self, name)
            if value is not None and not limits.low <= value <= limits.high:
                raise ValueError(
                    f"{limits.title} {value:g} {limits.unit_text} cannot be: "
                    f"it must be {limits.low:g} to {limits.high:g} {limits.unit_text}"
                )
        high, low = self.systolic_mmhg, self.diastolic_mmhg
        if high is not None and low is not None and not high > low:
            raise ValueError(f"systolic pressure {high:g} must be above diastolic pressure {low:g} mmHg")

    @property
    def bmi(self) -> float | None:
        """Body mass index in kg/m2 (LOINC 39156-5), None without weight and height."""
        if self.weight_kg is None or self.height_cm is None:
            return None
        return self.weight_kg / (self.height_cm / 100) ** 2


@dataclass(frozen=True)
class VitalRange:
    """What one vital sign may be: refused outside `low` to `high`, warned of below `warn_below` or from `warn_from` on.

    `unit` is UCUM, `unit_text` what is shown, `loinc` the code used in US Core (domain.md 1.5).
    """

    title: str
    loinc: str
    unit: str
    unit_text: str
    low: float
    high: float
    warn_below: float | None = None
    warn_from: float | None = None


# Limits of domain.md 1.5; "above 110" is 110.5 for a whole number. Weight and height have soft limits only there (1.2):
# the hard ones catch a slipped comma.
VITAL_RANGES: Mapping[str, VitalRange] = {
    "heart_rate_per_min": VitalRange("heart rate", "8867-4", "/min", "/min", 20, 250, 50, 110.5),
    "respiratory_rate_per_min": VitalRange("respiratory rate", "9279-1", "/min", "/min", 4, 60, 10, 24.5),
    "systolic_mmhg": VitalRange("systolic pressure", "8480-6", "mm[Hg]", "mmHg", 50, 280, 90, 180),
    "diastolic_mmhg": VitalRange("diastolic pressure", "8462-4", "mm[Hg]", "mmHg", 20, 180, None, 110),
    "oxygen_saturation_percent": VitalRange("oxygen saturation", "59408-5", "%", "%", 50, 100, 92, None),
    "temperature_celsius": VitalRange("temperature", "8310-5", "Cel", "°C", 30, 43, None, 38),
    "weight_kg": VitalRange("weight", "29463-7", "kg", "kg", 1, 500, 20, 350.5),
    "height_cm": VitalRange("height", "8302-2", "cm", "cm", 30, 260, 100, 230.5),
}
"""Range, unit and code of each field of `VitalSigns`."""


def vital_warnings(vitals: VitalSigns) -> tuple[str, ...]:
    """What is outside the soft ranges of domain.md 1.5, one line each; fever prompts the question of infection."""
    warnings = []
    for name, limits in VITAL_RANGES.items():
        value = getattr(vitals, name)
        if value is None:
            continue
        is_low = limits.warn_below is not None and value < limits.warn_below
        is_high = limits.warn_from is not None and value >= limits.warn_from
        if is_low or is_high:
            hint = "; infection?" if name == "temperature_celsius" else ""
            warnings.append(f"{limits.title} {value:g} {limits.unit_text} is {'low' if is_low else 'high'}{hint}")
    return tuple(warnings)


# Choices of domain.md 1.3 by the value stored; a patient's own words are allowed beside them.
PROVOKING_FACTORS: Mapping[str, str] = {
    "sitting": "sitting",
    "standing": "standing",
    "walking": "walking",
    "bending forward": "bending forward",
    "bending backward": "bending backward",
    "rotation": "rotation",
    "sit to stand": "sit to stand",
    "cough or strain": "cough or strain (Valsalva)",
    "lying": "lying",
    "night": "night",
    "heat": "heat",
    "cold": "cold",
    "rest": "rest",
    "medication": "medication",
    "leaning on a cart": "leaning on a cart (shopping-cart sign)",
}
QUALITIES: Mapping[str, str] = {
    one: one for one in ("aching", "sharp", "burning", "electric", "throbbing", "cramping", "numb", "tingling")
}
TREATMENT_KINDS: Mapping[str, str] = {
    "physical therapy": "Physical therapy",
    "medication": "Medication",
    "injection": "Injection",
    "surgery": "Surgery",
    "psychological": "Psychological therapy",
    "complementary": "Complementary therapy",
    "other": "Other",
}


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
