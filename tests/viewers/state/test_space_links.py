"""Rigid links between patient spaces."""

from __future__ import annotations

import numpy as np
import pytest
import SimpleITK as sitk

from annotations.geometry import GeometryError, Plane
from viewers.state.space_links import BOTH_KINDS, LinkKind, SpaceLink, SpaceLinks, as_affine

A, B, C = "1.2.1", "1.2.2", "1.2.3"


def _matrix(degrees=(10.0, -20.0, 30.0), translation=(12.0, -3.0, 40.0)):
    transform = sitk.Euler3DTransform((0.0, 0.0, 0.0), *np.radians(degrees), translation)
    matrix = np.eye(4)
    matrix[:3, :3] = np.reshape(transform.GetMatrix(), (3, 3))
    matrix[:3, 3] = translation
    return matrix, transform


def _registered(level="", center=None, translation=(12.0, -3.0, 40.0), residual=1.23):
    matrix, _ = _matrix(translation=translation)
    return SpaceLink.registered(A, B, matrix, residual_mm=residual, level=level, center_lps_mm=center)


def test_points_go_where_simpleitk_takes_them():
    matrix, transform = _matrix()
    link = SpaceLink.registered(A, B, matrix, residual_mm=1.0)
    for point in ((0.0, 0.0, 0.0), (10.0, -20.0, 300.0)):
        np.testing.assert_allclose(link.point(point), transform.TransformPoint(point), atol=1e-9)


def test_the_inverse_leads_back():
    link = _registered(center=(1.0, 2.0, 3.0))
    there = link.points([(1.0, 2.0, 3.0), (50.0, 60.0, -70.0)])
    np.testing.assert_allclose(link.inverse.points(there), [(1.0, 2.0, 3.0), (50.0, 60.0, -70.0)], atol=1e-9)
    assert (link.inverse.from_uid, link.inverse.to_uid) == (B, A)
    np.testing.assert_allclose(link.inverse.center_lps_mm, there[0], atol=1e-9)


def test_a_plane_keeps_its_points_and_turns_its_directions():
    link = _registered()
    plane = Plane((5.0, 6.0, 7.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
    moved = link.plane(plane)
    on_it = link.points(np.add(plane.origin_lps_mm, (0.0, 3.0, -4.0)))
    assert abs(float(moved.signed_distance_mm(on_it))) < 1e-9
    np.testing.assert_allclose(
        on_it - np.asarray(moved.origin_lps_mm),
        3 * np.asarray(moved.row_direction) + 4 * np.asarray(moved.column_direction),
        atol=1e-9,
    )


def test_a_mirrored_or_scaled_transform_is_refused():
    with pytest.raises(GeometryError):
        SpaceLink.registered(A, B, np.diag([-1.0, 1.0, 1.0, 1.0]), residual_mm=1.0)
    with pytest.raises(GeometryError):
        SpaceLink.registered(A, B, np.diag([1.01, 1.0, 1.0, 1.0]), residual_mm=1.0)
    with pytest.raises(GeometryError):
        SpaceLink.registered(A, B, np.full((4, 4), np.nan), residual_mm=1.0)


def test_a_link_joins_two_known_spaces():
    with pytest.raises(ValueError):
        SpaceLink.by_hand(A, A, (1, 2, 3), offset_mm=1.0)
    with pytest.raises(ValueError):
        SpaceLink.by_hand("", B, (1, 2, 3), offset_mm=1.0)


def test_a_link_says_how_good_it_is():
    with pytest.raises(ValueError):
        SpaceLink(A, B, as_affine(np.eye(4)), LinkKind.REGISTERED)
    with pytest.raises(ValueError):
        SpaceLink(A, B, as_affine(np.eye(4)), LinkKind.MANUAL)
    assert SpaceLink.by_hand(A, B, (0, 0, 12.52), offset_mm=-12.52).label == "linked by hand, offset 12.5 mm"
    assert _registered("L4").label == "registered at L4, residual 1.2 mm"
    assert _registered().label == "registered, residual 1.2 mm"


def test_a_manual_link_that_turns_is_refused():
    with pytest.raises(ValueError):
        SpaceLink(A, B, as_affine(_matrix()[0]), LinkKind.MANUAL, offset_mm=0.0)


def test_a_manual_link_is_found_only_when_asked_for():
    links = SpaceLinks((SpaceLink.by_hand(A, B, (0, 0, 5), offset_mm=5.0),))
    assert links.between(A, B) is None
    assert links.between(A, B, kinds=BOTH_KINDS).point((0.0, 0.0, 0.0)) == (0.0, 0.0, 5.0)
    assert links.between(B, A, kinds=BOTH_KINDS).point((0.0, 0.0, 5.0)) == (0.0, 0.0, 0.0)


def test_a_registered_link_goes_before_a_newer_manual_one():
    links = SpaceLinks((_registered(),)).with_link(SpaceLink.by_hand(A, B, (0, 0, 5), offset_mm=5.0))
    assert links.between(A, B, kinds=BOTH_KINDS).kind is LinkKind.REGISTERED


def test_links_are_never_chained():
    links = SpaceLinks((_registered(), SpaceLink.by_hand(B, C, (0, 0, 5), offset_mm=5.0)))
    assert links.between(A, C, kinds=BOTH_KINDS) is None


def test_of_two_levels_the_nearer_one_is_taken():
    links = SpaceLinks((_registered("L4", (0.0, 0.0, 40.0)), _registered("L1", (0.0, 0.0, 140.0)), _registered()))
    assert links.between(A, B, near_lps_mm=(0.0, 0.0, 50.0)).level == "L4"
    assert links.between(A, B, near_lps_mm=(0.0, 0.0, 120.0)).level == "L1"
    at_l1 = _registered("L1", (0.0, 0.0, 140.0)).point((0.0, 0.0, 120.0))
    assert links.between(B, A, near_lps_mm=at_l1).level == "L1"
    assert links.between(A, B).level == ""


def test_linking_again_by_hand_replaces_the_former_offset():
    first = SpaceLinks().with_link(SpaceLink.by_hand(A, B, (0, 0, 5), offset_mm=5.0))
    second = first.with_link(SpaceLink.by_hand(B, A, (0, 0, -7), offset_mm=-7.0))
    assert [link.label for link in second.links] == ["linked by hand, offset 7.0 mm"]
    assert second.without_manual(A, B).links == ()


def test_a_level_registration_says_how_far_from_its_level_a_point_is():
    """A real spine registered at L1 was 12 mm off at S1: beyond one vertebra the reader is warned."""
    link = _registered("L1", (0.0, 0.0, 140.0))
    near, far = link.point((0.0, 30.0, 120.0)), link.point((0.0, 0.0, 0.0))
    assert link.mm_beyond_reach(near) is None
    assert link.mm_beyond_reach(far) == pytest.approx(140.0)
    assert link.inverse.mm_beyond_reach((0.0, 0.0, 0.0)) == pytest.approx(140.0)
    assert _registered().mm_beyond_reach(far) is None
