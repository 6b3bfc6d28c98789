"""A small field that asks for a name, over the window; Return keeps it, Esc or a click elsewhere gives it up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.widgets.labels import label

POPOVER_WIDTH_PX = 340
TOP_PX = 64


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

    def ask(self, title: str, accept: Callable[[str], str], *, name: str = "") -> None:
        """Show the field, with `name` to start from."""
        self._accept = accept
        self._title.setText(title)
        self.field.setAccessibleName(title)
        self.field.setText(name)
        self.field.selectAll()
        self._reason.hide()
        self.adjustSize()
        self.move((self._owner.width() - self.width()) // 2, TOP_PX)
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

    def _finish(self) -> None:
        reason = self._accept(self.field.text().strip()) if self._accept is not None else ""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.adjustSize()
        if not reason:
            self.hide()
