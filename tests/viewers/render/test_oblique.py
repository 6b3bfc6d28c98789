"""Oblique cuts: the state that asks for one, the picture it gives, and what the picture says of itself."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from annotations.geometry import Plane
from tests.support.phantoms import affine_of, ramp_volume, volume_of
from viewers.imaging.windowing import Window
from viewers.qt.corner_text import notices_of
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.navigation import plane_of, scrolled, scrolled_to, slice_count, slice_index
from viewers.state.viewport_state import ViewPlane, ViewportState

HALF = math.sqrt(0.5)
TURNED = Plane((3.0, 4.0, 12.0), (1.0, 0.0, 0.0), (0.0, HALF, -HALF))
"""Turned by 45 degrees about the patient's left-right axis."""


@pytest.fixture
def volume():
    return ramp_volume(affine_of((1, 0, 0), (0, 1, 0), (2.0, 0.5, 0.7), (-8, -9, 0)), (20, 40, 40))


def test_an_oblique_view_needs_its_plane():
    with pytest.raises(ValueError, match="needs its plane"):
        ViewportState(ViewPlane.OBLIQUE)


def test_an_oblique_cut_passes_through_its_origin_along_its_directions(volume):
    state = ViewportState(ViewPlane.OBLIQUE, oblique=TURNED, scale=4.0)
    geometry = FrameRenderer().render(volume, state, (80, 60)).geometry
    x, y = geometry.lps_to_display(TURNED.origin_lps_mm)
    np.testing.assert_allclose(geometry.display_to_lps((x, y)), TURNED.origin_lps_mm, atol=1e-9)
    np.testing.assert_allclose(geometry.display_to_lps((x + 4, y)), (4.0, 4.0, 12.0), atol=1e-9)
    np.testing.assert_allclose(geometry.display_to_lps((x, y + 4)), (3.0, 4 + HALF, 12 - HALF), atol=1e-9)
    assert geometry.image is None
    assert geometry.letters in {("R", "L", "A", "P"), ("R", "L", "S", "I")}


def test_a_focus_moves_the_oblique_cut_and_keeps_its_directions(volume):
    state = ViewportState(ViewPlane.OBLIQUE, (1.0, 2.0, 20.0), oblique=TURNED)
    plane = plane_of(volume, state)
    assert (plane.row_direction, plane.column_direction) == (TURNED.row_direction, TURNED.column_direction)
    assert plane.signed_distance_mm((1.0, 2.0, 20.0)) == pytest.approx(0)


def test_every_oblique_cut_can_be_scrolled_to(volume):
    state = ViewportState(ViewPlane.OBLIQUE, oblique=TURNED)
    numbers = range(slice_count(volume, state))
    assert [slice_index(volume, scrolled_to(volume, state, n)) for n in numbers] == list(numbers)
    assert slice_index(volume, scrolled(volume, state, 1)) == slice_index(volume, state) + 1


def test_an_oblique_picture_shows_a_bright_voxel_where_its_geometry_says(volume):
    values = np.zeros((20, 40, 40), dtype=np.int16)
    values[9, 25, 12] = 1000
    bright = volume_of(values, volume.geometry.affine)
    point = tuple(volume.geometry.index_to_lps((9, 25, 12)))
    state = ViewportState(ViewPlane.OBLIQUE, point, oblique=TURNED, scale=10.0, window=Window(1000, 500))
    frame = FrameRenderer().render(bright, state, (500, 500))
    x, y = np.rint(frame.geometry.lps_to_display(point)).astype(int)
    assert frame.pixels[y, x] > 240
    middle = np.argwhere(frame.pixels > 200).mean(axis=0)[::-1]
    np.testing.assert_allclose(middle, frame.geometry.lps_to_display(point), atol=0.6)


def test_an_oblique_picture_is_marked_so_and_others_are_not(volume):
    renderer = FrameRenderer()
    state = ViewportState(ViewPlane.OBLIQUE, oblique=TURNED)
    oblique, axial = (renderer.render(volume, s, (80, 60)) for s in (state, replace(state, plane=ViewPlane.AXIAL)))
    assert notices_of(volume, oblique) == ("oblique", "reformatted")
    assert "oblique" not in notices_of(volume, axial)


def test_an_oblique_cut_along_a_slice_is_that_slice_and_still_called_oblique(volume):
    point = tuple(volume.geometry.index_to_lps((4, 0, 0)))
    along = ViewportState(ViewPlane.OBLIQUE, oblique=Plane(point, (0.6, 0.8, 0.0), (-0.8, 0.6, 0.0)))
    frame = FrameRenderer().render(volume, along, (80, 60))
    assert notices_of(volume, frame) == ("oblique",)
