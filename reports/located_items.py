"""The places that items of a case name on images, and the images they are seen on."""

from __future__ import annotations

from annotations.case import Case
from annotations.findings import Finding
from annotations.locations import ImageLocation, Location
from annotations.marks import Mark
from annotations.references import ImageRef
from annotations.targets import ProcedureTarget
from reports.errors import MissingEvidenceError
from reports.evidence import Evidence


def marks_of(case: Case, finding: Finding) -> tuple[Mark, ...]:
    """The marks that show a finding, its point first."""
    found = (case.get(Mark, mark_id) for mark_id in finding.mark_ids)
    return tuple(mark for mark in found if mark is not None)


def locations_of(case: Case, item: Finding | ProcedureTarget | Mark) -> tuple[Location, ...]:
    """Every place an item names on the images."""
    if isinstance(item, Finding):
        return tuple(mark.location for mark in marks_of(case, item))
    if isinstance(item, Mark):
        return (item.location,)
    return () if item.path is None else (item.path,)


def image_of(location: Location, evidence: Evidence, owner: str) -> ImageRef:
    """The image that shows a location: where it was placed, else the slice nearest to its first point.

    Raises `MissingEvidenceError` naming `owner` (the item) and the image when the evidence does not have it.
    """
    if isinstance(location, ImageLocation):
        if location.image.sop_instance_uid not in evidence.by_instance:
            raise _missing(owner, f"image {location.image.sop_instance_uid}")
        return location.image
    if location.source is not None and location.source.sop_instance_uid in evidence.by_instance:
        return location.source
    nearest = evidence.nearest_image(location.frame_of_reference_uid, location.points_lps_mm[0])
    if nearest is None:
        raise _missing(owner, f"a slice near it in Frame of Reference {location.frame_of_reference_uid}")
    return nearest


def _missing(owner: str, what: str) -> MissingEvidenceError:
    return MissingEvidenceError(f"{owner} needs {what}, which was not given; open that series again, then export")
