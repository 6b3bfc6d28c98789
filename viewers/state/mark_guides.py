"""The construction lines of a mark on screen: perpendiculars, extensions, verticals, the arcs of angles. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from annotations.geometry import FloatArray
from annotations.marks import MARK_KINDS, MarkKind

MEETING_REACH = 1.5
"""Lines are extended to where they meet up to so many times the longer one's length, else perpendiculars are drawn."""
PERPENDICULAR_REACH = 3.0
"""The same for those perpendiculars: lines nearer to parallel show short ones that do not meet."""
SHORT_PERPENDICULAR = 0.4
"""Length of perpendiculars that do not meet, as a share of their line."""
SEEN_SHARE = 0.5
"""A direction of the patient is drawn where at least this share of it lies in the picture."""
_SMALLEST = 1e-6

Line = tuple[FloatArray, FloatArray]


@dataclass(frozen=True, eq=False)
class Guides:
    """Display pixels: lines that are measured along, lines that only help, and angles (end, vertex, end)."""

    measured: tuple[FloatArray, ...] = ()
    helping: tuple[FloatArray, ...] = ()
    arcs: tuple[FloatArray, ...] = ()

    def __add__(self, other: Guides) -> Guides:
        return Guides(self.measured + other.measured, self.helping + other.helping, self.arcs + other.arcs)


@dataclass(frozen=True, eq=False)
class ScreenDirections:
    """Where the patient's head and back lie on the picture, display pixels for a unit step; None where not known."""

    up: FloatArray | None = None
    posterior: FloatArray | None = None


NOWHERE = ScreenDirections()
NO_GUIDES = Guides()


def guides(kind: MarkKind, points_px: FloatArray, directions: ScreenDirections = NOWHERE) -> Guides:
    """The construction of a finished mark from its display points (n, 2); none for one that is not finished."""
    build = _BY_KIND.get(kind)
    if build is None or not MARK_KINDS[kind].fits(len(points_px)):
        return NO_GUIDES
    return build(points_px, directions)


def foot(point: FloatArray, line: Line) -> FloatArray | None:
    """Where the perpendicular from a point meets a line; None for a line of no length."""
    along = line[1] - line[0]
    squared = float(along @ along)
    return None if squared < _SMALLEST else np.asarray(line[0] + (point - line[0]) @ along / squared * along)


def meeting(one: Line, other: Line) -> FloatArray | None:
    """Where two lines of the picture meet when extended; None for parallel ones."""
    u, w = one[1] - one[0], other[1] - other[0]
    determinant = float(u[0] * w[1] - u[1] * w[0])
    if abs(determinant) < _SMALLEST * (_length(u) * _length(w) + _SMALLEST):
        return None
    between = other[0] - one[0]
    return np.asarray(one[0] + (between[0] * w[1] - between[1] * w[0]) / determinant * u)


def _length(vector: FloatArray) -> float:
    return float(np.hypot(vector[0], vector[1]))


def _gap(at: FloatArray, end: FloatArray) -> float:
    return _length(end - at)


def _turned(vector: FloatArray) -> FloatArray:
    return np.array([-vector[1], vector[0]])


def _pair(a: FloatArray, b: FloatArray) -> FloatArray:
    return np.array([a, b])


def _three_points(points: FloatArray, directions: ScreenDirections) -> Guides:
    return Guides(arcs=(points,))


def _two_lines(points: FloatArray, directions: ScreenDirections) -> Guides:
    return _between((points[0], points[1]), (points[2], points[3]))


def _between(one: Line, other: Line) -> Guides:
    """The angle of two lines: extended to where they meet, else between perpendiculars on their middles."""
    longest = max(_length(line[1] - line[0]) for line in (one, other))
    at = _meeting_within(one, other, MEETING_REACH * longest)
    if at is not None:
        ends = [sorted(line, key=partial(_gap, at)) for line in (one, other)]
        near, far = [line[0] for line in ends], [line[1] for line in ends]
        return Guides(helping=tuple(_pair(end, at) for end in near), arcs=(np.array([far[0], at, far[1]]),))
    first, second = (_upright(line) for line in (one, other))
    at = _meeting_within(first, second, PERPENDICULAR_REACH * longest)
    if at is None:
        return Guides(helping=(_pair(*first), _pair(*second)))
    return _acute(first[0], at, second[0])


def _acute(first: FloatArray, at: FloatArray, second: FloatArray) -> Guides:
    """Two perpendiculars that meet; where they come from opposite sides one goes on beyond, to show the acute angle."""
    is_obtuse = float((first - at) @ (second - at)) < 0
    end = 2 * at - second if is_obtuse else second
    return Guides(helping=(_pair(first, at), np.array([second, at, end])), arcs=(np.array([first, at, end]),))


def _upright(line: Line) -> Line:
    middle = (line[0] + line[1]) / 2
    return middle, middle + SHORT_PERPENDICULAR * _turned(line[1] - line[0])


def _meeting_within(one: Line, other: Line, reach: float) -> FloatArray | None:
    """Where two lines meet if both have an end within reach of that place."""
    at = meeting(one, other)
    if at is None:
        return None
    gaps = [min(_length(end - at) for end in line) for line in (one, other)]
    return at if max(gaps) <= reach else None


def _dropped(points: FloatArray, directions: ScreenDirections) -> Guides:
    """From the third point to the line of the first two, which is extended to the foot."""
    line = (points[0], points[1])
    at = foot(points[2], line)
    if at is None:
        return NO_GUIDES
    nearer = min(line, key=lambda end: _length(end - at))
    return Guides((_pair(points[2], at),), (_pair(nearer, at),))


def _slip(points: FloatArray, directions: ScreenDirections) -> Guides:
    """A slip is measured along the endplate, from its posterior corner to the foot of the upper body's corner."""
    at = foot(points[2], (points[0], points[1]))
    return NO_GUIDES if at is None else Guides((_pair(points[0], at),), (_pair(points[2], at),))


def _parallel(points: FloatArray, directions: ScreenDirections) -> Guides:
    at = foot(points[2], (points[0], points[1]))
    if at is None:
        return NO_GUIDES
    half = (points[1] - points[0]) / 2
    return Guides((_pair(points[2], at),), (_pair(points[2] - half, points[2] + half),))


def _pelvis(points: FloatArray, directions: ScreenDirections) -> Guides:
    """The line from the endplate's middle to the hip axis; incidence to the endplate's normal, tilt to the vertical."""
    middle, hip = (points[0] + points[1]) / 2, (points[2] + points[3]) / 2
    reach = _length(hip - middle)
    endplate = points[1] - points[0]
    if reach < _SMALLEST or _length(endplate) < _SMALLEST:
        return NO_GUIDES
    normal = _turned(endplate) / _length(endplate)
    normal = normal if float(normal @ (hip - middle)) > 0 else -normal
    end = middle + reach * normal
    incidence = Guides((_pair(middle, hip),), (_pair(points[2], points[3]), _pair(middle, end)))
    shown = incidence + Guides(arcs=(np.array([hip, middle, end]),))
    up = _on_screen(directions.up)
    if up is None:
        return shown
    top = hip + reach * up
    return shown + Guides(helping=(_pair(hip, top),), arcs=(np.array([middle, hip, top]),))


def _facets(points: FloatArray, directions: ScreenDirections) -> Guides:
    midline = (points[4], points[5])
    return _between((points[0], points[1]), midline) + _between((points[2], points[3]), midline)


def _centre_edge(points: FloatArray, directions: ScreenDirections) -> Guides:
    """The angle at the head's centre between the perpendicular to the line of both centres and the edge."""
    centre, across, edge = points[0], points[1] - points[0], points[2] - points[0]
    if _length(across) < _SMALLEST or _length(edge) < _SMALLEST:
        return NO_GUIDES
    upright = _turned(across) / _length(across)
    upright = upright if float(upright @ edge) > 0 else -upright
    top = centre + _length(edge) * upright
    return Guides(helping=(_pair(centre, top),), arcs=(np.array([points[2], centre, top]),))


def _approach(points: FloatArray, directions: ScreenDirections) -> Guides:
    """The mid-sagittal direction through the target, and the angle of the path to it."""
    posterior = _on_screen(directions.posterior)
    if posterior is None:
        return NO_GUIDES
    behind = points[0] + _length(points[1] - points[0]) * posterior
    return Guides(helping=(_pair(points[0], behind),), arcs=(np.array([points[1], points[0], behind]),))


def _on_screen(direction: FloatArray | None) -> FloatArray | None:
    """The direction as a unit vector of the picture; None where most of it leads out of the picture."""
    if direction is None or _length(direction) < SEEN_SHARE:
        return None
    return direction / _length(direction)


_BY_KIND: Mapping[MarkKind, Callable[[FloatArray, ScreenDirections], Guides]] = {
    MarkKind.ANGLE: _three_points,
    MarkKind.ANGLE_OF_LINES: _two_lines,
    MarkKind.COBB: _two_lines,
    MarkKind.KYPHOSIS: _two_lines,
    MarkKind.LORDOSIS: _two_lines,
    MarkKind.PERPENDICULAR: _dropped,
    MarkKind.PARALLEL: _parallel,
    MarkKind.SLIP: _slip,
    MarkKind.RETROPULSION: _dropped,
    MarkKind.SPINOPELVIC: _pelvis,
    MarkKind.FACETS: _facets,
    MarkKind.CENTRE_EDGE: _centre_edge,
    MarkKind.APPROACH: _approach,
}
