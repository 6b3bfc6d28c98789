"""Changes of a label map as values: a box of new labels and where it goes. Label maps are uint8 [k, j, i], 0 = none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import FloatArray, VolumeGeometry

Labels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
MM3_PER_ML = 1000.0


@dataclass(frozen=True)
class Box:
    """A box of array indices: `start` is its first voxel, `stop` the one after its last, each (k, j, i)."""

    start: tuple[int, int, int]
    stop: tuple[int, int, int]

    @property
    def slices(self) -> tuple[slice, slice, slice]:
        """The box as an index of an array."""
        k, j, i = (slice(low, high) for low, high in zip(self.start, self.stop, strict=True))
        return k, j, i

    @property
    def is_empty(self) -> bool:
        """Whether it holds no voxel."""
        return any(high <= low for low, high in zip(self.start, self.stop, strict=True))

    def joined(self, other: Box) -> Box:
        """The smallest box that holds both; an empty one adds nothing."""
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        return box_between(np.minimum(self.start, other.start), np.maximum(self.stop, other.stop))


NO_BOX = Box((0, 0, 0), (0, 0, 0))


@dataclass(frozen=True, eq=False)
class LabelEdit:
    """New labels for a box of voxels; those that stay as they are have their former label in it."""

    box: Box
    labels: Labels

    def apply_to(self, labels: Labels) -> None:
        """Write it into a label map."""
        labels[self.box.slices] = self.labels


def box_between(start: NDArray[np.intp], stop: NDArray[np.intp]) -> Box:
    """A box from arrays of three."""
    k, j, i = (int(one) for one in start)
    to_k, to_j, to_i = (int(one) for one in stop)
    return Box((k, j, i), (to_k, to_j, to_i))


def box_around(low_kji: FloatArray, high_kji: FloatArray, shape_kji: tuple[int, int, int]) -> Box:
    """The voxels of a grid whose centres lie between two fractional indices, both included."""
    start = np.clip(np.ceil(low_kji), 0, shape_kji).astype(np.intp)
    stop = np.clip(np.floor(high_kji) + 1, 0, shape_kji).astype(np.intp)
    return box_between(start, np.maximum(start, stop))


def edited(labels: Labels, box: Box, mask: Mask, label: int) -> LabelEdit | None:
    """The edit that gives the free voxels of a mask (shape of the box) a label; None where nothing changes.

    A voxel that has another label keeps it: painting one structure never eats another.
    """
    former = labels[box.slices]
    chosen = mask & (former == 0)
    return LabelEdit(box, np.where(chosen, np.uint8(label), former)) if chosen.any() else None


def erased(labels: Labels, box: Box, mask: Mask, label: int) -> LabelEdit | None:
    """The edit that takes one label away from the voxels of a mask; None where nothing changes."""
    former = labels[box.slices]
    chosen = mask & (former == label)
    return LabelEdit(box, np.where(chosen, np.uint8(0), former)) if chosen.any() else None


def applied(labels: Labels, edit: LabelEdit | None) -> Labels:
    """A new label map with an edit applied."""
    changed = labels.copy()
    if edit is not None:
        edit.apply_to(changed)
    return changed


def bounds_of(labels: Labels, label: int | None = None) -> Box:
    """The smallest box that holds all voxels of a label, or of any."""
    is_set = labels != 0 if label is None else labels == label
    start, stop = [], []
    for axis in range(3):
        others = tuple(other for other in range(3) if other != axis)
        found = np.flatnonzero(is_set.any(axis=others))
        if not found.size:
            return NO_BOX
        start.append(int(found[0]))
        stop.append(int(found[-1]) + 1)
    return Box((start[0], start[1], start[2]), (stop[0], stop[1], stop[2]))


def touched_slices(former: Labels, labels: Labels, box: Box) -> tuple[int, ...]:
    """Slices k of a box in which two label maps differ."""
    differs = (former[box.slices] != labels[box.slices]).any(axis=(1, 2))
    return tuple(int(k) + box.start[0] for k in np.flatnonzero(differs))


def voxel_ml(geometry: VolumeGeometry) -> float:
    """The volume of one voxel, mL: the determinant of the affine."""
    return float(abs(np.linalg.det(geometry.affine[:3, :3]))) / MM3_PER_ML


def voxel_counts(labels: Labels) -> NDArray[np.intp]:
    """How many voxels have each label, (256,)."""
    return np.bincount(labels.reshape(-1), minlength=256)
