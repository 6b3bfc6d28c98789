"""A pane with a hand on it: Qt's mouse, wheel and key events, turned into pointer events in display pixels."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from viewers.qt.pane import GridPane
from viewers.qt.qt_pointer import mouse_event, wheel_event
from viewers.tools.pointer import PointerEvent, PointerKind


class PointedPane(GridPane):
    """The input of a 2-D pane. Whoever derives from it says what a pointer event, a key and leaving mean."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(accessible_name, parent)
        self.setMouseTracking(True)

    @abstractmethod
    def on_pointer(self, event: PointerEvent) -> None:
        """The pointer did something over the pane."""

    @abstractmethod
    def on_pointer_left(self) -> None:
        """The pointer is elsewhere."""

    @abstractmethod
    def on_key(self, key: int) -> bool:
        """A key without modifiers was pressed; False when it is not the pane's."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Every press makes the pane the active one."""
        self.activated.emit()
        self.on_pointer(mouse_event(event, PointerKind.PRESS, self.devicePixelRatioF()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt sends this instead of the second press."""
        self.on_pointer(mouse_event(event, PointerKind.DOUBLE, self.devicePixelRatioF()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags and hovering."""
        self.on_pointer(mouse_event(event, PointerKind.MOVE, self.devicePixelRatioF()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click or drag."""
        self.on_pointer(mouse_event(event, PointerKind.RELEASE, self.devicePixelRatioF()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls, or zooms with Ctrl."""
        self.on_pointer(wheel_event(event, self.devicePixelRatioF()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.on_pointer_left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the pane; all else belongs to the shell."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.on_key(event.key()):
            super().keyPressEvent(event)
