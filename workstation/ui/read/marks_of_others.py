"""Marks that other programs made: shown over the images, read only, until the physician adopts them as marks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu

from annotations.calibration import PixelCalibration
from annotations.case import Change, Edit
from annotations.foreign_marks import ForeignMark, adopted, is_adopted, place_conflict
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import Mark
from annotations.marks_file import OtherPatientError, marks_from_json, marks_to_json
from annotations.serialization import SerializationError
from viewers.imaging.calibrated import calibration_at
from viewers.imaging.images import Pixels
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace
from viewers.state.overlay import OverlayContent, OverlayMark
from workstation.dicom.documents import marks_of_document
from workstation.dicom.records import DocumentKind, DocumentRecord, PatientRecord
from workstation.jobs.executor import Answers, Lane
from workstation.mark_values import value_texts
from workstation.storage.case_store import application_version
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.foreign_marks_window import ForeignMarksWindow
from workstation.ui.read.proposals import is_on, level_at, side_at

READ_ONLY = "{title} (read only)"
READABLE = (DocumentKind.REPORT, DocumentKind.PRESENTATION)
FILE_FILTER = "Marks (*.json)"


class MarksOfOthers(Feature):
    """Reads the marks in reports and presentations of the patient and in files of marks; adopts the chosen ones."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._found: dict[str, tuple[ForeignMark, ...]] = {}
        self._window: ForeignMarksWindow | None = None
        hands.browser.document_opened.connect(self._on_document)
        hands.overlays.add_layer(self._layer)

    @property
    def marks(self) -> tuple[ForeignMark, ...]:
        """All marks of others that are shown now."""
        return tuple(one for found in self._found.values() for one in found)

    @property
    def window(self) -> ForeignMarksWindow | None:
        """Their list, while it is open."""
        return self._window

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands, by command id."""
        return {
            "marks.others": self.show_all,
            "marks.others-hide": self.hide,
            "marks.import": self._ask_import,
            "marks.export": self._ask_export,
        }

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """The list, where there are any."""
        if self._documents():
            menu.addAction(tr("Marks of others ...")).triggered.connect(self.show_all)

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Nothing of the former patient stays."""
        self.hide()

    def close(self) -> None:
        """The window closes with Read."""
        self.hide()

    def hide(self) -> None:
        """Take the marks of others off the images; adopted ones stay."""
        self._found = {}
        if self._window is not None:
            self._window.close()
        self._hands.grid.refresh_overlays()

    def show_all(self) -> None:
        """Read every report and presentation of the patient and list what they marked."""
        documents = self._documents()
        if not documents and not self._found:
            self._hands.tell(Message(tr("This patient has no report or presentation that could hold marks.")))
            return
        self._open_window()
        for record in documents:
            self._read(record)

    def import_file(self, path: Path) -> None:
        """Show the marks of a file; refuses one of another patient."""
        case = self._hands.session.case
        if case is None:
            self._hands.tell(Message(tr("Open a case first: marks belong to a patient."), "caution"))
            return
        try:
            found = marks_from_json(json.loads(path.read_text(encoding="utf-8")), case.patient)
        except OSError as error:
            self._refuse(path, error.strerror or type(error).__name__)
        except (OtherPatientError, SerializationError) as error:
            self._refuse(path, str(error))
        except (ValueError, RecursionError):
            self._refuse(path, tr("it is no JSON"))
        else:
            self._take(str(path), found)
            self._open_window()

    def export_file(self, path: Path, mark_ids: Iterable[str] = ()) -> None:
        """Write marks of the case as a file, all of them where none are named."""
        case = self._hands.session.case
        if case is None:
            self._hands.tell(Message(tr("Open a case first: there are no marks."), "caution"))
            return
        wanted = set(mark_ids)
        marks = [mark for mark in case.of_type(Mark) if not wanted or mark.id in wanted]
        values = {mark.id: value_texts(mark, case) for mark in marks}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        document = marks_to_json(case, marks, values=values, written_by=application_version(), written_at=now)
        try:
            path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
        except OSError as error:
            self._refuse(path, error.strerror or type(error).__name__)
        else:
            self._hands.tell(Message(tr("Marks written to {name}: {count}.", count=len(marks), name=path.name), "good"))

    def adopt(self, ids: Iterable[str]) -> int:
        """Make marks of the case from the marks with these ids, in one change; says what could not be adopted."""
        case = self._hands.session.case
        if case is None:
            self._hands.tell(Message(tr("Open a case first: marks belong to a patient."), "caution"))
            return 0
        wanted, present = set(ids), case.of_type(Mark)
        chosen = [one for one in self.marks if one.id in wanted]
        fresh = [one for one in chosen if one.can_be_adopted and not is_adopted(one, present)]
        if fresh:
            refusal = try_apply(self._hands.session, self._adopting(fresh))
            if refusal:
                self._hands.tell(Message(refusal, "alert"))
                return 0
        left = len(chosen) - len(fresh)
        words = tr("Marks adopted: {count}.", count=len(fresh))
        if left:
            words += " " + tr("Adopted before or read only, as the list says: {left}.", left=left)
        self._hands.tell(Message(words, "good" if fresh else "caution"))
        self._refresh()
        return len(fresh)

    def caution_of(self, foreign: ForeignMark) -> str:
        """What its own words say against the ledger and the patient coordinate; empty where they agree."""
        case, location = self._hands.session.case, foreign.location
        if case is None or location is None:
            return ""
        level, side = level_at(case, location), side_at(case, location, self._pixels_at(location))
        is_sided = side is not None and side.is_certain
        return place_conflict(
            foreign, level.level if level is not None else None, side.laterality if side and is_sided else None
        )

    def _adopting(self, chosen: list[ForeignMark]) -> Change:
        marks = [adopted(one, new_item_id("mark"), self._calibration(one)) for one in chosen]
        return Change(f"Adopt {len(marks)} marks of others", tuple(Edit(None, mark) for mark in marks))

    def _calibration(self, foreign: ForeignMark) -> PixelCalibration:
        location = foreign.location
        assert location is not None
        return calibration_at(self._pixels_at(location), location)

    def _pixels_at(self, location: Location) -> Pixels | None:
        shown = (pane.pixels for pane in self._hands.grid.viewports if pane.pixels is not None)
        return next((pixels for pixels in shown if is_on(pixels, location)), None)

    def _documents(self) -> tuple[DocumentRecord, ...]:
        patient = self._hands.patient()
        studies = patient.studies if patient is not None else ()
        return tuple(one for study in studies for one in study.documents if one.kind in READABLE)

    def _on_document(self, record: DocumentRecord) -> None:
        """What a report marked is shown with it; a presentation draws itself."""
        if record.kind is DocumentKind.REPORT:
            self._read(record)

    def _read(self, record: DocumentRecord) -> None:
        patient = self._hands.patient()
        if patient is None:
            return
        answers = Answers(
            done=lambda found: self._take(record.sop_instance_uid, found) if self._is_open(patient) else None,
            failed=lambda error: self._hands.tell(Message(str(error), "alert")),
        )
        self._hands.executor.submit(
            Lane.LOAD, f"marks of {record.sop_instance_uid}", _reading(record, patient), answers
        )

    def _is_open(self, patient: PatientRecord) -> bool:
        now = self._hands.patient()
        return now is not None and now.identity == patient.identity

    def _take(self, key: str, found: tuple[ForeignMark, ...]) -> None:
        if found:
            self._found[key] = found
            words = tr("Marks of others shown, read only: {count}. Adopt them from the list.", count=len(found))
            self._hands.tell(Message(words))
        self._refresh()

    def _open_window(self) -> None:
        if self._window is None:
            self._window = ForeignMarksWindow(self._hands.parent)
            self._window.adopt_asked.connect(self.adopt)
            self._window.go_asked.connect(self._go)
            self._window.finished.connect(lambda _result: self._forget_window())
        self._refresh()
        self._window.show()
        self._window.raise_()

    def _forget_window(self) -> None:
        self._window = None

    def _refresh(self) -> None:
        case = self._hands.session.case
        present = case.of_type(Mark) if case is not None else ()
        if self._window is not None:
            self._window.show_marks(
                self.marks,
                adopted={one.id for one in self.marks if is_adopted(one, present)},
                cautions={one.id: self.caution_of(one) for one in self.marks},
            )
        self._hands.grid.refresh_overlays()

    def _go(self, foreign_id: str) -> None:
        found = next((one for one in self.marks if one.id == foreign_id), None)
        if found is not None and found.location is not None:
            self._hands.content.go_to(_first_point(found.location))

    def _layer(self, pane: Pane, content: OverlayContent) -> OverlayContent:
        if not self._found:
            return content
        case = self._hands.session.case
        present = case.of_type(Mark) if case is not None else ()
        drawn = tuple(_overlay(one) for one in self.marks if one.can_be_adopted and not is_adopted(one, present))
        return replace(content, marks=(*content.marks, *drawn))

    def _ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._hands.parent, tr("Read marks from a file"), "", tr(FILE_FILTER))
        if name:
            self.import_file(Path(name))

    def _ask_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self._hands.parent, tr("Write marks to a file"), "", tr(FILE_FILTER))
        if name:
            self.export_file(Path(name))

    def _refuse(self, path: Path, reason: str) -> None:
        self._hands.tell(Message(tr("{name}: {reason}.", name=path.name, reason=reason.rstrip(".")), "alert"))


def _reading(record: DocumentRecord, patient: PatientRecord) -> Callable[[object], tuple[ForeignMark, ...]]:
    return lambda _context: marks_of_document(record, patient)


def _overlay(foreign: ForeignMark) -> OverlayMark:
    assert foreign.kind is not None
    assert foreign.location is not None
    return OverlayMark(
        "",
        "",
        foreign.kind,
        foreign.location,
        label=tr(READ_ONLY, title=foreign.title),
        value_text=", ".join(foreign.values),
        tone="unexplained",
        movable=False,
    )


def _first_point(location: Location) -> Location:
    if isinstance(location, PatientLocation):
        return location.with_points(location.points_lps_mm[:1])
    assert isinstance(location, ImageLocation)
    return location.with_points(location.points_column_row[:1])
