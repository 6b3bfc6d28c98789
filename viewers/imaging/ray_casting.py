"""What a line of sight meets in a volume: opacity gathered along rays, for picking and for what covers what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import FloatArray, Point, VolumeGeometry, as_point
from viewers.imaging.voxel_mask import BoolArray

SOLID_OPACITY = 0.5
"""A line of sight has met something once half of what lies behind is hidden."""
SURFACE_SHARE = 0.5
"""From there the surface is where the opacity first rose to this share of what it is there."""
STEP_VOXELS = 0.5
"""Distance of samples along a ray, in the shortest voxel edge."""
COVER_STEP_MM = 1.0
"""The same for the question what lies before a label, which needs no more."""

KeepsPoints = Callable[[FloatArray], BoolArray]


@dataclass(frozen=True)
class OpacityRamp:
    """Opacity for each millimetre of a stored value: `stored_values` ascending, `opacity` at each, flat beyond."""

    stored_values: tuple[float, ...]
    opacity: tuple[float, ...]
    is_maximum: bool = False
    """Whether the largest value along the ray is what is seen, and not what was gathered."""

    def of(self, stored_values: FloatArray) -> FloatArray:
        """Opacity of values; NaN (outside the volume) is clear."""
        found = np.interp(np.nan_to_num(stored_values, nan=0.0), self.stored_values, self.opacity)
        return np.where(np.isnan(stored_values), 0.0, found)


@dataclass(frozen=True, eq=False)
class RayVolume:
    """A grid of stored values [k, j, i] with its opacity, and which points of it a view keeps."""

    values: NDArray[np.generic]
    geometry: VolumeGeometry
    ramp: OpacityRamp
    keeps: KeepsPoints

    def surface(self, origin_lps_mm: Point, direction: Point) -> Point | None:
        """The first surface that a ray from outside meets; None where it passes through.

        With a maximum ramp, the place of the largest value that is seen at all.
        """
        step = STEP_VOXELS * min(self.geometry.spacing_mm_kji)
        span = self._span(np.asarray(origin_lps_mm), np.asarray(direction))
        if span is None:
            return None
        places = np.arange(span[0], span[1] + step, step)
        points = np.asarray(origin_lps_mm) + places[:, None] * np.asarray(direction)
        values, opacity = self._seen(points)
        if self.ramp.is_maximum:
            brightest = int(np.argmax(np.where(opacity > 0, values, -np.inf)))
            return as_point(points[brightest]) if opacity[brightest] > 0 else None
        number = _first_solid(opacity, step)
        return None if number is None else as_point(points[number])

    def covered(self, points_lps_mm: ArrayLike, toward_eye: Point, *, step_mm: float = COVER_STEP_MM) -> BoolArray:
        """Whether something solid lies between each point (n, 3) and the eye, which is far away in one direction."""
        points = np.asarray(points_lps_mm, dtype=np.float64).reshape(-1, 3)
        if not len(points):
            return np.zeros(0, dtype=np.bool_)
        corners = self.geometry.corners_lps_mm() @ np.asarray(toward_eye)
        reach = max(0.0, float(corners.max() - (points @ np.asarray(toward_eye)).min()))
        places = np.arange(step_mm, reach + step_mm, step_mm)
        along = points[:, None, :] + places[None, :, None] * np.asarray(toward_eye)
        _, opacity = self._seen(along)
        clear = np.prod((1 - opacity) ** step_mm, axis=1)
        return np.asarray(1 - clear >= SOLID_OPACITY)

    def _seen(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Values and opacity for each millimetre at points (..., 3); clear where the view keeps nothing."""
        values = trilinear(self.values, self.geometry, points)
        opacity = self.ramp.of(values)
        inside = opacity > 0
        opacity[inside] *= self.keeps(points[inside])
        return values, opacity

    def _span(self, origin: FloatArray, direction: FloatArray) -> tuple[float, float] | None:
        """Where along a ray (mm) the voxel centres' box begins and ends."""
        start = self.geometry.lps_to_index(origin)
        rate = self.geometry.inverse_affine[:3, :3] @ direction
        high = np.asarray(self.geometry.shape_kji) - 1.0
        with np.errstate(divide="ignore", invalid="ignore"):
            ends = np.sort(np.array([-start / rate, (high - start) / rate]), axis=0)
        parallel = np.abs(rate) < 1e-12
        if np.any(parallel & ((start < 0) | (start > high))):
            return None
        near = float(np.where(parallel, -np.inf, ends[0]).max())
        far = float(np.where(parallel, np.inf, ends[1]).min())
        return (near, far) if near < far else None


def _first_solid(opacity: FloatArray, step_mm: float) -> int | None:
    """The sample on the surface of the first thing that hides half of what is behind it."""
    hidden = 1 - np.cumprod((1 - np.minimum(opacity, 1.0)) ** step_mm)
    if hidden[-1] < SOLID_OPACITY:
        return None
    number = int(np.argmax(hidden >= SOLID_OPACITY))
    faint = np.nonzero(opacity[: number + 1] < SURFACE_SHARE * opacity[number])[0]
    return int(faint[-1]) + 1 if len(faint) else 0


def trilinear(values: NDArray[np.generic], geometry: VolumeGeometry, points_lps_mm: FloatArray) -> FloatArray:
    """Values between the eight voxels around each point (..., 3); NaN outside the voxel centres."""
    index = geometry.lps_to_index(points_lps_mm)
    high = np.asarray(geometry.shape_kji) - 1
    inside = np.all((index >= 0) & (index <= high), axis=-1)
    found = np.full(inside.shape, np.nan)
    index = index[inside]
    low = np.minimum(index.astype(np.intp), np.maximum(high - 1, 0))
    share = index - low
    total = np.zeros(len(index))
    for corner in range(8):
        step = np.array([corner >> 2 & 1, corner >> 1 & 1, corner & 1])
        k, j, i = np.minimum(low + step, high).T
        total += values[k, j, i] * np.prod(np.where(step, share, 1 - share), axis=1)
    found[inside] = total
    return found
