"""Choosing a layout: drag over a small grid of 3 by 4, or take one of the named arrangements beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from viewers.state.grid_shares import cell_rect, even_shares
from viewers.state.layouts import LARGEST_GRID, LAYOUTS, Layout
from viewers.state.viewport_state import ViewPlane
from workstation.ui.theme import DARK
from workstation.ui.widgets.labels import label

CELL_PX = 34
GAP_PX = 4
_PICTURE_PX = QSize(30, 24)
_NAMED_COLUMNS = 3
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class GridField(QWidget):
    """The cells to drag over. Announces `picked(rows, columns)` on release and `shown(rows, columns)` on the way."""

    picked = Signal(int, int)
    shown = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._columns = 1, 1
        rows, columns = LARGEST_GRID
        step = CELL_PX + GAP_PX
        self.setFixedSize(columns * step - GAP_PX, rows * step - GAP_PX)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say()

    @property
    def size_rc(self) -> tuple[int, int]:
        """(rows, columns) as lit."""
        return self._rows, self._columns

    def light(self, rows: int, columns: int) -> None:
        """Light the cells of a grid, as far as there are cells."""
        self._rows = min(max(rows, 1), LARGEST_GRID[0])
        self._columns = min(max(columns, 1), LARGEST_GRID[1])
        self._say()
        self.shown.emit(self._rows, self._columns)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light as far as the mouse."""
        point, step = event.position().toPoint(), CELL_PX + GAP_PX
        self.light(point.y() // step + 1, point.x() // step + 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin at the cell under the mouse."""
        self.mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what is lit; a drag that has left the field gives up."""
        if self.rect().contains(event.position().toPoint()):
            self.picked.emit(self._rows, self._columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows light more or fewer cells, Return takes them."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self.light(self._rows + step[0], self._columns + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._rows, self._columns)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lit cells are filled."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in range(LARGEST_GRID[0]):
            for column in range(LARGEST_GRID[1]):
                is_lit = row < self._rows and column < self._columns
                painter.setBrush(QColor(DARK.accent_filled if is_lit else DARK.background_3))
                painter.setPen(QPen(QColor(DARK.accent if is_lit else DARK.line), 1))
                step = CELL_PX + GAP_PX
                painter.drawRoundedRect(QRect(column * step, row * step, CELL_PX - 1, CELL_PX - 1), 4, 4)
        painter.end()

    def _say(self) -> None:
        self.setAccessibleName(tr("Grid of viewports, {rows} by {columns}", rows=self._rows, columns=self._columns))


class GridPicker(QFrame):
    """A pop-up. Announces `chosen(layout id)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        self.setAccessibleName(tr("Layout"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(14)
        left = QVBoxLayout()
        left.setSpacing(6)
        self._words = label("1 x 1", "small")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field = GridField()
        self.field.shown.connect(lambda rows, columns: self._words.setText(f"{rows} x {columns}"))
        self.field.picked.connect(lambda rows, columns: self._choose(f"{rows}x{columns}"))
        left.addWidget(self.field)
        left.addWidget(self._words)
        row.addLayout(left)
        self.named: dict[str, QToolButton] = {}
        row.addLayout(self._named_layouts())

    def open_at(self, place: QPoint, layout: Layout) -> None:
        """Show the picker with its corner at a place on screen; the layout in use is lit."""
        self.field.light(layout.rows, layout.columns)
        self.adjustSize()
        self.move(place)
        self.show()
        self.field.setFocus()

    def _named_layouts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(4)
        named = [layout for layout in LAYOUTS.values() if not _is_plain(layout)]
        for number, layout in enumerate(named):
            made = QToolButton()
            made.setIcon(QIcon(layout_picture(layout)))
            made.setIconSize(_PICTURE_PX)
            made.setToolTip(layout.title)
            made.setAccessibleName(layout.title)
            made.clicked.connect(lambda _checked=False, name=layout.layout_id: self._choose(name))
            self.named[layout.layout_id] = made
            grid.addWidget(made, number // _NAMED_COLUMNS, number % _NAMED_COLUMNS)
        grid.setRowStretch(len(named), 1)
        return grid

    def _choose(self, layout_id: str) -> None:
        self.hide()
        self.chosen.emit(layout_id)


def _is_plain(layout: Layout) -> bool:
    return all(cell.row_span == cell.column_span == 1 and cell.plane is ViewPlane.ACQUIRED for cell in layout.cells)


_LETTERS = {
    ViewPlane.AXIAL: "A",
    ViewPlane.SAGITTAL: "S",
    ViewPlane.CORONAL: "C",
    ViewPlane.VOLUME_3D: "3",
}


def layout_picture(layout: Layout) -> QPixmap:
    """A small drawing of a layout, with a letter for each plane it sets."""
    ratio = 2
    picture = QPixmap(_PICTURE_PX * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = painter.font()
    font.setPixelSize(8)
    painter.setFont(font)
    size = (_PICTURE_PX.width() - 2, _PICTURE_PX.height() - 2)
    for cell in layout.cells:
        left, top, width, height = cell_rect(cell, even_shares(layout), size, 2)
        rect = QRect(left + 1, top + 1, width, height)
        painter.setPen(QPen(QColor(DARK.text_2), 1))
        painter.setBrush(QColor(DARK.background_3))
        painter.drawRoundedRect(rect, 1.5, 1.5)
        painter.setPen(QColor(DARK.text_1))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _LETTERS.get(cell.plane, ""))
    painter.end()
    return picture
