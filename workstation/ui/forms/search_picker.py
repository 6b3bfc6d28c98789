"""A search field over a fixed list: typing filters, arrows move, Enter chooses. Never free text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.ui.forms.form_style import color_of
from workstation.ui.theme import ui_font

VISIBLE_ROWS = 7
ROW_HEIGHT = 30
HEADING_FONT_PX = 11


@dataclass(frozen=True)
class Choice:
    """One entry: what is stored, what is shown, and further words under which it is found."""

    value: str
    title: str
    keywords: str = ""


def matching(choices: Sequence[Choice], typed: str) -> tuple[Choice, ...]:
    """The choices that hold every typed word (any order, any case); titles that begin with the text come first,
    then those that hold its words."""
    words = typed.lower().split()
    found = [c for c in choices if all(word in f"{c.title} {c.keywords}".lower() for word in words)]
    return tuple(sorted(found, key=lambda c: _rank(c.title.lower(), typed.lower().strip())))


def _rank(title: str, typed: str) -> int:
    if title.startswith(typed):
        return 0
    return 1 if all(word in title for word in typed.split()) else 2


class SearchPicker(QWidget):
    """The field with its list below; `picked(str)` carries the value the user chose."""

    picked = Signal(str)

    def __init__(self, choices: Sequence[Choice], placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._value: str | None = None
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.list.hide()
        self.head = QHBoxLayout()
        self.head.setSpacing(6)
        self.head.addWidget(self.edit, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self.head)
        layout.addWidget(self.list)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._filter)
        self.list.itemClicked.connect(lambda item: self._pick(item))
        self.edit.installEventFilter(self)

    @property
    def value(self) -> str | None:
        """The chosen value."""
        return self._value

    @property
    def row_value(self) -> str | None:
        """The value of the row the arrows are on."""
        item = self.list.currentItem()
        value = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return None if value is None else str(value)

    def sections(self, typed: str) -> Sequence[tuple[str, Sequence[Choice]]]:
        """What is listed for a text, as (heading, choices); a heading may be empty."""
        return (("", matching(self._choices, typed)),)

    def set_value(self, value: str | None) -> None:
        """Show a choice without telling anybody."""
        self._value = value
        self.edit.setText(self._title(value))
        self.list.hide()

    def show_all(self) -> None:
        """Open the list with everything in it."""
        self._filter("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys, Enter and Escape while the field has the keyboard; leaving it restores the chosen title."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self.edit and event.type() is QEvent.Type.FocusIn and self._value is None:
            self._filter(self.edit.text())
        if watched is self.edit and event.type() is QEvent.Type.FocusOut:
            self.set_value(self._value)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            if self.list.isHidden():
                self._filter("")
            else:
                self.list.setCurrentRow(self._next_row(self.list.currentRow(), step))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.list.isHidden():
            item = self.list.currentItem()
            if item is not None:
                self._pick(item)
            return True
        if event.key() == Qt.Key.Key_Escape and not self.list.isHidden() and self._value is not None:
            self.set_value(self._value)
            return True
        return False

    def _filter(self, typed: str) -> None:
        self.list.clear()
        for heading, choices in self.sections(typed):
            if choices and heading:
                self._add_line(heading.upper())
            for choice in choices:
                item = QListWidgetItem(choice.title)
                item.setData(Qt.ItemDataRole.UserRole, choice.value)
                item.setToolTip(choice.title)
                self.list.addItem(item)
        if self.list.count() == 0:
            self._add_line(tr("Nothing in the catalogue matches"))
        self.list.setCurrentRow(self._next_row(-1, 1))
        self.list.setFixedHeight(min(VISIBLE_ROWS, self.list.count()) * ROW_HEIGHT + 4)
        self.list.show()

    def _add_line(self, text: str) -> None:
        line = QListWidgetItem(text)
        line.setFlags(Qt.ItemFlag.NoItemFlags)
        line.setForeground(QColor(color_of("text_2")))
        line.setFont(ui_font(HEADING_FONT_PX))
        self.list.addItem(line)

    def _next_row(self, row: int, step: int) -> int:
        """The next row that can be chosen; the row itself where there is none."""
        ahead = range(row + step, self.list.count() if step > 0 else -1, step)
        return next((one for one in ahead if self.list.item(one).flags() & Qt.ItemFlag.ItemIsEnabled), row)

    def _pick(self, item: QListWidgetItem) -> None:
        value = item.data(Qt.ItemDataRole.UserRole)
        if value is None:
            return
        self.set_value(str(value))
        self.picked.emit(str(value))

    def _title(self, value: str | None) -> str:
        return next((choice.title for choice in self._choices if choice.value == value), "")
