"""The 3-D camera: what is where on screen, without drawing anything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.geometry import orientation_letter
from tests.support.phantoms import noise_volume
from viewers.state.scene_3d import camera_directions, view_of
from viewers.state.viewport_state import Camera3D

GEOMETRY = noise_volume((30, 40, 50)).geometry


@pytest.mark.parametrize(
    ("azimuth", "elevation", "right", "up", "forward"),
    [
        (0, 0, "L", "S", "P"),
        (90, 0, "P", "S", "R"),
        (180, 0, "R", "S", "A"),
        (-90, 0, "A", "S", "L"),
        (0, 90, "L", "P", "I"),
        (0, -90, "L", "A", "S"),
    ],
)
def test_the_camera_walks_round_the_patient(azimuth, elevation, right, up, forward):
    directions = camera_directions(Camera3D(azimuth_deg=azimuth, elevation_deg=elevation))
    assert [orientation_letter(direction) for direction in directions] == [right, up, forward]


def test_roll_turns_the_picture_clockwise():
    view = view_of(GEOMETRY, Camera3D(roll_deg=90), (101, 101))
    head = np.add(GEOMETRY.center_lps_mm, (0, 0, 10))
    assert view.project(head).display_px[0] == pytest.approx((50 + 10 / view.mm_per_px, 50))


@given(st.floats(-360, 360), st.floats(-90, 90), st.floats(-180, 180))
def test_the_directions_are_always_a_right_handed_frame(azimuth, elevation, roll):
    right, up, forward = camera_directions(Camera3D(azimuth, elevation, roll))
    np.testing.assert_allclose(np.cross(right, up), -np.asarray(forward), atol=1e-9)
    assert np.dot(right, up) == pytest.approx(0, abs=1e-9)


def test_points_are_projected_to_display_pixels_with_depth():
    view = view_of(GEOMETRY, Camera3D(zoom=2.0, pan_px=(10, -4)), (201, 101))
    center = np.asarray(GEOMETRY.center_lps_mm)
    projected = view.project(
        [
            center,
            np.add(center, (5, 0, 0)),
            np.add(center, (0, 7, 0)),
            np.add(center, (0, 0, 5)),
            np.add(center, (900, 0, 0)),
        ]
    )
    step = 5 / view.mm_per_px
    np.testing.assert_allclose(projected.display_px[:4], [(110, 46), (110 + step, 46), (110, 46), (110, 46 - step)])
    np.testing.assert_allclose(projected.depth_mm[:4], (0, 0, 7, 0), atol=1e-9)
    assert projected.visible.tolist() == [True, True, True, True, False]


@pytest.mark.parametrize("azimuth", [0, 90, 180, 270])
@pytest.mark.parametrize("elevation", [-90, 0, 90])
def test_zoom_one_shows_the_whole_volume_from_every_side(azimuth, elevation):
    view = view_of(GEOMETRY, Camera3D(azimuth_deg=azimuth, elevation_deg=elevation), (120, 90))
    assert view.project(GEOMETRY.corners_lps_mm()).visible.all()
