"""How the C library hands out memory to the threads of the program, and when it gives it back."""

from __future__ import annotations

import ctypes
import sys

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
"""`malloc.h` of glibc."""
ARENAS = 1
"""Loading and rendering threads would otherwise each keep a pool of their own. They seldom ask at the same moment: most
of what they need is in large blocks, and codecs are processes."""
OWN_BLOCK_BYTES = 4 << 20
"""Blocks from this size go back to the system when they are freed; the library would raise the limit to 32 MB by itself
once such blocks come and go. Pictures are smaller and stay quick to get."""
SETTINGS = ((M_ARENA_MAX, ARENAS), (M_MMAP_THRESHOLD, OWN_BLOCK_BYTES))


def keep_memory_small() -> bool:
    """Few pools, and large blocks given back; best before threads start. False where the C library cannot be told."""
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is None:
        return False
    answers = [mallopt(name, value) for name, value in SETTINGS]
    return all(answers)
