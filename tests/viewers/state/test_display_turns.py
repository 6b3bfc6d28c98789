"""Flips and quarter turns against numpy: the picture is the plain one moved, and its geometry moved with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.geometry import Plane
from tests.support.phantoms import FRAME_OF_REFERENCE, SERIES, affine_of, image_ref, volume_of
from viewers.imaging.graphics import FrameGraphics
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage
from viewers.imaging.shutters import RectangularOpening, Shutter
from viewers.imaging.windowing import Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.display_turns import (
    flipped_left_right,
    flipped_top_bottom,
    rotated,
    turn_words,
    turned_letters,
)
from viewers.state.navigation import reset
from viewers.state.viewport_state import ViewPlane, ViewportState

SIZE = (90, 60)
TURNS = [(flip, quarters) for flip in (False, True) for quarters in range(4)]
WINDOW = Window(256, 128)
VALUES = np.random.default_rng(11).integers(0, 256, (8, 24, 18)).astype(np.int16)
OPENING = Shutter((RectangularOpening(3, 15, 4, 20),))


def a_volume():
    return volume_of(VALUES, affine_of((1, 0, 0), (0, 1, 0), (2.0, 1.0, 1.5), (-9.0, -7.0, 5.0)))


def a_stack():
    plane = Plane((3.0, -4.0, 10.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
    frames = [PlanarFrame(image_ref(k), VALUES[k], plane=plane, pixel_spacing_mm=(1.2, 0.7)) for k in range(3)]
    return ImageStack(SERIES, frames, FRAME_OF_REFERENCE, size_rc=(24, 18))


def a_radiograph(values=VALUES[0]):
    frame = PlanarFrame(image_ref(0), values, orientation_letters=("L", "F"), graphics=FrameGraphics((), OPENING))
    return ProjectionImage(SERIES, [frame], size_rc=values.shape[:2])


def a_photograph():
    return a_radiograph(np.random.default_rng(3).integers(0, 256, (24, 18, 3)).astype(np.uint8))


IMAGES = {"volume": a_volume, "stack": a_stack, "radiograph": a_radiograph, "colour": a_photograph}


def as_turned(pixels, flip: bool, quarters: int):
    """What numpy makes of the plain picture."""
    return np.rot90(pixels[:, ::-1] if flip else pixels, -quarters)


def assert_same_picture(shown, expected, levels: int) -> None:
    """Interpolated from the other end a value may be rounded the other way: one level."""
    np.testing.assert_allclose(shown.astype(int), expected.astype(int), rtol=0, atol=levels)


@pytest.mark.parametrize(("flip", "quarters"), TURNS)
@pytest.mark.parametrize("kind", IMAGES)
@pytest.mark.parametrize("is_smooth", [True, False])
def test_a_turned_picture_is_the_plain_one_turned(kind, flip, quarters, is_smooth):
    pixels, state = IMAGES[kind](), ViewportState(window=WINDOW, scale=1.5, is_smooth=is_smooth)
    plain = FrameRenderer().render(pixels, state, SIZE).pixels
    size = SIZE[::-1] if quarters % 2 else SIZE
    shown = FrameRenderer().render(pixels, replace(state, flip_horizontal=flip, quarter_turns=quarters), size).pixels
    assert_same_picture(shown, as_turned(plain, flip, quarters), 1 if is_smooth else 0)


@pytest.mark.parametrize(("flip", "quarters"), TURNS)
@pytest.mark.parametrize("plane", [ViewPlane.ACQUIRED, ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL])
def test_a_turned_cut_of_a_volume_is_the_plain_one_turned_in_every_plane(plane, flip, quarters):
    volume, state = a_volume(), ViewportState(plane, window=WINDOW, pan_px=(0.0, 0.0))
    side = (61, 61)
    plain = FrameRenderer().render(volume, state, side).pixels
    shown = FrameRenderer().render(volume, replace(state, flip_horizontal=flip, quarter_turns=quarters), side)
    assert_same_picture(shown.pixels, as_turned(plain, flip, quarters), 1)


@pytest.mark.parametrize(("flip", "quarters"), TURNS)
@pytest.mark.parametrize("kind", IMAGES)
def test_the_image_pixel_said_to_be_under_a_display_pixel_is_drawn_there(kind, flip, quarters):
    pixels = IMAGES[kind]()
    state = ViewportState(
        window=WINDOW,
        scale=3.0,
        pan_px=(4.0, -7.0),
        flip_horizontal=flip,
        quarter_turns=quarters,
        is_smooth=False,
        show_shutter=False,
    )
    frame = FrameRenderer().render(pixels, state, SIZE)
    values = pixels.stored_values[frame.slice_number - 1] if kind == "volume" else pixels.frames[0].values
    seen = 0
    for x, y in np.random.default_rng(0).integers(0, SIZE, (200, 2)):
        column, row = frame.geometry.display_to_image((x, y))
        np.testing.assert_allclose(frame.geometry.image_to_display((column, row)), (x, y), atol=1e-9)
        near_edge = min(abs(part - np.floor(part) - 0.5) for part in (column, row)) < 0.02
        if near_edge or not (-0.5 < row < 23.5 and -0.5 < column < 17.5):
            continue
        seen += 1
        expected = values[round(float(row)), round(float(column))]
        np.testing.assert_allclose(frame.pixels[y, x], expected, atol=1)
    assert seen > 30


@pytest.mark.parametrize(("flip", "quarters"), TURNS)
@pytest.mark.parametrize("kind", ["volume", "stack"])
def test_patient_and_image_coordinates_of_a_turned_picture_agree(kind, flip, quarters):
    pixels = IMAGES[kind]()
    state = ViewportState(scale=2.0, flip_horizontal=flip, quarter_turns=quarters)
    geometry = FrameRenderer().render(pixels, state, SIZE).geometry
    plane = pixels.frames[0].plane if kind == "stack" else pixels.geometry.slice_plane(4)
    row_mm, column_mm = (1.2, 0.7) if kind == "stack" else (1.0, 1.5)
    for display in ((0.0, 0.0), (17.0, 41.0), (80.5, 3.25)):
        column, row = geometry.display_to_image(display)
        expected = (
            np.asarray(plane.origin_lps_mm)
            + column * column_mm * np.asarray(plane.row_direction)
            + row * row_mm * np.asarray(plane.column_direction)
        )
        np.testing.assert_allclose(geometry.display_to_lps(display), expected, atol=1e-9)
        np.testing.assert_allclose(geometry.lps_to_display(expected), display, atol=1e-9)


@pytest.mark.parametrize(("flip", "quarters"), TURNS)
def test_flip_and_rotate_act_on_the_picture_on_screen(flip, quarters):
    """Whatever was done before, the next command does to the screen what it says, also to a picture moved aside."""
    state = ViewportState(window=WINDOW, scale=2.0, pan_px=(9.0, -4.0), flip_horizontal=flip, quarter_turns=quarters)
    side, renderer, image = (61, 61), FrameRenderer(), a_radiograph()
    before = renderer.render(image, state, side).pixels
    for change, expected in (
        (flipped_left_right, before[:, ::-1]),
        (flipped_top_bottom, before[::-1]),
        (lambda s: rotated(s, 1), np.rot90(before, -1)),
        (lambda s: rotated(s, -1), np.rot90(before)),
    ):
        assert_same_picture(renderer.render(image, change(state), side).pixels, expected, 1)


@pytest.mark.parametrize("change", [flipped_left_right, flipped_top_bottom])
def test_a_flip_taken_twice_is_nothing(change):
    state = ViewportState(pan_px=(3.0, 5.0), quarter_turns=1)
    assert change(change(state)) == state


def test_four_quarters_are_nothing():
    state = ViewportState(pan_px=(3.0, 5.0), flip_horizontal=True)
    assert rotated(rotated(rotated(rotated(state, 1), 1), 1), 1) == state
    assert rotated(rotated(state, 1), -1) == state


def test_letters_go_where_their_sides_go():
    letters = ("R", "L", "A", "P")
    assert turned_letters(letters, ViewportState()) == letters
    assert turned_letters(letters, ViewportState(flip_horizontal=True)) == ("L", "R", "A", "P")
    assert turned_letters(letters, ViewportState(quarter_turns=1)) == ("P", "A", "R", "L")
    assert turned_letters(letters, ViewportState(quarter_turns=2)) == ("L", "R", "P", "A")
    assert turned_letters(letters, ViewportState(quarter_turns=3)) == ("A", "P", "L", "R")


def test_what_the_user_did_is_said():
    words = {turn: turn_words(*turn) for turn in TURNS}
    assert words[(False, 0)] == ""
    assert words[(True, 0)] == "flipped by user"
    assert words[(False, 1)] == "rotated 90° by user"
    assert words[(True, 2)] == "flipped vertically by user"
    assert len(set(words.values())) == len(TURNS)


def test_reset_takes_the_look_back_and_keeps_the_place():
    state = ViewportState(
        ViewPlane.SAGITTAL,
        (1.0, 2.0, 3.0),
        4,
        window=WINDOW,
        invert=True,
        scale=3.0,
        pan_px=(1.0, 1.0),
        flip_horizontal=True,
        quarter_turns=3,
        is_smooth=False,
        color_map="hot-iron",
        show_shutter=False,
    )
    assert reset(state) == ViewportState(ViewPlane.SAGITTAL, (1.0, 2.0, 3.0), 4)
