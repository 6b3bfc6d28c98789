"""Hypotheses that no image shows, with what decides about each and how far it has come."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotations.anatomy import Level
from annotations.case import Case, Change, replace_item
from annotations.catalogue_files import Evidence
from annotations.hypotheses import HypothesisStatus, PainHypothesis
from annotations.hypothesis_catalogue import CONDITIONS
from annotations.icd10 import icd10_proposals
from annotations.links import remove_item
from annotations.wording import describe_item
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.form_rows import segments
from workstation.ui.forms.side_choice import SideChoice
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import Card, clear_layout
from workstation.ui.widgets.labels import SectionHeading, label


class ExplainHypotheses(QWidget):
    """One card for each hypothesis, nothing while there is none. `failed(words)` says why a change did not happen."""

    failed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def refresh(self, case: Case | None) -> None:
        """Show the hypotheses of a case."""
        clear_layout(self._column)
        found = case.of_type(PainHypothesis) if case is not None else ()
        self.setVisible(bool(found))
        if found:
            self._column.addWidget(SectionHeading(tr("Hypotheses, not seen on images"), str(len(found))))
        for hypothesis in found:
            self._column.addWidget(self._card(hypothesis))

    def _card(self, hypothesis: PainHypothesis) -> Card:
        condition = CONDITIONS.get(hypothesis.condition_id)
        card = Card()
        card.body.addWidget(label(condition.title if condition is not None else hypothesis.condition_id, "title"))
        if condition is not None:
            doubt = tr(" (unverified)") if condition.evidence is Evidence.UNVERIFIED else ""
            words = tr("Decided by: {criteria}{doubt}", criteria=condition.decided_by, doubt=doubt)
            card.body.addWidget(label(words, "secondary", wrap=True))
            codes = ", ".join(one.code for one in icd10_proposals(condition.icd10, Level.SACRUM, hypothesis.laterality))
            if codes:
                card.body.addWidget(label(tr("ICD-10-CM {codes}, to confirm", codes=codes), "small", wrap=True))
        card.body.addLayout(self._controls(hypothesis))
        return card

    def _controls(self, hypothesis: PainHypothesis) -> QHBoxLayout:
        status = segments((one.value for one in HypothesisStatus), tr("Status"), clearable=False)
        status.set_value(hypothesis.status.value)
        status.chosen.connect(
            lambda value: self._replace(hypothesis, replace(hypothesis, status=HypothesisStatus(value)))
        )
        side = SideChoice(clearable=True)
        side.set_value(hypothesis.laterality.value if hypothesis.laterality is not None else None)
        side.chosen.connect(lambda _: self._replace(hypothesis, replace(hypothesis, laterality=side.laterality)))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(status)
        row.addWidget(side)
        row.addWidget(button(tr("Remove"), lambda: self._remove(hypothesis), small=True, flat=True))
        row.addStretch(1)
        return row

    def _replace(self, before: PainHypothesis, after: PainHypothesis) -> None:
        self._apply(replace_item(before, after, tr("Change {words}", words=describe_item(after))))

    def _remove(self, hypothesis: PainHypothesis) -> None:
        case = self._session.case
        if case is not None:
            self._apply(remove_item(case, hypothesis.id, tr("Remove {words}", words=describe_item(hypothesis))))

    def _apply(self, change: Change) -> None:
        self.failed.emit(try_apply(self._session, change))
