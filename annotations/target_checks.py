"""What must be looked at again before a target is used: side, level, root, path (domain.md 1.9 and 6.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotations.anatomy import Laterality, LevelKind
from annotations.case import Case, Change, replace_item
from annotations.evaluation import Complaint
from annotations.findings import Finding, FindingStatus
from annotations.level_ledger import ledger_of
from annotations.level_names import target_space
from annotations.numbering_rules import open_questions
from annotations.procedure_catalogue import PROCEDURES, Approach, Position, Procedure
from annotations.roots import exiting_root, roots_of_finding, traversing_root
from annotations.spine_ledger import (
    LevelProposal,
    SideProposal,
    level_conflict,
    midline,
    propose_level,
    propose_side,
    side_conflict,
)
from annotations.targets import ProcedureTarget, TargetStatus
from annotations.trajectories import SUPINE_PLANNING_NOTE, path_of_target

_NOT_SIGNED = frozenset({"note", "status"})
_SIDED = (Laterality.RIGHT, Laterality.LEFT)


def linked_findings(case: Case, target: ProcedureTarget) -> tuple[Finding, ...]:
    """The findings a target is for."""
    found = (case.get(Finding, finding_id) for finding_id in target.finding_ids)
    return tuple(finding for finding in found if finding is not None)


def target_warnings(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """Everything that does not fit, one sentence each, wrong side first, then the note on planning position.

    A wrong side that the physician has given a reason for stays in the list with that reason.
    """
    procedure = PROCEDURES.get(target.procedure_id)
    return (
        *side_warnings(case, target),
        *_root_warnings(case, target, procedure),
        *_level_warnings(case, target, procedure),
        *_report_lines(case, target),
        *_finding_warnings(case, target),
        *planning_notes(target),
    )


def side_warnings(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """Each source that says another side than the target: findings, their complaints, the needle tip."""
    reason = f" Reason given: {target.side_override_reason}" if target.side_override_reason else ""
    return tuple(f"{line}.{reason}" for line in _side_lines(case, target))


def level_warnings(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """Where the needle tip lies at another level than the target names, with the reason where one was given."""
    conflict = level_conflict(target.level, _tip_level(case, target))
    reason = f" Reason given: {target.level_override_reason}" if target.level_override_reason else ""
    return (f"Needle tip: {conflict}.{reason}",) if conflict is not None else ()


def numbering_questions(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """What is open about the numbering by which the level of a target is named; none for joints."""
    if target.level.kind is LevelKind.JOINT:
        return ()
    uid = target_space(case, target)
    return open_questions(ledger_of(case, uid).numbering if uid else None)


def planning_notes(target: ProcedureTarget) -> tuple[str, ...]:
    """`supine planning, prone procedure`, for a path placed for a procedure that is done prone (domain.md 4.2)."""
    procedure = PROCEDURES.get(target.procedure_id)
    is_prone = procedure is None or procedure.position is Position.PRONE
    return (f"Note: {SUPINE_PLANNING_NOTE}.",) if target.path is not None and is_prone else ()


def missing_for_plan(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """What a target still lacks before it can be called planned."""
    procedure = PROCEDURES.get(target.procedure_id)
    wants_root = procedure is not None and procedure.root_meant and target.root is None
    lacking = {
        "a linked finding": not linked_findings(case, target),
        "skin entry and needle tip": path_of_target(target) is None,
        "the root meant": wants_root,
        "a reason for the side": bool(side_warnings(case, target)) and not target.side_override_reason,
        "a reason for the level": bool(level_warnings(case, target)) and not target.level_override_reason,
        "a confirmed level numbering": bool(numbering_questions(case, target)),
    }
    return tuple(name for name, is_lacking in lacking.items() if is_lacking)


def readiness_text(case: Case, target: ProcedureTarget) -> str:
    """`ready to plan`, or what is missing: `missing: a linked finding, skin entry and needle tip`."""
    missing = missing_for_plan(case, target)
    return f"missing: {', '.join(missing)}" if missing else "ready to plan"


class NotReadyError(ValueError):
    """A target that may not be called planned yet; says what is missing."""


def planned(case: Case, target: ProcedureTarget) -> Change:
    """The change that signs a target as planned: the only way there (domain.md 1.9).

    Raises `NotReadyError` while anything is missing; the numbering of its level must be settled.
    """
    missing = missing_for_plan(case, target)
    if missing:
        questions = "; ".join(numbering_questions(case, target))
        why = f" Level numbering: {questions}." if questions else ""
        raise NotReadyError(
            f"The {target.level.label} {target.laterality.word} target cannot be signed, missing: {', '.join(missing)}."
            f"{why}"
        )
    words = f"Target {target.level.label} {target.laterality.word} signed as planned"
    return replace_item(target, replace(target, status=TargetStatus.PLANNED), words)


def edited(target: ProcedureTarget, **fields: object) -> ProcedureTarget:
    """A target with other fields; whatever but the note changes what was signed, so that it is a draft again."""
    is_reopened = target.status is TargetStatus.PLANNED and set(fields) - _NOT_SIGNED
    status = TargetStatus.DRAFT if is_reopened else target.status
    return replace(target, **{"status": status, **fields})  # type: ignore[arg-type]


def _report_lines(case: Case, target: ProcedureTarget) -> Iterator[str]:
    """An outside report that numbers this spine differently: the most frequent way to the wrong level (6.2)."""
    uid = target_space(case, target)
    numbering = ledger_of(case, uid).numbering if uid else None
    if numbering is not None and numbering.report_numbering and target.level.kind is not LevelKind.JOINT:
        yield f"Level: an outside report numbers this spine differently: {numbering.report_numbering}."


def _side_lines(case: Case, target: ProcedureTarget) -> Iterator[str]:
    side = target.laterality
    for finding in linked_findings(case, target):
        if side in _SIDED and finding.laterality in _SIDED and finding.laterality is not side:
            yield f"Side: target {side.word.upper()}, finding {finding.level.label} {finding.laterality.word.upper()}"
    for complaint in _complaints(case, target):
        if side in _SIDED and complaint.laterality in _SIDED and complaint.laterality is not side:
            yield f"Side: target {side.word.upper()}, complaint {complaint.laterality.word.upper()}"
    conflict = side_conflict(side, _tip_side(case, target))
    if conflict is not None:
        yield f"Needle tip: {conflict}"


def _complaints(case: Case, target: ProcedureTarget) -> tuple[Complaint, ...]:
    ids = dict.fromkeys(one for finding in linked_findings(case, target) for one in finding.complaint_ids)
    found = (case.get(Complaint, complaint_id) for complaint_id in ids)
    return tuple(complaint for complaint in found if complaint is not None)


def _tip_side(case: Case, target: ProcedureTarget) -> SideProposal | None:
    if target.path is None:
        return None
    ledger = ledger_of(case, target.path.frame_of_reference_uid)
    line = midline(ledger.anchors, ledger.frame_of_reference_uid)
    return propose_side(target.path.points_lps_mm[1], line, None)


def _tip_level(case: Case, target: ProcedureTarget) -> LevelProposal | None:
    if target.path is None:
        return None
    ledger = ledger_of(case, target.path.frame_of_reference_uid)
    return propose_level(ledger.anchors, target.path.points_lps_mm[1], ledger.frame_of_reference_uid)


def _root_warnings(case: Case, target: ProcedureTarget, procedure: Procedure | None) -> Iterator[str]:
    if target.root is None:
        return
    expected = {root for finding in linked_findings(case, target) for root in roots_of_finding(finding).roots}
    if expected and target.root not in expected:
        names = " and ".join(sorted(root.value for root in expected))
        yield f"Root: {target.root.value} is meant, the linked findings reach {names}."
    approach = Approach.NONE if procedure is None else procedure.approach
    reached = {Approach.EXITING: exiting_root, Approach.TRAVERSING: traversing_root}.get(approach)
    root = None if reached is None else reached(target.level)
    if root is not None and root is not target.root:
        yield f"Level: at {target.level.label} this approach reaches {root.value}, {target.root.value} is meant."


def _level_warnings(case: Case, target: ProcedureTarget, procedure: Procedure | None) -> Iterator[str]:
    if procedure is not None and target.level not in procedure.levels:
        yield f"Level: {target.level.label} is not a level of this procedure."
    if procedure is not None and target.laterality not in procedure.sides:
        yield f"Side: {target.laterality.word} is not a side of this procedure."
    yield from level_warnings(case, target)


def _finding_warnings(case: Case, target: ProcedureTarget) -> Iterator[str]:
    linked = linked_findings(case, target)
    if not linked:
        yield "No finding is linked: say what this target is for."
    for finding in linked:
        if finding.status is FindingStatus.RETRACTED:
            yield f"Finding {finding.level.label} was retracted."
        if finding.laterality is Laterality.BILATERAL and target.laterality in _SIDED:
            side = target.laterality.word
            yield f"Finding {finding.level.label} is bilateral: treat which side? The target says {side}."
