"""Growing a label from a seed through connected voxels of like values, within a radius."""

from __future__ import annotations

import numpy as np

from annotations.geometry import Point
from viewers.imaging.images import Volume
from viewers.imaging.label_brush import BrushShape, Stroke, ValueRange, stroke_mask, voxels_within
from viewers.imaging.label_edits import LabelEdit, Labels, Mask, edited

SPREADS = 2.5
"""A value belongs to what grows when it is within so many standard deviations of the mean of what grew so far."""
ITERATIONS = 3
"""How often mean and standard deviation are taken again (ConfidenceConnectedImageFilter)."""
FIRST_RADIUS_VOXELS = 1
"""The seed's first mean is that of the voxels so many steps around it."""


class NoGrowthError(Exception):
    """Nothing can grow from this seed; the text says why and is shown to the user."""


OUTSIDE = "The seed is outside the volume; click on the image."
NOT_IN_RANGE = "The value at the seed is outside the range, or its slice has not arrived; click elsewhere."
IS_TAKEN = "The seed already has a label; click on a place that has none."


def grown(
    labels: Labels, volume: Volume, seed: Point, label: int, radius_mm: float, within: ValueRange | None = None
) -> LabelEdit | None:
    """What grows from an LPS point through free connected voxels no farther than a radius; None where nothing changes.

    With a range: all connected values in it. Without: values like those around the seed (`SPREADS`). Voxels of other
    labels, padding and slices that have not arrived are walls. Raises `NoGrowthError`.
    """
    if not volume.geometry.contains(seed):
        raise NoGrowthError(OUTSIDE)
    box, ball = stroke_mask(volume.geometry, Stroke(seed, seed, (0.0, 0.0, 1.0), radius_mm, BrushShape.SPHERE))
    index = np.rint(volume.geometry.lps_to_index(seed)).astype(np.intp) - np.asarray(box.start)
    at = tuple(np.clip(index, 0, np.asarray(ball.shape) - 1))
    former = labels[box.slices]
    if former[at] not in (0, label):
        raise NoGrowthError(IS_TAKEN)
    open_to = ball & ((former == 0) | (former == label))
    open_to &= voxels_within(volume, box, within or ValueRange(-np.inf, np.inf))
    if not open_to[at]:
        raise NoGrowthError(NOT_IN_RANGE)
    seeds = [tuple(int(part) for part in at[::-1])]
    if within is None:
        stored = volume.stored_values[box.slices]
        values = stored.astype(np.float32) * volume.rescale.slope + volume.rescale.intercept
        open_to &= _like_the_seed(values, seeds)
        if not open_to[at]:
            open_to[at] = True
    import SimpleITK as sitk  # 100 MB that a window which labels nothing does not need

    reached = sitk.ConnectedThreshold(sitk.GetImageFromArray(open_to.astype(np.uint8)), seeds, lower=1, upper=1)
    return edited(labels, box, sitk.GetArrayViewFromImage(reached) > 0, label)


def _like_the_seed(values: np.ndarray[tuple[int, ...], np.dtype[np.float32]], seeds: list[tuple[int, ...]]) -> Mask:
    import SimpleITK as sitk  # 100 MB that a window which labels nothing does not need

    found = sitk.ConfidenceConnected(
        sitk.GetImageFromArray(values),
        seedList=seeds,
        numberOfIterations=ITERATIONS,
        multiplier=SPREADS,
        initialNeighborhoodRadius=FIRST_RADIUS_VOXELS,
        replaceValue=1,
    )
    return np.asarray(sitk.GetArrayFromImage(found) > 0)
