"""Registration as a feature of Read: seeds, run, review by eye, and the accepted registration in the case."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from annotations.case import add
from annotations.geometry import Point
from annotations.locations import Location, PatientLocation
from annotations.marks import MarkKind
from annotations.registration import (
    Registration,
    RegistrationMode,
    SeedKind,
)
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Volume
from viewers.imaging.registration_errors import RegistrationError
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_grid import ViewportGrid
from viewers.state.fusion import FusionLook
from viewers.state.navigation import frame_of_reference
from viewers.state.overlay import OverlayContent, OverlayMark
from viewers.state.patients import patient_doubt
from viewers.state.space_links import LinkKind, SpaceLink
from viewers.tools.tool_names import ToolName
from workstation.dicom.records import PatientRecord
from workstation.jobs.executor import Answers, JobContext, Lane
from workstation.session import CaseChanged, CaseOpened, CursorMoved, SessionEvent
from workstation.storage.case_store import current_user
from workstation.ui.forms.commit import try_apply
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.registered_links import draft_link, registered_links
from workstation.ui.read.registration_bar import RegistrationBar
from workstation.ui.read.registration_draft import RegistrationDraft, Side, seeds_of, title_of
from workstation.ui.read.registration_review import (
    IN_REVIEW,
    Outcome,
    fade_ends,
    outcome_words,
    registration_of,
    review_fusion,
)

LOG = logging.getLogger(__name__)
JOB = "registration"
NEEDS_TWO = (
    "Registration needs two volumes of this patient side by side: "
    "show the other one in a second viewport, and click the one that stays as it is."
)
NO_POINT = "No point was placed: open a registration that starts from point pairs, and put the crosshair on a place."
NOT_COMPARED = "Registration failed; the log has the reason."


class Registering(Feature):
    """The commands that register (`fuse.register` to `fuse.reject`), their bar, and links through what is accepted."""

    def __init__(self, hands: ReadHands, *, user: Callable[[], str] = current_user) -> None:
        self._hands = hands
        self._user = user
        self._draft: RegistrationDraft | None = None
        self._sources: tuple[Volume, ...] = ()
        self._outcome: Outcome | None = None
        self._look: FusionLook | None = FusionLook.FADE
        self._opacity = 0.5
        self.bar = RegistrationBar()
        hands.add_banner(self.bar)
        hands.overlays.add_layer(self._with_points)
        hands.content.changed.connect(self._on_content)
        hands.grid.layout_changed.connect(lambda _name: self._on_content())
        self._connect()

    @property
    def draft(self) -> RegistrationDraft | None:
        """What is being registered."""
        return self._draft

    @property
    def outcome(self) -> Outcome | None:
        """What waits for the eye."""
        return self._outcome

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {
            "fuse.register": self.toggle,
            "fuse.point": self.take_crosshair,
            "fuse.run": self.run,
            "fuse.accept": self.accept,
            "fuse.reject": self.reject,
        }

    def toggle(self) -> None:
        """Open the bar for the active viewport, or close it."""
        if self._draft is not None:
            self.stop()
            return
        target = self._hands.grid.active_viewport.pixels
        sources = self._possible_sources(target)
        if not isinstance(target, Volume) or not sources:
            self._tell(
                tr(NEEDS_TWO)
                if not self._doubt(target)
                else tr("These series are not registered: {doubt}.", doubt=self._doubt(target))
            )
            return
        self._sources = sources
        self._begin(RegistrationDraft(sources[0], target))

    def stop(self) -> None:
        """Give up what is not accepted."""
        self._hands.executor.cancel(JOB)
        self._end_review()
        self._draft = None
        self._sources = ()
        self.bar.hide()
        self._hands.overlays.set_hint("")
        self._hands.ask("tool.window")
        for grid in self._hands.content.grids:
            grid.refresh_overlays()

    def take(self, location: Location) -> bool:
        """A click with the point tool is the next point of a pair."""
        draft = self._draft
        if draft is None or self._outcome is not None or self.bar.is_running or not self._places_points:
            return False
        side = self._side_of(location)
        if side is None or not isinstance(location, PatientLocation):
            self._tell(
                tr(
                    "Click on {title_of} or on {title_of2}.",
                    title_of=title_of(draft.source),
                    title_of2=title_of(draft.target),
                )
            )
        else:
            self._set(draft.with_point(side, location.points_lps_mm[0]))
        self._hands.grid.set_tool(ToolName.POINT)
        return True

    def take_crosshair(self) -> None:
        """The crosshair's place is the next point: what a click does, by key."""
        cursor = self._hands.session.cursor
        if cursor is None or not self.take(cursor):
            self._tell(tr(NO_POINT))

    def run(self) -> None:
        """Refine the seed in the background."""
        draft = self._draft
        if draft is None or self.bar.is_running:
            return
        try:
            seed = draft.start(self._anchors)
            region = draft.region(seed, self._anchors, self._cursor)
        except RegistrationError as error:
            self._tell(str(error))
            return
        self._hands.overlays.set_hint("")
        self.bar.show_progress(0)

        def work(context: JobContext) -> Outcome:
            def told(fraction: float) -> None:
                context.token.raise_if_cancelled()
                context.report_progress(round(100 * fraction), 100)

            from viewers.imaging.registration import refined  # it loads SimpleITK, 100 MB

            return Outcome(draft, seed, region, refined(draft.source, draft.target, seed, region, on_progress=told))

        answers = Answers(
            done=self._on_found,
            failed=self._on_failed,
            progress=lambda done, _total: self.bar.show_progress(done),
        )
        self._hands.executor.submit(Lane.REGISTRATION, JOB, work, answers, title="registration")

    def accept(self) -> None:
        """Store what is under review with the case; from now on it links and fuses."""
        outcome = self._outcome
        if outcome is None or self._hands.session.case is None:
            return
        item = self._item(outcome)
        refusal = try_apply(self._hands.session, add(item, f"registration accepted, {item.scope_text}"))
        if refusal:
            self._tell(refusal)
            return
        self.stop()
        self._tell(
            tr(
                "Registered: {scope_text}, {residual_text}. Ctrl+Z takes it back.",
                scope_text=item.scope_text,
                residual_text=item.residual_text,
            ),
            "",
        )

    def reject(self) -> None:
        """Back to the seeds: nothing of the result is kept."""
        if self._outcome is not None:
            self._end_review()
            self._show_draft()

    def cancel(self) -> bool:
        """Escape: stop the run, else the placing of points, else go back from the review."""
        if self.bar.is_running and self._draft is not None:
            self._stop_run()
            return True
        if self._outcome is not None:
            self.reject()
            return True
        if self._draft is not None:
            self.stop()
            return True
        return False

    def on_session(self, event: SessionEvent) -> None:
        """Links follow the accepted registrations of the case; the seed follows its labels and the crosshair."""
        if isinstance(event, CaseOpened):
            if self._draft is not None:
                self.stop()
            self._set_links()
        elif isinstance(event, CaseChanged):
            self._set_links()
        if self._is_seeding and isinstance(event, CaseChanged | CursorMoved):
            self._show_draft()

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Nothing of the former patient stays."""
        if self._draft is not None:
            self.stop()
        self._set_links()

    def close(self) -> None:
        """Stop what runs."""
        self._hands.executor.cancel(JOB)
        self._draft = self._outcome = None
        self._sources = ()

    @property
    def _panes(self) -> tuple[Pane, ...]:
        """The panes of every window."""
        return tuple(pane for grid in self._hands.content.grids for pane in grid.viewports)

    @property
    def _anchors(self) -> tuple[LevelAnchor, ...]:
        case = self._hands.session.case
        return case.of_type(LevelAnchor) if case is not None else ()

    @property
    def _cursor(self) -> tuple[str, Point] | None:
        cursor = self._hands.session.cursor
        if not isinstance(cursor, PatientLocation):
            return None
        return cursor.frame_of_reference_uid, cursor.points_lps_mm[0]

    @property
    def _is_seeding(self) -> bool:
        return self._draft is not None and self._outcome is None and not self.bar.is_running

    @property
    def _places_points(self) -> bool:
        return self._draft is not None and self._draft.seed is SeedKind.POINTS

    def _connect(self) -> None:
        bar = self.bar
        bar.source_chosen.connect(self._choose_source)
        bar.seed_chosen.connect(self._choose_seed)
        bar.mode_chosen.connect(self._choose_mode)
        bar.pair_removed.connect(lambda number: self._set(self._draft.without_pair(number)) if self._draft else None)
        bar.run_asked.connect(self.run)
        bar.cancel_asked.connect(self._stop_run)
        bar.look_chosen.connect(self._choose_look)
        bar.opacity_chosen.connect(self._choose_opacity)
        bar.accepted.connect(lambda: self._hands.ask("fuse.accept"))
        bar.rejected.connect(lambda: self._hands.ask("fuse.reject"))
        bar.closed.connect(self.stop)

    def _possible_sources(self, target: object) -> tuple[Volume, ...]:
        """The other volumes on screen that are shown to be of the same patient, each once."""
        if not isinstance(target, Volume):
            return ()
        shown = [pane.pixels for pane in self._panes if isinstance(pane.pixels, Volume)]
        others = [one for one in shown if one is not target and not patient_doubt(one, target)]
        return tuple(dict.fromkeys(others))

    def _doubt(self, target: object) -> str:
        if not isinstance(target, Volume):
            return ""
        others = [pane.pixels for pane in self._panes if isinstance(pane.pixels, Volume)]
        return next((doubt for one in others if (doubt := patient_doubt(one, target))), "")

    def _begin(self, draft: RegistrationDraft) -> None:
        draft = replace(draft, seed=seeds_of(draft, self._anchors)[0][0])
        chosen = self._sources.index(draft.source)
        self.bar.show_series([title_of(one) for one in self._sources], chosen, title_of(draft.target))
        self.bar.show()
        self._set(draft)

    def _set(self, draft: RegistrationDraft) -> None:
        self._draft = draft
        self._show_draft()

    def _show_draft(self) -> None:
        draft = self._draft
        if draft is None:
            return
        seeds = seeds_of(draft, self._anchors)
        kinds = [kind for kind, _words in seeds]
        if draft.seed not in kinds:
            self._draft = draft = replace(draft, seed=kinds[0])
        self.bar.show_seeds([words for _kind, words in seeds], kinds.index(draft.seed), draft.mode)
        try:
            draft.region(draft.start(self._anchors), self._anchors, self._cursor)
            words, is_ready = draft.seed_words(self._anchors), True
        except RegistrationError as error:
            words, is_ready = str(error), False
        self.bar.show_draft(words, draft.pair_words() if self._places_points else (), is_ready=is_ready)
        self._hands.overlays.set_hint(draft.next_click if self._places_points else "")
        if self._places_points:
            self._hands.grid.set_tool(ToolName.POINT)
        for grid in self._hands.content.grids:
            grid.refresh_overlays()

    def _choose_source(self, number: int) -> None:
        if self._draft is not None and self._sources[number] is not self._draft.source:
            self._begin(RegistrationDraft(self._sources[number], self._draft.target, mode=self._draft.mode))

    def _choose_seed(self, number: int) -> None:
        if self._draft is not None:
            kind = seeds_of(self._draft, self._anchors)[number][0]
            if kind is not SeedKind.POINTS:
                self._hands.ask("tool.crosshair")
            self._set(replace(self._draft, seed=kind))

    def _choose_mode(self, mode: RegistrationMode) -> None:
        if self._draft is not None:
            self._set(replace(self._draft, mode=mode))

    def _side_of(self, location: Location) -> Side | None:
        """Which series was clicked: by Frame of Reference, else (both in one) by the viewport."""
        draft = self._draft
        if draft is None or not isinstance(location, PatientLocation):
            return None
        sides = {draft.source_uid: Side.SOURCE, draft.target_uid: Side.TARGET}
        if len(sides) == 2:
            return sides.get(location.frame_of_reference_uid)
        pixels = self._hands.grid.active_viewport.pixels
        return Side.SOURCE if pixels is draft.source else Side.TARGET if pixels is draft.target else None

    def _with_points(self, pane: Pane, content: OverlayContent) -> OverlayContent:
        draft = self._draft
        if draft is None or self._outcome is not None or not self._places_points:
            return content
        side = Side.SOURCE if pane.pixels is draft.source else Side.TARGET if pane.pixels is draft.target else None
        if side is None:
            return content
        uid = draft.source_uid if side is Side.SOURCE else draft.target_uid
        marks = [
            OverlayMark("", "", MarkKind.POINT, PatientLocation(uid, (point,)), label=str(number), movable=False)
            for number, pair in enumerate(draft.pairs, start=1)
            if (point := pair.point(side)) is not None
        ]
        return replace(content, marks=(*content.marks, *marks), clickable=False)

    def _stop_run(self) -> None:
        self._hands.executor.cancel(JOB)
        self._show_draft()

    def _on_failed(self, error: BaseException) -> None:
        self._show_draft()
        if not isinstance(error, RegistrationError):
            LOG.error("a registration failed", exc_info=error)
        self._tell(str(error) if isinstance(error, RegistrationError) else tr(NOT_COMPARED))

    def _on_found(self, outcome: Outcome) -> None:
        if self._draft is not outcome.draft:
            return
        self._outcome = outcome
        self._look, self._opacity = FusionLook.FADE, 0.5
        self._hands.ask("tool.crosshair")
        self._show_review()
        self._set_links()

    def _show_review(self) -> None:
        outcome = self._outcome
        if outcome is None:
            return
        self.bar.show_review(outcome_words(outcome), fade_ends(outcome.draft), look=self._look, opacity=self._opacity)
        fusion = (
            review_fusion(outcome, self._item(outcome), look=self._look, opacity=self._opacity)
            if self._look is not None
            else None
        )
        for pane in self._panes:
            if isinstance(pane, Viewport) and pane.pixels is outcome.draft.target:
                pane.set_fusion(fusion, outcome.draft.source if fusion is not None else None)

    def _choose_look(self, look: FusionLook | None) -> None:
        self._look = look
        self._show_review()

    def _choose_opacity(self, opacity: float) -> None:
        self._opacity = opacity
        self._show_review()

    def _end_review(self) -> None:
        outcome, self._outcome = self._outcome, None
        if outcome is None:
            return
        for pane in self._panes:
            if isinstance(pane, Viewport) and pane.pixels is outcome.draft.target:
                pane.set_fusion(None)
        self._set_links()

    def _item(self, outcome: Outcome) -> Registration:
        return registration_of(outcome, self._anchors, accepted_by=self._user())

    def _set_links(self) -> None:
        """What links now: the accepted registrations, and for the eye the one under review."""
        case = self._hands.session.case
        links = registered_links(case.of_type(Registration)) if case is not None else ()
        if self._outcome is not None:
            link = draft_link(self._item(self._outcome), tr(IN_REVIEW))
            links = (*links, link) if link is not None else links
        for grid in self._hands.content.grids:
            if _registered_in(grid) != links:
                grid.links.set_registered(links)
        self._show_status()

    def _show_status(self) -> None:
        """The newest accepted registration that ties two spaces on screen."""
        case = self._hands.session.case
        shown = {frame_of_reference(pane.pixels) for pane in self._panes if pane.pixels is not None}
        items = [
            item
            for item in (case.of_type(Registration) if case is not None else ())
            if {item.source.frame_of_reference_uid, item.target.frame_of_reference_uid} <= shown
        ]
        text = (
            tr(
                "Registered: {scope_text}, {residual_text}",
                scope_text=items[-1].scope_text,
                residual_text=items[-1].residual_text,
            )
            if items
            else ""
        )
        self._hands.show_registration(text)

    def _on_content(self) -> None:
        """A series that is registered has left the screen: there is nothing to place on or to compare."""
        self._set_links()
        draft = self._draft
        if draft is None:
            return
        shown = [pane.pixels for pane in self._panes]
        if not all(any(pixels is one for pixels in shown) for one in (draft.source, draft.target)):
            self.stop()
            self._tell(tr("Registration ended: one of its two series is no longer on screen."))

    def _tell(self, text: str, tone: str = "caution") -> None:
        self._hands.tell(Message(text, tone) if tone else Message(text))


def _registered_in(grid: ViewportGrid) -> tuple[SpaceLink, ...]:
    return tuple(link for link in grid.links.space_links.links if link.kind is LinkKind.REGISTERED)
