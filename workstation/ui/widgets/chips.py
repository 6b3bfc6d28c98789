"""Chips: the side of a thing with its letter, a verdict, a warning."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotations.anatomy import Laterality
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.theme import DARK, side_color, tinted, token_color, ui_font
from workstation.ui.widgets.labels import plain_tooltip

SIDE_CHIP_PX = 20
CHIP_HEIGHT_PX = 20
_CHIP_PADDING_PX = 9
_FILL_SHARE = 0.16
"""How much of its tone a chip's ground has; the text keeps a contrast above 4.5 to 1."""

VERDICT_TONE = {
    "concordant": "good",
    "partial": "caution",
    "discordant": "alert",
    "insufficient": "caution",
    "insufficient_data": "caution",
    "insufficient data": "caution",
    "not_examined": "plain",
    "not examined": "plain",
}
"""The tone of a verdict of `annotations.concordance`; an unknown word stays plain."""


class SideChip(QWidget):
    """A square with the letter L, R, M or B; the colour only repeats what the letter says."""

    def __init__(self, laterality: Laterality, parent: QWidget | None = None, *, size_px: int = SIDE_CHIP_PX) -> None:
        super().__init__(parent)
        self._laterality = laterality
        self._size_px = size_px
        self.setFixedSize(scaled(size_px), scaled(size_px))
        self.setToolTip(tr(laterality.word))
        self.setAccessibleName(tr(laterality.word))

    @property
    def laterality(self) -> Laterality:
        """The side shown."""
        return self._laterality

    def changeEvent(self, event: QEvent) -> None:
        """The square grows with its letter."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setFixedSize(scaled(self._size_px), scaled(self._size_px))

    def set_laterality(self, laterality: Laterality) -> None:
        """Show another side."""
        self._laterality = laterality
        self.setToolTip(tr(laterality.word))
        self.setAccessibleName(tr(laterality.word))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the letter on its colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(side_color(self._laterality))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(QColor("#0b0e11"))
        painter.setFont(ui_font(12, weight=ui_font().Weight.Bold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._laterality.value)
        painter.end()


class Chip(QWidget):
    """A short text on a rounded ground in a tone (`alert`, `caution`, `good`, `unexplained`, `accent`, `plain`)."""

    def __init__(self, text: str, tone: str = "plain", parent: QWidget | None = None, *, tooltip: str = "") -> None:
        super().__init__(parent)
        self._text = text
        self._tone = tone
        self.setToolTip(plain_tooltip(tooltip))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._text

    @property
    def tone(self) -> str:
        """The tone shown."""
        return self._tone

    def set_text(self, text: str, tone: str | None = None) -> None:
        """Show other words, in another tone if one is given."""
        self._text = text
        self._tone = self._tone if tone is None else tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words need."""
        width = QFontMetrics(ui_font(12)).horizontalAdvance(self._text) + 2 * _CHIP_PADDING_PX
        return QSize(width, scaled(CHIP_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """A chip may be cut with an ellipsis, never below two letters."""
        return QSize(min(self.sizeHint().width(), 44), scaled(CHIP_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words on their ground."""
        color = QColor(DARK.text_2) if self._tone == "plain" else token_color(self._tone)
        ground = QColor(DARK.background_3) if self._tone == "plain" else tinted(color, _FILL_SHARE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setPen(color)
        painter.setFont(ui_font(12))
        room = self.width() - 2 * _CHIP_PADDING_PX + 2
        text = QFontMetrics(painter.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class ClickableChip(Chip):
    """A chip that leads somewhere: a click, Space or Return announces `clicked`."""

    clicked = Signal()

    def __init__(self, text: str, tone: str = "plain", parent: QWidget | None = None, *, tooltip: str = "") -> None:
        super().__init__(text, tone, parent, tooltip=tooltip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The left button within the chip."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that press a button."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


def verdict_chip(verdict: str, parent: QWidget | None = None) -> Chip:
    """The chip of a verdict of `annotations.concordance` (a `StrEnum` value or its words)."""
    words = str(verdict).replace("_", " ").replace("-", " ")
    return Chip(words, VERDICT_TONE.get(words, "plain"), parent)
