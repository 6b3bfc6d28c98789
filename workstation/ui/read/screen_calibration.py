"""Measuring a screen: a card or a ruler is laid on it, and a drawing made exactly as large."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice
from workstation.ui.screen_scales import PLAUSIBLE_LIMITS, PX_PER_MM_LIMITS
from workstation.ui.theme import DARK
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import label

CARD_MM = (85.60, 53.98)
"""Bank and identity cards, ID-1 of ISO/IEC 7810."""
CARD_RADIUS_MM = 3.18
RULER_MM = 100.0
CARD, RULER = "card", "ruler"
KINDS = (Option(CARD, "Card, 85.60 mm wide"), Option(RULER, "Ruler, 100 mm"))
SIZE_PX = (640, 520)
LENGTH_FIELD_PX = 130
INSTRUCTIONS = {
    CARD: "Lay a bank or identity card on the screen and change the length until the drawing is exactly as wide.",
    RULER: "Lay a ruler on the screen and change the length until the line is exactly 100 mm long.",
}
STEPS_PER_PX = 4
"""Of the slider: finer than a device pixel, so that the ends can be met."""
MARGIN_PX = 24


class MeasuredDrawing(QWidget):
    """A card, or a ruler with ticks, so many device pixels a millimetre."""

    def __init__(self, px_per_mm: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._px_per_mm = px_per_mm
        self._is_card = True
        self.setMinimumHeight(260)
        self.setAccessibleName(tr("Drawing to compare with a card or a ruler"))

    def show_scale(self, px_per_mm: float, *, is_card: bool) -> None:
        """Draw at a scale, device pixels a millimetre."""
        self._px_per_mm, self._is_card = px_per_mm, is_card
        self.updateGeometry()
        self.update()

    @property
    def px_per_mm(self) -> float:
        """The scale it is drawn at."""
        return self._px_per_mm

    def drawn_px(self) -> float:
        """Length of the drawing in device pixels."""
        return self._px_per_mm * (CARD_MM[0] if self._is_card else RULER_MM)

    def sizeHint(self) -> QSize:
        """Room for the drawing."""
        ratio = self.devicePixelRatioF()
        height = (CARD_MM[1] if self._is_card else 20) * self._px_per_mm / ratio
        return QSize(round(self.drawn_px() / ratio) + 2 * MARGIN_PX, round(height) + 2 * MARGIN_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In device pixels, on black."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#000000"))
        painter.scale(1 / ratio, 1 / ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(DARK.accent), 1))
        middle = QPointF(self.width() * ratio / 2, self.height() * ratio / 2)
        (self._paint_card if self._is_card else self._paint_ruler)(painter, middle)
        painter.end()

    def _paint_card(self, painter: QPainter, middle: QPointF) -> None:
        width, height = (side * self._px_per_mm for side in CARD_MM)
        place = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        radius = CARD_RADIUS_MM * self._px_per_mm
        painter.setBrush(QColor(DARK.background_2))
        painter.drawRoundedRect(place, radius, radius)

    def _paint_ruler(self, painter: QPainter, middle: QPointF) -> None:
        left = middle.x() - RULER_MM * self._px_per_mm / 2
        painter.drawLine(QPointF(left, middle.y()), QPointF(left + RULER_MM * self._px_per_mm, middle.y()))
        for mm in range(round(RULER_MM) + 1):
            reach = 8 if mm % 10 == 0 else 5 if mm % 5 == 0 else 3
            x = left + mm * self._px_per_mm
            painter.drawLine(QPointF(x, middle.y() - reach * self._px_per_mm / 2), QPointF(x, middle.y()))


class ScreenCalibration(QDialog):
    """A window that measures the screen it lies on. Save announces `measured(QScreen, device pixels a millimetre)`."""

    measured = Signal(object, float)

    def __init__(self, px_per_mm: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Measure this screen"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("window")
        self._instruction = label("", wrap=True)
        self._screen_name = label("", "secondary", wrap=True)
        self.choice = SegmentedChoice(
            [replace(kind, label=tr(kind.label)) for kind in KINDS],
            clearable=False,
            name=tr("What is laid on the screen"),
        )
        self.choice.set_value(CARD)
        self.drawing = MeasuredDrawing(px_per_mm)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.length = QDoubleSpinBox()
        self._assemble()
        self._show(px_per_mm)
        self.resize(*SIZE_PX)

    @property
    def px_per_mm(self) -> float:
        """What the drawing says at the moment, device pixels a millimetre."""
        return self.length.value() / self._length_mm

    @property
    def _length_mm(self) -> float:
        return CARD_MM[0] if self.choice.value == CARD else RULER_MM

    def _assemble(self) -> None:
        self.length.setDecimals(2)
        self.length.setMinimumWidth(LENGTH_FIELD_PX)
        self.length.setSingleStep(1 / STEPS_PER_PX)
        self.length.setSuffix(" px")
        self.length.setAccessibleName(tr("Length of the drawing in pixels of the screen"))
        self.slider.setAccessibleName(tr("Length of the drawing"))
        self.slider.valueChanged.connect(lambda steps: self._show(steps / STEPS_PER_PX / self._length_mm))
        self.length.valueChanged.connect(lambda length: self._show(length / self._length_mm))
        self.choice.chosen.connect(lambda _kind: self._show(self.drawing.px_per_mm))
        ends = QHBoxLayout()
        ends.addWidget(self._screen_name, 1)
        ends.addWidget(button(tr("Cancel"), self.close))
        ends.addWidget(button(tr("Save"), self._save, primary=True))
        sizes = QHBoxLayout()
        sizes.addWidget(self.slider, 1)
        sizes.addWidget(self.length)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._instruction)
        column.addWidget(self.choice)
        column.addWidget(self.drawing, 1)
        column.addLayout(sizes)
        column.addLayout(ends)

    def _show(self, px_per_mm: float) -> None:
        """The drawing and what sets its length, at a scale; nobody is told again."""
        blockers = QSignalBlocker(self.slider), QSignalBlocker(self.length)
        length_mm = self._length_mm
        self.slider.setRange(*(round(limit * length_mm * STEPS_PER_PX) for limit in PLAUSIBLE_LIMITS))
        self.slider.setValue(round(px_per_mm * length_mm * STEPS_PER_PX))
        self.length.setRange(*(limit * length_mm for limit in PX_PER_MM_LIMITS))
        self.length.setValue(px_per_mm * length_mm)
        for blocker in blockers:
            blocker.unblock()
        self._instruction.setText(tr(INSTRUCTIONS[str(self.choice.value)]))
        self.drawing.show_scale(self.px_per_mm, is_card=self.choice.value == CARD)
        name = self.screen().name() or tr("This screen")
        self._screen_name.setText(
            tr("{name}: {px_per_mm:.2f} pixels a millimetre", name=name, px_per_mm=self.px_per_mm)
        )

    def _save(self) -> None:
        self.measured.emit(self.screen(), self.px_per_mm)
        self.close()
