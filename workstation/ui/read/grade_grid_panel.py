"""The panel of the reading grid under the images: whose study, how far it is read, the table and what the keys mean."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from annotations.grid_cells import CellState, GridRow
from annotations.reading_grid import GridRegion
from viewers.qt.translated import tr
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice
from workstation.ui.read.grade_grid_model import GradeGridModel
from workstation.ui.read.grade_grid_view import GradeGridView
from workstation.ui.read.step_legend import StepLegend
from workstation.ui.widgets.buttons import button, icon_button
from workstation.ui.widgets.labels import label, set_tone

REGION_WORDS = {GridRegion.LUMBAR: "Lumbar", GridRegion.CERVICAL: "Cervical"}
LARGEST_SHARE = 0.55
"""Of the height of Read: the images at the level stay in sight; what does not fit scrolls."""
LEGEND = "– is not assessed, N is normal, * another study shows something here."


class GradeGridPanel(QFrame):
    """Shows rows; announces `region_chosen(GridRegion)` and what its buttons ask for through the table's signals."""

    region_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gradeGrid")
        self.setAccessibleName(tr("Grade grid"))
        self.setStyleSheet("QFrame#gradeGrid { border: none; }")
        self.model = GradeGridModel()
        self.view = GradeGridView(self.model)
        self.legend = StepLegend()
        self.region = SegmentedChoice(
            [Option(region.value, tr(words)) for region, words in REGION_WORDS.items()],
            clearable=False,
            name=tr("Part of the spine"),
        )
        self.region.chosen.connect(lambda value: self.region_chosen.emit(GridRegion(str(value))))
        self.study = label("", "secondary")
        self.progress = label("", "small")
        self.remark = label("", "small")
        self.said = label("", "small", wrap=True)
        self._assemble()
        self.hide()

    def show_rows(self, rows: tuple[GridRow, ...], region: GridRegion, study: str, remark: str) -> None:
        """Show the grid of a study; `remark` says what is missing for it to lead to the images."""
        if self.model.show_rows(rows):
            row, column = self.view.place
            self.view.set_spans()
            self.view.go(row, column)
        self.region.set_value(region.value)
        self.study.setText(study)
        self.remark.setText(remark)
        set_tone(self.remark, "caution" if remark else "")
        self.remark.setVisible(bool(remark))
        cells = [cell for row in rows for cell in row.cells]
        done = sum(cell.state is not CellState.NOT_ASSESSED for cell in cells)
        self.progress.setText(tr("{done} of {count} assessed", done=done, count=len(cells)))
        self.view.viewport().update()

    def fit_height(self, room_px: int) -> None:
        """Be as high as the rows need, at most a share of the room; the rest scrolls."""
        others = self.sizeHint().height() - self.view.sizeHint().height()
        largest = max(round(room_px * LARGEST_SHARE) - others, 3 * self.view.row_height_px)
        self.view.setFixedHeight(min(self.view.wanted_height, largest))

    def say(self, text: str, tone: str = "") -> None:
        """A line under the table; where there is nothing to say, what the signs mean."""
        self.said.setText(text or tr(LEGEND))
        set_tone(self.said, tone)

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 8, 6)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.setSpacing(8)
        heading: QLabel = label(tr("Grade grid"), "title")
        for part in (heading, self.study, self.region, self.progress):
            head.addWidget(part)
        head.addStretch(1)
        asked = (
            (tr("All normal below"), "Shift+N", self.view.normal_below_asked),
            (tr("Row normal"), "Shift+R", self.view.normal_row_asked),
            (tr("Column normal"), "Shift+C", self.view.normal_column_asked),
        )
        for words, key, signal in asked:
            head.addWidget(button(words, signal.emit, small=True, flat=True, tooltip=f"{words} ({key})"))
        head.addWidget(icon_button("close", tr("Close (Esc)"), self.view.closed.emit, size_px=24))
        column.addLayout(head)
        column.addWidget(self.remark)
        column.addWidget(self.view)
        column.addWidget(self.legend)
        column.addWidget(self.said)
