"""Which voxels of a volume a 3-D view leaves out: a mask of the view, on a coarser grid, never a change of the data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import FloatArray, VolumeGeometry

MASK_AXIS_LIMIT = 256
"""Longest axis of a mask in voxels: what the processor casts rays through has the same grid."""

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class ReducedGrid:
    """A volume's grid with whole blocks of `factors` (k, j, i) voxels taken together; what is left over is cut off."""

    full: VolumeGeometry
    factors: tuple[int, int, int]

    @staticmethod
    def within(full: VolumeGeometry, axis_limit: int = MASK_AXIS_LIMIT) -> ReducedGrid:
        """The grid with no axis longer than the limit, and no coarser than it must be."""
        k, j, i = (-(-count // axis_limit) for count in full.shape_kji)
        return ReducedGrid(full, (k, j, i))

    @property
    def geometry(self) -> VolumeGeometry:
        """Where the blocks lie; the middle of a block is where its mean belongs."""
        affine = self.full.affine.copy()
        affine[:3, 3] = self.full.index_to_lps((np.asarray(self.factors) - 1) / 2)
        affine[:3, :3] *= self.factors
        k, j, i = (count // factor for count, factor in zip(self.full.shape_kji, self.factors, strict=True))
        return VolumeGeometry.from_array(affine, (k, j, i), self.full.frame_of_reference_uid)

    def block_of(self, index_kji: FloatArray) -> NDArray[np.intp]:
        """The block that holds each voxel (n, 3) of the full grid; what was cut off counts to the last block."""
        block = np.floor((index_kji + 0.5) / self.factors)
        return np.clip(block, 0, np.asarray(self.geometry.shape_kji) - 1).astype(np.intp)


@dataclass(frozen=True, eq=False)
class RemovedVoxels:
    """Blocks of a reduced grid that are left out, packed eight to a byte (1.2 MB for 256 x 256 x 150)."""

    grid: ReducedGrid
    bits: NDArray[np.uint8]
    count: int

    @staticmethod
    def of(grid: ReducedGrid, removed: BoolArray) -> RemovedVoxels:
        """The mask of an array [k, j, i] of the reduced grid. Raises `ValueError` for another shape."""
        if removed.shape != grid.geometry.shape_kji:
            raise ValueError(f"a mask of shape {removed.shape} does not fit a grid of {grid.geometry.shape_kji}")
        bits = np.packbits(removed)
        bits.flags.writeable = False
        return RemovedVoxels(grid, bits, int(np.count_nonzero(removed)))

    def array(self) -> BoolArray:
        """The mask as an array [k, j, i] of the reduced grid."""
        shape = self.grid.geometry.shape_kji
        count = shape[0] * shape[1] * shape[2]
        return np.unpackbits(self.bits, count=count).astype(np.bool_).reshape(shape)

    def on(self, grid: ReducedGrid) -> BoolArray:
        """The mask as an array of another reduced grid of the same volume, voxel by voxel where its middle lies."""
        factors, shape = np.asarray(grid.factors), grid.geometry.shape_kji
        middles = [(np.arange(count) * f + (f - 1) / 2 + 0.5) for count, f in zip(shape, factors, strict=True)]
        limits = self.grid.geometry.shape_kji
        rows = [
            np.clip(np.floor(middle / factor), 0, limit - 1).astype(np.intp)
            for middle, factor, limit in zip(middles, self.grid.factors, limits, strict=True)
        ]
        return np.asarray(self.array()[np.ix_(*rows)])

    def holds(self, points_lps_mm: ArrayLike) -> BoolArray:
        """Whether each point (..., 3) lies in a removed block."""
        points = np.asarray(points_lps_mm, dtype=np.float64)
        k, j, i = np.moveaxis(self.grid.block_of(self.grid.full.lps_to_index(points)), -1, 0)
        _, rows, columns = self.grid.geometry.shape_kji
        place = (k * rows + j) * columns + i
        return np.asarray((self.bits[place >> 3] >> (7 - (place & 7))) & 1, dtype=np.bool_)


def reduced_values(values: NDArray[np.generic], grid: ReducedGrid) -> NDArray[np.generic]:
    """Means of the blocks, [k, j, i] in the type of the values; the values themselves where a block is one voxel."""
    if grid.factors == (1, 1, 1):
        return values
    k, j, i = grid.factors
    slices, rows, columns = grid.geometry.shape_kji
    means = np.empty((slices, rows, columns), values.dtype)
    for number in range(slices):  # slab by slab: the whole volume in floats would take eight times its memory
        slab = values[number * k : (number + 1) * k, : rows * j, : columns * i]
        means[number] = slab.reshape(k, rows, j, columns, i).mean(axis=(0, 2, 4), dtype=np.float32)
    return means
