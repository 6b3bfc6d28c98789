"""What every pane of the grid has: a size in device pixels, the active border, and series dropped on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from viewers.qt.series_mime import dropped_series
from viewers.qt.tones import TONES

DROP_TINT_ALPHA = 40
SMALLEST_PX = (80, 60)


class GridPane(QWidget):
    """A pane that can be active and takes series. Signals: `series_dropped(series uid, stack)`, `activated()`."""

    state_changed = Signal(object)
    item_clicked = Signal(str)
    series_dropped = Signal(str, int)
    activated = Signal()
    maximize_requested = Signal()

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_active = False
        self._is_drop_target = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*SMALLEST_PX)
        self.setAccessibleName(accessible_name)

    def set_active(self, is_active: bool) -> None:
        """The active pane has the accent border and gets the keys."""
        self._is_active = is_active
        self.update()

    def size_px(self) -> tuple[int, int]:
        """(width, height) in device pixels, at least 1."""
        ratio = self.devicePixelRatioF()
        return (max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))

    def paint_border(self, painter: QPainter) -> None:
        """The border of the active pane, or the tint of the one a series would drop on; widget coordinates."""
        if self._is_drop_target:
            tint = QColor(TONES["accent"])
            tint.setAlpha(DROP_TINT_ALPHA)
            painter.fillRect(self.rect(), tint)
            painter.setPen(QPen(QColor(TONES["accent"]), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self.rect().adjusted(4, 4, -5, -5))
        elif self._is_active:
            painter.setPen(QPen(QColor(TONES["accent"]), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab makes a pane the active one, as a click does."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.activated.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes a series, shows that it would."""
        if dropped_series(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._set_drop_target(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The series was carried on."""
        self._set_drop_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """The series was dropped here."""
        self._set_drop_target(False)
        dropped = dropped_series(event.mimeData())
        if dropped is not None:
            event.acceptProposedAction()
            self.activated.emit()
            self.series_dropped.emit(*dropped)

    def _set_drop_target(self, is_target: bool) -> None:
        self._is_drop_target = is_target
        self.update()
