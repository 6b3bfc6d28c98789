"""A stage of a matched protocol as it goes on screen: a layout and what each of its viewports opens with."""

from __future__ import annotations

from dataclasses import dataclass

from viewers.state.layouts import Layout, layout_of, smallest_grid
from viewers.state.viewport_state import ViewPlane
from workstation.dicom.records import StackKind
from workstation.hanging.facts import StackFacts
from workstation.hanging.matching import Match
from workstation.hanging.protocol import Cell, Stage

SMALLEST_3D_SLICES = 20
"""A volume of fewer slices shows nothing of use in 3-D."""


@dataclass(frozen=True)
class HungCell:
    """One viewport: the cell of the protocol and the stack its rule has chosen."""

    cell: Cell
    stack: StackFacts


@dataclass(frozen=True)
class HungStage:
    """A stage with its choices; `cells` are in reading order of `layout`, None = an empty viewport."""

    title: str
    layout: Layout
    cells: tuple[HungCell | None, ...]


def hung_stages(match: Match) -> tuple[HungStage, ...]:
    """The stages of a match that show something, in order.

    A comparison of which one viewport is left is passed over, unless nothing else is.
    """
    pairs = [(stage, _hung(stage, match)) for stage in match.protocol.stages]
    found = [(len(stage.cells), hung) for stage, hung in pairs if hung is not None]
    whole = tuple(hung for cells, hung in found if cells == 1 or len(hung.cells) > 1)
    return whole or tuple(hung for _, hung in found)


def _hung(stage: Stage, match: Match) -> HungStage | None:
    """A stage with the viewports closed up whose rules chose nothing, or that cannot show what was chosen."""
    cells = [_hung_cell(cell, match) for cell in stage.cells]
    found = [cell for cell in cells if cell is not None]
    if not found:
        return None
    wanted = [hung is not None or not cell.rule for hung, cell in zip(cells, stage.cells, strict=True)]
    if stage.is_whole and not all(wanted):
        return None
    if all(wanted):
        layout, kept = layout_of(stage.layout), cells
    else:
        kept = [cell for cell, is_wanted in zip(cells, wanted, strict=True) if is_wanted]
        layout = smallest_grid(len(kept))
        kept += [None] * (len(layout.cells) - len(kept))
    planes = [cell.cell.plane if cell is not None else ViewPlane.ACQUIRED for cell in kept]
    return HungStage(stage.title, layout.with_planes(planes, one_series=_is_one_series(kept)), tuple(kept))


def _hung_cell(cell: Cell, match: Match) -> HungCell | None:
    stack = match.choices.get(cell.rule) if cell.rule else None
    if stack is None or (cell.plane is not ViewPlane.ACQUIRED and stack.kind != StackKind.VOLUME):
        return None
    if cell.plane is ViewPlane.VOLUME_3D and stack.images < SMALLEST_3D_SLICES:
        return None
    return HungCell(cell, stack)


def _is_one_series(cells: list[HungCell | None]) -> bool:
    """Whether the cells are cuts of one volume: then a series dropped into one is shown in all."""
    stacks = {cell.stack.place for cell in cells if cell is not None}
    is_cut = all(cell is not None and cell.cell.plane is not ViewPlane.ACQUIRED for cell in cells)
    return len(cells) > 1 and len(stacks) == 1 and is_cut
