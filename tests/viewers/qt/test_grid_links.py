"""Rounds of following: within one grid and between the grids of two windows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.support.scenes import DESCRIPTION, a_volume
from tests.viewers.qt.test_viewport_grid import SilentRenderer
from viewers.imaging.windowing import Window
from viewers.qt.grid_links import POSITION_OUTSIDE, GridLinks
from viewers.qt.render_scheduler import DirectScheduler
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_grid import ViewportGrid
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.linking import LinkSwitches
from viewers.state.navigation import scrolled_to, slice_index
from viewers.state.viewport_state import ViewportState


@pytest.fixture
def a_grid(qtbot: QtBot) -> Iterator[ViewportGrid]:
    grid = ViewportGrid(scheduler=DirectScheduler(FrameRenderer()), make_renderer=SilentRenderer)
    grid.resize(803, 403)
    grid.show()
    yield grid
    grid.close()
    grid.deleteLater()


@pytest.fixture
def a_second_grid(a_grid: ViewportGrid) -> Iterator[ViewportGrid]:
    """Another window's grid, one volume in each."""
    second = a_grid.sibling()
    second.resize(403, 403)
    second.show()
    a_grid.set_series(a_grid.active_viewport, a_volume())
    second.set_series(second.active_viewport, a_volume())
    yield second
    second.close()
    second.deleteLater()


def scroll(pane: object, index: int) -> None:
    assert isinstance(pane, Viewport)
    assert pane.pixels is not None
    pane.set_state(scrolled_to(pane.pixels, pane.state, index))


def number(pane: object) -> int:
    assert isinstance(pane, Viewport)
    assert pane.pixels is not None
    return slice_index(pane.pixels, pane.state)


def test_each_pane_is_told_once_and_nobody_answers(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("2x2")
    panes = [pane for pane in a_grid.viewports if isinstance(pane, Viewport)]
    for pane in panes:
        a_grid.set_series(pane, a_volume())
    told: list[int] = []
    for count, pane in enumerate(panes):
        pane.state_changed.connect(lambda _state, n=count: told.append(n))
    scroll(panes[1], 4)
    assert sorted(told) == [0, 1, 2, 3]
    assert [number(pane) for pane in panes] == [4] * 4


def test_a_window_and_a_zoom_go_along_in_one_change(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("1x2")
    left, right = a_grid.viewports
    a_grid.set_series(left, a_volume())
    a_grid.set_series(right, a_volume())
    assert isinstance(left, Viewport)
    left.set_state(replace(left.state, window=Window(90, 10), scale=9.0))
    assert (right.state.window, right.state.scale) == (Window(90, 10), 9.0)


def test_a_follower_that_does_not_reach_says_so_until_it_does(a_grid: ViewportGrid) -> None:
    a_grid.set_layout("1x2")
    left, right = a_grid.viewports
    short = a_volume()
    geometry = replace(short.geometry, shape_kji=(5, 64, 64))
    short = replace(
        short,
        geometry=geometry,
        stored_values=short.stored_values[:5],
        loaded=short.loaded[:5],
        images=short.images[:5],
    )
    a_grid.set_series(left, a_volume())
    a_grid.set_series(right, short)
    scroll(left, 15)
    assert POSITION_OUTSIDE in right.content.notices
    scroll(left, 3)
    assert POSITION_OUTSIDE not in right.content.notices
    assert number(right) == 3


def test_two_windows_scroll_together_both_ways(a_grid: ViewportGrid, a_second_grid: ViewportGrid) -> None:
    here, there = a_grid.active_viewport, a_second_grid.active_viewport
    scroll(here, 3)
    assert number(there) == 3
    scroll(there, 17)
    assert number(here) == 17


def test_two_windows_have_one_set_of_switches(a_grid: ViewportGrid, a_second_grid: ViewportGrid) -> None:
    a_second_grid.links.set_switches(LinkSwitches(scroll=False))
    assert not a_grid.links.switches.scroll
    scroll(a_grid.active_viewport, 3)
    assert number(a_second_grid.active_viewport) != 3


def test_a_closed_window_follows_no_more(a_grid: ViewportGrid, a_second_grid: ViewportGrid) -> None:
    a_second_grid.close()
    scroll(a_grid.active_viewport, 3)
    assert number(a_grid.active_viewport) == 3
    assert a_grid.links.panes == a_grid.viewports
    assert a_second_grid.links.panes == a_second_grid.viewports


def test_windows_of_other_patients_do_not_follow(a_grid: ViewportGrid, a_second_grid: ViewportGrid) -> None:
    there = a_second_grid.active_viewport
    a_second_grid.set_series(there, a_volume(replace(DESCRIPTION, patient_id="OTHER")), ViewportState())
    before = there.state
    scroll(a_grid.active_viewport, 3)
    assert there.state == before


def test_links_stand_alone_until_they_share(a_grid: ViewportGrid) -> None:
    alone = GridLinks(a_grid._on_screen, lambda pane: a_grid.active_viewport.content)
    assert alone.panes == a_grid.viewports
