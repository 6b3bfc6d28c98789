"""The form of a procedure target: procedure, level, side, root, findings and needle; each field is one change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from annotations.anatomy import Laterality, Level, Root
from annotations.case import Case, replace_item
from annotations.findings import Finding, FindingStatus
from annotations.roots import roots_of_finding
from annotations.target_checks import planning_notes, side_warnings, target_warnings
from annotations.targets import ProcedureTarget
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.chip_select import ChipSelect
from workstation.ui.forms.commit import built, try_apply
from workstation.ui.forms.commit_text import CommitTextEdit
from workstation.ui.forms.form_field import FormField, refresh_text
from workstation.ui.forms.form_rows import combo_value, fill_combo, side_by_side
from workstation.ui.forms.form_style import dress
from workstation.ui.forms.item_words import finding_words, target_words
from workstation.ui.forms.procedure_choices import (
    gauge_entries,
    procedure_choices,
    procedure_sides,
    target_level_entries,
)
from workstation.ui.forms.search_picker import SearchPicker
from workstation.ui.forms.side_choice import SideChoice
from workstation.ui.widgets.labels import KeyValueRows, label


class TargetForm(QWidget):
    """Edits one target of the open case; every edit is stored at once. `edited()` follows each."""

    edited = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._target: ProcedureTarget | None = None
        self.procedure = SearchPicker(procedure_choices(), tr("Type to search: transforaminal, medial branch ..."))
        self.procedure.picked.connect(lambda value: self.commit("procedure_id", value, "procedure"))
        self.level = QComboBox()
        self.level.activated.connect(lambda _: self._commit_level())
        self.root = QComboBox()
        self.root.activated.connect(lambda _: self._commit_root())
        self.side = SideChoice()
        self.side.chosen.connect(lambda value: self.commit("laterality", Laterality(value), "side"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why this side is right"))
        self.reason.editingFinished.connect(self._commit_reason)
        self.findings = ChipSelect(())
        self.findings.changed.connect(lambda values: self.commit("finding_ids", values, "linked findings"))
        self.gauge = QComboBox()
        self.gauge.activated.connect(lambda _: self.commit("needle_gauge", combo_value(self.gauge) or "", "needle"))
        self.note = CommitTextEdit(tr("Note"), lines=2)
        self.note.committed.connect(lambda text: self.commit("note", text, "note"))
        self._assemble()
        dress(self)

    @property
    def target(self) -> ProcedureTarget | None:
        """The target shown."""
        return self._target

    def show_target(self, target: ProcedureTarget) -> None:
        """Show a target, leaving a field that is being typed in alone."""
        if self._target is None or self._target.id != target.id:
            for field in self.fields.values():
                field.set_error("")
        self._target = target
        if self.procedure.value != target.procedure_id:
            self.procedure.set_value(target.procedure_id)
        fill_combo(self.level, target_level_entries(target.procedure_id, target.level), target.level.value)
        fill_combo(
            self.root,
            [("", "none"), *((root.value, root.value) for root in Root)],
            target.root.value if target.root is not None else "",
        )
        self.side.offer({*procedure_sides(target.procedure_id), target.laterality})
        self.side.set_value(target.laterality.value)
        refresh_text(self.reason, target.side_override_reason)
        fill_combo(self.gauge, gauge_entries(target.procedure_id, target.needle_gauge), target.needle_gauge)
        self.note.show_text(target.note)
        self._show_findings(target)
        self._show_labels(target)
        self._show_warnings(target)

    def commit(self, name: str, value: Any, words: str) -> None:
        """Store one field as one change; a refusal is shown under the field and the case stays as it was."""
        target = self._target
        if target is None or getattr(target, name) == value:
            return
        change, refusal = built(
            lambda: replace_item(target, replace(target, **{name: value}), f"Target {target_words(target)}: {words}")
        )
        self.fields[name].set_error(refusal or (try_apply(self._session, change) if change is not None else ""))
        self.edited.emit()

    def _assemble(self) -> None:
        self.fields = {
            "procedure_id": FormField(tr("Procedure"), self.procedure),
            "level": FormField(tr("Target level"), self.level),
            "root": FormField(tr("Root"), self.root),
            "laterality": FormField(tr("Side"), self.side),
            "side_override_reason": FormField(tr("Reason"), self.reason),
            "finding_ids": FormField(tr("For the findings"), self.findings),
            "needle_gauge": FormField(tr("Needle"), self.gauge),
            "note": FormField(tr("Note"), self.note),
        }
        self.finding_level = label("", wrap=True)
        self.root_words = label("", wrap=True)
        self.target_level = label("", "strong", wrap=True)
        labels = KeyValueRows(name_width_px=92)
        labels.add(tr("Finding level"), self.finding_level)
        labels.add(tr("Root"), self.root_words)
        labels.add(tr("Target level"), self.target_level)
        self.warnings = label("", "small", wrap=True, tone="caution")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addWidget(self.fields["procedure_id"])
        column.addWidget(self.fields["finding_ids"])
        column.addWidget(labels)
        pair = side_by_side(self.fields["level"], self.fields["root"], self.fields["needle_gauge"])
        column.addWidget(pair)
        for name in ("laterality", "side_override_reason"):
            column.addWidget(self.fields[name])
        column.addWidget(self.warnings)
        column.addWidget(self.fields["note"])

    def _commit_level(self) -> None:
        chosen = combo_value(self.level)
        if chosen is not None:
            self.commit("level", Level(chosen), "level")

    def _commit_root(self) -> None:
        chosen = combo_value(self.root)
        self.commit("root", Root(chosen) if chosen else None, "root")

    def _commit_reason(self) -> None:
        self.reason.setModified(False)
        self.commit("side_override_reason", self.reason.text().strip(), "reason for the side")

    def _show_findings(self, target: ProcedureTarget) -> None:
        findings = [
            f for f in self._findings() if f.status is not FindingStatus.RETRACTED or f.id in target.finding_ids
        ]
        self.findings.set_options([(finding.id, finding_words(finding)) for finding in findings])
        self.findings.set_values(target.finding_ids)
        self.fields["finding_ids"].set_note("" if findings else tr("no finding marked yet"))

    def _show_labels(self, target: ProcedureTarget) -> None:
        """Finding level, root and target level apart from each other: they are often mixed up (domain.md 12.1)."""
        linked = [finding for finding in self._findings() if finding.id in target.finding_ids]
        expected = dict.fromkeys(root.value for finding in linked for root in roots_of_finding(finding).roots)
        meant = target.root.value if target.root is not None else tr("not set")
        self.finding_level.setText(", ".join(finding.level.label for finding in linked) or tr("no finding linked"))
        self.root_words.setText(
            tr("{meant}  (finding points to {list})", meant=meant, list=", ".join(expected)) if expected else meant
        )
        self.target_level.setText(f"{target.level.label}, {target.laterality.word}")

    def _show_warnings(self, target: ProcedureTarget) -> None:
        case = self._session.case
        if case is None:
            return
        lines = open_warnings(case, target)
        self.warnings.setText("\n".join(lines))
        self.warnings.setVisible(bool(lines))
        disagreement = side_warnings(case, target)
        field = self.fields["side_override_reason"]
        field.setVisible(bool(disagreement) or bool(target.side_override_reason))
        field.set_caution("" if target.side_override_reason or not disagreement else tr("The side needs a reason."))

    def _findings(self) -> tuple[Finding, ...]:
        case = self._session.case
        return case.of_type(Finding) if case is not None else ()


def open_warnings(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """What to look at again, without the note on position that the C-arm card always shows."""
    notes = planning_notes(target)
    return tuple(line for line in target_warnings(case, target) if line not in notes)
