"""Modality values at points, for the cursor readout and the probe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import FloatArray, Point
from annotations.locations import ColumnRow
from viewers.imaging.images import PlanarFrame, Volume
from viewers.imaging.slices import not_scanned

INDEX_DECIMALS = 9
"""Voxel indices are rounded to this, so that a point on a slice does not ask for a trace of its neighbour."""
CHUNK_POINTS = 1 << 18
"""Points interpolated at once: bounds the memory of intermediate arrays."""


def value_at(volume: Volume, point: Point) -> float | None:
    """Trilinear modality value at an LPS point; None outside the volume or where a slice has not arrived.

    The outer half voxel has the value of the voxel it belongs to.
    """
    value = float(values_at(volume, point))
    return None if np.isnan(value) else value


def values_at(volume: Volume, points_lps_mm: ArrayLike) -> FloatArray:
    """Trilinear modality values (float64) at LPS points, (..., 3) -> (...), as `value_at`; NaN for its None."""
    points = np.asarray(points_lps_mm, dtype=np.float64)
    flat = points.reshape(-1, 3)
    values = np.empty(len(flat))
    for start in range(0, len(flat), CHUNK_POINTS):
        index = np.round(volume.geometry.lps_to_index(flat[start : start + CHUNK_POINTS]), INDEX_DECIMALS)
        values[start : start + CHUNK_POINTS] = _interpolated(volume, index)
    return (values * volume.rescale.slope + volume.rescale.intercept).reshape(points.shape[:-1])


def stored_values_at(volume: Volume, index_kji: FloatArray) -> FloatArray:
    """Trilinear stored values (float64) at fractional array indices (n, 3) inside a loaded volume, padding included.

    The outer half voxel has the value of the voxel it belongs to.
    """
    shape = np.asarray(volume.geometry.shape_kji)
    inside = np.clip(index_kji, 0, shape - 1)
    low = np.minimum(np.floor(inside).astype(np.intp), np.maximum(shape - 2, 0))
    fraction, high = inside - low, np.minimum(low + 1, shape - 1)
    total = np.zeros(len(inside))
    for corner in np.ndindex(2, 2, 2):
        weight = np.where(corner, fraction, 1 - fraction).prod(axis=1)
        k, j, i = np.where(corner, high, low).T
        total += weight * volume.stored_values[k, j, i]
    return total


def _interpolated(volume: Volume, index_kji: FloatArray) -> FloatArray:
    """Stored values at fractional indices (n, 3); NaN outside, in padding, and where nothing was scanned or loaded."""
    shape = np.asarray(volume.geometry.shape_kji)
    low = np.clip(np.floor(index_kji), 0, np.maximum(shape - 2, 0)).astype(np.intp)
    fraction = np.clip(index_kji, 0, shape - 1) - low
    high = np.minimum(low + 1, shape - 1)
    (k0, j0, i0), (k1, j1, i1) = low.T, high.T
    stored = volume.stored_values
    fk, fj, fi = fraction.T

    def mixed(of: Callable[[NDArray[np.generic]], NDArray[Any]]) -> FloatArray:
        def along_row(k: NDArray[np.intp], j: NDArray[np.intp]) -> FloatArray:
            return np.asarray(of(stored[k, j, i0]) * (1 - fi) + of(stored[k, j, i1]) * fi, dtype=np.float64)

        def in_slice(k: NDArray[np.intp]) -> FloatArray:
            return along_row(k, j0) * (1 - fj) + along_row(k, j1) * fj

        return in_slice(k0) * (1 - fk) + in_slice(k1) * fk

    values = mixed(np.asarray)
    if volume.padding is not None:
        values[mixed(volume.padding.holds) > 0] = np.nan
    outside = ((index_kji < -0.5) | (index_kji > shape - 0.5)).any(axis=1)
    waiting = ((fk < 1) & ~volume.loaded[k0]) | ((fk > 0) & ~volume.loaded[k1])
    values[outside | waiting | not_scanned(volume, *index_kji.T)] = np.nan
    return np.asarray(values)


@dataclass(frozen=True)
class Reading:
    """What one pixel says: a modality value, a colour (red, green, blue), or that it is padding and says nothing."""

    value: float | None = None
    colour: tuple[int, int, int] | None = None

    @property
    def is_padding(self) -> bool:
        """Whether the pixel only fills the rectangle."""
        return self.value is None and self.colour is None


PADDING = Reading()


def voxel_reading_at(volume: Volume, point: Point) -> Reading | None:
    """What the voxel that holds an LPS point says; None outside or where the slice has not arrived."""
    if not volume.geometry.contains(point):
        return None
    index = np.rint(volume.geometry.lps_to_index(point)).astype(int)
    k, j, i = np.clip(index, 0, np.asarray(volume.geometry.shape_kji) - 1)
    if not volume.loaded[k] or not_scanned(volume, k, j, i):
        return None
    return _grey_reading(volume, volume.stored_values[k : k + 1, j, i])


def frame_reading_at(frame: PlanarFrame, column_row: ColumnRow) -> Reading | None:
    """What the pixel that holds (column, row) says; None outside and for failed frames."""
    if frame.values is None:
        return None
    column, row = (round(c) for c in column_row)
    rows, columns = frame.values.shape[:2]
    if not (0 <= row < rows and 0 <= column < columns):
        return None
    if frame.values.ndim == 2:
        return _grey_reading(frame, frame.values[row, column : column + 1])
    red, green, blue = (int(level) for level in frame.values[row, column].tolist())
    return Reading(colour=(red, green, blue))


def _grey_reading(image: Volume | PlanarFrame, stored: NDArray[np.generic]) -> Reading:
    """The reading of one stored value, an array of one."""
    if image.padding is not None and image.padding.holds(stored).any():
        return PADDING
    return Reading(float(stored[0]) * image.rescale.slope + image.rescale.intercept)


def voxel_value_at(volume: Volume, point: Point) -> float | None:
    """Modality value of the voxel that holds an LPS point; None outside, in padding, or before the slice arrives."""
    reading = voxel_reading_at(volume, point)
    return None if reading is None else reading.value


def frame_value_at(frame: PlanarFrame, column_row: ColumnRow) -> float | None:
    """Modality value of the pixel that holds (column, row); None outside, in padding, for colour and failed frames."""
    reading = frame_reading_at(frame, column_row)
    return None if reading is None else reading.value
