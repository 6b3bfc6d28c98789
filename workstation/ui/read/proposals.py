"""The level and side the case proposes at a place on the images. No Qt."""

from __future__ import annotations

from functools import lru_cache

from annotations.case import Case
from annotations.geometry import Point
from annotations.level_ledger import ledger_of
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.spine_ledger import (
    LevelAnchor,
    LevelProposal,
    Midline,
    SideProposal,
    midline,
    propose_level,
    propose_side,
)
from viewers.imaging.images import Pixels, Volume
from viewers.state.navigation import frame_of_reference


def level_at(case: Case, location: Location) -> LevelProposal | None:
    """The level at a place by the placed levels, own or registered; None on radiographs and where none is near."""
    if not isinstance(location, PatientLocation):
        return None
    uid = location.frame_of_reference_uid
    return _level(ledger_of(case, uid).anchors, location.points_lps_mm[0], uid)


def side_at(case: Case, location: Location, pixels: Pixels | None) -> SideProposal | None:
    """The side of a place, from the placed levels, else from the middle of the volume; None on radiographs."""
    if not isinstance(location, PatientLocation):
        return None
    uid = location.frame_of_reference_uid
    line = midline_of(ledger_of(case, uid).anchors, uid)
    return propose_side(location.points_lps_mm[0], line, _center_x_mm(location, pixels))


@lru_cache(maxsize=2048)
def _level(anchors: tuple[LevelAnchor, ...], point: Point, uid: str) -> LevelProposal | None:
    """Kept, because every mark of a case asks for its level at each change of the case."""
    return propose_level(anchors, point, uid)


@lru_cache(maxsize=32)
def midline_of(anchors: tuple[LevelAnchor, ...], frame_of_reference_uid: str) -> Midline | None:
    """The midline through placed levels, kept for the same reason."""
    return midline(anchors, frame_of_reference_uid)


def is_on(pixels: Pixels, location: Location) -> bool:
    """Whether a place lies in the space of these pixels: their Frame of Reference, or one of their images."""
    if isinstance(location, ImageLocation):
        return not isinstance(pixels, Volume) and any(
            f is not None and f.image == location.image for f in pixels.frames
        )
    return frame_of_reference(pixels) == location.frame_of_reference_uid


def _center_x_mm(location: PatientLocation, pixels: Pixels | None) -> float | None:
    """The middle of a volume of the same Frame of Reference; a sagittal slab is often off the patient's middle."""
    if not isinstance(pixels, Volume) or pixels.geometry.frame_of_reference_uid != location.frame_of_reference_uid:
        return None
    if pixels.geometry.acquired_plane_name == "sagittal":
        return None
    return pixels.geometry.center_lps_mm[0]
