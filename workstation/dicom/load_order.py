"""The order in which slices are loaded, and what is said on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from viewers.imaging.problems import Problem, ProblemCode
from workstation.dicom.frame_threads import outcomes
from workstation.dicom.slice_reader import FrameFaultError
from workstation.jobs.cancel import CancelToken


def outward(first: int, count: int) -> Iterator[int]:
    """All indices below `count`, the wanted one first, then its neighbours farther and farther away."""
    start = min(max(first, 0), count - 1)
    yield start
    for distance in range(1, count):
        if start + distance < count:
            yield start + distance
        if start - distance >= 0:
            yield start - distance


class WantedFrame:
    """The frame that the reader looks for now, 0-based; set from any thread while a stack is loading."""

    def __init__(self, index: int) -> None:
        self._index = index

    @property
    def index(self) -> int:
        """The frame wanted last."""
        return self._index

    def set(self, index: int) -> None:
        """Have this frame and its neighbours loaded before the others that are left."""
        self._index = index


def outward_from(wanted: WantedFrame, count: int) -> Iterator[int]:
    """All indices below `count`, each the one nearest to the frame that is wanted when it is asked for."""
    taken = [False] * count
    start = wanted.index
    order = outward(start, count)
    for _ in range(count):
        if wanted.index != start:
            start = wanted.index
            order = outward(start, count)
        index = next(i for i in order if not taken[i])
        taken[index] = True
        yield index


@dataclass(frozen=True)
class FrameFault:
    """A frame that could not be loaded."""

    index: int
    code: ProblemCode
    message: str


def load_outward(
    load_one: Callable[[int], None],
    count: int,
    *,
    wanted: WantedFrame,
    threads: int,
    on_first: Callable[[], None],
    on_progress: Callable[[int, int], None] | None,
    cancel: CancelToken | None,
) -> list[FrameFault]:
    """Load every frame, the wanted one before all others and the rest outward from where `wanted` has moved to.

    Returns what failed.

    `load_one(index)` raises `FrameFaultError` for a frame that cannot be loaded; after the first frame it runs in
    `threads` threads (for compressed frames each waits for its decoder process). The callbacks run in the calling
    thread. Raises `CancelledError`.
    """
    indices = outward_from(wanted, count)
    faults = _attempt(load_one, next(indices))
    on_first()
    done = 1
    for fault in _rest(load_one, indices, threads, cancel):
        done += 1
        if fault is not None:
            faults.append(fault)
        if on_progress is not None:
            on_progress(done, count)
    if count == 1 and on_progress is not None:
        on_progress(1, 1)
    return faults


def _attempt(load_one: Callable[[int], None], index: int) -> list[FrameFault]:
    try:
        load_one(index)
    except FrameFaultError as error:
        return [FrameFault(index, error.code, str(error))]
    return []


def _rest(
    load_one: Callable[[int], None], indices: Iterator[int], threads: int, cancel: CancelToken | None
) -> Iterator[FrameFault | None]:
    if cancel is not None:
        cancel.raise_if_cancelled()
    with closing(outcomes(lambda index: _attempt(load_one, index), indices, threads)) as found:
        for faults in found:
            if cancel is not None:
                cancel.raise_if_cancelled()
            yield next(iter(faults), None)


def merged_problems(faults: list[FrameFault], uid_of: Callable[[int], str]) -> tuple[Problem, ...]:
    """The faults as problems of the series: one for each code and message, with the instances and how many frames."""
    grouped: dict[tuple[ProblemCode, str], list[int]] = {}
    for fault in sorted(faults, key=lambda f: f.index):
        grouped.setdefault((fault.code, fault.message), []).append(fault.index)
    return tuple(
        Problem(code, f"{_images(indices)}: {message}", tuple(dict.fromkeys(uid_of(i) for i in indices)))
        for (code, message), indices in grouped.items()
    )


def _images(indices: list[int]) -> str:
    if len(indices) == 1:
        return f"image {indices[0] + 1} is not shown"
    return f"{len(indices)} images from {indices[0] + 1} on are not shown"
