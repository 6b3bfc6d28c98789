"""Loading sheared slices (gantry tilt) as one straight volume: only where the reader has asked for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from viewers.imaging.images import ImageStack, Volume
from viewers.imaging.problems import ProblemCode
from viewers.imaging.straightening import StraighteningError, straightened
from workstation.dicom.decode_pool import DecodePool
from workstation.dicom.load import load_stack
from workstation.dicom.records import SeriesRecord, StackKind, StackRecord
from workstation.jobs.cancel import CancelToken

HINDRANCES = {
    ProblemCode.MISSING_SLICES: "slices are missing",
    ProblemCode.IRREGULAR_SPACING: "its slices are not evenly spaced",
    ProblemCode.DUPLICATE_POSITION: "several slices lie at one position",
}
"""What makes a volume of a tilted stack a guess: slices that were never scanned would have to be made up."""


def straightening_refusal(stack: StackRecord) -> str:
    """Why a stack is not resampled to a straight volume; empty when it is evenly spaced and only sheared."""
    codes = {problem.code for problem in stack.problems}
    if stack.kind is StackKind.VOLUME:
        return "it is a straight volume already"
    if ProblemCode.GANTRY_TILT not in codes:
        return "its slices are not tilted"
    found = [words for code, words in HINDRANCES.items() if code in codes]
    return " and ".join(found)


def load_straight(
    series: SeriesRecord,
    stack_number: int = 0,
    *,
    first: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
    pool: DecodePool | None = None,
) -> Volume:
    """Load a stack with gantry tilt and resample it; see `workstation.dicom.load.load_stack`.

    Progress counts each slice twice: read, then resampled. Raises `StraighteningError` with the reason for a stack that
    is not resampled, `CancelledError` when `cancel` was cancelled.
    """
    refusal = straightening_refusal(series.stacks[stack_number])
    if refusal:
        raise StraighteningError(f"this series is not resampled: {refusal}")

    def tell(done: int, total: int) -> None:
        if cancel is not None:
            cancel.raise_if_cancelled()
        if on_progress is not None:
            on_progress(done, total)

    pixels = load_stack(
        series, stack_number, first=first, on_progress=lambda n, count: tell(n, 2 * count), cancel=cancel, pool=pool
    )
    # A stack with gantry tilt is of a kind that is always loaded slice by slice.
    stack = cast(ImageStack, pixels)
    return straightened(stack, on_progress=lambda n, count: tell(count + n, 2 * count))
