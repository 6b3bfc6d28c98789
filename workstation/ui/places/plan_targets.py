"""The targets of the case as cards."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotations.case import Case
from annotations.level_names import target_level_name
from annotations.target_checks import linked_findings, numbering_questions
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.qt.translated import tr
from workstation.ui.forms.item_words import finding_words, procedure_title
from workstation.ui.forms.target_form import open_warnings
from workstation.ui.widgets.cards import Card, clear_layout
from workstation.ui.widgets.chips import Chip, SideChip
from workstation.ui.widgets.labels import LinkLabel, SectionHeading, label


class TargetCard(Card):
    """Side, procedure, level and root; what it is for; how far it is planned. `finding_clicked(id)` follows a link."""

    finding_clicked = Signal(str)

    def __init__(self, case: Case, target: ProcedureTarget, *, selected: bool) -> None:
        super().__init__(clickable=True)
        self.target_id = target.id
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SideChip(target.laterality))
        head.addWidget(label(procedure_title(target.procedure_id), "title", wrap=True), 1)
        self.body.addLayout(head)
        root = tr(" · {value} root", value=target.root.value) if target.root is not None else ""
        name = target_level_name(case, target)
        self.body.addWidget(label(f"{name}, {target.laterality.word}{root}", "secondary", wrap=True))
        for finding in linked_findings(case, target):
            link = LinkLabel(tr("for {finding_words}", finding_words=finding_words(finding)))
            link.setWordWrap(True)
            link.clicked.connect(lambda finding_id=finding.id: self.finding_clicked.emit(finding_id))
            self.body.addWidget(link)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        placed = target.path is not None
        chips.addWidget(
            Chip(tr("entry and tip placed") if placed else tr("not placed yet"), "good" if placed else "caution")
        )
        if target.status is TargetStatus.PLANNED:
            chips.addWidget(Chip(tr("planned"), "good"))
        questions = numbering_questions(case, target)
        if questions:
            chips.addWidget(Chip(tr("numbering unresolved"), "caution", tooltip="\n".join(questions)))
        warnings = open_warnings(case, target)
        if warnings:
            chips.addWidget(Chip(tr("{count} to look at", count=len(warnings)), "caution", tooltip="\n".join(warnings)))
        chips.addStretch(1)
        self.body.addLayout(chips)
        self.set_selected(selected)


class TargetList(QWidget):
    """All targets. `chosen(id)` asks for one, `finding_clicked(id)` for a finding."""

    chosen = Signal(str)
    finding_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = SectionHeading(tr("Targets"))
        self.empty = label(
            tr(
                "A target says where the needle goes and for which finding. "
                "Press T to add one for the selected finding."
            ),
            "secondary",
            wrap=True,
        )
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.empty)
        column.addLayout(self._cards)

    def refresh(self, case: Case | None, chosen_id: str | None) -> None:
        """Show the targets of a case, the chosen one outlined."""
        clear_layout(self._cards)
        targets = case.of_type(ProcedureTarget) if case is not None else ()
        for target in targets:
            assert case is not None
            card = TargetCard(case, target, selected=target.id == chosen_id)
            # Choosing replaces the cards, so this one must have finished handling its own click first.
            card.clicked.connect(
                lambda item_id=target.id: QTimer.singleShot(0, self, lambda: self.chosen.emit(item_id))
            )
            card.finding_clicked.connect(self.finding_clicked)
            self._cards.addWidget(card)
        self.heading.set_trailing(str(len(targets)) if targets else "")
        self.empty.setVisible(not targets)
