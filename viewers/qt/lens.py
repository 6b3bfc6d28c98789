"""The magnifier lens: the place under the pointer drawn again, larger, from the real pixels."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.render_scheduler import RenderAnswer, RenderRequest, RenderScheduler, new_pane_number
from viewers.qt.snapshot import frame_image
from viewers.qt.tones import TONES
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.state.display_size import magnified
from viewers.state.frame_layout import layout_of
from viewers.state.viewport_state import Quality

SIDE_PX = 220
"""Width and height at a device pixel ratio of 1."""
DISC_PX = 150
"""Across the disc that stands beside the pointer."""
BESIDE_PX = 26
"""From the pointer to the nearest point of that disc, sideways and up."""
RADIUS_PX = 10.0
CROSS_PX = (5.0, 11.0)
"""Where the lines of the cross begin and end, from the middle: the place itself stays free."""


class Lens(QWidget):
    """A square that follows the pointer over the panes of a grid; clicks and wheel go through it.

    With `beside` it is a smaller disc that keeps clear of the pointer, for a hand that places a point.
    """

    def __init__(self, scheduler: RenderScheduler, *, beside: bool = False) -> None:
        super().__init__()
        self._is_beside = beside
        self._side_px = DISC_PX if beside else SIDE_PX
        self._scheduler = scheduler
        self._pane = new_pane_number()
        self._numbers = itertools.count(1)
        self._factor = 0.0
        self._image: QImage | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(self._side_px, self._side_px)
        self.setAccessibleName(tr("Magnifier lens"))
        self.hide()
        self._scheduler.attach(self._pane, self._on_answer)

    @property
    def image(self) -> QImage | None:
        """What the lens shows, device pixels; None before the first picture."""
        return self._image

    def look(self, viewport: Viewport | None, factor: float) -> None:
        """Show what lies under the pointer of a pane `factor` times larger; hide without one."""
        at = None if viewport is None else viewport.pointer_px
        if viewport is None or at is None or viewport.pixels is None or viewport.frame is None:
            self.hide()
            return
        self._factor = factor
        if self.parentWidget() is not viewport:
            self._image = None
            self.setParent(viewport)
        ratio = viewport.devicePixelRatioF()
        side = max(1, round(self._side_px * ratio))
        # The layout of the state, not of the frame on screen, which may be one behind.
        layout = layout_of(viewport.pixels, viewport.state, viewport.size_px())
        state = magnified(viewport.state, layout, at, factor)
        number, size_px = next(self._numbers), (side, side)
        self._scheduler.submit(
            RenderRequest(self._pane, number, viewport.pixels, state, size_px, Quality.FINE, viewport.other)
        )
        self.move(self._place((at[0] + 0.5) / ratio, (at[1] + 0.5) / ratio, viewport))
        self.show()
        self.raise_()

    def _place(self, x: float, y: float, viewport: Viewport) -> QPoint:
        """Over the pointer, or beside it: above to the right, and on the other sides where there is no room."""
        if not self._is_beside:
            return QPoint(round(x - self._side_px / 2), round(y - self._side_px / 2))
        gap, side = BESIDE_PX, self._side_px
        left = x + gap if x + gap + side <= viewport.width() else x - gap - side
        top = y - gap - side if y - gap - side >= 0 else y + gap
        return QPoint(round(left), round(top))

    def detach(self) -> None:
        """Leave the scheduler and the pane."""
        self._scheduler.detach(self._pane)
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def _on_answer(self, answer: RenderAnswer) -> None:
        self._image = None if answer.frame is None else frame_image(answer.frame)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture with a border, a cross with a free middle, and how much larger it is."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        border = QPainterPath()
        radius = self._side_px / 2 if self._is_beside else RADIUS_PX
        border.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.save()
        painter.setClipPath(border)
        painter.fillPath(border, QColor(TONES["image"]))
        painter.scale(1 / ratio, 1 / ratio)
        if self._image is not None:
            painter.drawImage(0, 0, self._image)
        canvas = OverlayCanvas.of_size(painter, self._device_px(), self._device_px(), ratio)
        self._cross(canvas)
        if not self._is_beside:
            canvas.text(QPointF(canvas.px(10), canvas.px(8)), tr("{factor:g}x lens", factor=self._factor), strong=True)
        painter.restore()
        painter.strokePath(border, QPen(QColor(TONES["accent"]), 1.6))
        painter.end()

    def _device_px(self) -> int:
        return round(self._side_px * self.devicePixelRatioF())

    def _cross(self, canvas: OverlayCanvas) -> None:
        middle = QPointF(canvas.width / 2, canvas.height / 2)
        start, end = (canvas.px(part) for part in CROSS_PX)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            ends = [middle + QPointF(x * reach, y * reach) for reach in (start, end)]
            canvas.line(ends, QColor(TONES["reference"]), 1.0)
