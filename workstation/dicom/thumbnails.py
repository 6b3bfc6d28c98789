"""A small picture of a stack for the study browser."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.images import PlanarFrame
from viewers.imaging.windowing import Window, grey_levels
from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode_pool import DecodePool, shared_decode_pool
from workstation.dicom.load_order import WantedFrame
from workstation.dicom.load_planar import load_planar
from workstation.dicom.pydicom_setup import configure_pydicom
from workstation.dicom.records import FrameRecord, SeriesRecord, StackKind
from workstation.dicom.slice_reader import SliceReader
from workstation.jobs.cancel import CancelToken

AUTO_PERCENTILES = (0.5, 99.5)
"""The part of the values an image without its own window shows."""


class SmallReader(SliceReader):
    """Reads frames at reduced size where their codec can, for pictures of `longest_px` pixels."""

    def __init__(self, pool: DecodePool, longest_px: int) -> None:
        super().__init__(pool)
        self._longest_px = longest_px

    def read(self, frame: FrameRecord) -> NDArray[Any]:
        """Stored values or RGB, of the frame's own size or smaller. Raises `FrameFaultError`."""
        small = None
        with contextlib.suppress(DecodeError):  # fewer levels than hoped for: the whole frame says what is wrong
            small = self._pool.decode_reduced(frame, self._longest_px)
        return super().read(frame) if small is None else small


def thumbnail(
    series: SeriesRecord,
    stack_number: int = 0,
    size_px: int = 96,
    *,
    cancel: CancelToken | None = None,
    pool: DecodePool | None = None,
) -> NDArray[np.uint8]:
    """The middle frame with its own window, uint8, longest side `size_px`: (h, w) grey or (h, w, 3) RGB.

    A frame that cannot be loaded gives a black picture (the series says why).
    """
    made = thumbnail_or_none(series, stack_number, size_px, cancel=cancel, pool=pool)
    return _shrunk(np.zeros(series.stacks[stack_number].shape_kji[1:], np.uint8), size_px) if made is None else made


def thumbnail_or_none(
    series: SeriesRecord,
    stack_number: int = 0,
    size_px: int = 96,
    *,
    cancel: CancelToken | None = None,
    pool: DecodePool | None = None,
) -> NDArray[np.uint8] | None:
    """As `thumbnail`, but None for a frame that cannot be loaded."""
    configure_pydicom()
    stack = series.stacks[stack_number]
    middle = stack.frames[len(stack.frames) // 2]
    kind = StackKind.SINGLE if stack.kind is not StackKind.PROJECTION else stack.kind
    alone = replace(stack, kind=kind, frames=(middle,), shape_kji=(1, *stack.shape_kji[1:]), affine_kji_to_lps=None)
    pixels = load_planar(
        replace(series, stacks=(alone,)),
        alone,
        SmallReader(pool or shared_decode_pool(), size_px),
        wanted=WantedFrame(0),
        threads=1,
        on_ready=None,
        on_progress=None,
        cancel=cancel,
    )
    frame = pixels.frames[0]
    return None if frame is None or frame.values is None else _shrunk(_display_values(frame), size_px)


def _display_values(frame: PlanarFrame) -> NDArray[np.uint8]:
    assert frame.values is not None
    if frame.values.ndim == 3:
        return _covered(frame.values.astype(np.uint8), frame)
    stored: NDArray[Any] = frame.values
    values = stored.astype(np.float32) * np.float32(frame.rescale.slope) + np.float32(frame.rescale.intercept)
    padded = np.zeros(stored.shape, np.bool_) if frame.padding is None else frame.padding.holds(stored)
    window = frame.windows[0] if frame.windows else _auto_window(values, ~padded)
    grey = grey_levels(values, window, invert=frame.inverted, presentation_lut=frame.presentation_lut)
    grey[padded] = 0
    return _covered(grey, frame)


def _covered(picture: NDArray[np.uint8], frame: PlanarFrame) -> NDArray[np.uint8]:
    """The picture with the shutter of its frame over it."""
    shutter = frame.graphics.shutter
    if shutter is not None:
        shutter.cover(picture, shutter.hidden((picture.shape[0], picture.shape[1])))
    return picture


def _auto_window(values: NDArray[np.float32], is_image: NDArray[np.bool_]) -> Window:
    inside = values[is_image] if is_image.any() else values
    low, high = np.percentile(inside, AUTO_PERCENTILES)
    return Window(max(1e-6, float(high - low)), float(low + high) / 2)


def _shrunk(image: NDArray[np.uint8], size_px: int) -> NDArray[np.uint8]:
    """Nearest pixels on an even grid of block centres; enough for a thumbnail, never larger than the image."""
    rows, columns = image.shape[:2]
    scale = max(1.0, max(rows, columns) / size_px)
    height, width = max(1, round(rows / scale)), max(1, round(columns / scale))
    row = ((np.arange(height) + 0.5) * rows / height).astype(int)
    column = ((np.arange(width) + 0.5) * columns / width).astype(int)
    return np.ascontiguousarray(image[row][:, column])
