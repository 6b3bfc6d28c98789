"""Decoder processes: what happens when one crashes, hangs or is handed garbage."""

from __future__ import annotations

import os
import signal
import time

import numpy as np
import pytest

from tests.support.dicom_builder import pixel_values, write_series
from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode import codecs_by_transfer_syntax
from workstation.dicom.decode_pool import DecodePool


@pytest.fixture
def frame(tmp_path, only_series):
    """A frame a worker can decode."""
    write_series(tmp_path / "s", [0.0, 2.0])
    return only_series(tmp_path / "s").stacks[0].frames[0]


@pytest.fixture
def pool():
    """One worker with a short time limit."""
    pool = DecodePool(workers=1, time_limit_s=4.0)
    yield pool
    pool.close()


def pid_of(pool):
    return pool._all[0].pid


def test_a_worker_decodes_a_frame(pool, frame):
    np.testing.assert_array_equal(pool.decode(frame), pixel_values(1))


def test_a_worker_that_was_killed_is_replaced(pool, frame):
    pool.decode(frame)
    pid = pid_of(pool)
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    np.testing.assert_array_equal(pool.decode(frame), pixel_values(1))
    assert pid_of(pool) != pid


def test_a_worker_that_hangs_costs_its_frame_and_is_replaced(pool, frame):
    pool.decode(frame)
    os.kill(pid_of(pool), signal.SIGSTOP)
    started = time.monotonic()
    with pytest.raises(DecodeError, match="took too long"):
        pool.decode(frame)
    assert time.monotonic() - started < 10
    np.testing.assert_array_equal(pool.decode(frame), pixel_values(1))


def test_a_file_that_is_gone_is_an_error_of_the_frame(pool, frame):
    os.unlink(frame.path)
    with pytest.raises(DecodeError, match="cannot be read any more"):
        pool.decode(frame)


def test_a_closed_pool_starts_again_when_used(pool, frame):
    pool.warm_up()
    pool.close()
    np.testing.assert_array_equal(pool.decode(frame), pixel_values(1))


def test_every_compressed_syntax_has_a_codec():
    codecs = codecs_by_transfer_syntax()
    assert len(codecs) == 15
    assert all(codec.startswith("imagecodecs") for codec in codecs.values()), codecs
