"""Layouts as data."""

from __future__ import annotations

import pytest

from viewers.state.layouts import LAYOUTS
from viewers.state.viewport_state import ViewPlane


@pytest.mark.parametrize(("layout_id", "rows", "columns"), [("1x1", 1, 1), ("1x2", 1, 2), ("2x2", 2, 2), ("mpr", 2, 2)])
def test_a_layout_fills_its_grid_once(layout_id, rows, columns):
    layout = LAYOUTS[layout_id]
    assert (layout.rows, layout.columns) == (rows, columns)
    assert len({(cell.row, cell.column) for cell in layout.cells}) == len(layout.cells) == rows * columns


def test_the_mpr_layout_shows_three_planes_and_3d_of_one_series():
    planes = {cell.plane for cell in LAYOUTS["mpr"].cells}
    assert planes == {ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL, ViewPlane.VOLUME_3D}
    assert LAYOUTS["mpr"].one_series
    assert not LAYOUTS["2x2"].one_series
