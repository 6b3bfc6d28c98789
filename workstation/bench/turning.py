"""Turning a CT in three dimensions in the real viewport: pictures a second while it turns, and how soon it is sharp."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer

from annotations.geometry import FloatArray, VolumeGeometry
from annotations.references import ImageRef, SeriesRef
from viewers.imaging.images import ImageDescription, Rescale, Volume
from viewers.qt.viewport_3d import Viewport3D
from viewers.render.stage_3d import Stage3D
from viewers.state.cuts_3d import Box3D, Cuts3D
from viewers.state.scene_3d import Scene3D
from viewers.state.viewport_state import Camera3D, Quality
from workstation.app import application_of
from workstation.bench.figures import Figure, seconds

SHAPE_KJI = (300, 512, 512)
SPACING_MM_KJI = (1.0, 0.8, 0.8)
SIZE_PX = (800, 600)
LOOKS = ("Spine-Bone", "CT-Bone", "CT-Muscle", "CT-MIP", "CT-X-ray")
TURNS = 60
TURN_DEG = 6.0
LEARNING_TURNS = 8
"""The first pictures of a look find out how many rays the machine has time for; a hand turns for longer than that."""
FRAMES_A_SECOND = 20.0
SHARP_WITHIN_MS = 1500.0
LONGEST_S = 60.0
CT_SOP_CLASS = "1.2.840.10008.5.1.4.1.1.2"
AIR_HU, FAT_HU, MUSCLE_HU, SPONGY_HU, CORTICAL_HU, TABLE_HU = -1000, -100, 50, 220, 900, 150
NOISE_HU = 12.0
BODY_MM, SPINE_MM = (170.0, 110.0), (20.0, 16.0)
"""Half axes (left, back) of the body and of a vertebral body."""
VERTEBRA_MM, DISC_MM = 38.0, 9.0


def turning_figures(folder: Path) -> Iterator[Figure]:
    """Pictures a second of each look while it turns, and the time from rest to a sharp picture."""
    del folder  # the volume is made in memory
    application_of(sys.argv[:1])
    volume = spine_phantom()
    full_quality = 1 / _full_quality_s(volume)
    pane = Viewport3D()
    pane.resize(*SIZE_PX)
    pane.show()
    try:
        pane.set_pixels(volume)
        for look in LOOKS:
            yield from _figures_of(pane, f"3-D {look}", Camera3D(preset=look), full_quality)
        box = Box3D.around(volume.geometry)
        middle = box.face_center_lps_mm("A")[0]
        pane.set_cuts(Cuts3D(box=box.with_face("L", middle, box)))
        yield from _figures_of(pane, "3-D Spine-Bone with a clip box", Camera3D(), full_quality)
    finally:
        pane.detach()
        pane.close()


def _full_quality_s(volume: Volume) -> float:
    """What one picture takes when nothing is coarsened: the baseline."""
    stage = Stage3D()
    try:
        stage.show(volume)
        stage.draw(Scene3D(Camera3D(), SIZE_PX, Quality.FINE))
        return seconds(lambda: stage.draw(Scene3D(Camera3D(30, 10), SIZE_PX, Quality.FINE)))
    finally:
        stage.close()


def _figures_of(pane: Viewport3D, name: str, camera: Camera3D, baseline: float) -> Iterator[Figure]:
    pane.set_camera(camera)
    _turn(pane, LEARNING_TURNS)
    rate = TURNS / seconds(lambda: _turn(pane, TURNS))
    sharp_ms = 1000 * seconds(lambda: _come_to_rest(pane))
    size = f"{SIZE_PX[0]}x{SIZE_PX[1]}"
    yield Figure(
        f"{name}, turning {size}", rate, "1/s", "full quality", baseline, FRAMES_A_SECOND, False, larger_is_better=True
    )
    yield Figure(f"{name}, sharp after rest", sharp_ms, "ms", "", None, SHARP_WITHIN_MS, target_is_ratio=False)


def _turn(pane: Viewport3D, steps: int) -> None:
    """Turn step by step, each once the picture of the one before is on screen."""
    for _ in range(steps):
        _step(pane)
        _wait(pane, Quality.INTERACTIVE)


def _come_to_rest(pane: Viewport3D) -> None:
    """The last step, and then nothing until its picture is sharp."""
    _step(pane)
    _wait(pane, Quality.FINE)


def _step(pane: Viewport3D) -> None:
    camera = pane.state.camera
    pane.set_camera(replace(camera, azimuth_deg=(camera.azimuth_deg + TURN_DEG) % 360))


def _wait(pane: Viewport3D, quality: Quality) -> None:
    """Run the event loop until the picture of the present camera is there, at least as good as asked, and painted."""
    end = time.monotonic() + LONGEST_S
    loop = QEventLoop()
    pane.seat.drawn.connect(loop.quit)
    try:
        while not _shows(pane, quality):
            if time.monotonic() > end or pane.failure:
                raise TimeoutError(f"3-D gave no picture: {pane.failure or 'it does not answer'}")
            QTimer.singleShot(1000, loop.quit)
            loop.exec()
    finally:
        pane.seat.drawn.disconnect(loop.quit)
    pane.repaint()


def _shows(pane: Viewport3D, quality: Quality) -> bool:
    frame = pane.frame
    if frame is None or frame.scene.camera != pane.state.camera or frame.scene.cuts != pane.state.cuts_3d:
        return False
    return quality is Quality.INTERACTIVE or frame.scene.quality is Quality.FINE


def spine_phantom() -> Volume:
    """A body with muscle, fat, a spine of vertebrae and discs, and a table below, with the noise of a CT."""
    slices, rows, columns = SHAPE_KJI
    k_mm, j_mm, i_mm = SPACING_MM_KJI
    across: FloatArray = np.asarray((np.arange(columns) - columns / 2)[None, :] * i_mm, dtype=np.float64)
    back: FloatArray = np.asarray((np.arange(rows) - rows / 2)[:, None] * j_mm, dtype=np.float64)
    body = (across / BODY_MM[0]) ** 2 + (back / BODY_MM[1]) ** 2
    skin = np.where(body < 1, FAT_HU, AIR_HU)
    flesh = np.where(body < 0.8, MUSCLE_HU, skin)
    table = (np.abs(back - BODY_MM[1] - 12) < 4) & (np.abs(across) < BODY_MM[0])
    flesh = np.where(table, TABLE_HU, flesh)
    bone = _bone_slice(across, back - 50)
    rng = np.random.default_rng(7)
    noise = rng.normal(0, NOISE_HU, (8, rows, columns)).astype(np.float32)
    values = np.empty(SHAPE_KJI, np.int16)
    for k in range(slices):
        is_disc = (k * k_mm) % VERTEBRA_MM < DISC_MM
        values[k] = np.where((bone > 0) & (not is_disc), bone, flesh) + noise[k % len(noise)]
    affine = np.diag([k_mm, j_mm, i_mm, 1.0])[[2, 1, 0, 3]]
    affine[:3, 3] = (-columns / 2 * i_mm, -rows / 2 * j_mm, 0)
    images = tuple(ImageRef("1.2", "1.2.1", CT_SOP_CLASS, f"1.2.1.{number + 1}") for number in range(slices))
    geometry = VolumeGeometry.from_array(affine, SHAPE_KJI, "1.2.3")
    description = ImageDescription(modality="CT", series_description="spine phantom")
    return Volume(
        SeriesRef("1.2", "1.2.1"),
        geometry,
        values,
        np.ones(slices, np.bool_),
        images,
        rescale=Rescale(1.0, 0.0, "HU"),
        description=description,
    )


def _bone_slice(across: FloatArray, back: FloatArray) -> FloatArray:
    """HU of a vertebra with its shell, pedicles and spinous process; 0 where there is none."""
    inside = (across / SPINE_MM[0]) ** 2 + (back / SPINE_MM[1]) ** 2
    bone = np.where(inside < 1, np.where(inside > 0.85, CORTICAL_HU, SPONGY_HU), 0.0)
    ring = (across / 18) ** 2 + ((back - 24) / 12) ** 2
    bone = np.where((ring < 1) & (ring > 0.6), CORTICAL_HU, bone)
    spinous = (np.abs(across) < 3) & (back > 34) & (back < 58)
    return np.asarray(np.where(spinous, CORTICAL_HU, bone), dtype=np.float64)
