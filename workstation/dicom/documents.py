"""Opens what a study holds beside images: reports, key images, presentation states, encapsulated PDF."""

from __future__ import annotations

from dataclasses import dataclass

from pydicom import dcmread
from pydicom.dataset import Dataset

from viewers.state.presentation_state import PresentationState
from workstation.dicom.presentation_states import presentation_state
from workstation.dicom.pydicom_setup import PARSE_ERRORS
from workstation.dicom.records import DocumentKind, DocumentRecord
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


Document = ReportDocument | PdfDocument | PresentationState


def open_document(record: DocumentRecord) -> Document:
    """Read the content of a document. Raises `DocumentError` with the reason and what to do."""
    try:
        dataset = dcmread(record.path)
        return _opened(dataset, record)
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
