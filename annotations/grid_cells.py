"""The reading grid of one study: rows of cells, each not assessed, normal or graded, derived from the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from annotations.anatomy import SEGMENTS, Laterality, Level, LevelKind
from annotations.assessments import Aspect, Assessment
from annotations.case import Case
from annotations.concordance import Verdict, assess
from annotations.findings import Finding, FindingStatus, Severity
from annotations.level_ledger import known_ledgers, ledger_of, numbering_of
from annotations.locations import ImageLocation
from annotations.marks import Mark
from annotations.numbering_rules import level_name
from annotations.observations import Observation
from annotations.reading_grid import COLUMNS, HEAVIEST, Column, GridRegion, RowGroup, RowPart, Step

UNGRADED_WEIGHT = 2
"""Weight of a finding without a grade or severity: its colour must not look like nothing much."""
_SEVERITY_WEIGHT = {Severity.MILD: 1, Severity.MODERATE: 2, Severity.SEVERE: HEAVIEST}
_BEST_FIRST = (Verdict.CONCORDANT, Verdict.PARTIAL, Verdict.DISCORDANT, Verdict.INSUFFICIENT_DATA)
_LUMBAR = (Level.T11, Level.T12, Level.L1, Level.L2, Level.L3, Level.L4, Level.L5, Level.L6, Level.S1)
_CERVICAL = (Level.C2, Level.C3, Level.C4, Level.C5, Level.C6, Level.C7, Level.T1)
_JOINT_ROWS = (RowGroup.SACROILIAC, RowGroup.HIP, RowGroup.SOFT_TISSUE)
_JOINT_LEVELS = {RowGroup.SACROILIAC: Level.SACROILIAC, RowGroup.HIP: Level.HIP, RowGroup.SOFT_TISSUE: None}
JOINT_TITLES = {
    RowGroup.SACROILIAC: "Sacroiliac joints",
    RowGroup.HIP: "Hips",
    RowGroup.SOFT_TISSUE: "Soft tissue",
}


class CellState(StrEnum):
    """What is known about a cell. Not assessed is never normal."""

    NOT_ASSESSED = "not assessed"
    NORMAL = "normal"
    GRADED = "graded"


@dataclass(frozen=True)
class CellPlace:
    """Where a cell is: its column, the level it names, the vertebra above that level, and the side."""

    column: Column
    level: Level | None
    upper: Level | None
    laterality: Laterality

    @property
    def named_level(self) -> Level | None:
        """The level whose state the cell is about: the vertebra of its row, or the disc level."""
        return self.upper if self.column.part is RowPart.VERTEBRA else self.level

    @property
    def steps(self) -> tuple[Step, ...]:
        """What can be recorded here."""
        return self.column.steps_at(self.named_level, self.upper)

    @property
    def title(self) -> str:
        """`L4-5 facet joint right`."""
        level, word = self.named_level, self.column.title.lower()
        name = f"{level.label} {word}" if level is not None and level.kind is not LevelKind.JOINT else word
        return f"{name} {self.laterality.word}" if self.column.is_sided else name

    def level_of(self, step: Step) -> Level | None:
        """The level at which a step's finding sits."""
        return self.upper if step.part is RowPart.VERTEBRA else self.level


@dataclass(frozen=True)
class CellValue:
    """One thing recorded in a cell: a finding as this study shows it, or a grade kept with the cell."""

    text: str
    weight: int
    step: Step | None
    finding: Finding | None = None


@dataclass(frozen=True)
class Cell:
    """One cell. `elsewhere` are findings that belong here but were seen in other studies only."""

    place: CellPlace
    state: CellState
    values: tuple[CellValue, ...] = ()
    assessment: Assessment | None = None
    elsewhere: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of this study in the cell."""
        return tuple(value.finding for value in self.values if value.finding is not None)

    @property
    def weight(self) -> int:
        """The heaviest of what is recorded, 0 for normal and not assessed."""
        return max((value.weight for value in self.values), default=0)

    @property
    def text(self) -> str:
        """What stands in the cell: grades, `normal`, or nothing."""
        if self.values:
            return " · ".join(value.text for value in self.values)
        return "normal" if self.state is CellState.NORMAL else ""

    @property
    def words(self) -> str:
        """The cell in words, as a screen reader says it."""
        if self.state is CellState.NOT_ASSESSED:
            return f"{self.place.title}: not assessed"
        named = ", ".join(_value_words(value) for value in self.values)
        state = f"normal ({named})" if self.state is CellState.NORMAL and named else named or "normal"
        return f"{self.place.title}: {state}"


@dataclass(frozen=True)
class GridRow:
    """One row: its cells, the comment and whether its findings explain the pain (None = it has no finding)."""

    group: RowGroup
    level: Level | None
    title: str
    cells: tuple[Cell, ...]
    comment: Assessment | None = None
    verdict: Verdict | None = None


def grid_of(
    case: Case,
    study_instance_uid: str,
    region: GridRegion,
    *,
    frame_of_reference_uid: str = "",
    columns: tuple[Column, ...] = COLUMNS,
) -> tuple[GridRow, ...]:
    """The grid of a study, from head to foot, then joints and soft tissue.

    `frame_of_reference_uid` is that of the images it is read on: its ledger says whether there is an L6.
    """
    reader = _Reader(case, study_instance_uid, frame_of_reference_uid)
    own = tuple(column for column in columns if region in column.regions)
    vertebrae = _CERVICAL if region is GridRegion.CERVICAL else _lumbar(case, frame_of_reference_uid)
    by_vertebrae = {level.vertebrae: level for level in SEGMENTS}
    numbering = numbering_of(case, frame_of_reference_uid)
    rows = []
    for upper, lower in pairwise(vertebrae):
        level, is_last = by_vertebrae[upper, lower], lower is vertebrae[-1]
        levels = {level, upper, lower} if is_last else {level, upper}
        places = _places(own, RowGroup.LEVELS, level, upper)
        title = level_name(level, numbering)
        rows.append(reader.row(RowGroup.LEVELS, level, title, places, frozenset(levels)))
    for group in _JOINT_ROWS:
        joint = _JOINT_LEVELS[group]
        places = _places(own, group, joint, None)
        if places:
            levels = {joint} if joint is not None else set()
            rows.append(reader.row(group, joint, JOINT_TITLES[group], places, frozenset(levels)))
    return tuple(rows)


def studies_of(case: Case, finding: Finding) -> frozenset[str]:
    """The studies a finding is known from: its observations and the images its marks were placed on."""
    seen = {one.study_instance_uid for one in case.of_type(Observation) if one.finding_id == finding.id}
    for mark_id in finding.mark_ids:
        mark = case.get(Mark, mark_id)
        if mark is not None and (study := _study_of(mark)):
            seen.add(study)
    return frozenset(seen)


def observation_of(case: Case, finding: Finding, study_instance_uid: str) -> Observation | None:
    """What a study shows of a finding, where that was written down."""
    return next(
        (
            one
            for one in case.of_type(Observation)
            if one.finding_id == finding.id and one.study_instance_uid == study_instance_uid
        ),
        None,
    )


class _Reader:
    """Reads the cells of one study out of a case."""

    def __init__(self, case: Case, study_instance_uid: str, frame_of_reference_uid: str) -> None:
        self._case, self._study, self._frame = case, study_instance_uid, frame_of_reference_uid
        self._assessments = {
            (one.aspect, one.level, one.laterality): one
            for one in case.of_type(Assessment)
            if one.study_instance_uid == study_instance_uid
        }
        standing = [one for one in case.of_type(Finding) if one.status is not FindingStatus.RETRACTED]
        self._here = [one for one in standing if self._is_here(one)]
        self._elsewhere = [one for one in standing if one not in self._here]

    def row(
        self, group: RowGroup, level: Level | None, title: str, places: Iterable[CellPlace], levels: frozenset[Level]
    ) -> GridRow:
        cells = tuple(self._cell(place, levels) for place in places)
        comment = self._assessments.get((Aspect.COMMENT, level, Laterality.MEDIAN))
        found = {finding.id: finding for cell in cells for finding in cell.findings}
        verdicts = {assess(self._case, finding).verdict for finding in found.values()}
        return GridRow(group, level, title, cells, comment, next((one for one in _BEST_FIRST if one in verdicts), None))

    def _cell(self, place: CellPlace, levels: frozenset[Level]) -> Cell:
        values = [self._value(place, finding) for finding in self._here if _belongs(finding, place, levels)]
        elsewhere = tuple(finding for finding in self._elsewhere if _belongs(finding, place, levels))
        kept = self._assessments.get((place.column.aspect, place.named_level, place.laterality))
        if kept is not None and kept.grade is not None:
            values.insert(0, _kept_value(place, kept.grade))
        if any(value.finding is not None for value in values):
            state = CellState.GRADED
        elif kept is None:
            state = CellState.NOT_ASSESSED
        else:
            state = CellState.NORMAL if kept.is_normal else CellState.GRADED
        return Cell(place, state, tuple(values), kept, elsewhere)

    def _value(self, place: CellPlace, finding: Finding) -> CellValue:
        seen = observation_of(self._case, finding, self._study)
        grade = seen.grade if seen is not None and seen.grade is not None else finding.grade
        severity = seen.severity if seen is not None and seen.severity is not None else finding.severity
        step = place.column.step_of(finding.type_id, finding.grade_scale, grade)
        if step is None:
            step = place.column.step_of(finding.type_id, finding.grade_scale, None)
        weight = max(step.weight, 1) if step is not None else UNGRADED_WEIGHT
        if severity is not None:
            weight = _SEVERITY_WEIGHT[severity]
        text = step.text if step is not None else _short(finding, grade)
        return CellValue(f"{text}{_suffix(finding, place)}", weight, step, finding)

    def _is_here(self, finding: Finding) -> bool:
        """Whether the study shows a finding; one that is tied to no study belongs to every one."""
        seen = studies_of(self._case, finding)
        return self._study in seen or not seen


def _lumbar(case: Case, frame_of_reference_uid: str) -> tuple[Level, ...]:
    has_l6 = _has_l6(case, frame_of_reference_uid)
    return tuple(level for level in _LUMBAR if level is not Level.L6 or has_l6)


def _has_l6(case: Case, frame_of_reference_uid: str) -> bool:
    """Whether the ledger counts six; on images without one, whether any ledger of the patient does."""
    here = ledger_of(case, frame_of_reference_uid)
    ledgers = (here,) if here.anchors or here.numbering is not None else known_ledgers(case)
    return any(
        ledger.numbering.lumbar_count == 6
        if ledger.numbering is not None and ledger.numbering.lumbar_count is not None
        else any(Level.L6 in anchor.level.vertebrae for anchor in ledger.anchors)
        for ledger in ledgers
    )


def _places(
    columns: Iterable[Column], group: RowGroup, level: Level | None, upper: Level | None
) -> tuple[CellPlace, ...]:
    return tuple(
        CellPlace(column, level, upper, side) for column in columns if column.rows is group for side in column.sides
    )


def _belongs(finding: Finding, place: CellPlace, levels: frozenset[Level]) -> bool:
    if finding.type_id not in place.column.shown_types or finding.level not in levels:
        return False
    return (
        not place.column.is_sided
        or finding.laterality in (place.laterality, Laterality.BILATERAL)
        or (finding.laterality is Laterality.MEDIAN)
    )


def _kept_value(place: CellPlace, grade: str) -> CellValue:
    """A grade of the cell itself: that of a step without a finding, or a normal one."""
    steps = [step for step in place.column.steps if step.grade is not None and step.grade.value == grade]
    step = next((one for one in steps if one.finding_type is None or one.is_normal), next(iter(steps), None))
    return CellValue(step.text if step is not None else grade, step.weight if step is not None else 0, step)


def _suffix(finding: Finding, place: CellPlace) -> str:
    """What a finding's text needs where the cell does not say it: its side, and a level that is not the cell's."""
    is_side_said = place.column.is_sided or finding.laterality is Laterality.MEDIAN
    side = "" if is_side_said else f" {finding.laterality.value}"
    is_level_said = finding.level in (place.named_level, place.level, place.upper)
    return side if is_level_said else f"{side} {finding.level.label}"


def _short(finding: Finding, grade: str | None) -> str:
    """A type or grade the column has no step for."""
    from_type = finding.type_id.replace("_", " ")
    return f"{from_type} {grade}" if grade is not None else from_type


def _value_words(value: CellValue) -> str:
    return value.step.name if value.step is not None else value.text


def _study_of(mark: Mark) -> str:
    location = mark.location
    image = location.image if isinstance(location, ImageLocation) else location.source
    return image.study_instance_uid if image is not None else ""
