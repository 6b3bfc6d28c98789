"""The sheet of keys and mouse: every command by group with its keys, and what the buttons do. One can search it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from viewers.tools.mouse_schemes import MouseScheme
from workstation.action_tables.action import Group
from workstation.actions import ACTIONS
from workstation.key_map import KeyMap
from workstation.ui.mouse_words import marking_rows, mouse_rows, touch_rows, turning_rows
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import ScrolledColumn, clear_layout
from workstation.ui.widgets.labels import SectionHeading, label

SIZE_PX = (1160, 760)
COLUMN_PX = 360
NOTHING = "Nothing fits. Try fewer letters."

Section = tuple[str, tuple[tuple[str, str], ...]]


def sheet_sections(keys: KeyMap, scheme: MouseScheme, text: str = "") -> tuple[Section, ...]:
    """(heading, rows of title and keys) that hold every word of the text; commands without a key are in, too."""
    sections: list[Section] = [
        (
            tr(group.value),
            tuple(
                (tr(action.title), ", ".join(keys.keys_of(action.id)))
                for action in ACTIONS.values()
                if action.group is group
            ),
        )
        for group in Group
    ]
    sections += [
        (tr("Mouse ({source})", source=scheme.source), mouse_rows(scheme)),
        (tr("Marking"), marking_rows()),
        (tr("Mouse in 3-D"), turning_rows(scheme)),
        (tr("Touch and pen"), touch_rows()),
    ]
    words = text.casefold().split()
    fitting = [(heading, tuple(row for row in rows if _fits(words, heading, row))) for heading, rows in sections]
    return tuple((heading, rows) for heading, rows in fitting if rows)


class ShortcutSheet(QDialog):
    """A window beside the images, in columns like a printed sheet."""

    def __init__(
        self, keys: KeyMap, scheme: Callable[[], MouseScheme], edit: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._scheme = scheme
        self.setWindowTitle(tr("Keys and mouse"))
        self.setObjectName("window")
        self.setModal(False)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search keys and commands"))
        self.search.setAccessibleName(tr("Search keys and commands"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self.show_sheet())
        top = QHBoxLayout()
        top.addWidget(label(tr("Keys and mouse"), "pageTitle"))
        top.addStretch(1)
        top.addWidget(self.search)
        top.addWidget(button(tr("Change keys…"), edit))
        top.addWidget(button(tr("Close"), self.close))
        self.search.setMinimumWidth(260)
        self._scrolled = ScrolledColumn(margin_px=8)
        self._scrolled.setAccessibleName(tr("Keys and mouse"))
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(28)
        self._scrolled.column.addLayout(self._columns)
        outer = QVBoxLayout(self)
        outer.addLayout(top)
        outer.addWidget(self._scrolled, 1)
        self._shown_columns = 0
        self.resize(*SIZE_PX)

    def open(self) -> None:
        """Show all, ready to search."""
        self.search.clear()
        self.show_sheet()
        self.show()
        self.raise_()
        self.activateWindow()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def sections(self) -> tuple[Section, ...]:
        """What is on the sheet now."""
        return sheet_sections(self._keys, self._scheme(), self.search.text())

    def show_sheet(self) -> None:
        """Lay the sections out in columns of about one length."""
        clear_layout(self._columns)
        sections = self.sections()
        if not sections:
            self._columns.addWidget(label(tr(NOTHING), "secondary"))
            return
        self._shown_columns = self._column_count()
        for part in _in_columns(sections, self._shown_columns):
            self._columns.addLayout(_column(part), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as have room."""
        super().resizeEvent(event)
        if self.isVisible() and self._column_count() != self._shown_columns:
            self.show_sheet()

    def _column_count(self) -> int:
        return max(1, min(4, self.width() // scaled(COLUMN_PX)))


def _column(sections: Sequence[Section]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    for heading, rows in sections:
        column.addWidget(SectionHeading(heading))
        for title, keys in rows:
            row = QHBoxLayout()
            row.addWidget(label(title, wrap=True), 3)
            shown = label(keys, "secondary", wrap=True)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(shown, 2)
            column.addLayout(row)
        column.addSpacing(10)
    column.addStretch(1)
    return column


def _in_columns(sections: Sequence[Section], count: int) -> list[list[Section]]:
    """Sections in order, a new column when the former has its share of lines."""
    lines = sum(len(rows) + 2 for _, rows in sections)
    columns: list[list[Section]] = [[]]
    filled = 0
    for section in sections:
        height = len(section[1]) + 2
        if columns[-1] and filled + height / 2 > lines / count and len(columns) < count:
            columns.append([])
            filled = 0
        columns[-1].append(section)
        filled += height
    return columns


def _fits(words: Sequence[str], heading: str, row: tuple[str, str]) -> bool:
    where = f"{heading} {row[0]} {row[1]}".casefold()
    return all(word in where for word in words)
