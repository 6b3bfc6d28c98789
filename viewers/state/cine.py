"""The clock of a running cine: which frame is due when, at what speed, in what order. Pure functions of time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from statistics import fmean

from viewers.imaging.frame_timing import FrameTiming
from viewers.imaging.images import Pixels, Volume

DEFAULT_FPS = 15.0
"""For stacks, volumes and runs whose header gives no speed; said as "default"."""
FPS_LIMITS = (0.2, 120.0)
"""A stored speed beyond these is brought back to them: no screen shows more, and less is damage."""
SPEED_FACTORS = (0.125, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
"""Slower and faster than the data says."""
MEASURED_S = 2.0
"""The rate shown is that of the last seconds."""


EARLY_S = 0.0005
"""A frame may come this much early: timers count in milliseconds, and waiting for the next one would lose it."""


class CineOrder(StrEnum):
    """What comes after the last frame."""

    LOOP = "loop"
    SWEEP = "sweep"


@dataclass(frozen=True)
class CineSpeed:
    """How long each frame stays, ms, and which header element says so ("default" when none does)."""

    durations_ms: tuple[float, ...]
    source: str

    @property
    def fps(self) -> float:
        """Frames a second, on average."""
        return 1000.0 / fmean(self.durations_ms)


def timing_of(pixels: Pixels) -> FrameTiming:
    """What the header says about speed; a volume has none: its slices are places, not times."""
    return FrameTiming() if isinstance(pixels, Volume) else pixels.timing


def cine_speed(timing: FrameTiming, frames: int) -> CineSpeed:
    """The speed of a run of `frames` frames.

    What the header recommends for display comes first, then the times of acquisition, then Cine Rate, else the default.
    """
    has_vector = len(timing.increments_ms) == frames
    if timing.recommended_fps is not None:
        return _even(1000 / timing.recommended_fps, frames, "Recommended Display Frame Rate")
    if has_vector and (timing.is_vector_in_force or timing.frame_time_ms is None):
        return CineSpeed(_durations(timing.increments_ms), "Frame Time Vector")
    if timing.frame_time_ms is not None:
        return _even(timing.frame_time_ms, frames, "Frame Time")
    if timing.cine_fps is not None:
        return _even(1000 / timing.cine_fps, frames, "Cine Rate")
    return _even(1000 / DEFAULT_FPS, frames, "default")


def _even(duration_ms: float, frames: int, source: str) -> CineSpeed:
    return CineSpeed((_clamped_ms(duration_ms),) * frames, source)


def _durations(increments_ms: Sequence[float]) -> tuple[float, ...]:
    """How long each frame stays: until the next one; the last as long as the others do on average."""
    between = [_clamped_ms(one) for one in increments_ms[1:]]
    return (*between, fmean(between))


def _clamped_ms(duration_ms: float) -> float:
    return min(max(duration_ms, 1000 / FPS_LIMITS[1]), 1000 / FPS_LIMITS[0])


@dataclass(frozen=True)
class CineRun:
    """A run that has been going since `started_s`, from `first_step` of its order on.

    `factor` is how much faster than `speed` it goes.
    """

    speed: CineSpeed
    order: CineOrder = CineOrder.LOOP
    factor: float = 1.0
    started_s: float = 0.0
    first_step: int = 0

    def __post_init__(self) -> None:
        if len(self.speed.durations_ms) < 2:
            raise ValueError("a cine needs at least two frames")
        if not self.factor > 0:
            raise ValueError("the speed of a cine is above zero")

    @property
    def fps(self) -> float:
        """Frames a second that the run aims at."""
        return self.speed.fps * self.factor

    @cached_property
    def frames(self) -> tuple[int, ...]:
        """The frame numbers of one round, 0-based."""
        count = len(self.speed.durations_ms)
        there = tuple(range(count))
        return there if self.order is CineOrder.LOOP else (*there, *range(count - 2, 0, -1))

    @cached_property
    def _ends_s(self) -> tuple[float, ...]:
        """When each step of a round ends, seconds after its begin."""
        durations = (self.speed.durations_ms[frame] / 1000 / self.factor for frame in self.frames)
        return tuple(accumulate(durations))

    def step_at(self, now_s: float) -> int:
        """Number of the step of the round that is due."""
        return bisect_right(self._ends_s, self._in_round(now_s)) % len(self.frames)

    def frame_at(self, now_s: float) -> int:
        """The frame that is due, 0-based."""
        return self.frames[self.step_at(now_s)]

    def next_due_s(self, now_s: float) -> float:
        """Seconds from now until the frame after the due one is due."""
        at = self._in_round(now_s)
        return self._ends_s[min(bisect_right(self._ends_s, at), len(self._ends_s) - 1)] - at + EARLY_S

    def _in_round(self, now_s: float) -> float:
        before = self._ends_s[self.first_step - 1] if self.first_step else 0.0
        return (now_s - self.started_s + before + EARLY_S) % self._ends_s[-1]

    def started_at(self, frame: int, now_s: float) -> CineRun:
        """The same run, which shows `frame` now."""
        return replace(self, started_s=now_s, first_step=self.frames.index(frame))

    def with_order(self, order: CineOrder, now_s: float) -> CineRun:
        """The run in another order, going on from the frame it is at."""
        frame = self.frame_at(now_s)
        return replace(self, order=order, first_step=0).started_at(frame, now_s)

    def with_factor(self, factor: float, now_s: float) -> CineRun:
        """The run at another speed, going on from the step it is at."""
        return replace(self, factor=factor, started_s=now_s, first_step=self.step_at(now_s))


def other_factor(factor: float, steps: int) -> float:
    """The speed `steps` faster (or slower) than a factor, stopping at the fastest and slowest."""
    nearest = min(range(len(SPEED_FACTORS)), key=lambda number: abs(SPEED_FACTORS[number] - factor))
    return SPEED_FACTORS[min(max(nearest + steps, 0), len(SPEED_FACTORS) - 1)]


@dataclass(frozen=True)
class ShownRate:
    """The rate at which frames really came on screen, from the times of the latest ones."""

    times_s: tuple[float, ...] = ()

    def noted(self, now_s: float) -> ShownRate:
        """With one more frame shown now; those too long ago are forgotten."""
        return ShownRate((*(t for t in self.times_s if now_s - t <= MEASURED_S), now_s))

    @property
    def fps(self) -> float | None:
        """Frames a second; None until it can be said."""
        if len(self.times_s) < 3 or self.times_s[-1] <= self.times_s[0]:
            return None
        return (len(self.times_s) - 1) / (self.times_s[-1] - self.times_s[0])


LEFT_OUT = "frames left out"
BEHIND_SHARE = 0.9
"""A rate below this share of the one aimed at means that frames were left out."""


def rate_words(shown: ShownRate, run: CineRun) -> str:
    """`24.8 of 25 fps`, with what is left out; `25 fps` until it has been measured."""
    aim = f"{run.fps:.3g}"
    if shown.fps is None:
        return f"{aim} fps"
    words = f"{shown.fps:.1f} of {aim} fps"
    return f"{words}, {LEFT_OUT}" if shown.fps < BEHIND_SHARE * run.fps else words
