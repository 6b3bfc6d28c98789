"""Which step of a cell a key means, and which one comes after what is recorded. No Qt."""

from __future__ import annotations

from annotations.grid_cells import Cell
from annotations.reading_grid import Step


def step_for(cell: Cell, key: str) -> Step | None:
    """The step a key means at a cell: with several of one key, the one after what is recorded."""
    steps = [step for step in cell.place.steps if step.key == key]
    if not steps:
        return None
    held = [value.step for value in cell.values if value.step in steps]
    number = steps.index(held[0]) + 1 if held and held[0] is not None else 0
    return steps[number % len(steps)]


def next_step(cell: Cell) -> Step | None:
    """What Space records next: the heavier step of the group that is recorded, the first abnormal one after normal."""
    steps = [step for step in cell.place.steps if not step.is_normal]
    held = [value.step for value in cell.values if value.finding is not None and value.step is not None]
    group = held[0].group if held else steps[0].group if steps else ""
    if not held and cell.values and cell.values[0].step is not None and not cell.values[0].step.is_normal:
        held, group = [cell.values[0].step], cell.values[0].step.group
    ring = [step for step in steps if step.group == group]
    if not ring:
        return None
    number = ring.index(held[0]) + 1 if held and held[0] in ring else 0
    return ring[number % len(ring)]
