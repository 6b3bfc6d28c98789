"""Scrolling, focusing, zooming and the rest as pure functions."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.geometry import Plane
from tests.support.phantoms import FRAME_OF_REFERENCE, SERIES, affine_of, image_ref, noise_volume, ramp_volume
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage
from viewers.imaging.windowing import Window
from viewers.state.frame_layout import planar_layout, volume_layout
from viewers.state.navigation import (
    focused_at,
    frame_of_reference,
    image_at,
    nearest_image_index,
    panned,
    plane_of,
    position_mm,
    reset,
    scrolled,
    scrolled_to,
    slice_count,
    slice_index,
    windowed,
    zoomed,
)
from viewers.state.viewport_state import Camera3D, ViewPlane, ViewportState

CUTS = (ViewPlane.ACQUIRED, ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL)
VOLUME = noise_volume()
TILTED = ramp_volume(affine_of((0.96, 0.28, 0.0), (-0.224, 0.768, 0.6), (3, 1, 1), (5, 5, 5)), (8, 20, 16))
PROJECTION = ProjectionImage(SERIES, [PlanarFrame(image_ref(n), np.zeros((9, 9), np.uint8)) for n in range(4)])


def _stack(*heights_mm: float) -> ImageStack:
    planes = [Plane((0.0, 0.0, z), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)) for z in heights_mm]
    frames = [
        PlanarFrame(image_ref(n), np.zeros((10, 10), np.int16), plane=plane, pixel_spacing_mm=(1.0, 1.0))
        for n, plane in enumerate(planes)
    ]
    return ImageStack(SERIES, [*frames, None], FRAME_OF_REFERENCE, size_rc=(10, 10))


@pytest.mark.parametrize("pixels", [VOLUME, TILTED, PROJECTION])
@pytest.mark.parametrize("plane", CUTS)
def test_every_cut_can_be_scrolled_to_and_says_its_number(pixels, plane):
    state = ViewportState(plane)
    for index in range(slice_count(pixels, state)):
        assert slice_index(pixels, scrolled_to(pixels, state, index)) == index


@pytest.mark.parametrize("pixels", [VOLUME, TILTED, PROJECTION])
@pytest.mark.parametrize("plane", CUTS)
def test_scrolling_stops_at_the_ends(pixels, plane):
    last = slice_count(pixels, ViewportState(plane)) - 1
    assert slice_index(pixels, scrolled(pixels, ViewportState(plane), 10_000)) == last
    assert slice_index(pixels, scrolled(pixels, ViewportState(plane), -10_000)) == 0


@pytest.mark.parametrize("plane", CUTS)
def test_scrolling_there_and_back_keeps_the_place_within_the_cut(plane):
    start = scrolled_to(VOLUME, focused_at(VOLUME, ViewportState(plane), (1.0, 2.0, -20.0)), 3)
    there = scrolled(VOLUME, start, 2)
    assert scrolled(VOLUME, there, -2).focus_lps_mm == pytest.approx(start.focus_lps_mm)


def test_acquired_and_axial_cuts_of_an_axial_series_have_the_same_numbers():
    point = tuple(VOLUME.geometry.index_to_lps((4, 3, 3)))
    assert {slice_index(VOLUME, focused_at(VOLUME, ViewportState(plane), point)) for plane in CUTS[:2]} == {4}


def test_a_new_viewport_shows_the_middle_slice_unblurred():
    for plane in CUTS[:2]:
        assert image_at(VOLUME, ViewportState(plane)) == image_ref(3)


def test_acquired_cuts_snap_to_the_slice_and_reformatted_ones_hold_the_focus():
    point = tuple(VOLUME.geometry.index_to_lps((2.3, 10, 10)))
    acquired, axial = (plane_of(VOLUME, ViewportState(plane, point)) for plane in CUTS[:2])
    assert acquired.origin_lps_mm[2] == pytest.approx(-24)
    assert axial.origin_lps_mm == pytest.approx(point)
    assert image_at(VOLUME, ViewportState(ViewPlane.ACQUIRED, point)) == image_ref(2)
    assert image_at(VOLUME, ViewportState(ViewPlane.AXIAL, point)) is None


def test_the_3d_view_has_one_place_and_no_cut():
    state = ViewportState(ViewPlane.VOLUME_3D)
    assert (slice_count(VOLUME, state), slice_index(VOLUME, state), plane_of(VOLUME, state)) == (1, 0, None)
    assert scrolled(VOLUME, state, 3) == state
    assert image_at(VOLUME, state) is None


def test_a_projection_has_no_patient_space():
    assert frame_of_reference(PROJECTION) == ""
    assert plane_of(PROJECTION, ViewportState()) is None
    assert focused_at(PROJECTION, ViewportState(), (1, 2, 3)) == ViewportState()
    assert image_at(PROJECTION, ViewportState(frame_index=2)) == image_ref(2)


def test_a_stack_goes_to_the_nearest_frame_that_covers_the_point():
    stack = _stack(0.0, 5.0, 30.0)
    assert focused_at(stack, ViewportState(), (4, 4, 6.0)).frame_index == 1
    assert focused_at(stack, ViewportState(frame_index=2), (400, 4, 6.0)).frame_index == 2
    assert frame_of_reference(stack) == FRAME_OF_REFERENCE
    assert image_at(stack, ViewportState(frame_index=3)) is None


def test_an_empty_series_can_be_asked_anything():
    empty = ProjectionImage(SERIES, [])
    assert (slice_count(empty, ViewportState()), slice_index(empty, ViewportState())) == (1, 0)
    assert image_at(empty, scrolled(empty, ViewportState(), 1)) is None


@pytest.mark.parametrize(
    ("right", "down", "origin", "position"),
    [
        ((1, 0, 0), (0, 1, 0), (9, 9, -40), -40),
        ((0, 1, 0), (0, 0, -1), (12, 9, 9), 12),
        ((1, 0, 0), (0, 0, -1), (9, -7, 9), -7),
        ((-1, 0, 0), (0, 1, 0), (9, 9, -40), -40),
    ],
)
def test_the_position_has_the_sign_of_the_patient_axis(right, down, origin, position):
    assert position_mm(Plane(origin, right, down)) == pytest.approx(position)


@given(
    st.floats(0.2, 5.0),
    st.tuples(st.floats(0, 300), st.floats(0, 200)),
    st.tuples(st.floats(-80, 80), st.floats(-80, 80)),
)
def test_zooming_keeps_what_is_under_the_pointer(factor, anchor, pan):
    state = ViewportState(pan_px=pan)
    layouts = {
        "volume": lambda s: volume_layout(VOLUME, s, plane_of(VOLUME, s), (300, 200)),
        "projection": lambda s: planar_layout(PROJECTION, PROJECTION.frames[0], s, (300, 200)),
    }
    before = layouts["volume"](state)
    after = layouts["volume"](zoomed(state, before, factor, anchor))
    np.testing.assert_allclose(after.display_to_lps(anchor), before.display_to_lps(anchor), atol=1e-6)
    assert before.mm_per_px / after.mm_per_px == pytest.approx(factor)
    before = layouts["projection"](state)
    after = layouts["projection"](zoomed(state, before, factor, anchor))
    np.testing.assert_allclose(after.display_to_image(anchor), before.display_to_image(anchor), atol=1e-6)


def test_zoom_has_limits():
    geometry = volume_layout(VOLUME, ViewportState(), plane_of(VOLUME, ViewportState()), (300, 200))
    assert zoomed(ViewportState(), geometry, 1e9, (0, 0)).scale == 400.0
    assert zoomed(ViewportState(), geometry, 1e-9, (0, 0)).scale == 0.01


def test_panning_adds_up():
    assert panned(panned(ViewportState(), 3, 4), -1, 1).pan_px == (2, 5)


def test_dragging_right_widens_and_down_raises_the_centre():
    wider = windowed(Window(400, 40), 250, 0)
    assert (wider.width, wider.center) == (pytest.approx(400 * math.e), 40)
    assert windowed(Window(400, 40), 0, 100) == Window(400, 140)
    assert windowed(Window(400, 40), -1e5, 0).width == 1.0


def test_reset_keeps_the_place_and_the_preset():
    state = ViewportState(
        ViewPlane.CORONAL, (1, 2, 3), 4, Window(1, 2), True, 3.0, (4, 5), Camera3D(azimuth_deg=30, preset="CT-MIP")
    )
    expected = ViewportState(ViewPlane.CORONAL, (1, 2, 3), 4, camera=Camera3D(preset="CT-MIP"))
    assert reset(state) == expected


def test_the_nearest_image_of_a_cut_is_the_acquired_slice_at_its_focus():
    state = scrolled_to(VOLUME, ViewportState(plane=ViewPlane.ACQUIRED), 3)
    assert nearest_image_index(VOLUME, state) == 3
    for plane in CUTS:
        assert nearest_image_index(VOLUME, replace(state, plane=plane)) == 3
    assert nearest_image_index(PROJECTION, ViewportState(frame_index=2)) == 2
