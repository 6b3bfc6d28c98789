"""The bar at the top: mark, patient banner, warning chips, places and the command search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from annotations.patient import PatientIdentity
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.actions import ACTIONS
from workstation.ui.icon_set import icon_pixmap
from workstation.ui.patient_text import demographics, display_name, identifier
from workstation.ui.theme import BASE_FONT_PX, DARK, set_property
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import clear_layout, separator
from workstation.ui.widgets.chips import ClickableChip
from workstation.ui.widgets.labels import label

TOP_BAR_PX = 52
"""interface.md: height of the top bar."""
PLACE_IDS = ("read", "evaluate", "explain", "plan", "chart")
_MARK_PX = 18
SMALLEST_TEXT_PX = 10
"""The text of a bar that is too narrow comes down to this size rather than be cut off."""


@dataclass(frozen=True)
class TopWarning:
    """A warning that stands in every place: its words, tone, reasons, and the command that deals with it."""

    text: str
    tone: str
    tooltip: str
    command: str


class TopBar(QFrame):
    """Always there. Red from edge to edge while images of another patient wait for a decision."""

    place_chosen = Signal(str)
    command_asked = Signal()
    cases_asked = Signal()
    other_patient_asked = Signal()
    stay_asked = Signal()
    warning_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(TOP_BAR_PX)
        self._largest_text_px = 0
        self._shown_warnings: tuple[TopWarning, ...] = ()
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 0, 14, 0)
        self._row.setSpacing(12)
        self._add_mark()
        self._add_banner()
        self._row.addStretch(1)
        self._add_mismatch()
        self._add_places()
        self.show_patient(None)
        self.clear_mismatch()

    def _add_mark(self) -> None:
        self._mark = button("Foramen", self.cases_asked.emit, flat=True, tooltip=ACTIONS["place.cases"].tooltip)
        self._mark.setStyleSheet(f"font-size: 15px; font-weight: 600; color: {DARK.text_1}; padding: 4px 2px;")
        self._mark.setIcon(icon_pixmap("mark", _MARK_PX, DARK.accent))
        self._row.addWidget(self._mark)
        line = separator(vertical=True)
        line.setFixedHeight(22)
        self._row.addWidget(line)

    def _add_banner(self) -> None:
        self._name = label("", "name")
        self._identifier = label("", "secondary")
        self._demographics = label("", "secondary")
        for part in (self._name, self._identifier, self._demographics):
            self._row.addWidget(part)
        self._warnings = QHBoxLayout()
        self._warnings.setSpacing(8)
        self._row.addSpacing(8)
        self._row.addLayout(self._warnings)

    def _add_mismatch(self) -> None:
        self._mismatch = label("", "title")
        self._open_other = button(tr("Open that patient"), self.other_patient_asked.emit, small=True)
        self._stay = button(tr("Stay with this patient"), self.stay_asked.emit, small=True)
        for part in (self._mismatch, self._open_other, self._stay):
            self._row.addWidget(part)

    def _add_places(self) -> None:
        self._places = QButtonGroup(self)
        self._places.setExclusive(True)
        self._tabs: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(2)
        for place in PLACE_IDS:
            action = ACTIONS[f"place.{place}"]
            tab = QPushButton(tr(action.title))
            tab.setObjectName("placeTab")
            tab.setCheckable(True)
            tab.setToolTip(action.tooltip)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.clicked.connect(lambda _checked=False, name=place: self.place_chosen.emit(name))
            self._places.addButton(tab)
            tab.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._tabs[place] = tab
            row.addWidget(tab)
        self._row.addLayout(row)
        self._command_texts = (tr("Search or command"), tr("Search"))
        self._command = QPushButton(self._command_texts[0])
        self._command.setObjectName("command")
        self._command.clicked.connect(self.command_asked.emit)
        self._row.addWidget(self._command)

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name the keys of the places and of the search; `key_of` gives the key of a command, or nothing."""
        for place, tab in self._tabs.items():
            tab.setToolTip(_with_key(tr(ACTIONS[f"place.{place}"].title), key_of(f"place.{place}")))
        self._mark.setToolTip(_with_key(tr(ACTIONS["place.cases"].title), key_of("place.cases")))
        key = key_of("window.command").replace("+", " ")
        self._command_texts = (tr("Search or command   {key}", key=key).rstrip(), key or tr("Search"))
        self._command.setAccessibleName(_with_key(tr("Search or command"), key_of("window.command")))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The patient and the places go before the words of the search."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_soon.start()

    def _fit(self) -> None:
        """First the search gives up its words, then all of the bar its large text; the patient is never cut off."""
        self._set_largest_text(0)
        full, short = self._command_texts
        self._command.setText(full)
        if not self._is_too_wide():
            return
        self._command.setText(short)
        for size_px in range(scaled(BASE_FONT_PX), SMALLEST_TEXT_PX - 1, -1):
            if not self._is_too_wide():
                return
            self._set_largest_text(size_px)

    def _is_too_wide(self) -> bool:
        for layout in (*self._row.findChildren(QHBoxLayout), self._row):
            layout.invalidate()
        return self._row.minimumSize().width() > self.width()

    def _set_largest_text(self, size_px: int) -> None:
        """The size of all text of the bar in pixels; 0 = as everywhere."""
        if size_px != self._largest_text_px:
            self._largest_text_px = size_px
            sheet = f"QLabel, QPushButton {{ font-size: {size_px}px; }}"
            self._narrow_sheet(sheet if size_px else "")

    def _narrow_sheet(self, sheet: str) -> None:
        self._fit_soon.blockSignals(True)
        self.setStyleSheet(sheet)
        for part in self.findChildren(QWidget):
            part.ensurePolished()
            part.updateGeometry()
        self._fit_soon.stop()
        self._fit_soon.blockSignals(False)

    def show_patient(self, identity: PatientIdentity | None, *, today: date | None = None) -> None:
        """Show whose case is open; None = no case."""
        for tab in self._tabs.values():
            tab.setEnabled(identity is not None)
        if identity is None:
            self._name.setText(tr("No patient open"))
            self._identifier.setText("")
            self._demographics.setText("")
            self.show_warnings(())
            return
        self._name.setText(display_name(identity))
        self._identifier.setText(identifier(identity))
        self._demographics.setText(demographics(identity, today or date.today()))
        self._fit()

    def show_warnings(self, warnings: tuple[TopWarning, ...]) -> None:
        """Show warning chips; a click on one asks for its command."""
        if warnings == self._shown_warnings:
            return
        self._shown_warnings = warnings
        clear_layout(self._warnings)
        for warning in warnings:
            chip = ClickableChip(warning.text, warning.tone, tooltip=warning.tooltip)
            chip.clicked.connect(lambda command=warning.command: self.warning_chosen.emit(command))
            self._warnings.addWidget(chip)
        self._fit()

    @property
    def warnings(self) -> tuple[TopWarning, ...]:
        """The warnings shown."""
        return self._shown_warnings

    def show_place(self, place: str) -> None:
        """Mark the place that is on screen; an unknown name (the case list) marks none."""
        self._places.setExclusive(False)
        for name, tab in self._tabs.items():
            tab.setChecked(name == place)
        self._places.setExclusive(True)

    def show_mismatch(self, text: str) -> None:
        """Turn the whole bar red and ask what to do with images of another patient."""
        set_property(self, "mismatch", True)
        self._restyle()
        self._mismatch.setText(text)
        for part in (self._mismatch, self._open_other, self._stay):
            part.show()
        self._command.hide()
        self._set_tabs_visible(False)

    def clear_mismatch(self) -> None:
        """Back to the usual bar."""
        set_property(self, "mismatch", False)
        self._restyle()
        for part in (self._mismatch, self._open_other, self._stay):
            part.hide()
        self._command.show()
        self._set_tabs_visible(True)

    @property
    def shows_mismatch(self) -> bool:
        """Whether the bar is red."""
        return bool(self.property("mismatch"))

    @property
    def mismatch_text(self) -> str:
        """What the red bar says."""
        return self._mismatch.text()

    @property
    def banner_text(self) -> str:
        """Everything the banner says, for tests and screen readers."""
        parts: tuple[QLabel, ...] = (self._name, self._identifier, self._demographics)
        return " ".join(part.text() for part in parts if part.text())

    def _restyle(self) -> None:
        """Qt does not style children again when a property of their parent changes."""
        for part in (self._name, self._identifier, self._demographics, self._mismatch):
            part.style().unpolish(part)
            part.style().polish(part)

    def _set_tabs_visible(self, visible: bool) -> None:
        for tab in self._tabs.values():
            tab.setVisible(visible)


def _with_key(title: str, key: str) -> str:
    return f"{title} ({key})" if key else title
