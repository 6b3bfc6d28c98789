"""What the panes of a grid tell each other: the crosshair, who follows whom, and the reference lines of their cuts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import combinations
from weakref import WeakKeyDictionary, ref

from annotations.geometry import Point
from annotations.locations import ImageLocation, Location, PatientLocation
from viewers.imaging.images import Pixels, Volume
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_3d import Viewport3D
from viewers.state.linking import (
    LinkedView,
    LinkSwitches,
    crosshair_in,
    followed,
    hand_link,
    is_outside,
    joined,
    link_between,
    linked_focus,
)
from viewers.state.navigation import frame_of_reference, scrolled_to
from viewers.state.overlay import OverlayContent
from viewers.state.patients import patient_doubt
from viewers.state.reference_lines import Traces, traces_of, traces_on
from viewers.state.space_links import LinkKind, SpaceLink, SpaceLinks
from viewers.state.viewport_state import ViewportState

CROSSHAIR_OUTSIDE = "crosshair outside this series"
FAR_FROM_LEVEL = "{mm} mm from {level}, where this was registered: may be off"
POSITION_OUTSIDE = "linked position outside this series"
NEEDS_TWO = "it takes two viewports with images"

Pane = Viewport | Viewport3D


@dataclass(frozen=True)
class PanesOnScreen:
    """The panes of the layout in reading order, the active one, and whether all show one series."""

    panes: tuple[Pane, ...]
    active: Pane
    one_series: bool = False


class SharedLinks:
    """What the grids of several windows have in common: switches, links between spaces, and the round under way."""

    def __init__(self) -> None:
        self.switches = LinkSwitches()
        self.space_links = SpaceLinks()
        self.is_in_a_round = False
        self.members: list[GridLinks] = []
        self.left: WeakKeyDictionary[Viewport, str] = WeakKeyDictionary()


class GridLinks:
    """The crosshair of a grid, what follows what, and what each pane draws of the others.

    Parameters
    ----------
    on_screen:
        The panes as they are now.
    content_for:
        Marks, needles, labels and words over a pane.

    Only what the hand does to a pane is carried to the others; the states they are given in that round are answered
    by nobody. `on_left` hears of a pane whose series does not reach the place it should show. `limited` may switch off
    what one pane does not do together with another.
    """

    def __init__(self, on_screen: Callable[[], PanesOnScreen], content_for: Callable[[Pane], OverlayContent]) -> None:
        self._on_screen = on_screen
        self._content_for = content_for
        self._cursor: Location | None = None
        self._cursor_pixels: ref[Pixels] | None = None
        self._known: WeakKeyDictionary[Viewport, tuple[Pixels | None, ViewportState]] = WeakKeyDictionary()
        self._shared = SharedLinks()
        self._shared.members.append(self)
        self.on_left: Callable[[Viewport, PatientLocation], None] = lambda pane, location: None
        self.limited: Callable[[Viewport, Viewport, LinkSwitches], LinkSwitches] = lambda leader, follower, on: on
        self.with_cross_lines: Callable[[Viewport, OverlayContent], OverlayContent] = lambda pane, content: content

    def share(self, others: GridLinks) -> None:
        """Follow and lead the panes of another grid too: the same switches, links and rounds from now on."""
        self.leave()
        self._shared = others._shared
        self._shared.members.append(self)

    def leave(self) -> None:
        """Follow no other grid any more."""
        if self in self._shared.members:
            self._shared.members.remove(self)
        former, self._shared = self._shared, SharedLinks()
        self._shared.switches, self._shared.space_links = former.switches, former.space_links
        self._shared.members.append(self)

    @property
    def cursor(self) -> Location | None:
        """Where the crosshair is."""
        return self._cursor

    @property
    def is_in_a_round(self) -> bool:
        """Whether panes are being given states: what they announce meanwhile is no wish of the hand."""
        return self._shared.is_in_a_round

    @property
    def switches(self) -> LinkSwitches:
        """What follows."""
        return self._shared.switches

    @property
    def space_links(self) -> SpaceLinks:
        """What ties different Frames of Reference, by hand and registered."""
        return self._shared.space_links

    @property
    def panes(self) -> tuple[Pane, ...]:
        """The panes of this grid, then those of the grids it shares with."""
        further = (pane for member in self._shared.members if member is not self for pane in member._on_screen().panes)
        return (*self._on_screen().panes, *further)

    def set_switches(self, switches: LinkSwitches) -> None:
        """Say what follows from now on; nothing moves yet."""
        self._shared.switches = switches
        self.refresh_overlays()

    def set_registered(self, links: tuple[SpaceLink, ...]) -> None:
        """The accepted registrations in force; links by hand stay."""
        if any(link.kind is not LinkKind.REGISTERED for link in links):
            raise ValueError("only accepted registrations are set here")
        by_hand = (link for link in self._shared.space_links.links if link.kind is LinkKind.MANUAL)
        self._shared.space_links = SpaceLinks((*links, *by_hand))
        self.refresh_overlays()

    def link_by_hand(self) -> tuple[SpaceLink, ...]:
        """Tie the active pane to every other parallel one of another space: both show the same anatomy now.

        Raises `ValueError` with the reason when there is none to tie it to.
        """
        active = self._on_screen().active
        leader = _view(active)
        made, reasons = [], []
        for pane in self.panes:
            follower = _view(pane)
            if pane is active or leader is None or follower is None:
                continue
            try:
                made.append(hand_link(leader, follower))
            except ValueError as error:
                reasons.append(str(error))
        if not made:
            raise ValueError(reasons[0] if reasons else NEEDS_TWO)
        for link in made:
            self._shared.space_links = self._shared.space_links.with_link(link)
        self.refresh_overlays()
        return tuple(made)

    def unlink_by_hand(self) -> bool:
        """Forget every link by hand; False when there was none."""
        registered = tuple(link for link in self._shared.space_links.links if link.kind is LinkKind.REGISTERED)
        had_any = registered != self._shared.space_links.links
        self._shared.space_links = SpaceLinks(registered)
        self.refresh_overlays()
        return had_any

    def forget(self) -> None:
        """No crosshair and no links between spaces: another patient comes."""
        self._cursor = self._cursor_pixels = None
        self._shared.space_links = SpaceLinks()
        self._shared.left.clear()

    def follow(self, location: Location | None, source: Pane | None) -> None:
        """Put the crosshair at a location and bring every pane but `source` there."""
        if self._shared.is_in_a_round:
            return
        shown = self._on_screen()
        self._cursor = location
        self._cursor_pixels = _owner(location, source, shown)
        self._shared.left.clear()
        missed: list[tuple[Viewport, PatientLocation]] = []
        with self.one_round():
            for pane in shown.panes:
                if pane is source or not isinstance(pane, Viewport) or pane.pixels is None:
                    continue
                at = self._crosshair_for(pane)
                if at is None:
                    pane.set_state(_image_state(pane, pane.pixels, location))
                    continue
                pane.set_state(linked_focus(pane.pixels, pane.state, at[0], frame_of_reference(pane.pixels)))
                if is_outside(pane.pixels, at[0]):
                    missed.append((pane, _place(pane.pixels, at[0])))
        self.refresh_overlays()
        self._tell_left(missed)

    @contextmanager
    def one_round(self) -> Iterator[None]:
        """Panes announce the states they are given; overlays wait until all of them have theirs."""
        self._shared.is_in_a_round = True
        try:
            yield
        finally:
            self._shared.is_in_a_round = False

    def on_state(self, pane: Pane) -> None:
        """A pane shows another view: by the hand, or because it follows."""
        before = self._known.get(pane) if isinstance(pane, Viewport) else None
        if isinstance(pane, Viewport):
            self._known[pane] = (pane.pixels, pane.state)
        if self._shared.is_in_a_round:
            return
        if isinstance(pane, Viewport) and before is not None and before[0] is pane.pixels:
            self._lead(pane, before[1])
        elif isinstance(pane, Viewport):
            self._join(pane)
        self.refresh_overlays()

    def refresh_overlays(self) -> None:
        """Ask for the content of every pane again and repaint; no frame is rendered."""
        views = {pane: view for pane in self.panes if (view := _view(pane)) is not None}
        active = self._on_screen().active
        traces = {pane: traces_of(view.pixels, view.state, is_active=pane is active) for pane, view in views.items()}
        notes = self._link_notes(views)
        for member in self._shared.members:
            for pane in member._on_screen().panes:
                pane.set_overlay(member._linked_content(pane, traces, notes.get(pane, ())))

    def _lead(self, pane: Viewport, before: ViewportState) -> None:
        """Carry what the hand did to one pane over to those that follow it."""
        leader = _view(pane)
        if leader is None:
            return
        self._shared.left.pop(pane, None)
        missed: list[tuple[Viewport, PatientLocation]] = []
        with self.one_round():
            for other in self.panes:
                follower = _view(other)
                if other is pane or follower is None or not isinstance(other, Viewport):
                    continue
                switches = self.limited(pane, other, self._shared.switches)
                result = followed(leader, before, follower, switches=switches, links=self._shared.space_links)
                other.set_state(result.state)
                if result.has_position:
                    self._shared.left.pop(other, None)
                if result.missed_lps_mm is not None:
                    self._shared.left[other] = tr(POSITION_OUTSIDE)
                    missed.append((other, _place(follower.pixels, result.missed_lps_mm)))
        self._tell_left(missed)

    def _join(self, pane: Viewport) -> None:
        """Bring a series that was just opened to where those beside it are, the active one first."""
        view = _view(pane)
        if view is None:
            return
        panes = dict.fromkeys((self._on_screen().active, *self.panes))
        others = [other for each in panes if each is not pane and (other := _view(each)) is not None]
        with self.one_round():
            pane.set_state(joined(view, others, switches=self.switches, links=self._shared.space_links))

    def _tell_left(self, missed: list[tuple[Viewport, PatientLocation]]) -> None:
        """After the round: whoever listens may bring other pixels into the pane."""
        for pane, location in missed:
            if location.frame_of_reference_uid:
                self.on_left(pane, location)

    def _linked_content(self, pane: Pane, traces: dict[Pane, Traces], notes: tuple[str, ...]) -> OverlayContent:
        content = self._content_for(pane)
        if pane.pixels is None:
            return content
        others = (trace for other, trace in traces.items() if other is not pane)
        lines = traces_on(pane.pixels, others, self._shared.space_links) if pane in traces else ()
        left = (self._shared.left[pane],) if isinstance(pane, Viewport) and pane in self._shared.left else ()
        content = replace(
            content,
            reference_lines=(*content.reference_lines, *lines),
            notices=(*content.notices, *notes, *left),
        )
        content = self._with_crosshair(pane, pane.pixels, content)
        return self.with_cross_lines(pane, content) if isinstance(pane, Viewport) else content

    def _with_crosshair(self, pane: Pane, pixels: Pixels, content: OverlayContent) -> OverlayContent:
        if self._cursor is not None and not _holds(pixels, self._cursor):
            content = replace(content, level_at_cursor="")
        if isinstance(self._cursor, ImageLocation):
            return replace(content, crosshair_on_image=self._cursor)
        at = self._crosshair_for(pane)
        if at is None:
            return content
        point = at[0]
        notices = (*content.notices, tr(CROSSHAIR_OUTSIDE)) if is_outside(pixels, point) else content.notices
        away = at[1].mm_beyond_reach(point) if at[1] is not None else None
        if at[1] is not None and away is not None:
            notices = (*notices, tr(FAR_FROM_LEVEL).format(mm=round(away), level=at[1].level))
        uid = frame_of_reference(pixels)
        return replace(content, crosshair_lps_mm=point, crosshair_frame_of_reference_uid=uid, notices=notices)

    def _crosshair_for(self, pane: Pane) -> tuple[Point, SpaceLink | None] | None:
        """The crosshair in a pane's space, by the registration it came through; None where it has no place."""
        if pane.pixels is None or not isinstance(self._cursor, PatientLocation):
            return None
        owner = self._cursor_pixels() if self._cursor_pixels is not None else None
        if owner is not None and patient_doubt(owner, pane.pixels):
            return None
        point, uid = self._cursor.points_lps_mm[0], self._cursor.frame_of_reference_uid
        return crosshair_in(pane.pixels, point, uid, self._shared.space_links)

    def _link_notes(self, views: dict[Pane, LinkedView]) -> dict[Pane, tuple[str, ...]]:
        """How panes of different spaces are tied, said on both."""
        notes: dict[Pane, tuple[str, ...]] = {}
        for (pane, view), (other, further) in combinations(views.items(), 2):
            link = link_between(view, further, self._shared.space_links)
            if link is not None:
                for each in (pane, other):
                    notes[each] = tuple(dict.fromkeys((*notes.get(each, ()), link.label)))
        return notes


def _view(pane: Pane) -> LinkedView | None:
    if pane.pixels is None or isinstance(pane, Viewport3D):
        return None
    return LinkedView(pane.pixels, pane.state, pane.size_px())


def _owner(location: Location | None, source: Pane | None, shown: PanesOnScreen) -> ref[Pixels] | None:
    """Whose images the crosshair is on: those the hand put it on, else those of its space, active pane first."""
    if source is not None and source.pixels is not None:
        return ref(source.pixels)
    if isinstance(location, PatientLocation):
        for pane in (shown.active, *shown.panes):
            if pane.pixels is not None and frame_of_reference(pane.pixels) == location.frame_of_reference_uid:
                return ref(pane.pixels)
    return None


def _place(pixels: Pixels, point: Point) -> PatientLocation:
    return PatientLocation(frame_of_reference(pixels), (point,))


def _holds(pixels: Pixels, location: Location) -> bool:
    """Whether the crosshair lies in what a pane shows: a level at the cursor says nothing about other images."""
    if isinstance(location, PatientLocation):
        return frame_of_reference(pixels) == location.frame_of_reference_uid
    if isinstance(pixels, Volume):
        return location.image in pixels.images
    return any(frame is not None and frame.image == location.image for frame in pixels.frames)


def _image_state(viewport: Viewport, pixels: Pixels, location: Location | None) -> ViewportState:
    """The state of a pane once the crosshair is on one of its images; unchanged elsewhere."""
    if isinstance(location, ImageLocation) and not isinstance(pixels, Volume):
        for number, frame in enumerate(pixels.frames):
            if frame is not None and frame.image == location.image:
                return scrolled_to(pixels, viewport.state, number)
    return viewport.state
