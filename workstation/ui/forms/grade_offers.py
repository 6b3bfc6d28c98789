"""What the measurements of a finding suggest as its grade, in the words of the grade picker."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.finding_catalogue import FINDING_TYPES
from annotations.grading_catalogue import GradingScale
from annotations.gradings import GradeSuggestion, rules_for, suggest_grade
from annotations.marks import MARK_KINDS
from annotations.measurements import Measurement, unit_text
from viewers.qt.translated import tr
from workstation.ui.forms.grade_picker import GradeOffer


def grade_offers(type_id: str | None, measurements: Iterable[Measurement]) -> tuple[GradeOffer, ...]:
    """One offer for each scale of the type that something measured suggests a grade of."""
    kind = FINDING_TYPES.get(type_id or "")
    if kind is None:
        return ()
    measured = tuple(measurements)
    found = ((scale, suggest_grade(kind.id, measured, scale=scale.id)) for scale in kind.gradings)
    return tuple(_offer(scale, suggestion) for scale, suggestion in found if suggestion is not None)


def what_to_measure(type_id: str | None, scale_id: str) -> str:
    """Which marks would have a grade of this type on this scale suggested; empty where none does."""
    rules = [one for one in rules_for(type_id or "") if one.scale is not None and one.scale.id == scale_id]
    titles = dict.fromkeys(tr(MARK_KINDS[kind].title) for rule in rules for kind in rule.kinds)
    return tr("To have it suggested, measure: {marks}", marks=tr(" or ").join(titles)) if titles else ""


def _offer(scale: GradingScale, suggestion: GradeSuggestion) -> GradeOffer:
    grades = suggestion.grades or (suggestion.grade,)
    names = dict.fromkeys(grade.name for value in grades if (grade := scale.grade(value)) is not None)
    text = tr(
        "{grades} suggested: {name} {number} (cut-offs {cut_offs}; {noise}; {provenance})",
        grades=tr(" or ").join(names),
        name=suggestion.measurement.name,
        number=suggestion.measurement.text,
        cut_offs=_cut_offs(suggestion),
        noise=suggestion.noise_text,
        provenance=suggestion.rule.provenance,
    )
    if len(grades) > 1:
        text = tr("{text} Within the noise of a cut-off: choose.", text=text)
    return GradeOffer(scale.id, grades, text[:1].upper() + text[1:], suggestion.rule_key)


def _cut_offs(suggestion: GradeSuggestion) -> str:
    """The ends of the steps, `20/25/40 %`."""
    ends = [f"{step.end:g}" for step in suggestion.rule.steps if step.end is not None]
    return "/".join(ends) + unit_text(suggestion.rule.unit)
