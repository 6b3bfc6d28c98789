"""Frame plus overlay as one picture for key images, the command line and screenshots: what paints the screen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter

from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.overlay_painter import paint_message, paint_overlay
from viewers.qt.pixel_image import pixels_image
from viewers.state.frame import Frame
from viewers.state.overlay import OverlayContent


def frame_image(frame: Frame) -> QImage:
    """The pixels of a frame as an image that owns its memory."""
    return pixels_image(frame.pixels)


def snapshot(frame: Frame, content: OverlayContent, *, device_pixel_ratio: float = 1.0) -> QImage:
    """The frame with its overlay, one image pixel for each display pixel. GUI thread, needs a `QGuiApplication`."""
    image = frame_image(frame).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        if frame.missing:
            paint_message(OverlayCanvas(painter, frame.pixels, device_pixel_ratio), frame.missing, "caution")
        paint_overlay(painter, frame, content, device_pixel_ratio=device_pixel_ratio)
    finally:
        painter.end()
    return image


def image_array(image: QImage) -> NDArray[np.uint8]:
    """RGB uint8 [row, column, 3] of an image; transparent parts are black."""
    if image.hasAlphaChannel():
        opaque = QImage(image.size(), QImage.Format.Format_RGB32)
        opaque.fill(QColor("#000000"))
        painter = QPainter(opaque)
        painter.drawImage(0, 0, image)
        painter.end()
        image = opaque
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), dtype=np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3).copy()
