"""Masks of a 3-D view: packed, on a coarser grid, and at the right voxels."""

from __future__ import annotations

import numpy as np
import pytest
import SimpleITK as sitk

from tests.support.phantoms import affine_of, volume_of
from viewers.imaging.voxel_mask import ReducedGrid, RemovedVoxels, reduced_values

AFFINE = affine_of((0, 1, 0), (0, 0, -1), (2.0, 1.0, 1.5), (10, -20, 30))


def a_grid(shape: tuple[int, int, int] = (7, 13, 9), limit: int = 5) -> ReducedGrid:
    return ReducedGrid.within(volume_of(np.zeros(shape, np.int16), AFFINE).geometry, limit)


def test_no_axis_is_longer_than_the_limit_and_no_factor_larger_than_it_must_be() -> None:
    grid = a_grid()
    assert grid.factors == (2, 3, 2)
    assert grid.geometry.shape_kji == (3, 4, 4)


def test_a_block_lies_in_the_middle_of_its_voxels() -> None:
    grid = a_grid()
    middle = grid.full.index_to_lps([[2, 3, 4], [3, 5, 5]]).mean(axis=0)
    np.testing.assert_allclose(grid.geometry.index_to_lps((1, 1, 2)), middle)


def test_means_are_those_of_simpleitk() -> None:
    values = np.random.default_rng(1).integers(-900, 2000, (6, 12, 8)).astype(np.int16)
    grid = ReducedGrid.within(volume_of(values, AFFINE).geometry, 4)
    expected = sitk.GetArrayFromImage(sitk.BinShrink(sitk.GetImageFromArray(values), grid.factors[::-1]))
    assert np.abs(reduced_values(values, grid).astype(int) - expected).max() <= 1  # one rounds, the other cuts off


def test_a_packed_mask_is_the_mask() -> None:
    grid = a_grid()
    removed = np.random.default_rng(2).random(grid.geometry.shape_kji) > 0.5
    mask = RemovedVoxels.of(grid, removed)
    np.testing.assert_array_equal(mask.array(), removed)
    assert mask.count == removed.sum()
    assert mask.bits.nbytes == -(-removed.size // 8)


def test_a_mask_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        RemovedVoxels.of(a_grid(), np.zeros((2, 2, 2), np.bool_))


def test_points_are_looked_up_in_the_block_that_holds_them() -> None:
    grid = a_grid()
    removed = np.zeros(grid.geometry.shape_kji, np.bool_)
    removed[1, 2, 3] = True
    mask = RemovedVoxels.of(grid, removed)
    index = np.stack(np.meshgrid(*[np.arange(n) for n in grid.full.shape_kji], indexing="ij"), axis=-1)
    inside = mask.holds(grid.full.index_to_lps(index))
    expected = np.zeros(grid.full.shape_kji, np.bool_)
    expected[2:4, 6:9, 6:8] = True
    expected[2:4, 6:9, 8] = True  # cut off at the end of the axis: belongs to the last block
    np.testing.assert_array_equal(inside, expected)


def test_a_mask_is_carried_to_the_grid_of_a_graphics_card() -> None:
    coarse, fine = a_grid(limit=5), a_grid(limit=100)
    removed = np.random.default_rng(3).random(coarse.geometry.shape_kji) > 0.5
    on_fine = RemovedVoxels.of(coarse, removed).on(fine)
    k, j, i = (np.minimum(np.arange(n) // f, m - 1)
               for n, f, m in zip(fine.geometry.shape_kji, coarse.factors, removed.shape, strict=True))  # fmt: skip
    np.testing.assert_array_equal(on_fine, removed[np.ix_(k, j, i)])
