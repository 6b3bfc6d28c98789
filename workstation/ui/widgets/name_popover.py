"""A small field that asks for a name, over the window; Return keeps it, Esc or a click elsewhere gives it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QVBoxLayout, QWidget

from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.widgets.labels import label

POPOVER_WIDTH_PX = 340
TOP_PX = 64
BESIDE_PX = 18


class NamePopover(QFrame):
    """Asks once at a time. `accept(name)` returns why a name is refused, empty when it was kept."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self._owner = parent
        self._accept: Callable[[str], str] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        self._title = label("", "title", wrap=True)
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Name"))
        self.field.returnPressed.connect(self._finish)
        self.field.installEventFilter(self)
        self._reason = label("", "small", wrap=True, tone="caution")
        for part in (self._title, self.field, self._reason):
            column.addWidget(part)
        self.setFixedWidth(scaled(POPOVER_WIDTH_PX))
        self.hide()

    def ask(
        self,
        title: str,
        accept: Callable[[str], str],
        *,
        name: str = "",
        choices: Sequence[str] = (),
        at: QPoint | None = None,
    ) -> None:
        """Show the field, with `name` to start from; typing completes to `choices`. `at` is a place on screen."""
        self._accept = accept
        self._title.setText(title)
        self.field.setAccessibleName(title)
        self.field.setCompleter(self._completer(choices))  # type: ignore[arg-type]  # None takes it away
        self.field.setText(name)
        self.field.selectAll()
        self._reason.hide()
        self.adjustSize()
        self.move(self._place(at))
        self.show()
        self.raise_()
        self.field.setFocus()

    @property
    def reason(self) -> str:
        """Why the last name was refused."""
        return "" if self._reason.isHidden() else self._reason.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and leaving the field give up; Esc is no shortcut of the window meanwhile."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.hide()
                return True
        return super().eventFilter(watched, event)

    def _completer(self, choices: Sequence[str]) -> QCompleter | None:
        """Completes in the line: a list of its own would take the focus, and with it the field."""
        if not choices:
            return None
        completer = QCompleter(list(choices), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        return completer

    def _place(self, at: QPoint | None) -> QPoint:
        """Beside a place on screen, inside the window; else at its top."""
        if at is None or not self._owner.rect().contains(self._owner.mapFromGlobal(at)):
            return QPoint((self._owner.width() - self.width()) // 2, TOP_PX)
        here = self._owner.mapFromGlobal(at) + QPoint(scaled(BESIDE_PX), scaled(BESIDE_PX))
        right, bottom = self._owner.width() - self.width(), self._owner.height() - self.height()
        return QPoint(max(0, min(here.x(), right)), max(0, min(here.y(), bottom)))

    def _finish(self) -> None:
        reason = self._accept(self.field.text().strip()) if self._accept is not None else ""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.adjustSize()
        if not reason:
            self.hide()
