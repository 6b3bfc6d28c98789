"""Paints label maps over a picture: a thin veil inside, a firm line at the border, and the ring of a brush."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainterPath

from annotations.geometry import Plane
from viewers.imaging.label_cut import label_cut
from viewers.imaging.label_edits import Labels
from viewers.imaging.label_map import LabelMap
from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.tones import TONES, tone_color
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent, OverlaySegments

FILL_ALPHA = 64
"""The veil: the anatomy under it stays readable."""
EDGE_ALPHA = 190
"""The dark line outside the border, so that it shows on bone as on air."""
LINE_PX = 1.0
PICTURES_KEPT = 6
"""As many panes as usually show one map: what they show is not cut again while only the pointer moves."""
RING_PX = 1.4


@dataclass(frozen=True)
class _Key:
    version: int
    plane: Plane
    mm_per_px: float
    size_px: tuple[int, int]
    tones: tuple[tuple[int, str], ...]
    line_px: int


@dataclass(frozen=True)
class _Picture:
    """None where the plane shows no label."""

    image: QImage | None
    at: QPointF


_PICTURES: WeakKeyDictionary[LabelMap, dict[_Key, _Picture]] = WeakKeyDictionary()
"""What was painted last of each map that is still worked on. GUI thread only."""


def paint_segments(canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent) -> None:
    """The label maps of this Frame of Reference, cut by the plane of the picture; nothing over a curved reformat."""
    if geometry.plane is None or geometry.mm_per_px is None:
        return
    for segments in content.segments:
        if segments.label_map.geometry.frame_of_reference_uid == geometry.frame_of_reference_uid:
            picture = _picture(segments, geometry.plane, geometry.mm_per_px, geometry.size_px, canvas.px(LINE_PX))
            if picture.image is not None:
                canvas.painter.drawImage(picture.at, picture.image)


def paint_brush(canvas: OverlayCanvas, geometry: FrameGeometry, content: OverlayContent) -> None:
    """The ring of the brush in the hand, as large as what it paints."""
    if content.brush_px is None or content.brush_mm is None or geometry.mm_per_px is None:
        return
    radius, path = content.brush_mm / geometry.mm_per_px, QPainterPath()
    x, y = content.brush_px
    path.addEllipse(QPointF(x + 0.5, y + 0.5), radius, radius)
    canvas.stroke(path, QColor(TONES["text"]), RING_PX)


def _picture(
    segments: OverlaySegments, plane: Plane, mm_per_px: float, size_px: tuple[int, int], line_px: float
) -> _Picture:
    key = _Key(segments.version, plane, mm_per_px, size_px, segments.tones, max(1, round(line_px)))
    kept = _PICTURES.setdefault(segments.label_map, {})
    if key not in kept:
        while len(kept) >= PICTURES_KEPT:
            del kept[next(iter(kept))]
        kept[key] = _made(segments.label_map, key)
    return kept[key]


def _made(label_map: LabelMap, key: _Key) -> _Picture:
    cut = label_cut(label_map.labels, label_map.geometry, label_map.bounds, key.plane, key.mm_per_px, key.size_px)
    if cut is None:
        return _Picture(None, QPointF())
    shown = np.pad(_only_shown(cut.labels, key.tones), key.line_px)
    pixels = np.ascontiguousarray(_painted(shown, key))
    height, width = shown.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()
    return _Picture(image, QPointF(cut.left - key.line_px, cut.top - key.line_px))


def _only_shown(labels: Labels, tones: tuple[tuple[int, str], ...]) -> Labels:
    keep = np.zeros(256, dtype=np.uint8)
    for number, _tone in tones:
        keep[number] = number
    return np.asarray(keep[labels])


def _painted(labels: Labels, key: _Key) -> NDArray[np.uint32]:
    """Premultiplied ARGB of a picture of labels with a margin of none around it."""
    veil, line = np.zeros(256, dtype=np.uint32), np.zeros(256, dtype=np.uint32)
    for number, tone in key.tones:
        color = QColor(tone_color(tone))
        veil[number] = _premultiplied(color, FILL_ALPHA)
        line[number] = _premultiplied(color, 255)
    is_border, is_beside = _borders(labels, key.line_px)
    pixels = np.where(is_border, line[labels], veil[labels])
    pixels[is_beside & (labels == 0)] = _premultiplied(QColor(0, 0, 0), EDGE_ALPHA)
    return np.asarray(pixels)


def _borders(labels: Labels, width_px: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Pixels of a label beside another one or none, and pixels beside a label of another number."""
    is_border, is_beside = np.zeros(labels.shape, dtype=bool), np.zeros(labels.shape, dtype=bool)
    for axis in (0, 1):
        for step in range(1, width_px + 1):
            one, other = np.moveaxis(labels, axis, 0)[:-step], np.moveaxis(labels, axis, 0)[step:]
            differs = one != other
            for target, of in ((is_border, 0), (is_beside, 1)):
                turned = np.moveaxis(target, axis, 0)
                turned[:-step] |= differs & ((one if of == 0 else other) != 0)
                turned[step:] |= differs & ((other if of == 0 else one) != 0)
    return is_border, is_beside


def _premultiplied(color: QColor, alpha: int) -> int:
    red, green, blue = (part * alpha // 255 for part in (color.red(), color.green(), color.blue()))
    return (alpha << 24) | (red << 16) | (green << 8) | blue
