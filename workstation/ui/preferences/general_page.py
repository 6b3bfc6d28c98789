"""General preferences: who signs, and what is brought back at the next start."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from viewers.qt.translated import tr
from workstation.preferences import Preferences
from workstation.settings import Settings
from workstation.ui.preferences.page import PreferencePage
from workstation.ui.widgets.labels import label
from workstation.ui.window_memory import RESUME, WINDOW, resumes

FIELD_PX = 320
NAME_LENGTH = 64
"""PS3.5 6.2: the longest person name."""


class GeneralPage(PreferencePage):
    """The physician's name stands in the settings file, the rest in the preferences."""

    title = "General"
    sections = ("general", WINDOW, "search")

    def __init__(self, preferences: Preferences, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._settings = settings
        self.physician = QLineEdit()
        self.physician.setMinimumWidth(FIELD_PX)
        self.physician.setMaxLength(NAME_LENGTH)
        self.physician.setPlaceholderText(tr("Your name, as it shall stand in reports"))
        self.physician.editingFinished.connect(self._keep_physician)
        self._error = label("", "small", tone="alert", wrap=True)
        self._error.hide()
        self.add_row(tr("Physician"), self.physician)
        self.column.addWidget(self._error)
        self.resume = QCheckBox(tr("Go back to the place where a case was left"))
        self.resume.toggled.connect(lambda is_on: preferences.set(RESUME, is_on))
        self.add_row(tr("Start"), self.resume, tr("Size of the window and folded panels are always kept."))
        if preferences.problem:
            self.column.addWidget(label(preferences.problem, "small", tone="caution", wrap=True))

    def show_values(self) -> None:
        """The name as it is kept."""
        self.physician.setText(self._settings.physician())
        self.resume.blockSignals(True)
        self.resume.setChecked(resumes(self._preferences))
        self.resume.blockSignals(False)

    def _keep_physician(self) -> None:
        name = self.physician.text().strip()
        self._error.hide()
        if name == self._settings.physician():
            return
        try:
            self._settings.store_physician(name)
        except OSError as error:
            reason = error.strerror or tr("the folder cannot be written")
            self._error.setText(tr("The name could not be kept: {reason}.", reason=reason))
            self._error.show()
