"""The 3-D pane: turning, presets, labels that can be clicked, and what it says when there is no 3-D."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.geometry import Plane
from tests.support.scenes import a_length, a_point, a_radiograph, a_volume, in_patient
from viewers.imaging.images import RESAMPLED, Volume
from viewers.qt.camera_drags import Drag, rotated
from viewers.qt.pane_3d_overlay import cube_of
from viewers.qt.scene_content import needles_of, spheres_of
from viewers.qt.viewport_3d import (
    EMPTY_TEXT,
    NOT_A_VOLUME,
    Viewport3D,
    view_direction,
    view_lines,
)
from viewers.state.box_handles import box_handles
from viewers.state.cuts_3d import Box3D, Cuts3D, PlaneCut
from viewers.state.overlay import OverlayContent, OverlayLabel, OverlayNeedle
from viewers.state.scene_3d import NEEDLE_POINTS, Frame3D, Scene3D, view_of
from viewers.state.viewport_state import Camera3D, Quality
from viewers.tools.pointer import Button, PointerEvent, PointerKind


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


PRESS_DRAG_RELEASE = ((PointerKind.PRESS, 100), (PointerKind.MOVE, 140), (PointerKind.RELEASE, 140))


def drag(pane: Viewport3D, start: QPoint, end: QPoint, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, modifier, start)
    for place in (start + (end - start) / 2, end):
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            pane.mapToGlobal(QPointF(place)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            modifier,
        )
        QApplication.sendEvent(pane, moved)
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, modifier, end)


@pytest.fixture
def a_shown_pane(a_pane: Viewport3D, qtbot: QtBot) -> Viewport3D:
    a_pane.set_pixels(a_volume())
    qtbot.waitUntil(lambda: a_pane.frame is not None)
    return a_pane


def test_a_drag_with_control_moves_and_widens_the_ramp(a_shown_pane: Viewport3D) -> None:
    drag(a_shown_pane, QPoint(100, 150), QPoint(260, 110), Qt.KeyboardModifier.ControlModifier)
    camera = a_shown_pane.state.camera
    assert (camera.azimuth_deg, camera.shift) == (0, 80)
    assert camera.width == pytest.approx(np.e)
    assert "shift +80 HU" in view_lines(a_volume(), camera)[0]


def test_a_drag_with_shift_pans(a_shown_pane: Viewport3D) -> None:
    drag(a_shown_pane, QPoint(100, 150), QPoint(130, 140), Qt.KeyboardModifier.ShiftModifier)
    assert a_shown_pane.state.camera.pan_px == (30, -10)


def test_a_handle_of_the_box_is_dragged_and_the_whole_drag_is_one_step_back(
    a_shown_pane: Viewport3D, qtbot: QtBot
) -> None:
    pane = a_shown_pane
    assert pane.volume is not None
    whole = Box3D.around(pane.volume.geometry)
    pane.set_cuts(Cuts3D(box=whole))
    qtbot.waitUntil(lambda: pane.frame is not None and pane.frame.scene.cuts.box == whole)
    assert pane.frame is not None
    handle = next(one for one in box_handles(whole, pane.frame.view) if one.face == "L")
    start = QPoint(round(handle.display_px[0]), round(handle.display_px[1]))
    drag(pane, start, start - QPoint(30, 0))
    box = pane.state.cuts_3d.box
    assert box is not None
    assert box.face_mm("L") == pytest.approx(whole.face_mm("L") - 30 * pane.frame.view.mm_per_px)
    assert (pane.chosen_face, pane.state.camera.azimuth_deg) == ("L", 0)
    pane.grab()
    assert pane.undo_cut()
    assert pane.state.cuts_3d.box == whole
    assert pane.redo_cut()
    assert pane.state.cuts_3d.box == box


def test_a_click_on_the_cube_shows_that_side(a_shown_pane: Viewport3D, qtbot: QtBot) -> None:
    pane = a_shown_pane
    pane.set_camera(replace(pane.state.camera, azimuth_deg=40, elevation_deg=30))
    qtbot.waitUntil(lambda: pane.frame is not None and pane.frame.scene.camera == pane.state.camera)
    assert pane.frame is not None
    face = next(one for one in cube_of(pane.frame.view, *pane.size_px(), 1.0) if one.letter == "L")
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(round(face.middle[0]), round(face.middle[1])))
    assert (pane.state.camera.azimuth_deg, pane.state.camera.elevation_deg) == (90, 0)


def test_a_turn_of_the_wheel_enlarges_within_limits(a_shown_pane: Viewport3D) -> None:
    for steps, zoom in ((400, 20.0), (-800, 0.2)):
        a_shown_pane.on_pointer(PointerEvent(PointerKind.WHEEL, steps=steps))
        assert a_shown_pane.state.camera.zoom == zoom


def test_reset_brings_back_everything_and_can_be_taken_back(a_shown_pane: Viewport3D) -> None:
    pane = a_shown_pane
    assert pane.volume is not None
    pane.choose_preset("CT-MIP")
    cuts = Cuts3D(box=Box3D.around(pane.volume.geometry))
    pane.set_cuts(cuts)
    pane.reset_view()
    assert pane.state.cuts_3d == Cuts3D()
    assert pane.state.camera == Camera3D(preset="CT-MIP")
    assert pane.undo_cut()
    assert pane.state.cuts_3d == cuts


def test_the_pane_names_what_is_behind_bone_and_what_is_left_out(a_shown_pane: Viewport3D, qtbot: QtBot) -> None:
    """Painting with everything there is must not fail in a narrow pane either."""
    pane = a_shown_pane
    needle = OverlayNeedle("n", in_patient((0, 0, 0)).frame_of_reference_uid, (0, 0, 20), (30, 30, 20), label="L5 left")
    label = OverlayLabel("L4", needle.frame_of_reference_uid, (20.0, 30.0, 10.0))
    pane.set_overlay(OverlayContent(marks=(a_point((20.0, 30.0, 10.0)),), needles=(needle,), labels=(label,)))
    plane = PlaneCut(Plane((30, 30, 20), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), name="axial (viewport 1)")
    assert pane.volume is not None
    pane.set_cuts(Cuts3D(box=Box3D.around(pane.volume.geometry), plane=plane))
    qtbot.waitUntil(lambda: pane.frame is not None and bool(pane.frame.scene.labels))
    assert pane.frame is not None
    covered = np.ones(2 + NEEDLE_POINTS, dtype=bool)
    pane.seat.drawn.emit(replace(pane.frame, covered=covered))
    for size in ((400, 300), (120, 90)):
        pane.resize(*size)
        assert not pane.grab().isNull()


def test_a_right_click_opens_what_can_be_cut_and_a_right_drag_does_not(a_shown_pane: Viewport3D) -> None:
    menu = a_shown_pane.chips.cuts.menu()
    a_shown_pane.cut_menu_asked.connect(lambda asked: asked.addAction("Clip box"))
    drag_right = (PointerEvent(kind, 50, y, Button.RIGHT) for kind, y in PRESS_DRAG_RELEASE)
    for event in drag_right:
        a_shown_pane.on_pointer(event)
    assert not menu.isVisible()
    assert a_shown_pane.state.camera.zoom > 1
    QTest.mouseClick(a_shown_pane, Qt.MouseButton.RightButton, pos=QPoint(100, 150))
    assert menu.isVisible()
    menu.close()
