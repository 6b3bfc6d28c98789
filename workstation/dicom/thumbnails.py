"""A small picture of a stack for the study browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage, Volume
from viewers.imaging.windowing import Window, grey_levels
from workstation.dicom.load import load_stack
from workstation.dicom.records import SeriesRecord, StackKind
from workstation.jobs.cancel import CancelToken

AUTO_PERCENTILES = (0.5, 99.5)
"""The part of the values an image without its own window shows."""


def thumbnail(
    series: SeriesRecord, stack_number: int = 0, size_px: int = 96, *, cancel: CancelToken | None = None
) -> NDArray[np.uint8]:
    """The middle frame with its own window, uint8, longest side `size_px`: (h, w) grey or (h, w, 3) RGB.

    A frame that cannot be loaded gives a black picture (the series says why).
    """
    stack = series.stacks[stack_number]
    middle = stack.frames[len(stack.frames) // 2]
    kind = StackKind.SINGLE if stack.kind is not StackKind.PROJECTION else stack.kind
    alone = replace(stack, kind=kind, frames=(middle,), shape_kji=(1, *stack.shape_kji[1:]), affine_kji_to_lps=None)
    pixels = load_stack(replace(series, stacks=(alone,)), 0, cancel=cancel)
    assert not isinstance(pixels, Volume)
    return _shrunk(_display_values(_frame_of(pixels), stack.shape_kji[1:]), size_px)


def _frame_of(pixels: ProjectionImage | ImageStack) -> PlanarFrame | None:
    return pixels.frames[0]


def _display_values(frame: PlanarFrame | None, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    if frame is None or frame.values is None:
        return np.zeros(shape[:2], np.uint8)
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
    if frame.graphics.shutter is not None:
        picture[frame.graphics.shutter.hidden((picture.shape[0], picture.shape[1]))] = frame.graphics.shutter.level
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
