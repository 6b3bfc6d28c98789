"""A label map that is being worked on: changed in place by edits, with what is drawn and counted kept in step."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import VolumeGeometry
from viewers.imaging.label_edits import NO_BOX, Box, LabelEdit, Labels, bounds_of, voxel_ml


class LabelMap:
    """Labels uint8 [k, j, i] on the grid of a volume. `version` counts its changes; one thread works on it.

    `bounds` is a box that holds all labels, after erasing perhaps a larger one than needed.
    """

    def __init__(self, labels: Labels, geometry: VolumeGeometry) -> None:
        if labels.shape != geometry.shape_kji:
            raise ValueError(f"labels of shape {labels.shape} do not fit a volume of {geometry.shape_kji}")
        self.labels = labels
        self.geometry = geometry
        self.version = 0
        self.bounds = NO_BOX
        self._counts = np.zeros((labels.shape[0], 256), dtype=np.int64)
        self._count(range(labels.shape[0]))

    def apply(self, edit: LabelEdit) -> None:
        """Write an edit."""
        former = self.labels[edit.box.slices]
        for k, old, new in zip(range(edit.box.start[0], edit.box.stop[0]), former, edit.labels, strict=True):
            self._counts[k] += _counts_of(new) - _counts_of(old)
        edit.apply_to(self.labels)
        self.bounds = self.bounds.joined(edit.box)
        self.version += 1

    def put_slices(self, slices: Iterable[tuple[int, Labels]]) -> None:
        """Replace whole slices, (k, uint8 [row, column])."""
        for k, content in slices:
            self.labels[k] = content
            self._count((k,))
        self.version += 1

    def volume_ml(self, label: int) -> float:
        """The volume of a label: its voxels times the volume of one."""
        return float(self._counts[:, label].sum()) * voxel_ml(self.geometry)

    def count(self, label: int) -> int:
        """How many voxels have a label."""
        return int(self._counts[:, label].sum())

    def _count(self, slices: Iterable[int]) -> None:
        """Counts and bounds of slices whose content is new."""
        for k in slices:
            self._counts[k] = _counts_of(self.labels[k])
            if self._counts[k, 1:].any():
                box = bounds_of(self.labels[k : k + 1])
                inside = Box((k, *box.start[1:]), (k + 1, *box.stop[1:]))
                self.bounds = self.bounds.joined(inside)


def _counts_of(labels: Labels) -> NDArray[np.int64]:
    if not labels.any():
        counts = np.zeros(256, dtype=np.int64)
        counts[0] = labels.size
        return counts
    return np.bincount(labels.reshape(-1), minlength=256)
