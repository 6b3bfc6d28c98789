"""What was tried before: past treatments with date, benefit and adverse effects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.case import Case, add, replace_item
from annotations.evaluation import PriorTreatment
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.commit import built, try_apply
from workstation.ui.forms.form_field import FormField, refresh_text
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.forms.removal import removal
from workstation.ui.places.evaluate_complaint_form import date_problem
from workstation.ui.theme import fix_width
from workstation.ui.widgets.buttons import button, icon_button
from workstation.ui.widgets.cards import Card
from workstation.ui.widgets.labels import SectionHeading, label, plain_tooltip

KINDS = ("physical therapy", "medication", "injection", "surgery", "psychological", "complementary", "other")
"""domain.md 1.3, prior treatment."""


class TreatmentRow(Card):
    """One past treatment; each field is committed by itself."""

    def __init__(self, session: Session, treatment: PriorTreatment) -> None:
        super().__init__()
        self._session = session
        self._treatment = treatment
        self.kind = QComboBox()
        own_kind = () if treatment.kind in KINDS else (treatment.kind,)
        self.kind.addItems([*KINDS, *own_kind])
        self.kind.activated.connect(lambda _: self._commit("kind", self.kind.currentText()))
        self.description = _line(tr("what, dose, how many"), "description", self)
        self.date = _line("2026-05", "date", self)
        self.benefit = _line("%", "benefit_percent", self)
        fix_width(self.benefit, 64)
        fix_width(self.date, 104)
        self.adverse = _line(tr("adverse effects"), "adverse_effects", self)
        self.field = FormField(tr("Past treatment"), self._controls())
        self.field.label.hide()
        self.body.addWidget(self.field)
        self.show_treatment(treatment)

    def show_treatment(self, treatment: PriorTreatment) -> None:
        """Show the values as they are now."""
        self._treatment = treatment
        self.kind.setCurrentText(treatment.kind)
        benefit = treatment.benefit_percent
        refresh_text(self.description, treatment.description)
        refresh_text(self.date, treatment.date)
        refresh_text(self.benefit, "" if benefit is None else str(benefit))
        refresh_text(self.adverse, treatment.adverse_effects)
        for edit in (self.description, self.adverse):
            edit.setToolTip(plain_tooltip(edit.text()))

    def commit_line(self, name: str, text: str) -> None:
        """Store a typed field; a refusal stands under the row."""
        if name == "date" and date_problem(text):
            self.field.set_error(date_problem(text).replace(tr("Onset date"), tr("Date")))
            return
        if name != "benefit_percent":
            self._commit(name, text)
            return
        number = text.removesuffix("%").strip()
        if number and not number.isdigit():
            self.field.set_error(tr("Benefit {value!r}: a whole number from 0 to 100, in per cent.", value=text))
            return
        self._commit(name, int(number) if number else None)

    def _commit(self, name: str, value: Any) -> None:
        before = self._treatment
        if getattr(before, name) == value:
            self.field.set_error("")
            return
        words = tr("Past treatment {kind}", kind=before.kind)
        change, refusal = built(lambda: replace_item(before, replace(before, **{name: value}), words))
        self.field.set_error(refusal or (try_apply(self._session, change) if change is not None else ""))

    def _remove(self) -> None:
        if self._session.case is not None:
            words = tr("Remove past treatment {kind}", kind=self._treatment.kind)
            self.field.set_error(try_apply(self._session, removal(self._session.case, self._treatment, words)))

    def _controls(self) -> QWidget:
        controls = QWidget()
        column = QVBoxLayout(controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        first, last = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.kind, 1)
        for widget in (label("since", "small"), self.date):
            first.addWidget(widget)
        first.addWidget(icon_button("trash", tr("Remove this treatment"), self._remove, size_px=28))
        for widget in (label("benefit", "small"), self.benefit, label("%", "small")):
            last.addWidget(widget)
        last.addWidget(self.adverse, 1)
        for row in (first, last):
            row.setSpacing(6)
        column.addLayout(first)
        # A line of its own: a treatment with its dose is a sentence, and must be readable without scrolling.
        column.addWidget(self.description)
        column.addLayout(last)
        return controls


class TreatmentSection(QWidget):
    """The list of past treatments with one button to add."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: dict[str, TreatmentRow] = {}
        self.heading = SectionHeading(tr("Past treatment"))
        self.empty = label(tr("What was tried, when, and how much it helped."), "secondary", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.add_button = button(tr("Add treatment"), self.add_treatment)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.heading, self.empty):
            column.addWidget(widget)
        column.addLayout(self._list)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)

    def refresh(self, case: Case | None) -> None:
        """Show the treatments of a case, keeping the rows that are there (and the keyboard in them)."""
        treatments = {t.id: t for t in case.of_type(PriorTreatment)} if case is not None else {}
        for gone in [item_id for item_id in self.rows if item_id not in treatments]:
            row = self.rows.pop(gone)
            row.hide()
            row.deleteLater()
        for item_id, treatment in treatments.items():
            if item_id in self.rows:
                self.rows[item_id].show_treatment(treatment)
            else:
                self.rows[item_id] = TreatmentRow(self._session, treatment)
                self._list.addWidget(self.rows[item_id])
        self.empty.setVisible(not treatments)
        self.heading.set_trailing(str(len(treatments)) if treatments else "")
        self.add_button.setEnabled(case is not None)

    def add_treatment(self) -> None:
        """Add an empty treatment and put the keyboard into it."""
        treatment = PriorTreatment(new_item_id("treatment"), KINDS[0])
        if not try_apply(self._session, add(treatment, "Add past treatment")):
            self.rows[treatment.id].description.setFocus()


def _line(placeholder: str, name: str, row: TreatmentRow) -> QLineEdit:
    edit = QLineEdit()
    edit.setPlaceholderText(placeholder)
    edit.setAccessibleName(placeholder)

    def commit() -> None:
        edit.setModified(False)
        row.commit_line(name, edit.text().strip())

    edit.editingFinished.connect(commit)
    return edit
