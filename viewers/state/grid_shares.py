"""How the viewports of a layout share the space: equal at first, otherwise once a divider was moved. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from viewers.state.layouts import Layout, LayoutCell

SMALLEST_SHARE = 0.1
"""A row or column keeps at least this share of the grid: a viewport dragged to nothing could not be found again."""
Rect = tuple[int, int, int, int]
"""(left, top, width, height) in pixels."""


class Axis(StrEnum):
    """What a divider lies between."""

    COLUMNS = "columns"
    ROWS = "rows"


@dataclass(frozen=True)
class Divider:
    """The gap after row or column `number` (from 0), along the cells of line `line` across it."""

    axis: Axis
    number: int
    line: int


@dataclass(frozen=True)
class GridShares:
    """Shares of rows and columns, each summing to 1. Raises `ValueError` for shares that are none."""

    rows: tuple[float, ...]
    columns: tuple[float, ...]

    def __post_init__(self) -> None:
        for shares in (self.rows, self.columns):
            if not shares or not min(shares) >= SMALLEST_SHARE / 2 or not abs(sum(shares) - 1.0) <= 1e-6:
                raise ValueError(f"shares of a grid are above {SMALLEST_SHARE / 2} and sum to 1, got {shares}")

    def along(self, axis: Axis) -> tuple[float, ...]:
        """The shares of rows or of columns."""
        return self.columns if axis is Axis.COLUMNS else self.rows

    def fits(self, layout: Layout) -> bool:
        """Whether there is a share for each row and column of a layout."""
        return (len(self.rows), len(self.columns)) == (layout.rows, layout.columns)


def even_shares(layout: Layout) -> GridShares:
    """All rows equally high, all columns equally wide."""
    return GridShares((1 / layout.rows,) * layout.rows, (1 / layout.columns,) * layout.columns)


def moved(shares: GridShares, axis: Axis, number: int, position: float) -> GridShares:
    """The shares once the divider after row or column `number` is at `position` (0 to 1 of the grid).

    Only the two neighbours give and take; neither becomes smaller than `SMALLEST_SHARE`.
    """
    own = list(shares.along(axis))
    before, pair = sum(own[:number]), own[number] + own[number + 1]
    smallest = min(SMALLEST_SHARE, pair / 2)
    own[number] = min(max(position - before, smallest), pair - smallest)
    own[number + 1] = pair - own[number]
    return _with(shares, axis, own)


def grown(shares: GridShares, axis: Axis, lines: tuple[int, int], step: float) -> GridShares:
    """The shares with rows or columns `lines` (first, one past last) larger by `step` at the cost of a neighbour."""
    first, end = lines
    count = len(shares.along(axis))
    if end < count:
        return moved(shares, axis, end - 1, sum(shares.along(axis)[:end]) + step)
    return moved(shares, axis, first - 1, sum(shares.along(axis)[:first]) - step) if first > 0 else shares


def cell_rect(cell: LayoutCell, shares: GridShares, size: tuple[int, int], gap_px: int) -> Rect:
    """Where a cell lies in a grid of `size` (width, height)."""
    left, right = _span(size[0], shares.columns, cell.column, cell.column_span, gap_px)
    top, bottom = _span(size[1], shares.rows, cell.row, cell.row_span, gap_px)
    return left, top, right - left, bottom - top


def dividers(layout: Layout) -> tuple[Divider, ...]:
    """The gaps of a layout, piece by piece, without those that a cell reaches across."""
    found = []
    for axis, count, lines in ((Axis.COLUMNS, layout.columns, layout.rows), (Axis.ROWS, layout.rows, layout.columns)):
        for number in range(count - 1):
            pieces = (Divider(axis, number, line) for line in range(lines))
            found += [piece for piece in pieces if not any(_reaches_across(cell, piece) for cell in layout.cells)]
    return tuple(found)


def divider_rect(divider: Divider, shares: GridShares, size: tuple[int, int], *, gap_px: int, reach_px: int) -> Rect:
    """Where a piece of a gap takes the mouse: `reach_px` to either side of it."""
    is_column = divider.axis is Axis.COLUMNS
    along, across = (size[0], size[1]) if is_column else (size[1], size[0])
    other = Axis.ROWS if is_column else Axis.COLUMNS
    _, end = _span(along, shares.along(divider.axis), divider.number, 1, gap_px)
    start, stop = _span(across, shares.along(other), divider.line, 1, gap_px)
    near, thickness = end - reach_px, gap_px + 2 * reach_px
    return (near, start, thickness, stop - start) if is_column else (start, near, stop - start, thickness)


def _reaches_across(cell: LayoutCell, piece: Divider) -> bool:
    if piece.axis is Axis.COLUMNS:
        is_in_line = cell.row <= piece.line < cell.row + cell.row_span
        return is_in_line and cell.column <= piece.number < cell.column + cell.column_span - 1
    is_in_line = cell.column <= piece.line < cell.column + cell.column_span
    return is_in_line and cell.row <= piece.number < cell.row + cell.row_span - 1


def _span(total: int, shares: Sequence[float], number: int, count: int, gap_px: int) -> tuple[int, int]:
    """First and one-past-last pixel of `count` neighbouring spans, with the gaps between them."""
    free = total - gap_px * (len(shares) - 1)
    start = round(free * sum(shares[:number])) + gap_px * number
    last = number + count - 1
    return start, round(free * sum(shares[: last + 1])) + gap_px * last


def _with(shares: GridShares, axis: Axis, own: Sequence[float]) -> GridShares:
    if axis is Axis.COLUMNS:
        return GridShares(shares.rows, tuple(own))
    return GridShares(tuple(own), shares.columns)
