"""The second window as a feature of Read: same case, same images, same crosshair, on another monitor."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from viewers.qt.viewport_grid import ViewportGrid
from viewers.state.layouts import smallest_grid
from workstation.dicom.records import PatientRecord
from workstation.hanging.comparison import prior_like
from workstation.hanging.facts import StackFacts, facts_of
from workstation.session import CaseOpened, CursorMoved, SessionEvent
from workstation.ui.image_catalogue import StackKey
from workstation.ui.read.feature import Feature, ReadHands
from workstation.ui.read.hanging import Hanging, Pane
from workstation.ui.read.second_window import SecondWindow

POSITION_KEY = "second-window.position"


class SecondWindowFeature(Feature):
    """Opens and closes the window, and keeps its grid at the side of the first."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self.window: SecondWindow | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """One command opens and closes it."""
        return {"window.second": self.toggle}

    def toggle(self) -> None:
        """Open the window with the prior of what is on screen, empty without one; or close it."""
        if self.window is not None:
            self.window.close()
            return
        active = self._hands.grid.active_viewport
        grid = self._hands.grid.sibling()
        self.window = window = SecondWindow(grid)
        self._connect(grid)
        window.closed.connect(self._on_closed)
        window.addActions(self._hands.parent.window().actions())
        case = self._hands.session.case
        window.show_patient(case.patient if case is not None else None)
        position = self._hands.preferences.get(POSITION_KEY)
        window.place(position if isinstance(position, str) else "", self._hands.parent)
        window.show()
        priors = self.priors_on_screen()
        if priors:
            self._hang(grid, priors)
        self._hands.grid.activate(active)  # the hand is still in the first window

    def priors_on_screen(self) -> tuple[StackFacts, ...]:
        """The newest prior of each series in the first window, in the order of its viewports."""
        patient = self._hands.patient()
        facts = facts_of(patient) if patient is not None else ()
        by_key = {(one.series_instance_uid, one.stack_number): one for one in facts}
        found: dict[int, StackFacts] = {}
        for viewport in self._hands.grid.viewports:
            key = self._hands.content.key_of(viewport)
            shown = by_key.get((key.series_instance_uid, key.stack_number)) if key is not None else None
            prior = prior_like(shown, facts) if shown is not None else None
            if prior is not None:
                found[prior.place] = prior
        return tuple(found.values())

    def on_session(self, event: SessionEvent) -> None:
        """The banner follows the case, the grid the crosshair."""
        if self.window is None:
            return
        if isinstance(event, CaseOpened):
            self.window.show_patient(event.case.patient if event.case is not None else None)
        elif isinstance(event, CursorMoved) and event.location != self.window.grid.cursor_location:
            self.window.grid.move_cursor(event.location)

    def on_patient(self, patient: PatientRecord | None) -> None:
        """The content has emptied the grid; one viewport is enough to drag a series into."""
        if self.window is not None:
            self.window.grid.set_layout("1x1")

    def close(self) -> None:
        """The window closes with the first one."""
        if self.window is not None:
            self.window.close()

    def _hang(self, grid: ViewportGrid, priors: tuple[StackFacts, ...]) -> None:
        panes: list[Pane | None] = [Pane(StackKey(one.series_instance_uid, one.stack_number)) for one in priors]
        layout = smallest_grid(len(panes))
        panes += [None] * (len(layout.cells) - len(panes))
        self._hands.content.hang(Hanging(layout, tuple(panes)), grid=grid)

    def _connect(self, grid: ViewportGrid) -> None:
        """What is done in the second grid is heard where the first one's is."""
        first = self._hands.grid
        for name in _SHARED_SIGNALS:
            getattr(grid, name).connect(getattr(first, name))
        grid.cursor_moved.connect(first.move_cursor)
        grid.links.on_left = lambda pane, location: first.links.on_left(pane, location)
        grid.links.limited = lambda leader, follower, on: first.links.limited(leader, follower, on)
        self._hands.content.add_grid(grid)
        first.set_companion(grid)
        if first.cursor_location is not None:
            grid.move_cursor(first.cursor_location)

    def _on_closed(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            self._hands.preferences.set(POSITION_KEY, window.position)
            self._hands.content.remove_grid(window.grid)
            self._hands.grid.set_companion(None)
            window.grid.shutdown()
            window.deleteLater()


_SHARED_SIGNALS = (
    "mark_proposed",
    "mark_moved",
    "hand_moved",
    "label_moved",
    "item_clicked",
    "cursor_moved",
    "hovered",
    "placement_refused",
    "context_requested",
    "view_changed",
    "scrolled_past",
    "path_drawn",
    "stroked",
    "brush_resized",
)
"""Signals of the first grid that speak for the second one too."""
