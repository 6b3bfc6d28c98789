"""The level ledger in Read: labelling by clicks, how it was counted, renumbering, and the level of every axial cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from PySide6.QtWidgets import QMenu, QWidget

from annotations.anatomy import Level, LevelKind
from annotations.case import Case
from annotations.level_counting import Stations
from annotations.level_ledger import ledger_of
from annotations.numbering import LevelNumbering
from annotations.renumbering import (
    RenumberedPart,
    RenumberingPreview,
    numbering_decision,
    renumbering_of,
    renumbering_preview,
)
from annotations.spine_ledger import LevelAnchor, placed_levels
from viewers.imaging.images import Volume
from viewers.imaging.slices import image_nearest
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace
from viewers.state.navigation import frame_of_reference, plane_of
from viewers.state.overlay import OverlayContent
from workstation.dicom.records import PatientRecord
from workstation.session import SessionEvent
from workstation.storage.case_store import current_user
from workstation.ui.forms.commit import try_apply
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.level_labels import proposed_labels, slice_level_words
from workstation.ui.read.level_menu import LevelChange, add_level_entries
from workstation.ui.read.numbering_panel import NumberedSpace, NumberingPanel
from workstation.ui.read.renumber_sheet import RenumberSheet

AXIAL_LIMIT_DEG = 45.0
"""A cut whose normal lies nearer than this to head-foot shows one level across: its name is said in words."""
NO_SPACE = "Levels are numbered on CT or MR: open a series that has patient coordinates."
NOTHING_PLACED = "No level is placed here. Label the spine first."
NOTHING_PROPOSED = "No levels are proposed here."
PANEL_TOP_PX = 56
PANEL_GAP_PX = 10


class LevelLedgerFeature(Feature):
    """Owns the numbering panel and the sheet of a renumbering; both are shown over the images and never block them."""

    def __init__(self, hands: ReadHands, *, user: Callable[[], str] = current_user) -> None:
        self._hands = hands
        self._user = user
        self._uid = ""
        self._removed_id = ""
        self._asked: tuple[Level, LevelChange] | None = None
        self._preview: RenumberingPreview | None = None
        self.panel = NumberingPanel(hands.parent)
        self.sheet = RenumberSheet(hands.parent)
        self.panel.stored.connect(self._store_numbering)
        self.sheet.changed.connect(self._show_preview)
        self.sheet.applied.connect(self._apply)
        hands.levels.numbering_asked.connect(self.open_numbering)
        hands.levels.renumber_asked.connect(self.open_renumbering)
        hands.overlays.add_layer(self._add_levels)

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {
            "levels.label": self._hands.levels.start_counting,
            "levels.numbering": self.open_numbering,
            "levels.renumber": self._renumber_from_top,
            "levels.accept": self._accept,
        }

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """What can be done with the level whose dot was clicked."""
        case = self._hands.session.case
        anchor = case.get(LevelAnchor, place.item_id) if case is not None and place.item_id else None
        if anchor is None:
            return
        levels = menu.addMenu(tr("Level {name}", name=anchor.level.label))
        add_level_entries(levels, self._hands.levels, anchor.level)

    def cancel(self) -> bool:
        """Escape closes the sheet, then the panel."""
        for shown in (self.sheet, self.panel):
            if shown.isVisible():
                shown.hide()
                return True
        return False

    def on_session(self, event: SessionEvent) -> None:
        """What would change is shown as the case is now."""
        if self.sheet.isVisible():
            self._show_preview()

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Nothing of the former patient stays."""
        self.panel.hide()
        self.sheet.hide()
        self._asked = self._preview = None

    def open_numbering(self) -> None:
        """Ask how the levels of the active viewport's Frame of Reference were counted."""
        case, view = self._hands.session.case, self._hands.levels.view
        if case is None or not view.frame_of_reference_uid or view.ledger is None:
            self._say(tr(NO_SPACE))
            return
        self.sheet.hide()
        ledger = view.ledger
        uid = ledger.counted_in_uid
        numbering = ledger.numbering or LevelNumbering(f"numbering.{uid}", uid)
        has_l6 = any(Level.L6 in anchor.level.vertebrae for anchor in ledger.anchors)
        space = NumberedSpace(uid, self._title(), has_l6, ledger.source_words)
        self.panel.show_numbering(numbering, space)
        self._place(self.panel)

    def open_renumbering(self, level: Level | None, change: LevelChange = LevelChange.RENAME) -> None:
        """Show what another name for a level changes; nothing happens before it is applied."""
        case, view = self._hands.session.case, self._hands.levels.view
        placed = placed_levels(view.anchors, view.frame_of_reference_uid)
        if case is None or not placed:
            self._say(tr(NOTHING_PLACED))
            return
        names = [one for one, _ in placed]
        level = level if level in names else names[0]
        pivot, chosen, parts = _question(names, level, change, has_l6=view.has_l6)
        if pivot is None or chosen is None:
            self._say(tr("There is no other placed level to move."))
            return
        self.panel.hide()
        self._uid, self._asked = view.frame_of_reference_uid, (pivot, change)
        self._removed_id = _removed_id(case, self._uid, level) if change is LevelChange.DELETE else ""
        title = tr("{level} is called", level=pivot.label)
        self.sheet.ask(title, _names_like(pivot), chosen, parts, reason=_reason(change, level))
        self._show_preview()
        self._place(self.sheet)

    def _renumber_from_top(self) -> None:
        self.open_renumbering(None)

    def _accept(self) -> None:
        if not self._hands.levels.proposed:
            self._say(tr(NOTHING_PROPOSED))
            return
        self._hands.levels.accept_proposed()

    def _show_preview(self) -> None:
        case, name = self._hands.session.case, self.sheet.new_name
        if case is None or name is None or self._asked is None:
            return
        pivot, _change = self._asked
        plan = renumbering_of(case, self._uid, pivot, name, part=self.sheet.chosen_part)
        self._preview = renumbering_preview(
            case,
            plan,
            reason=self.sheet.reason.text().strip(),
            study_instance_uids=self._studies(),
            removed_id=self._removed_id,
        )
        self.sheet.show_preview(self._preview)

    def _apply(self) -> None:
        change = self._preview.change if self._preview is not None else None
        if change is None:
            return
        refusal = try_apply(self._hands.session, change)
        if refusal:
            self._say(refusal)
            return
        self.sheet.hide()
        pivot, asked = self._asked if self._asked is not None else (None, LevelChange.RENAME)
        if pivot is not None and asked in (LevelChange.INSERT_ABOVE, LevelChange.INSERT_BELOW):
            self._hands.levels.arm(pivot)  # its former name is that of the vertebra that was missed
        self._hands.tell(Message(tr("{description}. Ctrl+Z brings it back.", description=change.description)))

    def _store_numbering(self, numbering: LevelNumbering) -> None:
        case = self._hands.session.case
        if case is None:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        decided = replace(numbering, decided_by=self._user(), decided_at=now)
        change = numbering_decision(case, decided)
        refusal = try_apply(self._hands.session, change)
        if refusal:
            self._say(refusal)
            return
        self.panel.hide()
        self._hands.tell(Message(f"{change.description}."))

    def _add_levels(self, pane: Pane, content: OverlayContent) -> OverlayContent:
        """What waits for a yes, by what registration labels came, and the level of an axial cut."""
        case, pixels = self._hands.session.case, pane.pixels
        uid = frame_of_reference(pixels) if pixels is not None else ""
        if case is None or pixels is None or not uid:
            return content
        waiting = self._hands.levels.view.proposals
        labels = proposed_labels(one for one in waiting if one.location.frame_of_reference_uid == uid)
        ledger = ledger_of(case, uid)
        notices = (tr("Levels: {words}", words=ledger.source_words),) if ledger.is_derived else ()
        plane = plane_of(pixels, pane.state)
        is_axial = plane is not None and abs(plane.normal[2]) > np.cos(np.radians(AXIAL_LIMIT_DEG))
        words = slice_level_words(case, plane, uid) if plane is not None and is_axial else ""
        return replace(
            content,
            labels=(*content.labels, *labels),
            notices=(*content.notices, *notices),
            slice_level=words,
        )

    def _title(self) -> str:
        pixels = self._hands.grid.active_viewport.pixels
        return pixels.description.series_description if pixels is not None else ""

    def _studies(self) -> tuple[str, ...]:
        """The studies on screen that lie in the Frame of Reference being renumbered: their reading grid follows."""
        panes = (pane.pixels for pane in self._hands.grid.links.panes)
        here = (one for one in panes if isinstance(one, Volume) and frame_of_reference(one) == self._uid)
        images = (image_nearest(one, one.geometry.center_lps_mm) for one in here)
        return tuple(dict.fromkeys(image.study_instance_uid for image in images if image is not None))

    def _place(self, shown: QWidget) -> None:
        """At the right, beside the strip."""
        shown.adjustSize()
        right = self._hands.levels.strip_left_px
        shown.move(max(0, right - shown.width() - PANEL_GAP_PX), PANEL_TOP_PX)

    def _say(self, text: str) -> None:
        self._hands.tell(Message(text, "caution"))


def _question(
    names: list[Level], level: Level, change: LevelChange, *, has_l6: bool
) -> tuple[Level | None, Level | None, tuple[RenumberedPart, ...]]:
    """Which level gets another name, which one is offered first, and how far that reaches."""
    stations = Stations.of(names, has_l6=has_l6)
    number = stations.number_of(level)
    bodies = [one for one in names if one.kind is LevelKind.VERTEBRA]
    above = [one for one in bodies if stations.number_of(one) < number]
    below = [one for one in bodies if stations.number_of(one) > number]
    pivot: Level | None = level
    step, parts = 1, tuple(RenumberedPart)
    if change is LevelChange.INSERT_ABOVE or (change is LevelChange.DELETE and above):
        pivot, parts = above[-1] if above else None, (RenumberedPart.ABOVE,)
        step = -1 if change is LevelChange.INSERT_ABOVE else 1
    elif change is not LevelChange.RENAME:
        pivot, parts = below[0] if below else None, (RenumberedPart.BELOW,)
        step = 1 if change is LevelChange.INSERT_BELOW else -1
    offered = stations.level_at(stations.number_of(pivot) + 2 * step) if pivot is not None else None
    return pivot, offered, parts


def _names_like(level: Level) -> list[Level]:
    """What a level may be called: bodies for a body, discs for a disc."""
    return [one for one in Level if one.kind is level.kind]


def _removed_id(case: Case, uid: str, level: Level) -> str:
    here = (one for one in case.of_type(LevelAnchor) if one.location.frame_of_reference_uid == uid)
    return next((one.id for one in here if one.level is level), "")


def _reason(change: LevelChange, level: Level) -> str:
    return {
        LevelChange.INSERT_ABOVE: f"a vertebra was missed above {level.label}",
        LevelChange.INSERT_BELOW: f"a vertebra was missed below {level.label}",
        LevelChange.DELETE: f"{level.label} was no vertebra",
        LevelChange.RENAME: "",
    }[change]
