"""Curves through placed points and ovals, against circles whose lengths and areas are known."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.curves import oval, path_length, smooth_curve
from annotations.shapes import polygon_area


def test_a_curve_passes_through_every_point_it_was_drawn_through() -> None:
    points = np.array([(0.0, 0.0, 0.0), (10.0, 2.0, 1.0), (12.0, 9.0, 3.0), (30.0, 9.0, -4.0)])
    curve = smooth_curve(points)
    gaps = [float(np.linalg.norm(curve - point, axis=1).min()) for point in points]
    assert max(gaps) < 1e-9
    assert curve[0] == pytest.approx(points[0])
    assert curve[-1] == pytest.approx(points[-1])


def test_points_in_a_row_make_a_straight_line_of_their_length() -> None:
    points = np.array([(0.0, 0.0), (1.0, 1.0), (7.0, 7.0), (10.0, 10.0)])
    assert path_length(smooth_curve(points)) == pytest.approx(10 * np.sqrt(2))


def test_a_half_circle_of_nine_points_is_as_long_as_the_circle_says() -> None:
    turns = np.linspace(0.0, np.pi, 9)
    points = 40.0 * np.column_stack([np.cos(turns), np.sin(turns)])
    assert path_length(smooth_curve(points)) == pytest.approx(40.0 * np.pi, rel=2e-3)
    assert path_length(points) < path_length(smooth_curve(points))


def test_more_samples_change_the_length_of_a_quarter_circle_by_less_than_a_five_thousandth() -> None:
    turns = np.linspace(0.0, np.pi / 2, 3)
    points = np.column_stack([np.cos(turns), np.sin(turns)])
    fine = path_length(smooth_curve(points, samples_per_span=400))
    assert path_length(smooth_curve(points)) == pytest.approx(fine, rel=2e-4)


def test_two_points_are_a_line_and_a_repeated_one_counts_once() -> None:
    assert smooth_curve([(0.0, 0.0), (3.0, 4.0)]) == pytest.approx(np.array([(0.0, 0.0), (3.0, 4.0)]))
    with_repeat = smooth_curve([(0.0, 0.0), (0.0, 0.0), (3.0, 4.0), (3.0, 4.0), (9.0, 4.0)])
    assert with_repeat == pytest.approx(smooth_curve([(0.0, 0.0), (3.0, 4.0), (9.0, 4.0)]))
    assert np.isfinite(with_repeat).all()


def test_an_oval_has_its_axes_and_nearly_the_area_of_an_ellipse() -> None:
    outline = oval([(-10.0, 5.0, 0.0), (10.0, 5.0, 0.0), (0.0, -1.0, 0.0), (0.0, 11.0, 0.0)], samples=360)
    assert outline[:, 0].max() == pytest.approx(10.0)
    assert outline[:, 1].max() == pytest.approx(11.0)
    assert polygon_area(outline, (0.0, 0.0, 1.0)) == pytest.approx(np.pi * 10 * 6, rel=1e-3)
