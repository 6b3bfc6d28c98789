"""Grey-level windows: modality value to 8-bit display value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Window:
    """A VOI window: width (at least 1) and centre in modality units (PS3.3 C.11.2.1.2)."""

    width: float
    center: float
    name: str = ""

    def __post_init__(self) -> None:
        if not self.width > 0:
            raise ValueError("a window needs a positive width")


DISPLAY_MAXIMUM = 255


def grey_levels(modality_values: ArrayLike, window: Window, *, invert: bool = False) -> NDArray[np.uint8]:
    """8-bit display values of modality values of any shape: the DICOM linear window, rounded to the nearest level.

    PS3.3 C.11.2.1.2.1 with y from 0 to 255; a width below 1 counts as 1 (a threshold). `invert` turns black and white.
    """
    values = np.asarray(modality_values, dtype=np.float64)
    half_width, middle = max(window.width - 1, 0.0) / 2, window.center - 0.5
    ramp = (values - middle) / (2 * half_width) + 0.5 if half_width else (values > middle).astype(np.float64)
    levels = np.floor(np.clip(ramp, 0, 1) * DISPLAY_MAXIMUM + 0.5).astype(np.uint8)
    return np.asarray(DISPLAY_MAXIMUM - levels if invert else levels, dtype=np.uint8)
