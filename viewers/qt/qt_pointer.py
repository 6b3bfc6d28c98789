"""The border of the toolkit: Qt mouse, wheel, pen and touch events become `PointerEvent`s in display pixels."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QNativeGestureEvent, QTabletEvent, QTouchEvent, QWheelEvent

from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.touch import Fingers

NOTCH = 120.0
"""Qt's wheel units in one notch."""
TOUCHPAD_STEP_PX = 24.0
"""Two fingers travel this far on a touchpad for one step (widget pixels): about the height of a line of text."""

_BUTTONS: Mapping[Qt.MouseButton, Button] = {
    Qt.MouseButton.LeftButton: Button.LEFT,
    Qt.MouseButton.MiddleButton: Button.MIDDLE,
    Qt.MouseButton.RightButton: Button.RIGHT,
}

_PEN_KINDS: Mapping[QEvent.Type, PointerKind] = {
    QEvent.Type.TabletPress: PointerKind.PRESS,
    QEvent.Type.TabletMove: PointerKind.MOVE,
    QEvent.Type.TabletRelease: PointerKind.RELEASE,
}


def display_position(position: QPointF, device_pixel_ratio: float) -> tuple[float, float]:
    """Display pixel under a widget position; Qt counts from the corner of a pixel, frames from its centre."""
    return (position.x() * device_pixel_ratio - 0.5, position.y() * device_pixel_ratio - 0.5)


def mouse_event(event: QMouseEvent, kind: PointerKind, device_pixel_ratio: float) -> PointerEvent:
    """One press, move or release."""
    x, y = display_position(event.position(), device_pixel_ratio)
    return _pointer(kind, (x, y), event.buttons(), event.button(), event.modifiers())


def pen_event(event: QTabletEvent, device_pixel_ratio: float) -> PointerEvent:
    """One press, move or release of a pen; its tip is the left button, those on its barrel are what they are set to."""
    x, y = display_position(event.position(), device_pixel_ratio)
    return _pointer(_PEN_KINDS[event.type()], (x, y), event.buttons(), event.button(), event.modifiers())


def wheel_event(event: QWheelEvent, device_pixel_ratio: float) -> PointerEvent | None:
    """One turn of the wheel or stroke of a touchpad; None for a stroke that goes on by itself, or sideways.

    Slices stop where the fingers stop: the momentum that some systems add would run past what was looked for.
    """
    if event.phase() == Qt.ScrollPhase.ScrollMomentum:
        return None
    x, y = display_position(event.position(), device_pixel_ratio)
    modifiers = event.modifiers()
    steps = _touchpad_steps(event) if not event.pixelDelta().isNull() else _wheel_steps(event)
    if not steps:
        return None
    return PointerEvent(
        PointerKind.WHEEL,
        x,
        y,
        shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        control=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
        steps=steps,
    )


def native_gesture_event(event: QNativeGestureEvent, device_pixel_ratio: float) -> PointerEvent | None:
    """A pinch or a two-finger pan of a touchpad; None for gestures that mean nothing here (rotation, begin, end)."""
    x, y = display_position(event.position(), device_pixel_ratio)
    if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
        return PointerEvent(PointerKind.PINCH, x, y, factor=max(0.05, 1.0 + event.value()))
    if event.gestureType() == Qt.NativeGestureType.PanNativeGesture:
        moved = event.delta() * device_pixel_ratio
        return PointerEvent(PointerKind.PINCH, x, y, dx=moved.x(), dy=moved.y())
    return None


def fingers_of(event: QTouchEvent, device_pixel_ratio: float) -> Fingers:
    """The fingers that are on the screen after a touch event."""
    down = [point for point in event.points() if point.state() != QEventPoint.State.Released]
    places = tuple(display_position(point.position(), device_pixel_ratio) for point in sorted(down, key=_number))
    return Fingers(places, event.timestamp() / 1000, device_pixel_ratio)


def _number(point: QEventPoint) -> int:
    return point.id()


def _wheel_steps(event: QWheelEvent) -> float:
    # Alt turns the wheel sideways on some systems.
    return (event.angleDelta().y() or event.angleDelta().x()) / NOTCH


def _touchpad_steps(event: QWheelEvent) -> float:
    moved = event.pixelDelta()
    return moved.y() / TOUCHPAD_STEP_PX if abs(moved.y()) >= abs(moved.x()) else 0.0


def _pointer(
    kind: PointerKind,
    position: tuple[float, float],
    held: Qt.MouseButton,
    pressed: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier,
) -> PointerEvent:
    button = _held(held) if kind is PointerKind.MOVE else _BUTTONS.get(pressed, Button.NONE)
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    return PointerEvent(kind, *position, button, shift=shift, control=control, alt=alt)


def _held(buttons: Qt.MouseButton) -> Button:
    return next((button for flag, button in _BUTTONS.items() if buttons & flag), Button.NONE)
