"""One section of the preferences: a heading, rows of a name with what is set, and which preferences it resets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.ui.theme import fix_width
from workstation.ui.widgets.cards import ScrolledColumn
from workstation.ui.widgets.labels import label

NAME_WIDTH_PX = 150


class PreferencePage(QWidget):
    """What is common to all sections. `sections` are the preferences that "reset" forgets."""

    title = ""
    sections: Sequence[str] = ()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Preferences, {title}", title=tr(self.title)))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scrolled = ScrolledColumn(margin_px=20, spacing_px=12)
        scrolled.setAccessibleName(tr(self.title))
        scrolled.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a page of words is read with the arrow keys
        outer.addWidget(scrolled)
        self.column = scrolled.column
        self.column.addWidget(label(tr(self.title), "pageTitle"))

    def show_values(self) -> None:
        """Show what is in force now; called when the page opens and after a reset."""

    def reset(self) -> None:
        """What is not in the preferences and belongs to this section goes back to usual too."""

    def add_row(self, name: str, widget: QWidget, note: str = "") -> None:
        """A name, what is set, and what it does; the name is what a screen reader says of the widget."""
        if not widget.accessibleName():
            widget.setAccessibleName(name)
        row = QHBoxLayout()
        row.setSpacing(12)
        shown = label(name, "secondary", wrap=True)
        fix_width(shown, NAME_WIDTH_PX)
        row.addWidget(shown, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        self.column.addLayout(row)
        if note:
            self.add_note(note)

    def add_note(self, text: str) -> None:
        """A sentence that explains."""
        self.column.addWidget(label(text, "small", wrap=True))


Ask = Callable[[str], None]
"""Does a command by its id."""
