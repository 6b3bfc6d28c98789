"""Memory that this program and one decoder process both see, without a name in the file system."""

from __future__ import annotations

import fcntl
import mmap
import os
import tempfile
from typing import Any

import numpy as np
from numpy.typing import NDArray

NAME = "foramen-frame"
"""What /proc calls the memory."""


class SharedBlock:
    """Some bytes shared by descriptor: the kernel frees them when the last process lets go, however that ends.

    A named block (multiprocessing.shared_memory) stays in /dev/shm when its program is killed, and may be larger than
    /dev/shm, which then kills the program that writes to it; this one does neither.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.descriptor = _sealed_descriptor(size)
        self._map = mmap.mmap(self.descriptor, size)

    def copy_to(self, target: NDArray[Any]) -> None:
        """Fill `target` (any shape, C order) with the first bytes of the block; no view of the block is handed out."""
        target[...] = np.frombuffer(self._map, target.dtype, target.size).reshape(target.shape)

    def close(self) -> None:
        """Let go of the memory."""
        self._map.close()
        os.close(self.descriptor)


def write_block(descriptor: int, array: NDArray[Any]) -> None:
    """Put an array at the start of the block of another process. Raises ValueError when it does not fit."""
    with mmap.mmap(descriptor, 0) as mapped:
        mapped[: array.nbytes] = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def _sealed_descriptor(size: int) -> int:
    """Anonymous memory of a fixed size: whoever holds the descriptor cannot cut it off under our feet."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create(NAME, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(descriptor, size)
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
        return descriptor
    # Systems without it (macOS): a file that has lost its name, which ends the same way.
    with tempfile.TemporaryFile() as file:
        os.ftruncate(file.fileno(), size)
        return os.dup(file.fileno())
