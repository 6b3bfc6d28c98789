"""The bar beside a picture in colours: its colours from top to bottom, its values, and what a low pane does."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from viewers.imaging.color_maps import color_map
from viewers.qt.overlay_color_bar import value_texts
from viewers.qt.snapshot import image_array, snapshot
from viewers.state.frame import ColorBar, Frame, FrameGeometry
from viewers.state.overlay import OverlayContent, TextLevel


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Pictures need an application."""


def a_bar(top: float = 1000.0, bottom: float = 0.0) -> ColorBar:
    return ColorBar(color_map("spring").table[::-1], top, bottom, "Spring")


def painted(size: tuple[int, int], bar: ColorBar | None, ratio: float = 1.0) -> NDArray[np.uint8]:
    frame = Frame(np.zeros((size[1], size[0]), np.uint8), FrameGeometry(size, letters=("", "", "", "")), color_bar=bar)
    content = OverlayContent(text_level=TextLevel.NONE)
    return image_array(snapshot(frame, content, device_pixel_ratio=ratio)).astype(int)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_the_bar_goes_through_its_colours_from_top_to_bottom_in_the_middle_of_the_side(ratio: float) -> None:
    height = round(400 * ratio)
    picture = painted((round(500 * ratio), height), a_bar(), ratio)
    is_red = picture[..., 0] == 255  # spring is red 255 all along, text is not
    column = int(np.argmax(is_red.sum(axis=0)))
    rows = np.flatnonzero(is_red[:, column])
    assert column < 60 * ratio
    assert abs((rows[0] + rows[-1]) / 2 - height / 2) < 3 * ratio
    colors = picture[rows[2:-2], column]
    assert (np.diff(colors[:, 1]) <= 0).all()
    assert colors[0, 1] > 240
    assert colors[-1, 1] < 15
    np.testing.assert_allclose(colors[:, 1] + colors[:, 2], 255, atol=2)


def test_without_a_map_there_is_no_bar() -> None:
    assert not painted((500, 400), None).any()


def test_a_low_pane_names_the_map_only() -> None:
    low = painted((300, 100), a_bar())
    assert low.any()
    assert not ((low[..., 0] == 255) & (low[..., 1] != low[..., 2])).sum(axis=0).max() > 20


def test_values_have_their_unit_once_and_decimals_only_in_a_narrow_window() -> None:
    assert value_texts(a_bar(240.0, -160.0), "HU") == ("240 HU", "40", "-160")
    assert value_texts(a_bar(1.5, 0.25), "") == ("1.50", "0.88", "0.25")
    assert value_texts(a_bar(100.0, -100.0), "HU")[1] == "0"
