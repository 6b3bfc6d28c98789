"""Points, planes and grids in patient space."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.geometry import (
    OPPOSITE_LETTER,
    GeometryError,
    Plane,
    VolumeGeometry,
    as_point,
    distance_mm,
    orientation_letter,
    plane_name,
)

numbers = st.floats(-500, 500)


@pytest.fixture
def a_grid() -> VolumeGeometry:
    """Axial slices 3 mm apart going up, rows 0.8 mm posterior, columns 0.5 mm left."""
    affine = np.array([[0, 0, 0.5, -100], [0, 0.8, 0, -80], [3.0, 0, 0, 20], [0, 0, 0, 1]])
    return VolumeGeometry.from_array(affine, (10, 200, 400), "1.2.3")


@pytest.mark.parametrize("values", [(1, 2), (1, 2, float("nan")), (1, 2, float("inf")), ()])
def test_a_point_needs_three_finite_numbers(values: tuple[float, ...]) -> None:
    with pytest.raises(GeometryError, match="three finite numbers"):
        as_point(values)


def test_distance_is_euclidean() -> None:
    assert distance_mm((0, 0, 0), (3, 4, 12)) == 13


@pytest.mark.parametrize(
    ("direction", "letter"),
    [
        ((1, 0, 0), "L"),
        ((-1, 0, 0), "R"),
        ((0, 1, 0), "P"),
        ((0, -1, 0), "A"),
        ((0, 0, 1), "S"),
        ((0, 0, -1), "I"),
        ((0.9, 0.1, -0.4), "L"),
        ((0, 0, 0), "?"),
        ((float("nan"), 0, 0), "?"),
        ((1, 0), "?"),
    ],
)
def test_letters_come_from_the_dominant_direction(direction: tuple[float, ...], letter: str) -> None:
    assert orientation_letter(direction) == letter


def test_opposite_letters_are_opposite() -> None:
    for letter, other in OPPOSITE_LETTER.items():
        assert OPPOSITE_LETTER[other] == letter


@pytest.mark.parametrize(
    ("normal", "name"),
    [
        ((0, 0, 1), "axial"),
        ((0, 0, -2), "axial"),
        ((1, 0, 0), "sagittal"),
        ((0, -1, 0), "coronal"),
        ((0, np.sin(np.radians(9)), np.cos(np.radians(9))), "axial"),
        ((0, np.sin(np.radians(11)), np.cos(np.radians(11))), "oblique"),
    ],
)
def test_planes_are_named_within_ten_degrees(normal: tuple[float, ...], name: str) -> None:
    assert plane_name(normal) == name


def test_a_plane_measures_distance_along_its_normal() -> None:
    plane = Plane((0, 0, 5), (1, 0, 0), (0, 1, 0))
    assert plane.normal == (0, 0, 1)
    assert plane.signed_distance_mm([(7, 8, 9), (0, 0, 1)]) == pytest.approx([4, -4])
    assert plane.moved_to((0, 0, 9)).signed_distance_mm([(0, 0, 9)]) == pytest.approx([0])


def test_a_plane_needs_unit_perpendicular_directions() -> None:
    with pytest.raises(GeometryError, match="unit"):
        Plane((0, 0, 0), (2, 0, 0), (0, 1, 0))
    with pytest.raises(GeometryError, match="perpendicular"):
        Plane((0, 0, 0), (1, 0, 0), (0.6, 0.8, 0))


def test_indices_and_points_map_both_ways(a_grid: VolumeGeometry) -> None:
    assert a_grid.index_to_lps((0, 0, 0)) == pytest.approx((-100, -80, 20))
    assert a_grid.index_to_lps((2, 10, 4)) == pytest.approx((-98, -72, 26))
    assert a_grid.spacing_mm_kji == pytest.approx((3, 0.8, 0.5))


@given(st.tuples(numbers, numbers, numbers))
def test_a_point_survives_the_way_through_indices(point: tuple[float, float, float]) -> None:
    affine = np.array([[0, 0, 0.5, -100], [0, 0.8, 0, -80], [3.0, 0, 0, 20], [0, 0, 0, 1]])
    grid = VolumeGeometry.from_array(affine, (10, 200, 400), "1.2.3")
    assert grid.index_to_lps(grid.lps_to_index(point)) == pytest.approx(point, abs=1e-6)


def test_a_grid_contains_what_lies_within_its_outer_faces(a_grid: VolumeGeometry) -> None:
    assert a_grid.contains(a_grid.center_lps_mm)
    assert a_grid.contains((-100.2, -80.3, 18.6))
    assert not a_grid.contains((-100.3, -80, 20))
    corners = a_grid.corners_lps_mm()
    assert corners.shape == (8, 3)
    assert corners.min(axis=0) == pytest.approx((-100.25, -80.4, 18.5))


def test_a_slice_plane_lies_on_its_slice(a_grid: VolumeGeometry) -> None:
    plane = a_grid.slice_plane(4)
    assert plane.signed_distance_mm([a_grid.index_to_lps((4, 50, 60))]) == pytest.approx([0])
    assert a_grid.acquired_plane_name == "axial"


def test_the_affines_cannot_be_written_to(a_grid: VolumeGeometry) -> None:
    for matrix in (a_grid.affine, a_grid.inverse_affine):
        with pytest.raises(ValueError, match="read-only"):
            matrix[0, 0] = 5


@pytest.mark.parametrize(
    ("affine", "shape", "message"),
    [
        (np.diag([1.0, 1, np.nan, 1]), (1, 1, 1), "finite"),
        (np.diag([1.0, 1, 0, 1]), (1, 1, 1), "singular"),
        (np.eye(4), (1, 0, 1), "at least one voxel"),
        ([[1, 0.5, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], (1, 1, 1), "perpendicular"),
    ],
)
def test_a_grid_that_cannot_be_is_refused(affine: object, shape: tuple[int, int, int], message: str) -> None:
    with pytest.raises(GeometryError, match=message):
        VolumeGeometry.from_array(np.asarray(affine), shape, "1.2")
