"""Modality values at points, for the cursor readout and the probe."""

from __future__ import annotations

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


def _interpolated(volume: Volume, index_kji: FloatArray) -> FloatArray:
    """Stored values at fractional indices (n, 3); NaN outside, where a slice is missing or was never scanned."""
    shape = np.asarray(volume.geometry.shape_kji)
    low = np.clip(np.floor(index_kji), 0, np.maximum(shape - 2, 0)).astype(np.intp)
    fraction = np.clip(index_kji, 0, shape - 1) - low
    high = np.minimum(low + 1, shape - 1)
    (k0, j0, i0), (k1, j1, i1) = low.T, high.T
    stored = volume.stored_values
    fk, fj, fi = fraction.T

    def along_row(k: NDArray[np.intp], j: NDArray[np.intp]) -> FloatArray:
        return np.asarray(stored[k, j, i0] * (1 - fi) + stored[k, j, i1] * fi, dtype=np.float64)

    def in_slice(k: NDArray[np.intp]) -> FloatArray:
        return along_row(k, j0) * (1 - fj) + along_row(k, j1) * fj

    values = in_slice(k0) * (1 - fk) + in_slice(k1) * fk
    outside = ((index_kji < -0.5) | (index_kji > shape - 0.5)).any(axis=1)
    waiting = ((fk < 1) & ~volume.loaded[k0]) | ((fk > 0) & ~volume.loaded[k1])
    values[outside | waiting | not_scanned(volume, index_kji)] = np.nan
    return np.asarray(values)


def voxel_value_at(volume: Volume, point: Point) -> float | None:
    """Modality value of the voxel that holds an LPS point; None outside or where the slice has not arrived."""
    if not volume.geometry.contains(point):
        return None
    index = np.rint(volume.geometry.lps_to_index(point)).astype(int)
    k, j, i = np.clip(index, 0, np.asarray(volume.geometry.shape_kji) - 1)
    if not volume.loaded[k] or not_scanned(volume, (k, j, i)):
        return None
    return float(volume.stored_values[k, j, i]) * volume.rescale.slope + volume.rescale.intercept


def frame_value_at(frame: PlanarFrame, column_row: ColumnRow) -> float | None:
    """Modality value of the pixel that holds (column, row); None outside, for colour and for failed frames."""
    if frame.values is None or frame.values.ndim != 2:
        return None
    column, row = (round(c) for c in column_row)
    rows, columns = frame.values.shape
    if not (0 <= row < rows and 0 <= column < columns):
        return None
    return float(frame.values[row, column]) * frame.rescale.slope + frame.rescale.intercept
