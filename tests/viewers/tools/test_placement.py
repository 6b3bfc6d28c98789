"""Between display pixels and locations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import (
    IMAGE,
    OTHER_FRAME_OF_REFERENCE,
    a_radiograph,
    a_volume,
    axial_geometry,
    image_geometry,
    in_patient,
    on_image,
)
from viewers.imaging.images import ImageStack
from viewers.state.frame import FrameGeometry
from viewers.tools.placement import (
    display_points,
    is_inside,
    joined,
    locate,
    moved_by,
    moved_point,
    plane_distances_mm,
    shares_space,
)


def test_a_frame_with_a_frame_of_reference_gives_patient_locations_and_others_image_locations() -> None:
    assert locate(axial_geometry(z=4.0), 20, 30) == in_patient((10.0, 15.0, 4.0))
    assert locate(image_geometry(), 20, 30) == on_image((40.0, 60.0))


def test_a_plane_without_a_frame_of_reference_is_not_trusted() -> None:
    geometry = replace(axial_geometry(), frame_of_reference_uid="")
    assert locate(geometry, 20, 30) is None


def test_a_frame_that_is_nothing_has_no_locations() -> None:
    assert locate(FrameGeometry((10, 10)), 1, 1) is None


def test_points_of_another_space_have_no_place_on_the_screen() -> None:
    other = in_patient((1, 2, 3), uid=OTHER_FRAME_OF_REFERENCE)
    assert not shares_space(axial_geometry(), other)
    with pytest.raises(ValueError, match="another"):
        display_points(axial_geometry(), other)


def test_a_moved_point_keeps_its_distance_from_the_cut_and_the_others_stay() -> None:
    moved = moved_point(axial_geometry(), in_patient((1, 2, 2.5), (9, 9, 0)), 0, 40, 60)
    assert moved == in_patient((20.0, 30.0, 2.5), (9, 9, 0))
    assert list(plane_distances_mm(axial_geometry(), moved)) == [2.5, 0.0]


def test_a_whole_mark_moves_parallel_to_the_cut() -> None:
    assert moved_by(axial_geometry(), in_patient((1, 2, 2), (9, 9, -1)), 10, -4) == in_patient((6, 0, 2), (14, 7, -1))
    assert moved_by(image_geometry(), on_image((10, 10)), 5, 5) == on_image((20, 20))


def test_points_join_only_in_one_space() -> None:
    assert joined(in_patient((0, 0, 0)), in_patient((1, 1, 1))) == in_patient((0, 0, 0), (1, 1, 1))
    assert joined(in_patient((0, 0, 0)), in_patient((1, 1, 1), uid=OTHER_FRAME_OF_REFERENCE)) is None
    assert joined(in_patient((0, 0, 0)), on_image((1, 1))) is None


def test_inside_reaches_to_the_outer_edge_of_the_last_pixel() -> None:
    volume, radiograph = a_volume(), a_radiograph()
    assert is_inside(volume, in_patient((63.4, 0.0, 0.0)), axial_geometry())
    assert not is_inside(volume, in_patient((63.6, 0.0, 0.0)), axial_geometry())
    assert is_inside(radiograph, on_image((119.4, 79.4)), image_geometry())
    assert not is_inside(radiograph, on_image((119.6, 10.0)), image_geometry())


def test_a_point_on_a_stack_is_judged_by_the_frame_on_screen() -> None:
    radiograph = a_radiograph()
    stack = ImageStack(radiograph.series, radiograph.frames, FRAME_OF_REFERENCE, size_rc=(80, 120))
    on_frame = replace(axial_geometry(), image=IMAGE, column_row_origin=(0.0, 0.0), image_px_per_px=(1.0, 1.0))
    assert is_inside(stack, in_patient((59.0, 39.0, 0.0)), on_frame)
    assert not is_inside(stack, in_patient((61.0, 39.0, 0.0)), on_frame)
    assert not is_inside(stack, in_patient((59.0, 39.0, 0.0), uid=OTHER_FRAME_OF_REFERENCE), on_frame)
