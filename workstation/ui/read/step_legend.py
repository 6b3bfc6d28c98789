"""The steps a cell of the reading grid offers: the key of each, its short text and its definition; a click chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from annotations.reading_grid import Step
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.theme import token_color, ui_font

LINES = 3
LINE_PX = 19
_GAP_PX = 16
_KEY_PX = 18


class StepLegend(QWidget):
    """As high for every cell, so that nothing jumps while the hand moves on. Announces `step_chosen(Step)`."""

    step_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._held: tuple[Step, ...] = ()
        self.setFixedHeight(scaled(LINE_PX) * LINES)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is shown."""
        return self._steps

    def show_steps(self, steps: Sequence[Step], held: Sequence[Step]) -> None:
        """Show what can be recorded, `held` being what is."""
        self._steps, self._held = tuple(steps), tuple(held)
        self.setAccessibleName("; ".join(f"{step.key.upper()}: {step_words(step)}" for step in steps))
        self.setCursor(Qt.CursorShape.PointingHandCursor if steps else Qt.CursorShape.ArrowCursor)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Lines grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setFixedHeight(scaled(LINE_PX) * LINES)

    def event(self, event: QEvent) -> bool:
        """A definition that is cut off is read in its tooltip."""
        if isinstance(event, QHelpEvent):
            step = self._step_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), step_words(step) if step is not None else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a step."""
        step = self._step_at(round(event.position().x()), round(event.position().y()))
        if step is not None and event.button() == Qt.MouseButton.LeftButton:
            self.step_chosen.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Key, text and definition of each step; what is recorded is underlined and in the accent."""
        painter = QPainter(self)
        plain, strong = ui_font(12), ui_font(12, weight=QFont.Weight.DemiBold)
        for step, rect in zip(self._steps, self._rects(), strict=True):
            is_held = step in self._held
            key = QRect(rect.left(), rect.top() + 1, scaled(_KEY_PX), rect.height() - 3)
            painter.setPen(QPen(token_color("accent" if is_held else "text_3"), 2 if is_held else 1))
            painter.drawRoundedRect(key.adjusted(0, 0, -1, -1), 3, 3)
            painter.setFont(strong)
            painter.setPen(token_color("text_1"))
            painter.drawText(key, int(Qt.AlignmentFlag.AlignCenter), step.key.upper())
            rest = rect.adjusted(scaled(_KEY_PX) + 6, 0, 0, 0)
            painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), tr(step.text))
            used = painter.fontMetrics().horizontalAdvance(tr(step.text)) + 8
            painter.setFont(plain)
            painter.setPen(token_color("text_1" if is_held else "text_2"))
            rest = rest.adjusted(used, 0, 0, 0)
            words = painter.fontMetrics().elidedText(_said(step), Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()

    def _rects(self) -> list[QRect]:
        columns = max(1, -(-len(self._steps) // LINES))
        width, line = (self.width() + _GAP_PX) // columns, scaled(LINE_PX)
        return [
            QRect((number // LINES) * width, (number % LINES) * line, width - _GAP_PX, line)
            for number in range(len(self._steps))
        ]

    def _step_at(self, x: int, y: int) -> Step | None:
        for step, rect in zip(self._steps, self._rects(), strict=True):
            if rect.contains(x, y):
                return step
        return None


def step_words(step: Step) -> str:
    """`Genant vertebral fracture grade 2: 25 to 40 % height loss`."""
    scale = f"{tr(step.scale.title)} " if step.scale is not None else ""
    named = f"{scale}{tr(step.grade.name)}" if step.grade is not None else tr(step.name)
    return f"{named}: {tr(step.definition)}" if step.definition else named


def _said(step: Step) -> str:
    return tr(step.definition) if step.definition else tr(step.name)
