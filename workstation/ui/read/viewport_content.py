"""What each viewport shows: brings stacks into viewports and goes to places in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from annotations.locations import ImageLocation, Location, PatientLocation
from viewers.imaging.images import Pixels, Volume
from viewers.qt.plain_text import isolated
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_3d import Viewport3D
from viewers.qt.viewport_grid import ViewportGrid
from viewers.state.grid_shares import GridShares
from viewers.state.navigation import focused_at, frame_of_reference, nearest_image_index
from viewers.state.viewport_state import ViewportState
from workstation.dicom.records import PatientRecord
from workstation.hanging.protocol import LinkedAspect
from workstation.ui.image_catalogue import (
    StackKey,
    find_series,
    find_sibling_stack_at,
    find_stack_in_frame_of_reference,
    find_stack_of_image,
    frame_at,
)
from workstation.ui.read.hanging import Hanging, Pane, opening_state
from workstation.ui.read.stack_loader import StackLoader

REFRESH_MS = 200
"""While slices arrive viewports are drawn anew this often, not for each slice."""
NOT_OURS = "This series belongs to another patient, or is no longer there; it is not shown."

AnyViewport = Viewport | Viewport3D


@dataclass(frozen=True)
class _Wish:
    """What a viewport waits for, and the place to go to once it is there.

    `is_lost` when the stack went to make room while the viewport was off screen; `former` is its view at that time.
    """

    pane: Pane
    place: Location | None = None
    is_lost: bool = False
    former: ViewportState | None = None

    @property
    def key(self) -> StackKey:
        """The stack waited for."""
        return self.pane.key


class ViewportContent(QObject):
    """Announces `changed()` when what is on screen changed, and `failed(text)` when a stack could not be shown."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, grid: ViewportGrid, loader: StackLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grids: list[ViewportGrid] = []
        self._loader = loader
        self._patient: PatientRecord | None = None
        self._wishes: dict[AnyViewport, _Wish] = {}
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._refresh_loading)
        self.add_grid(grid)
        loader.ready.connect(self.on_ready)
        loader.progressed.connect(lambda *_: None if self._refresh.isActive() else self._refresh.start())
        loader.finished.connect(self._on_finished)
        loader.failed.connect(self._on_failed)
        loader.dropped.connect(self._on_dropped)
        loader.spare(lambda: self.keys_on_screen)

    @property
    def keys_on_screen(self) -> tuple[StackKey, ...]:
        """The stacks in the visible viewports."""
        return tuple(self._wishes[viewport].key for viewport in self._viewports if viewport in self._wishes)

    @property
    def grids(self) -> tuple[ViewportGrid, ...]:
        """The grids of every window, that of the Read place first."""
        return tuple(self._grids)

    @property
    def _grid(self) -> ViewportGrid:
        """The grid of the Read place."""
        return self._grids[0]

    @property
    def _viewports(self) -> tuple[AnyViewport, ...]:
        """The viewports on screen, in every window."""
        return tuple(viewport for grid in self._grids for viewport in grid.viewports)

    def add_grid(self, grid: ViewportGrid) -> None:
        """Serve the viewports of a further grid too."""
        self._grids.append(grid)
        grid.layout_changed.connect(lambda _name: self._on_layout(grid))
        grid.series_dropped.connect(lambda pane, uid, stack: self.show(pane, Pane(StackKey(uid, stack))))
        grid.view_changed.connect(self._want_shown)

    def remove_grid(self, grid: ViewportGrid) -> None:
        """A further grid is closed: nothing is waited for in it any more."""
        self._grids.remove(grid)
        self._wishes = {viewport: wish for viewport, wish in self._wishes.items() if not grid.isAncestorOf(viewport)}
        self.changed.emit()

    def linked_aspects(self, viewport: AnyViewport) -> tuple[LinkedAspect, ...] | None:
        """What a viewport does together with others, as it was hung; None = no limit."""
        wish = self._wishes.get(viewport)
        return wish.pane.link if wish is not None else None

    def _grid_of(self, viewport: AnyViewport) -> ViewportGrid:
        return next((grid for grid in self._grids if viewport in grid.viewports), self._grid)

    def key_of(self, viewport: AnyViewport) -> StackKey | None:
        """The stack a viewport shows or waits for."""
        wish = self._wishes.get(viewport)
        return wish.key if wish is not None else None

    def show_patient(self, patient: PatientRecord | None) -> None:
        """Empty every viewport; nothing of the former patient stays."""
        self._patient = patient
        self._wishes.clear()
        self._loader.clear()
        for grid in self._grids:
            grid.clear()
        self.changed.emit()

    def update_patient(self, patient: PatientRecord) -> None:
        """More images of the same patient are known."""
        self._patient = patient

    def hang(self, hanging: Hanging, *, shares: GridShares | None = None, grid: ViewportGrid | None = None) -> None:
        """Set the layout and fill its viewports; what was in them goes."""
        where = grid or self._grid
        for viewport in [v for v in self._wishes if where.isAncestorOf(v)]:
            del self._wishes[viewport]
            if isinstance(viewport, Viewport):
                viewport.set_pixels(None)
        where.set_layout(hanging.layout, shares, is_filled_later=True)
        where.activate(where.viewports[0])
        shown = [(v, pane) for v, pane in zip(where.viewports, hanging.panes, strict=False) if pane is not None]
        self._wishes.update({viewport: _Wish(pane, pane.place) for viewport, pane in shown})
        for viewport, pane in shown:
            self.show(viewport, pane, place=pane.place)
        for viewport in set(where.viewports).difference(self._wishes):
            viewport.set_pixels(None)
        where.let_go_unseen()
        self.changed.emit()

    def show(
        self,
        viewport: AnyViewport,
        pane: Pane,
        *,
        place: Location | None = None,
        former: ViewportState | None = None,
    ) -> None:
        """Bring a stack into a viewport, as `former` shows it. A series that is not of the open patient is refused."""
        series = find_series(self._patient, pane.key.series_instance_uid) if self._patient is not None else None
        if series is None or pane.key.stack_number >= len(series.stacks):
            self.failed.emit(tr(NOT_OURS))
            return
        grid = self._grid_of(viewport)
        self._wishes[viewport] = _Wish(pane, place, former=former)
        self._share_series(grid, viewport)
        if self._loader.kept(pane.key) is None:
            viewport.set_pixels(None)
            grid.set_message(viewport, tr("Loading {name}", name=isolated(series.description or series.modality)))
        first = frame_at(series.stacks[pane.key.stack_number], place) if place is not None else None
        self._loader.request(series, pane.key, first=first)
        if first is not None:
            self._loader.want(pane.key, first)
        self.changed.emit()

    def go_to(self, location: Location) -> None:
        """Show a place in every viewport of its space; without one, load its images into the active viewport."""
        self._change_slabs(location)
        reached = [v for v in self._viewports if _shows(v, location) or self._waits_for(v, location)]
        for grid in self._grids:
            grid.move_cursor(location)
        if reached or self._patient is None:
            return
        key = _stack_at(self._patient, location)
        if key is not None:
            flat = [viewport for viewport in self._grid.viewports if isinstance(viewport, Viewport)]
            active = self._grid.active_viewport
            self.show(active if active in flat or not flat else flat[0], Pane(key), place=location)

    def accompany(self, location: Location) -> None:
        """Show a further place where its space is on screen already; the crosshair stays where it is."""
        for viewport in self._viewports:
            if isinstance(viewport, Viewport) and viewport.pixels is not None and _shows(viewport, location):
                viewport.set_state(_state_at(viewport.pixels, viewport.state, location))

    def _change_slabs(self, location: Location) -> None:
        """Bring up the slab of a disc-angled series that holds the place, where another slab of it is on screen."""
        if self._patient is None or not isinstance(location, PatientLocation):
            return
        for viewport in self._viewports:
            wish = self._wishes.get(viewport)
            if wish is None or _shows(viewport, location) or not isinstance(viewport, Viewport):
                continue
            uid, point = location.frame_of_reference_uid, location.points_lps_mm[0]
            sibling = find_sibling_stack_at(self._patient, wish.key, uid, point)
            if sibling is not None and sibling != wish.key:
                self.show(viewport, replace(wish.pane, key=sibling), place=location)
            elif sibling is not None:
                self._wishes[viewport] = replace(wish, place=location)

    def _waits_for(self, viewport: AnyViewport, location: Location) -> bool:
        """Whether a viewport will go to a place as soon as its images are there."""
        wish = self._wishes.get(viewport)
        return wish is not None and wish.place == location

    def _share_series(self, grid: ViewportGrid, source: AnyViewport) -> None:
        """Where one series fills the layout, every viewport waits for what `source` waits for."""
        wish = self._wishes.get(source)
        if not grid.arrangement.one_series or wish is None:
            return
        for viewport in grid.viewports:
            own = self._wishes.get(viewport)
            pane = replace(own.pane if own is not None else Pane(wish.key), key=wish.key)
            self._wishes[viewport] = replace(wish, pane=pane, is_lost=False, former=None)

    def on_ready(self, key: StackKey, pixels: Pixels) -> None:
        """Show a stack that has arrived, or what is now known about one that is on screen."""
        waiting = [v for v, wish in self._wishes.items() if wish.key == key and v.pixels is not pixels]
        for viewport in [v for v in waiting if _continues(v.pixels, pixels)]:
            # The same images with a problem found on the way: the hand keeps the view it has made of them.
            viewport.set_pixels(pixels, viewport.state)
            waiting.remove(viewport)
        for grid in self._grids:
            own = [v for v in waiting if v in grid.viewports]
            if own and grid.arrangement.one_series:
                grid.set_series(own[0], pixels)
                self._open_cuts(grid, pixels)
                waiting = [v for v in waiting if v not in own]
        for viewport in waiting:
            self._place_in(viewport, pixels, self._wishes[viewport])
        self.changed.emit()

    def _open_cuts(self, grid: ViewportGrid, pixels: Pixels) -> None:
        """Give the cuts of one volume the windows, zooms and slabs they were hung with."""
        with grid.links.one_round():
            for viewport in grid.viewports:
                wish = self._wishes.get(viewport)
                if wish is None or not isinstance(viewport, Viewport) or viewport.pixels is None:
                    continue
                asked = opening_state(pixels, wish.pane)
                state = replace(viewport.state, window=asked.window, scale=asked.scale, slab=asked.slab)
                if asked.oblique is not None:
                    state = replace(state, plane=asked.plane, oblique=asked.oblique)
                viewport.set_state(state if wish.place is None else _state_at(pixels, state, wish.place))
        grid.refresh_overlays()

    def _want_shown(self, viewport: AnyViewport) -> None:
        """The hand has scrolled: what it looks at is loaded before the rest."""
        key = self.key_of(viewport)
        if key is not None and viewport.pixels is not None and isinstance(viewport, Viewport):
            self._loader.want(key, nearest_image_index(viewport.pixels, viewport.state))

    def _place_in(self, viewport: AnyViewport, pixels: Pixels, wish: _Wish) -> None:
        state = wish.former or (_first_state(pixels, wish) if isinstance(viewport, Viewport) else None)
        self._wishes[viewport] = replace(wish, is_lost=False, former=None)
        if viewport in self._viewports:
            self._grid_of(viewport).set_series(viewport, pixels, state)
        else:
            viewport.set_pixels(pixels, state)

    def _on_dropped(self, key: StackKey) -> None:
        """Let go of pixels held off screen, but not of the view the hand has made of them."""
        for viewport, wish in self._wishes.items():
            if wish.key == key:
                former = viewport.state if viewport.pixels is not None else None
                self._wishes[viewport] = replace(wish, is_lost=True, former=former)
                viewport.set_pixels(None)

    def _on_layout(self, grid: ViewportGrid) -> None:
        if grid.arrangement.one_series and grid.active_viewport in grid.viewports:
            self._share_series(grid, grid.active_viewport)
        for viewport in grid.viewports:
            wish = self._wishes.get(viewport)
            if wish is not None and (wish.is_lost or self._was_put_away(grid, viewport, wish)):
                self.show(viewport, wish.pane, place=wish.place, former=wish.former)

    def _was_put_away(self, grid: ViewportGrid, viewport: AnyViewport, wish: _Wish) -> bool:
        """Whether images that the layout before could not show (slices in place of a volume) may come back."""
        return viewport.pixels is None and not grid.arrangement.one_series and self._loader.kept(wish.key) is not None

    def _on_finished(self, key: StackKey, pixels: Pixels) -> None:
        for grid in self._grids:
            grid.refresh_pixels(pixels)
        self.changed.emit()

    def _refresh_loading(self) -> None:
        for key in self._loader.loading:
            pixels = self._loader.kept(key)
            if pixels is not None:
                for viewport in self._viewports:
                    if isinstance(viewport, Viewport) and viewport.pixels is pixels:
                        viewport.refresh()

    def _on_failed(self, key: StackKey, text: str) -> None:
        for viewport, wish in self._wishes.items():
            if wish.key == key:
                self._grid_of(viewport).set_failure(viewport, text)
        self.failed.emit(text)


def _continues(shown: Pixels | None, pixels: Pixels) -> bool:
    """Whether two descriptions share the very same pixel memory."""
    if isinstance(shown, Volume) and isinstance(pixels, Volume):
        return shown.stored_values is pixels.stored_values
    if shown is None or isinstance(shown, Volume) or isinstance(pixels, Volume):
        return False
    return shown.frames is pixels.frames


def _first_state(pixels: Pixels, wish: _Wish) -> ViewportState:
    state = opening_state(pixels, wish.pane)
    return state if wish.place is None else _state_at(pixels, state, wish.place)


def _state_at(pixels: Pixels, state: ViewportState, place: Location) -> ViewportState:
    """The state that shows a place; the same state where the place is in another space."""
    if isinstance(place, PatientLocation):
        is_here = bool(place.frame_of_reference_uid) and frame_of_reference(pixels) == place.frame_of_reference_uid
        return focused_at(pixels, state, place.points_lps_mm[0]) if is_here else state
    number = _frame_number(pixels, place)
    return state if number is None else replace(state, frame_index=number)


def _shows(viewport: AnyViewport, location: Location) -> bool:
    """Whether a 2-D viewport can go to a place: its space holds it."""
    pixels = viewport.pixels
    if pixels is None or not isinstance(viewport, Viewport):
        return False
    if isinstance(location, ImageLocation):
        return _frame_number(pixels, location) is not None
    if frame_of_reference(pixels) != location.frame_of_reference_uid:
        return False
    return not isinstance(pixels, Volume) or pixels.geometry.contains(location.points_lps_mm[0])


def _frame_number(pixels: Pixels, location: ImageLocation) -> int | None:
    if isinstance(pixels, Volume):
        return None
    numbers = (n for n, frame in enumerate(pixels.frames) if frame is not None and frame.image == location.image)
    return next(numbers, None)


def _stack_at(patient: PatientRecord, location: Location) -> StackKey | None:
    """The stack to load for a place: that of the image it was placed on, else the largest of its space."""
    if isinstance(location, ImageLocation):
        return find_stack_of_image(patient, location.image.sop_instance_uid)
    if location.source is not None:
        found = find_stack_of_image(patient, location.source.sop_instance_uid)
        if found is not None:
            return found
    return find_stack_in_frame_of_reference(patient, location.frame_of_reference_uid)
