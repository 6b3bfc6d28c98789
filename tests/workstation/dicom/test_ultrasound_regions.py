"""Millimetres on ultrasound: inside one calibrated region only, and never where the header does not fit the image."""

from __future__ import annotations

import pytest

from annotations.calibration import CalibrationSource
from annotations.locations import ImageLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import measure
from tests.support.dicom_builder import write
from tests.support.dicom_objects import item, ultrasound
from viewers.imaging.calibrated import calibration_at
from workstation.dicom.load import load_stack


def length(loaded, *points, frame=0):
    location = ImageLocation(loaded.frames[frame].image, points)
    return measure(Mark("m", MarkKind.LENGTH, location, calibration=calibration_at(loaded, location)))


@pytest.fixture
def loaded(tmp_path, only_series):
    def load(dataset):
        return load_stack(only_series(write(dataset, tmp_path / "a")))

    return load


def region(first_column, last_column, **changes):
    (made,) = ultrasound().SequenceOfUltrasoundRegions
    made.RegionLocationMinX0, made.RegionLocationMaxX1 = first_column, last_column
    for keyword, value in changes.items():
        setattr(made, keyword, value)
    return made


def test_a_length_inside_the_region_is_in_millimetres_and_says_so(loaded):
    result = length(loaded(ultrasound(frames=2)), (1, 2), (4, 4), frame=1)
    assert (result.unit, result.value) == ("mm", pytest.approx(0.5))  # 3 x 0.1 across, 2 x 0.2 down
    assert "ultrasound region" in result.text


@pytest.mark.parametrize("points", [((0, 3), (3, 3)), ((0, 0), (5, 7))])
def test_a_length_that_leaves_the_region_is_in_pixels(loaded, points):
    result = length(loaded(ultrasound()), *points)
    assert (result.unit, result.calibration) == ("{pixels}", CalibrationSource.NONE)


def test_two_pictures_side_by_side_are_measured_each_but_not_across(loaded):
    dataset = ultrasound(SequenceOfUltrasoundRegions=[region(0, 2), region(3, 5, PhysicalDeltaX=0.04)])
    pixels = loaded(dataset)
    assert length(pixels, (0, 3), (2, 3)).value == pytest.approx(0.2)
    assert length(pixels, (3, 3), (5, 3)).value == pytest.approx(0.8)
    assert length(pixels, (1, 3), (4, 3)).unit == "{pixels}"


def test_overlapping_regions_of_two_scales_calibrate_nothing(loaded):
    dataset = ultrasound(SequenceOfUltrasoundRegions=[region(0, 5), region(2, 4, PhysicalDeltaX=0.04)])
    pixels = loaded(dataset)
    assert length(pixels, (2, 3), (4, 3)).unit == "{pixels}"
    assert length(pixels, (0, 3), (1, 3)).unit == "mm"


@pytest.mark.parametrize(
    "changes",
    [
        {"RegionSpatialFormat": 2},
        {"PhysicalUnitsXDirection": 4},
        {"PhysicalUnitsYDirection": 7},
        {"PhysicalDeltaX": 0.0},
        {"PhysicalDeltaY": 40.0},
        {"RegionLocationMaxY1": 99},
        {"RegionLocationMinX0": 5},
    ],
)
def test_regions_that_are_no_pictures_in_centimetres_calibrate_nothing(loaded, changes):
    pixels = loaded(ultrasound(SequenceOfUltrasoundRegions=[region(1, 4, **changes)]))
    assert length(pixels, (1, 3), (4, 3)).unit == "{pixels}"


def test_one_region_beyond_the_image_makes_all_of_them_doubtful(loaded):
    dataset = ultrasound(SequenceOfUltrasoundRegions=[region(0, 2), region(3, 60)])
    assert length(loaded(dataset), (0, 3), (2, 3)).unit == "{pixels}"


def test_a_region_without_bounds_makes_all_of_them_doubtful(loaded):
    dataset = ultrasound(SequenceOfUltrasoundRegions=[region(0, 2), item(RegionSpatialFormat=1)])
    assert length(loaded(dataset), (0, 3), (2, 3)).unit == "{pixels}"


def test_a_real_image_is_measured_with_its_delta(shared_data, only_series):
    pixels = load_stack(only_series(shared_data / "zoo/color/gdcm-US-ALOKA-16.dcm"))
    assert length(pixels, (100, 200), (200, 200)).value == pytest.approx(100 * 0.3826530650258064)
    assert length(pixels, (300, 200), (400, 200)).unit == "{pixels}"  # from one half of the screen to the other
    assert length(pixels, (100, 200), (100, 450)).unit == "{pixels}"


@pytest.mark.parametrize("name", ["examples_ybr_color.dcm", "examples_palette.dcm"])
def test_real_images_scaled_or_cropped_after_their_regions_were_written_are_not_calibrated(
    shared_data, only_series, name
):
    pixels = load_stack(only_series(shared_data / "zoo/color" / name))
    assert all(frame.regions == () for frame in pixels.frames)
