"""Cuts as both ray casters draw them, what is said to be covered, and what a picked pixel shows."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from annotations.geometry import Plane, as_point
from tests.support.phantoms import PATIENT_POSITIONS, affine_of, volume_of
from viewers.imaging.images import Rescale, Volume
from viewers.imaging.voxel_mask import ReducedGrid, RemovedVoxels
from viewers.render import stage_3d
from viewers.render.volume_look import ray_volume
from viewers.render.volume_renderer import probe_renderer, render_3d_once
from viewers.state.cuts_3d import Box3D, Cuts3D, PlaneCut
from viewers.state.scene_3d import Frame3D, Label3D, Needle3D, Scene3D, Sphere3D, view_of
from viewers.state.viewport_state import Camera3D, Quality

RENDERER, NO_OPENGL = probe_renderer()
pytestmark = pytest.mark.skipif(bool(NO_OPENGL), reason=f"no OpenGL here: {NO_OPENGL}")
SIZE = (120, 100)
LEFT_BONE, RIGHT_BONE = np.array((22.0, 0, 0)), np.array((-22.0, 0, 0))
"""Middles of two cubes of 16 mm, from the middle of the volume, LPS."""


@pytest.fixture(params=["processor", "graphics card"])
def mapper(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Draw with either ray caster."""
    monkeypatch.setattr(stage_3d, "is_software", lambda _renderer: request.param == "processor")
    return str(request.param)


def two_bones(position: str = "HFS", *, left_handed: bool = False) -> Volume:
    across, down = PATIENT_POSITIONS[position]
    affine = affine_of(across, down, (2.0, 2.0, 2.0), (4, -9, 7), left_handed=left_handed)
    geometry = volume_of(np.zeros((32, 36, 44), np.int16), affine).geometry
    index = np.stack(np.meshgrid(*[np.arange(n) for n in geometry.shape_kji], indexing="ij"), axis=-1)
    offset = geometry.index_to_lps(index) - np.asarray(geometry.center_lps_mm)
    bone = np.any([np.all(np.abs(offset - middle) < 8, axis=-1) for middle in (LEFT_BONE, RIGHT_BONE)], axis=0)
    return volume_of(np.where(bone, 2224, 24).astype(np.int16), affine, rescale=Rescale(1.0, -1024.0, "HU"))


def drawn(volume: Volume, cuts: Cuts3D, camera: Camera3D = Camera3D()) -> Frame3D:  # noqa: B008 - frozen
    frame = render_3d_once(volume, Scene3D(camera, SIZE, Quality.INTERACTIVE, cuts=cuts))
    assert frame.failure == ""
    return frame


def brightness(frame: Frame3D, place: np.ndarray) -> int:
    x, y = np.rint(frame.project(place).display_px[0]).astype(int)
    return int(frame.pixels[y - 1 : y + 2, x - 1 : x + 2].max())


def seen(volume: Volume, frame: Frame3D) -> tuple[bool, bool]:
    """Whether the left and the right bone are in the picture."""
    center = np.asarray(volume.geometry.center_lps_mm)
    return brightness(frame, center + LEFT_BONE) > 60, brightness(frame, center + RIGHT_BONE) > 60


@pytest.mark.usefixtures("mapper")
@pytest.mark.parametrize("left_handed", [False, True])
@pytest.mark.parametrize("position", ["HFS", "HFDR"])
def test_box_plane_and_mask_each_leave_out_the_same_bone(position: str, left_handed: bool) -> None:
    volume = two_bones(position, left_handed=left_handed)
    x, y, z = volume.geometry.center_lps_mm
    whole = Box3D.around(volume.geometry)
    sagittal = Plane((x, y, z), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    grid = ReducedGrid.within(volume.geometry)
    index = np.stack(np.meshgrid(*[np.arange(n) for n in grid.geometry.shape_kji], indexing="ij"), axis=-1)
    removed = RemovedVoxels.of(grid, grid.geometry.index_to_lps(index)[..., 0] > x)
    assert seen(volume, drawn(volume, Cuts3D())) == (True, True)
    for cuts in (
        Cuts3D(box=whole.with_face("L", x, whole)),
        Cuts3D(plane=PlaneCut(sagittal, keeps_normal_side=False)),
        Cuts3D(removed=removed),
    ):
        assert seen(volume, drawn(volume, cuts, Camera3D(20, 10))) == (False, True)
    assert seen(volume, drawn(volume, Cuts3D(plane=PlaneCut(sagittal)))) == (True, False)


@pytest.mark.usefixtures("mapper")
def test_a_box_and_a_plane_hold_together_and_are_lifted_again() -> None:
    volume = two_bones()
    x, y, z = volume.geometry.center_lps_mm
    whole = Box3D.around(volume.geometry)
    axial = Plane((x, y, z), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    cuts = Cuts3D(box=whole.with_face("L", x, whole), plane=PlaneCut(axial))
    stage = stage_3d.Stage3D()
    stage.show(volume)
    frames = [stage.draw(Scene3D(Camera3D(), SIZE, Quality.FINE, cuts=one)) for one in (Cuts3D(), cuts, Cuts3D())]
    stage.close()
    before, cut, after = (frame for frame in frames if frame is not None)
    above, below = np.add(RIGHT_BONE, (0, 0, 4)), np.add(RIGHT_BONE, (0, 0, -4))
    assert seen(volume, before) == seen(volume, after) == (True, True)
    center = np.asarray(volume.geometry.center_lps_mm)
    assert brightness(cut, center + above) > 60
    assert brightness(cut, center + below) == 0
    assert brightness(cut, center + LEFT_BONE + (0, 0, 4)) == 0


@pytest.mark.usefixtures("mapper")
def test_what_was_removed_comes_back_on_the_same_stage_and_the_data_were_never_touched() -> None:
    volume = two_bones()
    before = volume.stored_values.copy()
    grid = ReducedGrid.within(volume.geometry)
    everything = RemovedVoxels.of(grid, np.ones(grid.geometry.shape_kji, np.bool_))
    stage = stage_3d.Stage3D()
    stage.show(volume)
    pictures = []
    for removed in (None, everything, None):
        frame = stage.draw(Scene3D(Camera3D(), SIZE, Quality.FINE, cuts=Cuts3D(removed=removed)))
        assert frame is not None
        pictures.append(frame.pixels)
    stage.close()
    assert not pictures[1].any()
    np.testing.assert_array_equal(pictures[0] > 0, pictures[2] > 0)
    np.testing.assert_array_equal(volume.stored_values, before)


def test_bone_before_a_point_covers_it_and_cutting_it_away_uncovers_it() -> None:
    volume = two_bones()
    center = np.asarray(volume.geometry.center_lps_mm)
    behind, before = tuple(center + LEFT_BONE + (0, 30, 0)), tuple(center + LEFT_BONE - (0, 30, 0))
    scene = Scene3D(
        Camera3D(),
        SIZE,
        Quality.INTERACTIVE,
        spheres=(Sphere3D(behind), Sphere3D(before)),
        labels=(Label3D("L4", behind), Label3D("L5", tuple(center + LEFT_BONE))),
        needles=(Needle3D(as_point(np.add(center, (60, 30, 0))), tuple(center + LEFT_BONE + (0, 30, 0))),),
    )
    frame = render_3d_once(volume, scene)
    assert frame.covered_spheres() == (True, False)
    assert frame.covered_labels() == (True, False)
    along = frame.covered_needle(0)
    assert not along[0]
    assert along[-1]
    assert sum(first != second for first, second in itertools.pairwise(along)) == 1
    _x, y, _z = center
    whole = Box3D.around(volume.geometry)
    cut = replace(scene, cuts=Cuts3D(box=whole.with_face("A", y + 20, whole)))
    assert render_3d_once(volume, cut).covered_spheres() == (False, False)


@pytest.mark.parametrize("azimuth", [0, 65, 180])
def test_the_picked_point_is_drawn_at_the_pixel_that_was_clicked(azimuth: float) -> None:
    volume = two_bones("FFP")
    camera = Camera3D(azimuth, 15)
    view = view_of(volume.geometry, camera, SIZE)
    middle = np.asarray(volume.geometry.center_lps_mm) + LEFT_BONE
    place = tuple(float(value) for value in view.project(middle).display_px[0])
    point = ray_volume(volume, camera, Cuts3D()).surface(*view.ray_at((place[0], place[1])))
    assert point is not None
    np.testing.assert_allclose(view.project(point).display_px[0], place, atol=1e-6)
    offset = np.abs(np.asarray(point) - middle)
    assert offset.max() == pytest.approx(8, abs=2)


def test_an_empty_place_picks_nothing() -> None:
    volume = two_bones()
    view = view_of(volume.geometry, Camera3D(), SIZE)
    x, y = view.project(volume.geometry.center_lps_mm).display_px[0]
    assert ray_volume(volume, Camera3D(), Cuts3D()).surface(*view.ray_at((float(x), float(y)))) is None
