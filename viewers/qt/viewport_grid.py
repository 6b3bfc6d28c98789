"""The panes of the Read place: layouts and the active pane; what panes tell each other is in `grid_links`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotations.locations import Location, PatientLocation
from viewers.imaging.images import Pixels, Volume
from viewers.qt.cross_links import CrossLinks
from viewers.qt.grid_dividers import GridDividers
from viewers.qt.grid_links import GridLinks, Pane, PanesOnScreen
from viewers.qt.render_scheduler import RenderScheduler, ThreadedScheduler
from viewers.qt.renderer_seat import MakeRenderer
from viewers.qt.tones import TONES
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_3d import Viewport3D
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.volume_renderer import VolumeRenderer
from viewers.state.grid_shares import Axis, GridShares, cell_rect, even_shares, grown, moved
from viewers.state.layouts import LAYOUTS, Layout, layout_of
from viewers.state.overlay import OverlayContent
from viewers.state.viewport_state import ViewPlane, ViewportState
from viewers.tools.mouse_schemes import DEFAULT_SCHEME, MouseScheme
from viewers.tools.tool_names import ToolName

GAP_PX = 3
SHARE_STEP = 0.05
"""One press of a key makes the active pane wider or higher by this share of the grid."""
MPR_EMPTY = "Three planes need a volume; this series is shown image by image"


def no_content(pane: Pane) -> OverlayContent:
    """Nothing over the images."""
    return OverlayContent()


class ViewportGrid(QWidget):
    """Panes in a layout. What is drawn over each comes from one function; the grid adds crosshair and reference lines.

    Parameters
    ----------
    content_for:
        Marks, needles, labels and words over a pane. Asked whenever the pane's view or the cursor changes and at
        `refresh_overlays`.
    scheduler:
        Where 2-D frames are rendered; a thread of its own without one.
    make_renderer:
        Makes the 3-D renderer when the first 3-D pane shows a volume.

    Signals carry the pane first where it matters: `active_changed(pane)`, `view_changed(pane)`,
    `series_dropped(pane, series uid, stack)`, `scrolled_past(pane, steps)`, `context_requested(pane, ContextPlace)`,
    `path_drawn(pane, PathDrawn)`, `stroked(pane, Stroked)`.
    `shares_changed(layout id)` says that the hand has moved a divider.
    """

    active_changed = Signal(object)
    view_changed = Signal(object)
    series_dropped = Signal(object, str, int)
    context_requested = Signal(object, object)
    mark_proposed = Signal(object)
    mark_moved = Signal(object)
    label_moved = Signal(object)
    item_clicked = Signal(str)
    cursor_moved = Signal(object)
    scrolled_past = Signal(object, int)
    hovered = Signal(object)
    placement_refused = Signal(str)
    path_drawn = Signal(object, object)
    stroked = Signal(object, object)
    brush_resized = Signal(float)
    hand_moved = Signal(object)
    tool_changed = Signal(object)
    layout_changed = Signal(str)
    shares_changed = Signal(str)
    touched = Signal()

    def __init__(
        self,
        content_for: Callable[[Pane], OverlayContent] = no_content,
        *,
        scheduler: RenderScheduler | None = None,
        make_renderer: MakeRenderer = VolumeRenderer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content_for = content_for
        self._scheduler = scheduler or ThreadedScheduler(FrameRenderer())
        self._owns_scheduler = True
        self._make_renderer = make_renderer
        self._flat: list[Viewport] = []
        self._solid: Viewport3D | None = None
        self._layout = LAYOUTS["1x1"]
        self._shares = even_shares(self._layout)
        self._companion: ViewportGrid | None = None
        self._acts_on_companion = False
        self._dividers = GridDividers(
            self,
            move=lambda axis, number, share: self.set_shares(moved(self._shares, axis, number, share)),
            moved=lambda: self.shares_changed.emit(self.layout_id),
            reset=self.even_out,
        )
        self._panes: tuple[Pane, ...] = ()
        self._maximized: Pane | None = None
        self._tool = ToolName.WINDOW
        self._scheme = DEFAULT_SCHEME
        self.links = GridLinks(self._on_screen, content_for)
        self.cross = CrossLinks(self._on_screen, self.links, self._put_cursor)
        self.links.with_cross_lines = self.cross.with_lines
        self._active: Pane = self._flat_pane(0)
        self.setAccessibleName(tr("Viewports"))
        self.set_layout("1x1")

    @property
    def scheduler(self) -> RenderScheduler:
        """Where the frames of all panes are rendered."""
        return self._scheduler

    @property
    def layout_id(self) -> str:
        """The layout on screen, by id."""
        return self._layout.layout_id

    @property
    def arrangement(self) -> Layout:
        """The layout on screen."""
        return self._layout

    @property
    def shares(self) -> GridShares:
        """How the panes share the space."""
        return self._shares

    @property
    def dividers(self) -> GridDividers:
        """The gaps that the mouse can move."""
        return self._dividers

    @property
    def viewports(self) -> tuple[Pane, ...]:
        """The panes of the layout in reading order."""
        return self._panes

    @property
    def active_viewport(self) -> Pane:
        """The pane that keys and the series browser act on: that of the companion while the hand is there."""
        return self.in_hand._active

    @property
    def maximized(self) -> Pane | None:
        """The pane that fills the grid for now."""
        return self._maximized

    @property
    def cursor_location(self) -> Location | None:
        """Where the crosshair is."""
        return self.links.cursor

    @property
    def tool(self) -> ToolName:
        """What the left button does in 2-D panes."""
        return self._tool

    def set_tool(self, tool: ToolName) -> None:
        """Put a tool in the hand, in every pane."""
        is_other, self._tool = tool is not self._tool, tool
        for viewport in self._flat:
            viewport.tool = tool
        if self._companion is not None:
            self._companion.set_tool(tool)
        if is_other:
            self.tool_changed.emit(tool)

    def set_mouse_scheme(self, scheme: MouseScheme) -> None:
        """Another meaning of buttons and wheel, in every pane; the tool in the hand stays."""
        self._scheme = scheme
        for pane in self._all_panes():
            pane.mouse_scheme = scheme
        if self._companion is not None:
            self._companion.set_mouse_scheme(scheme)

    def set_layout(
        self, chosen: str | Layout, shares: GridShares | None = None, *, is_filled_later: bool = False
    ) -> None:
        """Arrange the panes: a layout, a named one or a grid like `2x3`. Raises `KeyError` for another name.

        The active pane keeps its series; where all panes show one series, they show that of the active one. `shares`
        that do not fit are passed over. With `is_filled_later` no pane is given anything: the caller does that.
        """
        layout, former = layout_of(chosen) if isinstance(chosen, str) else chosen, self._layout
        pixels = self._active.pixels
        self._layout, self._maximized = layout, None
        self._shares = shares if shares is not None and shares.fits(layout) else even_shares(layout)
        self._bring_active_first(layout)
        self._panes = tuple(self._pane_for(number, cell.plane) for number, cell in enumerate(layout.cells))
        if self._active not in self._panes:
            self.activate(self._panes[0])
        if is_filled_later:
            pass
        elif layout.one_series:
            self._show_everywhere(pixels)
        elif former.one_series and isinstance(pixels, Volume):
            self._leave_planes(pixels)
        self._arrange()
        self.activate(self._active)
        self.refresh_overlays()
        self.layout_changed.emit(layout.layout_id)

    def let_go_unseen(self) -> None:
        """Empty the panes that the layout does not show: their images need not be kept."""
        for pane in self._all_panes():
            if pane not in self._panes and pane.pixels is not None:
                pane.set_pixels(None)

    def set_shares(self, shares: GridShares) -> None:
        """Let the panes share the space otherwise. Raises `ValueError` where rows or columns are missing."""
        if not shares.fits(self._layout):
            raise ValueError(f"these shares are for another layout than {self.layout_id}")
        self._shares = shares
        self._arrange()

    def even_out(self) -> None:
        """Make all panes equal."""
        self.set_shares(even_shares(self._layout))
        self.shares_changed.emit(self.layout_id)

    def grow_active(self, axis: Axis, steps: int) -> None:
        """Make the active pane wider or higher, or with negative steps narrower or lower."""
        if self._active not in self._panes:
            return
        cell = self._layout.cells[self._panes.index(self._active)]
        lines = (cell.column, cell.column + cell.column_span)
        if axis is Axis.ROWS:
            lines = (cell.row, cell.row + cell.row_span)
        self.set_shares(grown(self._shares, axis, lines, steps * SHARE_STEP))
        self.shares_changed.emit(self.layout_id)

    def sibling(self, parent: QWidget | None = None) -> ViewportGrid:
        """Another grid for the same images: it draws the same content, renders in the same place and scrolls along."""
        made = ViewportGrid(
            self._content_for, scheduler=self._scheduler, make_renderer=self._make_renderer, parent=parent
        )
        made._owns_scheduler = False
        made.links.share(self.links)
        return made

    @property
    def in_hand(self) -> ViewportGrid:
        """The grid that commands act on: the companion while the hand was there last, else this one."""
        return self._companion if self._companion is not None and self._acts_on_companion else self

    @property
    def companion(self) -> ViewportGrid | None:
        """The grid in another window."""
        return self._companion

    def set_companion(self, grid: ViewportGrid | None) -> None:
        """A grid in another window: it has the same tool, and commands act on it while the hand was there last."""
        self._companion, self._acts_on_companion = grid, False
        if grid is None:
            self.active_changed.emit(self._active)
            return
        grid.set_tool(self._tool)
        grid.set_mouse_scheme(self._scheme)
        grid.touched.connect(lambda: self._act_on_companion(grid))

    def _act_on_companion(self, grid: ViewportGrid) -> None:
        if self._companion is grid:
            self._acts_on_companion = True
            self.active_changed.emit(grid.active_viewport)

    def set_series(self, pane: Pane, pixels: Pixels | None, state: ViewportState | None = None) -> None:
        """Show a series in a pane; in `mpr`, in all of them."""
        if self._layout.one_series:
            self._show_everywhere(pixels)
        else:
            pane.set_pixels(pixels, state)
        self.refresh_overlays()

    def clear(self) -> None:
        """Empty every pane, hidden ones too, and forget the crosshair: nothing of the former patient stays."""
        self.links.forget()
        self.cross.forget()
        for pane in self._all_panes():
            pane.set_pixels(None)
            pane.set_overlay(OverlayContent())
        self.refresh_overlays()

    def refresh_pixels(self, pixels: Pixels) -> None:
        """Render the panes of a series again because more of it has arrived."""
        for pane in self._panes:
            if pane.pixels is pixels:
                pane.refresh()

    def set_message(self, pane: Pane, text: str) -> None:
        """A sentence in an empty pane (what is being loaded)."""
        if isinstance(pane, Viewport):
            pane.set_message(text)

    def set_failure(self, pane: Pane, text: str) -> None:
        """Why a series cannot be shown in a pane."""
        if isinstance(pane, Viewport):
            pane.set_failure(text)

    def activate(self, pane: Pane) -> None:
        """Make a pane the active one."""
        is_new = pane is not self._active or self._acts_on_companion
        self._active, self._acts_on_companion = pane, False
        for each in self._panes:
            each.set_active(each is pane and len(self._panes) > 1)
        pane.setFocus(Qt.FocusReason.OtherFocusReason)
        self.touched.emit()
        if is_new:
            self.refresh_overlays()
            self.active_changed.emit(pane)

    def activate_next(self, steps: int = 1) -> None:
        """Make the next (or with -1 the previous) pane the active one."""
        number = self._panes.index(self._active) if self._active in self._panes else 0
        self.activate(self._panes[(number + steps) % len(self._panes)])

    def toggle_maximized(self, pane: Pane) -> None:
        """Let a pane fill the grid, or put the layout back."""
        if len(self._panes) > 1:
            self._maximized = None if self._maximized is pane else pane
            self.activate(pane)
            self._arrange()

    def move_cursor(self, location: Location | None) -> None:
        """Put the crosshair somewhere and bring every pane of that Frame of Reference, or that image, there."""
        self.links.follow(location, None)

    def refresh_overlays(self) -> None:
        """Ask for the content of every pane again and repaint; no frame is rendered."""
        self.links.refresh_overlays()

    def shutdown(self) -> None:
        """End the render threads and forget all pixels. The grid cannot be used afterwards."""
        self.links.leave()
        for pane in self._all_panes():
            pane.detach()
        if self._owns_scheduler:
            self._scheduler.close()

    def _show_everywhere(self, pixels: Pixels | None) -> None:
        is_volume = isinstance(pixels, Volume)
        with self.links.one_round():
            for pane, cell in zip(self._panes, self._layout.cells, strict=True):
                if isinstance(pane, Viewport3D):
                    if pane.pixels is not pixels:  # the same volume keeps the view the hand has made of it
                        pane.set_pixels(pixels)
                    continue
                pane.set_pixels(pixels if is_volume else None, ViewportState(plane=cell.plane))
                pane.set_message("" if is_volume or pixels is None else tr(MPR_EMPTY))
        self.links.follow(self.links.cursor, None)

    def _leave_planes(self, pixels: Volume) -> None:
        """After `mpr` a pane shows the slices as they were acquired again, unless it was showing a plane on its own."""
        for pane in self._panes:
            if isinstance(pane, Viewport) and pane.pixels is not None and len(self._panes) > 1:
                pane.set_pixels(pane.pixels, replace(pane.state, plane=ViewPlane.ACQUIRED, scale=None, pan_px=(0, 0)))

    def _bring_active_first(self, layout: Layout) -> None:
        """A smaller layout shows the active pane, not whichever comes first."""
        if isinstance(self._active, Viewport) and self._flat.index(self._active) >= len(layout.cells):
            self._flat.remove(self._active)
            self._flat.insert(0, self._active)

    def _pane_for(self, number: int, plane: ViewPlane) -> Pane:
        return self._solid_pane() if plane is ViewPlane.VOLUME_3D else self._flat_pane(number)

    def _flat_pane(self, number: int) -> Viewport:
        while len(self._flat) <= number:
            viewport = Viewport(self._scheduler, self)
            viewport.tool = self._tool
            viewport.mouse_scheme = self._scheme
            self._wire(viewport)
            viewport.mark_proposed.connect(self.mark_proposed)
            viewport.mark_moved.connect(self.mark_moved)
            viewport.label_moved.connect(self.label_moved)
            viewport.hovered.connect(self.hovered)
            viewport.placement_refused.connect(self.placement_refused)
            viewport.path_drawn.connect(lambda effect, v=viewport: self.path_drawn.emit(v, effect))
            viewport.stroked.connect(lambda effect, v=viewport: self.stroked.emit(v, effect))
            viewport.brush_resized.connect(self.brush_resized)
            viewport.hand_moved.connect(lambda v=viewport: self.hand_moved.emit(v))
            viewport.cut_dragged.connect(lambda effect, v=viewport: self.cross.on_drag(v, effect))
            viewport.scrolled_past.connect(lambda steps, v=viewport: self.scrolled_past.emit(v, steps))
            viewport.cursor_moved.connect(lambda location, v=viewport: self._on_cursor(v, location))
            viewport.context_requested.connect(lambda place, v=viewport: self.context_requested.emit(v, place))
            self._flat.append(viewport)
        return self._flat[number]

    def _solid_pane(self) -> Viewport3D:
        if self._solid is None:
            self._solid = Viewport3D(self._make_renderer, self)
            self._solid.mouse_scheme = self._scheme
            self._wire(self._solid)
        return self._solid

    def _wire(self, pane: Pane) -> None:
        pane.item_clicked.connect(self.item_clicked)
        pane.activated.connect(lambda p=pane: self.activate(p))
        pane.maximize_requested.connect(lambda p=pane: self.toggle_maximized(p))
        pane.series_dropped.connect(lambda uid, stack, p=pane: self.series_dropped.emit(p, uid, stack))
        pane.state_changed.connect(lambda state, p=pane: self._on_state(p))

    def _on_cursor(self, viewport: Viewport, location: Location) -> None:
        self.links.follow(location, viewport)
        self.cursor_moved.emit(location)

    def _put_cursor(self, location: PatientLocation) -> None:
        self.links.follow(location, None)
        self.cursor_moved.emit(location)

    def _on_state(self, pane: Pane) -> None:
        self.links.on_state(pane)
        self.view_changed.emit(pane)

    def _on_screen(self) -> PanesOnScreen:
        return PanesOnScreen(self._panes, self._active, self._layout.one_series)

    def _all_panes(self) -> list[Pane]:
        panes: list[Pane] = list(self._flat)
        return panes if self._solid is None else [*panes, self._solid]

    def _arrange(self) -> None:
        """Place the panes by the layout's rows and columns with a gap between them."""
        shown = {self._maximized} if self._maximized is not None else set(self._panes)
        for pane in self._all_panes():
            pane.setVisible(pane in shown)
        for pane, cell in zip(self._panes, self._layout.cells, strict=True):
            if pane is self._maximized:
                pane.setGeometry(self.rect())
            elif pane in shown:
                pane.setGeometry(*cell_rect(cell, self._shares, (self.width(), self.height()), GAP_PX))
        self._dividers.arrange(self._layout, self._shares, gap_px=GAP_PX, is_shown=self._maximized is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Panes share the space."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The gaps are black."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), TONES["image"])
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the render threads."""
        self.shutdown()
        super().closeEvent(event)
