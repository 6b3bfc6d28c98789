"""The report for people: a PDF with the patient's banner on every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from annotations.case import Case
from annotations.patient import PatientIdentity
from reports.content import KeyImage, PageSize, Provenance
from reports.fonts import BOLD, REGULAR, font_runs, register_fonts
from reports.names import NOT_GIVEN, display_name
from reports.pdf_sections import story
from reports.pdf_style import DRAFT_COLOUR, FINAL_COLOUR, INK, LINE, MARGIN, QUIET

BANNER_HEIGHT = 17 * mm
FOOTER_HEIGHT = 13 * mm
SHORT_DISCLAIMER = "Research/educational software, not a medical device. Verify everything against the source images."


@dataclass(frozen=True)
class PdfReport:
    """The bytes of the file and how many pages it has."""

    content: bytes
    pages: int


def pdf_report(
    case: Case,
    key_images: Sequence[KeyImage],
    *,
    final: bool,
    provenance: Provenance,
    page_size: PageSize = PageSize.A4,
) -> bytes:
    """The PDF file of `paged_report`, without uncertainties of lengths in patient space."""
    return paged_report(case, key_images, final=final, provenance=provenance, page_size=page_size).content


def paged_report(
    case: Case,
    key_images: Sequence[KeyImage],
    *,
    final: bool,
    provenance: Provenance,
    page_size: PageSize = PageSize.A4,
    spacings_mm: Mapping[str, float] | None = None,
) -> PdfReport:
    """The PDF file. The same case, images, provenance and page size give the same bytes.

    Neither title nor any other metadata holds the patient's name. `spacings_mm` is the pixel spacing each mark id was
    placed on, where it is known: it gives the uncertainty of a length.
    """
    register_fonts()

    def built(page_count: int) -> tuple[bytes, int]:
        target = BytesIO()
        document = _document(target, case, final=final, provenance=provenance, page_size=page_size, pages=page_count)
        parts = story(case, key_images, document.width, final=final, provenance=provenance, spacings_mm=spacings_mm)
        document.build(parts, canvasmaker=_canvas_at(provenance))
        return target.getvalue(), int(document.page)

    # The first pass only counts the pages that the second prints as "page n of N".
    _, pages = built(0)
    return PdfReport(*built(pages))


def _document(
    target: BytesIO, case: Case, *, final: bool, provenance: Provenance, page_size: PageSize, pages: int
) -> BaseDocTemplate:
    document = BaseDocTemplate(
        target,
        pagesize=page_size.value,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN / 2 + BANNER_HEIGHT,
        bottomMargin=MARGIN / 2 + FOOTER_HEIGHT,
        title=f"Pain imaging review {case.id} ({'final' if final else 'draft'})",
        author="Foramen",
        subject="Findings, evaluation and procedure targets",
        creator=f"Foramen {provenance.software_version}",
        invariant=1,
        lang="en",
    )
    frame = Frame(document.leftMargin, document.bottomMargin, document.width, document.height, 0, 0, 0, 0)

    def decorate(canvas: Canvas, _document: BaseDocTemplate) -> None:
        _banner(canvas, case.patient, page_size, final=final)
        _footer(canvas, case, page_size, provenance=provenance, pages=pages)

    document.addPageTemplates(PageTemplate("page", [frame], onPage=decorate))
    return document


def _canvas_at(provenance: Provenance) -> Callable[..., Canvas]:
    """Canvases dated by our clock; reportlab would write the time of day or, asked for stable bytes, the year 2000."""

    def make(*arguments: Any, **options: Any) -> Canvas:
        canvas = Canvas(*arguments, **options)
        stamp = TimeStamp(invariant=1)
        moment = provenance.made_at
        stamp.t, stamp.lt, stamp.YMDhms = moment.timestamp(), moment.timetuple(), tuple(moment.timetuple())[:6]
        canvas._doc._timeStamp = stamp
        return canvas

    return make


def _banner(canvas: Canvas, patient: PatientIdentity, page_size: PageSize, *, final: bool) -> None:
    width, height = page_size.value
    top = height - MARGIN / 2
    canvas.saveState()
    status = "FINAL" if final else "DRAFT"
    status_width = 24 * mm
    canvas.setFillColor(FINAL_COLOUR if final else DRAFT_COLOUR)
    canvas.roundRect(width - MARGIN - status_width, top - 9 * mm, status_width, 8 * mm, 3, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont(BOLD, 11)
    canvas.drawCentredString(width - MARGIN - status_width / 2, top - 6.4 * mm, status)
    room = width - 2 * MARGIN - status_width - 4 * mm
    canvas.setFillColor(INK)
    _line(canvas, display_name(patient.name), MARGIN, top - 5 * mm, size=13, room=room)
    canvas.setFillColor(QUIET)
    _line(canvas, _identity_text(patient), MARGIN, top - 10.5 * mm, size=9, room=room)
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, top - 13 * mm, width - MARGIN, top - 13 * mm)
    canvas.restoreState()


def _identity_text(patient: PatientIdentity) -> str:
    issuer = f" ({patient.issuer})" if patient.issuer else ""
    sex = {"F": "female", "M": "male", "O": "other"}.get(patient.sex.strip().upper(), patient.sex or NOT_GIVEN)
    return " · ".join(
        (f"ID {patient.patient_id or NOT_GIVEN}{issuer}", f"born {patient.birth_date or NOT_GIVEN}", f"sex {sex}")
    )


def _line(canvas: Canvas, words: str, x: float, y: float, *, size: float, room: float) -> None:
    """One line of text in as many fonts as it needs, made smaller until it fits the room."""
    runs = tuple(font_runs(words.replace("\n", " ")))
    length = sum(canvas.stringWidth(run, font, size) for font, run in runs)
    fitted = size * min(1.0, room / length) if length else size
    for font, run in runs:
        canvas.setFont(font, fitted)
        canvas.drawString(x, y, run)
        x += canvas.stringWidth(run, font, fitted)


def _footer(canvas: Canvas, case: Case, page_size: PageSize, *, provenance: Provenance, pages: int) -> None:
    width, _ = page_size.value
    bottom = MARGIN / 2
    made = provenance.made_at.strftime("%Y-%m-%d %H:%M")
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, bottom + 9 * mm, width - MARGIN, bottom + 9 * mm)
    canvas.setFillColor(QUIET)
    canvas.setFont(REGULAR, 7.5)
    canvas.drawString(MARGIN, bottom + 5 * mm, SHORT_DISCLAIMER)
    canvas.drawString(
        MARGIN, bottom + 1 * mm, f"Foramen {provenance.software_version} · audit revision {case.revision} · {made}"
    )
    canvas.drawRightString(width - MARGIN, bottom + 1 * mm, f"page {canvas.getPageNumber()} of {pages}")
    canvas.restoreState()
