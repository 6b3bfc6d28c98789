"""A pane with a hand on it: Qt's mouse, wheel, pen, touch and key events, turned into pointer events."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QTabletEvent, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from viewers.qt.pane import GridPane
from viewers.qt.qt_pointer import fingers_of, mouse_event, native_gesture_event, pen_event, wheel_event
from viewers.tools.pointer import PointerEvent, PointerKind
from viewers.tools.touch import TouchHand

_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd)


class PointedPane(GridPane):
    """The input of a pane. Whoever derives from it says what a pointer event, a key and leaving mean."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(accessible_name, parent)
        self._touch = TouchHand()
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    @abstractmethod
    def on_pointer(self, event: PointerEvent) -> None:
        """The pointer did something over the pane."""

    @abstractmethod
    def on_pointer_left(self) -> None:
        """The pointer is elsewhere."""

    @abstractmethod
    def on_key(self, key: int) -> bool:
        """A key without modifiers was pressed; False when it is not the pane's."""

    def event(self, event: QEvent) -> bool:
        """Fingers and touchpad gestures, which Qt has no handlers for."""
        if isinstance(event, QTouchEvent):
            return self._on_touch(event)
        if isinstance(event, QNativeGestureEvent):
            gesture = native_gesture_event(event, self.devicePixelRatioF())
            if gesture is not None:
                self.on_pointer(gesture)
            event.accept()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.takes_key(event):
            event.accept()
            return True
        return super().event(event)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Whether the pane wants a key before the commands of the window hear it."""
        return False

    def on_own_key(self, event: QKeyEvent) -> bool:
        """Do what such a key means; False when it is not the pane's own."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Every press makes the pane the active one."""
        self._play((mouse_event(event, PointerKind.PRESS, self.devicePixelRatioF()),))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt sends this instead of the second press."""
        self.on_pointer(mouse_event(event, PointerKind.DOUBLE, self.devicePixelRatioF()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags and hovering."""
        self.on_pointer(mouse_event(event, PointerKind.MOVE, self.devicePixelRatioF()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click or drag."""
        self.on_pointer(mouse_event(event, PointerKind.RELEASE, self.devicePixelRatioF()))

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen; accepted, so that Qt makes no second mouse event of it."""
        self._play((pen_event(event, self.devicePixelRatioF()),))
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls, or zooms with Ctrl."""
        turned = wheel_event(event, self.devicePixelRatioF())
        if turned is not None:
            self.on_pointer(turned)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.on_pointer_left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the pane; all else belongs to the shell."""
        if self.on_own_key(event):
            return
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.on_key(event.key()):
            super().keyPressEvent(event)

    def _on_touch(self, event: QTouchEvent) -> bool:
        if event.type() == QEvent.Type.TouchCancel:
            self._play(self._touch.cancel())
        elif event.type() in _TOUCHES:
            self._play(self._touch.moved(fingers_of(event, self.devicePixelRatioF())))
        event.accept()
        return True

    def _play(self, events: Iterable[PointerEvent]) -> None:
        for event in events:
            if event.kind is PointerKind.PRESS:
                self.activated.emit()
            self.on_pointer(event)
