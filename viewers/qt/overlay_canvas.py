"""Drawing over an image in device pixels: lines with a dark edge, text with a halo, and who occupies which place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from annotations.geometry import FloatArray
from viewers.qt.text_scale import text_scale
from viewers.qt.tones import FONT_FAMILIES, TEXT_PX, TONES

HALO_PX = 2.4
HALO_ALPHA = 205
LIGHT_IMAGE = 150
"""Mean grey value above which neutral text turns dark with a light halo."""
LINE_EDGE_PX = 1.8
"""How much wider the dark edge under a line is than the line."""
THIN_LINE_EDGE_PX = 1.0
"""The same for hairlines, which a wide edge would hide on bone."""
CHIP_PADDING_PX = (7.0, 3.0)
MARGIN_PX = 10.0
LABEL_GAP_PX = 4.0
"""Labels keep this far from one another where they can."""

Grey = NDArray[np.uint8]


def display_place(xy: FloatArray) -> QPointF:
    """Where the painter draws a display pixel: 0 is the CENTRE of the first pixel, the painter counts from corners."""
    return QPointF(float(xy[0]) + 0.5, float(xy[1]) + 0.5)


ROUGH_PX = 32.0

LAST_LATIN = 0x250
PLAIN_SIGNS = frozenset("→−…·°—–“”")
"""Signs beyond Latin letters that stand alone too."""


@lru_cache(maxsize=64)
def overlay_font(pixel_size: int, weight: int = QFont.Weight.Normal.value) -> QFont:
    """Inter or the system sans with tabular figures."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(max(1, pixel_size))
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _stands_alone(text: str) -> bool:
    """Whether each letter looks the same alone: no script that joins letters, no marks that combine."""
    return all(ord(letter) < LAST_LATIN or letter in PLAIN_SIGNS for letter in text)


@lru_cache(maxsize=1024)
def _halo(text: str, pixel_size: int, weight: int, halo: int, halo_px: float) -> QImage:
    """The halo of a letter, or of a whole line of joined ones: stroking an outline takes most of the time."""
    font, edge = overlay_font(pixel_size, weight), math.ceil(halo_px)
    metrics = QFontMetricsF(font)
    width, height = math.ceil(metrics.horizontalAdvance(text)) + 2 * edge, math.ceil(metrics.height()) + 2 * edge
    picture = QImage(max(1, width), max(1, height), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    path.addText(QPointF(edge, edge + metrics.ascent()), font, text)
    pen = QPen(
        QColor.fromRgba(halo), halo_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, pen)
    painter.end()
    return picture


@lru_cache(maxsize=512)
def _haloed(text: str, pixel_size: int, weight: int, fill_and_halo: tuple[int, int], halo_px: float) -> QImage:
    """A line of text with its halo; a new number in it is put together from the halos of its letters."""
    font, edge = overlay_font(pixel_size, weight), math.ceil(halo_px)
    metrics = QFontMetricsF(font)
    width, height = math.ceil(metrics.horizontalAdvance(text)) + 2 * edge, math.ceil(metrics.height()) + 2 * edge
    picture = QImage(max(1, width), max(1, height), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    fill, halo = (QColor.fromRgba(value) for value in fill_and_halo)
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    x = 0.0
    for part in text if _stands_alone(text) else (text,):
        painter.drawImage(round(x), 0, _halo(part, pixel_size, weight, halo.rgba(), halo_px))
        x += metrics.horizontalAdvance(part)
    painter.setFont(font)
    painter.setPen(fill)
    painter.drawText(QPointF(edge, edge + metrics.ascent()), text)
    painter.end()
    return picture


@lru_cache(maxsize=128)
def _chip(text: str, pixel_size: int, weight: int, tone: str, ratio: float) -> QImage:
    """A chip with its letters, a border's width larger all round; kept for the same reason."""
    font, edge = overlay_font(pixel_size, weight), math.ceil(ratio)
    metrics = QFontMetricsF(font)
    pad_x, pad_y = (padding * ratio for padding in CHIP_PADDING_PX)
    rect = QRectF(edge, edge, metrics.horizontalAdvance(text) + 2 * pad_x, metrics.height() + 2 * pad_y)
    width, height = math.ceil(rect.width()) + 2 * edge, math.ceil(rect.height()) + 2 * edge
    picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    box, letters = QPainterPath(), QPainterPath()
    box.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    letters.addText(QPointF(rect.left() + pad_x, rect.top() + pad_y + metrics.ascent()), font, text)
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillPath(box, QColor(18, 22, 26, 225))
    painter.strokePath(box, QPen(QColor(TONES[tone]), ratio))
    painter.fillPath(letters, QColor(TONES[tone]))
    painter.end()
    return picture


@lru_cache(maxsize=2048)
def _text_size(text: str, pixel_size: int, weight: int) -> tuple[float, float]:
    metrics = QFontMetricsF(overlay_font(pixel_size, weight))
    return metrics.horizontalAdvance(text), metrics.height()


class OverlayCanvas:
    """A painter over one picture. Sizes are given at a device pixel ratio of 1 and scaled here."""

    def __init__(self, painter: QPainter, pixels: Grey, device_pixel_ratio: float) -> None:
        self.painter = painter
        self.ratio = device_pixel_ratio
        self._text_scale = text_scale()
        self.height, self.width = pixels.shape[:2]
        self._pixels = pixels
        self._taken: FloatArray = np.empty((64, 4))
        self._taken_count = 0
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)

    @classmethod
    def of_size(cls, painter: QPainter, width: int, height: int, device_pixel_ratio: float) -> OverlayCanvas:
        """A canvas over black."""
        return cls(painter, np.broadcast_to(np.uint8(0), (height, width)), device_pixel_ratio)

    @property
    def bounds(self) -> QRectF:
        """The whole picture."""
        return QRectF(0, 0, self.width, self.height)

    def px(self, size: float) -> float:
        """A size in device pixels."""
        return size * self.ratio

    def font(self, size: float = TEXT_PX, *, strong: bool = False) -> QFont:
        """The overlay font at a size given for a ratio of 1."""
        weight = QFont.Weight.DemiBold if strong else QFont.Weight.Medium
        return overlay_font(round(size * self.ratio * self._text_scale), weight.value)

    def metrics(self, size: float = TEXT_PX, *, strong: bool = False) -> QFontMetricsF:
        """Metrics of `font`."""
        return QFontMetricsF(self.font(size, strong=strong))

    def text_size(self, text: str, size: float = TEXT_PX, *, strong: bool = False) -> tuple[float, float]:
        """Width and height of a line of text, device pixels."""
        font = self.font(size, strong=strong)
        return _text_size(text, font.pixelSize(), font.weight())

    def line(self, points: Sequence[QPointF], color: QColor, width: float = 1.6, dash: Sequence[float] = ()) -> None:
        """An open path with a dark edge, so that it shows on bone and on air alike."""
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        self.stroke(path, color, width, dash)

    def stroke(self, path: QPainterPath, color: QColor, width: float = 1.6, dash: Sequence[float] = ()) -> None:
        """A path in a colour with a dark edge."""
        self.strokes((path,), color, width, dash)

    def strokes(
        self, paths: Iterable[QPainterPath], color: QColor, width: float = 1.6, dash: Sequence[float] = ()
    ) -> None:
        """Several paths in one colour: first the dark edges of all of them, then their lines.

        Each is stroked by itself: Qt takes fifty times as long for one path of sixty lines with round ends.
        """
        drawn = tuple(paths)
        edge = QColor(0, 0, 0, round(150 * color.alphaF()))
        around = LINE_EDGE_PX if width > 1 else THIN_LINE_EDGE_PX
        for pen_color, pen_width in ((edge, width + around), (color, width)):
            pen = QPen(pen_color, self.px(pen_width))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            if dash:
                pen.setDashPattern([part * width / pen_width for part in dash])
            for path in drawn:
                self.painter.strokePath(path, pen)

    def dot(self, center: QPointF, radius: float, color: QColor, *, filled: bool = True) -> None:
        """A filled or hollow disc with a dark edge."""
        path = QPainterPath()
        path.addEllipse(center, self.px(radius), self.px(radius))
        if filled:
            self.painter.fillPath(path, color)
        self.stroke(path, QColor(0, 0, 0, 190) if filled else color, 1.0 if filled else 1.6)

    def text(
        self,
        at: QPointF,
        text: str,
        color: QColor | None = None,
        *,
        size: float = TEXT_PX,
        strong: bool = False,
        halo: float = HALO_PX,
    ) -> QRectF:
        """Text with its top-left corner at a point; neutral text (no colour) adapts to a light image."""
        rect = QRectF(at, QSizeF(*self.text_size(text, size, strong=strong)))
        is_light = color is None and self._mean(rect) > LIGHT_IMAGE
        fill = color or QColor("#14191e" if is_light else TONES["text"])
        around = QColor(255, 255, 255, HALO_ALPHA) if is_light else QColor(0, 0, 0, HALO_ALPHA)
        font = self.font(size, strong=strong)
        edge = math.ceil(self.px(halo))
        picture = _haloed(text, font.pixelSize(), font.weight(), (fill.rgba(), around.rgba()), self.px(halo))
        self.painter.drawImage(QPointF(round(at.x()) - edge, round(at.y()) - edge), picture)
        self.take(rect)
        return rect

    def chip(self, right_top: QPointF, text: str, tone: str, max_width: float) -> QRectF:
        """A short notice in a dark rounded box with a coloured border; its top-right corner at a point."""
        metrics = self.metrics()
        pad_x, pad_y = self.px(CHIP_PADDING_PX[0]), self.px(CHIP_PADDING_PX[1])
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max_width - 2 * pad_x)
        size = (metrics.horizontalAdvance(shown) + 2 * pad_x, metrics.height() + 2 * pad_y)
        rect = QRectF(right_top.x() - size[0], right_top.y(), *size)
        font, edge = self.font(), math.ceil(self.px(1))
        picture = _chip(shown, font.pixelSize(), font.weight(), tone, self.ratio)
        self.painter.drawImage(QPointF(round(rect.left()) - edge, round(rect.top()) - edge), picture)
        self.take(rect)
        return rect

    def take(self, rect: QRectF) -> None:
        """Mark a place as occupied, so that labels keep away from it."""
        self.take_boxes(np.array([[rect.left(), rect.top(), rect.right(), rect.bottom()]]))

    def take_places(self, places: FloatArray, reach: float) -> None:
        """Mark squares about places (n, 2) as occupied; `reach` is half their side, device pixels."""
        self.take_boxes(np.hstack([places - reach, places + reach]))

    @property
    def taken(self) -> FloatArray:
        """The occupied places (n, 4): left, top, right, bottom."""
        return self._taken[: self._taken_count]

    @property
    def rough_room(self) -> bytes:
        """The occupied places, grown to a coarse grid: another number in a corner leaves it as it is."""
        outward = np.hstack([np.floor(self.taken[:, :2] / ROUGH_PX), np.ceil(self.taken[:, 2:] / ROUGH_PX)])
        return bytes(np.unique(outward, axis=0) * ROUGH_PX)

    def take_boxes(self, boxes: FloatArray) -> None:
        """Mark boxes (n, 4) as occupied."""
        needed = self._taken_count + len(boxes)
        if needed > len(self._taken):
            self._taken = np.resize(self._taken, (2 * needed, 4))
        self._taken[self._taken_count : needed] = boxes
        self._taken_count = needed

    def crowding(self, rect: QRectF) -> float:
        """How much of the occupied places a rectangle would cover, in square device pixels; 0 = free."""
        gap = self.px(LABEL_GAP_PX)
        taken = self.taken
        across = np.minimum(taken[:, 2], rect.right() + gap) - np.maximum(taken[:, 0], rect.left() - gap)
        down = np.minimum(taken[:, 3], rect.bottom() + gap) - np.maximum(taken[:, 1], rect.top() - gap)
        return float((np.maximum(across, 0.0) * np.maximum(down, 0.0)).sum())

    def kept_inside(self, rect: QRectF) -> QRectF:
        """The rectangle moved so that it lies inside the picture."""
        margin = self.px(4)
        x = min(max(rect.left(), margin), max(margin, self.width - margin - rect.width()))
        y = min(max(rect.top(), margin), max(margin, self.height - margin - rect.height()))
        return QRectF(x, y, rect.width(), rect.height())

    def _mean(self, rect: QRectF) -> float:
        inside = rect.intersected(self.bounds)
        if inside.isEmpty():
            return 0.0
        rows = slice(int(inside.top()), max(int(inside.bottom()), int(inside.top()) + 1))
        columns = slice(int(inside.left()), max(int(inside.right()), int(inside.left()) + 1))
        return float(self._pixels[rows, columns].mean()) if self._pixels[rows, columns].size else 0.0
