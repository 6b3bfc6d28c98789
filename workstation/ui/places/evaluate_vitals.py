"""Vital signs with units; a value outside what can be is refused under its field, an unusual one is pointed out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.case import Case, Change, Edit
from annotations.evaluation import VitalSigns
from workstation.session import Session
from workstation.ui.forms.commit import built, try_apply
from workstation.ui.forms.form_field import FormField, refresh_text
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.forms.vital_ranges import VITALS, VitalRange, body_mass_index, pressure_problem
from workstation.ui.theme import set_property
from workstation.ui.widgets.labels import SectionHeading, label

COLUMNS = 2


class VitalsSection(QWidget):
    """The newest set of vital signs; each field is stored when it is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.heading = SectionHeading("Vital signs", "not taken")
        self.edits: dict[str, QLineEdit] = {}
        self.fields: dict[str, FormField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, vital in enumerate(VITALS):
            edit = QLineEdit()
            edit.setPlaceholderText("not taken")
            edit.editingFinished.connect(lambda v=vital: self._commit(v))
            field = FormField(f"{vital.title}, {vital.unit}", edit)
            self.edits[vital.name], self.fields[vital.name] = edit, field
            grid.addWidget(field, place // COLUMNS, place % COLUMNS)
        self.bmi = label("", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addLayout(grid)
        column.addWidget(self.bmi)

    def refresh(self, case: Case | None) -> None:
        """Show the newest set of a case, leaving a refused or unfinished entry to be corrected."""
        signs = self._signs()
        for vital in VITALS:
            value = getattr(signs, vital.name) if signs is not None else None
            field, edit = self.fields[vital.name], self.edits[vital.name]
            if not field.error:
                refresh_text(edit, "" if value is None else f"{value:g}")
            field.set_caution("" if value is None else vital.look_again(value))
        bmi = body_mass_index(signs) if signs is not None else None
        self.bmi.setText("BMI needs weight and height" if bmi is None else f"BMI {bmi:.1f} kg/m²")
        self.heading.set_trailing(signs.taken_at.replace("T", " ") if signs is not None else "not taken")
        self.setEnabled(case is not None)

    def _signs(self) -> VitalSigns | None:
        case = self._session.case
        sets = case.of_type(VitalSigns) if case is not None else ()
        return max(sets, key=lambda signs: signs.taken_at, default=None)

    def _commit(self, vital: VitalRange) -> None:
        edit = self.edits[vital.name]
        text = edit.text().strip().replace(",", ".")
        value, problem = _number(vital, text)
        before = self._signs()
        if not problem and value == (getattr(before, vital.name) if before is not None else None):
            edit.setModified(False)
            self._report(vital, "")
            return
        change: Change | None = None
        if not problem:
            change, problem = built(lambda: _changed(before, vital, value))
        if not problem and change is not None:
            edit.setModified(False)
            problem = try_apply(self._session, change)
        self._report(vital, problem)

    def _report(self, vital: VitalRange, problem: str) -> None:
        self.fields[vital.name].set_error(problem)
        set_property(self.edits[vital.name], "invalid", bool(problem))


def _number(vital: VitalRange, text: str) -> tuple[float | None, str]:
    """The number typed and why it is refused; (None, "") for an empty field."""
    if not text:
        return None, ""
    try:
        value = float(text)
    except ValueError:
        return (
            None,
            f"{vital.title} {text!r}: a number in {vital.unit}, between {vital.lowest:g} and {vital.highest:g}.",
        )
    return value, vital.problem(value)


def _changed(before: VitalSigns | None, vital: VitalRange, value: float | None) -> Change:
    """The change of one sign; raises `ValueError` for a pair of pressures that cannot be."""
    base = before or VitalSigns(new_item_id("vitals"), datetime.now().astimezone().isoformat(timespec="minutes")[:16])
    values: dict[str, Any] = {vital.name: value}
    after = replace(base, **values)
    problem = pressure_problem(after)
    if problem:
        raise ValueError(problem)
    words = f"{vital.title} {value:g} {vital.unit}" if value is not None else f"{vital.title} cleared"
    return Change(words, (Edit(before, after),))
