"""Paints marks over a frame by tables of families and kinds, and their labels where they cover nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from annotations.geometry import FloatArray
from annotations.marks import MARK_KINDS, MarkFamily, MarkKind
from viewers.qt.mark_ink import MarkInk
from viewers.qt.overlay_canvas import OverlayCanvas, display_place
from viewers.qt.overlay_labels import labelled
from viewers.qt.text_scale import text_scale
from viewers.qt.tones import TONES, tone_color
from viewers.state.frame import FrameGeometry
from viewers.state.mark_cuts import Presence
from viewers.state.overlay import LabelBox, OverlayContent
from viewers.tools.drawn_marks import DrawnMark, drawn

FAINT_ALPHA = 150
HELPER_ALPHA = 200
MOST_COVERED = 0.05
"""Labels in full may cover this share of the picture; beyond it only selected marks say more than one value."""
LAYER_FROM = 12
"""So many marks and more are kept as one picture."""
HANDLE_RADIUS_PX = 4.0
POINT_RADIUS_PX = 7.0
DOT_RADIUS_PX = 2.0
CROSS_PX = 4.5
"""Half the width of the cross where a mark goes through the cut."""
MANY_POINTS = 4
"""Marks of more points have dots for handles: rings would hide what they surround."""
DRAWN_HANDLES = 24
"""More points than these are a drawn outline: their dots would be a thick line of their own."""
LINE_PX = 1.6
SELECTED_LINE_PX = 2.2
HELPER_PX = 1.0
ARC_PX = 18.0
ARROW_PX = (11.0, 4.5)
"""Length and half width of an arrow's head."""
CAP_PX = 5.0
"""Half the length of the bar across the end of a distance between two surfaces."""
FAINT_DASH = (3.0, 3.0)
HELPER_DASH = (4.0, 3.0)
ROOM_STEP_PX = 12.0
"""Labels keep clear of lines by boxes of this size along them."""

Painter = Callable[[OverlayCanvas, MarkInk, DrawnMark], None]


def paint_marks(canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent) -> tuple[LabelBox, ...]:
    """All marks of this space on or near the cut, then their labels so that none is drawn over another.

    Returns where the labels are.
    """
    found = [one for one in (drawn(geometry, mark) for mark in content.marks) if one is not None]
    shown = tuple(sorted(found, key=_is_on_top))
    below = tuple(one for one in shown if not _is_on_top(one))
    if len(below) < LAYER_FROM:
        return _paint(canvas, shown)
    layer = _layer(below, canvas.rough_room, (canvas.width, canvas.height), canvas.ratio, text_scale())
    canvas.painter.drawImage(0, 0, layer.picture)
    canvas.take_boxes(layer.taken)
    return layer.labels + _paint(canvas, shown[len(below) :])


def _is_on_top(shown: DrawnMark) -> bool:
    """Whether a mark is drawn above the others, and not with those that are kept: it changes while they do not."""
    return shown.mark.selected or shown.mark.held


@dataclass(frozen=True, eq=False)
class _Layer:
    """Many marks as a picture with nothing behind it, where their labels are, and the places they occupy."""

    picture: QImage
    labels: tuple[LabelBox, ...]
    taken: FloatArray


@lru_cache(maxsize=4)
def _layer(
    shown: tuple[DrawnMark, ...], rough_room: bytes, size_px: tuple[int, int], ratio: float, text_size: float
) -> _Layer:
    """Kept until a mark, the cut or what labels keep clear of changes: a pane is painted at every move of a pointer."""
    picture = QImage(*size_px, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    canvas = OverlayCanvas.of_size(painter, *size_px, ratio)
    canvas.take_boxes(np.frombuffer(rough_room).reshape(-1, 4))
    before = len(canvas.taken)
    labels = _paint(canvas, shown)
    painter.end()
    return _Layer(picture, labels, canvas.taken[before:].copy())


def _paint(canvas: OverlayCanvas, shown: tuple[DrawnMark, ...]) -> tuple[LabelBox, ...]:
    ink, extents = MarkInk(canvas), []
    for is_on_top in (False, True):
        for one in (one for one in shown if _is_on_top(one) is is_on_top):
            _PAINTERS[MARK_KINDS[one.mark.kind].family](canvas, ink, one)
            _ADDITIONS.get(one.mark.kind, _nothing)(canvas, ink, one)
        ink.put_down()
    step = canvas.px(ROOM_STEP_PX)
    for one in shown:
        extents.append(_sampled(one, step))
        canvas.take_places(np.vstack([extents[-1], _along(one.guides.helping, step)]), step / 2)
    is_crowded = _is_crowded(canvas, shown)
    boxes = [
        _label(canvas, one, extent, is_short=is_crowded and not one.mark.selected)
        for one, extent in zip(reversed(shown), reversed(extents), strict=True)
    ]
    return tuple(box for box in boxes if box is not None)


def hidden_here(geometry: FrameGeometry, content: OverlayContent) -> int:
    """How many marks would be on this cut if they were not hidden."""
    return sum(mark.hidden and drawn(geometry, mark.seen) is not None for mark in content.marks)


def _color(shown: DrawnMark, *, alpha: int = 255) -> QColor:
    color = QColor(tone_color(shown.mark.tone))
    color.setAlpha(FAINT_ALPHA if shown.presence is Presence.FAINT else alpha)
    return color


def _faint(shown: DrawnMark) -> QColor:
    color = QColor(tone_color(shown.mark.tone))
    color.setAlpha(FAINT_ALPHA)
    return color


def _nothing(canvas: OverlayCanvas, ink: MarkInk, shown: DrawnMark) -> None:
    return


def _draw_point(canvas: OverlayCanvas, ink: MarkInk, shown: DrawnMark) -> None:
    color, center = _color(shown), display_place(shown.handles[0])
    if shown.presence is not Presence.SOLID:
        ink.ring(center, HANDLE_RADIUS_PX, color, FAINT_DASH)
        return
    if shown.mark.selected:
        ink.ring(center, POINT_RADIUS_PX + 4, QColor(TONES["text"]))
    _POINT_SIGNS.get(shown.mark.kind, _ring_and_dot)(canvas, ink, center, color)


def _ring_and_dot(canvas: OverlayCanvas, ink: MarkInk, center: QPointF, color: QColor) -> None:
    ink.ring(center, POINT_RADIUS_PX, color)
    ink.dot(center, DOT_RADIUS_PX, color)


def _sights(canvas: OverlayCanvas, ink: MarkInk, center: QPointF, color: QColor) -> None:
    """A probe: four strokes that leave the place itself free."""
    path = QPainterPath()
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        path.moveTo(center + QPointF(dx, dy) * canvas.px(3))
        path.lineTo(center + QPointF(dx, dy) * canvas.px(9))
    ink.shape(path, color, LINE_PX)


def _small_dot(canvas: OverlayCanvas, ink: MarkInk, center: QPointF, color: QColor) -> None:
    ink.dot(center, DOT_RADIUS_PX + 0.5, color)


_POINT_SIGNS: Mapping[MarkKind, Callable[[OverlayCanvas, MarkInk, QPointF, QColor], None]] = {
    MarkKind.PROBE: _sights,
    MarkKind.TEXT: _small_dot,
}
"""How the place of a point mark is shown; a ring with a dot where nothing else is said."""


def _draw_lines(canvas: OverlayCanvas, ink: MarkInk, shown: DrawnMark) -> None:
    """Lines, construction, handles and, of a mark that goes through the cut, crosses."""
    width = SELECTED_LINE_PX if shown.mark.selected else LINE_PX
    dash = FAINT_DASH if shown.presence is Presence.FAINT else ()
    color = _color(shown)
    ink.lines((*shown.lines, *shown.guides.measured), color, width, dash)
    if shown.guides.helping:
        ink.lines(shown.guides.helping, _color(shown, alpha=HELPER_ALPHA), HELPER_PX, HELPER_DASH)
    for arc in shown.guides.arcs:
        ink.shape(_arc(canvas, arc), color, 1.2)
    if shown.ghosts:
        ink.lines(shown.ghosts, _faint(shown), width, FAINT_DASH)
    for place in shown.crossings:
        ink.shape(_cross(canvas, display_place(place)), color, LINE_PX)
    _draw_handles(ink, shown)


def _draw_handles(ink: MarkInk, shown: DrawnMark) -> None:
    """Rings at the ends of a few points, dots at many; filled while the mark is selected and can be moved."""
    is_many, is_selected = len(shown.handles) > MANY_POINTS, shown.mark.selected
    is_area = MARK_KINDS[shown.mark.kind].family is MarkFamily.AREA
    if len(shown.handles) > DRAWN_HANDLES or (is_many and is_area and not is_selected):
        return
    radius = (DOT_RADIUS_PX if is_many else HANDLE_RADIUS_PX) + (1 if is_selected else 0)
    for place, is_on_cut in zip(shown.handles, shown.is_on_cut, strict=True):
        if not (is_on_cut or shown.is_whole):
            continue
        color = _color(shown) if is_on_cut else _faint(shown)
        center = display_place(place)
        if is_on_cut and (is_many or (is_selected and shown.mark.movable)):
            ink.dot(center, radius, color)
        else:
            ink.ring(center, radius, color)


_PAINTERS: Mapping[MarkFamily, Painter] = {
    **dict.fromkeys(MarkFamily, _draw_lines),
    MarkFamily.POINT: _draw_point,
}


def _arrow_head(canvas: OverlayCanvas, ink: MarkInk, shown: DrawnMark) -> None:
    """At the first point, which is what the arrow points at."""
    if not shown.is_whole or len(shown.handles) < 2:
        return
    tip, tail = shown.handles[:2]
    length = float(np.hypot(*(tail - tip)))
    if length < 1:
        return
    along = (tail - tip) / length
    across = np.array([-along[1], along[0]])
    back, half = (canvas.px(size) for size in ARROW_PX)
    wings = [tip + along * back + side * across * half for side in (1, -1)]
    ink.lines([np.array([wings[0], tip, wings[1]])], _color(shown), SELECTED_LINE_PX)


def _end_bars(canvas: OverlayCanvas, ink: MarkInk, shown: DrawnMark) -> None:
    """Bars across both ends of a distance between two surfaces."""
    if not shown.is_whole or len(shown.handles) != 2:
        return
    along = shown.handles[1] - shown.handles[0]
    length = float(np.hypot(*along))
    if length < 1:
        return
    bar = np.array([-along[1], along[0]]) / length * canvas.px(CAP_PX)
    ink.lines([np.array([end - bar, end + bar]) for end in shown.handles], _color(shown), LINE_PX)


_ADDITIONS: Mapping[MarkKind, Painter] = {
    MarkKind.ARROW: _arrow_head,
    **dict.fromkeys((MarkKind.CANAL, MarkKind.LATERAL_RECESS, MarkKind.JOINT_SPACE), _end_bars),
}
"""What a kind has beyond the look of its family."""


def _arc(canvas: OverlayCanvas, points: FloatArray) -> QPainterPath:
    """The arc of an angle (end, vertex, end) about its vertex, no larger than its arms."""
    a, vertex, b = (display_place(point) for point in points)
    start, end = (math.degrees(math.atan2(vertex.y() - p.y(), p.x() - vertex.x())) for p in (a, b))
    sweep = (end - start + 180) % 360 - 180
    reach = min(math.hypot(p.x() - vertex.x(), p.y() - vertex.y()) for p in (a, b))
    radius = min(canvas.px(ARC_PX), reach)
    box = QRectF(vertex.x() - radius, vertex.y() - radius, 2 * radius, 2 * radius)
    path = QPainterPath()
    path.arcMoveTo(box, start)
    path.arcTo(box, start, sweep)
    return path


def _cross(canvas: OverlayCanvas, center: QPointF) -> QPainterPath:
    path, reach = QPainterPath(), canvas.px(CROSS_PX)
    for dx, dy in ((1, 1), (1, -1)):
        path.moveTo(center - QPointF(dx, dy) * reach)
        path.lineTo(center + QPointF(dx, dy) * reach)
    return path


@lru_cache(maxsize=1024)
def _sampled(shown: DrawnMark, step: float) -> FloatArray:
    """Places of the painter (n, 2) all along a mark itself, no farther apart than a step: what a label belongs to."""
    lines = (*shown.lines, *shown.ghosts, *shown.guides.measured)
    return np.vstack(
        [shown.shown_handles + 0.5, *(place[None] + 0.5 for place in shown.crossings), _along(lines, step)]
    )


def _along(lines: tuple[FloatArray, ...], step: float) -> FloatArray:
    places = [np.empty((0, 2))]
    for line in lines:
        lengths = np.hypot(*np.diff(line, axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(lengths)])
        wanted = np.linspace(0.0, along[-1], max(2, math.ceil(float(along[-1]) / step) + 1))
        places.append(np.column_stack([np.interp(wanted, along, line[:, axis]) for axis in (0, 1)]) + 0.5)
    return np.vstack(places)


def _lines(shown: DrawnMark, *, is_short: bool = False) -> list[str]:
    """What stands beside a mark on its slice, or while it is selected; in short its name and principal value."""
    mark = shown.mark
    if not (shown.presence is Presence.SOLID or mark.selected):
        return []
    values = mark.value_text.split("\n")[: 1 if is_short else None]
    return [line for line in (*mark.label.split("\n"), *values) if line]


def _is_crowded(canvas: OverlayCanvas, shown: tuple[DrawnMark, ...]) -> bool:
    """Whether all labels in full would cover more of the anatomy than is right."""
    sizes = [canvas.text_size(line, strong=True) for one in shown for line in _lines(one)]
    covered = sum(width * height for width, height in sizes)
    return bool(covered > MOST_COVERED * canvas.width * canvas.height)


def _label(canvas: OverlayCanvas, shown: DrawnMark, extent: FloatArray, *, is_short: bool) -> LabelBox | None:
    mark, lines = shown.mark, _lines(shown, is_short=is_short)
    if not lines or not len(extent):
        return None
    middle = shown.shown_handles.mean(axis=0) + 0.5 if len(shown.shown_handles) else extent.mean(axis=0)
    anchor = QPointF(float(middle[0]), float(middle[1]))
    box = labelled(canvas, anchor, lines, QColor(tone_color(mark.tone)), extent=extent, offset=mark.label_offset)
    if box is None:
        return None
    return LabelBox(mark.mark_id, box.left(), box.top(), box.width(), box.height(), (anchor.x(), anchor.y()))
