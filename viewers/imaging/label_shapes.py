"""Whole shapes of a label: filling between drawn layers, and islands."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from annotations.geometry import FloatArray, Point, VolumeGeometry
from viewers.imaging.label_edits import Box, LabelEdit, Labels, Mask, bounds_of, edited, erased, voxel_ml


def filled_between(labels: Labels, geometry: VolumeGeometry, label: int, axis: int = 0) -> LabelEdit | None:
    """A label filled in between the layers along an array axis on which it is drawn; None where nothing changes.

    Shape-based interpolation (Raya and Udupa 1990): the signed distance from the outline goes over linearly from one
    drawn layer to the next, and a voxel is inside where it is not positive. Voxels of other labels stay.
    """
    box = bounds_of(labels, label)
    if box.is_empty:
        return None
    drawn = np.moveaxis(labels[box.slices] == label, axis, 0)
    spacing = [mm for number, mm in enumerate(geometry.spacing_mm_kji) if number != axis]
    layers = np.flatnonzero(drawn.any(axis=(1, 2)))
    filled = drawn.copy()
    for first, last in pairwise(layers):
        if last - first > 1:
            _fill_gap(filled, int(first), int(last), spacing)
    return edited(labels, box, np.moveaxis(filled, 0, axis), label)


def _fill_gap(filled: Mask, first: int, last: int, spacing_mm: list[float]) -> None:
    start, end = (_signed_distance_mm(filled[layer], spacing_mm) for layer in (first, last))
    for layer in range(first + 1, last):
        share = (layer - first) / (last - first)
        filled[layer] = (1 - share) * start + share * end <= 0


def _signed_distance_mm(mask: Mask, spacing_mm: list[float]) -> FloatArray:
    """Distance from the outline of a layer, negative inside; the mask padded by one so that every shape has one."""
    import SimpleITK as sitk  # 100 MB that a window which labels nothing does not need

    image = sitk.GetImageFromArray(np.pad(mask, 1).astype(np.uint8))
    image.SetSpacing(spacing_mm[::-1])
    distance = sitk.SignedMaurerDistanceMap(image, squaredDistance=False, useImageSpacing=True, insideIsPositive=False)
    return np.asarray(sitk.GetArrayFromImage(distance)[1:-1, 1:-1], dtype=np.float64)


def largest_kept(labels: Labels, label: int) -> LabelEdit | None:
    """Only the largest connected piece of a label stays; of equal ones the first. None where nothing changes."""
    box, pieces, sizes = _pieces(labels, label)
    if len(sizes) < 2:
        return None
    largest = int(np.argmax(sizes)) + 1
    return erased(labels, box, (pieces > 0) & (pieces != largest), label)


def small_removed(labels: Labels, geometry: VolumeGeometry, label: int, least_ml: float) -> LabelEdit | None:
    """Connected pieces of a label smaller than a volume go. None where nothing changes."""
    box, pieces, sizes = _pieces(labels, label)
    small = np.flatnonzero(sizes * voxel_ml(geometry) < least_ml) + 1
    return erased(labels, box, np.isin(pieces, small), label) if small.size else None


def piece_kept(labels: Labels, geometry: VolumeGeometry, label: int, point: Point) -> LabelEdit | None:
    """Only the connected piece of a label at an LPS point stays; None where the point has none, or nothing changes."""
    if not geometry.contains(point):
        return None
    box, pieces, _ = _pieces(labels, label)
    index = np.rint(geometry.lps_to_index(point)).astype(int) - np.asarray(box.start)
    if box.is_empty or (index < 0).any() or (index >= pieces.shape).any() or not pieces[tuple(index)]:
        return None
    return erased(labels, box, (pieces > 0) & (pieces != pieces[tuple(index)]), label)


def _pieces(labels: Labels, label: int) -> tuple[Box, np.ndarray[tuple[int, ...], np.dtype[np.integer]], FloatArray]:
    """The box of a label, the number (from 1) of the piece each voxel belongs to, and the voxels of each piece.

    Voxels are connected through their faces.
    """
    box = bounds_of(labels, label)
    if box.is_empty:
        return box, np.zeros((0, 0, 0), dtype=np.int32), np.zeros(0)
    import SimpleITK as sitk  # 100 MB that a window which labels nothing does not need

    image = sitk.GetImageFromArray((labels[box.slices] == label).astype(np.uint8))
    pieces = sitk.GetArrayFromImage(sitk.ConnectedComponent(image, False))
    return box, pieces, np.bincount(pieces.reshape(-1))[1:].astype(np.float64)
