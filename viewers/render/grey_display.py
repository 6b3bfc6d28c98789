"""Stored values to 8-bit display values: rescale, window and polarity in one table look-up."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.images import Rescale
from viewers.imaging.windowing import Window, grey_levels

_INDEX_TYPE: dict[int, type[np.unsignedinteger]] = {1: np.uint8, 2: np.uint16}
TABLES_KEPT = 64
"""Look-up tables remembered, 64 KiB each: a few viewports with a few windows."""


def display_values(
    stored_values: NDArray[np.generic], rescale: Rescale, window: Window, *, invert: bool
) -> NDArray[np.uint8]:
    """8-bit display values of stored values of any shape (PS3.3 C.11.1 then C.11.2)."""
    dtype = stored_values.dtype
    if not np.issubdtype(dtype, np.integer) or dtype.itemsize not in _INDEX_TYPE:
        values = stored_values.astype(np.float64) * rescale.slope + rescale.intercept
        return grey_levels(values, window, invert=invert)
    table = _table(dtype.newbyteorder("=").str, rescale, window, invert)
    native = np.ascontiguousarray(stored_values, dtype=dtype.newbyteorder("="))
    return np.asarray(table.take(native.view(_INDEX_TYPE[dtype.itemsize])))


@lru_cache(maxsize=TABLES_KEPT)
def _table(dtype: str, rescale: Rescale, window: Window, invert: bool) -> NDArray[np.uint8]:
    """The display value of every bit pattern of an 8 or 16 bit type."""
    bits = np.dtype(dtype).itemsize
    patterns = np.arange(256**bits, dtype=_INDEX_TYPE[bits]).view(dtype)
    return grey_levels(patterns * np.float64(rescale.slope) + rescale.intercept, window, invert=invert)
