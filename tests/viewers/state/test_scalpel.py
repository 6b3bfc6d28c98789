"""The scalpel removes what lies behind its outline, on every depth, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.geometry import VolumeGeometry
from tests.support.phantoms import PATIENT_POSITIONS, affine_of, volume_of
from viewers.imaging.voxel_mask import ReducedGrid
from viewers.state.cuts_3d import Box3D, Cuts3D
from viewers.state.scalpel import removed_by_outline
from viewers.state.scene_3d import view_of
from viewers.state.viewport_state import Camera3D

SIZE = (200, 160)
SQUARE = ((60.0, 50.0), (140.0, 50.0), (140.0, 110.0), (60.0, 110.0))


def a_grid(position: str = "HFS") -> ReducedGrid:
    affine = affine_of(*PATIENT_POSITIONS[position], (2.0, 1.5, 1.5), (5, 6, 7))
    return ReducedGrid.within(volume_of(np.zeros((20, 30, 34), np.int16), affine).geometry, 17)


def display_of(geometry: VolumeGeometry, camera: Camera3D, full: VolumeGeometry) -> np.ndarray:
    index = np.stack(np.meshgrid(*[np.arange(n) for n in geometry.shape_kji], indexing="ij"), axis=-1)
    points = geometry.index_to_lps(index).reshape(-1, 3)
    return view_of(full, camera, SIZE).project(points).display_px.reshape(*geometry.shape_kji, 2)


def inside(display: np.ndarray, margin: float) -> np.ndarray:
    x, y = display[..., 0], display[..., 1]
    return (x > 60 + margin) & (x < 140 - margin) & (y > 50 + margin) & (y < 110 - margin)


@pytest.mark.parametrize("position", ["HFS", "FFP"])
@pytest.mark.parametrize("camera", [Camera3D(), Camera3D(70, 25), Camera3D(180, -90), Camera3D(zoom=1.4)])
def test_all_voxels_that_project_inside_are_removed(position: str, camera: Camera3D) -> None:
    grid = a_grid(position)
    view = view_of(grid.full, camera, SIZE)
    display = display_of(grid.geometry, camera, grid.full)
    removed = removed_by_outline(grid, view, SQUARE, cuts=Cuts3D()).array()
    assert removed[inside(display, 1)].all()
    assert not removed[~inside(display, -1)].any()
    kept = removed_by_outline(grid, view, SQUARE, cuts=Cuts3D(), keep_inside=True).array()
    np.testing.assert_array_equal(kept, ~removed)


def test_a_second_cut_adds_to_the_first() -> None:
    grid = a_grid()
    first = removed_by_outline(grid, view_of(grid.full, Camera3D(), SIZE), SQUARE, cuts=Cuts3D())
    view = view_of(grid.full, Camera3D(90), SIZE)
    both = removed_by_outline(grid, view, SQUARE, cuts=Cuts3D(removed=first)).array()
    second = removed_by_outline(grid, view, SQUARE, cuts=Cuts3D()).array()
    np.testing.assert_array_equal(both, first.array() | second)


def test_what_a_clip_box_hides_is_not_cut() -> None:
    grid = a_grid()
    x, y, z = grid.full.center_lps_mm
    box = Box3D((x - 100, y, z - 100), (x + 100, y + 100, z + 100))
    removed = removed_by_outline(grid, view_of(grid.full, Camera3D(), SIZE), SQUARE, cuts=Cuts3D(box=box)).array()
    index = np.argwhere(removed)
    assert len(index)
    assert (grid.geometry.index_to_lps(index)[:, 1] >= y).all()


def test_a_line_is_no_outline() -> None:
    grid = a_grid()
    with pytest.raises(ValueError, match="three points"):
        removed_by_outline(grid, view_of(grid.full, Camera3D(), SIZE), SQUARE[:2], cuts=Cuts3D())
