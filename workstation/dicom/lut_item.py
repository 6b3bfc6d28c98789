"""One item of a look-up table sequence: modality, VOI and presentation tables have the same three elements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.raw_values import RawValues

_DESCRIPTOR = 0x00283002
_EXPLANATION = 0x00283003
_DATA = 0x00283006
_SIGN = 1 << 15
BYTE_BITS = 8


@dataclass(frozen=True, eq=False)
class LutItem:
    """LUT Descriptor (0028,3002) and LUT Data (0028,3006): input `first + n` gives `entries[n]` of `bits` bits."""

    first: int
    entries: NDArray[np.uint16]
    bits: int
    explanation: str = ""


def read_lut_item(item: RawValues, *, signed: bool) -> LutItem | None:
    """The table of one item; None when it has not the entries it states (PS3.3 C.11.1.1).

    `signed` says whether the inputs are: the descriptor's second value has their sign, whatever VR it was written
    with. Entries of 8 bits may be packed two in a word.
    """
    descriptor = item.numbers(_DESCRIPTOR, "US")
    if len(descriptor) != 3:
        return None
    count, first, bits = int(descriptor[0]) or 1 << 16, int(descriptor[1]), int(descriptor[2])
    if signed and first >= _SIGN:
        first -= 2 * _SIGN
    numbers = item.numbers(_DATA, "US")
    words = np.asarray(numbers, dtype=np.float64).astype(np.int64) & 0xFFFF
    entries = words.astype(np.uint16)
    if bits <= BYTE_BITS and len(entries) == (count + 1) // 2 != count:
        entries = entries.astype("<u2").view(np.uint8)[:count].astype(np.uint16)
    if len(entries) != count:
        return None
    return LutItem(first, entries, bits, item.text(_EXPLANATION))
