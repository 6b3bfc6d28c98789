"""Paints planned needles over a frame: solid on the cut, dashed off it, with ticks every 10 mm."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtGui import QColor

from annotations.geometry import FloatArray
from annotations.locations import PatientLocation
from viewers.qt.overlay_canvas import OverlayCanvas, display_place
from viewers.qt.overlay_labels import labelled
from viewers.qt.tones import TONES
from viewers.state.frame import FrameGeometry
from viewers.state.mark_cuts import within
from viewers.state.overlay import OverlayContent, OverlayNeedle
from viewers.tools.placement import SOLID_DISTANCE_MM, display_points, plane_distances_mm, shares_space

NEEDLE_DISTANCE_MM = 30.0
"""A needle's projection is drawn dashed up to this far from the cut."""
NEEDLE_TICK_MM = 10.0
PALE_ALPHA = 120
DASH = (3.0, 3.0)


def paint_needles(canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent) -> None:
    """Planned needles: solid where they lie on the cut, dashed and paler where they are off it."""
    for needle in content.needles:
        ends = PatientLocation(needle.frame_of_reference_uid, (needle.entry_lps_mm, needle.tip_lps_mm))
        if shares_space(geometry, ends):
            _needle(canvas, geometry, needle, ends)


def _needle(canvas: OverlayCanvas, geometry: FrameGeometry, needle: OverlayNeedle, ends: PatientLocation) -> None:
    pixels, distances = display_points(geometry, ends), plane_distances_mm(geometry, ends)
    ends_mm = (float(distances[0]), float(distances[1]))
    color, pale = QColor(TONES["accent"]), QColor(TONES["accent"])
    pale.setAlpha(PALE_ALPHA)
    _part(canvas, pixels, within(ends_mm, NEEDLE_DISTANCE_MM), pale, DASH)
    _part(canvas, pixels, within(ends_mm, SOLID_DISTANCE_MM), color, ())
    _ticks(canvas, needle, pixels, distances)
    for index, tone in ((0, "accent"), (1, "alert")):
        if abs(distances[index]) <= NEEDLE_DISTANCE_MM:
            is_on_cut = bool(abs(distances[index]) <= SOLID_DISTANCE_MM)
            canvas.dot(
                display_place(pixels[index]), 5.0 if needle.selected else 4.0, QColor(TONES[tone]), filled=is_on_cut
            )
    if needle.label and abs(distances[1]) <= SOLID_DISTANCE_MM:
        labelled(canvas, display_place(pixels[1]), [needle.label], color)


def _part(
    canvas: OverlayCanvas,
    pixels: FloatArray,
    part: tuple[float, float] | None,
    color: QColor,
    dash: tuple[float, ...],
) -> None:
    if part is not None:
        canvas.line([display_place(pixels[0] + t * (pixels[1] - pixels[0])) for t in part], color, 2.0, dash)


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
            canvas.line([display_place(middle - across), display_place(middle + across)], QColor(TONES["accent"]), 1.4)
