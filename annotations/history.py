"""Undo and redo of a case, through the same door as every other change."""

from __future__ import annotations

from annotations.case import Case, Change

HISTORY_LIMIT = 200
"""How many steps can be taken back."""


class History:
    """The done and undone changes of one case.

    A change applied here clears what could be redone; one applied elsewhere makes the affected undo step fail with
    `StaleChangeError` instead of overwriting it.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._done: list[Change] = []
        self._undone: list[Change] = []

    @property
    def undo_description(self) -> str | None:
        """What undo would take back, None when there is nothing."""
        return self._done[-1].description if self._done else None

    @property
    def redo_description(self) -> str | None:
        """What redo would do again, None when there is nothing."""
        return self._undone[-1].description if self._undone else None

    def apply(self, change: Change) -> None:
        """Apply a change and remember it."""
        self._case.apply(change)
        self._done.append(change)
        del self._done[:-HISTORY_LIMIT]
        self._undone.clear()

    def undo(self) -> Change | None:
        """Take the last change back; returns it, or None when there is nothing to undo."""
        if not self._done:
            return None
        change = self._done[-1]
        self._case.apply(change.inverse())
        self._undone.append(self._done.pop())
        return change

    def redo(self) -> Change | None:
        """Apply the last undone change again; returns it, or None when there is nothing to redo."""
        if not self._undone:
            return None
        change = self._undone[-1]
        self._case.apply(change)
        self._done.append(self._undone.pop())
        return change
