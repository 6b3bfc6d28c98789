"""Calibrating a radiograph by a known length as a feature of Read: a line, its length in mm, and one change."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QMenu

from annotations.calibrating import (
    calibrate,
    calibrations_by_hand,
    line_to_calibrate,
    pixel_calibration,
    spacing_by_known_length,
    uncalibrate,
)
from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.case import CaseEvent
from annotations.image_calibrations import ImageCalibration
from annotations.locations import ImageLocation
from annotations.marks import Mark, MarkKind
from annotations.references import ImageRef
from viewers.imaging.calibrated import calibration_at
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage, Volume
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.frame_layout import pixel_aspect
from workstation.dicom.records import PatientRecord
from workstation.session import CaseChanged, CaseOpened, SelectionChanged, SessionEvent
from workstation.storage.case_store import current_user
from workstation.ui.forms.commit import try_apply
from workstation.ui.message_bar import Message
from workstation.ui.read.calibration_bar import CalibrationBar
from workstation.ui.read.feature import Feature, Handler, ReadHands

DRAW_A_LINE = "Draw a length along something whose size you know, or choose one that is drawn. Escape ends."
TYPE_THE_LENGTH = "Type how long it is. A ruler, coin or marker must lie as far from the detector as what you measure."
NO_RADIOGRAPH = "Show a radiograph in the active viewport: other images are measured in patient millimetres."
NO_CASE = "Open a case first: a calibration belongs to it."
NOT_HERE = "No calibration by known length belongs to the image of the active viewport."
SAME_WITHIN = 0.005
"""Less than this difference from the header's own spacing is not worth a word."""


class CalibratingImages(Feature):
    """The commands `image.calibrate` and `image.uncalibrate`."""

    def __init__(self, hands: ReadHands, *, user: Callable[[], str] = current_user) -> None:
        self._hands = hands
        self._user = user
        self._mark_id = ""
        self.bar = CalibrationBar()
        hands.add_banner(self.bar)
        self.bar.length_changed.connect(self._weigh)
        self.bar.accepted.connect(self._calibrate)
        self.bar.closed.connect(self.cancel)

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {"image.calibrate": self.start, "image.uncalibrate": self.remove}

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """Calibrate by the length under the pointer; take the calibration of this image away."""
        case = self._hands.session.case
        if case is None or not isinstance(place.location, ImageLocation):
            return
        mark = case.get(Mark, place.item_id)
        if mark is not None and mark.kind is MarkKind.LENGTH:
            menu.addAction(tr("Calibrate by known length…"), partial(self._start_with, mark.id))
        if place.location.image in calibrations_by_hand(case):
            menu.addAction(tr("Remove calibration by known length"), partial(self._remove_from, place.location.image))

    def start(self) -> None:
        """Take the selected length, or wait for one to be drawn."""
        if self._hands.session.case is None:
            self._hands.tell(Message(tr(NO_CASE), "caution"))
        elif not self._start_with(self._hands.session.selected_id or ""):
            refusal = self._refusal_of_pane()
            if refusal:
                self._hands.tell(Message(refusal, "caution"))
                return
            self._mark_id = ""
            self.bar.wait_for_line(tr(DRAW_A_LINE))
            self._hands.ask("tool.length")

    def remove(self) -> None:
        """Take the calibration by hand of the active image away."""
        image = self._active_image()
        if image is None or image not in calibrations_by_hand(self._hands.session.case):
            self._hands.tell(Message(tr(NOT_HERE), "caution"))
            return
        self._remove_from(image)

    def on_session(self, event: SessionEvent) -> None:
        """A length that is drawn or chosen while the bar waits is the line; one that goes is it no more."""
        if isinstance(event, CaseOpened):
            self.cancel()
        elif not self.bar.isHidden() and not self._mark_id:
            if isinstance(event, SelectionChanged):
                self._start_with(event.item_id or "")
            elif isinstance(event, CaseChanged):
                self._start_with(_new_length(event.event))
        elif self._mark_id and self._line() is None:
            self.cancel()
        elif self._mark_id and isinstance(event, CaseChanged):
            self._weigh(self.bar.length.value())

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Another patient's images are not calibrated by this line."""
        self.cancel()

    def cancel(self) -> bool:
        """Leave the image as it is."""
        was_open = not self.bar.isHidden()
        self._mark_id = ""
        self.bar.hide()
        return was_open

    def _start_with(self, mark_id: str) -> bool:
        """Ask for the length of this mark; False where it is no length on an image."""
        case = self._hands.session.case
        mark = case.get(Mark, mark_id) if case is not None else None
        if mark is None or mark.kind is not MarkKind.LENGTH:
            return False
        try:
            line_to_calibrate(mark.location, modality=self._modality(mark), current=self._own_calibration(mark))
        except ValueError as reason:
            self._hands.tell(Message(str(reason), "caution"))
            return True
        self._mark_id = mark_id
        self.bar.ask_length()
        self._weigh(0.0)
        return True

    def _weigh(self, known_length_mm: float) -> None:
        """Say what the length typed so far makes of the pixels."""
        mark = self._line()
        if mark is None:
            return
        if not known_length_mm:
            self.bar.say(tr(TYPE_THE_LENGTH))
            return
        try:
            made = self._calibration(mark, known_length_mm)
        except ValueError as reason:
            self.bar.say(str(reason), is_refusal=True)
            return
        self.bar.say(f"{_pixel_words(made)} {_change_words(made, self._own_calibration(mark))}", can_calibrate=True)

    def _calibrate(self, known_length_mm: float) -> None:
        mark, case = self._line(), self._hands.session.case
        if mark is None or case is None:
            return
        try:
            made = self._calibration(mark, known_length_mm)
        except ValueError as reason:
            self.bar.say(str(reason), is_refusal=True)
            return
        refusal = try_apply(self._hands.session, calibrate(case, made))
        if refusal:
            self.bar.say(refusal, is_refusal=True)
            return
        self.cancel()
        words = tr("This image is {badge}. Undo takes it back.", badge=pixel_calibration(made).badge)
        self._hands.tell(Message(words, "good"))

    def _calibration(self, mark: Mark, known_length_mm: float) -> ImageCalibration:
        line = line_to_calibrate(mark.location, modality=self._modality(mark), current=self._own_calibration(mark))
        ends = (line.points_column_row[0], line.points_column_row[1])
        row, column = spacing_by_known_length(ends, known_length_mm, self._row_to_column(line.image))
        return ImageCalibration(
            id=uuid.uuid4().hex,
            image=line.image,
            points_column_row=ends,
            known_length_mm=known_length_mm,
            row_spacing_mm=row,
            column_spacing_mm=column,
            decided_by=self._user(),
            decided_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _remove_from(self, image: ImageRef) -> None:
        case = self._hands.session.case
        if case is None:
            return
        shown = self._frame_of(image)
        own = NOT_CALIBRATED if shown is None else calibration_at(shown[0], ImageLocation(image, ((0.0, 0.0),)))
        change = uncalibrate(case, image, own)
        refusal = "" if change is None else try_apply(self._hands.session, change)
        if refusal:
            self._hands.tell(Message(refusal, "alert"))

    def _line(self) -> Mark | None:
        case = self._hands.session.case
        return case.get(Mark, self._mark_id) if case is not None and self._mark_id else None

    def _own_calibration(self, mark: Mark) -> PixelCalibration:
        """What the image's header says, whatever the case has made of it."""
        shown = self._frame_of(mark.location.image) if isinstance(mark.location, ImageLocation) else None
        return NOT_CALIBRATED if shown is None else calibration_at(shown[0], mark.location)

    def _modality(self, mark: Mark) -> str:
        shown = self._frame_of(mark.location.image) if isinstance(mark.location, ImageLocation) else None
        return "" if shown is None else shown[0].description.modality

    def _row_to_column(self, image: ImageRef) -> float:
        shown = self._frame_of(image)
        between_rows, between_columns = (1.0, 1.0) if shown is None else pixel_aspect(*shown)
        return between_rows / between_columns

    def _frame_of(self, image: ImageRef) -> tuple[ProjectionImage | ImageStack, PlanarFrame] | None:
        """The pixels on screen that hold an image, and its frame."""
        for pane in self._hands.grid.links.panes:
            pixels = pane.pixels
            if pixels is None or isinstance(pixels, Volume):
                continue
            found = next((one for one in pixels.frames if one is not None and one.image == image), None)
            if found is not None:
                return pixels, found
        return None

    def _active_image(self) -> ImageRef | None:
        pane = self._hands.grid.active_viewport
        frame = pane.frame if isinstance(pane, Viewport) else None
        return None if frame is None or frame.geometry.plane is not None else frame.geometry.image

    def _refusal_of_pane(self) -> str:
        """Why the image of the active pane is not calibrated by hand; empty where it may be."""
        pixels, image = self._hands.grid.active_viewport.pixels, self._active_image()
        if image is None or pixels is None:
            return tr(NO_RADIOGRAPH)
        ends = ImageLocation(image, ((0.0, 0.0), (1.0, 0.0)))
        try:
            line_to_calibrate(ends, modality=pixels.description.modality, current=calibration_at(pixels, ends))
        except ValueError as reason:
            return str(reason)
        return ""


def _new_length(event: CaseEvent) -> str:
    """The id of a length that this change has added, empty where it has added none."""
    added = [edit.after for edit in event.change.edits if edit.before is None]
    return next((one.id for one in added if isinstance(one, Mark) and one.kind is MarkKind.LENGTH), "")


def _pixel_words(made: ImageCalibration) -> str:
    return tr("A pixel is then {width} mm wide.", width=f"{made.column_spacing_mm:.3f}")


def _change_words(made: ImageCalibration, own: PixelCalibration) -> str:
    """What the calibration changes against the header's own; empty where the header has none."""
    if own.column_spacing_mm is None:
        return ""
    change = made.column_spacing_mm / own.column_spacing_mm - 1
    if abs(change) < SAME_WITHIN:
        return tr("As the header says ({badge}).", badge=own.badge)
    return tr(
        "Lengths change by {change} % against the header's ({badge}).", change=f"{100 * change:+.1f}", badge=own.badge
    )
