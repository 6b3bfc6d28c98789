"""The form of one stage: its layout and, for each viewport, which image it shows and how."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from viewers.qt.translated import tr
from viewers.state.layouts import layout_of
from viewers.state.viewport_state import ViewPlane
from workstation.hanging.protocol import Cell, LinkedAspect, ProtocolError, Stage, WindowChoice
from workstation.ui.hanging_dialog.fields import (
    SeveralChoice,
    choice_field,
    layout_field,
    number_of,
    window_field,
    window_of,
)
from workstation.ui.widgets.buttons import icon_button
from workstation.ui.widgets.cards import Card, clear_layout
from workstation.ui.widgets.labels import label

_PLANES = {
    ViewPlane.ACQUIRED.value: "as acquired",
    ViewPlane.AXIAL.value: "axial",
    ViewPlane.SAGITTAL.value: "sagittal",
    ViewPlane.CORONAL.value: "coronal",
    ViewPlane.VOLUME_3D.value: "3-D",
}
HEADS = ("", "Shows", "Plane", "Window", "Pixels per mm", "Slab mm", "Needle", "Together")
_NUMBER_PX = 64
NOTHING = "nothing"
"""Ticked, a viewport follows no other in anything."""


class CellFields:
    """The fields of one viewport."""

    def __init__(self, cell: Cell, rules: Sequence[str], where: str) -> None:
        options = {"": "nothing", **{one: one for one in rules}}
        if cell.rule and cell.rule not in options:
            options[cell.rule] = tr("{rule} (no such rule)", rule=cell.rule)
        self.rule = choice_field(options, cell.rule, tr("{where}, shows", where=where))
        self.plane = choice_field(_PLANES, cell.plane.value, tr("{where}, plane", where=where))
        self.window = window_field(cell.window)
        self.zoom = _number_field(cell.zoom, "fit", tr("{where}, screen pixels a mm", where=where))
        self.slab = _number_field(cell.slab_mm or None, "thin", tr("{where}, slab in mm", where=where))
        aspects = [*(one.value for one in LinkedAspect), NOTHING]
        self.needle = QCheckBox()
        self.needle.setChecked(cell.along_needle)
        self.needle.setAccessibleName(tr("{where}, along the needle", where=where))
        self.link = SeveralChoice(aspects, tr("{where}, together", where=where), none=tr("as you set it"))
        self.link.set_values((NOTHING,) if cell.link == () else cell.link or ())

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The fields in the order of their columns."""
        return (self.rule, self.plane, self.window, self.zoom, self.slab, self.needle, self.link)

    def cell(self, where: str) -> Cell:
        """What the fields say. Raises `ProtocolError`."""
        return Cell(
            rule=self.rule.currentData(),
            plane=ViewPlane(self.plane.currentData()),
            window=window_of(self.window, where),
            zoom=number_of(self.zoom.text(), where, "zoom"),
            link=tuple(LinkedAspect(one) for one in self.link.values if one != NOTHING) if self.link.values else None,
            slab_mm=number_of(self.slab.text(), where, "slab") or 0.0,
            along_needle=self.needle.isChecked(),
        )


class StageForm(Card):
    """Announces `removed()`. Another layout keeps the cells that there is room for and adds empty ones."""

    removed = Signal()

    def __init__(self, stage: Stage, rules: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = tuple(rules)
        self.title = QLineEdit(stage.title)
        self.title.setAccessibleName(tr("Title of the stage"))
        self.layout_choice = layout_field(stage.layout)
        self.is_whole = QCheckBox(tr("only whole"))
        self.is_whole.setToolTip(tr("Left out where a viewport would be empty"))
        self.is_whole.setChecked(stage.is_whole)
        self.layout_choice.currentIndexChanged.connect(lambda _index: self._on_layout())
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.title, 1)
        head.addWidget(self.layout_choice)
        head.addWidget(self.is_whole)
        head.addWidget(
            icon_button("trash", tr("Remove the stage {title}", title=stage.title), self.removed.emit, size_px=28)
        )
        self.body.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(3)
        self.body.addLayout(self._grid)
        self.cells: list[CellFields] = []
        self._show_cells(stage.cells)

    def stage(self) -> Stage:
        """The stage of the form. Raises `ProtocolError`."""
        title = self.title.text().strip()
        if not title:
            raise ProtocolError("a stage needs a title")
        cells = tuple(
            one.cell(tr("stage {title}, viewport {n}", title=title, n=n)) for n, one in enumerate(self.cells, start=1)
        )
        return Stage(title, self.layout_choice.currentData(), cells, self.is_whole.isChecked())

    def set_rules(self, rules: Sequence[str]) -> None:
        """Offer other rules; what was chosen stays chosen, also where it is gone."""
        if tuple(rules) != self._rules:
            self._rules = tuple(rules)
            self._show_cells(self._lenient_cells())

    def _on_layout(self) -> None:
        self._show_cells(self._lenient_cells())

    def _lenient_cells(self) -> tuple[Cell, ...]:
        """The cells as far as they can be read: a half-typed number does not stop a change of layout."""
        found = []
        for fields in self.cells:
            try:
                found.append(fields.cell(""))
            except ProtocolError:
                found.append(Cell(fields.rule.currentData(), ViewPlane(fields.plane.currentData()), WindowChoice()))
        return tuple(found)

    def _show_cells(self, cells: Sequence[Cell]) -> None:
        clear_layout(self._grid)
        layout = layout_of(self.layout_choice.currentData())
        wanted = [*cells[: len(layout.cells)], *[Cell()] * (len(layout.cells) - len(cells))]
        self.cells = [CellFields(cell, self._rules, tr("Viewport {n}", n=n)) for n, cell in enumerate(wanted, start=1)]
        for column, title in enumerate(HEADS):
            self._grid.addWidget(label(tr(title), "small"), 0, column)
        for number, (fields, place) in enumerate(zip(self.cells, layout.cells, strict=True), start=1):
            self._grid.addWidget(label(f"{place.row + 1}·{place.column + 1}", "small"), number, 0)
            for column, widget in enumerate(fields.widgets, start=1):
                self._grid.addWidget(widget, number, column)
        for column in (1, 3, 7):
            self._grid.setColumnStretch(column, 1)


def _number_field(value: float | None, hint: str, name: str) -> QLineEdit:
    field = QLineEdit("" if value is None else f"{value:g}")
    field.setPlaceholderText(hint)
    field.setAccessibleName(name)
    field.setFixedWidth(_NUMBER_PX)
    return field
