"""Sheared slices (gantry tilt) made into a straight volume, on request: each slice is shifted within its own plane.

The slices keep their plane, their normal and their distance; only their rows and columns are moved onto one grid whose
axes are perpendicular. So no value ever mixes two slices, and what no slice covers is left empty, never repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import FloatArray, Plane, VolumeGeometry
from viewers.imaging.images import RESAMPLED, ImageStack, PlanarFrame, Rescale, Volume
from viewers.imaging.padding import PaddingRange
from viewers.imaging.problems import ProblemCode

SPACING_TOLERANCE = 0.01
"""Steps between slices may differ from their common step by this fraction, as in any volume."""
DIRECTION_TOLERANCE = 1e-3
"""Direction cosines and pixel spacings (mm) that differ by less are the same."""
LINE_TOLERANCE_MM = 0.1
"""A slice may lie this far beside the straight line through the stack; less than this in all is no tilt."""
LARGEST_TILT_DEG = 45.0
"""CT gantries tilt by up to 30 degrees; positions further off the normal are no gantry tilt."""
OFFSET_DECIMALS = 6
"""Shifts are rounded to this many decimals of a pixel, so that a whole number of pixels blurs nothing."""
FLOAT_FILL = -32768.0
"""What lies outside the scanned part where values are floating point: darker than any CT number."""


class StraighteningError(ValueError):
    """These frames are no evenly spaced stack sheared along a line; says why."""


@dataclass(frozen=True)
class StraightGrid:
    """The regular grid that holds all slices, and where on it each slice lies.

    `offsets_ji[k]` is the grid row and column (fractional) of the first pixel of slice k; `size_rc` says how many rows
    and columns it has.
    """

    geometry: VolumeGeometry
    offsets_ji: FloatArray
    size_rc: tuple[int, int]

    @property
    def extents(self) -> NDArray[np.intp]:
        """First and last grid row, first and last grid column that each slice covers, shape (slices, 2, 2)."""
        first = np.ceil(self.offsets_ji).astype(np.intp)
        last = np.floor(self.offsets_ji + np.asarray(self.size_rc) - 1).astype(np.intp)
        return np.stack([first, last], axis=-1)


def straight_grid(
    planes: Sequence[Plane],
    pixel_spacing_mm: tuple[float, float],
    size_rc: tuple[int, int],
    frame_of_reference_uid: str,
) -> StraightGrid:
    """The grid for slices in order along their normal.

    Its k axis is the normal of the slices, its rows and columns are theirs. `pixel_spacing_mm` is (between rows,
    between columns). Raises `StraighteningError` unless the slices are parallel, evenly spaced and sheared along one
    line.
    """
    if len(planes) < 2:
        raise StraighteningError("a single slice has no tilt")
    first = planes[0]
    right, down, normal = (_unit(v) for v in (first.row_direction, first.column_direction, first.normal))
    for plane in planes:
        turned = np.abs(np.subtract((plane.row_direction, plane.column_direction), (right, down))).max()
        if turned > DIRECTION_TOLERANCE:
            raise StraighteningError("the slices are not parallel")
    positions = np.array([plane.origin_lps_mm for plane in planes], dtype=np.float64) - first.origin_lps_mm
    step = _even_step(positions @ normal)
    sideways = np.column_stack([positions @ down, positions @ right])
    _check_shear(sideways, step)
    offsets = np.round(sideways / np.asarray(pixel_spacing_mm), OFFSET_DECIMALS)
    start = offsets.min(axis=0)
    spread = np.ceil(offsets.max(axis=0) - start).astype(int)
    affine = np.eye(4)
    affine[:3, :3] = np.column_stack([normal * step, down * pixel_spacing_mm[0], right * pixel_spacing_mm[1]])
    affine[:3, 3] = np.asarray(first.origin_lps_mm) + affine[:3, 1:3] @ start
    shape = (len(planes), size_rc[0] + int(spread[0]), size_rc[1] + int(spread[1]))
    geometry = VolumeGeometry.from_array(affine, shape, frame_of_reference_uid)
    return StraightGrid(geometry, offsets - start, size_rc)


def straightened_slice(
    values: NDArray[np.generic],
    offset_ji: Sequence[float],
    size_ji: tuple[int, int],
    fill: float,
    *,
    padding: PaddingRange | None = None,
) -> FloatArray:
    """One slice (rows, columns) on the grid (float64): linear interpolation within the slice, `fill` outside it.

    What would mix in a `padding` pixel (PS3.3 C.7.5.1.1.2) is `fill` too.
    """
    source = values.astype(np.float64)
    if padding is not None:
        source[padding.holds(values)] = np.nan
    for axis in (0, 1):
        source = _shifted(source, float(offset_ji[axis] % 1.0), axis)
    first = [int(np.ceil(offset)) for offset in offset_ji]
    placed = np.full(size_ji, fill, dtype=np.float64)
    placed[first[0] : first[0] + source.shape[0], first[1] : first[1] + source.shape[1]] = source
    return np.where(np.isnan(placed), fill, placed)


def straightened(stack: ImageStack, *, on_progress: Callable[[int, int], None] | None = None) -> Volume:
    """The straight volume of a loaded sheared stack, tagged `resampled`.

    Stored values stay stored values of the same type (rounded) where all slices rescale alike, else they become
    modality values. A slice that could not be read stays missing. `on_progress(done, all)` is called after each slice
    and may raise to stop. Raises `StraighteningError` when the frames are no sheared stack.
    """
    frames = [frame for frame in stack.frames if frame is not None]
    grid = _grid_of(stack, frames)
    readable = [frame for frame in frames if frame.values is not None]
    lead = readable[0]
    assert lead.values is not None
    stored = len({(f.rescale, f.values.dtype) for f in readable if f.values is not None}) == 1
    dtype = lead.values.dtype if stored else np.dtype(np.float32)
    padding = lead.padding if stored and lead.padding is not None else _empty_value(dtype)
    fill = padding.low
    array = np.full(grid.geometry.shape_kji, fill, dtype=dtype)
    loaded = np.zeros(len(frames), dtype=bool)
    for k, frame in enumerate(frames):
        if frame.values is not None:
            array[k] = _on_grid(frame, grid, k, fill, stored=stored, dtype=dtype)
            loaded[k] = True
        if on_progress is not None:
            on_progress(k + 1, len(frames))
    return Volume(
        series=stack.series,
        geometry=grid.geometry,
        stored_values=array,
        loaded=loaded,
        images=tuple(frame.image for frame in frames),
        rescale=lead.rescale if stored else Rescale(unit=lead.rescale.unit),
        windows=lead.windows,
        inverted=lead.inverted,
        padding=padding,
        presentation_lut=lead.presentation_lut,
        description=stack.description,
        problems=tuple(problem for problem in stack.problems if problem.code is not ProblemCode.GANTRY_TILT),
        slice_thickness_mm=stack.description.slice_thickness_mm,
        geometry_tag=RESAMPLED,
        extents=grid.extents,
    )


def _grid_of(stack: ImageStack, frames: list[PlanarFrame]) -> StraightGrid:
    if not frames or len(frames) != len(stack.frames):
        raise StraighteningError("not all slices have been loaded")
    planes = [frame.plane for frame in frames if frame.plane is not None]
    spacings = [frame.pixel_spacing_mm for frame in frames if frame.pixel_spacing_mm is not None]
    if len(planes) != len(frames) or len(spacings) != len(frames):
        raise StraighteningError("a slice has no position in the patient")
    if np.ptp(np.asarray(spacings), axis=0).max() > DIRECTION_TOLERANCE:
        raise StraighteningError("the slices have different pixel sizes")
    sizes = {frame.values.shape for frame in frames if frame.values is not None}
    if len(sizes) != 1 or len(next(iter(sizes))) != 2 or len({frame.inverted for frame in frames}) != 1:
        raise StraighteningError("the slices are not grey images of one size and kind")
    rows, columns = next(iter(sizes))
    return straight_grid(planes, spacings[0], (rows, columns), stack.frame_of_reference_uid)


def _on_grid(
    frame: PlanarFrame, grid: StraightGrid, k: int, fill: float, *, stored: bool, dtype: np.dtype[np.generic]
) -> NDArray[np.generic]:
    assert frame.values is not None
    values, padding = frame.values, frame.padding
    size = grid.geometry.shape_kji[1:]
    if not stored:
        shown = values.astype(np.float64) * frame.rescale.slope + frame.rescale.intercept
        values = shown if padding is None else np.where(padding.holds(values), np.nan, shown)
        padding = None
    placed = straightened_slice(values, tuple(grid.offsets_ji[k]), size, fill, padding=padding)
    return (np.rint(placed) if np.issubdtype(dtype, np.integer) else placed).astype(dtype)


def _shifted(values: FloatArray, fraction: float, axis: int) -> FloatArray:
    """Values between neighbours along an axis: those that lie `fraction` (0 to 1) before each but the first."""
    if fraction == 0.0:
        return values
    before, after = (np.take(values, range(a, values.shape[axis] - 1 + a), axis) for a in (0, 1))
    return np.asarray(fraction * before + (1 - fraction) * after)


def _empty_value(dtype: np.dtype[np.generic]) -> PaddingRange:
    """What stands for `not scanned` where the images define no padding of their own."""
    fill = float(np.iinfo(dtype.str).min) if np.issubdtype(dtype, np.integer) else FLOAT_FILL
    return PaddingRange(fill, fill)


def _unit(direction: Sequence[float]) -> FloatArray:
    vector = np.asarray(direction, dtype=np.float64)
    return np.asarray(vector / np.linalg.norm(vector))


def _even_step(along_mm: FloatArray) -> float:
    steps = np.diff(along_mm)
    common = float(np.median(steps))
    if common <= 0 or np.abs(steps - common).max() > SPACING_TOLERANCE * common:
        raise StraighteningError("the slices are not evenly spaced; slices in between are never made up")
    return float(steps.mean())


def _check_shear(sideways_mm: FloatArray, step_mm: float) -> None:
    """Whether the slices run straight, and clearly, off their normal; raises `StraighteningError` otherwise."""
    count = np.arange(len(sideways_mm))[:, None]
    line = sideways_mm[-1] / (len(sideways_mm) - 1)
    if np.linalg.norm(sideways_mm - count * line, axis=1).max() > LINE_TOLERANCE_MM:
        raise StraighteningError("the slices are shifted against each other unevenly: this is no gantry tilt")
    if np.linalg.norm(sideways_mm[-1]) <= LINE_TOLERANCE_MM:
        raise StraighteningError("the slices are not tilted: they lie straight above each other")
    if np.degrees(np.arctan2(np.linalg.norm(line), step_mm)) > LARGEST_TILT_DEG:
        raise StraighteningError(f"the slices run more than {LARGEST_TILT_DEG:g} degrees off their normal")
