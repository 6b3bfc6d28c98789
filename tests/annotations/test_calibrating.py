"""Calibrating a radiograph by a known length: the spacing, what is refused, and the one change with its undo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.calibrating import (
    calibrate,
    calibrations_by_hand,
    line_to_calibrate,
    pixel_calibration,
    spacing_by_known_length,
    uncalibrate,
)
from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.case import Case, add
from annotations.history import History
from annotations.image_calibrations import ImageCalibration
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import measure, measurements_of
from annotations.patient import PatientIdentity
from annotations.references import ImageRef

IMAGE = ImageRef("1.2", "1.3", "1.4", "1.5")
OTHER = replace(IMAGE, sop_instance_uid="1.6")
LINE = ImageLocation(IMAGE, ((100.0, 100.0), (100.0, 350.0)))
DETECTOR = PixelCalibration(CalibrationSource.DETECTOR, 0.15, 0.15)


def a_case(*marks: Mark) -> Case:
    case = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    for mark in marks:
        case.apply(add(mark, "length placed"))
    return case


def a_length(mark_id: str, location: Location = LINE, calibration: PixelCalibration = DETECTOR) -> Mark:
    return Mark(mark_id, MarkKind.LENGTH, location, calibration=calibration)


def by(known_length_mm: float, calibration_id: str = "c") -> ImageCalibration:
    row, column = spacing_by_known_length(LINE.points_column_row, known_length_mm)  # type: ignore[arg-type]
    return ImageCalibration(
        calibration_id, IMAGE, ((100.0, 100.0), (100.0, 350.0)), known_length_mm, row, column, "a reader", "2026-11-27"
    )


def test_a_known_length_gives_the_pixel_size() -> None:
    assert spacing_by_known_length(((0, 0), (300, 400)), 50.0) == pytest.approx((0.1, 0.1))


def test_pixels_that_are_not_square_keep_their_aspect() -> None:
    down = spacing_by_known_length(((0, 0), (0, 100)), 20.0, row_to_column=2.0)
    across = spacing_by_known_length(((0, 0), (100, 0)), 10.0, row_to_column=2.0)
    assert down == pytest.approx((0.2, 0.1))
    assert across == pytest.approx(down)


@pytest.mark.parametrize(
    ("ends", "length", "message"),
    [
        (((0, 0), (300, 0)), 0.0, "more than 0 mm"),
        (((0, 0), (300, 0)), -5.0, "more than 0 mm"),
        (((0, 0), (300, 0)), float("nan"), "more than 0 mm"),
        (((7, 7), (7, 7)), 25.0, "line is 0 pixels long"),
        (((0, 0), (12, 0)), 25.0, "at least 20 pixels"),
        (((0, 0), (100, 0)), 2500.0, "which no radiograph has"),
        (((0, 0), (2000, 0)), 2.5, "its unit"),
    ],
)
def test_lengths_that_cannot_calibrate_are_refused(
    ends: tuple[tuple[float, float], tuple[float, float]], length: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        spacing_by_known_length(ends, length)


def test_images_with_a_size_of_their_own_are_refused() -> None:
    in_patient = PatientLocation("1.9", ((0.0, 0.0, 0.0), (0.0, 0.0, 30.0)))
    with pytest.raises(ValueError, match="patient millimetres"):
        line_to_calibrate(in_patient, modality="CT", current=NOT_CALIBRATED)
    for modality in ("CT", "MR"):
        with pytest.raises(ValueError, match=f"pixel size of {modality} is the scanner's"):
            line_to_calibrate(LINE, modality=modality, current=NOT_CALIBRATED)
    ultrasound = PixelCalibration(CalibrationSource.ULTRASOUND, 0.2, 0.2)
    with pytest.raises(ValueError, match="scanner's"):
        line_to_calibrate(LINE, modality="US", current=ultrasound)
    with pytest.raises(ValueError, match="one straight line"):
        line_to_calibrate(LINE.with_points(((0, 0), (1, 1), (2, 2))), modality="DX", current=NOT_CALIBRATED)
    assert line_to_calibrate(LINE, modality="DX", current=DETECTOR) == LINE


def test_calibrating_measures_the_marks_of_that_image_anew_in_one_change() -> None:
    elsewhere = ImageLocation(OTHER, LINE.points_column_row)
    case = a_case(a_length("ruler"), a_length("here", calibration=NOT_CALIBRATED), a_length("there", elsewhere))
    revision = case.revision
    case.apply(calibrate(case, by(25.0)))
    assert case.revision == revision + 1
    values = {mark.id: measure(mark).text for mark in case.of_type(Mark)}
    assert values["ruler"] == values["here"] == "25.0 mm ± 0.1 (calibrated by known length 25 mm)"
    assert values["there"] == "37.5 mm ± 0.1 (mm at detector, not patient)"
    assert calibrations_by_hand(case) == {IMAGE: pixel_calibration(by(25.0))}


def test_undo_takes_a_calibration_back_with_every_mark() -> None:
    case = a_case(a_length("ruler"), a_length("here", calibration=NOT_CALIBRATED))
    before = dict(case.items)
    history = History(case)
    history.apply(calibrate(case, by(25.0)))
    history.undo()
    assert dict(case.items) == before
    history.redo()
    assert measure(case.of_type(Mark)[1]).value == pytest.approx(25.0)


def test_a_second_calibration_takes_the_place_of_the_first() -> None:
    case = a_case(a_length("ruler"))
    case.apply(calibrate(case, by(25.0)))
    case.apply(calibrate(case, by(24.0, "again")))
    assert [one.id for one in case.of_type(ImageCalibration)] == ["again"]
    assert measure(case.of_type(Mark)[0]).value == pytest.approx(24.0)


def test_removing_a_calibration_gives_back_that_of_the_image() -> None:
    case = a_case(a_length("ruler"))
    assert uncalibrate(case, IMAGE, DETECTOR) is None
    case.apply(calibrate(case, by(25.0)))
    change = uncalibrate(case, IMAGE, DETECTOR)
    assert change is not None
    case.apply(change)
    assert not case.of_type(ImageCalibration)
    assert case.of_type(Mark)[0].calibration == DETECTOR


def test_who_when_and_which_image_are_kept() -> None:
    case = a_case(a_length("ruler"))
    case.apply(calibrate(case, by(25.0)))
    (kept,) = case.of_type(ImageCalibration)
    assert (kept.image, kept.known_length_mm, kept.decided_by, kept.decided_at) == (
        IMAGE,
        25.0,
        "a reader",
        "2026-11-27",
    )


def test_ratios_and_angles_do_not_change_with_the_calibration() -> None:
    corners = ((0.0, 30.0), (40.0, 28.0), (80.0, 26.0), (0.0, 90.0), (40.0, 91.0), (80.0, 92.0))
    free = Mark("v", MarkKind.VERTEBRA, ImageLocation(IMAGE, corners))
    calibrated = replace(free, calibration=pixel_calibration(by(25.0)))
    plain = {one.name: one for one in measurements_of(free)}
    scaled = {one.name: one for one in measurements_of(calibrated)}
    for name in ("height loss", "wedge ratio", "biconcave ratio", "endplate angle"):
        assert plain[name].value == pytest.approx(scaled[name].value)
        assert plain[name].text == scaled[name].text
    assert plain["anterior height"].unit == "{pixels}"
    assert scaled["anterior height"].value == pytest.approx(0.1 * plain["anterior height"].value)
