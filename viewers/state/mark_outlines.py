"""The lines of a mark in the space of its points: families as builders, the spine's own measures as chains. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotations.curves import oval, smooth_curve
from annotations.geometry import FloatArray
from annotations.marks import MARK_KINDS, MarkFamily, MarkKind


@dataclass(frozen=True, eq=False)
class Outline:
    """A line through points (n, d) in the space of the mark; closed ones surround an area."""

    points: FloatArray
    is_closed: bool = False

    @property
    def path(self) -> FloatArray:
        """The points from one end to the other; of a closed outline back to the first."""
        return np.vstack([self.points, self.points[:1]]) if self.is_closed else self.points


Chain = tuple[int, ...]
"""Numbers of the points that one line goes through."""

_RING = (0, 1, 2, 5, 4, 3)
"""Six points of two borders, each anterior to posterior, as an outline."""
_TWO_LINES: tuple[Chain, ...] = ((0, 1), (2, 3))

CHAINS: Mapping[MarkKind, tuple[Chain, ...]] = {
    MarkKind.ANGLE_OF_LINES: _TWO_LINES,
    MarkKind.COBB: _TWO_LINES,
    MarkKind.KYPHOSIS: _TWO_LINES,
    MarkKind.LORDOSIS: _TWO_LINES,
    MarkKind.BIDIRECTIONAL: _TWO_LINES,
    MarkKind.FORAMEN: _TWO_LINES,
    MarkKind.PERPENDICULAR: ((0, 1),),
    MarkKind.PARALLEL: ((0, 1),),
    MarkKind.SLIP: ((0, 1),),
    MarkKind.RETROPULSION: ((0, 1),),
    MarkKind.VERTEBRA: ((0, 3), (1, 4), (2, 5)),
    MarkKind.DISC_HEIGHT: ((0, 3), (1, 4), (2, 5), (6, 1), (4, 7)),
    MarkKind.SPINOPELVIC: ((0, 1),),
    MarkKind.FACETS: ((0, 1), (2, 3), (4, 5)),
    MarkKind.CENTRE_EDGE: ((0, 1), (0, 2)),
}
"""Which points are joined, for the kinds whose family does not say so."""

RINGS: Mapping[MarkKind, Chain] = {MarkKind.VERTEBRA: _RING, MarkKind.DISC_HEIGHT: _RING}
"""Which points surround an area, for the same kinds."""


def outlines(kind: MarkKind, points: ArrayLike) -> tuple[Outline, ...]:
    """The lines of a mark through its points (n, d), also of one that is not finished; none for a point."""
    given = np.asarray(points, dtype=np.float64)
    return _BY_FAMILY[MARK_KINDS[kind].family](kind, given)


def _no_lines(kind: MarkKind, points: FloatArray) -> tuple[Outline, ...]:
    return ()


def _joined(kind: MarkKind, points: FloatArray) -> tuple[Outline, ...]:
    return (Outline(points),) if len(points) > 1 else ()


def _separate(kind: MarkKind, points: FloatArray) -> tuple[Outline, ...]:
    ring = RINGS.get(kind, ())
    is_whole = bool(ring) and max(ring) < len(points)
    around = (Outline(points[list(ring)], is_closed=True),) if is_whole else _borders(ring, points)
    chains = [[number for number in chain if number < len(points)] for chain in CHAINS[kind]]
    return around + tuple(Outline(points[chain]) for chain in chains if len(chain) > 1)


def _borders(ring: Chain, points: FloatArray) -> tuple[Outline, ...]:
    """What is there already of the two borders of an area."""
    borders = (points[:3], points[3 : len(ring)]) if ring else ()
    return tuple(Outline(border) for border in borders if len(border) > 1)


def _curved(kind: MarkKind, points: FloatArray) -> tuple[Outline, ...]:
    return (Outline(smooth_curve(points)),) if len(points) > 1 else ()


def _closed(kind: MarkKind, points: FloatArray) -> tuple[Outline, ...]:
    return (Outline(points, is_closed=True),) if len(points) > 2 else _joined(kind, points)


def _oval(kind: MarkKind, points: FloatArray) -> tuple[Outline, ...]:
    return (Outline(oval(points), is_closed=True),) if len(points) == 4 else _joined(kind, points)


_BY_FAMILY: Mapping[MarkFamily, Callable[[MarkKind, FloatArray], tuple[Outline, ...]]] = {
    MarkFamily.POINT: _no_lines,
    MarkFamily.LINE: _joined,
    MarkFamily.LINES: _separate,
    MarkFamily.PATH: _joined,
    MarkFamily.CURVE: _curved,
    MarkFamily.AREA: _closed,
    MarkFamily.OVAL: _oval,
    MarkFamily.BOX: _closed,
}
