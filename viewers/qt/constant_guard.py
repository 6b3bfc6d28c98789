"""Keeps True, False and None alive under CPython 3.11, where PySide6 6.12 gives them back once too often.

Measured with PySide6 6.12.0: each `Signal.emit` releases `True` once too often, and calls of Qt functions without a
result release `None`. After some hundred signals the interpreter stops with "deallocating True". CPython 3.12 made
these objects immortal (PEP 683), so nothing is done there.
"""

from __future__ import annotations

import ctypes
import sys

SPARE_REFERENCES = 1 << 40
"""More than any session can use up, far below what a 64-bit counter holds."""
FIRST_IMMORTAL_VERSION = (3, 12)


def guard_constants() -> None:
    """Give `True`, `False` and `None` references to spare, once a process. Call it before the first signal."""
    is_debug_build = hasattr(sys, "gettotalrefcount")  # its object header begins with other fields
    if sys.version_info >= FIRST_IMMORTAL_VERSION or sys.implementation.name != "cpython" or is_debug_build:
        return
    for constant in (True, False, None):
        counter = ctypes.c_ssize_t.from_address(id(constant))
        if counter.value < SPARE_REFERENCES // 2:
            counter.value += SPARE_REFERENCES
