"""Paints where the cuts of other viewports cross a frame, with their slice numbers where there is room."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.overlay_places import DASH, crosshair_center
from viewers.qt.tones import TONES
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent, ReferenceLine
from viewers.state.reference_lines import SAME_CUT_MM, Segment, reference_line_segment

NAME_PX = 10.5
NAME_GAP_PX = 3.0
"""Between a line and its number."""
STRAIGHT_PX = 0.75
"""A line that drifts less than this from end to end runs along the crosshair's own."""


@dataclass(frozen=True)
class _Look:
    width: float
    alpha: int
    dash: tuple[float, ...] = DASH


ACTIVE = _Look(1.2, 210)
OTHER = _Look(1.0, 130)
EDGE = _Look(0.7, 105)
REGISTERED_DASH = (10.0, 3.0, 2.0, 3.0)
"""Cuts of another Frame of Reference: long and short dashes, and their label."""


DrawnLine = tuple[ReferenceLine, Segment]


def drawn_lines(geometry: FrameGeometry, content: OverlayContent) -> tuple[DrawnLine, ...]:
    """The cuts that cross a frame, with where they do; `reference_line_segment` refuses other spaces."""
    crossings = ((line, reference_line_segment(geometry, line)) for line in content.reference_lines)
    return tuple((line, segment) for line, segment in crossings if segment is not None)


def paint_reference_lines(
    canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent, lines: tuple[DrawnLine, ...]
) -> None:
    """Lines only. A cut that the crosshair draws itself is left out."""
    center = crosshair_center(geometry, content)
    for line, segment in lines:
        if center is not None and _is_crosshair(geometry, segment, center):
            continue
        look = ACTIVE if line.is_active else EDGE if line.is_edge else OTHER
        color = QColor(TONES["reference"])
        color.setAlpha(look.alpha)
        dash = REGISTERED_DASH if line.link_label else look.dash
        canvas.line([QPointF(x + 0.5, y + 0.5) for x, y in segment], color, look.width, dash)


def paint_line_names(canvas: OverlayCanvas, lines: tuple[DrawnLine, ...], *, shows_numbers: bool = True) -> None:
    """Slice numbers at an end of their line, and once by which registration lines came; after everything else.

    How a cut of another space came here is said whatever text is shown, and where there is no room, too.
    """
    said: set[str] = set()
    for line, segment in lines:
        label = "" if line.link_label in said else line.link_label
        said.add(label)
        number = str(line.slice_number) if shows_numbers and line.slice_number is not None else ""
        text = " ".join(part for part in (number, label) if part)
        if not text:
            continue
        metrics = canvas.metrics(NAME_PX)
        size = (metrics.horizontalAdvance(text), metrics.height())
        places = [canvas.kept_inside(QRectF(*corner, *size)) for corner in _corners(canvas, segment, size)]
        free = next((place for place in places if canvas.crowding(place) == 0), None)
        if free is None and label:
            free = places[0]
        if free is not None:
            canvas.text(free.topLeft(), text, QColor(TONES["reference"]), size=NAME_PX)


def _is_crosshair(geometry: FrameGeometry, segment: Segment, center: QPointF) -> bool:
    """Whether the crosshair's own line already stands there: two dashed lines on top of each other look solid."""
    near = max(STRAIGHT_PX, SAME_CUT_MM / (geometry.mm_per_px or 1.0))
    for axis, at in ((0, center.x() - 0.5), (1, center.y() - 0.5)):
        first, last = segment[0][axis], segment[1][axis]
        if abs(first - last) < STRAIGHT_PX and abs(first - at) < near:
            return True
    return False


def _corners(canvas: OverlayCanvas, segment: Segment, size: tuple[float, float]) -> list[tuple[float, float]]:
    """Top-left corners to try: above and below the right (or lower) end of the line, then its other end."""
    gap, (width, height) = canvas.px(NAME_GAP_PX), size
    (x0, y0), (x1, y1) = sorted(segment, key=lambda end: (-end[0], -end[1]))
    if abs(x0 - x1) >= abs(y0 - y1):
        return [
            (x0 - width, y0 - height - gap),
            (x0 - width, y0 + gap),
            (x1, y1 - height - gap),
            (x1, y1 + gap),
        ]
    low, high = ((x0, y0), (x1, y1)) if y0 > y1 else ((x1, y1), (x0, y0))
    return [
        (low[0] + gap, low[1] - height),
        (low[0] - width - gap, low[1] - height),
        (high[0] + gap, high[1]),
        (high[0] - width - gap, high[1]),
    ]
