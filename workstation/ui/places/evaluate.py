"""Evaluate: what the patient says, what was tried, vital signs and the examination."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotations.evaluation import Complaint
from workstation.session import CaseChanged, CaseOpened, SelectionChanged, Session, SessionEvent
from workstation.ui.forms.form_style import dress
from workstation.ui.places.evaluate_complaints import ComplaintSection
from workstation.ui.places.evaluate_exam import ExamSection
from workstation.ui.places.evaluate_treatments import TreatmentSection
from workstation.ui.places.evaluate_vitals import VitalsSection
from workstation.ui.theme import fix_width
from workstation.ui.widgets.cards import ScrolledColumn, separator

THREE_COLUMNS_PX = 1700
"""From this width on, treatment and vital signs stand beside the complaints instead of below them."""
COMPLAINTS_WIDTH_PX = 470
TREATMENTS_WIDTH_PX = 430


class EvaluatePlace(QWidget):
    """Two columns, three on a wide window; every field is stored when it is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self.complaints = ComplaintSection(session)
        self.treatments = TreatmentSection(session)
        self.vitals = VitalsSection(session)
        self.exam = ExamSection(session)
        self._first = ScrolledColumn(margin_px=16, spacing_px=16)
        fix_width(self._first, COMPLAINTS_WIDTH_PX)
        self._second = ScrolledColumn(margin_px=16, spacing_px=16)
        fix_width(self._second, TREATMENTS_WIDTH_PX)
        self._second_line = separator(vertical=True)
        exam = ScrolledColumn(margin_px=16)
        exam.column.addWidget(self.exam)
        self._first.column.addWidget(self.complaints)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._first, separator(vertical=True), self._second, self._second_line):
            row.addWidget(widget)
        row.addWidget(exam, 1)
        self._arrange(is_wide=False)
        dress(self)
        self._unsubscribe = session.subscribe(self._on_event)
        self.refresh()

    def close_place(self) -> None:
        """End the subscription."""
        self._unsubscribe()

    def refresh(self) -> None:
        """Show the open case as it is now; a field that is being typed in keeps keyboard and cursor."""
        case = self._session.case
        for section in (self.complaints, self.treatments, self.vitals, self.exam):
            section.refresh(case)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two or three columns, by the width there is."""
        super().resizeEvent(event)
        self._arrange(is_wide=self.width() >= THREE_COLUMNS_PX)

    def _arrange(self, *, is_wide: bool) -> None:
        column = self._second if is_wide else self._first
        for section in (self.vitals, self.treatments):
            if section.parentWidget() is not column.widget():
                column.column.addWidget(section)
        self._second.setVisible(is_wide)
        self._second_line.setVisible(is_wide)

    def _on_event(self, event: SessionEvent) -> None:
        if isinstance(event, CaseOpened | CaseChanged):
            self.refresh()
        elif isinstance(event, SelectionChanged) and event.item_id is not None:
            case = self._session.case
            if case is not None and case.get(Complaint, event.item_id) is not None:
                self.complaints.choose(event.item_id)
