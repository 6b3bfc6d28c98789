"""The histogram of a series, compared with numpy's over the same values."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.phantoms import SERIES, affine_of, image_ref, noise_volume, volume_of
from viewers.imaging import histogram as module
from viewers.imaging.histogram import BINS, NoHistogramError, histogram_of
from viewers.imaging.images import PlanarFrame, ProjectionImage, Rescale
from viewers.imaging.padding import PaddingRange

AXIAL = affine_of((1, 0, 0), (0, 1, 0), (1, 1, 1), (0, 0, 0))


def test_every_value_is_counted_where_they_are_few_enough():
    volume = noise_volume()
    found = histogram_of(volume)
    values = volume.stored_values - 1024.0
    expected, _ = np.histogram(values, found.edges)
    assert found.counts.tolist() == expected.tolist()
    assert found.counted == found.total == values.size
    assert not found.is_sampled
    assert found.unit == "HU"
    assert found.ends == (values.min(), values.max())
    assert found.body == pytest.approx(np.percentile(values, (0.1, 99.9)))


def test_bars_hold_a_whole_number_of_possible_values_so_that_none_stands_out_for_no_reason():
    values = np.tile(np.arange(1500, dtype=np.int16), 20).reshape(3, 100, 100)
    found = histogram_of(volume_of(values, AXIAL, rescale=Rescale(2.0, 10.0)))
    assert found.bin_width == 6.0
    assert set(found.counts[:-1].tolist()) == {60}
    assert len(found.counts) <= BINS


def test_a_negative_slope_turns_the_values_round():
    values = np.arange(1000, dtype=np.int16).reshape(10, 10, 10)
    found = histogram_of(volume_of(values, AXIAL, rescale=Rescale(-1.0, 0.0)))
    assert found.ends == (-999.0, 0.0)
    assert found.counts.sum() == 1000


def test_many_values_are_thinned_evenly_and_the_histogram_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "LARGEST_SAMPLE", 5000)
    values = np.random.default_rng(1).normal(100, 20, (20, 64, 64)).astype(np.int16)
    volume = volume_of(values, AXIAL)
    found = histogram_of(volume)
    assert found.is_sampled
    assert found.counted <= 5000
    assert found.total == pytest.approx(values.size, rel=0.01)
    assert found.body == pytest.approx(np.percentile(values, (0.1, 99.9)), abs=8)


def test_padding_and_slices_that_have_not_arrived_are_not_counted():
    values = np.full((4, 10, 10), -2000, dtype=np.int16)
    values[0, :5] = 7
    values[3] = 99
    volume = volume_of(values, AXIAL, padding=PaddingRange(-2000, -2000))
    volume.loaded[3] = False
    found = histogram_of(volume)
    assert found.ends == (7.0, 7.0)
    assert found.counted == 50


def test_frames_of_a_run_count_together_each_with_its_own_rescale():
    frames = [PlanarFrame(image_ref(n), np.full((4, 4), 10, np.uint8), rescale=Rescale(1.0 + n, 0.0)) for n in range(3)]
    found = histogram_of(ProjectionImage(SERIES, [*frames, None], size_rc=(4, 4)))
    assert found.ends == (10.0, 30.0)
    assert found.counts.sum() == 48


def test_small_float_values_are_told_apart():
    values = np.linspace(0.0005, 0.002, 1000, dtype=np.float32).reshape(10, 10, 10)
    found = histogram_of(volume_of(values, AXIAL))
    assert np.count_nonzero(found.counts) > 400
    assert found.counts.sum() == 1000


def test_one_value_only_still_makes_a_bar():
    found = histogram_of(volume_of(np.full((2, 3, 3), 7.5, np.float32), AXIAL))
    assert found.counts.sum() == 18
    assert found.bin_width > 0


def test_values_that_are_not_numbers_are_left_out():
    values = np.full((2, 3, 3), 7.5, np.float32)
    values[0] = np.nan
    assert histogram_of(volume_of(values, AXIAL)).counted == 9


def test_colour_and_nothing_have_no_histogram():
    with pytest.raises(NoHistogramError, match="colour"):
        histogram_of(ProjectionImage(SERIES, [PlanarFrame(image_ref(0), np.zeros((2, 2, 3), np.uint8))]))
    with pytest.raises(NoHistogramError, match="arrived"):
        histogram_of(ProjectionImage(SERIES, [None, None]))


def test_counting_can_be_given_up_between_slices():
    def give_up() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        histogram_of(noise_volume(), check=give_up)
