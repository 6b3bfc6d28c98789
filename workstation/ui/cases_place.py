"""The start: cases and known patients with search, what to do first, and where to drop images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.patient import PatientIdentity
from annotations.repository import CaseSummary
from viewers.qt.plain_text import isolated, visible
from viewers.qt.translated import tr
from workstation.dicom.records import PatientRecord
from workstation.ui.image_catalogue import all_series, is_of
from workstation.ui.patient_text import demographics, display_name, identifier, iso_date
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import Card, ScrolledColumn
from workstation.ui.widgets.chips import Chip
from workstation.ui.widgets.labels import SectionHeading, label

LIST_WIDTH_PX = 760
"""The list does not grow wider: long lines are hard to scan."""
EMPTY_TITLE = "No patients yet"
EMPTY_TEXT = (
    "Drop a folder, a zip archive, a CD or single DICOM files anywhere on this window. "
    "Then put the cursor on what hurts and press M."
)
_SHOWN_ROWS = 200


@dataclass(frozen=True)
class CaseRow:
    """One patient of the list: the stored case, the images known, or both."""

    identity: PatientIdentity
    summary: CaseSummary | None = None
    images: PatientRecord | None = None

    @property
    def search_text(self) -> str:
        """What the search looks in, folded."""
        studies = () if self.images is None else self.images.studies
        parts = [display_name(self.identity), self.identity.name, self.identity.patient_id, self.identity.birth_date]
        parts += [f"{study.description} {study.date}" for study in studies]
        return " ".join(parts).casefold()


def _no_studies(_summary: CaseSummary) -> frozenset[str]:
    return frozenset()


def case_rows(
    summaries: Sequence[CaseSummary],
    patients: Sequence[PatientRecord],
    studies_of: Callable[[CaseSummary], frozenset[str]] = _no_studies,
) -> tuple[CaseRow, ...]:
    """Cases, last changed first, joined with their images; then patients with images and no case.

    `studies_of` gives the studies of a case whose patient has neither ID nor name: only they say which images are its.
    """
    rows = []
    taken: list[PatientRecord] = []
    for summary in summaries:
        studies = studies_of(summary)
        images = next((p for p in patients if is_of(p, summary.patient, studies)), None)
        if images is not None:
            taken.append(images)
        rows.append(CaseRow(summary.patient, summary, images))
    rows += [CaseRow(patient.identity, None, patient) for patient in patients if patient not in taken]
    return tuple(rows)


class CasesPlace(QWidget):
    """Announces `row_chosen(CaseRow)`, and what the start buttons ask for."""

    row_chosen = Signal(object)
    folder_asked = Signal()
    files_asked = Signal()
    demo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._rows: tuple[CaseRow, ...] = ()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 32, 24, 16)
        outer.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(LIST_WIDTH_PX)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(tr("Cases"), "pageTitle"))
        self._search = QLineEdit()
        self._search.setPlaceholderText(tr("Search by name, ID, birth date or study"))
        self._search.setAccessibleName(tr("Search patients"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(lambda _text: self._fill())
        column.addWidget(self._search)
        column.addWidget(self._drop_zone())
        self._heading = SectionHeading(tr("Patients"))
        column.addWidget(self._heading)
        self._list = ScrolledColumn(margin_px=0)
        column.addWidget(self._list, 1)
        outer.addWidget(middle, 20)
        outer.addStretch(1)
        self._fill()

    @property
    def rows(self) -> tuple[CaseRow, ...]:
        """Everything on the list, before the search."""
        return self._rows

    def show_rows(self, rows: tuple[CaseRow, ...]) -> None:
        """Show another list."""
        self._rows = rows
        self._fill()

    def matching_rows(self) -> tuple[CaseRow, ...]:
        """The rows that fit the search."""
        words = self._search.text().casefold().split()
        return tuple(row for row in self._rows if all(word in row.search_text for word in words))

    def focus_search(self) -> None:
        """Ready to type."""
        self._search.setFocus()

    def search(self, text: str) -> None:
        """Put a text into the search."""
        self._search.setText(text)

    def _drop_zone(self) -> QFrame:
        zone = QFrame()
        zone.setObjectName("dropZone")
        row = QHBoxLayout(zone)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.addWidget(label(tr("Drop images here"), "title"))
        words.addWidget(label(tr("Folders, zip archives, CDs or single files"), "small"))
        row.addLayout(words, 1)
        row.addWidget(button(tr("Open folder…"), self.folder_asked.emit, primary=True))
        row.addWidget(button(tr("Open files…"), self.files_asked.emit))
        row.addWidget(button(tr("Sample patient"), self.demo_asked.emit))
        return zone

    def _fill(self) -> None:
        self._list.clear()
        shown = self.matching_rows()
        self._heading.set_trailing(str(len(shown)))
        column = self._list.column
        if not shown:
            title, text = (
                (tr(EMPTY_TITLE), tr(EMPTY_TEXT)) if not self._rows else (tr("Nothing found"), tr("Try fewer letters."))
            )
            column.addSpacing(16)
            column.addWidget(label(title, "name"))
            column.addWidget(label(text, "secondary", wrap=True))
            return
        for row in shown[:_SHOWN_ROWS]:
            column.addWidget(self._card(row))
        if len(shown) > _SHOWN_ROWS:
            column.addWidget(
                label(tr("and {value} more; search to narrow the list", value=len(shown) - _SHOWN_ROWS), "secondary")
            )

    def _card(self, row: CaseRow) -> Card:
        card = Card(clickable=True)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(label(display_name(row.identity), "name"))
        first.addWidget(label(f"{identifier(row.identity)}   {demographics(row.identity, date.today())}", "secondary"))
        first.addStretch(1)
        for chip in _chips(row):
            first.addWidget(chip)
        card.body.addLayout(first)
        card.body.addWidget(label(_second_line(row), "small", wrap=True))
        card.clicked.connect(lambda: self.row_chosen.emit(row))
        return card


def _chips(row: CaseRow) -> tuple[Chip, ...]:
    chips = []
    if row.images is not None and row.images.problems:
        chips.append(Chip(tr("check identity"), "alert", tooltip="\n".join(p.message for p in row.images.problems)))
    if row.summary is not None:
        chips.append(Chip("case", "accent", tooltip=tr("There is a stored case of this patient")))
    if row.images is None:
        chips.append(
            Chip(tr("no images here"), "plain", tooltip=tr("Open the folder of this patient's images to see them"))
        )
    return tuple(chips)


def _second_line(row: CaseRow) -> str:
    parts = []
    if row.summary is not None:
        parts.append(tr("changed {replace} UTC", replace=row.summary.changed_at[:16].replace("T", " ")))
    if row.images is not None:
        for study in row.images.studies[:3]:
            modalities = "/".join(sorted({series.modality for series in study.series}))
            named = study.description.upper().startswith(modalities)
            words = ("" if named else visible(modalities), isolated(study.description), iso_date(study.date))
            parts.append(" ".join(word for word in words if word))
        parts.append(tr("{sum} series", sum=sum(1 for _ in all_series(row.images))))
    return " · ".join(parts) or tr("no images and no changes yet")
