"""Linking as a feature of Read: what follows what, links by hand, and the slab that holds the place looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from annotations.geometry import Point
from annotations.locations import PatientLocation
from viewers.imaging.images import Volume
from viewers.qt.grid_links import Pane as AnyPane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.linking import LinkSwitches, WindowLinking
from viewers.state.navigation import frame_of_reference
from viewers.state.space_links import LinkKind
from viewers.state.viewport_state import ViewPlane
from workstation.actions import ACTIONS
from workstation.ui.image_catalogue import StackKey, find_sibling_stack_at
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.hanging import Pane
from workstation.ui.read.link_preferences import SECTION, store_switch, stored_switches
from workstation.ui.read.slab_order import next_slab

WINDOW_WORDS: Mapping[WindowLinking, str] = {
    WindowLinking.LIKE: "like series",
    WindowLinking.MODALITY: "all of a modality",
    WindowLinking.OFF: "off",
}
"""In the order the command steps through them."""
FLAG_WORDS: Mapping[str, str] = {"scroll": "Scrolling", "pan": "Panning", "zoom": "Zooming"}
HAND_NOTE = "It is for scrolling side by side: crosshair, reference lines and marks do not use it."
NONE_BY_HAND = "Nothing is linked by hand."


class ViewLinking(Feature):
    """The commands `link.*`, their menu and the button that shows whether anything is linked."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._end = hands.preferences.subscribe(self._on_preference)
        hands.grid.links.on_left = self._bring_slab
        hands.grid.scrolled_past.connect(self._go_on)
        self._apply()

    @property
    def switches(self) -> LinkSwitches:
        """What follows now."""
        return self._hands.grid.links.switches

    def handlers(self) -> Mapping[str, Handler]:
        """Switches, links by hand and the menu."""
        flags: dict[str, Handler] = {f"link.{name}": partial(self._toggle, name) for name in FLAG_WORDS}
        return {
            **flags,
            "link.window": self._step_window,
            "link.here": self.link_here,
            "link.remove": self.unlink,
            "link.menu": self.open_menu,
        }

    def add_to_menu(self, menu: QMenu, pane: AnyPane, place: ContextPlace) -> None:
        """The links as a submenu."""
        if pane.pixels is not None:
            self._fill(menu.addMenu(tr("Links")))

    def link_here(self) -> None:
        """Tie the active viewport to the others by what both show now."""
        try:
            made = self._hands.grid.links.link_by_hand()
        except ValueError as error:
            self._hands.tell(Message(tr("Not linked: {error}.", error=error), "caution"))
            return
        text = (
            made[0].label.capitalize() if len(made) == 1 else tr("Linked by hand to {count} viewports", count=len(made))
        )
        self._hands.tell(Message(f"{text}. {tr(HAND_NOTE)}", action_text=tr("Remove"), action=self.unlink))

    def unlink(self) -> None:
        """Forget links by hand."""
        had_any = self._hands.grid.links.unlink_by_hand()
        self._hands.tell(Message(tr("Links by hand are removed.") if had_any else tr(NONE_BY_HAND)))

    def open_menu(self) -> QMenu:
        """The links as a menu beside the button of the tool column."""
        menu = QMenu(self._hands.parent)
        self._fill(menu)
        button = self._hands.tools.buttons["link.menu"]
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(button.width(), 0)))
        self._show_state()
        return menu

    def close(self) -> None:
        """Hear nothing any more."""
        self._end()
        self._hands.grid.links.on_left = lambda pane, location: None

    def _fill(self, menu: QMenu) -> None:
        for name in FLAG_WORDS:
            self._add(menu, f"link.{name}", is_on=getattr(self.switches, name))
        windows = menu.addMenu(tr("Link windows"))
        for choice, words in WINDOW_WORDS.items():
            entry = windows.addAction(words[:1].upper() + words[1:], partial(self._set_window, choice))
            entry.setCheckable(True)
            entry.setChecked(choice is self.switches.window)
        menu.addSeparator()
        self._add(menu, "link.here")
        has_any = any(link.kind is LinkKind.MANUAL for link in self._hands.grid.links.space_links.links)
        self._add(menu, "link.remove", is_enabled=has_any)

    def _add(self, menu: QMenu, action_id: str, *, is_on: bool | None = None, is_enabled: bool = True) -> None:
        title, key = tr(ACTIONS[action_id].title), self._hands.key_of(action_id)
        entry = menu.addAction(f"{title}\t{key}" if key else title, lambda: self._hands.ask(action_id))
        entry.setEnabled(is_enabled)
        if is_on is not None:
            entry.setCheckable(True)
            entry.setChecked(is_on)

    def _toggle(self, name: str) -> None:
        is_on = not getattr(self.switches, name)
        store_switch(self._hands.preferences, name, is_on)
        self._hands.tell(
            Message(
                tr(
                    "{value} of linked viewports: {value2}.",
                    value=tr(FLAG_WORDS[name]),
                    value2=tr("on") if is_on else tr("off"),
                )
            )
        )

    def _step_window(self) -> None:
        order = list(WINDOW_WORDS)
        self._set_window(order[(order.index(self.switches.window) + 1) % len(order)])

    def _set_window(self, window: WindowLinking) -> None:
        store_switch(self._hands.preferences, "window", window)
        self._hands.tell(Message(tr("Window of linked viewports: {value}.", value=tr(WINDOW_WORDS[window]))))

    def _on_preference(self, key: str) -> None:
        if key.startswith(f"{SECTION}."):
            self._apply()

    def _apply(self) -> None:
        self._hands.grid.links.set_switches(stored_switches(self._hands.preferences))
        self._show_state()

    def _show_state(self) -> None:
        """The button is lit while anything is linked and says what."""
        switches = self.switches
        linked = [name for name in FLAG_WORDS if getattr(switches, name)]
        if switches.window is not WindowLinking.OFF:
            linked.append("window")
        button = self._hands.tools.buttons["link.menu"]
        button.setChecked(bool(linked))
        words = f"{tr(ACTIONS['link.menu'].title)}: {', '.join(linked) or 'none'}"
        button.setToolTip(words)
        button.setAccessibleName(words)

    def _bring_slab(self, viewport: Viewport, location: PatientLocation) -> None:
        """Where the place lies in another slab of a disc-angled series, that slab comes up, seen as this one was.

        Not where another viewport shows that slab already: whoever hangs two slabs wants to see two.
        """
        patient, key, pixels = self._hands.patient(), self._hands.content.key_of(viewport), viewport.pixels
        if patient is None or key is None or not isinstance(pixels, Volume):
            return
        point = location.points_lps_mm[0]
        sibling = find_sibling_stack_at(patient, key, location.frame_of_reference_uid, point)
        if sibling is not None and sibling not in (key.acquired, *self._hands.content.keys_on_screen):
            self._show_slab(viewport, sibling, point)

    def _go_on(self, viewport: Viewport, steps: int) -> None:
        """Past the last slice of a slab comes the next slab of its series."""
        patient, key, pixels = self._hands.patient(), self._hands.content.key_of(viewport), viewport.pixels
        if patient is None or key is None or not isinstance(pixels, Volume):
            return
        if viewport.state.plane is not ViewPlane.ACQUIRED:
            return
        following = next_slab(patient, key, pixels, steps)
        if following is not None:
            self._show_slab(viewport, following.key, following.point_lps_mm)

    def _show_slab(self, viewport: Viewport, key: StackKey, point: Point) -> None:
        """Another slab, seen as the one before it was."""
        state = replace(viewport.state, focus_lps_mm=point)
        uid = frame_of_reference(viewport.pixels) if viewport.pixels is not None else ""
        place = PatientLocation(uid, (point,))
        self._hands.content.show(viewport, Pane(key, state.plane), place=place, former=state)
