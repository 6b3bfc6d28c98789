"""What is said instead of a form when a condition was chosen that no image shows, and the button that records it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotations.case import add
from annotations.catalogue_files import Evidence
from annotations.evaluation import Complaint
from annotations.hypotheses import PainHypothesis
from annotations.hypothesis_catalogue import CONDITIONS
from annotations.wording import describe_item
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import label


class HypothesisNote(QWidget):
    """Announces `recorded(words)` once the hypothesis is in the case."""

    recorded = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._condition_id: str | None = None
        self._text = label("", "", wrap=True)
        self._criteria = label("", "small", wrap=True)
        self._error = label("", "small", wrap=True, tone="alert")
        self.record_button = button(tr("Record as hypothesis"), self.record, primary=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._text, self._criteria, self._error, self.record_button):
            column.addWidget(widget)
        self.show_condition(None)

    def show_condition(self, condition_id: str | None) -> None:
        """Say what decides about a condition; None hides the note."""
        self._condition_id = condition_id
        condition = CONDITIONS.get(condition_id or "")
        self.setVisible(condition is not None)
        self._error.setText("")
        if condition is None:
            return
        self._text.setText(
            tr(
                "{title} is not seen on images. It is a hypothesis for Explain (F3), not an imaging finding; images "
                "only exclude other causes.",
                title=condition.title,
            )
        )
        doubt = tr(" (unverified)") if condition.evidence is Evidence.UNVERIFIED else ""
        self._criteria.setText(tr("Decided by: {criteria}{doubt}", criteria=condition.decided_by, doubt=doubt))

    def record(self) -> None:
        """Add the hypothesis to the case, tied to the primary complaint where there is one."""
        case = self._session.case
        if case is None or self._condition_id is None:
            return
        complaints = tuple(one.id for one in case.of_type(Complaint) if one.is_primary)
        hypothesis = PainHypothesis(new_item_id("hypothesis"), self._condition_id, complaint_ids=complaints)
        words = describe_item(hypothesis)
        self._error.setText(try_apply(self._session, add(hypothesis, tr("Add {words}", words=words))))
        if not self._error.text():
            self.recorded.emit(words)
