"""Pixel for pixel and true size: the picture against the stored pixels, lengths against a ruler."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.geometry import Plane
from tests.support.phantoms import FRAME_OF_REFERENCE, SERIES, affine_of, image_ref, volume_of
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage
from viewers.imaging.windowing import VoiFunction, Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.display_size import (
    magnified,
    meaning_of_size,
    pixel_for_pixel,
    projection_calibration,
    true_size,
    zoom_of,
)
from viewers.state.frame_layout import layout_of
from viewers.state.viewport_state import ViewPlane, ViewportState

VALUES = np.random.default_rng(8).integers(0, 256, (5, 31, 40)).astype(np.int16)
PLAIN = Window(255, 127.5, function=VoiFunction.LINEAR_EXACT)


def a_volume(spacing=(3.0, 0.7, 0.7)):
    return volume_of(VALUES, affine_of((1, 0, 0), (0, 1, 0), spacing, (-9.0, -7.0, 5.0)))


def a_radiograph(calibration=None):
    image = ProjectionImage(SERIES, [PlanarFrame(image_ref(0), VALUES[0])], size_rc=VALUES.shape[1:])
    return image if calibration is None else replace(image, calibration=calibration)


def a_stack():
    plane = Plane((3.0, -4.0, 10.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
    frame = PlanarFrame(image_ref(0), VALUES[0], plane=plane, pixel_spacing_mm=(0.7, 0.7))
    return ImageStack(SERIES, [frame], FRAME_OF_REFERENCE, size_rc=VALUES.shape[1:])


@pytest.mark.parametrize("size", [(60, 50), (61, 50), (60, 51), (75, 63)])
@pytest.mark.parametrize("quarters", [0, 1, 2])
@pytest.mark.parametrize("flip", [False, True])
@pytest.mark.parametrize("make", [a_volume, a_radiograph, a_stack])
def test_pixel_for_pixel_shows_the_stored_values_untouched(make, flip, quarters, size):
    state = ViewportState(window=PLAIN, pan_px=(0.3, -0.2), flip_horizontal=flip, quarter_turns=quarters)
    pixels = make()
    shown = pixel_for_pixel(pixels, state, size)
    frame = FrameRenderer().render(pixels, shown, size)
    values = VALUES[frame.slice_number - 1] if make is a_volume else VALUES[0]
    expected = np.rot90(values[:, ::-1] if flip else values, -quarters)
    rows, columns = np.nonzero(frame.pixels)
    top, left = rows.min(), columns.min()
    assert (top + expected.shape[0], left + expected.shape[1]) <= (size[1] + 1, size[0] + 1)
    windows = np.lib.stride_tricks.sliding_window_view(frame.pixels, expected.shape)
    assert any((window == expected).all() for window in windows.reshape(-1, *expected.shape))
    assert zoom_of(pixels, frame.geometry) == pytest.approx(1.0)
    again = pixel_for_pixel(pixels, shown, size)
    assert (again.scale, *again.pan_px) == pytest.approx((shown.scale, *shown.pan_px))


def test_pixel_for_pixel_keeps_the_middle_of_the_view():
    volume, size = a_volume(), (200, 150)
    state = ViewportState(scale=20.0, pan_px=(140.0, -90.0))
    middle = ((size[0] - 1) / 2, (size[1] - 1) / 2)
    before = layout_of(volume, state, size).display_to_lps(middle)
    after = layout_of(volume, pixel_for_pixel(volume, state, size), size).display_to_lps(middle)
    assert np.abs(before - after).max() <= 0.7 / 2 + 1e-9  # half a pixel, so that pixels lie on pixels


def test_a_reformatted_cut_shows_its_smallest_voxel_side_as_a_pixel():
    volume, size = a_volume((3.0, 0.7, 0.9)), (200, 150)
    state = pixel_for_pixel(volume, ViewportState(ViewPlane.SAGITTAL), size)
    assert layout_of(volume, state, size).mm_per_px == pytest.approx(0.7)


@pytest.mark.parametrize("make", [a_volume, a_stack])
def test_true_size_of_a_patient_image_is_the_scale_of_the_screen(make):
    state = true_size(make(), ViewportState(), (300, 200), 4.2)
    assert layout_of(make(), state, (300, 200)).mm_per_px == pytest.approx(1 / 4.2)


def test_true_size_of_a_radiograph_uses_its_calibration_and_says_where_it_counts():
    image = a_radiograph(PixelCalibration(CalibrationSource.DETECTOR, 0.2, 0.2))
    state = true_size(image, ViewportState(), (300, 200), 4.0)
    geometry = layout_of(image, state, (300, 200))
    first, second = geometry.image_to_display([(0.0, 10.0), (25.0, 10.0)])  # 25 columns of 0.2 mm
    assert np.linalg.norm(second - first) == pytest.approx(5.0 * 4.0)
    assert "detector" in meaning_of_size(projection_calibration(image, None))
    assert meaning_of_size(projection_calibration(a_volume(), None)) == ""


def test_an_image_without_calibration_has_no_true_size():
    assert true_size(a_radiograph(), ViewportState(), (300, 200), 4.0) is None


@pytest.mark.parametrize("make", [a_volume, a_radiograph, a_stack])
@pytest.mark.parametrize(("flip", "quarters"), [(False, 0), (True, 1), (False, 2)])
def test_a_lens_shows_the_place_under_the_pointer_in_its_middle(make, flip, quarters):
    pixels, size, lens = make(), (300, 200), (101, 81)
    state = ViewportState(pan_px=(12.0, -5.0), flip_horizontal=flip, quarter_turns=quarters)
    layout = layout_of(pixels, state, size)
    at = (141.0, 88.0)
    inside = layout_of(pixels, magnified(state, layout, at, 4.0), lens)
    np.testing.assert_allclose(inside.display_to_image((50.0, 40.0)), layout.display_to_image(at), atol=1e-9)
    step = inside.display_to_image((54.0, 40.0)) - inside.display_to_image((50.0, 40.0))
    np.testing.assert_allclose(step, layout.display_to_image((1.0, 0.0)) - layout.display_to_image((0.0, 0.0)))
