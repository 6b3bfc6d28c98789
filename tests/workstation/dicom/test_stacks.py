"""Series to stacks: what is a volume, and what is said about everything that is not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.support.dicom_builder import ct_slice, write, write_series
from viewers.imaging.problems import ProblemCode
from workstation.dicom.records import StackKind


def codes(stack):
    return [p.code for p in stack.problems]


def test_even_slices_are_a_volume_sorted_along_the_normal(tmp_path, only_series):
    write_series(tmp_path / "s", [4.0, 0.0, 2.0, 8.0, 6.0])
    (stack,) = only_series(tmp_path / "s").stacks
    assert stack.kind is StackKind.VOLUME
    assert stack.spacing_mm_kji == pytest.approx((2.0, 0.5, 0.4))
    assert stack.plane == "axial"
    expected = [[0, 0, 0.4, 0], [0, 0.5, 0, 0], [2, 0, 0, 0], [0, 0, 0, 1]]
    np.testing.assert_allclose(stack.affine_kji_to_lps, expected, atol=1e-9)


@pytest.mark.parametrize("count", [2, 3])
def test_few_slices_with_even_spacing_are_a_volume(tmp_path, only_series, count):
    write_series(tmp_path / "s", [3.0 * n for n in range(count)])
    assert only_series(tmp_path / "s").stacks[0].kind is StackKind.VOLUME


def test_a_missing_slice_is_a_stack_that_says_how_many_are_missing(tmp_path, only_series):
    write_series(tmp_path / "s", [0, 2, 4, 8, 10])
    (stack,) = only_series(tmp_path / "s").stacks
    assert stack.kind is StackKind.STACK
    assert codes(stack) == [ProblemCode.MISSING_SLICES]
    assert "1 of 6" in stack.problems[0].message
    assert stack.affine_kji_to_lps is None


def test_uneven_steps_are_irregular_spacing(tmp_path, only_series):
    write_series(tmp_path / "s", [0, 2, 4, 7.1, 9.1])
    assert codes(only_series(tmp_path / "s").stacks[0]) == [ProblemCode.IRREGULAR_SPACING]


def test_steps_within_one_percent_are_regular(tmp_path, only_series):
    write_series(tmp_path / "s", [0, 2.0, 4.01, 6.0])
    assert only_series(tmp_path / "s").stacks[0].kind is StackKind.VOLUME


def test_two_slices_at_one_place_are_a_duplicate_position(tmp_path, only_series):
    paths = write_series(tmp_path / "s", [0, 2, 2, 4])
    (stack,) = only_series(tmp_path / "s").stacks
    assert len(paths) == len(stack.frames)
    assert codes(stack) == [ProblemCode.DUPLICATE_POSITION]
    assert len(stack.problems[0].instances) == 1


def test_slices_that_shear_are_a_gantry_tilt(tmp_path, only_series):
    tilt = math.radians(15)
    for n in range(4):
        slice_ = ct_slice(0, n + 1, ImageOrientationPatient=[1, 0, 0, 0, math.cos(tilt), -math.sin(tilt)])
        slice_.ImagePositionPatient = [0, 0, 3.0 * n]
        write(slice_, tmp_path / "s" / str(n))
    (stack,) = only_series(tmp_path / "s").stacks
    assert stack.kind is StackKind.STACK
    assert codes(stack) == [ProblemCode.GANTRY_TILT]
    assert "15.0 degrees" in stack.problems[0].message


def test_orientations_and_sizes_in_one_series_are_separate_stacks(tmp_path, only_series):
    write_series(tmp_path / "s", [0, 2, 4])
    coronal = ct_slice(0, 9, ImageOrientationPatient=[1, 0, 0, 0, 0, -1])
    write(coronal, tmp_path / "s" / "coronal")
    small = ct_slice(0, 10, Rows=4, PixelData=bytes(4 * 6 * 2))
    write(small, tmp_path / "s" / "small")
    series = only_series(tmp_path / "s")
    assert sorted(s.kind for s in series.stacks) == [StackKind.SINGLE, StackKind.SINGLE, StackKind.VOLUME]
    assert {p.code for p in series.problems} == {ProblemCode.MIXED_SIZE, ProblemCode.MIXED_ORIENTATION}


def test_echoes_and_times_are_separate_volumes(tmp_path, only_series):
    for echo in (1, 2):
        for n in range(3):
            write(ct_slice(2.0 * n, n + 1, EchoNumbers=echo), tmp_path / "s" / f"{echo}-{n}")
    stacks = only_series(tmp_path / "s").stacks
    assert [(s.kind, s.echo) for s in stacks] == [(StackKind.VOLUME, 1), (StackKind.VOLUME, 2)]


def test_b_values_are_separate_volumes(tmp_path, only_series):
    for b in (0.0, 800.0):
        for n in range(3):
            write(ct_slice(2.0 * n, n + 1, DiffusionBValue=b), tmp_path / "s" / f"{b}-{n}")
    stacks = only_series(tmp_path / "s").stacks
    assert [s.label for s in stacks] == ["b 0", "b 800"]
    assert all(s.kind is StackKind.VOLUME for s in stacks)


def test_a_ct_without_position_is_a_stack_without_geometry(tmp_path, only_series):
    write_series(tmp_path / "s", [0, 2], ImagePositionPatient=None)
    (stack,) = only_series(tmp_path / "s").stacks
    assert (stack.kind, codes(stack)) == (StackKind.STACK, [ProblemCode.NO_GEOMETRY])


def test_directions_that_are_not_perpendicular_are_no_geometry(tmp_path, only_series):
    write_series(tmp_path / "s", [0, 2], ImageOrientationPatient=[1, 0, 0, 0.5, 0.8, 0])
    assert codes(only_series(tmp_path / "s").stacks[0]) == [ProblemCode.NO_GEOMETRY]


def test_the_disc_angled_series_is_five_volumes(shared_data, scan):
    report = scan(shared_data / "mr-lspine-hitachi")
    series = {s.description: s for p in report.patients for study in p.studies for s in study.series}
    stacks = series["T2 AX"].stacks
    assert [len(s.frames) for s in stacks] == [3, 3, 3, 4, 4]
    assert all(s.kind is StackKind.VOLUME for s in stacks)
    assert [s.shape_kji[0] for s in series["T2 SAG"].stacks] == [11]


def test_the_reference_image_of_the_sagittal_ct_is_apart(shared_data, scan):
    report = scan(shared_data / "ct-lspine-sagittal")
    (series,) = (s for p in report.patients for study in p.studies for s in study.series if s.number == 5)
    assert [(s.kind, len(s.frames), s.plane) for s in series.stacks] == [
        (StackKind.SINGLE, 1, "coronal"),
        (StackKind.VOLUME, 38, "sagittal"),
    ]


def test_the_tilted_ct_with_three_steps_is_not_a_volume(shared_data, scan):
    report = scan(shared_data / "ct-gantry-tilt")
    (stack,) = report.patients[0].studies[0].series[0].stacks
    assert stack.kind is StackKind.STACK
    assert codes(stack) == [ProblemCode.IRREGULAR_SPACING, ProblemCode.GANTRY_TILT]
    assert "18.5 degrees" in stack.problems[1].message


def test_a_tilted_series_with_a_gap_says_both(tmp_path, only_series):
    tilt = math.radians(15)
    for n in (0, 1, 2, 4, 5):
        slice_ = ct_slice(0, n + 1, ImageOrientationPatient=[1, 0, 0, 0, math.cos(tilt), -math.sin(tilt)])
        slice_.ImagePositionPatient = [0, 0, 3.0 * n]
        write(slice_, tmp_path / "s" / str(n))
    (stack,) = only_series(tmp_path / "s").stacks
    assert codes(stack) == [ProblemCode.MISSING_SLICES, ProblemCode.GANTRY_TILT]
    assert "1 of 6" in stack.problems[0].message


def test_enhanced_frames_form_the_same_volume_as_the_classic_slices(shared_data, scan):
    report = scan(shared_data / "zoo" / "multiframe" / "legacy-converted-ct")
    stacks = [s.stacks[0] for p in report.patients for study in p.studies for s in study.series]
    assert [s.kind for s in stacks] == [StackKind.VOLUME, StackKind.VOLUME]
    np.testing.assert_allclose(stacks[0].affine_kji_to_lps, stacks[1].affine_kji_to_lps, atol=1e-3)


def test_a_moving_knee_is_split_by_time(shared_data, scan):
    report = scan(shared_data / "zoo" / "multiframe" / "MOVEKNEE.dcm")
    stacks = report.patients[0].studies[0].series[0].stacks
    assert [s.temporal_index for s in stacks] == list(range(1, 20))
