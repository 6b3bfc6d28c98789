"""The histogram as a picture with three handles: both ends of the window and its centre."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotations.geometry import FloatArray
from viewers.imaging.default_window import MINIMUM_WIDTH
from viewers.imaging.histogram import Histogram
from viewers.imaging.windowing import Window
from viewers.qt.corner_text import value_text
from viewers.qt.translated import tr
from workstation.ui.theme import DARK, ui_font

HANDLE_PX = 15
"""Wide enough for the hand; the line in it is thin."""
RAMP_PX = 12
"""Height of the strip that shows the grey of each value."""
AXIS_PX = 18
SPARE_SHARE = 0.08
"""Room beside the values, so that an end of the window can be taken a little beyond them."""
STEPS_ACROSS = 200
"""An arrow key moves a handle by this part of the picture, at least by one; with Shift ten times as far."""
_TICKS = (1, 2, 5)


class End(StrEnum):
    """What a handle moves."""

    LOW = "low"
    CENTER = "centre"
    HIGH = "high"


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_NAMES = {End.LOW: "Black", End.CENTER: "Centre", End.HIGH: "White"}


class Handle(QWidget):
    """One handle; it can be focused and moved by arrow keys."""

    def __init__(self, end: End, view: HistogramView) -> None:
        super().__init__(view)
        self.end = end
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr(_NAMES[end]))
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._view = view
        self._grabbed_x: float | None = None

    def say(self, value: float, unit: str) -> None:
        """Name and value, for the tooltip and screen readers."""
        text = tr(
            "{value} at {value_text} {unit}", value=tr(_NAMES[self.end]), value_text=value_text(value), unit=unit
        ).rstrip()
        self.setAccessibleName(tr("{value}; arrow keys move it", value=text))
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line with a grip: a square for the ends, a disc for the centre."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(DARK.accent if self.hasFocus() else DARK.text_1)
        middle, bottom = self.width() / 2, self.height()
        style = Qt.PenStyle.DashLine if self.end is End.CENTER else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 1.2, style))
        painter.drawLine(QPointF(middle, 4), QPointF(middle, bottom))
        painter.setPen(QPen(QColor(DARK.background_0), 1))
        painter.setBrush(color)
        grip = QRectF(middle - 5, 1, 10, 10)
        painter.drawEllipse(grip) if self.end is End.CENTER else painter.drawRoundedRect(grip, 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color, 1.4))
            painter.drawRoundedRect(grip.adjusted(-1.8, -0.6, 1.8, 1.8), 3, 3)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        self._grabbed_x = event.position().x() - self.width() / 2
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it."""
        if self._grabbed_x is not None:
            x = self.mapToParent(event.position()).x() - self._grabbed_x
            self._view.drag(self.end, self._view.value_at(x))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self._grabbed_x = None

    def event(self, event: QEvent) -> bool:
        """The arrow keys are the handle's, not those of the window, while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _STEPS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move, with Shift further."""
        direction = _STEPS.get(Qt.Key(event.key()))
        if direction is None:
            super().keyPressEvent(event)
            return
        is_far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._view.step(self.end, direction * (10 if is_far else 1))


class HistogramView(QWidget):
    """Announces `changed(Window)` when a handle was moved."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histogram: Histogram | None = None
        self._window: Window | None = None
        self._range = (0.0, 1.0)
        self._is_log = True
        self._shows_all = False
        self.handles = {end: Handle(end, self) for end in End}
        self.setMinimumHeight(96)
        self._place_handles()

    def show_histogram(self, histogram: Histogram | None) -> None:
        """Show other values."""
        self._histogram = histogram
        self._fit_range()

    def show_window(self, window: Window | None) -> None:
        """Show where the window is now; the picture stands still unless an end would lie outside."""
        self._window = window
        if window is not None and not (self._range[0] <= _low(window) and _high(window) <= self._range[1]):
            self._fit_range()
        self._place_handles()
        self.update()

    def set_log(self, *, is_log: bool) -> None:
        """Heights as logarithms, so that rare values are seen beside air."""
        self._is_log = is_log
        self.update()

    def set_all_values(self, *, shows_all: bool) -> None:
        """From the smallest to the largest value, not only where nearly all of them are."""
        self._shows_all = shows_all
        self._fit_range()

    @property
    def range(self) -> tuple[float, float]:
        """The values at the left and right edge."""
        return self._range

    def value_at(self, x: float) -> float:
        """The value under a horizontal place, pixels."""
        low, high = self._range
        return low + (x - HANDLE_PX / 2) / self._span_px() * (high - low)

    def x_of(self, value: float) -> float:
        """The horizontal place of a value, pixels."""
        low, high = self._range
        return HANDLE_PX / 2 + (value - low) / (high - low) * self._span_px()

    def drag(self, end: End, value: float) -> None:
        """Put a handle on a value; the other end stays, the centre carries both."""
        if self._window is None:
            return
        low, high = _low(self._window), _high(self._window)
        smallest = self._smallest_width()
        if end is End.LOW:
            low = min(value, high - smallest)
        elif end is End.HIGH:
            high = max(value, low + smallest)
        else:
            shift = value - self._window.center
            low, high = low + shift, high + shift
        self._window = Window(high - low, (low + high) / 2, function=self._window.function)
        self._place_handles()
        self.update()
        self.changed.emit(self._window)

    def step(self, end: End, steps: int) -> None:
        """Move a handle by keys."""
        if self._window is not None:
            at = _VALUES[end](self._window)
            size = (self._range[1] - self._range[0]) / STEPS_ACROSS
            self.drag(end, at + steps * (max(1.0, round(size)) if self._smallest_width() >= MINIMUM_WIDTH else size))
            self.show_window(self._window)

    def _smallest_width(self) -> float:
        """1 as PS3.3 C.11.2.1.2.1 asks for, less where all values lie within a few of that."""
        body = self._range[1] - self._range[0]
        return MINIMUM_WIDTH if body > STEPS_ACROSS / 10 else body / STEPS_ACROSS

    def _span_px(self) -> float:
        return max(1.0, self.width() - HANDLE_PX)

    def _fit_range(self) -> None:
        if self._histogram is None:
            return
        low, high = self._histogram.ends if self._shows_all else self._histogram.body
        if self._window is not None:
            low, high = min(low, _low(self._window)), max(high, _high(self._window))
        spare = max(high - low, self._histogram.bin_width) * SPARE_SHARE
        self._range = (low - spare, high + spare)
        self._place_handles()
        self.update()

    def _place_handles(self) -> None:
        for end, handle in self.handles.items():
            handle.setVisible(self._window is not None)
            if self._window is None:
                continue
            value = _VALUES[end](self._window)
            handle.say(value, self._histogram.unit if self._histogram is not None else "")
            handle.setGeometry(round(self.x_of(value) - HANDLE_PX / 2), 0, HANDLE_PX, self.height() - AXIS_PX)
        self.handles[End.CENTER].raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Handles keep their values."""
        self._place_handles()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, the grey of each value under them, and the axis."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self.height() - AXIS_PX - RAMP_PX
        painter.fillRect(self.rect(), QColor(DARK.image))
        if self._histogram is not None:
            self._paint_bars(painter, self._histogram, bottom)
            self._paint_axis(painter)
        if self._window is not None:
            self._paint_ramp(painter, self._window, QRectF(HANDLE_PX / 2, bottom, self._span_px(), RAMP_PX))
        painter.end()

    def _paint_bars(self, painter: QPainter, histogram: Histogram, bottom: float) -> None:
        heights = bar_heights(histogram, self._range, columns=int(self._span_px()), is_log=self._is_log)
        painter.setPen(QPen(QColor(DARK.midline), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for column, share in enumerate(heights):
            if share > 0:
                x = HANDLE_PX // 2 + column
                painter.drawLine(x, round(bottom - 1), x, round(bottom - max(1.0, share * (bottom - 14))))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_ramp(self, painter: QPainter, window: Window, area: QRectF) -> None:
        gradient = QLinearGradient(self.x_of(_low(window)), 0, self.x_of(_high(window)), 0)
        gradient.setColorAt(0, QColor("#000000"))
        gradient.setColorAt(1, QColor("#ffffff"))
        painter.fillRect(area, gradient)

    def _paint_axis(self, painter: QPainter) -> None:
        painter.setFont(ui_font(11))
        painter.setPen(QColor(DARK.text_2))
        metrics = painter.fontMetrics()
        for value in tick_values(*self._range):
            text, x = value_text(value), self.x_of(value)
            width = metrics.horizontalAdvance(text)
            if width / 2 < x < self.width() - width / 2:
                painter.drawText(QPointF(x - width / 2, self.height() - 4), text)


def bar_heights(histogram: Histogram, shown: tuple[float, float], *, columns: int, is_log: bool) -> FloatArray:
    """The height of each column of a picture, 0 to 1: the fullest bar that falls into it."""
    low, high = shown
    edges = low + np.arange(columns + 1) / columns * (high - low)
    bars = np.floor((edges - histogram.first) / histogram.bin_width)
    padded = np.concatenate([[0], histogram.counts, [0]])  # nothing lies beyond the ends
    places = np.clip(bars + 1, 0, len(padded) - 1).astype(np.intp)
    counts = np.maximum.reduceat(padded, places)[:-1].astype(np.float64)
    heights = np.log1p(counts) if is_log else counts
    return np.asarray(heights / heights.max() if heights.max() > 0 else heights)


def tick_values(low: float, high: float, count: int = 5) -> tuple[float, ...]:
    """Round values between two others, about `count` of them (a zero without a sign)."""
    rough = (high - low) / count
    power = 10.0 ** np.floor(np.log10(rough))
    step = next((t * power for t in _TICKS if t * power >= rough), 10 * power)
    first = np.ceil(low / step)
    return tuple(float(n * step) + 0.0 for n in np.arange(first, np.floor(high / step) + 1))


def _low(window: Window) -> float:
    return window.center - window.width / 2


def _high(window: Window) -> float:
    return window.center + window.width / 2


def _center(window: Window) -> float:
    return window.center


_VALUES: Mapping[End, Callable[[Window], float]] = {End.LOW: _low, End.CENTER: _center, End.HIGH: _high}
