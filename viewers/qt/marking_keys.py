"""The keys that belong to a mark in the hand: arrows nudge it, Enter ends a path, Backspace takes a point back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from viewers.qt.translated import tr
from viewers.state.overlay import OverlayContent
from viewers.tools.dispatcher import Dispatcher
from viewers.tools.effects import Effect
from viewers.tools.pointer import PointerEvent, PointerKind
from viewers.tools.scene import Scene

BURST_MS = 1000
"""Nudges that follow each other within this time are one step of undo."""
FAR_PX = 10.0
"""Display pixels of a nudge with Shift held."""

_ARROWS: Mapping[int, tuple[float, float]] = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_PLACING_KEYS: Mapping[int, PointerKind] = {
    Qt.Key.Key_Return: PointerKind.ACCEPT,
    Qt.Key.Key_Enter: PointerKind.ACCEPT,
    Qt.Key.Key_Backspace: PointerKind.TAKE_BACK,
}
_HARMLESS = Qt.KeyboardModifier.KeypadModifier


class MarkingKeys:
    """The keys of one pane. They go before the commands of the window, but only while they mean something here."""

    def __init__(self, hand: Dispatcher) -> None:
        self._hand = hand

    def take(self, event: QKeyEvent, scene: Scene) -> bool:
        """Whether the pane has this key before any command has it."""
        modifiers = event.modifiers() & ~_HARMLESS
        if event.key() in _ARROWS and not modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            return self._hand.can_nudge(scene)
        kind = _PLACING_KEYS.get(event.key())
        return kind is not None and not modifiers and self._hand.handles(PointerEvent(kind), scene)

    def press(self, event: QKeyEvent, scene: Scene) -> tuple[Effect, ...] | None:
        """What the key asks for; None when it is not ours."""
        if not self.take(event, scene):
            return None
        kind = _PLACING_KEYS.get(event.key())
        if kind is not None:
            return self._hand.dispatch(PointerEvent(kind), scene)
        reach = FAR_PX if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        dx, dy = _ARROWS[event.key()]
        return self._hand.nudge(reach * dx, reach * dy, scene)

    def ends_burst(self, event: QKeyEvent) -> bool:
        """Whether a key that is not ours ends a burst of nudges: every one but Shift."""
        return event.key() != Qt.Key.Key_Shift

    def hear(self, content: OverlayContent) -> None:
        """Marks changed elsewhere: nudges of one that is not what it was are forgotten."""
        held = self._hand.held
        if self._hand.is_nudging and held is not None:
            same = (mark for mark in content.marks if mark.mark_id == held.mark_id)
            if all(mark.location != held.location for mark in same):
                self._hand.abandon()


def prompt_text(hand: Dispatcher) -> str:
    """What the next click is (`3 of 6: superior endplate, posterior`); empty where that needs no words."""
    prompt = hand.prompt
    if prompt is None:
        return ""
    if not prompt.count:
        return tr(prompt.words)
    return tr("{number} of {count}: {what}", number=prompt.number, count=prompt.count, what=tr(prompt.words))
