"""Grey-level windows: modality value to 8-bit display value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from viewers.imaging.presentation_lut import PresentationLut

FloatArray = NDArray[np.float64]


class VoiFunction(StrEnum):
    """VOI LUT Function (0028,1056): how a width and a centre become grey levels (PS3.3 C.11.2.1.2, C.11.2.1.3)."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"


@dataclass(frozen=True)
class VoiTable:
    """One item of a VOI LUT Sequence (0028,3010): modality value `first + n` shows `entries[n]` of `maximum`.

    Values beyond the ends take the end entries (PS3.3 C.11.2.1.1).
    """

    first: int
    entries: tuple[int, ...]
    maximum: int

    def __post_init__(self) -> None:
        if not self.entries or not self.maximum > 0:
            raise ValueError("a VOI table needs entries and a maximum")


@dataclass(frozen=True)
class Window:
    """A VOI window: width (at least 1) and centre in modality units (PS3.3 C.11.2.1.2).

    With a `table` the grey levels come from it, and width and centre tell the range it covers.
    """

    width: float
    center: float
    name: str = ""
    function: VoiFunction = VoiFunction.LINEAR
    table: VoiTable | None = None

    def __post_init__(self) -> None:
        if not self.width > 0:
            raise ValueError("a window needs a positive width")


DISPLAY_MAXIMUM = 255


def window_ends(window: Window) -> tuple[float, float]:
    """The values where a window begins and ends; a sigmoid has gone through most of its range between them."""
    if window.function is VoiFunction.LINEAR and window.table is None:
        half_width, middle = max(window.width - 1, 0.0) / 2, window.center - 0.5  # PS3.3 C.11.2.1.2.1
        return middle - half_width, middle + half_width
    return window.center - window.width / 2, window.center + window.width / 2


def grey_levels(
    modality_values: ArrayLike,
    window: Window,
    *,
    invert: bool = False,
    presentation_lut: PresentationLut | None = None,
) -> NDArray[np.uint8]:
    """8-bit display values of modality values of any shape, rounded to the nearest level; `invert` swaps the ends.

    The order is PS3.4 N.2's: VOI, then the Presentation LUT where the image has one.
    """
    values = np.asarray(modality_values, dtype=np.float64)
    share = (
        _shares_of_table(values, window.table) if window.table is not None else _RAMPS[window.function](values, window)
    )
    share = np.clip(share, 0, 1)
    if presentation_lut is not None:
        share = np.clip(presentation_lut.applied(share), 0, 1)
    levels = np.floor(share * DISPLAY_MAXIMUM + 0.5).astype(np.uint8)
    return np.asarray(DISPLAY_MAXIMUM - levels if invert else levels, dtype=np.uint8)


def _linear(values: FloatArray, window: Window) -> FloatArray:
    """PS3.3 C.11.2.1.2.1 with y from 0 to 1; a width below 1 counts as 1 (a threshold)."""
    half_width, middle = max(window.width - 1, 0.0) / 2, window.center - 0.5
    if not half_width:
        return (values > middle).astype(np.float64)
    return np.asarray((values - middle) / (2 * half_width) + 0.5)


def _linear_exact(values: FloatArray, window: Window) -> FloatArray:
    """PS3.3 C.11.2.1.3.2."""
    return np.asarray((values - window.center) / window.width + 0.5)


def _sigmoid(values: FloatArray, window: Window) -> FloatArray:
    """PS3.3 C.11.2.1.3.1; far from the centre, where the power would overflow, the ends."""
    exponent = np.clip(-4 * (values - window.center) / window.width, -_LARGEST_EXPONENT, _LARGEST_EXPONENT)
    return np.asarray(1 / (1 + np.exp(exponent)))


_LARGEST_EXPONENT = 700.0
"""exp() of more than about 709 overflows."""
_RAMPS: dict[VoiFunction, Callable[[FloatArray, Window], FloatArray]] = {
    VoiFunction.LINEAR: _linear,
    VoiFunction.LINEAR_EXACT: _linear_exact,
    VoiFunction.SIGMOID: _sigmoid,
}


def _shares_of_table(values: FloatArray, table: VoiTable) -> FloatArray:
    last = len(table.entries) - 1
    known = np.nan_to_num(values, nan=table.first)
    index = np.clip(np.rint(known) - table.first, 0, last).astype(np.int64)
    return np.asarray(np.asarray(table.entries, dtype=np.float64)[index] / table.maximum)
