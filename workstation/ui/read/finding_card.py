"""A finding as a card: side, level and type, verdict, grade, flags, evidence, course, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotations.case import Case
from annotations.concordance import Assessment, assess
from annotations.finding_catalogue import FINDING_TYPES
from annotations.finding_measures import SpacingOf, no_spacing
from annotations.finding_status import is_signed
from annotations.findings import Finding, FindingStatus
from annotations.follow_up import StudySeen, can_carry, date_of, history_of, study_of_finding
from annotations.procedure_catalogue import PROCEDURES
from annotations.roots import roots_of_finding
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.qt.translated import tr
from workstation.ui.forms.flow_layout import FlowLayout
from workstation.ui.read.finding_course import FindingCourse, comparison_line, date_text
from workstation.ui.read.finding_lines import finding_title, flags_of, grading_line, measured_line
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import Card
from workstation.ui.widgets.chips import Chip, SideChip, verdict_chip
from workstation.ui.widgets.labels import KeyValueRows, LinkLabel, label

NAME_WIDTH_PX = 98


class CardAction(StrEnum):
    """What the buttons of a card ask for."""

    EDIT = "edit"
    SIGN = "sign"
    REOPEN = "reopen"
    RETRACT = "retract"
    CARRY = "carry"
    ASSESS = "assess"
    NEW = "new"


@dataclass(frozen=True)
class CardContext:
    """What a card knows besides the case: dates of studies by UID (YYYYMMDD), those on screen, pixel sizes."""

    dates: Mapping[str, str] = field(default_factory=dict)
    on_screen: tuple[str, ...] = ()
    spacing_of: SpacingOf = no_spacing

    def newest_on_screen(self) -> str:
        """The newest study on screen with a known date; empty where there is none."""
        dated = [uid for uid in self.on_screen if self.dates.get(uid)]
        return max(dated, key=lambda uid: self.dates[uid], default="")


class FindingCard(Card):
    """Announces `chosen(finding id)`, `target_chosen(target id)`, `acted(finding id, CardAction)` and
    `compared(finding id, Comparison, reason)`; evidence, course and buttons unfold while it is selected.
    """

    chosen = Signal(str)
    target_chosen = Signal(str)
    acted = Signal(str, object)
    compared = Signal(str, object, str)

    def __init__(
        self,
        case: Case,
        finding: Finding,
        *,
        selected: bool,
        context: CardContext | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, clickable=True)
        self.finding_id = finding.id
        self._context = context or CardContext()
        self.course: FindingCourse | None = None
        assessment = assess(case, finding)
        history = history_of(case, finding, self._context.spacing_of)
        self.body.addLayout(self._title_row(case, finding, assessment))
        self.body.addWidget(label(grading_line(finding), "secondary", wrap=True))
        for words, tone in _notices(finding, history):
            self.body.addWidget(label(words, "small", wrap=True, tone=tone))
        if selected:
            self.body.addWidget(self._evidence(case, finding, assessment))
            self._add_course(history)
            self.body.addWidget(self._actions(case, finding, history))
        self.set_selected(selected)
        self.clicked.connect(lambda: self.chosen.emit(self.finding_id))

    def _title_row(self, case: Case, finding: Finding, assessment: Assessment) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(SideChip(finding.laterality), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(finding_title(case, finding), "title", wrap=True), 1)
        if is_signed(finding):
            row.addWidget(Chip(tr("signed"), "accent"), 0, Qt.AlignmentFlag.AlignTop)
        if finding.status is FindingStatus.RETRACTED:
            row.addWidget(Chip(tr("retracted"), "plain"), 0, Qt.AlignmentFlag.AlignTop)
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
        codes = _codes(finding)
        if codes:
            rows.add(tr("ICD-10-CM"), tr("{codes}, to confirm", codes=codes), role="secondary")
        return rows

    def _target_link(self, target: ProcedureTarget) -> QLabel:
        link = LinkLabel(f"{target_title(target)} →")
        link.setWordWrap(True)
        link.clicked.connect(lambda: self.target_chosen.emit(target.id))
        return link

    def _add_course(self, history: tuple[StudySeen, ...]) -> None:
        if len(history) < 2:
            return
        self.course = FindingCourse(history)
        self.course.compared.connect(lambda said, reason: self.compared.emit(self.finding_id, said, reason))
        self.body.addWidget(self.course)

    def _actions(self, case: Case, finding: Finding, history: tuple[StudySeen, ...]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for action, words in self._offered(case, finding, history):
            shown = button(words, partial(self.acted.emit, self.finding_id, action), small=True)
            shown.setObjectName(f"finding-{action.value}")
            flow.addWidget(shown)
        return holder

    def _offered(
        self, case: Case, finding: Finding, history: tuple[StudySeen, ...]
    ) -> Iterable[tuple[CardAction, str]]:
        newest = self._context.newest_on_screen()
        date = self._context.dates.get(newest, "")
        own = study_of_finding(case, finding)
        own_date = date_of(case, own) or self._context.dates.get(own, "")
        is_standing = finding.status is not FindingStatus.RETRACTED
        if is_standing and can_carry(case, finding, newest, date, own_date):
            yield CardAction.CARRY, tr("Carry to the study of {date}", date=date_text(date))
        if finding.status is not FindingStatus.DRAFT:
            yield CardAction.REOPEN, tr("Reopen")
            return
        last = history[-1]
        earlier = max((one for one in self._context.dates.values() if one and one < own_date), default="")
        if last.observation is None and earlier:
            yield CardAction.NEW, tr("New since {date}", date=date_text(earlier))
        if last.observation is not None and last.state.is_empty:
            yield CardAction.ASSESS, tr("Assess in {date}", date=date_text(last.study_date))
        yield CardAction.EDIT, tr("Edit")
        yield CardAction.SIGN, tr("Sign")
        yield CardAction.RETRACT, tr("Retract")


def _notices(finding: Finding, history: tuple[StudySeen, ...]) -> Iterable[tuple[str, str]]:
    """(words, tone) of the lines below the grading."""
    measured = measured_line(finding)
    if measured:
        yield measured, "caution" if finding.suggested_grade != finding.grade else ""
    for flag in flags_of(finding):
        yield flag, "caution"
    compared = comparison_line(history)
    if compared:
        yield compared, ""


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


def _codes(finding: Finding) -> str:
    kind = FINDING_TYPES.get(finding.type_id)
    proposed = kind.proposed_codes(finding.level, finding.laterality) if kind is not None else ()
    return ", ".join(dict.fromkeys(one.code for one in proposed[:4]))


def _joined(parts: Iterable[object]) -> str:
    return ", ".join(str(part) for part in parts) or tr("none")
