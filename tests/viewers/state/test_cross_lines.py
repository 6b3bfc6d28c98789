"""Where cross-lines and their handles lie, and what a press takes of them."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.geometry import Plane
from tests.support.phantoms import affine_of, ramp_volume
from viewers.state.cross_lines import CrossPart, cross_handles, cross_hit, turn_deg
from viewers.state.cross_planes import CrossPlanes, role_state
from viewers.state.frame_layout import volume_layout
from viewers.state.navigation import plane_of
from viewers.state.overlay import CrossLine
from viewers.state.reference_lines import cut_rectangle
from viewers.state.viewport_state import ViewPlane, ViewportState

SIZE = (400, 300)


@pytest.fixture
def volume():
    return ramp_volume(affine_of((1, 0, 0), (0, 1, 0), (1.0, 1.0, 1.0), (0, 0, 0)), (100, 100, 100))


def shown(volume, planes, *, on=ViewPlane.AXIAL, of=ViewPlane.SAGITTAL, slab_mm=None, scale=2.5, flip=False):
    """The geometry of one pane and the line of another plane on it."""
    state = role_state(ViewportState(scale=scale, flip_horizontal=flip), on, planes.of(on).moved_to(planes.focus))
    geometry = volume_layout(volume, state, plane_of(volume, state), SIZE)
    other = role_state(ViewportState(), of, planes.of(of).moved_to(planes.focus))
    return geometry, CrossLine(of, cut_rectangle(volume, other), planes.focus, slab_mm)


def test_the_line_of_the_sagittal_plane_runs_down_the_axial_picture(volume):
    geometry, line = shown(volume, CrossPlanes.straight((30.0, 60.0, 50.0)))
    handles = cross_handles(geometry, line)
    x, y = geometry.lps_to_display((30.0, 60.0, 50.0))
    assert handles.focus == pytest.approx((x, y))
    assert {round(end[0], 6) for end in handles.ends} == {round(x, 6)}
    assert all(place[0] == pytest.approx(x) for place in handles.turn)


@pytest.mark.parametrize("flip", [False, True])
@pytest.mark.parametrize("angle", [0.0, 17.0, -40.0])
def test_the_edges_of_a_slab_lie_half_its_thickness_from_the_plane(volume, angle, flip):
    planes = CrossPlanes.straight((50.0, 50.0, 50.0))
    planes = planes.turned(planes.axial.normal, angle, [ViewPlane.SAGITTAL, ViewPlane.CORONAL])
    geometry, line = shown(volume, planes, slab_mm=12.0, flip=flip)
    handles = cross_handles(geometry, line)
    for place in handles.slab:
        distance = planes.sagittal.signed_distance_mm(geometry.point_at(*place))
        assert abs(float(distance)) == pytest.approx(6.0)
        assert handles.thickness_mm(*place) == pytest.approx(12.0)


def test_a_slab_seen_aslant_is_still_measured_across_it(volume):
    planes = CrossPlanes.straight((50.0, 50.0, 50.0)).turned((0, 1, 0), 30.0, [ViewPlane.SAGITTAL])
    geometry, line = shown(volume, planes, slab_mm=10.0)
    handles = cross_handles(geometry, line)
    point = geometry.point_at(*handles.slab[0])
    assert abs(float(planes.sagittal.signed_distance_mm(point))) == pytest.approx(5.0)
    assert handles.thickness_mm(*handles.slab[0]) == pytest.approx(10.0)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_press_takes_the_handle_or_line_under_it(volume, ratio):
    geometry, line = shown(volume, CrossPlanes.straight((50.0, 50.0, 50.0)), slab_mm=10.0)
    handles = cross_handles(geometry, line)

    def taken(x, y):
        hit = cross_hit(geometry, [line], x, y, ratio)
        return None if hit is None else hit.part

    x, y = handles.turn[0]
    assert taken(x + 8 * ratio, y) is CrossPart.TURN
    assert taken(*handles.slab[0]) is CrossPart.SLAB
    assert taken(handles.focus[0] + 4 * ratio, handles.focus[1] - 20 * ratio) is CrossPart.LINE
    assert taken(handles.focus[0] + 7 * ratio, handles.focus[1] - 20 * ratio) is None
    assert taken(*handles.focus) is None, "at the focus a press is the tool's"


def test_the_line_of_another_frame_of_reference_is_not_there(volume):
    geometry, line = shown(volume, CrossPlanes.straight((50.0, 50.0, 50.0)))
    other = type(line)(line.role, type(line.line)(line.line.plane, "9.9", line.line.corners_lps_mm), (50.0, 50.0, 50.0))
    assert cross_handles(geometry, other) is None


def test_a_turn_is_clockwise_on_the_screen_and_goes_past_the_half_circle():
    assert turn_deg((0, 0), (10, 0), (0, 10)) == pytest.approx(90)
    assert turn_deg((0, 0), (0, 10), (10, 0)) == pytest.approx(-90)
    assert turn_deg((0, 0), (-10, -1), (-10, 1)) == pytest.approx(-2 * np.degrees(np.arctan(0.1)))


def test_turning_by_what_the_hand_did_brings_the_line_under_the_hand(volume):
    planes = CrossPlanes.straight((50.0, 50.0, 50.0))
    geometry, line = shown(volume, planes, flip=True)
    handles = cross_handles(geometry, line)
    target = (handles.focus[0] + 60.0, handles.focus[1] - 80.0)
    start = min(handles.turn, key=lambda place: place[1])
    assert isinstance(geometry.plane, Plane)
    turned = planes.turned(
        geometry.plane.normal, turn_deg(handles.focus, start, target), [ViewPlane.SAGITTAL, ViewPlane.CORONAL]
    )
    _, line = shown(volume, turned, flip=True)
    assert float(turned.sagittal.signed_distance_mm(geometry.point_at(*target))) == pytest.approx(0, abs=1e-6)
    assert cross_hit(geometry, [line], *target).part in (CrossPart.LINE, CrossPart.TURN, CrossPart.SLAB)
