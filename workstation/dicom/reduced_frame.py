"""JPEG 2000 frames at a half, a quarter, an eighth ... of their size, at a thirtieth of the work: for thumbnails.

Only grey JPEG 2000: the reversible and irreversible wavelets hold the smaller image inside (ISO/IEC 15444-1 annex F),
and Pillow's decoder gives it. imagecodecs has no such option for JPEG 2000; its option for HTJ2K wraps dark unsigned
values round to white, and all other codecs are quick enough as they are.
"""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workstation.dicom.codecs import DECODE_ERRORS, DecodeError
from workstation.dicom.decode import decoded_form
from workstation.dicom.pixel_module import GREY, JPEG_2000
from workstation.dicom.records import PixelModule

MAX_HALVINGS = 5
"""As many as encoders make levels by default."""
_START = b"\xff\x4f\xff\x51"
_SIZ = struct.Struct(">8s8IHB")
"""Markers and sizes before the SIZ segment's image area, tile size, tile origin, components and depth of the first."""
_UNSIGNED_GREY = {"L", "I;16"}
"""Pillow's names for grey images of 8 and 16 bits."""


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
    """Stored values of a grey JPEG 2000 frame, (rows, columns) halved `halvings` times. Raises `DecodeError`.

    Where the stream has no image so small, or Pillow does not read it (some odd sizes), a larger one is thinned out.
    """
    depth, is_signed = _depth_of(data)
    for count in range(halvings, 0, -1):
        stretched = _smaller_image(data, pixels, count)
        if stretched is not None:
            thinned = stretched[:: 1 << (halvings - count), :: 1 << (halvings - count)]
            values = thinned.astype(np.int32) >> (8 * stretched.itemsize - depth)
            return (values - (1 << (depth - 1) if is_signed else 0)).astype(decoded_form(pixels)[1])
    raise DecodeError("no smaller image can be taken from its compressed data")


def _smaller_image(data: bytes, pixels: PixelModule, halvings: int) -> NDArray[Any] | None:
    """Values as Pillow gives them: stretched to all bits of their type, zero the smallest; None where it fails."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG2000"]) as image:
            if image.size != (pixels.columns, pixels.rows) or image.mode not in _UNSIGNED_GREY:
                raise DecodeError("the compressed frame is not what the header says: refused")
            image.reduce = halvings  # type: ignore[assignment,method-assign]
            image.load()
            return np.asarray(image)
    except (*DECODE_ERRORS, OSError, SyntaxError, Image.DecompressionBombError):
        return None


def _depth_of(data: bytes) -> tuple[int, bool]:
    """Bits and sign of the only component of the only tile, from the stream itself (ISO/IEC 15444-1 A.5.1)."""
    start = data.find(_START)
    if start < 0 or len(data) < start + _SIZ.size:
        raise DecodeError("its compressed data does not begin as JPEG 2000 does")
    _, right, lower, left, upper, tile_width, tile_height, *tile_origin, components, depth = _SIZ.unpack_from(
        data, start
    )
    # Pillow leaves parts of a smaller image of several tiles as they were in memory.
    is_one_tile = tile_width >= right and tile_height >= lower and not any((left, upper, *tile_origin))
    bits = (depth & 0x7F) + 1
    if components != 1 or not is_one_tile or bits > 16:
        raise DecodeError("a stream of several tiles or components, or more than 16 bits, is not reduced")
    return bits, bool(depth & 0x80)
