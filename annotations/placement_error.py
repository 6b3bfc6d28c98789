"""How far a measured value may be off because points are placed by hand: one way for every measurement.

domain.md 4.10 gives a distance the uncertainty sqrt(2) x (0.5 to 1 pixel): each end is off by 0.5 to 1 pixel along
the line. The same error of each coordinate of each point goes through any other function by its derivatives, taken
numerically: u = sqrt(sum over points and axes of (df/dx * error)^2).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from annotations.geometry import FloatArray

EDGE_ERROR_PX = 0.5
"""Ends of free lines and outlines: placed on an edge that is seen, to half a pixel."""
LANDMARK_ERROR_PX = 1.0
"""Landmarks of the spine: the corner or joint must also be recognised, to one pixel (upper end of domain.md 4.10)."""
STEP = 0.01
"""Derivatives are taken over this part of the error to either side."""


def propagated(value: Callable[[FloatArray], float], points: FloatArray, error: float) -> float | None:
    """The standard uncertainty of `value(points)` where each coordinate is off by `error` (the points' unit).

    None where the value does not exist beside the points (an angle about to lose its arm). For outlines of many points
    use `path_error` and `outline_area_error`, which cost no repeated measuring.
    """
    step = STEP * error
    total = 0.0
    for index in np.ndindex(points.shape):
        try:
            high, low = (value(_moved(points, index, by)) for by in (step, -step))
        except ValueError:
            return None
        total += ((high - low) / (2 * step) * error) ** 2
    return float(np.sqrt(total))


def _moved(points: FloatArray, index: tuple[int, ...], by: float) -> FloatArray:
    moved = points.copy()
    moved[index] += by
    return moved


def path_error(points: FloatArray, error: float, *, closed: bool = False) -> float:
    """`propagated` of the length of a path or outline, in closed form: a point moves the two pieces that meet there."""
    corners = np.vstack([points, points[:1]]) if closed else points
    pieces = np.diff(corners, axis=0)
    lengths = np.linalg.norm(pieces, axis=1, keepdims=True)
    directions = np.divide(pieces, lengths, out=np.zeros_like(pieces), where=lengths > 0)
    gradients = np.zeros_like(corners)
    gradients[1:] += directions
    gradients[:-1] -= directions
    if closed:
        gradients[0] += gradients[-1]
        gradients = gradients[:-1]
    return error * float(np.linalg.norm(gradients))


def outline_area_error(outline_length: float, error: float) -> float:
    """Uncertainty of a drawn area: the whole boundary read too far out or in by `error`.

    Points of one boundary err together (a threshold of the eye), so this, and not the far smaller sum of independent
    errors, is what repeated contours differ by.
    """
    return outline_length * error
