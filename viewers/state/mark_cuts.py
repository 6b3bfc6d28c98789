"""What of a mark belongs to a cut: on it, near it, or where it goes through. Pure geometry in LPS mm."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from annotations.geometry import FloatArray
from viewers.state.mark_outlines import Outline


class Presence(StrEnum):
    """How a mark is there on a cut."""

    SOLID = "solid"
    """All of it lies on the slice shown."""
    FAINT = "faint"
    """All of it lies within the slab shown, or near the cut."""
    CROSSING = "crossing"
    """It goes through the cut, or comes near it with a part."""
    ABSENT = "absent"


def presence(distances_mm: FloatArray, solid_mm: float, faint_mm: float) -> Presence:
    """How a mark whose points are so far (signed) from a cut is shown on it."""
    away = np.abs(distances_mm)
    if away.max() <= solid_mm:
        return Presence.SOLID
    if away.max() <= faint_mm:
        return Presence.FAINT
    goes_through = distances_mm.min() < 0 < distances_mm.max()
    return Presence.CROSSING if goes_through or away.min() <= faint_mm else Presence.ABSENT


def crossings(path: FloatArray, distances_mm: FloatArray) -> FloatArray:
    """Where a path (n, 3) goes through the cut from which its points are so far: (m, 3), in order along the path."""
    sides = distances_mm >= 0
    before = np.flatnonzero(sides[:-1] != sides[1:])
    start, end = distances_mm[before], distances_mm[before + 1]
    shares = (start / (start - end))[:, None]
    return np.asarray(path[before] + shares * (path[before + 1] - path[before]))


def chords(outline: Outline, distances_mm: FloatArray) -> tuple[FloatArray, ...]:
    """The pieces (2, 3) of the cut inside a closed flat outline; `distances_mm` are those of its `path`.

    An outline that the cut enters twice, as that of a bean, gives two.
    """
    found = crossings(outline.path, distances_mm)
    if len(found) < 2:
        return ()
    spread = found - found[0]
    along = spread[int(np.argmax(np.linalg.norm(spread, axis=1)))]
    ordered = found[np.argsort(spread @ along)]
    return tuple(ordered[number : number + 2] for number in range(0, len(ordered) - 1, 2))


def parts_within(path: FloatArray, distances_mm: FloatArray, limit_mm: float) -> tuple[FloatArray, ...]:
    """The pieces (2, 3) of a path that lie no farther from the cut than a limit."""
    pieces = []
    for number in range(len(path) - 1):
        share = within((float(distances_mm[number]), float(distances_mm[number + 1])), limit_mm)
        if share is not None:
            ends = np.asarray(share)[:, None]
            pieces.append(path[number] + ends * (path[number + 1] - path[number]))
    return tuple(pieces)


def within(distances_mm: tuple[float, float], limit_mm: float) -> tuple[float, float] | None:
    """The part of a straight line (fractions from its start) whose distance from the cut is at most `limit_mm`."""
    start, end = distances_mm
    if abs(end - start) < 1e-9:
        return (0.0, 1.0) if abs(start) <= limit_mm else None
    limits = sorted((side * limit_mm - start) / (end - start) for side in (-1, 1))
    low, high = max(0.0, limits[0]), min(1.0, limits[1])
    return (low, high) if low < high else None
