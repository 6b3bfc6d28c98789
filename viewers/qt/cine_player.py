"""Runs the frames or slices of one pane at the speed of the data; leaves frames out rather than let the hand wait."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

from viewers.imaging.images import Pixels, are_same_frames
from viewers.qt.viewport import Viewport
from viewers.state.cine import (
    CineOrder,
    CineRun,
    CineSpeed,
    ShownRate,
    cine_speed,
    other_factor,
    rate_words,
    timing_of,
)
from viewers.state.navigation import scrolled_to, slice_count, slice_index

LONGEST_WAIT_S = 1.0
"""A picture that has not come by then (it failed, or its pane is too small to show) does not hold up the run."""
FEWEST_FRAMES = 2
"""A run needs at least so many frames."""


class CinePlayer(QObject):
    """The cine of one pane. Lives on the GUI thread; every frame goes the way a scroll goes, through the view state.

    It stops by itself when the hand scrolls, when other images or another plane come, and when the pane is hidden.
    Announces `changed()` when `words`, `is_running` or `order` say something else; `ended()` when it stopped by itself.

    Parameters
    ----------
    viewport
        The pane, which outlives the player.
    clock
        Seconds that only go forward.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self, viewport: Viewport, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__(viewport)
        self._clock = clock
        self._pixels: Pixels | None = None
        self._run: CineRun | None = None
        self._order = CineOrder.LOOP
        self._factor = 1.0
        self._rate = ShownRate()
        self._is_stepping = False
        self._shown = 0
        self._asked_s: float | None = None
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        viewport.state_changed.connect(self._on_state)
        viewport.frame_changed.connect(self._on_frame)
        viewport.installEventFilter(self)
        self._take_up(viewport.pixels)

    @property
    def _viewport(self) -> Viewport:
        """The pane. Asked of Qt and not kept, so that the two do not keep each other alive."""
        return cast(Viewport, self.parent())

    @property
    def is_running(self) -> bool:
        """Whether frames follow each other by themselves."""
        return self._run is not None

    @property
    def can_run(self) -> bool:
        """Whether there is more than one frame or slice."""
        return self._count() >= FEWEST_FRAMES

    @property
    def order(self) -> CineOrder:
        """What comes after the last frame."""
        return self._order

    @property
    def speed(self) -> CineSpeed | None:
        """How fast the data says; None where nothing can run."""
        pixels = self._viewport.pixels
        return cine_speed(timing_of(pixels), self._count()) if pixels is not None and self.can_run else None

    @property
    def words(self) -> str:
        """The rate shown of the rate aimed at while running, else the rate that would be."""
        speed = self.speed
        if speed is None:
            return ""
        run = self._run or CineRun(speed, self._order, self._factor)
        return rate_words(self._rate if self.is_running else ShownRate(), run)

    @property
    def source(self) -> str:
        """Where the speed is from, and how much faster or slower it is made."""
        speed = self.speed
        if speed is None:
            return ""
        return speed.source if self._factor == 1.0 else f"{speed.source} x {self._factor:g}"

    def start(self) -> None:
        """Run from the frame on screen."""
        speed = self.speed
        if speed is None:
            return
        self._rate, self._asked_s = ShownRate(), None
        now = self._clock()
        self._shown = self._index()
        self._run = CineRun(speed, self._order, self._factor).started_at(self._shown, now)
        self._wait(now)
        self.changed.emit()

    def stop(self) -> None:
        """Stay at the frame on screen."""
        if self._run is not None:
            self._run = None
            self._timer.stop()
            self.changed.emit()

    def toggle(self) -> None:
        """Start or stop."""
        if self.is_running:
            self.stop()
        else:
            self.start()

    def step(self, steps: int) -> None:
        """Stop and go some frames on, round the end."""
        self.stop()
        if self.can_run:
            self._show((self._index() + steps) % self._count())

    def change_speed(self, steps: int) -> None:
        """Faster (above 0) or slower than the data says."""
        self._factor = other_factor(self._factor, steps)
        self._go_on(lambda run, now: run.with_factor(self._factor, now))

    def toggle_order(self) -> None:
        """From looping to sweeping there and back, or the other way."""
        self._order = CineOrder.LOOP if self._order is CineOrder.SWEEP else CineOrder.SWEEP
        self._go_on(lambda run, now: run.with_order(self._order, now))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A pane that nobody sees shows nothing."""
        if event.type() == QEvent.Type.Hide:
            self._end()
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        self.stop()
        self.ended.emit()

    def _go_on(self, change: Callable[[CineRun, float], CineRun]) -> None:
        if self._run is not None:
            now = self._clock()
            self._run, self._rate = change(self._run, now), ShownRate()
            self._wait(now)
        self.changed.emit()

    def _tick(self) -> None:
        run = self._run
        if run is None:
            return
        now = self._clock()
        due = run.frame_at(now)
        if due != self._index() and not self._is_behind(now):
            self._asked_s = now
            self._show(due)
        if self._run is not None:
            self._wait(self._clock())

    def _is_behind(self, now_s: float) -> bool:
        """Whether the last picture is still on its way: this frame is left out, not queued."""
        return self._asked_s is not None and now_s - self._asked_s < LONGEST_WAIT_S

    def _wait(self, now_s: float) -> None:
        assert self._run is not None
        self._timer.start(max(1, math.ceil(self._run.next_due_s(now_s) * 1000)))

    def _show(self, index: int) -> None:
        assert self._viewport.pixels is not None
        self._shown = index
        self._is_stepping = True
        try:
            self._viewport.set_state(scrolled_to(self._viewport.pixels, self._viewport.state, index))
        finally:
            self._is_stepping = False

    def _on_frame(self, _frame: object) -> None:
        if self._run is not None and self._asked_s is not None:
            now, self._asked_s = self._clock(), None
            self._rate = self._rate.noted(now)
            if self._run.frame_at(now) != self._shown:
                self._timer.start(0)  # this picture took its time; the one due by now is asked for at once
            self.changed.emit()

    def _on_state(self, _state: object) -> None:
        if not are_same_frames(self._pixels, self._viewport.pixels):
            self._end()
            self._take_up(self._viewport.pixels)
            self.changed.emit()
        elif self._run is not None and not self._is_stepping and not self._is_where_the_run_is():
            self._end()

    def _take_up(self, pixels: Pixels | None) -> None:
        """Other images have their own speed and order."""
        self._factor = 1.0
        sweeps = pixels is not None and timing_of(pixels).sweeps
        self._order = CineOrder.SWEEP if sweeps else CineOrder.LOOP
        self._pixels = pixels

    def _is_where_the_run_is(self) -> bool:
        assert self._run is not None
        return len(self._run.speed.durations_ms) == self._count() and self._index() == self._shown

    def _count(self) -> int:
        pixels = self._viewport.pixels
        return slice_count(pixels, self._viewport.state) if pixels is not None else 0

    def _index(self) -> int:
        assert self._viewport.pixels is not None
        return slice_index(self._viewport.pixels, self._viewport.state)
