"""Sections that lead to another place: hanging protocols and the language."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workstation.actions import ACTIONS
from workstation.ui.preferences.page import Ask, PreferencePage
from workstation.ui.widgets.buttons import button

HANGING_COMMANDS = ("hanging.edit", "hanging.choose")
"""Offered where they exist."""
LANGUAGES = (("en", "English"),)
"""What the program speaks: code and its own name."""


class HangingPage(PreferencePage):
    """The protocols have an editor of their own; layouts that were kept for a stage are forgotten here."""

    title = "Hanging"
    sections = ("hanging",)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_note("Hanging protocols say which series goes where, with which window and links.")
        for action_id in HANGING_COMMANDS:
            if action_id in ACTIONS:
                made = button(ACTIONS[action_id].title, lambda chosen=action_id: ask(chosen))  # type: ignore[misc]
                self.column.addWidget(made)
        self.add_note("Resetting this section forgets the layouts kept for single stages; protocols stay.")


class LanguagePage(PreferencePage):
    """Names the languages there are."""

    title = "Language"
    sections = ("language",)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = ", ".join(name for _, name in LANGUAGES)
        self.add_note(f"This version speaks {names}.")
