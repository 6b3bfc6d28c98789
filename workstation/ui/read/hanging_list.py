"""The list of hanging protocols: those that fit first, the others with the reason why they do not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.hanging.matching import Match
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import label, set_tone

LIST_PX = (460, 520)
ROW_INSET_PX = 44
"""What the frame, the spacing and the scroll bar take of the width."""
_ITEM_PADDING_PX = (16, 10)
"""What the theme keeps free inside an item of a pop-up's list, across and down."""
_ID = Qt.ItemDataRole.UserRole


class HangingList(QFrame):
    """A pop-up. Announces `chosen(protocol id)` and `command(command id)`."""

    chosen = Signal(str)
    command = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        self.setAccessibleName(tr("Hanging protocols"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Hanging protocols, those that fit first"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(1)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        column.addWidget(self.list)
        column.addLayout(self._feet())
        self.setFixedSize(*LIST_PX)

    def show_matches(self, matches: Sequence[Match], current: str) -> None:
        """List the protocols; `current` is the one on screen."""
        self.list.clear()
        for match in matches:
            self._add(match, is_current=match.protocol.id == current)
        chosen = next((n for n, match in enumerate(matches) if match.protocol.id == current), 0)
        self.list.setCurrentRow(chosen)

    def open_at(self, place: QPoint) -> None:
        """Show the list with its corner at a place on screen."""
        self.move(place)
        self.show()
        self.list.setFocus()

    def lines(self) -> list[tuple[str, str, bool]]:
        """(title, what is said below it, whether it can be chosen) of each line."""
        found = []
        for number in range(self.list.count()):
            item = self.list.item(number)
            row = self.list.itemWidget(item)
            assert isinstance(row, _Row)
            found.append((row.title.text(), row.words.text(), bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)))
        return found

    def _add(self, match: Match, *, is_current: bool) -> None:
        item = QListWidgetItem()
        item.setData(_ID, match.protocol.id)
        if not match.fits:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        row = _Row(match, is_current=is_current)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title.text()}. {row.words.text()}")
        item.setSizeHint(QSize(LIST_PX[0] - ROW_INSET_PX, row.height_for(LIST_PX[0] - ROW_INSET_PX)))
        self.list.addItem(item)
        self.list.setItemWidget(item, row)

    def _feet(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for text, command in ((tr("Hang again"), "hanging.again"), (tr("Edit protocols…"), "hanging.edit")):
            row.addWidget(button(text, lambda chosen=command: self._ask(chosen), small=True))  # type: ignore[misc]
        row.addStretch(1)
        return row

    def _ask(self, command: str) -> None:
        self.hide()
        self.command.emit(command)

    def _choose(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.hide()
            self.chosen.emit(str(item.data(_ID)))


class _Row(QWidget):
    """Title and note of a protocol; below, what it shows or why it does not fit."""

    def __init__(self, match: Match, *, is_current: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        shown = tr("{title}  ·  on screen", title=match.protocol.title) if is_current else match.protocol.title
        self.title = label(shown, "strong" if match.fits else "secondary")
        text = match.protocol.note if match.fits else tr("Does not fit. {why_not}", why_not=match.why_not)
        self.words = label(text, "small", wrap=True)
        set_tone(self.title, "accent" if is_current else "")
        for part in (self.title, self.words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)

    def height_for(self, width_px: int) -> int:
        """The height that holds both texts, wrapped: a list asks before the row has its style."""
        self.ensurePolished()
        across, down = _ITEM_PADDING_PX
        for part in (self.title, self.words):
            part.ensurePolished()
        words = self.words.heightForWidth(width_px - across)
        return self.title.sizeHint().height() + words + down + 4
