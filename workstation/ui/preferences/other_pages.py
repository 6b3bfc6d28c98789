"""Sections that lead to another place: hanging protocols and the language."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewers.qt.translated import tr
from workstation.actions import ACTIONS
from workstation.preferences import Preferences
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice
from workstation.ui.language import LANGUAGES, PREFERENCE
from workstation.ui.preferences.page import Ask, PreferencePage
from workstation.ui.widgets.buttons import button

HANGING_COMMANDS = ("hanging.edit", "hanging.choose")
"""Offered where they exist."""
DESKTOP = "desktop"
"""The choice of no language of one's own."""


class HangingPage(PreferencePage):
    """The protocols have an editor of their own; layouts that were kept for a stage are forgotten here."""

    title = "Hanging"
    sections = ("hanging",)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_note(tr("Hanging protocols say which series goes where, with which window and links."))
        for action_id in HANGING_COMMANDS:
            if action_id in ACTIONS:
                made = button(tr(ACTIONS[action_id].title), lambda chosen=action_id: ask(chosen))  # type: ignore[misc]
                self.column.addWidget(made)
        self.add_note(tr("Resetting this section forgets the layouts kept for single stages; protocols stay."))


class LanguagePage(PreferencePage):
    """Chooses the language of the interface; what the case, images and reports say stays as it is."""

    title = "Language"
    sections = ("language",)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        options = [Option(DESKTOP, tr("As the desktop")), *(Option(code, name) for code, name in LANGUAGES.items())]
        self.choice = SegmentedChoice(options, clearable=False, name=tr("Language"))
        self.choice.chosen.connect(self._choose)
        self.add_row(tr("Language"), self.choice, tr("The program speaks it when it is started again."))
        self.show_values()

    def show_values(self) -> None:
        """Show the choice as it is stored."""
        stored = self._preferences.get(PREFERENCE)
        self.choice.set_value(stored if stored in LANGUAGES else DESKTOP)

    def _choose(self, language: str) -> None:
        if language == DESKTOP:
            self._preferences.forget(PREFERENCE)
        else:
            self._preferences.set(PREFERENCE, language)
