"""Places text beside what it belongs to: in free space near it, or where the hand has put it, with a leader line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath

from annotations.geometry import FloatArray
from viewers.qt.overlay_canvas import OverlayCanvas

LEADER_PX = (30.0, 22.0)
"""Offset of a label from what it belongs to."""
LEADER_REACHES = (1.0, 2.0, 3.2, 4.8)
"""How many times that offset a label may be moved away to find a free place."""
UNDERLINE_GAP_PX = 2.0
"""Between the lowest letters of a label and the line under it."""
LABEL_HALO_PX = 3.6
"""Labels lie on the anatomy itself, often on white bone; their dark edge is wider than that of corner text."""
MARK_ROOM_PX = 7.0
"""A leader line ends this far from what the label belongs to."""
LEADER_WIDTH_PX = 1.0


def labelled(
    canvas: OverlayCanvas,
    anchor: QPointF,
    lines: Sequence[str],
    color: QColor,
    *,
    extent: FloatArray | None = None,
    offset: tuple[float, float] | None = None,
) -> QRectF | None:
    """Text beside a point with a leader line, inside the picture: where it was put, else where it covers least.

    `extent` are the display places (n, 2) of all that the text keeps clear of and may be led to, `offset` leads from
    the anchor to the middle of the text. Returns the place of the text, None where its anchor is outside the picture.
    """
    if not canvas.bounds.contains(anchor):
        return None
    box = _label_box(canvas, anchor, lines, extent, offset)
    _leader(canvas, _nearest(extent, anchor, box), box, color)
    line_height = box.height() / len(lines)
    for number, line in enumerate(lines):
        at = QPointF(box.left(), box.top() + number * line_height)
        canvas.text(at, line, color, strong=True, halo=LABEL_HALO_PX)
    return box


def _label_box(
    canvas: OverlayCanvas,
    anchor: QPointF,
    lines: Sequence[str],
    extent: FloatArray | None,
    offset: tuple[float, float] | None,
) -> QRectF:
    """Where the text goes, with room for its underline: the nearest free place around its mark."""
    sizes = [canvas.text_size(line, strong=True) for line in lines]
    width, height = max(size[0] for size in sizes), sizes[0][1] * len(lines)
    if offset is not None:
        middle = anchor + QPointF(canvas.px(offset[0]), canvas.px(offset[1]))
        return canvas.kept_inside(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height))
    below = canvas.px(UNDERLINE_GAP_PX)
    best, least = QRectF(), math.inf
    for choice in _choices(canvas, _around(anchor, extent), width, height):
        box = canvas.kept_inside(choice)
        cost = canvas.crowding(box.adjusted(0, -below, 0, below)) + (1e6 if box.contains(anchor) else 0)
        if cost < least:
            best, least = box, cost
        if cost == 0:
            break
    return best


def _around(anchor: QPointF, extent: FloatArray | None) -> QRectF:
    if extent is None:
        return QRectF(anchor, anchor)
    (left, top), (right, bottom) = extent.min(axis=0), extent.max(axis=0)
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def _choices(canvas: OverlayCanvas, around: QRectF, width: float, height: float) -> Iterator[QRectF]:
    """Places on all sides, near ones first: beside the corners, then beside the middles."""
    for reach in LEADER_REACHES:
        dx, dy = canvas.px(LEADER_PX[0]) * reach, canvas.px(LEADER_PX[1]) * reach
        right, left = around.right() + dx, around.left() - dx - width
        above, below = around.top() - dy - height, around.bottom() + dy
        middle_x, middle_y = around.center().x() - width / 2, around.center().y() - height / 2
        places = (
            (right, above),
            (right, below),
            (left, above),
            (left, below),
            (right, middle_y),
            (left, middle_y),
            (middle_x, above),
            (middle_x, below),
        )
        yield from (QRectF(x, y, width, height) for x, y in places)


def _nearest(extent: FloatArray | None, anchor: QPointF, box: QRectF) -> QPointF:
    """The place of the mark that its label lies nearest to."""
    if extent is None or not len(extent):
        return anchor
    middle = box.center()
    gaps = np.hypot(extent[:, 0] - middle.x(), extent[:, 1] - middle.y())
    x, y = extent[int(np.argmin(gaps))]
    return QPointF(float(x), float(y))


def _leader(canvas: OverlayCanvas, start: QPointF, box: QRectF, color: QColor) -> None:
    """From the mark to the text, then along it, clear of the letters that reach below the line."""
    is_above = box.center().y() < start.y()
    gap = canvas.px(UNDERLINE_GAP_PX)
    foot = box.bottom() + gap if is_above else box.top() - gap
    near, far = (box.left(), box.right()) if box.center().x() > start.x() else (box.right(), box.left())
    direction = QPointF(near - start.x(), foot - start.y())
    length = math.hypot(direction.x(), direction.y())
    if length <= canvas.px(MARK_ROOM_PX) or box.contains(start):
        return
    path = QPainterPath(start + direction * (canvas.px(MARK_ROOM_PX) / length))
    path.lineTo(near, foot)
    path.lineTo(far, foot)
    canvas.stroke(path, color, LEADER_WIDTH_PX)
    canvas.take(QRectF(box.left(), min(foot, box.top()), box.width(), box.height() + gap))
