"""Sheared slices made straight: same patient points, nothing made up, and refused where it would be a guess."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.geometry import Plane
from tests.support.phantoms import FRAME_OF_REFERENCE, SERIES, image_ref
from viewers.imaging.images import ImageStack, PlanarFrame, Rescale, Volume
from viewers.imaging.padding import PaddingRange
from viewers.imaging.problems import Problem, ProblemCode
from viewers.imaging.sampling import value_at, values_at, voxel_value_at
from viewers.imaging.slices import image_nearest, slice_number_at
from viewers.imaging.straightening import StraighteningError, straightened
from viewers.imaging.windowing import Window
from viewers.qt.corner_text import notices_of
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.native_frame import FrameNotAvailableError, render_native
from viewers.state.navigation import image_at, scrolled_to
from viewers.state.viewport_state import ViewPlane, ViewportState

ROWS, COLUMNS, SLICES = 24, 20, 7
SPACING_MM = (0.8, 0.6)
GRADIENT = np.array([3.0, -2.0, 5.0])


def planes(tilt_deg: float, *, step_mm: float = 3.0, sideways: float = 0.0, count: int = SLICES) -> list[Plane]:
    """Axial slices leant back by a tilt, stepping along the table (LPS z) and `sideways` per step along the rows."""
    tilt = math.radians(tilt_deg)
    down = (0.0, math.cos(tilt), -math.sin(tilt))
    return [Plane((-10.0 + sideways * k, 5.0, 100.0 + step_mm * k), (1.0, 0.0, 0.0), down) for k in range(count)]


def points_of(plane: Plane) -> np.ndarray:
    """LPS of every pixel centre, by PS3.3 equation C.7.6.2.1-1."""
    j, i = np.meshgrid(np.arange(ROWS), np.arange(COLUMNS), indexing="ij")
    right, down = np.asarray(plane.row_direction) * SPACING_MM[1], np.asarray(plane.column_direction) * SPACING_MM[0]
    return np.asarray(plane.origin_lps_mm) + i[..., None] * right + j[..., None] * down


def stack_of(places: list[Plane], values: list[np.ndarray] | None = None, **fields: object) -> ImageStack:
    """A loaded stack; without values, a ramp over patient space."""
    if values is None:
        values = [points_of(plane) @ GRADIENT for plane in places]
    frames = [
        PlanarFrame(image_ref(k), v, plane=plane, pixel_spacing_mm=SPACING_MM, **fields)
        for k, (plane, v) in enumerate(zip(places, values, strict=True))
    ]
    return ImageStack(SERIES, list(frames), FRAME_OF_REFERENCE, size_rc=(ROWS, COLUMNS))


def inside(places: list[Plane], rng: np.random.Generator, count: int = 200) -> np.ndarray:
    """Random points between the slices, far enough from the edges of both neighbours."""
    k = rng.integers(0, len(places) - 1, count)
    j, i, f = rng.uniform(6, ROWS - 7, count), rng.uniform(4, COLUMNS - 5, count), rng.uniform(0, 1, count)
    grids = np.stack([points_of(plane) for plane in places])
    step = grids[1, 0, 0] - grids[0, 0, 0]
    right, down = grids[0, 0, 1] - grids[0, 0, 0], grids[0, 1, 0] - grids[0, 0, 0]
    return grids[k, 0, 0] + i[:, None] * right + j[:, None] * down + f[:, None] * step


@given(st.floats(-30, 30).filter(lambda t: abs(t) > 1), st.floats(-0.5, 0.5), st.integers(0, 1000))
def test_every_patient_point_keeps_its_value(tilt_deg, sideways, seed):
    places = planes(tilt_deg, sideways=sideways)
    volume = straightened(stack_of(places))
    points = inside(places, np.random.default_rng(seed))
    np.testing.assert_allclose(values_at(volume, points), points @ GRADIENT, rtol=0, atol=1e-3)


def test_a_bead_stays_at_its_patient_point():
    places = planes(18.5)
    for k, j, i in ((0, 4, 3), (3, 12, 10), (6, 20, 17)):
        values = [np.zeros((ROWS, COLUMNS), np.int16) for _ in places]
        values[k][j, i] = 2000
        volume = straightened(stack_of(places, values))
        point = points_of(places[k])[j, i]
        weights = np.where(volume.stored_values > 0, volume.stored_values, 0).astype(float)
        centre = [float((grid * weights).sum() / weights.sum()) for grid in np.indices(weights.shape)]
        np.testing.assert_allclose(volume.geometry.index_to_lps(centre), point, atol=1e-3)
        assert weights.sum() == 2000


def test_each_slice_stays_in_its_own_plane_with_perpendicular_axes():
    places = planes(-20.0, sideways=0.3)
    geometry = straightened(stack_of(places)).geometry
    axes = geometry.directions_kji
    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-12)
    for k, plane in enumerate(places):
        assert geometry.slice_plane(k).signed_distance_mm(plane.origin_lps_mm) == pytest.approx(0, abs=1e-9)
    assert geometry.frame_of_reference_uid == FRAME_OF_REFERENCE


def test_what_no_slice_covers_is_empty_and_not_repeated():
    places = planes(25.0)
    volume = straightened(stack_of(places, [np.full((ROWS, COLUMNS), 700, np.int16) for _ in places]))
    for k in range(SLICES):
        j, i = np.meshgrid(*(np.arange(n) for n in volume.geometry.shape_kji[1:]), indexing="ij")
        index = np.stack([np.full(j.shape, k), j, i], axis=-1)
        down = (volume.geometry.index_to_lps(index) - places[k].origin_lps_mm) @ np.asarray(places[k].column_direction)
        covered = (down >= -1e-6) & (down <= (ROWS - 1) * SPACING_MM[0] + 1e-6)
        assert (volume.stored_values[k][covered] == 700).all()
        assert (volume.stored_values[k][~covered] == -32768).all()
        assert 0 < (~covered).sum() < covered.sum()
    empty = tuple(volume.geometry.index_to_lps((0, 0, 5)))
    assert volume.geometry.contains(empty)
    assert value_at(volume, empty) is None
    assert voxel_value_at(volume, empty) is None
    assert slice_number_at(volume, empty) is None
    assert image_nearest(volume, empty) is None


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("plane", [ViewPlane.ACQUIRED, ViewPlane.SAGITTAL])
def test_the_empty_part_is_black_whatever_the_polarity(plane, inverted):
    places = planes(25.0)
    stack = stack_of(places, [np.full((ROWS, COLUMNS), 700, np.int16) for _ in places], inverted=inverted)
    for invert in (False, True):
        state = ViewportState(plane, window=Window(2000, 500), invert=invert)
        volume = straightened(stack)
        frame = FrameRenderer().render(volume, scrolled_to(volume, state, 0), (200, 200))
        values, _ = FrameRenderer().modality_values(volume, scrolled_to(volume, state, 0), (200, 200))
        assert not frame.pixels[np.isnan(values)].any()
        assert set(np.unique(frame.pixels[~np.isnan(values)])) == {102 if inverted != invert else 153}
        assert 0.05 < np.isnan(values).mean() < 0.95


def test_it_is_tagged_in_every_picture_and_shows_no_acquired_image():
    volume = straightened(stack_of(planes(15.0)))
    for plane in (ViewPlane.ACQUIRED, ViewPlane.SAGITTAL):
        frame = FrameRenderer().render(volume, ViewportState(plane), (90, 80))
        assert frame.geometry_tag == "resampled"
        assert "resampled" in notices_of(volume, frame)
        # Its columns and rows are not those of the image, so that no mark may be tied to them.
        assert frame.geometry.image is None
        assert frame.geometry.image_px_per_px is None
        assert image_at(volume, ViewportState(plane)) is None
    with pytest.raises(FrameNotAvailableError, match="resampled"):
        render_native(volume, 0)


def test_the_image_nearest_to_a_mark_is_the_slice_it_lies_on():
    places = planes(15.0)
    volume = straightened(stack_of(places))
    for k, plane in enumerate(places):
        assert image_nearest(volume, tuple(points_of(plane)[12, 10])) == image_ref(k)


def test_the_stack_itself_is_left_as_it_is():
    stack = stack_of(planes(15.0))
    before = [frame.values.copy() for frame in stack.frames]
    straightened(stack)
    for frame, values in zip(stack.frames, before, strict=True):
        np.testing.assert_array_equal(frame.values, values)


def test_the_tilt_is_no_problem_of_the_result_and_others_stay():
    tilt, other = Problem(ProblemCode.GANTRY_TILT, "tilted"), Problem(ProblemCode.CHARACTER_SET, "odd")
    assert straightened(replace(stack_of(planes(15.0)), problems=(tilt, other))).problems == (other,)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.float32])
def test_stored_values_keep_their_type_and_rescale(dtype):
    places = planes(12.0)
    rng = np.random.default_rng(5)
    values = [rng.integers(1, 100, (ROWS, COLUMNS)).astype(dtype) for _ in places]
    volume = straightened(stack_of(places, values, rescale=Rescale(2.0, -7.0, "HU")))
    assert volume.stored_values.dtype == dtype
    assert volume.rescale == Rescale(2.0, -7.0, "HU")
    first = volume.extents[0, :, 0]
    np.testing.assert_array_equal(  # the slice at the end of the grid needs no interpolation
        [volume.stored_values[k][tuple(slice(a, b + 1) for a, b in volume.extents[k])].shape for k in (0, SLICES - 1)],
        [np.array(volume.extents[k, :, 1] - volume.extents[k, :, 0] + 1) for k in (0, SLICES - 1)],
    )
    whole = [k for k in range(SLICES) if volume.extents[k, 0, 1] - volume.extents[k, 0, 0] + 1 == ROWS]
    assert whole
    for k in whole:
        top = volume.extents[k, 0, 0]
        np.testing.assert_array_equal(
            volume.stored_values[k, top : top + ROWS, first[1] : first[1] + COLUMNS], values[k]
        )


def test_slices_that_rescale_differently_become_modality_values():
    places = planes(12.0)
    stack = stack_of(places, [np.full((ROWS, COLUMNS), 10, np.int16) for _ in places], rescale=Rescale(1.0, 0.0, "HU"))
    stack.frames[2] = replace(stack.frames[2], rescale=Rescale(3.0, 1.0, "HU"))
    volume = straightened(stack)
    assert volume.rescale == Rescale(1.0, 0.0, "HU")
    assert value_at(volume, tuple(points_of(places[2])[12, 10])) == pytest.approx(31)
    assert value_at(volume, tuple(points_of(places[3])[12, 10])) == pytest.approx(10)


def test_padding_is_never_mixed_into_the_picture():
    places = planes(17.0)
    values = [np.full((ROWS, COLUMNS), 100, np.int16) for _ in places]
    for v in values:
        v[5:8, 5:8] = -2000
    volume = straightened(stack_of(places, values, padding=PaddingRange(-2000, -2000)))
    assert set(np.unique(volume.stored_values)) == {-2000, 100}
    assert volume.padding == PaddingRange(-2000, -2000)


def test_a_slice_that_could_not_be_read_stays_missing():
    stack = stack_of(planes(15.0))
    stack.frames[3] = replace(stack.frames[3], values=None, failure="truncated")
    volume = straightened(stack)
    assert volume.loaded.tolist() == [k != 3 for k in range(SLICES)]


def test_progress_is_told_and_may_stop_it():
    told: list[tuple[int, int]] = []
    straightened(stack_of(planes(15.0)), on_progress=lambda done, total: told.append((done, total)))
    assert told == [(k + 1, SLICES) for k in range(SLICES)]

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        straightened(stack_of(planes(15.0)), on_progress=stop)


def _moved(places: list[Plane], k: int, **directions: object) -> list[Plane]:
    return [replace(plane, **directions) if n == k else plane for n, plane in enumerate(places)]


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        (planes(0.0), "not tilted"),
        (planes(15.0)[:3] + planes(15.0)[4:], "not evenly spaced"),
        (
            planes(15.0)[:3] + [p.moved_to((-10.0, 5.0, 100 + 3.0 * 3 + 7.0 * n)) for n, p in enumerate(planes(15.0))],
            "not evenly",
        ),
        (_moved(planes(15.0), 2, origin_lps_mm=(-8.0, 5.0, 106.0)), "unevenly"),
        (planes(15.0)[::-1], "not evenly spaced"),
        (planes(50.0), "more than 45 degrees"),
        (planes(15.0)[:2] + planes(16.0)[2:], "not parallel"),
        (planes(15.0, count=1), "single slice"),
    ],
)
def test_what_is_not_evenly_sheared_is_refused(places, reason):
    with pytest.raises(StraighteningError, match=reason):
        straightened(stack_of(places))


def test_frames_without_a_place_colour_and_unloaded_ones_are_refused():
    for change, reason in (
        ({"plane": None}, "no position"),
        ({"values": np.zeros((ROWS, COLUMNS, 3), np.uint8)}, "grey"),
    ):
        stack = stack_of(planes(15.0))
        stack.frames[1] = replace(stack.frames[1], **change)
        with pytest.raises(StraighteningError, match=reason):
            straightened(stack)
    stack = stack_of(planes(15.0))
    stack.frames[1] = None
    with pytest.raises(StraighteningError, match="not all slices"):
        straightened(stack)


def test_the_result_is_a_volume_of_all_slices():
    volume = straightened(stack_of(planes(15.0)))
    assert isinstance(volume, Volume)
    assert volume.geometry.shape_kji[0] == SLICES
    assert volume.images == tuple(image_ref(k) for k in range(SLICES))
