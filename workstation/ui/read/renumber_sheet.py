"""The sheet that shows what a renumbering will change, line by line, before it happens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from annotations.anatomy import Level
from annotations.renumbering import RenumberedPart, RenumberingPreview
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.forms.form_field import FormField
from workstation.ui.forms.form_rows import combo_value, fill_combo
from workstation.ui.forms.form_style import dress
from workstation.ui.widgets.buttons import button, icon_button
from workstation.ui.widgets.labels import label

SHEET_WIDTH_PX = 470
LIST_HEIGHT_PX = 210
NOTHING = "Nothing changes yet: choose another name."
NO_REASON = "Say why: the reason is kept with the change."


class RenumberSheet(QFrame):
    """Announces `changed()` when another renumbering is to be shown, and `applied()`. Not modal; hidden at first."""

    changed = Signal()
    applied = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self.setAccessibleName(tr("Renumber the levels"))
        self._title = label("", "title", wrap=True)
        self.name = QComboBox()
        self.name.activated.connect(lambda _: self.changed.emit())
        self.part = QComboBox()
        self.part.activated.connect(lambda _: self.changed.emit())
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("counted from C2 on the whole-spine image ..."))
        self.reason.textChanged.connect(lambda _: self.changed.emit())
        self.lines = QListWidget()
        self.lines.setAccessibleName(tr("What will change"))
        self.lines.setFixedHeight(scaled(LIST_HEIGHT_PX))
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setStyleSheet("QListWidget::item { min-height: 20px; padding: 2px 6px; }")
        self.summary = label("", "secondary", wrap=True)
        self.conflicts = label("", "small", wrap=True, tone="alert")
        self.notes = label("", "small", wrap=True, tone="caution")
        self.apply_button = button(tr("Renumber"), self.applied.emit, primary=True)
        self._assemble()
        dress(self)
        self.setFixedWidth(scaled(SHEET_WIDTH_PX))
        self.hide()

    @property
    def new_name(self) -> Level | None:
        """What the level shall be called."""
        value = combo_value(self.name)
        return Level(value) if value is not None else None

    @property
    def chosen_part(self) -> RenumberedPart:
        """How far it reaches."""
        return RenumberedPart(combo_value(self.part) or RenumberedPart.WHOLE)

    def ask(
        self, title: str, names: Sequence[Level], chosen: Level, parts: Sequence[RenumberedPart], *, reason: str = ""
    ) -> None:
        """Show the sheet with the names and the reach that can be chosen."""
        self._title.setText(title)
        fill_combo(self.name, [(one.value, one.label) for one in names], chosen.value)
        fill_combo(self.part, [(one.value, tr(one.value)) for one in parts], parts[0].value)
        self.reason.setText(reason)
        self.show()
        self.raise_()
        self.name.setFocus()

    def show_preview(self, preview: RenumberingPreview) -> None:
        """List what would change, what stands in the way, and what wants a look."""
        self.lines.clear()
        # What a physician acts on comes first; the labels themselves are the longest part and the least surprising.
        self.lines.addItems([one.line for one in sorted(preview.renamings, key=lambda one: one.kind == "label")])
        count, reopened = len(preview.renamings), preview.reopened
        words = tr("Changes: {count}", count=count) if count else tr(NOTHING)
        if reopened:
            words += tr(", signed and reopened as drafts: {count}", count=reopened)
        self.summary.setText(words)
        for shown, lines in ((self.conflicts, preview.conflicts), (self.notes, preview.notes)):
            shown.setText("\n".join(lines))
            shown.setVisible(bool(lines))
        has_reason = bool(self.reason.text().strip())
        self.fields["reason"].set_caution("" if has_reason or not count else tr(NO_REASON))
        self.apply_button.setEnabled(preview.change is not None and has_reason)
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return in a field does not fall through to the window's commands."""
        event.accept()

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(icon_button("close", tr("Close"), self.hide))
        self.fields = {
            "name": FormField(tr("Shall be called"), self.name),
            "part": FormField(tr("Renumber"), self.part),
            "reason": FormField(tr("Reason"), self.reason),
        }
        pair = QHBoxLayout()
        pair.setSpacing(8)
        for name in ("name", "part"):
            pair.addWidget(self.fields[name], 1)
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.apply_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(9)
        column.addLayout(head)
        column.addLayout(pair)
        column.addWidget(self.fields["reason"])
        column.addWidget(self.lines)
        column.addWidget(self.conflicts)
        column.addWidget(self.notes)
        column.addLayout(foot)
