"""Cine in every pane, each for itself: the commands act on the active one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QMenu

from viewers.qt.cine_player import CinePlayer
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from workstation.actions import ACTIONS
from workstation.key_map import KeyMap
from workstation.ui.message_bar import Message
from workstation.ui.read.cine_bar import CineBar
from workstation.ui.read.feature import Feature, Handler, ReadHands

ONE_IMAGE = "There is one image; a cine needs more."
NOT_IN_3D = "The 3-D view has no frames to run."


class Cine(Feature):
    """Gives every 2-D pane a player and a bar as soon as it is there."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._players: dict[int, tuple[CinePlayer, CineBar]] = {}
        """By the identity of the pane; those of a window that was closed are forgotten with their panes."""
        hands.grid.layout_changed.connect(lambda _name: self._equip())
        hands.grid.view_changed.connect(self._equip)
        self._equip()

    def player_of(self, pane: Viewport) -> CinePlayer:
        """The player of a pane."""
        return self._equipped(pane)[0]

    def bar_of(self, pane: Viewport) -> CineBar:
        """The bar of a pane."""
        return self._equipped(pane)[1]

    def handlers(self) -> Mapping[str, Handler]:
        """Start and stop, step, speed and order."""
        return {
            "cine.run": self._on_active(CinePlayer.toggle),
            "cine.step-forward": self._on_active(lambda player: player.step(1)),
            "cine.step-back": self._on_active(lambda player: player.step(-1)),
            "cine.faster": self._on_active(lambda player: player.change_speed(1)),
            "cine.slower": self._on_active(lambda player: player.change_speed(-1)),
            "cine.order": self._on_active(CinePlayer.toggle_order),
        }

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """Start or stop, where there is more than one image."""
        if isinstance(pane, Viewport) and self.player_of(pane).can_run:
            action = ACTIONS["cine.run"]
            key = next(iter(KeyMap(self._hands.preferences).keys_of(action.id)), "")
            entry = menu.addAction(f"{tr(action.title)}\t{key}")
            entry.triggered.connect(lambda: self._hands.ask(action.id))

    def on_patient(self, patient: object) -> None:
        """Nothing of another patient runs on."""
        for player, bar in self._players.values():
            player.stop()
            bar.put_away()

    def close(self) -> None:
        """No frame is asked for any more."""
        for player, _bar in self._players.values():
            player.stop()

    def _on_active(self, act: Callable[[CinePlayer], object]) -> Handler:
        def do() -> None:
            pane = self._hands.grid.active_viewport
            if not isinstance(pane, Viewport):
                self._hands.tell(Message(tr(NOT_IN_3D)))
                return
            player = self.player_of(pane)
            if not player.can_run:
                self._hands.tell(Message(tr(ONE_IMAGE)))
                return
            was_running = player.is_running
            act(player)
            # C puts the bar away again; every other control keeps it, so that the next step is at hand.
            is_put_away = was_running and not player.is_running and act is CinePlayer.toggle
            bar = self.bar_of(pane)
            bar.put_away() if is_put_away else bar.show_controls()

        return do

    def _equip(self, _pane: object = None) -> None:
        for pane in self._hands.grid.viewports:
            if isinstance(pane, Viewport):
                self._equipped(pane)

    def _equipped(self, pane: Viewport) -> tuple[CinePlayer, CineBar]:
        if id(pane) not in self._players:
            player = CinePlayer(pane)
            self._players[id(pane)] = (player, CineBar(player, pane))
            pane.destroyed.connect(partial(self._players.pop, id(pane), None))
        return self._players[id(pane)]
