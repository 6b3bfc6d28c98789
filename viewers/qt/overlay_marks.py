"""Paints marks, needles, level labels, crosshair and reference lines over a frame, each only where it belongs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath

from annotations.geometry import FloatArray, Point
from annotations.locations import PatientLocation
from annotations.marks import MarkKind
from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.tones import TONES, tone_color
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import LabelBox, OverlayContent, OverlayLabel, OverlayMark, OverlayNeedle
from viewers.tools.placement import (
    GHOST_DISTANCE_MM,
    SOLID_DISTANCE_MM,
    display_points,
    place_on_screen,
    plane_distances_mm,
    shares_space,
)

LEVEL_LABEL_DISTANCE_MM = 15.0
"""A level is named on cuts through its body or disc: about half the height or width of a lumbar vertebra."""
NEEDLE_DISTANCE_MM = 30.0
"""A needle's projection is drawn dashed up to this far from the cut."""
NEEDLE_TICK_MM = 10.0
CROSSHAIR_GAP_PX = 14.0
CROSSHAIR_ARM_PX = 26.0
"""How far the crosshair reaches where the lines of three planes are drawn."""
GHOST_ALPHA = 120
HANDLE_RADIUS_PX = 4.0
POINT_RADIUS_PX = 7.0
LEADER_PX = (30.0, 22.0)
"""Offset of a label from its mark."""
LEADER_REACHES = (1.0, 2.0, 3.2)
"""How many times that offset a label may be moved up or down to find a free place."""
UNDERLINE_GAP_PX = 2.0
"""Between the lowest letters of a label and the line under it."""
LABEL_HALO_PX = 3.6
"""Labels lie on the anatomy itself, often on white bone; their dark edge is wider than that of corner text."""
LINE_ROOM_PX = 1.5
"""Half the width that labels leave free around a crosshair."""
DASH = (4.0, 4.0)
GHOST_DASH = (3.0, 3.0)


@dataclass(frozen=True)
class _Placed:
    """A mark on this frame: its display points and whether each lies on the cut."""

    points: tuple[QPointF, ...]
    on_cut: tuple[bool, ...]

    @property
    def is_solid(self) -> bool:
        return all(self.on_cut)


def paint_marks(canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent) -> tuple[LabelBox, ...]:
    """All marks of this space within `GHOST_DISTANCE_MM` of the cut, then their labels so that none is drawn over.

    Returns where the labels are.
    """
    marks = [mark for mark in content.marks if not mark.hidden]
    placed = [(mark, _placed(geometry, mark)) for mark in sorted(marks, key=lambda mark: mark.selected)]
    shown = [(mark, place) for mark, place in placed if place is not None]
    for mark, place in shown:
        _SHAPES.get(mark.kind, _draw_path)(canvas, mark, place)
        for point in place.points:
            canvas.take(_around(canvas, point))
    boxes = [_label(canvas, mark, place) for mark, place in reversed(shown)]
    return tuple(box for box in boxes if box is not None)


def _around(canvas: OverlayCanvas, point: QPointF) -> QRectF:
    reach = canvas.px(POINT_RADIUS_PX)
    return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)


def _placed(geometry: FrameGeometry, mark: OverlayMark) -> _Placed | None:
    if not shares_space(geometry, mark.location):
        return None
    distances = np.abs(plane_distances_mm(geometry, mark.location))
    if distances.max() > GHOST_DISTANCE_MM:
        return None
    points = tuple(_point(xy) for xy in display_points(geometry, mark.location))
    return _Placed(points, tuple(bool(d <= SOLID_DISTANCE_MM) for d in distances))


def _point(xy: FloatArray) -> QPointF:
    # Display pixel 0 is the CENTRE of the first pixel; the painter counts from its corner.
    return QPointF(float(xy[0]) + 0.5, float(xy[1]) + 0.5)


def _color(mark: OverlayMark, is_solid: bool) -> QColor:
    color = QColor(tone_color(mark.tone))
    color.setAlpha(255 if is_solid else GHOST_ALPHA)
    return color


def _draw_point(canvas: OverlayCanvas, mark: OverlayMark, place: _Placed) -> None:
    color, center = _color(mark, place.is_solid), place.points[0]
    if not place.is_solid:
        ring = QPainterPath()
        ring.addEllipse(center, canvas.px(4), canvas.px(4))
        canvas.stroke(ring, color, 1.2, GHOST_DASH)
        return
    if mark.selected:
        canvas.dot(center, POINT_RADIUS_PX + 4, QColor(TONES["text"]), filled=False)
    canvas.dot(center, POINT_RADIUS_PX, color, filled=False)
    canvas.dot(center, 2.0, color)


def _draw_path(canvas: OverlayCanvas, mark: OverlayMark, place: _Placed) -> None:
    color = _color(mark, place.is_solid)
    width = 2.2 if mark.selected else 1.6
    if len(place.points) > 1:
        canvas.line(place.points, color, width, () if place.is_solid else GHOST_DASH)
    for point, is_on_cut in zip(place.points, place.on_cut, strict=True):
        radius = HANDLE_RADIUS_PX + (1 if mark.selected else 0)
        canvas.dot(point, radius, _color(mark, is_on_cut), filled=mark.selected and is_on_cut)


def _draw_angle(canvas: OverlayCanvas, mark: OverlayMark, place: _Placed) -> None:
    _draw_path(canvas, mark, place)
    if len(place.points) == 3:
        canvas.stroke(_arc(canvas, *place.points), _color(mark, place.is_solid), 1.2)


def _arc(canvas: OverlayCanvas, a: QPointF, vertex: QPointF, b: QPointF) -> QPainterPath:
    start, end = (math.degrees(math.atan2(vertex.y() - p.y(), p.x() - vertex.x())) for p in (a, b))
    sweep = (end - start + 180) % 360 - 180
    reach = min(math.hypot(p.x() - vertex.x(), p.y() - vertex.y()) for p in (a, b))
    radius = min(canvas.px(18), reach)
    box = QRectF(vertex.x() - radius, vertex.y() - radius, 2 * radius, 2 * radius)
    path = QPainterPath()
    path.arcMoveTo(box, start)
    path.arcTo(box, start, sweep)
    return path


_SHAPES: Mapping[MarkKind, Callable[[OverlayCanvas, OverlayMark, _Placed], None]] = {
    MarkKind.POINT: _draw_point,
    MarkKind.LENGTH: _draw_path,
    MarkKind.ANGLE: _draw_angle,
}


def _label(canvas: OverlayCanvas, mark: OverlayMark, place: _Placed) -> LabelBox | None:
    lines = [text for text in (mark.label, mark.value_text) if text]
    if not lines or not (place.is_solid or mark.selected):
        return None
    anchor = place.points[0] if mark.kind is MarkKind.POINT else _middle(place.points)
    box = labelled(canvas, anchor, lines, QColor(tone_color(mark.tone)), offset=mark.label_offset)
    if box is None:
        return None
    return LabelBox(mark.mark_id, box.left(), box.top(), box.width(), box.height(), (anchor.x(), anchor.y()))


def _middle(points: tuple[QPointF, ...]) -> QPointF:
    if len(points) == 3:
        return points[1]
    return QPointF(sum(p.x() for p in points) / len(points), sum(p.y() for p in points) / len(points))


def labelled(
    canvas: OverlayCanvas,
    anchor: QPointF,
    lines: list[str],
    color: QColor,
    *,
    offset: tuple[float, float] | None = None,
) -> QRectF | None:
    """Text beside a point with a leader line, inside the picture: where it was put, else where there is most room.

    `offset` leads from the point to the middle of the text. Returns the place of the text.
    """
    if not canvas.bounds.contains(anchor):
        return None
    box = _label_box(canvas, anchor, lines, offset)
    _leader(canvas, anchor, box, color)
    line_height = canvas.metrics(strong=True).height()
    for number, line in enumerate(lines):
        at = QPointF(box.left(), box.top() + number * line_height)
        canvas.text(at, line, color, strong=True, halo=LABEL_HALO_PX)
    return box


def _label_box(canvas: OverlayCanvas, anchor: QPointF, lines: list[str], offset: tuple[float, float] | None) -> QRectF:
    """Where the text goes, with room for its underline: near and far places on four sides, the nearest free one."""
    metrics = canvas.metrics(strong=True)
    width = max(metrics.horizontalAdvance(line) for line in lines)
    height = metrics.height() * len(lines)
    if offset is not None:
        middle = anchor + QPointF(canvas.px(offset[0]), canvas.px(offset[1]))
        return canvas.kept_inside(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height))
    choices = [
        canvas.kept_inside(QRectF(x, y, width, height))
        for reach in LEADER_REACHES
        for y in (anchor.y() - canvas.px(LEADER_PX[1]) * reach - height, anchor.y() + canvas.px(LEADER_PX[1]) * reach)
        for x in (anchor.x() + canvas.px(LEADER_PX[0]), anchor.x() - canvas.px(LEADER_PX[0]) - width)
    ]
    below = canvas.px(UNDERLINE_GAP_PX)

    def cost(rect: QRectF) -> float:
        return canvas.crowding(rect.adjusted(0, -below, 0, below)) + (1e6 if rect.contains(anchor) else 0)

    return min(choices, key=cost)


def _leader(canvas: OverlayCanvas, anchor: QPointF, box: QRectF, color: QColor) -> None:
    """From the mark to the text, then along it, clear of the letters that reach below the line."""
    is_above = box.center().y() < anchor.y()
    gap = canvas.px(UNDERLINE_GAP_PX)
    foot = box.bottom() + gap if is_above else box.top() - gap
    near, far = (box.left(), box.right()) if box.center().x() > anchor.x() else (box.right(), box.left())
    direction = QPointF(near - anchor.x(), foot - anchor.y())
    length = math.hypot(direction.x(), direction.y())
    if length <= canvas.px(POINT_RADIUS_PX):
        return
    start = anchor + direction * (canvas.px(POINT_RADIUS_PX) / length)
    canvas.line([start, QPointF(near, foot), QPointF(far, foot)], color, 1.0)
    canvas.take(QRectF(box.left(), min(foot, box.top()), box.width(), box.height() + gap))


def paint_needles(canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent) -> None:
    """Planned needles: solid where they lie on the cut, dashed and paler where they are off it."""
    for needle in content.needles:
        ends = PatientLocation(needle.frame_of_reference_uid, (needle.entry_lps_mm, needle.tip_lps_mm))
        if shares_space(geometry, ends):
            _needle(canvas, geometry, needle, ends)


def _needle(canvas: OverlayCanvas, geometry: FrameGeometry, needle: OverlayNeedle, ends: PatientLocation) -> None:
    pixels, distances = display_points(geometry, ends), plane_distances_mm(geometry, ends)
    color, pale = QColor(TONES["accent"]), QColor(TONES["accent"])
    pale.setAlpha(GHOST_ALPHA)
    _part(canvas, pixels, within(distances, NEEDLE_DISTANCE_MM), pale, GHOST_DASH)
    _part(canvas, pixels, within(distances, SOLID_DISTANCE_MM), color, ())
    _ticks(canvas, needle, pixels, distances)
    for index, tone in ((0, "accent"), (1, "alert")):
        if abs(distances[index]) <= NEEDLE_DISTANCE_MM:
            is_on_cut = bool(abs(distances[index]) <= SOLID_DISTANCE_MM)
            canvas.dot(_point(pixels[index]), 5.0 if needle.selected else 4.0, QColor(TONES[tone]), filled=is_on_cut)
    if needle.label and abs(distances[1]) <= SOLID_DISTANCE_MM:
        labelled(canvas, _point(pixels[1]), [needle.label], color)


def within(distances: FloatArray, limit_mm: float) -> tuple[float, float] | None:
    """The part of a straight path (fractions from its start) whose distance from the cut is at most `limit_mm`."""
    start, end = float(distances[0]), float(distances[1])
    if abs(end - start) < 1e-9:
        return (0.0, 1.0) if abs(start) <= limit_mm else None
    crossings = sorted((side * limit_mm - start) / (end - start) for side in (-1, 1))
    low, high = max(0.0, crossings[0]), min(1.0, crossings[1])
    return (low, high) if low < high else None


def _part(
    canvas: OverlayCanvas,
    pixels: FloatArray,
    part: tuple[float, float] | None,
    color: QColor,
    dash: tuple[float, ...],
) -> None:
    if part is not None:
        canvas.line([_point(pixels[0] + t * (pixels[1] - pixels[0])) for t in part], color, 2.0, dash)


def _ticks(canvas: OverlayCanvas, needle: OverlayNeedle, pixels: FloatArray, distances: FloatArray) -> None:
    """Every 10 mm from the tip backwards, as the marks on a needle are read."""
    length = math.dist(needle.entry_lps_mm, needle.tip_lps_mm)
    along = pixels[0] - pixels[1]
    reach = float(np.hypot(*along))
    if length <= 0 or reach < canvas.px(12):
        return
    across = np.array([-along[1], along[0]]) / reach * canvas.px(4)
    for number in range(1, int(length / NEEDLE_TICK_MM) + 1):
        fraction = number * NEEDLE_TICK_MM / length
        if abs(distances[1] + fraction * (distances[0] - distances[1])) <= SOLID_DISTANCE_MM:
            middle = pixels[1] + fraction * along
            canvas.line([_point(middle - across), _point(middle + across)], QColor(TONES["accent"]), 1.4)


def paint_levels(canvas: OverlayCanvas, geometry: FrameGeometry, labels: tuple[OverlayLabel, ...]) -> None:
    """Level names of the ledger on the cuts that pass through them."""
    for label in labels:
        where = place_on_screen(geometry, label.frame_of_reference_uid, label.point_lps_mm)
        if where is None or abs(_depth_mm(geometry, label.point_lps_mm)) > LEVEL_LABEL_DISTANCE_MM:
            continue
        at = QPointF(where[0] + 0.5, where[1] + 0.5)
        metrics = canvas.metrics(strong=True)
        corner = QPointF(at.x() - metrics.horizontalAdvance(label.text) / 2, at.y() - metrics.height() / 2)
        if canvas.bounds.contains(at):
            canvas.text(corner, label.text, QColor(TONES["accent"]), strong=True)


def _depth_mm(geometry: FrameGeometry, point: Point) -> float:
    """How far a point is off a cut, or off a curved sheet."""
    if geometry.curve is not None:
        return geometry.curve.sheet.from_lps(point)[2] - geometry.curve.sheet.depth_mm
    return 0.0 if geometry.plane is None else float(geometry.plane.signed_distance_mm(point))


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
        return _point(display_points(geometry, on_image)[0])
    if content.crosshair_lps_mm is None:
        return None
    at = place_on_screen(geometry, content.crosshair_frame_of_reference_uid, content.crosshair_lps_mm)
    return None if at is None else QPointF(at[0] + 0.5, at[1] + 0.5)
