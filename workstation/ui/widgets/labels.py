"""Text on the screen: headings, plain labels and rows of name and value; header text is never read as markup."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from workstation.ui.theme import set_property


def label(text: str, role: str = "", *, wrap: bool = False, tone: str = "") -> QLabel:
    """A plain-text label in a role of the theme (`title`, `secondary`, `small`, `faint`, `name`, `number`, ...)."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        result.setSizePolicy(policy)
    if role:
        result.setProperty("role", role)
    if tone:
        result.setProperty("tone", tone)
    return result


def plain_tooltip(text: str) -> str:
    """Text for a tooltip: Qt takes any text with something like a tag in it for markup, and loads what it names."""
    return f"<p>{escape(text)}</p>".replace("\n", "<br>") if "<" in text else text


class LinkLabel(QLabel):
    """Text that goes somewhere when clicked."""

    clicked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space follow the link."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow the link."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
            event.accept()


class SectionHeading(QWidget):
    """A heading in small capitals with something short at its right end, such as a count."""

    def __init__(self, title: str, trailing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self._title = label(title.upper(), "heading", wrap=True)
        self._trailing = label(trailing, "headingTrailing")
        row.addWidget(self._title, 1)
        row.addWidget(self._trailing)

    def set_trailing(self, text: str) -> None:
        """Change what stands at the right end."""
        self._trailing.setText(text)

    def set_title(self, text: str) -> None:
        """Change the heading."""
        self._title.setText(text.upper())


class KeyValueRows(QWidget):
    """Rows of a grey name and a value; a value is text or any widget."""

    def __init__(self, parent: QWidget | None = None, *, name_width_px: int = 96) -> None:
        super().__init__(parent)
        self._name_width_px = name_width_px
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnMinimumWidth(0, name_width_px)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: str | QWidget, *, role: str = "", tone: str = "") -> None:
        """Append one row."""
        row = self._grid.rowCount()
        shown = label(value, role, wrap=True, tone=tone) if isinstance(value, str) else value
        self._grid.addWidget(label(name, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(shown, row, 1)

    def add_all(self, rows: Sequence[tuple[str, str]]) -> None:
        """Append several text rows."""
        for name, value in rows:
            self.add(name, value)


def set_tone(target: QLabel, tone: str) -> None:
    """Give a label the colour of a tone (empty = none)."""
    set_property(target, "tone", tone)
