"""What a mark measures, in words. No Qt."""

from __future__ import annotations

from annotations.case import Case
from annotations.mark_context import context_of
from annotations.marks import Mark
from annotations.measurements import measurements_of


def value_texts(mark: Mark, case: Case | None = None) -> tuple[str, ...]:
    """One line a value, with name, unit, doubt and calibration; empty for a mark that measures nothing or cannot."""
    try:
        return tuple(one.full_text for one in measurements_of(mark, context=context_of(case, mark)))
    except ValueError:
        return ()
