"""The bar that asks how long a line on a radiograph really is, and says what that makes of its pixels."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.ui.theme import set_property
from workstation.ui.widgets.buttons import button, icon_button
from workstation.ui.widgets.labels import label

LONGEST_MM = 1000.0
_FIELD_PX = 120


class CalibrationBar(QFrame):
    """As wide as the images, hidden at first. Announces `length_changed(mm)`, `accepted(mm)` and `closed`."""

    length_changed = Signal(float)
    accepted = Signal(float)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registrationBar")
        self.setAccessibleName(tr("Calibration by known length"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        self._ask = label(tr("Known length of the line"), "title")
        self.length = QDoubleSpinBox()
        self.length.setAccessibleName(tr("Known length in mm"))
        self.length.setRange(0.0, LONGEST_MM)
        self.length.setDecimals(2)
        self.length.setSuffix(" mm")
        self.length.setSpecialValueText(tr("mm"))
        self.length.setFixedWidth(_FIELD_PX)
        self.length.valueChanged.connect(self.length_changed.emit)
        self._words = label("", "small", wrap=True)
        self.calibrate = button(tr("Calibrate"), self._accept, primary=True, small=True)
        row.addWidget(self._ask)
        row.addWidget(self.length)
        row.addWidget(self._words, 1)
        row.addWidget(self.calibrate)
        row.addWidget(icon_button("close", tr("Leave the image as it is"), self.closed.emit, size_px=26))
        self.hide()

    @property
    def words(self) -> str:
        """What the bar says."""
        return self._words.text()

    def wait_for_line(self, words: str) -> None:
        """Ask for a line first."""
        self._show_line(has_line=False)
        self.say(words)
        self.show()

    def ask_length(self) -> None:
        """A line is there: ask how long it is."""
        self._show_line(has_line=True)
        self.length.setValue(0.0)
        self.show()
        self.length.setFocus()
        self.length.selectAll()

    def say(self, words: str, *, is_refusal: bool = False, can_calibrate: bool = False) -> None:
        """What the length typed makes of the image, or why it is refused."""
        self._words.setText(words)
        set_property(self._words, "tone", "caution" if is_refusal else "")
        self.calibrate.setEnabled(can_calibrate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return calibrates, Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_line(self, *, has_line: bool) -> None:
        for part in (self._ask, self.length, self.calibrate):
            part.setVisible(has_line)

    def _accept(self) -> None:
        self.length.interpretText()
        if self.calibrate.isEnabled():
            self.accepted.emit(self.length.value())
