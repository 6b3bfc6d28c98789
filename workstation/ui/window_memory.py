"""What the window keeps from one start to the next: its size, folded panels, and where the last case was left."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from workstation.preferences import Preferences

WINDOW = "window"
GEOMETRY = "window.geometry"
FOLDED = "window.folded"
LAST_PLACE = "window.last-place"
RESUME = "general.resume"


def resumes(preferences: Preferences) -> bool:
    """Whether a case opens in the place where it was left; yes unless the user says no."""
    return preferences.get(RESUME, True) is not False


class WindowMemory:
    """Keeps and restores; whatever was kept that makes no sense is passed over."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def keep_geometry(self, window: QWidget) -> None:
        """Remember size, screen and whether the window was maximised."""
        kept = base64.b64encode(window.saveGeometry().data()).decode("ascii")
        self._preferences.set(GEOMETRY, kept)

    def restore_geometry(self, window: QWidget) -> bool:
        """Put the window where it was; False when nothing usable was kept (a screen that is gone is moved onto one)."""
        kept = self._preferences.get(GEOMETRY)
        if not isinstance(kept, str):
            return False
        try:
            return window.restoreGeometry(QByteArray(base64.b64decode(kept, validate=True)))
        except (binascii.Error, ValueError):
            return False

    def keep_folded(self, panels: Mapping[str, bool]) -> None:
        """Remember which panels are folded, by name."""
        self._preferences.set(FOLDED, dict(panels))

    def folded(self) -> dict[str, bool]:
        """Which panels were folded, by name."""
        kept = self._preferences.get(FOLDED)
        entries = kept.items() if isinstance(kept, dict) else ()
        return {name: is_folded for name, is_folded in entries if isinstance(is_folded, bool)}

    def keep_place(self, case_id: str, place: str) -> None:
        """Remember where the open case is being read."""
        self._preferences.set(LAST_PLACE, {"case": case_id, "place": place})

    def place_of(self, case_id: str) -> str:
        """Where this case was left last; empty for any other case, and where the user wants none."""
        kept = self._preferences.get(LAST_PLACE)
        if not resumes(self._preferences) or not isinstance(kept, dict) or kept.get("case") != case_id:
            return ""
        place = kept.get("place")
        return place if isinstance(place, str) else ""
