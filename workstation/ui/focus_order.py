"""The order in which Tab goes through the window: bar, panels from left to right, each from above.

Qt's own order is that in which widgets were made; cards and viewports are made anew all the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget


def focus_stops(roots: Iterable[QWidget]) -> list[QWidget]:
    """What Tab stops at below some widgets, in order. Of buttons of which one is chosen only that one: arrows go on."""
    return [widget for root in roots for widget in (root, *root.findChildren(QWidget)) if _is_stop(widget)]


def from_left(place: QWidget) -> list[QWidget]:
    """The panels of a place that stand side by side."""
    panels = [child for child in place.children() if isinstance(child, QWidget) and child.isVisible()]
    return sorted((one for one in panels if not one.isWindow()), key=lambda panel: (panel.x(), panel.y()))


def move_focus(stops: Sequence[QWidget], now: QWidget | None, *, forward: bool) -> bool:
    """Focus the next or former stop, round the end, and bring it into view; False when there is none."""
    if not stops:
        return False
    number = _number_of(stops, now)
    if number is None:
        number = -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop = stops[(number + (1 if forward else -1)) % len(stops)]
    stop.setFocus(reason)
    parent = stop.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(stop)
        parent = parent.parentWidget()
    return True


def _number_of(stops: Sequence[QWidget], now: QWidget | None) -> int | None:
    """The stop that has the focus, or that holds what has it."""
    while now is not None:
        if now in stops:
            return stops.index(now)
        now = now.parentWidget()
    return None


def _is_stop(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    if not takes_tab or not widget.isVisible() or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive() or group.checkedButton() is None:
        return True
    return bool(group.checkedButton() is widget)
