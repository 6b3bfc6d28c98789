"""What will go to the chart, in the report's own words: findings by level, targets, evaluation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotations.anatomy import Laterality
from annotations.case import Case
from reports.evaluation_text import EvaluationSection, evaluation_sections
from reports.narrative import (
    DISCLAIMER,
    REVIEW_NOTE,
    SUPINE_NOTE,
    MeasurementRow,
    finding_texts,
    measurement_rows,
    numbering_text,
    side_and_level,
    target_texts,
)
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.patient_text import demographics, display_name, identifier
from workstation.ui.widgets.cards import Card, clear_layout
from workstation.ui.widgets.chips import SideChip
from workstation.ui.widgets.labels import KeyValueRows, LinkLabel, SectionHeading, label

PAGE_WIDTH_PX = 860
"""Lines longer than this are tiring to read."""
NAME_WIDTH_PX = 150
Facts = Sequence[tuple[str, str]]


class ChartPreview(QWidget):
    """Cards in the order of the report; each finding and target leads to its pixels."""

    def __init__(
        self, session: Session, spacings_mm: Callable[[Case], Mapping[str, float]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._spacings_mm = spacings_mm
        self.setMaximumWidth(PAGE_WIDTH_PX)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def refresh(self, case: Case | None) -> None:
        """Show the report of a case as it would be now."""
        clear_layout(self._column)
        if case is None:
            self._column.addWidget(label(tr("Open a case to see what would go to its chart."), "secondary", wrap=True))
            return
        self._column.addWidget(_patient_card(case))
        findings = [
            self._linked_card(
                f.finding_id, f.laterality, f"{side_and_level(f.level, f.laterality)}  {f.title}", f.facts
            )
            for f in finding_texts(case)
        ]
        targets = [
            self._linked_card(t.target_id, t.laterality, f"{side_and_level(t.level, t.laterality)}  {t.title}", t.facts)
            for t in target_texts(case)
        ]
        measures = [(row.what, measurement_words(row)) for row in measurement_rows(case, self._spacings_mm(case))]
        self._add(
            tr("Findings"), findings, tr("No finding is marked. Put the cursor on what hurts in Read and press M.")
        )
        self._column.addWidget(label(numbering_text(case), "small", wrap=True))
        self._add(tr("Measurements"), [_facts_card(measures)] if measures else [], tr("Nothing is measured."))
        self._add(tr("Targets"), targets, tr("No procedure target is planned."))
        self._column.addWidget(label(SUPINE_NOTE, "small", wrap=True))
        self._add(tr("Evaluation"), [_section_card(section) for section in evaluation_sections(case)], "")
        for words in (REVIEW_NOTE, DISCLAIMER):
            self._column.addWidget(label(words, "small", wrap=True))

    def _add(self, title: str, cards: Sequence[Card], empty: str) -> None:
        self._column.addWidget(SectionHeading(title))
        for card in cards:
            self._column.addWidget(card)
        if not cards:
            self._column.addWidget(label(empty, "secondary", wrap=True))

    def _linked_card(self, item_id: str, side: Laterality, words: str, facts: Facts) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SideChip(side))
        link = LinkLabel(words)
        link.clicked.connect(lambda: self._session.select(item_id))
        head.addWidget(link)
        head.addStretch(1)
        card.body.addLayout(head)
        card.body.addWidget(_rows(facts))
        return card


def measurement_words(row: MeasurementRow) -> str:
    """`16.4 mm ± 0.4 mm, distance of two points`; says when the uncertainty is not known."""
    if row.uncertainty.startswith("±"):
        return f"{row.value} {row.uncertainty}, {row.method}"
    doubt = "" if row.value.endswith("°") else tr(", uncertainty not known")
    return f"{row.value}{doubt}, {row.method}"


def _patient_card(case: Case) -> Card:
    card = Card()
    card.body.addWidget(label(display_name(case.patient), "name"))
    words = f"{identifier(case.patient)} · {demographics(case.patient, date.today())}"
    card.body.addWidget(label(words, "secondary", wrap=True))
    card.body.addWidget(label(tr("Revision {revision} of this case", revision=case.revision), "small"))
    return card


def _section_card(section: EvaluationSection) -> Card:
    card = Card()
    card.body.addWidget(label(section.heading, "title", wrap=True))
    card.body.addWidget(_rows(section.rows))
    return card


def _facts_card(facts: Facts) -> Card:
    card = Card()
    card.body.addWidget(_rows(facts))
    return card


def _rows(facts: Facts) -> KeyValueRows:
    rows = KeyValueRows(name_width_px=NAME_WIDTH_PX)
    rows.add_all(facts)
    return rows
