"""A layout that sets its items in lines and wraps them like words."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items from left to right, wrapped to the next line where the width ends; `gap` pixels between them."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._flow: list[QLayoutItem] = []
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        """Append one item (Qt calls this from `addWidget`)."""
        self._flow.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._flow)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at an index, None past the end."""
        return self._flow[index] if 0 <= index < len(self._flow) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return the item at an index, None past the end."""
        return self._flow.pop(index) if 0 <= index < len(self._flow) else None

    def expandingDirections(self) -> Qt.Orientation:
        """A flow asks for no more room than its lines need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width in pixels."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items inside `rect`."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """The size of the largest item: a flow can always be made that narrow."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The size of the largest item."""
        size = QSize()
        for item in self._flow:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        x, y, line_height, gap = rect.x(), rect.y(), 0, self.spacing()
        for item in self._flow:
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line_height = rect.x(), y + line_height + gap, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), QSize(min(hint.width(), rect.width()), hint.height())))
            x += hint.width() + gap
            line_height = max(line_height, hint.height())
        return y + line_height - rect.y()
