"""The complaints of the visit: cards, the form of the chosen one, and what was found for each."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotations.case import Case, add
from annotations.evaluation import Complaint
from annotations.findings import Finding
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.forms.item_words import complaint_line, complaint_score, finding_words
from workstation.ui.forms.removal import removal
from workstation.ui.places.evaluate_complaint_form import ComplaintForm
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import Card, clear_layout
from workstation.ui.widgets.chips import SideChip
from workstation.ui.widgets.labels import LinkLabel, SectionHeading, label

NEW_COMPLAINT_LABEL = "New complaint"


class ComplaintCard(Card):
    """Number, side, name and score of a complaint, and links to the findings it is tied to."""

    def __init__(self, session: Session, number: int, complaint: Complaint, findings: tuple[Finding, ...]) -> None:
        super().__init__(clickable=True)
        self.complaint_id = complaint.id
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(str(number), "title"))
        if complaint.laterality is not None:
            head.addWidget(SideChip(complaint.laterality))
        head.addWidget(label(complaint.label, "title", wrap=True), 1)
        score = complaint_score(complaint)
        self.score = label(tr("not asked") if score is None else str(score), "faint" if score is None else "score")
        head.addWidget(self.score)
        if score is not None:
            head.addWidget(label("/10", "small"), 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(head)
        line = complaint_line(complaint)
        if line:
            self.body.addWidget(label(line, "secondary", wrap=True))
        for finding in findings:
            link = LinkLabel(f"→ {finding_words(finding)}")
            link.clicked.connect(lambda finding_id=finding.id: session.select(finding_id))
            self.body.addWidget(link)


class ComplaintSection(QWidget):
    """Cards of all complaints above the form of the chosen one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen: str | None = None
        self.heading = SectionHeading(tr("Complaints"))
        self.cards = QVBoxLayout()
        self.cards.setSpacing(8)
        self.form = ComplaintForm(session)
        self.error = label("", "small", wrap=True, tone="alert")
        self.error.hide()
        self.add_button = button(tr("Add complaint"), self.add_complaint, primary=True)
        self.remove_button = button(tr("Remove"), self.remove_complaint, flat=True)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self.empty = label(
            tr("Add what the patient complains of, the worst first. Each complaint can then be tied to a finding."),
            "secondary",
            wrap=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.empty)
        column.addLayout(self.cards)
        column.addLayout(row)
        column.addWidget(self.error)
        column.addWidget(self.form)

    @property
    def chosen_id(self) -> str | None:
        """The complaint whose form is open."""
        return self._chosen

    def refresh(self, case: Case | None) -> None:
        """Show the complaints of a case as they are now."""
        complaints = case.of_type(Complaint) if case is not None else ()
        ids = [complaint.id for complaint in complaints]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else None
        clear_layout(self.cards)
        for number, complaint in enumerate(complaints, 1):
            self.cards.addWidget(self._card(case, number, complaint))
        self.heading.set_trailing(str(len(complaints)) if complaints else "")
        self.empty.setVisible(not complaints)
        self.add_button.setEnabled(case is not None)
        self.remove_button.setVisible(self._chosen is not None)
        chosen = next((complaint for complaint in complaints if complaint.id == self._chosen), None)
        self.form.setVisible(chosen is not None)
        if chosen is not None:
            self.form.show_complaint(chosen)

    def choose(self, complaint_id: str) -> None:
        """Open the form of a complaint."""
        self._chosen = complaint_id
        self.refresh(self._session.case)

    def add_complaint(self) -> None:
        """Add a complaint and put the keyboard into its name."""
        case = self._session.case
        if case is None:
            return
        is_first = not case.of_type(Complaint)
        complaint = Complaint(new_item_id("complaint"), tr(NEW_COMPLAINT_LABEL), is_primary=is_first)
        self._chosen = complaint.id
        self._report(try_apply(self._session, add(complaint, "Add complaint")))
        self.form.label.setFocus()
        self.form.label.selectAll()

    def remove_complaint(self) -> None:
        """Remove the chosen complaint and the links to it; undo brings both back."""
        case = self._session.case
        complaint = case.get(Complaint, self._chosen or "") if case is not None else None
        if case is not None and complaint is not None:
            self._report(try_apply(self._session, removal(case, complaint, f"Remove complaint {complaint.label}")))

    def _card(self, case: Case | None, number: int, complaint: Complaint) -> ComplaintCard:
        findings = case.of_type(Finding) if case is not None else ()
        linked = tuple(finding for finding in findings if complaint.id in finding.complaint_ids)
        card = ComplaintCard(self._session, number, complaint, linked)
        card.set_selected(complaint.id == self._chosen)
        # The card is replaced by choosing it, so it must have finished handling its own click first.
        card.clicked.connect(lambda: QTimer.singleShot(0, self, lambda: self.choose(complaint.id)))
        return card

    def _report(self, error: str) -> None:
        self.error.setText(error)
        self.error.setVisible(bool(error))
