"""Cuts through a linear ramp: trilinear interpolation must give it back at every point, in float precision."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.geometry import Plane, as_point
from tests.support.phantoms import affine_of, ramp_volume
from viewers.imaging.windowing import Window, grey_levels
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.viewport_state import ViewPlane, ViewportState

GRADIENT = np.array([1.0, 2.0, -3.0])
SHAPE = (14, 30, 26)
SIZE = (60, 44)
FLOAT32_STEP = 2.0**-23
"""Relative distance of neighbouring float32 numbers: the voxels themselves are rounded to half of it."""
FACE_TOLERANCE = 1e-6
"""Points nearer than this (in voxels) to the faces of the volume may count as inside or outside."""

unit = st.floats(-1, 1)


def rotation(quaternion) -> np.ndarray:
    """A rotation matrix from four numbers (Shoemake)."""
    w, x, y, z = np.asarray(quaternion) / np.linalg.norm(quaternion)
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )


rotations = st.tuples(unit, unit, unit, unit).filter(lambda q: np.linalg.norm(q) > 0.1).map(rotation)
spacings = st.tuples(*(st.floats(0.3, 5.0),) * 3)


@st.composite
def volumes(draw):
    """A ramp over a grid turned anywhere, anisotropic, stacked along or against its normal."""
    right, down, _ = draw(rotations)
    origin = draw(st.tuples(*(st.floats(-400, 400),) * 3))
    affine = affine_of(right, down, draw(spacings), origin, left_handed=draw(st.booleans()))
    return ramp_volume(affine, SHAPE, GRADIENT)


@st.composite
def views(draw, volume):
    """A view in any plane, through any point of the volume, zoomed and moved."""
    plane = draw(st.sampled_from([p for p in ViewPlane if p not in (ViewPlane.VOLUME_3D, ViewPlane.CURVED)]))
    point = as_point(volume.geometry.index_to_lps([draw(st.floats(0, n - 1)) for n in SHAPE]))
    right, down, _ = draw(rotations)
    oblique = Plane(point, as_point(right), as_point(down))
    pan = draw(st.tuples(st.floats(-20, 20), st.floats(-20, 20)))
    scale = draw(st.none() | st.floats(0.2, 12))
    return ViewportState(plane, point, scale=scale, pan_px=pan, oblique=oblique)


def displayed_points(geometry) -> np.ndarray:
    x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    return geometry.display_to_lps(np.stack([x, y], axis=-1).reshape(-1, 2))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_ramp_is_cut_exactly_at_any_turn_zoom_and_place(data):
    volume = data.draw(volumes())
    values, geometry = FrameRenderer().modality_values(volume, data.draw(views(volume)), SIZE)
    points = displayed_points(geometry)
    index = volume.geometry.lps_to_index(points)
    beyond = np.max(np.maximum(-0.5 - index, index - np.asarray(SHAPE) + 0.5), axis=1)
    given_values = values.reshape(-1)
    assert np.isnan(given_values[beyond > FACE_TOLERANCE]).all()
    inside = beyond < -FACE_TOLERANCE
    # The outer half voxel has the value of the voxel it belongs to.
    nearest = volume.geometry.index_to_lps(np.clip(index, 0, np.asarray(SHAPE) - 1))
    tolerance = FLOAT32_STEP * np.abs(volume.stored_values).max()
    np.testing.assert_allclose(given_values[inside], nearest[inside] @ GRADIENT, rtol=0, atol=tolerance)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_picture_of_a_ramp_is_its_values_through_the_window(data):
    volume = data.draw(volumes())
    low, high = float(volume.stored_values.min()), float(volume.stored_values.max())
    state = data.draw(views(volume))
    values, geometry = FrameRenderer().modality_values(volume, state, SIZE)
    window = Window(max(1.0, high - low), (low + high) / 2)
    picture = FrameRenderer().render(volume, ViewportState(**{**vars(state), "window": window}), SIZE).pixels
    index = volume.geometry.lps_to_index(displayed_points(geometry)).reshape(*picture.shape, 3)
    inside = ((index > -0.49) & (index < np.asarray(SHAPE) - 0.51)).all(axis=-1)
    expected = grey_levels(np.nan_to_num(values), window).astype(int)
    assert np.abs(picture.astype(int) - expected)[inside].max(initial=0) <= 1


@pytest.mark.parametrize("lean", [0.0, 4e-4])
def test_a_cut_on_an_acquired_slice_is_that_slice_though_the_steps_lean(lean):
    """Positions in headers may lean off the normal a little; far from the axis that must not mix two slices."""
    affine = affine_of((1, 0, 0), (0, 1, 0), (1.25, 0.7, 0.7), (-180, -180, 50))
    affine[0, 0] = lean * 1.25
    volume = ramp_volume(affine, (6, 512, 512))
    marked = volume.stored_values.copy()
    marked[:] = np.arange(6)[:, None, None] * 100.0
    volume = type(volume)(volume.series, volume.geometry, marked, volume.loaded, volume.images)
    for k in range(6):
        focus = as_point(volume.geometry.index_to_lps((k, 500, 500)))
        values, _ = FrameRenderer().modality_values(volume, ViewportState(focus_lps_mm=focus), (200, 200))
        np.testing.assert_allclose(values[~np.isnan(values)], 100.0 * k, atol=1e-6)
