"""Pointer events as values, made once at the border of the toolkit; positions are display (device) pixels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Button(StrEnum):
    """The mouse button an event is about."""

    NONE = "none"
    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class PointerKind(StrEnum):
    """What the pointer did."""

    PRESS = "press"
    DOUBLE = "double"
    MOVE = "move"
    RELEASE = "release"
    WHEEL = "wheel"
    CANCEL = "cancel"
    PINCH = "pinch"
    """Two fingers moved by (dx, dy) and apart by `factor` about (x, y)."""
    SWIPE = "swipe"
    """Three fingers moved by (dx, dy)."""
    ACCEPT = "accept"
    """Enter: what is being placed is complete."""
    TAKE_BACK = "take-back"
    """Backspace: the last point is taken back."""


@dataclass(frozen=True)
class PointerEvent:
    """One event; `button` is the one pressed, released or held during a move.

    `steps` counts wheel notches, positive away from the hand (may be a fraction on touchpads). `dx`, `dy` are display
    pixels.
    """

    kind: PointerKind
    x: float = 0.0
    y: float = 0.0
    button: Button = Button.NONE
    shift: bool = False
    control: bool = False
    alt: bool = False
    steps: float = 0.0
    dx: float = 0.0
    dy: float = 0.0
    factor: float = 1.0

    @property
    def position(self) -> tuple[float, float]:
        """(x, y) in display pixels."""
        return (self.x, self.y)
