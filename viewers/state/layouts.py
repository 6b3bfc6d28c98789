"""Arrangements of viewports, as data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from viewers.state.viewport_state import ViewPlane

LARGEST_GRID = (3, 4)
"""(rows, columns): a viewport of a larger grid would show less than a thumbnail on an ordinary monitor."""
_GRID_ID = re.compile(r"([1-9])x([1-9])")


@dataclass(frozen=True)
class LayoutCell:
    """One viewport of a layout: its place in the grid, how far it reaches, and the plane it starts with."""

    row: int
    column: int
    plane: ViewPlane = ViewPlane.ACQUIRED
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Layout:
    """A grid of viewports. `one_series` means that all cells show the same volume."""

    layout_id: str
    title: str
    cells: tuple[LayoutCell, ...]
    one_series: bool = False

    @property
    def rows(self) -> int:
        """Number of grid rows."""
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def columns(self) -> int:
        """Number of grid columns."""
        return max(cell.column + cell.column_span for cell in self.cells)

    def with_planes(self, planes: Sequence[ViewPlane], *, one_series: bool = False) -> Layout:
        """The same arrangement with other planes, in reading order."""
        cells = tuple(replace(cell, plane=plane) for cell, plane in zip(self.cells, planes, strict=True))
        return replace(self, cells=cells, one_series=one_series)


def grid_layout(rows: int, columns: int) -> Layout:
    """A plain grid. Raises `KeyError` for one larger than `LARGEST_GRID` or smaller than one viewport."""
    if not (1 <= rows <= LARGEST_GRID[0] and 1 <= columns <= LARGEST_GRID[1]):
        raise KeyError(f"{rows}x{columns}")
    return Layout(f"{rows}x{columns}", f"{rows} x {columns}", _grid(rows, columns))


def layout_of(layout_id: str) -> Layout:
    """A layout by id: a named one, else a grid like `2x3`. Raises `KeyError` for another text."""
    named = LAYOUTS.get(layout_id)
    if named is not None:
        return named
    grid = _GRID_ID.fullmatch(layout_id)
    if grid is None:
        raise KeyError(layout_id)
    return grid_layout(int(grid[1]), int(grid[2]))


def smallest_grid(count: int) -> Layout:
    """The grid that holds so many viewports with the fewest left over; wide before tall. Raises `KeyError` above 12."""
    rows, columns = LARGEST_GRID
    grids = [(r, c) for r in range(1, rows + 1) for c in range(1, columns + 1) if r * c >= max(count, 1) and c >= r]
    if not grids:
        raise KeyError(f"{count} viewports")
    return grid_layout(*min(grids, key=lambda grid: (grid[0] * grid[1], abs(grid[1] - grid[0]))))


def _grid(rows: int, columns: int) -> tuple[LayoutCell, ...]:
    return tuple(LayoutCell(row, column) for row in range(rows) for column in range(columns))


_TALL, _WIDE = 2, 2

LAYOUTS: dict[str, Layout] = {
    layout.layout_id: layout
    for layout in (
        Layout("1x1", "One viewport", _grid(1, 1)),
        Layout("1x2", "Two side by side", _grid(1, 2)),
        Layout("2x2", "Four", _grid(2, 2)),
        Layout("2x2-3d", "Three and 3-D", (*_grid(2, 2)[:3], LayoutCell(1, 1, ViewPlane.VOLUME_3D))),
        Layout(
            "mpr",
            "Three planes and 3-D",
            (
                LayoutCell(0, 0, ViewPlane.AXIAL),
                LayoutCell(0, 1, ViewPlane.SAGITTAL),
                LayoutCell(1, 0, ViewPlane.CORONAL),
                LayoutCell(1, 1, ViewPlane.VOLUME_3D),
            ),
            one_series=True,
        ),
        Layout(
            "left-2",
            "One large at the left, two beside it",
            (LayoutCell(0, 0, row_span=_TALL), LayoutCell(0, 1), LayoutCell(1, 1)),
        ),
        Layout(
            "right-2",
            "Two at the left, one large beside them",
            (LayoutCell(0, 0), LayoutCell(0, 1, row_span=_TALL), LayoutCell(1, 0)),
        ),
        Layout(
            "top-2",
            "One large above, two below",
            (LayoutCell(0, 0, column_span=_WIDE), LayoutCell(1, 0), LayoutCell(1, 1)),
        ),
        Layout(
            "bottom-2",
            "Two above, one large below",
            (LayoutCell(0, 0), LayoutCell(0, 1), LayoutCell(1, 0, column_span=_WIDE)),
        ),
        Layout(
            "left-3",
            "One large at the left, three beside it",
            (LayoutCell(0, 0, row_span=3), LayoutCell(0, 1), LayoutCell(1, 1), LayoutCell(2, 1)),
        ),
    )
}
"""Layouts by id, in menu order (viewing.md 4.5)."""
