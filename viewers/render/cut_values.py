"""The values of a cut in the quality asked for, and which of its display pixels show nothing."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkImageData

from viewers.imaging.padding import PaddingRange
from viewers.render.grey_display import Look, is_padding_seen
from viewers.render.resampling import IndexCut, Interpolation, background_of, resampled
from viewers.state.viewport_state import Quality

INTERACTIVE_REDUCTION = 2
HEAVY_CUT_PX = 1_500_000
"""A cut with more display pixels than this is made at reduced resolution while the hand moves."""
INTERACTIVE_SAMPLES = 2_200_000
"""So many voxel samples at most make a thick cut while the hand moves: about 30 ms on two cores."""
SLOW_SAMPLE = 2.5
"""How many plain samples one costs that has to be told from padding."""
LARGEST_REDUCTION = 6


def quick_or_fine(
    image: vtkImageData,
    cut: IndexCut,
    quality: Quality,
    background: float,
    *,
    nearest: bool = False,
    fine: Interpolation = Interpolation.LINEAR,
) -> NDArray[np.generic]:
    """The values of a cut: linear, at rest as `fine` says, or of the nearest voxel.

    A heavy cut that is wanted quickly is made in blocks of pixels.
    """
    if quality is Quality.FINE:
        chosen = Interpolation.NEAREST if nearest else fine
        return resampled(image, cut, background=background, interpolation=chosen)
    moving = Interpolation.NEAREST if nearest else Interpolation.LINEAR
    return in_blocks(
        cut, reduction_of(cut), lambda small: resampled(image, small, background=background, interpolation=moving)
    )


def reduction_of(cut: IndexCut, *, is_slow: bool = False) -> int:
    """Display pixels to a side that share one value while the hand moves; 1 where the whole cut is quick.

    `is_slow` where each sample of a thick cut costs more because padding has to be left out.
    """
    width, height = cut.size_px
    if cut.layers is not None:
        samples = width * height * cut.layers.count * (SLOW_SAMPLE if is_slow else 1.0)
        factor = math.ceil(math.sqrt(samples / INTERACTIVE_SAMPLES))
        return min(max(1, factor), LARGEST_REDUCTION)
    return INTERACTIVE_REDUCTION if cut.is_oblique or width * height > HEAVY_CUT_PX else 1


def in_blocks(cut: IndexCut, factor: int, values_of: Callable[[IndexCut], NDArray[np.generic]]) -> NDArray[np.generic]:
    """The values of a cut made once for each block of `factor` display pixels to a side."""
    if factor == 1:
        return values_of(cut)
    width, height = cut.size_px
    large = values_of(cut.reduced(factor)).repeat(factor, axis=0).repeat(factor, axis=1)
    return np.ascontiguousarray(large[:height, :width])


def shown_padding(
    padding: PaddingRange | None, look: Look, image: vtkImageData, cut: IndexCut, dtype: np.dtype[np.generic]
) -> NDArray[np.bool_]:
    """Which display pixels show padding that this look would not make black, broadcastable to (height, width).

    Asked of the nearest voxel: an interpolated value says nothing about padding. In most windows padding is black
    anyway, and a second cut is saved.
    """
    if padding is None or not is_padding_seen(padding, look, dtype):
        return np.zeros((1, 1), dtype=bool)
    return padding.holds(resampled(image, cut, background=background_of(dtype), interpolation=Interpolation.NEAREST))


def blacken(picture: NDArray[np.uint8], mask: NDArray[np.bool_]) -> None:
    """Make the display pixels of a mask, broadcastable to (height, width), black in place."""
    if not mask.any():
        return
    where = np.broadcast_to(mask, picture.shape[:2])
    if picture.ndim == 2:
        picture[where] = 0
        return
    for channel in range(picture.shape[2]):  # fourteen times faster than whole pixels at once
        picture[..., channel][where] = 0
