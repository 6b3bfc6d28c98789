"""The list of marks that others made: what each says, where it came from, and whether it can be adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from annotations.foreign_marks import ForeignMark
from annotations.marks import MARK_KINDS
from viewers.qt.plain_text import isolated
from viewers.qt.translated import tr
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import Card, ScrolledColumn
from workstation.ui.widgets.labels import LinkLabel, label

SIZE_PX = (460, 620)
EMPTY = "No report, presentation or file of this patient holds a mark."


class ForeignMarksWindow(QDialog):
    """A window that never waits for an answer. Announces `adopt_asked(ids)` and `go_asked(id)`."""

    adopt_asked = Signal(object)
    go_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Marks of others"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("window")
        self.resize(*SIZE_PX)
        self._boxes: dict[str, QCheckBox] = {}
        outer = QVBoxLayout(self)
        outer.addWidget(label(tr("Marks of others"), "title"))
        words = tr("Read only, as they were written. An adopted mark becomes yours and keeps its original with it.")
        outer.addWidget(label(words, "secondary", wrap=True))
        self._scrolled = ScrolledColumn()
        outer.addWidget(self._scrolled, 1)
        row = QHBoxLayout()
        self.adopt_button = button(tr("Adopt chosen"), self._adopt, primary=True)
        row.addWidget(self.adopt_button)
        row.addStretch(1)
        row.addWidget(button(tr("Close"), self.close))
        outer.addLayout(row)
        self.show_marks((), adopted=set(), cautions={})

    @property
    def boxes(self) -> Mapping[str, QCheckBox]:
        """The box of each mark that can be adopted, by its id."""
        return self._boxes

    def show_marks(self, marks: Sequence[ForeignMark], *, adopted: set[str], cautions: Mapping[str, str]) -> None:
        """List the marks; those adopted already and those that cannot be say so instead of offering a box."""
        chosen = {mark_id for mark_id, box in self._boxes.items() if box.isChecked()}
        self._boxes = {}
        self._scrolled.clear()
        for one in marks:
            self._scrolled.column.addWidget(self._card(one, one.id in adopted, cautions.get(one.id, "")))
        if not marks:
            self._scrolled.column.addWidget(label(tr(EMPTY), "secondary", wrap=True))
        for mark_id in chosen & self._boxes.keys():
            self._boxes[mark_id].setChecked(True)
        self._on_choice()

    def _card(self, one: ForeignMark, is_adopted: bool, caution: str) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(label(isolated(one.title), "name", wrap=True), 1)
        if one.location is not None:
            link = LinkLabel(tr("Show"))
            link.setAccessibleName(tr("Show {title}", title=one.title))
            link.clicked.connect(lambda: self.go_asked.emit(one.id))
            head.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        for text in one.values:
            card.body.addWidget(label(isolated(text), wrap=True))
        for name, text in one.facts:
            card.body.addWidget(label(f"{isolated(name)}: {isolated(text)}", "secondary", wrap=True))
        if one.text:
            card.body.addWidget(label(isolated(one.text), wrap=True))
        card.body.addWidget(label(isolated(one.source.replace(".", ".\u200b")), "small", wrap=True))  # UIDs may break
        if caution:
            card.body.addWidget(label(caution, "small", wrap=True, tone="caution"))
        card.body.addWidget(self._offer(one, is_adopted))
        return card

    def _offer(self, one: ForeignMark, is_adopted: bool) -> QWidget:
        if is_adopted:
            return label(tr("Adopted"), "small", tone="good")
        if not one.can_be_adopted or one.kind is None:
            return label(tr("Stays read only: {reason}", reason=one.refusal), "small", wrap=True, tone="caution")
        box = QCheckBox(tr("Adopt as {kind}", kind=tr(MARK_KINDS[one.kind].title).lower()))
        box.setAccessibleName(tr("Adopt {title}", title=one.title))
        box.toggled.connect(lambda _on: self._on_choice())
        self._boxes[one.id] = box
        return box

    def _on_choice(self) -> None:
        self.adopt_button.setEnabled(any(box.isChecked() for box in self._boxes.values()))

    def _adopt(self) -> None:
        self.adopt_asked.emit(tuple(mark_id for mark_id, box in self._boxes.items() if box.isChecked()))
