"""Bitmaps that a header lays over an acquired image: DICOM overlay planes, groups 6000 to 601E."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class OverlayKind(StrEnum):
    """Overlay Type (60xx,0040)."""

    GRAPHICS = "G"
    REGION = "R"


@dataclass(frozen=True, eq=False)
class OverlayPlane:
    """One overlay plane of one image (PS3.3 C.9.2), one bit a pixel, kept packed until it is drawn.

    Its first pixel lies over the image pixel in row and column `origin_row_column` (0-based; negative outside).
    `packed` holds the bits row by row, the lowest bit of each byte first, beginning with bit `first_bit`.
    """

    group: int
    rows: int
    columns: int
    packed: bytes = field(repr=False)
    origin_row_column: tuple[int, int] = (0, 0)
    kind: OverlayKind = OverlayKind.GRAPHICS
    label: str = ""
    first_bit: int = 0

    def __post_init__(self) -> None:
        if self.rows < 1 or self.columns < 1:
            raise ValueError("an overlay plane needs rows and columns")
        if len(self.packed) * 8 < self.first_bit + self.rows * self.columns:
            raise ValueError("an overlay plane needs a bit for each of its pixels")

    @property
    def bits(self) -> NDArray[np.bool_]:
        """The bitmap, bool (rows, columns)."""
        count = self.rows * self.columns
        start, skipped = divmod(self.first_bit, 8)
        data = np.frombuffer(self.packed, np.uint8, count=(skipped + count + 7) // 8, offset=start)
        flat = np.unpackbits(data, count=skipped + count, bitorder="little")[skipped:]
        return flat.reshape(self.rows, self.columns).view(np.bool_)

    def placed(self, shape: tuple[int, int]) -> NDArray[np.bool_]:
        """The bitmap over an image of (rows, columns); what lies outside the image is cut off."""
        picture = np.zeros(shape, dtype=bool)
        row, column = self.origin_row_column
        top, left = max(0, row), max(0, column)
        bottom, right = min(shape[0], row + self.rows), min(shape[1], column + self.columns)
        if top < bottom and left < right:
            picture[top:bottom, left:right] = self.bits[top - row : bottom - row, left - column : right - column]
        return picture
