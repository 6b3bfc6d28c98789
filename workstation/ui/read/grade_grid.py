"""The reading grid in Read: G opens it under the images; keys grade cells, and the images follow the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QTimer

from annotations.anatomy import Laterality, Level
from annotations.case import Case, Change
from annotations.grid_cells import Cell, CellState, grid_of
from annotations.grid_changes import (
    GridRefusalError,
    GridStudy,
    cells_below,
    cleared,
    commented,
    graded,
    normal,
    retracted,
    set_normal,
)
from annotations.level_ledger import ledger_of, numbering_of
from annotations.locations import PatientLocation
from annotations.reading_grid import GridRegion, RowGroup, Step
from annotations.spine_ledger import LevelAnchor, placed_levels, propose_level
from viewers.imaging.images import Volume
from viewers.qt.plain_text import isolated
from viewers.qt.translated import tr
from viewers.state.disc_planes import disc_planes
from viewers.state.navigation import frame_of_reference
from workstation.dicom.records import PatientRecord, SeriesRecord, StudyRecord
from workstation.hanging.regions import Region, regions_of
from workstation.session import CaseChanged, CaseOpened, SessionEvent
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.grade_grid_panel import GradeGridPanel
from workstation.ui.read.grade_steps import next_step, step_for
from workstation.ui.read.identity_watch import screen_doubt
from workstation.ui.read.step_legend import step_words
from workstation.ui.widgets.name_popover import NamePopover

FOLLOW_AFTER_MS = 150
"""The hand rests on a row this long before the images go there: holding an arrow key stays fluid."""
LABEL_FIRST = "Label the spine first: these images have no levels to go to. Levels can be graded all the same."
NO_PLACE = "These images have no patient coordinates: they stay where they are while levels are graded."
NOT_LABELLED = "{level} is not labelled on these images: they stay where they are."
NO_STUDY = "The grade grid belongs to a study: open a series first."
AGAIN_TO_RETRACT = "{reason} Press N again to retract it and call this normal, or Enter to open it."
WHICH_SIDE = "{name}: which side? R, L, M for midline, B for both; Esc gives it up."
NOTHING_HERE = "Nothing is recorded in {cell}. Press one of the keys below."
_CERVICAL_LEVELS = frozenset(level for level in Level if any(one.value[0] == "C" for one in level.vertebrae))
_COMMANDS_INSIDE = ("grid.open", "key-image.capture", "mark.finding", "target.new")
"""Commands whose single keys work while the grid has the focus."""


@dataclass(frozen=True)
class _Scope:
    """The study that is read, on which series, and in which space."""

    study: StudyRecord
    series: SeriesRecord
    frame_of_reference_uid: str


@dataclass
class _Asked:
    """What the next key answers: the cell that waits for a second N, and the step that waits for a side."""

    retract: Cell | None = None
    side_of: Step | None = None


@dataclass
class _Chosen:
    """The part of the spine the hand chose, by study."""

    regions: dict[str, GridRegion] = field(default_factory=dict)


class GradeGrid(Feature):
    """Keeps the panel in step with the case and the active pane; every act is one change."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._asked, self._chosen = _Asked(), _Chosen()
        self.panel = GradeGridPanel()
        hands.add_under_images(self.panel)
        self._comment = NamePopover(hands.parent)
        self._follow = QTimer(hands.parent, singleShot=True, interval=FOLLOW_AFTER_MS)
        self._follow.timeout.connect(self._go_to_row)
        self._followed: tuple[str, Level | None] | None = None
        self._resized = _OnResize(self._fit, hands.parent)
        self._connect()

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {"grid.open": self.toggle}

    def toggle(self) -> None:
        """Open the grid with the focus in it; with the focus in it, close it."""
        view = self.panel.view
        if not self.panel.isHidden() and view.hasFocus():
            self.close_panel()
            return
        if self._scope() is None:
            self._hands.tell(Message(tr(NO_STUDY), "caution"))
            return
        self.panel.show()
        self.refresh()
        self._fit()
        if not view.currentIndex().isValid():
            self._open_at(self._row_at_crosshair())
        self.panel.say("")
        view.setFocus()

    def close_panel(self) -> None:
        """Back to the images."""
        self._follow.stop()
        self.panel.hide()
        self._hands.grid.active_viewport.setFocus()

    def refresh(self) -> None:
        """Show the grid of the study of the active pane as the case is now."""
        case, scope = self._hands.session.case, self._scope()
        if self.panel.isHidden():
            return
        if case is None or scope is None:
            self.close_panel()
            return
        region = self._region(case, scope)
        rows = grid_of(
            case, scope.study.study_instance_uid, region, frame_of_reference_uid=scope.frame_of_reference_uid
        )
        words = " · ".join(filter(None, (isolated(scope.study.description), scope.study.date)))
        self.panel.show_rows(rows, region, words, self._remark(case, scope))
        self._show_cell()

    def cancel(self) -> bool:
        """Escape gives up what was asked."""
        return self._give_up()

    def on_session(self, event: SessionEvent) -> None:
        """The case is another, or changed."""
        if isinstance(event, CaseOpened):
            self._chosen = _Chosen()
        if isinstance(event, CaseOpened | CaseChanged):
            self.refresh()

    def on_patient(self, patient: PatientRecord | None) -> None:
        """The grid of the former patient goes."""
        self._give_up()
        self._followed = None
        self._follow.stop()
        self.panel.hide()

    def _connect(self) -> None:
        view = self.panel.view
        view.key_pressed.connect(self._on_key)
        view.normal_asked.connect(self._on_normal)
        view.normal_below_asked.connect(self._on_below)
        view.normal_row_asked.connect(self._on_row)
        view.normal_column_asked.connect(self._on_column)
        view.next_step_asked.connect(self._on_next)
        view.clear_asked.connect(self._on_clear)
        view.open_asked.connect(self._on_open)
        view.doubleClicked.connect(lambda _index: self._on_open())
        view.closed.connect(lambda: None if self._give_up() else self.close_panel())
        view.cell_changed.connect(self._on_cell)
        self.panel.legend.step_chosen.connect(self._record)
        self.panel.region_chosen.connect(self._on_region)
        self._hands.grid.active_changed.connect(lambda _pane: self.refresh())
        self._hands.content.changed.connect(self.refresh)

    def _scope(self) -> _Scope | None:
        pane, patient = self._hands.grid.active_viewport, self._hands.patient()
        key = self._hands.content.key_of(pane)
        for study in patient.studies if patient is not None and key is not None else ():
            for series in study.series:
                if series.series_instance_uid == key.series_instance_uid:  # type: ignore[union-attr]
                    return _Scope(study, series, frame_of_reference(pane.pixels) if pane.pixels is not None else "")
        return None

    def _region(self, case: Case, scope: _Scope) -> GridRegion:
        """What was chosen for the study, else what its levels say, else what the images are called."""
        chosen = self._chosen.regions.get(scope.study.study_instance_uid)
        if chosen is not None:
            return chosen
        placed = {level for level, _ in placed_levels(_anchors(case, scope), scope.frame_of_reference_uid)}
        if placed:
            return GridRegion.CERVICAL if placed & _CERVICAL_LEVELS and Level.L5 not in placed else GridRegion.LUMBAR
        regions = regions_of(scope.series.body_part, (scope.series.description, scope.study.description))
        is_cervical = Region.CERVICAL in regions and Region.LUMBAR not in regions
        return GridRegion.CERVICAL if is_cervical else GridRegion.LUMBAR

    def _remark(self, case: Case, scope: _Scope) -> str:
        pixels = self._hands.grid.active_viewport.pixels
        if pixels is not None and not isinstance(pixels, Volume):
            return tr(NO_PLACE)
        if not placed_levels(_anchors(case, scope), scope.frame_of_reference_uid):
            return tr(LABEL_FIRST)
        return ""

    def _row_at_crosshair(self) -> int:
        """The row of the level at the crosshair, the first one where none is known there."""
        case, scope, cursor = self._hands.session.case, self._scope(), self._hands.session.cursor
        rows = self.panel.model.rows
        if case is None or scope is None or not isinstance(cursor, PatientLocation):
            return 0
        uid = cursor.frame_of_reference_uid
        here = propose_level(ledger_of(case, uid).anchors, cursor.points_lps_mm[0], uid)
        if here is None or uid != scope.frame_of_reference_uid:
            return 0
        fitting = (
            number
            for number, row in enumerate(rows)
            if row.level is not None and here.level in (row.level, *row.level.vertebrae[:1])
        )
        return next(fitting, 0)

    def _open_at(self, row: int) -> None:
        """Begin at a row without moving the images: they go where the hand goes."""
        scope = self._scope()
        self._followed = (scope.frame_of_reference_uid if scope is not None else "", self.panel.model.rows[row].level)
        self.panel.view.go(row, 0)

    def _study(self) -> GridStudy | None:
        case, scope = self._hands.session.case, self._scope()
        if case is None or scope is None:
            return None
        numbering = numbering_of(case, scope.frame_of_reference_uid) if scope.frame_of_reference_uid else None
        return GridStudy(scope.study.study_instance_uid, scope.study.date.replace("-", ""), numbering)

    def _on_key(self, key: str) -> None:
        if self._asked.side_of is not None:
            self._answer_side(key)
            return
        for command in _COMMANDS_INSIDE:
            if self._hands.key_of(command).lower() == key:
                self._hands.ask(command)
                return
        cell = self.panel.view.cell
        step = step_for(cell, key) if cell is not None else None
        if step is not None:
            self._record(step)

    def _record(self, step: Step, laterality: Laterality | None = None) -> None:
        cell, study, case = self.panel.view.cell, self._study(), self._hands.session.case
        self._asked = _Asked()
        if cell is None or study is None or case is None or step not in cell.place.steps:
            return
        held = [value for value in cell.values if value.step is not None and value.step.group == step.group]
        if step.asks_side and laterality is None and not cell.place.column.is_sided and not held:
            self._asked.side_of = step
            self.panel.say(tr(WHICH_SIDE, name=tr(step.name)), "accent")
            return
        self._do(lambda: graded(case, cell, step, study, new_item_id, laterality=laterality))
        self.panel.view.setFocus()

    def _answer_side(self, key: str) -> None:
        step, sides = self._asked.side_of, {side.value.lower(): side for side in Laterality}
        if step is not None and key in sides:
            self._record(step, sides[key])

    def _on_normal(self) -> None:
        cell, study, case = self.panel.view.cell, self._study(), self._hands.session.case
        if cell is None or study is None or case is None:
            return
        if self._asked.retract is not None and self._asked.retract.place == cell.place:
            self._asked = _Asked()
            self._do(lambda: retracted(case, cell, study, new_item_id))
            return
        self._asked = _Asked()
        try:
            change = set_normal(cell, study, new_item_id)
        except GridRefusalError as refusal:
            self._asked.retract = cell
            self.panel.say(tr(AGAIN_TO_RETRACT, reason=str(refusal)), "caution")
            return
        self._do(lambda: change)

    def _on_below(self) -> None:
        row = self.panel.view.place[0]
        words = f"All normal from {self.panel.model.rows[row].title} down"
        self._all_normal(cells_below(self.panel.model.rows, row), words)

    def _on_row(self) -> None:
        row = self.panel.model.rows[self.panel.view.place[0]]
        self._all_normal(row.cells, f"All of {row.title} normal")

    def _on_column(self) -> None:
        cell = self.panel.view.cell
        if cell is None:
            return
        cells = [
            one
            for row in self.panel.model.rows
            for one in row.cells
            if one.place.column is cell.place.column and one.place.laterality is cell.place.laterality
        ]
        side = f" {cell.place.laterality.word}" if cell.place.column.is_sided else ""
        self._all_normal(cells, f"All of {cell.place.column.title.lower()}{side} normal")

    def _all_normal(self, cells: Iterable[Cell], words: str) -> None:
        study = self._study()
        if study is not None:
            self._asked = _Asked()
            self._do(
                lambda: normal(cells, study, new_item_id, words), nothing=tr("Every cell there is assessed already.")
            )

    def _on_next(self) -> None:
        """Normal first, then the steps of what is recorded, from light to heavy, round and round."""
        cell = self.panel.view.cell
        if cell is None:
            return
        if cell.state is CellState.NOT_ASSESSED:
            self._on_normal()
            return
        step = next_step(cell)
        if step is not None:
            self._record(step)

    def _on_clear(self) -> None:
        cell = self.panel.view.cell
        self._asked = _Asked()
        if cell is not None:
            self._do(lambda: cleared(cell))

    def _on_open(self) -> None:
        """The finding form for a cell's finding, the comment for a comment."""
        cell, (row, column) = self.panel.view.cell, self.panel.view.place
        if cell is not None and cell.findings:
            self._hands.edit_finding(cell.findings[-1].id)
        elif cell is not None:
            self.panel.say(tr(NOTHING_HERE, cell=cell.place.title))
        elif column == self.panel.model.comment_column:
            self._ask_comment(row)

    def _ask_comment(self, number: int) -> None:
        row, study = self.panel.model.rows[number], self._study()
        if study is None:
            return

        def keep(text: str) -> str:
            self._do(lambda: commented(row, text, study, new_item_id))
            self.panel.view.setFocus()
            return ""

        note = row.comment.note if row.comment is not None else ""
        self._comment.ask(tr("Comment on {row}", row=tr(row.title)), keep, name=note)

    def _do(self, build: Callable[[], Change | None], *, nothing: str = "") -> None:
        """Apply what a key asked for as one change; a refusal stands under the table."""
        session = self._hands.session
        doubt = screen_doubt(session.case, (pane.pixels for pane in self._hands.grid.links.panes))
        if doubt:
            self.panel.say(tr("Nothing was recorded: {doubt}", doubt=doubt), "alert")
            return
        try:
            change = build()
        except GridRefusalError as refusal:
            self.panel.say(str(refusal), "caution")
            return
        refusal_of_store = try_apply(session, change) if change is not None else nothing
        self.panel.say(refusal_of_store, "caution" if refusal_of_store else "")

    def _give_up(self) -> bool:
        was_asked = self._asked != _Asked()
        self._asked = _Asked()
        if was_asked:
            self.panel.say("")
        return was_asked

    def _on_cell(self) -> None:
        self._give_up()
        self.panel.say("")
        self._show_cell()
        row = self.panel.view.place[0]
        if self.panel.model.rows and not self.panel.isHidden():
            level = self.panel.model.rows[row].level
            scope = self._scope()
            if scope is not None and (scope.frame_of_reference_uid, level) != self._followed:
                self._follow.start()

    def _show_cell(self) -> None:
        cell = self.panel.view.cell
        held = [value.step for value in cell.values if value.step is not None] if cell is not None else []
        self.panel.legend.show_steps(cell.place.steps if cell is not None else (), held)
        self.panel.view.setAccessibleDescription(step_words(held[0]) if held else "")

    def _go_to_row(self) -> None:
        """Bring the images to the level of the row, the axial cut along its disc."""
        case, scope = self._hands.session.case, self._scope()
        row = self.panel.model.rows[self.panel.view.place[0]]
        pixels = self._hands.grid.active_viewport.pixels
        if case is None or scope is None or row.group is not RowGroup.LEVELS or not isinstance(pixels, Volume):
            return
        uid, anchors = scope.frame_of_reference_uid, _anchors(case, scope)
        disc = next((one for one in disc_planes(anchors, uid) if one.level is row.level), None)
        self._followed = (uid, row.level)
        if disc is not None:
            had_focus = self.panel.view.hasFocus()
            self._hands.session.move_cursor(PatientLocation(uid, (disc.plane.origin_lps_mm,)))
            self._hands.ask("disc.here")
            if had_focus:
                self.panel.view.setFocus()
        elif placed_levels(anchors, uid):
            self.panel.say(tr(NOT_LABELLED, level=row.title))

    def _on_region(self, region: GridRegion) -> None:
        scope = self._scope()
        if scope is not None:
            self._chosen.regions[scope.study.study_instance_uid] = region
            self.refresh()
            self._fit()
            self.panel.view.setFocus()

    def _fit(self) -> None:
        if not self.panel.isHidden():
            self.panel.fit_height(self._hands.parent.height())


class _OnResize(QObject):
    """Calls back when a widget has another size."""

    def __init__(self, act: Callable[[], None], watched: QObject) -> None:
        super().__init__(watched)
        self._act = act
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The size changed."""
        if event.type() == QEvent.Type.Resize:
            self._act()
        return False


def _anchors(case: Case, scope: _Scope) -> tuple[LevelAnchor, ...]:
    """The labels of the space that is read, its own or registered ones."""
    return ledger_of(case, scope.frame_of_reference_uid).anchors
