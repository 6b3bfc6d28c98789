"""Several of a list as chips, plus the patient's own words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from viewers.qt.translated import tr
from workstation.ui.forms.flow_layout import FlowLayout


class ChipSelect(QWidget):
    """Toggle chips for `options` (value, label) and, with `free_words`, a field that adds a chip of its own on Enter.

    `changed(object)` carries the tuple of chosen values, offered ones in their order and then own words.
    """

    changed = Signal(object)

    def __init__(
        self, options: Sequence[tuple[str, str]], parent: QWidget | None = None, *, free_words: bool = False
    ) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._values: tuple[str, ...] = ()
        self._chips: dict[str, QPushButton] = {}
        self._flow = FlowLayout(self, gap=4)
        for value, label in self._options:
            self._add_chip(value, label)
        self.words = QLineEdit() if free_words else None
        if self.words is not None:
            self.words.setPlaceholderText(tr("own words, Enter"))
            self.words.setAccessibleName(tr("Own words, then Enter"))
            self.words.setFixedWidth(132)
            self.words.setProperty("formRole", "chipWords")
            self.words.returnPressed.connect(self._add_words)
            self.words.editingFinished.connect(self._add_words)
            self._flow.addWidget(self.words)

    @property
    def values(self) -> tuple[str, ...]:
        """The chosen values."""
        return self._values

    def chip(self, value: str) -> QPushButton:
        """The chip of a value; raises `KeyError` when there is none."""
        return self._chips[value]

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other chips; unchanged ones stay, so the keyboard stays in them. Only for selects without own words."""
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        offered = dict(options)
        for value in [v for v in self._chips if v not in offered]:
            self._remove_chip(value)
        for value, label in options:
            if value not in self._chips:
                self._add_chip(value, label)
            self._chips[value].setText(label)

    def set_values(self, values: Sequence[str]) -> None:
        """Show these as chosen without telling anybody."""
        offered = {value for value, _ in self._options}
        self._values = tuple(values)
        for value in [v for v in self._chips if v not in offered and v not in self._values]:
            self._remove_chip(value)
        for value in self._values:
            if value not in self._chips:
                self._add_chip(value, value)
        for value, chip in self._chips.items():
            chip.setChecked(value in self._values)
        self.updateGeometry()

    def _add_chip(self, value: str, label: str) -> None:
        chip = QPushButton(label)
        chip.setCheckable(True)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.setProperty("formRole", "chip")
        chip.clicked.connect(lambda: self._toggled())
        self._chips[value] = chip
        self._flow.addWidget(chip)

    def _remove_chip(self, value: str) -> None:
        chip = self._chips.pop(value)
        self._flow.removeWidget(chip)
        chip.deleteLater()

    def _toggled(self) -> None:
        chosen = tuple(value for value, chip in self._chips.items() if chip.isChecked())
        self._values = chosen
        self.changed.emit(chosen)

    def _add_words(self) -> None:
        if self.words is None or not self.words.text().strip():
            return
        words = self.words.text().strip()
        self.words.clear()
        if words not in self._values:
            self.set_values((*self._values, words))
            self.changed.emit(self._values)
