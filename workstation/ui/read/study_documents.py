"""Opens reports, key images, presentations and PDF of the open study, and leads from them to the images."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from annotations.geometry import VolumeGeometry, as_point
from annotations.locations import ImageLocation, Location, PatientLocation
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.state.displayed_area import fitted_to_area
from viewers.state.navigation import image_at
from viewers.state.overlay import OverlayContent
from viewers.state.presentation_state import PresentationState, PresentedImage, presented
from workstation.dicom.documents import Document, PdfDocument, ReportDocument, open_document
from workstation.dicom.records import DocumentRecord, PatientRecord, SeriesRecord, StackRecord
from workstation.dicom.report_text import ImageMention
from workstation.jobs.executor import Answers, Lane
from workstation.ui.image_catalogue import StackKey, all_stacks
from workstation.ui.message_bar import Message
from workstation.ui.read.document_window import DocumentWindow
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.hanging import Pane as HungPane

NO_IMAGE_HERE = "This presentation is about images that are not here. Open the study they belong to."
NOT_APPLIED = "Presentation {title} is shown without {what}: Foramen does not show that."
SHOWN_NOTICE = "presentation: {title}"


class StudyDocuments(Feature):
    """Documents open in windows beside the images. A presentation changes the view only when it is asked for, and one
    press takes it off again; the reader's own window is never overridden by itself.
    """

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._windows: list[DocumentWindow] = []
        self._applied: PresentationState | None = None
        self._applied_uid = ""
        self._waiting: tuple[PresentationState, str] | None = None
        hands.browser.document_opened.connect(self.open)
        hands.content.changed.connect(self._apply_waiting)
        hands.overlays.add_layer(self._with_presentation)

    @property
    def windows(self) -> tuple[DocumentWindow, ...]:
        """The documents open now."""
        return tuple(self._windows)

    @property
    def applied(self) -> PresentationState | None:
        """The presentation on screen."""
        return self._applied

    def handlers(self) -> Mapping[str, Handler]:
        """Taking a presentation off."""
        return {"document.presentation-off": self.take_off}

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Close every document of the former patient."""
        self._forget_presentation()
        for window in self.windows:
            window.close()

    def close(self) -> None:
        """Close the windows."""
        self.on_patient(None)

    def open(self, record: DocumentRecord) -> None:
        """Read a document and show it; the presentation on screen is taken off instead."""
        if record.sop_instance_uid == self._applied_uid and self._applied is not None:
            self.take_off()
            return
        patient = self._hands.patient()
        answers = Answers(
            done=lambda document: self._show(record, document) if self._hands.patient() is patient else None,
            failed=lambda error: self._hands.tell(Message(str(error), "alert")),
        )
        self._hands.executor.submit(Lane.LOAD, f"document {record.sop_instance_uid}", _reading(record), answers)

    def take_off(self) -> None:
        """Show the images as they are again."""
        if self._applied is None:
            self._hands.tell(Message(tr("No presentation is shown.")))
            return
        for viewport in self._viewports():
            if self._image_on(viewport) is not None:
                viewport.reset_view()
        self._forget_presentation()
        self._hands.grid.refresh_overlays()

    def show_image(self, mention: ImageMention) -> None:
        """Bring up an image that a document refers to."""
        found = self._find(mention)
        if found is None:
            return
        key, location = found
        shown = [pane for pane in self._hands.grid.viewports if self._hands.content.key_of(pane) == key]
        flat = next((pane for pane in shown if isinstance(pane, Viewport)), None)
        if flat is not None:
            self._hands.grid.activate(flat)
            self._hands.content.go_to(location)
            return
        active = self._hands.grid.active_viewport
        target = active if isinstance(active, Viewport) else self._viewports()[0]
        self._hands.content.show(target, HungPane(key), place=location)

    def is_here(self, mention: ImageMention) -> bool:
        """Whether an image that a document refers to is one of the open patient's."""
        return self._find(mention) is not None

    def _show(self, record: DocumentRecord, document: Document) -> None:
        patient = self._hands.patient()
        if patient is None:
            return
        if isinstance(document, PresentationState):
            self._begin(document, record.sop_instance_uid)
            return
        window = DocumentWindow(record, patient.identity, self._hands.parent)
        if isinstance(document, ReportDocument):
            window.show_report(document, self.is_here, self.show_image)
        elif isinstance(document, PdfDocument):
            window.show_pdf(document)
        self._windows.append(window)
        window.finished.connect(lambda _result, closed=window: self._windows.remove(closed))
        window.show()

    def _begin(self, state: PresentationState, uid: str) -> None:
        mention = next((one for image in state.images if self.is_here(one := _mention(image))), None)
        if mention is None:
            self._hands.tell(Message(tr(NO_IMAGE_HERE), "caution"))
            return
        self._forget_presentation()
        self._waiting = (state, uid)
        self.show_image(mention)
        self._apply_waiting()

    def _apply_waiting(self) -> None:
        """Apply the presentation as soon as one of its images is on screen."""
        if self._waiting is None:
            return
        state, uid = self._waiting
        reached = [(v, image) for v in self._viewports() if (image := _image_of(v, state)) is not None]
        if not reached:
            return
        self._waiting, self._applied, self._applied_uid = None, state, uid
        for viewport, image in reached:
            _apply(viewport, image)
        self._hands.grid.refresh_overlays()
        if state.not_shown:
            text = tr(NOT_APPLIED).format(title=state.title, what=" and ".join(state.not_shown))
            self._hands.tell(Message(text, "caution"))

    def _forget_presentation(self) -> None:
        self._waiting, self._applied, self._applied_uid = None, None, ""

    def _with_presentation(self, pane: Pane, content: OverlayContent) -> OverlayContent:
        image = self._image_on(pane) if isinstance(pane, Viewport) else None
        if image is None or self._applied is None:
            return content
        notice = tr(SHOWN_NOTICE).format(title=self._applied.title)
        return replace(content, presentation=image, notices=(*content.notices, notice))

    def _image_on(self, viewport: Viewport) -> PresentedImage | None:
        return _image_of(viewport, self._applied) if self._applied is not None else None

    def _viewports(self) -> tuple[Viewport, ...]:
        return tuple(pane for pane in self._hands.grid.viewports if isinstance(pane, Viewport))

    def _find(self, mention: ImageMention) -> tuple[StackKey, Location] | None:
        patient = self._hands.patient()
        for key, series, stack in all_stacks(patient) if patient is not None else ():
            for number, frame in enumerate(stack.frames):
                is_frame = not mention.frames or frame.frame_number == mention.frames[0]
                if frame.sop_instance_uid == mention.sop_instance_uid and is_frame:
                    return key, _middle(series, stack, number)
        return None


def _reading(record: DocumentRecord) -> Callable[[object], Document]:
    return lambda _context: open_document(record)


def _mention(image: PresentedImage) -> ImageMention:
    return ImageMention("", image.sop_instance_uid, image.frames)


def _middle(series: SeriesRecord, stack: StackRecord, number: int) -> Location:
    """The middle of one image of a stack, as a place to go to."""
    image = series.image_ref(stack.frames[number])
    _, rows, columns = stack.shape_kji
    if stack.affine_kji_to_lps is None or not stack.frame_of_reference_uid:
        return ImageLocation(image, (((columns - 1) / 2, (rows - 1) / 2),))
    geometry = VolumeGeometry(stack.affine_kji_to_lps, stack.shape_kji, stack.frame_of_reference_uid)
    point = as_point(geometry.index_to_lps((number, (rows - 1) / 2, (columns - 1) / 2)))
    return PatientLocation(stack.frame_of_reference_uid, (point,), image)


def _image_of(viewport: Viewport, state: PresentationState) -> PresentedImage | None:
    """What a presentation says about the image a pane shows."""
    if viewport.pixels is None:
        return None
    image = image_at(viewport.pixels, viewport.state)
    return None if image is None else state.for_image(image)


def _apply(viewport: Viewport, image: PresentedImage) -> None:
    pixels = viewport.pixels
    if pixels is None:
        return
    state = presented(viewport.state, image)
    if image.area is not None:
        state = fitted_to_area(pixels, state, image.area, viewport.size_px())
    viewport.set_state(state)
