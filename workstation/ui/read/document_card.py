"""One document of a study in the browser: what it is, what it calls itself, when it was written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from viewers.qt.plain_text import isolated
from viewers.qt.translated import tr
from workstation.dicom.records import DocumentKind, DocumentRecord
from workstation.ui.patient_text import iso_date
from workstation.ui.widgets.cards import Card
from workstation.ui.widgets.chips import Chip
from workstation.ui.widgets.labels import label, plain_tooltip

KIND_TITLES: Mapping[DocumentKind, str] = {
    DocumentKind.REPORT: "Report",
    DocumentKind.KEY_IMAGES: "Key images",
    DocumentKind.PRESENTATION: "Presentation",
    DocumentKind.PDF: "PDF",
}
HINTS: Mapping[DocumentKind, str] = {
    DocumentKind.REPORT: "Click to read it beside the images",
    DocumentKind.KEY_IMAGES: "Click to see why they were chosen and go to each",
    DocumentKind.PRESENTATION: "Click to see the images as it shows them; click again to see them as they are",
    DocumentKind.PDF: "Click to read it beside the images",
}


class DocumentCard(Card):
    """A click opens the document; a presentation that is applied is outlined."""

    def __init__(self, record: DocumentRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent, clickable=True)
        self.record = record
        self.body.setContentsMargins(8, 6, 8, 6)
        row = QHBoxLayout()
        row.addWidget(Chip(tr(KIND_TITLES[record.kind])))
        row.addStretch(1)
        row.addWidget(label(iso_date(record.date) or tr("no date"), "small"))
        self.body.addLayout(row)
        self.body.addWidget(label(isolated(record.title), "secondary", wrap=True))
        self.setAccessibleName(f"{tr(KIND_TITLES[record.kind])}: {record.title}, {record.date or tr('no date')}")
        self.setToolTip(plain_tooltip(tr(HINTS[record.kind])))
