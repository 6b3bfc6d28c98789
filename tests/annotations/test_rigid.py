"""Rigid transforms: what is one, and how they act on points and on each other."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.geometry import GeometryError
from annotations.rigid import IDENTITY, RigidTransform, nearest_rotation, rotation_about

QUARTER = rotation_about((0, 0, 1), 90.0)


def test_a_quarter_turn_about_a_point_keeps_that_point():
    turn = RigidTransform.about((10.0, 0.0, 5.0), QUARTER, (0.0, 0.0, 0.0))
    np.testing.assert_allclose(turn.apply((10.0, 0.0, 5.0)), (10.0, 0.0, 5.0), atol=1e-12)
    np.testing.assert_allclose(turn.apply((11.0, 0.0, 5.0)), (10.0, 1.0, 5.0), atol=1e-12)
    np.testing.assert_allclose(turn.apply_direction((1.0, 0.0, 0.0)), (0.0, 1.0, 0.0), atol=1e-12)


def test_the_inverse_leads_back_and_a_chain_is_applied_right_to_left():
    first = RigidTransform.of(rotation_about((1, 2, 3), 25.0), (5.0, -6.0, 7.0))
    second = RigidTransform.about((1.0, 1.0, 1.0), QUARTER, (0.0, 2.0, 0.0))
    point = np.array([3.0, -8.0, 40.0])
    np.testing.assert_allclose(first.inverse.apply(first.apply(point)), point, atol=1e-12)
    np.testing.assert_allclose(second.after(first).apply(point), second.apply(first.apply(point)), atol=1e-12)


@pytest.mark.parametrize("angle", [0.0, 1e-6, 0.3, 90.0, 179.999])
def test_the_angle_is_how_far_it_turns(angle):
    turn = RigidTransform.of(rotation_about((1, -1, 2), angle), (0.0, 0.0, 0.0))
    assert turn.angle_deg == pytest.approx(angle, abs=1e-9)


@pytest.mark.parametrize(
    "matrix",
    [np.diag([-1.0, 1, 1, 1]), np.diag([1.01, 1, 1, 1]), np.diag([1.0, 1, 1, 2]), np.full((4, 4), np.nan), np.eye(3)],
    ids=["mirror image", "scaled", "last row", "not a number", "3 x 3"],
)
def test_anything_but_a_turn_and_a_shift_is_refused(matrix):
    with pytest.raises(GeometryError):
        RigidTransform(tuple(tuple(float(v) for v in row) for row in matrix))


def test_the_nearest_rotation_is_never_a_mirror_image():
    mirror = np.diag([1.0, 1.0, -1.0])
    assert np.linalg.det(nearest_rotation(mirror)) == pytest.approx(1.0)
    noisy = QUARTER + 0.01
    found = nearest_rotation(noisy)
    np.testing.assert_allclose(found.T @ found, np.eye(3), atol=1e-12)


def test_a_shift_at_a_point_counts_the_turn_too():
    assert IDENTITY.shift_at_mm((4.0, 5.0, 6.0)) == 0.0
    assert RigidTransform.of(QUARTER, np.zeros(3)).shift_at_mm((10.0, 0.0, 0.0)) == pytest.approx(10 * np.sqrt(2))
