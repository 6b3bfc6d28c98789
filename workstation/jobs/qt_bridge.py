"""Brings answers of jobs to the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class GuiThreadBridge(QObject):
    """Runs calls in the thread this object lives in, in the order they were asked for. Make it in the GUI thread."""

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_closed = False
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Callable[[], None]) -> None:
        """Ask for `call` to be run in the GUI thread; any thread may ask, and returns at once."""
        if not self._is_closed:
            self._asked.emit(call)

    def close(self) -> None:
        """Drop everything not yet run."""
        self._is_closed = True

    def _run(self, call: object) -> None:
        if not self._is_closed and callable(call):
            call()
