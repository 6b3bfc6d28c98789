"""Layouts, the active pane and what linked panes tell each other."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from annotations.locations import ImageLocation
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import IMAGE, a_point, a_radiograph, a_volume, in_patient
from viewers.imaging.images import Volume
from viewers.qt.grid_links import Pane
from viewers.qt.render_scheduler import DirectScheduler
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_3d import Viewport3D
from viewers.qt.viewport_grid import GAP_PX, ViewportGrid
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.grid_shares import GridShares
from viewers.state.navigation import plane_of
from viewers.state.overlay import OverlayContent
from viewers.state.scene_3d import Frame3D, Scene3D
from viewers.state.viewport_state import ViewPlane


class SilentRenderer:
    """Takes scenes and draws nothing."""

    def __init__(self, on_frame: Callable[[Frame3D], None]) -> None:
        self.scenes: list[Scene3D] = []
        self.is_closed = False

    def show(self, volume: Volume | None) -> None:
        """Take a volume."""

    def request(self, scene: Scene3D) -> None:
        """Remember the scene."""
        self.scenes.append(scene)

    def close(self) -> None:
        """Remember that it is over."""
        self.is_closed = True


MARKS = OverlayContent(marks=(a_point((20.0, 30.0, 10.0)),))


def content(pane: Pane) -> OverlayContent:
    return MARKS


@pytest.fixture
def a_grid(qtbot: QtBot) -> Iterator[ViewportGrid]:
    grid = ViewportGrid(content, scheduler=DirectScheduler(FrameRenderer()), make_renderer=SilentRenderer)
    grid.resize(603, 403)
    grid.show()
    yield grid
    grid.close()
    grid.deleteLater()


@pytest.mark.parametrize(("name", "count"), [("1x1", 1), ("1x2", 2), ("2x2", 4), ("mpr", 4)])
def test_a_layout_shows_its_number_of_panes(a_grid: ViewportGrid, name: str, count: int) -> None:
    a_grid.set_layout(name)
    assert a_grid.layout_id == name
    assert sum(pane.isVisible() for pane in a_grid.viewports) == count


def test_panes_fill_the_grid_with_gaps_between_them(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("2x2")
    first, second, third, fourth = (pane.geometry() for pane in a_grid.viewports)
    assert second.left() - first.right() - 1 == GAP_PX
    assert third.top() - first.bottom() - 1 == GAP_PX
    assert (fourth.right() + 1, fourth.bottom() + 1) == (603, 403)
    assert first.size() == fourth.size()


def test_three_planes_of_one_volume_and_the_third_dimension(a_grid: ViewportGrid) -> None:
    volume = a_volume()
    a_grid.set_series(a_grid.active_viewport, volume)
    a_grid.set_layout("mpr")
    assert [pane.state.plane for pane in a_grid.viewports] == [
        ViewPlane.AXIAL,
        ViewPlane.SAGITTAL,
        ViewPlane.CORONAL,
        ViewPlane.VOLUME_3D,
    ]
    assert all(pane.pixels is volume for pane in a_grid.viewports)


def test_three_planes_need_a_volume_and_say_so(a_grid: ViewportGrid) -> None:
    a_grid.set_series(a_grid.active_viewport, a_radiograph())
    a_grid.set_layout("mpr")
    first = a_grid.viewports[0]
    assert isinstance(first, Viewport)
    assert first.pixels is None
    assert "need a volume" in first._shown_message()[0]


def test_the_crosshair_brings_every_plane_to_its_point(a_grid: ViewportGrid) -> None:
    a_grid.set_series(a_grid.active_viewport, a_volume())
    a_grid.set_layout("mpr")
    a_grid.move_cursor(in_patient((20.0, 30.0, 10.0)))
    for pane in a_grid.viewports[:3]:
        assert pane.pixels is not None
        plane = plane_of(pane.pixels, pane.state)
        assert plane is not None
        assert float(plane.signed_distance_mm([(20.0, 30.0, 10.0)])[0]) == pytest.approx(0.0, abs=1e-9)
        assert pane.content.crosshair_lps_mm == (20.0, 30.0, 10.0)


def test_a_crosshair_of_another_frame_of_reference_moves_nothing(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("1x2")
    a_grid.set_series(a_grid.viewports[0], a_volume())
    before = a_grid.viewports[0].state
    a_grid.move_cursor(in_patient((20.0, 30.0, 10.0), uid="9.9.9"))
    assert a_grid.viewports[0].state == before
    assert a_grid.viewports[0].content.crosshair_lps_mm is None


def test_a_pane_that_moves_the_crosshair_stays_where_it_is_and_the_others_follow(
    a_grid: ViewportGrid, qtbot: QtBot
) -> None:
    a_grid.set_layout("1x2")
    left, right = a_grid.viewports
    a_grid.set_series(left, a_volume())
    a_grid.set_series(right, a_volume())
    before = left.state
    assert isinstance(left, Viewport)
    with qtbot.waitSignal(a_grid.cursor_moved) as caught:
        left.cursor_moved.emit(in_patient((20.0, 30.0, 4.0)))
    assert caught.args == [in_patient((20.0, 30.0, 4.0))]
    assert left.state == before
    assert right.state.focus_lps_mm == (20.0, 30.0, 4.0)


def test_every_pane_draws_the_cuts_of_the_others_and_the_ends_of_the_active_series(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("1x2")
    left, right = a_grid.viewports
    a_grid.set_series(left, a_volume())
    a_grid.set_series(right, a_volume())
    a_grid.activate(left)
    assert [(x.slice_number, x.is_active, x.is_edge) for x in left.content.reference_lines] == [(11, False, False)]
    drawn = [(x.slice_number, x.is_active, x.is_edge) for x in right.content.reference_lines]
    assert drawn == [(11, True, False), (1, False, True), (20, False, True)]
    assert all(line.frame_of_reference_uid == FRAME_OF_REFERENCE for line in right.content.reference_lines)


def test_the_level_at_the_cursor_is_said_only_where_the_cursor_is(qtbot: QtBot) -> None:
    grid = ViewportGrid(
        lambda pane: OverlayContent(level_at_cursor="L4-5 disc"), scheduler=DirectScheduler(FrameRenderer())
    )
    qtbot.addWidget(grid)
    grid.set_layout("1x2")
    grid.set_series(grid.viewports[0], a_volume())
    grid.set_series(grid.viewports[1], a_radiograph())
    grid.move_cursor(in_patient((20.0, 30.0, 10.0)))
    assert [pane.content.level_at_cursor for pane in grid.viewports] == ["L4-5 disc", ""]
    grid.shutdown()


def test_a_cursor_on_a_radiograph_marks_that_image(a_grid: ViewportGrid) -> None:
    a_grid.set_series(a_grid.active_viewport, a_radiograph())
    a_grid.move_cursor(ImageLocation(IMAGE, ((30.0, 40.0),)))
    assert a_grid.active_viewport.content.crosshair_on_image == ImageLocation(IMAGE, ((30.0, 40.0),))
    assert a_grid.active_viewport.content.crosshair_lps_mm is None


def test_a_double_click_fills_the_grid_and_another_puts_it_back(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("2x2")
    pane = a_grid.viewports[2]
    pane.maximize_requested.emit()
    assert a_grid.maximized is pane
    assert [each.isVisible() for each in a_grid.viewports] == [False, False, True, False]
    assert pane.geometry() == a_grid.rect()
    pane.maximize_requested.emit()
    assert all(each.isVisible() for each in a_grid.viewports)


def test_next_and_previous_go_round(a_grid: ViewportGrid, qtbot: QtBot) -> None:
    a_grid.set_layout("2x2")
    a_grid.activate(a_grid.viewports[3])
    with qtbot.waitSignal(a_grid.active_changed) as caught:
        a_grid.activate_next()
    assert caught.args == [a_grid.viewports[0]]
    a_grid.activate_next(-1)
    assert a_grid.active_viewport is a_grid.viewports[3]


def test_a_smaller_layout_keeps_the_active_pane(a_grid: ViewportGrid) -> None:
    volume = a_volume()
    a_grid.set_layout("2x2")
    a_grid.set_series(a_grid.viewports[2], volume)
    a_grid.activate(a_grid.viewports[2])
    a_grid.set_layout("1x1")
    assert a_grid.viewports[0].pixels is volume
    assert a_grid.active_viewport is a_grid.viewports[0]


def test_point_marks_become_spheres_in_the_third_dimension(a_grid: ViewportGrid) -> None:
    a_grid.set_series(a_grid.active_viewport, a_volume())
    a_grid.set_layout("mpr")
    solid = a_grid.viewports[3]
    assert isinstance(solid, Viewport3D)
    assert isinstance(solid.seat.renderer, SilentRenderer)
    (sphere,) = solid.seat.renderer.scenes[-1].spheres
    assert (sphere.center_lps_mm, sphere.item_id) == ((20.0, 30.0, 10.0), "item-2")


def test_clearing_leaves_nothing_of_the_former_patient(a_grid: ViewportGrid) -> None:
    a_grid.set_series(a_grid.active_viewport, a_volume())
    a_grid.set_layout("mpr")
    a_grid.move_cursor(in_patient((20.0, 30.0, 10.0)))
    a_grid.clear()
    assert all(pane.pixels is None for pane in a_grid.viewports)
    assert a_grid.cursor_location is None


def test_a_closed_grid_leaves_no_pane_no_volume_and_no_renderer_behind(qtbot: QtBot) -> None:
    grid = ViewportGrid(content, make_renderer=SilentRenderer)
    volume = a_volume()
    grid.resize(600, 400)
    grid.show()
    grid.set_series(grid.active_viewport, volume)
    grid.set_layout("mpr")
    solid = grid.viewports[3]
    assert isinstance(solid, Viewport3D)
    renderer = solid.seat.renderer
    panes = [weakref.ref(pane) for pane in grid.viewports]
    kept = weakref.ref(volume)
    grid.close()
    grid.deleteLater()
    qtbot.wait(10)
    del grid, volume, solid
    gc.collect()
    assert isinstance(renderer, SilentRenderer)
    assert renderer.is_closed
    assert not [pane for pane in panes if pane() is not None]
    assert kept() is None


@pytest.mark.parametrize("name", ["3x4", "2x3", "left-3", "top-2"])
def test_any_grid_shows_each_of_its_panes(a_grid: ViewportGrid, name: str) -> None:
    a_grid.set_layout(name)
    assert all(pane.isVisible() and pane.width() > 0 and pane.height() > 0 for pane in a_grid.viewports)
    assert len(a_grid.viewports) == len(a_grid.arrangement.cells)


def test_panes_keep_their_series_through_a_smaller_layout(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("1x2")
    first, second = a_grid.viewports
    one, other = a_volume(), a_volume()
    a_grid.set_series(first, one)
    a_grid.set_series(second, other)
    a_grid.set_layout("1x1")
    a_grid.set_layout("3x4")
    assert [pane.pixels for pane in a_grid.viewports[:2]] == [one, other]


def test_unseen_panes_let_go_of_their_images(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("1x2")
    first, second = a_grid.viewports
    a_grid.set_series(first, a_volume())
    a_grid.set_series(second, a_volume())
    a_grid.activate(first)
    a_grid.set_layout("1x1")
    a_grid.let_go_unseen()
    assert first.pixels is not None
    assert second.pixels is None


def test_the_volume_in_3d_keeps_the_view_of_the_hand(a_grid: ViewportGrid) -> None:
    volume = a_volume()
    a_grid.set_series(a_grid.active_viewport, volume)
    a_grid.set_layout("mpr")
    solid = next(pane for pane in a_grid.viewports if isinstance(pane, Viewport3D))
    turned = replace(solid.state, camera=replace(solid.state.camera, azimuth_deg=40.0))
    solid.set_state(turned)
    a_grid.set_series(a_grid.viewports[0], volume)
    assert solid.state == turned


def test_while_one_pane_fills_the_grid_there_is_no_gap_to_take(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("2x2")
    assert len(a_grid.dividers.handles) == 4
    a_grid.toggle_maximized(a_grid.viewports[0])
    assert a_grid.dividers.handles == ()
    a_grid.toggle_maximized(a_grid.viewports[0])
    assert len(a_grid.dividers.handles) == 4


def test_shares_of_another_layout_are_refused(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("1x2")
    with pytest.raises(ValueError):
        a_grid.set_shares(GridShares((0.5, 0.5), (0.5, 0.5)))
    a_grid.set_layout("2x2", GridShares((1.0,), (0.3, 0.7)))
    assert a_grid.shares.columns == (0.5, 0.5), "shares that do not fit are passed over"


def test_a_sibling_draws_the_same_and_leaves_the_scheduler_open(a_grid: ViewportGrid, qtbot: QtBot) -> None:
    other = a_grid.sibling()
    qtbot.addWidget(other)
    a_grid.set_companion(other)
    other.show()
    pane = other.viewports[0]
    other.set_series(pane, a_volume())
    assert isinstance(pane, Viewport)
    assert pane.content.marks == MARKS.marks
    other.activate(pane)
    assert a_grid.in_hand is other
    assert a_grid.active_viewport is pane
    a_grid.set_companion(None)
    other.shutdown()
    a_grid.set_series(a_grid.viewports[0], a_volume())
    first = a_grid.viewports[0]
    assert isinstance(first, Viewport)
    assert first.frame is not None
