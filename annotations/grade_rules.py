"""The rules by which a measured value suggests a grade, with cut-offs, noise and source, as validated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from annotations.catalogue_files import EntryReader, Evidence, read_tables
from annotations.finding_catalogue import FINDING_TYPES
from annotations.grading_catalogue import GRADING_SCALES, GradingScale
from annotations.marks import MarkKind
from annotations.measurements import unit_text
from annotations.spine_quantities import QUANTITIES


@dataclass(frozen=True)
class GradeStep:
    """A range of the value, from the step before it to `end` (None = no end; `closed` when the end belongs to it).

    `grade` is a value of the rule's scale, empty where the value suggests none; `says` the words for it. `is_normal`
    needs no attention.
    """

    end: float | None
    closed: bool
    grade: str
    says: str
    is_normal: bool
    evidence: Evidence

    def holds(self, value: float) -> bool:
        """Whether the value ends in this step or an earlier one."""
        return self.end is None or value < self.end or (self.closed and value == self.end)


@dataclass(frozen=True)
class GradeFloor:
    """Below `value` of another measurement in `unit` the grade is `grade`, whatever the steps say."""

    measurement: str
    unit: str
    value: float
    grade: str
    says: str


@dataclass(frozen=True)
class GradeRule:
    """One rule. `version` goes up with every change of its numbers; `key` is what a finding keeps (`id@version`).

    `measurement` (less `minus`, where given) is the value in `unit`; `absolute` drops its sign, `standing` leaves out
    values measured lying. `noise` is the half width of the band around a cut-off, None = the value's own uncertainty.
    """

    id: str
    version: int
    title: str
    scale: GradingScale | None
    findings: tuple[str, ...]
    kinds: tuple[MarkKind, ...]
    measurement: str
    minus: str
    unit: str
    absolute: bool
    standing: bool
    noise: float | None
    noise_source: str
    steps: tuple[GradeStep, ...]
    floors: tuple[GradeFloor, ...]
    words: tuple[tuple[str, str], ...]
    source: str
    evidence: Evidence
    reviewed: str

    @property
    def key(self) -> str:
        """`genant_height_loss@1`."""
        return f"{self.id}@{self.version}"

    def step_of(self, value: float) -> GradeStep:
        """The step a value lies in. Rounded first, so that 80 of 100 is a loss of 20 % and not a hair less."""
        return next(step for step in self.steps if step.holds(round(value, 9)))

    def steps_within(self, low: float, high: float) -> tuple[GradeStep, ...]:
        """All steps from one value to another."""
        first, last = (self.steps.index(self.step_of(value)) for value in (low, high))
        return self.steps[first : last + 1]

    @property
    def cut_offs_text(self) -> str:
        """`below 20 %: grade 0; to 25 %: grade 1; to 40 %: grade 2; above: grade 3`."""
        return "; ".join(f"{_end_text(step, self.unit)}: {self.step_name(step)}" for step in self.steps)

    def word_of(self, remark: str) -> str:
        """The word for a remark of the measurement, empty without one."""
        return dict(self.words).get(remark, "")

    def step_name(self, step: GradeStep) -> str:
        """The grade's own name with its words, or the words alone."""
        grade = None if self.scale is None else self.scale.grade(step.grade)
        return ", ".join(part for part in ("" if grade is None else grade.name, step.says) if part)

    @property
    def provenance(self) -> str:
        """`source: GENANT`, `source: not named, unverified, reviewed 2026-11-27`."""
        parts = [f"source: {self.source or 'not named'}"]
        if self.evidence is Evidence.UNVERIFIED:
            parts.append("unverified")
        parts.append(f"reviewed {self.reviewed}" if self.reviewed else "not reviewed")
        return ", ".join(parts)


def _end_text(step: GradeStep, unit: str) -> str:
    if step.end is None:
        return "above"
    return f"{'to' if step.closed else 'below'} {step.end:.4g}{unit_text(unit)}"


def load_grade_rules(directory: Path | None = None) -> Mapping[str, GradeRule]:
    """The rules by id; a `grade_rules.toml` in `directory` overrides fields. Raises `CatalogueError`."""
    tables = read_tables("grade_rules.toml", "rule", directory)
    return MappingProxyType({one: _rule(EntryReader(source, one, table), one) for source, one, table in tables})


def _rule(reader: EntryReader, rule_id: str) -> GradeRule:
    evidence = reader.choice("evidence", Evidence)
    rule = GradeRule(
        id=rule_id,
        version=reader.whole_number("version"),
        title=reader.text("title"),
        scale=_scale(reader),
        findings=reader.texts("findings"),
        kinds=reader.choices("kinds", MarkKind),
        measurement=reader.text("measurement"),
        minus=reader.text("minus", ""),
        unit=reader.text("unit"),
        absolute=reader.flag("absolute"),
        standing=reader.flag("standing"),
        noise=reader.optional_number("noise"),
        noise_source=reader.text("noise_source", ""),
        steps=tuple(_step(one, evidence) for one in reader.nested("steps")),
        floors=tuple(_floor(one) for one in reader.nested("floors")),
        words=tuple(_word(one) for one in reader.nested("words")),
        source=reader.text("source"),
        evidence=evidence,
        reviewed=reader.text("reviewed", ""),
    )
    _check(reader, rule)
    reader.finish()
    return rule


def _scale(reader: EntryReader) -> GradingScale | None:
    scale_id = reader.text("scale", "")
    if scale_id and scale_id not in GRADING_SCALES:
        raise reader.error("scale", f"{scale_id!r} is no grading scale")
    return GRADING_SCALES.get(scale_id)


def _step(reader: EntryReader, evidence: Evidence) -> GradeStep:
    below, up_to = reader.optional_number("below"), reader.optional_number("up_to")
    if below is not None and up_to is not None:
        raise reader.error("below, up_to", "exclude each other")
    step = GradeStep(
        end=up_to if below is None else below,
        closed=up_to is not None,
        grade=reader.text("grade", ""),
        says=reader.text("says", ""),
        is_normal=reader.flag("normal"),
        evidence=reader.choice("evidence", Evidence, evidence),
    )
    if not step.grade and not step.says:
        raise reader.error("grade, says", "one of them must be given")
    reader.finish()
    return step


def _floor(reader: EntryReader) -> GradeFloor:
    floor = GradeFloor(
        reader.text("measurement"),
        reader.text("unit"),
        reader.number("value"),
        reader.text("grade"),
        reader.text("says"),
    )
    reader.finish()
    return floor


def _word(reader: EntryReader) -> tuple[str, str]:
    pair = reader.text("remark"), reader.text("word")
    reader.finish()
    return pair


def _check(reader: EntryReader, rule: GradeRule) -> None:
    ends = [step.end for step in rule.steps]
    if not ends or ends[-1] is not None or None in ends[:-1] or ends[:-1] != sorted(set(ends[:-1]), key=_as_float):
        raise reader.error("steps", "must go up, each with an end but the last")
    grades = {step.grade for step in rule.steps if step.grade} | {floor.grade for floor in rule.floors}
    if unknown := grades - set(() if rule.scale is None else rule.scale.values):
        raise reader.error("steps", f"grade {min(unknown)!r} is not one of the scale")
    if unknown := set(rule.findings) - set(FINDING_TYPES):
        raise reader.error("findings", f"{min(unknown)!r} is no finding type")
    names = {quantity.name for kind in rule.kinds for quantity in QUANTITIES[kind]}
    asked = {rule.measurement, *(floor.measurement for floor in rule.floors), *([rule.minus] if rule.minus else [])}
    if unknown := asked - names:
        raise reader.error("measurement", f"{min(unknown)!r} is not measured by these kinds")
    if rule.noise is not None and rule.noise < 0:
        raise reader.error("noise", "must not be negative")


def _as_float(end: float | None) -> float:
    return float("inf") if end is None else end


GRADE_RULES: Mapping[str, GradeRule] = load_grade_rules()
"""The shipped rules."""
