"""Construction lines of marks in display pixels, against geometry done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.marks import MARK_KINDS, MarkKind
from viewers.state.mark_guides import NO_GUIDES, Guides, ScreenDirections, guides

UPRIGHT = ScreenDirections(up=np.array([0.0, -1.0]), posterior=np.array([1.0, 0.0]))


def arc_deg(arc: np.ndarray) -> float:
    """The angle at the vertex of an arc."""
    u, w = arc[0] - arc[1], arc[2] - arc[1]
    cosine = float(u @ w) / float(np.linalg.norm(u) * np.linalg.norm(w))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def of(kind: MarkKind, *points: tuple[float, float]) -> Guides:
    return guides(kind, np.array(points, dtype=float), UPRIGHT)


def test_lines_that_meet_nearby_show_their_angle_where_they_meet() -> None:
    found = of(MarkKind.ANGLE_OF_LINES, (10, 0), (100, 0), (10, 10), (100, 100))
    (arc,) = found.arcs
    assert arc[1] == pytest.approx([0, 0], abs=1e-9)
    assert arc_deg(arc) == pytest.approx(45.0)


def test_lines_that_meet_far_away_show_it_between_perpendiculars() -> None:
    found = of(MarkKind.COBB, (0, 0), (100, 20), (0, 120), (100, 100))
    (arc,) = found.arcs
    tilt = 2 * np.degrees(np.arctan2(20, 100))
    assert arc_deg(arc) == pytest.approx(tilt), "the acute angle, not its supplement"
    for helper in found.helping:
        assert np.isfinite(helper).all()


def test_parallel_lines_show_perpendiculars_and_no_angle() -> None:
    found = of(MarkKind.KYPHOSIS, (0, 0), (100, 0), (0, 80), (100, 80))
    assert found.arcs == ()
    assert [abs(float(line[1][0] - line[0][0])) for line in found.helping] == pytest.approx([0, 0], abs=1e-9)


def test_a_slip_is_measured_from_the_corner_to_the_foot_along_the_endplate() -> None:
    found = of(MarkKind.SLIP, (0, 0), (35, 0), (8, -6))
    (along,) = found.measured
    assert float(np.linalg.norm(along[1] - along[0])) == pytest.approx(8.0)
    (dropped,) = found.helping
    assert float(np.linalg.norm(dropped[1] - dropped[0])) == pytest.approx(6.0)


def test_a_perpendicular_beyond_its_line_extends_the_line_to_the_foot() -> None:
    found = of(MarkKind.PERPENDICULAR, (0, 0), (10, 0), (30, 7))
    assert found.measured[0] == pytest.approx(np.array([(30, 7), (30, 0)]))
    assert found.helping[0] == pytest.approx(np.array([(10, 0), (30, 0)]))


def test_pelvic_incidence_is_tilt_plus_slope_as_drawn() -> None:
    """Domain test vector: incidence 49.21, tilt 15.52, slope 33.69 degrees."""
    slope = np.radians(33.69)
    tilt = np.radians(15.52)
    hip = np.array([0.0, 0.0])
    middle = hip + 100 * np.array([np.sin(tilt), -np.cos(tilt)])  # posterior is to the right, up is negative
    half = 20 * np.array([np.cos(slope), -np.sin(slope)])
    posterior, anterior = middle + half, middle - half
    incidence, drawn_tilt = of(MarkKind.SPINOPELVIC, tuple(posterior), tuple(anterior), (-5, 0), (5, 0)).arcs
    assert arc_deg(drawn_tilt) == pytest.approx(15.52, abs=0.01)
    assert arc_deg(incidence) == pytest.approx(49.21, abs=0.01)


def test_without_knowing_where_up_is_no_tilt_is_drawn() -> None:
    points = np.array([(20.0, -100.0), (-20.0, -80.0), (-5.0, 0.0), (5.0, 0.0)])
    assert len(guides(MarkKind.SPINOPELVIC, points).arcs) == 1
    assert len(guides(MarkKind.SPINOPELVIC, points, UPRIGHT).arcs) == 2


def test_an_approach_shows_its_angle_from_the_mid_sagittal_direction() -> None:
    (arc,) = of(MarkKind.APPROACH, (0, 0), (86.6, 50.0)).arcs
    assert arc_deg(arc) == pytest.approx(30.0, abs=0.01)
    out_of_plane = ScreenDirections(posterior=np.array([0.1, 0.0]))
    assert guides(MarkKind.APPROACH, np.array([(0.0, 0.0), (86.6, 50.0)]), out_of_plane) is NO_GUIDES


def test_a_centre_edge_angle_stands_on_the_line_of_both_heads() -> None:
    (arc,) = of(MarkKind.CENTRE_EDGE, (0, 0), (-100, 0), (30, -51.96)).arcs
    assert arc_deg(arc) == pytest.approx(30.0, abs=0.01)


@pytest.mark.parametrize("kind", MarkKind)
def test_points_on_one_place_give_no_numbers_that_are_none(kind: MarkKind) -> None:
    found = guides(kind, np.full((max(MARK_KINDS[kind].least, 3), 2), 7.0), UPRIGHT)
    assert all(np.isfinite(line).all() for line in (*found.measured, *found.helping, *found.arcs))


@pytest.mark.parametrize("kind", [kind for kind in MarkKind if MARK_KINDS[kind].least > 1])
def test_an_unfinished_mark_has_no_construction(kind: MarkKind) -> None:
    assert guides(kind, np.zeros((1, 2)), UPRIGHT) is NO_GUIDES
