"""The reading grid as a table: which cell stands where, and what each says to the eye and to a screen reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from annotations.anatomy import Laterality
from annotations.concordance import Verdict
from annotations.grid_cells import Cell, CellState, GridRow
from annotations.reading_grid import RowGroup
from viewers.qt.translated import tr

Index = QModelIndex | QPersistentModelIndex
NOT_ASSESSED = "–"
NORMAL = "N"
TONES = ("good", "caution", "caution", "alert")
"""The tone of a weight; the text and the bars at the edge of the cell say it too."""
VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.CONCORDANT: "concordant",
    Verdict.PARTIAL: "partial",
    Verdict.DISCORDANT: "discordant",
    Verdict.INSUFFICIENT_DATA: "too little known",
}


class CellRole(IntEnum):
    """What the painter asks for."""

    CELL = int(Qt.ItemDataRole.UserRole) + 1
    TONE = CELL + 1


@dataclass(frozen=True)
class Slot:
    """Where something stands in its row: first column and how many; `cell` None for comment and pain."""

    column: int
    span: int
    cell: Cell | None


class GradeGridModel(QAbstractTableModel):
    """Level rows have one column a cell; joint rows share the same width. Comment and pain are the last two."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[GridRow, ...] = ()
        self._slots: tuple[tuple[Slot, ...], ...] = ()
        self._cells = 0

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """What is shown."""
        return self._rows

    @property
    def comment_column(self) -> int:
        """The column of the comments; the one after it says what explains the pain."""
        return self._cells

    def show_rows(self, rows: tuple[GridRow, ...]) -> bool:
        """Show other rows; True where the table has another shape now, so that spans have to be set again."""
        cells = max((len(row.cells) for row in rows), default=0)
        slots = tuple(_slots(row, cells) for row in rows)
        is_new = self._shape(rows) != self._shape(self._rows)
        if is_new:
            self.beginResetModel()
        self._rows, self._slots, self._cells = rows, slots, cells
        if is_new:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
        return is_new

    def slots_of(self, row: int) -> tuple[Slot, ...]:
        """What stands in a row, from left to right."""
        return self._slots[row]

    def slot_at(self, row: int, column: int) -> Slot:
        """What covers a column of a row."""
        return next(slot for slot in self._slots[row] if slot.column <= column < slot.column + slot.span)

    def cell_at(self, index: Index) -> Cell | None:
        """The cell at an index; None at comment and pain."""
        return self.slot_at(index.row(), index.column()).cell if index.isValid() else None

    def rowCount(self, parent: Index | None = None) -> int:
        """One a level or joint."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """The cells of a level, the comment and the pain."""
        return 0 if (parent is not None and parent.isValid()) or not self._rows else self._cells + 2

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Text, tooltip, the words of a screen reader, the cell itself and its tone."""
        if not index.isValid():
            return None
        cell, row = self.cell_at(index), self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            if cell is None:
                return self._other_text(index)
            is_named = row.group is RowGroup.LEVELS or not cell.place.column.is_sided
            return _shown(cell) if is_named else f"{cell.place.laterality.value}   {_shown(cell)}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell_words(cell) if cell is not None else f"{tr(row.title)}, {self._other_words(index)}"
        if role == CellRole.CELL:
            return cell
        if role == CellRole.TONE:
            return _tone(cell) if cell is not None else ""
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """The short name of a column with its side, the name of a row."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or not self._rows:
            return None
        if orientation == Qt.Orientation.Vertical:
            return f" {tr(self._rows[section].title)}"
        if section >= self._cells:
            return tr("Comment") if section == self._cells else tr("Pain")
        cell = self._rows[0].cells[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{tr(cell.place.column.title)}: {tr(cell.place.column.about)}"
        side = f"\n{cell.place.laterality.value}" if cell.place.column.is_sided else ""
        return f"{tr(cell.place.column.short)}{side}"

    def _other_text(self, index: Index) -> str:
        row = self._rows[index.row()]
        if index.column() == self._cells:
            return row.comment.note if row.comment is not None else ""
        return tr(VERDICT_WORDS[row.verdict]) if row.verdict is not None else NOT_ASSESSED

    def _other_words(self, index: Index) -> str:
        text = self._other_text(index)
        if index.column() == self._cells:
            return tr("comment: {text}", text=text) if text else tr("no comment")
        if self._rows[index.row()].verdict is None:
            return tr("pain: no finding to compare")
        return tr("findings and pain: {verdict}", verdict=text)

    @staticmethod
    def _shape(rows: tuple[GridRow, ...]) -> tuple[tuple[str, int], ...]:
        return tuple((row.title, len(row.cells)) for row in rows)


def cell_words(cell: Cell) -> str:
    """The cell in words, with what other studies showed."""
    if not cell.elsewhere:
        return cell.words
    return tr("{words}. Another study shows {count} here.", words=cell.words, count=len(cell.elsewhere))


def _shown(cell: Cell) -> str:
    mark = " *" if cell.elsewhere else ""
    if cell.state is CellState.NOT_ASSESSED:
        return f"{NOT_ASSESSED}{mark}"
    texts = " · ".join(tr(value.text) for value in cell.values)
    if cell.state is CellState.NORMAL:
        return f"{NORMAL} {texts}".strip() + mark
    return f"{texts}{mark}"


def _tone(cell: Cell) -> str:
    return "" if cell.state is CellState.NOT_ASSESSED else TONES[cell.weight]


def _slots(row: GridRow, cells: int) -> tuple[Slot, ...]:
    """One column a cell; the right and left cell of joints take half of the width each."""
    ends = (Slot(cells, 1, None), Slot(cells + 1, 1, None))
    if row.group is RowGroup.LEVELS:
        return (*(Slot(number, 1, cell) for number, cell in enumerate(row.cells)), *ends)
    half = cells // 2
    places = {Laterality.RIGHT: (0, half), Laterality.LEFT: (half, cells - half), Laterality.MEDIAN: (0, cells)}
    return (*(Slot(*places[cell.place.laterality], cell) for cell in row.cells), *ends)
