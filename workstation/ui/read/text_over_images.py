"""How much text lies over images; kept for the user. Identity, side letters and announcements stay at every level."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from viewers.qt.translated import tr
from viewers.state.overlay import TextLevel
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands

PREFERENCE = "looks.text"
WORDS: Mapping[TextLevel, str] = {
    TextLevel.MINIMAL: "Text over images: minimal.",
    TextLevel.FULL: "Text over images: full.",
    TextLevel.NONE: "Text over images: none. Name, side letters and scale stay.",
}
"""In the order in which one key steps through them."""


class TextOverImages(Feature):
    """Steps through the text levels, or takes one by name."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._end = hands.preferences.subscribe(self._on_preference)
        self._on_preference(PREFERENCE)

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands, by command id."""
        return {
            "view.text": self._step,
            **{f"view.text-{level.value}": partial(self._choose, level) for level in WORDS},
        }

    def close(self) -> None:
        """Listen no more."""
        self._end()

    def _step(self) -> None:
        levels = tuple(WORDS)
        self._choose(levels[(levels.index(self._hands.overlays.text_level) + 1) % len(levels)])

    def _choose(self, level: TextLevel) -> None:
        self._hands.preferences.set(PREFERENCE, level.value)
        self._hands.tell(Message(tr(WORDS[level])))

    def _on_preference(self, key: str) -> None:
        if key != PREFERENCE:
            return
        kept = self._hands.preferences.get(PREFERENCE)
        is_known = isinstance(kept, str) and kept in set(TextLevel)
        self._hands.overlays.text_level = TextLevel(kept) if is_known else TextLevel.MINIMAL
        self._hands.grid.refresh_overlays()
