"""The pixel size of a radiograph, in the order of viewing.md 4.7."""

from __future__ import annotations

import pytest

from annotations.calibration import CalibrationSource
from workstation.dicom.calibration import ProjectionSpacing, projection_calibration, valid_spacing

HALF, QUARTER = (0.5, 0.5), (0.25, 0.25)


@pytest.mark.parametrize(
    ("header", "source", "spacing"),
    [
        (
            {
                "pixel_spacing": QUARTER,
                "imager_pixel_spacing": HALF,
                "calibration_type": "GEOMETRY",
                "magnification": 3,
            },
            CalibrationSource.GEOMETRY,
            QUARTER,
        ),
        (
            {
                "pixel_spacing": QUARTER,
                "imager_pixel_spacing": HALF,
                "calibration_type": "FIDUCIAL",
                "magnification": 3,
            },
            CalibrationSource.FIDUCIAL,
            QUARTER,
        ),
        ({"pixel_spacing": QUARTER, "calibration_type": "FIDUCIAL"}, CalibrationSource.FIDUCIAL, QUARTER),
        ({"imager_pixel_spacing": HALF, "magnification": 1.25}, CalibrationSource.MAGNIFICATION, (0.4, 0.4)),
        (
            {"imager_pixel_spacing": HALF, "source_to_detector_mm": 1000, "source_to_patient_mm": 800},
            CalibrationSource.MAGNIFICATION,
            (0.4, 0.4),
        ),
        (
            {"imager_pixel_spacing": HALF, "source_to_detector_mm": 1000, "source_to_entrance_mm": 800},
            CalibrationSource.MAGNIFICATION,
            (0.4, 0.4),
        ),
        (
            {
                "imager_pixel_spacing": HALF,
                "magnification": 1.25,
                "source_to_detector_mm": 1000,
                "source_to_patient_mm": 500,
            },
            CalibrationSource.MAGNIFICATION,
            (0.4, 0.4),
        ),
        ({"imager_pixel_spacing": HALF, "magnification": 1.0}, CalibrationSource.DETECTOR, HALF),
        (
            {"imager_pixel_spacing": HALF, "source_to_detector_mm": 800, "source_to_patient_mm": 1000},
            CalibrationSource.DETECTOR,
            HALF,
        ),
        ({"imager_pixel_spacing": HALF, "pixel_spacing": QUARTER}, CalibrationSource.MAGNIFICATION, QUARTER),
        ({"imager_pixel_spacing": HALF, "pixel_spacing": HALF}, CalibrationSource.DETECTOR, HALF),
        ({"nominal_spacing": HALF}, CalibrationSource.NOMINAL, HALF),
    ],
)
def test_each_rule_in_its_order(header, source, spacing):
    found = projection_calibration(ProjectionSpacing(**header))
    assert found.source is source
    assert (found.row_spacing_mm, found.column_spacing_mm) == pytest.approx(spacing)


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"pixel_spacing": QUARTER},
        {"pixel_spacing": (0.0, 0.0), "calibration_type": "FIDUCIAL"},
        {"pixel_spacing": (0.2,), "calibration_type": "GEOMETRY"},
        {"imager_pixel_spacing": (-0.1, 0.1), "magnification": 1.5},
    ],
)
def test_nothing_is_calibrated_by_guessing(header):
    assert projection_calibration(ProjectionSpacing(**header)).source is CalibrationSource.NONE


def test_geometry_that_equals_the_detector_carries_a_warning():
    header = ProjectionSpacing(pixel_spacing=HALF, imager_pixel_spacing=HALF, calibration_type="GEOMETRY")
    assert "equals the detector" in projection_calibration(header).detail


def test_row_and_column_spacing_keep_their_order():
    found = projection_calibration(ProjectionSpacing(imager_pixel_spacing=(0.3, 0.2)))
    assert (found.row_spacing_mm, found.column_spacing_mm) == (0.3, 0.2)


def test_only_two_positive_numbers_are_a_spacing():
    assert valid_spacing((0.3, 0.2)) == (0.3, 0.2)
    assert valid_spacing((0.3,)) is None
    assert valid_spacing((0.3, 0.0)) is None


def test_the_pixel_spacing_test_image_is_calibrated_by_its_fiducial(shared_data, only_series):
    found = only_series(shared_data / "xray" / "pixelspacing_calibration_MG.dcm").calibration
    assert found is not None
    assert (found.source, found.row_spacing_mm) == (CalibrationSource.FIDUCIAL, 0.25)


def test_zero_spacing_of_a_chest_radiograph_is_no_calibration(shared_data, only_series):
    found = only_series(shared_data / "xray" / "chest_CR_mono1_J2KI.dcm").calibration
    assert found is not None
    assert found.source is CalibrationSource.NONE
