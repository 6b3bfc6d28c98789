"""The cine of one pane, driven by a clock in the test's hand."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.phantoms import SERIES, image_ref
from tests.support.scenes import a_radiograph, a_volume
from tests.viewers.qt.conftest import ViewportMaker
from viewers.imaging.frame_timing import FrameTiming
from viewers.imaging.images import PlanarFrame, ProjectionImage
from viewers.qt.cine_player import CinePlayer
from viewers.qt.viewport import Viewport
from viewers.state.cine import MEASURED_S, CineOrder
from viewers.state.navigation import scrolled_to, slice_index
from viewers.state.viewport_state import ViewPlane


class Clock:
    """Seconds that go on only when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


TEN_FPS = FrameTiming(frame_time_ms=100.0)


def a_run(frames: int = 5, timing: FrameTiming = TEN_FPS) -> ProjectionImage:
    shown = [PlanarFrame(image_ref(n), np.full((20, 30), n, np.uint8)) for n in range(frames)]
    return ProjectionImage(SERIES, list(shown), timing=timing, size_rc=(20, 30))


def after(player: CinePlayer, clock: Clock, seconds: float) -> int:
    """The frame on screen once that much time has passed and the timer has rung."""
    clock.now += seconds
    player._tick()
    viewport = player._viewport
    assert viewport.pixels is not None
    return slice_index(viewport.pixels, viewport.state)


@pytest.fixture
def playing(a_viewport: ViewportMaker) -> Callable[..., tuple[Viewport, CinePlayer, Clock]]:
    def make(**fields: object) -> tuple[Viewport, CinePlayer, Clock]:
        viewport, clock = a_viewport(a_run(**fields)), Clock()  # type: ignore[arg-type]
        player = CinePlayer(viewport, clock)
        player.start()
        return viewport, player, clock

    return make


def test_frames_follow_at_the_speed_of_the_data_and_start_over(playing) -> None:
    _, player, clock = playing()
    assert [after(player, clock, 0.1) for _ in range(6)] == [1, 2, 3, 4, 0, 1]


def test_a_late_timer_leaves_frames_out(playing) -> None:
    _, player, clock = playing()
    assert after(player, clock, 0.35) == 3


def test_a_picture_on_its_way_is_waited_for_and_the_next_one_left_out(playing) -> None:
    _, player, clock = playing()
    player._asked_s = clock.now
    assert after(player, clock, 0.15) == 0
    player._on_frame(None)
    assert after(player, clock, 0.1) == 2


def test_a_header_that_asks_for_it_sweeps(playing) -> None:
    _, player, clock = playing(frames=3, timing=FrameTiming(frame_time_ms=100.0, sweeps=True))
    assert player.order is CineOrder.SWEEP
    assert [after(player, clock, 0.1) for _ in range(5)] == [1, 2, 1, 0, 1]


def test_faster_and_back_change_the_run_under_way(playing) -> None:
    _, player, clock = playing()
    player.change_speed(2)
    assert player.source == "Frame Time x 2"
    assert [after(player, clock, 0.05) for _ in range(3)] == [1, 2, 3]
    player.change_speed(-2)
    assert after(player, clock, 0.05) == 3
    assert after(player, clock, 0.06) == 4


def test_scrolling_by_hand_stops_it_where_the_hand_went(playing) -> None:
    viewport, player, clock = playing()
    ended: list[bool] = []
    player.ended.connect(lambda: ended.append(True))
    after(player, clock, 0.1)
    viewport.set_state(scrolled_to(viewport.pixels, viewport.state, 3))
    assert not player.is_running
    assert ended == [True]
    assert viewport.state.frame_index == 3


def test_a_window_or_zoom_change_does_not_stop_it(playing) -> None:
    viewport, player, _ = playing()
    viewport.set_state(viewport.state.__class__(scale=2.0, invert=True))
    assert player.is_running


def test_other_images_stop_it_and_take_their_own_speed(playing) -> None:
    viewport, player, _ = playing()
    player.change_speed(1)
    viewport.set_pixels(a_run(timing=FrameTiming(cine_fps=30.0)))
    assert not player.is_running
    assert (player.words, player.source) == ("30 fps", "Cine Rate")


def test_a_problem_found_while_loading_does_not_stop_it(playing) -> None:
    viewport, player, _ = playing()
    same = ProjectionImage(SERIES, viewport.pixels.frames, timing=viewport.pixels.timing, size_rc=(20, 30))
    viewport.set_pixels(same, viewport.state)
    assert player.is_running


def test_a_hidden_pane_stops(playing) -> None:
    viewport, player, _ = playing()
    viewport.hide()
    assert not player.is_running


def test_steps_go_round_the_end_and_stop_the_run(playing) -> None:
    viewport, player, _ = playing()
    player.step(-1)
    assert viewport.state.frame_index == 4
    assert not player.is_running
    player.step(1)
    assert viewport.state.frame_index == 0


def test_a_volume_runs_through_its_slices_at_the_default_speed_and_another_plane_stops_it(
    a_viewport: ViewportMaker,
) -> None:
    viewport, clock = a_viewport(a_volume()), Clock()
    player = CinePlayer(viewport, clock)
    assert (player.words, player.source) == ("15 fps", "default")
    start = slice_index(viewport.pixels, viewport.state)  # type: ignore[arg-type]
    player.start()
    assert after(player, clock, 1 / 15 + 0.001) == start + 1
    viewport.set_state(viewport.state.__class__(plane=ViewPlane.CORONAL))
    assert not player.is_running


def test_one_image_cannot_run(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_radiograph())
    player = CinePlayer(viewport)
    player.start()
    assert not player.can_run
    assert not player.is_running
    assert player.words == ""


def test_the_rate_is_that_of_the_pictures_that_really_came(a_viewport: ViewportMaker, qtbot: QtBot) -> None:
    viewport = a_viewport(a_run(timing=FrameTiming(frame_time_ms=40.0)))
    player = CinePlayer(viewport)
    came: list[float] = []
    viewport.frame_changed.connect(lambda _frame: came.append(time.perf_counter()))
    player.start()
    qtbot.waitUntil(lambda: len(came) >= 12, timeout=20_000)
    player.stop()
    latest = [one for one in came if came[-1] - one <= MEASURED_S]
    assert player._timer.timerType() is Qt.TimerType.PreciseTimer
    assert player._rate.fps == pytest.approx((len(latest) - 1) / (latest[-1] - latest[0]), rel=0.1)
    assert player._rate.fps < 30
