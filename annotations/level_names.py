"""The level of a finding or a target as labels say it: with its other name where the numbering has two."""

from __future__ import annotations

from annotations.case import Case
from annotations.findings import Finding
from annotations.level_ledger import ledger_of
from annotations.locations import PatientLocation
from annotations.marks import Mark
from annotations.numbering import LevelNumbering
from annotations.numbering_rules import level_name
from annotations.targets import ProcedureTarget


def patient_places(case: Case, finding: Finding) -> tuple[PatientLocation, ...]:
    """Where a finding is marked in patient space, its first mark first."""
    marks = (case.get(Mark, mark_id) for mark_id in finding.mark_ids)
    return tuple(mark.location for mark in marks if mark is not None and isinstance(mark.location, PatientLocation))


def finding_space(case: Case, finding: Finding) -> str:
    """The Frame of Reference a finding's level was named in: that of its first mark on a volume, empty without one."""
    places = patient_places(case, finding)
    return places[0].frame_of_reference_uid if places else ""


def target_space(case: Case, target: ProcedureTarget) -> str:
    """Where a target lies: that of its path, else of the first finding marked on a volume; empty where neither is."""
    if target.path is not None:
        return target.path.frame_of_reference_uid
    findings = (case.get(Finding, finding_id) for finding_id in target.finding_ids)
    spaces = (finding_space(case, finding) for finding in findings if finding is not None)
    return next((space for space in spaces if space), "")


def finding_level_name(case: Case, finding: Finding) -> str:
    """`L5-S1 (L6-S1?)`: by the numbering of its images, else by the one it was stored with."""
    space = finding_space(case, finding)
    stored = case.get(LevelNumbering, finding.numbering_id) if finding.numbering_id else None
    return level_name(finding.level, ledger_of(case, space).numbering if space else stored)


def target_level_name(case: Case, target: ProcedureTarget) -> str:
    """The level treated, by the numbering of the images it is planned on."""
    space = target_space(case, target)
    return level_name(target.level, ledger_of(case, space).numbering if space else None)
