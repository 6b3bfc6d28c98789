"""The values of a cut in the quality asked for, and which of its display pixels show nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkImageData

from viewers.imaging.padding import PaddingRange
from viewers.render.grey_display import Look, is_padding_seen
from viewers.render.resampling import IndexCut, background_of, resampled
from viewers.state.viewport_state import Quality

INTERACTIVE_REDUCTION = 2
HEAVY_CUT_PX = 1_500_000
"""A cut with more display pixels than this is made at reduced resolution while the hand moves."""


def quick_or_fine(
    image: vtkImageData, cut: IndexCut, quality: Quality, background: float, *, nearest: bool = False
) -> NDArray[np.generic]:
    """The values of a cut, linear or of the nearest voxel; a heavy cut that is wanted quickly in blocks of pixels."""
    width, height = cut.size_px
    heavy = cut.is_oblique or width * height > HEAVY_CUT_PX
    if quality is Quality.FINE or not heavy:
        return resampled(image, cut, background=background, nearest=nearest)
    small = resampled(image, cut.reduced(INTERACTIVE_REDUCTION), background=background, nearest=nearest)
    large = small.repeat(INTERACTIVE_REDUCTION, axis=0).repeat(INTERACTIVE_REDUCTION, axis=1)
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
    return padding.holds(resampled(image, cut, background=background_of(dtype), nearest=True))


def blacken(picture: NDArray[np.uint8], mask: NDArray[np.bool_]) -> None:
    """Make the display pixels of a mask, broadcastable to (height, width), black in place."""
    if mask.any():
        picture[np.broadcast_to(mask, picture.shape[:2])] = 0
