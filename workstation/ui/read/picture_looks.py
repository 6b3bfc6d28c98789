"""How the active picture looks: flipped, rotated, smooth or in blocks, grey or in colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from viewers.imaging.color_maps import color_map, color_maps
from viewers.imaging.images import Pixels, Volume
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.display_turns import flipped_left_right, flipped_top_bottom, rotated
from viewers.state.navigation import frame_at
from viewers.state.viewport_state import ViewportState
from workstation.action_tables.looks import COLOR_PREFIX, GREY
from workstation.actions import ACTIONS
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands

NO_PICTURE = "Only the picture of an image can be {done}; a 3-D view is turned with the mouse."
NO_MAP = "This image has colours of its own; a colour map would change what they mean."

Change = Callable[[ViewportState], ViewportState]

_TURNS: Mapping[str, Change] = {
    "view.flip-horizontal": flipped_left_right,
    "view.flip-vertical": flipped_top_bottom,
    "view.rotate-right": lambda state: rotated(state, 1),
    "view.rotate-left": lambda state: rotated(state, -1),
}


class PictureLooks(Feature):
    """Flips, rotations, smoothing and colour maps of the active 2-D viewport."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands, by command id."""
        return {
            **{command: partial(self._change, change, tr("flipped or rotated")) for command, change in _TURNS.items()},
            "view.smooth": lambda: self._change(lambda s: replace(s, is_smooth=not s.is_smooth), tr("shown in blocks")),
            "view.color-next": lambda: self._step_color(1),
            "view.color-previous": lambda: self._step_color(-1),
            **{f"{COLOR_PREFIX}{map_id or GREY}": partial(self._show_color, map_id) for map_id in _map_ids()},
        }

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """Flips, rotations and smoothing, then the colour maps with the one in force marked; none for colour images."""
        if not isinstance(pane, Viewport) or pane.pixels is None:
            return
        turns = menu.addMenu(tr("Flip and rotate"))
        for command, change in _TURNS.items():
            turn = QAction(tr(ACTIONS[command].title), turns)
            turn.triggered.connect(lambda _on, do=change: pane.set_state(do(pane.state)))
            turns.addAction(turn)
        smooth = QAction(tr("Smooth picture"), menu, checkable=True)
        smooth.setChecked(pane.state.is_smooth)
        smooth.triggered.connect(lambda is_on: pane.set_state(replace(pane.state, is_smooth=is_on)))
        menu.addAction(smooth)
        if takes_color_map(pane.pixels, pane.state):
            self._add_color_maps(menu, pane)

    def _add_color_maps(self, menu: QMenu, pane: Viewport) -> None:
        maps = menu.addMenu(tr("Colour map"))
        group = QActionGroup(maps)
        for map_id in _map_ids():
            entry = QAction(color_map(map_id).title if map_id else tr("Grey"), maps, checkable=True)
            entry.setChecked(pane.state.color_map == map_id)
            entry.triggered.connect(lambda _on, chosen=map_id: _set_color(pane, chosen))
            group.addAction(entry)
            maps.addAction(entry)

    def _viewport(self) -> Viewport | None:
        active = self._hands.grid.active_viewport
        return active if isinstance(active, Viewport) and active.pixels is not None else None

    def _change(self, change: Change, done: str) -> None:
        viewport = self._viewport()
        if viewport is None:
            self._hands.tell(Message(tr(NO_PICTURE).format(done=done)))
            return
        viewport.set_state(change(viewport.state))

    def _show_color(self, map_id: str) -> None:
        viewport = self._viewport()
        if viewport is None or viewport.pixels is None:
            self._hands.tell(Message(tr(NO_PICTURE).format(done=tr("shown in colours"))))
        elif not takes_color_map(viewport.pixels, viewport.state):
            self._hands.tell(Message(tr(NO_MAP)))
        else:
            _set_color(viewport, map_id)

    def _step_color(self, step: int) -> None:
        viewport = self._viewport()
        ids = _map_ids()
        current = viewport.state.color_map if viewport is not None else ""
        self._show_color(ids[(ids.index(current) + step) % len(ids)])


def takes_color_map(pixels: Pixels, state: ViewportState) -> bool:
    """Whether an image is grey; one on its way may be."""
    if isinstance(pixels, Volume):
        return True
    frame = frame_at(pixels, state)
    return frame is None or frame.values is None or frame.values.ndim == 2


def _set_color(viewport: Viewport, map_id: str) -> None:
    viewport.set_state(replace(viewport.state, color_map=map_id))


def _map_ids() -> tuple[str, ...]:
    """Grey first, then the maps in the order of the standard."""
    return ("", *color_maps())
