"""Parallel cuts through a volume: how many there are, where each one lies, which one a point belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import FloatArray, Plane, Point, VolumeGeometry, as_point
from annotations.references import ImageRef
from viewers.imaging.images import Pixels, Volume

ON_SLICE_TOLERANCE = 1e-3
"""A cut nearer than this fraction of the slice distance to an acquired slice shows that slice, not a mixture."""


@dataclass(frozen=True)
class SliceLattice:
    """Evenly spaced parallel cuts, numbered from 0 along the unit vector `axis`.

    Cut n is where the coordinate along `axis` is `first_mm + n * step_mm` (LPS mm).
    """

    axis: Point
    first_mm: float
    step_mm: float
    count: int

    def coordinate_mm(self, point_lps_mm: Point) -> float:
        """Coordinate of a point along the axis, mm."""
        return float(np.dot(self.axis, point_lps_mm))

    def position_mm(self, index: int) -> float:
        """Coordinate of one cut along the axis, mm."""
        return self.first_mm + index * self.step_mm

    def clamped(self, index: int) -> int:
        """The nearest existing cut number."""
        return min(max(index, 0), self.count - 1)

    def index_at(self, point_lps_mm: Point) -> int:
        """The cut nearest to a point; the first or last one for a point beyond the ends."""
        return self.clamped(round((self.coordinate_mm(point_lps_mm) - self.first_mm) / self.step_mm))

    def moved_to(self, point_lps_mm: Point, index: int) -> Point:
        """The point shifted along the axis onto one cut."""
        shift = self.position_mm(self.clamped(index)) - self.coordinate_mm(point_lps_mm)
        return as_point(np.asarray(point_lps_mm) + shift * np.asarray(self.axis))


def acquired_lattice(geometry: VolumeGeometry) -> SliceLattice:
    """The slices as acquired, in array order.

    They are numbered along their own normal, from which the step between slices may lean a little: so a cut through
    any point of a slice is that slice and no mixture with its neighbour.
    """
    along, down, right = geometry.directions_kji
    normal = np.cross(right, down) / np.linalg.norm(np.cross(right, down))
    upward = normal if normal @ along > 0 else -normal
    first = float(upward @ geometry.index_to_lps((0.0, 0.0, 0.0)))
    step = float(upward @ along) * geometry.spacing_mm_kji[0]
    return SliceLattice(as_point(upward), first, step, geometry.shape_kji[0])


def reformatted_lattice(geometry: VolumeGeometry, normal: Point) -> SliceLattice:
    """Cuts across a volume along any normal, as far apart as the voxels are along the axis nearest to it.

    For a normal along a volume axis these are the voxel layers themselves, so a cut is never blurred for nothing.
    """
    extent = geometry.corners_lps_mm() @ np.asarray(normal)
    nearest_axis = int(np.argmax(np.abs(geometry.directions_kji @ np.asarray(normal))))
    step = geometry.spacing_mm_kji[nearest_axis]
    low, high = float(extent.min()), float(extent.max())
    count = max(1, round((high - low) / step))
    return SliceLattice(normal, (low + high) / 2 - (count - 1) / 2 * step, step, count)


def not_scanned(volume: Volume, k: ArrayLike, j: ArrayLike, i: ArrayLike) -> NDArray[np.bool_]:
    """Which array indices (fractional, broadcastable) need a voxel that no slice of a resampled volume covers."""
    layer, row, column = (np.asarray(index, dtype=np.float64) for index in (k, j, i))
    if volume.extents is None:
        return np.zeros(np.broadcast_shapes(layer.shape, row.shape, column.shape), dtype=bool)
    layer = np.clip(layer, 0, len(volume.extents) - 1)
    missing = np.zeros((1,) * layer.ndim, dtype=bool)
    below, above = (side(layer).astype(np.intp) for side in (np.floor, np.ceil))
    for along, bounds in ((row, volume.extents[:, 0]), (column, volume.extents[:, 1])):
        first, last = (np.asarray(bound, dtype=np.float64) for bound in bounds.T)
        if np.ptp(first) == np.ptp(last) == 0:  # usual for one direction: the gantry leans about one axis only
            missing = missing | (along < first[0]) | (along > last[0])
            continue
        missing = missing | (along < np.maximum(first[below], first[above]))
        missing = missing | (along > np.minimum(last[below], last[above]))
    return missing


def slice_number_at(volume: Volume, point_lps_mm: Point) -> int | None:
    """Array index k of the acquired slice that holds a point; None when the point is outside what was scanned."""
    if not volume.geometry.contains(point_lps_mm):
        return None
    index = volume.geometry.lps_to_index(point_lps_mm)
    if not_scanned(volume, *np.round(index)):
        return None
    return acquired_lattice(volume.geometry).index_at(point_lps_mm)


def image_nearest(volume: Volume, point_lps_mm: Point) -> ImageRef | None:
    """The acquired image nearest to a point, as evidence for a mark placed in a reformatted plane."""
    number = slice_number_at(volume, point_lps_mm)
    return None if number is None else volume.images[number]


def acquired_slice_of(volume: Volume, plane: Plane) -> int | None:
    """Array index k of the acquired slice that a cut coincides with; None for an oblique or in-between cut.

    None too where the pixels of the slices were moved (a resampled volume): the cut is no acquired image.
    """
    if volume.geometry_tag:
        return None
    lattice = acquired_lattice(volume.geometry)
    if abs(np.dot(plane.normal, lattice.axis)) < 1 - ON_SLICE_TOLERANCE**2:
        return None
    position = (lattice.coordinate_mm(plane.origin_lps_mm) - lattice.first_mm) / lattice.step_mm
    index = round(position)
    on_slice = abs(position - index) <= ON_SLICE_TOLERANCE and 0 <= index < lattice.count
    return index if on_slice else None


def column_row_to_lps(pixels: Pixels, index: int) -> FloatArray | None:
    """4 x 4 affine from (column, row, 0, 1) of one acquired image to LPS mm.

    (PS3.3 equation C.7.6.2.1-1.) None when the image has no trusted plane or spacing.
    """
    if isinstance(pixels, Volume):
        affine = pixels.geometry.affine
        origin = pixels.geometry.index_to_lps((index, 0, 0))
        return _affine(affine[:3, 2], affine[:3, 1], origin)
    frame = pixels.frames[index]
    if frame is None or frame.plane is None or frame.pixel_spacing_mm is None:
        return None
    row_spacing, column_spacing = frame.pixel_spacing_mm
    right = np.asarray(frame.plane.row_direction) * column_spacing
    down = np.asarray(frame.plane.column_direction) * row_spacing
    return _affine(right, down, frame.plane.origin_lps_mm)


def _affine(right_mm: FloatArray, down_mm: FloatArray, origin_lps_mm: ArrayLike) -> FloatArray:
    matrix = np.eye(4)
    normal = np.cross(right_mm, down_mm)
    matrix[:3, :] = np.column_stack([right_mm, down_mm, normal / np.linalg.norm(normal), origin_lps_mm])
    return matrix
