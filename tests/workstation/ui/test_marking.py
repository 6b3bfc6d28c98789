"""What a mark keeps and what it takes anew when it is moved."""

from __future__ import annotations

from dataclasses import replace

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.case import Case
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from tests.support.scenes import a_radiograph, on_image
from viewers.imaging.images import CalibratedRegion, ImageStack
from workstation.ui.read.marking import moved_mark, placed_mark

REGION_SCALE = PixelCalibration(CalibrationSource.ULTRASOUND, 0.2, 0.2)
INSIDE, ACROSS = on_image((12, 12), (18, 12)), on_image((12, 12), (60, 12))


def an_ultrasound() -> ImageStack:
    radiograph = a_radiograph()
    (frame,) = radiograph.frames
    assert frame is not None
    region = CalibratedRegion(10, 10, 20, 20, REGION_SCALE)
    return ImageStack(radiograph.series, [replace(frame, regions=(region,))], size_rc=radiograph.size_rc)


def calibration_after(mark: Mark, change) -> PixelCalibration:  # type: ignore[no-untyped-def]
    case = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    case.apply(change)
    found = next(iter(case.of_type(Mark)))
    moved = moved_mark(case, found.id, mark.location, an_ultrasound())
    assert moved is not None
    case.apply(moved)
    return next(iter(case.of_type(Mark))).calibration


def test_a_mark_dragged_out_of_its_ultrasound_region_loses_its_millimetres() -> None:
    change = placed_mark(MarkKind.LENGTH, INSIDE, an_ultrasound())
    assert calibration_after(Mark("x", MarkKind.LENGTH, ACROSS), change) == NOT_CALIBRATED


def test_a_mark_dragged_into_an_ultrasound_region_takes_its_scale() -> None:
    change = placed_mark(MarkKind.LENGTH, ACROSS, an_ultrasound())
    assert calibration_after(Mark("x", MarkKind.LENGTH, INSIDE), change) == REGION_SCALE


def test_a_mark_moved_on_a_radiograph_keeps_the_calibration_it_was_made_with() -> None:
    calibrated = PixelCalibration(CalibrationSource.DETECTOR, 0.5, 0.5)
    case = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    case.apply(placed_mark(MarkKind.LENGTH, INSIDE, replace(a_radiograph(), calibration=calibrated)))
    (mark,) = case.of_type(Mark)
    moved = moved_mark(case, mark.id, ACROSS, a_radiograph())
    assert moved is not None
    case.apply(moved)
    (mark,) = case.of_type(Mark)
    assert (mark.location, mark.calibration) == (ACROSS, calibrated)
