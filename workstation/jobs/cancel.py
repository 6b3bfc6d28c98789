"""Asking work in another thread to stop."""

from __future__ import annotations

import threading


class CancelledError(Exception):
    """Raised inside a job when its token was cancelled; never shown as an error."""


class CancelToken:
    """A flag one thread sets and another asks for. Thread-safe."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise `CancelledError` when cancelled."""
        if self._event.is_set():
            raise CancelledError
