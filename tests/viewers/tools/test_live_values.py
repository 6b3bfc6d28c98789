"""What a mark in the hand measures."""

from __future__ import annotations

import math
from dataclasses import replace

from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.marks import MarkKind
from tests.support.scenes import a_radiograph, a_volume, in_patient, on_image
from viewers.tools.live_values import MOST_POINTS, live_value


def test_a_length_in_the_patient_reads_in_millimetres() -> None:
    assert live_value(MarkKind.LENGTH, in_patient((0, 0, 0), (3, 4, 0)), a_volume()) == "5.0 mm ± 0.7"


def test_a_length_on_an_uncalibrated_radiograph_reads_in_pixels() -> None:
    text = live_value(MarkKind.LENGTH, on_image((0, 0), (30, 40)), a_radiograph())
    assert text.startswith("50 px")
    assert "mm" not in text


def test_a_calibrated_radiograph_says_where_its_millimetres_are() -> None:
    pixels = replace(a_radiograph(), calibration=PixelCalibration(CalibrationSource.DETECTOR, 0.5, 0.5))
    text = live_value(MarkKind.LENGTH, on_image((0, 0), (30, 40)), pixels)
    assert text.startswith("25.0 mm")
    assert CalibrationSource.DETECTOR.label in text


def test_points_unfinished_marks_and_marks_of_no_length_have_no_value() -> None:
    assert live_value(MarkKind.POINT, in_patient((0, 0, 0)), None) == ""
    assert live_value(MarkKind.ANGLE, in_patient((0, 0, 0), (1, 0, 0)), None) == ""
    assert live_value(MarkKind.LENGTH, in_patient((1, 1, 1), (1, 1, 1)), None) == ""


def test_a_long_outline_is_measured_when_it_is_let_go() -> None:
    def around(count: int) -> str:
        turns = (2 * math.pi * number / count for number in range(count))
        return live_value(
            MarkKind.FREEHAND, in_patient(*((30 * math.cos(t), 30 * math.sin(t), 0) for t in turns)), None
        )

    assert "mm²" in around(MOST_POINTS)
    assert around(MOST_POINTS + 1) == ""
