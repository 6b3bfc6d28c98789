"""Explain: which finding explains which complaint, with the reasons for and against."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotations.case import Case
from annotations.concordance import RULE_VERSION, Evidence, Outcome, assess
from annotations.evaluation import Complaint, ExamItem
from annotations.findings import Finding
from annotations.roots import roots_of_finding
from annotations.targets import ProcedureTarget
from viewers.qt.translated import tr
from workstation.session import CaseChanged, CaseOpened, SelectionChanged, Session, SessionEvent
from workstation.ui.forms.form_style import dress
from workstation.ui.forms.item_words import complaint_line, complaint_score, finding_words, target_words
from workstation.ui.places.explain_hypotheses import ExplainHypotheses
from workstation.ui.places.explain_matrix import ExplainMatrix
from workstation.ui.places.explain_matrix_model import is_sign, sided_exam_words
from workstation.ui.refresh_when_seen import RefreshWhenSeen
from workstation.ui.widgets.cards import Card, ScrolledColumn, clear_layout
from workstation.ui.widgets.chips import Chip, SideChip, verdict_chip
from workstation.ui.widgets.labels import KeyValueRows, LinkLabel, SectionHeading, label

SUMMARY_WIDTH_PX = 420
NARROW_SUMMARY_PX = 320
NARROW_PX = 1500
"""interface.md: below this width panels give way."""
REASONS = (
    ("Supports", Outcome.SUPPORT),
    ("Against", Outcome.CONTRADICT),
    ("Neutral", Outcome.NEUTRAL),
    ("Not examined", Outcome.NOT_EXAMINED),
)
DISCLAIMER = "Decision support only: lists reasons, recommends nothing."


class ExplainPlace(QWidget):
    """The visit on the left, the matrix and the reasons of one finding on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self._chosen: str | None = None
        self.summary = ScrolledColumn(margin_px=16)
        self.matrix = ExplainMatrix(session)
        self.matrix.row_chosen.connect(self.choose)
        self.matrix.failed.connect(self._say)
        self.hypotheses = ExplainHypotheses(session)
        self.hypotheses.failed.connect(self._say)
        self.empty = label("", "secondary", wrap=True)
        self.error = label("", "small", wrap=True, tone="alert")
        self.error.hide()
        self.detail = QVBoxLayout()
        self._build()
        dress(self)
        self._seen = RefreshWhenSeen(self, self.refresh)
        self._unsubscribe = session.subscribe(self._on_event)
        self.refresh()

    def close_place(self) -> None:
        """End the subscription."""
        self._unsubscribe()

    def choose(self, finding_id: str) -> None:
        """Show the reasons of a finding's verdict."""
        self._chosen = finding_id
        self._show_detail()

    def refresh(self) -> None:
        """Show the open case as it is now."""
        case = self._session.case
        self._show_summary(case)
        has_findings = case is not None and bool(case.of_type(Finding))
        self.matrix.setVisible(has_findings)
        self.empty.setVisible(not has_findings)
        self.empty.setText(_empty_words(case))
        if case is not None and has_findings:
            self.matrix.refresh(case)
        self.hypotheses.refresh(case)
        self._show_detail()

    def _build(self) -> None:
        right = ScrolledColumn(margin_px=20, spacing_px=10)
        # More complaints than the window is wide: the verdict must still be within reach.
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for widget in (SectionHeading(tr("What explains what")), self.empty, self.matrix, self.error):
            right.column.addWidget(widget)
        right.column.addWidget(label(tr("Click a cell to link or unlink. ● linked by you."), "small"))
        right.column.addWidget(self.hypotheses)
        right.column.addLayout(self.detail)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 6, 20, 6)
        foot.addWidget(label(tr("Rules {rule_version}", rule_version=RULE_VERSION), "small"))
        foot.addStretch(1)
        foot.addWidget(label(tr(DISCLAIMER), "small"))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(right, 1)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.summary)
        row.addLayout(column, 1)
        self.summary.setFixedWidth(SUMMARY_WIDTH_PX)

    def resizeEvent(self, event: object) -> None:
        """The visit gives way on a narrow window."""
        self.summary.setFixedWidth(SUMMARY_WIDTH_PX if self.width() >= NARROW_PX else NARROW_SUMMARY_PX)

    def _show_summary(self, case: Case | None) -> None:
        self.summary.clear()
        column = self.summary.column
        complaints = case.of_type(Complaint) if case is not None else ()
        column.addWidget(SectionHeading(tr("Complaints"), str(len(complaints)) if complaints else ""))
        for number, complaint in enumerate(complaints, 1):
            column.addWidget(self._complaint_card(number, complaint))
        if not complaints:
            column.addWidget(label(tr("No complaint is recorded. Add it under Evaluate (F2)."), "secondary", wrap=True))
        items = case.of_type(ExamItem) if case is not None else ()
        signs = [item for item in items if is_sign(item)]
        column.addWidget(
            SectionHeading(
                tr("Exam, what is not normal"),
                tr("{count} of {count2}", count=len(signs), count2=len(items)) if items else "",
            )
        )
        for item in signs:
            column.addWidget(self._exam_line(item))
        if not signs:
            words = tr("Nothing abnormal is recorded.") if items else tr("Not examined. Record it under Evaluate (F2).")
            column.addWidget(label(words, "secondary", wrap=True))

    def _complaint_card(self, number: int, complaint: Complaint) -> Card:
        card = Card(clickable=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(str(number), "title"))
        if complaint.laterality is not None:
            head.addWidget(SideChip(complaint.laterality))
        head.addWidget(label(complaint.label, "title", wrap=True), 1)
        score = complaint_score(complaint)
        head.addWidget(label(tr("not asked") if score is None else str(score), "faint" if score is None else "score"))
        if score is not None:
            head.addWidget(label("/10", "small"))
        card.body.addLayout(head)
        line = complaint_line(complaint)
        if line:
            card.body.addWidget(label(line, "secondary", wrap=True))
        card.clicked.connect(lambda: self._session.select(complaint.id))
        return card

    def _exam_line(self, item: ExamItem) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(SideChip(item.laterality))
        link = LinkLabel(sided_exam_words(item))
        link.setWordWrap(True)
        link.clicked.connect(lambda: self._session.select(item.id))
        row.addWidget(link, 1)
        return holder

    def _show_detail(self) -> None:
        clear_layout(self.detail)
        case = self._session.case
        if case is None:
            return
        findings = case.of_type(Finding)
        finding = case.get(Finding, self._chosen or "") or (findings[0] if findings else None)
        if finding is not None:
            self.detail.addWidget(SectionHeading(tr("Reasons")))
            self.detail.addWidget(self._detail_card(case, finding))

    def _detail_card(self, case: Case, finding: Finding) -> Card:
        assessment = assess(case, finding)
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SideChip(finding.laterality))
        title = LinkLabel(finding_words(finding))
        title.clicked.connect(lambda: self._session.select(finding.id))
        head.addWidget(title)
        head.addWidget(verdict_chip(assessment.verdict))
        head.addStretch(1)
        card.body.addLayout(head)
        rows = KeyValueRows(name_width_px=110)
        rows.add(tr("Expected root"), roots_of_finding(finding).text)
        for name, outcome in REASONS:
            evidence = [one for one in assessment.evidence if one.outcome is outcome]
            rows.add(tr(name), self._evidence(evidence) if evidence else tr("none"))
        if len(assessment.sides) > 1:
            rows.add(tr("Each side"), ", ".join(f"{one.laterality.word}: {one.verdict}" for one in assessment.sides))
        rows.add(tr("Linked"), self._links(case, finding))
        card.body.addWidget(rows)
        return card

    def _evidence(self, evidence: Sequence[Evidence]) -> QWidget:
        """The reasons; one that rests on something recorded leads there."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for one in evidence:
            if not one.item_ids:
                column.addWidget(label(one.text, wrap=True))
                continue
            link = LinkLabel(one.text)
            link.setWordWrap(True)
            link.clicked.connect(lambda item_id=one.item_ids[0]: self._session.select(item_id))
            column.addWidget(link)
        return holder

    def _links(self, case: Case, finding: Finding) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        linked = [(c.id, c.label) for c in case.of_type(Complaint) if c.id in finding.complaint_ids]
        linked += [(i.id, sided_exam_words(i)) for i in case.of_type(ExamItem) if i.id in finding.exam_item_ids]
        linked += [(t.id, target_words(t)) for t in case.of_type(ProcedureTarget) if finding.id in t.finding_ids]
        for item_id, words in linked:
            link = LinkLabel(words)
            link.clicked.connect(lambda chosen=item_id: self._session.select(chosen))
            column.addWidget(link)
        if not linked:
            column.addWidget(Chip(tr("nothing linked yet"), "caution"))
        return holder

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def _on_event(self, event: SessionEvent) -> None:
        if isinstance(event, CaseOpened):
            self.refresh()
        elif isinstance(event, CaseChanged):
            self._seen.ask()
        elif isinstance(event, SelectionChanged) and event.item_id is not None:
            self._seen.catch_up()
            case = self._session.case
            if case is not None and case.get(Finding, event.item_id) is not None:
                self.choose(event.item_id)


def _empty_words(case: Case | None) -> str:
    if case is None:
        return tr("Open a case first.")
    return tr("No finding is marked yet. Put the cursor on what hurts in Read (F1) and press M; it becomes a row here.")
