"""What must be looked at again before a target is used: side, level, root, path (domain.md 1.9 and 6.1)."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.anatomy import Laterality, Level, LevelKind
from annotations.case import Case
from annotations.evaluation import Complaint
from annotations.findings import Finding, FindingStatus
from annotations.procedure_catalogue import PROCEDURES, Approach, Position, Procedure
from annotations.roots import exiting_root, roots_of_finding, traversing_root
from annotations.spine_ledger import LevelAnchor, SideProposal, midline, propose_level, propose_side, side_conflict
from annotations.targets import ProcedureTarget
from annotations.trajectories import SUPINE_PLANNING_NOTE, path_of_target

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
        *_finding_warnings(case, target),
        *planning_notes(target),
    )


def side_warnings(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """Each source that says another side than the target: findings, their complaints, the needle tip."""
    reason = f" Reason given: {target.side_override_reason}" if target.side_override_reason else ""
    return tuple(f"{line}.{reason}" for line in _side_lines(case, target))


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
    }
    return tuple(name for name, is_lacking in lacking.items() if is_lacking)


def readiness_text(case: Case, target: ProcedureTarget) -> str:
    """`ready to plan`, or what is missing: `missing: a linked finding, skin entry and needle tip`."""
    missing = missing_for_plan(case, target)
    return f"missing: {', '.join(missing)}" if missing else "ready to plan"


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
    line = midline(case.of_type(LevelAnchor), target.path.frame_of_reference_uid)
    return propose_side(target.path.points_lps_mm[1], line, None)


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
    if target.path is None or target.level.kind is LevelKind.JOINT:
        return
    uid, tip = target.path.frame_of_reference_uid, target.path.points_lps_mm[1]
    proposal = propose_level(case.of_type(LevelAnchor), tip, uid)
    if proposal is not None and not _touching(proposal.level, target.level):
        yield f"Level: target {target.level.label}, the needle tip lies at {proposal.level.label}."


def _touching(one: Level, other: Level) -> bool:
    # The tip in an L5-S1 foramen may lie nearest to the L5 body, the S1 body or the disc between.
    return bool(set(one.vertebrae) & set(other.vertebrae))


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
