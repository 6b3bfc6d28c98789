"""The clock of a cine: what is due when, checked against times counted by hand."""

from __future__ import annotations

import pytest

from viewers.imaging.frame_timing import NO_TIMING, FrameTiming
from viewers.state.cine import (
    DEFAULT_FPS,
    SPEED_FACTORS,
    CineOrder,
    CineRun,
    CineSpeed,
    ShownRate,
    cine_speed,
    other_factor,
    rate_words,
)

TEN_FPS = CineSpeed((100.0,) * 4, "Frame Time")


def due(run: CineRun, *times_s: float) -> list[int]:
    return [run.frame_at(time) for time in times_s]


@pytest.mark.parametrize(
    ("timing", "fps", "source"),
    [
        (FrameTiming(12.0, 40.0, (0.0, 50.0, 50.0), True, 30.0), 12.0, "Recommended Display Frame Rate"),
        (FrameTiming(None, 40.0, (0.0, 50.0, 50.0), True, 30.0), 20.0, "Frame Time Vector"),
        (FrameTiming(None, 40.0, (0.0, 50.0, 50.0), False, 30.0), 25.0, "Frame Time"),
        (FrameTiming(None, None, (0.0, 50.0, 50.0), False, 30.0), 20.0, "Frame Time Vector"),
        (FrameTiming(None, 40.0, (0.0, 50.0), True), 25.0, "Frame Time"),
        (FrameTiming(None, None, (), False, 30.0), 30.0, "Cine Rate"),
        (NO_TIMING, DEFAULT_FPS, "default"),
    ],
)
def test_the_speed_is_what_the_header_recommends_then_what_it_measured_then_the_default(timing, fps, source):
    speed = cine_speed(timing, 3)
    assert speed.fps == pytest.approx(fps)
    assert speed.source == source


def test_a_vector_gives_each_frame_the_time_until_the_next():
    speed = cine_speed(FrameTiming(increments_ms=(0.0, 100.0, 300.0)), 3)
    assert speed.durations_ms == (100.0, 300.0, 200.0)
    assert due(CineRun(speed), 0.0, 0.09, 0.11, 0.39, 0.41, 0.59, 0.61) == [0, 0, 1, 1, 2, 2, 0]


def test_a_damaged_speed_is_brought_back_to_what_a_screen_can_show():
    assert cine_speed(FrameTiming(frame_time_ms=0.001), 3).fps == pytest.approx(120)
    assert cine_speed(FrameTiming(frame_time_ms=1e9), 3).fps == pytest.approx(0.2)


def test_a_loop_starts_over_and_a_sweep_turns_back():
    times = [0.05 + 0.1 * n for n in range(8)]
    assert due(CineRun(TEN_FPS), *times) == [0, 1, 2, 3, 0, 1, 2, 3]
    assert due(CineRun(TEN_FPS, CineOrder.SWEEP), *times) == [0, 1, 2, 3, 2, 1, 0, 1]


def test_a_run_starts_at_the_frame_on_screen_at_any_time_of_the_clock():
    run = CineRun(TEN_FPS).started_at(2, 1000.0)
    assert due(run, 1000.0, 1000.15, 1000.25) == [2, 3, 0]


def test_late_questions_skip_frames_instead_of_falling_behind():
    assert CineRun(TEN_FPS).frame_at(123.0 + 0.25) == int(1232.5) % 4


def test_the_next_frame_is_due_when_the_one_on_screen_has_had_its_time():
    run = CineRun(TEN_FPS)
    assert run.next_due_s(0.02) == pytest.approx(0.08)
    assert run.next_due_s(0.3 + 0.05) == pytest.approx(0.05)


def test_changing_speed_or_order_goes_on_from_the_same_frame():
    run = CineRun(TEN_FPS, CineOrder.SWEEP)
    assert run.frame_at(0.45) == 2
    faster = run.with_factor(2.0, 0.45)
    assert due(faster, 0.45, 0.51) == [2, 1], "the way back stays the way back"
    assert faster.fps == 20
    looped = run.with_order(CineOrder.LOOP, 0.45)
    assert due(looped, 0.45, 0.56) == [2, 3]


def test_speed_steps_stop_at_both_ends():
    assert other_factor(1.0, 1) > 1.0 > other_factor(1.0, -1)
    assert other_factor(SPEED_FACTORS[-1], 1) == SPEED_FACTORS[-1]
    assert other_factor(SPEED_FACTORS[0], -1) == SPEED_FACTORS[0]


def test_one_frame_is_no_cine():
    with pytest.raises(ValueError, match="two frames"):
        CineRun(CineSpeed((100.0,), "default"))


def test_the_rate_is_that_of_the_latest_frames():
    rate = ShownRate()
    for time in range(10):
        rate = rate.noted(time * 0.04)
    assert rate.fps == pytest.approx(25.0)
    for time in range(100):
        rate = rate.noted(1.0 + time * 0.1)
    assert rate.fps == pytest.approx(10.0)


def test_the_words_say_what_is_shown_of_what_was_asked_and_that_frames_are_left_out():
    run = CineRun(CineSpeed((40.0,) * 3, "Frame Time"))
    assert rate_words(ShownRate(), run) == "25 fps"
    on_time = ShownRate(tuple(n / 24.8 for n in range(20)))
    assert rate_words(on_time, run) == "24.8 of 25 fps"
    late = ShownRate(tuple(n / 12 for n in range(20)))
    assert rate_words(late, run) == "12.0 of 25 fps, frames left out"
