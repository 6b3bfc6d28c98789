"""One measurement of the case panel: what, value with unit, and its calibration."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotations.calibration import CalibrationSource
from annotations.marks import Mark
from annotations.measurements import Measurement
from workstation.ui.widgets.cards import separator
from workstation.ui.widgets.labels import label

UNIT_WORDS = {"mm": " mm", "deg": "°", "{pixels}": " px", "px": " px"}
"""UCUM units as they are read."""


class MeasurementRow(QWidget):
    """Announces `chosen(mark id)` when clicked."""

    chosen = Signal(str)

    def __init__(self, mark: Mark, measurement: Measurement, *, selected: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark_id = mark.id
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 6, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.addWidget(label(mark.label or mark.kind.value.capitalize(), tone="accent" if selected else ""))
        row.addStretch(1)
        row.addWidget(label(measurement_text(measurement)))
        note = calibration_note(measurement)
        if note:
            row.addWidget(label(note, "small", tone="caution"))
        column.addLayout(row)
        column.addWidget(separator())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the mark."""
        self.chosen.emit(self._mark_id)
        event.accept()


def measurement_text(measurement: Measurement) -> str:
    """Value with unit and doubt: `16.1 mm`, `9.1 ± 0.5 mm`, `42.0°`."""
    unit = UNIT_WORDS.get(measurement.unit, f" {measurement.unit}")
    doubt = f" ± {measurement.uncertainty:.1f}" if measurement.uncertainty else ""
    return f"{measurement.value:.1f}{doubt}{unit}"


def noted_measurement_text(measurement: Measurement) -> str:
    """The value with how its millimetres are known, as it stands beside a mark: `16.1 mm (mm at detector ...)`."""
    note = calibration_note(measurement)
    return f"{measurement_text(measurement)} ({note})" if note else measurement_text(measurement)


def calibration_note(measurement: Measurement) -> str:
    """What is to be known about a length that is not in patient millimetres; empty when nothing is."""
    calibration = measurement.calibration
    source = getattr(calibration, "source", calibration)
    if not isinstance(source, CalibrationSource) or source is CalibrationSource.PATIENT:
        return ""
    return "" if measurement.unit == "deg" else source.label
