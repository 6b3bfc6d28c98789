"""A ring around whatever has the focus, as long as the keyboard is what moves it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from workstation.ui.theme import token_color

RING_PX = 2
"""WCAG 2.2, 2.4.13: an indicator at least 2 px thick around the whole control."""
_GAP_PX = 1
_RADIUS_PX = 6
_MOVING_KEYS = frozenset(
    int(key)
    for key in (
        Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    )
)  # fmt: skip
_FOLLOWED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show})


class FocusRing(QWidget):
    """Lies over the window that has the focus and lets the mouse through; the mouse makes it go, Tab brings it back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._home = window
        self._around: QWidget | None = None
        self._watched: tuple[QWidget, ...] = ()
        self._by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    @property
    def around(self) -> QWidget | None:
        """The widget with the ring; None while there is none to be seen."""
        return self._around if not self.isHidden() else None

    def note_input(self, event: QEvent) -> None:
        """Told of every key and press: the ring is for those who use the keyboard."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._set_by_keyboard(False)
        elif isinstance(event, QKeyEvent) and event.key() in _MOVING_KEYS:
            self._set_by_keyboard(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go where the focused widget goes, and what it stands in."""
        if event.type() in _FOLLOWED and any(watched is one for one in self._watched):
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring in the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(token_color("accent"), RING_PX))
        half = RING_PX // 2
        painter.drawRoundedRect(self.rect().adjusted(half, half, -half, -half), _RADIUS_PX, _RADIUS_PX)
        painter.end()

    def end(self) -> None:
        """Stop listening; symmetric to the constructor."""
        self._on_focus(None, None)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._on_focus)

    def _set_by_keyboard(self, by_keyboard: bool) -> None:
        if by_keyboard != self._by_keyboard:
            self._by_keyboard = by_keyboard
            self._place()

    def _on_focus(self, _former: QWidget | None, now: QWidget | None) -> None:
        if self._around is not None and isValid(self._around):
            self._around.destroyed.disconnect(self._forget)
        for one in self._watched:
            if isValid(one):
                one.removeEventFilter(self)
        self._around, self._watched = now, _with_owners(now)
        for one in self._watched:
            one.installEventFilter(self)
        if now is not None:
            now.destroyed.connect(self._forget)
        self._place()

    def _forget(self) -> None:
        self._around = None
        if isValid(self):
            self.hide()

    def _place(self) -> None:
        if not isValid(self) or not isValid(self._home):
            return  # the window is gone; the application still says that its focus is
        around = self._around
        if around is None or not self._by_keyboard or not around.isVisible():
            self.hide()
            self._go_to(self._home)
            return
        window = around.window()
        self._go_to(window)
        space = _GAP_PX + RING_PX
        rect = QRect(around.mapTo(window, QPoint(0, 0)), around.size()).adjusted(-space, -space, space, space)
        rect = rect.intersected(window.rect())
        self.setGeometry(rect)
        inner = QRect(QPoint(0, 0), rect.size()).adjusted(RING_PX + 4, RING_PX + 4, -RING_PX - 4, -RING_PX - 4)
        # Only the ring is painted over: what it surrounds need not be composed with it again.
        self.setMask(QRegion(QRect(QPoint(0, 0), rect.size())) - QRegion(inner))
        self.show()
        self.raise_()

    def _go_to(self, window: QWidget) -> None:
        """A hidden ring waits at home: the window it was in may be thrown away."""
        if self.parentWidget() is not window:
            self.setParent(window)


def _with_owners(widget: QWidget | None) -> tuple[QWidget, ...]:
    """A widget and everything it stands in, without the window."""
    found = []
    while widget is not None and not widget.isWindow():
        found.append(widget)
        widget = widget.parentWidget()
    return tuple(found)
