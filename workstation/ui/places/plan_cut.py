"""The in-plane cut of a needle: one oblique slice of a volume that holds the whole path from skin to tip."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import FloatArray, Plane, Point, VolumeGeometry, as_point
from viewers.imaging.images import Volume
from viewers.imaging.slices import image_nearest

CUT_SPACING_MM = 0.8
"""Pixel size of the cut; finer than a needle is wide (22 G is 0.7 mm) would only cost time."""
STEEP_COSINE = 0.9
"""A needle nearer than about 26 degrees to the head-foot axis is shown in a sagittal-like cut."""
CUT_THICKNESS_MM = 1.0
"""Nominal distance of neighbouring cuts; the cut itself has no thickness."""
Ground = tuple[Point, Point]
_AXIAL: Ground = ((0.0, 0.0, 1.0), (1.0, 0.0, 0.0))
_SAGITTAL: Ground = ((-1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


def needle_plane(entry: Point, tip: Point) -> Plane:
    """The plane through both points (LPS mm) that is nearest to an axial, for steep needles a sagittal, view.

    The patient's left is to the right of the picture, posterior below. Raises `ValueError` when the points coincide.
    """
    along = np.subtract(tip, entry)
    length = float(np.linalg.norm(along))
    if length <= 0:
        raise ValueError("entry and tip are the same point; place one of them again")
    along = along / length
    facing, right = _SAGITTAL if abs(along[2]) > STEEP_COSINE else _AXIAL
    normal = _perpendicular(facing, along)
    row = _perpendicular(right, normal)
    return Plane(as_point(np.add(entry, tip) / 2), as_point(row), as_point(np.cross(normal, row)))


def needle_cut(volume: Volume, entry: Point, tip: Point) -> Volume:
    """One slice of `volume` along the needle, in the same Frame of Reference (trilinear, 0.8 mm pixels).

    The slice carries the acquired image nearest to the tip as its reference: that is the evidence, not the cut.
    Raises `ValueError` when the points coincide or the tip lies outside the volume.
    """
    plane = needle_plane(entry, tip)
    image = image_nearest(volume, tip)
    if image is None:
        raise ValueError("the needle tip lies outside this series; choose the series it was planned on")
    corners = volume.geometry.corners_lps_mm() - np.asarray(plane.origin_lps_mm)
    basis = np.array([plane.column_direction, plane.row_direction])
    extent = corners @ basis.T
    low, high = extent.min(axis=0), extent.max(axis=0)
    shape = np.maximum(1, np.ceil((high - low) / CUT_SPACING_MM).astype(int))
    affine = np.eye(4)
    affine[:3, 0] = np.asarray(plane.normal) * CUT_THICKNESS_MM
    affine[:3, 1] = basis[0] * CUT_SPACING_MM
    affine[:3, 2] = basis[1] * CUT_SPACING_MM
    affine[:3, 3] = np.asarray(plane.origin_lps_mm) + low @ basis
    size = (1, int(shape[0]), int(shape[1]))
    geometry = VolumeGeometry.from_array(affine, size, volume.geometry.frame_of_reference_uid)
    values = _sampled(volume, geometry)
    return replace(
        volume, geometry=geometry, stored_values=values, loaded=np.array([True]), images=(image,), problems=()
    )


def _perpendicular(wanted: Point, axis: FloatArray) -> FloatArray:
    part = np.asarray(wanted) - np.dot(wanted, axis) * axis
    return np.asarray(part / np.linalg.norm(part))


def _sampled(volume: Volume, cut: VolumeGeometry) -> NDArray[np.float32]:
    _, rows, columns = cut.shape_kji
    grid = np.stack(np.meshgrid([0.0], np.arange(rows), np.arange(columns), indexing="ij"), axis=-1)
    index = volume.geometry.lps_to_index(cut.index_to_lps(grid.reshape(-1, 3)))
    high = np.asarray(volume.geometry.shape_kji) - 1
    inside = np.all((index >= -0.5) & (index <= high + 0.5), axis=1)
    clipped = np.clip(index[inside], 0, high)
    low = np.minimum(np.floor(clipped).astype(np.intp), np.maximum(high - 1, 0))
    fraction = clipped - low
    sums = np.zeros(len(clipped), dtype=np.float64)
    for corner in np.ndindex(2, 2, 2):
        k, j, i = np.minimum(low + corner, high).T
        weight = np.prod(np.where(corner, fraction, 1 - fraction), axis=1)
        sums += weight * volume.stored_values[k, j, i].astype(np.float64)
    values = np.full(len(index), sums.min() if len(sums) else 0.0, dtype=np.float32)
    values[inside] = sums
    return values.reshape(cut.shape_kji)
