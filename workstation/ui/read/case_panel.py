"""The case beside the images: findings, what a new finding at the cursor would be, the list of marks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotations.case import Case
from annotations.findings import Finding, FindingStatus
from annotations.locations import ImageLocation, Location
from annotations.spine_ledger import LevelProposal, SideProposal
from viewers.imaging.images import Pixels
from viewers.qt.translated import tr
from workstation.ui.read.finding_card import CardContext, FindingCard
from workstation.ui.read.marks_list import MarksList
from workstation.ui.read.proposals import level_at, side_at
from workstation.ui.theme import fix_width
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import Card, ScrolledColumn, clear_layout
from workstation.ui.widgets.chips import SideChip
from workstation.ui.widgets.labels import KeyValueRows, LinkLabel, SectionHeading, label

CASE_PANEL_PX = 386
"""interface.md: width of the case panel."""
EMPTY_TEXT = "Put the cursor on what hurts and press M."
NOT_KNOWN = "not known here"


class CasePanel(QFrame):
    """Announces `item_chosen(id)`, `mark_asked`, `undo_asked` and what the cards of findings ask for."""

    item_chosen = Signal(str)
    mark_asked = Signal()
    undo_asked = Signal()
    finding_acted = Signal(str, object)
    finding_compared = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rightPanel")
        fix_width(self, CASE_PANEL_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        self.form_slot = QVBoxLayout()
        self.form_slot.setContentsMargins(12, 0, 12, 0)
        self._scrolled = ScrolledColumn()
        column.addWidget(self._scrolled, 1)
        column.addLayout(self.form_slot)
        self._context = CardContext()
        self._shown: tuple[Case | None, str | None] = (None, None)
        self._shows_retracted = False
        self._findings_heading = SectionHeading(tr("Findings"), "0")
        self._findings = QVBoxLayout()
        self._findings.setSpacing(8)
        self._cursor_card = Card()
        self.marks = MarksList()
        self._assemble()
        column.addLayout(self._buttons())
        self.show_case(None, None)
        self.show_cursor(None, None)

    @property
    def finding_cards(self) -> tuple[FindingCard, ...]:
        """The findings on screen."""
        return tuple(self.findChildren(FindingCard))

    def show_case(self, case: Case | None, selected_id: str | None, *, undo_title: str | None = None) -> None:
        """Show the findings of a case, one of them selected."""
        self._shown = (case, selected_id)
        findings = standing_findings(case)
        self._findings_heading.set_trailing(str(len(findings)))
        self._undo.setEnabled(undo_title is not None)
        self._undo.setToolTip(
            tr("Undo: {undo_title} (Ctrl+Z)", undo_title=undo_title) if undo_title else tr("Nothing to undo")
        )
        self._show_findings(case, selected_id)

    def set_context(self, context: CardContext) -> None:
        """What the cards know besides the case: which studies are on screen."""
        if (context.on_screen, context.dates) != (self._context.on_screen, self._context.dates):
            self._context = context
            self._show_findings(*self._shown)

    def _show_findings(self, case: Case | None, selected_id: str | None) -> None:
        clear_layout(self._findings)
        findings = standing_findings(case)
        if case is None or not findings:
            self._findings.addWidget(label(tr(EMPTY_TEXT), "secondary", wrap=True))
        retracted = [one for one in case.of_type(Finding) if one not in findings] if case is not None else []
        for finding in (*findings, *(retracted if self._shows_retracted else ())):
            self._add_finding(case, finding, selected_id)
        if retracted:
            self._findings.addWidget(self._retracted_link(len(retracted)))

    def _retracted_link(self, count: int) -> LinkLabel:
        words = tr("retracted: hide") if self._shows_retracted else tr("retracted: show")
        link = LinkLabel(f"{count} {words}")
        link.clicked.connect(self._toggle_retracted)
        return link

    def _toggle_retracted(self) -> None:
        self._shows_retracted = not self._shows_retracted
        self._show_findings(*self._shown)

    def show_cursor(self, case: Case | None, location: Location | None, pixels: Pixels | None = None) -> None:
        """Say which level and side a finding at the cursor would get, and where that comes from."""
        clear_layout(self._cursor_card.body)
        rows = KeyValueRows()
        if case is None or location is None:
            rows.add(tr("Cursor"), tr("not on an image"), role="secondary")
        elif isinstance(location, ImageLocation):
            rows.add(tr("Level"), tr("choose it: a radiograph has no patient coordinates"), role="secondary")
            rows.add(tr("Side"), tr("choose it"), role="secondary")
        else:
            rows.add(tr("Level"), _level_words(level_at(case, location)))
            _add_side(rows, side_at(case, location, pixels))
        self._cursor_card.body.addWidget(rows)

    def cursor_texts(self) -> tuple[str, ...]:
        """What is said of the place of the cursor."""
        shown = self._cursor_card.body.itemAt(0)
        widget = shown.widget() if shown is not None else None
        return tuple(part.text() for part in widget.findChildren(QLabel)) if widget is not None else ()

    def add_section(self, section: QWidget) -> None:
        """Put a further part below the others."""
        self._scrolled.column.addWidget(section)

    def set_mark_enabled(self, enabled: bool) -> None:
        """Whether there is an image to mark on."""
        self._mark.setEnabled(enabled)

    def _assemble(self) -> None:
        column = self._scrolled.column
        column.addWidget(self._findings_heading)
        column.addLayout(self._findings)
        column.addWidget(SectionHeading(tr("New finding at cursor")))
        column.addWidget(self._cursor_card)
        column.addWidget(self.marks)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self._mark = button(tr("Mark finding  M"), self.mark_asked.emit, primary=True)
        self._undo = button(tr("Undo"), self.undo_asked.emit)
        row.addWidget(self._mark)
        row.addWidget(self._undo)
        row.addStretch(1)
        return row

    def _add_finding(self, case: Case | None, finding: Finding, selected_id: str | None) -> None:
        if case is None:
            return
        is_selected = selected_id in (finding.id, *finding.mark_ids)
        card = FindingCard(case, finding, selected=is_selected, context=self._context)
        card.acted.connect(self.finding_acted.emit)
        card.compared.connect(self.finding_compared.emit)
        card.chosen.connect(self.item_chosen.emit)
        card.target_chosen.connect(self.item_chosen.emit)
        self._findings.addWidget(card)


def standing_findings(case: Case | None) -> tuple[Finding, ...]:
    """The findings of a case without the retracted."""
    if case is None:
        return ()
    return tuple(finding for finding in case.of_type(Finding) if finding.status is not FindingStatus.RETRACTED)


def _level_words(proposal: LevelProposal | None) -> str:
    return (
        tr("{not_known}: no level is placed near", not_known=NOT_KNOWN)
        if proposal is None
        else tr("{value}, from placed levels", value=proposal.text)
    )


def _add_side(rows: KeyValueRows, proposal: SideProposal | None) -> None:
    if proposal is None:
        rows.add(tr("Side"), tr(NOT_KNOWN), role="secondary")
        return
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(SideChip(proposal.laterality))
    row.addWidget(label(proposal.text, wrap=True, tone="" if proposal.is_certain else "caution"), 1)
    rows.add(tr("Side"), line)
