"""Paints everything that lies over an image, in device pixels: text, letters, scale, marks, needles, crosshair."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from viewers.qt.overlay_canvas import MARGIN_PX, OverlayCanvas
from viewers.qt.overlay_color_bar import paint_color_bar
from viewers.qt.overlay_corners import paint_corners
from viewers.qt.overlay_cross_lines import paint_cross_lines, paint_cross_names
from viewers.qt.overlay_levels import paint_levels
from viewers.qt.overlay_marks import hidden_here, paint_marks
from viewers.qt.overlay_needles import paint_needles
from viewers.qt.overlay_places import paint_crosshair
from viewers.qt.overlay_planes import paint_planes
from viewers.qt.overlay_presentation import paint_presentation
from viewers.qt.overlay_reference_lines import drawn_lines, paint_line_names, paint_reference_lines
from viewers.qt.overlay_segments import paint_brush, paint_segments
from viewers.qt.tones import LETTER_PX, MESSAGE_PX, TONES
from viewers.qt.translated import tr
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.overlay import LabelBox, OverlayContent

SCALE_BAR_SHARE = 0.22
"""The scale bar is the longest round length that takes at most this share of the width."""
ROUND_LENGTHS_MM = (1, 2, 5, 10, 20, 50, 100, 200)
SMALLEST_BAR_PX = 24.0
BAR_HEIGHT_SHARE = 0.5
"""The scale bar moves up to make way for corner text, at most to this share of the height."""


def paint_overlay(
    painter: QPainter, frame: Frame, content: OverlayContent, *, device_pixel_ratio: float = 1.0
) -> tuple[LabelBox, ...]:
    """Draw `content` over a painted frame. The painter counts device pixels of the frame, (0, 0) its top-left corner.

    Identity (`top_left`), letters, scale, colour bar and announcements are drawn at every text level. Returns where the
    labels of marks are.
    """
    painter.save()
    canvas = OverlayCanvas(painter, frame.pixels, device_pixel_ratio)
    painter.setClipRect(canvas.bounds)
    paint_segments(canvas, frame.geometry, content)
    if content.show_planes:
        paint_planes(painter, frame.geometry, frame.graphics.planes)
    if content.presentation is not None:
        paint_presentation(canvas, frame.geometry, content.presentation)
    lines = drawn_lines(frame.geometry, content)
    paint_reference_lines(canvas, frame.geometry, content, lines)
    paint_cross_lines(canvas, frame.geometry, content)
    paint_crosshair(canvas, frame.geometry, content)
    paint_letters(canvas, frame.geometry.letters)
    paint_corners(canvas, _with_hidden_count(frame.geometry, content))
    if frame.color_bar is not None:
        paint_color_bar(canvas, frame.color_bar, frame.unit)
    if frame.geometry.curve is None:
        paint_scale_bar(canvas, frame.geometry.mm_per_px or content.projection_mm_per_px)
    paint_levels(canvas, frame.geometry, content.labels)
    paint_needles(canvas, frame.geometry, content)
    boxes = paint_marks(canvas, frame.geometry, content)
    paint_line_names(canvas, lines, shows_numbers=content.show_text)
    paint_cross_names(canvas, frame.geometry, content)
    _region(canvas, content)
    paint_brush(canvas, frame.geometry, content)
    painter.restore()
    return boxes


def _with_hidden_count(geometry: FrameGeometry, content: OverlayContent) -> OverlayContent:
    """Nothing is missing without a word: hidden marks of this cut are counted on it."""
    count = hidden_here(geometry, content)
    if not count:
        return content
    text = tr("1 mark hidden") if count == 1 else tr("{count} marks hidden", count=count)
    return replace(content, announcements=(*content.announcements, text))


def _region(canvas: OverlayCanvas, content: OverlayContent) -> None:
    """The rectangle that the hand is dragging."""
    if content.region_px is None:
        return
    (left, top), (right, bottom) = content.region_px
    path = QPainterPath()
    path.addRect(QRectF(QPointF(left + 0.5, top + 0.5), QPointF(right + 0.5, bottom + 0.5)).normalized())
    canvas.stroke(path, QColor(TONES["accent"]), 1.2)


def paint_message(canvas: OverlayCanvas, text: str, tone: str = "text-2") -> None:
    """A sentence in the middle of the picture: empty, loading and failure states."""
    painter, font = canvas.painter, canvas.font(MESSAGE_PX)
    painter.setFont(font)
    painter.setPen(QColor(TONES[tone]))
    margin = canvas.px(24)
    area = canvas.bounds.adjusted(margin, margin, -margin, -margin)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), text)


def paint_letters(canvas: OverlayCanvas, letters: tuple[str, str, str, str]) -> None:
    """Orientation letters (left, right, top, bottom) at the middle of each side; `?` where unknown."""
    metrics, margin = canvas.metrics(LETTER_PX, strong=True), canvas.px(MARGIN_PX)
    middle_y = (canvas.height - metrics.height()) / 2
    left, right, top, bottom = letters
    width_of = metrics.horizontalAdvance
    places = (
        (left, QPointF(margin, middle_y)),
        (right, QPointF(canvas.width - margin - width_of(right), middle_y)),
        (top, QPointF((canvas.width - width_of(top)) / 2, canvas.px(7))),
        (bottom, QPointF((canvas.width - width_of(bottom)) / 2, canvas.height - canvas.px(7) - metrics.height())),
    )
    for letter, at in places:
        canvas.text(at, letter, size=LETTER_PX, strong=True)


def paint_scale_bar(canvas: OverlayCanvas, mm_per_px: float | None) -> None:
    """A bar with ticks at the bottom; never where a display pixel has no length in mm."""
    if mm_per_px is None or not math.isfinite(mm_per_px):
        return
    fitting = [mm for mm in ROUND_LENGTHS_MM if mm / mm_per_px <= canvas.width * SCALE_BAR_SHARE]
    if not fitting or fitting[-1] / mm_per_px < canvas.px(SMALLEST_BAR_PX):
        return
    length = fitting[-1] / mm_per_px
    text = tr("{value} mm", value=fitting[-1])
    metrics = canvas.metrics()
    width = metrics.horizontalAdvance(text)
    y = _bar_place(canvas, max(length, width), metrics.height() + canvas.px(8))
    left = (canvas.width - length) / 2
    _bar(canvas, left, y, length)
    canvas.text(QPointF((canvas.width - width) / 2, y - canvas.px(8) - metrics.height()), text)


def _bar_place(canvas: OverlayCanvas, width: float, height: float) -> float:
    """The y of the bar: just above the letter, higher where corner text of a narrow pane reaches the middle."""
    lowest = y = float(canvas.height - canvas.px(38))
    while y > canvas.height * BAR_HEIGHT_SHARE:
        if canvas.crowding(QRectF((canvas.width - width) / 2, y - height, width, height)) == 0:
            return y
        y -= canvas.px(6)
    return lowest


def _bar(canvas: OverlayCanvas, left: float, y: float, length: float) -> None:
    """One path, so that no tick's dark edge cuts the line; on pixel centres, so that it is sharp."""
    color, tick = QColor(TONES["text"]), canvas.px(5)
    base, start = math.floor(y) + 0.5, math.floor(left) + 0.5
    path = QPainterPath(QPointF(start, base))
    path.lineTo(start + length, base)
    for share in (0.0, 0.5, 1.0):
        reach = tick if share != 0.5 else tick * 0.6
        path.moveTo(start + share * length, base - reach)
        path.lineTo(start + share * length, base)
    canvas.stroke(path, color, 1.2)
    canvas.take(QRectF(left, y - tick, length, tick))
