"""What a user has set about windows, kept with the other preferences and checked when it is read."""

from __future__ import annotations

from viewers.imaging.default_window import AUTO_PERCENTILES, Percentiles
from viewers.imaging.user_windows import (
    UserWindow,
    UserWindows,
    from_stored,
    to_stored,
    windows_of,
    with_renamed,
    with_saved,
    without,
)
from viewers.qt.translated import tr
from workstation.preferences import Preferences

USER_WINDOWS = "windows.user"
PERCENTILES = "windows.percentiles"


class WindowStore:
    """The saved windows and the percentiles of the automatic one."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def windows(self) -> UserWindows:
        """All saved windows; what cannot be used is left out."""
        return from_stored(self._preferences.get(USER_WINDOWS))[0]

    @property
    def problem(self) -> str:
        """What is wrong with the stored list, empty when nothing is."""
        left_out = from_stored(self._preferences.get(USER_WINDOWS))[1]
        if not left_out:
            return ""
        if left_out == 1:
            return tr("1 saved window could not be read and is left out; save it again.")
        return tr("{left_out} saved windows could not be read and are left out; save them again.", left_out=left_out)

    def windows_for(self, modality: str, unit: str) -> UserWindows:
        """Those that fit images of a modality and unit."""
        return windows_of(self.windows, modality, unit)

    def save(self, window: UserWindow) -> None:
        """Keep a window; one of the same name for the same images is replaced."""
        self._keep(with_saved(self.windows, window))

    def rename(self, window: UserWindow, name: str) -> None:
        """Call a window otherwise. Raises `ValueError` when the name is taken or no name."""
        self._keep(with_renamed(self.windows, window, name))

    def remove(self, window: UserWindow) -> None:
        """Forget a window."""
        self._keep(without(self.windows, window))

    @property
    def percentiles(self) -> Percentiles:
        """Where the automatic window begins and ends; the usual ones where what is stored makes no sense."""
        stored = self._preferences.get(PERCENTILES)
        try:
            return Percentiles(float(stored["low"]), float(stored["high"]))
        except (TypeError, KeyError, ValueError):
            return AUTO_PERCENTILES

    def set_percentiles(self, percentiles: Percentiles) -> None:
        """Keep where the automatic window begins and ends."""
        self._preferences.set(PERCENTILES, {"low": percentiles.low, "high": percentiles.high})

    def _keep(self, windows: UserWindows) -> None:
        self._preferences.set(USER_WINDOWS, to_stored(windows))
