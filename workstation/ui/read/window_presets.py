"""Windows by name: presets on keys, the image's own, the automatic one, and those the user saves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu

from viewers.imaging.default_window import AUTO_PERCENTILES, EMPTY_WINDOW, auto_window, default_window, dicom_windows
from viewers.imaging.images import Pixels, are_same_frames, is_colour
from viewers.imaging.presets import AUTO, DICOM, PRESETS, WindowPreset
from viewers.imaging.user_windows import UserWindow
from viewers.imaging.windowing import Window
from viewers.qt.corner_text import window_words
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.viewport_state import ViewportState
from workstation.action_tables.action import Group
from workstation.actions import ACTIONS
from workstation.key_map import KeyMap
from workstation.search import SearchEntry
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.window_choices import choices_for, kind_of, shown_window
from workstation.ui.read.window_menu import WindowHands, fill_window_menu
from workstation.ui.read.window_store import WindowStore
from workstation.ui.widgets.name_popover import NamePopover

COLOUR = "This image is in colour; windows are for grey values."
NOTHING_SHOWN = "There is no grey image in the active viewport."
NOT_YET = "The image has not come yet; try again when it is shown."
NO_UNIT = "These values have no Hounsfield unit; what the window shows may differ."
TABLE = "The grey levels of this image come from a table; it cannot be saved as a window."


class WindowPresets(Feature):
    """The commands `preset.*`, `window.save` and `window.presets`, all for the active viewport."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self.store = WindowStore(hands.preferences)
        self.name_popover = NamePopover(hands.parent)
        self._opened: dict[Viewport, Window] = {}
        hands.grid.view_changed.connect(self._open_automatic)
        hands.loader.finished.connect(lambda _key, pixels: self._renew_automatic(pixels))
        # Told when the window is whole: nobody listens yet while it is being made.
        QTimer.singleShot(0, hands.parent, self._tell_problem)

    def handlers(self) -> Mapping[str, Handler]:
        """Every preset by its id, and the two commands for saved windows."""
        presets = {f"preset.{preset.preset_id}": self._handler(preset) for preset in PRESETS}
        known = {action_id: handler for action_id, handler in presets.items() if action_id in ACTIONS}
        return {**known, "window.save": self.save, "window.presets": self.open_menu}

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """The windows, before what changes the view."""
        choices = choices_for(pane, self.store)
        if choices is None:
            return
        windows = QMenu(tr("Window"), menu)
        fill_window_menu(windows, choices, self._menu_hands())
        title = tr(ACTIONS["view.fit"].title)
        before = next((entry for entry in menu.actions() if entry.text().startswith(title)), None)
        menu.insertMenu(before, windows) if before is not None else menu.addMenu(windows)

    def search_entries(self) -> Iterable[SearchEntry]:
        """The saved windows that fit the active viewport."""
        for saved in self._saved():
            yield SearchEntry(
                f"window.saved.{saved.modality}.{saved.name}",
                tr("Window: {window_words}", window_words=window_words(saved.window)),
                tr(Group.WINDOW.value),
                partial(self.show_window, saved.window),
                words="level W/L contrast saved",
            )

    def open_menu(self) -> QMenu | None:
        """The same windows as a menu of their own, over the active viewport, ready for arrow keys."""
        pane = self._hands.grid.active_viewport
        choices = choices_for(pane, self.store)
        if choices is None:
            self._hands.tell(Message(_why_no_window(pane), "caution"))
            return None
        menu = QMenu(self._hands.parent)
        menu.setAccessibleName(tr("Windows"))
        menu.aboutToHide.connect(menu.deleteLater)
        fill_window_menu(menu, choices, self._menu_hands())
        menu.setActiveAction(menu.actions()[0])
        menu.popup(pane.mapToGlobal(QPoint(12, 12)))
        return menu

    def save(self) -> None:
        """Ask for a name for the window on screen."""
        pane = self._viewport()
        window = shown_window(pane) if pane is not None else None
        if pane is None or pane.pixels is None or window is None or window.table is not None:
            self._hands.tell(Message(_why_not_saved(pane), "caution"))
            return
        modality, unit = kind_of(pane.pixels, pane.state)
        words = tr(
            "Save W {width:.4g} L {center:.4g} for {modality}{value} as",
            width=window.width,
            center=window.center,
            modality=modality,
            value=f" in {unit}" if unit else "",
        )

        def keep(name: str) -> str:
            try:
                self.store.save(UserWindow(name, modality, unit, replace(window, name=name)))
            except ValueError as error:
                return _sentence(error)
            self._hands.tell(
                Message(
                    tr(
                        "Saved the window {name} for {modality}. It is in the menu of windows.",
                        name=name,
                        modality=modality,
                    ),
                    "good",
                )
            )
            return ""

        self.name_popover.ask(words, keep)

    def show_window(self, window: Window) -> None:
        """Show the active viewport in a window."""
        pane = self._viewport()
        if pane is not None:
            pane.set_state(replace(pane.state, window=window))

    def on_patient(self, patient: object) -> None:
        """A name asked for was for an image that is gone."""
        self.name_popover.hide()
        self._opened.clear()

    def _tell_problem(self) -> None:
        if self.store.problem:
            self._hands.tell(Message(self.store.problem, "caution"))

    def _open_automatic(self, pane: Pane) -> None:
        """An image without a window of its own opens between the percentiles the user prefers."""
        percentiles = self.store.percentiles
        if percentiles == AUTO_PERCENTILES or not isinstance(pane, Viewport) or pane.pixels is None:
            return
        pixels, state = pane.pixels, pane.state
        if state.window is not None or is_colour(pixels, state.frame_index) or dicom_windows(pixels, state):
            return
        window = auto_window(pixels, state, percentiles)
        if window != EMPTY_WINDOW:
            self._opened[pane] = window
            pane.set_state(replace(state, window=window))

    def _renew_automatic(self, pixels: Pixels) -> None:
        """All of a series has come: what was found from its beginning is found anew, unless the hand changed it."""
        for pane, window in tuple(self._opened.items()):
            if pane.pixels is not None and are_same_frames(pane.pixels, pixels) and pane.state.window == window:
                self._open_automatic_again(pane)

    def _open_automatic_again(self, pane: Viewport) -> None:
        assert pane.pixels is not None
        self._opened[pane] = auto_window(pane.pixels, pane.state, self.store.percentiles)
        pane.set_state(replace(pane.state, window=self._opened[pane]))

    def _viewport(self) -> Viewport | None:
        active = self._hands.grid.active_viewport
        return active if isinstance(active, Viewport) and active.pixels is not None else None

    def _menu_hands(self) -> WindowHands:
        keys = KeyMap(self._hands.preferences)
        return WindowHands(
            self._hands.ask,
            self.show_window,
            self._rename,
            self._remove,
            lambda action_id: next(iter(keys.keys_of(action_id)), ""),
        )

    def _saved(self) -> tuple[UserWindow, ...]:
        pane = self._viewport()
        if pane is None or pane.pixels is None:
            return ()
        return self.store.windows_for(*kind_of(pane.pixels, pane.state))

    def _rename(self, number: int) -> None:
        chosen = self._saved()[number]

        def keep(name: str) -> str:
            try:
                self.store.rename(chosen, name)
            except ValueError as error:
                return _sentence(error)
            return ""

        self.name_popover.ask(f"Rename {chosen.name}", keep, name=chosen.name)

    def _remove(self, number: int) -> None:
        chosen = self._saved()[number]
        self.store.remove(chosen)
        back = Message(
            tr("Removed the window {name}.", name=chosen.name),
            action_text=tr("Put back"),
            action=lambda: self.store.save(chosen),
        )
        self._hands.tell(back)

    def _handler(self, preset: WindowPreset) -> Handler:
        finders: Mapping[str, Callable[[Pixels, ViewportState], Window]] = {DICOM: self._own, AUTO: self._automatic}

        def change() -> None:
            pane = self._viewport()
            if pane is None or pane.pixels is None:
                return
            if is_colour(pane.pixels, pane.state.frame_index):
                self._hands.tell(Message(tr(COLOUR), "caution"))
                return
            find = finders.get(preset.preset_id)
            window = find(pane.pixels, pane.state) if find is not None else self._fixed(preset, pane)
            if window is not None:
                pane.set_state(replace(pane.state, window=window))

        return change

    def _fixed(self, preset: WindowPreset, pane: Viewport) -> Window | None:
        """The window of the catalogue, where it means something."""
        assert pane.pixels is not None
        modality, unit = kind_of(pane.pixels, pane.state)
        if preset.modality != modality:
            text = tr(
                "{title} is a {modality} window; {value} has none. 0 and 1 work.",
                title=tr(preset.title),
                modality=preset.modality,
                value=modality or "this series",
            )
            self._hands.tell(Message(text))
            return None
        if preset.unit != unit:
            self._hands.tell(Message(tr(NO_UNIT), "caution"))
        return preset.window

    def _automatic(self, pixels: Pixels, state: ViewportState) -> Window:
        return auto_window(pixels, state, self.store.percentiles)

    def _own(self, pixels: Pixels, state: ViewportState) -> Window:
        """The image's own window; pressed again, the next of several. Without one, the automatic one."""
        own = dicom_windows(pixels, state)
        if not own:
            self._hands.tell(Message(tr("The image brings no window of its own; shown with the automatic one.")))
            return self._automatic(pixels, state)
        if len(own) < 2:
            return default_window(pixels, state)
        number = (own.index(state.window) + 1) % len(own) if state.window in own else 0
        self._hands.tell(
            Message(
                tr(
                    "Window {value} of {count} of the image: {window_words}",
                    value=number + 1,
                    count=len(own),
                    window_words=window_words(own[number]),
                )
            )
        )
        return own[number]


def _why_no_window(pane: Pane | None) -> str:
    """Why a pane has no window to choose or to save."""
    if not isinstance(pane, Viewport) or pane.pixels is None:
        return tr(NOTHING_SHOWN)
    return tr(COLOUR) if is_colour(pane.pixels, pane.state.frame_index) else tr(NOT_YET)


def _why_not_saved(pane: Viewport | None) -> str:
    window = shown_window(pane) if pane is not None else None
    return tr(TABLE) if window is not None else _why_no_window(pane)


def _sentence(error: ValueError) -> str:
    text = str(error)
    return f"{text[0].upper()}{text[1:]}."
