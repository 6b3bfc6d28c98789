"""What of a mark is on a picture: solid, faint, crossing or not there, in display pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.geometry import Plane
from annotations.marks import MarkKind
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import a_length, axial_geometry, image_geometry, in_patient, on_image
from viewers.state.frame import FrameGeometry
from viewers.state.mark_cuts import Presence
from viewers.state.overlay import OverlayContent, OverlayMark
from viewers.tools.drawn_marks import drawn, faint_mm, solid_mm
from viewers.tools.hit_test import BodyHit, HandleHit, Probe, hit_test

THIN = replace(axial_geometry(), slice_step_mm=1.0)


def sagittal_circle(x: float = 40.0) -> OverlayMark:
    """Radius 10 mm about (40, 30, 0), in a sagittal plane."""
    ends = in_patient((x, 20.0, 0.0), (x, 40.0, 0.0), (x, 30.0, -10.0), (x, 30.0, 10.0))
    return OverlayMark("m", "i", MarkKind.CIRCLE, ends)


def at_height(z: float, **kwargs: float) -> FrameGeometry:
    return replace(axial_geometry(z=z), **kwargs)


@pytest.mark.parametrize(
    ("step", "expected"), [(None, 3.0), (1.0, 0.5), (0.3, 0.5), (4.0, 2.0), (5.0, 2.5), (8.0, 3.0)]
)
def test_a_slice_reaches_half_way_to_the_next_one(step: float | None, expected: float) -> None:
    assert solid_mm(replace(axial_geometry(), slice_step_mm=step)) == pytest.approx(expected, abs=2e-3)


@pytest.mark.parametrize(("slab", "expected"), [(None, 5.0), (6.0, 5.0), (30.0, 15.0)])
def test_what_is_faint_lies_in_the_slab_shown_or_within_five_millimetres(slab: float | None, expected: float) -> None:
    assert faint_mm(replace(THIN, slab_mm=slab)) == expected


@pytest.mark.parametrize(
    ("z", "slab", "expected"),
    [
        (0.4, None, Presence.SOLID),
        (1.0, None, Presence.FAINT),
        (4.9, None, Presence.FAINT),
        (5.1, None, None),
        (5.1, 20.0, Presence.FAINT),
        (10.1, 20.0, None),
    ],
)
def test_a_length_in_the_plane_is_solid_on_its_slice_then_faint_then_gone(
    z: float, slab: float | None, expected: Presence | None
) -> None:
    mark = a_length((10.0, 10.0, 0.0), (60.0, 10.0, 0.0))
    shown = drawn(replace(axial_geometry(z=z), slice_step_mm=1.0, slab_mm=slab), mark)
    assert (shown.presence if shown is not None else None) is expected


@pytest.mark.parametrize(("z", "chord_mm"), [(0.0, 20.0), (6.0, 16.0), (-8.0, 12.0)])
def test_a_sagittal_circle_on_an_axial_cut_is_its_chord(z: float, chord_mm: float) -> None:
    geometry = at_height(z, slice_step_mm=1.0)
    shown = drawn(geometry, sagittal_circle())
    assert shown is not None
    assert shown.presence is Presence.CROSSING
    (chord,) = shown.lines
    assert geometry.mm_per_px is not None
    assert float(np.linalg.norm(chord[1] - chord[0])) * geometry.mm_per_px == pytest.approx(chord_mm, abs=0.03)
    assert len(shown.crossings) == 2
    assert shown.ghosts == ()


def test_a_circle_above_the_cut_is_not_there() -> None:
    assert drawn(at_height(15.5, slice_step_mm=1.0), sagittal_circle()) is None


def test_a_line_through_slices_is_a_cross_with_the_part_near_it_faint() -> None:
    shown = drawn(THIN, a_length((10.0, 10.0, -20.0), (50.0, 10.0, 20.0)))
    assert shown is not None
    assert shown.presence is Presence.CROSSING
    (cross,) = shown.crossings
    assert cross == pytest.approx([60.0, 20.0])
    (part,) = shown.ghosts
    assert sorted(part[:, 0]) == pytest.approx([50.0, 70.0])


def test_an_oblique_cut_goes_through_a_flat_area_as_a_line() -> None:
    """A 20 x 20 mm box at z = 0, cut by a plane tilted 30 degrees about its middle line."""
    box = in_patient((30.0, 20.0, 0.0), (50.0, 20.0, 0.0), (50.0, 40.0, 0.0), (30.0, 40.0, 0.0))
    tilt = np.radians(30.0)
    plane = Plane((0.0, 30.0, 0.0), (1.0, 0.0, 0.0), (0.0, float(np.cos(tilt)), float(np.sin(tilt))))
    geometry = FrameGeometry((200, 200), plane, 0.5, FRAME_OF_REFERENCE, slice_step_mm=1.0)
    shown = drawn(geometry, OverlayMark("m", "i", MarkKind.RECTANGLE, box))
    assert shown is not None
    assert shown.presence is Presence.FAINT, "its corners are 5 mm off this cut: tilted so little it is seen whole"
    steep = Plane((0.0, 30.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.5, float(np.cos(tilt))))
    shown = drawn(replace(geometry, plane=steep), OverlayMark("m", "i", MarkKind.RECTANGLE, box))
    assert shown is not None
    assert shown.presence is Presence.CROSSING
    (line,) = shown.lines
    assert float(np.linalg.norm(line[1] - line[0])) * 0.5 == pytest.approx(20.0)


def test_a_mark_in_the_hand_is_seen_whole_wherever_its_points_are() -> None:
    in_hand = replace(a_length((10.0, 10.0, -40.0), (50.0, 10.0, 0.0)), mark_id="", selected=True)
    shown = drawn(THIN, in_hand)
    assert shown is not None
    assert shown.presence is Presence.FAINT
    assert shown.is_on_cut == (False, True)


def test_a_hidden_mark_is_not_there_and_cannot_be_clicked() -> None:
    hidden = replace(a_length((10.0, 10.0, 0.0), (60.0, 10.0, 0.0)), hidden=True)
    assert drawn(THIN, hidden) is None
    assert hit_test(Probe(THIN, 70, 20), OverlayContent(marks=(hidden,))) is None


def test_the_mirror_image_lies_as_far_on_the_other_side_of_the_midline() -> None:
    mark = OverlayMark("m", "i", MarkKind.APPROACH, in_patient((60.0, 20.0, 0.0), (80.0, 40.0, 0.0)), mirror_x_mm=50.0)
    shown = drawn(THIN, mark)
    assert shown is not None
    (ghost,) = shown.ghosts
    assert ghost == pytest.approx(np.array([(80.0, 40.0), (40.0, 80.0)]))


def test_what_is_clicked_is_what_is_drawn() -> None:
    circle = OverlayMark("m", "i", MarkKind.CIRCLE, on_image((0.0, 50.0), (100.0, 50.0), (50.0, 0.0), (50.0, 100.0)))
    on_screen = image_geometry()
    at_45_deg = 25 + 25 * np.sqrt(0.5)
    content = OverlayContent(marks=(circle,))
    assert hit_test(Probe(on_screen, at_45_deg, at_45_deg), content) == BodyHit("i", circle)
    assert hit_test(Probe(on_screen, 25, 25), content) is None, "the middle of a region is not the region's line"
    assert hit_test(Probe(on_screen, 50, 26), content) == HandleHit(circle, 1)


def test_a_crossing_circle_is_clicked_on_its_chord() -> None:
    geometry, circle = at_height(6.0, slice_step_mm=1.0), sagittal_circle()
    assert hit_test(Probe(geometry, 80, 60), OverlayContent(marks=(circle,))) == BodyHit("i", circle)
    assert hit_test(Probe(geometry, 80, 92), OverlayContent(marks=(circle,))) is None
