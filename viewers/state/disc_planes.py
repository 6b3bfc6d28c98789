"""Planes parallel to discs: from a line clicked along one on a sagittal picture, or from labelled levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from annotations.anatomy import SEGMENTS, Level, LevelKind
from annotations.geometry import FloatArray, Plane, Point, as_point
from annotations.spine_ledger import LevelAnchor, placed_levels

SHORTEST_LINE_MM = 8.0
"""A line clicked along a disc must be longer: over 8 mm a click that is 1 mm off tilts the plane by 7 degrees."""
SAGITTAL_LIMIT_DEG = 45.0
"""A picture whose normal lies farther than this from left-right shows no disc from the side."""
STEEPEST_DISC_DEG = 75.0
"""Discs lean less than this from the axial plane, L5-S1 of a flat sacrum too: a steeper line runs along the spine."""
NEAR_DISC_MM = 4.0
"""A cut within this of a disc's centre shows the disc; farther off it is only parallel to it."""


class DiscLineError(ValueError):
    """These two points give no plane of a disc; says why and what to do."""


@dataclass(frozen=True)
class DiscPlane:
    """The plane of a disc, its origin at the disc's centre; right on screen is the patient's left, down posterior.

    `source` says what it rests on, in a few words.
    """

    plane: Plane
    name: str
    source: str
    level: Level | None = None

    def words_at(self, plane: Plane) -> str:
        """What a cut is to this disc: `L4-5 disc`, `parallel to L4-5, 12 mm above`, empty when not parallel."""
        if abs(float(np.dot(plane.normal, self.plane.normal))) < np.cos(np.radians(0.05)):
            return ""
        offset = float(self.plane.signed_distance_mm(plane.origin_lps_mm))
        side = "above" if offset * self.plane.normal[2] > 0 else "below"
        where = "" if abs(offset) <= NEAR_DISC_MM else f", {abs(offset):.0f} mm {side}"
        return f"parallel to {self.name}{where} ({self.source})"


def plane_along_line(first: Point, second: Point, picture: Plane) -> Plane:
    """The plane through two points of a sagittal picture and the left-right direction perpendicular to it.

    Its origin is the middle of the points. Raises `DiscLineError` with the reason.
    """
    normal = np.asarray(picture.normal)
    if abs(normal[0]) < np.cos(np.radians(SAGITTAL_LIMIT_DEG)):
        raise DiscLineError("A disc is aligned to on a sagittal picture: click along it there.")
    line = np.subtract(second, first)
    line = line - (line @ normal) * normal
    length = float(np.linalg.norm(line))
    if length < SHORTEST_LINE_MM:
        raise DiscLineError(f"The line is {length:.0f} mm long; click farther apart, along the whole disc.")
    down = line / length * (1.0 if line[1] >= 0 else -1.0)
    right = normal * (1.0 if normal[0] >= 0 else -1.0)
    plane = Plane(as_point(np.add(first, second) / 2), as_point(right), as_point(down))
    if abs(plane.normal[2]) < np.cos(np.radians(STEEPEST_DISC_DEG)):
        raise DiscLineError("The line runs along the spine; click along the disc, from front to back.")
    return plane


def disc_planes(anchors: Iterable[LevelAnchor], frame_of_reference_uid: str) -> tuple[DiscPlane, ...]:
    """The disc planes that placed levels give, from head to foot: across the line between their two neighbours.

    A disc needs the vertebrae above and below it, or itself and the levels next to it. Empty when anchors contradict.
    """
    placed = dict(placed_levels(anchors, frame_of_reference_uid))
    found = []
    for level in SEGMENTS:
        center = placed.get(level)
        upper, lower = (_neighbour(placed, level, side) for side in (0, 1))
        if upper is None or lower is None:
            continue
        middle = center if center is not None else as_point(np.add(upper, lower) / 2)
        plane = _plane_across(np.subtract(upper, lower), middle)
        if plane is not None:
            found.append(DiscPlane(plane, level.label, "from labels", level))
    return tuple(sorted(found, key=lambda disc: -disc.plane.origin_lps_mm[2]))


def _neighbour(placed: dict[Level, Point], level: Level, side: int) -> Point | None:
    """Above (0) or below (1) a disc: the vertebra, else, where the disc itself is placed, the disc beyond it."""
    vertebra = level.vertebrae[side]
    if vertebra in placed:
        return placed[vertebra]
    if level not in placed:
        return None
    beyond = (
        other
        for other, point in placed.items()
        if other.kind is LevelKind.SEGMENT and other is not level and other.vertebrae[1 - side] is vertebra
    )
    nearest = next(beyond, None)
    return None if nearest is None else placed[nearest]


def _plane_across(upward: FloatArray, center: Point) -> Plane | None:
    """The plane through a point across a direction toward the head; None where that runs nearly left-right."""
    normal = np.asarray(upward) / np.linalg.norm(upward)
    if abs(normal[2]) < np.cos(np.radians(STEEPEST_DISC_DEG)):
        return None
    right = np.array([1.0, 0.0, 0.0]) - normal[0] * normal
    right = right / np.linalg.norm(right)
    return Plane(center, as_point(right), as_point(np.cross(normal, right)))


def nearest_disc(discs: Iterable[DiscPlane], point: Point) -> DiscPlane | None:
    """The disc whose centre is nearest to a point; None without discs."""
    return min(
        discs, key=lambda disc: float(np.linalg.norm(np.subtract(disc.plane.origin_lps_mm, point))), default=None
    )
