"""The panel that asks how the levels of a Frame of Reference were counted, and says what is still open about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.level_counting import level_of_name
from annotations.numbering import Castellvi, Confidence, CountingMethod, DualName, LevelNumbering
from annotations.numbering_rules import numbering_sentence, open_questions, suggested_dual_names
from annotations.renumbering import L6_COUNT
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.forms.form_field import FormField
from workstation.ui.forms.form_rows import combo_value, fill_combo, side_by_side
from workstation.ui.forms.form_style import dress
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice
from workstation.ui.widgets.buttons import button, icon_button
from workstation.ui.widgets.labels import label

PANEL_WIDTH_PX = 372
METHOD_WORDS = {
    CountingMethod.FROM_C2: "down from C2",
    CountingMethod.FROM_LAST_RIB: "from the last rib (T12)",
    CountingMethod.ILIOLUMBAR_LIGAMENT: "iliolumbar ligament (L5)",
    CountingMethod.ASSUMED: "assumed, nothing to count from",
}
COUNTS = ("4", "5", "6")
NAME_IS_NO_LEVEL = "Write pairs such as L5=L6, with a comma between them. {text} is none."


class DualNameError(ValueError):
    """A second name that cannot be read; says which."""


def dual_names_of(text: str) -> tuple[DualName, ...]:
    """The second names in `L5=L6, L4=L5`; raises `DualNameError` for what is none."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, equals, other = part.partition("=")
        level, other_level = level_of_name(name), level_of_name(other)
        if not equals or level is None or other_level is None or other_level is level:
            raise DualNameError(tr(NAME_IS_NO_LEVEL).format(text=part))
        found.append(DualName(level, other_level.label))
    return tuple(found)


def dual_names_text(names: tuple[DualName, ...]) -> str:
    """The second names as the field shows them."""
    return ", ".join(f"{one.level.label}={one.other_name}" for one in names)


@dataclass(frozen=True)
class NumberedSpace:
    """What the panel is about: the Frame of Reference, its name for people, whether L6 is among the labels."""

    frame_of_reference_uid: str
    title: str
    has_l6: bool = False
    registered_words: str = ""


class NumberingPanel(QFrame):
    """Announces `stored(LevelNumbering)`: with `is_confirmed` as the physician said. Not modal; hidden at first."""

    stored = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self.setAccessibleName(tr("Numbering of the levels"))
        self._base = LevelNumbering("", "none")
        self._space = NumberedSpace("", "")
        self.method = QComboBox()
        fill_combo(self.method, [(one.value, tr(words)) for one, words in METHOD_WORDS.items()], None)
        self.count = SegmentedChoice([Option(one, one) for one in COUNTS], name=tr("Lumbar-type vertebrae"))
        self.castellvi = QComboBox()
        fill_combo(
            self.castellvi,
            [(one.value, tr(one.value) if one is Castellvi.NONE else one.value) for one in Castellvi],
            None,
        )
        self.ribs = QCheckBox(tr("No ribs at T12"))
        self.confidence = SegmentedChoice(
            [Option(one.value, tr(one.value)) for one in Confidence], clearable=False, name=tr("Confidence")
        )
        self.report = QLineEdit()
        self.report.setPlaceholderText(tr("Its names; leave empty when it agrees"))
        self.names = QLineEdit()
        self.names.setPlaceholderText(tr("L5=L6, L4=L5"))
        self.sentence = label("", "strong", wrap=True)
        self.questions = label("", "small", wrap=True, tone="caution")
        self._title = label("", "title", wrap=True)
        self._registered = label("", "small", wrap=True, tone="accent")
        self.confirm_button = button(tr("Confirm numbering"), lambda: self._store(is_confirmed=True), primary=True)
        self.keep_button = button(tr("Keep as open"), lambda: self._store(is_confirmed=False))
        self._assemble()
        self._connect()
        dress(self)
        self.setFixedWidth(scaled(PANEL_WIDTH_PX))
        self.hide()

    @property
    def draft(self) -> LevelNumbering:
        """The numbering as the fields say it; raises `DualNameError` for second names that cannot be read."""
        count = self.count.value
        return replace(
            self._base,
            method=CountingMethod(combo_value(self.method) or CountingMethod.ASSUMED),
            lumbar_count=int(count) if count is not None else None,
            transitional=Castellvi(combo_value(self.castellvi) or Castellvi.NONE),
            absent_ribs=self.ribs.isChecked(),
            confidence=Confidence(self.confidence.value or Confidence.LOW),
            report_numbering=self.report.text().strip(),
            dual_names=dual_names_of(self.names.text()),
        )

    def show_numbering(self, numbering: LevelNumbering, space: NumberedSpace) -> None:
        """Ask about a Frame of Reference, with what is decided so far."""
        self._base, self._space = numbering, space
        self._title.setText(tr("Numbering: {title}", title=space.title))
        self._registered.setText(space.registered_words)
        self._registered.setVisible(bool(space.registered_words))
        self.method.setCurrentIndex(self.method.findData(numbering.method.value))
        self.count.set_value(str(numbering.lumbar_count) if numbering.lumbar_count is not None else None)
        self.castellvi.setCurrentIndex(self.castellvi.findData(numbering.transitional.value))
        self.ribs.setChecked(numbering.absent_ribs)
        self.confidence.set_value(numbering.confidence.value)
        self.report.setText(numbering.report_numbering)
        self.names.setText(dual_names_text(numbering.dual_names))
        self._refresh()
        self.show()
        self.raise_()
        self.method.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return in a field does not fall through to the window's commands."""
        event.accept()

    def suggest_names(self) -> None:
        """Write the second names that follow from a transitional count; none for a usual spine."""
        numbering = replace(self._draft_or_base(), dual_names=())
        self.names.setText(dual_names_text(suggested_dual_names(numbering, has_l6=self._space.has_l6)))
        self._refresh()

    def _draft_or_base(self) -> LevelNumbering:
        kept = self.names.text()
        try:
            return self.draft
        except DualNameError:
            self.names.blockSignals(True)
            self.names.clear()
            draft = self.draft
            self.names.setText(kept)
            self.names.blockSignals(False)
            return draft

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(icon_button("close", tr("Close"), self.hide))
        self.fields = {
            "method": FormField(tr("Counted"), self.method),
            "count": FormField(tr("Lumbar-type vertebrae"), self.count),
            "castellvi": FormField(tr("Transitional vertebra (Castellvi)"), self.castellvi),
            "confidence": FormField(tr("Confidence"), self.confidence),
            "report": FormField(tr("Outside report"), self.report),
            "names": FormField(tr("Second names"), self.names),
        }
        self.suggest_button = button(tr("Suggest second names"), self.suggest_names, flat=True, small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(9)
        column.addLayout(head)
        column.addWidget(self._registered)
        column.addWidget(self.fields["method"])
        column.addWidget(side_by_side(self.fields["count"], self.fields["confidence"]))
        column.addWidget(self.fields["castellvi"])
        column.addWidget(self.ribs)
        column.addWidget(self.fields["report"])
        column.addWidget(self.fields["names"])
        column.addWidget(self.suggest_button)
        column.addWidget(self.sentence)
        column.addWidget(self.questions)
        column.addWidget(side_by_side(self.confirm_button, self.keep_button))

    def _connect(self) -> None:
        self.method.activated.connect(lambda _: self._refresh())
        self.castellvi.activated.connect(lambda _: self._on_count())
        self.count.chosen.connect(lambda _: self._on_count())
        self.confidence.chosen.connect(lambda _: self._refresh())
        self.ribs.toggled.connect(lambda _: self._refresh())
        self.report.textChanged.connect(lambda _: self._refresh())
        self.names.textChanged.connect(lambda _: self._refresh())

    def _on_count(self) -> None:
        """A transitional spine gets its second names at once; what was written by hand stays."""
        if not self.names.text().strip():
            self.suggest_names()
        self._refresh()

    def _refresh(self) -> None:
        try:
            draft = replace(self.draft, is_confirmed=True)
            self.fields["names"].set_error("")
        except DualNameError as error:
            self.fields["names"].set_error(str(error))
            self.confirm_button.setEnabled(False)
            self.keep_button.setEnabled(False)
            return
        still_open = open_questions(draft)
        self.sentence.setText(numbering_sentence(draft))
        lines = [f"{one[:1].upper()}{one[1:]}." for one in still_open]
        if draft.report_numbering:
            lines.insert(0, tr("A report numbers this spine differently: say so to whoever treats the patient."))
        if draft.lumbar_count == L6_COUNT and not self._space.has_l6:
            lines.append(tr("L6 is not among the labels: place it, or renumber from the lowest lumbar vertebra."))
        if still_open:
            lines.append(tr("No target can be signed until this is settled."))
        self.questions.setText("\n".join(lines))
        self.questions.setVisible(bool(lines))
        self.confirm_button.setEnabled(draft.lumbar_count is not None)
        self.keep_button.setEnabled(True)
        self.adjustSize()

    def _store(self, *, is_confirmed: bool) -> None:
        self.stored.emit(replace(self.draft, is_confirmed=is_confirmed))
