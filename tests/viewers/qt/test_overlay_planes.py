"""Overlay planes of an image painted over its frame: each bit over its pixel, in every zoom."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from tests.support.phantoms import SERIES, image_ref
from viewers.imaging.graphics import FrameGraphics
from viewers.imaging.images import PlanarFrame, ProjectionImage
from viewers.imaging.overlay_planes import OverlayKind, OverlayPlane
from viewers.imaging.shutters import RectangularOpening, Shutter
from viewers.qt.corner_text import PLANES_HIDDEN_NOTICE, SHUTTER_OFF_NOTICE, with_corner_text
from viewers.qt.overlay_planes import paint_planes
from viewers.qt.snapshot import image_array, pixels_image, snapshot
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent, TextLevel
from viewers.state.viewport_state import ViewportState

SHAPE = (10, 12)
BITS = np.random.default_rng(2).random((4, 5)) < 0.5
QUIET = OverlayContent(text_level=TextLevel.NONE)


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Pictures need an application."""


def a_plane(bits: NDArray[np.bool_] = BITS, kind: OverlayKind = OverlayKind.GRAPHICS, at=(3, 4)) -> OverlayPlane:
    packed = np.packbits(bits.reshape(-1), bitorder="little").tobytes()
    return OverlayPlane(0x6000, *bits.shape, packed, at, kind)


def painted(geometry: FrameGeometry, *planes: OverlayPlane) -> NDArray[np.uint8]:
    """Only the planes over black."""
    black = np.zeros(geometry.size_px[::-1], np.uint8)
    picture = pixels_image(black).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    paint_planes(painter, geometry, planes)
    painter.end()
    return image_array(picture)


@pytest.mark.parametrize("zoom", [1, 3, 7])
def test_each_bit_covers_its_image_pixel(zoom: int) -> None:
    size = (SHAPE[1] * zoom, SHAPE[0] * zoom)
    first = (1 / zoom - 1) / 2  # the middle of the first display pixel, in image pixels
    picture = painted(
        FrameGeometry(size, column_row_origin=(first, first), image_px_per_px=(1 / zoom, 1 / zoom)), a_plane()
    )
    expected = a_plane().placed(SHAPE).repeat(zoom, axis=0).repeat(zoom, axis=1)
    np.testing.assert_array_equal(picture[..., 0] > 0, expected)
    assert set(np.unique(picture)) == {0, 255}


def test_a_mirrored_image_has_its_plane_mirrored() -> None:
    size = (SHAPE[1], SHAPE[0])
    geometry = FrameGeometry(size, column_row_origin=(SHAPE[1] - 1.0, 0.0), image_px_per_px=(-1.0, 1.0))
    np.testing.assert_array_equal(painted(geometry, a_plane())[..., 0] > 0, a_plane().placed(SHAPE)[:, ::-1])


@pytest.mark.parametrize("zoom", [1.0, 3.0])
@pytest.mark.parametrize(("flip", "quarters"), [(flip, turns) for flip in (False, True) for turns in range(4)])
def test_planes_turn_with_the_picture(flip: bool, quarters: int, zoom: float) -> None:
    state = ViewportState(scale=zoom, flip_horizontal=flip, quarter_turns=quarters)
    size = tuple(int(side * zoom) for side in (SHAPE if quarters % 2 else SHAPE[::-1]))
    geometry = FrameRenderer().render(an_image(), state, size).geometry
    placed = a_plane().placed(SHAPE).repeat(int(zoom), axis=0).repeat(int(zoom), axis=1)
    expected = np.rot90(placed[:, ::-1] if flip else placed, -quarters)
    np.testing.assert_array_equal(painted(geometry, a_plane())[..., 0] > 0, expected)


@pytest.mark.parametrize("step", [1.5, 2.0, 3.3])
def test_no_line_is_lost_when_the_picture_is_smaller_than_the_image(step: float) -> None:
    bits = np.zeros((60, 60), bool)
    bits[17] = bits[:, 23] = True
    count = int(60 / step)
    first = (step - 1) / 2
    geometry = FrameGeometry((count, count), column_row_origin=(first, first), image_px_per_px=(step, step))
    picture = painted(geometry, a_plane(bits, at=(0, 0)))[..., 0] > 0
    assert picture.any(axis=1).all()  # the line down
    assert picture.any(axis=0).all()  # the line across
    assert picture.mean() < 0.5


def test_a_region_is_drawn_by_its_outline() -> None:
    bits = np.zeros(SHAPE, bool)
    bits[2:8, 3:9] = True
    geometry = FrameGeometry((SHAPE[1], SHAPE[0]), column_row_origin=(0.0, 0.0), image_px_per_px=(1.0, 1.0))
    picture = painted(geometry, a_plane(bits, OverlayKind.REGION, (0, 0))).any(axis=-1)
    inner = np.zeros(SHAPE, bool)
    inner[3:7, 4:8] = True
    np.testing.assert_array_equal(picture, bits & ~inner)


def test_a_cut_that_is_no_acquired_image_shows_no_plane() -> None:
    assert not painted(FrameGeometry((12, 10)), a_plane()).any()


def an_image() -> ProjectionImage:
    graphics = FrameGraphics((a_plane(),), Shutter((RectangularOpening(0, 7, 0, 9),)))
    return ProjectionImage(SERIES, [PlanarFrame(image_ref(0), np.full(SHAPE, 9, np.uint8), graphics=graphics)])


def test_planes_are_drawn_by_default_and_hiding_them_is_said() -> None:
    image = an_image()
    frame = FrameRenderer().render(image, ViewportState(), (240, 200))
    shown, hidden = (
        image_array(snapshot(frame, OverlayContent(text_level=TextLevel.NONE, show_planes=on))) for on in (True, False)
    )
    assert (shown != hidden).any()
    assert PLANES_HIDDEN_NOTICE not in with_corner_text(QUIET, image, frame).notices
    without = with_corner_text(OverlayContent(show_planes=False), image, frame)
    assert PLANES_HIDDEN_NOTICE in without.notices


def test_a_shutter_that_is_off_is_said() -> None:
    image = an_image()
    on, off = (FrameRenderer().render(image, ViewportState(show_shutter=is_on), (240, 200)) for is_on in (True, False))
    assert SHUTTER_OFF_NOTICE not in with_corner_text(QUIET, image, on).notices
    assert SHUTTER_OFF_NOTICE in with_corner_text(QUIET, image, off).notices
