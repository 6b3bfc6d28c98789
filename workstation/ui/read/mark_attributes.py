"""Marks that are placed: their list, and what is done to one or several of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction, QCursor, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu

from annotations.anatomy import Laterality, Level
from annotations.case import Case, Change
from annotations.findings import Finding
from annotations.mark_edits import (
    LockedMarkError,
    color_marks,
    hide_marks,
    lock_marks,
    mark_name,
    move_label,
    place_mark,
    remove_marks,
    rename_mark,
    show_all_marks,
)
from annotations.marks import Mark
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace
from viewers.tools.effects import LabelMoved
from workstation.actions import ACTIONS
from workstation.dicom.records import PatientRecord, SeriesRecord
from workstation.session import CaseChanged, CaseOpened, SelectionChanged, SessionEvent
from workstation.ui.forms.commit import try_apply
from workstation.ui.image_catalogue import find_series
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.mark_place_form import MarkPlaceForm
from workstation.ui.read.mark_rows import MarkRow, mark_rows, rows_as_text
from workstation.ui.read.mark_table import swatch
from workstation.ui.read.mark_words import MARK_TONES, midline_x_mm, place_of
from workstation.ui.read.overlay_content import MarkLook
from workstation.ui.read.source_spacings import SourceSpacings
from workstation.ui.widgets.name_popover import NamePopover

_ONE_MARK = ("marks.rename", "marks.place", "marks.label-back", "marks.mirror")
NO_MARK = "Select a mark first: click it on an image or in the list of marks."
ONE_MARK = "Select one mark alone for this."
NO_MIDLINE = "The mirror image needs the midline: label two vertebrae of this spine first."


class MarkAttributes(Feature):
    """Hides, locks, colours, renames and removes the selected marks, and keeps the list of marks."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._spacings = SourceSpacings(self._series_of)
        self.name_form: NamePopover | None = None
        self.place_form: MarkPlaceForm | None = None
        self.list = hands.marks
        hands.overlays.look = MarkLook(self._spacings.of)
        hands.overlays.hear_words(self.refresh)
        hands.grid.label_moved.connect(self._on_label_moved)
        self.list.chosen.connect(hands.session.select)
        self.list.menu_asked.connect(lambda place: self.menu().popup(place))
        self.list.remove_asked.connect(self.remove)
        self.list.copy_asked.connect(self.copy)
        self.list.show_all_asked.connect(self.show_all)

    @property
    def selected_mark_ids(self) -> tuple[str, ...]:
        """What commands act on: the marks selected in the list, else that of the selection, or its finding's."""
        case, selected = self._hands.session.case, self._hands.session.selected_id
        in_list = self.list.selected_mark_ids
        if case is None:
            return ()
        if len(in_list) > 1 or (in_list and selected in (None, *in_list)):
            return in_list
        finding = case.get(Finding, selected or "")
        ids = finding.mark_ids if finding is not None else (selected or "",)
        return tuple(one for one in ids if case.get(Mark, one) is not None)

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands, by command id."""
        return {
            "marks.list": self.list.take_focus,
            "marks.hide": self.toggle_hidden,
            "marks.show-all": self.show_all,
            "marks.lock": self.toggle_locked,
            "marks.color": lambda: self._color_menu(self._menu_at(tr("Colour"))).popup(QCursor.pos()),
            "marks.rename": self.ask_name,
            "marks.place": self.ask_place,
            "marks.label-back": lambda: self._one(lambda case, mark: self._apply(move_label(case, mark.id, None))),
            "marks.mirror": self.toggle_mirror,
            "marks.copy": self.copy,
        }

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """What can be done to the mark under the pointer; what is hidden can always be brought back."""
        case = self._hands.session.case
        if case is None:
            return
        ids = self._marks_of(case, place.item_id)
        if ids:
            menu.addSeparator()
            self._fill(menu, case, ids)
        if any(mark.is_hidden for mark in case.of_type(Mark)):
            menu.addAction(_title("marks.show-all")).triggered.connect(self.show_all)

    def on_session(self, event: SessionEvent) -> None:
        """The list follows the case, and the selection."""
        if isinstance(event, CaseOpened):
            self._set_mirrored(frozenset())
        if isinstance(event, CaseOpened | CaseChanged):
            self.refresh()
        if isinstance(event, SelectionChanged):
            case = self._hands.session.case
            self.list.show_selected(self._marks_of(case, event.item_id or "") if case is not None else ())

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Other images: other spacings."""
        self._measure_anew()

    def on_more_images(self, patient: PatientRecord) -> None:
        """The image of a mark may be known now."""
        self._measure_anew()

    def cancel(self) -> bool:
        """A form that is open is given up."""
        for form in (self.name_form, self.place_form):
            if form is not None and form.isVisible():
                form.hide()
                return True
        return False

    def _measure_anew(self) -> None:
        """Other images are known, and with them other pixel spacings."""
        self._spacings = SourceSpacings(self._series_of)
        self._hands.overlays.look = replace(self._hands.overlays.look, spacing_of=self._spacings.of)
        self._hands.overlays.refresh()
        self.refresh()

    def refresh(self) -> None:
        """List the marks of the case as they are now."""
        self.list.show_rows(self._rows())

    def _rows(self) -> tuple[MarkRow, ...]:
        return mark_rows(self._hands.session.case, self._spacings.of, self._hands.overlays.words_of)

    def menu(self) -> QMenu:
        """What can be done to the marks selected in the list."""
        menu = self._menu_at(tr("Marks"))
        case = self._hands.session.case
        if case is not None and self.selected_mark_ids:
            self._fill(menu, case, self.selected_mark_ids)
            menu.addSeparator()
            menu.addAction(_title("marks.copy")).triggered.connect(self.copy)
            menu.addAction(tr("Remove\tDel")).triggered.connect(self.remove)
        return menu

    def toggle_hidden(self, mark_ids: tuple[str, ...] = ()) -> None:
        """Hide the marks; show them where all are hidden."""
        self._several(mark_ids, lambda case, ids: hide_marks(case, ids, hidden=not _all(case, ids, "is_hidden")))

    def toggle_locked(self, mark_ids: tuple[str, ...] = ()) -> None:
        """Lock the marks; unlock them where all are locked."""
        self._several(mark_ids, lambda case, ids: lock_marks(case, ids, locked=not _all(case, ids, "is_locked")))

    def set_tone(self, tone: str, mark_ids: tuple[str, ...] = ()) -> None:
        """Give the marks a colour of the theme."""
        self._several(mark_ids, lambda case, ids: color_marks(case, ids, tone))

    def show_all(self) -> None:
        """Bring every hidden mark back."""
        case = self._hands.session.case
        change = show_all_marks(case) if case is not None else None
        if change is None:
            self._hands.tell(Message(tr("No mark is hidden.")))
        self._apply(change)

    def remove(self) -> None:
        """Remove the selected marks in one change; locked ones keep all of them."""
        try:
            self._several((), remove_marks)
        except LockedMarkError as error:
            self._hands.tell(Message(str(error), "caution"))

    def copy(self) -> None:
        """Put the selected marks as a table of text into the clipboard."""
        ids = set(self.selected_mark_ids)
        rows = self.list.selected_rows if len(ids) == len(self.list.selected_rows) else ()
        chosen = rows or [row for row in self._rows() if row.mark_id in ids]
        if not chosen:
            self._hands.tell(Message(tr(NO_MARK), "caution"))
            return
        QGuiApplication.clipboard().setText(rows_as_text(chosen))
        self._hands.tell(Message(tr("{count} marks copied as text.", count=len(chosen)), "good"))

    def ask_name(self) -> None:
        """Ask for another label of the one selected mark."""
        self._one(self._ask_name)

    def ask_place(self) -> None:
        """Ask for level and side of the one selected mark, with a reason."""
        self._one(self._ask_place)

    def toggle_mirror(self) -> None:
        """Show the mirror image of the one selected mark on the other side of the midline, or no longer."""
        self._one(self._mirror)

    def _ask_name(self, case: Case, mark: Mark) -> None:
        self.name_form = self.name_form or NamePopover(self._hands.parent)

        def accept(name: str) -> str:
            change = rename_mark(case, mark.id, name)
            return "" if change is None else try_apply(self._hands.session, change)

        self.name_form.ask(tr("Name of {mark}", mark=mark_name(mark)), accept, name=mark.label)

    def _ask_place(self, case: Case, mark: Mark) -> None:
        self.place_form = self.place_form or MarkPlaceForm(self._hands.parent)

        def accept(level: Level | None, laterality: Laterality | None, reason: str) -> str:
            try:
                change = place_mark(case, mark.id, level=level, laterality=laterality, reason=reason)
            except ValueError as error:
                return tr(str(error))
            return "" if change is None else try_apply(self._hands.session, change)

        title = tr("Level and side of {mark}", mark=mark_name(mark))
        self.place_form.ask(title, mark, place_of(case, mark), accept)

    def _mirror(self, case: Case, mark: Mark) -> None:
        mirrored = self._hands.overlays.look.mirrored_ids
        if mark.id not in mirrored and midline_x_mm(case, mark.location) is None:
            self._hands.tell(Message(tr(NO_MIDLINE), "caution"))
            return
        self._set_mirrored(mirrored ^ {mark.id})
        self._hands.overlays.refresh()
        self._hands.grid.refresh_overlays()

    def _set_mirrored(self, ids: frozenset[str]) -> None:
        self._hands.overlays.look = replace(self._hands.overlays.look, mirrored_ids=ids)

    def _on_label_moved(self, moved: LabelMoved) -> None:
        case = self._hands.session.case
        if case is not None:
            self._apply(move_label(case, moved.mark_id, moved.offset))

    def _several(self, mark_ids: tuple[str, ...], change: Callable[[Case, tuple[str, ...]], Change | None]) -> None:
        case, ids = self._hands.session.case, mark_ids or self.selected_mark_ids
        if case is None or not ids:
            self._hands.tell(Message(tr(NO_MARK), "caution"))
            return
        self._apply(change(case, ids))

    def _one(self, act: Callable[[Case, Mark], None]) -> None:
        case, ids = self._hands.session.case, self.selected_mark_ids
        mark = case.get(Mark, ids[0]) if case is not None and len(ids) == 1 else None
        if case is None or mark is None:
            self._hands.tell(Message(tr(ONE_MARK if ids else NO_MARK), "caution"))
            return
        act(case, mark)

    def _apply(self, change: Change | None) -> None:
        refusal = try_apply(self._hands.session, change) if change is not None else ""
        if refusal:
            self._hands.tell(Message(refusal, "alert"))

    def _marks_of(self, case: Case, item_id: str) -> tuple[str, ...]:
        """The marks that an item on the images stands for."""
        finding = case.get(Finding, item_id)
        if finding is not None:
            return finding.mark_ids
        return (item_id,) if case.get(Mark, item_id) is not None else ()

    def _fill(self, menu: QMenu, case: Case, ids: tuple[str, ...]) -> None:
        """Entries for marks; those that are for one mark alone only where there is one."""
        hides = tr("Show") if _all(case, ids, "is_hidden") else tr("Hide")
        locks = tr("Unlock") if _all(case, ids, "is_locked") else tr("Lock")
        for text, action_id, act in (
            (hides, "marks.hide", partial(self.toggle_hidden, ids)),
            (locks, "marks.lock", partial(self.toggle_locked, ids)),
        ):
            entry = menu.addAction(f"{text}\t{self._hands.key_of(action_id)}")
            entry.triggered.connect(lambda _checked=False, run=act: run())
        self._color_menu(menu.addMenu(tr("Colour")), ids)
        if len(ids) == 1:
            for action_id in _ONE_MARK:
                self._add_command(menu, action_id, ids[0])

    def _add_command(self, menu: QMenu, action_id: str, mark_id: str) -> QAction:
        entry = menu.addAction(f"{_title(action_id)}\t{self._hands.key_of(action_id)}")
        run = self.handlers()[action_id]

        def act() -> None:
            if self.selected_mark_ids != (mark_id,):
                self._hands.session.select(mark_id)
            run()

        entry.triggered.connect(lambda _checked=False: act())
        return entry

    def _color_menu(self, menu: QMenu, mark_ids: tuple[str, ...] = ()) -> QMenu:
        for tone, word in MARK_TONES.items():
            entry = menu.addAction(tr(word).capitalize())
            if tone:
                entry.setIcon(QIcon(swatch(tone)))
            entry.triggered.connect(lambda _checked=False, chosen=tone: self.set_tone(chosen, mark_ids))
        return menu

    def _menu_at(self, name: str) -> QMenu:
        menu = QMenu(self._hands.parent)
        menu.setAccessibleName(name)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _series_of(self, series_instance_uid: str) -> SeriesRecord | None:
        patient = self._hands.patient()
        return find_series(patient, series_instance_uid) if patient is not None else None


def _all(case: Case, ids: tuple[str, ...], state: str) -> bool:
    marks = [case.get(Mark, one) for one in ids]
    return all(getattr(mark, state) for mark in marks if mark is not None)


def _title(action_id: str) -> str:
    return tr(ACTIONS[action_id].title)
