"""The form of a whole protocol: title, rules and stages."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.hanging.protocol import LARGEST_PRIORITY, Cell, Conditions, Protocol, ProtocolError, Rule, Stage
from workstation.ui.forms.form_field import FormField
from workstation.ui.hanging_dialog.fields import whole_field
from workstation.ui.hanging_dialog.rule_form import RuleForm
from workstation.ui.hanging_dialog.stage_form import StageForm
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import ScrolledColumn
from workstation.ui.widgets.labels import SectionHeading


class ProtocolForm(ScrolledColumn):
    """Shows a protocol in fields and reads them back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self.title = QLineEdit()
        self.note = QLineEdit()
        self.priority = whole_field(0, (-LARGEST_PRIORITY, LARGEST_PRIORITY), tr("Priority"))
        self.rules: list[RuleForm] = []
        self.stages: list[StageForm] = []
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(FormField(tr("Title"), self.title), 2)
        head.addWidget(FormField(tr("Note"), self.note), 3)
        priority = FormField(tr("Priority"), self.priority)
        priority.setToolTip(tr("Added to the points of a match: of two that fit, the one with more points opens"))
        head.addWidget(priority)
        self.column.addLayout(head)
        self.column.addWidget(SectionHeading(tr("Rules"), tr("which images")))
        self._rule_column = QVBoxLayout()
        self._rule_column.setSpacing(8)
        self.column.addLayout(self._rule_column)
        self._add_button(tr("Add a rule"), self.add_rule)
        self.column.addWidget(SectionHeading(tr("Stages"), tr("what goes where")))
        self._stage_column = QVBoxLayout()
        self._stage_column.setSpacing(8)
        self.column.addLayout(self._stage_column)
        self._add_button(tr("Add a stage"), self.add_stage)

    def show_protocol(self, protocol: Protocol) -> None:
        """Fill the form."""
        self._id = protocol.id
        self.title.setText(protocol.title)
        self.note.setText(protocol.note)
        self.priority.setValue(protocol.priority)
        for form in (*self.rules, *self.stages):
            form.hide()
            form.setParent(None)
            form.deleteLater()
        self.rules, self.stages = [], []
        for rule in protocol.rules:
            self._append_rule(rule)
        for stage in protocol.stages:
            self._append_stage(stage)

    def protocol(self) -> Protocol:
        """The protocol of the form. Raises `ProtocolError`."""
        title = self.title.text().strip()
        if not title:
            raise ProtocolError("the protocol needs a title")
        rules = tuple(form.rule() for form in self.rules)
        stages = tuple(form.stage() for form in self.stages)
        return Protocol(self._id, title, rules, stages, self.note.text().strip(), self.priority.value())

    def add_rule(self) -> None:
        """A further rule, which asks for nothing yet."""
        taken = {form.rule_id.text() for form in self.rules}
        rule_id = next(f"rule-{n}" for n in range(1, len(taken) + 2) if f"rule-{n}" not in taken)
        self._append_rule(Rule(rule_id, tr("New rule"), Conditions(), is_required=not self.rules))
        self._offer_rules()

    def add_stage(self) -> None:
        """A further stage of one viewport."""
        first = self.rules[0].rule_id.text() if self.rules else ""
        self._append_stage(Stage(tr("New stage"), "1x1", (Cell(first),)))

    def _append_rule(self, rule: Rule) -> None:
        form = RuleForm(rule, [one.rule_id.text() for one in self.rules])
        form.removed.connect(lambda: self._remove_rule(form))
        form.rule_id.editingFinished.connect(self._offer_rules)
        self.rules.append(form)
        self._rule_column.addWidget(form)

    def _append_stage(self, stage: Stage) -> None:
        form = StageForm(stage, [one.rule_id.text() for one in self.rules])
        form.removed.connect(lambda: self._remove_stage(form))
        self.stages.append(form)
        self._stage_column.addWidget(form)

    def _remove_rule(self, form: RuleForm) -> None:
        self.rules.remove(form)
        form.hide()
        form.deleteLater()
        self._offer_rules()

    def _remove_stage(self, form: StageForm) -> None:
        self.stages.remove(form)
        form.hide()
        form.deleteLater()

    def _offer_rules(self) -> None:
        for stage in self.stages:
            stage.set_rules([one.rule_id.text() for one in self.rules])

    def _add_button(self, text: str, on_click: object) -> None:
        row = QHBoxLayout()
        row.addWidget(button(text, on_click, small=True))  # type: ignore[arg-type]  # a bound method of this form
        row.addStretch(1)
        self.column.addLayout(row)
