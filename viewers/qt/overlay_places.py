"""Paints the crosshair over a frame, only where it belongs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from viewers.qt.overlay_canvas import OverlayCanvas, display_place
from viewers.qt.tones import TONES
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent
from viewers.tools.placement import display_points, place_on_screen, shares_space

CROSSHAIR_GAP_PX = 14.0
CROSSHAIR_ARM_PX = 26.0
"""How far the crosshair reaches where the lines of three planes are drawn."""
LINE_ROOM_PX = 1.5
"""Half the width that labels leave free around a crosshair."""
DASH = (4.0, 4.0)


def paint_crosshair(canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent) -> None:
    """Two dashed lines with a gap at the point, so that what lies there can be seen; never in another space."""
    center = crosshair_center(geometry, content)
    if center is None:
        return
    color, gap = QColor(TONES["reference"]), canvas.px(CROSSHAIR_GAP_PX)
    color.setAlpha(225)
    x, y = center.x(), center.y()
    left, top, right, bottom = 0.0, 0.0, float(canvas.width), float(canvas.height)
    if content.cross_lines:  # the planes themselves are drawn; the crosshair only says which point it is
        arm = canvas.px(CROSSHAIR_ARM_PX)
        left, top, right, bottom = x - arm, y - arm, x + arm, y + arm
    ends = (
        (QPointF(left, y), QPointF(x - gap, y)),
        (QPointF(right, y), QPointF(x + gap, y)),
        (QPointF(x, top), QPointF(x, y - gap)),
        (QPointF(x, bottom), QPointF(x, y + gap)),
    )
    for start, end in ends:
        canvas.line([start, end], color, 1.0, DASH)
    room = canvas.px(LINE_ROOM_PX)
    canvas.take(QRectF(left, y - room, right - left, 2 * room))
    canvas.take(QRectF(x - room, top, 2 * room, bottom - top))


def crosshair_center(geometry: FrameGeometry, content: OverlayContent) -> QPointF | None:
    """Where the crosshair lies on a frame; None in another space."""
    on_image = content.crosshair_on_image
    if on_image is not None and shares_space(geometry, on_image):
        return display_place(display_points(geometry, on_image)[0])
    if content.crosshair_lps_mm is None:
        return None
    at = place_on_screen(geometry, content.crosshair_frame_of_reference_uid, content.crosshair_lps_mm)
    return None if at is None else QPointF(at[0] + 0.5, at[1] + 0.5)
