"""Small arrangements of controls that several forms share."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from workstation.ui.forms.segmented_choice import Option, SegmentedChoice


def side_by_side(*widgets: QWidget, stretch_first: bool = False) -> QWidget:
    """Controls in one row, without margins, packed to the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for number, widget in enumerate(widgets):
        row.addWidget(widget, 1 if stretch_first and number == 0 else 0)
    if not stretch_first:
        row.addStretch(1)
    return holder


def segments(values: Iterable[str], name: str, *, clearable: bool = True) -> SegmentedChoice:
    """A segmented choice whose words are its values."""
    return SegmentedChoice([Option(value, value) for value in values], clearable=clearable, name=name)


def fill_combo(combo: QComboBox, entries: Iterable[tuple[str, str]], chosen: str | None) -> None:
    """Offer (value, words) and show `chosen`; nothing is shown for a value that is not offered."""
    combo.blockSignals(True)
    combo.clear()
    for value, words in entries:
        combo.addItem(words, value)
    combo.setCurrentIndex(combo.findData(chosen) if chosen is not None else -1)
    combo.blockSignals(False)


def combo_value(combo: QComboBox) -> str | None:
    """The chosen value, None when there is none."""
    data = combo.currentData()
    return str(data) if data else None
