"""How many pixels of each screen are a millimetre, as the user measured it; what a screen claims is not believed."""

from __future__ import annotations

import math

from PySide6.QtGui import QScreen

from workstation.preferences import Preferences

PREFERENCE = "screens.px_per_mm"
PX_PER_MM_LIMITS = (1.0, 60.0)
"""25 to 1500 dots per inch: no screen a picture is read on lies outside."""
PLAUSIBLE_LIMITS = (2.0, 20.0)
"""What desktop screens have: from 50 to 500 dots per inch."""
USUAL_PX_PER_MM = 96 / 25.4


def screen_id(screen: QScreen) -> str:
    """Which screen this is: maker, model, serial number, connector and resolution.

    Another resolution of the same screen has pixels of another size and is measured anew.
    """
    ratio, size = screen.devicePixelRatio(), screen.geometry()
    resolution = f"{round(size.width() * ratio)}x{round(size.height() * ratio)}"
    parts = (screen.manufacturer(), screen.model(), screen.serialNumber(), screen.name(), resolution)
    return " ".join(part.strip() for part in parts if part.strip())


class ScreenScales:
    """The measured screens of a user."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def px_per_mm(self, screen: QScreen) -> float | None:
        """Device pixels per millimetre of a screen; None where it has not been measured."""
        return _checked(self._known().get(screen_id(screen)))

    def set_px_per_mm(self, screen: QScreen, px_per_mm: float) -> None:
        """Keep a measurement. Raises `ValueError` for a scale that no screen has."""
        if _checked(px_per_mm) is None:
            raise ValueError(f"a screen has {PX_PER_MM_LIMITS} pixels a millimetre, not {px_per_mm}")
        self._preferences.set(PREFERENCE, {**self._known(), screen_id(screen): px_per_mm})

    def _known(self) -> dict[str, object]:
        kept = self._preferences.get(PREFERENCE)
        return dict(kept) if isinstance(kept, dict) else {}


def claimed_px_per_mm(screen: QScreen) -> float:
    """A scale to begin a measurement with: what the screen claims, where that can be."""
    claimed = screen.physicalDotsPerInch() * screen.devicePixelRatio() / 25.4
    is_plausible = math.isfinite(claimed) and PLAUSIBLE_LIMITS[0] <= claimed <= PLAUSIBLE_LIMITS[1]
    return claimed if is_plausible else USUAL_PX_PER_MM * screen.devicePixelRatio()


def _checked(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value) if PX_PER_MM_LIMITS[0] <= value <= PX_PER_MM_LIMITS[1] else None
