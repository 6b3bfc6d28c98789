"""Where an item of a case is on the images: its own place, or that of what it is linked to. No Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable

from annotations.anatomy import Level, LevelKind
from annotations.case import Case, CaseItem
from annotations.evaluation import Complaint, ExamItem
from annotations.findings import Finding, FindingStatus
from annotations.level_ledger import ledger_of
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import Mark
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget

POINTED_MM = 3.0
"""The pointer is on a mark within this: a measurement just placed is still under it, its neighbours are not."""


def location_of(case: Case, item_id: str) -> Location | None:
    """The place to show for an item: a mark's own, a finding's first mark, a target's tip, a complaint's findings."""
    item = case.items.get(item_id)
    if item is None:
        return None
    if isinstance(item, Mark | LevelAnchor):
        return item.location
    if isinstance(item, ProcedureTarget) and item.path is not None:
        path = item.path
        return PatientLocation(path.frame_of_reference_uid, (path.points_lps_mm[1],), path.source)
    for mark_id in _mark_ids(case, item):
        mark = case.get(Mark, mark_id)
        if mark is not None:
            return mark.location
    return None


def other_locations(case: Case, item_id: str) -> tuple[Location, ...]:
    """The further marks of a finding (or of what an item is linked to), for instance the same finding on CT."""
    item = case.items.get(item_id)
    marks = (case.get(Mark, mark_id) for mark_id in (_mark_ids(case, item) if item is not None else ()))
    return tuple(mark.location for mark in marks if mark is not None)[1:]


def mark_at(marks: Iterable[Mark], pointed: Location) -> Mark | None:
    """The nearest mark with a point under the pointer: within `POINTED_MM` of it, or so many pixels on an image."""
    distances = [(distance, mark) for mark in marks if (distance := _distance(mark, pointed)) <= POINTED_MM]
    return min(distances, key=lambda one: one[0])[1] if distances else None


def _distance(mark: Mark, pointed: Location) -> float:
    """From the pointer to the nearest point of a mark, infinite in another space."""
    here = mark.location
    if isinstance(here, ImageLocation) and isinstance(pointed, ImageLocation):
        at = pointed.points_column_row[0] if here.image == pointed.image else None
        return min(math.dist(at, point) for point in here.points_column_row) if at is not None else math.inf
    if isinstance(here, PatientLocation) and isinstance(pointed, PatientLocation):
        is_here = here.frame_of_reference_uid == pointed.frame_of_reference_uid
        at_lps = pointed.points_lps_mm[0] if is_here else None
        return min(math.dist(at_lps, point) for point in here.points_lps_mm) if at_lps is not None else math.inf
    return math.inf


def linked_findings(case: Case, item: CaseItem) -> tuple[Finding, ...]:
    """The standing findings an item is linked to, itself included."""
    standing = [finding for finding in case.of_type(Finding) if finding.status is not FindingStatus.RETRACTED]
    if isinstance(item, Finding):
        return (item,)
    if isinstance(item, ProcedureTarget):
        return tuple(finding for finding in standing if finding.id in item.finding_ids)
    if isinstance(item, Complaint):
        return tuple(finding for finding in standing if item.id in finding.complaint_ids)
    if isinstance(item, ExamItem):
        return tuple(finding for finding in standing if item.id in finding.exam_item_ids)
    return ()


def finding_of(case: Case, item_id: str | None) -> Finding | None:
    """The finding an item stands for on a card: itself, the one of a mark, or the first one it is linked to."""
    item = case.items.get(item_id) if item_id is not None else None
    if item is None:
        return None
    if isinstance(item, Mark):
        return next((finding for finding in case.of_type(Finding) if item.id in finding.mark_ids), None)
    return next(iter(linked_findings(case, item)), None)


def level_location(case: Case, level: Level, frame_of_reference_uid: str) -> PatientLocation | None:
    """Where a level is in a Frame of Reference: its label (own or registered), else between its two vertebrae."""
    anchors = {anchor.level: anchor.location for anchor in ledger_of(case, frame_of_reference_uid).anchors}
    if level in anchors:
        return anchors[level]
    if level.kind is not LevelKind.SEGMENT:
        return None
    upper, lower = (anchors.get(vertebra) for vertebra in level.vertebrae)
    if upper is None or lower is None:
        return None
    (x0, y0, z0), (x1, y1, z1) = upper.points_lps_mm[0], lower.points_lps_mm[0]
    middle = ((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2)
    return PatientLocation(upper.frame_of_reference_uid, (middle,), upper.source)


def first_point(location: Location) -> Location:
    """A place reduced to its first point: the crosshair of a mark of several points stands there."""
    if isinstance(location, PatientLocation):
        return location.with_points(location.points_lps_mm[:1])
    return location.with_points(location.points_column_row[:1])


def same_space(one: Location, other: Location) -> bool:
    """Whether two places lie in one Frame of Reference; what is on radiographs shares no space."""
    if isinstance(one, PatientLocation) and isinstance(other, PatientLocation):
        return one.frame_of_reference_uid == other.frame_of_reference_uid
    return False


def _mark_ids(case: Case, item: CaseItem) -> tuple[str, ...]:
    return tuple(mark_id for finding in linked_findings(case, item) for mark_id in finding.mark_ids)
