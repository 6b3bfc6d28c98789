"""Several lines of text that are committed when the keyboard leaves them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

LINE_HEIGHT_PX = 19
FRAME_PX = 18


class CommitTextEdit(QPlainTextEdit):
    """`committed(str)` is sent on leaving the field when its text is not what was shown last."""

    committed = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None, *, lines: int = 2) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * LINE_HEIGHT_PX + FRAME_PX)

    def show_text(self, text: str) -> None:
        """Show a text unless the user is in the middle of typing."""
        being_edited = self.hasFocus() and self.toPlainText() != self._shown
        self._shown = text
        if not being_edited and self.toPlainText() != text:
            position = self.textCursor().position()
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(min(position, len(text)))
            self.setTextCursor(cursor)

    def commit(self) -> None:
        """Send the text if it differs from what was shown."""
        text = self.toPlainText().strip()
        if text != self._shown:
            self._shown = text
            self.committed.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving commits."""
        super().focusOutEvent(event)
        self.commit()
