"""Pictures of cutting: turned planes with a slab, the plane of a disc, the straightened spine."""

from __future__ import annotations

from collections.abc import Callable

from viewers.qt.viewport import Viewport
from workstation.ui.main_window import MainWindow

Take = Callable[[MainWindow, str], None]
TURNS = 14
"""Presses of the turning key, one degree each."""


def take_cutting(window: MainWindow, take: Take) -> None:
    """What three planes of a labelled volume can do; they are straight again at the end."""
    read, ask = window.places.read, window.bindings.trigger
    axial, sagittal, coronal = [pane for pane in read.grid.viewports if isinstance(pane, Viewport)][:3]
    read.grid.activate(sagittal)
    for _ in range(TURNS):
        ask("cut.turn-right")
    read.grid.activate(coronal)
    for command in ("slab.thicker", "slab.thicker", "slab.thicker", "slab.thicker"):
        ask(command)
    take(window, "read-oblique-slab")
    for command in ("slab.off", "cut.straighten"):
        ask(command)
    read.grid.activate(axial)
    for command in ("disc.here", "disc.next"):
        ask(command)
    take(window, "read-aligned-to-disc")
    ask("cut.straighten")
    read.grid.activate(sagittal)
    ask("curve.levels")
    take(window, "read-curved")
    ask("curve.leave")
