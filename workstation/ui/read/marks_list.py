"""The list of marks in the case panel: click to jump, sort by a column, filter as you type, act on several at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotations.marks import MARK_KINDS, MarkKind
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.read.mark_rows import MarkColumn, MarkRow, hidden_count
from workstation.ui.read.mark_table import MarkTable, SortedMarks
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import LinkLabel, SectionHeading, label

SHOWN_ROWS = 9
"""The list scrolls in itself beyond so many marks."""
ROW_PX = 26
WIDTHS_PX = {MarkColumn.LEVEL: 50, MarkColumn.SIDE: 38, MarkColumn.VALUE: 92, MarkColumn.DATE: 80}
EMPTY = "None. D measures a length, A an angle; the other tools are in the tool column."
_GROUP_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MarksList(QWidget):
    """Announces `chosen(mark id)`, `menu_asked(global place)` and `remove_asked`, `copy_asked`, `show_all_asked`."""

    chosen = Signal(str)
    menu_asked = Signal(QPoint)
    remove_asked = Signal()
    copy_asked = Signal()
    show_all_asked = Signal()
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = MarkTable(self)
        self._sorted = SortedMarks(self._table, self)
        self._is_showing = False
        self.heading = SectionHeading(tr("Marks"), "0")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter marks"))
        self.filter.setAccessibleName(tr("Filter marks"))
        self.filter.setClearButtonEnabled(True)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(tr("Kind of mark"))
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(8)
        self.view = _MarksView()
        self.actions_button = button(tr("Actions…"), self._ask_menu_at_button)
        self._empty = label(tr(EMPTY), "secondary", wrap=True)
        self.hidden_link = LinkLabel("")
        self._assemble()
        self._connect()
        self.show_rows(())

    @property
    def selected_mark_ids(self) -> tuple[str, ...]:
        """The marks that are selected in the list, from top to bottom."""
        indexes = self.view.selectionModel().selectedRows()
        return tuple(self._sorted.row_at(one).mark_id for one in sorted(indexes, key=QModelIndex.row))

    @property
    def selected_rows(self) -> tuple[MarkRow, ...]:
        """The same as rows."""
        wanted = self.selected_mark_ids
        by_id = {row.mark_id: row for row in self._table.rows}
        return tuple(by_id[mark_id] for mark_id in wanted)

    @property
    def shown_rows(self) -> tuple[MarkRow, ...]:
        """The rows on screen in their order."""
        return tuple(self._sorted.row_at(self._sorted.index(n, 0)) for n in range(self._sorted.rowCount()))

    def show_rows(self, rows: tuple[MarkRow, ...]) -> None:
        """Show the marks of a case; what was selected stays selected."""
        kept = self.selected_mark_ids
        if self._table.show_rows(rows):
            self._offer_kinds(rows)
            self._select(kept)
        self._say_counts(rows)
        self._fit_height()

    def show_selected(self, mark_ids: tuple[str, ...]) -> None:
        """Select the marks that were chosen elsewhere; a selection of several that holds them all stays."""
        if mark_ids and set(mark_ids) <= set(self.selected_mark_ids):
            return
        self._select(mark_ids)
        if mark_ids:
            self.view.scrollTo(self._sorted.index_of(mark_ids[0]))

    def take_focus(self) -> None:
        """The keyboard goes to the list."""
        if self._sorted.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._sorted.index(0, 0))
        (self.view if self._sorted.rowCount() else self.filter).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        search = QHBoxLayout()
        search.setSpacing(6)
        search.addWidget(self.filter, 1)
        search.addWidget(self.kinds)
        foot = QHBoxLayout()
        foot.addWidget(self.hidden_link)
        foot.addStretch(1)
        foot.addWidget(self.actions_button)
        column.addWidget(self.heading)
        column.addWidget(self._empty)
        column.addLayout(search)
        column.addWidget(self.view)
        column.addLayout(foot)
        self.view.setModel(self._sorted)
        self.view.set_columns()

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter)
        self.kinds.currentIndexChanged.connect(self._filter)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self.view.remove_asked.connect(self.remove_asked)
        self.view.copy_asked.connect(self.copy_asked)
        self.view.customContextMenuRequested.connect(
            lambda place: self.menu_asked.emit(self.view.viewport().mapToGlobal(place))
        )
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self.hidden_link.clicked.connect(self.show_all_asked)

    def _choose(self, index: QModelIndex) -> None:
        if len(self.selected_mark_ids) == 1:
            self.chosen.emit(self._sorted.row_at(index).mark_id)

    def _ask_menu_at_button(self) -> None:
        self.menu_asked.emit(self.actions_button.mapToGlobal(self.actions_button.rect().bottomLeft()))

    def _on_selection(self) -> None:
        self.actions_button.setEnabled(bool(self.selected_mark_ids))
        self.selection_changed.emit()

    def _filter(self) -> None:
        kind = self.kinds.currentData()
        self._sorted.show_only(self.filter.text(), MarkKind(kind) if kind else None)
        self._say_counts(self._table.rows)
        self._fit_height()

    def _offer_kinds(self, rows: tuple[MarkRow, ...]) -> None:
        """The kinds that are there; the one chosen stays while there is one of it."""
        chosen = self.kinds.currentData()
        present = [kind for kind in MarkKind if any(row.kind is kind for row in rows)]
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(tr("All kinds"), None)
        for kind in present:
            self.kinds.addItem(tr(MARK_KINDS[kind].title), kind)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(chosen)) if chosen is not None else 0)
        self.kinds.blockSignals(False)
        self._filter()

    def _select(self, mark_ids: tuple[str, ...]) -> None:
        model = self.view.selectionModel()
        model.clearSelection()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for mark_id in mark_ids:
            index = self._sorted.index_of(mark_id)
            if index.isValid():
                model.select(index, flags)
                model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _say_counts(self, rows: tuple[MarkRow, ...]) -> None:
        shown, hidden = self._sorted.rowCount(), hidden_count(rows)
        self.heading.set_trailing(
            str(len(rows)) if shown == len(rows) else tr("{shown} of {count}", shown=shown, count=len(rows))
        )
        self.hidden_link.setVisible(bool(hidden))
        self.hidden_link.setText(tr("{count} hidden: show all", count=hidden))
        for part in (self.filter, self.kinds, self.view, self.actions_button):
            part.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        # One date for all says nothing beside each: the room goes to the names.
        self.view.setColumnHidden(MarkColumn.DATE, len({row.date for row in rows if row.date}) < 2)
        self.actions_button.setEnabled(bool(self.selected_mark_ids))

    def _fit_height(self) -> None:
        shown = min(max(self._sorted.rowCount(), 1), SHOWN_ROWS)
        self.view.setFixedHeight(self.view.horizontalHeader().sizeHint().height() + shown * scaled(ROW_PX) + 2)


class _MarksView(QTableView):
    """A table whose rows are selected whole; Delete and Ctrl+C act on all that are."""

    remove_asked = Signal()
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Marks"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(ROW_PX))

    def set_columns(self) -> None:
        """Widths once the model is there: the mark takes what the others leave."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(MarkColumn.MARK, QHeaderView.ResizeMode.Stretch)
        header.setAccessibleName(tr("Sort marks"))
        for column, width in WIDTHS_PX.items():
            self.setColumnWidth(column, scaled(width))
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def event(self, event: QEvent) -> bool:
        """Keep Delete and Return from the program's own keys while focused here."""
        is_key = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.key() in _GROUP_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, Ctrl+C copies, Return goes to the mark."""
        is_copy = event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        elif is_copy:
            self.copy_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
