"""Windows that a user has saved under a name, for images of one modality and unit, and their stored form."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from viewers.imaging.windowing import VoiFunction, Window

LONGEST_NAME = 40
"""Letters of a name; longer ones would not fit a menu."""
LONGEST_LIST = 200
"""More saved windows than anyone keeps; a longer stored list is damage."""


@dataclass(frozen=True)
class UserWindow:
    """A saved window. Its numbers are in `unit`, so it is offered only where `modality` and `unit` are the same."""

    name: str
    modality: str
    unit: str
    window: Window

    def __post_init__(self) -> None:
        if self.name != self.name.strip() or not 0 < len(self.name) <= LONGEST_NAME or not self.name.isprintable():
            raise ValueError(f"a name has 1 to {LONGEST_NAME} letters")
        if not self.modality:
            raise ValueError("a saved window belongs to a modality")
        if self.window.table is not None:
            raise ValueError("a table of the image cannot be saved as a window")


UserWindows = tuple[UserWindow, ...]


def windows_of(windows: UserWindows, modality: str, unit: str) -> UserWindows:
    """Those that fit images of a modality and unit, in the order they were saved."""
    return tuple(one for one in windows if (one.modality, one.unit) == (modality, unit))


def with_saved(windows: UserWindows, saved: UserWindow) -> UserWindows:
    """The list with one more; one of the same name, modality and unit is replaced in its place."""
    if any(_is_same(one, saved) for one in windows):
        return tuple(saved if _is_same(one, saved) else one for one in windows)
    return (*windows, saved)


def without(windows: UserWindows, removed: UserWindow) -> UserWindows:
    """The list without one."""
    return tuple(one for one in windows if not _is_same(one, removed))


def with_renamed(windows: UserWindows, renamed: UserWindow, name: str) -> UserWindows:
    """The list with one called otherwise. Raises `ValueError` when the name is taken or no name."""
    changed = replace(renamed, name=name, window=replace(renamed.window, name=name))
    if name != renamed.name and any(_is_same(one, changed) for one in windows):
        raise ValueError(f"there is a window called {name} already")
    return tuple(changed if _is_same(one, renamed) else one for one in windows)


def _is_same(one: UserWindow, other: UserWindow) -> bool:
    return (one.name, one.modality, one.unit) == (other.name, other.modality, other.unit)


def to_stored(windows: UserWindows) -> list[dict[str, Any]]:
    """The list as plain JSON values."""
    return [
        {
            "name": one.name,
            "modality": one.modality,
            "unit": one.unit,
            "width": one.window.width,
            "center": one.window.center,
            "function": one.window.function.value,
        }
        for one in windows
    ]


def from_stored(stored: object) -> tuple[UserWindows, int]:
    """The windows of a stored list, and how many of its entries could not be used."""
    if not isinstance(stored, list):
        return (), 0 if stored is None else 1
    read = [_from_entry(entry) for entry in stored[:LONGEST_LIST]]
    windows: UserWindows = ()
    for window in read:
        if window is not None:
            windows = with_saved(windows, window)
    return windows, sum(window is None for window in read) + max(0, len(stored) - LONGEST_LIST)


def _from_entry(entry: object) -> UserWindow | None:
    if not isinstance(entry, dict):
        return None
    name, modality, unit = (entry.get(field) for field in ("name", "modality", "unit"))
    if not (isinstance(name, str) and isinstance(modality, str) and isinstance(unit, str)):
        return None
    try:
        function = VoiFunction(entry.get("function", VoiFunction.LINEAR.value))
        window = Window(_number(entry.get("width")), _number(entry.get("center")), name, function)
        return UserWindow(name, modality, unit, window)
    except ValueError:
        return None


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError("not a finite number")
    return float(value)
