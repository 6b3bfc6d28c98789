"""What the panes of a grid tell each other: the crosshair, who follows it, and the reference lines of their cuts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from annotations.locations import ImageLocation, Location, PatientLocation
from viewers.imaging.images import Pixels, Volume
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_3d import Viewport3D
from viewers.state.linking import linked_focus
from viewers.state.navigation import frame_of_reference, scrolled_to
from viewers.state.overlay import OverlayContent, ReferenceLine
from viewers.state.reference_lines import cut_rectangle
from viewers.state.viewport_state import ViewportState

SAME_CUT_MM = 0.5
"""A cut this near the crosshair is drawn by the crosshair itself."""

Pane = Viewport | Viewport3D


@dataclass(frozen=True)
class PanesOnScreen:
    """The panes of the layout in reading order, the active one, and whether all show one series."""

    panes: tuple[Pane, ...]
    active: Pane
    one_series: bool = False


class GridLinks:
    """The crosshair of a grid and what follows from it.

    Parameters
    ----------
    on_screen:
        The panes as they are now.
    content_for:
        Marks, needles, labels and words over a pane.
    """

    def __init__(self, on_screen: Callable[[], PanesOnScreen], content_for: Callable[[Pane], OverlayContent]) -> None:
        self._on_screen = on_screen
        self._content_for = content_for
        self._cursor: Location | None = None
        self._is_in_a_round = False

    @property
    def cursor(self) -> Location | None:
        """Where the crosshair is."""
        return self._cursor

    @property
    def is_in_a_round(self) -> bool:
        """Whether panes are being given states: what they announce meanwhile is no wish of the hand."""
        return self._is_in_a_round

    def forget(self) -> None:
        """No crosshair."""
        self._cursor = None

    def follow(self, location: Location | None, source: Pane | None) -> None:
        """Put the crosshair at a location and bring every pane but `source` there."""
        if self._is_in_a_round:
            return
        with self.one_round():
            self._cursor = location
            for pane in self._on_screen().panes:
                if pane is not source and isinstance(pane, Viewport) and pane.pixels is not None:
                    pane.set_state(_followed(pane, pane.pixels, location))
        self.refresh_overlays()

    @contextmanager
    def one_round(self) -> Iterator[None]:
        """Panes announce the states they are given; overlays wait until all of them have theirs."""
        self._is_in_a_round = True
        try:
            yield
        finally:
            self._is_in_a_round = False

    def on_state(self, pane: Pane) -> None:
        """A pane shows another view."""
        if not self._is_in_a_round:
            self.refresh_overlays()

    def refresh_overlays(self) -> None:
        """Ask for the content of every pane again and repaint; no frame is rendered."""
        shown = self._on_screen()
        lines = {pane: _line_of(pane) for pane in shown.panes}
        for pane in shown.panes:
            pane.set_overlay(self._linked_content(pane, shown, lines))

    def _linked_content(
        self, pane: Pane, shown: PanesOnScreen, lines: dict[Pane, ReferenceLine | None]
    ) -> OverlayContent:
        content = self._content_for(pane)
        others: Iterable[ReferenceLine | None] = (lines.get(shown.active),) if pane is not shown.active else ()
        if shown.one_series:
            others = (line for other, line in lines.items() if other is not pane and not self._is_crosshair(line))
        content = replace(
            content, reference_lines=(*content.reference_lines, *(line for line in others if line is not None))
        )
        if self._cursor is not None and not _holds(pane, self._cursor):
            content = replace(content, level_at_cursor="")
        if isinstance(self._cursor, ImageLocation):
            return replace(content, crosshair_on_image=self._cursor)
        if isinstance(self._cursor, PatientLocation):
            point, uid = self._cursor.points_lps_mm[0], self._cursor.frame_of_reference_uid
            return replace(content, crosshair_lps_mm=point, crosshair_frame_of_reference_uid=uid)
        return content

    def _is_crosshair(self, line: ReferenceLine | None) -> bool:
        """Whether the crosshair already draws this cut: two dashed lines on top of each other look solid."""
        if line is None or not isinstance(self._cursor, PatientLocation):
            return False
        if self._cursor.frame_of_reference_uid != line.frame_of_reference_uid:
            return False
        distance = line.plane.signed_distance_mm(self._cursor.points_lps_mm[:1])[0]
        return abs(float(distance)) < SAME_CUT_MM


def _line_of(pane: Pane) -> ReferenceLine | None:
    if pane.pixels is None or isinstance(pane, Viewport3D):
        return None
    return cut_rectangle(pane.pixels, pane.state)


def _holds(pane: Pane, location: Location) -> bool:
    """Whether the crosshair lies in what a pane shows: a level at the cursor says nothing about other images."""
    if pane.pixels is None:
        return False
    if isinstance(location, PatientLocation):
        return frame_of_reference(pane.pixels) == location.frame_of_reference_uid
    if isinstance(pane.pixels, Volume):
        return location.image in pane.pixels.images
    return any(frame is not None and frame.image == location.image for frame in pane.pixels.frames)


def _followed(viewport: Viewport, pixels: Pixels, location: Location | None) -> ViewportState:
    """The state of a pane once the crosshair is at a location; unchanged in another space."""
    if isinstance(location, PatientLocation):
        uid = location.frame_of_reference_uid
        if frame_of_reference(pixels) != uid:
            return viewport.state
        return linked_focus(pixels, viewport.state, location.points_lps_mm[0], uid)
    if isinstance(location, ImageLocation) and not isinstance(pixels, Volume):
        for number, frame in enumerate(pixels.frames):
            if frame is not None and frame.image == location.image:
                return scrolled_to(pixels, viewport.state, number)
    return viewport.state
