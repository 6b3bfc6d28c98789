"""The form of a procedure target: procedure, level, side, root, findings and needle; each field is one change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from annotations.anatomy import Laterality, Level, LevelKind, Root
from annotations.case import Case, replace_item
from annotations.findings import Finding, FindingStatus
from annotations.level_ledger import ledger_of
from annotations.level_names import target_level_name, target_space
from annotations.numbering_rules import level_name, numbering_sentence
from annotations.roots import roots_of_finding
from annotations.target_checks import (
    edited,
    level_warnings,
    missing_for_plan,
    numbering_questions,
    planned,
    planning_notes,
    readiness_text,
    side_warnings,
    target_warnings,
)
from annotations.targets import ProcedureTarget, TargetStatus
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
from workstation.ui.widgets.buttons import button
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
        self.level_reason = QLineEdit()
        self.level_reason.setPlaceholderText(tr("Why this level is right"))
        self.level_reason.editingFinished.connect(self._commit_level_reason)
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
        refresh_text(self.level_reason, target.level_override_reason)
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
            lambda: replace_item(target, edited(target, **{name: value}), f"Target {target_words(target)}: {words}")
        )
        self.fields.get(name, self.fields["procedure_id"]).set_error(
            refusal or (try_apply(self._session, change) if change is not None else "")
        )
        self.edited.emit()

    def _assemble(self) -> None:
        self.fields = {
            "procedure_id": FormField(tr("Procedure"), self.procedure),
            "level": FormField(tr("Target level"), self.level),
            "root": FormField(tr("Root"), self.root),
            "laterality": FormField(tr("Side"), self.side),
            "side_override_reason": FormField(tr("Reason"), self.reason),
            "level_override_reason": FormField(tr("Reason for the level"), self.level_reason),
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
        for name in ("laterality", "side_override_reason", "level_override_reason"):
            column.addWidget(self.fields[name])
        column.addWidget(self.warnings)
        column.addWidget(self.fields["note"])
        self.numbering = label("", "small", wrap=True)
        self.readiness = label("", "small", wrap=True)
        self.sign_button = button(tr("Sign as planned"), self.sign, primary=True)
        self.reopen_button = button(tr("Reopen as draft"), self.reopen)
        for widget in (self.numbering, self.readiness, side_by_side(self.sign_button, self.reopen_button)):
            column.addWidget(widget)

    def sign(self) -> None:
        """Call the target planned; refused, with what is missing, while anything is."""
        case, target = self._session.case, self._target
        if case is None or target is None:
            return
        change, refusal = built(lambda: planned(case, target))
        self.fields["procedure_id"].set_error(
            refusal or (try_apply(self._session, change) if change is not None else "")
        )
        self.edited.emit()

    def reopen(self) -> None:
        """Make a planned target a draft again."""
        self.commit("status", TargetStatus.DRAFT, "reopened")

    def _commit_level_reason(self) -> None:
        self.level_reason.setModified(False)
        self.commit("level_override_reason", self.level_reason.text().strip(), "reason for the level")

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
        case = self._session.case
        name = target_level_name(case, target) if case is not None else target.level.label
        self.target_level.setText(f"{name}, {target.laterality.word}")

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
        other_level = level_warnings(case, target)
        field = self.fields["level_override_reason"]
        field.setVisible(bool(other_level) or bool(target.level_override_reason))
        field.set_caution("" if target.level_override_reason or not other_level else tr("The level needs a reason."))
        self._show_signing(case, target)

    def _show_signing(self, case: Case, target: ProcedureTarget) -> None:
        """How its level was counted, whether it is signed, and what is missing before it may be."""
        uid = target_space(case, target)
        numbering = ledger_of(case, uid).numbering if uid else None
        name, is_joint = level_name(target.level, numbering), target.level.kind is LevelKind.JOINT
        self.numbering.setText(
            "" if is_joint else tr("{name}: {sentence}", name=name, sentence=numbering_sentence(numbering))
        )
        self.numbering.setVisible(not is_joint)
        questions = [f"{one[:1].upper()}{one[1:]}." for one in numbering_questions(case, target)]
        is_planned, missing = target.status is TargetStatus.PLANNED, missing_for_plan(case, target)
        words = tr("Signed as planned.") if is_planned else readiness_text(case, target)
        self.readiness.setText("\n".join((words, *(() if is_planned else questions))))
        self.sign_button.setVisible(not is_planned)
        self.sign_button.setEnabled(not missing)
        self.sign_button.setToolTip("" if not missing else readiness_text(case, target))
        self.reopen_button.setVisible(is_planned)

    def _findings(self) -> tuple[Finding, ...]:
        case = self._session.case
        return case.of_type(Finding) if case is not None else ()


def open_warnings(case: Case, target: ProcedureTarget) -> tuple[str, ...]:
    """What to look at again, without the note on position that the C-arm card always shows."""
    notes = planning_notes(target)
    return tuple(line for line in target_warnings(case, target) if line not in notes)
