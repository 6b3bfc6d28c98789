"""Fingers on a screen become pointer events: one is the tool, two pan and zoom, three scroll (OHIF; viewing.md 4.1)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from viewers.tools.pointer import Button, PointerEvent, PointerKind

TAP_REACH_PX = 8.0
"""A finger that stays within this many pixels taps (at a device pixel ratio of 1); fingertips are unsteady."""
LONG_PRESS_S = 0.6
"""A finger that rests this long asks for the menu when it is lifted."""
DOUBLE_TAP_S = 0.4
DOUBLE_TAP_PX = 24.0
"""Two taps this near in time and place are a double click."""

Place = tuple[float, float]


@dataclass(frozen=True)
class Fingers:
    """All fingers on the screen at one time, in display pixels, in the order they came; `seconds` on any clock."""

    places: tuple[Place, ...]
    seconds: float
    device_pixel_ratio: float = 1.0

    @property
    def middle(self) -> Place:
        """The mean place."""
        count = len(self.places)
        return (sum(x for x, _ in self.places) / count, sum(y for _, y in self.places) / count)

    @property
    def spread(self) -> float:
        """Mean distance from the middle, display pixels."""
        return sum(math.dist(place, self.middle) for place in self.places) / len(self.places)


class TouchHand:
    """Follows the fingers of one pane. A press waits until the finger moves or lifts: a second may be on its way."""

    def __init__(self) -> None:
        self._last: Fingers | None = None
        self._start: Fingers | None = None
        self._is_dragging = False
        self._most = 0
        self._last_tap: tuple[float, Place] | None = None

    def moved(self, now: Fingers) -> tuple[PointerEvent, ...]:
        """The fingers came down, moved, or some were lifted (none left = all were)."""
        if not now.places:
            return self._lifted(now.seconds)
        if self._last is None or self._start is None:
            self._start, self._most = now, len(now.places)
            events: tuple[PointerEvent, ...] = ()
        elif len(now.places) != len(self._last.places):
            events = self._other_count(now)
        else:
            events = self._dragged(self._last, now)
        self._last = now
        return events

    def cancel(self) -> tuple[PointerEvent, ...]:
        """The system took the touch away: what was begun is given up."""
        was_dragging = self._is_dragging
        self._forget()
        return (PointerEvent(PointerKind.CANCEL),) if was_dragging else ()

    def _other_count(self, now: Fingers) -> tuple[PointerEvent, ...]:
        self._most = max(self._most, len(now.places))
        return self._released() if self._is_dragging else ()

    def _dragged(self, last: Fingers, now: Fingers) -> tuple[PointerEvent, ...]:
        if len(now.places) == 1:
            return self._one_finger(now) if self._most == 1 else ()
        (x, y), (last_x, last_y) = now.middle, last.middle
        if len(now.places) == 2:
            factor = now.spread / last.spread if last.spread > 0 and now.spread > 0 else 1.0
            return (PointerEvent(PointerKind.PINCH, x, y, dx=x - last_x, dy=y - last_y, factor=factor),)
        return (PointerEvent(PointerKind.SWIPE, x, y, dx=x - last_x, dy=y - last_y),)

    def _one_finger(self, now: Fingers) -> tuple[PointerEvent, ...]:
        assert self._start is not None
        move = PointerEvent(PointerKind.MOVE, *now.places[0], Button.LEFT)
        if self._is_dragging:
            return (move,)
        if math.dist(self._start.places[0], now.places[0]) < TAP_REACH_PX * now.device_pixel_ratio:
            return ()
        self._is_dragging = True
        return (PointerEvent(PointerKind.PRESS, *self._start.places[0], Button.LEFT), move)

    def _lifted(self, seconds: float) -> tuple[PointerEvent, ...]:
        start, most = self._start, self._most
        if self._is_dragging:
            events = self._released()
        elif start is not None and most == 1:
            events = self._tapped(start, seconds)
        else:
            events = ()
        self._forget()
        return events

    def _tapped(self, start: Fingers, seconds: float) -> tuple[PointerEvent, ...]:
        place = start.places[0]
        if seconds - start.seconds >= LONG_PRESS_S:
            return _click(PointerKind.PRESS, place, Button.RIGHT)
        former, self._last_tap = self._last_tap, (seconds, place)
        reach = DOUBLE_TAP_PX * start.device_pixel_ratio
        if former is not None and seconds - former[0] <= DOUBLE_TAP_S and math.dist(former[1], place) <= reach:
            self._last_tap = None
            return _click(PointerKind.DOUBLE, place, Button.LEFT)
        return _click(PointerKind.PRESS, place, Button.LEFT)

    def _released(self) -> tuple[PointerEvent, ...]:
        assert self._last is not None
        self._is_dragging = False
        return (PointerEvent(PointerKind.RELEASE, *self._last.places[0], Button.LEFT),)

    def _forget(self) -> None:
        self._last = self._start = None
        self._is_dragging, self._most = False, 0


def _click(kind: PointerKind, place: Place, button: Button) -> tuple[PointerEvent, ...]:
    return (PointerEvent(kind, *place, button), PointerEvent(PointerKind.RELEASE, *place, button))
