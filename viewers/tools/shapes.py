"""Lines, ovals and boxes as the hand spans and pulls them: display pixels in, display pixels out.

Display pixels are square in the patient wherever a frame has a plane, so that what is a circle or perpendicular here is
one there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from annotations.geometry import FloatArray

Place = tuple[float, float]

TURN_STEP_DEG = 45.0
"""With Shift held a line lies in one of these directions."""
FLAT_PX = 1e-6
"""A shape narrower than this has no directions left."""


def constrained(start: Place, end: Place) -> Place:
    """The end of a line, moved so that it lies in a multiple of `TURN_STEP_DEG` from its start."""
    step = math.radians(TURN_STEP_DEG)
    dx, dy = end[0] - start[0], end[1] - start[1]
    angle = round(math.atan2(dy, dx) / step) * step
    reach = dx * math.cos(angle) + dy * math.sin(angle)
    return (start[0] + reach * math.cos(angle), start[1] + reach * math.sin(angle))


def squared(corner: Place, opposite: Place) -> Place:
    """The opposite corner, moved so that the box is as high as wide."""
    dx, dy = opposite[0] - corner[0], opposite[1] - corner[1]
    side = max(abs(dx), abs(dy))
    return (corner[0] + math.copysign(side, dx), corner[1] + math.copysign(side, dy))


def box_spanned(corner: Place, opposite: Place) -> tuple[Place, ...]:
    """The four corners in order of the upright box between two opposite ones."""
    return (corner, (opposite[0], corner[1]), opposite, (corner[0], opposite[1]))


def oval_spanned(corner: Place, opposite: Place) -> tuple[Place, ...]:
    """The ends of the long axis, then of the short one, of the ellipse that fills an upright box."""
    middle_x, middle_y = (corner[0] + opposite[0]) / 2, (corner[1] + opposite[1]) / 2
    across = ((corner[0], middle_y), (opposite[0], middle_y))
    down = ((middle_x, corner[1]), (middle_x, opposite[1]))
    is_wide = abs(opposite[0] - corner[0]) >= abs(opposite[1] - corner[1])
    return (*across, *down) if is_wide else (*down, *across)


def circle_about(centre: Place, rim: Place) -> tuple[Place, ...]:
    """The ends of two perpendicular diameters, the first one through `rim`."""
    dx, dy = rim[0] - centre[0], rim[1] - centre[1]
    x, y = centre
    return ((x + dx, y + dy), (x - dx, y - dy), (x - dy, y + dx), (x + dy, y - dx))


def short_axis(start: Place, end: Place, at: Place) -> tuple[Place, Place]:
    """Both ends of the line through `at`, perpendicular to a line and reaching as far on its other side."""
    foot, across = _foot_and_across(start, end, at)
    return (_place(foot + across), _place(foot - across))


def short_axis_between(start: Place, end: Place, first: Place, second: Place) -> tuple[Place, Place]:
    """Both ends of the line from `first` on, perpendicular to a line, as far as `second` lies from that line."""
    foot, across = _foot_and_across(start, end, first)
    _, other_across = _foot_and_across(start, end, second)
    return (_place(foot + across), _place(foot + other_across))


def long_axis_first(points: Sequence[Place]) -> tuple[Place, ...]:
    """Four ends of two axes, those of the longer axis first."""
    a, b, c, d = points
    return (a, b, c, d) if math.dist(a, b) >= math.dist(c, d) else (c, d, a, b)


def extent(points: Sequence[Place]) -> float:
    """The smaller side of a box or axis of an oval, given its four points."""
    a, b, c, d = points
    return min(math.dist(a, b), math.dist(c, d), math.dist(b, c), math.dist(d, a))


def oval_stretched(points: Sequence[Place], index: int, to: Place) -> tuple[Place, ...]:
    """As `oval_pulled`, without turning the ellipse."""
    fixed, end = _vector(points[index ^ 1]), _vector(points[index])
    direction = _unit(end - fixed)
    return oval_pulled(points, index, _place(fixed + direction * float((_vector(to) - fixed) @ direction)))


def oval_pulled(points: Sequence[Place], index: int, to: Place) -> tuple[Place, ...]:
    """An ellipse with one end of an axis carried elsewhere: the other end stays, the other axis keeps its length.

    The ellipse turns with the hand.
    """
    ends = [_vector(point) for point in points]
    fixed, other = ends[index ^ 1], [ends[(index ^ 2) & 2], ends[((index ^ 2) & 2) + 1]]
    direction = _unit(ends[index] - fixed)
    moved = _vector(to)
    new_direction = _unit(moved - fixed)
    if not direction.any() or not new_direction.any():
        return tuple(points)
    middle, half = (moved + fixed) / 2, float(np.linalg.norm(other[0] - other[1])) / 2
    sense = 1.0 if float((other[0] - other[1]) @ _turned(direction)) >= 0 else -1.0
    across = _turned(new_direction) * half * sense
    first = (moved, fixed) if index % 2 == 0 else (fixed, moved)
    second = (middle + across, middle - across)
    return tuple(_place(end) for end in ((*first, *second) if index < 2 else (*second, *first)))


def circle_pulled(points: Sequence[Place], index: int, to: Place) -> tuple[Place, ...]:
    """A circle about its centre with one end of a diameter carried elsewhere."""
    middle = _place(np.mean([_vector(point) for point in points], axis=0))
    ends = circle_about(middle, to)
    order = ((0, 1, 2, 3), (1, 0, 3, 2), (3, 2, 0, 1), (2, 3, 1, 0))[index]
    return tuple(ends[number] for number in order)


def box_pulled(points: Sequence[Place], index: int, to: Place) -> tuple[Place, ...]:
    """A box, turned or not, with one corner carried elsewhere: the opposite corner and its directions stay."""
    corners = [_vector(point) for point in points]
    fixed = corners[(index + 2) % 4]
    before, after = _unit(corners[(index + 3) % 4] - fixed), _unit(corners[(index + 1) % 4] - fixed)
    if not before.any() or not after.any():
        return tuple(points)
    offset = _vector(to) - fixed
    along_before, along_after = before * float(offset @ before), after * float(offset @ after)
    moved = list(corners)
    moved[index] = fixed + along_before + along_after
    moved[(index + 3) % 4], moved[(index + 1) % 4] = fixed + along_before, fixed + along_after
    return tuple(_place(corner) for corner in moved)


def cross_pulled(points: Sequence[Place], index: int, to: Place) -> tuple[Place, ...]:
    """Two perpendicular axes with one end carried elsewhere, still perpendicular.

    An end of the long axis takes the short one along; an end of the short one shifts it along the long axis.
    """
    ends = list(points)
    if index >= 2:
        other = ends[index ^ 1]
        foot, across = _foot_and_across(ends[0], ends[1], to)
        _, other_across = _foot_and_across(ends[0], ends[1], other)
        ends[index], ends[index ^ 1] = _place(foot + across), _place(foot + other_across)
        return tuple(ends)
    start, step = _vector(ends[0]), _vector(ends[1]) - _vector(ends[0])
    reach = float(np.linalg.norm(step))
    ends[index] = to
    new_start, new_step = _vector(ends[0]), _vector(ends[1]) - _vector(ends[0])
    if reach <= FLAT_PX or float(np.linalg.norm(new_step)) <= FLAT_PX:
        return tuple(points)
    for number in (2, 3):
        offset = _vector(ends[number]) - start
        share, height = float(offset @ step) / reach**2, float(offset @ _turned(step)) / reach
        ends[number] = _place(new_start + share * new_step + height * _turned(_unit(new_step)))
    return tuple(ends)


def _foot_and_across(start: Place, end: Place, at: Place) -> tuple[FloatArray, FloatArray]:
    """The nearest point of the endless line through two points, and the way from there to `at`."""
    origin, direction = _vector(start), _unit(np.subtract(end, start))
    offset = _vector(at) - origin
    foot = origin + direction * float(offset @ direction)
    return foot, _vector(at) - foot


def _vector(place: Place | FloatArray) -> FloatArray:
    return np.asarray(place, dtype=np.float64)


def _unit(step: FloatArray) -> FloatArray:
    """The direction of a step; zeros for none."""
    reach = float(np.linalg.norm(step))
    return step / reach if reach > FLAT_PX else np.zeros(2)


def _turned(step: FloatArray) -> FloatArray:
    """A step turned by a quarter."""
    return np.array((-step[1], step[0]))


def _place(vector: FloatArray) -> Place:
    return (float(vector[0]), float(vector[1]))
