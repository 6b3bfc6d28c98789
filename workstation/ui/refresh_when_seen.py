"""Keeps a hidden place from being rebuilt at every change: it is refreshed when it comes on screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class RefreshWhenSeen(QObject):
    """`ask` refreshes a place at once, or, while another place of its window is on screen, before it is shown again."""

    def __init__(self, place: QWidget, refresh: Callable[[], None]) -> None:
        super().__init__(place)
        self._place, self._refresh = place, refresh
        self._is_due = False
        place.installEventFilter(self)

    def ask(self) -> None:
        """The case changed."""
        if self._place.isVisible() or not self._place.window().isVisible():
            self._is_due = False
            self._refresh()
        else:
            self._is_due = True

    def catch_up(self) -> None:
        """Refresh what is due, seen or not."""
        if self._is_due:
            self._is_due = False
            self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The place comes on screen: nothing old may be seen in it."""
        if event.type() == QEvent.Type.Show:
            self.catch_up()
        return False
