"""Marks that the hand has placed or moved become changes of the case; texts are asked for, copies are made."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu

from annotations.anatomy import Level
from annotations.calibrating import calibrations_by_hand
from annotations.case import Change
from annotations.findings import Finding
from annotations.level_ledger import ledger_of
from annotations.locations import Location, PatientLocation
from annotations.mark_copies import CopyError, carried_to, levels_to_copy_to, mirrored, next_level
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Pixels, Volume
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace
from viewers.tools.effects import MarkMoved, MarkProposal
from viewers.tools.placement import point_count, without_point
from viewers.tools.reshaping import LEAST_POINTS
from viewers.tools.tool_names import MARK_TOOLS
from workstation.preferences import Preferences
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.identity_watch import MARK_REFUSED, screen_doubt
from workstation.ui.read.marking import copied_mark, pixels_of, placed_mark
from workstation.ui.read.proposals import is_on
from workstation.ui.widgets.name_popover import NamePopover

REPEATS = "marking.repeats"
"""The preference: whether a marking tool stays in the hand after one mark."""
STAYS = "Marking tools stay in the hand until Esc or another tool."
GOES = "After one mark the former tool comes back; click a marking tool twice to keep it."
KEPT = "{title} stays in the hand until Esc or another tool."
NO_MARK = "Select a mark first."
OFF_THE_IMAGE = "No copy was made: at {place} it would lie outside these images."
EMPTY_TEXT = "Type what the text says, or press Esc to leave it out."


def repeats(preferences: Preferences) -> bool:
    """Whether a marking tool stays in the hand after one mark."""
    return preferences.get(REPEATS, True) is not False


class MarkPlacing(Feature):
    """Everything but points, which are the business of findings, levels and pairs."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._is_pinned = False
        self.text = NamePopover(hands.parent)
        hands.grid.mark_proposed.connect(self._place)
        hands.grid.tool_changed.connect(self._unpin)
        hands.tools.repeat_asked.connect(self._pin)

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands, by command id."""
        return {
            "mark.mirror": self._mirror,
            "mark.copy-up": lambda: self._copy_next(is_up=True),
            "mark.copy-down": lambda: self._copy_next(is_up=False),
            "mark.repeat": self._toggle_repeat,
        }

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """Copies of the mark that was clicked, and taking a point away from a path."""
        mark = self._mark(place.item_id)
        if mark is None:
            return
        if place.vertex is not None and MARK_KINDS[mark.kind].most is None:
            vertex = place.vertex
            menu.addAction(tr("Remove this point")).triggered.connect(lambda: self._remove_point(mark, vertex))
        if not isinstance(mark.location, PatientLocation):
            return
        menu.addAction(tr("Copy to the other side")).triggered.connect(lambda: self._mirror_one(mark))
        levels = levels_to_copy_to(mark, self._anchors(mark))
        if levels:
            choice = menu.addMenu(tr("Copy to level"))
            choice.setAccessibleName(tr("Copy to level"))
            for level in levels:
                entry = choice.addAction(level.label)
                entry.triggered.connect(lambda _on=False, chosen=level: self._carry(mark, chosen))

    def close(self) -> None:
        """The window closes; symmetric to the constructor."""
        self._hands.grid.mark_proposed.disconnect(self._place)
        self._hands.grid.tool_changed.disconnect(self._unpin)
        self._hands.tools.repeat_asked.disconnect(self._pin)

    def _place(self, proposal: MarkProposal) -> None:
        if proposal.kind is MarkKind.POINT or self._refuses():
            return
        if proposal.kind is MarkKind.TEXT:
            title = tr("What does the text say?")
            self.text.ask(title, lambda text: self._place_text(proposal.location, text))
        else:
            self._add(proposal.kind, proposal.location)
        self._put_tool_back()

    def _place_text(self, location: Location, text: str) -> str:
        if not text:
            return tr(EMPTY_TEXT)
        if not self._refuses():
            self._add(MarkKind.TEXT, location, text)
        return ""

    def _add(self, kind: MarkKind, location: Location, text: str = "") -> None:
        by_hand = calibrations_by_hand(self._hands.session.case)
        self._hands.session.apply(placed_mark(kind, location, self._pixels(location), by_hand, text=text))

    def _pin(self, action_id: str) -> None:
        self._hands.ask(action_id)
        tool = self._hands.grid.tool
        if tool in MARK_TOOLS:
            self._is_pinned = True
            self._tell(tr(KEPT, title=tr(MARK_KINDS[MARK_TOOLS[tool]].title)))

    def _unpin(self, _tool: object) -> None:
        self._is_pinned = False

    def _put_tool_back(self) -> None:
        if not self._is_pinned and not repeats(self._hands.preferences):
            self._hands.put_tool_back()

    def _toggle_repeat(self) -> None:
        does_repeat = not repeats(self._hands.preferences)
        self._hands.preferences.set(REPEATS, does_repeat)
        self._tell(tr(STAYS) if does_repeat else tr(GOES))

    def _mirror(self) -> None:
        self._with_selected(self._mirror_one)

    def _mirror_one(self, mark: Mark) -> None:
        self._copy(lambda: mirrored(mark, self._anchors(mark), uuid.uuid4().hex), "the other side")

    def _copy_next(self, *, is_up: bool) -> None:
        def copy(mark: Mark) -> None:
            try:
                self._carry(mark, next_level(mark, self._anchors(mark), is_up=is_up))
            except CopyError as error:
                self._refuse(str(error))

        self._with_selected(copy)

    def _carry(self, mark: Mark, level: Level) -> None:
        self._copy(lambda: carried_to(mark, self._anchors(mark), level, uuid.uuid4().hex), level.label)

    def _copy(self, make: Callable[[], Mark], where: str) -> None:
        """One change, and the copy is selected; a copy that would leave the image is refused."""
        if self._refuses():
            return
        try:
            copy = make()
        except CopyError as error:
            self._refuse(str(error))
            return
        shown = [pixels for pixels in self._shown() if is_on(pixels, copy.location)]
        holding = next((pixels for pixels in shown if _holds(pixels, copy.location)), None)
        if shown and holding is None:
            self._refuse(tr(OFF_THE_IMAGE, place=where))
            return
        self._apply(copied_mark(copy, holding, where))
        self._hands.session.select(copy.id)

    def _remove_point(self, mark: Mark, vertex: int) -> None:
        facts, shorter = MARK_KINDS[mark.kind], without_point(mark.location, vertex)
        if shorter is None or not facts.fits(point_count(shorter)):
            self._refuse(tr(LEAST_POINTS, title=tr(facts.title), least=facts.least))
            return
        self._hands.grid.mark_moved.emit(MarkMoved(mark.id, shorter))

    def _with_selected(self, act: Callable[[Mark], None]) -> None:
        mark = self._mark(self._hands.session.selected_id or "")
        if mark is None:
            self._refuse(tr(NO_MARK))
        else:
            act(mark)

    def _mark(self, item_id: str) -> Mark | None:
        """The mark with this id; of a finding, its first one."""
        case = self._hands.session.case
        if case is None:
            return None
        finding = case.get(Finding, item_id)
        return case.get(Mark, finding.mark_ids[0] if finding is not None and finding.mark_ids else item_id)

    def _anchors(self, mark: Mark) -> tuple[LevelAnchor, ...]:
        case = self._hands.session.case
        if case is None or not isinstance(mark.location, PatientLocation):
            return ()
        return ledger_of(case, mark.location.frame_of_reference_uid).anchors

    def _pixels(self, location: Location) -> Pixels | None:
        return pixels_of(self._shown(), location)

    def _shown(self) -> list[Pixels]:
        """What the viewports show, that of the active one first."""
        grid = self._hands.grid
        shown = (pane.pixels for pane in (grid.active_viewport, *grid.viewports))
        return [pixels for pixels in shown if pixels is not None]

    def _refuses(self) -> bool:
        """Whether two patients' images are on screen; says so."""
        shown = (pane.pixels for pane in self._hands.grid.links.panes)
        doubt = screen_doubt(self._hands.session.case, shown)
        if doubt:
            self._hands.tell(Message(tr(MARK_REFUSED).format(doubt=doubt), "alert"))
        return bool(doubt)

    def _apply(self, change: Change) -> None:
        self._hands.session.apply(change)
        self._tell(tr("{description}. Ctrl+Z takes it back.", description=change.description.capitalize()))

    def _tell(self, text: str) -> None:
        self._hands.tell(Message(text))

    def _refuse(self, reason: str) -> None:
        self._hands.tell(Message(reason, "caution"))


def _holds(pixels: Pixels, location: Location) -> bool:
    """Whether all points lie within a volume; slices without trusted spacing are not asked."""
    if not isinstance(pixels, Volume) or not isinstance(location, PatientLocation):
        return True
    return all(pixels.geometry.contains(point) for point in location.points_lps_mm)
