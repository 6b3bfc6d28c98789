"""A finding from study to study on its card: values side by side by date, and whether it is better or worse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.comparison import COMPARED_MEASURES, Judgement, Reading
from annotations.follow_up import StudySeen, latest_judgement
from annotations.observations import Comparison
from viewers.qt.translated import tr
from workstation.ui.forms.form_rows import segments
from workstation.ui.widgets.labels import label

NAME_WIDTH_PX = 98
SHOWN_STUDIES = 3
"""As many columns as a card has room for; the newest are shown."""
_UNITS = {"deg": "°", "{pixels}": " px", "mm2": " mm²", "1": "", "%": " %", "mm": " mm"}


class FindingCourse(QWidget):
    """Announces `compared(Comparison, reason)` when the physician says how the finding is against the study before."""

    compared = Signal(object, str)

    def __init__(self, history: Sequence[StudySeen], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged = latest_judgement(tuple(history))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(_table(history[-SHOWN_STUDIES:]))
        newest = history[-1].observation
        self.choice = segments((one.value for one in Comparison), tr("Against the study before"), clearable=False)
        if newest is not None and newest.comparison is not None:
            self.choice.set_value(newest.comparison.value)
        self.choice.chosen.connect(self._on_choice)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why not as measured? Then Enter"))
        self.reason.setAccessibleName(tr("Why not as measured? Then Enter"))
        self.reason.returnPressed.connect(self._tell)
        self.reason.hide()
        column.addWidget(label(_judged_words(self._judged), "small", wrap=True))
        column.addWidget(self.choice)
        column.addWidget(self.reason)
        if newest is not None and newest.reason:
            words = tr("Measured: {suggested}. {reason}", suggested=newest.suggested, reason=newest.reason)
            column.addWidget(label(words, "small", wrap=True, tone="caution"))

    def _on_choice(self, value: object) -> None:
        suggested = self._judged.comparison if self._judged is not None else None
        is_override = suggested is not None and value != suggested.value
        self.reason.setVisible(is_override)
        if is_override:
            self.reason.setFocus()
        else:
            self._tell()

    def _tell(self) -> None:
        if self.choice.value is not None:
            self.compared.emit(Comparison(self.choice.value), self.reason.text().strip())


def comparison_line(history: Sequence[StudySeen]) -> str:
    """`Against 2026-03-01: worse`, with what is measured where nobody has said yet; for one study whether it is new."""
    if len(history) < 2:
        only = history[-1]
        is_new = only.observation is not None and only.observation.comparison is Comparison.NEW
        return tr("New in the study of {date}", date=date_text(only.study_date)) if is_new else ""
    newest, before = history[-1], date_text(history[-2].study_date)
    if newest.observation is not None and newest.observation.comparison is not None:
        return tr("Against {before}: {said}", before=before, said=newest.observation.comparison.value)
    judged = latest_judgement(tuple(history))
    if judged is None or judged.comparison is None:
        return tr("Against {before}: not compared yet", before=before)
    return tr("Against {before}: {said} by measurement, not confirmed", before=before, said=judged.comparison.value)


def date_text(study_date: str) -> str:
    """`2026-03-01` of DICOM's 20260301; says when it is not known."""
    if len(study_date) != 8:
        return study_date or tr("date unknown")
    return f"{study_date[:4]}-{study_date[4:6]}-{study_date[6:]}"


def _judged_words(judged: Judgement | None) -> str:
    if judged is None:
        return ""
    if judged.comparison is None:
        return tr("No suggestion: {text}", text=judged.text)
    return tr("Suggested: {comparison}. {text}", comparison=judged.comparison.value, text=judged.text)


def _table(history: Sequence[StudySeen]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    grid.setColumnMinimumWidth(0, NAME_WIDTH_PX)
    for column, seen in enumerate(history, start=1):
        grid.setColumnStretch(column, 1)
        grid.addWidget(label(date_text(seen.study_date), "small"), 0, column)
    for row, (name, values) in enumerate(_rows(history), start=1):
        grid.addWidget(label(name, "small", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        for column, value in enumerate(values, start=1):
            shown = label(value or tr("not assessed"), "" if value else "secondary", wrap=True)
            grid.addWidget(shown, row, column, Qt.AlignmentFlag.AlignTop)
    return holder


def _rows(history: Sequence[StudySeen]) -> list[tuple[str, list[str]]]:
    rows = [
        (tr("Grade"), [seen.state.grade or "" for seen in history]),
        (tr("Severity"), [seen.state.severity.value if seen.state.severity else "" for seen in history]),
    ]
    measures = dict.fromkeys(one.measure_id for seen in history for one in seen.state.readings)
    for measure_id in measures:
        facts = COMPARED_MEASURES.get(measure_id)
        title = facts.title if facts is not None else measure_id.replace("_", " ")
        rows.append((tr(title), [_values(seen.state.readings, measure_id) for seen in history]))
    return [row for row in rows if any(row[1])] or rows[:1]


def _values(readings: Sequence[Reading], measure_id: str) -> str:
    return ", ".join(
        f"{one.value:.1f}{_UNITS.get(one.unit, one.unit)}"
        + (f" ± {one.uncertainty:.1f}" if one.uncertainty is not None else "")
        for one in readings
        if one.measure_id == measure_id
    )
