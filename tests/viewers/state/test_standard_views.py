"""Standard views and the orientation cube say where the patient's sides are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.scenes import a_volume
from viewers.state.cuts_3d import FACES
from viewers.state.scene_3d import camera_directions, view_of
from viewers.state.standard_views import STANDARD_VIEWS, cube_faces, face_at, standard_view
from viewers.state.viewport_state import Camera3D

VOLUME = a_volume()


@pytest.mark.parametrize("letter", STANDARD_VIEWS)
def test_each_standard_view_stands_on_its_side_of_the_patient(letter: str) -> None:
    camera = standard_view(Camera3D(33, 12, 5, zoom=2, pan_px=(3, 4), preset="CT-MIP", shift=20), letter)
    _, _, forward = camera_directions(camera)
    axis, sense = FACES[letter]
    expected = np.zeros(3)
    expected[axis] = -sense
    np.testing.assert_allclose(forward, expected, atol=1e-9)
    assert (camera.zoom, camera.preset, camera.shift, camera.pan_px) == (2, "CT-MIP", 20, (0, 0))


def test_from_below_the_front_is_up_and_the_left_on_the_right_as_on_axial_images() -> None:
    right, up, _ = camera_directions(standard_view(Camera3D(), "I"))
    np.testing.assert_allclose(right, (1, 0, 0), atol=1e-9)
    np.testing.assert_allclose(up, (0, -1, 0), atol=1e-9)


@pytest.mark.parametrize("letter", STANDARD_VIEWS)
def test_the_cube_shows_the_face_that_is_looked_at(letter: str) -> None:
    view = view_of(VOLUME.geometry, standard_view(Camera3D(), letter), (300, 200))
    (face,) = cube_faces(view, (250, 150), 20)
    assert face.letter == letter
    assert face.facing == pytest.approx(1)
    assert face_at((face,), (250, 150)) == letter
    assert face_at((face,), (269, 131)) == letter
    assert face_at((face,), (272, 150)) == ""


def test_a_turned_cube_shows_three_faces_each_where_its_side_of_the_patient_is() -> None:
    view = view_of(VOLUME.geometry, Camera3D(azimuth_deg=40, elevation_deg=30), (300, 200))
    faces = cube_faces(view, (250, 150), 20)
    assert {face.letter for face in faces} == {"A", "L", "S"}
    places = {face.letter: face.middle for face in faces}
    assert places["L"][0] > 250 > places["A"][0]
    assert places["S"][1] < 150
    for face in faces:
        assert face_at(faces, face.middle) == face.letter


def test_a_face_on_its_edge_cannot_be_clicked() -> None:
    view = view_of(VOLUME.geometry, Camera3D(azimuth_deg=3), (300, 200))
    assert [face.letter for face in cube_faces(view, (250, 150), 20)] == ["A"]
