"""The form of one complaint; each field is committed to the case by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.anatomy import Laterality, Root
from annotations.case import replace_item
from annotations.evaluation import PROVOKING_FACTORS, Complaint, ComplaintPattern, Onset
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.chip_select import ChipSelect
from workstation.ui.forms.commit import built, try_apply
from workstation.ui.forms.commit_text import CommitTextEdit
from workstation.ui.forms.form_field import FormField, refresh_text
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice
from workstation.ui.forms.side_choice import SideChoice
from workstation.ui.theme import fix_width

MECHANISMS = (
    "fall",
    "lifting",
    "motor vehicle collision",
    "work",
    "sport",
    "after surgery",
    "spontaneous",
    "cancer-related",
    "other",
)
"""domain.md 1.3."""
QUALITIES = ("aching", "sharp", "burning", "electric", "throbbing", "cramping", "numb", "tingling")
"""domain.md 1.3."""
SCORES = (("pain_now", "Now"), ("pain_average", "Average, 7 days"), ("pain_worst", "Worst"), ("pain_best", "Best"))
ONSET_DATE_PX = 130
"""A whole date, 2026-08-02."""
DATE_PATTERN = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
"""A year, a month or a day in ISO form: as exactly as the patient knows it."""


def score_options() -> tuple[Option, ...]:
    """The numeric rating scale, 0 to 10, in the tone of how bad it is."""
    tones = ["good"] * 4 + ["caution"] * 3 + ["alert"] * 4
    return tuple(Option(str(n), str(n), tones[n], tr("{n} of 10", n=n)) for n in range(11))


def date_problem(text: str) -> str:
    """Why a date is refused, empty when it is fine or absent."""
    if not text or DATE_PATTERN.match(text):
        return ""
    return tr("Onset date {value!r}: write 2026, 2026-09 or 2026-09-14.", value=text)


class ComplaintForm(QWidget):
    """Edits one complaint of the open case."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._complaint: Complaint | None = None
        self.fields: dict[str, FormField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(10)
        self._build_identity()
        self._build_scores()
        self._build_onset()
        self._build_words()

    @property
    def complaint(self) -> Complaint | None:
        """The complaint shown."""
        return self._complaint

    def show_complaint(self, complaint: Complaint) -> None:
        """Show a complaint, leaving a field that is being typed in alone."""
        if self._complaint is None or self._complaint.id != complaint.id:
            for field in self.fields.values():
                field.set_error("")
        self._complaint = complaint
        refresh_text(self.label, complaint.label)
        refresh_text(self.onset_date, complaint.onset_date)
        self.description.show_text(complaint.description)
        self.side.set_value(complaint.laterality.value if complaint.laterality else None)
        self.pattern.set_value(complaint.pattern.value if complaint.pattern else None)
        self.onset.set_value(complaint.onset.value)
        self._show_mechanism(complaint.mechanism)
        for name, _ in SCORES:
            score = getattr(complaint, name)
            self.scores[name].set_value(None if score is None else str(score))
        for name, chips in self.chips.items():
            chips.set_values(tuple(str(value) for value in getattr(complaint, name)))

    def commit(self, name: str, value: Any, words: str) -> None:
        """Store one field as one change; a refusal is shown under the field and the case stays as it was."""
        complaint = self._complaint
        if complaint is None or getattr(complaint, name) == value:
            self._say(name, "")
            return
        change, refusal = built(
            lambda: replace_item(complaint, replace(complaint, **{name: value}), f"{complaint.label}: {words}")
        )
        self._say(name, refusal or (try_apply(self._session, change) if change is not None else ""))

    def _say(self, name: str, error: str) -> None:
        self.fields[name].set_error(error)

    def _add(self, name: str, label: str, control: QWidget) -> FormField:
        field = FormField(label, control)
        self.fields[name] = field
        return field

    def _build_identity(self) -> None:
        self.label = QLineEdit()
        self.label.setPlaceholderText(tr("left leg pain"))
        self.label.editingFinished.connect(self._commit_label)
        self._column.addWidget(self._add("label", tr("Complaint"), self.label))
        self.side = SideChoice(clearable=True)
        self.side.chosen.connect(lambda v: self.commit("laterality", Laterality(v) if v else None, "side"))
        self._column.addWidget(self._add("laterality", tr("Side"), self.side))
        self.pattern = SegmentedChoice([Option(p.value, p.value) for p in ComplaintPattern], name=tr("Pattern"))
        self.pattern.chosen.connect(lambda v: self.commit("pattern", ComplaintPattern(v) if v else None, "pattern"))
        self._column.addWidget(self._add("pattern", tr("Pattern"), self.pattern))

    def _build_scores(self) -> None:
        self.scores: dict[str, SegmentedChoice] = {}
        for name, label in SCORES:
            row = SegmentedChoice(score_options(), minimum_cell=30, name=tr("Pain {label}", label=tr(label)))
            row.chosen.connect(lambda v, n=name, t=label: self._commit_score(n, t, v))
            self.scores[name] = row
            self._column.addWidget(self._add(name, tr("Pain {lower}", lower=label.lower()), row))

    def _build_onset(self) -> None:
        self.onset = SegmentedChoice([Option(o.value, o.value) for o in Onset], clearable=False, name=tr("Onset"))
        self.onset.chosen.connect(lambda v: self.commit("onset", Onset(v), "onset"))
        self.onset_date = QLineEdit()
        self.onset_date.setPlaceholderText("2026-09")
        fix_width(self.onset_date, ONSET_DATE_PX)
        self.onset_date.editingFinished.connect(self._commit_date)
        self.mechanism = QComboBox()
        self.mechanism.setEditable(False)
        self.mechanism.activated.connect(lambda _: self.commit("mechanism", self.mechanism.currentData(), "mechanism"))
        self._column.addWidget(self._add("onset", tr("Onset"), self.onset))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._add("onset_date", tr("Since"), self.onset_date))
        row.addWidget(self._add("mechanism", tr("Mechanism"), self.mechanism), 1)
        self._column.addLayout(row)

    def _build_words(self) -> None:
        self.description = CommitTextEdit(tr("In the patient's words: where, since when, what it is like"))
        self.description.committed.connect(lambda text: self.commit("description", text, "description"))
        self._column.addWidget(self._add("description", tr("Description"), self.description))
        factors = list(PROVOKING_FACTORS.items())
        self.chips = {
            "worsened_by": ChipSelect(factors, free_words=True),
            "eased_by": ChipSelect(factors, free_words=True),
            "qualities": ChipSelect([(q, q) for q in QUALITIES], free_words=True),
            "radiation_roots": ChipSelect([(root.value, root.value) for root in Root]),
        }
        labels = {
            "worsened_by": tr("What worsens it"),
            "eased_by": tr("What eases it"),
            "qualities": tr("Quality"),
            "radiation_roots": tr("Radiates into the area of"),
        }
        for name, chips in self.chips.items():
            self._column.addWidget(self._add(name, labels[name], chips))
            chips.changed.connect(lambda values, n=name, t=labels[name]: self._commit_chips(n, t, values))

    def _commit_label(self) -> None:
        self.label.setModified(False)
        text = self.label.text().strip()
        if not text:
            self._say("label", tr("A complaint needs a name, for example: left leg pain. The former name stays."))
            return
        self.commit("label", text, "renamed")

    def _commit_date(self) -> None:
        text = self.onset_date.text().strip()
        problem = date_problem(text)
        if problem:
            self._say("onset_date", problem)
            return
        self.onset_date.setModified(False)
        self.commit("onset_date", text, "onset date")

    def _commit_score(self, name: str, label: str, value: str | None) -> None:
        words = (
            tr("pain {lower} {value}/10", lower=label.lower(), value=value)
            if value is not None
            else tr("pain {lower} cleared", lower=label.lower())
        )
        self.commit(name, None if value is None else int(value), words)

    def _commit_chips(self, name: str, label: str, values: tuple[str, ...]) -> None:
        kept: tuple[Any, ...] = tuple(Root(v) for v in values) if name == "radiation_roots" else values
        self.commit(name, kept, label.lower())

    def _show_mechanism(self, mechanism: str) -> None:
        self.mechanism.clear()
        self.mechanism.addItem(tr("not asked"), "")
        own_words = (mechanism,) if mechanism and mechanism not in MECHANISMS else ()
        for words in (*MECHANISMS, *own_words):
            self.mechanism.addItem(words, words)
        self.mechanism.setCurrentIndex(max(0, self.mechanism.findData(mechanism)))
