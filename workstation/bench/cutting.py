"""Turning oblique planes and moving a thick slab in a grid, until what was turned or moved is painted."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from viewers.imaging.images import Volume
from viewers.imaging.windowing import Window
from viewers.qt.viewport import Viewport
from viewers.state.navigation import scrolled
from workstation.app import application_of
from workstation.bench.figures import Figure, p95_ms
from workstation.bench.linked_crosshair import three_planes, wait_for_events

STEPS = 60
START_TILT_DEG = (11.0, 7.0)
"""Both tilts before the turning begins: every plane is then doubly oblique."""
STEP_DEG = 0.7
TURNING_TARGET_MS = 40.0
SLAB_MM = 10.0
SETTLE_S = 1.5
SLAB_TARGET_MS = 50.0


def cutting_figures(volume: Volume, window: Window) -> Iterator[Figure]:
    """Turning by the cross-lines, and scrolling an oblique slab."""
    with three_planes(volume, window) as (grid, panes):
        axial, sagittal, coronal = panes
        grid.cross.tilt(axial, START_TILT_DEG[0])
        grid.cross.tilt(axial, START_TILT_DEG[1], about_vertical=True)
        _settle()
        turns = [_until_drawn((axial, coronal), lambda: grid.cross.turn(sagittal, STEP_DEG)) for _ in range(STEPS)]
        name = "oblique turning, two planes 800x600, p95"
        yield Figure(name, p95_ms(turns), "ms", target=TURNING_TARGET_MS, target_is_ratio=False)
        grid.cross.set_thickness(axial, SLAB_MM)
        _settle()
        moves = [_until_drawn((axial,), partial(_scroll, axial, step)) for step in range(STEPS)]
        name = f"oblique slab of {SLAB_MM:g} mm moving, 800x600, p95"
        yield Figure(name, p95_ms(moves), "ms", target=SLAB_TARGET_MS, target_is_ratio=False)


def _settle() -> None:
    """Until the fine pictures of what went before are drawn: a hand begins from rest."""
    turn, end = application_of(sys.argv[:1]).processEvents, time.perf_counter() + SETTLE_S
    while time.perf_counter() < end:
        turn()
        time.sleep(0.005)


def _scroll(pane: Viewport, step: int) -> None:
    """One cut on or back, so that every step moves."""
    assert pane.pixels is not None
    pane.set_state(scrolled(pane.pixels, pane.state, 1 if step % 20 < 10 else -1))


def _until_drawn(panes: Sequence[Viewport], action: Callable[[], object]) -> float:
    """Seconds from an action until each pane has another frame and has painted it."""
    turn = application_of(sys.argv[:1]).processEvents
    start = time.perf_counter()
    before = [pane.frame for pane in panes]
    action()
    wait_for_events(turn, lambda: all(pane.frame is not old for pane, old in zip(panes, before, strict=True)))
    turn()  # the last pane's paint event waits behind its frame
    return time.perf_counter() - start
