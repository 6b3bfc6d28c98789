"""What level anchors say about a point: level, place in it, and side."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.anatomy import Laterality, Level
from annotations.geometry import Plane, Point
from annotations.locations import PatientLocation
from annotations.spine_ledger import (
    IMAGE_CENTRE_TOLERANCE_MM,
    MEDIAN_TOLERANCE_MM,
    LevelAnchor,
    LevelCertainty,
    Midline,
    ProposedLevel,
    SideProposal,
    known_places,
    level_conflict,
    level_on_plane,
    midline,
    propose_level,
    propose_side,
    side_conflict,
)

CT = "1.2.3"
PITCH_MM = 37.0


def anchor(level: Level, center: Point, frame: str = CT) -> LevelAnchor:
    return LevelAnchor(f"a-{level.value}-{frame}-{center[2]}", level, PatientLocation(frame, (center,)))


@pytest.fixture
def a_spine() -> tuple[LevelAnchor, ...]:
    """L1 to S1, 37 mm apart, midline at x = 5."""
    levels = (Level.L1, Level.L2, Level.L3, Level.L4, Level.L5, Level.S1)
    return tuple(anchor(level, (5.0, 0.0, -PITCH_MM * number)) for number, level in enumerate(levels))


@pytest.mark.parametrize(
    ("z", "text", "level"),
    [
        (0.0, "L1 body, middle third", Level.L1),
        (8.0, "L1 body, upper third", Level.L1),
        (-8.0, "L1 body, lower third", Level.L1),
        (-PITCH_MM / 2, "L1-2 disc", Level.L1_L2),
        (-PITCH_MM / 2 + 4, "L1-2 disc", Level.L1_L2),
        (-PITCH_MM * 3.5, "L4-5 disc", Level.L4_L5),
        (-PITCH_MM * 4.5, "L5-S1 disc", Level.L5_S1),
        (-PITCH_MM * 3 - 12, "L4 body, lower third", Level.L4),
        (-PITCH_MM * 3 + 12, "L4 body, upper third", Level.L4),
        (-PITCH_MM * 5 - 6, "S1 body, lower third", Level.S1),
    ],
)
def test_a_point_is_named_by_level_and_third(
    a_spine: tuple[LevelAnchor, ...], z: float, text: str, level: Level
) -> None:
    found = propose_level(a_spine, (5.0, 3.0, z), CT)
    assert found is not None
    assert (found.text, found.level) == (text, level)


def test_between_two_bodies_a_disc_is_as_certain_as_they_are(a_spine: tuple[LevelAnchor, ...]) -> None:
    found = propose_level(a_spine, (5.0, 0.0, -PITCH_MM * 1.5), CT)
    assert found is not None
    assert found.certainty is LevelCertainty.ANCHORED


def test_the_order_in_which_anchors_were_placed_does_not_matter(a_spine: tuple[LevelAnchor, ...]) -> None:
    point = (9.0, 4.0, -50.0)
    assert propose_level(a_spine, point, CT) == propose_level(a_spine[::-1], point, CT)


def test_a_point_beside_the_column_is_at_its_level_and_not_in_the_disc(a_spine: tuple[LevelAnchor, ...]) -> None:
    facet = propose_level(a_spine, (25.0, 40.0, -PITCH_MM * 3.5), CT)
    assert facet is not None
    assert facet.text == "L4-5 level"
    pedicle = propose_level(a_spine, (20.0, 40.0, -PITCH_MM * 3), CT)
    assert pedicle is not None
    assert pedicle.text == "L4 level, middle third"


@pytest.mark.parametrize("z", [30.0, -PITCH_MM * 5 - 30])
def test_beyond_the_last_body_no_level_is_guessed(a_spine: tuple[LevelAnchor, ...], z: float) -> None:
    assert propose_level(a_spine, (5.0, 0.0, z), CT) is None


def test_in_the_outer_half_of_the_last_body_the_level_is_less_certain(a_spine: tuple[LevelAnchor, ...]) -> None:
    found = propose_level(a_spine, (5.0, 0.0, 10.0), CT)
    assert found is not None
    assert (found.level, found.certainty) == (Level.L1, LevelCertainty.END)


def test_too_far_from_the_spine_no_level_is_guessed(a_spine: tuple[LevelAnchor, ...]) -> None:
    assert propose_level(a_spine, (5.0, 130.0, -50.0), CT) is None


def test_another_frame_of_reference_has_no_level(a_spine: tuple[LevelAnchor, ...]) -> None:
    assert propose_level(a_spine, (5.0, 0.0, -50.0), "9.9") is None
    assert midline(a_spine, "9.9") is None
    assert propose_level((), (0, 0, 0), CT) is None


def test_a_missing_vertebra_is_interpolated_and_says_so() -> None:
    placed = (anchor(Level.L1, (0, 0, 0)), anchor(Level.L3, (0, 0, -74)))
    found = propose_level(placed, (0.0, 0.0, -37.0), CT)
    assert found is not None
    assert (found.level, found.certainty) == (Level.L2, LevelCertainty.INTERPOLATED)


def test_a_large_gap_is_not_interpolated() -> None:
    placed = (anchor(Level.T12, (0, 0, 0)), anchor(Level.L5, (0, 0, -185)))
    assert propose_level(placed, (0.0, 0.0, -90.0), CT) is None


def test_a_large_gap_does_not_silence_the_anchors_on_either_side(a_spine: tuple[LevelAnchor, ...]) -> None:
    neck = (anchor(Level.C2, (5, 0, 400)), anchor(Level.C3, (5, 0, 382)))
    lumbar = propose_level((*neck, *a_spine), (5.0, 0.0, -PITCH_MM * 3.5), CT)
    cervical = propose_level((*neck, *a_spine), (5.0, 0.0, 391.0), CT)
    assert lumbar is not None
    assert cervical is not None
    assert (lumbar.level, cervical.level) == (Level.L4_L5, Level.C2_C3)
    assert propose_level((*neck, *a_spine), (5.0, 0.0, 200.0), CT) is None


def test_an_anchored_disc_is_used_where_it_lies() -> None:
    placed = (
        anchor(Level.L4, (0, 0, 0)),
        anchor(Level.L4_L5, (0, -6, -17)),
        anchor(Level.L5, (0, 0, -37)),
    )
    found = propose_level(placed, (0.0, -6.0, -17.0), CT)
    assert found is not None
    assert found.text == "L4-5 disc"
    assert found.distance_mm == pytest.approx(0, abs=1e-9)


def test_discs_alone_place_the_bodies_between_them() -> None:
    placed = (anchor(Level.L3_L4, (0, 0, 0)), anchor(Level.L4_L5, (0, 0, -37)))
    found = propose_level(placed, (0.0, 0.0, -18.5), CT)
    assert found is not None
    assert (found.level, found.certainty) == (Level.L4, LevelCertainty.INTERPOLATED)


def test_one_anchor_speaks_only_for_its_own_place() -> None:
    body, disc = (anchor(Level.L4, (0, 0, 0)),), (anchor(Level.L4_L5, (0, 0, 0)),)
    near, disc_near = propose_level(body, (0.0, 5.0, 5.0), CT), propose_level(disc, (0.0, 5.0, 0.0), CT)
    assert near is not None
    assert near.text == "L4 body"
    assert disc_near is not None
    assert disc_near.text == "L4-5 disc"
    assert propose_level(body, (0.0, 0.0, -37.0), CT) is None


def test_a_sixth_lumbar_vertebra_lies_between_l5_and_s1() -> None:
    levels = (Level.L4, Level.L5, Level.L6, Level.S1)
    placed = tuple(anchor(level, (0, 0, -PITCH_MM * n)) for n, level in enumerate(levels))
    below_l5 = propose_level(placed, (0.0, 0.0, -PITCH_MM * 1.5), CT)
    below_l6 = propose_level(placed, (0.0, 0.0, -PITCH_MM * 2.5), CT)
    assert below_l5 is not None
    assert below_l6 is not None
    assert (below_l5.level, below_l6.level) == (Level.L5_L6, Level.L6_S1)


def test_contradicting_anchors_give_no_level_and_no_midline() -> None:
    upside_down = (anchor(Level.L4, (0, 0, -37)), anchor(Level.L5, (0, 0, 0)))
    twice = (anchor(Level.L4, (0, 0, 0)), anchor(Level.L4, (0, 0, -37)))
    both_numberings = (anchor(Level.L5_S1, (0, 0, -18)), anchor(Level.L6, (0, 0, -37)))
    for placed in (upside_down, twice, both_numberings):
        assert propose_level(placed, (0.0, 0.0, -10.0), CT) is None
        assert midline(placed, CT) is None


def test_two_anchors_of_one_level_that_agree_are_averaged() -> None:
    placed = (anchor(Level.L4, (0, 0, 0)), anchor(Level.L4, (4, 0, -2)))
    line = midline(placed, CT)
    assert line == Midline(((2.0, 0.0, -1.0),))


def test_joints_are_no_anchors_of_the_spine(a_spine: tuple[LevelAnchor, ...]) -> None:
    with_joint = (*a_spine, anchor(Level.SACROILIAC, (40, 30, -200)))
    assert midline(with_joint, CT) == midline(a_spine, CT)


def test_the_midline_follows_the_curve() -> None:
    line = midline((anchor(Level.L1, (0, 0, 0)), anchor(Level.L2, (10, 0, -40))), CT)
    assert line is not None
    assert line.x_at(-20) == pytest.approx(5)
    assert line.x_at(30) == pytest.approx(0)
    assert line.x_at(-70) == pytest.approx(10)
    assert line.x_at(41) is None
    assert line.x_at(-81) is None


@pytest.mark.parametrize(
    ("x", "side", "text"),
    [
        (14.0, Laterality.LEFT, "9 mm left of midline (vertebral centres)"),
        (-4.0, Laterality.RIGHT, "9 mm right of midline (vertebral centres)"),
        (5.0 + MEDIAN_TOLERANCE_MM, Laterality.MEDIAN, "within 3 mm of midline (vertebral centres)"),
        (5.0 - MEDIAN_TOLERANCE_MM, Laterality.MEDIAN, "within 3 mm of midline (vertebral centres)"),
    ],
)
def test_the_side_is_measured_from_the_vertebral_centres(
    a_spine: tuple[LevelAnchor, ...], x: float, side: Laterality, text: str
) -> None:
    found = propose_side((x, 0.0, -60.0), midline(a_spine, CT), 0.0)
    assert found is not None
    assert (found.laterality, found.text, found.is_certain) == (side, text, True)


def test_without_anchors_the_image_centre_only_hints_near_it() -> None:
    near = propose_side((9.0, 0.0, 0.0), None, 0.0)
    far = propose_side((-IMAGE_CENTRE_TOLERANCE_MM - 5, 0.0, 0.0), None, 0.0)
    assert near is not None
    assert far is not None
    assert near.text == "9 mm left of image centre, patient may lie off it"
    assert (near.laterality, near.is_certain) == (Laterality.LEFT, False)
    assert (far.laterality, far.is_certain) == (Laterality.RIGHT, True)


def test_out_of_the_reach_of_the_midline_the_image_centre_is_the_basis(a_spine: tuple[LevelAnchor, ...]) -> None:
    found = propose_side((50.0, 0.0, 400.0), midline(a_spine, CT), 0.0)
    assert found is not None
    assert "image centre" in found.text


def test_a_radiograph_or_nothing_to_compare_with_gives_no_side() -> None:
    assert propose_side(None, None, 0.0) is None
    assert propose_side((5.0, 0.0, 0.0), None, None) is None


LEFT_9 = SideProposal(Laterality.LEFT, 9.0, "9 mm left of midline (vertebral centres)")
LEFT_20 = SideProposal(Laterality.LEFT, 20.0, "20 mm left of midline (vertebral centres)")


def test_a_disagreement_of_sides_is_put_into_words() -> None:
    text = side_conflict(Laterality.RIGHT, LEFT_9)
    assert text == "side is RIGHT, but the point lies 9 mm left of midline (vertebral centres)"
    assert side_conflict(Laterality.MEDIAN, LEFT_20) is not None


@pytest.mark.parametrize(
    ("laterality", "proposal"),
    [
        (Laterality.LEFT, LEFT_9),
        (Laterality.BILATERAL, LEFT_20),
        (Laterality.MEDIAN, LEFT_9),
        (Laterality.RIGHT, None),
        (Laterality.RIGHT, SideProposal(Laterality.MEDIAN, 2.0, "within 3 mm of midline")),
        (Laterality.RIGHT, SideProposal(Laterality.LEFT, 9.0, "hint", is_certain=False)),
    ],
)
def test_no_disagreement_is_invented(laterality: Laterality, proposal: SideProposal | None) -> None:
    assert side_conflict(laterality, proposal) is None


@pytest.mark.parametrize(
    ("level", "z", "conflict"),
    [
        (Level.L4, -PITCH_MM * 3, None),
        (Level.L4_L5, -PITCH_MM * 3.5, None),
        (Level.L4_L5, -PITCH_MM * 4, None),
        (Level.L4, -PITCH_MM * 3.5, None),
        (Level.SACROILIAC, -PITCH_MM * 3, None),
        (Level.L4, -PITCH_MM * 4, "level is L4, but the point lies at L5 body, middle third"),
        (Level.L4_L5, -PITCH_MM * 4.5, "level is L4-5, but the point lies at L5-S1 disc"),
        (Level.L3_L4, -PITCH_MM * 4.5, "level is L3-4, but the point lies at L5-S1 disc"),
    ],
)
def test_a_level_that_contradicts_the_ledger_is_told(
    a_spine: tuple[LevelAnchor, ...], level: Level, z: float, conflict: str | None
) -> None:
    assert level_conflict(level, propose_level(a_spine, (5.0, 3.0, z), CT)) == conflict


def test_where_the_ledger_says_nothing_no_level_contradicts_it() -> None:
    assert level_conflict(Level.L4, None) is None


def test_a_proposed_level_becomes_an_anchor_that_says_where_it_came_from() -> None:
    place = PatientLocation(CT, ((0.0, 0.0, 0.0),))
    proposed = ProposedLevel(Level.L3, place, 0.8, "disc spacing along the spine")
    anchor_of_it = proposed.accepted("a")
    assert (anchor_of_it.level, anchor_of_it.location) == (Level.L3, place)
    assert anchor_of_it.origin == "accepted proposal: disc spacing along the spine"
    with pytest.raises(ValueError, match="confidence"):
        ProposedLevel(Level.L3, place, 1.5)


def axial(z: float, tilt: float = 0.0) -> Plane:
    return Plane((0.0, 0.0, z), (1.0, 0.0, 0.0), (0.0, float(np.cos(tilt)), float(np.sin(tilt))))


@pytest.mark.parametrize(
    ("z", "text"),
    [
        (-PITCH_MM * 3.5, "L4-5 disc"),
        (-PITCH_MM * 3, "L4 body, middle third"),
        (-PITCH_MM * 3 - 12, "L4 body, lower third"),
        (8.0, "L1 body, upper third"),
        (90.0, None),
        (-300.0, None),
    ],
)
def test_a_cut_is_named_by_where_it_crosses_the_spine(
    a_spine: tuple[LevelAnchor, ...], z: float, text: str | None
) -> None:
    found = level_on_plane(a_spine, axial(z), CT)
    assert (found.text if found is not None else None) == text


def test_a_tilted_cut_is_named_where_it_crosses_the_spine_and_not_where_its_origin_lies(
    a_spine: tuple[LevelAnchor, ...],
) -> None:
    plane = Plane((0.0, 100.0, -PITCH_MM * 3.5 + 57.7), (1.0, 0.0, 0.0), (0.0, 0.866025, 0.5))
    found = level_on_plane(a_spine, plane, CT)
    assert found is not None
    assert found.text == "L4-5 disc"


def test_a_sagittal_cut_and_another_space_have_no_level(a_spine: tuple[LevelAnchor, ...]) -> None:
    assert level_on_plane(a_spine, Plane((9.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0)), CT) is None
    assert level_on_plane(a_spine, axial(-60.0), "9.9") is None


def test_known_places_are_the_placed_ones_and_those_between(a_spine: tuple[LevelAnchor, ...]) -> None:
    names = [level.label for level, _, certainty in known_places(a_spine, CT) if certainty is LevelCertainty.ANCHORED]
    assert names == ["L1", "L1-2", "L2", "L2-3", "L3", "L3-4", "L4", "L4-5", "L5", "L5-S1", "S1"]
    gap = (a_spine[0], a_spine[2])
    assert [level.label for level, _, c in known_places(gap, CT) if c is LevelCertainty.ANCHORED] == ["L1", "L3"]
