"""Vital signs with units, the range a value must lie in and the range that is unremarkable (domain.md 1.2, 1.5)."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.evaluation import VitalSigns


@dataclass(frozen=True)
class VitalRange:
    """One vital sign: hard limits refuse a value, soft limits only ask to look again (None = no such limit)."""

    name: str
    title: str
    unit: str
    lowest: float
    highest: float
    low_caution: float | None = None
    high_caution: float | None = None
    caution: str = ""

    def problem(self, value: float) -> str:
        """Why a value is refused; empty when it may stand."""
        if self.lowest <= value <= self.highest:
            return ""
        return f"{self.title} {value:g} {self.unit}: must lie between {self.lowest:g} and {self.highest:g} {self.unit}."

    def look_again(self, value: float) -> str:
        """Why a value that stands should be looked at again."""
        if self.low_caution is not None and value < self.low_caution:
            return f"{self.title} {value:g} {self.unit} is low. {self.caution}".strip()
        if self.high_caution is not None and value >= self.high_caution:
            return f"{self.title} {value:g} {self.unit} is high. {self.caution}".strip()
        return ""


VITALS = (
    VitalRange("heart_rate_per_min", "Heart rate", "/min", 20, 250, 50, 111),
    VitalRange("respiratory_rate_per_min", "Respiratory rate", "/min", 4, 60, 10, 25),
    VitalRange("systolic_mmhg", "Systolic", "mmHg", 50, 280, 90, 180),
    VitalRange("diastolic_mmhg", "Diastolic", "mmHg", 20, 180, None, 110),
    VitalRange("oxygen_saturation_percent", "SpO₂", "%", 50, 100, 92, None),
    VitalRange("temperature_celsius", "Temperature", "°C", 30, 43, None, 38, "Ask for infection."),
    VitalRange("weight_kg", "Weight", "kg", 2, 400),
    VitalRange("height_cm", "Height", "cm", 30, 250),
)


def pressure_problem(signs: VitalSigns) -> str:
    """Why a pair of pressures cannot be."""
    systolic, diastolic = signs.systolic_mmhg, signs.diastolic_mmhg
    if systolic is None or diastolic is None or systolic > diastolic:
        return ""
    return f"Blood pressure {systolic:g}/{diastolic:g} mmHg: systolic must be higher than diastolic."


def body_mass_index(signs: VitalSigns) -> float | None:
    """kg/m², None without weight and height."""
    if signs.weight_kg is None or signs.height_cm is None:
        return None
    return signs.weight_kg / (signs.height_cm / 100) ** 2
