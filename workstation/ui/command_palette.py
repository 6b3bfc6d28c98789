"""Search or command: type a few letters of anything, press Return."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.preferences import Preferences
from workstation.search import FoundGroup, SearchEntry, found, remembered
from workstation.ui.theme import token_color, ui_font
from workstation.ui.widgets.labels import label

PALETTE_WIDTH_PX = 620
_PALETTE_HEIGHT_PX = 460
_TOP_PX = 64
_ROW_PX = 28
_PADDING_PX = 8
RECENT = "search.recent"
"""The preference: what was chosen last, by id."""
NOTHING_FOUND = "Nothing found. Try fewer letters."
PLACEHOLDER = "Command, level, finding, series or patient"

_ENTRY_ROLE = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}

Source = Callable[[], Iterable[SearchEntry]]


class CommandPalette(QFrame):
    """Lists what fits what was typed, under headings, with keys; what cannot be done now says why."""

    def __init__(self, parent: QWidget, preferences: Preferences, sources: Iterable[Source]) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self.setAccessibleName(tr("Search or command"))
        self._owner = parent
        self._preferences = preferences
        self._sources = tuple(sources)
        self._entries: tuple[SearchEntry, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        self._field = QLineEdit()
        self._field.setPlaceholderText(tr(PLACEHOLDER))
        self._field.setAccessibleName(tr(PLACEHOLDER))
        self._field.textChanged.connect(self._fill)
        self._field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(_EntryPainter(self._list))
        self._list.itemClicked.connect(self._choose)
        self._note = label("", "small")
        column.addWidget(self._field)
        column.addWidget(self._list)
        column.addWidget(self._note)
        self.hide()

    def open(self) -> None:
        """Show everything, what was used last first, ready to type."""
        self._entries = tuple(entry for source in self._sources for entry in source())
        self._field.clear()
        self._fill("")
        width = min(scaled(PALETTE_WIDTH_PX), self._owner.width() - 40)
        self.setFixedWidth(width)
        self.move((self._owner.width() - width) // 2, _TOP_PX)
        self.show()
        self.raise_()
        self._field.setFocus()

    def titles(self) -> list[str]:
        """The lines on screen, without headings."""
        return [entry.title for entry in self._shown()]

    def headings(self) -> list[str]:
        """The headings on screen."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return [item.text() for item in items if item.data(_ENTRY_ROLE) is None]

    def line_of(self, title: str) -> str:
        """Everything a line says: title, key, and why it cannot be done; empty when it is not there."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return next((str(i.data(Qt.ItemDataRole.AccessibleTextRole)) for i in items if i.text() == title), "")

    def type_text(self, text: str) -> None:
        """Put letters into the field."""
        self._field.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move, Return chooses, Escape closes; leaving the field closes too."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # Esc is also a key of Read: here it closes the search.
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            return event.isAccepted()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._handle_key(event.key())
        return super().eventFilter(watched, event)

    def _room_px(self) -> int:
        """The most the list may take of the window."""
        return min(scaled(_PALETTE_HEIGHT_PX), self._owner.height() - _TOP_PX - 100)

    def _shown(self) -> list[SearchEntry]:
        rows = (self._list.item(row).data(_ENTRY_ROLE) for row in range(self._list.count()))
        return [entry for entry in rows if isinstance(entry, SearchEntry)]

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
        self._move(step)
        return True

    def _move(self, step: int) -> None:
        """To the next line that is no heading, stopping at the ends."""
        lines = [row for row in range(self._list.count()) if self._list.item(row).data(_ENTRY_ROLE) is not None]
        if lines:
            now = lines.index(self._list.currentRow()) if self._list.currentRow() in lines else 0
            self._list.setCurrentRow(lines[min(max(now + step, 0), len(lines) - 1)])
            if self._list.currentRow() == lines[0]:
                self._list.scrollToTop()

    def _fill(self, text: str) -> None:
        self._list.clear()
        recent = self._preferences.get(RECENT, [])
        groups = found(text, self._entries, [one for one in recent if isinstance(one, str)] if recent else [])
        for group in groups:
            self._add_group(group)
        self._list.setCurrentRow(1 if groups else -1)
        self._note.setText("" if groups else tr(NOTHING_FOUND))
        self._note.setVisible(not groups)
        rows = self._list.count() * scaled(_ROW_PX) + 2 * self._list.frameWidth()
        self._list.setFixedHeight(max(0, min(rows, self._room_px())))
        self.adjustSize()

    def _add_group(self, group: FoundGroup) -> None:
        heading = QListWidgetItem(group.heading)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setData(Qt.ItemDataRole.AccessibleTextRole, group.heading)
        self._list.addItem(heading)
        for entry in group.entries:
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY_ROLE, entry)
            said = ", ".join(part for part in (entry.title, entry.key, entry.why_disabled) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(said)
            self._list.addItem(item)

    def _choose(self, item: QListWidgetItem | None) -> None:
        entry = item.data(_ENTRY_ROLE) if item is not None else None
        if not isinstance(entry, SearchEntry):
            return
        if entry.why_disabled:
            self._note.setText(f"{entry.title}: {entry.why_disabled}.")
            self._note.show()
            return
        if entry.is_remembered:
            self._preferences.set(RECENT, remembered(self._preferences.get(RECENT), entry.entry_id))
        self.hide()
        entry.run()


class _EntryPainter(QStyledItemDelegate):
    """Title at the left, key or reason at the right; headings small and in the quieter tone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One height for all lines."""
        return QSize(0, scaled(_ROW_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One line."""
        entry = index.data(_ENTRY_ROLE)
        rect: QRect = option.rect
        inner = rect.adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)
        painter.save()
        if not isinstance(entry, SearchEntry):
            painter.setFont(ui_font(11))
            painter.setPen(token_color("text_2"))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(inner.adjusted(0, 0, 0, -4), flags, str(index.data()).upper())
        else:
            is_current = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_entry(painter, rect, entry, is_current=is_current)
        painter.restore()

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: SearchEntry, *, is_current: bool) -> None:
        inner = rect.adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)
        if is_current:
            painter.setBrush(token_color("accent_filled"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect, 4, 4)
        plain = token_color("text_1") if not entry.why_disabled else token_color("text_2")
        quiet = token_color("text_1") if is_current else token_color("text_2")
        aside = entry.why_disabled or entry.key
        painter.setFont(ui_font(12))
        painter.setPen(quiet)
        metrics = painter.fontMetrics()
        width = min(metrics.horizontalAdvance(aside) + 2, inner.width() // 2)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, middle | right, metrics.elidedText(aside, Qt.TextElideMode.ElideRight, width))
        painter.setFont(ui_font(13))
        painter.setPen(token_color("text_1") if is_current else plain)
        room = inner.adjusted(0, 0, -width - 16, 0)
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, title)
