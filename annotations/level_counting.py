"""Which level a click on a spine is, by where it lies among the placed ones (domain.md 6.2): up, down or between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from annotations.anatomy import SEGMENTS, Level, LevelKind
from annotations.geometry import Point, distance_mm
from annotations.spine_ledger import LevelAnchor, levels_in_order, placed_levels

BODY_TO_DISC_MM = {"C": (8.5, 0.0), "T": (10.0, 0.5), "L": (18.0, 0.0), "S": (13.0, 0.0)}
"""From a body's centre to the next lower disc's where no neighbours say it, and what each vertebra further down the
region adds: half the usual pitch of adults (17 mm in the neck, 20 to 31 mm in the chest, 36 mm lumbar)."""
SAME_PLACE_STEPS = 0.5
"""A click nearer to a placed level than half the way to its neighbour means that level itself."""
NEXT_KIND_STEPS = 1.3
"""Up to here beyond the last level the click is its neighbour of the other kind (body to disc); farther off it is the
next of its own kind. A body crushed to two thirds still counts as a body."""
FARTHEST_STEPS = 3.0
"""Beyond one and a half pitches a level may have been skipped: the name is asked for."""
BETWEEN_TOLERANCE_STEPS = 0.35
"""Between two placed levels a click farther off every place in between is asked for."""
STEPS_OF_KIND = 2
ALREADY_HERE = "{name} is placed here already: drag its dot to correct it."
_NAME = re.compile(r"^([CTLS])(\d{1,2})(?:[-/ ]?([CTLS]?)(\d{1,2}))?$")


@dataclass(frozen=True)
class CountedLevel:
    """What a click is: `level`, or None with the reason; `suggestion` is what it may be where the name is asked for."""

    level: Level | None
    suggestion: Level | None = None
    reason: str = ""


@dataclass(frozen=True)
class Stations:
    """Bodies and the places between them, numbered from the head: a body has an even number, a disc an odd one."""

    vertebrae: tuple[Level, ...]

    @staticmethod
    def of(levels: Iterable[Level] = (), *, has_l6: bool = False) -> Stations:
        """Those of a spine of which `levels` are known."""
        order = levels_in_order(levels, has_l6=has_l6)
        return Stations(tuple(one for one in order if one.kind is LevelKind.VERTEBRA))

    def number_of(self, level: Level) -> int:
        """Raises `ValueError` for a joint, and for L6 in a spine that has none."""
        if level.kind is LevelKind.JOINT:
            raise ValueError(f"the {level.label} is no level of the spine")
        return 2 * self.vertebrae.index(level.vertebrae[0]) + (level.kind is LevelKind.SEGMENT)

    def level_at(self, number: int) -> Level | None:
        """None past the ends, and between sacral bodies that have no disc."""
        if not 0 <= number < 2 * len(self.vertebrae):
            return None
        upper = self.vertebrae[number // 2]
        if number % 2 == 0:
            return upper
        lower = self.vertebrae[number // 2 + 1 : number // 2 + 2]
        return next((one for one in SEGMENTS if one.vertebrae == (upper, *lower)), None)


@dataclass(frozen=True)
class _Placed:
    """A placed level by its number among the stations; LPS mm."""

    number: int
    level: Level
    center: Point


def counted_level(
    anchors: Iterable[LevelAnchor], point: Point, frame_of_reference_uid: str, *, has_l6: bool = False
) -> CountedLevel:
    """The level of a click (LPS mm) by counting from the placed ones of its Frame of Reference.

    Above the highest it counts upward, below the lowest downward, between two it is one of those between. Never a
    guess: where a level may have been skipped, or none is placed, the name is to be asked for.
    """
    known = tuple(anchors)
    placed = placed_levels(known, frame_of_reference_uid)
    if not placed:
        is_any = any(one.location.frame_of_reference_uid == frame_of_reference_uid for one in known)
        reason = "The placed levels contradict each other: move or remove one first." if is_any else ""
        return CountedLevel(None, None, reason)
    stations = Stations.of([level for level, _ in placed], has_l6=has_l6)
    row = [_Placed(stations.number_of(level), level, center) for level, center in placed]
    if point[2] > row[0].center[2]:
        return _beyond(row, point, stations, step=-1)
    if point[2] < row[-1].center[2]:
        return _beyond(row[::-1], point, stations, step=1)
    return _between(row, point, stations)


def level_of_name(text: str) -> Level | None:
    """The level a typed name means: `l4`, `L4-5`, `L4/5`, `L45`, `L5-S1`, `t12 l1`; None for none."""
    found = _NAME.match(_spaced(text.strip().upper()))
    if found is None:
        return None
    region, upper, lower_region, lower = found.groups()
    name = f"{region}{upper}" if lower is None else f"{region}{upper}-{lower_region or region}{lower}"
    known = Level._value2member_map_.get(name)
    return known if isinstance(known, Level) else None


def _spaced(name: str) -> str:
    """`L45` as `L4-5`: no spine has a vertebra with such a number."""
    digits = re.fullmatch(r"([CTLS])(\d)(\d)", name)
    if digits is None or Level._value2member_map_.get(name) is not None:
        return name
    return f"{digits[1]}{digits[2]}-{digits[3]}"


def _beyond(row: Sequence[_Placed], point: Point, stations: Stations, *, step: int) -> CountedLevel:
    """Past an end: `row` begins with that end, `step` is the direction of counting."""
    end = row[0]
    steps = distance_mm(point, end.center) / _step_mm(row, stations, step)
    name, side = end.level.label, "above" if step < 0 else "below"
    if steps < SAME_PLACE_STEPS:
        return CountedLevel(None, None, ALREADY_HERE.format(name=name))
    count = 1 if steps <= NEXT_KIND_STEPS else STEPS_OF_KIND if steps <= FARTHEST_STEPS else round(steps / 2) * 2
    found = stations.level_at(end.number + step * count)
    if found is None:
        return CountedLevel(None, None, f"No level {side} {name} there has a number: say which it is.")
    if steps > FARTHEST_STEPS:
        away = distance_mm(point, end.center)
        reason = f"This is {away:.0f} mm {side} {name}, farther than the next vertebra: say which level it is."
        return CountedLevel(None, found, reason)
    return CountedLevel(found)


def _step_mm(row: Sequence[_Placed], stations: Stations, step: int) -> float:
    """From one station to the next (body to disc) at the end of the row, mm."""
    if len(row) > 1:
        return distance_mm(row[0].center, row[1].center) / abs(row[1].number - row[0].number)
    above = stations.level_at(row[0].number - 2) if step < 0 else None
    vertebra = (above or row[0].level).vertebrae[0].value
    first, growth = BODY_TO_DISC_MM[vertebra[0]]
    return first + growth * (int(vertebra[1:]) - 1)


def _between(row: Sequence[_Placed], point: Point, stations: Stations) -> CountedLevel:
    lower_number = next(number for number, one in enumerate(row) if one.center[2] <= point[2])
    upper, lower = row[max(0, lower_number - 1)], row[lower_number]
    along = np.subtract(lower.center, upper.center)
    length = float(along @ along)
    share = float(np.subtract(point, upper.center) @ along) / length if length > 0 else 0.0
    where = upper.number + share * (lower.number - upper.number)
    candidates = [one for one in range(upper.number + 1, lower.number) if stations.level_at(one) is not None]
    near = upper if where - upper.number <= lower.number - where else lower
    if not candidates or abs(where - near.number) < SAME_PLACE_STEPS:
        return CountedLevel(None, None, ALREADY_HERE.format(name=near.level.label))
    nearest = min(candidates, key=lambda number: abs(number - where))
    found = stations.level_at(nearest)
    if abs(nearest - where) > BETWEEN_TOLERANCE_STEPS and len(candidates) > 1:
        between = f"{upper.level.label} and {lower.level.label}"
        return CountedLevel(None, found, f"Between {between} this may be two levels: say which it is.")
    return CountedLevel(found)
