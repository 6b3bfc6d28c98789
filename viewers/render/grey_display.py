"""Stored values to 8-bit display values: rescale, window, Presentation LUT and polarity in one table look-up."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.images import PlanarFrame, Rescale, Volume
from viewers.imaging.padding import PaddingRange
from viewers.imaging.presentation_lut import PresentationLut
from viewers.imaging.windowing import Window, grey_levels

_INDEX_TYPE: dict[int, type[np.unsignedinteger]] = {1: np.uint8, 2: np.uint16}
Look = Callable[[NDArray[np.generic]], NDArray[np.uint8]]
"""Stored values of one image to display values, all settings chosen."""
TABLES_KEPT = 64
"""Look-up tables remembered, 64 KiB each: a few viewports with a few windows."""


def display_values(
    stored_values: NDArray[np.generic],
    rescale: Rescale,
    window: Window,
    *,
    invert: bool,
    presentation_lut: PresentationLut | None = None,
) -> NDArray[np.uint8]:
    """8-bit display values of stored values of any shape (PS3.3 C.11.1, then C.11.2, then C.11.4)."""
    dtype = stored_values.dtype
    if not np.issubdtype(dtype, np.integer) or dtype.itemsize not in _INDEX_TYPE:
        values = stored_values.astype(np.float64) * rescale.slope + rescale.intercept
        return grey_levels(values, window, invert=invert, presentation_lut=presentation_lut)
    table = _table(dtype.newbyteorder("=").str, rescale, window, invert, presentation_lut)
    native = np.ascontiguousarray(stored_values, dtype=dtype.newbyteorder("="))
    return np.asarray(table.take(native.view(_INDEX_TYPE[dtype.itemsize])))


def look_of(image: Volume | PlanarFrame, window: Window, *, invert: bool) -> Look:
    """How an image looks through a window; `invert` turns its own polarity over."""
    return partial(
        display_values,
        rescale=image.rescale,
        window=window,
        invert=image.inverted != invert,
        presentation_lut=image.presentation_lut,
    )


def is_padding_seen(padding: PaddingRange, look: Look, dtype: np.dtype[np.generic]) -> bool:
    """Whether padding may show as anything but black; values the type does not hold cannot be seen at all."""
    if np.issubdtype(dtype, np.integer):
        limits = np.iinfo(dtype.str)
        if padding.high < limits.min or padding.low > limits.max:
            return False
        if padding.low != padding.high:
            return True
    return bool(look(np.array([padding.low, padding.high]).astype(dtype)).any())


@lru_cache(maxsize=TABLES_KEPT)
def _table(
    dtype: str, rescale: Rescale, window: Window, invert: bool, presentation_lut: PresentationLut | None
) -> NDArray[np.uint8]:
    """The display value of every bit pattern of an 8 or 16 bit type."""
    bits = np.dtype(dtype).itemsize
    patterns = np.arange(256**bits, dtype=_INDEX_TYPE[bits]).view(dtype)
    values = patterns * np.float64(rescale.slope) + rescale.intercept
    return grey_levels(values, window, invert=invert, presentation_lut=presentation_lut)
