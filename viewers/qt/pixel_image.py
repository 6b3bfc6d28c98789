"""Arrays of display values as Qt images."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


def pixels_image(pixels: NDArray[np.uint8]) -> QImage:
    """Grey [row, column] or RGB [row, column, 3] uint8 values as an image that owns its memory."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    is_colour = pixels.ndim == 3
    image_format = QImage.Format.Format_RGB888 if is_colour else QImage.Format.Format_Grayscale8
    return QImage(pixels.data, width, height, width * (3 if is_colour else 1), image_format).copy()
