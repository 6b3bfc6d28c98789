"""Mouse preferences: one of the schemes, with what each button does in it."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from viewers.tools.mouse_schemes import MOUSE_SCHEMES
from workstation.preferences import Preferences
from workstation.ui.mouse_words import mouse_rows, touch_rows, turning_rows
from workstation.ui.pointer_habits import MOUSE_SCHEME, scheme_of
from workstation.ui.preferences.page import PreferencePage
from workstation.ui.widgets.cards import clear_layout
from workstation.ui.widgets.labels import KeyValueRows, SectionHeading

WORDS_WIDTH_PX = 220


class MousePage(PreferencePage):
    """A change is in force at once."""

    title = "Mouse, touch and pen"
    sections = ("mouse",)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for scheme in MOUSE_SCHEMES.values():
            choice = QRadioButton(f"{scheme.source}: {scheme.title[0].lower()}{scheme.title[1:]}")
            choice.clicked.connect(lambda _checked=False, chosen=scheme.scheme_id: self._choose(chosen))
            self._group.addButton(choice)
            self.choices[scheme.scheme_id] = choice
            self.column.addWidget(choice)
        self._words = QVBoxLayout()
        self._words.setSpacing(8)
        self.column.addLayout(self._words)

    def show_values(self) -> None:
        """The scheme in force and what it means."""
        scheme = scheme_of(self._preferences)
        self.choices[scheme.scheme_id].setChecked(True)
        clear_layout(self._words)
        for heading, rows in (
            (tr("Over an image"), mouse_rows(scheme)),
            (tr("Over a 3-D viewport"), turning_rows(scheme)),
            (tr("Fingers and pen"), touch_rows()),
        ):
            self._words.addWidget(SectionHeading(heading))
            shown = KeyValueRows(name_width_px=WORDS_WIDTH_PX)
            shown.add_all(rows)
            self._words.addWidget(shown)

    def _choose(self, scheme_id: str) -> None:
        self._preferences.set(MOUSE_SCHEME, scheme_id)
        self.show_values()
