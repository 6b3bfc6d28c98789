"""One field of a form: its label, the control, a note beside and an error under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

_NAMED = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
"""Parts of a control that have no words of their own: a screen reader calls them by the label of the field."""


class FormField(QWidget):
    """A labelled control. The note says where a value came from; the error what is wrong, which and what to do."""

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.label = QLabel(label)
        self.label.setProperty("formRole", "fieldLabel")
        self.label.setBuddy(control)
        self.note_label = _line("fieldNote")
        self.caution_label = _line("fieldCaution")
        self.error_label = _line("fieldError")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.label)
        head.addStretch(1)
        head.addWidget(self.note_label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(control)
        layout.addWidget(self.caution_label)
        layout.addWidget(self.error_label)
        for part in (control, *control.findChildren(QWidget)):
            if not part.accessibleName() and isinstance(part, _NAMED):
                part.setAccessibleName(label)

    @property
    def error(self) -> str:
        """The error shown, empty when there is none."""
        return self.error_label.text()

    @property
    def caution(self) -> str:
        """The caution shown, empty when there is none."""
        return self.caution_label.text()

    def set_note(self, text: str) -> None:
        """Say where the value came from."""
        _show(self.note_label, text)

    def set_caution(self, text: str) -> None:
        """Say what to look at again; the value stands."""
        _show(self.caution_label, text)

    def set_error(self, text: str) -> None:
        """Say why the value was not taken."""
        _show(self.error_label, text)


def refresh_text(edit: QLineEdit, text: str) -> None:
    """Show `text` from its start, unless the user is in the field: then the cursor stays, and what is typed too."""
    if edit.text() == text or (edit.hasFocus() and edit.isModified()):
        return
    position = edit.cursorPosition()
    edit.setText(text)
    edit.setCursorPosition(min(position, len(text)) if edit.hasFocus() else 0)


def _line(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("formRole", role)
    label.setWordWrap(role != "fieldNote")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.hide()
    return label


def _show(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
