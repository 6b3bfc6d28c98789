"""Which vertebra is which on this patient's images: level anchors, and what they say about a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from annotations.anatomy import SEGMENTS, VERTEBRAE, Laterality, Level, LevelKind
from annotations.geometry import FloatArray, Plane, Point, as_point
from annotations.locations import PatientLocation

BODY_SHARE = 0.73
"""The part of the way from a body's centre to the disc's that is still body: 27 mm of a lumbar pitch of 37 mm."""
COLUMN_RADIUS_MM = 28.0
"""Within this distance of the line through the centres a point is in the body or the disc, not beside it."""
LEVEL_REACH_MM = 120.0
"""Farther from the line than this no level is proposed; a skin entry is usually nearer (domain.md 4.2)."""
LONE_ANCHOR_REACH_MM = 10.0
"""A single anchor says something only this near its centre: where its neighbours are is not known."""
LARGEST_GAP = 3
"""Anchors up to so many vertebrae apart are interpolated between."""
ANCHOR_AGREEMENT_MM = 10.0
"""Two anchors of one level farther apart than this contradict each other."""
MEDIAN_TOLERANCE_MM = 3.0
"""A point this near the midline is proposed as midline."""
MIDLINE_REACH_MM = 40.0
"""The midline is continued straight so far above and below the outermost centres."""
IMAGE_CENTRE_TOLERANCE_MM = 15.0
"""Patients lie off the image's centre by this much: nearer to it a side is only a hint."""
MIDLINE_FINDING_TOLERANCE_MM = 10.0
"""A mark farther off than this contradicts a finding called midline."""


@dataclass(frozen=True)
class LevelAnchor:
    """A vertebra or disc (`level`) with its centre (one point) in a Frame of Reference.

    `origin` says where it came from (image evidence, a registration); empty = placed by hand.
    """

    id: str
    level: Level
    location: PatientLocation
    origin: str = ""


class LevelCertainty(StrEnum):
    """What a proposed level rests on."""

    ANCHORED = "anchored"
    INTERPOLATED = "interpolated"
    END = "beside the last anchor"


@dataclass(frozen=True)
class LevelProposal:
    """The level a point lies at. `text` says where in it: `L4-5 disc`, `L4 body, lower third`, `L4-5 level`."""

    level: Level
    text: str
    certainty: LevelCertainty
    distance_mm: float


@dataclass(frozen=True)
class ProposedLevel:
    """A level that image evidence suggests and nobody has said yes to; it counts for nothing until then.

    `confidence` is 0 to 1; `basis` says in words what it rests on.
    """

    level: Level
    location: PatientLocation
    confidence: float
    basis: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is 0 to 1, got {self.confidence}")

    def accepted(self, anchor_id: str) -> LevelAnchor:
        """The anchor it becomes once somebody has said yes."""
        return LevelAnchor(anchor_id, self.level, self.location, f"accepted proposal: {self.basis}".rstrip(": "))


@dataclass(frozen=True)
class SideProposal:
    """The side of a point. `offset_mm` is + toward the patient's left; `text` names the basis.

    `is_certain` is False where the basis is the image's centre and the point is near it.
    """

    laterality: Laterality
    offset_mm: float
    text: str
    is_certain: bool = True


@dataclass(frozen=True)
class Midline:
    """The line through the vertebral centres, cranial first; LPS mm."""

    points_lps_mm: tuple[Point, ...]

    def x_at(self, z_mm: float) -> float | None:
        """Where the midline crosses a transverse plane, None farther than `MIDLINE_REACH_MM` beyond its ends."""
        points = np.asarray(self.points_lps_mm, dtype=np.float64)[::-1]
        if not points[0, 2] - MIDLINE_REACH_MM <= z_mm <= points[-1, 2] + MIDLINE_REACH_MM:
            return None
        return float(np.interp(z_mm, points[:, 2], points[:, 0]))


@dataclass(frozen=True)
class _Station:
    """A body or disc centre on the line, with what it rests on."""

    level: Level
    center: FloatArray
    certainty: LevelCertainty


def propose_level(anchors: Iterable[LevelAnchor], point: Point, frame_of_reference_uid: str) -> LevelProposal | None:
    """The level of a point (LPS mm) by interpolation along the anchors of its Frame of Reference.

    Discs lie halfway between two bodies unless anchored themselves. None when the Frame of Reference has no anchor,
    anchors contradict each other (one level twice, or not in order from head to foot), or the point is out of reach.
    """
    where = np.asarray(point, dtype=np.float64)
    groups = _groups(_ordered(anchors, frame_of_reference_uid))
    proposals = [
        _near_lone_anchor(group[0], where) if len(group) == 1 else _at(_stations(group), where) for group in groups
    ]
    return min((one for one in proposals if one is not None), key=lambda one: one.distance_mm, default=None)


def midline(anchors: Iterable[LevelAnchor], frame_of_reference_uid: str) -> Midline | None:
    """The midline through the centres of the Frame of Reference, None without anchors or when they contradict."""
    placed = _ordered(anchors, frame_of_reference_uid)
    return Midline(tuple(as_point(one.center) for one in placed)) if placed else None


def placed_levels(anchors: Iterable[LevelAnchor], frame_of_reference_uid: str) -> tuple[tuple[Level, Point], ...]:
    """Each placed vertebra and disc of a Frame of Reference with its centre (LPS mm), from head to foot.

    Empty without anchors or when they contradict each other.
    """
    return tuple((one.level, as_point(one.center)) for one in _ordered(anchors, frame_of_reference_uid))


def known_places(
    anchors: Iterable[LevelAnchor], frame_of_reference_uid: str
) -> tuple[tuple[Level, Point, LevelCertainty], ...]:
    """Each level that is placed or lies between placed ones, with its centre (LPS mm), from head to foot."""
    groups = _groups(_ordered(anchors, frame_of_reference_uid))
    return tuple((one.level, as_point(one.center), one.certainty) for group in groups for one in _stations(group))


def level_on_plane(anchors: Iterable[LevelAnchor], plane: Plane, frame_of_reference_uid: str) -> LevelProposal | None:
    """The level a cut passes through, where it crosses the line through the centres; None beyond the placed ones.

    A cut that crosses the line at two places (or lies along it) names none.
    """
    known = tuple(anchors)
    crossings = []
    for group in _groups(_ordered(known, frame_of_reference_uid)):
        centers = [one.center for one in _stations(group)]
        if len(centers) < 2:
            continue
        first, last = _end(centers[0], centers[1], group[0]), _end(centers[-1], centers[-2], group[-1])
        for a, b in pairwise([first, *centers, last]):
            here, there = (float(one) for one in plane.signed_distance_mm(np.array([a, b])))
            if here * there < 0 or here == 0:
                crossings.append(a + (b - a) * (here / (here - there) if here != there else 0.0))
    if len(crossings) != 1:
        return None
    return propose_level(known, as_point(crossings[0]), frame_of_reference_uid)


def placing_conflict(anchors: Iterable[LevelAnchor], anchor: LevelAnchor) -> str | None:
    """Why a level cannot be where `anchor` puts it: what, which and what to do; None when it can.

    Only anchors of the same Frame of Reference count; one with the same id is the one being moved. Within a spine
    every level lies nearer the head than the next one.
    """
    uid, level = anchor.location.frame_of_reference_uid, anchor.level
    others = [
        other
        for other in anchors
        if other.id != anchor.id
        and other.location.frame_of_reference_uid == uid
        and other.level.kind is not LevelKind.JOINT
    ]
    if any(other.level is level for other in others):
        return f"{level.label} is placed on these images already. Move or remove it in its menu on the spine strip."
    sequence = levels_in_order([level, *(other.level for other in others)])
    foreign = next((one for one in (level, *(other.level for other in others)) if one not in sequence), None)
    if foreign is not None:
        return f"A spine with L6 has no {foreign.label} disc: remove {foreign.label} or L6 first."
    return _order_conflict(anchor, others, sequence)


def propose_side(point: Point | None, line: Midline | None, image_center_x_mm: float | None) -> SideProposal | None:
    """The side of a point (LPS mm) from the vertebral centres, else from the image's centre (x in LPS mm).

    None without a patient coordinate (radiographs) or anything to compare with: never from the screen (domain.md 6.1).
    """
    if point is None:
        return None
    center = None if line is None else line.x_at(point[2])
    if center is not None:
        return _side(point[0] - center, "midline (vertebral centres)", certain_from_mm=0.0)
    if image_center_x_mm is None:
        return None
    return _side(point[0] - image_center_x_mm, "image centre", certain_from_mm=IMAGE_CENTRE_TOLERANCE_MM)


def side_conflict(laterality: Laterality, proposal: SideProposal | None) -> str | None:
    """What to show when a typed side and the coordinate disagree; None when they agree or nothing certain is known."""
    if proposal is None or not proposal.is_certain or laterality in (Laterality.BILATERAL, proposal.laterality):
        return None
    if proposal.laterality is Laterality.MEDIAN:
        return None
    if laterality is Laterality.MEDIAN and abs(proposal.offset_mm) <= MIDLINE_FINDING_TOLERANCE_MM:
        return None
    return f"side is {laterality.word.upper()}, but the point lies {proposal.text}"


def level_conflict(level: Level, proposal: LevelProposal | None) -> str | None:
    """What to show when a typed level and the ledger disagree; None when they agree or the ledger says nothing.

    A body and the discs at its ends agree with each other: what sits at a disc reaches over its border.
    """
    if proposal is None or LevelKind.JOINT in (level.kind, proposal.level.kind) or level is proposal.level:
        return None
    is_neighbour = level.kind is not proposal.level.kind and set(level.vertebrae) & set(proposal.level.vertebrae)
    return None if is_neighbour else f"level is {level.label}, but the point lies at {proposal.text}"


def _side(offset_mm: float, basis: str, *, certain_from_mm: float) -> SideProposal:
    is_certain = abs(offset_mm) >= certain_from_mm
    if not is_certain:
        basis += ", patient may lie off it"
    if abs(offset_mm) <= MEDIAN_TOLERANCE_MM:
        return SideProposal(Laterality.MEDIAN, offset_mm, f"within {MEDIAN_TOLERANCE_MM:.0f} mm of {basis}", is_certain)
    side = Laterality.LEFT if offset_mm > 0 else Laterality.RIGHT
    return SideProposal(side, offset_mm, f"{abs(offset_mm):.0f} mm {side.word} of {basis}", is_certain)


def levels_in_order(levels: Iterable[Level] = (), *, has_l6: bool = False) -> list[Level]:
    """Vertebrae and the segments between them from head to foot; L6 only in a spine that has one.

    `levels` are those known of this spine: it has an L6 when one of them touches it.
    """
    has_l6 = has_l6 or any(Level.L6 in level.vertebrae for level in levels)
    vertebrae = [one for one in VERTEBRAE if one is not Level.L6 or has_l6]
    segments = {one.vertebrae: one for one in SEGMENTS}
    sequence: list[Level] = []
    for upper, lower in zip(vertebrae, [*vertebrae[1:], None], strict=True):
        sequence.append(upper)
        if lower is not None and (upper, lower) in segments:
            sequence.append(segments[upper, lower])
    return sequence


def _ordered(anchors: Iterable[LevelAnchor], frame_of_reference_uid: str) -> list[_Station]:
    """The anchors of one Frame of Reference from head to foot; empty when they contradict each other."""
    centers: dict[Level, list[FloatArray]] = {}
    for anchor in anchors:
        is_here = anchor.location.frame_of_reference_uid == frame_of_reference_uid
        if is_here and anchor.level.kind is not LevelKind.JOINT:
            centers.setdefault(anchor.level, []).append(np.asarray(anchor.location.points_lps_mm[0], dtype=np.float64))
    if any(np.linalg.norm(one - found[0]) > ANCHOR_AGREEMENT_MM for found in centers.values() for one in found):
        return []
    sequence = levels_in_order(centers)
    if not set(centers) <= set(sequence):
        return []
    placed = [
        _Station(level, np.mean(centers[level], axis=0), LevelCertainty.ANCHORED)
        for level in sequence
        if level in centers
    ]
    heights = [one.center[2] for one in placed]
    return placed if all(upper > lower for upper, lower in pairwise(heights)) else []


def _order_conflict(anchor: LevelAnchor, others: Iterable[LevelAnchor], sequence: Sequence[Level]) -> str | None:
    """The nearest level on whose wrong side the anchor would lie, in words."""
    number, z = sequence.index(anchor.level), anchor.location.points_lps_mm[0][2]
    for other in sorted(others, key=lambda one: abs(sequence.index(one.level) - number)):
        above = sequence.index(other.level) < number
        height = z - other.location.points_lps_mm[0][2]
        if (height >= 0) if above else (height <= 0):
            lies, belongs = ("above", "below") if above else ("below", "above")
            name, fixed = anchor.level.label, other.level.label
            return (
                f"{name} was not placed: the point lies {abs(height):.0f} mm {lies} {fixed}, "
                f"but {name} belongs {belongs} it. Click the centre of {name}, or move {fixed} first."
            )
    return None


def _groups(placed: Sequence[_Station]) -> list[list[_Station]]:
    """The anchors parted where neighbours are too far apart to interpolate between."""
    sequence = levels_in_order(one.level for one in placed)
    groups = [[one] for one in placed[:1]]
    for upper, lower in pairwise(placed):
        between = sequence[sequence.index(upper.level) + 1 : sequence.index(lower.level)]
        if sum(one.kind is LevelKind.VERTEBRA for one in between) >= LARGEST_GAP:
            groups.append([])
        groups[-1].append(lower)
    return groups


def _stations(placed: Sequence[_Station]) -> list[_Station]:
    """The anchors and what lies between them."""
    sequence = levels_in_order(one.level for one in placed)
    found = [placed[0]]
    for upper, lower in pairwise(placed):
        between = sequence[sequence.index(upper.level) + 1 : sequence.index(lower.level)]
        is_disc_of_two_bodies = len(between) == 1 and between[0].kind is LevelKind.SEGMENT
        certainty = LevelCertainty.ANCHORED if is_disc_of_two_bodies else LevelCertainty.INTERPOLATED
        for number, level in enumerate(between, start=1):
            share = number / (len(between) + 1)
            found.append(_Station(level, upper.center + share * (lower.center - upper.center), certainty))
        found.append(lower)
    return found


def _near_lone_anchor(anchor: _Station, point: FloatArray) -> LevelProposal | None:
    distance = float(np.linalg.norm(point - anchor.center))
    if distance > LONE_ANCHOR_REACH_MM:
        return None
    kind = "disc" if anchor.level.kind is LevelKind.SEGMENT else "body"
    return LevelProposal(anchor.level, f"{anchor.level.label} {kind}", LevelCertainty.END, distance)


def _at(stations: Sequence[_Station], point: FloatArray) -> LevelProposal | None:
    """The proposal for a point by its nearest place on the line through the stations, ends continued by their half."""
    centers = [one.center for one in stations]
    path = [_end(centers[0], centers[1], stations[0]), *centers, _end(centers[-1], centers[-2], stations[-1])]
    nearest, place, along = _nearest_on_path(path, point)
    distance = float(np.linalg.norm(point - nearest))
    is_beyond = (place == 0 and along <= 0) or (place == len(path) - 2 and along >= 1)
    if distance > LEVEL_REACH_MM or is_beyond:
        return None
    station, offset = _station_at(stations, place, along)
    certainty = station.certainty if 0 < place < len(path) - 2 else LevelCertainty.END
    return LevelProposal(station.level, _place_text(station.level, offset, distance), certainty, distance)


def _end(end: FloatArray, neighbour: FloatArray, station: _Station) -> FloatArray:
    """The line continued past its last station by as much of it as lies on the other side."""
    return end + (end - neighbour) * _share(station.level)


def _share(level: Level) -> float:
    return BODY_SHARE if level.kind is LevelKind.VERTEBRA else 1 - BODY_SHARE


def _nearest_on_path(path: Sequence[FloatArray], point: FloatArray) -> tuple[FloatArray, int, float]:
    """The nearest point of a polyline, the number of its piece, and the unclamped fraction along that piece."""
    best: tuple[float, FloatArray, int, float] | None = None
    for number, (a, b) in enumerate(pairwise(path)):
        along = float((point - a) @ (b - a) / ((b - a) @ (b - a)))
        nearest = a + min(1.0, max(0.0, along)) * (b - a)
        distance = float(np.linalg.norm(point - nearest))
        if best is None or distance < best[0]:
            best = (distance, nearest, number, along)
    assert best is not None
    return best[1:]


def _station_at(stations: Sequence[_Station], place: int, along: float) -> tuple[_Station, float]:
    """The station a piece and fraction belong to, and the offset in its half extents (-1 its top, +1 its bottom)."""
    along = min(1.0, max(0.0, along))
    if place == 0:
        return stations[0], along - 1
    if place == len(stations):
        return stations[-1], along
    upper, lower = stations[place - 1], stations[place]
    reach = _share(upper.level)
    if along <= reach:
        return upper, along / reach
    return lower, (along - 1) / (1 - reach)


def _place_text(level: Level, offset: float, distance_mm: float) -> str:
    third = "upper" if offset < -1 / 3 else "lower" if offset > 1 / 3 else "middle"
    if level.kind is LevelKind.SEGMENT:
        return f"{level.label} {'disc' if distance_mm <= COLUMN_RADIUS_MM else 'level'}"
    return f"{level.label} {'body' if distance_mm <= COLUMN_RADIUS_MM else 'level'}, {third} third"
