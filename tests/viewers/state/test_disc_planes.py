"""Planes parallel to discs."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.anatomy import Level
from annotations.geometry import Plane
from annotations.locations import PatientLocation
from annotations.spine_ledger import LevelAnchor
from viewers.state.disc_planes import DiscLineError, DiscPlane, disc_planes, nearest_disc, plane_along_line

SAGITTAL = Plane((3.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
UID = "1.2.3"


def anchors(**centres):
    """Level anchors by the names of the levels (`L4_L5` for a disc)."""
    return [
        LevelAnchor(name, Level(name.replace("_", "-")), PatientLocation(UID, (point,)))
        for name, point in centres.items()
    ]


@pytest.mark.parametrize("angle", [-30.0, 0.0, 12.5, 40.0])
@pytest.mark.parametrize("order", [1, -1])
def test_two_clicks_give_the_plane_that_holds_their_line_and_left_right(angle, order):
    along = np.array([0.0, np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    ends = [tuple(np.array([3.0, 10.0, 50.0]) + t * along) for t in (0.0, 34.0)][::order]
    plane = plane_along_line(*ends, SAGITTAL)
    np.testing.assert_allclose(plane.signed_distance_mm(ends), 0, atol=1e-9)
    assert plane.row_direction == pytest.approx((1.0, 0.0, 0.0))
    assert plane.column_direction[1] > 0
    assert np.degrees(np.arccos(plane.normal[2])) == pytest.approx(abs(angle))
    np.testing.assert_allclose(plane.origin_lps_mm, np.mean(ends, axis=0))


def test_a_turned_sagittal_picture_gives_its_own_left_right():
    turn = np.radians(15)
    normal = np.array([-np.cos(turn), -np.sin(turn), 0.0])
    right = np.array([-np.sin(turn), np.cos(turn), 0.0])
    picture = Plane((0.0, 0.0, 0.0), tuple(right), (0.0, 0.0, -1.0))
    np.testing.assert_allclose(picture.normal, normal)
    plane = plane_along_line(tuple(-15 * right), tuple(15 * right + (0, 0, 6.0)), picture)
    np.testing.assert_allclose(plane.row_direction, -normal, atol=1e-12)


@pytest.mark.parametrize(
    ("first", "second", "picture", "reason"),
    [
        ((3.0, 0.0, 0.0), (3.0, 4.0, 0.0), SAGITTAL, "farther apart"),
        ((3.0, 0.0, 0.0), (3.0, 2.0, 40.0), SAGITTAL, "runs along the spine"),
        ((0.0, 0.0, 0.0), (30.0, 0.0, 0.0), Plane((0, 0, 0), (1.0, 0, 0), (0, 0, -1.0)), "on a sagittal picture"),
    ],
)
def test_what_is_no_line_along_a_disc_is_refused_with_the_reason(first, second, picture, reason):
    with pytest.raises(DiscLineError, match=reason):
        plane_along_line(first, second, picture)


def test_labelled_vertebrae_give_the_discs_between_them_across_the_line_of_their_centres():
    found = disc_planes(anchors(L3=(0, 0, 80), L4=(0, 4, 42), L5=(2, 2, 6), S1=(2, 14, -24)), UID)
    assert [disc.name for disc in found] == ["L3-4", "L4-5", "L5-S1"]
    for disc, upper, lower in zip(
        found, [(0, 0, 80), (0, 4, 42), (2, 2, 6)], [(0, 4, 42), (2, 2, 6), (2, 14, -24)], strict=True
    ):
        axis = np.subtract(upper, lower) / np.linalg.norm(np.subtract(upper, lower))
        np.testing.assert_allclose(disc.plane.normal, axis, atol=1e-12)
        np.testing.assert_allclose(disc.plane.origin_lps_mm, np.add(upper, lower) / 2)
        assert disc.plane.row_direction[0] > 0.9
        assert disc.plane.column_direction[1] > 0.5


def test_a_placed_disc_has_its_own_centre():
    found = disc_planes(anchors(L4=(0, 0, 40), L4_L5=(0, 1, 21), L5=(0, 0, 0)), UID)
    assert [disc.plane.origin_lps_mm for disc in found] == [(0.0, 1.0, 21.0)]


def test_discs_alone_have_planes_where_both_neighbours_are_placed():
    found = disc_planes(anchors(L2_L3=(0, 0, 74), L3_L4=(0, 2, 37), L4_L5=(0, 0, 0)), UID)
    assert [disc.name for disc in found] == ["L3-4"]
    np.testing.assert_allclose(found[0].plane.normal, (0, 0, 1), atol=1e-12)


def test_vertebrae_with_a_gap_between_them_give_no_disc():
    assert disc_planes(anchors(L1=(0, 0, 120), L5=(0, 0, 0)), UID) == ()
    assert disc_planes(anchors(L4=(0, 0, 40), L5=(0, 0, 0)), "9.9") == ()


def test_anchors_that_contradict_each_other_give_no_disc():
    assert disc_planes(anchors(L4=(0, 0, 0), L5=(0, 0, 40)), UID) == ()


def test_the_nearest_disc_is_that_of_the_nearest_centre():
    found = disc_planes(anchors(L3=(0, 0, 80), L4=(0, 4, 42), L5=(2, 2, 6)), UID)
    assert nearest_disc(found, (10.0, 0.0, 30.0)).name == "L4-5"
    assert nearest_disc((), (0.0, 0.0, 0.0)) is None


def test_a_cut_says_what_it_is_to_the_disc():
    disc = DiscPlane(Plane((0.0, 0.0, 20.0), (1.0, 0, 0), (0, 1.0, 0)), "L4-5", "from labels")
    assert disc.words_at(disc.plane) == "parallel to L4-5 (from labels)"
    assert disc.words_at(disc.plane.moved_to((50.0, 0.0, 32.0))) == "parallel to L4-5, 12 mm above (from labels)"
    assert disc.words_at(disc.plane.moved_to((0.0, 0.0, 5.0))) == "parallel to L4-5, 15 mm below (from labels)"
    assert disc.words_at(Plane((0.0, 0.0, 20.0), (1.0, 0, 0), (0, 0, -1.0))) == ""
