"""A cell of the matrix: words on a tinted ground, clickable and reachable by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.ui.places.explain_matrix_model import Cell
from workstation.ui.theme import DARK, tinted, token_color, ui_font

FILL_SHARE = 0.16
"""How much of its tone the ground of a cell has."""
PADDING_PX = 6
MINIMUM_HEIGHT_PX = 40
FONT_PX = 13
SMALLEST_FONT_PX = 7
"""Before the text scale; only large text in a narrow window comes down so far."""
MINIMUM_WIDTH_PX = 76
"""The longest word of a cell, `unexplained`, stays whole."""


class MatrixCell(QWidget):
    """One cell; `clicked` is sent by the mouse, Return and Space."""

    clicked = Signal()

    def __init__(self, cell: Cell, name: str, *, clickable: bool = True, is_heading: bool = False) -> None:
        super().__init__()
        self._cell = cell
        self._is_heading = is_heading
        self._clickable = clickable
        self.setAccessibleName(f"{name}: {cell.text}")
        self.setToolTip(cell.tip)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def cell(self) -> Cell:
        """What the cell shows."""
        return self._cell

    def sizeHint(self) -> QSize:
        """Room for the words on about two lines."""
        width = 108
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A cell stays readable."""
        return QSize(MINIMUM_WIDTH_PX, MINIMUM_HEIGHT_PX)

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped words."""
        room = QRect(0, 0, max(1, width - 2 * PADDING_PX), 10_000)
        words = QFontMetrics(self._font(width)).boundingRect(room, self._flags(), self._words())
        return max(MINIMUM_HEIGHT_PX, words.height() + 2 * PADDING_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, words, a dot for a link, and a ring when the keyboard is here."""
        painter = QPainter(self)
        tone = self._cell.tone
        is_plain = tone in ("plain", "faint")
        if not is_plain:
            painter.fillRect(self.rect(), tinted(token_color(tone), FILL_SHARE))
        painter.setFont(self._font())
        color = {"plain": DARK.text_2, "faint": DARK.text_3}.get(tone)
        painter.setPen(QColor(color) if color is not None else token_color(tone))
        if self._is_heading:
            painter.setPen(QColor(DARK.text_1))
        room = self.rect().adjusted(PADDING_PX, 4, -PADDING_PX, -4)
        painter.drawText(room, self._flags(), self._words())
        if self.hasFocus():
            painter.setPen(QColor(DARK.accent))
            painter.drawRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Click."""
        is_inside = self.rect().contains(event.position().toPoint())
        if self._clickable and event.button() is Qt.MouseButton.LeftButton and is_inside:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space click."""
        if self._clickable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def _words(self) -> str:
        return f"● {self._cell.text}" if self._cell.is_linked else self._cell.text

    def _flags(self) -> int:
        across = Qt.AlignmentFlag.AlignLeft if self._is_heading else Qt.AlignmentFlag.AlignHCenter
        return int(across | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)

    def _font(self, width: int | None = None) -> QFont:
        """As large as the text scale says, but no longer word than the cell is wide: words are never cut."""
        room = (self.width() if width is None else width) - 2 * PADDING_PX
        words = self._words().split()
        for size_px in range(FONT_PX, SMALLEST_FONT_PX - 1, -1):
            metrics = QFontMetrics(ui_font(size_px))
            if all(metrics.horizontalAdvance(word) <= room for word in words):
                return ui_font(size_px)
        return ui_font(SMALLEST_FONT_PX)
