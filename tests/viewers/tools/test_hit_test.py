"""What lies under the pointer, in device pixels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.marks import MarkKind
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import (
    OTHER_FRAME_OF_REFERENCE,
    a_length,
    a_point,
    axial_geometry,
    image_geometry,
    in_patient,
    on_image,
)
from viewers.state.overlay import OverlayContent, OverlayMark, OverlayNeedle
from viewers.tools.hit_test import HANDLE_TOLERANCE_PX, LINE_TOLERANCE_PX, BodyHit, HandleHit, Probe, hit_test

LENGTH = a_length((10.0, 10.0, 0.0), (60.0, 10.0, 0.0))
"""From display pixel (20, 20) to (120, 20)."""


def content(*marks: OverlayMark) -> OverlayContent:
    return OverlayContent(marks=marks)


def test_a_handle_is_found_within_its_tolerance_and_not_beyond() -> None:
    geometry = axial_geometry()
    near = hit_test(Probe(geometry, 120, 20 + HANDLE_TOLERANCE_PX - 0.1), content(LENGTH))
    beyond = hit_test(Probe(geometry, 120, 20 + HANDLE_TOLERANCE_PX + 0.1), content(LENGTH))
    assert near == HandleHit(LENGTH, 1)
    assert beyond is None


def test_nothing_is_hit_while_something_is_being_placed() -> None:
    placing = replace(content(LENGTH), clickable=False)
    assert hit_test(Probe(axial_geometry(), 120, 20), placing) is None


def test_the_tolerance_grows_with_the_device_pixel_ratio() -> None:
    probe = Probe(axial_geometry(), 120, 20 + 1.5 * HANDLE_TOLERANCE_PX, device_pixel_ratio=2.0)
    assert hit_test(probe, content(LENGTH)) == HandleHit(LENGTH, 1)


def test_the_line_between_the_handles_is_the_whole_mark() -> None:
    hit = hit_test(Probe(axial_geometry(), 70, 20 + LINE_TOLERANCE_PX - 0.1), content(LENGTH))
    assert hit == BodyHit("item-1", LENGTH)


def test_a_handle_wins_over_a_line_that_lies_on_top_of_it() -> None:
    crossing = replace(a_length((60.0, 0.0, 0.0), (60.0, 40.0, 0.0)), mark_id="mark-9", item_id="item-9")
    assert hit_test(Probe(axial_geometry(), 120, 20), content(LENGTH, crossing)) == HandleHit(LENGTH, 1)


def test_of_two_points_on_one_place_the_later_is_taken_unless_the_other_is_selected() -> None:
    below, above = a_point((20.0, 20.0, 0.0)), a_point((20.0, 20.0, 0.0), mark_id="top", item_id="top")
    probe = Probe(axial_geometry(), 40, 40)
    assert hit_test(probe, content(below, above)) == HandleHit(above, 0)
    chosen = replace(below, selected=True)
    assert hit_test(probe, content(chosen, above)) == HandleHit(chosen, 0)


def test_a_mark_that_may_not_be_moved_has_no_handles_but_can_be_clicked() -> None:
    fixed = replace(LENGTH, movable=False)
    assert hit_test(Probe(axial_geometry(), 120, 20), content(fixed)) == BodyHit("item-1", fixed)


@pytest.mark.parametrize("z", [4.0, -4.0])
def test_a_mark_a_little_off_the_cut_can_be_clicked_but_not_dragged(z: float) -> None:
    hit = hit_test(Probe(axial_geometry(z=z), 120, 20), content(LENGTH))
    assert hit == BodyHit("item-1", LENGTH)


def test_a_mark_far_off_the_cut_is_not_there() -> None:
    assert hit_test(Probe(axial_geometry(z=5.1), 120, 20), content(LENGTH)) is None


def test_a_mark_of_another_frame_of_reference_is_not_there() -> None:
    other = replace(LENGTH, location=in_patient((10, 10, 0), (60, 10, 0), uid=OTHER_FRAME_OF_REFERENCE))
    assert hit_test(Probe(axial_geometry(), 120, 20), content(other)) is None


def test_a_mark_on_a_radiograph_is_found_on_that_image_only() -> None:
    mark = OverlayMark("m", "i", MarkKind.POINT, on_image((100.0, 60.0)))
    assert hit_test(Probe(image_geometry(), 50, 30), content(mark)) == HandleHit(mark, 0)
    assert hit_test(Probe(axial_geometry(), 50, 30), content(mark)) is None


def test_a_needle_is_clicked_along_its_path() -> None:
    needle = OverlayNeedle("target", FRAME_OF_REFERENCE, (10.0, 40.0, 0.0), (60.0, 40.0, 0.0))
    assert hit_test(Probe(axial_geometry(), 70, 82), OverlayContent(needles=(needle,))) == BodyHit("target")
