"""What a mark measures, in words. No Qt."""

from __future__ import annotations

from annotations.marks import Mark, MarkKind
from annotations.measurements import measure

_MEASURED = (MarkKind.LENGTH, MarkKind.ANGLE)


def value_texts(mark: Mark) -> tuple[str, ...]:
    """One line a value, with unit, doubt and calibration; empty for a mark that measures nothing."""
    return (measure(mark).text,) if mark.kind in _MEASURED else ()
