"""The pictures of `FrameRenderer` against geometry and numpy."""

from __future__ import annotations

import itertools
from dataclasses import replace
from weakref import ref

import numpy as np
import pytest

from annotations.geometry import Plane
from tests.support.phantoms import (
    FRAME_OF_REFERENCE,
    PATIENT_POSITIONS,
    SERIES,
    affine_of,
    image_ref,
    noise_volume,
    ramp_volume,
    volume_of,
)
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage, Rescale
from viewers.imaging.problems import Problem, ProblemCode
from viewers.imaging.windowing import Window, grey_levels
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.navigation import scrolled_to
from viewers.state.viewport_state import Quality, ViewPlane, ViewportState

CUTS = (ViewPlane.ACQUIRED, ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL)
OBLIQUE = ((0.96, 0.28, 0.0), (-0.28 * 0.8, 0.96 * 0.8, 0.6))
WIDE = Window(1e4, 0)


@pytest.fixture
def renderer() -> FrameRenderer:
    return FrameRenderer()


@pytest.mark.parametrize("plane", CUTS)
@pytest.mark.parametrize("left_handed", [False, True])
@pytest.mark.parametrize("directions", [*PATIENT_POSITIONS.values(), OBLIQUE])
def test_a_linear_ramp_is_cut_exactly_in_every_plane(renderer, plane, directions, left_handed):
    volume = ramp_volume(affine_of(*directions, (2.5, 0.7, 0.9), (11, -7, 400), left_handed=left_handed), (14, 30, 26))
    focus = tuple(np.add(volume.geometry.center_lps_mm, (1.3, -0.4, 2.2)))
    values, geometry = renderer.modality_values(volume, ViewportState(plane, focus), (90, 70))
    x, y = np.meshgrid(np.arange(90), np.arange(70))
    points = geometry.display_to_lps(np.stack([x, y], axis=-1).reshape(-1, 2))
    index = volume.geometry.lps_to_index(points)
    # Beyond the last voxel centres the outer half voxel repeats its value: no ramp there.
    inner = np.all((index >= 0.01) & (index <= np.asarray(volume.geometry.shape_kji) - 1.01), axis=1)
    assert inner.sum() > 300
    expected = points @ np.array([1.0, 2.0, -3.0])
    np.testing.assert_allclose(values.reshape(-1)[inner], expected[inner], atol=2e-3)


@pytest.mark.parametrize(
    ("plane", "letters"),
    [(ViewPlane.AXIAL, "RLAP"), (ViewPlane.SAGITTAL, "APSI"), (ViewPlane.CORONAL, "RLSI")],
)
@pytest.mark.parametrize("position", PATIENT_POSITIONS)
@pytest.mark.parametrize("left_handed", [False, True])
def test_patient_sides_are_where_the_letters_say_in_every_patient_position(
    renderer, plane, letters, position, left_handed
):
    affine = affine_of(*PATIENT_POSITIONS[position], (2.0, 1.0, 1.0), (0, 0, 0), left_handed=left_handed)
    volume = ramp_volume(affine, (20, 40, 40))
    axis_of_letter = {"R": (0, -1), "L": (0, 1), "A": (1, -1), "P": (1, 1), "I": (2, -1), "S": (2, 1)}
    frame = renderer.render(volume, ViewportState(plane), (61, 61))
    assert "".join(frame.geometry.letters) == letters
    edges = {"left": (0, 30), "right": (60, 30), "top": (30, 0), "bottom": (30, 60)}
    middle = frame.geometry.display_to_lps((30, 30))
    for letter, edge in zip(letters, edges.values(), strict=True):
        axis, sign = axis_of_letter[letter]
        assert sign * (frame.geometry.display_to_lps(edge) - middle)[axis] > 5


def test_a_bright_voxel_is_drawn_where_the_geometry_says_it_is(renderer):
    for (name, directions), plane in itertools.product(PATIENT_POSITIONS.items(), CUTS):
        values = np.zeros((12, 24, 20), dtype=np.int16)
        values[3, 17, 5] = 1000
        volume = volume_of(values, affine_of(*directions, (2.0, 1.0, 1.0), (5, 6, 7)))
        point = tuple(volume.geometry.index_to_lps((3, 17, 5)))
        state = ViewportState(plane, point, window=Window(1000, 500), scale=8.0)
        frame = renderer.render(volume, state, (300, 300))
        x, y = np.rint(frame.geometry.lps_to_display(point)).astype(int)
        assert frame.pixels[y, x] > 200, (name, plane)
        bright = np.argwhere(frame.pixels > 200).mean(axis=0)[::-1]
        np.testing.assert_allclose(bright, frame.geometry.lps_to_display(point), atol=0.6)


def test_native_scale_equals_the_windowed_slice_exactly(renderer):
    volume = noise_volume()
    state = scrolled_to(volume, ViewportState(scale=1 / 0.75), 4)
    frame = renderer.render(volume, state, (50, 40))
    expected = grey_levels(volume.stored_values[4].astype(float) - 1024, Window(400, 40))
    np.testing.assert_array_equal(frame.pixels, expected)
    assert frame.geometry.image == image_ref(4)
    assert not frame.is_interpolated
    assert (frame.slice_number, frame.slice_count, frame.unit) == (5, 6, "HU")
    assert frame.position_mm == pytest.approx(-30 + 4 * 3)


@pytest.mark.parametrize("plane", CUTS)
def test_column_and_row_lead_to_the_same_place_as_patient_coordinates(renderer, plane):
    volume = noise_volume()
    frame = renderer.render(volume, ViewportState(plane, tuple(volume.geometry.index_to_lps((2, 10, 10)))), (123, 77))
    pixels = np.array([[0, 0], [60, 30], [122, 76]], dtype=float)
    points = frame.geometry.display_to_lps(pixels)
    np.testing.assert_allclose(frame.geometry.lps_to_display(points), pixels, atol=1e-9)
    if plane in (ViewPlane.ACQUIRED, ViewPlane.AXIAL):
        assert frame.geometry.image == image_ref(2)
        column_row = frame.geometry.display_to_image(pixels)
        np.testing.assert_allclose(volume.geometry.lps_to_index(points)[:, :0:-1], column_row, atol=1e-9)
        np.testing.assert_allclose(frame.geometry.image_to_display(column_row), pixels, atol=1e-9)
    else:
        assert frame.geometry.image is None
        assert frame.is_interpolated
        with pytest.raises(ValueError, match="not a single acquired image"):
            frame.geometry.display_to_image((0, 0))


def test_an_axial_cut_of_a_mirrored_acquisition_still_knows_its_columns_and_rows(renderer):
    values = np.zeros((3, 8, 8), dtype=np.int16)
    volume = volume_of(values, affine_of((-1, 0, 0), (0, -1, 0), (1, 1, 1), (0, 0, 0)))
    frame = renderer.render(volume, ViewportState(ViewPlane.AXIAL, (0.0, 0.0, 1.0)), (80, 80))
    assert frame.geometry.image == image_ref(1)
    np.testing.assert_allclose(frame.geometry.image_to_display((0, 0)), frame.geometry.lps_to_display((0, 0, 1)))


@pytest.mark.parametrize("plane", CUTS)
def test_the_whole_volume_is_in_a_fitted_frame(renderer, plane):
    volume = volume_of(np.zeros((9, 30, 20), np.int16), affine_of(*OBLIQUE, (3.0, 1.0, 1.0), (0, 0, 0)))
    geometry = renderer.render(volume, ViewportState(plane), (200, 90)).geometry
    corners = geometry.lps_to_display(volume.geometry.corners_lps_mm())
    assert corners.min() >= -0.5 - 1e-6
    assert (corners.max(axis=0) <= np.array([199.5, 89.5]) + 1e-6).all()


@pytest.mark.parametrize("invert", [False, True])
@pytest.mark.parametrize("monochrome1", [False, True])
@pytest.mark.parametrize("plane", CUTS)
def test_outside_the_volume_is_black_whatever_the_polarity(renderer, plane, invert, monochrome1):
    volume = noise_volume(inverted=monochrome1)
    state = ViewportState(plane, window=Window(1e6, -4e5), invert=invert, pan_px=(150.0, 0.0))
    frame = renderer.render(volume, state, (200, 200))
    assert not frame.pixels[:, :10].any()
    assert frame.pixels[90:110, 190:].any()


def test_polarity_is_monochrome1_or_invert_but_not_both(renderer):
    for monochrome1, invert in itertools.product([False, True], repeat=2):
        volume = noise_volume(inverted=monochrome1)
        state = replace(scrolled_to(volume, ViewportState(scale=1 / 0.75), 0), invert=invert)
        frame = renderer.render(volume, state, (50, 40))
        expected = grey_levels(
            volume.stored_values[0].astype(float) - 1024, Window(400, 40), invert=monochrome1 != invert
        )
        np.testing.assert_array_equal(frame.pixels, expected)


def test_slices_on_their_way_are_black_and_announced(renderer):
    volume = noise_volume()
    volume.loaded[:] = [True, True, True, False, False, False]
    waiting = renderer.render(volume, scrolled_to(volume, ViewportState(), 5), (50, 40))
    assert waiting.missing == "loading"
    assert not waiting.pixels.any()
    assert renderer.render(volume, scrolled_to(volume, ViewportState(), 0), (50, 40)).missing == ""
    partly = renderer.render(volume, ViewportState(ViewPlane.CORONAL), (60, 60))
    assert partly.missing == "loading"
    assert partly.pixels[40:].any()
    assert not partly.pixels[:25].any()


def test_a_slice_that_could_not_be_read_says_why(renderer):
    failed = Problem(ProblemCode.TRUNCATED_PIXEL_DATA, "slice 5 ends early", (image_ref(4).sop_instance_uid,))
    volume = noise_volume(problems=(failed,))
    volume.loaded[4] = False
    assert renderer.render(volume, scrolled_to(volume, ViewportState(), 4), (50, 40)).missing == "slice 5 ends early"
    assert renderer.render(volume, ViewportState(ViewPlane.CORONAL), (50, 40)).missing == "slice 5 ends early"
    volume.loaded[1] = False
    assert renderer.render(volume, ViewportState(ViewPlane.CORONAL), (50, 40)).missing == "loading"
    assert renderer.render(volume, scrolled_to(volume, ViewportState(), 4), (50, 40)).missing == "slice 5 ends early"


def test_a_slice_that_arrives_later_is_drawn_though_the_array_is_the_same(renderer):
    volume = noise_volume()
    arrived = volume.stored_values[3].copy()
    volume.stored_values[3] = 0
    state = scrolled_to(volume, ViewportState(scale=1 / 0.75), 3)
    before = renderer.render(volume, state, (50, 40))
    volume.stored_values[3] = arrived
    assert (renderer.render(volume, state, (50, 40)).pixels != before.pixels).any()


def test_interactive_oblique_cuts_look_like_fine_ones(renderer):
    affine = affine_of(*OBLIQUE, (2.0, 1.0, 1.0), (0, 0, 0))
    volume = ramp_volume(affine, (40, 60, 60))
    state = ViewportState(ViewPlane.SAGITTAL, window=WIDE)
    fine = renderer.render(volume, state, (301, 201))
    quick = renderer.render(volume, state, (301, 201), Quality.INTERACTIVE)
    assert quick.pixels.shape == fine.pixels.shape
    differs = np.abs(quick.pixels.astype(int) - fine.pixels) > 2
    assert differs.mean() < 0.02  # a one-pixel rim of the volume
    assert (fine.pixels > 0).mean() > 0.2


def test_a_radiograph_on_a_large_screen_is_coarse_while_the_hand_moves_and_fine_at_rest(renderer):
    rows, columns = np.mgrid[0:1400, 0:1600]
    values = (rows + columns).astype(np.uint16)
    image = ProjectionImage(SERIES, [PlanarFrame(image_ref(0), values)], size_rc=(1400, 1600))
    state = ViewportState(window=Window(3000, 1500), scale=1.0)
    fine = renderer.render(image, state, (1600, 1400))
    quick = renderer.render(image, state, (1600, 1400), Quality.INTERACTIVE)
    assert quick.pixels.shape == fine.pixels.shape
    assert (quick.pixels[::2, ::2] == quick.pixels[1::2, 1::2]).all()
    assert (fine.pixels[:-1:2, :-1:2] != fine.pixels[1::2, 1::2]).any()
    assert np.abs(quick.pixels.astype(int) - fine.pixels).max() <= 1


def test_the_3d_view_is_refused(renderer):
    with pytest.raises(ValueError, match="volume_renderer"):
        renderer.render(noise_volume(), ViewportState(ViewPlane.VOLUME_3D), (50, 40))


def test_volumes_are_let_go(renderer):
    volume = noise_volume()
    renderer.render(volume, ViewportState(), (50, 40))
    volume, kept = None, ref(volume)
    assert kept() is None


def _projection(values, **fields) -> ProjectionImage:
    frame = PlanarFrame(image_ref(0), values, **fields)
    return ProjectionImage(SERIES, [frame], size_rc=values.shape[:2] if values is not None else (20, 30))


def test_a_radiograph_keeps_its_aspect_and_knows_columns_and_rows_only(renderer):
    values = np.zeros((20, 40), dtype=np.uint16)
    values[5, 30] = 4000
    image = _projection(
        values, pixel_spacing_mm=(0.4, 0.2), windows=(Window(4000, 2000),), orientation_letters=("L", "F")
    )
    frame = renderer.render(image, ViewportState(), (400, 400))
    assert frame.geometry.plane is None
    assert frame.geometry.letters == ("R", "L", "S", "I")
    across, down = frame.geometry.image_to_display((1, 1)) - frame.geometry.image_to_display((0, 0))
    assert down == pytest.approx(2 * across)
    bright = np.argwhere(frame.pixels > 200).mean(axis=0)[::-1]
    np.testing.assert_allclose(bright, frame.geometry.image_to_display((30, 5)), atol=0.6)


def test_unknown_orientation_is_a_question_mark(renderer):
    frame = renderer.render(_projection(np.zeros((20, 40), np.uint8)), ViewportState(), (40, 40))
    assert frame.geometry.letters == ("?", "?", "?", "?")


def test_a_radiograph_at_native_scale_equals_numpy(renderer):
    values = np.random.default_rng(3).integers(0, 4096, (33, 47)).astype(np.uint16)
    image = _projection(values, rescale=Rescale(2.0, -5.0), inverted=True)
    frame = renderer.render(image, ViewportState(window=Window(3000, 1500), scale=1.0), (47, 33))
    np.testing.assert_array_equal(frame.pixels, grey_levels(values * 2.0 - 5, Window(3000, 1500), invert=True))


def test_a_large_radiograph_is_averaged_into_a_small_view(renderer):
    checkers = (np.indices((400, 400)).sum(axis=0) % 2 * 1000).astype(np.uint16)
    image = _projection(checkers, windows=(Window(1000, 500),))
    frame = renderer.render(image, ViewportState(), (100, 100))
    assert abs(int(frame.pixels[20:80, 20:80].min()) - 128) <= 2
    assert abs(int(frame.pixels[20:80, 20:80].max()) - 128) <= 2


def test_averaging_keeps_places(renderer):
    values = np.zeros((399, 401), dtype=np.uint16)
    values[298:303, 98:103] = 4000
    image = _projection(values, windows=(Window(4000, 2000),))
    frame = renderer.render(image, ViewportState(), (100, 100))
    weights = frame.pixels.astype(float)
    y, x = (float((grid * weights).sum() / weights.sum()) for grid in np.indices(weights.shape))
    np.testing.assert_allclose((x, y), frame.geometry.image_to_display((100, 300)), atol=0.15)


def test_colour_stays_colour(renderer):
    values = np.random.default_rng(4).integers(0, 256, (12, 15, 3)).astype(np.uint8)
    frame = renderer.render(_projection(values), ViewportState(scale=1.0), (15, 12))
    np.testing.assert_array_equal(frame.pixels, values)
    assert frame.window is None


def test_a_failed_frame_is_black_with_its_reason(renderer):
    image = _projection(None, failure="the JPEG 2000 stream ends early")
    frame = renderer.render(image, ViewportState(), (40, 30))
    assert frame.missing == "the JPEG 2000 stream ends early"
    assert frame.pixels.shape == (30, 40)
    assert not frame.pixels.any()


def test_a_frame_on_its_way_says_loading(renderer):
    frame = renderer.render(ProjectionImage(SERIES, [None, None]), ViewportState(frame_index=1), (40, 30))
    assert frame.missing == "loading"
    assert (frame.slice_number, frame.slice_count) == (2, 2)


def test_stack_frames_with_a_plane_lead_into_patient_space(renderer):
    plane = Plane((-50.0, 10.0, 99.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0))
    stack = ImageStack(
        SERIES,
        [PlanarFrame(image_ref(0), np.zeros((60, 50), np.int16), plane=plane, pixel_spacing_mm=(2.0, 1.0))],
        FRAME_OF_REFERENCE,
        size_rc=(60, 50),
    )
    frame = renderer.render(stack, ViewportState(), (300, 240))
    assert frame.geometry.letters == ("R", "L", "S", "I")
    assert frame.geometry.frame_of_reference_uid == FRAME_OF_REFERENCE
    column_row = frame.geometry.display_to_image((200, 100))
    expected = (-50 + column_row[0] * 1.0, 10, 99 - column_row[1] * 2.0)
    np.testing.assert_allclose(frame.geometry.display_to_lps((200, 100)), expected)
    assert frame.position_mm == pytest.approx(10)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.float32, ">i2"])
def test_every_pixel_type_is_windowed_alike(renderer, dtype):
    values = np.arange(6 * 20).reshape(1, 6, 20).astype(dtype)
    volume = volume_of(values, affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (0, 0, 0)))
    frame = renderer.render(volume, ViewportState(window=Window(100, 60), scale=1.0), (20, 6))
    np.testing.assert_array_equal(frame.pixels, grey_levels(values[0], Window(100, 60)))


def test_scale_and_pan_move_the_picture_by_display_pixels(renderer):
    volume = noise_volume()
    point = volume.geometry.center_lps_mm
    still = renderer.render(volume, ViewportState(scale=4.0), (101, 101)).geometry.lps_to_display(point)
    moved = renderer.render(volume, ViewportState(scale=4.0, pan_px=(7.0, -3.0)), (101, 101)).geometry
    np.testing.assert_allclose(still, (50, 50), atol=1e-9)
    np.testing.assert_allclose(moved.lps_to_display(point), (57, 47), atol=1e-9)
    assert moved.mm_per_px == pytest.approx(0.25)
