"""Preferences of marking: whether a tool stays in the hand, and the magnifier."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from viewers.qt.translated import tr
from workstation.preferences import Preferences
from workstation.ui.preferences.page import PreferencePage
from workstation.ui.read.mark_placing import REPEATS, repeats
from workstation.ui.read.placing_magnifier import MAGNIFIES, magnifies


class MarkingPage(PreferencePage):
    """A change is in force with the next mark."""

    title = "Marking"
    sections = ("marking",)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.repeats = QCheckBox(tr("A marking tool stays in the hand after one mark"))
        self.repeats.toggled.connect(lambda is_on: preferences.set(REPEATS, is_on))
        note = tr("Otherwise the former tool comes back; a tool that was clicked twice stays in any case.")
        self.add_row(tr("Tool"), self.repeats, note)
        self.magnifier = QCheckBox(tr("Show the place three times larger while a point is placed or dragged"))
        self.magnifier.toggled.connect(lambda is_on: preferences.set(MAGNIFIES, is_on))
        self.add_row(tr("Magnifier"), self.magnifier)

    def show_values(self) -> None:
        """What is in force."""
        for box, is_on in (
            (self.repeats, repeats(self._preferences)),
            (self.magnifier, magnifies(self._preferences)),
        ):
            box.blockSignals(True)
            box.setChecked(is_on)
            box.blockSignals(False)
