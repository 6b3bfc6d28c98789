"""Traces of other cuts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.geometry import VolumeGeometry
from tests.support.phantoms import SERIES, affine_of, image_ref, noise_volume, ramp_volume
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage
from viewers.state.frame import FrameGeometry
from viewers.state.frame_layout import volume_layout
from viewers.state.navigation import frame_of_reference, plane_of, scrolled_to
from viewers.state.reference_lines import carried, cut_rectangle, edge_rectangles, reference_line_segment
from viewers.state.space_links import SpaceLink
from viewers.state.viewport_state import ViewPlane, ViewportState

VOLUME = noise_volume((20, 40, 40))
POINT = tuple(VOLUME.geometry.index_to_lps((6, 10, 30)))


def _geometry(state: ViewportState, volume=VOLUME) -> FrameGeometry:
    return volume_layout(volume, state, plane_of(volume, state), (400, 300))


@pytest.mark.parametrize(
    ("shown", "other"),
    [
        (ViewPlane.SAGITTAL, ViewPlane.AXIAL),
        (ViewPlane.AXIAL, ViewPlane.SAGITTAL),
        (ViewPlane.CORONAL, ViewPlane.ACQUIRED),
        (ViewPlane.AXIAL, ViewPlane.CORONAL),
    ],
)
def test_a_reference_line_lies_on_both_cuts(shown, other):
    geometry = _geometry(ViewportState(shown, POINT))
    line = cut_rectangle(VOLUME, ViewportState(other, POINT))
    ends = geometry.display_to_lps(reference_line_segment(geometry, line))
    np.testing.assert_allclose(line.plane.signed_distance_mm(ends), 0, atol=1e-6)
    np.testing.assert_allclose(geometry.plane.signed_distance_mm(ends), 0, atol=1e-6)


def test_a_reference_line_is_as_long_as_the_volume():
    geometry = _geometry(ViewportState(ViewPlane.SAGITTAL, POINT))
    ends = geometry.display_to_lps(reference_line_segment(geometry, cut_rectangle(VOLUME, ViewportState())))
    assert np.linalg.norm(ends[1] - ends[0]) == pytest.approx(40 * 0.75)


def test_a_reference_line_ends_at_the_edge_of_the_frame():
    geometry = _geometry(ViewportState(ViewPlane.SAGITTAL, POINT, scale=40.0))
    (x0, _), (x1, _) = reference_line_segment(
        geometry, cut_rectangle(VOLUME, ViewportState(focus_lps_mm=VOLUME.geometry.center_lps_mm))
    )
    assert sorted((x0, x1)) == pytest.approx([-0.5, 399.5])


def test_parallel_cuts_have_no_reference_line():
    geometry = _geometry(ViewportState(ViewPlane.AXIAL, POINT))
    assert reference_line_segment(geometry, cut_rectangle(VOLUME, ViewportState())) is None
    nearly = ramp_volume(affine_of((1, 0, 0), (0, np.cos(0.03), np.sin(0.03)), (1, 1, 1), POINT), (9, 40, 40))
    assert reference_line_segment(geometry, cut_rectangle(nearly, ViewportState())) is None


def test_another_frame_of_reference_has_no_reference_line():
    other = replace(VOLUME, geometry=replace(VOLUME.geometry, frame_of_reference_uid="9.9"))
    geometry = _geometry(ViewportState(ViewPlane.SAGITTAL, POINT))
    assert reference_line_segment(geometry, cut_rectangle(other, ViewportState())) is None
    unknown = replace(VOLUME, geometry=replace(VOLUME.geometry, frame_of_reference_uid=""))
    assert cut_rectangle(unknown, ViewportState()) is None


def test_cuts_that_do_not_meet_have_no_reference_line():
    away = ramp_volume(affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (500, 0, -20)), (5, 9, 9))
    geometry = _geometry(ViewportState(ViewPlane.SAGITTAL, POINT))
    assert reference_line_segment(geometry, cut_rectangle(away, ViewportState())) is None


def test_projections_and_the_3d_view_have_no_cut():
    projection = ProjectionImage(SERIES, [PlanarFrame(image_ref(0), np.zeros((3, 3), np.uint8))])
    assert cut_rectangle(projection, ViewportState()) is None
    assert cut_rectangle(VOLUME, ViewportState(ViewPlane.VOLUME_3D)) is None
    line = cut_rectangle(VOLUME, ViewportState())
    assert reference_line_segment(FrameGeometry((10, 10)), line) is None


def test_stack_frames_with_a_plane_have_a_cut_of_their_own_size():
    plane = VOLUME.geometry.slice_plane(3)
    frames = [
        PlanarFrame(image_ref(0), None, plane=plane, pixel_spacing_mm=(2.0, 1.0)),
        PlanarFrame(image_ref(1), None, plane=plane),
        None,
    ]
    stack = ImageStack(SERIES, frames, frame_of_reference(VOLUME), size_rc=(10, 30))
    corners = np.asarray(cut_rectangle(stack, ViewportState()).corners_lps_mm)
    assert np.linalg.norm(corners[1] - corners[0]) == pytest.approx(30)
    assert np.linalg.norm(corners[2] - corners[1]) == pytest.approx(20)
    assert cut_rectangle(stack, ViewportState(frame_index=1)) is None
    assert cut_rectangle(stack, ViewportState(frame_index=2)) is None


def test_volumes_of_any_orientation_have_a_cut_that_covers_them():
    geometry = VolumeGeometry.from_array(
        affine_of((0.96, 0.28, 0.0), (-0.224, 0.768, 0.6), (3, 1, 1), (5, 5, 5)), (8, 20, 16), "1.2.3"
    )
    volume = ramp_volume(geometry.affine, geometry.shape_kji)
    line = cut_rectangle(volume, ViewportState(ViewPlane.CORONAL))
    origin, across, _, down = (np.asarray(corner) for corner in line.corners_lps_mm)
    for corner in geometry.corners_lps_mm() - origin:
        assert -1e-9 <= corner @ (across - origin) / np.dot(across - origin, across - origin) <= 1 + 1e-9
        assert -1e-9 <= corner @ (down - origin) / np.dot(down - origin, down - origin) <= 1 + 1e-9


def test_the_first_and_last_slice_are_named_by_their_numbers():
    lines = edge_rectangles(VOLUME, scrolled_to(VOLUME, ViewportState(), 6))
    assert [line.slice_number for line in lines] == [1, 20]
    for number, line in zip((0, 19), lines, strict=True):
        assert line.is_edge
        centers = VOLUME.geometry.index_to_lps([(number, 0, 0), (number, 39, 39)])
        np.testing.assert_allclose(line.plane.signed_distance_mm(centers), 0, atol=1e-9)


def test_the_slice_on_screen_is_not_drawn_twice():
    assert [x.slice_number for x in edge_rectangles(VOLUME, scrolled_to(VOLUME, ViewportState(), 0))] == [20]


def test_the_faces_of_a_reformatted_volume_are_no_slices():
    assert edge_rectangles(VOLUME, ViewportState(ViewPlane.SAGITTAL, POINT)) == ()


def test_a_cut_carried_by_a_registration_lies_where_its_corners_are_moved():
    matrix = np.eye(4)
    matrix[:3, :3] = [[0, -1, 0], [1, 0, 0], [0, 0, 1]]
    matrix[:3, 3] = (5, 6, 7)
    line = cut_rectangle(VOLUME, ViewportState())
    link = SpaceLink.registered(line.frame_of_reference_uid, "9.9", matrix, residual_mm=1.2, level="L4")
    moved = carried(line, link)
    expected = np.asarray(line.corners_lps_mm) @ matrix[:3, :3].T + matrix[:3, 3]
    np.testing.assert_allclose(moved.corners_lps_mm, expected)
    np.testing.assert_allclose(moved.plane.signed_distance_mm(expected), 0, atol=1e-9)
    assert moved.frame_of_reference_uid == "9.9"
    assert moved.link_label == "registered at L4, residual 1.2 mm"
