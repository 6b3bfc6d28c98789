"""What becomes of marks placed and moved on images: changes of the case. No Qt."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotations.calibrating import NO_CALIBRATIONS
from annotations.calibration import PixelCalibration
from annotations.case import Case, Change, add, replace_item
from annotations.findings import Finding
from annotations.locations import Location, PatientLocation
from annotations.mark_edits import lock_reason, remove_marks
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.references import ImageRef
from annotations.registration import Registration
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget
from viewers.imaging.calibrated import calibration_at, has_regions
from viewers.imaging.images import Pixels, Volume
from viewers.imaging.slices import image_nearest
from workstation.ui.forms.removal import removal
from workstation.ui.read.proposals import is_on

_PROPER_NAMES = frozenset({MarkKind.COBB, MarkKind.CANAL})


def with_evidence(location: Location, pixels: Pixels | None) -> Location:
    """A point placed on a reformatted cut, with the acquired slice nearest to it as its image: the cut is none."""
    if not isinstance(location, PatientLocation) or location.source is not None or not isinstance(pixels, Volume):
        return location
    return replace(location, source=image_nearest(pixels, location.points_lps_mm[0]))


def placed_mark(
    kind: MarkKind,
    location: Location,
    pixels: Pixels | None,
    by_hand: Mapping[ImageRef, PixelCalibration] = NO_CALIBRATIONS,
    *,
    text: str = "",
) -> Change:
    """The change that adds a mark with its evidence; on a radiograph it keeps the calibration of that image."""
    where = with_evidence(location, pixels)
    calibration = calibration_at(pixels, where, by_hand)
    return add(Mark(uuid.uuid4().hex, kind, where, calibration=calibration, text=text), f"{_name(kind)} placed")


def moved_mark(case: Case, mark_id: str, location: Location, pixels: Pixels | None = None) -> Change | None:
    """The change that moves or reshapes a mark; None when there is no such mark, it may not move or did not.

    A mark keeps its calibration, but on ultrasound it takes that of the region it now lies in. In a volume its evidence
    is the acquired slice nearest to where it is now.
    """
    mark = case.get(Mark, mark_id)
    if mark is None or mark.location == location or lock_reason(case, mark):
        return None
    if isinstance(location, PatientLocation) and isinstance(pixels, Volume):
        location = with_evidence(replace(location, source=None), pixels)
    calibration = calibration_at(pixels, location) if has_regions(pixels, location) else mark.calibration
    return replace_item(mark, replace(mark, location=location, calibration=calibration), f"{_name(mark.kind)} moved")


def copied_mark(mark: Mark, pixels: Pixels | None, where: str) -> Change:
    """The change that adds a copy of a mark, with the acquired slice it now lies on; `where` says to what."""
    copy = replace(mark, location=with_evidence(mark.location, pixels))
    return add(copy, f"{_name(mark.kind)} copied to {where}")


def pixels_of(shown: Iterable[Pixels | None], location: Location) -> Pixels | None:
    """The first of the pixels shown that a location lies on."""
    return next((pixels for pixels in shown if pixels is not None and is_on(pixels, location)), None)


def _name(kind: MarkKind) -> str:
    title = MARK_KINDS[kind].title
    return title if kind in _PROPER_NAMES else title.lower()


def removed_item(case: Case, item_id: str) -> Change | None:
    """The change that removes a mark, finding, target, level or registration with its links; None for the rest.

    Raises `LockedMarkError` for a mark that is locked or belongs to a signed finding.
    """
    item = case.items.get(item_id)
    if item is None or not isinstance(item, Mark | LevelAnchor | ProcedureTarget | Finding | Registration):
        return None
    if isinstance(item, Mark):
        return remove_marks(case, (item_id,))
    return removal(case, item, f"{type(item).__name__.lower()} removed")
