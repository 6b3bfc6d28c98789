"""Arrangements of viewports, as data."""

from __future__ import annotations

from dataclasses import dataclass

from viewers.state.viewport_state import ViewPlane


@dataclass(frozen=True)
class LayoutCell:
    """One viewport of a layout: its place in the grid and the plane it starts with."""

    row: int
    column: int
    plane: ViewPlane = ViewPlane.ACQUIRED


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
        return 1 + max(cell.row for cell in self.cells)

    @property
    def columns(self) -> int:
        """Number of grid columns."""
        return 1 + max(cell.column for cell in self.cells)


def _grid(rows: int, columns: int) -> tuple[LayoutCell, ...]:
    return tuple(LayoutCell(row, column) for row in range(rows) for column in range(columns))


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
    )
}
"""Layouts by id, in menu order (viewing.md 4.5)."""
