"""Checks whether parallel slices form one regular grid in patient space, and says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import Affine, Point
from viewers.imaging.problems import ProblemCode
from workstation.dicom.headers import Orientation

SPACING_TOLERANCE = 0.01
"""Steps between slices may differ from their common step by this fraction (domain.md: 1 %)."""
DUPLICATE_TOLERANCE_MM = 1e-3
"""Two slices nearer to each other than this along the normal are at the same position."""
SHIFT_TOLERANCE_MM = 0.1
"""A slice may lie this far sideways of the straight line along the normal; more is a tilt or a shift."""


@dataclass(frozen=True)
class Slice:
    """Position (LPS mm) of one slice of a group of parallel slices; `index` is the caller's."""

    index: int
    position: Point


@dataclass(frozen=True)
class Grid:
    """The outcome: `order` sorts the caller's slices along the normal; `step_mm` only when regular.

    `fault` is None for a regular grid; `suspects` are the caller's indices the fault is about.
    """

    order: tuple[int, ...]
    step_mm: float | None
    fault: ProblemCode | None = None
    detail: str = ""
    suspects: tuple[int, ...] = ()


def normal_of(orientation: Orientation) -> NDArray[np.float64]:
    """Unit normal, row direction x column direction."""
    normal = np.cross(orientation[:3], orientation[3:])
    return np.asarray(normal / np.linalg.norm(normal), dtype=np.float64)


def check_grid(slices: Sequence[Slice], orientation: Orientation) -> Grid:
    """Sort slices along their normal and check duplicates, tilt, gaps and regularity, in that order."""
    normal = normal_of(orientation)
    positions = np.array([s.position for s in slices], dtype=np.float64)
    along = positions @ normal
    sequence = np.argsort(along, kind="stable")
    order = tuple(slices[i].index for i in sequence)
    if len(slices) < 2:
        return Grid(order, None)
    steps = np.diff(along[sequence])
    duplicate = np.flatnonzero(steps < DUPLICATE_TOLERANCE_MM)
    if duplicate.size:
        suspects = tuple(order[i + 1] for i in duplicate)
        detail = f"{duplicate.size} slices lie where another one is"
        return Grid(order, None, ProblemCode.DUPLICATE_POSITION, detail, suspects)
    return _check_steps(order, steps, positions[sequence], normal)


def _check_steps(
    order: tuple[int, ...], steps: NDArray[np.float64], positions: NDArray[np.float64], normal: NDArray[np.float64]
) -> Grid:
    tilt = _tilt_degrees(positions, normal)
    tilt_text = f", and each slice is shifted against the one before ({tilt:.1f} degrees)" if tilt else ""
    common = float(np.median(steps))
    if np.abs(steps - common).max() <= SPACING_TOLERANCE * common:
        if tilt:
            detail = f"slices are shifted against each other: positions run {tilt:.1f} degrees off the slice normal"
            return Grid(order, None, ProblemCode.GANTRY_TILT, detail)
        return Grid(order, float(steps.mean()))
    smallest = float(steps.min())
    multiples = np.rint(steps / smallest)
    exact = np.abs(steps - multiples * smallest) <= SPACING_TOLERANCE * smallest * multiples
    if exact.all() and np.count_nonzero(multiples == 1) >= np.count_nonzero(multiples > 1):
        missing = int((multiples - 1).sum())
        after = np.flatnonzero(multiples > 1)
        detail = f"{missing} of {len(order) + missing} slices are missing (step {smallest:.3g} mm){tilt_text}"
        return Grid(order, None, ProblemCode.MISSING_SLICES, detail, tuple(order[i] for i in after))
    detail = f"steps between slices vary from {smallest:.3g} to {steps.max():.3g} mm{tilt_text}"
    return Grid(order, None, ProblemCode.IRREGULAR_SPACING, detail)


def _tilt_degrees(positions: NDArray[np.float64], normal: NDArray[np.float64]) -> float:
    """Angle between the line through the slices and their normal; 0 when every slice is straight above the first."""
    offset = positions - positions[0]
    sideways = np.linalg.norm(offset - np.outer(offset @ normal, normal), axis=1)
    if sideways.max() <= SHIFT_TOLERANCE_MM:
        return 0.0
    worst = int(np.argmax(sideways))
    return float(np.degrees(np.arctan2(sideways[worst], abs(offset[worst] @ normal))))


def grid_affine(origin: Point, orientation: Orientation, spacing_kji: Point) -> Affine:
    """The 4 x 4 affine from array indices kji to LPS mm of a regular grid that starts at `origin`.

    The centre of voxel (0, 0, 0) is Image Position (Patient) of the first slice; k runs along the normal, j down the
    columns, i along the rows (PS3.3 C.7.6.2.1.1).
    """
    axes = np.column_stack(
        [
            normal_of(orientation) * spacing_kji[0],
            np.asarray(orientation[3:]) * spacing_kji[1],
            np.asarray(orientation[:3]) * spacing_kji[2],
        ]
    )
    rows = np.hstack([axes, np.asarray(origin, dtype=np.float64)[:, None]])
    top = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in rows)
    return (*top, (0.0, 0.0, 0.0, 1.0))
