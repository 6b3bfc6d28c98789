"""What is painted over a 3-D picture: names and needles with their depth, cube, scale, cuts and the scalpel's line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QPen

from annotations.geometry import Point
from viewers.qt.overlay_canvas import CHIP_PADDING_PX, OverlayCanvas
from viewers.qt.overlay_labels import LABEL_HALO_PX, labelled
from viewers.qt.overlay_painter import paint_scale_bar
from viewers.qt.tones import LETTER_PX, TONES
from viewers.state.box_handles import EDGES, box_handles
from viewers.state.cuts_3d import Box3D
from viewers.state.scene_3d import Frame3D, View3D
from viewers.state.standard_views import CubeFace, cube_faces

BEHIND_ALPHA = 195
"""What lies behind bone is drawn fainter, and dashed; still 4.5 to 1 over black."""
BEHIND_DASH = (3.0, 3.0)
BEHIND_WORD = "behind"
RING_PX = 7.0
LEVEL_DOT_PX = 2.6
CUBE_HALF_EDGE_PX = 21.0
CUBE_ROOM_PX = 48.0
"""From the middle of the cube to the edges of the picture."""
FACE_ALPHA = (150, 225)
"""How solid the flattest and the squarest face of the cube is."""
HANDLE_PX = 6.0
HINT_ABOVE_PX = 96.0
"""Upper edge of the hint over the lower edge of the picture: clear of scale and letter."""


def cube_of(view: View3D, width: float, height: float, ratio: float) -> tuple[CubeFace, ...]:
    """The orientation cube at the lower right of a picture, in device pixels."""
    room = CUBE_ROOM_PX * ratio
    return cube_faces(view, (width - room, height - room), CUBE_HALF_EDGE_PX * ratio)


def paint_cube(canvas: OverlayCanvas, view: View3D) -> None:
    """The cube with the letter of each face that is seen."""
    faces = cube_of(view, canvas.width, canvas.height, canvas.ratio)
    for face in faces:
        path = _closed([QPointF(*corner) for corner in face.outline])
        tint = QColor(TONES["panel"]).lighter(round(120 + 90 * face.facing))
        tint.setAlpha(round(FACE_ALPHA[0] + (FACE_ALPHA[1] - FACE_ALPHA[0]) * face.facing))
        canvas.painter.fillPath(path, tint)
        canvas.painter.strokePath(path, QPen(QColor(TONES["text-2"]), canvas.px(1)))
        _cube_letter(canvas, face)
    room = canvas.px(CUBE_ROOM_PX)
    canvas.take(QRectF(canvas.width - 2 * room, canvas.height - 2 * room, 2 * room, 2 * room))


def _cube_letter(canvas: OverlayCanvas, face: CubeFace) -> None:
    if face.facing < 0.3:
        return
    metrics = canvas.metrics(LETTER_PX, strong=True)
    x, y = face.middle
    at = QPointF(x - metrics.horizontalAdvance(face.letter) / 2, y - metrics.height() / 2)
    canvas.text(at, face.letter, QColor(TONES["text"]), size=LETTER_PX, strong=True)


def paint_scale(canvas: OverlayCanvas, frame: Frame3D) -> None:
    """The scale: the projection is parallel, so it holds at every depth."""
    paint_scale_bar(canvas, frame.view.mm_per_px * frame.scene.size_px[0] / canvas.width)


def paint_scene_words(canvas: OverlayCanvas, frame: Frame3D) -> None:
    """Names of levels, findings, targets and needles; what lies behind bone is dashed, fainter and says so."""
    _paint_needles(canvas, frame)
    for label, is_behind in zip(frame.scene.labels, frame.covered_labels(), strict=True):
        at = _placed(canvas, frame, label.point_lps_mm)
        if at is not None:
            _level(canvas, at, label.text, is_behind=is_behind)
    for sphere, is_behind in zip(frame.scene.spheres, frame.covered_spheres(), strict=True):
        at = _placed(canvas, frame, sphere.center_lps_mm)
        if at is not None:
            _named(canvas, at, sphere.label, QColor.fromRgbF(*sphere.color), is_behind=is_behind)


def _level(canvas: OverlayCanvas, at: QPointF, text: str, *, is_behind: bool) -> None:
    color = _toned(QColor(TONES["accent"]), is_behind=is_behind)
    if is_behind:
        _ring(canvas, at, color)
    else:
        canvas.dot(at, LEVEL_DOT_PX, color)
    metrics = canvas.metrics(strong=not is_behind)
    corner = QPointF(at.x() + canvas.px(RING_PX + 3), at.y() - metrics.height() / 2)
    canvas.text(corner, text, color, strong=not is_behind, halo=LABEL_HALO_PX)


def _named(canvas: OverlayCanvas, at: QPointF, text: str, color: QColor, *, is_behind: bool) -> None:
    shown = _toned(color, is_behind=is_behind)
    if is_behind:
        _ring(canvas, at, shown)
    if text:
        labelled(canvas, at, [text, BEHIND_WORD] if is_behind else [text], shown)


def _ring(canvas: OverlayCanvas, at: QPointF, color: QColor) -> None:
    ring = QPainterPath()
    ring.addEllipse(at, canvas.px(RING_PX), canvas.px(RING_PX))
    canvas.stroke(ring, color, 1.3, BEHIND_DASH)


def _paint_needles(canvas: OverlayCanvas, frame: Frame3D) -> None:
    """Dashes where a needle runs behind bone; what lies before it is in the picture already."""
    for number, needle in enumerate(frame.scene.needles):
        points = [_display(canvas, frame, point) for point in needle.points_lps_mm().tolist()]
        color = _toned(QColor.fromRgbF(*needle.color), is_behind=True)
        covered = frame.covered_needle(number)
        for is_behind, run in groupby(range(len(points)), key=lambda index: covered[index]):
            indices = list(run)
            if is_behind:
                canvas.line([points[i] for i in range(max(0, indices[0] - 1), indices[-1] + 1)], color, 1.8, (5, 4))
        if needle.label and canvas.bounds.contains(points[0]):
            _named(canvas, points[0], needle.label, QColor.fromRgbF(*needle.color), is_behind=covered[0])


def paint_box(canvas: OverlayCanvas, view: View3D, box: Box3D, chosen_face: str) -> None:
    """The clip box with a handle on each face; the chosen one is filled and keys move it."""
    corners = [QPointF(float(x) + 0.5, float(y) + 0.5) for x, y in view.project(box.corners_lps_mm()).display_px]
    color = QColor(TONES["text-2"])
    for first, second in EDGES:
        canvas.line([corners[first], corners[second]], color, 1.0)
    for handle in box_handles(box, view):
        at = QPointF(handle.display_px[0] + 0.5, handle.display_px[1] + 0.5)
        is_chosen = handle.face == chosen_face
        tone = QColor(TONES["accent" if is_chosen else "text"])
        tone.setAlpha(255 if handle.is_draggable else 110)
        canvas.dot(at, HANDLE_PX, tone, filled=is_chosen)
        metrics = canvas.metrics(strong=True)
        corner = QPointF(at.x() + canvas.px(HANDLE_PX + 3), at.y() - metrics.height() / 2)
        canvas.text(corner, handle.face, tone, strong=True)


def paint_plane(canvas: OverlayCanvas, view: View3D, corners_lps_mm: Sequence[Point]) -> None:
    """The outline of the plane that the volume is cut along."""
    corners = [QPointF(float(x) + 0.5, float(y) + 0.5) for x, y in view.project(corners_lps_mm).display_px]
    canvas.stroke(_closed(corners), QColor(TONES["reference"]), 1.2, (5.0, 4.0))


def paint_outline(canvas: OverlayCanvas, outline: Sequence[tuple[float, float]], *, keeps_inside: bool) -> None:
    """The scalpel's line while it is drawn, closed by a dashed one."""
    points = [QPointF(x + 0.5, y + 0.5) for x, y in outline]
    if len(points) < 2:
        return
    color = QColor(TONES["good" if keeps_inside else "alert"])
    canvas.line(points, color, 1.8)
    canvas.line([points[-1], points[0]], color, 1.2, (4.0, 4.0))


def paint_hint(canvas: OverlayCanvas, text: str, tone: str = "accent") -> None:
    """What the hand does now, in a chip above the scale."""
    width = min(_chip_width(canvas, text), canvas.width - canvas.px(20))
    canvas.chip(QPointF((canvas.width + width) / 2, canvas.height - canvas.px(HINT_ABOVE_PX)), text, tone, width)


def paint_notices(canvas: OverlayCanvas, texts: Sequence[str], top: float, identity_end: float) -> None:
    """What is left out of the picture, in chips on the right under the buttons, clear of the identity on the left."""
    y, edge = top, canvas.width - canvas.px(8)
    for text in texts:
        width = min(_chip_width(canvas, text), edge - canvas.px(8))
        if edge - width < canvas.width / 2:
            y = max(y, identity_end)
        y = canvas.chip(QPointF(edge, y), text, "caution", width).bottom() + canvas.px(4)


def _chip_width(canvas: OverlayCanvas, text: str) -> float:
    return canvas.metrics().horizontalAdvance(text) + canvas.px(2 * CHIP_PADDING_PX[0] + 1)


def _placed(canvas: OverlayCanvas, frame: Frame3D, point: Point) -> QPointF | None:
    """Where a point is on the canvas; None beside the picture."""
    at = _display(canvas, frame, point)
    return at if canvas.bounds.contains(at) else None


def _display(canvas: OverlayCanvas, frame: Frame3D, point: Sequence[float]) -> QPointF:
    x, y = (frame.project([point]).display_px[0] + 0.5) * (
        canvas.width / max(1, frame.scene.size_px[0]),
        canvas.height / max(1, frame.scene.size_px[1]),
    )
    return QPointF(float(x), float(y)) if math.isfinite(x) and math.isfinite(y) else QPointF()


def _toned(color: QColor, *, is_behind: bool) -> QColor:
    toned = QColor(color)
    toned.setAlpha(BEHIND_ALPHA if is_behind else 255)
    return toned


def _closed(points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    path.closeSubpath()
    return path
