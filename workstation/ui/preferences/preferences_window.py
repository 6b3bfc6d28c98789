"""The preferences: a window beside the images with one page a section; every change is in force at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.preferences import Preferences
from workstation.ui.preferences.page import PreferencePage
from workstation.ui.theme import fix_width
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import label

SIZE_PX = (980, 680)
SECTIONS_WIDTH_PX = 190
RESET_ALL_QUESTION = "Everything that was set goes back to usual, on every page. This cannot be undone."


class PreferencesWindow(QDialog):
    """Never waits for an answer. Reset forgets what is kept: of one section, or of all after asking here."""

    def __init__(self, preferences: Preferences, pages: Sequence[PreferencePage], parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.pages = tuple(pages)
        self.setWindowTitle(tr("Preferences"))
        self.setObjectName("window")
        self.setModal(False)
        self.resize(*SIZE_PX)
        self.sections = QListWidget()
        self.sections.setObjectName("sections")
        self.sections.setAccessibleName(tr("Sections of the preferences"))
        fix_width(self.sections, SECTIONS_WIDTH_PX)
        self._stack = QStackedWidget()
        for page in self.pages:
            self.sections.addItem(tr(page.title))
            self._stack.addWidget(page)
        self.sections.currentRowChanged.connect(self._show_page)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.sections)
        body.addWidget(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 14, 14, 14)
        outer.setSpacing(10)
        outer.addLayout(body, 1)
        outer.addWidget(self._question_row())
        outer.addLayout(self._buttons())
        self.sections.setCurrentRow(0)

    @property
    def page(self) -> PreferencePage:
        """The page on screen."""
        return self.pages[max(0, self.sections.currentRow())]

    def open_at(self, title: str = "") -> None:
        """Show the window, at a section when one is named."""
        titles = [page.title for page in self.pages]
        if title in titles:
            self.sections.setCurrentRow(titles.index(title))
        self._show_page(self.sections.currentRow())
        self._question.hide()
        self.show()
        self.raise_()
        self.activateWindow()
        self.sections.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset_section(self) -> None:
        """The section on screen goes back to usual."""
        for section in self.page.sections:
            self._preferences.reset(section)
        self.page.reset()
        self.page.show_values()

    def ask_reset_all(self) -> None:
        """Ask, in the window, before everything goes back to usual."""
        self._question.show()
        self.keep_button.setFocus()

    def reset_all(self) -> None:
        """Everything goes back to usual."""
        self._question.hide()
        self._preferences.reset()
        for page in self.pages:
            page.reset()
            page.show_values()

    def _show_page(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        self.pages[max(0, row)].show_values()

    def _question_row(self) -> QWidget:
        self._question = QWidget()
        row = QHBoxLayout(self._question)
        row.setContentsMargins(20, 4, 4, 4)
        row.addWidget(label(tr(RESET_ALL_QUESTION), tone="caution", wrap=True), 1)
        self.confirm_button = button(tr("Reset everything now"), self.reset_all)
        self.keep_button = button(tr("Keep"), self._question.hide)
        row.addWidget(self.confirm_button)
        row.addWidget(self.keep_button)
        self._question.hide()
        return self._question

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button(tr("Reset this section"), self.reset_section))
        row.addWidget(button(tr("Reset everything…"), self.ask_reset_all))
        row.addStretch(1)
        row.addWidget(button(tr("Close"), self.close))
        return row
