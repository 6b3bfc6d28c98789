"""Handles of the clip box lie on its faces and follow the hand along their axis."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.scenes import a_volume
from viewers.state.box_handles import EDGES, box_handles, handle_at, travel_mm
from viewers.state.cuts_3d import Box3D
from viewers.state.scene_3d import View3D, view_of
from viewers.state.viewport_state import Camera3D

VOLUME = a_volume()
BOX = Box3D.around(VOLUME.geometry)


def a_view(azimuth: float = 35, elevation: float = 20) -> View3D:
    return view_of(VOLUME.geometry, Camera3D(azimuth, elevation), (400, 300))


def test_a_box_has_twelve_edges_along_the_axes() -> None:
    corners = BOX.corners_lps_mm()
    assert len(EDGES) == 12
    for first, second in EDGES:
        assert np.count_nonzero(corners[first] != corners[second]) == 1


@pytest.mark.parametrize("face", ["A", "P", "L", "R", "S", "I"])
def test_a_drag_moves_the_face_by_what_the_handle_is_seen_to_move(face: str) -> None:
    view = a_view()
    (handle,) = [one for one in box_handles(BOX, view) if one.face == face]
    moved = BOX.with_face(face, BOX.face_mm(face) + 3, Box3D((-99, -99, -99), (99, 99, 99)))
    (after,) = [one for one in box_handles(moved, view) if one.face == face]
    delta = (after.display_px[0] - handle.display_px[0], after.display_px[1] - handle.display_px[1])
    assert travel_mm(handle, delta) == pytest.approx(3)
    aside = (-handle.px_per_mm[1], handle.px_per_mm[0])
    assert travel_mm(handle, aside) == pytest.approx(0)


def test_a_face_seen_along_its_axis_is_not_dragged() -> None:
    handles = {one.face: one.is_draggable for one in box_handles(BOX, a_view(0, 0))}
    assert handles == {"A": False, "P": False, "L": True, "R": True, "S": True, "I": True}
    front = next(one for one in box_handles(BOX, a_view(0, 0)) if one.face == "A")
    assert handle_at((front,), front.display_px, 10) is None


def test_the_handle_nearer_to_the_eye_is_taken() -> None:
    view = a_view(89.0, 0)
    handles = box_handles(BOX, view)
    left = next(one for one in handles if one.face == "A")
    assert handle_at(handles, left.display_px, 8) == left
    assert handle_at(handles, (0, 0), 8) is None
