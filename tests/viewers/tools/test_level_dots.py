"""Dots of placed levels: taken close by on sagittal and coronal cuts, with the name beside the body."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.geometry import Plane
from annotations.locations import PatientLocation
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import a_point, axial_geometry
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent, OverlayLabel
from viewers.tools.hit_test import HandleHit, Probe, hit_test
from viewers.tools.level_dots import DOT_TOLERANCE_PX, LEVEL_LABEL_DISTANCE_MM, dot_under, mark_of, side_of_body

L4 = OverlayLabel("L4", FRAME_OF_REFERENCE, (10.0, 40.0, -30.0), (27.0, 32.0), "anchor-4")


def sagittal(x: float = 10.0) -> FrameGeometry:
    """Seen from the left, anterior on screen left; half a millimetre a pixel."""
    return replace(axial_geometry(), plane=Plane((x, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0)))


def coronal() -> FrameGeometry:
    return replace(axial_geometry(), plane=Plane((0.0, 40.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0)))


def test_a_dot_is_taken_close_by_and_no_farther() -> None:
    assert dot_under(sagittal(), (L4,), 80.0, 60.0 + DOT_TOLERANCE_PX - 0.1, 1.0) == mark_of(L4)
    assert dot_under(sagittal(), (L4,), 80.0, 60.0 + DOT_TOLERANCE_PX + 0.1, 1.0) is None
    assert dot_under(sagittal(), (L4,), 80.0, 60.0 + 1.9 * DOT_TOLERANCE_PX, 2.0) == mark_of(L4)


def test_it_moves_as_a_point_of_its_item() -> None:
    mark = mark_of(L4)
    assert (mark.mark_id, mark.item_id) == ("anchor-4", "anchor-4")
    assert mark.location == PatientLocation(FRAME_OF_REFERENCE, ((10.0, 40.0, -30.0),))
    hit = hit_test(Probe(sagittal(), 80.0, 60.0), OverlayContent(labels=(L4,)))
    assert hit == HandleHit(mark, 0)


def test_a_mark_over_it_is_taken_first_and_nothing_while_placing() -> None:
    over = a_point((10.0, 40.0, -30.0))
    content = OverlayContent(marks=(over,), labels=(L4,))
    hit = hit_test(Probe(sagittal(), 80.0, 60.0), content)
    assert isinstance(hit, HandleHit)
    assert hit.mark == over
    assert hit_test(Probe(sagittal(), 80.0, 60.0), replace(content, clickable=False)) is None


@pytest.mark.parametrize(
    "label",
    [
        replace(L4, item_id=""),
        replace(L4, beside_mm=None),
        replace(L4, frame_of_reference_uid="9.9.9"),
    ],
)
def test_a_name_without_an_item_or_of_another_space_has_no_dot_to_take(label: OverlayLabel) -> None:
    assert dot_under(sagittal(), (label,), 80.0, 60.0, 1.0) is None


def test_far_from_the_cut_and_on_axial_cuts_there_is_no_dot() -> None:
    assert dot_under(sagittal(10.0 + LEVEL_LABEL_DISTANCE_MM + 1), (L4,), 80.0, 60.0, 1.0) is None
    assert dot_under(replace(axial_geometry(z=-30.0)), (L4,), 20.0, 80.0, 1.0) is None


def test_the_name_stands_before_the_body_on_sagittal_and_left_of_it_on_coronal_cuts() -> None:
    assert side_of_body(sagittal(), L4) == (10.0, 13.0, -30.0)
    assert side_of_body(coronal(), L4) == (42.0, 40.0, -30.0)
    assert side_of_body(axial_geometry(), L4) is None
