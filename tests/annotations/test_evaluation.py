"""What an evaluation accepts, warns of and refuses (domain.md 1.2, 1.3 and 1.5)."""

from __future__ import annotations

from dataclasses import fields

import pytest

from annotations.anatomy import Laterality
from annotations.evaluation import (
    PROVOKING_FACTORS,
    QUALITIES,
    TREATMENT_KINDS,
    VITAL_RANGES,
    Complaint,
    ExamKind,
    PriorTreatment,
    VitalSigns,
    exam_item_id,
    vital_warnings,
)

LIMITS = [
    ("heart_rate_per_min", 20, 250),
    ("respiratory_rate_per_min", 4, 60),
    ("systolic_mmhg", 50, 280),
    ("diastolic_mmhg", 20, 180),
    ("oxygen_saturation_percent", 50, 100),
    ("temperature_celsius", 30, 43),
]


@pytest.mark.parametrize(("name", "low", "high"), LIMITS)
def test_values_at_the_hard_limits_are_accepted(name: str, low: float, high: float) -> None:
    for value in (low, high):
        assert getattr(VitalSigns("v", **{name: value}), name) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "low", "high"), LIMITS)
def test_values_beyond_the_hard_limits_are_refused_with_the_range(name: str, low: float, high: float) -> None:
    for value in (low - 0.1, high + 0.1, float("nan")):
        with pytest.raises(ValueError, match=f"must be {low:g} to {high:g}"):
            VitalSigns("v", **{name: value})  # type: ignore[arg-type]


def test_a_refusal_names_the_field_and_the_value() -> None:
    with pytest.raises(ValueError, match="heart rate 300 /min cannot be"):
        VitalSigns("v", heart_rate_per_min=300)


def test_systolic_pressure_must_be_above_diastolic() -> None:
    with pytest.raises(ValueError, match="systolic pressure 80 must be above diastolic pressure 120"):
        VitalSigns("v", systolic_mmhg=80, diastolic_mmhg=120)
    with pytest.raises(ValueError, match="must be above"):
        VitalSigns("v", systolic_mmhg=80, diastolic_mmhg=80)


@pytest.mark.parametrize(
    ("given", "warnings"),
    [
        ({"heart_rate_per_min": 50}, ()),
        ({"heart_rate_per_min": 49}, ("heart rate 49 /min is low",)),
        ({"heart_rate_per_min": 110}, ()),
        ({"heart_rate_per_min": 111}, ("heart rate 111 /min is high",)),
        ({"respiratory_rate_per_min": 9}, ("respiratory rate 9 /min is low",)),
        ({"respiratory_rate_per_min": 24}, ()),
        ({"respiratory_rate_per_min": 25}, ("respiratory rate 25 /min is high",)),
        ({"systolic_mmhg": 179, "diastolic_mmhg": 109}, ()),
        ({"systolic_mmhg": 180}, ("systolic pressure 180 mmHg is high",)),
        ({"diastolic_mmhg": 110}, ("diastolic pressure 110 mmHg is high",)),
        ({"systolic_mmhg": 89}, ("systolic pressure 89 mmHg is low",)),
        ({"oxygen_saturation_percent": 91}, ("oxygen saturation 91 % is low",)),
        ({"oxygen_saturation_percent": 92}, ()),
        ({"temperature_celsius": 38}, ("temperature 38 °C is high; infection?",)),
        ({"temperature_celsius": 37.9}, ()),
        ({"weight_kg": 19}, ("weight 19 kg is low",)),
        ({"height_cm": 231}, ("height 231 cm is high",)),
        ({}, ()),
    ],
)
def test_soft_limits_warn(given: dict[str, float], warnings: tuple[str, ...]) -> None:
    assert vital_warnings(VitalSigns("v", **given)) == warnings  # type: ignore[arg-type]


def test_every_vital_sign_has_a_range_a_unit_and_a_loinc_code() -> None:
    assert set(VITAL_RANGES) == {one.name for one in fields(VitalSigns)} - {"id", "taken_at"}
    assert all(one.unit and "-" in one.loinc for one in VITAL_RANGES.values())


def test_bmi_needs_weight_and_height() -> None:
    assert VitalSigns("v", weight_kg=81, height_cm=180).bmi == pytest.approx(25.0)
    assert VitalSigns("v", weight_kg=81).bmi is None


def test_a_pain_score_is_0_to_10() -> None:
    assert Complaint("k", "pain", pain_now=0, pain_worst=10).pain_now == 0
    with pytest.raises(ValueError, match="0 to 10"):
        Complaint("k", "pain", pain_best=11)
    with pytest.raises(ValueError, match="needs a name"):
        Complaint("k", "  ")


def test_benefit_is_a_percentage() -> None:
    assert PriorTreatment("p", "injection", benefit_percent=100).benefit_percent == 100
    with pytest.raises(ValueError, match="0 to 100"):
        PriorTreatment("p", "injection", benefit_percent=-1)


def test_an_item_and_side_have_one_slot() -> None:
    assert exam_item_id(ExamKind.REFLEX, "achilles", Laterality.LEFT) == "exam.reflex.achilles.L"


def test_choices_have_words() -> None:
    for table in (PROVOKING_FACTORS, QUALITIES, TREATMENT_KINDS):
        assert table
        assert all(key and words for key, words in table.items())
