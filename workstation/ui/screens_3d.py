"""The screens of the 3-D viewport: every preset of the series on screen, and what cuts look like."""

from __future__ import annotations

from collections.abc import Callable

from viewers.qt.viewport_3d import volume_pane
from viewers.render.volume_presets import preset_ids
from workstation.ui.main_window import MainWindow

VIEWED_FROM = "volume.turn-left"
"""A little from the side, so that depth shows."""
CUTS = (("box", ("volume.box", *(("volume.box-in",) * 24))), ("plane", ("volume.plane",)), ("bone", ("volume.bone",)))
"""(name of the screen, commands that make it); each is undone before the next."""


def take_3d(window: MainWindow, take: Callable[[MainWindow, str], None], *, with_cuts: bool = False) -> None:
    """Pictures of the 3-D viewport in the layout of three planes, one for each preset of the modality."""
    read = window.places.read
    read.set_layout("mpr")
    pane = volume_pane(read.grid.active_viewport, read.grid.viewports)
    if pane is None or pane.volume is None:
        return
    read.grid.activate(pane)
    window.bindings.trigger(VIEWED_FROM)
    modality = pane.volume.description.modality
    for preset_id in preset_ids(modality):
        pane.choose_preset(preset_id)
        take(window, f"3d-{preset_id}".lower())
    pane.choose_preset(preset_ids(modality)[0])
    for name, commands in CUTS if with_cuts else ():
        for command in commands:
            window.bindings.trigger(command)
        take(window, f"3d-cut-{name}")
        window.bindings.trigger("volume.uncut")
    read.set_layout("1x1")
