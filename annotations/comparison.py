"""Whether a finding is new, unchanged, better or worse from study to study, judged by the noise of its measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from types import MappingProxyType

from annotations.calibration import CalibrationSource
from annotations.catalogue_files import EntryReader, Evidence, read_tables
from annotations.findings import Severity
from annotations.grading_catalogue import GradingScale, Worse
from annotations.observations import Comparison


@dataclass(frozen=True)
class MeasureFacts:
    """What a change of one kind of measurement means. `floor` is its repeatability in `unit`, 0 where not known.

    `magnitude` compares without sign (a slip forward or backward). `source` and `evidence` say where `floor` is from.
    """

    id: str
    title: str
    worse: Worse
    magnitude: bool
    floor: float
    unit: str
    source: str
    evidence: Evidence
    reviewed: str


@dataclass(frozen=True)
class Reading:
    """One measured value in one study. `measure_id` is the kind of its mark with `_` for `-`; units as UCUM."""

    measure_id: str
    value: float
    unit: str
    uncertainty: float | None
    calibration: CalibrationSource = CalibrationSource.PATIENT


@dataclass(frozen=True)
class SeenState:
    """What one study showed of a finding: its grade by a scale, its severity and what was measured."""

    scale: GradingScale | None = None
    grade: str | None = None
    severity: Severity | None = None
    readings: tuple[Reading, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said of this study yet."""
        return self.grade is None and self.severity is None and not self.readings


@dataclass(frozen=True)
class Judgement:
    """What follows from a comparison, None where it must not be guessed; `text` says from which numbers, or why not."""

    comparison: Comparison | None
    text: str


_ORDER = (Severity.MILD, Severity.MODERATE, Severity.SEVERE)


def judge(before: SeenState | None, now: SeenState, measures: Mapping[str, MeasureFacts] | None = None) -> Judgement:
    """Compare a study with the one before it.

    Measurements decide where there are any, by their combined noise; else the grade, else the severity. Where the
    measurements are unchanged and the grade is not, or they contradict each other, nothing is suggested.
    """
    if before is None:
        return Judgement(Comparison.NEW, "not seen in an earlier study")
    if now.is_empty or before.is_empty:
        return Judgement(None, "measure or grade both studies to compare them")
    facts = COMPARED_MEASURES if measures is None else measures
    found = _of_readings(before.readings, now.readings, facts)
    graded = judge_grades(before, now)
    if found:
        return _together(found, graded)
    if graded.text:
        return graded
    return _judge_severity(before.severity, now.severity)


def judge_readings(before: Reading, now: Reading, facts: MeasureFacts | None) -> Judgement:
    """Compare two values of one measurement: a change within the noise of both, added in quadrature, is none.

    Values in different units, with pixel sizes from different sources or of unknown noise are not compared.
    """
    title = facts.title if facts is not None else before.measure_id.replace("_", " ")
    numbers = f"{title} {before.value:.1f} → {now.value:.1f} {_unit_text(now.unit)}"
    if before.unit != now.unit or before.calibration is not now.calibration:
        return Judgement(None, f"{title}: the two studies are not calibrated alike, so their values are not compared")
    if before.uncertainty is None or now.uncertainty is None:
        return Judgement(None, f"{numbers}: the noise is not known")
    floor = facts.floor if facts is not None and facts.unit == now.unit else 0.0
    noise = max(hypot(before.uncertainty, now.uncertainty), floor)
    is_magnitude = facts is not None and facts.magnitude
    difference = abs(now.value) - abs(before.value) if is_magnitude else now.value - before.value
    words = f"{numbers} (noise ± {noise:.1f})"
    if abs(difference) <= noise:
        return Judgement(Comparison.UNCHANGED, words)
    if facts is None or facts.worse is Worse.NEITHER:
        return Judgement(None, f"{words}: changed; whether that is better is for you to say")
    return Judgement(_direction(difference, facts.worse), words)


def judge_grades(before: SeenState, now: SeenState) -> Judgement:
    """Compare two grades of one scale; kinds that are no degrees (Modic) are only the same or not."""
    scale = now.scale
    if scale is None or before.grade is None or now.grade is None:
        return Judgement(None, "")
    if before.scale != scale:
        return Judgement(None, "graded by different scales: not compared")
    if before.grade not in scale.values or now.grade not in scale.values:
        return Judgement(None, f"{scale.title} has no such grade")
    words = f"{scale.title} {before.grade} → {now.grade}"
    steps = scale.values.index(now.grade) - scale.values.index(before.grade)
    if steps == 0:
        return Judgement(Comparison.UNCHANGED, words)
    if scale.worse is Worse.NEITHER:
        return Judgement(None, f"{words}: another kind, not a degree")
    return Judgement(_direction(steps, scale.worse), words)


def _judge_severity(before: Severity | None, now: Severity | None) -> Judgement:
    if before is None or now is None:
        return Judgement(None, "measure or grade both studies to compare them")
    steps = _ORDER.index(now) - _ORDER.index(before)
    words = f"{before.value} → {now.value}"
    return Judgement(_direction(steps, Worse.HIGHER) if steps else Comparison.UNCHANGED, words)


def _of_readings(
    before: Sequence[Reading], now: Sequence[Reading], facts: Mapping[str, MeasureFacts]
) -> list[Judgement]:
    """One judgement for each measurement both studies have once; one taken twice in a study is not compared."""
    found = []
    for measure_id in dict.fromkeys(one.measure_id for one in now):
        olds = [one for one in before if one.measure_id == measure_id]
        news = [one for one in now if one.measure_id == measure_id]
        if len(olds) == 1 and len(news) == 1:
            found.append(judge_readings(olds[0], news[0], facts.get(measure_id)))
    return found


def _together(measured: Sequence[Judgement], graded: Judgement) -> Judgement:
    text = "; ".join(one.text for one in (*measured, graded) if one.text)
    said = {one.comparison for one in measured if one.comparison is not None}
    changed = said - {Comparison.UNCHANGED}
    if len(changed) > 1:
        return Judgement(None, f"{text}: they do not agree, decide yourself")
    by_measure = next(iter(changed or said), None)
    if by_measure is None or graded.comparison in (None, by_measure):
        return Judgement(by_measure or graded.comparison, text)
    if graded.comparison is Comparison.UNCHANGED:
        return Judgement(by_measure, text)
    return Judgement(None, f"{text}: they do not agree, decide yourself")


def _direction(difference: float, worse: Worse) -> Comparison:
    return Comparison.WORSE if (difference > 0) is (worse is Worse.HIGHER) else Comparison.BETTER


def _unit_text(unit: str) -> str:
    return {"deg": "°", "{pixels}": "px", "mm2": "mm²", "1": ""}.get(unit, unit)


def load_measures(directory: Path | None = None) -> Mapping[str, MeasureFacts]:
    """The kinds of measurement that can be compared, by id; a `comparisons.toml` in `directory` overrides fields."""
    tables = read_tables("comparisons.toml", "measure", directory)
    measures = (_facts(EntryReader(source, one, table), one) for source, one, table in tables)
    return MappingProxyType({one.id: one for one in measures})


def _facts(reader: EntryReader, measure_id: str) -> MeasureFacts:
    facts = MeasureFacts(
        measure_id,
        reader.text("title"),
        reader.choice("worse", Worse, Worse.NEITHER),
        reader.flag("magnitude"),
        reader.number("floor", 0.0),
        reader.text("unit", ""),
        reader.text("source", ""),
        reader.choice("evidence", Evidence),
        reader.text("reviewed", ""),
    )
    if facts.floor < 0 or (facts.floor > 0 and not facts.unit):
        raise reader.error("floor", "must not be negative, and needs its unit")
    reader.finish()
    return facts


COMPARED_MEASURES: Mapping[str, MeasureFacts] = load_measures()
"""The shipped directions and repeatabilities."""
