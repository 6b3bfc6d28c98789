"""Placing levels: name one vertebra or disc by a click, and the next clicks number themselves up, down or between."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor

from annotations.anatomy import Level
from annotations.case import Change, add, added_all, replace_item
from annotations.level_counting import counted_level, level_of_name
from annotations.level_ledger import copied_anchors
from annotations.locations import Location, PatientLocation
from annotations.spine_ledger import LevelAnchor, ProposedLevel, placing_conflict, propose_level
from viewers.qt.translated import tr
from viewers.qt.viewport_grid import ViewportGrid
from viewers.state.navigation import frame_of_reference
from viewers.tools.tool_names import ToolName
from workstation.session import Session
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.removal import removal
from workstation.ui.read.level_labels import proposed_level
from workstation.ui.read.linked_location import finding_of, level_location
from workstation.ui.read.spine_levels import SpineRegion, SpineView, vertebra_or_disc
from workstation.ui.read.spine_strip import SpineStrip
from workstation.ui.widgets.name_popover import NamePopover

NO_COORDINATES = (
    "{level} was not placed: this image has no patient coordinates. Click on a CT or MR image that has them."
)
NOTHING_TO_PLACE_ON = (
    "{level} cannot be placed: the image in the active viewport has no patient coordinates. Open a CT or MR series."
)
A_LEVEL = "A level"
FIRST_CLICK = "Click a vertebra or a disc and name it"
NEXT_CLICK = "Click a level: {up} above, {down} below"
DRAGGED = "corrected by hand"
NOT_A_LEVEL = "No level is called that. Write L4 for a vertebra, L4-5 for a disc."


class LevelPlacing(QObject):
    """Announces `go_asked(PatientLocation)`, `told(text)`, `armed_changed()`, `placed(LevelAnchor)` by hand,
    `align_asked(Level)`, `proposed_changed()`, `numbering_asked()` and `renumber_asked(Level or None, LevelChange)`.

    Levels placed in one Frame of Reference say nothing about another: each is counted by itself. What is proposed
    waits for a yes and counts for nothing until then.
    """

    go_asked = Signal(object)
    told = Signal(str)
    armed_changed = Signal()
    placed = Signal(object)
    align_asked = Signal(object)
    proposed_changed = Signal()
    numbering_asked = Signal()
    renumber_asked = Signal(object, object)

    def __init__(
        self,
        session: Session,
        strip: SpineStrip,
        grid: ViewportGrid,
        popover: NamePopover,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._strip = strip
        self._grid = grid
        self.popover = popover
        self._armed: Level | None = None
        self._moved_id: str | None = None
        self._is_counting = False
        self._region = SpineRegion.LUMBAR
        self._with_l6 = False
        self._proposed: tuple[ProposedLevel, ...] = ()
        strip.level_chosen.connect(self.choose)
        strip.numbering_asked.connect(self.numbering_asked)
        strip.label_asked.connect(self.start_counting)

    @property
    def armed(self) -> Level | None:
        """The level that the next click on an image places."""
        return self._armed

    @property
    def is_counting(self) -> bool:
        """Whether the next click on an image numbers itself by where it lies."""
        return self._is_counting

    @property
    def is_waiting(self) -> bool:
        """Whether the next click on an image places a level."""
        return self._armed is not None or self._is_counting

    @property
    def region(self) -> SpineRegion:
        """Which part of the spine the strip shows."""
        return self._region

    @property
    def strip_left_px(self) -> int:
        """Where the strip begins in the Read place: panels about levels stand beside it."""
        return self._strip.x()

    @property
    def hint(self) -> str:
        """What to click, for the panes; empty when nothing is being placed."""
        if self._armed is not None:
            return tr("Click the centre of {vertebra_or_disc}", vertebra_or_disc=vertebra_or_disc(self._armed))
        if not self._is_counting:
            return ""
        up, down = self.view.neighbours
        if up is None and down is None:
            return tr(FIRST_CLICK)
        names = [one.label if one is not None else tr("none") for one in (up, down)]
        return tr(NEXT_CLICK).format(up=names[0], down=names[1])

    @property
    def view(self) -> SpineView:
        """The spine as it is known in the Frame of Reference of the active viewport."""
        case, pixels = self._session.case, self._grid.active_viewport.pixels
        uid = frame_of_reference(pixels) if pixels is not None else ""
        finding = finding_of(case, self._session.selected_id) if case is not None else None
        selected = finding.level if finding is not None else None
        return SpineView(
            case, uid, selected, self._armed, self._region, self._with_l6, self._proposed, self._is_counting
        )

    @property
    def cursor(self) -> PatientLocation | None:
        """The crosshair, where it lies in the Frame of Reference of the active viewport."""
        cursor = self._session.cursor
        is_here = isinstance(cursor, PatientLocation) and (
            cursor.frame_of_reference_uid == self.view.frame_of_reference_uid
        )
        return cursor if is_here and isinstance(cursor, PatientLocation) else None

    @property
    def proposed(self) -> tuple[ProposedLevel, ...]:
        """What is proposed in the Frame of Reference of the active viewport, and not placed there yet."""
        return self.view.proposed

    def show_proposed(self, proposed: Iterable[ProposedLevel]) -> None:
        """Let levels wait for a yes, in place of those that waited before; empty to drop them."""
        self._proposed = tuple(proposed)
        self.refresh()
        self.proposed_changed.emit()

    def accept_proposed(self, levels: Collection[Level] | None = None) -> bool:
        """Place what is proposed here (only `levels` where given) as one change; False, with the reason told, if not.

        A proposal that contradicts what is placed holds up all of them.
        """
        chosen = [one for one in self.proposed if levels is None or one.level in levels]
        made = [one.accepted(uuid.uuid4().hex) for one in chosen]
        if not self._add_all(made, f"proposed levels accepted: {_names(made)}"):
            return False
        self.stop()
        self.show_proposed(one for one in self._proposed if one not in chosen)
        return True

    def keep_registered(self) -> bool:
        """Make the labels that came by registration labels of this Frame of Reference, as one change."""
        ledger = self.view.ledger
        if ledger is None or not ledger.is_derived:
            return False
        made = copied_anchors(ledger, (uuid.uuid4().hex for _ in ledger.anchors))
        return self._add_all(made, f"registered levels kept here: {_names(made)}")

    def refresh(self) -> None:
        """Show the strip as the case and the active viewport are now."""
        self._strip.show_view(self.view)

    def forget(self) -> None:
        """Another patient: nothing is armed, the usual vertebrae are shown."""
        self._region, self._with_l6 = SpineRegion.LUMBAR, False
        self.stop()
        self.show_proposed(())

    def choose(self, level: Level) -> None:
        """Go to a level that is known here; let the next click on an image place one that is not."""
        case, view = self._session.case, self.view
        known = level_location(case, level, view.frame_of_reference_uid) if case is not None else None
        if known is not None:
            self.cancel()
            self.go_asked.emit(known)
        else:
            self.arm(level)

    def arm(self, level: Level, *, moving: bool = False) -> None:
        """Let the next click on an image place a level, or with `moving` move the one placed here."""
        if not self._can_place(level.label):
            return
        anchor = self.view.anchor_of(level)
        self._wait_for(level, anchor.id if moving and anchor is not None else None)

    def start_counting(self) -> None:
        """Let each click on an image place the level it lies at, counted from the placed ones."""
        if self._can_place(tr(A_LEVEL)):
            self._wait_for(None, is_counting=True)

    def cancel(self) -> bool:
        """Stop placing; False when nothing was being placed."""
        was_waiting = self.is_waiting
        self.stop()
        return was_waiting

    def stop(self) -> None:
        """No click places a level any more."""
        self.popover.hide()
        self._wait_for(None)

    def take(self, location: Location) -> bool:
        """Place a level where the image was clicked; False when none is being placed."""
        if not self.is_waiting:
            return False
        self._hold_tool()
        if not isinstance(location, PatientLocation):
            name = self._armed.label if self._armed is not None else tr(A_LEVEL)
            self.told.emit(tr(NO_COORDINATES).format(level=name))
        elif self._armed is None:
            self._count(location)
        elif self.place(self._armed, location, self._moved_id):
            self._wait_for(None, is_counting=self._moved_id is None)
        return True

    def place(self, level: Level, location: PatientLocation, moved_id: str | None = None) -> bool:
        """Put a level at a place as one change; False, with the reason told, when the order of levels forbids it."""
        case = self._session.case
        before = case.get(LevelAnchor, moved_id) if case is not None and moved_id is not None else None
        if case is None:
            return False
        if before is not None and before.location.frame_of_reference_uid != location.frame_of_reference_uid:
            self.told.emit(
                tr(
                    "{label} was not moved: that image has another Frame of Reference. Place it there.",
                    label=level.label,
                )
            )
            return False
        anchor = LevelAnchor(before.id if before is not None else uuid.uuid4().hex, level, location)
        conflict = placing_conflict(case.of_type(LevelAnchor), anchor)
        if conflict is not None:
            self.told.emit(conflict)
            return False
        moved = replace_item(before, anchor, f"{level.label} moved") if before is not None else None
        if not self._apply(moved or add(anchor, f"{level.label} placed")):
            return False
        self.placed.emit(anchor)
        return True

    def move(self, anchor_id: str, location: Location) -> bool:
        """Put a label that was dragged where it was dropped; False when the id is none of a level.

        One that is only proposed stays proposed, there.
        """
        proposed = proposed_level(anchor_id)
        if proposed is not None:
            self._correct(proposed, location)
            return True
        case = self._session.case
        anchor = case.get(LevelAnchor, anchor_id) if case is not None else None
        if anchor is None:
            return False
        is_moved = isinstance(location, PatientLocation) and anchor.location.points_lps_mm != location.points_lps_mm
        # A drag meant for something else may have taken a dot: what depends on it must not change unseen.
        if isinstance(location, PatientLocation) and is_moved and self.place(anchor.level, location, anchor.id):
            self.told.emit(tr("{level} was moved. Ctrl+Z brings it back.", level=anchor.level.label))
        return True

    def _correct(self, level: Level, location: Location) -> None:
        if not isinstance(location, PatientLocation):
            return
        place = location

        def corrected(one: ProposedLevel) -> ProposedLevel:
            is_here = one.location.frame_of_reference_uid == place.frame_of_reference_uid
            is_it = one.level is level and is_here
            return replace(one, location=place, confidence=1.0, basis=DRAGGED) if is_it else one

        self.show_proposed(corrected(one) for one in self._proposed)

    def remove(self, level: Level) -> None:
        """Take a level off this Frame of Reference; undo brings it back."""
        case, anchor = self._session.case, self.view.anchor_of(level)
        if case is not None and anchor is not None:
            self._apply(removal(case, anchor, f"{level.label} removed"))

    def show_region(self, region: SpineRegion) -> None:
        """Show another part of the spine; what is placed stays."""
        self._region = region
        self.refresh()

    def toggle_l6(self) -> None:
        """Count with or without a sixth lumbar vertebra."""
        self._with_l6 = not self.view.has_l6
        self.refresh()

    @property
    def adds_l6(self) -> bool:
        """Whether L6 is shown only because it was asked for."""
        return self._with_l6

    def _count(self, location: PatientLocation) -> None:
        """Place the level the click lies at; ask for the name where counting leaves a doubt."""
        view, point = self.view, location.points_lps_mm[0]
        uid = location.frame_of_reference_uid
        counted = counted_level(view.anchors, point, uid, has_l6=view.has_l6)
        if counted.level is not None:
            self._place_counted(counted.level, location)
        elif counted.suggestion is not None or not view.anchors:
            near = propose_level(view.known_anchors, point, uid)
            suggestion = counted.suggestion or (near.level if near is not None else None)
            self._ask_name(location, counted.reason or tr("Which level is this?"), suggestion)
        else:
            self.told.emit(counted.reason)

    def _ask_name(self, location: PatientLocation, title: str, suggestion: Level | None) -> None:
        def keep(text: str) -> str:
            level = level_of_name(text)
            if level is None:
                return tr(NOT_A_LEVEL)
            case = self._session.case
            anchors = case.of_type(LevelAnchor) if case is not None else ()
            conflict = placing_conflict(anchors, LevelAnchor("", level, location))
            if conflict is None:
                self._place_counted(level, location)
            return conflict or ""

        names = [level.label for level in self.view.levels]
        name = suggestion.label if suggestion is not None else ""
        self.popover.ask(title, keep, name=name, choices=names, at=QCursor.pos())

    def _place_counted(self, level: Level, location: PatientLocation) -> None:
        if self.place(level, location):
            self._wait_for(None, is_counting=True)

    def _add_all(self, made: Collection[LevelAnchor], description: str) -> bool:
        case = self._session.case
        if case is None or not made:
            return False
        anchors = list(case.of_type(LevelAnchor))
        for anchor in made:
            conflict = placing_conflict(anchors, anchor)
            if conflict is not None:
                self.told.emit(conflict)
                return False
            anchors.append(anchor)
        return self._apply(added_all(made, description))

    def _can_place(self, name: str) -> bool:
        if self._session.case is None:
            return False
        if not self.view.frame_of_reference_uid:
            self.told.emit(tr(NOTHING_TO_PLACE_ON).format(level=name))
            return False
        return True

    def _apply(self, change: Change) -> bool:
        return not try_apply(self._session, change)

    def _wait_for(self, level: Level | None, moved_id: str | None = None, *, is_counting: bool = False) -> None:
        before = (self._armed, self._moved_id, self._is_counting)
        self._armed, self._moved_id, self._is_counting = level, moved_id, is_counting
        if self.is_waiting:
            self._hold_tool()
        self.refresh()
        if is_counting or before != (level, moved_id, is_counting):
            self.armed_changed.emit()

    def _hold_tool(self) -> None:
        self._grid.set_tool(ToolName.POINT)


def _names(anchors: Iterable[LevelAnchor]) -> str:
    return ", ".join(anchor.level.label for anchor in anchors)
