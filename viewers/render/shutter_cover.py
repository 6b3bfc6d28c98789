"""The display shutter over a rendered picture."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.shutters import Shutter
from viewers.state.frame import FrameGeometry

Mask = NDArray[np.bool_]


class ShutterCover:
    """Covers what shutters hide; remembers the mask of a shutter as long as the shutter lives."""

    def __init__(self) -> None:
        self._masks: WeakKeyDictionary[Shutter, Mask] = WeakKeyDictionary()

    def cover(
        self, picture: NDArray[np.uint8], shutter: Shutter, geometry: FrameGeometry, shape: tuple[int, int]
    ) -> None:
        """Put the shutter's level over the hidden pixels of a picture of an image of (rows, columns), in place.

        A display pixel is hidden when the image pixel under its middle is. Pictures that are not one acquired image
        (reformatted cuts) have no place for a shutter and stay as they are.
        """
        if geometry.column_row_origin is None or geometry.image_px_per_px is None:
            return
        mask = self._mask(shutter, shape)
        width, height = geometry.size_px
        lines = np.arange(max(width, height))[:, None]
        column_row = np.rint(geometry.display_to_image(np.hstack([lines, lines]))).astype(np.intp)
        columns, rows = (np.clip(column_row[:, axis], 0, shape[1 - axis] - 1) for axis in (0, 1))
        if geometry.is_transposed:
            hidden = mask.take(rows[:width], axis=0).take(columns[:height], axis=1).T
        else:
            hidden = mask.take(rows[:height], axis=0).take(columns[:width], axis=1)
        shutter.cover(picture, hidden)

    def _mask(self, shutter: Shutter, shape: tuple[int, int]) -> Mask:
        known = self._masks.get(shutter)
        if known is None or known.shape != shape:
            known = self._masks[shutter] = shutter.hidden(shape)
        return known
