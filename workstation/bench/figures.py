"""One measured figure beside its baseline of the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

MB = 1_000_000


@dataclass(frozen=True)
class Figure:
    """A measurement with the baseline it is compared with; the target bounds the ratio or the value itself.

    `larger_is_better` for rates. `target` None = reported only.
    """

    name: str
    value: float
    unit: str
    baseline_name: str = ""
    baseline: float | None = None
    target: float | None = None
    target_is_ratio: bool = True
    larger_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """Value divided by baseline."""
        return self.value / self.baseline if self.baseline else None

    @property
    def is_met(self) -> bool:
        """Whether the target holds (true without one)."""
        measured = self.ratio if self.target_is_ratio else self.value
        if self.target is None or measured is None:
            return True
        return measured >= self.target if self.larger_is_better else measured <= self.target

    @property
    def line(self) -> str:
        """The figure in one line of text."""
        text = f"{self.name:<44} {self.value:9.2f} {self.unit}"
        if self.ratio is not None:
            text += f"   {self.ratio:6.2f} x {self.baseline_name} ({self.baseline:.2f} {self.unit})"
        if self.target is not None:
            bound = "at least" if self.larger_is_better else "at most"
            unit = "x" if self.target_is_ratio else self.unit
            text += f"   target {bound} {self.target:g} {unit}: {'met' if self.is_met else 'MISSED'}"
        return text


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes, seconds."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def best_of(count: int, action: Callable[[], object]) -> float:
    """The shortest of several calls, seconds: the least disturbed one."""
    return min(seconds(action) for _ in range(count))


def p95_ms(durations_s: Iterable[float]) -> float:
    """The 95th percentile of durations, in milliseconds."""
    ordered = sorted(durations_s)
    return 1000 * ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def memory_mb(name: str) -> float:
    """What the system says of this process: `VmHWM` the most it ever held, `VmRSS` what it holds (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 / MB for line in lines if line.startswith(f"{name}:"))
