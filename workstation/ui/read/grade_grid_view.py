"""The table of the reading grid: keys set the cell under the focus; colours only repeat what the text says."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from annotations.grid_cells import Cell, CellState
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.read.grade_grid_model import CellRole, GradeGridModel, Index
from workstation.ui.theme import active_tokens, tinted, token_color, ui_font

ROW_PX = 22
HEADER_PX = 34
ROW_TITLE_PX = 118
_FILL_SHARE = 0.22
_BAR_PX = 3
_WIDTHS: Mapping[str, float] = {"disc": 2.1, "vertebra": 1.2, "alignment": 1.2, "endplate": 1.2, "central": 1.2}
_COMMENT_WIDTH, _PAIN_WIDTH = 2.6, 2.0
_ARROWS = {
    int(Qt.Key.Key_Left): (0, -1),
    int(Qt.Key.Key_Right): (0, 1),
    int(Qt.Key.Key_Up): (-1, 0),
    int(Qt.Key.Key_Down): (1, 0),
}
_CLEARING = frozenset({int(Qt.Key.Key_Delete), int(Qt.Key.Key_Backspace)})
_OPENING = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)})
_OWN_KEYS = frozenset({*_ARROWS, *_CLEARING, *_OPENING, int(Qt.Key.Key_Escape), int(Qt.Key.Key_Space)})
_SHIFTED = {
    int(Qt.Key.Key_N): "normal_below_asked",
    int(Qt.Key.Key_R): "normal_row_asked",
    int(Qt.Key.Key_C): "normal_column_asked",
}


class GradeGridView(QTableView):
    """Announces what the keys ask for at the current cell; `key_pressed(letter)` is any other letter or digit."""

    key_pressed = Signal(str)
    normal_asked = Signal()
    normal_below_asked = Signal()
    normal_row_asked = Signal()
    normal_column_asked = Signal()
    next_step_asked = Signal()
    clear_asked = Signal()
    open_asked = Signal()
    closed = Signal()
    cell_changed = Signal()

    def __init__(self, model: GradeGridModel) -> None:
        super().__init__()
        self.grid_model = model
        self.setModel(model)
        self.setItemDelegate(GradeCellPainter(self))
        self.setAccessibleName(tr("Grade grid"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setMinimumSectionSize(24)
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setSectionsClickable(False)
        down.setHighlightSections(False)
        self.setStyleSheet("QHeaderView::section { padding: 1px 0px; }")
        self._fit_text()

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the current cell; (0, 0) before there is one."""
        current = self.currentIndex()
        return (current.row(), current.column()) if current.isValid() else (0, 0)

    @property
    def cell(self) -> Cell | None:
        """The current cell; None at comment and pain."""
        return self.grid_model.cell_at(self.currentIndex())

    @property
    def wanted_height(self) -> int:
        """The height at which every row is seen, pixels."""
        return self.horizontalHeader().height() + self.row_height_px * self.grid_model.rowCount() + 2

    @property
    def row_height_px(self) -> int:
        """The height of one row."""
        return scaled(ROW_PX)

    def set_spans(self) -> None:
        """Let the cells of joints take the width of several levels."""
        self.clearSpans()
        for row in range(self.grid_model.rowCount()):
            for slot in self.grid_model.slots_of(row):
                if slot.span > 1:
                    self.setSpan(row, slot.column, 1, slot.span)
        self._size_columns()

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one, as near as there is one."""
        if self.grid_model.rowCount():
            row = min(max(row, 0), self.grid_model.rowCount() - 1)
            column = min(max(column, 0), self.grid_model.columnCount() - 1)
            self.setCurrentIndex(self.grid_model.index(row, self.grid_model.slot_at(row, column).column))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Another cell."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.cell_changed.emit()

    def event(self, event: QEvent) -> bool:
        """The grid's keys are its own while it has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Rows grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the width."""
        super().resizeEvent(event)
        self._size_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move; letters and digits set the cell."""
        key, is_shifted = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS:
            self._step(*_ARROWS[key])
        elif is_shifted and key in _SHIFTED:
            getattr(self, _SHIFTED[key]).emit()
        elif key in _CLEARING:
            self.clear_asked.emit()
        elif key in _OPENING:
            self.open_asked.emit()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key == Qt.Key.Key_Space:
            self.next_step_asked.emit()
        elif key == Qt.Key.Key_N:
            self.normal_asked.emit()
        elif event.text().isalnum() and event.text().isascii():
            self.key_pressed.emit(event.text().lower())
        else:
            super().keyPressEvent(event)

    def _step(self, down: int, right: int) -> None:
        row, column = self.place
        slot = self.grid_model.slot_at(row, column)
        if right:
            column = slot.column - 1 if right < 0 else slot.column + slot.span
        self.go(row + down, column)

    def _fit_text(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.row_height_px)
        self.verticalHeader().setFixedWidth(scaled(ROW_TITLE_PX))
        self.horizontalHeader().setFixedHeight(scaled(HEADER_PX))

    def _size_columns(self) -> None:
        count = self.grid_model.columnCount()
        if not count:
            return
        cells = self.grid_model.rows[0].cells
        shares = [_WIDTHS.get(cell.place.column.aspect.value, 1.0) for cell in cells]
        shares += [_COMMENT_WIDTH, _PAIN_WIDTH]
        room, total, end = self.viewport().width(), sum(shares), 0.0
        for column, share in enumerate(shares):
            start, end = end, end + room * share / total
            self.setColumnWidth(column, round(end) - round(start))


class GradeCellPainter(QStyledItemDelegate):
    """Text on a ground in the tone of the cell's weight, with one bar at its edge for each step of weight."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect
        view = self.parent()
        assert isinstance(view, GradeGridView)
        cell: Cell | None = index.data(CellRole.CELL)
        tone: str = index.data(CellRole.TONE)
        painter.save()
        if tone:
            painter.fillRect(rect, tinted(token_color(tone), _FILL_SHARE, active_tokens().background_1))
            self._draw_bars(painter, rect, tone, cell.weight if cell is not None else 0)
        is_faint = cell is not None and cell.state is CellState.NOT_ASSESSED
        painter.setPen(token_color("text_2" if is_faint else "text_1"))
        is_graded = cell is not None and cell.state is CellState.GRADED
        painter.setFont(ui_font(12, weight=QFont.Weight.DemiBold if is_graded else QFont.Weight.Normal))
        room = rect.adjusted(_BAR_PX * 2, 0, -2, 0)
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        align = Qt.AlignmentFlag.AlignLeft if cell is None else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(room, int(align | Qt.AlignmentFlag.AlignVCenter), text)
        if index == view.currentIndex():
            painter.setPen(QPen(token_color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    @staticmethod
    def _draw_bars(painter: QPainter, rect: QRect, tone: str, weight: int) -> None:
        height = (rect.height() - 4) // 3
        for number in range(weight):
            top = rect.bottom() - 2 - (number + 1) * height
            painter.fillRect(rect.left() + 1, top + 1, _BAR_PX, height - 1, token_color(tone))


def _is_own(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
    return not held and (event.key() in _OWN_KEYS or (event.text().isalnum() and event.text().isascii()))
