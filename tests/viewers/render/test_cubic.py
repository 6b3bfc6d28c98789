"""Linear while moving, cubic at rest: exact at voxels, nearer to the truth between them, no ringing at padding."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.geometry import Plane
from tests.support.phantoms import affine_of, noise_volume, volume_of
from viewers.imaging.padding import PaddingRange
from viewers.imaging.windowing import Window, grey_levels
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.navigation import scrolled_to
from viewers.state.viewport_state import Quality, ViewPlane, ViewportState

SIZE = (120, 100)
WIDE = Window(4096, 0)
TURNED = Plane((20.0, 20.0, 20.0), (0.8, 0.6, 0.0), (-0.36, 0.48, 0.8))


def wave(points):
    """A smooth pattern, about nine voxels to a period."""
    x, y, z = np.moveaxis(np.asarray(points), -1, 0)
    return 1000 * np.sin(0.7 * x + 0.3) * np.cos(0.6 * y) * np.sin(0.65 * z + 0.1)


@pytest.fixture
def waves():
    volume = volume_of(np.zeros((40, 40, 40), dtype=np.int16), affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (0, 0, 0)))
    k, j, i = np.meshgrid(*(np.arange(40),) * 3, indexing="ij")
    points = volume.geometry.index_to_lps(np.stack([k, j, i], axis=-1))
    volume.stored_values[:] = np.rint(wave(points))
    return volume


def test_cubic_at_rest_is_nearer_to_the_truth_than_linear_while_moving(waves):
    state = ViewportState(ViewPlane.CORONAL, (20.3, 20.4, 20.2), window=WIDE, scale=4.0)
    errors = {}
    for quality in Quality:
        frame = FrameRenderer().render(waves, state, SIZE, quality)
        x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
        points = frame.geometry.display_to_lps(np.stack([x, y], axis=-1))
        inner = ((points > 2) & (points < 37)).all(axis=-1)
        shown = frame.pixels / 255 * 4095 - 2048
        errors[quality] = np.sqrt(np.mean((shown - wave(points))[inner] ** 2))
    assert errors[Quality.FINE] < 0.5 * errors[Quality.INTERACTIVE]


def test_acquired_pixels_stay_exact_at_rest():
    volume = noise_volume()
    state = scrolled_to(volume, ViewportState(scale=1 / 0.75), 4)
    for quality in Quality:
        frame = FrameRenderer().render(volume, state, (50, 40), quality)
        expected = grey_levels(volume.stored_values[4].astype(float) - 1024, Window(400, 40))
        np.testing.assert_array_equal(frame.pixels, expected)


def test_padding_does_not_ring_into_the_image():
    values = np.full((30, 40, 40), 300, dtype=np.int16)
    values[:, :, :17] = -2000
    volume = volume_of(
        values, affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (0, 0, 0)), padding=PaddingRange(-2000, -2000)
    )
    for plane in (ViewPlane.AXIAL, ViewPlane.CORONAL, ViewPlane.OBLIQUE):
        state = ViewportState(plane, (20.0, 20.0, 15.3), window=Window(20, 300), oblique=TURNED, scale=5.0)
        frame = FrameRenderer().render(volume, state, SIZE)
        x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
        points = frame.geometry.display_to_lps(np.stack([x, y], axis=-1))
        index = volume.geometry.lps_to_index(points)
        image = (index[..., 2] > 17.01) & (index >= 0).all(axis=-1) & (index <= (29, 39, 39)).all(axis=-1)
        assert image.any()
        assert len(np.unique(frame.pixels[image])) == 1, "everything is 300, right up to the padding"


def test_padding_that_lies_far_away_leaves_the_rest_cubic(waves):
    values = waves.stored_values.copy()
    values[:, :, :4] = -2000
    padded = replace(waves, stored_values=values, padding=PaddingRange(-2000, -2000))
    state = ViewportState(ViewPlane.SAGITTAL, (30.4, 20.4, 20.2), window=WIDE, scale=4.0)
    plain, near = (FrameRenderer().render(volume, state, SIZE).pixels for volume in (waves, padded))
    np.testing.assert_array_equal(plain, near)


def test_a_volume_that_is_still_arriving_is_linear(waves):
    state = ViewportState(ViewPlane.AXIAL, (20.3, 20.4, 20.5), window=WIDE, scale=4.0)
    moving = FrameRenderer().render(waves, state, SIZE, Quality.INTERACTIVE).pixels
    waves.loaded[39] = False
    np.testing.assert_array_equal(FrameRenderer().render(waves, state, SIZE).pixels, moving)
