"""Lengths, areas and curves against figures whose values are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.geometry import FloatArray
from annotations.shapes import (
    curve_length,
    distance_from_line,
    fitted_normal,
    lines_deg,
    mirrored,
    outline_area,
    outline_length,
    oval_area,
    oval_perimeter,
    oval_semi_axes,
    polygon_area,
    require_simple_outline,
)

coordinates = st.floats(-100, 100)
points = st.tuples(coordinates, coordinates, coordinates)


def on_tilted_plane(flat: list[tuple[float, float]], tilt: float = 0.7) -> FloatArray:
    """Corners of a plane figure on a plane that is oblique to every axis, far from the origin."""
    across = np.array((math.cos(tilt), math.sin(tilt), 0.0))
    down = np.cross((0.3, -0.4, math.sqrt(0.75)), across)
    down = down - (down @ across) * across
    down /= np.linalg.norm(down)
    return np.array([(50.0, -30.0, 200.0) + x * across + y * down for x, y in flat])


def test_a_distance_from_a_line_is_at_a_right_angle() -> None:
    assert distance_from_line((5, 7, 3), (0, 0, 3), (1, 0, 3)) == pytest.approx(7.0)
    with pytest.raises(ValueError, match="place its two ends apart"):
        distance_from_line((5, 7, 3), (1, 1, 1), (1, 1, 1))


def test_lines_have_no_direction() -> None:
    assert lines_deg((1, 0, 0), (-1, 1, 0)) == pytest.approx(45.0)
    assert lines_deg((1, 0, 0), (0, -2, 0)) == pytest.approx(90.0)


@pytest.mark.parametrize("tilt", [0.0, 0.7, 2.5])
def test_areas_and_perimeters_are_those_of_the_figure_on_any_plane(tilt: float) -> None:
    shape = on_tilted_plane([(0, 0), (4, 0), (4, 3), (2, 3), (2, 1), (0, 1)], tilt)
    assert outline_area(shape) == pytest.approx(8.0)
    assert outline_length(shape) == pytest.approx(14.0)


def test_the_area_of_a_tilted_square_by_its_normal() -> None:
    normal = (0.0, math.sin(0.5), math.cos(0.5))
    down = np.array((0.0, math.cos(0.5), -math.sin(0.5)))
    corners = [np.array((x, 0, 0)) + y * down + 100 for x, y in ((0, 0), (4, 0), (4, 3), (0, 3))]
    assert polygon_area(corners, normal) == pytest.approx(12.0)


def test_an_area_needs_three_points_that_are_not_on_a_line() -> None:
    with pytest.raises(ValueError, match="three points"):
        polygon_area([(0, 0, 0), (1, 0, 0)], (0, 0, 1))
    with pytest.raises(ValueError, match="encloses no area"):
        outline_area(on_tilted_plane([(0, 0), (1, 1), (5, 5)]))


@pytest.mark.parametrize(
    "flat",
    [
        [(0, 0), (4, 4), (4, 0), (0, 4)],
        [(0, 0), (6, 0), (6, 3), (3, -1), (0, 3)],
        [(0, 0), (4, 0), (4, 4), (2, 0), (0, 4)],
    ],
)
def test_outlines_that_cross_or_touch_themselves_are_refused(flat: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="crosses itself"):
        require_simple_outline(on_tilted_plane(flat))


@pytest.mark.parametrize(
    "flat",
    [
        [(0, 0), (4, 0), (0, 3)],
        [(0, 0), (9, 0), (9, 9), (6, 9), (6, 3), (3, 3), (3, 9), (0, 9)],
        [(0, 0), (4, 0), (4, 0), (4, 3), (0, 3), (0, 0)],
    ],
)
def test_simple_outlines_pass_also_with_points_that_repeat(flat: list[tuple[float, float]]) -> None:
    require_simple_outline(on_tilted_plane(flat))


def test_a_freehand_circle_of_many_points_is_simple_and_has_its_area() -> None:
    turns = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    shape = on_tilted_plane([(20 * math.cos(t), 20 * math.sin(t)) for t in turns])
    require_simple_outline(shape)
    assert outline_area(shape) == pytest.approx(math.pi * 400, rel=1e-3)


def test_an_ellipse_by_its_axes() -> None:
    axes = on_tilted_plane([(-10, 0), (10, 0), (0, -4), (0, 4)])
    assert oval_semi_axes(axes) == pytest.approx((10.0, 4.0))
    assert oval_area(axes) == pytest.approx(40 * math.pi)
    fine = [(10 * math.cos(t), 4 * math.sin(t)) for t in np.linspace(0, 2 * np.pi, 4000)]
    assert oval_perimeter(axes) == pytest.approx(outline_length(np.c_[np.array(fine), np.zeros(4000)]), rel=1e-4)
    circle = on_tilted_plane([(-5, 0), (5, 0), (0, -5), (0, 5)])
    assert oval_perimeter(circle) == pytest.approx(10 * math.pi)


def test_an_ellipse_without_width_is_refused() -> None:
    with pytest.raises(ValueError, match="no width"):
        oval_area(on_tilted_plane([(-10, 0), (10, 0), (-2, 0), (2, 0)]))


def test_a_curve_through_a_half_circle_is_as_long_as_the_arc() -> None:
    turns = np.linspace(0, np.pi, 9)
    arc = on_tilted_plane([(20 * math.cos(t), 20 * math.sin(t)) for t in turns])
    assert curve_length(arc) == pytest.approx(20 * math.pi, rel=2e-3)
    with pytest.raises(ValueError, match="no length"):
        curve_length(np.zeros((3, 3)))


def test_the_fitted_plane_of_points_on_a_line_is_none() -> None:
    with pytest.raises(ValueError, match="one line"):
        fitted_normal(np.array([(0.0, 0, 0), (1, 1, 1), (3, 3, 3)]))


@given(points, points, points)
def test_mirroring_twice_gives_the_point_back(
    point: tuple[float, ...], at: tuple[float, ...], n: tuple[float, ...]
) -> None:
    if np.linalg.norm(n) < 1e-3:
        with pytest.raises(ValueError, match="no direction"):
            mirrored(point, at, (0.0, 0.0, 0.0))
        return
    there = mirrored(point, at, n)
    assert mirrored(there, at, n) == pytest.approx(np.asarray(point), abs=1e-6)
    unit = np.asarray(n) / np.linalg.norm(n)
    assert (there - np.asarray(at)) @ unit == pytest.approx(-(np.asarray(point) - np.asarray(at)) @ unit, abs=1e-6)


def test_an_entry_point_is_mirrored_across_the_mid_sagittal_plane() -> None:
    entries = mirrored([(60, 70, -20), (20, 0, 0)], (4, 0, 0), (1, 0, 0))
    np.testing.assert_allclose(entries, [(-52, 70, -20), (-12, 0, 0)])
