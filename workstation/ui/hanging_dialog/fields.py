"""Fields of the protocol editor: several values of a closed set, values written with commas, one value of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QSpinBox, QToolButton, QWidget

from viewers.qt.translated import tr
from viewers.state.layouts import LARGEST_GRID, LAYOUTS
from workstation.hanging.protocol import WINDOW_WORDS, ProtocolError, WindowChoice
from workstation.ui.theme import DARK

ANY = "any"
CUSTOM_WINDOW = "width/level"
_FIELD_STYLE = (
    f"QToolButton {{ background: {DARK.background_3}; border: 1px solid {DARK.line}; border-radius: 6px; "
    f"padding: 4px 8px; min-height: 20px; }} QToolButton:focus {{ border-color: {DARK.accent}; }} "
    "QToolButton::menu-indicator { image: none; }"
)


class SeveralChoice(QToolButton):
    """A button with a menu of values to tick; the order in which they were ticked is kept. Announces `changed()`."""

    changed = Signal()

    def __init__(self, values: Sequence[str], name: str, parent: QWidget | None = None, *, none: str = ANY) -> None:
        super().__init__(parent)
        self._none = none
        self._name = name
        self._chosen: list[str] = []
        menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        for value in values:
            action = menu.addAction(value)
            action.setCheckable(True)
            action.toggled.connect(lambda is_on, one=value: self._toggle(one, is_on=is_on))
            self._actions[value] = action
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self.setStyleSheet(_FIELD_STYLE)
        self._say()

    @property
    def values(self) -> tuple[str, ...]:
        """What is ticked, in order."""
        return tuple(self._chosen)

    def set_values(self, values: Sequence[str]) -> None:
        """Tick these and no others."""
        for action in self._actions.values():
            action.setChecked(False)
        for value in values:
            self._actions[value].setChecked(True)

    def _toggle(self, value: str, *, is_on: bool) -> None:
        self._chosen = [one for one in self._chosen if one != value] + ([value] if is_on else [])
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        text = ", ".join(self._chosen) or self._none
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(f"{self._name}: {text}")


class ListField(QLineEdit):
    """Values written with commas between them."""

    def __init__(self, name: str, parent: QWidget | None = None, *, hint: str = ANY) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)

    @property
    def values(self) -> tuple[str, ...]:
        """The values, without empty ones."""
        return tuple(part.strip() for part in self.text().split(",") if part.strip())

    def set_values(self, values: Sequence[str]) -> None:
        """Write these."""
        self.setText(", ".join(values))


def whole_field(value: int, limits: tuple[int, int], name: str, *, zero: str = "", suffix: str = "") -> QSpinBox:
    """A whole number; `zero` is what 0 means."""
    field = QSpinBox()
    field.setRange(*limits)
    field.setSpecialValueText(zero)
    field.setSuffix(suffix)
    field.setAccessibleName(name)
    field.setValue(value)
    return field


def choice_field(options: Mapping[str, str], value: str, name: str) -> QComboBox:
    """One of several values, each with its words."""
    field = QComboBox()
    field.setAccessibleName(name)
    for key, words in options.items():
        field.addItem(words, key)
    field.setCurrentIndex(max(0, field.findData(value)))
    return field


def layout_field(value: str) -> QComboBox:
    """Every grid and every named layout."""
    rows, columns = LARGEST_GRID
    grids = {f"{r}x{c}": f"{r} x {c}" for r in range(1, rows + 1) for c in range(1, columns + 1)}
    named = {name: layout.title for name, layout in LAYOUTS.items() if name not in grids}
    return choice_field({**grids, **named}, value, tr("Layout"))


def window_field(value: WindowChoice) -> QComboBox:
    """A window preset, or a width and level typed as `350/40`."""
    field = choice_field(WINDOW_WORDS, value.preset_id, tr("Window"))
    field.setEditable(True)
    field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    field.setToolTip(tr("A window, or width and level like 350/40"))
    if value.width_level is not None:
        field.setEditText("{:g}/{:g}".format(*value.width_level))
    return field


def window_of(field: QComboBox, where: str) -> WindowChoice:
    """What a window field says. Raises `ProtocolError`."""
    text = field.currentText().strip()
    for preset_id, words in WINDOW_WORDS.items():
        if text in (words, preset_id):
            return WindowChoice(preset_id)
    try:
        width, level = (float(part) for part in text.split("/"))
    except ValueError:
        raise ProtocolError(f"{where}: window {text!r} is no window; choose one or write {CUSTOM_WINDOW}") from None
    return WindowChoice("", (width, level))


def number_of(text: str, where: str, what: str) -> float | None:
    """A number typed in a field, None for an empty one. Raises `ProtocolError`."""
    try:
        return float(text.replace(",", ".")) if text.strip() else None
    except ValueError:
        raise ProtocolError(f"{where}: {what} {text!r} is no number") from None
