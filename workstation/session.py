"""The open case, what is selected in it and where the cursor is; shared by every place of the window. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from annotations.case import Case, CaseEvent, Change
from annotations.history import History
from annotations.locations import Location

ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class CaseOpened:
    """Another case is open (None = none)."""

    case: Case | None


@dataclass(frozen=True)
class CaseChanged:
    """The open case changed."""

    event: CaseEvent


@dataclass(frozen=True)
class SelectionChanged:
    """Another item is selected (None = nothing). Whoever shows images moves there."""

    item_id: str | None


@dataclass(frozen=True)
class CursorMoved:
    """The crosshair is at another place."""

    location: Location | None


@dataclass(frozen=True)
class ChangeRefused:
    """A change did not happen (it could not be stored, or was no longer valid); `reason` says what to do."""

    change: Change | None
    reason: str


SessionEvent = CaseOpened | CaseChanged | SelectionChanged | CursorMoved | ChangeRefused
Listener = Callable[[SessionEvent], None]


class Session:
    """The state all places share. GUI thread only."""

    def __init__(self) -> None:
        self._case: Case | None = None
        self._history: History | None = None
        self._selected: str | None = None
        self._cursor: Location | None = None
        self._listeners: list[Listener] = []
        self._end_subscription: Callable[[], None] | None = None

    @property
    def case(self) -> Case | None:
        """The open case."""
        return self._case

    @property
    def history(self) -> History | None:
        """Undo and redo of the open case."""
        return self._history

    @property
    def selected_id(self) -> str | None:
        """The id of the selected item."""
        return self._selected

    @property
    def cursor(self) -> Location | None:
        """Where the crosshair is."""
        return self._cursor

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear every session event; returns the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def open_case(self, case: Case | None) -> None:
        """Make `case` the open one; selection and cursor of the former are gone."""
        if self._end_subscription is not None:
            self._end_subscription()
            self._end_subscription = None
        self._case = case
        self._history = History(case) if case is not None else None
        self._selected, self._cursor = None, None
        if case is not None:
            self._end_subscription = case.subscribe(self._on_case_event)
        self._tell(CaseOpened(case))

    def apply(self, change: Change) -> None:
        """Apply a change to the open case so that it can be undone. Raises `RuntimeError` when no case is open.

        Whatever the case or its store raises is announced as `ChangeRefused` and raised on: nothing has changed then.
        """
        if self._history is None:
            raise RuntimeError("no case is open")
        self._announcing_refusal(change, lambda history: history.apply(change))

    def undo(self) -> Change | None:
        """Take the last change back; raises like `apply`."""
        return self._announcing_refusal(None, History.undo)

    def redo(self) -> Change | None:
        """Do the last undone change again; raises like `apply`."""
        return self._announcing_refusal(None, History.redo)

    def _announcing_refusal(self, change: Change | None, act: Callable[[History], ResultT]) -> ResultT | None:
        if self._history is None:
            return None
        try:
            return act(self._history)
        except Exception as error:
            self._tell(ChangeRefused(change, str(error)))
            raise

    def select(self, item_id: str | None) -> None:
        """Select an item, telling everyone even when it is selected already (a second click goes there again)."""
        self._selected = item_id
        self._tell(SelectionChanged(item_id))

    def move_cursor(self, location: Location | None) -> None:
        """Put the crosshair somewhere."""
        self._cursor = location
        self._tell(CursorMoved(location))

    def _on_case_event(self, event: CaseEvent) -> None:
        if self._selected is not None and self._case is not None and self._selected not in self._case.items:
            self._selected = None
        self._tell(CaseChanged(event))

    def _tell(self, event: SessionEvent) -> None:
        for listener in tuple(self._listeners):
            listener(event)
