"""Jobs: answers, cancelling, and the newest request of a key."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from workstation.jobs.executor import Answers, JobContext, JobExecutor, Lane

WAIT_S = 5.0


@pytest.fixture
def an_executor() -> Iterator[JobExecutor]:
    executor = JobExecutor()
    yield executor
    executor.close()


def test_a_job_answers_with_its_result_and_its_progress(an_executor: JobExecutor) -> None:
    done, results, steps = threading.Event(), [], []

    def work(context: JobContext) -> int:
        context.report_progress(1, 2)
        return 7

    def on_done(result: int) -> None:
        results.append(result)
        done.set()

    an_executor.submit(Lane.LOAD, "k", work, Answers(on_done, progress=lambda *step: steps.append(step)))
    assert done.wait(WAIT_S)
    assert (results, steps) == ([7], [(1, 2)])
    assert an_executor.running == ()


def test_a_failure_reaches_who_asked(an_executor: JobExecutor) -> None:
    failed, errors = threading.Event(), []

    def work(_context: JobContext) -> None:
        raise OSError("gone")

    def on_failed(error: BaseException) -> None:
        errors.append(str(error))
        failed.set()

    an_executor.submit(Lane.SCAN, "k", work, Answers(failed=on_failed))
    assert failed.wait(WAIT_S)
    assert errors == ["gone"]


def test_a_newer_request_of_a_key_silences_the_older(an_executor: JobExecutor) -> None:
    release, started, done = threading.Event(), threading.Event(), threading.Event()
    results: list[str] = []

    def slow(context: JobContext) -> str:
        started.set()
        release.wait(WAIT_S)
        return "old"

    def on_done(result: str) -> None:
        results.append(result)
        done.set()

    an_executor.submit(Lane.LOAD, "k", slow, Answers(results.append))
    assert started.wait(WAIT_S)
    an_executor.submit(Lane.LOAD, "k", lambda _context: "new", Answers(on_done))
    release.set()
    assert done.wait(WAIT_S)
    an_executor.close()
    assert results == ["new"]


def test_a_cancelled_job_stops_and_says_nothing(an_executor: JobExecutor) -> None:
    started, stopped = threading.Event(), threading.Event()
    heard: list[object] = []

    def work(context: JobContext) -> None:
        started.set()
        while not context.token.is_cancelled:
            threading.Event().wait(0.01)
        stopped.set()
        context.token.raise_if_cancelled()

    an_executor.submit(Lane.LOAD, "k", work, Answers(heard.append, heard.append))
    assert started.wait(WAIT_S)
    an_executor.cancel("k")
    assert stopped.wait(WAIT_S)
    an_executor.close()
    assert heard == []


def test_a_closed_executor_takes_no_work() -> None:
    executor = JobExecutor()
    executor.close()
    job = executor.submit(Lane.LOAD, "k", lambda _context: 1, Answers())
    assert job.token.is_cancelled


def test_a_job_cancelled_between_its_end_and_its_answer_says_nothing() -> None:
    """The GUI thread was busy while the job ended: closing the patient then must still silence it."""
    undelivered: queue.Queue[Callable[[], None]] = queue.Queue()
    executor = JobExecutor(undelivered.put)
    heard: list[object] = []

    def work(context: JobContext) -> int:
        context.tell(lambda: heard.append("a first part"))
        return 1

    executor.submit(Lane.LOAD, "k", work, Answers(heard.append, heard.append))
    answers = [undelivered.get(timeout=WAIT_S) for _ in range(2)]
    assert [job.key for job in executor.running] == ["k"]
    executor.cancel("k")
    for answer in answers:
        answer()
    assert heard == []
    assert executor.running == ()
    executor.close()


def test_a_job_is_under_way_until_its_answer_is_heard() -> None:
    undelivered: queue.Queue[Callable[[], None]] = queue.Queue()
    executor = JobExecutor(undelivered.put)
    heard: list[object] = []
    executor.submit(Lane.LOAD, "k", lambda _context: 1, Answers(heard.append, heard.append))
    answer = undelivered.get(timeout=WAIT_S)
    assert [job.key for job in executor.running] == ["k"]
    answer()
    assert executor.running == ()
    assert heard == [1]
    executor.close()
