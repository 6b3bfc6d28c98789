"""Display preferences: size of text, contrast, and what the screen itself needs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewers.qt.translated import tr
from workstation.actions import ACTIONS
from workstation.preferences import Preferences
from workstation.ui.display_settings import (
    CONTRAST,
    STANDARD,
    TEXT_SCALE,
    TEXT_SCALES_PERCENT,
    contrast_of,
    text_percent,
)
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice
from workstation.ui.preferences.page import Ask, PreferencePage
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import SectionHeading

SCREEN_COMMANDS = ("screen.measure",)
"""Commands about the screen itself, offered here where they exist."""


class DisplayPage(PreferencePage):
    """A change is in force at once."""

    title = "Display"
    sections = ("display",)

    def __init__(self, preferences: Preferences, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        options = [Option(str(percent), f"{percent} %") for percent in TEXT_SCALES_PERCENT]
        self.scale = SegmentedChoice(options, clearable=False, name=tr("Size of text"))
        self.scale.chosen.connect(lambda value: preferences.set(TEXT_SCALE, int(str(value))))
        self.add_row(tr("Size of text"), self.scale, tr("Text of the window and text over images."))
        self.contrast = SegmentedChoice(
            [Option(STANDARD, tr("Standard")), Option("high", tr("High"))],
            clearable=False,
            minimum_cell=90,
            name=tr("Contrast"),
        )
        self.contrast.chosen.connect(lambda value: preferences.set(CONTRAST, str(value)))
        self.add_row(tr("Contrast"), self.contrast, tr("Images stay as they are."))
        offered = [ACTIONS[action_id] for action_id in SCREEN_COMMANDS if action_id in ACTIONS]
        if offered:
            self.column.addWidget(SectionHeading(tr("Screen")))
        for action in offered:
            self.column.addWidget(button(tr(action.title), lambda chosen=action.id: ask(chosen)))  # type: ignore[misc]

    def show_values(self) -> None:
        """What is in force."""
        self.scale.set_value(str(text_percent(self._preferences)))
        self.contrast.set_value(contrast_of(self._preferences))
