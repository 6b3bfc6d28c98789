"""The panel of the histogram: handles, numbers with their unit, and the list of windows beside them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewers.imaging.default_window import Percentiles
from viewers.imaging.histogram import Histogram
from viewers.imaging.windowing import Window
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.read.histogram_view import End, HistogramView
from workstation.ui.widgets.buttons import icon_button
from workstation.ui.widgets.labels import label

PANEL_PX = (620, 270)
FOLDED_PX = 42
LIST_PX = 250
ROOM_FOR_LIST_PX = 540
MARGIN_PX = 10
ABOVE_TEXT_PX = 84
BELOW_TEXT_PX = 52
"""Clear of the corner text of the panes below."""
COUNTING = "Counting the values…"
TITLE = "Histogram"
LARGEST_NUMBER = 1e9
FEW_DECIMALS_FROM = 20.0
"""Windows at least this wide are set in whole numbers."""


class HistogramPanel(QFrame):
    """Floats over the images; can be carried by its head and folded. Announces what the hand asks for.

    `window_chosen(Window)` while a handle or number changes, `entry_chosen(number)` for the list,
    `percentiles_chosen(Percentiles)`, `log_chosen(bool)`, and `closed()`.
    """

    window_chosen = Signal(object)
    entry_chosen = Signal(int)
    percentiles_chosen = Signal(object)
    log_chosen = Signal(bool)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self.setAccessibleName(tr(TITLE))
        self.was_carried = False
        self.is_placed = False
        self._grabbed: QPoint | None = None
        self._is_filling = False
        self.view = HistogramView()
        self.list = QListWidget()
        self.list.setFixedWidth(scaled(LIST_PX))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Windows"))
        self.log = QCheckBox(tr("Log"))
        self.all_values = QCheckBox(tr("All values"))
        self.numbers = {name: self._number(name) for name in (tr("Black"), tr("White"), tr("Width"), tr("Centre"))}
        self.percents = tuple(self._percent(name) for name in (tr("Auto from"), tr("Auto to")))
        self._heading = label(tr(TITLE), "title")
        self._said = label("", "small")
        self._body = QWidget()
        self._assemble()
        self._connect()
        self._fit()
        self.hide()

    @property
    def said(self) -> str:
        """What the panel says about its values."""
        return self._said.text()

    @property
    def is_folded(self) -> bool:
        """Whether only the head is seen."""
        return self._body.isHidden()

    def show_histogram(self, histogram: Histogram | None, text: str) -> None:
        """Show a histogram, or say why there is none."""
        self.view.show_histogram(histogram)
        self._said.setText(text)
        for number in self.numbers.values():
            number.setSuffix(f" {histogram.unit}" if histogram is not None and histogram.unit else "")

    def show_window(self, window: Window | None) -> None:
        """Show the window on screen; nothing of it is announced."""
        self.view.show_window(window)
        for number in self.numbers.values():
            number.setEnabled(window is not None)
        if window is None:
            return
        self._is_filling = True
        half = window.width / 2
        values = {
            "Black": window.center - half,
            "White": window.center + half,
            "Width": window.width,
            "Centre": window.center,
        }
        decimals = 0 if window.width >= FEW_DECIMALS_FROM else 2 if window.width >= 1 else 6
        for name, value in values.items():
            self.numbers[name].setDecimals(decimals)
            self.numbers[name].setSingleStep(max(window.width / 100, 10.0**-decimals))
            self.numbers[name].setValue(value)
        self._is_filling = False

    def show_entries(self, entries: tuple[str, ...], chosen: int | None) -> None:
        """Fill the list of windows; `chosen` is the one on screen."""
        if entries != tuple(self.list.item(row).text() for row in range(self.list.count())):
            self.list.clear()
            for entry in entries:
                item = QListWidgetItem(entry)
                item.setToolTip(entry)
                self.list.addItem(item)
        self.list.setCurrentRow(-1 if chosen is None else chosen)

    def show_percentiles(self, percentiles: Percentiles) -> None:
        """Show where the automatic window begins and ends."""
        self._is_filling = True
        for field, value in zip(self.percents, (percentiles.low, percentiles.high), strict=True):
            field.setValue(value)
        self._is_filling = False

    def open(self) -> None:
        """Show the panel with a handle ready for the keys."""
        self.show()
        self.raise_()
        self.view.handles[End.LOW].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_folded(self) -> None:
        """Leave only the head, or show everything again."""
        self._body.setVisible(self._body.isHidden())
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Esc is the panel's while something in it has the focus."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the panel by any empty place."""
        self._grabbed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it, never out of the images."""
        owner = self.parentWidget()
        if self._grabbed is None or owner is None:
            return
        at = self.mapToParent(event.position().toPoint()) - self._grabbed
        self.was_carried = True
        self.place(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self._grabbed = None

    def place(self, at: QPoint) -> None:
        """Put the panel somewhere, as near as it is wholly seen."""
        owner = self.parentWidget()
        if owner is not None:
            room = owner.size() - self.size()
            self.move(min(max(at.x(), 0), max(room.width(), 0)), min(max(at.y(), 0), max(room.height(), 0)))

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addWidget(self._said, 1)
        for part in (self.log, self.all_values):
            head.addWidget(part)
        self.fold_button = icon_button("chevron-down", tr("Fold"), self.toggle_folded, size_px=24)
        head.addWidget(self.fold_button)
        head.addWidget(icon_button("close", tr("Close (Esc)"), self.closed.emit, size_px=24))
        column.addLayout(head)
        column.addWidget(self._body, 1)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        upper = _in_a_row(self.view)
        upper.setSpacing(10)
        upper.addWidget(self.list)
        inner.addLayout(upper, 1)
        fields = [self._named(name, field) for name, field in self.numbers.items()]
        fields += [self._named(field.accessibleName().split(",")[0], field) for field in self.percents]
        inner.addLayout(_in_a_row(*fields))

    def _connect(self) -> None:
        self.view.changed.connect(self._on_view)
        self.list.itemClicked.connect(lambda item: self.entry_chosen.emit(self.list.row(item)))
        self.list.itemActivated.connect(lambda item: self.entry_chosen.emit(self.list.row(item)))
        self.log.toggled.connect(lambda is_on: self.view.set_log(is_log=is_on))
        self.log.toggled.connect(self.log_chosen)
        self.all_values.toggled.connect(lambda is_on: self.view.set_all_values(shows_all=is_on))
        for name, number in self.numbers.items():
            number.valueChanged.connect(lambda _value, name=name: self._on_number(name))
        for field in self.percents:
            field.valueChanged.connect(lambda _value: self._on_percentiles())

    def _on_view(self, window: Window) -> None:
        self.show_window(window)
        self.window_chosen.emit(window)

    def _on_number(self, name: str) -> None:
        if self._is_filling:
            return
        value = {key: field.value() for key, field in self.numbers.items()}
        low, high = value["Black"], value["White"]
        if name in (tr("Width"), tr("Centre")):
            low, high = value["Centre"] - value["Width"] / 2, value["Centre"] + value["Width"] / 2
        if high > low:
            self.window_chosen.emit(Window(high - low, (low + high) / 2))

    def _on_percentiles(self) -> None:
        low, high = (field.value() for field in self.percents)
        if not self._is_filling and low < high:
            self.percentiles_chosen.emit(Percentiles(low, high))

    def _number(self, name: str) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(-LARGEST_NUMBER, LARGEST_NUMBER)
        field.setKeyboardTracking(False)
        field.setAccessibleName(name)
        return field

    def _percent(self, name: str) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(0.0, 100.0)
        field.setDecimals(1)
        field.setSingleStep(0.1)
        field.setSuffix(" %")
        field.setKeyboardTracking(False)
        field.setAccessibleName(tr("{name}, percentile", name=name))
        field.setToolTip(tr("{name} this percentile of the values", name=name))
        return field

    def _named(self, name: str, field: QWidget) -> QWidget:
        named = QWidget()
        column = QVBoxLayout(named)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(label(name, "small"))
        column.addWidget(field)
        return named

    def _fit(self) -> None:
        width, height = (scaled(size) for size in PANEL_PX)
        owner = self.parentWidget()
        width = min(width, owner.width() - 2 * MARGIN_PX) if owner is not None else width
        self.list.setVisible(width >= scaled(ROOM_FOR_LIST_PX))
        self.setFixedSize(width, scaled(FOLDED_PX) if self.is_folded else height)
        self.place(self.pos())

    def place_beside(self, area: QRect) -> None:
        """Go where the panel covers least of an area, in a corner of the images; stay where that is no better."""
        self._fit()
        owner = self.parentWidget()
        if owner is None:
            return
        right, bottom = owner.width() - self.width() - MARGIN_PX, owner.height() - self.height() - ABOVE_TEXT_PX
        corners = [QPoint(right, bottom), QPoint(MARGIN_PX, bottom), QPoint(right, BELOW_TEXT_PX)]
        corners.append(QPoint(MARGIN_PX, BELOW_TEXT_PX))
        covered = [_covered(QRect(corner, self.size()), area) for corner in corners]
        if self.is_placed and _covered(self.geometry(), area) <= min(covered):
            return
        self.is_placed = True
        self.place(corners[covered.index(min(covered))])


def _covered(panel: QRect, area: QRect) -> int:
    """How many pixels of an area a panel covers."""
    shared = panel.intersected(area)
    return max(shared.width(), 0) * max(shared.height(), 0)


def _in_a_row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for part in parts:
        row.addWidget(part, 1)
    return row
