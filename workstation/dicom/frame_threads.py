"""A few threads that take frames from one order, each when it is free; their outcomes come to the calling thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


def outcomes(attempt: Callable[[int], T], indices: Iterator[int], threads: int) -> Generator[T, None, None]:
    """What `attempt` returns for each index, in the order of finishing.

    An exception of `attempt` is raised here. Closing the generator early lets the frames under way end first: what
    they write into is not let go before.
    """
    work = _Work(attempt, indices)
    running = [threading.Thread(target=work.run, name=f"foramen-frames-{n}", daemon=True) for n in range(threads)]
    for thread in running:
        thread.start()
    try:
        left = threads
        while left:
            outcome = work.outcomes.get()
            if isinstance(outcome, _Ended):
                left -= 1
                if outcome.error is not None:
                    raise outcome.error
            else:
                yield outcome
    finally:
        work.stop()
        for thread in running:
            thread.join()


class _Ended:
    """A thread has nothing more to do, or failed."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class _Work(Generic[T]):
    """The order that is shared, and what comes of it."""

    def __init__(self, attempt: Callable[[int], T], indices: Iterator[int]) -> None:
        self.outcomes: queue.SimpleQueue[T | _Ended] = queue.SimpleQueue()
        self._attempt = attempt
        self._indices = indices
        self._lock = threading.Lock()
        self._is_stopped = False

    def stop(self) -> None:
        """Hand out no more frames."""
        self._is_stopped = True

    def run(self) -> None:
        """Take and try frames until there are no more; in each thread."""
        try:
            while (index := self._next()) is not None:
                self.outcomes.put(self._attempt(index))
        except BaseException as error:  # noqa: BLE001 - the top of a thread: raised again where outcomes are awaited
            self.outcomes.put(_Ended(error))
        else:
            self.outcomes.put(_Ended())

    def _next(self) -> int | None:
        with self._lock:
            return None if self._is_stopped else next(self._indices, None)
