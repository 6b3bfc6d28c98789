"""The studies of the open patient, newest first, each series with its thumbnail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from viewers.imaging.problems import Problem
from viewers.qt.plain_text import isolated
from viewers.qt.translated import tr
from workstation.dicom.records import PatientRecord, StudyRecord
from workstation.ui.icon_set import icon
from workstation.ui.image_catalogue import StackKey
from workstation.ui.patient_text import iso_date
from workstation.ui.read.document_card import DocumentCard
from workstation.ui.read.series_card import SeriesCard
from workstation.ui.read.study_age import age_words, study_groups
from workstation.ui.read.thumbnail_source import ThumbnailSource
from workstation.ui.theme import fix_width
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import ScrolledColumn
from workstation.ui.widgets.chips import Chip
from workstation.ui.widgets.labels import SectionHeading, label

BROWSER_PX = 236
"""interface.md: width of the study browser."""
EMPTY_TEXT = "No images of this patient yet. Drop a folder, a zip archive or DICOM files anywhere on the window."


class StudyBrowser(QFrame):
    """Announces `opened(StackKey)` on a double click, `document_opened(DocumentRecord)` on a click, and
    `compare_asked(study uid)` for an earlier study.
    """

    opened = Signal(object)
    document_opened = Signal(object)
    compare_asked = Signal(str)

    def __init__(
        self,
        thumbnails: ThumbnailSource,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self.setObjectName("sidePanel")
        fix_width(self, BROWSER_PX)
        self._thumbnails = thumbnails
        self._cards: dict[StackKey, SeriesCard] = {}
        self._comparisons: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        self._scrolled = ScrolledColumn(spacing_px=6)
        column.addWidget(self._scrolled)
        thumbnails.arrived.connect(self._show_thumbnail)
        self.show_patient(None)

    @property
    def cards(self) -> dict[StackKey, SeriesCard]:
        """The series on offer."""
        return self._cards

    @property
    def comparisons(self) -> dict[str, QWidget]:
        """The offers to compare with an earlier study, by its UID; hidden ones are not offered."""
        return self._comparisons

    def set_head(self, head: QWidget) -> None:
        """Put something above the studies that does not scroll away."""
        self._column.insertWidget(0, head)

    def offer_comparison(self, studies: Iterable[str]) -> None:
        """Offer to compare with these studies: they show the same as a later one."""
        offered = frozenset(studies)
        for uid, row in self._comparisons.items():
            row.setVisible(uid in offered)

    def show_patient(self, patient: PatientRecord | None) -> None:
        """List the images of a patient."""
        self._thumbnails.forget()
        self._scrolled.clear()
        self._cards.clear()
        self._comparisons.clear()
        column = self._scrolled.column
        if patient is None or not patient.studies:
            column.addWidget(SectionHeading(tr("Studies")))
            column.addWidget(label(tr(EMPTY_TEXT), "secondary", wrap=True))
            return
        for problem in patient.problems:
            column.addWidget(_problem_chip(problem))
            column.addWidget(label(problem.message, "small", wrap=True, tone="caution"))
        groups = study_groups([study.date for study in patient.studies])
        for number, (study, group) in enumerate(zip(patient.studies, groups, strict=True)):
            if group not in groups[:number]:
                column.addWidget(label(group, "strong"))
            self._add_study(study, is_earlier=number > 0)

    def show_on_screen(self, keys: Iterable[StackKey]) -> None:
        """Outline the stacks that are in a viewport."""
        shown = {key.acquired for key in keys}
        for key, card in self._cards.items():
            card.set_selected(key in shown)

    def _add_study(self, study: StudyRecord, *, is_earlier: bool) -> None:
        column = self._scrolled.column
        title = study.description or " / ".join(sorted({series.modality for series in study.series})) or tr("Study")
        column.addWidget(SectionHeading(isolated(title[:24]), iso_date(study.date) or tr("no date")))
        age = age_words(study.date, self._today())
        if age:
            column.addWidget(label(age, "small"))
        if is_earlier:
            self._add_comparison(study)
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

    def _add_comparison(self, study: StudyRecord) -> None:
        uid = study.study_instance_uid
        made = button(
            tr("Compare"),
            lambda: self.compare_asked.emit(uid),
            small=True,
            tooltip=tr("Hang it beside the later study"),
        )
        made.setIcon(icon("compare"))
        made.setAccessibleName(tr("Compare with the study of {value}", value=iso_date(study.date) or "unknown date"))
        made.hide()
        self._comparisons[uid] = made
        self._scrolled.column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_thumbnail(self, key: StackKey, picture: QPixmap) -> None:
        card = self._cards.get(key)
        if card is not None:
            card.set_thumbnail(picture)


def _problem_chip(problem: Problem) -> Chip:
    return Chip(problem.code.value.replace("-", " "), "alert", tooltip=problem.message)
