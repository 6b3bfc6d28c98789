"""What of a mark belongs to a cut, against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.marks import MarkKind
from viewers.state.mark_cuts import Presence, chords, crossings, parts_within, presence
from viewers.state.mark_outlines import Outline, outlines

SOLID_MM, FAINT_MM = 1.0, 5.0


@pytest.mark.parametrize(
    ("distances", "expected"),
    [
        ((0.0, 0.0), Presence.SOLID),
        ((1.0, -1.0), Presence.SOLID),
        ((1.1, 0.0), Presence.FAINT),
        ((5.0, -5.0), Presence.FAINT),
        ((-6.0, 6.0), Presence.CROSSING),
        ((4.0, 20.0), Presence.CROSSING),
        ((5.1, 20.0), Presence.ABSENT),
        ((-20.0, -6.0), Presence.ABSENT),
    ],
)
def test_how_a_mark_is_there_follows_from_how_far_its_points_are(
    distances: tuple[float, ...], expected: Presence
) -> None:
    assert presence(np.array(distances), SOLID_MM, FAINT_MM) is expected


def a_sagittal_circle() -> Outline:
    """Radius 10 mm about the origin, in the plane x = 0."""
    ends = [(0.0, -10.0, 0.0), (0.0, 10.0, 0.0), (0.0, 0.0, -10.0), (0.0, 0.0, 10.0)]
    (circle,) = outlines(MarkKind.CIRCLE, ends)
    return circle


@pytest.mark.parametrize(("offset", "length"), [(0.0, 20.0), (6.0, 16.0), (-8.0, 12.0)])
def test_a_circle_cut_off_its_centre_shows_the_chord_of_pythagoras(offset: float, length: float) -> None:
    circle = a_sagittal_circle()
    (chord,) = chords(circle, circle.path[:, 2] - offset)
    assert float(np.linalg.norm(chord[1] - chord[0])) == pytest.approx(length, abs=0.03)
    assert chord[:, 0] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert chord[:, 2] == pytest.approx([offset, offset], abs=1e-9)


def test_a_circle_beside_the_cut_has_no_chord() -> None:
    circle = a_sagittal_circle()
    assert chords(circle, circle.path[:, 2] - 10.5) == ()


def test_a_horseshoe_cut_through_both_legs_shows_two_chords_of_their_width() -> None:
    corners = [(0, 0, 0), (0, 30, 0), (0, 30, 20), (0, 22, 20), (0, 22, 8), (0, 6, 8), (0, 6, 20), (0, 0, 20)]
    (shoe,) = outlines(MarkKind.POLYGON, corners)
    found = sorted(chords(shoe, shoe.path[:, 2] - 14.0), key=lambda chord: float(chord[:, 1].min()))
    widths = [float(np.linalg.norm(chord[1] - chord[0])) for chord in found]
    assert widths == pytest.approx([6.0, 8.0])


def test_a_cut_exactly_through_corners_still_gives_whole_chords() -> None:
    (diamond,) = outlines(MarkKind.POLYGON, [(0, 0, -5), (0, 5, 0), (0, 0, 5), (0, -5, 0)])
    (chord,) = chords(diamond, diamond.path[:, 2])
    assert float(np.linalg.norm(chord[1] - chord[0])) == pytest.approx(10.0)


def test_a_line_goes_through_the_cut_at_one_place() -> None:
    path = np.array([(0.0, 0.0, -4.0), (8.0, 0.0, 12.0)])
    assert crossings(path, path[:, 2]) == pytest.approx(np.array([(2.0, 0.0, 0.0)]))


def test_of_a_line_the_part_near_the_cut_is_what_lies_within_the_limit() -> None:
    path = np.array([(0.0, 0.0, -10.0), (20.0, 0.0, 10.0), (40.0, 0.0, 10.0)])
    (part,) = parts_within(path, path[:, 2], 5.0)
    assert part == pytest.approx(np.array([(5.0, 0.0, -5.0), (15.0, 0.0, 5.0)]))
