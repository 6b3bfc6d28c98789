"""The bar beside a picture in colours: which value has which colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from viewers.qt.overlay_canvas import MARGIN_PX, OverlayCanvas
from viewers.qt.pixel_image import pixels_image
from viewers.qt.tones import LETTER_PX
from viewers.state.frame import ColorBar

WIDTH_PX = 10.0
HEIGHT_SHARE = 0.44
"""Of the height of the picture."""
LEAST_HEIGHT_PX = 48.0
"""In a lower pane a bar could not be read and is left out; the map is still named."""
GAP_PX = 5.0
SMALL_RANGE = 20.0
"""Values of a narrower window are said with decimals."""


def paint_color_bar(canvas: OverlayCanvas, bar: ColorBar, unit: str) -> None:
    """A bar at the left side, inside of its letter, with the values at its ends and middle and the name of the map.

    The left side has the least text in its corners.
    """
    line = canvas.metrics().height()
    height = canvas.height * HEIGHT_SHARE - 2 * line
    letter = canvas.metrics(LETTER_PX, strong=True).horizontalAdvance("W")
    left = round(canvas.px(MARGIN_PX) + letter + canvas.px(GAP_PX))
    if height < canvas.px(LEAST_HEIGHT_PX):
        canvas.text(QPointF(left, canvas.height / 2 - line / 2), bar.title)
        return
    width = round(canvas.px(WIDTH_PX))
    place = QRectF(left, round((canvas.height - height) / 2), width, round(height))
    canvas.painter.drawImage(place, pixels_image(bar.colors[:, None]))
    canvas.painter.setPen(QPen(QColor(0, 0, 0, 190), canvas.px(1)))
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.painter.drawRect(place)
    canvas.take(place)
    x = place.right() + canvas.px(GAP_PX)
    for share, text in zip((0.0, 0.5, 1.0), value_texts(bar, unit), strict=True):
        canvas.text(QPointF(x, place.top() + share * place.height() - line / 2), text)
    canvas.text(QPointF(left, place.bottom() + line * 0.6), bar.title)


def value_texts(bar: ColorBar, unit: str) -> tuple[str, str, str]:
    """The values at the top, middle and bottom of a bar; the unit stands once, at the top."""
    decimals = 0 if abs(bar.top - bar.bottom) >= SMALL_RANGE else 2
    top, middle, bottom = (f"{value + 0.0:.{decimals}f}" for value in (bar.top, (bar.top + bar.bottom) / 2, bar.bottom))
    return (f"{top} {unit}".strip(), middle, bottom)
