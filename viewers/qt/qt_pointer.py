"""The border of the toolkit: Qt mouse and wheel events become `PointerEvent`s in display pixels."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from viewers.tools.pointer import Button, PointerEvent, PointerKind

NOTCH = 120.0
"""Qt's wheel units in one notch."""

_BUTTONS: Mapping[Qt.MouseButton, Button] = {
    Qt.MouseButton.LeftButton: Button.LEFT,
    Qt.MouseButton.MiddleButton: Button.MIDDLE,
    Qt.MouseButton.RightButton: Button.RIGHT,
}


def display_position(position: QPointF, device_pixel_ratio: float) -> tuple[float, float]:
    """Display pixel under a widget position; Qt counts from the corner of a pixel, frames from its centre."""
    return (position.x() * device_pixel_ratio - 0.5, position.y() * device_pixel_ratio - 0.5)


def mouse_event(event: QMouseEvent, kind: PointerKind, device_pixel_ratio: float) -> PointerEvent:
    """One press, move or release."""
    x, y = display_position(event.position(), device_pixel_ratio)
    button = _held(event.buttons()) if kind is PointerKind.MOVE else _BUTTONS.get(event.button(), Button.NONE)
    modifiers = event.modifiers()
    return PointerEvent(
        kind,
        x,
        y,
        button,
        shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        control=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
    )


def wheel_event(event: QWheelEvent, device_pixel_ratio: float) -> PointerEvent:
    """One turn of the wheel or stroke of a touchpad."""
    x, y = display_position(event.position(), device_pixel_ratio)
    modifiers = event.modifiers()
    return PointerEvent(
        PointerKind.WHEEL,
        x,
        y,
        shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        control=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
        steps=(event.angleDelta().y() or event.angleDelta().x()) / NOTCH,
    )


def _held(buttons: Qt.MouseButton) -> Button:
    return next((button for flag, button in _BUTTONS.items() if buttons & flag), Button.NONE)
