"""What setting cells of the reading grid does to a case: each act is one change, none removes a finding silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from annotations.anatomy import Laterality, Level
from annotations.assessments import Aspect, Assessment
from annotations.case import Case, Change, Edit
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import Finding, FindingStatus
from annotations.grid_cells import Cell, CellPlace, CellState, GridRow, observation_of
from annotations.numbering import LevelNumbering
from annotations.observations import Observation
from annotations.reading_grid import RowGroup, Step
from annotations.targets import ProcedureTarget, TargetStatus
from annotations.wording import describe_finding

NewId = Callable[[str], str]
"""A new unique id for an item of a kind (`finding`)."""


class GridRefusalError(ValueError):
    """A cell cannot be set like that: what, which finding and what to do."""


@dataclass(frozen=True)
class GridStudy:
    """The study that is read. `date` is YYYYMMDD; `numbering` is the decision its levels are named by, if any."""

    study_instance_uid: str
    date: str
    numbering: LevelNumbering | None = None


def graded(
    case: Case, cell: Cell, step: Step, study: GridStudy, new_id: NewId, *, laterality: Laterality | None = None
) -> Change | None:
    """The change that records a step in a cell: makes a draft finding, or regrades the one there. None = it is there.

    `laterality` is needed where `step.asks_side` and the cell has no side. Raises `GridRefusalError`.
    """
    if step.finding_type is None or (step.is_normal and not _rivals(cell, step)):
        return _kept(cell, step, study, new_id)
    if step.is_normal:
        raise GridRefusalError(f"{_named(_rivals(cell, step))} is recorded here: press N to retract it first.")
    rivals = _rivals(cell, step)
    if len(rivals) > 1:
        raise GridRefusalError(f"{_named(rivals)} are recorded here: open the one you mean with Enter.")
    edits = _without_superseded(cell, step)
    if rivals:
        return _regraded(case, cell, rivals[0], step, study, edits)
    known = [one for one in cell.elsewhere if one.type_id == step.finding_type.id]
    if len(known) == 1:
        return _seen_again(case, cell, known[0], step, study, edits, new_id)
    return _added(cell.place, step, study, edits, new_id, laterality)


def normal(cells: Iterable[Cell], study: GridStudy, new_id: NewId, words: str) -> Change | None:
    """The change that marks all cells normal that are not assessed; None where there is none such. Others stay."""
    edits = tuple(
        Edit(None, _assessment(cell.place, study, new_id, is_normal=True))
        for cell in cells
        if cell.state is CellState.NOT_ASSESSED
    )
    return Change(f"{words}: {len(edits)} cell{'s' if len(edits) != 1 else ''} normal", edits) if edits else None


def set_normal(cell: Cell, study: GridStudy, new_id: NewId) -> Change | None:
    """The change that calls one cell normal; None when it is. Raises `GridRefusalError` where a finding stands."""
    if cell.findings:
        raise GridRefusalError(f"{_named(cell.findings)} is recorded here.")
    if cell.state is CellState.NORMAL:
        return None
    if cell.assessment is not None:
        made = replace(cell.assessment, is_normal=True, grade=None)
        return Change(f"{cell.place.title} normal", (Edit(cell.assessment, made),))
    return normal([cell], study, new_id, cell.place.title)


def retracted(case: Case, cell: Cell, study: GridStudy, new_id: NewId) -> Change:
    """The change that retracts the findings of a cell, which stay on record, and calls it normal.

    Raises `GridRefusalError` where a finding is signed or a target rests on it.
    """
    for finding in cell.findings:
        if finding.status is FindingStatus.FINAL:
            raise GridRefusalError(f"{_named([finding])} is signed: reopen it with Enter before it is retracted.")
        if any(
            finding.id in target.finding_ids and target.status is not TargetStatus.CANCELLED
            for target in case.of_type(ProcedureTarget)
        ):
            raise GridRefusalError(f"{_named([finding])} has a target: cancel the target before it is retracted.")
        if finding.laterality is Laterality.BILATERAL and cell.place.column.is_sided:
            raise GridRefusalError(f"{_named([finding])} is on both sides: change its side with Enter.")
    taken = tuple(Edit(one, replace(one, status=FindingStatus.RETRACTED)) for one in cell.findings)
    kept = cell.assessment
    after = (
        replace(kept, is_normal=True) if kept is not None else _assessment(cell.place, study, new_id, is_normal=True)
    )
    return Change(f"Retract {_named(cell.findings)}: {cell.place.title} normal", (*taken, Edit(kept, after)))


def cleared(cell: Cell) -> Change | None:
    """The change that makes a cell not assessed again; None when it is. Raises `GridRefusalError` for findings."""
    if cell.findings:
        raise GridRefusalError(
            f"{_named(cell.findings)} is recorded here: open it with Enter, or press N to retract it."
        )
    if cell.assessment is None:
        return None
    return Change(f"{cell.place.title} not assessed", (Edit(cell.assessment, None),))


def commented(row: GridRow, text: str, study: GridStudy, new_id: NewId) -> Change | None:
    """The change that sets the comment of a row; an empty text takes it away. None when it is the same."""
    before, text = row.comment, text.strip()
    if text == (before.note if before is not None else ""):
        return None
    made = Assessment(
        before.id if before is not None else new_id("assessment"),
        study.study_instance_uid,
        Aspect.COMMENT,
        row.level,
        Laterality.MEDIAN,
        note=text,
    )
    return Change(f"Comment on {row.title}", (Edit(before, made if text else None),))


def cells_below(rows: tuple[GridRow, ...], first: int) -> tuple[Cell, ...]:
    """The cells from row `first` down, within the levels, or within the joints and soft tissue.

    What another examination would have to show (hips on a lumbar MR) is not called normal along with the levels.
    """
    is_levels = rows[first].group is RowGroup.LEVELS
    return tuple(cell for row in rows[first:] if (row.group is RowGroup.LEVELS) is is_levels for cell in row.cells)


def _rivals(cell: Cell, step: Step) -> tuple[Finding, ...]:
    """The findings a step would replace or regrade: those of its group."""
    groups = {one.finding_type.id: one.group for one in cell.place.column.steps if one.finding_type is not None}
    return tuple(finding for finding in cell.findings if groups.get(finding.type_id) == step.group)


def _kept(cell: Cell, step: Step, study: GridStudy, new_id: NewId) -> Change | None:
    """A normal grade, or one without a finding, is kept with the cell."""
    grade = step.grade.value if step.grade is not None else None
    is_normal = step.is_normal and not cell.findings
    before = cell.assessment
    after = (
        replace(before, is_normal=is_normal, grade=grade)
        if before is not None
        else _assessment(cell.place, study, new_id, is_normal=is_normal, grade=grade)
    )
    return None if after == before else Change(f"{cell.place.title}: {step.name}", (Edit(before, after),))


def _without_superseded(cell: Cell, step: Step) -> tuple[Edit, ...]:
    """A finding makes the cell no longer normal; a normal grade of another scale stays beside it."""
    kept = cell.assessment
    if kept is None:
        return ()
    steps = [one for one in cell.place.column.steps if one.grade is not None and one.grade.value == kept.grade]
    is_of_group = kept.grade is None or any(one.group == step.group for one in steps)
    if is_of_group and not kept.note:
        return (Edit(kept, None),)
    after = replace(kept, is_normal=False, grade=None if is_of_group else kept.grade)
    return (Edit(kept, after),) if after != kept else ()


def _regraded(
    case: Case, cell: Cell, finding: Finding, step: Step, study: GridStudy, edits: tuple[Edit, ...]
) -> Change | None:
    assert step.finding_type is not None
    seen = observation_of(case, finding, study.study_instance_uid)
    after = replace(finding, type_id=step.finding_type.id)
    if not _shares_scale(finding, step):
        after = replace(after, grade=None, grade_scale="")
    grade = step.grade.value if step.grade is not None else after.grade
    if step.grade is not None and study.date >= _latest_date(case, finding):
        after = replace(after, grade=grade, grade_scale=_scale_id(step))
    changed: list[Edit] = [*edits]
    if after != finding:
        changed.append(Edit(finding, after))
    if seen is not None and step.grade is not None and seen.grade != grade:
        changed.append(Edit(seen, replace(seen, grade=grade)))
    if not changed:
        return None
    if finding.status is FindingStatus.FINAL:
        raise GridRefusalError(f"{_named([finding])} is signed: reopen it with Enter before it is changed.")
    if finding.laterality is Laterality.BILATERAL and cell.place.column.is_sided:
        raise GridRefusalError(f"{_named([finding])} is on both sides: open it with Enter.")
    return Change(f"{cell.place.title}: {step.name}", tuple(changed))


def _shares_scale(finding: Finding, step: Step) -> bool:
    """Whether the grade of a finding means the same for the type a step makes of it."""
    former = FINDING_TYPES.get(finding.type_id)
    return former is not None and step.finding_type is not None and former.grading == step.finding_type.grading


def _seen_again(
    case: Case,
    cell: Cell,
    finding: Finding,
    step: Step,
    study: GridStudy,
    edits: tuple[Edit, ...],
    new_id: NewId,
) -> Change:
    """A finding known from another study keeps its identity: this study is one more observation of it.

    Its own grade is that of the latest study; a signed finding stays as it was signed.
    """
    grade = step.grade.value if step.grade is not None else None
    seen = Observation(new_id("observation"), finding.id, study.study_instance_uid, study.date, grade=grade)
    is_latest = grade is not None and study.date >= _latest_date(case, finding)
    after = replace(finding, grade=grade, grade_scale=_scale_id(step)) if is_latest else finding
    is_open = finding.status is not FindingStatus.FINAL
    regraded = (Edit(finding, after),) if is_open and after != finding else ()
    return Change(f"{cell.place.title}: {step.name}, seen again", (*edits, *regraded, Edit(None, seen)))


def _latest_date(case: Case, finding: Finding) -> str:
    return max((one.study_date for one in case.of_type(Observation) if one.finding_id == finding.id), default="")


def _added(
    place: CellPlace,
    step: Step,
    study: GridStudy,
    edits: tuple[Edit, ...],
    new_id: NewId,
    laterality: Laterality | None,
) -> Change:
    assert step.finding_type is not None
    level = place.level_of(step)
    if level is None or level not in step.finding_type.levels:
        where = level.label if level is not None else "this row"
        raise GridRefusalError(f"{step.finding_type.title} is not recorded at {where}.")
    side = place.laterality if place.column.is_sided else laterality or _usual_side(step)
    if side not in step.finding_type.sides:
        raise GridRefusalError(f"{step.finding_type.title} is not recorded on this side: {side.word}.")
    numbering = study.numbering
    finding = Finding(
        new_id("finding"),
        step.finding_type.id,
        level,
        side,
        grade=step.grade.value if step.grade is not None else None,
        numbering_id=numbering.id if numbering is not None else "",
        numbering_version=numbering.version if numbering is not None else 0,
        grade_scale=_scale_id(step),
    )
    seen = Observation(new_id("observation"), finding.id, study.study_instance_uid, study.date, grade=finding.grade)
    return Change(f"{place.title}: {step.name}", (*edits, Edit(None, finding), Edit(None, seen)))


def _usual_side(step: Step) -> Laterality:
    if step.asks_side:
        raise GridRefusalError(f"{step.name}: say the side, it is never guessed.")
    return Laterality.MEDIAN


def _scale_id(step: Step) -> str:
    """The scale as a finding names it: empty for the first of its type."""
    usual = step.finding_type.grading if step.finding_type is not None else None
    is_usual = step.scale is None or (usual is not None and usual.id == step.scale.id)
    return "" if is_usual or step.scale is None else step.scale.id


def _assessment(
    place: CellPlace, study: GridStudy, new_id: NewId, *, is_normal: bool, grade: str | None = None
) -> Assessment:
    level: Level | None = place.named_level
    return Assessment(
        new_id("assessment"),
        study.study_instance_uid,
        place.column.aspect,
        level,
        place.laterality,
        is_normal=is_normal,
        grade=grade,
    )


def _named(findings: Iterable[Finding]) -> str:
    """`Left L4-5 disc extrusion`, without the rest of its description: the cell says it."""
    return " and ".join(describe_finding(one).partition(",")[0] for one in findings)
