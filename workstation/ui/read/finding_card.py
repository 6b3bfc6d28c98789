"""A finding as a card: side, level and type, verdict, evidence for and against, what follows from it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotations.case import Case
from annotations.concordance import Assessment, assess
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import Certainty, Finding
from annotations.procedure_catalogue import PROCEDURES
from annotations.roots import roots_of_finding
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.qt.translated import tr
from workstation.ui.widgets.cards import Card
from workstation.ui.widgets.chips import SideChip, verdict_chip
from workstation.ui.widgets.labels import KeyValueRows, LinkLabel, label

NAME_WIDTH_PX = 98


class FindingCard(Card):
    """Announces `chosen(finding id)` and `target_chosen(target id)`; evidence unfolds while it is selected."""

    chosen = Signal(str)
    target_chosen = Signal(str)

    def __init__(self, case: Case, finding: Finding, *, selected: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, clickable=True)
        self.finding_id = finding.id
        assessment = assess(case, finding)
        self.body.addLayout(self._title_row(finding, assessment))
        self.body.addWidget(label(grading_line(finding), "secondary", wrap=True))
        if selected:
            self.body.addWidget(self._evidence(case, finding, assessment))
        self.set_selected(selected)
        self.clicked.connect(lambda: self.chosen.emit(self.finding_id))

    def _title_row(self, finding: Finding, assessment: Assessment) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(SideChip(finding.laterality), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(finding_title(finding), "title", wrap=True), 1)
        row.addWidget(verdict_chip(assessment.verdict), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _evidence(self, case: Case, finding: Finding, assessment: Assessment) -> QWidget:
        rows = KeyValueRows(name_width_px=NAME_WIDTH_PX)
        rows.add(tr("Expected root"), _roots(finding))
        rows.add(tr("Supports"), _joined(assessment.supports))
        rows.add(tr("Against"), _joined(assessment.against))
        rows.add(tr("Not examined"), _joined(assessment.not_examined))
        targets = targets_of(case, finding)
        if not targets:
            rows.add(tr("Target"), tr("none yet, press T"), role="secondary")
        for target in targets:
            rows.add(tr("Target"), self._target_link(target))
        if finding.note:
            rows.add(tr("Note"), finding.note)
        return rows

    def _target_link(self, target: ProcedureTarget) -> QLabel:
        link = LinkLabel(f"{target_title(target)} →")
        link.setWordWrap(True)
        link.clicked.connect(lambda: self.target_chosen.emit(target.id))
        return link


def finding_title(finding: Finding) -> str:
    """Level and type: `L4-5 disc extrusion`."""
    kind = FINDING_TYPES.get(finding.type_id)
    return f"{finding.level.label} {kind.noun if kind is not None else finding.type_id}"


def grading_line(finding: Finding) -> str:
    """Zone, grade, severity and certainty; an ungraded finding says so."""
    parts = []
    if finding.zone is not None:
        parts.append(finding.zone.value.capitalize())
    if finding.grade:
        kind = FINDING_TYPES.get(finding.type_id)
        scale = kind.grading.title if kind is not None and kind.grading is not None else "grade"
        parts.append(f"{scale} {finding.grade}")
    parts.append(finding.severity.value if finding.severity is not None else tr("severity not graded"))
    if finding.certainty is not Certainty.DEFINITE:
        parts.append(finding.certainty.value)
    if not finding.mark_ids:
        parts.append(tr("not marked on an image"))
    return " · ".join(parts)


def target_title(target: ProcedureTarget) -> str:
    """Procedure, level and side: `Transforaminal epidural L5-S1 left`."""
    kind = PROCEDURES.get(target.procedure_id)
    title = kind.title if kind is not None else target.procedure_id
    return f"{title} {target.level.label} {target.laterality.word}"


def targets_of(case: Case, finding: Finding) -> tuple[ProcedureTarget, ...]:
    """The targets planned for a finding, without the cancelled."""
    return tuple(
        target
        for target in case.of_type(ProcedureTarget)
        if finding.id in target.finding_ids and target.status is not TargetStatus.CANCELLED
    )


def _roots(finding: Finding) -> str:
    expected = roots_of_finding(finding)
    return f"{expected.text} {finding.laterality.word}" if expected.roots else expected.text


def _joined(parts: Iterable[object]) -> str:
    return ", ".join(str(part) for part in parts) or "none"
