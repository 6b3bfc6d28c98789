"""The narrow column of tools beside the images."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.actions import ACTIONS
from workstation.ui.icon_set import icon
from workstation.ui.read.flyout_button import FlyoutButton
from workstation.ui.read.tool_groups import TOOL_GROUPS, tool_icon
from workstation.ui.widgets.buttons import icon_button
from workstation.ui.widgets.cards import separator

TOOL_COLUMN_PX = 46
"""interface.md: width of the tool column."""
LINE_GAP_PX = 4
"""Above and below a line between groups."""

_TOOLS: tuple[tuple[str, ...], ...] = (
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
    *((group.first, tool_icon(group.first)) for group in TOOL_GROUPS),
    ("target.new", "needle"),
)
_COMMANDS = (
    (),
    ("window.presets", "windows"),
    ("view.invert", "invert"),
    ("view.fit", "fit"),
    ("view.reset", "reset"),
    ("view.flip-horizontal", "flip-horizontal"),
    ("view.flip-vertical", "flip-vertical"),
    ("view.rotate-right", "rotate-right"),
    ("view.rotate-left", "rotate-left"),
    ("view.lens", "lens"),
    ("view.graphics", "graphics"),
    ("view.shutter", "shutter"),
    ("view.capture", "camera"),
    ("link.menu", "link"),
    (),
    ("hanging.choose", "hanging"),
    ("layout.choose", "layout-grid"),
    ("layout.mpr", "layout-mpr"),
    ("compare.prior", "compare"),
    ("window.second", "second-window"),
)
_PANELS = (("panel.browser", "panel-left"), ("panel.spine", "spine"), ("panel.case", "panel-right"))
_PUT_AWAY = (
    "view.shutter",
    "view.graphics",
    "view.rotate-left",
    "view.flip-vertical",
    "view.lens",
    "view.rotate-right",
    "view.flip-horizontal",
    "view.capture",
    "layout.mpr",
    "compare.prior",
    "tool.region-window",
    "window.presets",
    "link.menu",
    "layout.choose",
    "tool.angle",
    "target.new",
    "view.fit",
    "view.invert",
    "tool.arrow",
    "window.second",
    "hanging.choose",
    "view.reset",
)
"""What goes into the menu of the last button first where the column is too low for all; the rest never."""
_GROUPS = {group.first: group for group in TOOL_GROUPS}
MORE_TOOLTIP = "More commands"
_STATES = frozenset({"link.menu"})
"""Buttons that show whether something is on; whoever owns it lights and names them."""


class ToolColumn(QFrame):
    """Announces the id of the command clicked; `repeat_asked` names a marking tool that was clicked twice."""

    triggered = Signal(str)
    repeat_asked = Signal(str)

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
        self.more = icon_button("more", tr(MORE_TOOLTIP), self._open_menu)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        self._add(_PANELS)
        # A low window hides buttons instead of growing.
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumHeight(0)

    def show_tool(self, action_id: str) -> None:
        """Mark the tool in hand; none where it is not one of the column."""
        chosen = self._buttons.get(action_id) or self._holding(action_id)
        if chosen is None:
            self._tools.setExclusive(False)
            for made in self._tools.buttons():
                made.setChecked(False)
            self._tools.setExclusive(True)
        if isinstance(chosen, FlyoutButton):
            chosen.hold(action_id)
        if chosen is not None and chosen.isCheckable():
            chosen.setChecked(True)

    @property
    def flyouts(self) -> tuple[FlyoutButton, ...]:
        """The buttons with several tools behind them, from top to bottom."""
        return tuple(made for made in self._buttons.values() if isinstance(made, FlyoutButton))

    def _holding(self, action_id: str) -> FlyoutButton | None:
        return next((made for made in self.flyouts if action_id in made.held_group.tools), None)

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name the key of each command in its tooltip; `key_of` gives it, or nothing."""
        for action_id, made in self._buttons.items():
            if isinstance(made, FlyoutButton):
                made.show_keys(key_of)
            if isinstance(made, FlyoutButton) or action_id in _STATES:
                continue
            title, key = tr(ACTIONS[action_id].title), key_of(action_id)
            made.setToolTip(f"{title} ({key})" if key else title)
            made.setAccessibleName(title)

    @property
    def put_away(self) -> tuple[str, ...]:
        """The commands that have no room and are in the menu of the last button, in the order of the column."""
        return tuple(action_id for action_id, made in self._buttons.items() if made.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many buttons as there is room for; the rest behind one."""
        buttons = [*self._buttons.values(), self.more]
        spare = self.height() - self._height_of(len(buttons))
        step = self.more.height() + self._column.spacing()
        # Without anything put away the last button is not needed either.
        away = 0 if spare >= -step else -(spare // step)
        hidden = set(_PUT_AWAY[: max(0, away)])
        for action_id, made in self._buttons.items():
            made.setVisible(action_id not in hidden)
        self.more.setVisible(bool(hidden))
        super().resizeEvent(event)

    def _height_of(self, buttons: int) -> int:
        """The height of the column with so many buttons and all its lines."""
        margins, spacing = self._column.contentsMargins(), self._column.spacing()
        lines = sum(not entry for entry in (*_TOOLS, *_COMMANDS))
        line_px = 2 * LINE_GAP_PX + 1 + spacing
        return margins.top() + margins.bottom() + buttons * (self.more.height() + spacing) + lines * line_px

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        icons = {entry[0]: entry[1] for entry in (*_TOOLS, *_COMMANDS) if entry}
        for action_id in self.put_away:
            entry = QAction(icon(icons[action_id]), self._buttons[action_id].toolTip(), menu)
            entry.triggered.connect(lambda _on, chosen=action_id: self.triggered.emit(chosen))
            behind = self._buttons[action_id]
            if isinstance(behind, FlyoutButton):
                entry.setMenu(behind.menu())
            menu.addAction(entry)
        menu.popup(self.more.mapToGlobal(self.more.rect().topRight()))

    @property
    def buttons(self) -> dict[str, QToolButton]:
        """The buttons by command id."""
        return self._buttons

    def _add(self, entries: tuple[tuple[str, ...], ...]) -> None:
        for entry in entries:
            if not entry:
                self._column.addSpacing(LINE_GAP_PX)
                self._column.addWidget(separator())
                self._column.addSpacing(LINE_GAP_PX)
                continue
            action_id, icon_name = entry
            made = self._made(action_id, icon_name)
            if made.isCheckable() and action_id not in _STATES:
                self._tools.addButton(made)
            self._buttons[action_id] = made
            self._column.addWidget(made)

    def _made(self, action_id: str, icon_name: str) -> QToolButton:
        if action_id in _GROUPS:
            flyout = FlyoutButton(_GROUPS[action_id])
            flyout.chosen.connect(self.triggered)
            flyout.repeat_asked.connect(self.repeat_asked)
            return flyout
        made = icon_button(
            icon_name,
            ACTIONS[action_id].tooltip,
            lambda: self.triggered.emit(action_id),
            checkable=action_id.startswith("tool.") or action_id in _STATES,
        )
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action_id in ("tool.length", "tool.angle"):
            made.installEventFilter(self)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on a marking tool keeps it in the hand."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.repeat_asked.emit(next(name for name, made in self._buttons.items() if made is watched))
        return super().eventFilter(watched, event)
