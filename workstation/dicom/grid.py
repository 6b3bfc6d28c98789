"""Checks whether parallel slices form one regular grid in patient space, and says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import Affine, Point, as_point
from viewers.imaging.problems import ProblemCode
from workstation.dicom.headers import Orientation

SPACING_TOLERANCE = 0.01
"""Steps between slices may differ from their common step by this fraction (domain.md: 1 %)."""
DUPLICATE_TOLERANCE_MM = 1e-3
"""Two slices nearer to each other than this along the normal are at the same position."""
LEAN_TOLERANCE = 5e-4
"""Sideways part of a step, as a fraction of it, that still counts as perpendicular (annotations.geometry: 1e-3)."""
SHIFT_TOLERANCE_MM = 0.1
"""A slice may lie this far sideways of the straight line along the normal; more is a tilt or a shift."""


@dataclass(frozen=True)
class Slice:
    """Position (LPS mm) of one slice of a group of parallel slices; `index` is the caller's."""

    index: int
    position: Point


@dataclass(frozen=True)
class GridFault:
    """One reason why slices form no regular grid; `suspects` are the caller's indices it is about."""

    code: ProblemCode
    detail: str
    suspects: tuple[int, ...] = ()


@dataclass(frozen=True)
class Grid:
    """The outcome: `order` sorts the caller's slices along the normal; `step_mm` (along the normal) and
    `step_vector` (LPS mm from one slice to the next) only when regular.

    `faults` is empty for a regular grid. `common_step_mm` is the step that all steps are multiples of, also where
    slices are missing; None for irregular spacing.
    """

    order: tuple[int, ...]
    step_mm: float | None
    step_vector: Point = (0.0, 0.0, 0.0)
    faults: tuple[GridFault, ...] = ()
    common_step_mm: float | None = None


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
        return Grid(order, None, faults=(GridFault(ProblemCode.DUPLICATE_POSITION, detail, suspects),))
    return _check_steps(order, steps, positions[sequence], normal)


def _check_steps(
    order: tuple[int, ...], steps: NDArray[np.float64], positions: NDArray[np.float64], normal: NDArray[np.float64]
) -> Grid:
    tilt = _tilt_degrees(positions, normal)
    spacing = _spacing_fault(order, steps)
    faults = tuple(fault for fault in (spacing, _tilt_fault(tilt)) if fault is not None)
    irregular = spacing is not None and spacing.code is ProblemCode.IRREGULAR_SPACING
    common = None if irregular else float(steps.min() if spacing is not None else steps.mean())
    if faults:
        return Grid(order, None, faults=faults, common_step_mm=common)
    return Grid(order, common, _step_vector(positions, normal, float(steps.mean())), common_step_mm=common)


def _spacing_fault(order: tuple[int, ...], steps: NDArray[np.float64]) -> GridFault | None:
    """Slices that are missing where all steps are multiples of the smallest, else uneven steps; None when even."""
    common, smallest = float(np.median(steps)), float(steps.min())
    if np.abs(steps - common).max() <= SPACING_TOLERANCE * common:
        return None
    multiples = np.rint(steps / smallest)
    exact = np.abs(steps - multiples * smallest) <= SPACING_TOLERANCE * smallest * multiples
    if exact.all() and np.count_nonzero(multiples == 1) >= np.count_nonzero(multiples > 1):
        missing = int((multiples - 1).sum())
        detail = f"{missing} of {len(order) + missing} slices are missing (step {smallest:.3g} mm)"
        return GridFault(ProblemCode.MISSING_SLICES, detail, tuple(order[i] for i in np.flatnonzero(multiples > 1)))
    detail = f"steps between slices vary from {smallest:.3g} to {steps.max():.3g} mm"
    return GridFault(ProblemCode.IRREGULAR_SPACING, detail)


def _tilt_fault(tilt_deg: float) -> GridFault | None:
    if not tilt_deg:
        return None
    detail = f"slices are shifted against each other: positions run {tilt_deg:.1f} degrees off the slice normal"
    return GridFault(ProblemCode.GANTRY_TILT, detail)


def _step_vector(positions: NDArray[np.float64], normal: NDArray[np.float64], step_mm: float) -> Point:
    """From one slice to the next: as the positions say, so that the last slice lies where its header puts it.

    Along the normal itself where the positions lean more than a volume with perpendicular axes allows.
    """
    vector = (positions[-1] - positions[0]) / (len(positions) - 1)
    sideways = np.linalg.norm(vector - (vector @ normal) * normal)
    return as_point(vector if sideways <= LEAN_TOLERANCE * step_mm else normal * step_mm)


def _tilt_degrees(positions: NDArray[np.float64], normal: NDArray[np.float64]) -> float:
    """Angle between the line through the slices and their normal; 0 when every slice is straight above the first."""
    offset = positions - positions[0]
    sideways = np.linalg.norm(offset - np.outer(offset @ normal, normal), axis=1)
    if sideways.max() <= SHIFT_TOLERANCE_MM:
        return 0.0
    worst = int(np.argmax(sideways))
    return float(np.degrees(np.arctan2(sideways[worst], abs(offset[worst] @ normal))))


def steps_along(positions: Sequence[Point], orientation: Orientation) -> tuple[float, ...]:
    """Distances (mm) along the normal from each of these positions to the next."""
    along = np.array(positions, dtype=np.float64) @ normal_of(orientation)
    return tuple(float(step) for step in np.diff(along))


def grid_affine(
    origin: Point, step_vector: Point, orientation: Orientation, pixel_spacing_mm: tuple[float, float]
) -> Affine:
    """The 4 x 4 affine from array indices kji to LPS mm of a regular grid that starts at `origin`.

    The centre of voxel (0, 0, 0) is Image Position (Patient) of the first slice; k steps by `step_vector`, j down the
    columns, i along the rows (PS3.3 C.7.6.2.1.1). `pixel_spacing_mm` is (between rows, between columns).
    """
    down = np.asarray(orientation[3:]) * pixel_spacing_mm[0]
    right = np.asarray(orientation[:3]) * pixel_spacing_mm[1]
    axes = np.column_stack([step_vector, down, right])
    rows = np.hstack([axes, np.asarray(origin, dtype=np.float64)[:, None]])
    top = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in rows)
    return (*top, (0.0, 0.0, 0.0, 1.0))
