"""Vital signs with units; a value outside what can be is refused under its field, an unusual one is pointed out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.case import Case, Change, Edit
from annotations.evaluation import VITAL_RANGES, VitalRange, VitalSigns
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.commit import built, try_apply
from workstation.ui.forms.form_field import FormField, refresh_text
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.theme import set_property
from workstation.ui.widgets.labels import SectionHeading, label

COLUMNS = 2


class VitalsSection(QWidget):
    """The newest set of vital signs; each field is stored when it is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.heading = SectionHeading(tr("Vital signs"), tr("not taken"))
        self.edits: dict[str, QLineEdit] = {}
        self.fields: dict[str, FormField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, (name, vital) in enumerate(VITAL_RANGES.items()):
            edit = QLineEdit()
            edit.setPlaceholderText(tr("not taken"))
            edit.editingFinished.connect(lambda n=name: self._commit(n))
            field = FormField(f"{vital.title.capitalize()}, {vital.unit_text}", edit)
            self.edits[name], self.fields[name] = edit, field
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
        for name, vital in VITAL_RANGES.items():
            value = getattr(signs, name) if signs is not None else None
            field, edit = self.fields[name], self.edits[name]
            if not field.error:
                refresh_text(edit, "" if value is None else f"{value:g}")
            field.set_caution("" if value is None else look_again(vital, value))
        bmi = signs.bmi if signs is not None else None
        self.bmi.setText(tr("BMI needs weight and height") if bmi is None else tr("BMI {bmi:.1f} kg/m²", bmi=bmi))
        self.heading.set_trailing(signs.taken_at.replace("T", " ") if signs is not None else tr("not taken"))
        self.setEnabled(case is not None)

    def _signs(self) -> VitalSigns | None:
        case = self._session.case
        sets = case.of_type(VitalSigns) if case is not None else ()
        return max(sets, key=lambda signs: signs.taken_at, default=None)

    def _commit(self, name: str) -> None:
        edit, vital = self.edits[name], VITAL_RANGES[name]
        value, problem = _number(vital, edit.text().strip().replace(",", "."))
        before = self._signs()
        if not problem and value == (getattr(before, name) if before is not None else None):
            edit.setModified(False)
            self._report(name, "")
            return
        change: Change | None = None
        if not problem:
            change, problem = built(lambda: _changed(before, name, value))
        if not problem and change is not None:
            edit.setModified(False)
            problem = try_apply(self._session, change)
        self._report(name, problem)

    def _report(self, name: str, problem: str) -> None:
        self.fields[name].set_error(f"{problem[:1].upper()}{problem[1:]}")
        set_property(self.edits[name], "invalid", bool(problem))


def look_again(vital: VitalRange, value: float) -> str:
    """Why a value that stands should be looked at again; empty when it is unremarkable."""
    words = tr(
        "{capitalize} {value:g} {unit_text} is",
        capitalize=vital.title.capitalize(),
        value=value,
        unit_text=vital.unit_text,
    )
    if vital.warn_below is not None and value < vital.warn_below:
        return tr("{words} low.", words=words)
    return tr("{words} high.", words=words) if vital.warn_from is not None and value >= vital.warn_from else ""


def _number(vital: VitalRange, text: str) -> tuple[float | None, str]:
    """The number typed and why it is refused; (None, "") for an empty field."""
    if not text:
        return None, ""
    try:
        return float(text), ""
    except ValueError:
        return None, tr(
            "{title} {value!r}: a number from {low:g} to {high:g} {unit_text}.",
            title=vital.title,
            value=text,
            low=vital.low,
            high=vital.high,
            unit_text=vital.unit_text,
        )


def _changed(before: VitalSigns | None, name: str, value: float | None) -> Change:
    """The change of one sign; raises `ValueError` for a value or a pair of pressures that cannot be."""
    base = before or VitalSigns(new_item_id("vitals"), datetime.now().astimezone().isoformat(timespec="minutes")[:16])
    values: dict[str, Any] = {name: value}
    after = replace(base, **values)
    vital = VITAL_RANGES[name]
    words = f"{value:g} {vital.unit_text}" if value is not None else "cleared"
    return Change(f"{vital.title.capitalize()} {words}", (Edit(before, after),))
