"""Where slices are missing or unevenly spaced beside one slice of a stack: what a reader sees while scrolling."""

from __future__ import annotations

from viewers.imaging.images import ImageStack

SAME_POSITION_MM = 1e-3
"""Slices nearer to each other than this lie at one position."""


def gap_words(stack: ImageStack, index: int) -> str:
    """What is beside frame `index` (0-based): `gap of 2 slices after this one`, or both distances where uneven.

    Empty where the neighbours are one step away, and for frames without a place in the patient.
    """
    steps = stack.steps_mm
    if not steps or not 0 <= index <= len(steps):
        return ""
    before = steps[index - 1] if index else None
    after = steps[index] if index < len(steps) else None
    if stack.frame_step_mm is None:
        named = (("previous", before), ("next", after))
        return ", ".join(f"{word} {_distance(step)}" for word, step in named if step is not None)
    missing = [(_missing(before, stack.frame_step_mm), "before"), (_missing(after, stack.frame_step_mm), "after")]
    gaps = [f"{_slices(count)} {side}" for count, side in missing if count]
    return f"gap of {' and '.join(gaps)} this one" if gaps else ""


def _distance(step_mm: float) -> str:
    return "at this position" if step_mm < SAME_POSITION_MM else f"{step_mm:.3g} mm"


def _missing(step_mm: float | None, frame_step_mm: float) -> int:
    return 0 if step_mm is None else max(0, round(step_mm / frame_step_mm) - 1)


def _slices(count: int) -> str:
    return "1 slice" if count == 1 else f"{count} slices"
