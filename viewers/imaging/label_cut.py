"""A label map cut by a plane as a picture of labels: the nearest voxel at each display pixel, never a mixture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import FloatArray, Plane, VolumeGeometry
from viewers.imaging.label_edits import Box, Labels

ALONG_AXIS = 1e-9
"""An index that changes by less than this over the whole picture does not change."""


@dataclass(frozen=True, eq=False)
class LabelCut:
    """Labels uint8 [row, column] of the part of a picture that starts at the display pixel (left, top)."""

    labels: Labels
    left: int
    top: int


def label_cut(
    labels: Labels, geometry: VolumeGeometry, bounds: Box, plane: Plane, mm_per_px: float, size_px: tuple[int, int]
) -> LabelCut | None:
    """The labels on a plane whose origin is the centre of the top-left display pixel; None where it shows none.

    `bounds` is a box that holds all labels: nothing outside it is looked at. `size_px` is (width, height).
    """
    if bounds.is_empty:
        return None
    left, top, right, bottom = _part_on_screen(geometry, bounds, plane, mm_per_px, size_px)
    if right < left or bottom < top:
        return None
    origin = geometry.lps_to_index(plane.origin_lps_mm)
    turn = geometry.inverse_affine[:3, :3] * mm_per_px
    across, down = turn @ np.asarray(plane.row_direction), turn @ np.asarray(plane.column_direction)
    columns, rows = np.arange(left, right + 1), np.arange(top, bottom + 1)
    found = _nearest(labels, bounds, origin, across, down, columns, rows)
    return LabelCut(found, left, top) if found.any() else None


def _part_on_screen(
    geometry: VolumeGeometry, bounds: Box, plane: Plane, mm_per_px: float, size_px: tuple[int, int]
) -> tuple[int, int, int, int]:
    """First column and row, last column and row of the display pixels that the box may cover."""
    low, high = np.asarray(bounds.start) - 0.5, np.asarray(bounds.stop) - 0.5
    corners = geometry.index_to_lps(
        [[k, j, i] for k in (low[0], high[0]) for j in (low[1], high[1]) for i in (low[2], high[2])]
    )
    if not _meets(plane, corners):
        return 0, 0, -1, -1
    offset = (corners - np.asarray(plane.origin_lps_mm)) / mm_per_px
    x, y = offset @ np.asarray(plane.row_direction), offset @ np.asarray(plane.column_direction)
    left, top = max(0, int(np.floor(x.min()))), max(0, int(np.floor(y.min())))
    right, bottom = min(size_px[0] - 1, int(np.ceil(x.max()))), min(size_px[1] - 1, int(np.ceil(y.max())))
    return left, top, right, bottom


def _meets(plane: Plane, corners: FloatArray) -> bool:
    distances = plane.signed_distance_mm(corners)
    return bool(distances.min() <= 0 <= distances.max())


def _nearest(
    labels: Labels,
    bounds: Box,
    origin: FloatArray,
    across: FloatArray,
    down: FloatArray,
    columns: NDArray[np.intp],
    rows: NDArray[np.intp],
) -> Labels:
    """Labels (rows, columns) of the voxel nearest to origin + column * across + row * down; 0 outside the box."""
    is_inside = np.ones((1, 1), dtype=bool)
    places = []
    for axis in range(3):
        along_columns = origin[axis] + across[axis] * columns[None, :]
        along_rows = down[axis] * rows[:, None]
        if np.abs(down[axis]) * max(1, rows[-1]) < ALONG_AXIS:
            index = along_columns
        elif np.abs(across[axis]) * max(1, columns[-1]) < ALONG_AXIS:
            index = origin[axis] + along_rows
        else:
            index = along_columns + along_rows
        whole = np.floor(index + 0.5).astype(np.intp)
        low, high = bounds.start[axis], bounds.stop[axis]
        is_inside = is_inside & (whole >= low) & (whole < high)
        places.append(np.clip(whole, low, high - 1))
    found = labels[places[0], places[1], places[2]]
    return np.where(is_inside, np.broadcast_to(found, np.broadcast_shapes(found.shape, is_inside.shape)), 0).astype(
        np.uint8
    )
