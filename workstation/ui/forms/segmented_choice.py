"""A row of cells of which one, or none, is chosen; painted as one widget so that a grid of a hundred stays light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from viewers.qt.text_scale import scaled
from workstation.ui.forms.form_style import color_of

CELL_HEIGHT = 26
CELL_PADDING = 9
CELL_RADIUS = 6


@dataclass(frozen=True)
class Option:
    """One cell: its value, the words in it, the theme tone when chosen and what hovering says."""

    value: str
    label: str
    tone: str = "accent_filled"
    tip: str = ""


class SegmentedChoice(QWidget):
    """Cells from left to right; click, arrow keys or the first letter choose, a second click or Delete clears.

    `chosen(object)` carries the value (str) or None and is only sent for choices the user makes.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[Option],
        parent: QWidget | None = None,
        *,
        clearable: bool = True,
        minimum_cell: int = 26,
        padding: int = CELL_PADDING,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._clearable = clearable
        self._minimum_cell = minimum_cell
        self._padding = padding
        self._value: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def options(self) -> tuple[Option, ...]:
        """The cells."""
        return self._options

    @property
    def value(self) -> str | None:
        """The chosen value, None when nothing is chosen."""
        return self._value

    def set_options(self, options: Sequence[Option]) -> None:
        """Other cells; a chosen value that is no longer offered is cleared."""
        self._options = tuple(options)
        if self._value not in {option.value for option in self._options}:
            self._value = None
        self.updateGeometry()
        self.update()

    def set_value(self, value: str | None) -> None:
        """Show a value without telling anybody. Raises `ValueError` for one that is not offered."""
        if value is not None and value not in {option.value for option in self._options}:
            raise ValueError(f"{value!r} is not one of the values offered here")
        if value != self._value:
            self._value = value
            self.update()

    def choose(self, value: str | None) -> None:
        """Choose as the user does: show it and tell."""
        self.set_value(value)
        self.chosen.emit(value)

    def cell_center(self, value: str) -> QPoint:
        """The middle of a value's cell in widget pixels."""
        index = [option.value for option in self._options].index(value)
        return self._cells()[index].center().toPoint()

    def sizeHint(self) -> QSize:
        """As wide as the cells."""
        cells = self._cells()
        height = scaled(CELL_HEIGHT)
        return QSize(int(cells[-1].right()) + 1 if cells else height, height)

    def minimumSizeHint(self) -> QSize:
        """The cells never shrink: their words would be cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, the chosen one filled, and a ring when the keyboard is here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(color_of("accent" if self.hasFocus() else "line")), 1))
        painter.setBrush(QColor(color_of("background_1")))
        painter.drawRoundedRect(frame, CELL_RADIUS, CELL_RADIUS)
        for cell, option in zip(self._cells(), self._options, strict=True):
            self._paint_cell(painter, cell, option)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the pointer; the chosen one again clears."""
        option = self._option_at(event.position())
        if option is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if option.value == self._value:
            if self._clearable:
                self.choose(None)
            return
        self.choose(option.value)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the cell under the pointer means."""
        option = self._option_at(event.position())
        QToolTip.showText(event.globalPosition().toPoint(), option.tip if option is not None else "", self)

    def event(self, event: QEvent) -> bool:
        """Keep the letters of the cells from the program's one-letter keys (M marks, L draws) while focused here."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            letter = event.text().strip().lower()
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if letter and is_plain and any(o.label.lower().startswith(letter) for o in self._options):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Delete clears, a letter or digit chooses the cell that begins with it."""
        values = [option.value for option in self._options]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and values:
            here = values.index(self._value) if self._value in values else (-1 if step > 0 else len(values))
            self.choose(values[max(0, min(len(values) - 1, here + step))])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._clearable:
            self.choose(None)
        elif not self._choose_by_letter(event.text()):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def _choose_by_letter(self, letter: str) -> bool:
        if not letter.strip():
            return False
        starting = [o.value for o in self._options if o.label.lower().startswith(letter.lower())]
        if not starting:
            return False
        # The same key again goes to the next of them: 4, then 4-, then 4+.
        following = starting.index(self._value) + 1 if self._value in starting else 0
        self.choose(starting[following % len(starting)])
        return True

    def _option_at(self, position: QPointF) -> Option | None:
        for cell, option in zip(self._cells(), self._options, strict=True):
            if cell.contains(position):
                return option
        return None

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(12))
        return font

    def _cells(self) -> list[QRectF]:
        metrics = QFontMetricsF(self._font())
        cells: list[QRectF] = []
        x = 0.0
        for option in self._options:
            width = max(self._minimum_cell, metrics.horizontalAdvance(option.label) + 2 * self._padding)
            cells.append(QRectF(x, 0, width, scaled(CELL_HEIGHT)))
            x += width
        return cells

    def _paint_cell(self, painter: QPainter, cell: QRectF, option: Option) -> None:
        is_chosen = option.value == self._value
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color_of(option.tone)))
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), CELL_RADIUS - 2, CELL_RADIUS - 2)
        font = self._font()
        font.setWeight(QFont.Weight.DemiBold if is_chosen else QFont.Weight.Normal)
        painter.setFont(font)
        name = "text_2" if not is_chosen else ("text_1" if option.tone == "accent_filled" else "background_0")
        painter.setPen(QColor(color_of(name if self.isEnabled() else "text_3")))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, option.label)
