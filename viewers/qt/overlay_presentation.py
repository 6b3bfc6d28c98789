"""Paints what a presentation state draws over its image: points, lines, curves, circles, ellipses and texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath, QTransform

from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.state.frame import FrameGeometry
from viewers.state.presentation_state import GraphicKind, PresentedGraphic, PresentedImage, PresentedText

COLOR = "#ffd75e"
"""One colour for all layers: what another program drew is told from our own marks by it and by the notice."""
POINT_PX = 4.0
LINE_PX = 1.4

Points = NDArray[np.float64]


def paint_presentation(canvas: OverlayCanvas, geometry: FrameGeometry, image: PresentedImage) -> None:
    """Draw a presentation over one acquired image; a frame that is none has no place for it."""
    if geometry.column_row_origin is None or geometry.image_px_per_px is None:
        return
    for graphic in image.graphics:
        points = _on_screen(geometry, image, graphic.points, on_display=graphic.on_display)
        if len(points) >= _FEWEST[graphic.kind]:
            _draw(canvas, graphic, points)
    for text in image.texts:
        _write(canvas, text, _on_screen(geometry, image, text.points, on_display=text.on_display))


def _on_screen(
    geometry: FrameGeometry, image: PresentedImage, points: tuple[tuple[float, float], ...], *, on_display: bool
) -> Points:
    """Painter coordinates (n, 2): display pixels count from their centre, the painter from their corner."""
    if not points:
        return np.empty((0, 2))
    if on_display:
        left, top, right, bottom = image.area or (0.0, 0.0, 0.0, 0.0)
        if image.area is None:
            return np.empty((0, 2))
        size = np.array([right - left + 1, bottom - top + 1])
        points = tuple(map(tuple, np.array([left, top]) - 0.5 + np.asarray(points) * size))
    return np.asarray(geometry.image_to_display(points)) + 0.5


def _draw(canvas: OverlayCanvas, graphic: PresentedGraphic, points: Points) -> None:
    color = QColor(COLOR)
    if graphic.kind is GraphicKind.POINT:
        for x, y in points:
            canvas.dot(QPointF(x, y), POINT_PX, color, filled=False)
        return
    path = _PATHS[graphic.kind](points)
    if graphic.is_filled:
        canvas.painter.fillPath(path, color)
    canvas.stroke(path, color, LINE_PX)


def _polyline(points: Points) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for x, y in points[1:]:
        path.lineTo(x, y)
    return path


def _interpolated(points: Points) -> QPainterPath:
    """A Catmull-Rom curve through the points: PS3.3 leaves the kind of interpolation open."""
    path = QPainterPath(QPointF(*points[0]))
    around = np.vstack([points[0], points, points[-1]])
    for number in range(1, len(points)):
        before, start, end, after = around[number - 1 : number + 3]
        path.cubicTo(QPointF(*(start + (end - before) / 6)), QPointF(*(end - (after - start) / 6)), QPointF(*end))
    return path


def _circle(points: Points) -> QPainterPath:
    """Centre, then a point of the circle."""
    path, radius = QPainterPath(), math.dist(points[0], points[1])
    path.addEllipse(QPointF(*points[0]), radius, radius)
    return path


def _ellipse(points: Points) -> QPainterPath:
    """The two ends of the major axis, then those of the minor one."""
    middle, major, minor = points[:2].mean(axis=0), points[1] - points[0], points[3] - points[2]
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), math.hypot(*major) / 2, math.hypot(*minor) / 2)
    turned = QTransform().translate(*middle).rotate(math.degrees(math.atan2(major[1], major[0])))
    return turned.map(path)


_PATHS: Mapping[GraphicKind, Callable[[Points], QPainterPath]] = {
    GraphicKind.POLYLINE: _polyline,
    GraphicKind.INTERPOLATED: _interpolated,
    GraphicKind.CIRCLE: _circle,
    GraphicKind.ELLIPSE: _ellipse,
}
_FEWEST: Mapping[GraphicKind, int] = {
    GraphicKind.POINT: 1,
    GraphicKind.POLYLINE: 2,
    GraphicKind.INTERPOLATED: 2,
    GraphicKind.CIRCLE: 2,
    GraphicKind.ELLIPSE: 4,
}
"""Points that a kind needs; a drawing with fewer is damaged and left out."""


def _write(canvas: OverlayCanvas, text: PresentedText, points: Points) -> None:
    if not len(points):
        return
    x, y = points.min(axis=0)
    for line in text.text.splitlines():
        rect = canvas.text(QPointF(x, y), line, QColor(COLOR))
        y += rect.height()
