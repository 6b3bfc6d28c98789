"""One decoder process as its program sees it: started when needed, asked for a frame at a time, ended when late."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from typing import Any

from numpy.typing import NDArray

from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode_worker import HEAD
from workstation.dicom.shared_block import SharedBlock

MAX_HEAD_BYTES = 1 << 16
KEPT_BLOCK_BYTES = 64 << 20
"""Shared memory kept for the next frame; what a larger frame needed is given back at once."""


class WorkerLostError(Exception):
    """The worker process died or was ended for taking too long."""


class DecodeProcess:
    """One decoder process and the memory it writes into; used by one thread at a time.

    The frame is copied out of the shared memory (0.1 ms for 512 x 512) so that no image on screen lies in memory that
    a codec, however it was misled by its data, can still write to.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._block: SharedBlock | None = None

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the process when it is not running; what is left of a dead one is cleared away."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        ours, theirs = socket.socketpair()
        with theirs:
            self._channel = ours
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                pass_fds=(theirs.fileno(),),
            )

    def run(self, request: dict[str, Any], target: NDArray[Any], time_limit_s: float) -> None:
        """Decode one frame into `target`; raises `DecodeError`, or `WorkerLostError` after ending the process."""
        self.start()
        block = self._block_of(target.nbytes)
        try:
            reply = self._asked({**request, "limit_s": time_limit_s}, block, time.monotonic() + time_limit_s)
        except (OSError, ValueError, WorkerLostError):
            self.close()
            raise WorkerLostError from None
        if reply.get("worn"):
            self.close()
        if "error" in reply:
            raise DecodeError(str(reply["error"]))
        block.copy_to(target)
        if block.size > KEPT_BLOCK_BYTES:
            self._drop_block()

    def kill(self) -> None:
        """End the process from any thread; the thread that uses it finds it lost and clears it away."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process, close the socket and give the memory back."""
        process, self._process = self._process, None
        channel, self._channel = self._channel, None
        if channel is not None:
            channel.close()
        if process is not None:
            process.kill()
            process.wait()
        self._drop_block()

    def _block_of(self, size: int) -> SharedBlock:
        if self._block is None or self._block.size < size:
            self._drop_block()
            self._block = SharedBlock(max(1, size))
        return self._block

    def _drop_block(self) -> None:
        block, self._block = self._block, None
        if block is not None:
            block.close()

    def _asked(self, request: dict[str, Any], block: SharedBlock, deadline: float) -> dict[str, Any]:
        channel = self._channel
        if channel is None:
            raise WorkerLostError
        text = json.dumps(request).encode()
        channel.settimeout(max(0.001, deadline - time.monotonic()))
        socket.send_fds(channel, [HEAD.pack(len(text))], [block.descriptor])
        channel.sendall(text)
        size = HEAD.unpack(_received(channel, HEAD.size, deadline))[0]
        if size > MAX_HEAD_BYTES:
            raise WorkerLostError
        reply = json.loads(_received(channel, size, deadline))
        if not isinstance(reply, dict):
            raise WorkerLostError
        return reply


def _received(channel: socket.socket, size: int, deadline: float) -> bytes:
    """Exactly `size` bytes before the deadline (of the monotonic clock)."""
    data = b""
    while len(data) < size:
        channel.settimeout(max(0.001, deadline - time.monotonic()))
        part = channel.recv(size - len(data))
        if not part:
            raise WorkerLostError
        data += part
    return data


def _environment() -> dict[str, str]:
    """Ours, with our search path; numpy's threads only cost memory in a decoder."""
    path = os.pathsep.join(p for p in sys.path if p)
    return {**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
