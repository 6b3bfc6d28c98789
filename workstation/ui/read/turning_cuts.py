"""Cutting in 3-D: along a plane on screen, bone only, and the scalpel; the slow ones as jobs that can be cancelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from annotations.geometry import Plane, Point
from viewers.imaging.bone_pieces import BONE_HU, BoneWish, NoBoneError, removed_but_bone
from viewers.imaging.images import Volume
from viewers.imaging.voxel_mask import ReducedGrid, RemovedVoxels
from viewers.qt.grid_links import Pane
from viewers.qt.hand_3d import Hand3D
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_3d import Viewport3D
from viewers.state.cuts_3d import Cuts3D, PlaneCut
from viewers.state.reference_lines import cut_rectangle
from viewers.state.scalpel import Outline, removed_by_outline
from workstation.jobs.executor import Answers, JobContext, Lane
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Handler, ReadHands

JOB_KEY = "3d-cut"
NO_PLANE = "No 2-D viewport on screen cuts this volume. Show one of its planes beside the 3-D view."
NO_CUT = "There is no cut to undo."
NOTHING_UNDONE = "There is no cut to do again."
NO_PIECE = "Nothing solid lies there. Click on the bone to keep."
SCALPEL_WORDS = "parts removed"


@dataclass(frozen=True)
class PlaneOnScreen:
    """A 2-D viewport whose cut can be followed, and what it is called."""

    pane: Viewport
    name: str
    plane: Plane


class CutCommands:
    """Handlers by command id, acting on the pane that `pane` gives."""

    def __init__(self, hands: ReadHands, pane: Callable[[], Viewport3D | None]) -> None:
        self._hands = hands
        self._pane = pane
        self._followed: Viewport | None = None
        self._working: Viewport3D | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind the commands."""
        return {
            "volume.plane": self._next_plane,
            "volume.plane-side": self._other_side,
            "volume.bone": self._bone,
            "volume.piece": lambda: self._take(Hand3D.PIECE),
            "volume.scalpel": lambda: self._take(Hand3D.SCALPEL),
            "volume.undo-cut": self._undo,
            "volume.redo-cut": self._redo,
            "volume.uncut": self._uncut,
        }

    def forget(self) -> None:
        """Stop work under way and follow no plane."""
        self._followed = None
        self._end_work()
        self._hands.executor.cancel(JOB_KEY)

    def planes(self) -> tuple[PlaneOnScreen, ...]:
        """The 2-D viewports on screen that lie in the space of the 3-D volume, in reading order."""
        solid = self._pane()
        if solid is None or solid.volume is None:
            return ()
        uid = solid.volume.geometry.frame_of_reference_uid
        found = []
        for number, pane in enumerate(self._hands.grid.viewports, start=1):
            if not isinstance(pane, Viewport) or pane.pixels is None:
                continue
            line = cut_rectangle(pane.pixels, pane.state)
            if line is not None and uid and line.frame_of_reference_uid == uid:
                found.append(
                    PlaneOnScreen(
                        pane, tr("{value} (viewport {number})", value=pane.state.plane.value, number=number), line.plane
                    )
                )
        return tuple(found)

    def cut_along(self, chosen: PlaneOnScreen | None) -> None:
        """Cut along a viewport's plane, which is followed from here on; None takes the plane away."""
        solid = self._pane()
        if solid is None:
            return
        cuts = solid.state.cuts_3d
        self._followed = None if chosen is None else chosen.pane
        former = cuts.plane
        keeps = former.keeps_normal_side if former is not None else True
        cut = None if chosen is None else PlaneCut(chosen.plane, keeps, chosen.name)
        solid.set_cuts(replace(cuts, plane=cut))

    def on_view(self, pane: Pane) -> None:
        """A viewport shows another cut: the plane that follows it goes along."""
        solid = self._pane()
        if solid is None or pane is not self._followed or solid.state.cuts_3d.plane is None:
            return
        now = next((one for one in self.planes() if one.pane is pane), None)
        cuts, cut = solid.state.cuts_3d, solid.state.cuts_3d.plane
        if now is None:
            self._followed = None
        elif cut.plane != now.plane:
            solid.set_cuts(replace(cuts, plane=replace(cut, plane=now.plane, name=now.name)), is_step=False)

    def on_outline(self, pane: Viewport3D, outline: Outline, keeps_inside: bool) -> None:
        """The scalpel has drawn a line."""
        volume, frame = pane.volume, pane.frame
        if volume is None or frame is None:
            return
        grid, view, cuts = ReducedGrid.within(volume.geometry), frame.view, pane.state.cuts_3d

        def work(context: JobContext) -> RemovedVoxels:
            return removed_by_outline(
                grid, view, outline, cuts=cuts, keep_inside=keeps_inside, progress=_reporter(context)
            )

        self._start(pane, tr("Cutting"), work, tr(SCALPEL_WORDS))

    def keep_piece(self, pane: Viewport3D, point: Point | None) -> None:
        """Keep the piece of bone at a point of its surface."""
        if point is None:
            self._hands.tell(Message(tr(NO_PIECE)))
            return
        pane.set_hand(Hand3D.TURN)
        self._keep_bone(pane, point)

    def _bone(self) -> None:
        pane = self._pane()
        if pane is not None:
            self._keep_bone(pane, None)

    def _keep_bone(self, pane: Viewport3D, seed: Point | None) -> None:
        volume = pane.volume
        if volume is None:
            return
        wish, former = BoneWish(BONE_HU + pane.state.camera.shift, seed), pane.state.cuts_3d.removed

        def work(context: JobContext) -> RemovedVoxels:
            return removed_but_bone(volume, wish, former=former, progress=_reporter(context))

        self._start(pane, tr("Finding connected bone"), work, wish.words)

    def _start(self, pane: Viewport3D, title: str, work: Callable[[JobContext], RemovedVoxels], words: str) -> None:
        volume = pane.volume

        def done(removed: RemovedVoxels) -> None:
            self._end_work()
            if pane.volume is volume:
                before = pane.state.cuts_3d
                text = (
                    words
                    if before.removed is None or words == before.removed_text
                    else tr("{words}, parts removed", words=words)
                )
                pane.set_cuts(replace(before, removed=removed, removed_text=text))

        def failed(error: BaseException) -> None:
            self._end_work()
            known = isinstance(error, NoBoneError)
            text = (
                str(error)
                if known
                else tr(
                    "{title} failed ({name}: {error}). Nothing was changed.",
                    title=title,
                    name=type(error).__name__,
                    error=error,
                )
            )
            self._hands.tell(Message(text, "caution" if known else "alert"))

        def progress(count: int, total: int | None) -> None:
            if self._working is pane:
                share = f" {count / total:.0%}" if total else ""
                pane.set_work(tr("{title}{share}. Esc cancels.", title=title, share=share), self._cancel)

        self._working = pane
        pane.set_work(tr("{title}. Esc cancels.", title=title), self._cancel)
        self._hands.executor.submit(Lane.ANALYSIS, JOB_KEY, work, Answers(done, failed, progress), title=title)

    def _cancel(self) -> None:
        self._hands.executor.cancel(JOB_KEY)
        self._end_work()
        self._hands.tell(Message(tr("Cancelled; nothing was cut.")))

    def _end_work(self) -> None:
        if self._working is not None:
            self._working.set_work("")
            self._working = None

    def _take(self, hand: Hand3D) -> None:
        pane = self._pane()
        if pane is not None:
            pane.set_hand(Hand3D.TURN if pane.hand is hand else hand)

    def _next_plane(self) -> None:
        """The next 2-D viewport's plane, after the last one none."""
        choices = self.planes()
        if not choices:
            self._hands.tell(Message(tr(NO_PLANE)))
            return
        panes = [one.pane for one in choices]
        number = panes.index(self._followed) + 1 if self._followed in panes else 0
        self.cut_along(choices[number] if number < len(choices) else None)

    def _other_side(self) -> None:
        pane = self._pane()
        if pane is None:
            return
        cuts = pane.state.cuts_3d
        if cuts.plane is None:
            self._next_plane()
        else:
            other = replace(cuts.plane, keeps_normal_side=not cuts.plane.keeps_normal_side)
            pane.set_cuts(replace(cuts, plane=other))

    def _undo(self) -> None:
        pane = self._pane()
        if pane is not None and not pane.undo_cut():
            self._hands.tell(Message(tr(NO_CUT)))

    def _redo(self) -> None:
        pane = self._pane()
        if pane is not None and not pane.redo_cut():
            self._hands.tell(Message(tr(NOTHING_UNDONE)))

    def _uncut(self) -> None:
        pane = self._pane()
        if pane is not None:
            self._followed = None
            pane.set_cuts(Cuts3D())


def _reporter(context: JobContext) -> Callable[[int, int], None]:
    """Progress in whole per cents, and the place where a cancelled job stops."""
    told = -1

    def report(done: int, total: int) -> None:
        nonlocal told
        context.token.raise_if_cancelled()
        share = 100 * done // total
        if share > told:
            told = share
            context.report_progress(done, total)

    return report


def can_find_bone(volume: Volume | None) -> bool:
    """Whether a threshold in Hounsfield units means anything here."""
    return volume is not None and volume.rescale.unit == "HU"
