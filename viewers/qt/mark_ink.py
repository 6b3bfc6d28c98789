"""Collects what is drawn of many marks and puts it on a picture in few strokes: each costs time of its own."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from annotations.geometry import FloatArray
from viewers.qt.overlay_canvas import OverlayCanvas, display_place

Pen = tuple[int, float, tuple[float, ...]]
"""Colour (RGBA), width at a device pixel ratio of 1, dashes."""
DOT_EDGE = QColor(0, 0, 0, 190)


class MarkInk:
    """Lines and dots of one layer, put down together: dark edges below, colours above."""

    def __init__(self, canvas: OverlayCanvas) -> None:
        self._canvas = canvas
        self._strokes: dict[Pen, QPainterPath] = {}
        self._fills: dict[int, QPainterPath] = {}

    def lines(
        self, paths: Iterable[FloatArray], color: QColor, width: float = 1.6, dash: tuple[float, ...] = ()
    ) -> None:
        """Open paths through display places (n, 2)."""
        path = self._path(color, width, dash)
        for points in paths:
            path.addPolygon(QPolygonF([display_place(xy) for xy in points]))

    def shape(self, shape: QPainterPath, color: QColor, width: float, dash: tuple[float, ...] = ()) -> None:
        """Any path, in device pixels."""
        self._path(color, width, dash).addPath(shape)

    def ring(self, center: QPointF, radius: float, color: QColor, dash: tuple[float, ...] = ()) -> None:
        """A hollow disc."""
        reach = self._canvas.px(radius)
        self._path(color, 1.2 if dash else 1.6, dash).addEllipse(center, reach, reach)

    def dot(self, center: QPointF, radius: float, color: QColor) -> None:
        """A filled disc with a dark edge."""
        reach = self._canvas.px(radius)
        self._fills.setdefault(color.rgba(), QPainterPath()).addEllipse(center, reach, reach)

    def put_down(self) -> None:
        """Draw what was collected and forget it."""
        for (rgba, width, dash), path in self._strokes.items():
            self._canvas.stroke(path, QColor.fromRgba(rgba), width, dash)
        for rgba, path in self._fills.items():
            path.setFillRule(Qt.FillRule.WindingFill)
            self._canvas.painter.fillPath(path, QColor.fromRgba(rgba))
            self._canvas.stroke(path, DOT_EDGE, 1.0)
        self._strokes.clear()
        self._fills.clear()

    def _path(self, color: QColor, width: float, dash: tuple[float, ...]) -> QPainterPath:
        return self._strokes.setdefault((color.rgba(), width, dash), QPainterPath())
