"""Where a cubic curve would reach into padding: there values are interpolated linearly, so that no edge rings."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkImageData

from viewers.imaging.images import Volume
from viewers.render.resampling import IndexCut, Interpolation, resampled, wrapped

BLOCK = 4
"""Voxels to a side of a block that is judged as a whole; a cubic curve reaches two voxels, less than one block."""


class NearPadding:
    """Which display pixels of a cut lie near padding; remembers one byte for each block of a volume."""

    def __init__(self) -> None:
        self._blocks: WeakKeyDictionary[Volume, vtkImageData] = WeakKeyDictionary()

    def mask(self, volume: Volume, cut: IndexCut) -> NDArray[np.bool_]:
        """True where a voxel within `BLOCK` voxels may be padding; (height, width). The volume has to be complete."""
        if volume not in self._blocks:
            self._blocks[volume] = wrapped(padding_blocks(volume).astype(np.uint8))
        values = resampled(self._blocks[volume], _in_blocks(cut), background=0.0, interpolation=Interpolation.NEAREST)
        return np.asarray(values > 0)  # type: ignore[operator]  # numpy's generic arrays have no typed order


def padding_blocks(volume: Volume) -> NDArray[np.bool_]:
    """Which blocks of a volume hold padding or touch one that does, [k, j, i] in blocks."""
    if volume.padding is None:
        return np.zeros(tuple(-(-count // BLOCK) for count in volume.geometry.shape_kji), dtype=bool)
    holds = np.stack([_flat_blocks(volume.padding.holds(layer)) for layer in volume.stored_values])
    starts = np.arange(0, len(holds), BLOCK)
    return _grown(np.logical_or.reduceat(holds, starts, axis=0))


def _flat_blocks(holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    for axis in (0, 1):
        holds = np.logical_or.reduceat(holds, np.arange(0, holds.shape[axis], BLOCK), axis=axis)
    return holds


def _grown(blocks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Blocks and their neighbours, across corners too."""
    for axis in range(3):
        padded = np.swapaxes(np.pad(blocks, [(1, 1) if a == axis else (0, 0) for a in range(3)]), 0, axis)
        blocks = np.swapaxes(padded[:-2] | padded[1:-1] | padded[2:], 0, axis)
    return blocks


def _in_blocks(cut: IndexCut) -> IndexCut:
    """The same cut counted in blocks: block b holds voxels b * BLOCK to b * BLOCK + BLOCK - 1."""
    origin = (np.asarray(cut.origin_ijk) - (BLOCK - 1) / 2) / BLOCK
    x, y = np.asarray(cut.step_x_ijk) / BLOCK, np.asarray(cut.step_y_ijk) / BLOCK
    return IndexCut.of(origin, x, y, cut.size_px)
