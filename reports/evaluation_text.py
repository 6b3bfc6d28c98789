"""The evaluation in words: complaints, past treatment, vital signs, examination; what was not asked is said."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.case import Case
from annotations.evaluation import Complaint, ExamItem, ExamKind, PriorTreatment, VitalSigns
from annotations.exam_catalogue import EXAM_ITEMS, exam_detail
from annotations.hypotheses import PainHypothesis
from annotations.hypothesis_catalogue import CONDITIONS

NOT_ASKED = "not asked"
NOT_TAKEN = "not taken"
NOT_EXAMINED = "not examined"


@dataclass(frozen=True)
class EvaluationSection:
    """One heading of the evaluation with label and text of each row; never without rows."""

    heading: str
    rows: tuple[tuple[str, str], ...]


_EXAM_HEADINGS = {
    ExamKind.MOTOR: "Motor",
    ExamKind.SENSORY: "Sensory",
    ExamKind.REFLEX: "Reflexes",
    ExamKind.TEST: "Provocation tests",
}
# (field, label, unit) of the vital signs with a unit, in the order they are read out.
_VITALS = (
    ("heart_rate_per_min", "Heart rate", "/min"),
    ("respiratory_rate_per_min", "Respiratory rate", "/min"),
    ("oxygen_saturation_percent", "Oxygen saturation", "%"),
    ("temperature_celsius", "Temperature", "°C"),
    ("weight_kg", "Weight", "kg"),
    ("height_cm", "Height", "cm"),
)


def evaluation_sections(case: Case) -> tuple[EvaluationSection, ...]:
    """The whole evaluation in the order it is taken."""
    return (
        *_complaints(case),
        EvaluationSection("Past treatment", _treatments(case)),
        *_vital_signs(case),
        *(EvaluationSection(heading, _exam(case, kind)) for kind, heading in _EXAM_HEADINGS.items()),
        *_hypotheses(case),
    )


def _hypotheses(case: Case) -> tuple[EvaluationSection, ...]:
    """What is considered though no image shows it; nothing where nothing is considered."""
    rows = tuple((_condition(one), _considered(case, one)) for one in case.of_type(PainHypothesis))
    return (EvaluationSection("Hypotheses that no image shows", rows),) if rows else ()


def _condition(one: PainHypothesis) -> str:
    known = CONDITIONS.get(one.condition_id)
    title = known.title if known is not None else one.condition_id.replace("_", " ").capitalize()
    return f"{title}, {one.laterality.word}" if one.laterality is not None else title


def _considered(case: Case, one: PainHypothesis) -> str:
    complaints = (case.get(Complaint, complaint_id) for complaint_id in one.complaint_ids)
    for_pain = "; ".join(found.label for found in complaints if found is not None)
    known = CONDITIONS.get(one.condition_id)
    decided = f"decided by: {known.decided_by}" if known is not None else ""
    return " · ".join(part for part in (one.status.value, for_pain, decided, one.note) if part)


def _complaints(case: Case) -> tuple[EvaluationSection, ...]:
    complaints = sorted(case.of_type(Complaint), key=lambda one: not one.is_primary)
    if not complaints:
        return (EvaluationSection("Complaints", (("Pain", NOT_ASKED),)),)
    return tuple(_complaint(one) for one in complaints)


def _complaint(one: Complaint) -> EvaluationSection:
    onset = " · ".join(part for part in (one.onset.value, one.onset_date, one.mechanism) if part)
    rows = (
        ("Side", one.laterality.word if one.laterality else NOT_ASKED),
        ("Pattern", one.pattern.value if one.pattern else NOT_ASKED),
        ("Onset", onset),
        ("Description", one.description or NOT_ASKED),
        ("Quality", ", ".join(_words(quality) for quality in one.qualities) or NOT_ASKED),
        ("Felt in", ", ".join(root.value for root in one.radiation_roots) or "no dermatome recorded"),
        ("Pain 0 to 10", _scores(one)),
        ("Worse with", ", ".join(_words(factor) for factor in one.worsened_by) or NOT_ASKED),
        ("Eased by", ", ".join(_words(factor) for factor in one.eased_by) or NOT_ASKED),
    )
    kind = "Main complaint" if one.is_primary else "Complaint"
    return EvaluationSection(f"{kind}: {one.label}", rows)


def _scores(one: Complaint) -> str:
    scores = (("now", one.pain_now), ("average", one.pain_average), ("worst", one.pain_worst), ("best", one.pain_best))
    return ", ".join(f"{name} {NOT_ASKED if value is None else value}" for name, value in scores)


def _treatments(case: Case) -> tuple[tuple[str, str], ...]:
    return tuple(_treatment(one) for one in case.of_type(PriorTreatment)) or (("Any", NOT_ASKED),)


def _treatment(one: PriorTreatment) -> tuple[str, str]:
    benefit = "benefit not known" if one.benefit_percent is None else f"{one.benefit_percent} % benefit"
    adverse = f"side effects: {one.adverse_effects}" if one.adverse_effects else ""
    return (_words(one.kind).capitalize(), " · ".join(p for p in (one.description, one.date, benefit, adverse) if p))


def _vital_signs(case: Case) -> tuple[EvaluationSection, ...]:
    taken = case.of_type(VitalSigns)
    if not taken:
        return (EvaluationSection("Vital signs", (("All", NOT_TAKEN),)),)
    return tuple(_one_set(one) for one in taken)


def _one_set(one: VitalSigns) -> EvaluationSection:
    pressure = NOT_TAKEN
    if one.systolic_mmhg is not None or one.diastolic_mmhg is not None:
        pressure = f"{_number(one.systolic_mmhg)} / {_number(one.diastolic_mmhg)} mmHg"
    rows = tuple((label, _quantity(getattr(one, name), unit)) for name, label, unit in _VITALS)
    # ISO's T between date and time is for machines.
    when = f" ({one.taken_at.replace('T', ' ')})" if one.taken_at else ""
    return EvaluationSection(f"Vital signs{when}", (("Blood pressure", pressure), *rows))


def _number(value: float | None) -> str:
    return NOT_TAKEN if value is None else f"{value:g}"


def _quantity(value: float | None, unit: str) -> str:
    return NOT_TAKEN if value is None else f"{value:g} {unit}"


def _exam(case: Case, kind: ExamKind) -> tuple[tuple[str, str], ...]:
    items = [item for item in case.of_type(ExamItem) if item.kind is kind]
    return tuple(_exam_row(item) for item in items) or (("All", NOT_EXAMINED),)


def _exam_row(item: ExamItem) -> tuple[str, str]:
    known = EXAM_ITEMS.get(item.name_id)
    title = _words(item.name_id) if known is None else known.title
    abnormal = " (abnormal)" if known is not None and known.is_abnormal(item.value) else ""
    detail = f" · {exam_detail(item)}" if item.detail else ""
    return (f"{title}, {item.laterality.word}", f"{item.value}{abnormal}{detail}")


def _words(name: str) -> str:
    return name.replace("_", " ")
