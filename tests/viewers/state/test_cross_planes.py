"""Three planes through one focus, against SimpleITK's rotations."""

from __future__ import annotations

import numpy as np
import pytest
import SimpleITK as sitk
from hypothesis import given
from hypothesis import strategies as st

from annotations.geometry import as_point
from tests.support.phantoms import affine_of, ramp_volume
from viewers.state.cross_planes import (
    ROLES,
    CrossPlanes,
    kept_in_place,
    role_state,
    rotation,
    turned_by_line,
    upright_plane,
)
from viewers.state.frame_layout import plane_letters, volume_layout
from viewers.state.navigation import plane_of
from viewers.state.viewport_state import ViewPlane, ViewportState

FOCUS = (12.0, -30.0, 450.0)
AX, SAG, COR = ROLES
axes = st.tuples(*(st.floats(-1, 1),) * 3).filter(lambda v: np.linalg.norm(v) > 0.1)
degrees = st.floats(-360, 360)


def of_simpleitk(axis, angle):
    """A rotation matrix by SimpleITK's versor about an axis."""
    transform = sitk.VersorTransform([float(v) for v in axis], float(np.radians(angle)))
    return np.array(transform.GetMatrix()).reshape(3, 3)


@given(axes, degrees)
def test_rotations_are_those_of_simpleitk(axis, angle):
    np.testing.assert_allclose(rotation(axis, angle), of_simpleitk(axis, angle), atol=1e-9)


@given(st.lists(st.tuples(axes, st.floats(-40, 40)), min_size=1, max_size=6))
def test_planes_turned_together_stay_perpendicular_and_keep_their_focus(turns):
    planes, matrix = CrossPlanes.straight(FOCUS), np.eye(3)
    for axis, angle in turns:
        planes, matrix = planes.turned(axis, angle), of_simpleitk(axis, angle) @ matrix
    assert planes.is_rectangular
    np.testing.assert_allclose(planes.focus, FOCUS, atol=1e-6)
    straight = CrossPlanes.straight(FOCUS)
    for role in ROLES:
        before, after = straight.of(role), planes.of(role)
        np.testing.assert_allclose(after.row_direction, matrix @ before.row_direction, atol=1e-9)
        np.testing.assert_allclose(after.column_direction, matrix @ before.column_direction, atol=1e-9)


@pytest.mark.parametrize("shown_on", ROLES)
def test_a_locked_line_turns_both_other_planes_about_the_normal_of_the_picture(shown_on):
    planes = CrossPlanes.straight(FOCUS)
    line, third = (role for role in ROLES if role is not shown_on)
    axis = planes.of(shown_on).normal
    turned = turned_by_line(planes, shown_on, line, axis, 20.0, is_locked=True)
    assert turned.of(shown_on) == planes.of(shown_on)
    for role in (line, third):
        expected = of_simpleitk(axis, 20.0) @ np.asarray(planes.of(role).normal)
        np.testing.assert_allclose(turned.of(role).normal, expected, atol=1e-12)
    assert turned.is_rectangular


def test_an_unlocked_line_turns_alone():
    planes = CrossPlanes.straight(FOCUS)
    turned = turned_by_line(planes, AX, SAG, planes.axial.normal, 20.0, is_locked=False)
    assert turned.coronal == planes.coronal
    assert turned.sagittal != planes.sagittal
    assert not turned.is_rectangular
    assert turned.smallest_angle_deg == pytest.approx(70.0)


def test_unlocked_planes_do_not_come_near_parallel():
    planes = CrossPlanes.straight(FOCUS)
    assert turned_by_line(planes, AX, SAG, planes.axial.normal, 80.0, is_locked=False) is None
    assert turned_by_line(planes, AX, SAG, planes.axial.normal, 74.0, is_locked=False) is not None


def test_double_oblique_is_one_turn_after_another_about_the_axes_of_the_pictures():
    planes = CrossPlanes.straight(FOCUS)
    first = turned_by_line(planes, SAG, AX, planes.sagittal.normal, 15.0, is_locked=True)
    second = turned_by_line(first, COR, AX, first.coronal.normal, -10.0, is_locked=True)
    one = of_simpleitk(planes.sagittal.normal, 15.0)
    two = of_simpleitk(one @ np.asarray(planes.coronal.normal), -10.0)
    np.testing.assert_allclose(second.axial.normal, two @ one @ np.asarray(planes.axial.normal), atol=1e-12)
    tilt = np.degrees(np.arccos(abs(second.axial.normal[2])))
    assert tilt == pytest.approx(np.degrees(np.arccos(np.cos(np.radians(15)) * np.cos(np.radians(10)))))


def test_moving_a_plane_moves_the_focus_along_the_line_of_the_others():
    planes = CrossPlanes.straight(FOCUS).turned((0.3, 0.5, 0.8), 25.0)
    along = np.asarray(planes.coronal.normal)
    moved = planes.moved(COR, as_point(np.asarray(FOCUS) + 7 * along + 3 * np.asarray(planes.coronal.row_direction)))
    np.testing.assert_allclose(moved.focus, np.asarray(FOCUS) + 7 * along, atol=1e-9)
    assert (moved.axial, moved.sagittal) == (planes.axial, planes.sagittal)


def test_a_plane_turned_back_is_the_patients_own_again():
    planes = CrossPlanes.straight(FOCUS)
    turned = planes.turned((0.2, 0.9, -0.1), 33.0)
    back = turned.turned((0.2, 0.9, -0.1), -33.0)
    state = ViewportState(plane=SAG)
    assert role_state(state, SAG, turned.sagittal).plane is ViewPlane.OBLIQUE
    assert role_state(state, SAG, back.sagittal).plane is SAG
    assert role_state(state, SAG, back.sagittal).oblique is None


@pytest.mark.parametrize("role", ROLES)
def test_the_point_that_is_turned_about_stays_where_it_is_on_the_screen(role):
    volume = ramp_volume(affine_of((1, 0, 0), (0, 1, 0), (2.0, 0.5, 0.7), (-8, -9, 0)), (40, 60, 50))
    point = tuple(volume.geometry.index_to_lps((12, 40, 11)))
    before = ViewportState(plane=role, focus_lps_mm=point, pan_px=(4.0, -3.0), quarter_turns=1, flip_horizontal=True)
    turned = CrossPlanes.straight(point).turned((0.2, 0.9, -0.4), 28.0)
    after = kept_in_place(volume, before, role_state(before, role, turned.of(role)), (300, 200), point)
    places = [volume_layout(volume, state, plane_of(volume, state), (300, 200)) for state in (before, after)]
    np.testing.assert_allclose(places[0].lps_to_display(point), places[1].lps_to_display(point), atol=1e-6)
    assert places[0].mm_per_px == pytest.approx(places[1].mm_per_px)


@pytest.mark.parametrize(("role", "letters"), [(AX, "RLAP"), (SAG, "APSI"), (COR, "RLSI")])
def test_an_upright_picture_has_the_usual_sides_and_lies_in_the_same_cut(role, letters):
    planes = CrossPlanes.straight(FOCUS)
    spun = planes.turned(planes.of(role).normal, 70.0).of(role)
    tilted = planes.turned((0.3, 0.8, 0.5), 20.0).of(role)
    assert "".join(plane_letters(upright_plane(spun, role))) == letters
    upright = upright_plane(tilted, role)
    np.testing.assert_allclose(upright.normal, tilted.normal, atol=1e-12)
    assert "".join(plane_letters(upright)) == letters
