"""Dragging the crosshair through three linked planes of a grid, until all three are painted."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEventLoop

from annotations.geometry import Point
from annotations.locations import PatientLocation
from viewers.imaging.images import Volume
from viewers.imaging.windowing import Window
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_grid import GAP_PX, ViewportGrid
from viewers.state.viewport_state import ViewPlane, ViewportState
from workstation.app import application_of

PANE_PX = (800, 600)
PLANES = (ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL)
PATIENCE_S = 10.0


def linked_crosshair(volume: Volume, window: Window, points: Sequence[Point]) -> list[float]:
    """Seconds from each place of the crosshair until the last of three 800 x 600 planes shows it."""
    application = application_of(sys.argv[:1])
    with three_planes(volume, window) as (grid, panes):
        return [_moved(application.processEvents, grid, panes, point) for point in points]


@contextmanager
def three_planes(volume: Volume, window: Window) -> Iterator[tuple[ViewportGrid, list[Viewport]]]:
    """A grid with an axial, a sagittal and a coronal plane of 800 x 600 pixels, drawn.

    The grid is the program's own: its render thread, its overlays, its paint events (off screen).
    """
    application = application_of(sys.argv[:1])
    grid = ViewportGrid()
    grid.set_layout("2x2")
    grid.resize(2 * PANE_PX[0] + GAP_PX, 2 * PANE_PX[1] + GAP_PX)
    grid.show()
    panes = [pane for pane in grid.viewports if isinstance(pane, Viewport)][: len(PLANES)]
    for pane, plane in zip(panes, PLANES, strict=True):
        grid.set_series(pane, volume, ViewportState(plane=plane, window=window))
    try:
        wait_for_events(application.processEvents, lambda: all(pane.frame is not None for pane in panes))
        yield grid, panes
    finally:
        grid.close()


def _moved(turn: Callable[..., object], grid: ViewportGrid, panes: Sequence[Viewport], point: Point) -> float:
    """Seconds for one place of the crosshair, the paint events included."""
    start = time.perf_counter()
    before = [pane.frame for pane in panes]
    uid = panes[0].frame.geometry.frame_of_reference_uid if panes[0].frame is not None else ""
    grid.move_cursor(PatientLocation(uid, (point,)))
    wait_for_events(turn, lambda: all(pane.frame is not old for pane, old in zip(panes, before, strict=True)))
    turn()  # the last pane's paint event waits behind its frame
    return time.perf_counter() - start


def wait_for_events(turn: Callable[..., object], is_there: Callable[[], bool]) -> None:
    """Sleep from event to event: a loop that spins would hold the lock the render thread needs."""
    end = time.perf_counter() + PATIENCE_S
    while not is_there():
        if time.perf_counter() > end:
            raise TimeoutError("a plane was not drawn")
        turn(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
