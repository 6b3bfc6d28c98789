"""From tilted files to a straight volume: where each point lies, compared with SimpleITK, and what is refused."""

from __future__ import annotations

import math
import shutil

import numpy as np
import pydicom
import pytest
import SimpleITK

from tests.support.dicom_builder import COLUMNS, ROWS, write_tilted
from viewers.imaging.problems import ProblemCode
from viewers.imaging.sampling import value_at
from viewers.imaging.straightening import StraighteningError
from workstation.dicom.load import load_stack
from workstation.dicom.load_straight import load_straight, straightening_refusal
from workstation.jobs.cancel import CancelledError, CancelToken

ROUNDING = 0.501
"""Half a stored value, and SimpleITK's own rounding of the interpolated one."""


def on_grid(one: SimpleITK.Image, volume, k: int) -> np.ndarray:
    """One slice, placed by its own header, on slice k of a volume as SimpleITK resamples it; NaN beyond it."""
    wanted = SimpleITK.Image(volume.geometry.shape_kji[2], volume.geometry.shape_kji[1], 1, SimpleITK.sitkFloat64)
    wanted.SetOrigin(tuple(volume.geometry.index_to_lps((k, 0, 0))))
    _, down, right = volume.geometry.directions_kji
    wanted.SetDirection(np.column_stack([right, down, np.cross(right, down)]).ravel().tolist())
    step, row_mm, column_mm = volume.geometry.spacing_mm_kji
    wanted.SetSpacing((column_mm, row_mm, step))
    theirs = SimpleITK.Resample(one, wanted, SimpleITK.Transform(), SimpleITK.sitkLinear, math.nan)
    return SimpleITK.GetArrayFromImage(theirs)[0]


@pytest.fixture(params=["4.22 mm", "7.38 mm"])
def evenly_spaced_part(request, shared_data, tmp_path):
    """The slices of the tilted head with one of its two table steps: evenly spaced and sheared."""
    files = sorted((shared_data / "ct-gantry-tilt").rglob("*.dcm"))
    headers = sorted((float(pydicom.dcmread(f, stop_before_pixels=True).ImagePositionPatient[2]), f) for f in files)
    chosen = headers[:14] if request.param == "4.22 mm" else headers[14:]
    steps = np.diff([z for z, _ in chosen])
    assert np.allclose(steps, float(request.param.split()[0]), atol=0.01)
    folder = tmp_path / "part"
    folder.mkdir()
    for _, file in chosen:
        shutil.copy(file, folder)
    return folder


def test_the_real_tilted_head_lies_where_simpleitk_puts_each_slice(evenly_spaced_part, only_series):
    series = only_series(evenly_spaced_part)
    assert {p.code for p in series.stacks[0].problems} == {ProblemCode.GANTRY_TILT}
    volume = load_straight(series)
    compared = 0
    for k, frame in enumerate(series.stacks[0].frames):
        one = SimpleITK.Cast(SimpleITK.ReadImage(frame.path), SimpleITK.sitkFloat64)
        expected = on_grid(one, volume, k)
        padding = volume.padding.low * volume.rescale.slope + volume.rescale.intercept
        mixed = on_grid(SimpleITK.Cast(SimpleITK.Equal(one, padding), SimpleITK.sitkFloat64), volume, k) > 1e-6
        (top, bottom), (first, last) = volume.extents[k]
        inside = np.zeros(expected.shape, dtype=bool)
        inside[top : bottom + 1, first : last + 1] = True
        assert (volume.stored_values[k][~inside | mixed] == volume.padding.low).all()
        assert np.isnan(expected[~inside]).mean() > 0.9  # SimpleITK repeats the last row for half a pixel
        ours = volume.stored_values[k] * volume.rescale.slope + volume.rescale.intercept
        kept = inside & ~mixed
        np.testing.assert_allclose(ours[kept], expected[kept], atol=ROUNDING)
        compared += int(kept.sum())
    assert compared > 2_000_000


def test_the_whole_tilted_head_is_refused_because_its_steps_differ(shared_data, only_series):
    series = only_series(shared_data / "ct-gantry-tilt")
    assert "not evenly spaced" in straightening_refusal(series.stacks[0])
    with pytest.raises(StraighteningError, match="not evenly spaced"):
        load_straight(series)


def test_pixels_of_tilted_files_keep_their_patient_point(tmp_path, only_series):
    write_tilted(tmp_path / "s", [3.0 * n for n in range(5)])
    series = only_series(tmp_path / "s")
    acquired, straight = load_stack(series), load_straight(series)
    assert straight.geometry_tag == "resampled"
    assert straight.rescale == acquired.frames[0].rescale
    assert straight.geometry.frame_of_reference_uid == acquired.frame_of_reference_uid
    checked = 0
    for k, frame in enumerate(acquired.frames):
        assert straight.images[k] == frame.image
        for row, column in ((2, 1), (4, 3), (5, 4)):
            header = pydicom.dcmread(series.stacks[0].frames[k].path)
            across, down = np.array(header.ImageOrientationPatient).reshape(2, 3)
            point = header.ImagePositionPatient + across * 0.4 * column + down * 0.5 * row
            # Pixel values are a ramp over rows and columns, which linear interpolation keeps to within rounding.
            assert value_at(straight, tuple(point)) == pytest.approx(frame.values[row, column] - 1024, abs=1.001)
            checked += 1
    assert checked == 15


def test_a_gap_is_not_filled_and_a_straight_stack_not_resampled(tmp_path, only_series):
    write_tilted(tmp_path / "gap", [3.0 * n for n in range(8) if n != 4])
    assert "missing" in straightening_refusal(only_series(tmp_path / "gap").stacks[0])
    write_tilted(tmp_path / "straight", [3.0 * n for n in range(5)], tilt_deg=0.0)
    series = only_series(tmp_path / "straight")
    assert straightening_refusal(series.stacks[0]) == "it is a straight volume already"
    with pytest.raises(StraighteningError, match="straight volume already"):
        load_straight(series)


def test_the_message_at_the_series_says_that_it_can_be_resampled_only_where_it_can(tmp_path, only_series, shared_data):
    write_tilted(tmp_path / "s", [3.0 * n for n in range(5)])
    assert "Resample to a straight volume" in only_series(tmp_path / "s").stacks[0].problems[0].message
    whole = only_series(shared_data / "ct-gantry-tilt").stacks[0]
    assert not any("Resample" in problem.message for problem in whole.problems)


def test_resampling_tells_its_progress_and_can_be_cancelled_in_both_halves(tmp_path, only_series):
    write_tilted(tmp_path / "s", [3.0 * n for n in range(6)])
    series = only_series(tmp_path / "s")
    told: list[tuple[int, int]] = []
    load_straight(series, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (12, 12)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    for stop_at in (3, 9):
        token = CancelToken()
        seen: list[int] = []

        def cancel_late(done: int, _total: int, token=token, stop_at=stop_at, seen=seen) -> None:
            seen.append(done)
            if done >= stop_at:
                token.cancel()

        with pytest.raises(CancelledError):
            load_straight(series, on_progress=cancel_late, cancel=token)
        assert max(seen) <= stop_at + 1


def test_a_damaged_slice_of_a_tilted_stack_stays_missing(tmp_path, only_series):
    paths = write_tilted(tmp_path / "s", [3.0 * n for n in range(5)])
    paths[2].write_bytes(paths[2].read_bytes()[: -ROWS * COLUMNS])
    volume = load_straight(only_series(tmp_path / "s"))
    assert volume.loaded.tolist() == [True, True, False, True, True]
    assert any(problem.code is ProblemCode.TRUNCATED_PIXEL_DATA for problem in volume.problems)
