"""The window an image opens with."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tests.support.phantoms import SERIES, affine_of, image_ref, noise_volume, volume_of
from viewers.imaging.default_window import EMPTY_WINDOW, auto_window, default_window
from viewers.imaging.images import PlanarFrame, ProjectionImage, Rescale
from viewers.imaging.padding import PaddingRange
from viewers.imaging.windowing import Window
from viewers.state.viewport_state import ViewportState

AXIAL = affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (0, 0, 0))


def test_the_image_s_own_window_comes_first():
    volume = noise_volume(windows=(Window(120, 60, "own"), Window(1, 1)))
    assert default_window(volume, ViewportState()) == Window(120, 60, "own")


def test_without_one_nearly_all_values_are_kept_and_outliers_are_not():
    values = np.random.default_rng(1).normal(500, 20, (10, 200, 200)).astype(np.int16)
    values[4, 10, 10] = 32000
    window = default_window(volume_of(values, AXIAL, rescale=Rescale(2.0, -100.0)), ViewportState())
    assert window.center == pytest.approx(900, abs=15)
    assert 200 < window.width < 320


def test_padding_does_not_widen_the_automatic_window():
    values = np.full((4, 50, 50), -2000, dtype=np.int16)
    values[:, 10:40, 10:40] = np.arange(30) * 10
    padded = volume_of(values, AXIAL, padding=PaddingRange(-2000, -2000))
    assert auto_window(padded, ViewportState()) == Window(290, 145, "Automatic")


def test_slices_that_have_not_arrived_do_not_count():
    values = np.zeros((4, 50, 50), dtype=np.int16)
    values[0] = np.linspace(1000, 1100, 2500).reshape(50, 50)
    volume = volume_of(values, AXIAL)
    volume.loaded[1:] = False
    assert auto_window(volume, ViewportState()).center == pytest.approx(1050, abs=2)
    volume.loaded[:] = False
    assert auto_window(volume, ViewportState()) == EMPTY_WINDOW


def test_one_grey_level_still_has_a_window():
    assert auto_window(volume_of(np.full((2, 3, 3), 7, np.int16), AXIAL), ViewportState()) == Window(1, 7, "Automatic")


def test_each_frame_of_a_projection_has_its_own():
    frames = [PlanarFrame(image_ref(n), np.zeros((2, 2), np.uint8), windows=(Window(10 + n, n),)) for n in range(2)]
    image = ProjectionImage(SERIES, [*frames, None])
    assert default_window(image, ViewportState(frame_index=1)) == Window(11, 1)
    assert default_window(image, ViewportState(frame_index=2)) == EMPTY_WINDOW


def test_colour_has_no_window():
    image = ProjectionImage(SERIES, [PlanarFrame(image_ref(0), np.zeros((2, 2, 3), np.uint8))])
    assert default_window(image, ViewportState()) == EMPTY_WINDOW


def test_a_big_volume_takes_no_noticeable_time():
    volume = volume_of(np.random.default_rng(2).integers(0, 4096, (200, 256, 256)).astype(np.int16), AXIAL)
    start = time.perf_counter()
    auto_window(volume, ViewportState())
    assert time.perf_counter() - start < 0.2
