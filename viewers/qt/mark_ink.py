"""Collects what is drawn of many marks and puts it down in layers: no dark edge cuts the line of another mark."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF

from annotations.geometry import FloatArray
from viewers.qt.overlay_canvas import OverlayCanvas, display_place

Pen = tuple[int, float, tuple[float, ...]]
"""Colour (RGBA), width at a device pixel ratio of 1, dashes."""
DOT_EDGE = QColor(0, 0, 0, 190)
EDGE_ROOM_PX = 3.0


SUBPIXELS = 4
"""Rings and dots are put at quarters of a pixel."""


@lru_cache(maxsize=1024)
def _sign(rgba: int, radius_px: float, width_px: float, dash: tuple[float, ...], place: tuple[int, int]) -> QImage:
    """A ring, or with no width a filled disc, drawn once for each colour and part of a pixel: blitting is cheap."""
    reach = math.ceil(radius_px + width_px + EDGE_ROOM_PX)
    picture = QImage(2 * reach + 1, 2 * reach + 1, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    center = QPointF(reach + place[0] / SUBPIXELS, reach + place[1] / SUBPIXELS)
    path = QPainterPath()
    path.addEllipse(center, radius_px, radius_px)
    painter = QPainter(picture)
    canvas = OverlayCanvas.of_size(painter, picture.width(), picture.height(), 1.0)
    if width_px:
        canvas.strokes((path,), QColor.fromRgba(rgba), width_px, dash)
    else:
        canvas.strokes((path,), DOT_EDGE, 1.0)
        painter.fillPath(path, QColor.fromRgba(rgba))
    painter.end()
    return picture


class MarkInk:
    """Lines and dots of one layer, put down together: dark edges below, colours above."""

    def __init__(self, canvas: OverlayCanvas) -> None:
        self._canvas = canvas
        self._strokes: dict[Pen, list[QPainterPath]] = {}
        self._signs: list[tuple[QPointF, QImage]] = []

    def lines(
        self, paths: Iterable[FloatArray], color: QColor, width: float = 1.6, dash: tuple[float, ...] = ()
    ) -> None:
        """Open paths through display places (n, 2)."""
        for points in paths:
            path = QPainterPath()
            path.addPolygon(QPolygonF([display_place(xy) for xy in points]))
            self.shape(path, color, width, dash)

    def shape(self, shape: QPainterPath, color: QColor, width: float, dash: tuple[float, ...] = ()) -> None:
        """Any path, in device pixels."""
        self._strokes.setdefault((color.rgba(), width, dash), []).append(shape)

    def ring(self, center: QPointF, radius: float, color: QColor, dash: tuple[float, ...] = ()) -> None:
        """A hollow disc."""
        self._put(center, radius, color, 1.2 if dash else 1.6, dash)

    def dot(self, center: QPointF, radius: float, color: QColor) -> None:
        """A filled disc with a dark edge."""
        self._put(center, radius, color, 0.0, ())

    def put_down(self) -> None:
        """Draw what was collected and forget it."""
        for (rgba, width, dash), paths in self._strokes.items():
            self._canvas.strokes(paths, QColor.fromRgba(rgba), width, dash)
        for corner, picture in self._signs:
            self._canvas.painter.drawImage(corner, picture)
        self._strokes.clear()
        self._signs.clear()

    def _put(self, center: QPointF, radius: float, color: QColor, width: float, dash: tuple[float, ...]) -> None:
        x, y = (round(value * SUBPIXELS) for value in (center.x(), center.y()))
        (column, across), (row, down) = divmod(x, SUBPIXELS), divmod(y, SUBPIXELS)
        picture = _sign(color.rgba(), self._canvas.px(radius), self._canvas.px(width), dash, (across, down))
        reach = picture.width() // 2
        self._signs.append((QPointF(column - reach, row - reach), picture))
