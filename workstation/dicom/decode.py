"""Frame bytes to stored values: bits masked and sign-extended here, never left to a codec."""

from __future__ import annotations

from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from pydicom.encaps import get_frame
from pydicom.uid import UID

from workstation.dicom.codecs import DECODE_ERRORS, DecodeError, codec_name, decode_compressed
from workstation.dicom.lossy_range import within_range
from workstation.dicom.pixel_module import (
    DECODED_SYNTAXES,
    GREY,
    JPEG_BASELINE,
    JPEG_EXTENDED,
    JPEG_XL,
    JPEG_XL_NAMES,
    NATIVE_SYNTAXES,
    PALETTE,
    RLE,
    frame_bytes,
)
from workstation.dicom.records import PixelModule

Array = NDArray[Any]
BIG_ENDIAN = "1.2.840.10008.1.2.2"
KEEPS_PIXEL_CELLS = NATIVE_SYNTAXES | {RLE}
"""Syntaxes whose bytes are the cells of PS3.5 8.1.1 with their High Bit; image codecs code the value alone (8.2)."""


def stored_dtype(pixels: PixelModule) -> np.dtype[Any]:
    """The dtype of the stored values of a grey frame (float data and 32-bit unsigned become float32)."""
    if pixels.is_float or (pixels.bits_allocated == 32 and pixels.pixel_representation == 0):
        return np.dtype(np.float32)
    kind = "i" if pixels.pixel_representation == 1 else "u"
    return np.dtype(f"{kind}{max(1, pixels.bits_allocated // 8)}")


def decoded_form(pixels: PixelModule) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and dtype of what `decode_frame` gives."""
    if pixels.samples == 3:
        return (pixels.rows, pixels.columns, 3), np.dtype(np.uint8)
    return (pixels.rows, pixels.columns), stored_dtype(pixels)


def is_direct(pixels: PixelModule) -> bool:
    """Whether the bytes in the file are the stored values of a grey frame already (after masking)."""
    return (
        pixels.transfer_syntax_uid in NATIVE_SYNTAXES
        and pixels.transfer_syntax_uid not in {BIG_ENDIAN, "1.2.840.10008.1.2.1.99"}
        and pixels.samples == 1
        and pixels.photometric in GREY
        and pixels.bits_allocated in {8, 16}
        and not pixels.is_float
    )


def mask_in_place(values: Array, pixels: PixelModule) -> None:
    """Drop bits above High Bit and below the stored ones, and extend the sign (PS3.5 8.1.1).

    `values` has the stored dtype: the right shift is arithmetic for signed types and logical for unsigned ones.
    """
    up = pixels.bits_allocated - 1 - pixels.high_bit
    down = pixels.bits_allocated - pixels.bits_stored
    if up:
        np.left_shift(values, up, out=values)
    if down:
        np.right_shift(values, down, out=values)


def decode_frame(data: bytes, pixels: PixelModule, threads: int = 1) -> Array:
    """One frame as stored values: grey (rows, columns) in the stored dtype, colour (rows, columns, 3) uint8 RGB.

    Palette frames give their index (rows, columns). `threads` is for the codecs that can use more than one. Raises
    `DecodeError`.
    """
    native = pixels.transfer_syntax_uid in NATIVE_SYNTAXES
    array = _native(data, pixels) if native else decode_compressed(data, pixels, threads)
    if pixels.samples == 3:
        return _rgb(array, pixels, native=native)
    if native and (pixels.is_float or pixels.bits_allocated == 1):
        return array
    return _stored(array if native else within_range(array, data, pixels), pixels)


def _native(data: bytes, pixels: PixelModule) -> Array:
    if len(data) < frame_bytes(pixels):
        raise DecodeError("the file ends before the end of this frame: it is cut short, copy it again from its source")
    order = ">" if pixels.transfer_syntax_uid == BIG_ENDIAN else "<"
    shape = (pixels.rows, pixels.columns)
    if pixels.is_float:
        return _finite_float32(np.frombuffer(data, f"{order}f{pixels.bits_allocated // 8}", shape[0] * shape[1]), shape)
    if pixels.bits_allocated == 1:
        bits = np.unpackbits(np.frombuffer(data, np.uint8), count=shape[0] * shape[1], bitorder="little")
        return np.asarray(bits.reshape(shape))
    flat = np.frombuffer(
        data, f"{order}u{pixels.bits_allocated // 8}", frame_bytes(pixels) * 8 // pixels.bits_allocated
    )
    if pixels.samples == 1:
        return flat.reshape(shape)
    if pixels.photometric == "YBR_FULL_422":
        return _expanded_422(flat, shape)
    if pixels.planar == 1:
        return np.moveaxis(flat.reshape(3, *shape), 0, -1)
    return flat.reshape(*shape, 3)


def unmasked_words(data: bytes, pixels: PixelModule) -> Array | None:
    """The words (rows, columns) of an uncompressed grey frame with all their bits; None for other frames."""
    if pixels.transfer_syntax_uid not in NATIVE_SYNTAXES or pixels.samples != 1 or pixels.is_float:
        return None
    return None if pixels.bits_allocated == 1 else _native(data, pixels)


def _finite_float32(flat: Array, shape: tuple[int, int]) -> Array:
    """Float pixel data as float32; what is no number or too large for it becomes 0 or the largest value."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.nan_to_num(flat.astype(np.float32)).reshape(shape)


def _expanded_422(flat: Array, shape: tuple[int, int]) -> Array:
    """Y1 Y2 Cb Cr of each pair of columns, the chroma shared (PS3.3 C.7.6.3.1.2)."""
    if shape[1] % 2:
        raise DecodeError("YBR_FULL_422 needs an even number of columns")
    pairs = flat.reshape(shape[0], shape[1] // 2, 4)
    full = np.empty((*shape, 3), flat.dtype)
    full[:, 0::2, 0], full[:, 1::2, 0] = pairs[..., 0], pairs[..., 1]
    full[..., 1] = np.repeat(pairs[..., 2], 2, axis=1)
    full[..., 2] = np.repeat(pairs[..., 3], 2, axis=1)
    return full


def _stored(array: Array, pixels: PixelModule) -> Array:
    """Any integer array a codec gave, cut to Bits Stored and given its sign again.

    The sign is that of the header, also where a JPEG 2000 codestream says otherwise: the bits are the same.
    """
    bits = max(8, pixels.bits_allocated)
    if array.dtype.kind not in "biu" or array.dtype.itemsize * 8 > 32:
        raise DecodeError(f"the codec gave {array.dtype} values")
    work = array.astype(f"i{bits // 8}" if pixels.pixel_representation else f"u{bits // 8}")
    keeps_cells = pixels.transfer_syntax_uid in KEEPS_PIXEL_CELLS
    shift_up = bits - 1 - (pixels.high_bit if keeps_cells else pixels.bits_stored - 1)
    shift_down = bits - pixels.bits_stored
    if shift_up or shift_down:
        work = np.right_shift(np.left_shift(work, shift_up), shift_down)
    return np.asarray(work.astype(stored_dtype(pixels), copy=False))


_DECODER_GIVES_RGB = JPEG_XL | {JPEG_BASELINE, JPEG_EXTENDED}


def _rgb(array: Array, pixels: PixelModule, *, native: bool) -> Array:
    """Colour as uint8 RGB: scaled from Bits Stored, converted from YBR where the codec has not done it."""
    eight = array if array.dtype == np.uint8 else (array >> max(0, pixels.bits_stored - 8)).astype(np.uint8)
    codec_did = not native and (
        pixels.transfer_syntax_uid in _DECODER_GIVES_RGB or pixels.photometric in {"YBR_RCT", "YBR_ICT"}
    )
    if pixels.photometric == "RGB" or codec_did:
        return np.ascontiguousarray(eight)
    return _ybr_to_rgb(eight)


def _ybr_to_rgb(ybr: Array) -> Array:
    """YBR_FULL to RGB, PS3.3 C.7.6.3.1.2 inverted (ITU-R BT.601 full range)."""
    y = ybr[..., 0].astype(np.float32)
    cb = ybr[..., 1].astype(np.float32) - 128
    cr = ybr[..., 2].astype(np.float32) - 128
    rgb = np.stack([y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb], axis=-1)
    return np.clip(np.rint(rgb), 0, 255).astype(np.uint8)


def read_frame_bytes(
    file: BinaryIO, pixels: PixelModule, *, offset: int, length: int | None, frame_number: int
) -> bytes:
    """The bytes of one frame (1-based) of an open file: native by position, encapsulated by its fragments.

    Raises `DecodeError` when the frame is not there.
    """
    if pixels.transfer_syntax_uid in NATIVE_SYNTAXES:
        size = frame_bytes(pixels)
        start_bit = (frame_number - 1) * pixels.rows * pixels.columns if pixels.bits_allocated == 1 else 0
        file.seek(offset + (start_bit // 8 if start_bit else (frame_number - 1) * size))
        available = size if length is None else max(0, min(size, length - (frame_number - 1) * size))
        return file.read(available)
    file.seek(offset)
    try:
        return bytes(get_frame(file, frame_number - 1, number_of_frames=pixels.number_of_frames))
    except DECODE_ERRORS as error:
        raise DecodeError("its compressed data ends before this frame or is damaged") from error


def is_palette(pixels: PixelModule) -> bool:
    """Whether the values are indices into a colour palette."""
    return pixels.photometric == PALETTE


def codecs_by_transfer_syntax() -> dict[str, str]:
    """Name of every compressed transfer syntax shown here, with the codec that decodes it (empty: none installed)."""
    compressed = sorted(DECODED_SYNTAXES - NATIVE_SYNTAXES)
    return {JPEG_XL_NAMES.get(uid, str(UID(uid).name)): codec_name(uid) for uid in compressed}
