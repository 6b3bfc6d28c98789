"""A few long-lived decoder processes, each guarded by a time limit and replaced when it dies."""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import functools
import json
import os
import queue
import select
import subprocess
import sys
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode_worker import HEAD
from workstation.dicom.records import FrameRecord

WORKERS = 2
TIME_LIMIT_S = 25.0
"""A frame that takes longer has hung its codec; the slowest real one (a large JPEG 2000 radiograph) takes seconds."""
MAX_HEAD_BYTES = 1 << 16


class _WorkerLostError(Exception):
    """The worker process died or was ended for taking too long."""


class _Worker:
    """One decoder process; used by one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process when it is not running; what is left of a dead one is cleared away."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "workstation.dicom.decode_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
        )

    def run(self, request: dict[str, Any], time_limit_s: float) -> NDArray[Any]:
        """Decode one frame; raises `DecodeError`, or `_WorkerLostError` after ending the process."""
        self.start()
        deadline = time.monotonic() + time_limit_s
        text = json.dumps(request).encode()
        try:
            self._send(HEAD.pack(len(text)) + text)
            size = HEAD.unpack(self._receive(HEAD.size, deadline))[0]
            if size > MAX_HEAD_BYTES:
                raise _WorkerLostError
            head = json.loads(self._receive(size, deadline))
            data = self._receive(int(head["bytes"]), deadline)
        except (OSError, ValueError, _WorkerLostError):
            self.close()
            raise _WorkerLostError from None
        if "error" in head:
            raise DecodeError(str(head["error"]))
        return np.frombuffer(data, np.dtype(head["dtype"])).reshape(head["shape"])

    def _send(self, data: bytes) -> None:
        process = self._process
        if process is None or process.stdin is None:
            raise _WorkerLostError
        view = memoryview(data)
        while view:
            view = view[process.stdin.write(view) :]

    def _receive(self, size: int, deadline: float) -> bytearray:
        process = self._process
        if process is None or process.stdout is None:
            raise _WorkerLostError
        descriptor = process.stdout.fileno()
        data = bytearray(size)
        view = memoryview(data)
        while view:
            ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            count = os.readv(descriptor, [view]) if ready else 0
            if count == 0:
                raise _WorkerLostError
            view = view[count:]
        return data

    def close(self) -> None:
        """End the process and close its pipes."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class DecodePool:
    """Decodes frames in other processes. Thread-safe: callers in several threads share the workers fairly."""

    def __init__(self, workers: int = WORKERS, time_limit_s: float = TIME_LIMIT_S) -> None:
        self.size = workers
        self._time_limit_s = time_limit_s
        self._all = [_Worker() for _ in range(workers)]
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for worker in self._all:
            self._idle.put(worker)

    def decode(self, frame: FrameRecord) -> NDArray[Any]:
        """The stored values (or RGB) of one frame; blocks until a worker is free. Raises `DecodeError`."""
        if frame.pixels is None or frame.offset is None:
            raise DecodeError("the place of its pixel data is not known: scan the folder again")
        request = {
            "path": frame.path,
            "offset": frame.offset,
            "length": frame.length,
            "frame": frame.frame_number,
            "pixels": dataclasses.asdict(frame.pixels),
        }
        worker = self._idle.get()
        try:
            return worker.run(request, self._time_limit_s)
        except _WorkerLostError:
            raise DecodeError(
                "its decoder crashed or took too long and was stopped: the compressed data is damaged"
            ) from None
        finally:
            self._idle.put(worker)

    def warm_up(self) -> None:
        """Start the processes that are not at work, so that the first compressed image need not wait for them."""
        idle: list[_Worker] = []
        with contextlib.suppress(queue.Empty):
            while len(idle) < self.size:
                idle.append(self._idle.get_nowait())
        for worker in idle:
            try:
                worker.start()
            finally:
                self._idle.put(worker)

    def close(self) -> None:
        """End all processes. The pool starts them again when it is used again."""
        for worker in self._all:
            worker.close()


@functools.cache
def shared_decode_pool() -> DecodePool:
    """The pool of this program: its processes are long-lived on purpose (0.5 s to start) and end with it."""
    pool = DecodePool()
    atexit.register(pool.close)
    return pool
