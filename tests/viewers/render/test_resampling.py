"""Cuts in voxel indices."""

from __future__ import annotations

import gc
import threading

import numpy as np
import pytest
from vtkmodules.util.numpy_support import vtk_to_numpy

from tests.support.phantoms import noise_volume
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.resampling import IndexCut, background_of, outside, resampled, wrapped
from viewers.state.viewport_state import ViewPlane, ViewportState

VALUES = np.random.default_rng(5).integers(-500, 500, (7, 11, 13)).astype(np.int16)
OBLIQUE = IndexCut.of((1.5, 2.0, 0.5), (0.8, 0.1, 0.0), (0.0, 0.6, 0.5), (9, 8))


def test_wrapping_copies_nothing_and_keeps_the_array_alive():
    values = VALUES.copy()
    image = wrapped(values)
    assert np.shares_memory(vtk_to_numpy(image.GetPointData().GetScalars()), values)
    del values
    gc.collect()
    assert vtk_to_numpy(image.GetPointData().GetScalars())[-1] == VALUES[-1, -1, -1]


@pytest.mark.parametrize("k", [0, 3, 6])
def test_a_cut_along_voxels_gives_the_voxels(k):
    cut = IndexCut.of((0, 0, k), (1, 0, 0), (0, 1, 0), (13, 11))
    np.testing.assert_array_equal(resampled(wrapped(VALUES), cut, background=0), VALUES[k])


def test_an_oblique_cut_is_trilinear():
    cut = resampled(wrapped(VALUES), OBLIQUE, background=0, as_float=True)
    for y, x in np.ndindex(8, 9):
        i, j, k = (
            np.asarray(OBLIQUE.origin_ijk) + x * np.asarray(OBLIQUE.step_x_ijk) + y * np.asarray(OBLIQUE.step_y_ijk)
        )
        low = np.floor((k, j, i)).astype(int)
        f = np.array((k, j, i)) - low
        expected = sum(
            np.prod(np.where(corner, f, 1 - f)) * VALUES[tuple(np.minimum(low + corner, np.array(VALUES.shape) - 1))]
            for corner in np.ndindex(2, 2, 2)
        )
        assert cut[y, x] == pytest.approx(expected, abs=0.01)


def test_outside_is_what_lies_half_a_voxel_beyond():
    cut = IndexCut.of((-1.5, -0.5, 2), (0.5, 0, 0), (0, 1, 0), (40, 14))
    values = resampled(wrapped(VALUES), cut, background=background_of(VALUES.dtype))
    mask = np.broadcast_to(outside(cut, VALUES.shape), values.shape)
    np.testing.assert_array_equal(values == -32768, mask)
    assert mask[0].tolist() == [True] * 2 + [False] * 27 + [True] * 11


def test_a_reduced_cut_has_its_pixels_in_the_middle_of_those_it_stands_for():
    fine, coarse = OBLIQUE, OBLIQUE.reduced(2)
    assert coarse.size_px == (5, 4)
    for axis in range(3):
        blocks = np.broadcast_to(fine.coordinates(axis), (8, 9))[:, :8].reshape(4, 2, 4, 2).mean(axis=(1, 3))
        np.testing.assert_allclose(np.broadcast_to(coarse.coordinates(axis), (4, 5))[:, :4], blocks)


def test_a_pooled_cut_shows_the_same_places():
    cut = IndexCut.of((1.0, 4.0, 0.0), (3.0, 0, 0), (0, 3.5, 0), (4, 4))
    pooled = cut.pooled(3)
    # Block b of three pixels has its middle at pixel 3 b + 1.
    np.testing.assert_allclose(pooled.coordinates(0) * 3 + 1, cut.coordinates(0), atol=1e-6)
    np.testing.assert_allclose(pooled.coordinates(1) * 3 + 1, cut.coordinates(1), atol=1e-6)


def test_float_noise_does_not_make_a_straight_cut_oblique():
    noisy = IndexCut.of((0, 0, 0), (1, 1e-12, 0), (1e-13, 1, 0), (4, 4))
    assert not noisy.is_oblique
    assert OBLIQUE.is_oblique


def test_two_threads_may_share_a_renderer():
    renderer, volume = FrameRenderer(), noise_volume((20, 60, 60))
    planes = (ViewPlane.ACQUIRED, ViewPlane.SAGITTAL)
    expected = {plane: renderer.render(volume, ViewportState(plane), (120, 90)).pixels for plane in planes}
    wrong: list[ViewPlane] = []

    def draw(plane: ViewPlane) -> None:
        for _ in range(40):
            if not np.array_equal(renderer.render(volume, ViewportState(plane), (120, 90)).pixels, expected[plane]):
                wrong.append(plane)

    threads = [threading.Thread(target=draw, args=(plane,)) for plane in planes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
