"""Modality LUT Sequence (0028,3000): stored values to modality values by table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom import tags
from workstation.dicom.raw_values import RawValues

_DESCRIPTOR = 0x00283002
_DATA = 0x00283006


@dataclass(frozen=True, eq=False)
class ModalityLut:
    """`table[stored - first]`, ends extended (PS3.3 C.11.1.1)."""

    first: int
    table: NDArray[np.uint16]

    def apply(self, stored: NDArray[Any]) -> NDArray[np.uint16]:
        """Modality values of stored values, same shape."""
        index = np.clip(stored.astype(np.int64) - self.first, 0, len(self.table) - 1)
        return self.table[index]


def modality_lut_of(values: RawValues) -> ModalityLut | None:
    """The table of a header; None when it has none or the table has not the length it states."""
    item = values.item(tags.MODALITY_LUT)
    descriptor = item.numbers(_DESCRIPTOR, "US")
    if len(descriptor) != 3:
        return None
    entries = int(descriptor[0]) or 1 << 16
    first = int(descriptor[1])
    signed = values.integer(tags.PIXEL_REPRESENTATION, "US") == 1
    if signed and first >= 1 << 15:
        first -= 1 << 16  # the descriptor's second value has the sign of the pixels, whatever VR it was written with
    table = np.asarray(item.numbers(_DATA, "US"), dtype=np.float64)
    if table.size != entries or table.size == 0:
        return None
    return ModalityLut(first, (table.astype(np.int64) & 0xFFFF).astype(np.uint16))
