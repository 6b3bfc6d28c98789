"""A button that holds the tool of its group used last; the others are in its menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from viewers.qt.translated import tr
from workstation.actions import ACTIONS
from workstation.ui.icon_set import icon
from workstation.ui.read.tool_groups import ToolGroup, tool_icon
from workstation.ui.theme import DARK

SIZE_PX = 34
ICON_PX = 20
CORNER_PX = 12
"""A click in this corner opens the menu; a click elsewhere takes the tool."""
ARROW_PX = 5.0
FLYOUT_TOOLTIP = "{title}: hold the button, or click its corner, for more tools"


class FlyoutButton(QToolButton):
    """Announces the id of the tool `chosen`; `repeat_asked` after a double click."""

    chosen = Signal(str)
    repeat_asked = Signal(str)

    def __init__(self, group: ToolGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held_group = group
        self._key_of: Callable[[str], str] = lambda action_id: ACTIONS[action_id].shown_shortcut
        self.current = group.first
        self.setCheckable(True)
        self.setFixedSize(SIZE_PX, SIZE_PX)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Its own corner mark is drawn below; that of the style would lie over the icon.
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
        self.setMenu(self._made_menu())
        self.clicked.connect(lambda: self.chosen.emit(self.current))
        self.hold(group.first)

    def hold(self, action_id: str) -> None:
        """Show another tool of the group as the one a click takes."""
        self.current = action_id
        self.setIcon(icon(tool_icon(action_id)))
        self._name()

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name the keys that work now, in the tooltip and the menu."""
        self._key_of = key_of
        self.setMenu(self._made_menu())
        self._name()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The corner opens the menu at once."""
        corner = self.rect().bottomRight() - QPoint(CORNER_PX, CORNER_PX)
        at = event.position()
        if event.button() is Qt.MouseButton.LeftButton and at.x() > corner.x() and at.y() > corner.y():
            self.showMenu()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The tool stays in the hand."""
        self.repeat_asked.emit(self.current)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button opens the menu too."""
        self.showMenu()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A small triangle says that there is more behind the button."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff" if self.isChecked() else DARK.text_2))
        right, bottom = self.width() - 4.0, self.height() - 4.0
        triangle = [QPointF(right, bottom), QPointF(right - ARROW_PX, bottom), QPointF(right, bottom - ARROW_PX)]
        painter.drawPolygon(QPolygonF(triangle))
        painter.end()

    def _name(self) -> None:
        title, key = tr(ACTIONS[self.current].title), self._key_of(self.current)
        named = f"{title} ({key})" if key else title
        self.setToolTip(f"{named}\n" + tr(FLYOUT_TOOLTIP, title=tr(self.held_group.title)))
        self.setAccessibleName(title)

    def _made_menu(self) -> QMenu:
        former = self.menu()
        if former is not None:
            former.deleteLater()
        menu = QMenu(self)
        menu.setAccessibleName(tr(self.held_group.title))
        menu.setToolTipsVisible(True)
        for action_id in self.held_group.tools:
            entry = QAction(
                icon(tool_icon(action_id)), f"{tr(ACTIONS[action_id].title)}\t{self._key_of(action_id)}", menu
            )
            entry.triggered.connect(lambda _on=False, tool=action_id: self._choose(tool))
            menu.addAction(entry)
        return menu

    def _choose(self, action_id: str) -> None:
        self.hold(action_id)
        self.chosen.emit(action_id)
