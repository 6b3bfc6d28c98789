"""Threads share a few pools of memory once the program has asked for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workstation.allocation import ARENAS

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import ctypes, sys, threading
from workstation.allocation import keep_memory_small
if sys.argv[1] == "limited":
    assert keep_memory_small()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
gate = threading.Barrier(12)
def take():
    for _ in range(200):
        libc.malloc(ctypes.c_size_t(2000))
    gate.wait()
threads = [threading.Thread(target=take) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
stream = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, stream)
libc.fclose(stream)
"""


def pools(name: str, folder: Path) -> int:
    report = folder / name
    subprocess.run([sys.executable, "-c", SCRIPT, name, str(report)], cwd=ROOT, check=True)
    return report.read_text().count("<heap nr=")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a setting of the C library of Linux")
def test_twelve_threads_share_a_few_pools(tmp_path: Path) -> None:
    assert pools("limited", tmp_path) <= ARENAS < pools("free", tmp_path)
