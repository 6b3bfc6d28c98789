"""Grading beside the image: the steps of a scale with their criteria, a key each, and what measurements suggest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotations.grading_catalogue import GradingScale
from viewers.qt.translated import tr
from workstation.ui.forms.form_rows import combo_value, fill_combo
from workstation.ui.forms.grade_step import GradeStep
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import clear_layout
from workstation.ui.widgets.labels import label


@dataclass(frozen=True)
class GradeOffer:
    """What a measurement suggests on a scale: one grade, or both neighbours within the noise. `rule` is `id@version`.

    `text` says from which number, by which cut-offs, noise and source.
    """

    scale_id: str
    grades: tuple[str, ...]
    text: str
    rule: str


class GradePicker(QWidget):
    """Announces `changed()` when the user chooses, clears, accepts a suggestion or takes another scale.

    Digits and letters choose a step, the arrows move, Delete clears. A grade other than the one suggested needs a
    reason; both are kept. Within the noise of the measurement two grades are suggested and none is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scales: tuple[GradingScale, ...] = ()
        self._value: str | None = None
        self._offers: tuple[GradeOffer, ...] = ()
        self.steps: tuple[GradeStep, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()

    @property
    def scale(self) -> GradingScale | None:
        """The scale shown."""
        wanted = combo_value(self.scale_combo)
        return next((scale for scale in self._scales if scale.id == wanted), None)

    @property
    def value(self) -> str | None:
        """The grade chosen."""
        return self._value

    @property
    def offer(self) -> GradeOffer | None:
        """What is suggested on the scale shown."""
        scale = self.scale
        return next((one for one in self._offers if scale is not None and one.scale_id == scale.id), None)

    @property
    def suggested(self) -> str | None:
        """The one grade suggested; None where there is none or two are offered."""
        offer = self.offer
        return offer.grades[0] if offer is not None and len(offer.grades) == 1 else None

    @property
    def is_override(self) -> bool:
        """Whether the chosen grade is none of those suggested."""
        return self.offer is not None and self._value is not None and self._value not in self.offer.grades

    @property
    def reason_text(self) -> str:
        """Why another grade than the suggested one was given."""
        return self.reason.text().strip()

    @property
    def is_excluded(self) -> bool:
        """Whether what the scale asks to rule out has been ruled out."""
        return self.excluded.isChecked()

    def show_scales(
        self,
        scales: Sequence[GradingScale],
        scale_id: str,
        value: str | None,
        *,
        reason: str = "",
        is_excluded: bool = False,
    ) -> None:
        """Offer the scales of a type, one of them with a grade; nobody is told."""
        self._scales, self._offers = tuple(scales), ()
        self.reason.setText(reason)
        self.excluded.setChecked(is_excluded)
        first = scale_id or (scales[0].id if scales else "")
        fill_combo(self.scale_combo, [(one.id, one.title) for one in scales], first)
        self.scale_combo.setVisible(len(scales) > 1)
        self.title.setVisible(len(scales) == 1)
        self._value = value
        self._show_scale()

    def set_offers(self, offers: Sequence[GradeOffer]) -> None:
        """What the linked measurements suggest, for the scales of the type."""
        self._offers = tuple(offers)
        self._show_offer()

    def set_hint(self, words: str) -> None:
        """How to have a grade suggested, while nothing is."""
        _show(self.hint, words)

    def choose(self, value: str | None) -> None:
        """Choose a grade as the user does. Raises `ValueError` for one the scale does not have."""
        if value is not None and (self.scale is None or value not in self.scale.values):
            raise ValueError(f"{value!r} is no grade of the scale shown")
        self._value = value
        self._mark()
        self.changed.emit()

    def accept_suggestion(self) -> None:
        """Take the one grade suggested."""
        if self.suggested is not None:
            self.choose(self.suggested)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the steps from the program's one-letter keys while focused here."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A step by its key, the next or former by the arrows, none by Delete."""
        value = self._value_of(event)
        if value is not None:
            self.choose(value)
        elif event.key() in _MOVES and self.scale is not None:
            self._move(_MOVES[Qt.Key(event.key())])
        elif event.key() in _CLEARS:
            self.choose(None)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.title = label("", "title", wrap=True)
        self.scale_combo = QComboBox()
        self.scale_combo.setAccessibleName(tr("Grading scale"))
        self.scale_combo.activated.connect(lambda _: self._on_scale())
        self.images = label("", "small", wrap=True)
        self.suggestion = label("", "small", wrap=True, tone="accent")
        self.hint = label("", "small", wrap=True)
        self.hint.hide()
        self.accept_button = button(tr("Accept"), self.accept_suggestion, small=True)
        self.excluded = QCheckBox(tr("Non-fracture deformity excluded"))
        self.excluded.setAccessibleName(tr("Non-fracture deformity excluded"))
        self.excluded.clicked.connect(lambda _: self.changed.emit())
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why another grade than the suggested one"))
        self.reason.setAccessibleName(tr("Why another grade than the suggested one"))
        self.reason.textEdited.connect(lambda _: self.changed.emit())
        self.note = label("", "small", wrap=True)
        self.provenance = label("", "small", wrap=True)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(4)
        offered = QHBoxLayout()
        offered.setSpacing(8)
        offered.addWidget(self.suggestion, 1)
        offered.addWidget(self.accept_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for widget in (self.title, self.scale_combo, self.images, self.hint):
            column.addWidget(widget)
        column.addLayout(offered)
        column.addLayout(self._steps)
        for below in (self.reason, self.excluded, self.note, self.provenance):
            column.addWidget(below)

    def _on_scale(self) -> None:
        self._value = None
        self._show_scale()
        self.changed.emit()

    def _show_scale(self) -> None:
        scale = self.scale
        clear_layout(self._steps)
        self.steps = ()
        if scale is not None:
            self.steps = tuple(GradeStep(grade, scale.keys[grade.value]) for grade in scale.grades)
            self.title.setText(scale.title)
            self.setAccessibleName(scale.title)
            _show(self.images, tr("Read on: {images}", images=scale.images) if scale.images else "")
            _show(self.note, scale.note)
            _show(self.provenance, scale.provenance)
            self.excluded.setToolTip(scale.excludable)
        self.excluded.setVisible(scale is not None and bool(scale.excludable))
        for step in self.steps:
            step.clicked.connect(self._on_step)
            self._steps.addWidget(step)
        self._show_offer()

    def _on_step(self, value: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(None if value == self._value else value)

    def _show_offer(self) -> None:
        offer = self.offer
        self.suggestion.setVisible(offer is not None)
        self.suggestion.setText(offer.text if offer is not None else "")
        self._mark()

    def _mark(self) -> None:
        offered = self.offer.grades if self.offer is not None else ()
        word = tr("suggested") if len(offered) == 1 else tr("within noise")
        for step in self.steps:
            step.set_chosen(step.value == self._value)
            step.set_badge(word if step.value in offered else "")
        self.accept_button.setVisible(self.suggested is not None and self._value != self.suggested)
        self.reason.setVisible(self.is_override)

    def _is_ours(self, event: QKeyEvent) -> bool:
        return self._value_of(event) is not None or event.key() in (*_MOVES, *_CLEARS)

    def _value_of(self, event: QKeyEvent) -> str | None:
        """The grade whose key was pressed; None with a modifier, which makes it a command."""
        modifiers = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        scale, typed = self.scale, event.text().upper()
        if scale is None or modifiers or not typed.strip():
            return None
        return next((value for value, key in scale.keys.items() if key == typed), None)

    def _move(self, step: int) -> None:
        values = self.scale.values if self.scale is not None else ()
        now = values.index(self._value) if self._value in values else (-1 if step > 0 else len(values))
        self.choose(values[max(0, min(len(values) - 1, now + step))])


_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def _show(target: QLabel, text: str) -> None:
    target.setText(text)
    target.setVisible(bool(text))
