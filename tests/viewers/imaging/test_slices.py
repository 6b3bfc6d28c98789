"""Slice numbers and places."""

from __future__ import annotations

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
)
from viewers.imaging.images import ImageStack, PlanarFrame
from viewers.imaging.slices import (
    acquired_lattice,
    acquired_slice_of,
    column_row_to_lps,
    image_nearest,
    reformatted_lattice,
    slice_number_at,
)


@pytest.mark.parametrize("left_handed", [False, True])
@pytest.mark.parametrize("position", PATIENT_POSITIONS)
def test_acquired_slices_are_numbered_in_array_order(position, left_handed):
    affine = affine_of(*PATIENT_POSITIONS[position], (2.5, 1, 1), (9, 8, 7), left_handed=left_handed)
    geometry = ramp_volume(affine, (7, 5, 5)).geometry
    lattice = acquired_lattice(geometry)
    assert lattice.count == 7
    for k in range(7):
        assert lattice.index_at(tuple(geometry.index_to_lps((k, 2, 3)))) == k


def test_reformatted_cuts_of_a_straight_volume_are_its_voxel_layers():
    volume = noise_volume((6, 40, 50))
    lattice = reformatted_lattice(volume.geometry, (-1.0, 0.0, 0.0))
    assert (lattice.count, lattice.step_mm) == (50, 0.75)
    point = lattice.moved_to((0.0, 0.0, 0.0), 0)
    assert volume.geometry.lps_to_index(point)[2] == pytest.approx(49)


def test_cuts_stop_at_the_ends():
    lattice = acquired_lattice(noise_volume().geometry)
    assert lattice.index_at((0, 0, 1e6)) == 5
    assert lattice.index_at((0, 0, -1e6)) == 0
    assert lattice.moved_to((1, 2, 3), 99) == pytest.approx((1, 2, -15))


def test_the_slice_that_holds_a_point():
    volume = noise_volume()
    point = tuple(volume.geometry.index_to_lps((3.3, 10, 10)))
    assert slice_number_at(volume, point) == 3
    assert image_nearest(volume, point) == image_ref(3)
    assert image_nearest(volume, (0, 0, 1e4)) is None


def test_only_cuts_on_a_slice_show_that_slice():
    volume = noise_volume()
    plane = volume.geometry.slice_plane(2)
    assert acquired_slice_of(volume, plane) == 2
    assert acquired_slice_of(volume, plane.moved_to((0, 0, -24 + 0.5))) is None
    assert acquired_slice_of(volume, plane.moved_to((0, 0, -33))) is None
    assert acquired_slice_of(volume, Plane((0, 0, -24), (0, 1, 0), (0, 0, -1))) is None


def test_column_and_row_of_a_slice_lead_to_its_voxels():
    volume = noise_volume()
    affine = column_row_to_lps(volume, 4)
    np.testing.assert_allclose(affine @ (7, 3, 0, 1), [*volume.geometry.index_to_lps((4, 3, 7)), 1])


def test_column_and_row_of_a_stack_frame_use_its_own_plane_and_spacing():
    plane = Plane((1.0, 2.0, 3.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
    frame = PlanarFrame(image_ref(0), None, plane=plane, pixel_spacing_mm=(2.0, 0.5))
    stack = ImageStack(SERIES, [frame, PlanarFrame(image_ref(1), None), None], FRAME_OF_REFERENCE)
    np.testing.assert_allclose(column_row_to_lps(stack, 0) @ (4, 10, 0, 1), (1, 4, -17, 1))
    assert column_row_to_lps(stack, 1) is None
    assert column_row_to_lps(stack, 2) is None
