"""Lines of sight through phantoms whose surfaces are known exactly."""

from __future__ import annotations

import math

import numpy as np
import pytest

from annotations.geometry import Point, as_point
from tests.support.phantoms import PATIENT_POSITIONS, affine_of, volume_of
from viewers.imaging.images import Volume
from viewers.imaging.ray_casting import OpacityRamp, RayVolume, trilinear
from viewers.imaging.voxel_mask import ReducedGrid, RemovedVoxels
from viewers.state.cuts_3d import Box3D, Cuts3D

BONE = OpacityRamp((150.0, 260.0, 440.0), (0.0, 0.25, 0.7))
SPACING = (2.0, 1.0, 1.2)
RADIUS_MM = 15.0


def a_ball(position: str = "HFS", *, left_handed: bool = False) -> Volume:
    """A ball of bone of 15 mm in air, each voxel the share of it that is bone."""
    across, down = PATIENT_POSITIONS[position]
    affine = affine_of(across, down, SPACING, (3, -7, 11), left_handed=left_handed)
    geometry = volume_of(np.zeros((24, 44, 40), np.int16), affine).geometry
    index = np.stack(np.meshgrid(*[np.arange(n) for n in geometry.shape_kji], indexing="ij"), axis=-1)
    distance = np.linalg.norm(geometry.index_to_lps(index) - np.asarray(geometry.center_lps_mm), axis=-1)
    share = np.clip(RADIUS_MM - distance + 0.5, 0, 1)
    return volume_of((-1000 + 2000 * share).astype(np.int16), affine)


def rays(volume: Volume, cuts: Cuts3D = Cuts3D(), ramp: OpacityRamp = BONE) -> RayVolume:  # noqa: B008 - frozen
    return RayVolume(volume.stored_values, volume.geometry, ramp, cuts.keeps)


def directions() -> list[Point]:
    rng = np.random.default_rng(4)
    some = rng.normal(size=(12, 3))
    return [as_point(one / np.linalg.norm(one)) for one in (*some, *np.eye(3))]


@pytest.mark.parametrize("position", ["HFS", "FFP", "HFDR"])
@pytest.mark.parametrize("left_handed", [False, True])
def test_the_surface_of_a_ball_is_found_to_a_voxel_from_every_side(position: str, left_handed: bool) -> None:
    volume = a_ball(position, left_handed=left_handed)
    center = np.asarray(volume.geometry.center_lps_mm)
    for direction in directions():
        aside = np.cross(direction, (0.3, 0.5, 0.81))
        for offset_mm in (0.0, 6.0, 11.0):
            origin = center + offset_mm * aside / np.linalg.norm(aside)
            found = rays(volume).surface(as_point(origin), direction)
            assert found is not None
            expected = origin - math.sqrt(RADIUS_MM**2 - offset_mm**2) * np.asarray(direction)
            assert np.linalg.norm(found - expected) <= max(SPACING)


def test_a_ray_past_everything_meets_nothing() -> None:
    volume = a_ball()
    beside = as_point(np.add(volume.geometry.center_lps_mm, (RADIUS_MM + 2, 0, 0)))
    assert rays(volume).surface(beside, (0, 1, 0)) is None
    outside = as_point(np.add(volume.geometry.center_lps_mm, (500, 0, 0)))
    assert rays(volume).surface(outside, (0, 1, 0)) is None


def test_a_clip_box_moves_the_surface_to_its_face() -> None:
    volume = a_ball()
    x, y, z = volume.geometry.center_lps_mm
    box = Box3D((x - 50, y - 5, z - 50), (x + 50, y + 50, z + 50))
    found = rays(volume, Cuts3D(box=box)).surface((x, y, z), (0, 1, 0))
    assert found is not None
    assert found[1] == pytest.approx(y - 5, abs=1)


def test_removed_voxels_are_seen_through() -> None:
    volume = a_ball()
    grid = ReducedGrid.within(volume.geometry)
    index = np.stack(np.meshgrid(*[np.arange(n) for n in grid.geometry.shape_kji], indexing="ij"), axis=-1)
    front = grid.geometry.index_to_lps(index)[..., 1] < volume.geometry.center_lps_mm[1]
    cuts = Cuts3D(removed=RemovedVoxels.of(grid, front))
    found = rays(volume, cuts).surface(volume.geometry.center_lps_mm, (0, 1, 0))
    assert found is not None
    assert found[1] == pytest.approx(volume.geometry.center_lps_mm[1], abs=1.2)


def test_the_brightest_point_is_picked_where_the_brightest_is_shown() -> None:
    volume = a_ball()
    values = volume.stored_values.copy()
    values[12, 30, 20] = 2500
    bright = volume_of(values, volume.geometry.affine)
    place = as_point(volume.geometry.index_to_lps((12, 30, 20)))
    ramp = OpacityRamp((-600.0, 700.0), (0.0, 1.0), is_maximum=True)
    found = rays(bright, ramp=ramp).surface(place, (0, 1, 0))
    assert found is not None
    assert np.linalg.norm(np.subtract(found, place)) <= 1


def test_what_lies_behind_bone_is_covered_and_what_lies_before_it_is_not() -> None:
    volume = a_ball()
    x, y, z = volume.geometry.center_lps_mm
    points = [(x, y + 20, z), (x, y - 20, z), (x + 17, y + 20, z), (x, y, z)]
    assert rays(volume).covered(points, (0, -1, 0)).tolist() == [True, False, False, True]
    assert rays(volume).covered(points, (0, 1, 0)).tolist() == [False, True, False, True]


def test_a_point_behind_what_was_cut_away_is_not_covered() -> None:
    volume = a_ball()
    x, y, z = volume.geometry.center_lps_mm
    cuts = Cuts3D(box=Box3D((x - 50, y + 18, z - 50), (x + 50, y + 50, z + 50)))
    assert rays(volume, cuts).covered([(x, y + 20, z)], (0, -1, 0)).tolist() == [False]
    assert rays(volume).covered(np.empty((0, 3)), (0, -1, 0)).shape == (0,)


def test_values_between_voxels_are_linear_and_none_outside() -> None:
    volume = a_ball()
    ramp = np.arange(volume.stored_values.size, dtype=np.float64).reshape(volume.stored_values.shape)
    index = np.array([[3.25, 10.5, 7.75], [23.0, 43.0, 39.0], [-0.1, 0, 0]])
    found = trilinear(ramp, volume.geometry, volume.geometry.index_to_lps(index))
    _, rows, columns = ramp.shape
    np.testing.assert_allclose(found[0], index[0] @ (rows * columns, columns, 1))
    assert found[1] == pytest.approx(ramp[-1, -1, -1])
    assert np.isnan(found[2])
