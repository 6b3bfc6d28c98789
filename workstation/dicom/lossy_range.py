"""Values that a lossy codec carried beyond Bits Stored are held at the end of the range, never wrapped around.

Bits above Bits Stored are dirt and are cut off where a codestream is exact. In a lossy one that was coded with more
bits than are stored there is no such dirt (it would not have survived), but white may have come back a little whiter:
cut off, it would turn black.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.pixel_module import HTJ2K, JPEG_2000
from workstation.dicom.records import PixelModule

JPEG_LS_NEAR = "1.2.840.10008.1.2.4.81"
_START_OF_CODESTREAM = b"\xff\x4f\xff\x51"
_COD, _SOT = 0xFF52, 0xFF90
_TRANSFORM_AT = 13
"""Place of the wavelet in a COD segment, from its marker (ISO/IEC 15444-1 A.6.1): 0 is the irreversible one."""
_START_OF_SCAN = b"\xff\xda"


def within_range(array: NDArray[Any], data: bytes, pixels: PixelModule) -> NDArray[Any]:
    """Grey values of a lossy codestream clipped to Bits Stored; an exact one, or one of another sign, as it is."""
    is_signed = pixels.pixel_representation == 1
    if array.dtype.kind != ("i" if is_signed else "u") or not _is_lossy(data, pixels.transfer_syntax_uid):
        return array
    bits = pixels.bits_stored - (1 if is_signed else 0)
    low, high = (-(1 << bits) if is_signed else 0), (1 << bits) - 1
    info = np.iinfo(array.dtype)
    if info.min >= low and info.max <= high:
        return array
    return np.clip(array, max(low, info.min), min(high, info.max))


def _is_lossy(data: bytes, transfer_syntax_uid: str) -> bool:
    if transfer_syntax_uid in JPEG_2000 | HTJ2K:
        return _is_irreversible(data)
    return transfer_syntax_uid == JPEG_LS_NEAR and _near(data) > 0


def _is_irreversible(data: bytes) -> bool:
    """Whether the main header of a JPEG 2000 codestream names the 9-7 wavelet."""
    position = data.find(_START_OF_CODESTREAM) + 2
    while position >= 2 and position + _TRANSFORM_AT < len(data):
        marker = int.from_bytes(data[position : position + 2], "big")
        if marker == _COD:
            return data[position + _TRANSFORM_AT] == 0
        if marker == _SOT:
            return False
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return False


def _near(data: bytes) -> int:
    """NEAR of the first scan of a JPEG-LS stream (ISO/IEC 14495-1 C.2.3), 0 when there is none."""
    position = data.find(_START_OF_SCAN)
    if position < 0 or position + 5 > len(data):
        return 0
    place = position + 5 + 2 * data[position + 4]
    return data[place] if place < len(data) else 0
