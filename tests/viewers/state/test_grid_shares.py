"""How panes share the space: whole to the pixel, moved by dividers, never lost."""

from __future__ import annotations

import numpy as np
import pytest

from viewers.state.grid_shares import Axis, GridShares, cell_rect, divider_rect, dividers, even_shares, grown, moved
from viewers.state.layouts import LARGEST_GRID, LAYOUTS, grid_layout, layout_of, smallest_grid
from viewers.state.viewport_state import ViewPlane

GAP = 3
ALL = (*LAYOUTS.values(), *(grid_layout(r, c) for r in range(1, 4) for c in range(1, 5)))


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.layout_id)
@pytest.mark.parametrize("size", [(800, 600), (1001, 777), (120, 90)])
def test_cells_and_gaps_fill_the_grid_exactly_once(layout, size):
    covered = np.zeros((size[1], size[0]), dtype=int)
    shares = even_shares(layout)
    for cell in layout.cells:
        left, top, width, height = cell_rect(cell, shares, size, GAP)
        assert width > 0
        assert height > 0
        covered[top : top + height, left : left + width] += 1
    assert covered.max() == 1
    assert (covered == 0).sum() <= GAP * (size[0] * (layout.rows - 1) + size[1] * (layout.columns - 1))


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.layout_id)
def test_no_divider_lies_across_a_cell(layout):
    shares, size = even_shares(layout), (800, 600)
    for divider in dividers(layout):
        left, top, width, height = divider_rect(divider, shares, size, gap_px=GAP, reach_px=0)
        for cell in layout.cells:
            x, y, w, h = cell_rect(cell, shares, size, GAP)
            assert left >= x + w or left + width <= x or top >= y + h or top + height <= y


def test_a_divider_moves_its_two_neighbours_only():
    shares = moved(even_shares(grid_layout(1, 4)), Axis.COLUMNS, 1, 0.6)
    np.testing.assert_allclose(shares.columns, (0.25, 0.35, 0.15, 0.25))


@pytest.mark.parametrize("position", [-5.0, 0.0, 1.0, 7.0])
def test_no_pane_can_be_dragged_to_nothing(position):
    shares = moved(even_shares(grid_layout(3, 1)), Axis.ROWS, 0, position)
    assert min(shares.rows) >= 0.1 - 1e-9
    assert sum(shares.rows) == pytest.approx(1.0)


def test_the_last_pane_grows_at_the_cost_of_the_one_before():
    even = even_shares(grid_layout(1, 2))
    np.testing.assert_allclose(grown(even, Axis.COLUMNS, (1, 2), 0.1).columns, (0.4, 0.6))
    np.testing.assert_allclose(grown(even, Axis.COLUMNS, (0, 1), 0.1).columns, (0.6, 0.4))
    assert grown(even, Axis.ROWS, (0, 1), 0.1) == even


@pytest.mark.parametrize("shares", [(), (0.5, 0.6), (1.2, -0.2), (float("nan"),)])
def test_shares_that_are_none_are_refused(shares):
    with pytest.raises(ValueError):
        GridShares((1.0,), shares)


@pytest.mark.parametrize("count", range(1, 13))
def test_the_smallest_grid_holds_what_is_asked_for(count):
    layout = smallest_grid(count)
    assert count <= len(layout.cells) <= count + 2
    assert (layout.rows, layout.columns) <= LARGEST_GRID


@pytest.mark.parametrize("name", ["4x4", "0x1", "3x5", "2", "x", "mpr2", ""])
def test_other_names_are_no_layouts(name):
    with pytest.raises(KeyError):
        layout_of(name)


def test_a_layout_takes_other_planes():
    layout = layout_of("1x2").with_planes((ViewPlane.AXIAL, ViewPlane.VOLUME_3D), one_series=True)
    assert [cell.plane for cell in layout.cells] == [ViewPlane.AXIAL, ViewPlane.VOLUME_3D]
    assert layout.one_series
