"""Thick cuts against SimpleITK and numpy, which gather the same lines of sight independently."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import SimpleITK as sitk

from annotations.geometry import Plane, as_point
from annotations.locations import PatientLocation
from tests.support.phantoms import affine_of, noise_volume, volume_of
from viewers.imaging.padding import PaddingRange
from viewers.imaging.windowing import Window, grey_levels
from viewers.qt.corner_text import notices_of, value_under
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.resampling import background_of, wrapped
from viewers.render.slab_cut import slab_values
from viewers.render.volume_frames import volume_cut
from viewers.state.viewport_state import Quality, Slab, SlabMode, ViewPlane, ViewportState
from viewers.tools.placement import locate

SIZE = (90, 70)
TURNED = Plane((10.0, -5.0, -20.0), (0.8, 0.6, 0.0), (-0.36, 0.48, 0.8))
CUTS = [ViewPlane.ACQUIRED, ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL, ViewPlane.OBLIQUE]
OF_NUMPY = {SlabMode.MAXIMUM: np.max, SlabMode.MINIMUM: np.min, SlabMode.MEAN: None}


@pytest.fixture
def volume():
    right, down = (0.96, 0.28, 0.0), (-0.28 * 0.8, 0.96 * 0.8, 0.6)
    values = np.random.default_rng(3).integers(-1000, 3000, (16, 40, 36)).astype(np.int16)
    return volume_of(values, affine_of(right, down, (2.0, 0.7, 0.9), (-4, -17, -40)))


def of_simpleitk(volume, geometry, offsets_mm):
    """The layers of a slab (n, height, width) by SimpleITK's linear resampling; NaN outside the voxel centres."""
    image = sitk.GetImageFromArray(volume.stored_values.astype(np.float64))
    axes = np.array(volume.geometry.directions_kji[::-1]).T
    image.SetSpacing([float(mm) for mm in volume.geometry.spacing_mm_kji[::-1]])
    image.SetDirection(axes.ravel().tolist())
    image.SetOrigin(volume.geometry.index_to_lps((0, 0, 0)).tolist())
    plane, mm = geometry.plane, geometry.mm_per_px
    direction = np.column_stack([plane.row_direction, plane.column_direction, plane.normal]).ravel().tolist()
    layers = []
    for offset in offsets_mm:
        origin = np.asarray(plane.origin_lps_mm) + offset * np.asarray(plane.normal)
        cut = sitk.Resample(
            image, (*geometry.size_px, 1), sitk.Transform(), sitk.sitkLinear, origin.tolist(), (mm, mm, 1.0),
            direction, float("nan"),
        )  # fmt: skip
        layers.append(sitk.GetArrayFromImage(cut)[0])
    return np.array(layers)


@pytest.mark.parametrize("mode", SlabMode)
@pytest.mark.parametrize("plane", CUTS)
def test_a_slab_is_what_simpleitk_gathers_along_the_same_lines(volume, plane, mode):
    center = volume.geometry.center_lps_mm
    state = ViewportState(plane, center, oblique=replace(TURNED, origin_lps_mm=center), scale=2.5, slab=Slab(8, mode))
    frame = FrameRenderer().render(volume, state, SIZE)
    cut = volume_cut(volume, frame.geometry, state.slab)
    values = slab_values(wrapped(volume.stored_values), cut, background_of(np.dtype(np.int16)), None)
    steps = np.linspace(-4.0, 4.0, cut.layers.count)
    layers = of_simpleitk(volume, frame.geometry, steps)
    inside = ~np.isnan(layers).any(axis=0)
    assert inside.sum() > 200
    gather = OF_NUMPY[mode]
    expected = np.trapezoid(layers, steps, axis=0) / 8.0 if gather is None else gather(layers, axis=0)
    np.testing.assert_allclose(values[inside], expected[inside], atol=0.55)


@pytest.mark.parametrize("mode", SlabMode)
def test_the_values_of_a_slab_are_those_of_its_picture(volume, mode):
    state = ViewportState(ViewPlane.OBLIQUE, oblique=replace(TURNED, origin_lps_mm=volume.geometry.center_lps_mm))
    state = replace(state, slab=Slab(6, mode), window=Window(4000, 1000), scale=3.0)
    values, geometry = FrameRenderer().modality_values(volume, state, SIZE)
    pixels = FrameRenderer().render(volume, state, SIZE).pixels
    layers = of_simpleitk(volume, geometry, (-3, 0, 3))
    inside = ~np.isnan(layers).any(axis=0)
    grey = np.clip((values - (1000 - 0.5)) / 3999 + 0.5, 0, 1) * 255
    assert inside.sum() > 200
    assert np.abs(pixels[inside] - grey[inside]).max() <= 1.0


def test_a_slab_along_an_axis_takes_the_voxel_layers_themselves():
    volume = noise_volume((9, 40, 50))
    state = ViewportState(focus_lps_mm=tuple(volume.geometry.index_to_lps((4, 20, 25))), scale=1 / 0.75)
    state = replace(state, slab=Slab(12.0), window=Window(400, 2900))
    values, _ = FrameRenderer().modality_values(volume, state, (50, 40))
    expected = volume.stored_values[2:7].max(axis=0) - 1024.0
    np.testing.assert_array_equal(values, expected)
    picture = FrameRenderer().render(volume, state, (50, 40)).pixels
    np.testing.assert_array_equal(picture, grey_levels(expected, Window(400, 2900)))


@pytest.mark.parametrize("mode", SlabMode)
def test_padding_takes_no_part_in_a_slab(mode):
    values = np.full((9, 30, 30), 500, dtype=np.int16)
    values[3], values[:, :, :10] = -2000, -2000
    plain = volume_of(values, affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (0, 0, 0)))
    padded = replace(plain, padding=PaddingRange(-2000, -2000))
    state = ViewportState(ViewPlane.AXIAL, (15.0, 15.0, 4.0), window=Window(4000, 0), slab=Slab(6, mode), scale=1.0)
    picture = FrameRenderer().render(padded, state, (30, 30)).pixels
    assert set(np.unique(picture[:, 12:])) == {159}, "500 in every line of sight, the layer of padding counts nothing"
    assert not picture[:, :9].any(), "only padding: black"
    inverted = FrameRenderer().render(padded, replace(state, invert=True), (30, 30)).pixels
    assert not inverted[:, :9].any()


def test_bright_padding_does_not_outshine_a_maximum():
    values = np.full((9, 20, 20), 100, dtype=np.uint16)
    values[3] = 65535
    volume = volume_of(
        values, affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (0, 0, 0)), padding=PaddingRange(65535, 65535)
    )
    state = ViewportState(ViewPlane.AXIAL, (10.0, 10.0, 4.0), window=Window(200, 100), slab=Slab(4), scale=1.0)
    assert FrameRenderer().render(volume, state, (20, 20)).pixels.max() < 140


def test_a_slab_waits_for_every_slice_it_needs():
    volume = noise_volume((9, 40, 50))
    volume.loaded[6] = False
    state = ViewportState(focus_lps_mm=tuple(volume.geometry.index_to_lps((4, 20, 25))))
    renderer = FrameRenderer()
    assert renderer.render(volume, replace(state, slab=Slab(6)), SIZE).missing == ""
    waiting = renderer.render(volume, replace(state, slab=Slab(12)), SIZE)
    assert waiting.missing == "loading"
    assert not waiting.pixels.any()


def test_a_slab_names_no_acquired_image_and_says_what_it_is():
    volume = noise_volume((9, 40, 50))
    state = ViewportState(focus_lps_mm=tuple(volume.geometry.index_to_lps((4, 20, 25))))
    renderer = FrameRenderer()
    thin, thick = (renderer.render(volume, replace(state, slab=slab), SIZE) for slab in (None, Slab(10)))
    assert "slab 10 mm MIP" in notices_of(volume, thick)
    assert thick.is_interpolated
    assert not any("slab" in notice for notice in notices_of(volume, thin))


@pytest.mark.parametrize("mode", SlabMode)
def test_under_the_pointer_a_slab_says_what_it_shows(volume, mode):
    center = volume.geometry.center_lps_mm
    state = ViewportState(
        ViewPlane.OBLIQUE, oblique=replace(TURNED, origin_lps_mm=center), slab=Slab(7, mode), scale=3.0
    )
    renderer = FrameRenderer()
    frame = renderer.render(volume, state, SIZE)
    values, geometry = renderer.modality_values(volume, state, SIZE)
    for x, y in ((40, 30), (50, 41), (44, 36)):
        point = geometry.point_at(x, y)
        location = PatientLocation(geometry.frame_of_reference_uid, (point,))
        assert value_under(volume, frame, location) == pytest.approx(values[y, x], abs=1e-6)


def test_marks_on_a_slab_cite_no_acquired_image():
    volume = noise_volume((9, 40, 50))
    state = ViewportState(focus_lps_mm=tuple(volume.geometry.index_to_lps((4, 20, 25))))
    thin, thick = (FrameRenderer().render(volume, replace(state, slab=slab), SIZE) for slab in (None, Slab(10)))
    assert locate(thin.geometry, 40, 30).source is not None
    assert locate(thick.geometry, 40, 30).source is None


def test_a_moving_slab_is_coarser_and_at_the_same_place():
    values = np.zeros((40, 60, 60), dtype=np.int16)
    values[20, 40, 15] = 1000
    volume = volume_of(values, affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (0, 0, 0)))
    plane = Plane((30.0, 30.0, 20.0), as_point((0.8, 0.6, 0)), (0.0, 0.0, -1.0))
    state = ViewportState(ViewPlane.OBLIQUE, oblique=plane, slab=Slab(40), window=Window(1000, 500), scale=20.0)
    place = (15.0, 40.0, 20.0)
    moving = FrameRenderer().render(volume, state, (1600, 1200), Quality.INTERACTIVE)
    bright = np.argwhere(moving.pixels > 128).mean(axis=0)[::-1]
    np.testing.assert_allclose(bright, moving.geometry.lps_to_display(place), atol=3.0)
