"""The DICOM linear window."""

from __future__ import annotations

import numpy as np
import pytest

from viewers.imaging.windowing import VoiFunction, Window, grey_levels, window_ends


def _standard(x: float, center: float, width: float) -> float:
    """PS3.3 C.11.2.1.2.1, letter by letter, with ymin 0 and ymax 255."""
    if x <= center - 0.5 - (width - 1) / 2:
        return 0.0
    if x > center - 0.5 + (width - 1) / 2:
        return 255.0
    return ((x - (center - 0.5)) / (width - 1) + 0.5) * 255


@pytest.mark.parametrize(("width", "center"), [(400, 40), (2000, 350), (80, 40), (2, 0), (1500, -600), (255.5, 12.25)])
def test_every_value_is_the_standard_s_formula_rounded(width, center):
    values = np.arange(-1200, 1200)
    expected = np.array([_standard(float(x), center, width) for x in values])
    assert np.abs(grey_levels(values, Window(width, center)) - expected).max() <= 0.5 + 1e-9


@pytest.mark.parametrize("width", [1, 0.5])
def test_a_width_of_one_or_less_is_a_threshold(width):
    np.testing.assert_array_equal(grey_levels([9, 9.5, 9.6, 10], Window(width, 10)), [0, 0, 255, 255])


def test_inverting_turns_black_and_white():
    values = np.arange(-500, 500)
    np.testing.assert_array_equal(
        grey_levels(values, Window(400, 40), invert=True), 255 - grey_levels(values, Window(400, 40))
    )


def test_values_beyond_any_number_are_clipped():
    np.testing.assert_array_equal(grey_levels([-np.inf, np.inf], Window(400, 40)), [0, 255])


@pytest.mark.parametrize("function", [VoiFunction.LINEAR, VoiFunction.LINEAR_EXACT])
def test_the_ends_of_a_window_are_where_black_and_white_begin(function: VoiFunction) -> None:
    window = Window(400.0, 40.0, function=function)
    low, high = window_ends(window)
    levels = grey_levels([low, low + 2, high - 2, high], window)
    assert (levels[0], levels[3]) == (0, 255)
    assert levels[1] > 0
    assert levels[2] < 255
