"""The window of a rectangle, compared with percentiles of the values taken out by slicing the array."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.geometry import Plane
from tests.support.phantoms import affine_of, image_ref, noise_volume, volume_of
from viewers.imaging.images import PlanarFrame, Rescale
from viewers.imaging.padding import PaddingRange
from viewers.imaging.region_window import (
    NO_COLOUR_WINDOW,
    NO_VALUES,
    NoWindowError,
    frame_region_window,
    volume_region_window,
)
from viewers.imaging.windowing import VoiFunction
from viewers.state.frame import FrameGeometry
from viewers.state.viewport_state import Slab, SlabMode

AXIAL = Plane((-10.0, -20.0, -24.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
"""Slice 2 of the noise volume: its origin is the first pixel."""


def expected(values: np.ndarray) -> tuple[float, float]:
    low, high = np.percentile(values, (1, 99))
    return high - low, (low + high) / 2


def pixel_geometry(columns: int, rows: int, step: float = 1.0) -> FrameGeometry:
    return FrameGeometry(
        (columns, rows), image=image_ref(0), column_row_origin=(0.0, 0.0), image_px_per_px=(step, step)
    )


def test_a_slice_of_a_volume_gives_the_percentiles_of_the_voxels_inside():
    volume = noise_volume()
    geometry = FrameGeometry((50, 40), AXIAL, 0.75, volume.geometry.frame_of_reference_uid)
    window = volume_region_window(volume, geometry, ((5.0, 10.0), (24.0, 29.0)))
    inside = volume.stored_values[2, 10:30, 5:25] - 1024.0
    assert (window.width, window.center) == pytest.approx(expected(inside))


def test_the_corners_may_come_in_any_order():
    volume = noise_volume()
    geometry = FrameGeometry((50, 40), AXIAL, 0.75, volume.geometry.frame_of_reference_uid)
    one = volume_region_window(volume, geometry, ((5.0, 10.0), (24.0, 29.0)))
    assert volume_region_window(volume, geometry, ((24.0, 10.0), (5.0, 29.0))) == one


def test_a_coronal_cut_is_windowed_by_what_it_shows():
    values = np.zeros((20, 10, 30), dtype=np.int16)
    values[:, 4, :] = np.arange(20)[:, None] * 10
    volume = volume_of(values, affine_of((1, 0, 0), (0, 1, 0), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)))
    coronal = Plane((0.0, 4.0, 19.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0))
    geometry = FrameGeometry((30, 20), coronal, 1.0, volume.geometry.frame_of_reference_uid)
    window = volume_region_window(volume, geometry, ((0.0, 0.0), (29.0, 9.0)))
    assert (window.width, window.center) == pytest.approx(expected(values[10:20, 4, :]))


@pytest.mark.parametrize(
    ("mode", "gather"), [(SlabMode.MAXIMUM, np.max), (SlabMode.MINIMUM, np.min), (SlabMode.MEAN, np.mean)]
)
def test_a_slab_is_windowed_by_the_values_it_gathers(mode, gather):
    values = np.random.default_rng(3).integers(0, 2000, (9, 30, 30)).astype(np.int16)
    volume = volume_of(values, affine_of((1, 0, 0), (0, 1, 0), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)))
    cut = Plane((0.0, 0.0, 4.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    geometry = FrameGeometry((30, 30), cut, 1.0, volume.geometry.frame_of_reference_uid)
    window = volume_region_window(volume, geometry, ((0.0, 0.0), (29.0, 29.0)), Slab(4.0, mode))
    assert (window.width, window.center) == pytest.approx(expected(gather(values[2:7], axis=0)))


def test_a_frame_shown_small_is_looked_at_pixel_by_pixel():
    values = np.random.default_rng(2).integers(0, 4096, (200, 200)).astype(np.uint16)
    frame = PlanarFrame(image_ref(0), values, rescale=Rescale(2.0, -100.0))
    window = frame_region_window(frame, pixel_geometry(50, 50, step=4.0), ((10.0, 10.0), (20.0, 20.0)))
    assert (window.width, window.center) == pytest.approx(expected(values[40:81, 40:81] * 2.0 - 100))


def test_one_bright_speck_does_not_set_the_window():
    values = np.random.default_rng(4).normal(500, 10, (100, 100)).astype(np.int16)
    values[50, 50] = 30000
    window = frame_region_window(
        PlanarFrame(image_ref(0), values), pixel_geometry(100, 100), ((0.0, 0.0), (99.0, 99.0))
    )
    assert window.width < 60


def test_padding_and_what_lies_beyond_the_image_do_not_count():
    values = np.full((20, 20), -2000, dtype=np.int16)
    values[:, 10:] = np.arange(10) * 10
    frame = PlanarFrame(image_ref(0), values, padding=PaddingRange(-2000, -2000))
    window = frame_region_window(frame, pixel_geometry(60, 60), ((0.0, 0.0), (59.0, 59.0)))
    assert (window.width, window.center) == pytest.approx(expected(values[:, 10:]))


def test_small_values_keep_their_exact_window():
    values = np.linspace(0.0005, 0.0025, 400, dtype=np.float32).reshape(20, 20)
    window = frame_region_window(PlanarFrame(image_ref(0), values), pixel_geometry(20, 20), ((0.0, 0.0), (19.0, 19.0)))
    assert window.function is VoiFunction.LINEAR_EXACT
    assert window.width == pytest.approx(0.002, rel=0.05)


def test_colour_has_no_window_and_says_why():
    frame = PlanarFrame(image_ref(0), np.zeros((20, 20, 3), np.uint8))
    with pytest.raises(NoWindowError, match="colour") as refused:
        frame_region_window(frame, pixel_geometry(20, 20), ((0.0, 0.0), (9.0, 9.0)))
    assert str(refused.value) == NO_COLOUR_WINDOW


@pytest.mark.parametrize("corners", [((100.0, 100.0), (120.0, 120.0)), ((-30.0, 0.0), (-10.0, 10.0))])
def test_a_rectangle_beside_the_picture_is_refused(corners):
    volume = noise_volume()
    geometry = FrameGeometry((50, 40), AXIAL, 0.75, volume.geometry.frame_of_reference_uid)
    with pytest.raises(NoWindowError, match=NO_VALUES):
        volume_region_window(volume, geometry, corners)


def test_slices_that_have_not_arrived_give_no_window():
    volume = noise_volume()
    volume.loaded[:] = False
    geometry = FrameGeometry((50, 40), AXIAL, 0.75, volume.geometry.frame_of_reference_uid)
    with pytest.raises(NoWindowError):
        volume_region_window(volume, geometry, ((5.0, 10.0), (24.0, 29.0)))
    with pytest.raises(NoWindowError):
        frame_region_window(PlanarFrame(image_ref(0), None), pixel_geometry(20, 20), ((0.0, 0.0), (9.0, 9.0)))
