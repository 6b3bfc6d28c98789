"""Bone by threshold and connection: the largest piece of it, or the one that was pointed at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from annotations.geometry import Point
from viewers.imaging.images import Volume
from viewers.imaging.voxel_mask import BoolArray, ReducedGrid, RemovedVoxels, reduced_values

BONE_HU = 226.0
"""Where bone begins (InVesalius `presets.py`, viewing.md 4.3)."""
SEED_REACH_VOXELS = 3
"""A piece is found this far from the point that was clicked: the visible surface lies before the threshold."""
RIM_VOXELS = 1
"""What is kept around a piece, so that its surface is drawn as it was and not cut off at the threshold."""
STEPS = 4
Progress = Callable[[int, int], None]


class NoBoneError(ValueError):
    """There is no such piece; the message says what to do."""


@dataclass(frozen=True)
class BoneWish:
    """What to keep: the piece at a point (LPS mm), the largest without one; `least_hu` is where bone begins."""

    least_hu: float = BONE_HU
    seed_lps_mm: Point | None = None

    @property
    def words(self) -> str:
        """What the viewport says about it."""
        piece = "largest piece" if self.seed_lps_mm is None else "chosen piece"
        return f"bone from {self.least_hu:.0f} HU, {piece} only"


def removed_but_bone(
    volume: Volume, wish: BoneWish, *, former: RemovedVoxels | None, progress: Progress
) -> RemovedVoxels:
    """Everything but one connected piece of bone, and what `former` had removed.

    `progress` is called between the steps and may raise to stop. Raises `NoBoneError` where there is no such piece or
    the volume is not in Hounsfield units.
    """
    if volume.rescale.unit != "HU":
        raise NoBoneError("Bone only needs a CT in Hounsfield units. The scalpel works on every volume.")
    grid = ReducedGrid.within(volume.geometry)
    gone = None if former is None else former.on(grid)
    least = (wish.least_hu - volume.rescale.intercept) / volume.rescale.slope
    bone = np.greater_equal(reduced_values(volume.stored_values, grid), least)
    if gone is not None:
        bone &= ~gone
    progress(1, STEPS)
    labels, largest = _pieces(bone)
    progress(2, STEPS)
    number = largest if wish.seed_lps_mm is None else _piece_at(labels, grid, wish.seed_lps_mm)
    if number == 0:
        raise NoBoneError(
            f"There is no bone from {wish.least_hu:.0f} HU "
            + ("in this volume." if wish.seed_lps_mm is None else "where you clicked. Click on bone.")
        )
    kept = _grown(labels == number)
    progress(3, STEPS)
    removed = ~kept if gone is None else gone | ~kept
    progress(STEPS, STEPS)
    return RemovedVoxels.of(grid, removed)


def _pieces(bone: BoolArray) -> tuple[BoolArray, int]:
    """Numbers of the pieces that touch by their faces [k, j, i] (0 = none) and that of the largest."""
    import SimpleITK as sitk

    labels = sitk.GetArrayFromImage(sitk.ConnectedComponent(sitk.GetImageFromArray(bone.view(np.uint8))))
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    return labels, int(np.argmax(sizes)) if len(sizes) > 1 else 0


def _piece_at(labels: BoolArray, grid: ReducedGrid, point_lps_mm: Point) -> int:
    """The piece nearest to a point, within reach; 0 where there is none."""
    center = grid.geometry.lps_to_index(point_lps_mm)
    low = np.maximum(np.floor(center).astype(int) - SEED_REACH_VOXELS, 0)
    high = np.minimum(np.ceil(center).astype(int) + SEED_REACH_VOXELS + 1, labels.shape)
    near = labels[tuple(slice(a, max(a, b)) for a, b in zip(low, high, strict=True))]
    found = np.argwhere(near)
    if not len(found):
        return 0
    nearest = found[np.argmin(np.linalg.norm(found + low - center, axis=1))]
    return int(near[tuple(nearest)])


def _grown(piece: BoolArray) -> BoolArray:
    import SimpleITK as sitk

    image = sitk.GetImageFromArray(piece.view(np.uint8))
    grown = sitk.BinaryDilate(image, [RIM_VOXELS] * 3, sitk.sitkBox)
    return np.asarray(sitk.GetArrayFromImage(grown), dtype=np.bool_)
