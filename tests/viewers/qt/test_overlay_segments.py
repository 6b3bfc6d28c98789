"""Label maps over a picture: veil, line, dark edge, what is hidden, and the ring of the brush."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from annotations.geometry import VolumeGeometry
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import axial_geometry, image_geometry
from viewers.imaging.label_edits import LabelEdit, box_between
from viewers.imaging.label_map import LabelMap
from viewers.qt.overlay_canvas import OverlayCanvas
from viewers.qt.overlay_segments import FILL_ALPHA, paint_brush, paint_segments
from viewers.qt.tones import tone_color
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent, OverlaySegments

GREY = 100
AFFINE = np.array([[0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]], dtype=float)
"""1 mm voxels: i along x, j along y, k along z."""


def a_map() -> LabelMap:
    """Label 1 in columns 10 to 29, label 2 in columns 30 to 39, rows 10 to 29, on slice 0."""
    labels = np.zeros((3, 50, 100), dtype=np.uint8)
    labels[0, 10:30, 10:30] = 1
    labels[0, 10:30, 30:40] = 2
    return LabelMap(labels, VolumeGeometry.from_array(AFFINE, labels.shape, FRAME_OF_REFERENCE))


def painted(content: OverlayContent, geometry: FrameGeometry) -> np.ndarray:
    """RGB of a grey picture of 200 x 100 pixels, 0.5 mm each, with the content over it."""
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(GREY, GREY, GREY))
    painter = QPainter(image)
    canvas = OverlayCanvas.of_size(painter, 200, 100, 1.0)
    paint_segments(canvas, geometry, content)
    paint_brush(canvas, geometry, content)
    painter.end()
    bits = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(100, 200, 4)
    return bits[..., 2::-1].copy()


def content_of(label_map: LabelMap, tones: tuple[tuple[int, str], ...]) -> OverlayContent:
    return OverlayContent(segments=(OverlaySegments(label_map, label_map.version, tones),))


TONES = ((1, "reference"), (2, "left"))


@pytest.mark.usefixtures("qapp")
def test_inside_is_a_veil_the_border_a_firm_line_and_beside_it_dark() -> None:
    shown = painted(content_of(a_map(), TONES), axial_geometry())
    color = np.array(QColor(tone_color("reference")).getRgb()[:3])
    # Column 10 begins at 9.5 mm, which is display pixel 19.
    assert shown[40, 40] == pytest.approx(GREY + (color - GREY) * FILL_ALPHA / 255, abs=2)
    assert shown[40, 19].tolist() == color.tolist()
    assert shown[40, 18].max() < GREY / 2
    assert shown[40, 10].tolist() == [GREY] * 3


@pytest.mark.usefixtures("qapp")
def test_between_two_labels_each_has_its_own_line() -> None:
    shown = painted(content_of(a_map(), TONES), axial_geometry())
    assert shown[40, 58].tolist() == list(QColor(tone_color("reference")).getRgb()[:3])
    assert shown[40, 59].tolist() == list(QColor(tone_color("left")).getRgb()[:3])


@pytest.mark.usefixtures("qapp")
def test_a_hidden_label_another_space_and_another_slice_show_nothing() -> None:
    plain = np.full((100, 200, 3), GREY)
    only_one = painted(content_of(a_map(), TONES[:1]), axial_geometry())
    assert (only_one[:, 62:] == GREY).all()
    assert (painted(content_of(a_map(), ()), axial_geometry()) == plain).all()
    assert (painted(content_of(a_map(), TONES), axial_geometry(z=2.0)) == plain).all()
    assert (painted(content_of(a_map(), TONES), image_geometry()) == plain).all()


@pytest.mark.usefixtures("qapp")
def test_an_edit_is_seen_with_the_next_painting() -> None:
    label_map = a_map()
    before = painted(content_of(label_map, TONES), axial_geometry())
    box = box_between(np.array((0, 40, 60)), np.array((1, 45, 70)))
    label_map.apply(LabelEdit(box, np.full((1, 5, 10), 2, dtype=np.uint8)))
    after = painted(content_of(label_map, TONES), axial_geometry())
    assert (before[84, 130] == GREY).all()
    assert (after[84, 130] != GREY).any()
    assert label_map.count(2) == 20 * 10 + 50


@pytest.mark.usefixtures("qapp")
def test_the_ring_is_as_large_as_the_brush() -> None:
    shown = painted(OverlayContent(brush_mm=10.0, brush_px=(100.0, 50.0)), axial_geometry())
    assert (shown[50, 120] != GREY).any()
    assert (shown[50, 80] != GREY).any()
    assert (shown[50, 100] == GREY).all()
    assert (painted(OverlayContent(brush_mm=10.0), axial_geometry()) == GREY).all()


def test_counts_follow_edits_and_slices_put_back(qtbot: QtBot) -> None:
    label_map = a_map()
    version = label_map.version
    assert label_map.volume_ml(1) == pytest.approx(0.4)
    label_map.put_slices([(0, np.zeros((50, 100), dtype=np.uint8))])
    assert (label_map.count(1), label_map.count(2)) == (0, 0)
    assert label_map.version > version
