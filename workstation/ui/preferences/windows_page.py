"""Window preferences: where the automatic window begins and ends."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from viewers.imaging.default_window import Percentiles
from viewers.qt.translated import tr
from workstation.preferences import Preferences
from workstation.ui.preferences.page import PreferencePage
from workstation.ui.read.window_store import WindowStore
from workstation.ui.widgets.labels import label


class WindowsPage(PreferencePage):
    """The percentiles of the grey values between which the automatic window of MR lies."""

    title = "Windows"
    sections = ("windows.percentiles",)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = WindowStore(preferences)
        self.low, self.high = _percent(0.0, 49.0), _percent(51.0, 100.0)
        self.add_row(tr("Black below"), self.low)
        self.add_row(tr("White above"), self.high)
        self.add_note(tr("Share of the grey values, for images without a window of their own and for the key 0."))
        self.saved = label("", "secondary", wrap=True)
        self.column.addWidget(self.saved)
        for field in (self.low, self.high):
            field.editingFinished.connect(self._keep)

    def show_values(self) -> None:
        """The percentiles in force, and how many windows the user saved."""
        percentiles = self._store.percentiles
        self.low.setValue(percentiles.low)
        self.high.setValue(percentiles.high)
        count = len(self._store.windows)
        words = tr("no window") if not count else tr("1 window") if count == 1 else tr("{count} windows", count=count)
        self.saved.setText(
            tr(
                "You saved {words}. They are kept when this section is reset; the window menu removes them.",
                words=words,
            )
        )

    def _keep(self) -> None:
        self._store.set_percentiles(Percentiles(self.low.value(), self.high.value()))


def _percent(lowest: float, highest: float) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(lowest, highest)
    field.setDecimals(1)
    field.setSingleStep(0.5)
    field.setSuffix(" %")
    return field
