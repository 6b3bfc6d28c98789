"""Sets the level or side of a mark against the ledger, over the images, with the reason that this needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.anatomy import Laterality, Level
from annotations.marks import Mark
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.read.mark_words import MarkPlace
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import label

FORM_WIDTH_PX = 360
TOP_PX = 64

Accept = Callable[[Level | None, Laterality | None, str], str]
"""Takes level, side and reason; returns why they are refused, empty when they were kept."""


class MarkPlaceForm(QFrame):
    """Asks once at a time; Return in the reason or the button keeps, Esc gives it up."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self._owner = parent
        self._accept: Accept | None = None
        self.title = label("", "title", wrap=True)
        self._ledger = label("", "secondary", wrap=True)
        self.level = _choice(tr("Level"), tr("As the ledger says"), [(one.label, one) for one in Level])
        self.side = _choice(tr("Side"), tr("As the coordinate says"), [(tr(one.word), one) for one in Laterality])
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setPlaceholderText(tr("Reason, where it contradicts the ledger"))
        self._refused = label("", "small", wrap=True, tone="caution")
        self._assemble()
        self.hide()

    def ask(self, title: str, mark: Mark, place: MarkPlace, accept: Accept) -> None:
        """Show what is set now, with what the ledger says."""
        self._accept = accept
        self.title.setText(title)
        says = place.proposed_text or tr("nothing: no level is placed near")
        self._ledger.setText(tr("The ledger and the coordinate say: {says}", says=says))
        self.level.setCurrentIndex(max(0, self.level.findData(mark.level)))
        self.side.setCurrentIndex(max(0, self.side.findData(mark.laterality)))
        self.reason.setText(mark.place_reason)
        self._refused.hide()
        self.adjustSize()
        self.move((self._owner.width() - self.width()) // 2, TOP_PX)
        self.show()
        self.raise_()
        self.level.setFocus()

    def keep(self) -> None:
        """Keep what was chosen, or say why not."""
        if self._accept is None:
            return
        level, side = self.level.currentData(), self.side.currentData()
        refusal = self._accept(Level(level) if level else None, Laterality(side) if side else None, self.reason.text())
        self._refused.setText(refusal)
        self._refused.setVisible(bool(refusal))
        self.adjustSize()
        if not refusal:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives up wherever the keyboard is in the form."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.hide()
            return True
        return super().eventFilter(watched, event)

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        choices, foot = QHBoxLayout(), QHBoxLayout()
        choices.addWidget(self.level)
        choices.addWidget(self.side)
        self.save_button = button(tr("Set"), self.keep, primary=True)
        foot.addStretch(1)
        foot.addWidget(button(tr("Cancel"), partial(self.setVisible, False)))
        foot.addWidget(self.save_button)
        for part in (self.title, self._ledger):
            column.addWidget(part)
        column.addLayout(choices)
        column.addWidget(self.reason)
        column.addWidget(self._refused)
        column.addLayout(foot)
        self.reason.returnPressed.connect(self.keep)
        for field in (self.level, self.side, self.reason):
            field.installEventFilter(self)
        self.setFixedWidth(scaled(FORM_WIDTH_PX))


def _choice(name: str, default: str, entries: list[tuple[str, Level]] | list[tuple[str, Laterality]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(default, None)
    for text, value in entries:
        box.addItem(text, value)
    return box
