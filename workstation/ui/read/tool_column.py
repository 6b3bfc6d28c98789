"""The narrow column of tools beside the images."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from workstation.actions import ACTIONS
from workstation.ui.widgets.buttons import icon_button
from workstation.ui.widgets.cards import separator

TOOL_COLUMN_PX = 46
"""interface.md: width of the tool column."""
BUTTON_PX = (20, 34)
"""Lowest and usual height of a button."""
ICON_PX = 20

_TOOLS = (
    ("tool.window", "window"),
    ("tool.region-window", "region-window"),
    ("tool.pan", "pan"),
    ("tool.zoom", "zoom"),
    ("tool.scroll", "scroll"),
    ("tool.crosshair", "crosshair"),
    (),
    ("mark.finding", "point"),
    ("tool.length", "length"),
    ("tool.angle", "angle"),
    ("target.new", "needle"),
)
_COMMANDS = (
    (),
    ("window.presets", "windows"),
    ("view.invert", "invert"),
    ("view.fit", "fit"),
    ("view.reset", "reset"),
    ("view.capture", "camera"),
    ("link.menu", "link"),
    (),
    ("hanging.choose", "hanging"),
    ("layout.choose", "layout-grid"),
    ("layout.mpr", "layout-mpr"),
    ("compare.prior", "compare"),
)
_PANELS = (("panel.browser", "panel-left"), ("panel.spine", "spine"), ("panel.case", "panel-right"))
_STATES = frozenset({"link.menu"})
"""Buttons that show whether something is on; whoever owns it lights and names them."""


class ToolColumn(QFrame):
    """Announces the id of the command clicked."""

    triggered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolColumn")
        self.setFixedWidth(TOOL_COLUMN_PX)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 8, 6, 8)
        self._column.setSpacing(3)
        self._tools = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._add(_TOOLS)
        self._add(_COMMANDS)
        self._column.addStretch(1)
        self._add(_PANELS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the buttons are lower, so that none lies over another."""
        super().resizeEvent(event)
        items = [item for number in range(self._column.count()) if (item := self._column.itemAt(number)) is not None]
        buttons = set(self._buttons.values())
        others = sum(item.minimumSize().height() for item in items if item.widget() not in buttons)
        margins, gaps = self._column.contentsMargins(), self._column.spacing() * (len(items) - 1)
        free = event.size().height() - others - gaps - margins.top() - margins.bottom()
        free //= max(1, len(self._buttons))
        height = min(max(free, BUTTON_PX[0]), BUTTON_PX[1])
        icon = min(ICON_PX, height - 3)
        for made in self._buttons.values():
            made.setFixedHeight(height)
            made.setIconSize(QSize(icon, icon))

    def show_tool(self, action_id: str) -> None:
        """Mark the tool in hand."""
        chosen = self._buttons.get(action_id)
        if chosen is not None and chosen.isCheckable():
            chosen.setChecked(True)

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name the key of each command in its tooltip; `key_of` gives it, or nothing."""
        for action_id, made in self._buttons.items():
            if action_id in _STATES:
                continue
            title, key = ACTIONS[action_id].title, key_of(action_id)
            made.setToolTip(f"{title} ({key})" if key else title)
            made.setAccessibleName(title)

    @property
    def buttons(self) -> dict[str, QToolButton]:
        """The buttons by command id."""
        return self._buttons

    def _add(self, entries: tuple[tuple[str, ...], ...]) -> None:
        for entry in entries:
            if not entry:
                self._column.addSpacing(4)
                self._column.addWidget(separator())
                self._column.addSpacing(4)
                continue
            action_id, icon_name = entry
            made = icon_button(
                icon_name,
                ACTIONS[action_id].tooltip,
                lambda chosen=action_id: self.triggered.emit(chosen),  # type: ignore[misc]
                checkable=action_id.startswith("tool.") or action_id in _STATES,
            )
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if made.isCheckable() and action_id not in _STATES:
                self._tools.addButton(made)
            self._buttons[action_id] = made
            self._column.addWidget(made)
