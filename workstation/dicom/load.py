"""From a scanned stack to pixels: volume, projection or image stack, the wanted image first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from viewers.imaging.images import Pixels
from viewers.imaging.problems import Problem, ProblemCode
from workstation.dicom.decode_pool import DecodePool, shared_decode_pool
from workstation.dicom.load_order import WantedFrame
from workstation.dicom.load_planar import load_planar
from workstation.dicom.load_volume import load_volume
from workstation.dicom.pixel_module import NATIVE_SYNTAXES
from workstation.dicom.pydicom_setup import configure_pydicom
from workstation.dicom.records import SeriesRecord, StackKind, StackRecord
from workstation.dicom.slice_reader import SliceReader
from workstation.jobs.cancel import CancelToken

READERS = 2
"""Threads that read uncompressed frames: while one waits for the disk or for empty memory the other copies."""


def load_stack(
    series: SeriesRecord,
    stack_number: int = 0,
    *,
    first: int | None = None,
    wanted: WantedFrame | None = None,
    on_ready: Callable[[Pixels], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
    pool: DecodePool | None = None,
) -> Pixels:
    """Load one stack of a scanned series.

    Parameters
    ----------
    series, stack_number
        What to load, from a scan; the files are read again, nothing else is needed.
    first
        0-based frame that is loaded before all others (default: the middle one); the rest follows outward from it.
    wanted
        In place of `first`: the caller may set it to another frame on the way, and the frames that are left are then
        loaded outward from there.
    on_ready
        Called in this thread as soon as the arrays exist and the first frame is in them; they go on filling.
    on_progress
        Called in this thread with (frames done, frames in all).
    pool
        Decoder processes for compressed data (default: the shared ones of this program).

    Returns
    -------
    A `Volume`, `ProjectionImage` or `ImageStack`. Frames that could not be loaded are named in its `problems`; their
    slice is zero with `loaded[k]` False, or their `PlanarFrame` has no values and a `failure`.

    Raises
    ------
    CancelledError
        When `cancel` was cancelled.
    IndexError
        When the series has no such stack.

    """
    configure_pydicom()
    stack = series.stacks[stack_number]
    if wanted is None:
        wanted = WantedFrame(len(stack.frames) // 2 if first is None else first)
    chosen = pool if pool is not None else shared_decode_pool()
    # One thread more than decoders: each finds its next frame asked for already.
    threads = chosen.size + 1 if _is_compressed(stack) else READERS
    loader = _load_grid if stack.kind is StackKind.VOLUME else load_planar
    return loader(
        series,
        stack,
        SliceReader(chosen),
        wanted=wanted,
        threads=threads,
        on_ready=on_ready,
        on_progress=on_progress,
        cancel=cancel,
    )


def _load_grid(series: SeriesRecord, stack: StackRecord, reader: SliceReader, **options: Any) -> Pixels:
    """A volume, or its slices one by one when memory has no room for all of them in one piece."""
    try:
        return load_volume(series, stack, reader, **options)
    except MemoryError:
        message = "too large for the memory this program may use: shown slice by slice, no reformats or 3-D"
        pixels = load_planar(series, stack, reader, **options)
        return replace(pixels, problems=(Problem(ProblemCode.DECODE_FAILED, message), *pixels.problems))


def _is_compressed(stack: StackRecord) -> bool:
    return any(f.pixels is not None and f.pixels.transfer_syntax_uid not in NATIVE_SYNTAXES for f in stack.frames)
