"""The keys that scroll a pane."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

from viewers.imaging.images import Pixels
from viewers.state.navigation import scrolled_to, slice_count
from viewers.state.viewport_state import ViewportState

PAGE_STEPS = 10
KEY_STEPS: Mapping[int, int] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -PAGE_STEPS,
    Qt.Key.Key_PageDown: PAGE_STEPS,
}


def ended_by_key(pixels: Pixels, state: ViewportState, key: int) -> ViewportState | None:
    """The state after a home or end key; None for every other key."""
    ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: slice_count(pixels, state) - 1}
    return scrolled_to(pixels, state, ends[Qt.Key(key)]) if key in ends else None
