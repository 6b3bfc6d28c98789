"""Hanging: the protocol chosen on opening, its stages by key, all others a click away, and current beside prior."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from annotations.locations import PatientLocation
from viewers.qt.translated import tr
from viewers.state.grid_shares import Axis
from viewers.state.layouts import LAYOUTS, Layout
from viewers.state.viewport_state import ViewPlane
from workstation.action_tables.action import Group
from workstation.dicom.records import PatientRecord
from workstation.hanging.comparison import comparable_studies, comparison_stages, pairs_of
from workstation.hanging.facts import StackFacts, facts_of
from workstation.hanging.hung import HungStage, hung_stages
from workstation.hanging.matching import Match, ranked
from workstation.search import SearchEntry
from workstation.ui.hanging_dialog.protocol_dialog import ProtocolDialog
from workstation.ui.image_catalogue import find_sibling_stack_at
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, ReadHands
from workstation.ui.read.grid_picker import GridPicker
from workstation.ui.read.hanging import Hanging, Pane, hanging_of
from workstation.ui.read.hanging_bar import HangingBar
from workstation.ui.read.hanging_list import HangingList
from workstation.ui.read.hanging_memory import HangingMemory
from workstation.ui.read.needle_hanging import along_needles
from workstation.ui.read.stage_links import limited_switches

COMPARISON_ID = "comparison"
COMPARISON_TITLE = "Current and prior"
NO_PRIOR = "No earlier study of this patient has images like these (modality, plane, weighting and view)."


class HangingFeature(Feature):
    """Owns what hangs: a title, its stages and which of them is on screen."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._library = hands.protocols
        self._memory = HangingMemory(hands.preferences)
        self._facts: tuple[StackFacts, ...] = ()
        self._matches: tuple[Match, ...] = ()
        self._match: Match | None = None
        self._id = ""
        self._stages: tuple[HungStage, ...] = ()
        self._number = 0
        self.bar = HangingBar()
        self.list = HangingList(hands.parent)
        self.picker = GridPicker(hands.parent)
        self.dialog: ProtocolDialog | None = None
        hands.browser.set_head(self.bar)
        self.bar.triggered.connect(hands.ask)
        self.list.command.connect(hands.ask)
        self.list.chosen.connect(self.hang)
        self.picker.chosen.connect(self.set_layout)
        hands.browser.compare_asked.connect(lambda study: self.compare(prior_study=study))
        hands.grid.shares_changed.connect(lambda _name: self._keep_shares())
        hands.grid.links.limited = partial(limited_switches, hands.content)
        self._end_library = self._library.subscribe(self._on_library)

    @property
    def protocol_id(self) -> str:
        """What hangs, by id; empty for nothing."""
        return self._id

    @property
    def stage(self) -> HungStage | None:
        """The stage on screen."""
        return self._stages[self._number] if self._stages else None

    @property
    def stage_count(self) -> int:
        """How many stages there are to step through."""
        return len(self._stages)

    @property
    def matches(self) -> tuple[Match, ...]:
        """Every protocol with what it finds in the open patient, the best first."""
        return self._matches

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """The commands of hanging and layout."""
        grid = self._hands.grid
        return {
            "hanging.choose": self.choose,
            "hanging.next": lambda: self.step(1),
            "hanging.previous": lambda: self.step(-1),
            "hanging.again": self.hang_again,
            "hanging.edit": self.edit,
            "hanging.keep-layout": self.keep_layout,
            "compare.prior": self.compare,
            "layout.choose": lambda: self.picker.open_at(self._corner(), grid.in_hand.arrangement),
            "layout.even": lambda: grid.in_hand.even_out(),
            "layout.wider": lambda: grid.in_hand.grow_active(Axis.COLUMNS, 1),
            "layout.narrower": lambda: grid.in_hand.grow_active(Axis.COLUMNS, -1),
            "layout.taller": lambda: grid.in_hand.grow_active(Axis.ROWS, 1),
            "layout.lower": lambda: grid.in_hand.grow_active(Axis.ROWS, -1),
        }

    def search_entries(self) -> Iterable[SearchEntry]:
        """Each protocol, for the command search."""
        return [
            SearchEntry(
                f"hang.{match.protocol.id}",
                tr("Hang: {title}", title=match.protocol.title),
                tr(Group.HANGING.value),
                partial(self.hang, match.protocol.id),
                words=match.protocol.note,
                why_disabled=match.why_not,
            )
            for match in self._matches
        ]

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Nothing of the former patient stays; the best protocol of this one hangs."""
        self._forget()
        if patient is None:
            return
        self._read(patient)
        self._hang_best()

    def on_more_images(self, patient: PatientRecord) -> None:
        """More images of the open patient: what hangs stays; a newer study is offered."""
        known = {one.study_instance_uid for one in self._facts}
        self._read(patient)
        if not self._stages:
            self._hang_best()
            return
        newest = self._facts[0] if self._facts else None
        if newest is not None and newest.study_instance_uid not in known:
            text = tr("A newer study of this patient was read ({day}). What is on screen stays.", day=newest.day)
            self._hands.tell(Message(text, "accent", action_text=tr("Hang it"), action=self._hang_best))

    def close(self) -> None:
        """Stop listening."""
        self._end_library()
        if self.dialog is not None:
            self.dialog.close()

    def hang(self, protocol_id: str) -> None:
        """Hang a protocol that fits, from its first stage."""
        match = next((one for one in self._matches if one.protocol.id == protocol_id and one.fits), None)
        if match is not None:
            self._match = match
            self._show(protocol_id, hung_stages(match))

    def step(self, steps: int) -> None:
        """The next stage, or with -1 the one before; after the last comes the first."""
        if len(self._stages) > 1:
            self._number = (self._number + steps) % len(self._stages)
            self._show_stage()

    def hang_again(self) -> None:
        """Hang the stage as the protocol says: a layout kept for it and moved dividers are forgotten."""
        if self._stages:
            self._memory.forget(self._id, self._number)
            self._show_stage()

    def keep_layout(self) -> None:
        """Use the layout on screen for this stage from now on."""
        layout = self._hands.grid.arrangement
        if not self._stages or self._id == COMPARISON_ID:
            self._hands.tell(
                Message(tr("A layout is kept for a stage of a hanging protocol; none is on screen."), "caution")
            )
        elif any(cell.plane is not ViewPlane.ACQUIRED for cell in layout.cells):
            text = tr("A layout that sets planes is not kept. Edit the protocol to give its viewports planes.")
            self._hands.tell(Message(text, "caution"))
        else:
            self._memory.keep_layout(self._id, self._number, layout.layout_id, self._hands.grid.shares)
            self._hands.tell(
                Message(
                    tr(
                        "{stage_title} opens as {layout_id} from now on.",
                        stage_title=self.stage_title,
                        layout_id=layout.layout_id,
                    )
                )
            )

    @property
    def stage_title(self) -> str:
        """What hangs, in words."""
        return f"{self._title}: {self._stages[self._number].title}" if self._stages else ""

    def set_layout(self, layout_id: str) -> None:
        """Arrange the viewports of the window in hand: a named layout by its command, or a grid like `2x3`."""
        if layout_id in LAYOUTS:
            self._hands.ask(f"layout.{layout_id}")
        else:
            self._hands.grid.in_hand.set_layout(layout_id)

    def choose(self) -> None:
        """Open the list of protocols."""
        self.list.show_matches(self._matches, self._id)
        at = (
            self.bar.name.mapToGlobal(QPoint(0, self.bar.name.height() + 2)) if self.bar.isVisible() else self._corner()
        )
        self.list.open_at(at)

    def edit(self) -> None:
        """Open the editor of protocols beside the images."""
        if self.dialog is None:
            self.dialog = ProtocolDialog(self._library, self._hands.parent, facts=lambda: self._facts)
        self.dialog.open_on(self._id)

    def compare(self, prior_study: str = "") -> None:
        """Hang the study of the active viewport beside its prior, series by series; that series comes first."""
        active = self._hands.content.key_of(self._hands.grid.active_viewport)
        shown = next(
            (one for one in self._facts if active and one.series_instance_uid == active.series_instance_uid), None
        )
        current = self._current_study(shown, prior_study)
        is_prior = shown is not None and shown.study_instance_uid in comparable_studies(self._facts, current)
        earlier = shown.study_instance_uid if shown is not None and is_prior else ""
        pairs = pairs_of(self._facts, current, prior_study or earlier)
        if not pairs:
            self._hands.tell(Message(tr(NO_PRIOR), "caution"))
            return
        self._match = None
        self._show(COMPARISON_ID, comparison_stages(pairs, shown.series_instance_uid if shown else ""))

    def _current_study(self, shown: StackFacts | None, prior_study: str) -> str:
        """The study to compare: that on screen where it has a prior, else the newest that has one."""
        studies = tuple(dict.fromkeys(one.study_instance_uid for one in self._facts))
        wanted = [*([shown.study_instance_uid] if shown is not None else []), *studies]
        for study in wanted:
            priors = comparable_studies(self._facts, study)
            if priors and (not prior_study or prior_study in priors):
                return study
        return ""

    @property
    def _title(self) -> str:
        if self._id == COMPARISON_ID:
            return tr(COMPARISON_TITLE)
        return self._match.protocol.title if self._match is not None else ""

    def _read(self, patient: PatientRecord) -> None:
        self._facts = facts_of(patient)
        self._matches = ranked(self._library.protocols, self._facts)
        studies = dict.fromkeys(one.study_instance_uid for one in self._facts)
        priors = {prior for study in studies for prior in comparable_studies(self._facts, study)}
        self._hands.browser.offer_comparison(priors)

    def _forget(self) -> None:
        self._facts, self._matches, self._stages = (), (), ()
        self._match, self._id, self._number = None, "", 0
        self.list.hide()
        self.bar.show_protocol("", stages=(), number=0)

    def _hang_best(self) -> None:
        best = next((match for match in self._matches if match.fits), None)
        if best is not None:
            self.hang(best.protocol.id)

    def _show(self, hung_id: str, stages: tuple[HungStage, ...]) -> None:
        self._id, self._stages, self._number = hung_id, stages, 0
        self._show_stage()

    def _show_stage(self) -> None:
        stage = self._stages[self._number]
        hands = self._hands
        hanging, missing = along_needles(
            self._at_cursor(self._kept(hanging_of(stage))),
            hands.patient(),
            hands.session.case,
            hands.session.selected_id,
        )
        shares = self._memory.shares(self._id, self._number, hanging.layout)
        self._hands.content.hang(hanging, shares=shares)
        cursor = self._hands.session.cursor
        if cursor is not None:
            self._hands.grid.move_cursor(cursor)
        doubts = (*((missing,) if missing else ()), *(self._match.doubts if self._match is not None else ()))
        titles = [one.title for one in self._stages]
        self.bar.show_protocol(self._title, stages=titles, number=self._number, doubts=doubts)

    def _at_cursor(self, hanging: Hanging) -> Hanging:
        """The hanging with the crosshair where it was: of a series in several slabs, the one that holds it."""
        cursor, patient = self._hands.session.cursor, self._hands.patient()
        if not isinstance(cursor, PatientLocation) or patient is None:
            return hanging
        uid, point = cursor.frame_of_reference_uid, cursor.points_lps_mm[0]
        panes: list[Pane | None] = []
        for pane in hanging.panes:
            found = find_sibling_stack_at(patient, pane.key, uid, point) if pane is not None else None
            panes.append(replace(pane, key=found, place=cursor) if pane is not None and found is not None else pane)
        return replace(hanging, panes=tuple(panes))

    def _kept(self, hanging: Hanging) -> Hanging:
        """The hanging in the layout kept for it: further viewports stay empty, what has no room is left out."""
        layout = self._memory.layout(self._id, self._number)
        if layout is None:
            return hanging
        count = len(layout.cells)
        panes = (*hanging.panes[:count], *(None,) * (count - len(hanging.panes)))
        planes = [pane.plane if pane is not None else ViewPlane.ACQUIRED for pane in panes]
        return Hanging(layout.with_planes(planes), panes)

    def _keep_shares(self) -> None:
        if self._stages and self._is_as_hung(self._hands.grid.arrangement):
            self._memory.keep_shares(self._id, self._number, self._hands.grid.shares)

    def _is_as_hung(self, layout: Layout) -> bool:
        kept = self._memory.layout(self._id, self._number)
        return layout.layout_id == (kept or self._stages[self._number].layout).layout_id

    def _on_library(self) -> None:
        """Protocols were edited: what hangs is hung again where it still fits."""
        patient = self._hands.patient()
        if patient is None:
            return
        former, number = self._id, self._number
        self._read(patient)
        if former and former != COMPARISON_ID:
            self.hang(former)
            if 0 < number < len(self._stages):
                self.step(number)

    def _corner(self) -> QPoint:
        grid: QWidget = self._hands.grid.in_hand
        return grid.mapToGlobal(QPoint(8, 8))
