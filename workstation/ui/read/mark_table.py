"""Rows of marks as a table model for Qt, sorted and filtered by the rows themselves."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from annotations.marks import MarkKind
from viewers.qt.tones import tone_color
from viewers.qt.translated import tr
from workstation.ui.read.mark_rows import COLUMN_TITLES, MarkColumn, MarkRow
from workstation.ui.theme import token_color
from workstation.ui.widgets.labels import plain_tooltip

SWATCH_PX = 10
AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MarkTable(QAbstractTableModel):
    """The rows as they are, in the order the marks were made."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[MarkRow, ...] = ()

    @property
    def rows(self) -> tuple[MarkRow, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: tuple[MarkRow, ...]) -> bool:
        """Show other rows; False where they are the same already."""
        if rows == self._rows:
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """One a mark."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Mark, level, side, value, date."""
        return 0 if parent.isValid() else len(MarkColumn)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, colour swatch, tooltip and the words of a screen reader."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], MarkColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(row.full_text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.full_text.replace("\n", ", ") if column is MarkColumn.MARK else row.text(column)
        if role == Qt.ItemDataRole.DecorationRole and column is MarkColumn.MARK:
            return swatch(row.tone, is_hollow=row.is_hidden)
        if role == Qt.ItemDataRole.ForegroundRole and row.is_hidden:
            return token_color("text_3")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The titles of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(COLUMN_TITLES[MarkColumn(section)])
        return None


class SortedMarks(QSortFilterProxyModel):
    """The rows that match what was typed and the kind chosen, in the order of a column."""

    def __init__(self, table: MarkTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._words: tuple[str, ...] = ()
        self._kind: MarkKind | None = None
        self.setSourceModel(table)

    def show_only(self, text: str, kind: MarkKind | None) -> None:
        """Keep the rows that hold every word and are of a kind (None = any)."""
        self.beginFilterChange()
        self._words, self._kind = tuple(text.split()), kind
        self.endFilterChange()

    def row_at(self, index: AnyIndex) -> MarkRow:
        """The mark of a row on screen."""
        return self._table.rows[self.mapToSource(index).row()]

    def index_of(self, mark_id: str) -> QModelIndex:
        """The first cell of a mark; an invalid index where it is not shown."""
        number = next((n for n, row in enumerate(self._table.rows) if row.mark_id == mark_id), -1)
        return self.mapFromSource(self._table.index(number, 0)) if number >= 0 else QModelIndex()

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:
        """Whether a row holds what was typed."""
        return self._table.rows[source_row].matches(self._words, self._kind)

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        """By what the column means, then by the order the marks were made in."""
        column = MarkColumn(left.column())
        first, second = (self._table.rows[one.row()].sort_key(column) for one in (left, right))
        return (first, left.row()) < (second, right.row())


def swatch(tone: str, *, is_hollow: bool = False) -> QPixmap:
    """A small disc in a colour; a ring for what is hidden."""
    picture = QPixmap(SWATCH_PX, SWATCH_PX)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = QColor(tone_color(tone))
    painter.setPen(color)
    painter.setBrush(Qt.BrushStyle.NoBrush if is_hollow else color)
    painter.drawEllipse(1, 1, SWATCH_PX - 3, SWATCH_PX - 3)
    painter.end()
    return picture
