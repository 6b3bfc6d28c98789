"""Reference lines and the shared focus."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.geometry import VolumeGeometry
from tests.support.phantoms import SERIES, affine_of, image_ref, noise_volume, ramp_volume
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage
from viewers.state.frame import FrameGeometry
from viewers.state.frame_layout import volume_layout
from viewers.state.linking import cut_rectangle, linked_focus, reference_line_segment
from viewers.state.navigation import frame_of_reference, plane_of
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


def test_the_focus_follows_only_inside_one_frame_of_reference_and_inside_the_volume():
    uid = frame_of_reference(VOLUME)
    assert linked_focus(VOLUME, ViewportState(), POINT, uid).focus_lps_mm == pytest.approx(POINT)
    assert linked_focus(VOLUME, ViewportState(), POINT, "9.9") == ViewportState()
    assert linked_focus(VOLUME, ViewportState(), POINT, "") == ViewportState()
    assert linked_focus(VOLUME, ViewportState(), (1e4, 0, 0), uid) == ViewportState()


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
