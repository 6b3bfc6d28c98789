"""Centre lines and sheets against circles and helices, whose geometry is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewers.imaging.curved import Centreline, CentrelineError, Sheet, cross_section_at

RADIUS = 90.0


def arc(degrees=80.0, count=9):
    """Points on a circle in the sagittal plane, convex to the front like a lumbar spine, from the head down."""
    turn = np.radians(np.linspace(-degrees / 2, degrees / 2, count))
    return tuple((5.0, float(RADIUS - RADIUS * np.cos(t)), float(-RADIUS * np.sin(t))) for t in turn)


def helix(turns=1.0, count=25):
    """Points on a helix of 15 mm radius that goes down 120 mm a turn."""
    t = np.linspace(0, 2 * np.pi * turns, count)
    places = np.stack([15 * np.cos(t), 15 * np.sin(t), -120 * t / 2 / np.pi], axis=-1)
    return tuple(tuple(map(float, place)) for place in places)


def test_a_line_passes_through_its_points_and_is_as_long_as_the_circle():
    points = arc()
    line = Centreline(points)
    assert line.length_mm == pytest.approx(RADIUS * np.radians(80.0), rel=2e-4)
    for point in points:
        place, _, _ = line.frame_at(np.array([line.nearest_arc_mm(point)]))
        np.testing.assert_allclose(place[0], point, atol=0.02)


def test_between_its_points_a_line_is_the_circle():
    line = Centreline(arc())
    place, along, _ = line.frame_at(np.linspace(20, line.length_mm - 20, 200))
    offset = place - (5.0, RADIUS, 0.0)
    np.testing.assert_allclose(np.linalg.norm(offset, axis=1), RADIUS, atol=0.05)
    np.testing.assert_allclose(np.sum(along * offset, axis=1) / RADIUS, 0, atol=0.005)


def test_a_line_in_the_sagittal_plane_keeps_left_and_right():
    _, along, left = Centreline(arc()).frame_at(np.linspace(-20, 140, 100))
    np.testing.assert_allclose(left, np.tile((1.0, 0.0, 0.0), (100, 1)), atol=1e-9)
    assert (along[:, 2] < 0).all()


def test_side_directions_turn_least():
    """Of all frames along a curve, those of least turning never turn about the curve itself."""
    line = Centreline(helix())
    arc_mm = np.linspace(0, line.length_mm, 2000)
    _, along, left = line.frame_at(arc_mm)
    back = np.cross(left, along)
    about = np.sum(np.gradient(left, arc_mm, axis=0) * back, axis=1)
    assert np.abs(about[5:-5]).max() < 1e-3
    assert np.abs(np.sum(along * left, axis=1)).max() < 1e-9


@given(st.floats(0.0, 120.0), st.floats(-40.0, 40.0), st.floats(-40.0, 40.0), st.sampled_from([0.0, 90.0, 30.0]))
def test_a_place_on_a_sheet_is_found_again_from_its_point(arc_mm, across, depth, turn):
    sheet = Sheet(Centreline(arc()), turn, depth)
    point = tuple(sheet.to_lps(np.array([across]), np.array([arc_mm]))[0])
    back = sheet.from_lps(point)
    assert back == pytest.approx((across, arc_mm, depth), abs=0.15)


def test_at_0_degrees_across_is_posterior_and_at_90_left():
    line = Centreline(((0.0, 0.0, 100.0), (0.0, 0.0, 50.0), (0.0, 0.0, 0.0)))
    np.testing.assert_allclose(Sheet(line, 0.0).to_lps(np.array([7.0]), np.array([30.0]))[0], (0, 7, 70), atol=1e-6)
    np.testing.assert_allclose(Sheet(line, 90.0).to_lps(np.array([7.0]), np.array([30.0]))[0], (7, 0, 70), atol=1e-6)
    # The normal of a sagittal cut points to the right, that of a coronal one to the back.
    np.testing.assert_allclose(
        Sheet(line, 0.0, 4.0).to_lps(np.array([0.0]), np.array([30.0]))[0], (-4, 0, 70), atol=1e-6
    )
    np.testing.assert_allclose(
        Sheet(line, 90.0, 4.0).to_lps(np.array([0.0]), np.array([30.0]))[0], (0, 4, 70), atol=1e-6
    )


def test_inside_a_bend_the_picture_is_pressed_together_and_folds_at_its_centre():
    sheet = Sheet(Centreline(arc()))
    middle = np.array([sheet.line.length_mm / 2])
    for across in (-40.0, 0.0, 40.0):
        assert float(sheet.stretch(np.array([across]), middle)[0]) == pytest.approx(1 - across / RADIUS, abs=0.02)
    assert sheet.is_shown(np.array([60.0]), middle)[0]
    assert not sheet.is_shown(np.array([RADIUS]), middle)[0]
    assert not sheet.is_shown(np.array([RADIUS + 30]), middle)[0]


def test_a_line_goes_on_straight_beyond_its_ends_and_no_farther():
    line = Centreline(arc())
    first, last = line.span_mm
    assert (first, last) == pytest.approx((-25.0, line.length_mm + 25.0))
    _, along, _ = line.frame_at(np.array([first, -10.0, 0.0]))
    np.testing.assert_allclose(along[0], along[2], atol=0.01)
    assert not Sheet(line).is_shown(np.array([0.0]), np.array([first - 1.0]))[0]


def test_a_cross_section_is_across_the_line_and_holds_the_point():
    line = Centreline(arc())
    point = (20.0, 10.0, 12.0)
    origin, right, down = cross_section_at(line, point)
    _, along, _ = line.frame_at(np.array([line.nearest_arc_mm(point)]))
    assert origin == point
    assert np.dot(right, along[0]) == pytest.approx(0, abs=1e-6)
    assert np.dot(down, along[0]) == pytest.approx(0, abs=1e-6)
    assert right[0] > 0.99
    assert down[1] > 0.5


@pytest.mark.parametrize(
    "points",
    [((0.0, 0.0, 0.0),), ((0.0, 0.0, 0.0), (0.0, 0.0, 0.1), (0.0, 0.0, 50.0)), ((0.0, 0.0, 0.0), (0.0, 0.0, 9.0))],
)
def test_what_is_no_line_is_refused(points):
    with pytest.raises(CentrelineError):
        Centreline(points)


def test_the_head_end_comes_first_whichever_way_it_was_drawn():
    assert Centreline.from_head(arc()[::-1]) == Centreline.from_head(arc()) == Centreline(arc())
