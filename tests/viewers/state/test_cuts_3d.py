"""Clip box, plane cut and the history of cuts."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.geometry import Plane
from tests.support.scenes import a_volume
from viewers.imaging.voxel_mask import ReducedGrid, RemovedVoxels
from viewers.state.cuts_3d import FACES, THINNEST_BOX_MM, Box3D, CutHistory, Cuts3D, PlaneCut

VOLUME = a_volume()
WHOLE = Box3D.around(VOLUME.geometry)
AXIAL = Plane((0.0, 0.0, 10.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


def test_a_new_box_holds_the_whole_volume() -> None:
    assert WHOLE.low_lps_mm == (-0.5, -0.5, -1.0)
    assert WHOLE.high_lps_mm == (63.5, 63.5, 39.0)


@pytest.mark.parametrize("face", FACES)
def test_each_face_moves_alone_and_stays_inside_the_volume_and_off_its_opposite(face: str) -> None:
    axis, sense = FACES[face]
    moved = WHOLE.with_face(face, WHOLE.face_mm(face) - 5 * sense, WHOLE)
    assert moved.face_mm(face) == WHOLE.face_mm(face) - 5 * sense
    assert [other for other in FACES if moved.face_mm(other) != WHOLE.face_mm(other)] == [face]
    assert WHOLE.with_face(face, 1e4 * sense, WHOLE) == WHOLE
    thin = WHOLE.with_face(face, -1e4 * sense, WHOLE)
    assert thin.high_lps_mm[axis] - thin.low_lps_mm[axis] == THINNEST_BOX_MM


def test_a_box_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="room"):
        Box3D((0, 0, 0), (1, 0, 1))


def test_the_box_keeps_what_lies_inside() -> None:
    cuts = Cuts3D(box=Box3D((0, 0, 0), (10, 10, 10)))
    assert cuts.keeps([[5, 5, 5], [11, 5, 5], [5, -1, 5], [10, 10, 10]]).tolist() == [True, False, False, True]


def test_a_plane_keeps_the_side_it_is_told_to() -> None:
    points = [[0, 0, 12], [0, 0, 8]]
    assert Cuts3D(plane=PlaneCut(AXIAL)).keeps(points).tolist() == [True, False]
    assert Cuts3D(plane=PlaneCut(AXIAL, keeps_normal_side=False)).keeps(points).tolist() == [False, True]


def test_everything_left_out_is_said() -> None:
    removed = RemovedVoxels.of(grid := ReducedGrid.within(VOLUME.geometry), np.zeros(grid.geometry.shape_kji, bool))
    assert Cuts3D().words == ()
    cuts = Cuts3D(WHOLE, PlaneCut(AXIAL, name="axial (viewport 1)"), removed)
    assert cuts.words == ("box clip", "cut along axial (viewport 1)", "parts removed")


def test_cuts_are_undone_and_done_again_in_order() -> None:
    first, second, third = Cuts3D(), Cuts3D(box=WHOLE), Cuts3D(plane=PlaneCut(AXIAL))
    history = CutHistory().after(first).after(second)
    history, now = history.undone(third)
    assert now == second
    history, now = history.undone(now)
    assert now == first
    assert history.undone(now) == (history, first)
    history, now = history.redone(now)
    history, now = history.redone(now)
    assert now == third
    assert history.redone(now) == (history, third)


def test_a_new_cut_forgets_what_was_undone() -> None:
    history, now = CutHistory().after(Cuts3D()).undone(Cuts3D(box=WHOLE))
    assert history.after(now).future == ()


def test_the_history_is_bounded() -> None:
    history = CutHistory()
    for _ in range(CutHistory.LONGEST + 5):
        history = history.after(Cuts3D())
    assert len(history.past) == CutHistory.LONGEST
