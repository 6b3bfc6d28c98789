"""The gaps between panes, to be taken with the mouse: dragging moves them, a double click makes all panes equal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewers.qt.tones import TONES
from viewers.qt.translated import tr
from viewers.state.grid_shares import Axis, Divider, GridShares, divider_rect, dividers
from viewers.state.layouts import Layout

REACH_PX = 3
"""The mouse takes a gap this far beside it; the gap alone would be too thin to hit."""
_CURSORS = {Axis.COLUMNS: Qt.CursorShape.SplitHCursor, Axis.ROWS: Qt.CursorShape.SplitVCursor}


class DividerHandle(QWidget):
    """One piece of a gap. It lies over the edges of its panes and shows itself only under the mouse."""

    def __init__(self, divider: Divider, owner: GridDividers, parent: QWidget) -> None:
        super().__init__(parent)
        self.divider = divider
        self._owner = owner
        self._is_lit = False
        self.setCursor(_CURSORS[divider.axis])
        self.setToolTip(tr("Drag to resize; double click makes all viewports equal"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken; nothing moves yet."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The gap follows the hand."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            parent = self.parentWidget()
            assert parent is not None
            point = self.mapTo(parent, event.position().toPoint())
            is_column = self.divider.axis is Axis.COLUMNS
            place, total = (point.x(), parent.width()) if is_column else (point.y(), parent.height())
            self._owner.drag(self.divider, place / max(1, total))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The hand lets go."""
        self._owner.let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """All panes equal again."""
        self._owner.reset()

    def enterEvent(self, event: object) -> None:
        """Light up."""
        self._is_lit = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Go dark."""
        self._is_lit = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line in the gap while the mouse is over it."""
        if self._is_lit:
            painter = QPainter(self)
            is_column = self.divider.axis is Axis.COLUMNS
            inset = (REACH_PX, 0, -REACH_PX, 0) if is_column else (0, REACH_PX, 0, -REACH_PX)
            painter.fillRect(self.rect().adjusted(*inset), TONES["accent"])
            painter.end()


class GridDividers:
    """The handles of a grid.

    Parameters
    ----------
    move:
        Puts the gap after a row or column at a share of the grid (0 to 1).
    moved:
        The hand has let go.
    reset:
        All panes equal.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        move: Callable[[Axis, int, float], None],
        moved: Callable[[], None],
        reset: Callable[[], None],
    ) -> None:
        self._parent = parent
        self._move = move
        self._moved = moved
        self._reset = reset
        self._handles: list[DividerHandle] = []

    @property
    def handles(self) -> tuple[DividerHandle, ...]:
        """The pieces on screen."""
        return tuple(self._handles)

    def arrange(self, layout: Layout, shares: GridShares, *, gap_px: int, is_shown: bool) -> None:
        """Lay a handle over each gap; none while one pane fills the grid."""
        wanted = dividers(layout) if is_shown else ()
        if wanted != tuple(handle.divider for handle in self._handles):
            for handle in self._handles:
                handle.hide()
                handle.deleteLater()
            self._handles = [DividerHandle(divider, self, self._parent) for divider in wanted]
        size = (self._parent.width(), self._parent.height())
        for handle in self._handles:
            handle.setGeometry(*divider_rect(handle.divider, shares, size, gap_px=gap_px, reach_px=REACH_PX))
            handle.show()
            handle.raise_()

    def drag(self, divider: Divider, share: float) -> None:
        """The hand is at a share of the grid."""
        self._move(divider.axis, divider.number, share)

    def let_go(self) -> None:
        """The hand has let go."""
        self._moved()

    def reset(self) -> None:
        """All panes equal."""
        self._reset()
