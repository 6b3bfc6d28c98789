"""Grades that measurements suggest: always with the value, the cut-offs, the noise and the source, never a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import hypot

from annotations.catalogue_files import Evidence
from annotations.finding_catalogue import FINDING_TYPES
from annotations.grade_rules import GRADE_RULES, GradeFloor, GradeRule
from annotations.marks import MarkKind
from annotations.measurements import Measurement, unit_text
from annotations.spine_quantities import RECUMBENT


@dataclass(frozen=True)
class GradeSuggestion:
    """What one measurement suggests by one rule.

    `grade` is a value of `scale` (an id of the grading catalogue), empty where the rule has words only or the value
    suggests none; `grades` are all grades within the noise band, lowest value first, `grade` among them. `word` is the
    deformity or the like, `says` the words of the step. `is_normal` needs no attention.
    """

    rule: GradeRule
    measurement: Measurement
    grade: str
    grades: tuple[str, ...]
    says: str
    word: str
    is_normal: bool
    is_unverified: bool

    @property
    def scale(self) -> str:
        """The id of the scale, empty for a rule with words only."""
        return "" if self.rule.scale is None else self.rule.scale.id

    @property
    def rule_key(self) -> str:
        """What a finding keeps as `grade_rule`: `genant_height_loss@1`."""
        return self.rule.key

    @property
    def is_near_cut_off(self) -> bool:
        """Whether the noise reaches over a cut-off, so that more than one grade must be named."""
        return len(self.grades) > 1

    @property
    def grade_text(self) -> str:
        """`grade 2 wedge`, near a cut-off `grade 1 to grade 2 wedge`; the words of a rule without scale."""
        names = [name for value in self.grades if (name := self._name(value))]
        spread = " to ".join(dict.fromkeys((names[0], names[-1]))) if names else ""
        return ", ".join(part for part in (f"{spread} {self.word}".strip(), self.says) if part)

    def _name(self, value: str) -> str:
        grade = None if self.rule.scale is None else self.rule.scale.grade(value)
        return "" if grade is None else grade.name

    @property
    def noise_text(self) -> str:
        """`noise ± 3 % (design choice)`, or the measurement's own uncertainty."""
        noise, source = self.rule.noise, self.rule.noise_source
        if noise is not None:
            return f"noise ± {noise:.3g}{unit_text(self.rule.unit)}" + (f" ({source})" if source else "")
        own = self.measurement.uncertainty
        return (
            "noise not known" if own is None else f"noise ± {own:.2g}{unit_text(self.rule.unit)} (placement of points)"
        )

    @property
    def text(self) -> str:
        """One line: `height loss 36.4 % ± 3.9: grade 2 wedge (suggested by genant_height_loss@1)`."""
        return f"{self.measurement.name} {self.measurement.text}: {self.grade_text} (suggested by {self.rule_key})"

    @property
    def explanation(self) -> str:
        """Cut-offs, noise and source, for the tool tip of the suggestion."""
        unverified = self.is_unverified and self.rule.evidence is not Evidence.UNVERIFIED
        parts = [self.rule.title, self.rule.cut_offs_text, self.noise_text, self.rule.provenance]
        return ". ".join([*parts, *(["this cut-off is unverified"] if unverified else [])])


def suggest_grade(
    finding_type: str,
    measurements: Iterable[Measurement],
    *,
    scale: str = "",
    rules: Mapping[str, GradeRule] = GRADE_RULES,
) -> GradeSuggestion | None:
    """The first suggestion of a grade for a finding of this type, None when nothing measured suggests one.

    `scale` limits it to one scale; otherwise the type's scales are asked in their order. Rules of words only are not
    asked: see `suggestions`.
    """
    found = [one for one in suggestions(measurements, finding_type=finding_type, rules=rules) if one.grade]
    order = [one.id for one in FINDING_TYPES[finding_type].gradings] if finding_type in FINDING_TYPES else []
    wanted = [scale] if scale else order
    ranked = [one for one in found if one.scale in wanted]
    return min(ranked, key=lambda one: wanted.index(one.scale), default=None)


def suggestions(
    measurements: Iterable[Measurement],
    *,
    finding_type: str = "",
    kind: MarkKind | None = None,
    rules: Mapping[str, GradeRule] = GRADE_RULES,
) -> tuple[GradeSuggestion, ...]:
    """Everything the measurements suggest, grades and words, in the order of the rules.

    Limited to the rules of a finding type or of a kind of mark where these are given.
    """
    by_name = {one.name: one for one in measurements}
    asked = [
        rule
        for rule in rules.values()
        if (not finding_type or finding_type in rule.findings) and (kind is None or kind in rule.kinds)
    ]
    return tuple(found for rule in asked if (found := suggested_by(rule, by_name)) is not None)


def rules_for(finding_type: str, rules: Mapping[str, GradeRule] = GRADE_RULES) -> tuple[GradeRule, ...]:
    """The rules that could grade a finding of this type: what to measure for it."""
    return tuple(rule for rule in rules.values() if finding_type in rule.findings)


def suggested_by(rule: GradeRule, by_name: Mapping[str, Measurement]) -> GradeSuggestion | None:
    """What one rule makes of measurements by name; None where its value is missing, in another unit, or lying."""
    measured = _value_of(rule, by_name)
    if measured is None or measured.unit != rule.unit or (rule.standing and RECUMBENT in measured.remark):
        return None
    value = abs(measured.value) if rule.absolute else measured.value
    band = rule.noise if rule.noise is not None else (measured.uncertainty or 0.0)
    near = rule.steps_within(max(value - band, 0.0) if rule.absolute else value - band, value + band)
    step = rule.step_of(value)
    found = GradeSuggestion(
        rule=rule,
        measurement=measured,
        grade=step.grade,
        grades=tuple(sorted({one.grade for one in near if one.grade})) if step.grade else (),
        says=step.says if step.grade else " or ".join(dict.fromkeys(one.says for one in near)),
        word="" if step.is_normal else rule.word_of(measured.remark),
        is_normal=step.is_normal,
        is_unverified=Evidence.UNVERIFIED in (rule.evidence, step.evidence),
    )
    for floor in rule.floors:
        found = _floored(found, floor, by_name.get(floor.measurement))
    return found


def _floored(found: GradeSuggestion, floor: GradeFloor, other: Measurement | None) -> GradeSuggestion:
    """The suggestion with a floor applied, or saying that it could not be."""
    if other is None or other.unit != floor.unit:
        return replace(found, says=f"{floor.says}: not applied without {floor.unit}")
    if abs(other.value) >= floor.value:
        return found
    return replace(found, grade=floor.grade, grades=(floor.grade,), says=floor.says, word="", is_normal=True)


def _value_of(rule: GradeRule, by_name: Mapping[str, Measurement]) -> Measurement | None:
    measured, less = by_name.get(rule.measurement), by_name.get(rule.minus)
    if measured is None or not rule.minus:
        return measured
    if less is None or less.unit != measured.unit:
        return None
    uncertainties = (measured.uncertainty, less.uncertainty)
    return replace(
        measured,
        value=measured.value - less.value,
        uncertainty=None if None in uncertainties else hypot(*(u for u in uncertainties if u is not None)),
        name=f"{measured.name} - {less.name}",
        remark=", ".join(part for part in (measured.remark, less.remark) if part),
    )
