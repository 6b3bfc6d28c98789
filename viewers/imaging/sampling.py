"""Modality values at points, for the cursor readout and the probe."""

from __future__ import annotations

import numpy as np

from annotations.geometry import Point
from annotations.locations import ColumnRow
from viewers.imaging.images import PlanarFrame, Volume

INDEX_DECIMALS = 9
"""Voxel indices are rounded to this, so that a point on a slice does not ask for a trace of its neighbour."""


def value_at(volume: Volume, point: Point) -> float | None:
    """Trilinear modality value at an LPS point; None outside the volume or where a slice has not arrived.

    The outer half voxel has the value of the voxel it belongs to.
    """
    if not volume.geometry.contains(point):
        return None
    high = np.asarray(volume.geometry.shape_kji) - 1
    index = np.clip(np.round(volume.geometry.lps_to_index(point), INDEX_DECIMALS), 0, high)
    low = np.minimum(np.floor(index).astype(int), np.maximum(high - 1, 0))
    fraction = index - low
    value = 0.0
    for corner in np.ndindex(2, 2, 2):
        weight = float(np.prod(np.where(corner, fraction, 1 - fraction)))
        if weight == 0.0:
            continue
        k, j, i = (int(n) for n in low + corner)
        if not volume.loaded[k]:
            return None
        value += weight * float(volume.stored_values[k, j, i])
    return value * volume.rescale.slope + volume.rescale.intercept


def voxel_value_at(volume: Volume, point: Point) -> float | None:
    """Modality value of the voxel that holds an LPS point; None outside or where the slice has not arrived."""
    if not volume.geometry.contains(point):
        return None
    index = np.rint(volume.geometry.lps_to_index(point)).astype(int)
    k, j, i = np.clip(index, 0, np.asarray(volume.geometry.shape_kji) - 1)
    if not volume.loaded[k]:
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
