"""Three planes on screen turned, moved and thickened by the hand, in a real grid."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.locations import PatientLocation
from tests.support.phantoms import affine_of, ramp_volume
from viewers.imaging.images import Volume
from viewers.qt.cross_links import UNLOCKED
from viewers.qt.render_scheduler import DirectScheduler
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_grid import ViewportGrid
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.cross_lines import CrossHandles, cross_handles
from viewers.state.layouts import LAYOUTS
from viewers.state.navigation import plane_of
from viewers.state.viewport_state import SlabMode, ViewPlane
from viewers.tools.tool_names import ToolName

AX, SAG, COR = ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL


class SilentRenderer:
    """Takes scenes and draws nothing."""

    def __init__(self, _on_frame: object) -> None:
        pass

    def show(self, volume: object) -> None:
        """Take a volume."""

    def request(self, scene: object) -> None:
        """Take a scene."""

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.fixture
def volume() -> Volume:
    return ramp_volume(affine_of((1, 0, 0), (0, 1, 0), (2.0, 1.0, 1.0), (-50, -60, 0)), (60, 110, 100))


@pytest.fixture
def grid(qtbot: QtBot, volume: Volume) -> Iterator[ViewportGrid]:
    made = ViewportGrid(scheduler=DirectScheduler(FrameRenderer()), make_renderer=SilentRenderer)
    made.resize(1003, 803)
    made.show()
    made.set_layout("mpr")
    made.set_series(made.viewports[0], volume)
    yield made
    made.close()
    made.deleteLater()


def pane(grid: ViewportGrid, role: ViewPlane) -> Viewport:
    """The pane of a plane."""
    number = [cell.plane for cell in LAYOUTS["mpr"].cells].index(role)
    found = grid.viewports[number]
    assert isinstance(found, Viewport)
    return found


def handles(grid: ViewportGrid, on: ViewPlane, of: ViewPlane) -> CrossHandles:
    """The line of one plane on the pane of another."""
    shown = pane(grid, on)
    line = next(line for line in shown.content.cross_lines if line.role is of)
    assert shown.frame is not None
    found = cross_handles(shown.frame.geometry, line)
    assert found is not None
    return found


def drag(viewport: Viewport, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag with the left button in five steps, from widget pixel to widget pixel."""
    places = [QPoint(*(round(a + (b - a) * n / 5) for a, b in zip(start, end, strict=True))) for n in range(6)]
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        QTest.mouseMove(viewport, place)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])


def normal(grid: ViewportGrid, role: ViewPlane) -> np.ndarray:
    """The normal of a pane's cut."""
    shown = pane(grid, role)
    return np.asarray(plane_of(shown.pixels, shown.state).normal)


def turn(grid: ViewportGrid, on: ViewPlane, of: ViewPlane, degrees: float) -> None:
    """Drag the end of a line about the focus."""
    found = handles(grid, on, of)
    offset = np.subtract(found.turn[-1], found.focus)
    angle = np.radians(degrees)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    drag(pane(grid, on), found.turn[-1], tuple(np.asarray(found.focus) + matrix @ offset))


def test_turning_a_line_turns_both_other_planes_and_says_the_angle(grid):
    sagittal = normal(grid, SAG)
    turn(grid, SAG, AX, 20.0)
    assert pane(grid, SAG).state.plane is SAG
    np.testing.assert_allclose(normal(grid, SAG), sagittal)
    tilt = np.degrees(np.arccos(abs(normal(grid, AX)[2])))
    assert tilt == pytest.approx(20.0, abs=0.7)
    assert normal(grid, AX) @ normal(grid, COR) == pytest.approx(0, abs=1e-9)
    shown = pane(grid, AX).full_content()
    assert "oblique" in shown.notices
    assert any(f"axial {tilt:.1f}° to coronal" in line for line in shown.bottom_left)
    text = next(line.text for line in pane(grid, SAG).content.cross_lines if line.role is AX)
    assert text == f"axial {tilt:.1f}° to coronal"


def test_a_second_turn_makes_it_doubly_oblique(grid):
    turn(grid, SAG, AX, 20.0)
    turn(grid, COR, AX, 12.0)
    x, y, _ = np.abs(normal(grid, AX))
    assert x > 0.1
    assert y > 0.1
    for one, other in ((AX, SAG), (AX, COR), (SAG, COR)):
        assert normal(grid, one) @ normal(grid, other) == pytest.approx(0, abs=1e-9)


def test_unlocked_a_line_turns_alone_and_the_panes_say_so(grid):
    grid.cross.is_locked = False
    coronal = normal(grid, COR)
    turn(grid, SAG, AX, 20.0)
    np.testing.assert_allclose(normal(grid, COR), coronal)
    assert np.degrees(np.arccos(abs(normal(grid, AX)[2]))) == pytest.approx(20.0, abs=0.7)
    assert UNLOCKED in pane(grid, COR).content.notices


def test_straighten_gives_the_patients_planes_back_at_the_same_place(grid):
    turn(grid, SAG, AX, 20.0)
    turn(grid, AX, SAG, -15.0)
    focus = grid.cross.panes_of(pane(grid, AX)).planes.focus
    assert grid.cross.straighten(pane(grid, AX))
    assert [pane(grid, role).state.plane for role in (AX, SAG, COR)] == [AX, SAG, COR]
    np.testing.assert_allclose(grid.cross.panes_of(pane(grid, AX)).planes.focus, focus, atol=1e-6)


def test_dragging_a_line_moves_that_plane_and_the_crosshair(grid, qtbot):
    found = handles(grid, SAG, AX)
    start = (found.focus[0] + 60, found.focus[1])
    before = plane_of(pane(grid, COR).pixels, pane(grid, COR).state)
    with qtbot.waitSignal(grid.cursor_moved) as moved:
        drag(pane(grid, SAG), start, (start[0], start[1] + 40))
    z = pane(grid, SAG).frame.geometry.point_at(start[0], round(start[1]) + 40)[2]
    assert isinstance(moved.args[0], PatientLocation)
    assert grid.cursor_location.points_lps_mm[0][2] == pytest.approx(z, abs=0.5)
    assert plane_of(pane(grid, AX).pixels, pane(grid, AX).state).origin_lps_mm[2] == pytest.approx(z, abs=0.5)
    after = plane_of(pane(grid, COR).pixels, pane(grid, COR).state)
    assert float(before.signed_distance_mm(after.origin_lps_mm)) == pytest.approx(0, abs=1e-6)


def test_a_plane_is_not_dragged_out_of_the_volume(grid):
    found = handles(grid, SAG, AX)
    start = (found.focus[0] + 60, found.focus[1])
    drag(pane(grid, SAG), start, (start[0], 2.0))
    focus = grid.cross.panes_of(pane(grid, AX)).planes.focus
    assert pane(grid, AX).pixels.geometry.contains(focus)


def test_dragging_a_square_handle_makes_a_slab_of_that_plane(grid):
    found = handles(grid, SAG, AX)
    x, y = found.slab[0]
    drag(pane(grid, SAG), (x, y), (x, y + 20))
    slab = pane(grid, AX).state.slab
    assert slab.mode is SlabMode.MAXIMUM
    assert slab.thickness_mm == pytest.approx(2 * 20 * found.mm_per_px, abs=1.0)
    assert f"slab {slab.thickness_mm:g} mm MIP" in pane(grid, AX).full_content().notices
    again = handles(grid, SAG, AX)
    drag(pane(grid, SAG), again.slab[0], again.focus)
    assert pane(grid, AX).state.slab is None


def test_marks_are_placed_through_a_line_that_lies_there(grid, qtbot):
    grid.set_tool(ToolName.POINT)
    found = handles(grid, SAG, AX)
    place = QPoint(round(found.focus[0] + 60), round(found.focus[1]))
    with qtbot.waitSignal(grid.mark_proposed):
        QTest.mouseClick(pane(grid, SAG), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_the_plain_traces_give_way_to_the_lines_with_handles(grid):
    for role in (AX, SAG, COR):
        shown = pane(grid, role).content
        assert {line.role for line in shown.cross_lines} == {AX, SAG, COR} - {role}
        assert not shown.reference_lines


def test_keys_turn_by_the_degrees_they_say(grid):
    assert grid.cross.turn(pane(grid, SAG), 3.0)
    tilt = np.degrees(np.arccos(abs(normal(grid, AX)[2])))
    assert tilt == pytest.approx(3.0)
    assert grid.cross.tilt(pane(grid, AX), 2.0)
    assert grid.cross.tilt(pane(grid, COR), 5.0, about_vertical=True)
    assert normal(grid, AX) @ normal(grid, COR) == pytest.approx(0, abs=1e-9)


def test_a_pane_that_stands_alone_is_tilted_by_itself_and_straightened(grid, volume):
    grid.set_layout("1x1")
    alone = grid.viewports[0]
    assert isinstance(alone, Viewport)
    assert not grid.cross.turn(alone, 5.0)
    assert grid.cross.tilt(alone, 5.0)
    assert alone.state.plane is ViewPlane.OBLIQUE
    assert not alone.content.cross_lines
    assert grid.cross.straighten(alone)
    assert alone.state.plane is not ViewPlane.OBLIQUE
    assert not grid.cross.straighten(alone)
