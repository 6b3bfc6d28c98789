"""The mouse pointer of each tool and gesture: the hand shows what it will do before it does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPen, QPixmap

from viewers.tools.tool_names import MARK_TOOLS, PATH_TOOLS, STROKE_TOOLS, ToolName
from viewers.tools.transitions import Gesture

CURSOR_PX = 32
_HOT = CURSOR_PX // 2
_EDGE = QPen(QColor(0, 0, 0, 220), 4.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
_LINE = QPen(QColor("#ffffff"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
"""White on a dark edge: seen on bone and on air."""

GESTURE_TOOLS: Mapping[Gesture, ToolName] = {
    Gesture.WINDOWING: ToolName.WINDOW,
    Gesture.PANNING: ToolName.PAN,
    Gesture.ZOOMING: ToolName.ZOOM,
    Gesture.SCROLLING: ToolName.SCROLL,
    Gesture.POINTING: ToolName.CROSSHAIR,
}
"""While a button is held the pointer is that of what it does, whatever tool is in the hand."""
_SHAPES: Mapping[ToolName, Qt.CursorShape] = {
    ToolName.PAN: Qt.CursorShape.OpenHandCursor,
    ToolName.REGION_WINDOW: Qt.CursorShape.CrossCursor,
    ToolName.CROSSHAIR: Qt.CursorShape.CrossCursor,
} | dict.fromkeys((*MARK_TOOLS, *PATH_TOOLS, *STROKE_TOOLS), Qt.CursorShape.CrossCursor)


def cursor_of(tool: ToolName, gesture: Gesture) -> QCursor:
    """The pointer for the tool in the hand and what the hand is doing."""
    if gesture is Gesture.CUTTING:
        return QCursor(Qt.CursorShape.SizeAllCursor)
    if gesture is Gesture.PANNING:
        return QCursor(Qt.CursorShape.ClosedHandCursor)
    shown = GESTURE_TOOLS.get(gesture, tool)
    if shown in _DRAWN:
        return QCursor(_picture(shown), _HOT, _HOT)
    return QCursor(_SHAPES.get(shown, Qt.CursorShape.ArrowCursor))


@lru_cache(maxsize=8)
def _picture(tool: ToolName) -> QPixmap:
    picture = QPixmap(CURSOR_PX, CURSOR_PX)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline, filled = _DRAWN[tool]()
    painter.strokePath(outline, _EDGE)
    painter.fillPath(filled, QColor("#ffffff"))
    painter.strokePath(outline, _LINE)
    painter.end()
    return picture


def _half_disc() -> tuple[QPainterPath, QPainterPath]:
    """Contrast: a disc, one half of it white."""
    disc, half = QPainterPath(), QPainterPath()
    box = QRectF(_HOT - 8, _HOT - 8, 16, 16)
    disc.addEllipse(box)
    half.moveTo(_HOT, _HOT - 8)
    half.arcTo(box, 90, -180)
    half.closeSubpath()
    return disc, half


def _lens() -> tuple[QPainterPath, QPainterPath]:
    """Zoom: a magnifier with a plus."""
    path = QPainterPath()
    path.addEllipse(QPointF(_HOT - 1, _HOT - 1), 7, 7)
    for start, end in (((5, 5), (10, 10)), ((-4, -1), (2, -1)), ((-1, -4), (-1, 2))):
        path.moveTo(_HOT + start[0], _HOT + start[1])
        path.lineTo(_HOT + end[0], _HOT + end[1])
    return path, QPainterPath()


def _sheets() -> tuple[QPainterPath, QPainterPath]:
    """Scroll: two arrowheads with slices between them."""
    path = QPainterPath()
    for way in (-1, 1):
        path.moveTo(_HOT - 4, _HOT + way * 8)
        path.lineTo(_HOT, _HOT + way * 12)
        path.lineTo(_HOT + 4, _HOT + way * 8)
    for height in (-4, 0, 4):
        path.moveTo(_HOT - 7, _HOT + height)
        path.lineTo(_HOT + 7, _HOT + height)
    return path, QPainterPath()


_DRAWN: Mapping[ToolName, Callable[[], tuple[QPainterPath, QPainterPath]]] = {
    ToolName.WINDOW: _half_disc,
    ToolName.ZOOM: _lens,
    ToolName.SCROLL: _sheets,
}
"""Tools for which Qt has no cursor."""
