"""Opens what a study holds beside images: reports, key images, presentation states, encapsulated PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydicom import dcmread
from pydicom.dataset import Dataset

from annotations.foreign_marks import ForeignMark
from viewers.state.presentation_state import PresentationState
from workstation.dicom.foreign_marks import foreign_marks_of
from workstation.dicom.foreign_places import surroundings
from workstation.dicom.presentation_states import presentation_state
from workstation.dicom.pydicom_setup import PARSE_ERRORS
from workstation.dicom.records import DocumentKind, DocumentRecord, PatientRecord
from workstation.dicom.report_text import ReportLine, report_lines

PDF_TYPE = "application/pdf"


class DocumentError(Exception):
    """A document that cannot be opened: which, why, and what to do."""


@dataclass(frozen=True)
class ReportDocument:
    """A structured report or a key object selection, as lines with the images they refer to."""

    title: str
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True)
class PdfDocument:
    """An encapsulated PDF as bytes."""

    title: str
    data: bytes


ReadT = TypeVar("ReadT")
Document = ReportDocument | PdfDocument | PresentationState


def open_document(record: DocumentRecord) -> Document:
    """Read the content of a document. Raises `DocumentError` with the reason and what to do."""
    return _read(record, lambda dataset: _opened(dataset, record))


def marks_of_document(record: DocumentRecord, patient: PatientRecord) -> tuple[ForeignMark, ...]:
    """The marks in a report or presentation, placed on the images of the patient. Raises `DocumentError`."""
    return _read(record, lambda dataset: foreign_marks_of(dataset, surroundings(patient)))


def _read(record: DocumentRecord, read: Callable[[Dataset], ReadT]) -> ReadT:
    try:
        return read(dcmread(record.path))
    except OSError as error:
        reason = error.strerror or type(error).__name__
    except PARSE_ERRORS as error:
        reason = f"its content is damaged ({type(error).__name__})"
    raise DocumentError(f"This {record.kind.value} cannot be opened: {reason}. Ask its sender for it again.")


def _opened(dataset: Dataset, record: DocumentRecord) -> Document:
    if record.kind is DocumentKind.PDF:
        return _pdf(dataset, record)
    if record.kind is DocumentKind.PRESENTATION:
        return presentation_state(dataset, record.title)
    return ReportDocument(record.title, report_lines(dataset))


def _pdf(dataset: Dataset, record: DocumentRecord) -> PdfDocument:
    kind, data = str(dataset.get("MIMETypeOfEncapsulatedDocument", "")), dataset.get("EncapsulatedDocument")
    if not isinstance(data, bytes) or not data.startswith(b"%PDF"):
        raise DocumentError(f"This document says it is {kind or 'of no type'} and holds no PDF: it is not opened.")
    # An odd length is padded with one zero byte; the length element tells, where it is there (PS3.3 C.24.2).
    length = dataset.get("EncapsulatedDocumentLength")
    return PdfDocument(record.title, data[: int(length)] if length else data)
