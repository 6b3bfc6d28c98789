"""A report or key object selection to read beside the images, each image one click away; a PDF page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from annotations.patient import PatientIdentity
from viewers.qt.plain_text import isolated
from viewers.qt.translated import tr
from workstation.dicom.documents import PdfDocument, ReportDocument
from workstation.dicom.records import DocumentRecord
from workstation.dicom.report_text import ImageMention, ReportLine, mentioned_images
from workstation.ui.patient_text import display_name, identifier, iso_date
from workstation.ui.read.document_card import KIND_TITLES
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import ScrolledColumn
from workstation.ui.widgets.labels import LinkLabel, SectionHeading, label

if TYPE_CHECKING:
    import pypdfium2

SIZE_PX = (640, 720)
INDENT_PX = 16
LARGEST_PAGES = 500
"""Pages of the longest PDF that is shown; what follows is said to be left out."""
NOT_HERE = "image of another study or not on this machine"
SHOW = "Show the image"

ShowImage = Callable[[ImageMention], None]


class DocumentWindow(QDialog):
    """A window that never waits for an answer. Whose document it is stands at its top."""

    def __init__(self, record: DocumentRecord, identity: PatientIdentity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self.setWindowTitle(tr(KIND_TITLES[record.kind]))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("window")
        self.resize(*SIZE_PX)
        outer = QVBoxLayout(self)
        outer.addWidget(label(isolated(record.title), "title", wrap=True))
        whose = f"{display_name(identity)} · {identifier(identity)} · {iso_date(record.date) or tr('no date')}"
        outer.addWidget(label(whose, "secondary", wrap=True))
        self._scrolled = ScrolledColumn(spacing_px=4)
        outer.addWidget(self._scrolled, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(button(tr("Close"), self.close))
        outer.addLayout(self._buttons)

    def show_report(
        self, document: ReportDocument, is_here: Callable[[ImageMention], bool], show_image: ShowImage
    ) -> None:
        """Fill the window with the lines of a report."""
        for line in document.lines[1:]:
            self._scrolled.column.addWidget(_line(line, is_here, show_image))
        images = [mention for mention in mentioned_images(document.lines) if is_here(mention)]
        if images:
            stepper = _ImageStepper(images, show_image)
            self._buttons.insertWidget(0, stepper)
        self._scrolled.column.addStretch(1)

    def show_pdf(self, document: PdfDocument) -> None:
        """Fill the window with the pages of a PDF, or the reason why it cannot be shown."""
        import pypdfium2  # a library that no window needs before a PDF is opened

        try:
            pages = pypdfium2.PdfDocument(document.data)
        except pypdfium2.PdfiumError:
            text = tr("This PDF is damaged or locked and cannot be shown. Ask its sender for it again.")
            self._scrolled.column.addWidget(label(text, wrap=True, tone="caution"))
            return
        width = (SIZE_PX[0] - 60) * self.devicePixelRatioF()
        count = len(pages)
        for number in range(min(count, LARGEST_PAGES)):
            self._scrolled.column.addWidget(_page(pages[number], width, self.devicePixelRatioF(), number + 1, count))
        if count > LARGEST_PAGES:
            self._scrolled.column.addWidget(
                label(tr("{value} more pages are left out.", value=count - LARGEST_PAGES), "secondary")
            )
        pages.close()


class _ImageStepper(QWidget):
    """Goes from one mentioned image to the next."""

    def __init__(self, images: list[ImageMention], show_image: ShowImage) -> None:
        super().__init__()
        self._images, self._show, self._at = images, show_image, -1
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._count = label("", "secondary")
        row.addWidget(button(tr("Previous image"), lambda: self._step(-1)))
        row.addWidget(button(tr("Next image"), lambda: self._step(1)))
        row.addWidget(self._count)
        self._say()

    def _step(self, step: int) -> None:
        self._at = (self._at + step) % len(self._images) if self._at >= 0 else 0
        self._show(self._images[self._at])
        self._say()

    def _say(self) -> None:
        count = len(self._images)
        whole = tr("{count} image", count=count) if count == 1 else tr("{count} images", count=count)
        self._count.setText(whole if self._at < 0 else tr("{value} of {count}", value=self._at + 1, count=count))


def _line(line: ReportLine, is_here: Callable[[ImageMention], bool], show_image: ShowImage) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(INDENT_PX * max(0, line.depth - 1), 2, 0, 2)
    column.setSpacing(2)
    if line.heading and not line.text and not line.images:
        column.addWidget(SectionHeading(isolated(line.heading)))
        return row
    if line.heading:
        column.addWidget(label(isolated(line.heading), "small"))
    if line.text and not line.images:
        column.addWidget(label("\n".join(isolated(part) for part in line.text.split("\n")), wrap=True))
    for mention in line.images:
        if is_here(mention):
            link = LinkLabel(tr(SHOW))
            link.clicked.connect(lambda chosen=mention: show_image(chosen))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(label(tr(NOT_HERE), "secondary"))
    return row


def _page(page: pypdfium2.PdfPage, width_px: float, ratio: float, number: int, count: int) -> QWidget:
    """A page as a picture of a width in device pixels."""
    bitmap = page.render(scale=width_px / page.get_width(), rev_byteorder=True).to_numpy()
    kind = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
    channels = 1 if bitmap.ndim == 2 else bitmap.shape[2]
    height, width = bitmap.shape[:2]
    picture = QImage(bitmap.tobytes(), width, height, width * channels, kind[channels]).copy()
    picture.setDevicePixelRatio(ratio)
    shown = label("")
    shown.setPixmap(QPixmap.fromImage(picture))
    shown.setAccessibleName(tr("Page {number} of {count}", number=number, count=count))
    return shown
