"""The bar over the images while proposed levels wait for a yes: how many, what is doubtful, yes or no."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.ui.theme import set_property
from workstation.ui.widgets.buttons import button, icon_button
from workstation.ui.widgets.labels import label


class LevelProposalBar(QFrame):
    """As wide as the images, hidden at first. Announces `accepted`, `dismissed` and `numbering_asked`."""

    accepted = Signal()
    dismissed = Signal()
    numbering_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registrationBar")
        self.setAccessibleName(tr("Proposed levels"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        self._title = label("", "title")
        self._words = label("", "small", wrap=True)
        self.numbering = button(tr("Numbering"), self.numbering_asked.emit, small=True)
        self.accept = button(tr("Accept all (Enter)"), self.accepted.emit, primary=True, small=True)
        row.addWidget(self._title)
        row.addWidget(self._words, 1)
        row.addWidget(self.numbering)
        row.addWidget(self.accept)
        row.addWidget(icon_button("close", tr("Dismiss the proposed levels (Esc)"), self.dismissed.emit, size_px=26))
        self.hide()

    @property
    def words(self) -> str:
        """What the bar says."""
        return f"{self._title.text()} {self._words.text()}".strip()

    def show_working(self, level: str) -> None:
        """Say that proposals are being looked for."""
        self._show(tr("Looking along the column from {level}", level=level), "", is_asking=False)

    def show_proposals(self, count: int, words: str, *, is_doubtful: bool) -> None:
        """Ask for a yes; `words` say what is doubtful and where the proposals end."""
        self._show(tr("{count} levels proposed", count=count), words, is_asking=True)
        self.numbering.setVisible(is_doubtful)
        set_property(self._words, "tone", "caution" if is_doubtful else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says yes while the bar has the keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.accept.isVisible():
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, title: str, words: str, *, is_asking: bool) -> None:
        was_visible = self.isVisible()
        self._title.setText(title)
        self._words.setText(words)
        self.accept.setVisible(is_asking)
        self.numbering.hide()
        self.show()
        if is_asking or not was_visible:
            self.accept.setFocus()
