"""Seeds of a registration: what they determine, what they leave open, and what is refused with a sentence."""

from __future__ import annotations

import numpy as np
import pytest
import SimpleITK as sitk

from annotations.anatomy import Level
from annotations.geometry import as_point
from annotations.locations import PatientLocation
from annotations.registration import SeedKind, SeedPair, pair_residuals_mm, rms
from annotations.rigid import IDENTITY, RigidTransform, rotation_about
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.registration_errors import RegistrationError
from viewers.imaging.registration_seeds import (
    TWIST_WORDS,
    level_pairs,
    seed_of_frame_of_reference,
    seed_of_levels,
    seed_of_points,
)

STEP = RigidTransform.about((0.0, -50.0, 20.0), rotation_about((1.0, 0.3, 0.2), 12.0), (10.0, -20.0, 600.0))
LUMBAR = (Level.L1, Level.L2, Level.L3, Level.L4, Level.L5)


def _pairs(points, noise_mm=0.0):
    rng = np.random.default_rng(3)
    moved = STEP.apply(points) + rng.normal(0, noise_mm, (len(points), 3)) if noise_mm else STEP.apply(points)
    return tuple(
        SeedPair(str(n), as_point(a), as_point(b)) for n, (a, b) in enumerate(zip(points, moved, strict=True), start=1)
    )


def _anchors(centers, uid, levels=LUMBAR):
    return [
        LevelAnchor(f"{uid}-{level}", level, PatientLocation(uid, (as_point(center),)))
        for level, center in zip(levels, centers, strict=True)
    ]


def _spine(lordosis_mm):
    t = np.linspace(-1, 1, 5)
    return np.column_stack([np.zeros(5), lordosis_mm * t**2, -75 * t])


def test_three_exact_pairs_give_the_step_exactly():
    seed = seed_of_points(_pairs(np.array([[0, 0, 0], [0, 40, 20], [5, 0, -70.0]])))
    np.testing.assert_allclose(seed.transform.array, STEP.array, atol=1e-9)
    assert seed.undetermined == ""
    assert rms(pair_residuals_mm(seed.transform, seed.pairs)) < 1e-9


def test_noisy_pairs_give_what_simpleitk_finds():
    points = np.random.default_rng(1).uniform(-50, 50, (8, 3))
    pairs = _pairs(points, noise_mm=2.0)
    flat = [[float(c) for pair in pairs for c in getattr(pair, side)] for side in ("from_lps_mm", "to_lps_mm")]
    theirs = sitk.LandmarkBasedTransformInitializer(sitk.VersorRigid3DTransform(), *flat)
    ours = seed_of_points(pairs).transform
    for point in points:
        np.testing.assert_allclose(ours.apply(point), theirs.TransformPoint(as_point(point)), atol=1e-6)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_pairs_are_refused(count):
    points = np.array([[0, 0, 0], [0, 40, 20.0]])[:count]
    with pytest.raises(RegistrationError, match=f"{count} of 3 point pairs"):
        seed_of_points(_pairs(points) if count else ())


@pytest.mark.parametrize("beside_mm", [0.0, 3.0])
def test_points_on_a_line_are_refused(beside_mm):
    points = np.array([[0, 0, 0], [beside_mm, 0, 40], [0, 0, 80], [0, beside_mm, 120.0]])
    with pytest.raises(RegistrationError, match="nearly on a line"):
        seed_of_points(_pairs(points))


def test_a_pair_that_is_not_the_same_place_is_named():
    pairs = list(_pairs(np.random.default_rng(2).uniform(-60, 60, (6, 3))))
    pairs[3] = SeedPair("4", pairs[3].from_lps_mm, as_point(np.add(pairs[3].to_lps_mm, (0, 0, 45))))
    with pytest.raises(RegistrationError, match=r"pair 4 lie \d+ mm apart"):
        seed_of_points(tuple(pairs))


def test_sides_mixed_up_are_refused():
    """Left and right exchanged in a plane of three points fits exactly as half a turn: no patient lies so."""
    points = np.array([[-30, 0, 0], [30, 0, 0], [0, 0, -60.0]])
    swapped = points[[1, 0, 2]]
    pairs = tuple(
        SeedPair(str(n), as_point(a), as_point(b)) for n, (a, b) in enumerate(zip(points, swapped, strict=True))
    )
    with pytest.raises(RegistrationError, match="by 180 degrees: check left and right"):
        seed_of_points(pairs)


def test_the_same_frame_of_reference_is_the_identity_and_another_is_refused():
    seed = seed_of_frame_of_reference("1.2", "1.2")
    assert seed.transform == IDENTITY
    assert seed.kind is SeedKind.FRAME_OF_REFERENCE
    for uids in (("1.2", "1.3"), ("", "")):
        with pytest.raises(RegistrationError, match="different Frames of Reference"):
            seed_of_frame_of_reference(*uids)


def test_levels_along_a_straight_spine_leave_the_turn_about_it_open_and_say_so():
    spine = _spine(lordosis_mm=2.0)
    seed = seed_of_levels([*_anchors(spine, "a"), *_anchors(STEP.apply(spine), "b")], "a", "b")
    assert seed.undetermined == TWIST_WORDS
    assert max(pair_residuals_mm(seed.transform, seed.pairs)) < 1.0
    axis = np.array([0.0, 0.0, 1.0])
    turn = seed.transform.rotation @ axis
    np.testing.assert_allclose(turn, STEP.rotation @ axis, atol=1e-3)
    # Of all turns that bring the axis there it is the smallest: it turns about nothing along the axis.
    assert seed.transform.angle_deg == pytest.approx(np.degrees(np.arccos(turn @ axis)), abs=0.05)


def test_levels_of_a_bent_spine_determine_everything():
    spine = _spine(lordosis_mm=40.0)
    seed = seed_of_levels([*_anchors(spine, "a"), *_anchors(STEP.apply(spine), "b")], "a", "b")
    assert seed.undetermined == ""
    np.testing.assert_allclose(seed.transform.array, STEP.array, atol=1e-9)


def test_two_levels_are_enough_for_a_seed_and_one_is_not():
    spine = _spine(lordosis_mm=5.0)
    anchors = [*_anchors(spine, "a"), *_anchors(STEP.apply(spine)[1:3], "b", LUMBAR[1:3])]
    assert [pair.name for pair in seed_of_levels(anchors, "a", "b").pairs] == ["L2", "L3"]
    with pytest.raises(RegistrationError, match=r"At least 2 levels .* now: L2"):
        seed_of_levels(anchors[:6], "a", "b")
    with pytest.raises(RegistrationError, match="now: none"):
        seed_of_levels(anchors[:5], "a", "b")


def test_a_level_that_stands_elsewhere_in_one_series_is_named():
    spine, moved = _spine(lordosis_mm=5.0), STEP.apply(_spine(lordosis_mm=5.0))
    moved[2] += (0.0, 0.0, 37.0)
    with pytest.raises(RegistrationError, match="points of L3 lie"):
        seed_of_levels([*_anchors(spine, "a"), *_anchors(moved, "b")], "a", "b")


def test_levels_upside_down_are_refused():
    spine = _spine(lordosis_mm=0.0)
    with pytest.raises(RegistrationError):
        seed_of_levels([*_anchors(spine, "a"), *_anchors(spine[::-1], "b")], "a", "b")


def test_a_level_placed_twice_and_levels_of_one_frame_of_reference_make_no_pair():
    spine = _spine(lordosis_mm=5.0)
    twice = LevelAnchor("again", Level.L3, PatientLocation("b", ((0.0, 0.0, 0.0),)))
    pairs = level_pairs([*_anchors(spine, "a"), *_anchors(spine, "b"), twice], "a", "b")
    assert [pair.name for pair in pairs] == ["L1", "L2", "L4", "L5"]
    assert level_pairs(_anchors(spine, "a"), "a", "a") == ()
