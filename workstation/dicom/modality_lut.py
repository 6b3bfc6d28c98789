"""Modality LUT Sequence (0028,3000): stored values to modality values by table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom import tags
from workstation.dicom.lut_item import read_lut_item
from workstation.dicom.raw_values import RawValues


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
    signed = values.integer(tags.PIXEL_REPRESENTATION, "US") == 1
    read = read_lut_item(values.item(tags.MODALITY_LUT), signed=signed)
    return None if read is None else ModalityLut(read.first, read.entries)
