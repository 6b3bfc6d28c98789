"""The studies of the open patient, newest first, each series with its thumbnail."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from viewers.imaging.problems import Problem
from viewers.qt.plain_text import isolated
from workstation.dicom.records import PatientRecord, StudyRecord
from workstation.ui.image_catalogue import StackKey
from workstation.ui.patient_text import iso_date
from workstation.ui.read.document_card import DocumentCard
from workstation.ui.read.series_card import SeriesCard
from workstation.ui.read.thumbnail_source import ThumbnailSource
from workstation.ui.widgets.cards import ScrolledColumn
from workstation.ui.widgets.chips import Chip
from workstation.ui.widgets.labels import SectionHeading, label

BROWSER_PX = 236
"""interface.md: width of the study browser."""
EMPTY_TEXT = "No images of this patient yet. Drop a folder, a zip archive or DICOM files anywhere on the window."


class StudyBrowser(QFrame):
    """Announces `opened(StackKey)` on a double click, `document_opened(DocumentRecord)` on a click."""

    opened = Signal(object)
    document_opened = Signal(object)

    def __init__(self, thumbnails: ThumbnailSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setFixedWidth(BROWSER_PX)
        self._thumbnails = thumbnails
        self._cards: dict[StackKey, SeriesCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._scrolled = ScrolledColumn(spacing_px=6)
        column.addWidget(self._scrolled)
        thumbnails.arrived.connect(self._show_thumbnail)
        self.show_patient(None)

    @property
    def cards(self) -> dict[StackKey, SeriesCard]:
        """The series on offer."""
        return self._cards

    def show_patient(self, patient: PatientRecord | None) -> None:
        """List the images of a patient."""
        self._thumbnails.forget()
        self._scrolled.clear()
        self._cards.clear()
        column = self._scrolled.column
        if patient is None or not patient.studies:
            column.addWidget(SectionHeading("Studies"))
            column.addWidget(label(EMPTY_TEXT, "secondary", wrap=True))
            return
        for problem in patient.problems:
            column.addWidget(_problem_chip(problem))
            column.addWidget(label(problem.message, "small", wrap=True, tone="caution"))
        for study in patient.studies:
            self._add_study(study)

    def show_on_screen(self, keys: Iterable[StackKey]) -> None:
        """Outline the stacks that are in a viewport."""
        shown = {key.acquired for key in keys}
        for key, card in self._cards.items():
            card.set_selected(key in shown)

    def _add_study(self, study: StudyRecord) -> None:
        column = self._scrolled.column
        title = study.description or " / ".join(sorted({series.modality for series in study.series})) or "Study"
        column.addWidget(SectionHeading(isolated(title[:24]), iso_date(study.date) or "no date"))
        for series in study.series:
            for number in range(len(series.stacks)):
                key = StackKey(series.series_instance_uid, number)
                card = SeriesCard(series, key)
                card.opened.connect(self.opened.emit)
                self._cards[key] = card
                column.addWidget(card)
                self._thumbnails.request(series, key)
        for record in study.documents:
            document = DocumentCard(record)
            document.clicked.connect(lambda chosen=record: self.document_opened.emit(chosen))
            column.addWidget(document)
        column.addSpacing(8)

    def _show_thumbnail(self, key: StackKey, picture: QPixmap) -> None:
        card = self._cards.get(key)
        if card is not None:
            card.set_thumbnail(picture)


def _problem_chip(problem: Problem) -> Chip:
    return Chip(problem.code.value.replace("-", " "), "alert", tooltip=problem.message)
