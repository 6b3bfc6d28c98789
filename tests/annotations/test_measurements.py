"""Measurements against the test vectors of domain.md 4.4 to 4.7, and their provenance."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import Measurement, measure, probe
from annotations.references import ImageRef
from annotations.shapes import angle_deg, cobb_deg, length

IMAGE = ImageRef("1.2", "1.3", "1.4", "1.5")
numbers = st.floats(-200, 200)
points = st.tuples(numbers, numbers, numbers)


def in_patient(kind: MarkKind, *placed: tuple[float, float, float]) -> Mark:
    return Mark("m", kind, PatientLocation("1.9", placed))


def on_radiograph(kind: MarkKind, *placed: tuple[float, float], calibration: PixelCalibration = NOT_CALIBRATED) -> Mark:
    return Mark("m", kind, ImageLocation(IMAGE, placed), calibration=calibration)


def test_a_length_in_patient_space_is_mm() -> None:
    result = measure(in_patient(MarkKind.LENGTH, (0, 0, 0), (3, 4, 12)), pixel_spacing_mm=0.8)
    assert (result.value, result.unit, result.calibration) == (13.0, "mm", CalibrationSource.PATIENT)
    assert result.uncertainty == pytest.approx(math.sqrt(2) * 0.4)
    assert result.text == "13.0 mm ± 0.6"


def test_an_unknown_pixel_size_gives_no_uncertainty() -> None:
    result = measure(in_patient(MarkKind.LENGTH, (0, 0, 0), (0, 0, 31.62)))
    assert result.uncertainty is None
    assert result.text == "31.6 mm"


def test_an_uncalibrated_length_is_in_pixels() -> None:
    result = measure(on_radiograph(MarkKind.LENGTH, (0, 0), (300, 400)))
    assert (result.value, result.unit, result.calibration) == (500.0, "{pixels}", CalibrationSource.NONE)
    assert result.text == "500 px ± 0.7 (not calibrated)"


def test_rows_and_columns_have_their_own_spacing() -> None:
    calibration = PixelCalibration(CalibrationSource.FIDUCIAL, row_spacing_mm=0.2, column_spacing_mm=0.1)
    across = measure(on_radiograph(MarkKind.LENGTH, (0, 0), (100, 0), calibration=calibration))
    down = measure(on_radiograph(MarkKind.LENGTH, (0, 0), (0, 100), calibration=calibration))
    assert (across.value, down.value) == pytest.approx((10.0, 20.0))
    assert across.uncertainty == pytest.approx(math.sqrt(2) * 0.5 * 0.2)


def test_a_length_at_the_detector_says_so() -> None:
    calibration = PixelCalibration(CalibrationSource.DETECTOR, 0.15, 0.15)
    text = measure(on_radiograph(MarkKind.LENGTH, (0, 0), (100, 0), calibration=calibration)).text
    assert text == "15.0 mm ± 0.1 (mm at detector, not patient)"


def test_anisotropic_pixels_change_the_angle() -> None:
    calibration = PixelCalibration(CalibrationSource.FIDUCIAL, row_spacing_mm=0.2, column_spacing_mm=0.1)
    placed = ((10.0, 0.0), (0.0, 0.0), (10.0, 10.0))
    assert measure(on_radiograph(MarkKind.ANGLE, *placed)).value == pytest.approx(45.0)
    assert measure(on_radiograph(MarkKind.ANGLE, *placed, calibration=calibration)).value == pytest.approx(63.435, 1e-4)


def test_an_angle_carries_no_length_calibration_in_its_text() -> None:
    result = measure(in_patient(MarkKind.ANGLE, (1, 0, 0), (0, 0, 0), (0, 1, 0)))
    assert (result.value, result.unit) == (pytest.approx(90.0), "deg")
    assert result.text == "90.0°"


def test_an_unlisted_unit_is_shown_as_it_is() -> None:
    assert Measurement(3.0, "mL", "volume", CalibrationSource.PATIENT).text == "3.0 mL"


def test_an_arm_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="arm of the angle"):
        measure(in_patient(MarkKind.ANGLE, (0, 0, 0), (0, 0, 0), (0, 1, 0)))


def test_a_point_measures_nothing_but_can_be_probed() -> None:
    mark = in_patient(MarkKind.POINT, (1, 2, 3))
    with pytest.raises(ValueError, match="no length"):
        measure(mark)
    assert probe(mark) == (1, 2, 3)
    assert probe(on_radiograph(MarkKind.POINT, (4, 5))) == (4, 5)
    with pytest.raises(ValueError, match="only a point"):
        probe(in_patient(MarkKind.LENGTH, (0, 0, 0), (1, 0, 0)))


@given(points, points, points)
def test_an_angle_does_not_depend_on_the_order_of_its_ends(
    a: tuple[float, ...], vertex: tuple[float, ...], b: tuple[float, ...]
) -> None:
    assume(length(a, vertex) > 1e-3 and length(b, vertex) > 1e-3)
    assert angle_deg(a, vertex, b) == pytest.approx(angle_deg(b, vertex, a))
    assert 0 <= angle_deg(a, vertex, b) <= 180


def test_angles_are_exact_near_zero_and_180() -> None:
    assert angle_deg((1, 1e-9, 0), (0, 0, 0), (1, 0, 0)) == pytest.approx(math.degrees(1e-9), rel=1e-6)
    assert angle_deg((1, 0, 0), (0, 0, 0), (-1, 0, 0)) == pytest.approx(180)


def test_cobb_angle_is_independent_of_click_order() -> None:
    upper = ((0.0, 0.0), (40.0, 0.0))
    tilt = math.radians(25)
    lower = ((0.0, 100.0), (40 * math.cos(tilt), 100 + 40 * math.sin(tilt)))
    for one in (upper, upper[::-1]):
        for other in (lower, lower[::-1]):
            assert cobb_deg(one, other) == pytest.approx(25.0)
