"""The cine elements of a header."""

from __future__ import annotations

import math

from viewers.imaging.frame_timing import FrameTiming
from workstation.dicom import tags
from workstation.dicom.raw_values import RawValues

SWEEPING = 1
"""Preferred Playback Sequencing (0018,1244): 0 = looping (1 to n), 1 = sweeping (1 to n and back)."""


def frame_timing_of(values: RawValues) -> FrameTiming:
    """How fast the frames of an object should run; what is missing, zero or damaged is left out."""
    increments = values.numbers(tags.FRAME_TIME_VECTOR)
    usable = len(increments) > 1 and all(math.isfinite(one) and one > 0 for one in increments[1:])
    pointer = values.numbers(tags.FRAME_INCREMENT_POINTER, "US")
    return FrameTiming(
        recommended_fps=_above_zero(values.number(tags.RECOMMENDED_FRAME_RATE)),
        frame_time_ms=_above_zero(values.number(tags.FRAME_TIME)),
        increments_ms=tuple(increments) if usable else (),
        is_vector_in_force=[int(half) for half in pointer] == _halves(tags.FRAME_TIME_VECTOR),
        cine_fps=_above_zero(values.number(tags.CINE_RATE)),
        sweeps=values.integer(tags.PREFERRED_PLAYBACK, "US") == SWEEPING,
    )


def _above_zero(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) and value > 0 else None


def _halves(tag: int) -> list[int]:
    """A tag as the two 16-bit numbers an AT value is made of."""
    return [tag >> 16, tag & 0xFFFF]
