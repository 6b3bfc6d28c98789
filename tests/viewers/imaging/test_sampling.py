"""Values at points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.geometry import as_point
from tests.support.phantoms import PATIENT_POSITIONS, affine_of, image_ref, noise_volume, ramp_volume, volume_of
from viewers.imaging.images import PlanarFrame, Rescale
from viewers.imaging.padding import PaddingRange
from viewers.imaging.sampling import (
    PADDING,
    Reading,
    frame_reading_at,
    frame_value_at,
    value_at,
    voxel_reading_at,
    voxel_value_at,
)

RAMP = ramp_volume(affine_of(*PATIENT_POSITIONS["FFP"], (2.0, 0.5, 0.8), (3, 4, 5), left_handed=True), (5, 9, 7))


@given(st.tuples(st.floats(0, 4), st.floats(0, 8), st.floats(0, 6)))
def test_a_ramp_is_read_exactly_between_voxels(index_kji):
    point = tuple(RAMP.geometry.index_to_lps(index_kji))
    assert value_at(RAMP, point) == pytest.approx(float(np.dot(point, (1.0, 2.0, -3.0))), abs=1e-4)


def test_values_are_modality_values():
    volume = noise_volume()
    point = tuple(volume.geometry.index_to_lps((2, 5, 7)))
    assert value_at(volume, point) == float(volume.stored_values[2, 5, 7]) - 1024
    assert voxel_value_at(volume, tuple(np.add(point, 0.3))) == float(volume.stored_values[2, 5, 7]) - 1024


def test_outside_there_is_no_value():
    assert value_at(RAMP, tuple(RAMP.geometry.index_to_lps((0, 0, -0.6)))) is None
    assert voxel_value_at(RAMP, tuple(RAMP.geometry.index_to_lps((4.6, 0, 0)))) is None


def test_the_outer_half_voxel_has_the_edge_value():
    edge = value_at(RAMP, tuple(RAMP.geometry.index_to_lps((0, 3, 3))))
    assert value_at(RAMP, tuple(RAMP.geometry.index_to_lps((-0.4, 3, 3)))) == pytest.approx(edge)


def test_a_slice_on_its_way_has_no_value():
    volume = noise_volume()
    volume.loaded[3] = False
    assert value_at(volume, tuple(volume.geometry.index_to_lps((2.5, 5, 7)))) is None
    assert value_at(volume, tuple(volume.geometry.index_to_lps((2, 5, 7)))) is not None
    assert voxel_value_at(volume, tuple(volume.geometry.index_to_lps((3, 5, 7)))) is None


def test_pixels_of_a_frame_are_read_at_their_centres():
    frame = PlanarFrame(image_ref(0), np.arange(6).reshape(2, 3).astype(np.uint8), rescale=Rescale(10, 1))
    assert frame_value_at(frame, (2.4, 0.6)) == 51
    assert frame_value_at(frame, (2.6, 0)) is None
    assert frame_value_at(frame, (-0.4, -0.4)) == 1


def test_padding_has_no_value_and_is_told_from_what_lies_outside():
    values = np.arange(4 * 5 * 6, dtype=np.int16).reshape(4, 5, 6)
    volume = volume_of(values, np.eye(4), padding=PaddingRange(0, 7), rescale=Rescale(1.0, -1000.0))
    at = volume.geometry.index_to_lps
    assert voxel_reading_at(volume, as_point(at((0, 1, 1)))) == PADDING
    assert voxel_value_at(volume, as_point(at((0, 1, 1)))) is None
    assert voxel_value_at(volume, as_point(at((0, 1, 2)))) == 8 - 1000
    assert value_at(volume, as_point(at((0, 1, 2)))) == 8 - 1000
    assert value_at(volume, as_point(at((0, 1, 1.5)))) is None
    assert voxel_reading_at(volume, as_point(at((0, 1, 9)))) is None


def test_a_pixel_says_its_value_its_colour_or_that_it_is_padding():
    grey = PlanarFrame(image_ref(0), np.array([[0, 5]], np.uint8), padding=PaddingRange(0, 0), rescale=Rescale(2, 1))
    assert frame_reading_at(grey, (0, 0)) == PADDING
    assert frame_reading_at(grey, (1, 0)) == Reading(11)
    assert frame_reading_at(grey, (2, 0)) is None
    colour = PlanarFrame(image_ref(0), np.array([[[1, 2, 3]]], np.uint8))
    assert frame_reading_at(colour, (0, 0)) == Reading(colour=(1, 2, 3))
    assert frame_value_at(colour, (0, 0)) is None
