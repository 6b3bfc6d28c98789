"""The menu of windows: presets of the modality, the image's own, and those the user has saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from viewers.imaging.presets import WindowPreset
from viewers.imaging.windowing import Window
from viewers.qt.corner_text import window_words
from viewers.qt.translated import tr
from workstation.actions import ACTIONS
from workstation.ui.read.window_choices import WindowChoices, preset_words

_TOOLS: tuple[str, ...] = ("tool.region-window", "window.histogram")


@dataclass(frozen=True)
class WindowHands:
    """What the entries do: a command, showing a window, renaming and removing a saved one by its number.

    `key_of` gives the key a command has now, empty for none.
    """

    trigger: Callable[[str], object]
    show: Callable[[Window], object]
    rename: Callable[[int], object]
    remove: Callable[[int], object]
    key_of: Callable[[str], str]


def fill_window_menu(menu: QMenu, choices: WindowChoices, hands: WindowHands) -> None:
    """Add the entries; each preset with its key."""
    menu.setToolTipsVisible(True)
    for preset in choices.presets:
        _add_preset(menu, preset, hands)
    if len(choices.own) > 1:
        menu.addSeparator()
        for number, window in enumerate(choices.own, start=1):
            _add_window(
                menu,
                tr("Own {number}: {window_words}", number=number, window_words=window_words(window)),
                window,
                hands,
            )
    menu.addSeparator()
    for saved in choices.saved:
        _add_window(menu, window_words(saved.window), saved.window, hands)
    _add_command(menu, "window.save", hands).setEnabled(choices.can_be_saved)
    if choices.saved:
        for title, act in ((tr("Rename a saved window"), hands.rename), (tr("Remove a saved window"), hands.remove)):
            submenu = menu.addMenu(title)
            for number, saved in enumerate(choices.saved):
                submenu.addAction(_plain(saved.name)).triggered.connect(
                    lambda _checked=False, chosen=number, act=act: act(chosen)
                )
    menu.addSeparator()
    for action_id in _TOOLS:
        _add_command(menu, action_id, hands)


def _add_preset(menu: QMenu, preset: WindowPreset, hands: WindowHands) -> None:
    action = ACTIONS.get(f"preset.{preset.preset_id}")
    key = f"\t{hands.key_of(action.id)}" if action is not None else ""
    entry = menu.addAction(f"{_plain(preset_words(preset))}{key}")
    entry.setToolTip(tr("Values not confirmed: {doubt}.", doubt=preset.doubt) if preset.doubt else "")
    if action is not None:
        action_id = action.id
        entry.triggered.connect(lambda: hands.trigger(action_id))
    elif preset.window is not None:
        window = preset.window
        entry.triggered.connect(lambda: hands.show(window))


def _add_window(menu: QMenu, words: str, window: Window, hands: WindowHands) -> None:
    menu.addAction(_plain(words)).triggered.connect(lambda: hands.show(window))


def _add_command(menu: QMenu, action_id: str, hands: WindowHands) -> QAction:
    action = ACTIONS[action_id]
    entry = menu.addAction(f"{tr(action.title)}\t{hands.key_of(action_id)}")
    entry.triggered.connect(lambda: hands.trigger(action_id))
    return entry


def _plain(text: str) -> str:
    """Menu text: an ampersand is a letter, a tab no column."""
    return text.replace("&", "&&").replace("\t", " ")
