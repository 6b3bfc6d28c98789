"""What a mark keeps and what it takes anew when it is moved."""

from __future__ import annotations

from dataclasses import replace

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.case import Case
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from tests.support.scenes import a_radiograph, a_volume, on_image
from viewers.imaging.images import CalibratedRegion, ImageStack
from workstation.ui.read.marking import moved_mark, placed_mark, with_evidence

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


def test_a_point_on_a_reformatted_cut_takes_the_nearest_acquired_slice_as_evidence() -> None:
    volume = a_volume()
    index = (3, 2, 1)
    point = tuple(float(value) for value in volume.geometry.index_to_lps(index))
    bare = PatientLocation(volume.geometry.frame_of_reference_uid, (point,))  # type: ignore[arg-type]
    located = with_evidence(bare, volume)
    assert isinstance(located, PatientLocation)
    assert located.source == volume.images[3]
    assert located.points_lps_mm == bare.points_lps_mm
    other = replace(bare, source=volume.images[0])
    assert with_evidence(other, volume) == other, "what was on screen stands"
    assert with_evidence(INSIDE, volume) == INSIDE
