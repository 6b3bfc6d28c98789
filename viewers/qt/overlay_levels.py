"""Paints the names of levels beside their bodies and discs, on the cuts that pass through them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from annotations.geometry import Point
from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.tones import TEXT_PX, TONES
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayLabel
from viewers.tools.level_dots import name_reach_mm, shows_dot, side_of_body
from viewers.tools.placement import place_on_screen

DISC_TEXT_PX = TEXT_PX - 2
DOT_PX = 2.6


def paint_levels(canvas: OverlayCanvas, geometry: FrameGeometry, labels: tuple[OverlayLabel, ...]) -> None:
    """Level names of the ledger, bodies first: the name of a disc gives way where there is no room for it."""
    for label in sorted(labels, key=lambda one: one.is_disc):
        where = place_on_screen(geometry, label.frame_of_reference_uid, label.point_lps_mm)
        if where is None or abs(_depth_mm(geometry, label.point_lps_mm)) > name_reach_mm(geometry, label):
            continue
        at = QPointF(where[0] + 0.5, where[1] + 0.5)
        if not canvas.bounds.contains(at):
            continue
        is_beside = label.beside_mm is None or side_of_body(geometry, label) is not None
        if shows_dot(geometry, label) or (label.is_proposed and is_beside):
            canvas.dot(at, DOT_PX, QColor(TONES["accent"]), filled=not label.is_proposed)
        rect = _name_place(canvas, geometry, label, at)
        if rect is not None and not (label.is_disc and canvas.crowding(rect)):
            canvas.text(rect.topLeft(), name_of(label), _color(label), size=_size(label), strong=not label.is_disc)
            canvas.take(rect)


def name_of(label: OverlayLabel) -> str:
    """The name as it is drawn."""
    return f"{label.text}?" if label.is_proposed else label.text


def _name_place(canvas: OverlayCanvas, geometry: FrameGeometry, label: OverlayLabel, at: QPointF) -> QRectF | None:
    metrics = canvas.metrics(_size(label), strong=not label.is_disc)
    width, height = metrics.horizontalAdvance(name_of(label)), metrics.height()
    middle, share = at, 0.5
    if label.beside_mm is not None and geometry.curve is None:
        beside = side_of_body(geometry, label)
        place = None if beside is None else place_on_screen(geometry, label.frame_of_reference_uid, beside)
        if place is None:
            return None
        middle = QPointF(place[0] + 0.5, place[1] + 0.5)
        across = float(np.sign(round(middle.x() - at.x())))
        share = 0.5 - across / 2  # the edge toward the body is where the side of the body is
    return canvas.kept_inside(QRectF(middle.x() - share * width, middle.y() - height / 2, width, height))


def _size(label: OverlayLabel) -> float:
    return DISC_TEXT_PX if label.is_disc else TEXT_PX


def _color(label: OverlayLabel) -> QColor:
    return QColor(TONES["text-2" if label.is_disc else "accent"])


def _depth_mm(geometry: FrameGeometry, point: Point) -> float:
    """How far a point is off a cut, or off a curved sheet."""
    if geometry.curve is not None:
        return geometry.curve.sheet.from_lps(point)[2] - geometry.curve.sheet.depth_mm
    return 0.0 if geometry.plane is None else float(geometry.plane.signed_distance_mm(point))
