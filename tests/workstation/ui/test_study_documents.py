"""Key images, presentations and PDF beside the images, written by highdicom, reportlab and our own builder."""

from __future__ import annotations

import io
from pathlib import Path

import highdicom as hd
import numpy as np
import pytest
from highdicom.ko import KeyObjectSelection, KeyObjectSelectionDocument
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from tests.support.dicom_builder import write, write_series
from tests.support.presentation_state import presentation_state
from tests.workstation.ui.conftest import open_images
from viewers.qt.overlay_presentation import COLOR
from viewers.qt.viewport import Viewport
from viewers.state.navigation import image_at
from workstation.dicom.records import DocumentKind
from workstation.ui.main_window import MainWindow
from workstation.ui.read.document_card import DocumentCard
from workstation.ui.read.document_window import NOT_HERE, SHOW, DocumentWindow
from workstation.ui.read.study_documents import NO_IMAGE_HERE, StudyDocuments
from workstation.ui.widgets.buttons import QPushButton
from workstation.ui.widgets.labels import LinkLabel

KEY_SLICE = 9
NEAR_COLOR = 60
"""Grey levels by which a thin line with soft edges may differ from its colour; grey pictures are much farther off."""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A CT of twelve slices with key images, a presentation of the tenth slice and a PDF."""
    folder = tmp_path / "study"
    slices = [dcmread(path) for path in write_series(folder, [30.0 * n for n in range(12)], PixelSpacing=[30, 30])]
    key = slices[KEY_SLICE]
    write(key_images(key), folder / "ko")
    write(turned(key), folder / "pr")
    write(a_pdf(key), folder / "pdf")
    return folder


def key_images(image: Dataset) -> Dataset:
    for keyword in ("StudyID", "StudyTime", "AccessionNumber", "ReferringPhysicianName"):
        setattr(image, keyword, image.get(keyword, ""))
    content = KeyObjectSelection(codes.DCM.ForReferringProvider, [image], description="Where it hurts")
    evidence = [image]
    document = KeyObjectSelectionDocument(
        evidence=evidence,
        content=content,
        series_instance_uid=hd.UID(),
        series_number=10,
        sop_instance_uid=hd.UID(),
        instance_number=1,
        manufacturer="Test",
    )
    document.StudyInstanceUID = image.StudyInstanceUID
    return document


def turned(image: Dataset) -> Dataset:
    """Turned right once and mirrored, inverted, in its own window, with a line across the middle."""
    state = presentation_state(image, width=300, center=77)
    line, annotation = Dataset(), Dataset()
    line.update({"GraphicAnnotationUnits": "PIXEL", "GraphicDimensions": 2, "NumberOfGraphicPoints": 2})
    line.GraphicData = [0.5, image.Rows / 2, image.Columns - 0.5, image.Rows / 2]
    line.update({"GraphicType": "POLYLINE", "GraphicFilled": "N"})
    annotation.GraphicLayer = "ONE"
    annotation.GraphicObjectSequence = [line]
    state.GraphicAnnotationSequence = [annotation]
    state.update({"ImageRotation": 90, "ImageHorizontalFlip": "Y", "PresentationLUTShape": "INVERSE"})
    state.ContentDescription = "Turned"
    return state


def a_pdf(image: Dataset) -> Dataset:
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(200, 100))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 200, 100, fill=1)
    canvas.save()
    dataset = presentation_state(image, width=1, center=1)
    for keyword in ("ReferencedSeriesSequence", "SoftcopyVOILUTSequence", "DisplayedAreaSelectionSequence"):
        delattr(dataset, keyword)
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.104.1"
    data = page.getvalue()
    dataset.update({"Modality": "DOC", "DocumentTitle": "Letter", "MIMETypeOfEncapsulatedDocument": "application/pdf"})
    dataset.EncapsulatedDocumentLength = len(data)
    dataset.EncapsulatedDocument = data + b"\0" * (len(data) % 2)
    return dataset


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot, study: Path) -> MainWindow:
    open_images(window, qtbot, study)
    return window


def documents_of(window: MainWindow) -> StudyDocuments:
    return next(feature for feature in window.places.read.features if isinstance(feature, StudyDocuments))


def click(window: MainWindow, qtbot: QtBot, kind: DocumentKind) -> None:
    cards = window.places.read.browser.findChildren(DocumentCard)
    next(card for card in cards if card.record.kind is kind).clicked.emit()
    qtbot.waitUntil(lambda: not window.is_busy)


def window_of(window: MainWindow) -> DocumentWindow:
    (shown,) = documents_of(window).windows
    return shown


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def slice_on_screen(window: MainWindow) -> str:
    pane = pane_of(window)
    assert pane.pixels is not None
    image = image_at(pane.pixels, pane.state)
    return image.sop_instance_uid if image is not None else ""


def test_every_document_has_a_card_and_none_is_called_a_failure(opened: MainWindow) -> None:
    cards = opened.places.read.browser.findChildren(DocumentCard)
    assert {(card.record.kind, card.record.title) for card in cards} == {
        (DocumentKind.KEY_IMAGES, "For Referring Provider"),
        (DocumentKind.PRESENTATION, "Turned"),
        (DocumentKind.PDF, "Letter"),
    }
    assert opened.message_bar.message is None
    assert all(card.accessibleName() for card in cards)


def test_key_images_say_why_and_lead_to_the_image(opened: MainWindow, qtbot: QtBot, study: Path) -> None:
    click(opened, qtbot, DocumentKind.KEY_IMAGES)
    shown = window_of(opened)
    assert any("Where it hurts" in text.text() for text in shown.findChildren(QLabel))
    key_uid = dcmread(study / "pr").ReferencedSeriesSequence[0].ReferencedImageSequence[0].ReferencedSOPInstanceUID
    assert slice_on_screen(opened) != key_uid
    (link,) = [link for link in shown.findChildren(LinkLabel) if link.text() == SHOW]
    link.clicked.emit()
    assert slice_on_screen(opened) == key_uid
    opened.bindings.trigger("scroll.first")
    next(b for b in shown.findChildren(QPushButton) if b.text() == "Next image").click()
    assert slice_on_screen(opened) == key_uid


def test_a_presentation_changes_the_view_only_when_asked_and_goes_again(opened: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(opened)
    before = (pane.state.window, pane.state.invert, pane.state.flip_horizontal, pane.state.quarter_turns)
    assert before == (None, False, False, 0)
    click(opened, qtbot, DocumentKind.PRESENTATION)
    state = pane_of(opened).state
    assert state.window is not None
    assert (state.window.width, state.window.center, state.invert) == (300, 77, True)
    assert (state.flip_horizontal, state.quarter_turns) == (True, 3)
    content = pane_of(opened).full_content()
    assert "presentation: Turned" in content.notices
    picture = pane_of(opened).grab_picture()
    assert picture is not None
    assert has_color(picture, QColor(COLOR))
    opened.bindings.trigger("scroll.next")
    assert pane_of(opened).full_content().presentation is None
    opened.bindings.trigger("scroll.previous")
    click(opened, qtbot, DocumentKind.PRESENTATION)
    state = pane_of(opened).state
    assert (state.window, state.invert, state.flip_horizontal, state.quarter_turns) == before
    assert pane_of(opened).full_content().presentation is None


def has_color(picture: object, color: QColor) -> bool:
    image = picture.convertToFormat(picture.Format.Format_RGB888)  # type: ignore[attr-defined]
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = lines[:, : image.width() * 3].reshape(-1, 3)
    distance = np.abs(pixels.astype(int) - (color.red(), color.green(), color.blue())).max(axis=1)
    return bool((distance < NEAR_COLOR).any())


def test_a_presentation_of_images_that_are_elsewhere_says_so(opened: MainWindow, qtbot: QtBot, study: Path) -> None:
    state = dcmread(study / "pr")
    state.ReferencedSeriesSequence[0].ReferencedImageSequence[0].ReferencedSOPInstanceUID = "9.9.9"
    write(state, study / "pr")
    click(opened, qtbot, DocumentKind.PRESENTATION)
    assert opened.message_bar.message is not None
    assert opened.message_bar.message.text == NO_IMAGE_HERE


def test_a_pdf_is_shown_page_by_page(opened: MainWindow, qtbot: QtBot) -> None:
    click(opened, qtbot, DocumentKind.PDF)
    (page,) = [text for text in window_of(opened).findChildren(QLabel) if text.accessibleName() == "Page 1 of 1"]
    picture = page.pixmap().toImage()
    assert picture.width() == 2 * picture.height()
    assert picture.pixelColor(5, 5).getRgb()[:3] == (255, 0, 0)


def test_a_damaged_pdf_says_what_to_do(opened: MainWindow, qtbot: QtBot, study: Path) -> None:
    dataset = dcmread(study / "pdf")
    dataset.EncapsulatedDocument = b"%PDF-1.4 and then nothing "
    write(dataset, study / "pdf")
    click(opened, qtbot, DocumentKind.PDF)
    assert any("damaged or locked" in text.text() for text in window_of(opened).findChildren(QLabel))


def test_an_image_that_is_not_here_is_said_and_no_link(opened: MainWindow, qtbot: QtBot, study: Path) -> None:
    dataset = dcmread(study / "ko")
    for item in dataset.ContentSequence:
        for reference in item.get("ReferencedSOPSequence") or ():
            reference.ReferencedSOPInstanceUID = "9.9.9"
    write(dataset, study / "ko")
    click(opened, qtbot, DocumentKind.KEY_IMAGES)
    assert NOT_HERE in [text.text() for text in window_of(opened).findChildren(QLabel)]
    assert not window_of(opened).findChildren(LinkLabel)


def test_documents_go_with_their_patient(opened: MainWindow, qtbot: QtBot) -> None:
    click(opened, qtbot, DocumentKind.KEY_IMAGES)
    click(opened, qtbot, DocumentKind.PRESENTATION)
    opened.bindings.trigger("case.close")
    assert documents_of(opened).windows == ()
    assert documents_of(opened).applied is None
