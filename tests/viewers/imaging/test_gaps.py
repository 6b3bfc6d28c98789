"""A jump between slices is said at both of its sides while scrolling over it."""

from __future__ import annotations

import pytest

from annotations.references import SeriesRef
from viewers.imaging.gaps import gap_words
from viewers.imaging.images import ImageStack


def stack(steps: tuple[float, ...], step: float | None) -> ImageStack:
    return ImageStack(SeriesRef("1.2", "1.3"), [None] * (len(steps) + 1), steps_mm=steps, frame_step_mm=step)


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (0, ""),
        (1, "gap of 2 slices after this one"),
        (2, "gap of 2 slices before and 1 slice after this one"),
        (3, "gap of 1 slice before this one"),
        (4, ""),
        (5, ""),
    ],
)
def test_missing_slices_are_counted_on_the_side_where_they_are_missing(index: int, words: str) -> None:
    assert gap_words(stack((2.0, 6.0, 4.01, 2.0), 2.0), index) == words


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (0, "next 1.08 mm"),
        (1, "previous 1.08 mm, next 7 mm"),
        (2, "previous 7 mm, next at this position"),
        (3, "previous at this position"),
    ],
)
def test_uneven_slices_say_how_far_their_neighbours_are(index: int, words: str) -> None:
    assert gap_words(stack((1.08, 7.0, 0.0), None), index) == words


def test_frames_without_a_place_say_nothing() -> None:
    assert gap_words(ImageStack(SeriesRef("1.2", "1.3"), [None, None]), 0) == ""
