"""Brushes on a label map: which voxels a stroke passes over, by their centres, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from annotations.geometry import FloatArray, Point, VolumeGeometry
from viewers.imaging.images import Volume
from viewers.imaging.label_edits import NO_BOX, Box, LabelEdit, Labels, Mask, box_around, edited, erased
from viewers.imaging.slices import not_scanned

SMALLEST_RADIUS_MM = 0.5
LARGEST_RADIUS_MM = 40.0


class BrushShape(StrEnum):
    """What a brush covers: a ball, or a disc of one layer of voxels in the plane on screen."""

    DISC = "disc"
    SPHERE = "sphere"


@dataclass(frozen=True)
class ValueRange:
    """Modality values from `low` to `high`, both included."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError("a range of values goes from its lower to its higher end")


@dataclass(frozen=True)
class Stroke:
    """A brush carried in a straight line between two LPS points of the plane with the unit normal `normal`."""

    start: Point
    end: Point
    normal: Point
    radius_mm: float
    shape: BrushShape = BrushShape.DISC


def painted(
    labels: Labels, volume: Volume, stroke: Stroke, label: int, within: ValueRange | None = None
) -> LabelEdit | None:
    """What a stroke paints: free voxels under the brush, of values in a range where one is given.

    With a range, padding and slices that have not arrived are never painted. None where nothing changes.
    """
    box, mask = stroke_mask(volume.geometry, stroke)
    if within is not None and not box.is_empty:
        mask = mask & voxels_within(volume, box, within)
    return None if box.is_empty else edited(labels, box, mask, label)


def wiped(labels: Labels, geometry: VolumeGeometry, stroke: Stroke, label: int) -> LabelEdit | None:
    """What a stroke erases of one label; None where nothing changes."""
    box, mask = stroke_mask(geometry, stroke)
    return None if box.is_empty else erased(labels, box, mask, label)


def stroke_mask(geometry: VolumeGeometry, stroke: Stroke) -> tuple[Box, Mask]:
    """The box around a stroke, clipped to the volume, and which of its voxels the brush passes over.

    A voxel is passed over when its centre is within the radius of the line; of a disc also within half a layer of the
    plane. The voxels that hold the ends of the line always are, so that the finest brush paints one voxel.
    """
    spacing = np.asarray(geometry.spacing_mm_kji)
    ends = geometry.lps_to_index([stroke.start, stroke.end])
    reach = np.maximum(stroke.radius_mm / spacing, 0.5)
    box = box_around(ends.min(axis=0) - reach, ends.max(axis=0) + reach, geometry.shape_kji)
    if box.is_empty:
        return NO_BOX, np.zeros((0, 0, 0), dtype=bool)
    axes = _centres_mm(box, spacing)
    start, end = ends * spacing
    mask = _distance_squared(axes, start, end) <= stroke.radius_mm**2
    if stroke.shape is BrushShape.DISC:
        normal = geometry.directions_kji @ np.asarray(stroke.normal)
        half = float(np.abs(normal) @ spacing) / 2
        offset = sum(axis * part for axis, part in zip(axes, normal, strict=True)) - start @ normal
        mask &= (offset >= -half) & (offset < half)
    _add_ends(mask, box, ends)
    return box, mask


def voxels_within(volume: Volume, box: Box, within: ValueRange) -> Mask:
    """Which voxels of a box have arrived, are no padding, were scanned, and have a modality value in a range."""
    stored = volume.stored_values[box.slices]
    values = stored.astype(np.float64) * volume.rescale.slope + volume.rescale.intercept
    mask = (values >= within.low) & (values <= within.high) & volume.loaded[box.slices[0]][:, None, None]
    if volume.padding is not None:
        mask &= ~volume.padding.holds(stored)
    if volume.extents is not None:
        mask &= ~not_scanned(volume, *np.ogrid[box.slices])
    return np.asarray(mask)


def _centres_mm(box: Box, spacing: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Coordinates of the voxel centres along each axis, mm from the first voxel of the volume, broadcastable."""
    k, j, i = np.ogrid[box.slices]
    return k * spacing[0], j * spacing[1], i * spacing[2]


def _distance_squared(
    axes: tuple[FloatArray, FloatArray, FloatArray], start: FloatArray, end: FloatArray
) -> FloatArray:
    """Squared distance of voxel centres from a line segment, mm2."""
    along = end - start
    length_squared = float(along @ along)
    offsets = [axis - origin for axis, origin in zip(axes, start, strict=True)]
    if length_squared == 0:
        return np.asarray(offsets[0] ** 2 + offsets[1] ** 2 + offsets[2] ** 2)
    share = sum(offset * part for offset, part in zip(offsets, along, strict=True)) / length_squared
    share = np.clip(share, 0.0, 1.0)
    apart = [(offset - share * part) ** 2 for offset, part in zip(offsets, along, strict=True)]
    return np.asarray(apart[0] + apart[1] + apart[2])


def _add_ends(mask: Mask, box: Box, ends_kji: FloatArray) -> None:
    for index in np.rint(ends_kji).astype(np.intp) - np.asarray(box.start):
        if (index >= 0).all() and (index < mask.shape).all():
            mask[tuple(index)] = True
