"""A few long-lived decoder processes, each guarded by a time limit and replaced when it dies."""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import functools
import os
import queue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode import decoded_form
from workstation.dicom.decode_process import DecodeProcess, WorkerLostError
from workstation.dicom.records import FrameRecord
from workstation.dicom.reduced_frame import halvings_for, reduced_form

WORKERS = max(1, os.cpu_count() or 1)
"""One decoder a core: decoding is all computing."""
TIME_LIMIT_S = 25.0
"""A frame that takes longer has hung its codec; the slowest real one (a large JPEG 2000 radiograph) takes seconds."""
DECODER_MODULE = "workstation.dicom.decode_worker"


class DecodePool:
    """Decodes frames in other processes. Thread-safe: callers in several threads share the workers fairly."""

    def __init__(
        self, workers: int = WORKERS, time_limit_s: float = TIME_LIMIT_S, module: str = DECODER_MODULE
    ) -> None:
        self.size = workers
        self._time_limit_s = time_limit_s
        self._all = [DecodeProcess(module) for _ in range(workers)]
        self._idle: queue.LifoQueue[DecodeProcess] = queue.LifoQueue()
        for worker in self._all:
            self._idle.put(worker)

    def decode(self, frame: FrameRecord) -> NDArray[Any]:
        """The stored values (or RGB) of one frame; blocks until a worker is free. Raises `DecodeError`."""
        if frame.pixels is None:
            raise DecodeError("the place of its pixel data is not known: scan the folder again")
        shape, dtype = decoded_form(frame.pixels)
        target = np.empty(shape, dtype)
        self.decode_into(frame, target)
        return target

    def decode_reduced(self, frame: FrameRecord, longest_px: int) -> NDArray[Any] | None:
        """Stored values of a smaller image of a frame, of at least `longest_px` along its longer side.

        None where its codec gives none. Raises `DecodeError`.
        """
        halvings = halvings_for(frame.pixels, longest_px) if frame.pixels is not None else 0
        if frame.pixels is None or not halvings:
            return None
        shape, dtype = reduced_form(frame.pixels, halvings)
        target = np.empty(shape, dtype)
        self.decode_into(frame, target, halvings=halvings)
        return target

    def decode_into(self, frame: FrameRecord, target: NDArray[Any], *, halvings: int = 0) -> None:
        """Fill `target`, of the shape and dtype of `decoded_form` (`reduced_form` after some `halvings`).

        It is unchanged when `DecodeError` is raised.
        """
        if frame.pixels is None or frame.offset is None:
            raise DecodeError("the place of its pixel data is not known: scan the folder again")
        request = {
            "path": frame.path,
            "offset": frame.offset,
            "length": frame.length,
            "frame": frame.frame_number,
            "pixels": dataclasses.asdict(frame.pixels),
            "halvings": halvings,
        }
        worker = self._idle.get()
        try:
            # A frame that is asked for alone, as the first one of a series is, gets every core.
            threads = self.size if self._idle.qsize() == self.size - 1 else 1
            worker.run({**request, "threads": threads}, target, self._time_limit_s)
        except WorkerLostError:
            raise DecodeError(
                "its decoder crashed or took too long and was stopped: the compressed data is damaged"
            ) from None
        finally:
            self._idle.put(worker)

    def warm_up(self) -> None:
        """Start the processes that are not at work, so that the first compressed image need not wait for them."""
        for worker in self._take_idle():
            try:
                worker.start()
            finally:
                self._idle.put(worker)

    def close(self) -> None:
        """End all processes. The pool starts them again when it is used again."""
        idle = self._take_idle()
        for worker in self._all:
            worker.close() if worker in idle else worker.kill()
        for worker in idle:
            self._idle.put(worker)

    def _take_idle(self) -> list[DecodeProcess]:
        """The processes that are not at work, which now belong to the caller."""
        idle: list[DecodeProcess] = []
        with contextlib.suppress(queue.Empty):
            while len(idle) < self.size:
                idle.append(self._idle.get_nowait())
        return idle


@functools.cache
def shared_decode_pool() -> DecodePool:
    """The pool of this program: its processes are long-lived on purpose (0.5 s to start) and end with it."""
    pool = DecodePool()
    atexit.register(pool.close)
    return pool
