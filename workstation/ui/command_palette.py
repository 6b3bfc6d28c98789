"""Search or command: type a few letters, press Return."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workstation.action_tables.action import Action
from workstation.actions import matching_actions

PALETTE_WIDTH_PX = 520
_PALETTE_HEIGHT_PX = 380
_ID_ROLE = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class CommandPalette(QFrame):
    """Lists commands that fit what was typed; only those enabled now can be chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, is_enabled: Callable[[Action], bool]) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self._owner = parent
        self._is_enabled = is_enabled
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        self._field = QLineEdit()
        self._field.setPlaceholderText("Search or command")
        self._field.textChanged.connect(self._fill)
        self._field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._choose)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self.setFixedSize(PALETTE_WIDTH_PX, _PALETTE_HEIGHT_PX)
        self.hide()

    def open(self) -> None:
        """Show all commands, ready to type."""
        self._field.clear()
        self._fill("")
        self.move((self._owner.width() - self.width()) // 2, 64)
        self.show()
        self.raise_()
        self._field.setFocus()

    def titles(self) -> list[str]:
        """The lines on screen."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move, Return chooses, Escape closes; leaving the field closes too."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._handle_key(event.key())
        return super().eventFilter(watched, event)

    def _handle_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentItem())
            return True
        step = {int(k): value for k, value in _STEPS.items()}.get(key)
        if step is None:
            return False
        row = min(max(self._list.currentRow() + step, 0), max(0, self._list.count() - 1))
        self._list.setCurrentRow(row)
        return True

    def _fill(self, text: str) -> None:
        self._list.clear()
        for action in matching_actions(text):
            if not self._is_enabled(action):
                continue
            shown = f"{action.title}    {action.shown_shortcut}".rstrip()
            item = QListWidgetItem(shown)
            item.setData(_ID_ROLE, action.id)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        action_id = str(item.data(_ID_ROLE))
        self.hide()
        self.chosen.emit(action_id)
