"""The 3-D pane: turning, presets, labels that can be clicked, and what it says when there is no 3-D."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.scenes import a_length, a_point, a_radiograph, a_volume, in_patient
from viewers.imaging.images import RESAMPLED, Volume
from viewers.qt.camera_drags import Drag, rotated
from viewers.qt.scene_content import needles_of, spheres_of
from viewers.qt.viewport_3d import (
    EMPTY_TEXT,
    NOT_A_VOLUME,
    Viewport3D,
    view_direction,
    view_lines,
)
from viewers.state.overlay import OverlayContent, OverlayNeedle
from viewers.state.scene_3d import Frame3D, Scene3D, view_of
from viewers.state.viewport_state import Camera3D, Quality


class StillRenderer:
    """Answers every request with a black picture."""

    def __init__(self, on_frame: Callable[[Frame3D], None]) -> None:
        self.on_frame = on_frame
        self.volume: Volume | None = None
        self.scenes: list[Scene3D] = []
        self.failure = ""

    def show(self, volume: Volume | None) -> None:
        """Take a volume."""
        self.volume = volume

    def request(self, scene: Scene3D) -> None:
        """Answer at once."""
        self.scenes.append(scene)
        if self.volume is not None:
            width, height = scene.size_px
            view = view_of(self.volume.geometry, scene.camera, scene.size_px)
            pixels = np.zeros((height, width, 3), dtype=np.uint8)
            self.on_frame(Frame3D(pixels, scene, view, ("R", "L", "S", "I"), "still", self.failure))

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def a_pane(qtbot: QtBot) -> Iterator[Viewport3D]:
    pane = Viewport3D(StillRenderer)
    pane.resize(400, 300)
    pane.show()
    yield pane
    pane.detach()
    pane.close()
    pane.deleteLater()


def renderer_of(pane: Viewport3D) -> StillRenderer:
    assert isinstance(pane.seat.renderer, StillRenderer)
    return pane.seat.renderer


def test_no_render_window_is_made_before_there_is_a_volume(a_pane: Viewport3D) -> None:
    assert a_pane.seat.renderer is None
    assert a_pane._message()[0] == EMPTY_TEXT
    a_pane.set_pixels(a_radiograph())
    assert a_pane.seat.renderer is None
    assert a_pane._message()[0] == NOT_A_VOLUME


def test_a_left_drag_turns_coarsely_and_is_refined_at_rest(a_pane: Viewport3D, qtbot: QtBot) -> None:
    a_pane.set_pixels(a_volume())
    QTest.mousePress(a_pane, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(a_pane, QPoint(160, 120))
    QTest.mouseRelease(a_pane, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    a_pane.set_state(a_pane.state.__class__(plane=a_pane.state.plane, camera=rotated(Camera3D(), Drag(60, 20, 300))))
    assert a_pane.state.camera.azimuth_deg == -30.0
    assert a_pane.state.camera.elevation_deg == 10.0
    assert renderer_of(a_pane).scenes[-1].quality is Quality.INTERACTIVE
    qtbot.waitUntil(lambda: renderer_of(a_pane).scenes[-1].quality is Quality.FINE)


def test_the_elevation_stops_at_the_poles() -> None:
    assert rotated(Camera3D(elevation_deg=80), Drag(0, 100, 300)).elevation_deg == 90.0


def test_a_click_on_a_sphere_selects_its_item(a_pane: Viewport3D, qtbot: QtBot) -> None:
    a_pane.set_overlay(OverlayContent(marks=(a_point((20.0, 30.0, 10.0)),)))
    a_pane.set_pixels(a_volume())
    qtbot.waitUntil(lambda: a_pane.frame is not None)
    assert a_pane.frame is not None
    x, y = a_pane.frame.project([(20.0, 30.0, 10.0)]).display_px[0]
    with qtbot.waitSignal(a_pane.item_clicked) as caught:
        QTest.mouseClick(a_pane, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert caught.args == ["item-2"]


def test_a_machine_without_opengl_says_so_in_the_pane(a_pane: Viewport3D, qtbot: QtBot) -> None:
    a_pane.set_pixels(a_volume())
    renderer_of(a_pane).failure = "3-D needs OpenGL"
    a_pane.reset_view()
    a_pane.refresh()
    qtbot.waitUntil(lambda: a_pane._message() == ("3-D needs OpenGL", "caution"))
    a_pane.grab()


def test_choosing_a_preset_keeps_the_direction(a_pane: Viewport3D) -> None:
    a_pane.set_pixels(a_volume())
    a_pane.set_state(a_pane.state.__class__(plane=a_pane.state.plane, camera=Camera3D(azimuth_deg=45)))
    a_pane.choose_preset("CT-MIP")
    assert (a_pane.state.camera.azimuth_deg, a_pane.state.camera.preset) == (45, "CT-MIP")


def test_only_points_and_needles_of_the_same_space_are_in_the_scene() -> None:
    uid = in_patient((0, 0, 0)).frame_of_reference_uid
    needles = tuple(OverlayNeedle(name, name, (0, 0, 0), (0, 10, 0)) for name in (uid, "9.9.9"))
    content = OverlayContent(marks=(a_point((1, 2, 3)), a_length((0, 0, 0), (5, 0, 0))), needles=needles)
    assert [sphere.center_lps_mm for sphere in spheres_of(content, uid)] == [(1, 2, 3)]
    assert [needle.item_id for needle in needles_of(content, uid)] == [uid]
    assert spheres_of(content, "") == ()


@pytest.mark.parametrize(
    ("azimuth", "elevation", "words"),
    [
        (0, 0, "from anterior"),
        (90, 0, "from left"),
        (-90, 0, "from right"),
        (180, 0, "from posterior"),
        (135, 30, "from left posterior, 30° above"),
        (0, -12, "from anterior, 12° below"),
    ],
)
def test_the_direction_is_said_in_words(azimuth: float, elevation: float, words: str) -> None:
    assert view_direction(Camera3D(azimuth_deg=azimuth, elevation_deg=elevation)) == words


def test_a_resampled_volume_says_so_in_3d_too() -> None:
    assert view_lines(a_volume(), Camera3D()) == ("Bone", view_direction(Camera3D()))
    assert view_lines(replace(a_volume(), geometry_tag=RESAMPLED), Camera3D())[0] == "resampled"
