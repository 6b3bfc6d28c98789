"""Pixels that are no image: the padding around it, by stored value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class PaddingRange:
    """Stored values from `low` to `high`, both included, that pad an image out to a rectangle (PS3.3 C.7.5.1.1.2).

    They are black in every window and polarity, and count neither for automatic windows nor for statistics.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError("a padding range goes from its lower to its higher value")

    def holds(self, stored_values: NDArray[np.generic]) -> NDArray[np.bool_]:
        """Which stored values are padding; same shape."""
        if self.low == self.high:
            return np.asarray(stored_values == self.low)
        # numpy's generic arrays have no typed order; those of images do.
        return np.asarray((stored_values >= self.low) & (stored_values <= self.high))  # type: ignore[operator]
