"""JPEG 2000 frames at a half, a quarter, an eighth ... of their size, at a thirtieth of the work: for thumbnails.

Only grey JPEG 2000: the reversible and irreversible wavelets hold the smaller image inside (ISO/IEC 15444-1 annex F),
and Pillow's decoder gives it. imagecodecs has no such option for JPEG 2000; its option for HTJ2K wraps dark unsigned
values round to white, and all other codecs are quick enough as they are.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workstation.dicom.codecs import DECODE_ERRORS, DecodeError
from workstation.dicom.decode import decoded_form
from workstation.dicom.pixel_module import GREY, JPEG_2000
from workstation.dicom.records import PixelModule

MAX_HALVINGS = 5
"""As many as encoders make levels by default; a stream with fewer fails here and is decoded whole."""
_START = b"\xff\x4f\xff\x51"
_COMPONENTS_AT, _DEPTH_AT = 40, 42
"""Where the SIZ segment has its number of components and the depth of the first (ISO/IEC 15444-1 A.5.1)."""
_DEPTHS = {"L": 8, "I;16": 16}
"""Bits that Pillow stretches values to, by its name for the kind of image."""


def halvings_for(pixels: PixelModule, longest_px: int) -> int:
    """How often the frame may be halved and still has `longest_px` pixels along its longer side; 0 = not at all."""
    if pixels.transfer_syntax_uid not in JPEG_2000 or pixels.samples != 1 or pixels.photometric not in GREY:
        return 0
    if pixels.bits_allocated not in {8, 16}:
        return 0
    fitting = (n for n in range(MAX_HALVINGS, 0, -1) if max(pixels.rows, pixels.columns) >> n >= longest_px)
    return next(fitting, 0)


def reduced_form(pixels: PixelModule, halvings: int) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and dtype of what `decode_reduced` gives; those of the whole frame for no halvings."""
    shape, dtype = decoded_form(pixels)
    rows, columns = (-(-count >> halvings) for count in shape[:2])
    return (rows, columns, *shape[2:]), dtype


def decode_reduced(data: bytes, pixels: PixelModule, halvings: int) -> NDArray[Any]:
    """Stored values of a grey JPEG 2000 frame, (rows, columns) halved `halvings` times. Raises `DecodeError`."""
    depth, is_signed = _depth_of(data)
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG2000"]) as image:
            if image.size != (pixels.columns, pixels.rows) or image.mode not in _DEPTHS:
                raise DecodeError("the compressed frame is not what the header says: refused")
            image.reduce = halvings  # type: ignore[assignment,method-assign]
            image.load()
            stretched = np.asarray(image)
            stretched_bits = _DEPTHS[image.mode]
    except (*DECODE_ERRORS, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise DecodeError("no smaller image can be taken from its compressed data") from error
    values = stretched.astype(np.int32) >> (stretched_bits - depth)
    if is_signed:
        values -= 1 << (depth - 1)
    return values.astype(decoded_form(pixels)[1])


def _depth_of(data: bytes) -> tuple[int, bool]:
    """Bits and sign of the only component, from the stream itself."""
    start = data.find(_START)
    segment = data[start : start + _DEPTH_AT + 1]
    if start < 0 or len(segment) <= _DEPTH_AT or segment[_COMPONENTS_AT:_DEPTH_AT] != b"\x00\x01":
        raise DecodeError("its compressed data does not begin as JPEG 2000 does")
    depth = (segment[_DEPTH_AT] & 0x7F) + 1
    if depth > 16:
        raise DecodeError("more than 16 bits are not reduced")
    return depth, bool(segment[_DEPTH_AT] & 0x80)
