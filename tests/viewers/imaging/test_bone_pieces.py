"""Bone only: the largest connected piece, the one pointed at, and what is said where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.geometry import as_point
from tests.support.phantoms import affine_of, volume_of
from viewers.imaging.bone_pieces import BoneWish, NoBoneError, removed_but_bone
from viewers.imaging.images import Rescale, Volume
from viewers.imaging.voxel_mask import ReducedGrid, RemovedVoxels

LARGE, SMALL = (slice(4, 12), slice(4, 20), slice(4, 20)), (slice(16, 19), slice(22, 28), slice(22, 28))


def two_bones(unit: str = "HU") -> Volume:
    """Soft tissue with two blocks of bone that do not touch."""
    values = np.full((24, 32, 32), 1064, np.int16)
    values[LARGE] = values[SMALL] = 1624
    affine = affine_of((1, 0, 0), (0, 1, 0), (2.0, 1.0, 1.0), (0, 0, 0))
    return volume_of(values, affine, rescale=Rescale(1.0, -1024.0, unit))


def quiet(_done: int, _total: int) -> None:
    """Nobody listens."""


def test_the_largest_piece_stays_with_its_rim_and_all_else_goes() -> None:
    removed = removed_but_bone(two_bones(), BoneWish(), former=None, progress=quiet).array()
    assert not removed[LARGE].any()
    assert removed[SMALL].all()
    assert not removed[3, 3, 3]
    assert removed[2, 2, 2]
    assert removed.size - removed.sum() == 10 * 18 * 18


def test_the_piece_that_was_clicked_stays_also_from_just_before_its_surface() -> None:
    volume = two_bones()
    seed = as_point(volume.geometry.index_to_lps((17, 25, 20.6)))
    removed = removed_but_bone(volume, BoneWish(seed_lps_mm=seed), former=None, progress=quiet).array()
    assert not removed[SMALL].any()
    assert removed[LARGE].all()


def test_what_was_removed_before_stays_removed_and_counts_no_more() -> None:
    volume = two_bones()
    grid = ReducedGrid.within(volume.geometry)
    gone = np.zeros(grid.geometry.shape_kji, np.bool_)
    gone[LARGE] = True
    former = RemovedVoxels.of(grid, gone)
    removed = removed_but_bone(volume, BoneWish(), former=former, progress=quiet).array()
    assert removed[LARGE].all()
    assert not removed[SMALL].any()


def test_no_bone_is_said_with_the_threshold() -> None:
    with pytest.raises(NoBoneError, match="no bone from 900 HU in this volume"):
        removed_but_bone(two_bones(), BoneWish(900.0), former=None, progress=quiet)
    far = as_point(two_bones().geometry.index_to_lps((22, 2, 30)))
    with pytest.raises(NoBoneError, match="where you clicked"):
        removed_but_bone(two_bones(), BoneWish(seed_lps_mm=far), former=None, progress=quiet)


def test_a_volume_that_is_not_in_hounsfield_units_is_refused() -> None:
    with pytest.raises(NoBoneError, match="Hounsfield"):
        removed_but_bone(two_bones(""), BoneWish(), former=None, progress=quiet)


def test_the_work_stops_where_progress_says_so() -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        removed_but_bone(two_bones(), BoneWish(), former=None, progress=stop)
