"""Proposing levels, in Read: after the first placed level the rest of the spine is proposed and waits for a yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QMenu

from annotations.anatomy import Level
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Pixels, Volume
from viewers.imaging.spine_evidence import OFF_THE_COLUMN, LevelProposals, SpineEvidenceError, proposed_levels
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace
from viewers.state.navigation import frame_of_reference
from workstation.dicom.records import PatientRecord
from workstation.jobs.executor import Answers, JobContext, Lane
from workstation.session import SelectionChanged, SessionEvent
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.level_labels import proposed_level
from workstation.ui.read.level_proposal_bar import LevelProposalBar

JOB = "level proposals"
DOUBTFUL_BELOW = 0.5
"""Levels proposed with less confidence are named in the bar."""
NOTHING_TO_START_FROM = "Place one vertebra or disc on these images first: the other levels are proposed from it."
STILL_LOADING = "These images are still loading. Ask for the levels again when all slices are here."
NOTHING_FOUND = "No further level was recognised from {level}. Place the next ones by hand."


@dataclass(frozen=True)
class _Request:
    """What a job was started from; its answer counts only while all of it still stands."""

    case_id: str
    anchor: LevelAnchor
    is_asked: bool


class LevelProposing(Feature):
    """Runs the search in a job, shows the bar, and takes the answer only for the patient and the click it was for."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._found: LevelProposals | None = None
        self.bar = LevelProposalBar()
        self.bar.accepted.connect(self._accept)
        self.bar.dismissed.connect(self.dismiss)
        self.bar.numbering_asked.connect(lambda: hands.ask("levels.numbering"))
        hands.add_banner(self.bar)
        hands.levels.placed.connect(self._on_placed)
        hands.levels.proposed_changed.connect(self._on_proposed)

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {"levels.propose": self.propose}

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """A yes to the one proposed level that was clicked."""
        level = proposed_level(place.item_id)
        if level is not None:
            menu.addAction(tr("Accept {name} as proposed", name=level.label), lambda: self._accept_one(level))

    def on_session(self, event: SessionEvent) -> None:
        """A click on the dot of a proposed level is a yes to that one."""
        level = proposed_level(event.item_id or "") if isinstance(event, SelectionChanged) else None
        if level is not None:
            self._hands.session.select(None)
            self._accept_one(level)

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Nothing of the former patient stays, also no answer that is still to come."""
        self._stop()

    def cancel(self) -> bool:
        """Escape says no to all of them."""
        if not self.bar.isVisible():
            return False
        self.dismiss()
        return True

    def close(self) -> None:
        """No answer is waited for any more."""
        self._hands.executor.cancel(JOB)

    def propose(self) -> None:
        """Propose levels from the placed level that is nearest to the crosshair."""
        levels = self._hands.levels
        anchors, cursor = levels.view.anchors, levels.cursor
        if not anchors:
            self._say(tr(NOTHING_TO_START_FROM))
            return
        here = cursor.points_lps_mm[0] if cursor is not None else anchors[0].location.points_lps_mm[0]
        nearest = min(anchors, key=lambda one: float(np.linalg.norm(np.subtract(one.location.points_lps_mm[0], here))))
        self._start(nearest, is_asked=True)

    def dismiss(self) -> None:
        """Say no: nothing of what was proposed stays."""
        self._stop()
        self._hands.levels.show_proposed(())

    def _on_placed(self, anchor: LevelAnchor) -> None:
        uid, case = anchor.location.frame_of_reference_uid, self._hands.session.case
        if case is None:
            return
        here = [one for one in case.of_type(LevelAnchor) if one.location.frame_of_reference_uid == uid]
        if len(here) == 1:
            self._start(anchor, is_asked=False)

    def _start(self, anchor: LevelAnchor, *, is_asked: bool) -> None:
        pixels, case = self._hands.grid.active_viewport.pixels, self._hands.session.case
        if pixels is None or case is None or not self._is_ready(pixels, anchor, is_asked=is_asked):
            return
        request = _Request(case.id, anchor, is_asked)
        point = anchor.location.points_lps_mm[0]

        def work(context: JobContext) -> LevelProposals:
            return proposed_levels(pixels, anchor.level, point, on_step=context.token.raise_if_cancelled)

        answers = Answers(
            done=lambda found: self._on_found(request, found),
            failed=lambda error: self._on_failed(request, error),
        )
        if is_asked:
            self.bar.show_working(anchor.level.label)
        self._hands.executor.submit(Lane.ANALYSIS, JOB, work, answers, title=tr("Proposing levels"))

    def _is_ready(self, pixels: Pixels, anchor: LevelAnchor, *, is_asked: bool) -> bool:
        if frame_of_reference(pixels) != anchor.location.frame_of_reference_uid:
            return False
        if isinstance(pixels, Volume) and not bool(pixels.loaded.all()):
            if is_asked:
                self._say(tr(STILL_LOADING))
            return False
        return True

    def _stands(self, request: _Request) -> bool:
        """Whether the click that a job was started from is still there, of the same patient."""
        case = self._hands.session.case
        return (
            case is not None
            and case.id == request.case_id
            and case.get(LevelAnchor, request.anchor.id) == request.anchor
        )

    def _on_found(self, request: _Request, found: LevelProposals) -> None:
        if not self._stands(request):
            return
        self._found = found
        if not found.levels:
            self.bar.hide()
            if request.is_asked:
                self._say(tr(NOTHING_FOUND, level=request.anchor.level.label))
            return
        self._hands.levels.show_proposed(found.levels)

    def _on_failed(self, request: _Request, error: BaseException) -> None:
        self.bar.hide()
        if not self._stands(request):
            return
        if not isinstance(error, SpineEvidenceError):
            self._say(tr("Levels could not be proposed ({error}). Place them by hand.", error=type(error).__name__))
            return
        # Unasked, only what speaks against the click itself is told.
        if request.is_asked or str(error) == OFF_THE_COLUMN.format(level=request.anchor.level.label):
            self._say(str(error))

    def _on_proposed(self) -> None:
        waiting = self._hands.levels.proposed
        if not waiting or self._found is None:
            self.bar.hide()
        else:
            doubtful = [one for one in waiting if one.confidence < DOUBTFUL_BELOW]
            words = list(self._found.remarks)
            if doubtful:
                names = ", ".join(f"{one.level.label} {one.confidence:.0%}" for one in doubtful)
                words.append(tr("Least certain: {names}.", names=names))
            self.bar.show_proposals(len(waiting), " ".join(words), is_doubtful=bool(self._found.lumbar.question))
        self._hands.grid.refresh_overlays()

    def _accept(self) -> None:
        question = self._found.lumbar.question if self._found is not None else ""
        count = len(self._hands.levels.proposed)
        if self._hands.levels.accept_proposed():
            words = tr("{count} proposed levels accepted. Ctrl+Z takes them back.", count=count)
            self._hands.tell(Message(f"{words} {question}".strip(), "caution" if question else "good"))

    def _accept_one(self, level: Level) -> None:
        self._hands.levels.accept_proposed((level,))

    def _stop(self) -> None:
        self._hands.executor.cancel(JOB)
        self._found = None
        self.bar.hide()

    def _say(self, text: str) -> None:
        self._hands.tell(Message(text, "caution"))
