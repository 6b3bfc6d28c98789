"""Smooth curves through placed points and ovals from their axes, as points close enough to draw and to measure."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotations.geometry import FloatArray

CENTRIPETAL = 0.5
"""Power of the chord length between knots: 0.5 makes no loops or cusps (Yuksel, Schaefer, Keyser 2011)."""
SAMPLES_PER_SPAN = 16
"""Pieces between two placed points: a quarter of a circle is then measured to 0.02 % of what more pieces give."""
OVAL_SAMPLES = 72
"""Corners of a drawn oval, one every 5 degrees: at a radius of 100 pixels it is 0.1 pixel off at most."""
_SMALLEST = 1e-9


def smooth_curve(points: ArrayLike, *, samples_per_span: int = SAMPLES_PER_SPAN) -> FloatArray:
    """An open centripetal Catmull-Rom curve through points (n, d) of any one space, as (m, d) points along it.

    It passes through every point, ends included; a point that repeats the one before it counts once. Fewer than three
    different points give themselves: two a straight line.
    """
    given = _without_repeats(np.asarray(points, dtype=np.float64))
    if len(given) < 3:
        return given
    knots = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    steps = np.linspace(0.0, 1.0, samples_per_span, endpoint=False)
    spans = [_span(knots[n : n + 4], steps) for n in range(len(given) - 1)]
    return np.vstack([*spans, given[-1:]])


def path_length(points: ArrayLike) -> float:
    """Length of the open path through points (n, d), in their unit."""
    path = np.asarray(points, dtype=np.float64)
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())


def oval(axis_ends: ArrayLike, *, samples: int = OVAL_SAMPLES) -> FloatArray:
    """The outline (samples, d) of an oval from the two ends of one axis and the two of the other, (4, d).

    The middle is that of the first axis; the second gives the half width across it.
    """
    a, b, c, d = np.asarray(axis_ends, dtype=np.float64)
    middle, half, across = (a + b) / 2, (b - a) / 2, (d - c) / 2
    turns = np.linspace(0.0, 2 * np.pi, samples, endpoint=False)[:, None]
    return np.asarray(middle + np.cos(turns) * half + np.sin(turns) * across)


def _without_repeats(points: FloatArray) -> FloatArray:
    if len(points) < 2:
        return points
    is_new = np.linalg.norm(np.diff(points, axis=0), axis=1) > _SMALLEST
    return np.asarray(points[np.concatenate([[True], is_new])])


def _span(four: FloatArray, steps: FloatArray) -> FloatArray:
    """The piece between the second and the third of four points (Barry and Goldman 1988), at steps from 0 to 1."""
    p0, p1, p2, p3 = four
    chords = np.maximum(np.linalg.norm(np.diff(four, axis=0), axis=1), _SMALLEST) ** CENTRIPETAL
    t0, t1, t2, t3 = 0.0, chords[0], chords[:2].sum(), chords.sum()
    t = (t1 + steps * (t2 - t1))[:, None]
    a1 = (t1 - t) / (t1 - t0) * p0 + (t - t0) / (t1 - t0) * p1
    a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2
    a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3
    b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2
    b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
    return np.asarray((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2)
