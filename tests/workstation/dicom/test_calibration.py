"""The pixel size of a radiograph, in the order of viewing.md 4.7."""

from __future__ import annotations

import pytest
from pydicom.uid import (
    ComputedRadiographyImageStorage,
    DigitalMammographyXRayImageStorageForPresentation,
    DigitalXRayImageStorageForPresentation,
    EnhancedXAImageStorage,
    EnhancedXRFImageStorage,
    SecondaryCaptureImageStorage,
    XRayAngiographicImageStorage,
    XRayRadiofluoroscopicImageStorage,
)

from annotations.calibration import CalibrationSource
from annotations.locations import ImageLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import measure
from tests.support.dicom_builder import write
from tests.support.dicom_objects import image, item, run
from viewers.imaging.calibrated import calibration_at
from workstation.dicom.calibration import ProjectionSpacing, projection_calibration, valid_spacing
from workstation.dicom.load import load_stack

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


def test_a_pixel_larger_than_that_of_the_detector_is_told():
    found = projection_calibration(ProjectionSpacing(pixel_spacing=HALF, imager_pixel_spacing=QUARTER))
    assert (found.source, found.row_spacing_mm) == (CalibrationSource.DETECTOR, 0.5)
    assert "larger than the detector" in found.detail


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


def properties(spacing):
    return item(FramePixelDataPropertiesSequence=[item(ImagerPixelSpacing=spacing)])


def geometry(**distances):
    return item(XRayGeometrySequence=[item(**distances)])


@pytest.mark.parametrize("sop_class", [EnhancedXAImageStorage, EnhancedXRFImageStorage])
def test_an_enhanced_run_is_measured_at_its_detector(tmp_path, only_series, sop_class):
    dataset = run(2, sop_class, "XA", PerFrameFunctionalGroupsSequence=[properties([0.3, 0.2])] * 2)
    found = only_series(write(dataset, tmp_path / "a")).calibration
    assert (found.source, found.row_spacing_mm, found.column_spacing_mm) == (CalibrationSource.DETECTOR, 0.3, 0.2)


def test_an_enhanced_run_is_corrected_by_its_shared_geometry(tmp_path, only_series):
    shared = properties([0.5, 0.5])
    shared.XRayGeometrySequence = geometry(
        DistanceSourceToDetector=1000, DistanceSourceToPatient=800
    ).XRayGeometrySequence
    dataset = run(2, EnhancedXAImageStorage, SharedFunctionalGroupsSequence=[shared])
    found = only_series(write(dataset, tmp_path / "a")).calibration
    assert (found.source, found.row_spacing_mm) == (CalibrationSource.MAGNIFICATION, pytest.approx(0.4))


def test_frames_of_different_size_have_no_common_calibration(tmp_path, only_series):
    frames = [properties([0.3, 0.3]), properties([0.2, 0.2])]
    dataset = run(2, EnhancedXAImageStorage, PerFrameFunctionalGroupsSequence=frames)
    found = only_series(write(dataset, tmp_path / "a")).calibration
    assert (found.source, found.row_spacing_mm) == (CalibrationSource.NONE, None)
    assert "differ" in found.detail


CLASSES = [
    (ComputedRadiographyImageStorage, "CR"),
    (DigitalXRayImageStorageForPresentation, "DX"),
    (DigitalMammographyXRayImageStorageForPresentation, "MG"),
    (XRayAngiographicImageStorage, "XA"),
    (XRayRadiofluoroscopicImageStorage, "RF"),
    (SecondaryCaptureImageStorage, "XA"),
]


@pytest.mark.parametrize(("sop_class", "modality"), CLASSES)
@pytest.mark.parametrize("frames", [1, 3])
def test_every_kind_of_projection_is_calibrated_alike_and_a_length_says_how(
    tmp_path, only_series, sop_class, modality, frames
):
    spacing = {"ImagerPixelSpacing": [0.5, 0.5], "EstimatedRadiographicMagnificationFactor": 1.25}
    loaded = load_stack(only_series(write(run(frames, sop_class, modality, **spacing), tmp_path / "a")))
    location = ImageLocation(loaded.frames[-1].image, ((0, 0), (3, 4)))
    result = measure(Mark("m", MarkKind.LENGTH, location, calibration=calibration_at(loaded, location)))
    assert (result.value, result.calibration) == (pytest.approx(2.0), CalibrationSource.MAGNIFICATION)
    assert CalibrationSource.MAGNIFICATION.label in result.text


def test_pixel_spacing_of_a_capture_that_is_no_projection_calibrates_nothing(tmp_path, only_series):
    loaded = load_stack(only_series(write(image(SecondaryCaptureImageStorage, "OT"), tmp_path / "a")))
    assert loaded.calibration.source is CalibrationSource.NONE
