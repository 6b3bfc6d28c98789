"""The bar over the images while voxels are labelled: the labels with their volumes, the tools and the brush."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewers.imaging.label_brush import LARGEST_RADIUS_MM, SMALLEST_RADIUS_MM, BrushShape, ValueRange
from viewers.qt.tones import tone_color
from viewers.qt.translated import tr
from viewers.tools.tool_names import ToolName
from workstation.actions import ACTIONS
from workstation.ui.forms.flow_layout import FlowLayout
from workstation.ui.read.segment_editor import TONES_IN_ORDER, tone_word
from workstation.ui.widgets.buttons import button, icon_button
from workstation.ui.widgets.labels import label

SWATCH_PX = 12
VALUE_LIMIT = 100_000.0
TOOL_WORDS: tuple[tuple[ToolName, str, str], ...] = (
    (ToolName.BRUSH, "Brush", "segment.brush"),
    (ToolName.ERASER, "Eraser", "segment.erase"),
    (ToolName.THRESHOLD_BRUSH, "Brush in range", "segment.threshold"),
    (ToolName.SEED, "Grow", "segment.grow"),
)
SHAPE_WORDS: tuple[tuple[str, str], ...] = (
    ("segment.fill", "Fill between"),
    ("segment.largest", "Largest island"),
    ("segment.small", "No small islands"),
    ("segment.island", "Island at crosshair"),
)

_SHAPES = {True: BrushShape.SPHERE, False: BrushShape.DISC}


@dataclass(frozen=True)
class LabelRow:
    """One label as the bar lists it."""

    number: int
    name: str
    tone: str
    volume_text: str
    is_visible: bool


class SegmentBar(QFrame):
    """Says what the hand wants by signals; shows what it is told. Hidden at first."""

    label_chosen = Signal(int)
    label_added = Signal()
    label_renamed = Signal(int)
    label_recoloured = Signal(int, str)
    label_removed = Signal(int)
    label_shown = Signal(int, bool)
    radius_changed = Signal(float)
    shape_changed = Signal(object)
    range_changed = Signal(object)
    asked = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segmentBar")
        self.setAccessibleName(tr("Segmentation"))
        self.title = label("", "title")
        self.add = button(tr("Add label"), self.label_added.emit, small=True)
        self.rows: dict[int, tuple[QPushButton, QCheckBox]] = {}
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips)
        self._chosen = QButtonGroup(self)
        self.tools: dict[ToolName, QPushButton] = {}
        self._tool_group = QButtonGroup(self)
        self._tool_group.setExclusive(False)
        self.radius = _spin(tr("Radius of the brush"), SMALLEST_RADIUS_MM, LARGEST_RADIUS_MM, " mm")
        self.radius.valueChanged.connect(self.radius_changed.emit)
        self.ball = QCheckBox(tr("Ball"))
        self.ball.setToolTip(tr("Paint a ball through neighbouring slices; without it a disc on this one"))
        self.ball.toggled.connect(lambda is_on: self.shape_changed.emit(_SHAPES[is_on]))
        self.by_likeness = QCheckBox(tr("Grow by likeness"))
        self.by_likeness.setToolTip(tr("Grow through values like those at the seed; without it through the range"))
        self.by_likeness.setChecked(True)
        self.low = _spin(tr("Lowest value painted"), -VALUE_LIMIT, VALUE_LIMIT, "")
        self.high = _spin(tr("Highest value painted"), -VALUE_LIMIT, VALUE_LIMIT, "")
        for spin in (self.low, self.high):
            spin.setDecimals(0)
            spin.valueChanged.connect(lambda _value: self.range_changed.emit(self.within))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self._chips)
        column.addWidget(self._tools_row())
        self.hide()

    @property
    def within(self) -> ValueRange:
        """The range of values, whichever of its fields is the larger."""
        low, high = sorted((self.low.value(), self.high.value()))
        return ValueRange(low, high)

    def show_range(self, within: ValueRange) -> None:
        """Another range of values, without announcing it."""
        for spin, value in ((self.low, within.low), (self.high, within.high)):
            _set_quietly(spin, value)

    def show_brush(self, radius_mm: float, shape: BrushShape) -> None:
        """The brush in the hand, without announcing it."""
        _set_quietly(self.radius, radius_mm)
        self.ball.blockSignals(True)
        self.ball.setChecked(shape is BrushShape.SPHERE)
        self.ball.blockSignals(False)

    def show_tool(self, tool: ToolName) -> None:
        """Light the tool in the hand; none for a tool of another kind."""
        for name, shown in self.tools.items():
            shown.setChecked(name is tool)

    def show_labels(self, title: str, rows: Sequence[LabelRow], chosen: int) -> None:
        """The labels of the segmentation."""
        self.title.setText(title)
        while item := self._chip_row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.rows.clear()
        for row in rows:
            self._chip_row.addWidget(self._chip(row, is_chosen=row.number == chosen))

    def _chip(self, row: LabelRow, *, is_chosen: bool) -> QWidget:
        words = f"{row.name} · {tr(tone_word(row.tone))} · {row.volume_text}"
        name = button(words, partial(self.label_chosen.emit, row.number), small=True)
        name.setIcon(_swatch(row.tone))
        name.setIconSize(QSize(SWATCH_PX, SWATCH_PX))
        name.setCheckable(True)
        name.setChecked(is_chosen)
        name.setToolTip(tr("Paint with this label; right button: name, colour, remove"))
        name.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        name.customContextMenuRequested.connect(partial(self._open_menu, row.number))
        self._chosen.addButton(name)
        visible = QCheckBox(tr("shown"))
        visible.setAccessibleName(tr("{name} is shown", name=row.name))
        visible.setChecked(row.is_visible)
        visible.toggled.connect(lambda is_on, n=row.number: self.label_shown.emit(n, is_on))
        self.rows[row.number] = (name, visible)
        chip = QWidget()
        line = QHBoxLayout(chip)
        line.setContentsMargins(0, 0, 10, 0)
        line.setSpacing(6)
        line.addWidget(name)
        line.addWidget(visible)
        return chip

    def _open_menu(self, number: int, _at: QPoint) -> None:
        name = self.rows[number][0]
        self.label_menu(number).popup(name.mapToGlobal(name.rect().bottomLeft()))

    def label_menu(self, number: int) -> QMenu:
        """What can be done with a label."""
        menu = QMenu(self)
        menu.addAction(tr("Rename…"), partial(self.label_renamed.emit, number))
        colours = menu.addMenu(tr("Colour"))
        for tone, word in TONES_IN_ORDER:
            colours.addAction(_swatch(tone), tr(word), partial(self.label_recoloured.emit, number, tone))
        menu.addAction(tr("Remove the label and its voxels"), partial(self.label_removed.emit, number))
        return menu

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(icon_button("close", tr("Close the segmentation"), self.closed.emit))
        return row

    def _tools_row(self) -> QWidget:
        """As many rows as the window needs: the bar never makes it wider."""
        page = QWidget()
        row = FlowLayout(page)
        for tool, words, action_id in TOOL_WORDS:
            shown = self._command(words, action_id)
            shown.setCheckable(True)
            self.tools[tool] = shown
            row.addWidget(shown)
        row.addWidget(_together(label(tr("radius"), "secondary"), self.radius, self.ball))
        values = label(tr("values from"), "secondary"), self.low, label(tr("to"), "secondary"), self.high
        row.addWidget(_together(*values, self.by_likeness))
        for action_id, words in SHAPE_WORDS:
            row.addWidget(self._command(words, action_id))
        return page

    def _command(self, words: str, action_id: str) -> QPushButton:
        return button(tr(words), partial(self.asked.emit, action_id), small=True, tooltip=tr(ACTIONS[action_id].title))

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name the key of each command in its tooltip."""
        for tool, _words, action_id in TOOL_WORDS:
            key = key_of(action_id)
            title = tr(ACTIONS[action_id].title)
            self.tools[tool].setToolTip(f"{title} ({key})" if key else title)


def _together(*parts: QWidget) -> QWidget:
    """Parts that stay in one line."""
    group = QWidget()
    line = QHBoxLayout(group)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part)
    return group


def _swatch(tone: str) -> QIcon:
    picture = QPixmap(SWATCH_PX, SWATCH_PX)
    picture.fill(QColor(tone_color(tone)))
    return QIcon(picture)


def _spin(name: str, low: float, high: float, suffix: str) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setAccessibleName(name)
    spin.setToolTip(name)
    spin.setRange(low, high)
    spin.setDecimals(1)
    spin.setSingleStep(1.0)
    spin.setSuffix(suffix)
    spin.setKeyboardTracking(False)
    return spin


def _set_quietly(spin: QDoubleSpinBox, value: float) -> None:
    spin.blockSignals(True)
    spin.setValue(value)
    spin.blockSignals(False)
