"""Paints the lines of the other planes of a volume, with the handles they are turned and thickened by."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QPen

from annotations.geometry import FloatArray
from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.tones import TONES
from viewers.state.cross_lines import CrossHandles, DisplayPoint, cross_handles
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent

GAP_PX = 14.0
"""Kept free around the focus, so that what lies there can be seen."""
TURN_RADIUS_PX = 5.0
SLAB_SIDE_PX = 7.0
EDGE_DASH = (3.0, 4.0)
HANDLE_EDGE = QColor(0, 0, 0, 190)
NAME_EDGE = QColor(0, 0, 0, 205)
EDGE_SHIFTS = ((-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0), (0.0, 1.4), (0.0, -1.4))
NAME_PX = 11.0
NAME_GAP_PX = 9.0


def paint_cross_lines(canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent) -> None:
    """Lines in the colour of their plane, round handles to turn, square ones for the thickness."""
    for line in content.cross_lines:
        handles = cross_handles(geometry, line)
        if handles is None:
            continue
        color = QColor(TONES[line.role.value])
        color.setAlpha(215)
        canvas.stroke(_joined(_parts(canvas, handles)), color, 1.3)
        if handles.edges:
            canvas.stroke(_joined([(_point(a), _point(b)) for a, b in handles.edges]), color, 1.0, EDGE_DASH)
        _paint_handles(canvas, handles, color)


def _paint_handles(canvas: OverlayCanvas, handles: CrossHandles, color: QColor) -> None:
    """All in one path: while a line turns this is painted in three panes at once."""
    path, radius = QPainterPath(), canvas.px(TURN_RADIUS_PX)
    for place in handles.turn:
        path.addEllipse(_point(place), radius, radius)
    for place in handles.slab:
        path.addRect(_square(canvas, place))
    canvas.painter.fillPath(path, color)
    canvas.painter.strokePath(path, QPen(HANDLE_EDGE, canvas.px(1.0)))
    for place in (*handles.turn, *handles.slab):
        canvas.take(_around(canvas, place))


def _joined(spans: list[tuple[QPointF, QPointF]]) -> QPainterPath:
    path = QPainterPath()
    for start, end in spans:
        path.moveTo(start)
        path.lineTo(end)
    return path


def paint_cross_names(canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent) -> None:
    """Which plane a line is, and how far it is turned, beside one of its ends: never told by colour alone."""
    for line in content.cross_lines:
        handles = cross_handles(geometry, line)
        if handles is None or not content.show_text:
            continue
        metrics = canvas.metrics(NAME_PX, strong=True)
        size = (metrics.horizontalAdvance(line.text), metrics.height())
        places = [_beside(canvas, place, size, side) for place in handles.turn for side in (-1, 1)]
        free = min(places, key=canvas.crowding, default=None)
        if free is not None:
            _name(canvas, free, line.text, QColor(TONES[line.role.value]))


def _name(canvas: OverlayCanvas, place: QRectF, text: str, color: QColor) -> None:
    """Text with a dark edge made of shifted copies: it changes with each degree, and an outline costs 3 ms anew."""
    painter, font = canvas.painter, canvas.font(NAME_PX, strong=True)
    painter.setFont(font)
    base = place.topLeft() + QPointF(0.0, canvas.metrics(NAME_PX, strong=True).ascent())
    painter.setPen(NAME_EDGE)
    for x, y in EDGE_SHIFTS:
        painter.drawText(base + QPointF(canvas.px(x), canvas.px(y)), text)
    painter.setPen(color)
    painter.drawText(base, text)
    canvas.take(place)


def _parts(canvas: OverlayCanvas, handles: CrossHandles) -> list[tuple[QPointF, QPointF]]:
    """The line without the gap around the focus."""
    start, end, focus = (np.asarray(point) for point in (*handles.ends, handles.focus))
    length = float(np.linalg.norm(end - start))
    step = (end - start) / length
    at, gap = float((focus - start) @ step), canvas.px(GAP_PX)
    spans = ((0.0, min(length, at - gap)), (max(0.0, at + gap), length))
    return [(_point(start + a * step), _point(start + b * step)) for a, b in spans if b > a]


def _point(point: DisplayPoint | FloatArray) -> QPointF:
    return QPointF(float(point[0]) + 0.5, float(point[1]) + 0.5)


def _around(canvas: OverlayCanvas, place: DisplayPoint) -> QRectF:
    reach = canvas.px(TURN_RADIUS_PX)
    return QRectF(place[0] - reach, place[1] - reach, 2 * reach, 2 * reach)


def _square(canvas: OverlayCanvas, place: DisplayPoint) -> QRectF:
    side = canvas.px(SLAB_SIDE_PX)
    return QRectF(place[0] + 0.5 - side / 2, place[1] + 0.5 - side / 2, side, side)


def _beside(canvas: OverlayCanvas, place: DisplayPoint, size: tuple[float, float], side: int) -> QRectF:
    width, height = size
    gap = canvas.px(NAME_GAP_PX)
    x = place[0] + gap if side > 0 else place[0] - gap - width
    return canvas.kept_inside(QRectF(x, place[1] + gap, width, height))
