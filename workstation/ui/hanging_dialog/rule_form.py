"""The form of one rule: what an image must be, what it should rather be, and what may be left unsaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from viewers.qt.translated import tr
from workstation.dicom.records import StackKind
from workstation.hanging.protocol import Conditions, ImagePlane, ProtocolError, Rule, Side, StudyChoice
from workstation.hanging.protocol_file import ID_ADVICE, is_protocol_id
from workstation.hanging.regions import Region
from workstation.hanging.views import View
from workstation.hanging.weighting import Weighting
from workstation.ui.hanging_dialog.fields import ListField, SeveralChoice, choice_field, whole_field
from workstation.ui.widgets.buttons import icon_button
from workstation.ui.widgets.cards import Card
from workstation.ui.widgets.labels import label

CHOICES: Mapping[str, tuple[str, type[Any]]] = {
    "body_part": ("Body part", Region),
    "plane": ("Plane", ImagePlane),
    "weighting": ("Weighting", Weighting),
    "view": ("View", View),
    "laterality": ("Side", Side),
    "kind": ("Kind", StackKind),
}
LISTS = {
    "modality": ("Modality", "any, or MR, CT, DX"),
    "words": ("Named", "words of the description"),
    "without": ("Not named", "words that must not be there"),
}
_ORDER = ("modality", "body_part", "plane", "weighting", "view", "laterality", "words", "without", "kind")
_UNSAID = ("body_part", "plane", "weighting", "view", "laterality")
"""Conditions of which images often say nothing."""
_STUDIES = {
    StudyChoice.CURRENT.value: "current study",
    StudyChoice.PRIOR.value: "an earlier study",
    StudyChoice.ANY.value: "any study",
}
MOST_IMAGES = 100_000
MOST_DAYS = 36_500


class ConditionFields:
    """The fields of one set of conditions."""

    def __init__(self, conditions: Conditions, where: str) -> None:
        self.fields: dict[str, SeveralChoice | ListField] = {}
        for name in _ORDER:
            if name in CHOICES:
                title, kind = tr(CHOICES[name][0]), CHOICES[name][1]
                field: SeveralChoice | ListField = SeveralChoice([one.value for one in kind], f"{where}, {title}")
            else:
                field = ListField(f"{where}, {tr(LISTS[name][0])}", hint=tr(LISTS[name][1]))
            field.set_values(getattr(conditions, name))
            self.fields[name] = field
        self.at_least = whole_field(
            conditions.at_least,
            (0, MOST_IMAGES),
            tr("{where}, at least so many images", where=where),
            zero=tr("any number"),
        )

    def conditions(self) -> Conditions:
        """What the fields say."""
        values: dict[str, Any] = {
            name: tuple(kind(value) for value in self.fields[name].values) for name, (_, kind) in CHOICES.items()
        }
        values |= {name: self.fields[name].values for name in LISTS}
        values["modality"] = tuple(one.upper() for one in values["modality"])
        return Conditions(**values, at_least=self.at_least.value())


class RuleForm(Card):
    """Announces `removed()`."""

    removed = Signal()

    def __init__(self, rule: Rule, earlier: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        where = rule.title
        self.rule_id = QLineEdit(rule.id)
        self.rule_id.setAccessibleName(tr("{where}, id", where=where))
        self.rule_id.setFixedWidth(110)
        self.title = QLineEdit(rule.title)
        self.title.setAccessibleName(tr("{where}, title", where=where))
        self.is_required = QCheckBox(tr("must be found"))
        self.is_required.setChecked(rule.is_required)
        self.study = choice_field(_STUDIES, rule.study.value, tr("{where}, study", where=where))
        likes = {"": tr("any image"), **{one: tr("like {one}", one=one) for one in earlier}}
        self.like = choice_field(likes, rule.like, tr("{where}, like", where=where))
        self.days = whole_field(
            rule.older_than_days,
            (0, MOST_DAYS),
            tr("{where}, days older", where=where),
            zero=tr("any age"),
            suffix=" days older",
        )
        self.must = ConditionFields(rule.must, tr("{where}, must be", where=where))
        self.prefer = ConditionFields(rule.prefer, tr("{where}, rather", where=where))
        self.unknown = {name: QCheckBox() for name in _UNSAID}
        for name, box in self.unknown.items():
            box.setChecked(name in rule.or_unknown)
            box.setAccessibleName(tr("{where}, {value} may be unsaid", where=where, value=tr(CHOICES[name][0])))
        self._others_unknown = tuple(name for name in rule.or_unknown if name not in _UNSAID)
        self._assemble()

    def rule(self) -> Rule:
        """The rule of the form. Raises `ProtocolError`."""
        rule_id, title = self.rule_id.text().strip(), self.title.text().strip()
        if not is_protocol_id(rule_id):
            raise ProtocolError(f"rule {rule_id or title!r}: id {ID_ADVICE}")
        if not title:
            raise ProtocolError(f"rule {rule_id}: needs a title")
        must = self.must.conditions()
        unsaid = tuple(name for name, box in self.unknown.items() if box.isChecked() and getattr(must, name))
        return Rule(
            id=rule_id,
            title=title,
            must=must,
            prefer=self.prefer.conditions(),
            or_unknown=(*unsaid, *self._others_unknown),
            study=StudyChoice(self.study.currentData()),
            older_than_days=self.days.value(),
            like=self.like.currentData(),
            is_required=self.is_required.isChecked(),
        )

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.rule_id)
        head.addWidget(self.title, 1)
        head.addWidget(self.is_required)
        head.addWidget(
            icon_button("trash", tr("Remove the rule {value}", value=self.title.text()), self.removed.emit, size_px=28)
        )
        self.body.addLayout(head)
        where = QHBoxLayout()
        where.setSpacing(6)
        where.addWidget(label(tr("From"), "small"))
        for field in (self.study, self.like, self.days):
            where.addWidget(field)
        where.addStretch(1)
        self.body.addLayout(where)
        self.body.addLayout(self._table())

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        for column, title in enumerate(("", tr("Must be"), tr("Rather"), tr("or unsaid"))):
            grid.addWidget(label(title, "small"), 0, column)
        for row, name in enumerate(_ORDER, start=1):
            title = tr(CHOICES[name][0] if name in CHOICES else LISTS[name][0])
            grid.addWidget(label(title, "small"), row, 0)
            grid.addWidget(self.must.fields[name], row, 1)
            grid.addWidget(self.prefer.fields[name], row, 2)
            if name in self.unknown:
                grid.addWidget(self.unknown[name], row, 3)
        last = len(_ORDER) + 1
        grid.addWidget(label(tr("Images, at least"), "small"), last, 0)
        grid.addWidget(self.must.at_least, last, 1)
        grid.addWidget(self.prefer.at_least, last, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return grid
