"""Decoder processes that crash, hang or eat memory cost their frame, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import JPEG2000Lossless

from tests.support.dicom_builder import ct_slice, pixel_values, write
from viewers.imaging.problems import ProblemCode
from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode_pool import DecodePool
from workstation.dicom.load import load_stack
from workstation.dicom.shared_block import NAME
from workstation.jobs.cancel import CancelledError, CancelToken

TIME_LIMIT_S = 6.0
PATIENCE_S = 30.0
HOSTILE = "tests.support.hostile_decoder"


def write_compressed(folder, frames, syntax=JPEG2000Lossless):
    """A CT series whose slices hold these compressed bytes."""
    for number, data in enumerate(frames):
        dataset = ct_slice(2.0 * number, number + 1, PixelData=encapsulate([data]))
        dataset.file_meta.TransferSyntaxUID = syntax
        write(dataset, folder / f"{number}")
    return folder


def good_frame(number):
    return imagecodecs.jpeg2k_encode(pixel_values(number), level=0, reversible=True, codecformat="j2k")


def frames_with(bad):
    """Five slices, the second one bad."""
    return [good_frame(1), bad, *(good_frame(number) for number in (3, 4, 5))]


@pytest.fixture
def pool():
    """Two of the misbehaving processes."""
    pool = DecodePool(workers=2, time_limit_s=TIME_LIMIT_S, module=HOSTILE)
    yield pool
    pool.close()


def named_memory():
    return sorted(os.listdir("/dev/shm")) if Path("/dev/shm").is_dir() else []


def mapped_blocks():
    """How many shared blocks this process still holds."""
    return Path("/proc/self/maps").read_text().count(NAME)


@pytest.mark.parametrize("bad", [b"crash", b"hang", b"eat 2600", b"larger", b"damaged"])
def test_a_frame_that_harms_its_decoder_is_bad_and_the_others_load(tmp_path, only_series, pool, bad):
    series = only_series(write_compressed(tmp_path / "s", frames_with(bad)))
    before = named_memory(), mapped_blocks()
    volume = load_stack(series, pool=pool)
    assert volume.loaded.tolist() == [True, False, True, True, True]
    assert not volume.stored_values[1].any()
    for k in (0, 2, 3, 4):
        np.testing.assert_array_equal(volume.stored_values[k], pixel_values(k + 1))
    assert [p.code for p in volume.problems][-1] == ProblemCode.DECODE_FAILED
    pool.close()
    assert (named_memory(), mapped_blocks()) == before


def test_a_decoder_may_use_two_gigabytes_and_a_half_and_no_more(tmp_path, only_series, pool):
    series = only_series(write_compressed(tmp_path / "s", [b"eat 2100", b"eat 2500", good_frame(3)]))
    frames = series.stacks[0].frames
    assert (pool.decode(frames[0]) == 2100).all()
    with pytest.raises(DecodeError, match="more memory"):
        pool.decode(frames[1])
    np.testing.assert_array_equal(pool.decode(frames[2]), pixel_values(3))


def test_a_codestream_that_claims_a_gigantic_image_is_a_bad_frame(tmp_path, only_series):
    claimed = bytearray(good_frame(2))
    size = claimed.index(b"\xff\x51") + 6
    for position in (size, size + 4, size + 16, size + 20):
        claimed[position : position + 4] = (60000).to_bytes(4, "big")
    series = only_series(write_compressed(tmp_path / "s", frames_with(bytes(claimed))))
    with_real_codecs = DecodePool(workers=1)
    volume = load_stack(series, pool=with_real_codecs)
    with_real_codecs.close()
    assert volume.loaded.tolist() == [True, False, True, True, True]


def test_a_cancelled_load_leaves_no_shared_memory(tmp_path, only_series, pool):
    series = only_series(write_compressed(tmp_path / "s", frames_with(good_frame(2))))
    token = CancelToken()
    before = named_memory(), mapped_blocks()
    with pytest.raises(CancelledError):
        load_stack(series, pool=pool, cancel=token, on_ready=lambda _: token.cancel())
    pool.close()
    assert (named_memory(), mapped_blocks()) == before


def test_closing_the_pool_ends_a_decoder_at_work(tmp_path, only_series, pool):
    series = only_series(write_compressed(tmp_path / "s", [b"hang", good_frame(2)]))
    before = mapped_blocks()
    closing = threading.Timer(1.5, pool.close)
    closing.start()
    started = time.monotonic()
    with pytest.raises(DecodeError, match="stopped"):
        pool.decode(series.stacks[0].frames[0])
    closing.join()
    assert time.monotonic() - started < TIME_LIMIT_S
    pool.close()
    assert mapped_blocks() == before


PROGRAM = """
import json, os, sys
from pathlib import Path
from workstation.dicom.scan import scan_paths
from workstation.dicom.decode_pool import shared_decode_pool
from workstation.dicom.load import load_stack
report = scan_paths([Path(sys.argv[1])], cache_dir=Path(sys.argv[2]))
load_stack(report.patients[0].studies[0].series[0])
print(json.dumps([worker.pid for worker in shared_decode_pool()._all if worker.pid]), flush=True)
if sys.argv[3] == "killed":
    os.kill(os.getpid(), 9)
"""


KILLED_WHILE_DECODING = """
import os, sys, threading
from pathlib import Path
from workstation.dicom.scan import scan_paths
from workstation.dicom.decode_pool import DecodePool
report = scan_paths([Path(sys.argv[1])], cache_dir=Path(sys.argv[2]))
pool = DecodePool(workers=1, time_limit_s=2, module=sys.argv[3])
pool.warm_up()
print([worker.pid for worker in pool._all], flush=True)
threading.Timer(1.5, lambda: os.kill(os.getpid(), 9)).start()
pool.decode(report.patients[0].studies[0].series[0].stacks[0].frames[0])
"""


@pytest.mark.parametrize("end", ["killed", "normal"])
def test_a_program_that_ends_leaves_no_decoder_and_no_memory(tmp_path, end):
    write_compressed(tmp_path / "s", frames_with(good_frame(2)))
    before = named_memory()
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "s"), str(tmp_path / "cache"), end],
        capture_output=True,
        text=True,
    )
    assert ended.returncode == (-signal.SIGKILL if end == "killed" else 0), ended.stderr
    assert wait_for_the_end_of(ended.stdout)
    assert named_memory() == before


def test_a_decoder_that_hangs_ends_even_when_its_program_is_gone(tmp_path):
    write_compressed(tmp_path / "s", [b"hang", good_frame(2)])
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_DECODING, str(tmp_path / "s"), str(tmp_path / "cache"), HOSTILE],
        capture_output=True,
        text=True,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert wait_for_the_end_of(ended.stdout)


def wait_for_the_end_of(pids_as_text):
    """Whether all of these processes have ended within a while."""
    pids = [int(pid) for pid in pids_as_text.strip("[]\n ").split(",")]
    deadline = time.monotonic() + PATIENCE_S
    while any(is_running(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(is_running(pid) for pid in pids)


def is_running(pid):
    """Whether a process exists and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
