"""Cards: framed groups that can be clicked and selected, and the scrolling column they stand in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from viewers.qt.text_scale import text_scale
from workstation.ui.theme import set_property


class Card(QFrame):
    """A framed group. Clickable when `clickable`, and outlined in the accent while selected."""

    clicked = Signal()
    double_clicked = Signal()
    selected_words = "selected"
    """What a screen reader says of a card with the outline."""

    def __init__(self, parent: QWidget | None = None, *, clickable: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._clickable = clickable
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.setSpacing(6)

    def showEvent(self, event: QShowEvent) -> None:
        """A card that can be clicked is called by what it says."""
        if self._clickable and not self.accessibleName():
            words = (part.text().strip() for part in self.findChildren(QLabel))
            self.setAccessibleName(", ".join(word for word in words if word))
        super().showEvent(event)

    @property
    def is_selected(self) -> bool:
        """Whether the card is outlined as selected."""
        return bool(self.property("selected"))

    def set_selected(self, selected: bool) -> None:
        """Outline the card, or not: with a thicker line, not told by the colour alone, and in words."""
        set_property(self, "selected", selected)
        self.setAccessibleDescription(self.selected_words if selected else "")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        if self._clickable:
            set_property(self, "hovered", True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        set_property(self, "hovered", False)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Click."""
        is_inside = self.rect().contains(event.position().toPoint())
        if self._clickable and event.button() == Qt.MouseButton.LeftButton and is_inside:
            event.accept()
            self.clicked.emit()
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Double click."""
        self.double_clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space click the focused card."""
        if self._clickable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            return
        super().keyPressEvent(event)


class ScrolledColumn(QScrollArea):
    """A column of widgets that scrolls when it is too tall; `column` is its layout."""

    def __init__(self, parent: QWidget | None = None, *, margin_px: int = 12, spacing_px: int = 8) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus and is brought into view
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._allow_sideways()
        content = QWidget()
        content.setObjectName("scrolled")
        outer = QVBoxLayout(content)
        outer.setContentsMargins(margin_px, margin_px, margin_px, margin_px)
        outer.setSpacing(0)
        self.column = QVBoxLayout()
        self.column.setSpacing(spacing_px)
        outer.addLayout(self.column)
        outer.addStretch(1)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)

    def changeEvent(self, event: QEvent) -> None:
        """Large text may be wider than the column: then it can be scrolled sideways rather than be cut off."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._allow_sideways()

    def _allow_sideways(self) -> None:
        is_large = text_scale() > 1
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_large else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)

    def clear(self) -> None:
        """Remove everything from the column."""
        clear_layout(self.column)


def clear_layout(layout: QLayout) -> None:
    """Take every widget and inner layout out of a layout and delete them."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


def separator(*, vertical: bool = False) -> QFrame:
    """A line of one pixel."""
    line = QFrame()
    line.setObjectName("verticalSeparator" if vertical else "separator")
    return line
