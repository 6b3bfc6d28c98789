"""Buttons of the theme: plain and primary text buttons, and square icon buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from workstation.ui.icon_set import icon
from workstation.ui.theme import DARK

_ICON_PX = 20


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    primary: bool = False,
    flat: bool = False,
    small: bool = False,
    tooltip: str = "",
) -> QPushButton:
    """A push button; `primary` is the one filled with the accent."""
    result = QPushButton(text)
    result.setProperty("primary", primary)
    result.setProperty("flat", flat)
    result.setProperty("small", small)
    result.setToolTip(tooltip)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    if on_click is not None:
        result.clicked.connect(lambda: on_click())
    return result


def icon_button(
    name: str,
    tooltip: str,
    on_click: Callable[[], object] | None = None,
    *,
    checkable: bool = False,
    size_px: int = 34,
    color: str = DARK.text_2,
) -> QToolButton:
    """A square button with an icon; the tooltip says what it does and its key."""
    result = QToolButton()
    result.setIcon(icon(name, color))
    result.setIconSize(QSize(_ICON_PX, _ICON_PX))
    result.setToolTip(tooltip)
    result.setAccessibleName(tooltip)
    result.setCheckable(checkable)
    result.setFixedSize(size_px, size_px)
    if on_click is not None:
        result.clicked.connect(lambda: on_click())
    return result
