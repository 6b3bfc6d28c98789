"""Grey values in colours: the same levels through a palette, black where there is no image, with a true bar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.phantoms import SERIES, affine_of, image_ref, volume_of
from viewers.imaging.color_maps import color_map
from viewers.imaging.images import PlanarFrame, ProjectionImage
from viewers.imaging.windowing import VoiFunction, Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.viewport_state import ViewportState

VALUES = np.random.default_rng(4).integers(0, 1000, (4, 40, 40)).astype(np.int16)
SIZE = (60, 50)
STATE = ViewportState(window=Window(800, 400, function=VoiFunction.LINEAR_EXACT), scale=1.0)


def a_volume():
    return volume_of(VALUES, affine_of((1, 0, 0), (0, 1, 0), (2.0, 1.0, 1.0), (0.0, 0.0, 0.0)))


def a_radiograph(**fields):
    return ProjectionImage(SERIES, [PlanarFrame(image_ref(0), VALUES[0], **fields)], size_rc=(40, 40))


@pytest.mark.parametrize("make", [a_volume, a_radiograph])
@pytest.mark.parametrize("invert", [False, True])
def test_each_grey_level_has_its_colour_and_what_is_no_image_stays_black(make, invert):
    state = replace(STATE, invert=invert)
    grey = FrameRenderer().render(make(), state, SIZE).pixels
    colored = FrameRenderer().render(make(), replace(state, color_map="spring"), SIZE).pixels
    image = np.s_[5:45, 10:50]
    np.testing.assert_array_equal(colored[image], color_map("spring").table[grey[image]])
    outside = np.ones(colored.shape[:2], bool)
    outside[image] = False
    assert not colored[outside].any()


def test_the_bar_gives_each_value_the_colour_it_has_in_the_picture():
    image = a_radiograph(inverted=True)
    frame = FrameRenderer().render(image, replace(STATE, color_map="pet"), SIZE)
    bar = frame.color_bar
    assert (bar.top, bar.bottom, bar.title) == (800.0, 0.0, "PET")
    for row, column in ((3, 5), (20, 31), (38, 2)):
        value = VALUES[0][row, column]
        shown = frame.pixels[row + 5, column + 10]
        at = np.abs(np.linspace(bar.top, bar.bottom, len(bar.colors)) - value).argmin()
        near = bar.colors[max(at - 1, 0) : at + 2].astype(int)
        assert np.abs(near - shown).sum(axis=1).min() <= 6, value


def test_grey_has_no_bar_and_colour_images_take_no_map():
    assert FrameRenderer().render(a_volume(), STATE, SIZE).color_bar is None
    colors = np.random.default_rng(1).integers(0, 256, (40, 40, 3)).astype(np.uint8)
    photograph = ProjectionImage(SERIES, [PlanarFrame(image_ref(0), colors)], size_rc=(40, 40))
    plain = FrameRenderer().render(photograph, STATE, SIZE)
    mapped = FrameRenderer().render(photograph, replace(STATE, color_map="pet"), SIZE)
    np.testing.assert_array_equal(mapped.pixels, plain.pixels)
    assert mapped.color_bar is None
