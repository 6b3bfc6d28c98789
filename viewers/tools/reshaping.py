"""A mark with one handle carried elsewhere, or with a point more or less; it stays what it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from annotations.locations import Location
from annotations.marks import MARK_KINDS, MarkFamily, MarkKind
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayMark
from viewers.tools.placement import (
    display_points,
    lies_along_cut,
    moved_point,
    point_count,
    with_copied_point,
    with_display_points,
    without_point,
)
from viewers.tools.shapes import (
    Place,
    box_pulled,
    circle_pulled,
    cross_pulled,
    long_axis_first,
    oval_pulled,
    oval_stretched,
)
from viewers.tools.tool_names import is_planar

OTHER_PLANE = "This region lies in another plane: change its shape on a picture of that plane."
LEAST_POINTS = "{title} needs at least {least} points."

Pull = Callable[[Sequence[Place], int, Place], tuple[Place, ...]]

_PULLS: Mapping[MarkKind, Pull] = {
    MarkKind.ELLIPSE: oval_pulled,
    MarkKind.CIRCLE: circle_pulled,
    MarkKind.RECTANGLE: box_pulled,
    MarkKind.BIDIRECTIONAL: cross_pulled,
}
_WITH_LONG_AXIS = frozenset({MarkKind.ELLIPSE, MarkKind.BIDIRECTIONAL})


def shape_refusal(geometry: FrameGeometry, mark: OverlayMark) -> str:
    """Why the shape of a mark cannot be changed on this frame; empty when it can."""
    if mark.lock_reason:
        return mark.lock_reason
    return OTHER_PLANE if is_planar(mark.kind) and not lies_along_cut(geometry, mark.location) else ""


def reshaped(
    geometry: FrameGeometry, mark: OverlayMark, index: int, place: Place, *, keeps_direction: bool = False
) -> tuple[Location, int]:
    """Where a mark is with its point `index` at a display pixel, and which of its points that is now.

    Ovals, boxes and crossed axes stay such; where the other axis becomes the longer one, it comes first.
    """
    pull = _PULLS.get(mark.kind)
    if pull is None:
        return moved_point(geometry, mark.location, index, *place), index
    pull = oval_stretched if keeps_direction and mark.kind is MarkKind.ELLIPSE else pull
    before = [(float(x), float(y)) for x, y in display_points(geometry, mark.location)]
    after = pull(before, index, place)
    if mark.kind in _WITH_LONG_AXIS:
        ordered = long_axis_first(after)
        index = index if ordered == after else index ^ 2
        after = ordered
    return with_display_points(geometry, mark.location, after), index


def has_free_vertices(kind: MarkKind) -> bool:
    """Whether points may be added to and taken from a mark of this kind."""
    return MARK_KINDS[kind].most is None


def with_vertex(geometry: FrameGeometry, mark: OverlayMark, place: Place) -> Location:
    """A path or region with one more point, on the edge nearest to a display pixel."""
    number = _edge_under(geometry, mark, place)
    return moved_point(geometry, with_copied_point(mark.location, number), number + 1, *place)


def without_vertex(mark: OverlayMark, index: int) -> Location | str:
    """A path or region with one point less, or why it needs that point."""
    facts, shorter = MARK_KINDS[mark.kind], without_point(mark.location, index)
    if mark.lock_reason:
        return mark.lock_reason
    if shorter is None or not has_free_vertices(mark.kind) or not facts.fits(point_count(shorter)):
        return LEAST_POINTS.format(title=facts.title, least=facts.least)
    return shorter


def _edge_under(geometry: FrameGeometry, mark: OverlayMark, place: Place) -> int:
    """The number of the point at which the nearest edge begins."""
    points = [(float(x), float(y)) for x, y in display_points(geometry, mark.location)]
    if MARK_KINDS[mark.kind].family is MarkFamily.AREA:
        points.append(points[0])
    distances = [_distance(place, start, end) for start, end in pairwise(points)]
    return distances.index(min(distances))


def _distance(place: Place, start: Place, end: Place) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    along = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / square if square > 0 else 0.0
    along = min(1.0, max(0.0, along))
    return math.dist(place, (start[0] + along * dx, start[1] + along * dy))
