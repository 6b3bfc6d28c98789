"""The small values everything else is made of: levels, references, locations, calibration, marks, targets."""

from __future__ import annotations

import pytest

from annotations.anatomy import SEGMENTS, VERTEBRAE, Laterality, Level, LevelKind
from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.references import ImageRef, SeriesRef
from annotations.targets import ProcedureTarget

IMAGE = ImageRef("1.2", "1.3", "1.4", "1.5")


@pytest.mark.parametrize(
    ("level", "label", "kind"),
    [
        (Level.L4, "L4", LevelKind.VERTEBRA),
        (Level.L4_L5, "L4-5", LevelKind.SEGMENT),
        (Level.L5_S1, "L5-S1", LevelKind.SEGMENT),
        (Level.T12_L1, "T12-L1", LevelKind.SEGMENT),
        (Level.T11_T12, "T11-12", LevelKind.SEGMENT),
        (Level.SACROILIAC, "sacroiliac joint", LevelKind.JOINT),
        (Level.L6_S1, "L6-S1", LevelKind.SEGMENT),
    ],
)
def test_levels_are_written_as_physicians_write_them(level: Level, label: str, kind: LevelKind) -> None:
    assert (level.label, level.kind) == (label, kind)


def test_a_segment_touches_its_two_vertebrae() -> None:
    assert Level.L4_L5.vertebrae == (Level.L4, Level.L5)
    assert Level.L4.vertebrae == (Level.L4,)
    assert Level.HIP.vertebrae == ()
    assert all(len(segment.vertebrae) == 2 for segment in SEGMENTS)
    assert all(vertebra.vertebrae == (vertebra,) for vertebra in VERTEBRAE)


def test_sides_have_words() -> None:
    assert [side.word for side in Laterality] == ["right", "left", "midline", "bilateral"]


def test_frames_count_from_one() -> None:
    assert IMAGE.series == SeriesRef("1.2", "1.3")
    with pytest.raises(ValueError, match="start at 1"):
        ImageRef("1.2", "1.3", "1.4", "1.5", 0)


def test_a_location_needs_points_and_a_frame_of_reference() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        ImageLocation(IMAGE, ())
    with pytest.raises(ValueError, match="at least one point"):
        PatientLocation("1.2", ())
    with pytest.raises(ValueError, match="Frame of Reference"):
        PatientLocation("", ((0, 0, 0),))


def test_points_move_and_the_rest_stays() -> None:
    placed = PatientLocation("1.2", ((0, 0, 0),), IMAGE).with_points(((1, 2, 3),))
    assert placed == PatientLocation("1.2", ((1, 2, 3),), IMAGE)
    assert ImageLocation(IMAGE, ((0, 0),)).with_points(((1, 2),)).points_column_row == ((1, 2),)


def test_a_spacing_has_a_source_and_a_source_a_spacing() -> None:
    assert NOT_CALIBRATED.row_spacing_mm is None
    with pytest.raises(ValueError, match="exactly when"):
        PixelCalibration(CalibrationSource.DETECTOR)
    with pytest.raises(ValueError, match="exactly when"):
        PixelCalibration(CalibrationSource.NONE, 0.1, 0.1)
    with pytest.raises(ValueError, match="positive"):
        PixelCalibration(CalibrationSource.FIDUCIAL, 0.0, 0.1)


def test_every_calibration_source_has_a_badge() -> None:
    assert all(source.label for source in CalibrationSource)


@pytest.mark.parametrize("kind", list(MarkKind))
def test_a_mark_has_the_points_of_its_kind(kind: MarkKind) -> None:
    facts = MARK_KINDS[kind]
    count = facts.least - 1 if facts.most is None else facts.most + 1
    with pytest.raises(ValueError, match=f"{facts.least} points, got {count}"):
        Mark("m", kind, PatientLocation("1.2", tuple((float(n), 0.0, 0.0) for n in range(count))))


@pytest.mark.parametrize("kind", list(MarkKind))
def test_a_kind_says_what_each_of_its_points_is(kind: MarkKind) -> None:
    facts = MARK_KINDS[kind]
    assert facts.title
    assert len(facts.prompts) == (1 if facts.most is None else facts.most)


def test_a_needle_path_has_two_points() -> None:
    with pytest.raises(ValueError, match="two points"):
        ProcedureTarget("t", "x", Level.L4_L5, Laterality.LEFT, PatientLocation("1.2", ((0, 0, 0),)))
