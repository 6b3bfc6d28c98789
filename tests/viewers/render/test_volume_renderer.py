"""Volume rendering off screen: what is drawn, in which thread, and what is left behind."""

from __future__ import annotations

import gc
import queue
import threading
import time
import weakref

import numpy as np
import pytest

from tests.support.phantoms import PATIENT_POSITIONS, affine_of, volume_of
from viewers.imaging.images import Rescale, Volume
from viewers.render import stage_3d, volume_renderer
from viewers.render.opengl_window import OpenGLUnavailableError, is_software
from viewers.render.stage_3d import Stage3D
from viewers.render.volume_presets import VOLUME_PRESETS, default_preset_id
from viewers.render.volume_renderer import VolumeRenderer, failed_frame, probe_renderer, render_3d_once
from viewers.state.scene_3d import Frame3D, Needle3D, Scene3D, Sphere3D
from viewers.state.viewport_state import Camera3D, Quality

RENDERER, NO_OPENGL = probe_renderer()
needs_opengl = pytest.mark.skipif(bool(NO_OPENGL), reason=f"no OpenGL here: {NO_OPENGL}")
SIZE = (160, 120)
FRAME_WAIT_S = 60.0


def bone_block(directions=PATIENT_POSITIONS["HFS"], *, left_handed=False) -> Volume:
    """Air with one bone cube of 12 mm toward the patient's left, front and head."""
    geometry = volume_of(
        np.zeros((40, 40, 40), np.int16), affine_of(*directions, (2.0, 2.0, 2.0), (0, 0, 0), left_handed=left_handed)
    ).geometry
    index = np.stack(np.meshgrid(*[np.arange(40)] * 3, indexing="ij"), axis=-1)
    offset = geometry.index_to_lps(index) - np.asarray(geometry.center_lps_mm)
    inside = np.all(np.abs(offset - (20, -20, 20)) < 7, axis=-1)
    values = np.where(inside, 2224, 24).astype(np.int16)
    return volume_of(values, geometry.affine, rescale=Rescale(1.0, -1024.0, "HU"))


def centroid(frame: Frame3D) -> tuple[float, float]:
    """Middle (x, y) of what is bright."""
    y, x = np.nonzero(frame.pixels.max(axis=2) > 60)
    return float(x.mean()), float(y.mean())


class Frames:
    """Collects frames from the render thread."""

    def __init__(self) -> None:
        self.queue: queue.Queue[Frame3D] = queue.Queue()
        self.threads: set[str] = set()

    def __call__(self, frame: Frame3D) -> None:
        self.threads.add(threading.current_thread().name)
        self.queue.put(frame)

    def next(self) -> Frame3D:
        return self.queue.get(timeout=FRAME_WAIT_S)


@needs_opengl
@pytest.mark.parametrize("position", ["HFS", "FFP", "HFDR"])
@pytest.mark.parametrize("left_handed", [False, True])
def test_bone_is_drawn_where_the_geometry_projects_it(position, left_handed):
    volume = bone_block(PATIENT_POSITIONS[position], left_handed=left_handed)
    cube = np.add(volume.geometry.center_lps_mm, (20, -20, 20))
    for azimuth, elevation in ((0, 0), (180, 0), (90, 20)):
        camera = Camera3D(azimuth_deg=azimuth, elevation_deg=elevation)
        frame = render_3d_once(volume, Scene3D(camera, SIZE, Quality.INTERACTIVE))
        assert frame.failure == ""
        np.testing.assert_allclose(centroid(frame), frame.project(cube).display_px[0], atol=2.5)


@needs_opengl
def test_letters_turn_with_the_camera():
    volume = bone_block()
    scenes = {0: "RLSI", 90: "APSI", 180: "LRSI", 270: "PASI"}
    for azimuth, letters in scenes.items():
        scene = Scene3D(Camera3D(azimuth_deg=azimuth), (40, 30), Quality.INTERACTIVE)
        assert "".join(render_3d_once(volume, scene).letters) == letters


@needs_opengl
def test_markers_are_drawn_at_their_points_and_shine_through_bone():
    volume = bone_block()
    center = np.asarray(volume.geometry.center_lps_mm)
    hidden = tuple(np.add(center, (20, -20, 20)))
    free = tuple(np.add(center, (-20, 0, -10)))
    bare = render_3d_once(volume, Scene3D(size_px=SIZE))
    scene = Scene3D(
        size_px=SIZE,
        spheres=(Sphere3D(hidden, 4, (0, 1, 0)), Sphere3D(free, 4, (0, 1, 0))),
        needles=(Needle3D(tuple(np.add(center, (-30, 0, 30))), tuple(np.add(center, (-10, 0, 30))), (0, 0, 1)),),
        crosshair_lps_mm=tuple(np.add(center, (10, 0, -20))),
    )
    frame = render_3d_once(volume, scene)
    assert frame.project([hidden, free]).visible.all()
    (hx, hy), (fx, fy) = np.rint(frame.project([hidden, free]).display_px).astype(int)
    assert frame.pixels[fy, fx, 1] > 120
    assert frame.pixels[fy, fx, 0] < 60
    assert int(frame.pixels[hy, hx, 1]) - int(frame.pixels[hy, hx, 0]) > 30
    assert abs(int(bare.pixels[hy, hx, 1]) - int(bare.pixels[hy, hx, 0])) < 30
    nx, ny = np.rint(frame.project(np.add(center, (-20, 0, 30))).display_px[0]).astype(int)
    assert frame.pixels[ny - 1 : ny + 2, nx, 2].max() > 120
    cx, cy = np.rint(frame.project(np.add(center, (16, 0, -20))).display_px[0]).astype(int)
    assert frame.pixels[cy - 1 : cy + 2, cx, 0].max() > 60


@needs_opengl
@pytest.mark.parametrize("preset", VOLUME_PRESETS)
def test_every_preset_draws_something(preset):
    scene = Scene3D(Camera3D(preset=preset), (60, 50), Quality.INTERACTIVE)
    assert render_3d_once(bone_block(), scene).pixels.any()


@needs_opengl
def test_shift_moves_the_opacity_ramp_in_modality_units():
    volume = bone_block()
    assert render_3d_once(volume, Scene3D(Camera3D(shift=0), SIZE, Quality.INTERACTIVE)).pixels.any()
    assert not render_3d_once(volume, Scene3D(Camera3D(shift=1500), SIZE, Quality.INTERACTIVE)).pixels.any()


@needs_opengl
def test_long_volumes_are_averaged_without_moving():
    values = np.full((20, 600, 20), -1000, dtype=np.int16)
    values[8:12, 500:512, 8:12] = 2000
    volume = volume_of(values, affine_of((1, 0, 0), (0, 0, -1), (2, 1, 2), (0, 0, 0)))
    frame = render_3d_once(volume, Scene3D(size_px=(120, 120), quality=Quality.FINE))
    cube = volume.geometry.index_to_lps((9.5, 505.5, 9.5))
    np.testing.assert_allclose(centroid(frame), frame.project(cube).display_px[0], atol=0.8)


@needs_opengl
def test_frames_come_from_the_render_thread_and_none_after_close():
    frames = Frames()
    renderer = VolumeRenderer(frames)
    renderer.show(bone_block())
    renderer.request(Scene3D(size_px=SIZE))
    assert frames.next().pixels.shape == (120, 160, 3)
    assert frames.threads == {"foramen-3d"}
    assert renderer.renderer_string == RENDERER
    renderer.request(Scene3D(size_px=SIZE))
    renderer.close()
    while not frames.queue.empty():
        frames.queue.get()
    renderer.request(Scene3D(size_px=SIZE))
    assert frames.queue.empty()
    assert "foramen-3d" not in {thread.name for thread in threading.enumerate()}


@needs_opengl
def test_the_newest_request_wins():
    frames = Frames()
    renderer = VolumeRenderer(frames)
    renderer.show(bone_block())
    for azimuth in range(60):
        renderer.request(Scene3D(Camera3D(azimuth_deg=azimuth), SIZE))
    seen = [frames.next().scene.camera.azimuth_deg]
    while seen[-1] != 59:
        seen.append(frames.next().scene.camera.azimuth_deg)
    renderer.close()
    assert len(seen) < 30
    assert seen == sorted(seen)


@needs_opengl
def test_showing_another_volume_draws_the_last_scene_again():
    frames = Frames()
    renderer = VolumeRenderer(frames)
    renderer.show(bone_block())
    renderer.request(Scene3D(size_px=SIZE, quality=Quality.INTERACTIVE))
    first = frames.next()
    empty = volume_of(np.full((20, 20, 20), -1000, np.int16), affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (0, 0, 0)))
    renderer.show(empty)
    second = frames.next()
    renderer.close()
    assert first.pixels.any()
    assert not second.pixels.any()


@needs_opengl
def test_an_unknown_preset_is_said_and_the_thread_lives_on():
    frames = Frames()
    renderer = VolumeRenderer(frames)
    renderer.show(bone_block())
    renderer.request(Scene3D(Camera3D(preset="CT-Bonez"), SIZE))
    assert "no 3-D preset is called 'CT-Bonez'" in frames.next().failure
    renderer.request(Scene3D(size_px=SIZE, quality=Quality.INTERACTIVE))
    assert frames.next().failure == ""
    renderer.close()


@needs_opengl
def test_closing_leaves_no_stage_behind():
    stage = Stage3D()
    stage.show(bone_block())
    stage.draw(Scene3D(size_px=SIZE, quality=Quality.INTERACTIVE, crosshair_lps_mm=(0, 0, 0)))
    left = [weakref.ref(stage), weakref.ref(stage._window), weakref.ref(stage._prop)]
    stage.close()
    del stage
    gc.collect()
    assert [ref() for ref in left] == [None, None, None]


@needs_opengl
def test_a_volume_taken_off_the_stage_is_gone_while_the_thread_waits():
    frames = Frames()
    renderer = VolumeRenderer(frames)
    volume = bone_block()
    gone = [weakref.ref(volume), weakref.ref(volume.stored_values)]
    renderer.show(volume)
    renderer.request(Scene3D(size_px=SIZE, quality=Quality.INTERACTIVE))
    frames.next()
    del volume
    renderer.show(None)
    end = time.monotonic() + FRAME_WAIT_S
    while any(reference() is not None for reference in gone) and time.monotonic() < end:
        gc.collect()
        time.sleep(0.01)
    assert [reference() for reference in gone] == [None, None]
    renderer.close()


def test_without_opengl_the_picture_says_so(monkeypatch):
    def refuse() -> None:
        raise OpenGLUnavailableError("no driver")

    monkeypatch.setattr(volume_renderer, "Stage3D", refuse)
    frames = Frames()
    renderer = VolumeRenderer(frames)
    renderer.show(bone_block())
    renderer.request(Scene3D(size_px=(30, 20)))
    for frame in (frames.next(), render_3d_once(bone_block(), Scene3D(size_px=(30, 20)))):
        assert "3-D needs OpenGL" in frame.failure
        assert "no driver" in frame.failure
        assert frame.pixels.shape == (20, 30, 3)
    assert renderer.renderer_string == "none"
    renderer.close()
    assert probe_renderer() == ("", "no driver")


@pytest.mark.parametrize(
    ("renderer", "software"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", True),
        ("SVGA3D; build: RELEASE;  LLVM;", True),
        ("GDI Generic", True),
        ("unknown", True),
        ("NVIDIA GeForce RTX 4060/PCIe/SSE2", False),
        ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", False),
        ("AMD Radeon Graphics (radeonsi, renoir, LLVM 15.0.6)", False),
        ("Apple M2", False),
    ],
)
def test_software_drivers_are_known_by_name(renderer, software):
    assert is_software(renderer) is software


def test_presets_open_by_modality():
    assert VOLUME_PRESETS[default_preset_id("CT")].full_scale is None
    assert VOLUME_PRESETS[default_preset_id("MR")].full_scale == 300


@pytest.mark.parametrize(
    ("preset_id", "opacity"),
    [
        ("CT-Bone", ((-3024, 0), (-16.4458, 0), (641.385, 0.715686), (3071, 0.705882))),
        ("CT-Bones", ((-1000, 0), (152.19, 0), (278.93, 0.190476), (952, 0.2))),
        ("CT-MIP", ((-3024, 0), (-637.62, 0), (700, 1), (3071, 1))),
        ("CT-X-ray", ((-3024, 0), (-200, 0), (1500, 0.05), (3071, 0.05))),
        ("MR-Default", ((0, 0), (20, 0), (40, 0.15), (120, 0.3), (220, 0.375), (1024, 0.5))),
    ],
)
def test_slicer_s_opacity_ramps_are_kept_to_the_digit(preset_id, opacity):
    assert VOLUME_PRESETS[preset_id].opacity == opacity


@needs_opengl
@pytest.mark.parametrize("position", ["HFS", "FFP"])
@pytest.mark.parametrize("left_handed", [False, True])
def test_the_graphics_card_s_mapper_draws_the_same_place(monkeypatch, position, left_handed):
    monkeypatch.setattr(stage_3d, "is_software", lambda renderer: False)
    volume = bone_block(PATIENT_POSITIONS[position], left_handed=left_handed)
    cube = np.add(volume.geometry.center_lps_mm, (20, -20, 20))
    frame = render_3d_once(volume, Scene3D(Camera3D(azimuth_deg=30), (80, 60), Quality.INTERACTIVE))
    np.testing.assert_allclose(centroid(frame), frame.project(cube).display_px[0], atol=2.0)


@needs_opengl
def test_both_mappers_give_the_same_look(monkeypatch):
    scene = Scene3D(Camera3D(azimuth_deg=-30, elevation_deg=25), (80, 60))
    on_processor = render_3d_once(bone_block(), scene).pixels.astype(float)
    monkeypatch.setattr(stage_3d, "is_software", lambda renderer: False)
    on_card = render_3d_once(bone_block(), scene).pixels.astype(float)
    assert np.abs(on_processor - on_card).mean() < 3


def broken_stage(fails_at: str, after: int = 0):
    """A stage whose driver fails when it is made or while it draws."""

    class Broken:
        renderer = "broken"

        def __init__(self) -> None:
            self.left = after
            if fails_at == "start":
                raise RuntimeError("no such device")

        def show(self, _volume) -> None:
            pass

        def draw(self, scene, *, is_stale):
            if self.left == 0:
                raise RuntimeError("device lost")
            self.left -= 1
            return failed_frame(bone_block().geometry, scene, "")

        def close(self) -> None:
            raise RuntimeError("device lost")

    return Broken


@pytest.mark.parametrize(("fails_at", "after", "words"), [("start", 0, "no such device"), ("draw", 1, "device lost")])
def test_a_driver_that_fails_is_told_with_what_to_do_and_the_thread_still_closes(monkeypatch, fails_at, after, words):
    monkeypatch.setattr(volume_renderer, "Stage3D", broken_stage(fails_at, after))
    frames = Frames()
    renderer = VolumeRenderer(frames)
    renderer.show(bone_block())
    failures = []
    for azimuth in range(3):
        renderer.request(Scene3D(Camera3D(azimuth_deg=azimuth), SIZE))
        failures.append(frames.next().failure)
    assert [bool(text) for text in failures] == ([True] * 3 if fails_at == "start" else [False, True, True])
    assert words in failures[-1]
    assert "try 3-D again" in failures[-1]
    assert "The other viewports are not affected" in failures[-1]
    renderer.close()
    assert "foramen-3d" not in {thread.name for thread in threading.enumerate()}
