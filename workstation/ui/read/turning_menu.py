"""The menu of the Cut button of a 3-D viewport."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from viewers.qt.translated import tr
from viewers.qt.viewport_3d import Viewport3D
from workstation.actions import ACTIONS
from workstation.ui.read.turning_cuts import PlaneOnScreen, can_find_bone

SECTIONS = (
    ("volume.box", "volume.box-face", "volume.box-in", "volume.box-out"),
    ("volume.plane", "volume.plane-side"),
    ("volume.bone", "volume.piece", "volume.scalpel"),
    ("volume.undo-cut", "volume.redo-cut", "volume.uncut"),
    ("volume.shading", "volume.shift-up", "volume.shift-down", "volume.wider", "volume.narrower"),
)
"""Command ids, a line between the groups."""
BONE_COMMANDS = frozenset({"volume.bone", "volume.piece"})


def fill_cut_menu(
    menu: QMenu,
    pane: Viewport3D,
    planes: Sequence[PlaneOnScreen],
    ask: Callable[[str], None],
    cut_along: Callable[[PlaneOnScreen | None], None],
) -> None:
    """Commands with their keys, and the planes on screen by name."""
    for number, section in enumerate(SECTIONS):
        if number:
            menu.addSeparator()
        for action_id in section:
            command = ACTIONS[action_id]
            entry = menu.addAction(f"{command.title.removeprefix('3-D: ').capitalize()}\t{command.shown_shortcut}")
            entry.setEnabled(action_id not in BONE_COMMANDS or can_find_bone(pane.volume))
            entry.triggered.connect(lambda _checked=False, chosen=action_id: ask(chosen))
        if "volume.plane" in section:
            _add_planes(menu, planes, cut_along)


def _add_planes(
    menu: QMenu, planes: Sequence[PlaneOnScreen], cut_along: Callable[[PlaneOnScreen | None], None]
) -> None:
    choices = menu.addMenu(tr("Cut along"))
    for plane in planes:
        choices.addAction(plane.name.capitalize()).triggered.connect(lambda _checked=False, one=plane: cut_along(one))
    choices.addAction(tr("No plane")).triggered.connect(lambda: cut_along(None))
    choices.setEnabled(bool(planes))
