"""The matrix on screen: click a cell to link or unlink, click a name to go to its pixels."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QWidget

from annotations.case import Case, Change, replace_item
from annotations.evaluation import Complaint, ExamItem, ExamKind
from annotations.finding_status import is_signed
from annotations.findings import Finding
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.item_words import finding_words
from workstation.ui.places.explain_cell import MatrixCell
from workstation.ui.places.explain_matrix_model import (
    EXAM_COLUMNS,
    Cell,
    Matrix,
    MatrixRow,
    exam_words,
    matrix_of,
    sided_exam_words,
)
from workstation.ui.theme import DARK
from workstation.ui.widgets.chips import SideChip, verdict_chip
from workstation.ui.widgets.labels import LinkLabel, label

FINDING_COLUMN_PX = 180


def link_change(finding: Finding, complaint: Complaint) -> Change:
    """Tie a complaint to a finding, or untie it."""
    linked = complaint.id in finding.complaint_ids
    ids = (
        tuple(i for i in finding.complaint_ids if i != complaint.id)
        if linked
        else (*finding.complaint_ids, complaint.id)
    )
    words = tr(
        "{value} {label} and {finding_words}",
        value=tr("Unlink") if linked else tr("Link"),
        label=complaint.label,
        finding_words=finding_words(finding),
    )
    return replace_item(finding, replace(finding, complaint_ids=ids), words)


def exam_link_change(finding: Finding, item: ExamItem) -> Change:
    """Tie an examination item to a finding, or untie it."""
    linked = item.id in finding.exam_item_ids
    ids = tuple(i for i in finding.exam_item_ids if i != item.id) if linked else (*finding.exam_item_ids, item.id)
    words = tr(
        "{value} {exam_words} and {finding_words}",
        value=tr("Unlink") if linked else tr("Link"),
        exam_words=exam_words(item),
        finding_words=finding_words(finding),
    )
    return replace_item(finding, replace(finding, exam_item_ids=ids), words)


class ExplainMatrix(QFrame):
    """The grid. `row_chosen(finding id)` asks for the reasons of a verdict, `failed(words)` says why a link failed."""

    row_chosen = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("matrix")
        self.setStyleSheet(f"QFrame#matrix {{ background: {DARK.line}; border: 1px solid {DARK.line}; }}")
        self.cells: dict[tuple[str, str], MatrixCell] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(1)  # the ground shows through as the lines

    def refresh(self, case: Case) -> Matrix:
        """Show the matrix of a case; the keyboard stays in the cell it was in."""
        focused = next((key for key, cell in self.cells.items() if cell.hasFocus()), None)
        matrix = matrix_of(case)
        self._clear()
        self._heading(matrix)
        for line, row in enumerate(matrix.rows, 1):
            self._row(line, row, matrix)
        self._unexplained(len(matrix.rows) + 1, matrix)
        if focused is not None and focused in self.cells:
            self.cells[focused].setFocus()
        return matrix

    def exam_menu(self, case: Case, finding: Finding, kind: ExamKind) -> QMenu:
        """The recorded items of a kind, checked where linked; choosing one links or unlinks it."""
        menu = QMenu(self)
        items = [item for item in case.of_type(ExamItem) if item.kind is kind]
        for item in items:
            action = QAction(sided_exam_words(item), menu)
            action.setCheckable(True)
            action.setChecked(item.id in finding.exam_item_ids)
            action.triggered.connect(lambda _, chosen=item: self._apply(exam_link_change(finding, chosen)))
            menu.addAction(action)
        if not items:
            menu.addAction(tr("Not examined. Record it under Evaluate (F2).")).setEnabled(False)
        return menu

    def _apply(self, change: Change) -> None:
        if any(isinstance(edit.before, Finding) and is_signed(edit.before) for edit in change.edits):
            self.failed.emit(tr("The finding is signed. Reopen it in Read (F1) to link or unlink."))
            return
        self.failed.emit(try_apply(self._session, change))

    def _clear(self) -> None:
        self.cells.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _heading(self, matrix: Matrix) -> None:
        titles = [
            tr("Finding"),
            *(c.label for c in matrix.complaints),
            *(tr(title) for _, title in EXAM_COLUMNS),
            tr("Verdict"),
        ]
        for column, title in enumerate(titles):
            tone = (
                "unexplained"
                if 0 < column <= len(matrix.complaints) and self._is_unexplained(matrix, column)
                else "plain"
            )
            cell = MatrixCell(Cell(title, tone), "column", clickable=False, is_heading=column == 0)
            self._grid.addWidget(_grounded(cell), 0, column)
            self._grid.setColumnStretch(column, 0 if column == 0 else 1)
        self._grid.setColumnMinimumWidth(0, FINDING_COLUMN_PX)

    def _row(self, line: int, row: MatrixRow, matrix: Matrix) -> None:
        self._grid.addWidget(self._finding(row.finding), line, 0)
        column = 1
        for complaint, cell in zip(matrix.complaints, row.complaints, strict=True):
            shown = self._put(line, column, (row.finding.id, complaint.id), cell, complaint.label)
            shown.clicked.connect(lambda f=row.finding, c=complaint: self._apply(link_change(f, c)))
            column += 1
        for (kind, title), cell in zip(EXAM_COLUMNS, row.exam, strict=True):
            shown = self._put(line, column, (row.finding.id, kind.value), cell, title)
            shown.clicked.connect(lambda f=row.finding, k=kind, w=shown: self._open_menu(f, k, w))
            column += 1
        self._grid.addWidget(self._verdict(row), line, column)

    def _put(self, line: int, column: int, key: tuple[str, str], cell: Cell, name: str) -> MatrixCell:
        shown = MatrixCell(cell, name)
        self.cells[key] = shown
        self._grid.addWidget(_grounded(shown), line, column)
        return shown

    def _finding(self, finding: Finding) -> QWidget:
        holder = _Ground()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(SideChip(finding.laterality))
        link = LinkLabel(finding_words(finding))
        link.setWordWrap(True)
        link.setToolTip(tr("Show it on the images"))
        link.clicked.connect(lambda: self._session.select(finding.id))
        row.addWidget(link, 1)
        return holder

    def _verdict(self, row: MatrixRow) -> QWidget:
        holder = _Ground()
        line = QHBoxLayout(holder)
        line.setContentsMargins(8, 8, 8, 8)
        line.addStretch(1)
        line.addWidget(verdict_chip(row.verdict))
        line.addStretch(1)
        holder.clicked.connect(lambda: self.row_chosen.emit(row.finding.id))
        holder.setToolTip(tr("Show the reasons"))
        return holder

    def _unexplained(self, line: int, matrix: Matrix) -> None:
        if not matrix.unexplained_ids:
            return
        holder = _Ground()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 8, 10, 8)
        row.addWidget(label(tr("no finding linked"), "secondary"))
        self._grid.addWidget(holder, line, 0)
        width = len(matrix.complaints) + len(EXAM_COLUMNS) + 2
        for column in range(1, width):
            is_marked = column <= len(matrix.complaints) and self._is_unexplained(matrix, column)
            cell = MatrixCell(Cell("unexplained", "unexplained") if is_marked else Cell(""), "", clickable=False)
            self._grid.addWidget(_grounded(cell), line, column)

    def _is_unexplained(self, matrix: Matrix, column: int) -> bool:
        return matrix.complaints[column - 1].id in matrix.unexplained_ids

    def _open_menu(self, finding: Finding, kind: ExamKind, cell: MatrixCell) -> None:
        if self._session.case is not None:
            self.exam_menu(self._session.case, finding, kind).popup(cell.mapToGlobal(QPoint(0, cell.height())))


class _Ground(QFrame):
    """A cell's ground, so that the grid lines show between cells."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("matrixGround")
        self.setStyleSheet(f"QFrame#matrixGround {{ background: {DARK.background_1}; }}")

    def mouseReleaseEvent(self, event: object) -> None:
        """Click."""
        self.clicked.emit()


def _grounded(cell: MatrixCell) -> QWidget:
    holder = _Ground()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(cell)
    return holder
