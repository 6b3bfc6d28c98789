"""The Presentation LUT: grey levels after the window to P-values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class PresentationLut:
    """One item of a Presentation LUT Sequence (2050,0010): P-value `entries[n]` of `maximum` (PS3.3 C.11.4).

    The whole range of the VOI output, black to white, is spread over the entries.
    """

    entries: tuple[int, ...]
    maximum: int

    def __post_init__(self) -> None:
        if not self.entries or not self.maximum > 0:
            raise ValueError("a Presentation LUT needs entries and a maximum")

    def applied(self, shares: FloatArray) -> FloatArray:
        """P-values from 0 to 1 of VOI outputs from 0 to 1, same shape."""
        index = np.rint(shares * (len(self.entries) - 1)).astype(np.int64)
        return np.asarray(np.asarray(self.entries, dtype=np.float64)[index] / self.maximum)
