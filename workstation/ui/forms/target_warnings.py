"""What to look at again before a target is used: side against finding and coordinate, level against root."""

from __future__ import annotations

from annotations.anatomy import Laterality, Level
from annotations.case import Case
from annotations.evaluation import Complaint
from annotations.findings import Finding
from annotations.roots import roots_of_finding
from annotations.spine_ledger import LevelAnchor, midline, propose_level, propose_side
from annotations.targets import ProcedureTarget

_BOTH = (Laterality.BILATERAL, Laterality.MEDIAN)


def linked_findings(case: Case, target: ProcedureTarget) -> tuple[Finding, ...]:
    """The findings a target is for."""
    found = (case.get(Finding, finding_id) for finding_id in target.finding_ids)
    return tuple(finding for finding in found if finding is not None)


def side_disagreement(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """Each source that says another side than the target: findings, their complaints, the tip's coordinate."""
    if target.laterality in _BOTH:
        return ()
    said = [(f"finding {finding.level.label}", finding.laterality) for finding in linked_findings(case, target)]
    for finding in linked_findings(case, target):
        complaints = (case.get(Complaint, complaint_id) for complaint_id in finding.complaint_ids)
        said += [(f"complaint {c.label!r}", c.laterality) for c in complaints if c is not None and c.laterality]
    tip_side = _tip_side(case, target)
    if tip_side is not None:
        said.append(("the needle tip's coordinate", tip_side))
    return tuple(
        f"Side: target {target.laterality.word.upper()}, {source} {side.word.upper()}."
        for source, side in said
        if side not in _BOTH and side is not target.laterality
    )


def level_disagreement(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """Where the root meant does not fit the findings, or the tip does not lie at the target level."""
    lines = []
    expected = {root for finding in linked_findings(case, target) for root in roots_of_finding(finding).roots}
    if target.root is not None and expected and target.root not in expected:
        names = ", ".join(sorted(root.value for root in expected))
        lines.append(f"Root: {target.root.value} is meant, the linked findings point to {names}.")
    tip_level = _tip_level(case, target)
    if tip_level is not None and not _touching(tip_level, target.level):
        lines.append(f"Level: target {target.level.label}, the needle tip lies at {tip_level.label} by the ledger.")
    return tuple(lines)


def target_warnings(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """All of the above, and what is missing for a plan."""
    missing = () if target.finding_ids else ("No finding is linked: say what this target is for.",)
    bilateral = tuple(
        f"Finding {finding.level.label} is bilateral: treat which side? The target says {target.laterality.word}."
        for finding in linked_findings(case, target)
        if finding.laterality is Laterality.BILATERAL and target.laterality not in _BOTH
    )
    return (*side_disagreement(case, target), *level_disagreement(case, target), *bilateral, *missing)


def _tip_side(case: Case, target: ProcedureTarget) -> Laterality | None:
    if target.path is None:
        return None
    line = midline(case.of_type(LevelAnchor), target.path.frame_of_reference_uid)
    proposal = propose_side(target.path.points_lps_mm[1], line, None)
    return proposal.laterality if proposal is not None and proposal.is_certain else None


def _tip_level(case: Case, target: ProcedureTarget) -> Level | None:
    if target.path is None:
        return None
    tip, uid = target.path.points_lps_mm[1], target.path.frame_of_reference_uid
    proposal = propose_level(case.of_type(LevelAnchor), tip, uid)
    return proposal.level if proposal is not None else None


def _touching(one: Level, other: Level) -> bool:
    # The tip of an L5-S1 foramen may lie nearest to the L5 body, the S1 body or the disc between.
    return one is other or bool(set(one.vertebrae) & set(other.vertebrae))
