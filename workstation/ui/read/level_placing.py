"""Placing levels: click a level on the strip, then its centre on the image; the next lower one follows by itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from annotations.anatomy import Level
from annotations.case import Change, add, added_all, replace_item
from annotations.locations import Location, PatientLocation
from annotations.spine_ledger import LevelAnchor, ProposedLevel, placing_conflict
from viewers.qt.translated import tr
from viewers.qt.viewport_grid import ViewportGrid
from viewers.state.navigation import frame_of_reference
from viewers.tools.tool_names import ToolName
from workstation.session import Session
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.removal import removal
from workstation.ui.read.linked_location import finding_of, level_location
from workstation.ui.read.spine_levels import SpineRegion, SpineView, vertebra_or_disc
from workstation.ui.read.spine_strip import SpineStrip

NO_COORDINATES = (
    "{level} was not placed: this image has no patient coordinates. Click on a CT or MR image that has them."
)
NOTHING_TO_PLACE_ON = (
    "{level} cannot be placed: the image in the active viewport has no patient coordinates. Open a CT or MR series."
)


class LevelPlacing(QObject):
    """Announces `go_asked(PatientLocation)`, `told(text)`, `armed_changed()`, `placed(LevelAnchor)` by hand,
    `align_asked(Level)` and `proposed_changed()`.

    Levels placed in one Frame of Reference say nothing about another: each is counted by itself. What is proposed
    waits for a yes and counts for nothing until then.
    """

    go_asked = Signal(object)
    told = Signal(str)
    armed_changed = Signal()
    placed = Signal(object)
    align_asked = Signal(object)
    proposed_changed = Signal()

    def __init__(self, session: Session, strip: SpineStrip, grid: ViewportGrid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._strip = strip
        self._grid = grid
        self._armed: Level | None = None
        self._moved_id: str | None = None
        self._region = SpineRegion.LUMBAR
        self._with_l6 = False
        self._proposed: tuple[ProposedLevel, ...] = ()
        strip.level_chosen.connect(self.choose)
        strip.menu_asked.connect(lambda level, place: self.menu(level).popup(place))

    @property
    def armed(self) -> Level | None:
        """The level that the next click on an image places."""
        return self._armed

    @property
    def hint(self) -> str:
        """What to click, for the panes; empty when nothing is being placed."""
        return (
            tr("Click the centre of {vertebra_or_disc}", vertebra_or_disc=vertebra_or_disc(self._armed))
            if self._armed is not None
            else ""
        )

    @property
    def view(self) -> SpineView:
        """The spine as it is known in the Frame of Reference of the active viewport."""
        case, pixels = self._session.case, self._grid.active_viewport.pixels
        uid = frame_of_reference(pixels) if pixels is not None else ""
        finding = finding_of(case, self._session.selected_id) if case is not None else None
        selected = finding.level if finding is not None else None
        return SpineView(case, uid, selected, self._armed, self._region, self._with_l6, self._proposed)

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
        case = self._session.case
        chosen = [one for one in self.proposed if levels is None or one.level in levels]
        if case is None or not chosen:
            return False
        anchors = list(case.of_type(LevelAnchor))
        made = [one.accepted(uuid.uuid4().hex) for one in chosen]
        for anchor in made:
            conflict = placing_conflict(anchors, anchor)
            if conflict is not None:
                self.told.emit(conflict)
                return False
            anchors.append(anchor)
        if not self._apply(added_all(made, f"proposed levels accepted: {_names(made)}")):
            return False
        self._set_armed(None)
        self.show_proposed(one for one in self._proposed if one not in chosen)
        return True

    def refresh(self) -> None:
        """Show the strip as the case and the active viewport are now."""
        self._strip.show_view(self.view)

    def forget(self) -> None:
        """Another patient: nothing is armed, the usual vertebrae are shown."""
        self._region, self._with_l6 = SpineRegion.LUMBAR, False
        self._set_armed(None)
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
        view = self.view
        if self._session.case is None:
            return
        if not view.frame_of_reference_uid:
            self.told.emit(tr(NOTHING_TO_PLACE_ON).format(level=level.label))
            return
        anchor = view.anchor_of(level)
        self._set_armed(level, anchor.id if moving and anchor is not None else None)

    def cancel(self) -> bool:
        """Stop placing; False when nothing was being placed."""
        if self._armed is None:
            return False
        self._set_armed(None)
        return True

    def take(self, location: Location) -> bool:
        """Place the armed level where the image was clicked; False when no level is armed."""
        if self._armed is None:
            return False
        if not isinstance(location, PatientLocation):
            self.told.emit(tr(NO_COORDINATES).format(level=self._armed.label))
            self._hold_tool()
            return True
        level, moved_id = self._armed, self._moved_id
        if self.place(level, location, moved_id):
            self._set_armed(None if moved_id is not None else self.view.follower(level))
        else:
            self._hold_tool()
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

    def remove(self, level: Level) -> None:
        """Take a level off this Frame of Reference; undo brings it back."""
        case, anchor = self._session.case, self.view.anchor_of(level)
        if case is not None and anchor is not None:
            self._apply(removal(case, anchor, f"{level.label} removed"))

    def menu(self, level: Level | None) -> QMenu:
        """What can be done with a level, and which levels are shown."""
        menu = QMenu(self._strip)
        menu.setAccessibleName(tr("Spine"))
        menu.aboutToHide.connect(menu.deleteLater)
        if level is not None:
            self._add_level_entries(menu, level)
            menu.addSeparator()
        view = self.view
        self._add_proposal_entries(menu, level)
        six = menu.addAction(tr("Add L6") if not view.has_l6 else tr("Without L6"))
        six.setEnabled(not view.has_l6 or self._with_l6)
        six.triggered.connect(self._toggle_l6)
        menu.addSeparator()
        for region in SpineRegion:
            entry = menu.addAction(tr("Show {region}", region=tr(region.value)))
            entry.setCheckable(True)
            entry.setChecked(region is self._region)
            entry.triggered.connect(lambda _checked=False, chosen=region: self.show_region(chosen))
        return menu

    def show_region(self, region: SpineRegion) -> None:
        """Show another part of the spine; what is placed stays."""
        self._region = region
        self.refresh()

    def _add_level_entries(self, menu: QMenu, level: Level) -> None:
        name, view, cursor = level.label, self.view, self._session.cursor
        anchor = view.anchor_of(level)
        here = cursor if isinstance(cursor, PatientLocation) else None
        is_here = here is not None and here.frame_of_reference_uid == view.frame_of_reference_uid

        def place_at_cursor() -> None:
            if here is not None:
                self.place(level, here, anchor.id if anchor is not None else None)

        verb = tr("Place") if anchor is None else tr("Move")
        entries: list[tuple[str, Callable[[], object], bool]] = [
            (
                tr("{verb} {name}: click on the image", verb=verb, name=name),
                lambda: self.arm(level, moving=anchor is not None),
                True,
            ),
            (tr("{verb} {name} here, at the crosshair", verb=verb, name=name), place_at_cursor, is_here),
        ]
        if anchor is not None:
            entries.insert(0, (tr("Go to {name}", name=name), lambda: self.choose(level), True))
            entries.append((tr("Remove {name}", name=name), lambda: self.remove(level), True))
        for title, act, is_enabled in entries:
            entry = menu.addAction(title)
            entry.setEnabled(is_enabled and bool(view.frame_of_reference_uid))
            entry.triggered.connect(lambda _checked=False, chosen=act: chosen())

    def _add_proposal_entries(self, menu: QMenu, level: Level | None) -> None:
        waiting = self.proposed
        if not waiting:
            return
        if level is not None and any(one.level is level for one in waiting):
            accept = menu.addAction(tr("Accept {name} as proposed", name=level.label))
            accept.triggered.connect(lambda: self.accept_proposed((level,)))
        menu.addAction(tr("Accept all {count} proposed levels", count=len(waiting))).triggered.connect(
            lambda: self.accept_proposed()
        )
        menu.addAction(tr("Drop the proposed levels")).triggered.connect(lambda: self.show_proposed(()))
        menu.addSeparator()

    def _toggle_l6(self) -> None:
        self._with_l6 = not self.view.has_l6
        self.refresh()

    def _apply(self, change: Change) -> bool:
        return not try_apply(self._session, change)

    def _set_armed(self, level: Level | None, moved_id: str | None = None) -> None:
        is_change = (level, moved_id) != (self._armed, self._moved_id)
        self._armed, self._moved_id = level, moved_id
        if level is not None:
            self._hold_tool()
        self.refresh()
        if is_change:
            self.armed_changed.emit()

    def _hold_tool(self) -> None:
        self._grid.set_tool(ToolName.POINT)


def _names(anchors: Iterable[LevelAnchor]) -> str:
    return ", ".join(anchor.level.label for anchor in anchors)
