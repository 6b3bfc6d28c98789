"""Paints the overlay planes of an acquired image: graphics in white, regions by their outline."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from viewers.imaging.overlay_planes import OverlayKind, OverlayPlane
from viewers.qt.tones import TONES
from viewers.state.frame import FrameGeometry

PICTURES_KEPT = 24
"""Planes remembered as pictures: those of a few viewports in one zoom."""
COLORS: Mapping[OverlayKind, str] = {OverlayKind.GRAPHICS: "#ffffff", OverlayKind.REGION: TONES["accent"]}
"""Graphics are as white as other programs draw them, and as white as the side letters burned into radiographs."""

_SWAPPED = QTransform(0, 1, 1, 0, 0, 0)
"""Columns run down and rows across."""


def paint_planes(painter: QPainter, geometry: FrameGeometry, planes: tuple[OverlayPlane, ...]) -> None:
    """Draw planes over a frame, each of their pixels exactly over its image pixel.

    The painter counts device pixels of the frame. Frames that are not one acquired image have no place for planes.
    """
    if geometry.column_row_origin is None or geometry.image_px_per_px is None:
        return
    across, down = geometry.image_px_per_px
    # A block of image pixels is never smaller than a device pixel, so that no thin line falls between two of them.
    factor = max(1, math.ceil(max(abs(across), abs(down)) - 1e-6))
    for plane in planes:
        row, column = plane.origin_row_column
        x, y = geometry.image_to_display((column - 0.5, row - 0.5))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.translate(x + 0.5, y + 0.5)  # a device pixel's middle is at a half for the painter
        painter.scale(factor / across, factor / down)
        if geometry.is_transposed:
            painter.setTransform(_SWAPPED, combine=True)
        painter.drawImage(0, 0, _picture(plane, factor))
        painter.restore()


@lru_cache(maxsize=PICTURES_KEPT)
def _picture(plane: OverlayPlane, factor: int) -> QImage:
    """A plane as a picture, clear where its bits are not set, in blocks of `factor` image pixels."""
    bits = plane.bits if plane.kind is OverlayKind.GRAPHICS else _outline(plane.bits)
    blocks = _any_in_blocks(bits, factor)
    values = np.where(blocks, np.uint32(QColor(COLORS[plane.kind]).rgba()), np.uint32(0))
    rows, columns = values.shape
    image = QImage(values.data, columns, rows, columns * values.itemsize, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()


def _outline(bits: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The set bits that have a clear one above, below, at the left or at the right; the anatomy inside stays free."""
    around = np.pad(bits, 1)
    inner = around[:-2, 1:-1] & around[2:, 1:-1] & around[1:-1, :-2] & around[1:-1, 2:]
    return np.asarray(bits & ~inner)


def _any_in_blocks(bits: NDArray[np.bool_], factor: int) -> NDArray[np.bool_]:
    if factor == 1:
        return bits
    rows, columns = bits.shape
    padded = np.pad(bits, ((0, -rows % factor), (0, -columns % factor)))
    blocks = padded.reshape(padded.shape[0] // factor, factor, padded.shape[1] // factor, factor)
    return np.asarray(blocks.any(axis=(1, 3)))
