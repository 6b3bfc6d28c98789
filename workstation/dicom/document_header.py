"""What the scan keeps of objects that are read beside the images: reports, key images, presentations, PDF."""

from __future__ import annotations

from collections.abc import Mapping

from workstation.dicom import tags
from workstation.dicom.headers import DocumentHeader
from workstation.dicom.identity import iso_date, read_identity
from workstation.dicom.part10 import NotDicomError, open_header
from workstation.dicom.raw_values import RawValues
from workstation.dicom.records import DocumentKind, DocumentRecord

_STORAGE = "1.2.840.10008.5.1.4.1.1."
DOCUMENT_CLASSES: Mapping[str, DocumentKind] = {
    **{
        f"{_STORAGE}88.{number}": DocumentKind.REPORT
        for number in (11, 22, 33, 34, 35, 40, 50, 65, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76)
    },
    f"{_STORAGE}88.59": DocumentKind.KEY_IMAGES,
    f"{_STORAGE}11.1": DocumentKind.PRESENTATION,
    f"{_STORAGE}104.1": DocumentKind.PDF,
}
"""SOP classes by what they are to a reader (PS3.4 B.5): structured reports of every kind, key object selections,
grayscale softcopy presentation states, encapsulated PDF."""

CONTENT_DATE = 0x00080023
CONCEPT_NAME = 0x0040A043
CODE_MEANING = 0x00080104
DOCUMENT_TITLE = 0x00420010
CONTENT_LABEL = 0x00700080
CONTENT_DESCRIPTION = 0x00700081


def document_header(path: str, sop_class_uid: str) -> DocumentHeader | None:
    """The header of a document; None when its class is no document, it belongs to no study, or it cannot be read."""
    kind = DOCUMENT_CLASSES.get(sop_class_uid)
    if kind is None:
        return None
    try:
        values = RawValues(open_header(path).dataset)
    except (NotDicomError, OSError):
        return None
    study_uid = values.text(tags.STUDY_UID)
    if not study_uid:
        return None
    record = DocumentRecord(
        kind,
        path,
        sop_class_uid,
        values.text(tags.SOP_INSTANCE),
        _title(values, kind),
        iso_date(values.text(CONTENT_DATE)) or iso_date(values.text(tags.STUDY_DATE)),
    )
    return DocumentHeader(read_identity(values), study_uid, record)


def _title(values: RawValues, kind: DocumentKind) -> str:
    """What a document calls itself, as specifically as it says."""
    stated = {
        DocumentKind.PDF: (values.text(DOCUMENT_TITLE), values.item(CONCEPT_NAME).text(CODE_MEANING)),
        DocumentKind.PRESENTATION: (values.text(CONTENT_DESCRIPTION), values.text(CONTENT_LABEL)),
    }.get(kind, (values.item(CONCEPT_NAME).text(CODE_MEANING),))
    return next((text for text in (*stated, values.text(tags.SERIES_DESCRIPTION)) if text), kind.value)
