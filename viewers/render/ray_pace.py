"""How far apart the rays of a coarse picture are, so that turning stays smooth on the machine at hand."""

from __future__ import annotations

import math

AIM_S = 0.037
"""What a coarse picture may take: of the 50 ms that 20 frames a second leave, the way to the screen needs some."""
FIRST_PX = 2.0
LIMITS_PX = (1.5, 4.5)
"""Nearer rays are not worth their time while the hand moves, and beyond that bone cannot be told any more."""
REACTION = 0.6
"""How much of the way to the spacing that would have been right is gone at once."""


class RayPace:
    """Display pixels from ray to ray of the next coarse picture, learnt from how long the last ones took."""

    def __init__(self) -> None:
        self.spacing_px = FIRST_PX

    def took(self, seconds: float) -> None:
        """The number of rays goes with the square of their distance."""
        right = self.spacing_px * math.sqrt(max(seconds, 1e-4) / AIM_S)
        stepped = self.spacing_px + REACTION * (right - self.spacing_px)
        self.spacing_px = min(max(stepped, LIMITS_PX[0]), LIMITS_PX[1])
