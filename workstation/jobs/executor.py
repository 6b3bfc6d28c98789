"""Work off the GUI thread: lanes of threads, a cancel token a job, and the newest request of a key wins."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workstation.jobs.cancel import CancelledError, CancelToken


class Lane(StrEnum):
    """Work that shares a few threads, so that slow work of one kind never delays another."""

    SCAN = "scan"
    LOAD = "load"
    THUMBNAILS = "thumbnails"
    EXPORT = "export"
    ANALYSIS = "analysis"
    REGISTRATION = "registration"


LANE_THREADS: Mapping[Lane, int] = {
    Lane.SCAN: 1,
    Lane.LOAD: 2,
    Lane.THUMBNAILS: 1,
    Lane.EXPORT: 1,
    Lane.ANALYSIS: 1,
    Lane.REGISTRATION: 1,
}
"""Threads a lane. Two loads run side by side, so that a short series does not wait for a long one."""


@dataclass(frozen=True)
class Answers:
    """What a job tells, each called in the job's own thread unless `deliver` of the executor moves it elsewhere."""

    done: Callable[[Any], None] | None = None
    failed: Callable[[BaseException], None] | None = None
    progress: Callable[[int, int | None], None] | None = None


Work = Callable[["JobContext"], Any]


@dataclass(frozen=True)
class JobContext:
    """What a running job is given: its cancel token, and how to tell progress and intermediate results."""

    token: CancelToken
    report_progress: Callable[[int, int | None], None]
    deliver: Callable[[Callable[[], None]], None]

    def tell(self, call: Callable[[], None]) -> None:
        """Run `call` where answers are delivered, unless the job was cancelled by then."""
        self.deliver(lambda: None if self.token.is_cancelled else call())


@dataclass(eq=False)
class Job:
    """One piece of work under way; `cancel` makes it stop and its answers be dropped."""

    key: str
    title: str
    token: CancelToken = field(default_factory=CancelToken)
    future: Future[None] | None = None

    def cancel(self) -> None:
        """Ask the work to stop; none of its answers is delivered from here on."""
        self.token.cancel()
        if self.future is not None:
            self.future.cancel()


class JobExecutor:
    """Runs jobs in lanes. `deliver` brings answers to the thread that owns the state (Qt: the GUI thread)."""

    def __init__(self, deliver: Callable[[Callable[[], None]], None] = lambda call: call()) -> None:
        self._deliver = deliver
        self._pools = {
            lane: ThreadPoolExecutor(threads, thread_name_prefix=f"foramen-{lane}")
            for lane, threads in LANE_THREADS.items()
        }
        self._lock = threading.Lock()
        self._running: dict[str, Job] = {}
        self._is_closed = False

    def submit(self, lane: Lane, key: str, work: Work, answers: Answers, *, title: str = "") -> Job:
        """Start `work`. A job of the same key still under way is cancelled and its late answer dropped."""
        job = Job(key, title)
        with self._lock:
            if self._is_closed:
                job.cancel()
                return job
            former = self._running.get(key)
            self._running[key] = job
        if former is not None:
            former.cancel()
        job.future = self._pools[lane].submit(self._run, job, work, answers)
        return job

    def cancel(self, key: str) -> None:
        """Cancel the job of a key, if there is one."""
        with self._lock:
            job = self._running.pop(key, None)
        if job is not None:
            job.cancel()

    @property
    def running(self) -> tuple[Job, ...]:
        """Jobs submitted whose answer has not been heard yet."""
        with self._lock:
            return tuple(self._running.values())

    def close(self) -> None:
        """Cancel everything and wait for the threads; symmetric to the constructor."""
        with self._lock:
            self._is_closed = True
            jobs = tuple(self._running.values())
            self._running.clear()
        for job in jobs:
            job.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, work: Work, answers: Answers) -> None:
        def report(done: int, total: int | None) -> None:
            if answers.progress is not None:
                tell = answers.progress
                self._tell(job, lambda: tell(done, total))

        try:
            job.token.raise_if_cancelled()
            result = work(JobContext(job.token, report, self._deliver))
        except CancelledError:
            self._forget(job)
        except Exception as error:  # noqa: BLE001 - the top of a thread: every failure is handed to its asker
            self._finish(job, answers.failed, error)
        else:
            self._finish(job, answers.done, result)

    def _finish(self, job: Job, answer: Callable[[Any], None] | None, value: object) -> None:
        def hear() -> None:
            self._forget(job)
            if answer is not None and not job.token.is_cancelled:
                answer(value)

        # Until its answer is heard a job is under way: cancelled before that, it says nothing.
        self._deliver(hear)

    def _tell(self, job: Job, call: Callable[[], None]) -> None:
        self._deliver(lambda: None if job.token.is_cancelled else call())

    def _forget(self, job: Job) -> None:
        with self._lock:
            if self._running.get(job.key) is job:
                del self._running[job.key]
