"""Compressed frames to arrays: imagecodecs first, then another library that reads the same, pydicom's plug-ins last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from openjpeg.utils import decode as openjpeg_decode
from pydicom.encaps import encapsulate
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import UID

from workstation.dicom.pixel_module import (
    HTJ2K,
    JPEG_2000,
    JPEG_BASELINE,
    JPEG_EXTENDED,
    JPEG_LOSSLESS,
    JPEG_LS,
    JPEG_XL,
    RLE,
)
from workstation.dicom.pydicom_setup import PARSE_ERRORS
from workstation.dicom.records import PixelModule

Array = NDArray[Any]
Codec = Callable[[bytes, PixelModule, int], Array]
DECODE_ERRORS = (*PARSE_ERRORS, RuntimeError, AssertionError)
"""What codecs raise on data they cannot decode (imagecodecs' own errors are RuntimeErrors)."""


_END_OF_IMAGE = b"\xff\xd9"
_MAX_PADDING = 64
"""Bytes at the end of a stream in which its last marker is looked for (fragments are padded to an even length)."""


class DecodeError(Exception):
    """A frame that no codec could decode; the message says why without values."""


def decode_compressed(data: bytes, pixels: PixelModule, threads: int = 1) -> Array:
    """One encapsulated frame as (rows, columns) or (rows, columns, 3), colour still as the codec gave it.

    Raises `DecodeError` when every codec fails or the frame has another size than the header says.
    """
    faults = []
    for codec in (*_CODECS[pixels.transfer_syntax_uid], _by_pydicom):
        try:
            array = codec(data, pixels, threads)
        except DECODE_ERRORS as error:
            faults.append(type(error).__name__)
            continue
        return _checked_size(array, pixels)
    raise DecodeError(f"cannot be decoded ({', '.join(faults)}): its compressed data is damaged")


def _checked_size(array: Array, pixels: PixelModule) -> Array:
    expected = (pixels.rows, pixels.columns) + ((3,) if pixels.samples == 3 else ())
    if array.shape != expected:
        raise DecodeError(f"the compressed frame is {array.shape}, the header says {expected}: refused")
    return array


def _jpeg(data: bytes, pixels: PixelModule, threads: int) -> Array:
    """Baseline and extended JPEG (8 and 12 bit), colour converted to RGB by the decoder."""
    if pixels.samples == 1:
        return np.asarray(imagecodecs.jpeg8_decode(data))
    stored_as = "RGB" if _is_stored_as_rgb(data, pixels) else "YCBCR"
    return np.asarray(imagecodecs.jpeg8_decode(data, colorspace=stored_as, outcolorspace="RGB"))


def _is_stored_as_rgb(data: bytes, pixels: PixelModule) -> bool:
    """What the Adobe APP14 marker says when there is one, else the Photometric Interpretation."""
    marker = data.find(b"Adobe", 0, 1 << 12)
    if marker > 0 and data[marker - 4 : marker - 2] == b"\xff\xee" and len(data) > marker + 11:
        return data[marker + 11] == 0
    return pixels.photometric == "RGB"


def _jpeg_lossless(data: bytes, pixels: PixelModule, threads: int) -> Array:
    return np.asarray(imagecodecs.ljpeg_decode(data))


def _jpeg_lossless_by_libjpeg(data: bytes, pixels: PixelModule, threads: int) -> Array:
    return np.asarray(imagecodecs.jpeg8_decode(data))


def _jpeg_ls(data: bytes, pixels: PixelModule, threads: int) -> Array:
    """CharLS takes seconds to find out that a stream is cut short, so its end is looked at first (ITU-T T.87 C.1)."""
    if _END_OF_IMAGE not in data[-_MAX_PADDING:]:
        raise DecodeError("its compressed data is cut short: copy the file again from its source")
    return np.asarray(imagecodecs.jpegls_decode(data))


def _jpeg_2000(data: bytes, pixels: PixelModule, threads: int) -> Array:
    return np.asarray(imagecodecs.jpeg2k_decode(data, numthreads=threads))


def _htj2k(data: bytes, pixels: PixelModule, threads: int) -> Array:
    return np.asarray(imagecodecs.htj2k_decode(data))


def _openjpeg(data: bytes, pixels: PixelModule, threads: int) -> Array:
    """JPEG 2000 and HTJ2K by pylibjpeg's build of OpenJPEG: of another age, and it reads what OpenJPH refuses."""
    return np.asarray(openjpeg_decode(data))


def _jpeg_xl(data: bytes, pixels: PixelModule, threads: int) -> Array:
    """JPEG XL in any of its three syntaxes; colour comes as RGB whatever it was coded in."""
    return np.asarray(imagecodecs.jpegxl_decode(data, numthreads=threads))


def _rle(data: bytes, pixels: PixelModule, threads: int) -> Array:
    """RLE segments hold one byte plane each, most significant first, sample by sample (PS3.5 annex G)."""
    dtype = np.dtype(f"<u{pixels.bits_allocated // 8}")
    flat = np.frombuffer(imagecodecs.dicomrle_decode(data, dtype), dtype)
    planes = flat.reshape(pixels.samples, pixels.rows, pixels.columns)
    return planes[0] if pixels.samples == 1 else np.moveaxis(planes, 0, -1)


def _by_pydicom(data: bytes, pixels: PixelModule, threads: int) -> Array:
    """pydicom's plug-ins (OpenJPEG, CharLS, its own RLE), one frame encapsulated again for them."""
    decoder = get_decoder(UID(pixels.transfer_syntax_uid))
    options: dict[str, Any] = {
        "transfer_syntax_uid": UID(pixels.transfer_syntax_uid),
        "rows": pixels.rows,
        "columns": pixels.columns,
        "samples_per_pixel": pixels.samples,
        "photometric_interpretation": pixels.photometric,
        "planar_configuration": pixels.planar,
        "bits_allocated": pixels.bits_allocated,
        # RLE keeps whole cells: the bits outside the stored ones are cut off by us, where High Bit says.
        "bits_stored": pixels.bits_allocated if pixels.transfer_syntax_uid == RLE else pixels.bits_stored,
        "pixel_representation": pixels.pixel_representation,
        "number_of_frames": 1,
        "pixel_keyword": "PixelData",
    }
    array, _ = decoder.as_array(encapsulate([data]), raw=True, index=0, **options)
    return np.asarray(array)


_CODECS: dict[str, tuple[Codec, ...]] = {
    JPEG_BASELINE: (_jpeg,),
    JPEG_EXTENDED: (_jpeg,),
    RLE: (_rle,),
    **dict.fromkeys(JPEG_LOSSLESS, (_jpeg_lossless, _jpeg_lossless_by_libjpeg)),
    **dict.fromkeys(JPEG_LS, (_jpeg_ls,)),
    **dict.fromkeys(JPEG_2000, (_jpeg_2000, _openjpeg)),
    **dict.fromkeys(HTJ2K, (_htj2k, _openjpeg)),
    **dict.fromkeys(JPEG_XL, (_jpeg_xl,)),
}

_LIBRARY_NAMES: dict[str, str] = {
    JPEG_BASELINE: "jpeg8",
    JPEG_EXTENDED: "jpeg8",
    RLE: "dicomrle",
    **dict.fromkeys(JPEG_LOSSLESS, "ljpeg"),
    **dict.fromkeys(JPEG_LS, "jpegls"),
    **dict.fromkeys(JPEG_2000, "jpeg2k"),
    **dict.fromkeys(HTJ2K, "htj2k"),
    **dict.fromkeys(JPEG_XL, "jpegxl"),
}


def codec_name(transfer_syntax_uid: str) -> str:
    """The imagecodecs codec of a compressed transfer syntax; empty when it is missing."""
    name = _LIBRARY_NAMES.get(transfer_syntax_uid, "")
    codec = getattr(imagecodecs, name.upper(), None) if name else None
    if codec is None or not codec.available:
        return ""
    return f"imagecodecs {imagecodecs.__version__} {name}"
