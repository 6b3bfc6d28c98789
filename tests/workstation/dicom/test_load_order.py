"""The order of loading and what is said about frames that fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewers.imaging.problems import ProblemCode
from workstation.dicom.load_order import FrameFault, WantedFrame, load_outward, merged_problems, outward, outward_from
from workstation.dicom.slice_reader import FrameFaultError
from workstation.jobs.cancel import CancelledError, CancelToken


@given(st.integers(-3, 40), st.integers(1, 30))
def test_outward_visits_every_index_once_nearest_first(first, count):
    order = list(outward(first, count))
    start = min(max(first, 0), count - 1)
    assert sorted(order) == list(range(count))
    assert [abs(n - start) for n in order] == sorted(abs(n - start) for n in order)


@given(st.integers(1, 30), st.lists(st.integers(-3, 40), min_size=30, max_size=30))
def test_every_index_is_the_nearest_left_to_what_is_wanted_then(count, wishes):
    wanted = WantedFrame(wishes[0])
    left = set(range(count))
    for index, following in zip(outward_from(wanted, count), wishes[1:], strict=False):
        start = min(max(wanted.index, 0), count - 1)
        assert index in left
        assert abs(index - start) == min(abs(n - start) for n in left)
        left.discard(index)
        wanted.set(following)


@pytest.mark.parametrize("threads", [1, 2])
def test_scrolling_moves_the_queue(threads):
    wanted, loaded = WantedFrame(10), []

    def load_one(index):
        loaded.append(index)
        if len(loaded) == 3:
            wanted.set(80)

    load_outward(load_one, 100, wanted=wanted, threads=threads, on_first=lambda: None, on_progress=None, cancel=None)
    assert loaded[0] == 10
    assert 80 in loaded[: 5 + threads]
    assert all(abs(index - 80) <= 12 for index in loaded[5 + threads : 20])
    assert sorted(loaded) == list(range(100))


@pytest.mark.parametrize("threads", [1, 3])
def test_a_failing_frame_is_returned_and_the_rest_goes_on(threads):
    loaded, ready, progress = [], [], []

    def load_one(index):
        if index == 3:
            raise FrameFaultError(ProblemCode.DECODE_FAILED, "damaged")
        loaded.append(index)

    faults = load_outward(
        load_one,
        8,
        wanted=WantedFrame(5),
        threads=threads,
        on_first=lambda: ready.append(list(loaded)),
        on_progress=lambda done, total: progress.append((done, total)),
        cancel=None,
    )
    assert faults == [FrameFault(3, ProblemCode.DECODE_FAILED, "damaged")]
    assert ready == [[5]]
    assert sorted(loaded) == [0, 1, 2, 4, 5, 6, 7]
    assert progress[-1] == (8, 8)


def test_cancel_stops_threads_too():
    token = CancelToken()
    loaded = []
    with pytest.raises(CancelledError):
        load_outward(
            loaded.append,
            500,
            wanted=WantedFrame(0),
            threads=2,
            on_first=token.cancel,
            on_progress=None,
            cancel=token,
        )
    assert loaded == [0]


def test_equal_faults_become_one_problem():
    faults = [FrameFault(n, ProblemCode.TRUNCATED_PIXEL_DATA, "cut short") for n in (4, 2)]
    (problem,) = merged_problems(faults, str)
    assert problem.message == "2 images from 3 on are not shown: cut short"
    assert problem.instances == ("2", "4")


@pytest.mark.parametrize("threads", [1, 3])
def test_what_is_no_fault_of_a_frame_ends_the_load(threads):
    def load_one(index):
        if index == 4:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        load_outward(
            load_one,
            50,
            wanted=WantedFrame(0),
            threads=threads,
            on_first=lambda: None,
            on_progress=None,
            cancel=None,
        )
