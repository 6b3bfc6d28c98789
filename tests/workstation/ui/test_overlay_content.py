"""The words beside a mark on an image."""

from __future__ import annotations

import pytest

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.case import Case, add
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from tests.support.scenes import in_patient, on_image
from workstation.ui.read.overlay_content import overlay_marks

LINE = on_image((0, 0), (30, 40))


def words_of(mark: Mark) -> str:
    case = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    case.apply(add(mark, "placed"))
    (shown,) = overlay_marks(case, None)
    return shown.value_text


@pytest.mark.parametrize("source", [s for s in CalibrationSource if s is not CalibrationSource.NONE])
def test_a_length_on_an_image_says_how_its_millimetres_are_known(source: CalibrationSource) -> None:
    text = words_of(Mark("m", MarkKind.LENGTH, LINE, calibration=PixelCalibration(source, 0.5, 0.5)))
    assert text.startswith("25.0")
    assert "mm" in text
    assert (source.label in text) == (source is not CalibrationSource.PATIENT)


def test_a_length_without_calibration_says_so_in_pixels() -> None:
    text = words_of(Mark("m", MarkKind.LENGTH, LINE, calibration=NOT_CALIBRATED))
    assert "px" in text
    assert CalibrationSource.NONE.label in text


def test_a_length_in_the_patient_and_an_angle_need_no_note() -> None:
    assert "(" not in words_of(Mark("m", MarkKind.LENGTH, in_patient((0, 0, 0), (3, 4, 0))))
    assert "(" not in words_of(Mark("m", MarkKind.ANGLE, on_image((0, 9), (0, 0), (9, 0))))
