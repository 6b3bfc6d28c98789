"""The Image Pixel module: read as it is, and checked before anything is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from viewers.imaging.problems import ProblemCode
from workstation.dicom import tags
from workstation.dicom.part10 import PixelElement
from workstation.dicom.raw_values import RawValues, shown_uid
from workstation.dicom.records import PixelModule

MAX_FRAME_BYTES = 1 << 30
"""One decoded frame larger than this is refused (the largest radiographs have about 50 MB)."""
GREY = frozenset({"MONOCHROME1", "MONOCHROME2"})
COLOUR = frozenset({"RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT", "XYB"})
PALETTE = "PALETTE COLOR"
NATIVE_SYNTAXES = frozenset(
    {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"}
)
JPEG_BASELINE, JPEG_EXTENDED = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"
JPEG_LOSSLESS = frozenset({"1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"})
JPEG_LS = frozenset({"1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"})
JPEG_2000 = frozenset({"1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"})
HTJ2K = frozenset({"1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202", "1.2.840.10008.1.2.4.203"})
JPEG_XL_NAMES = {
    "1.2.840.10008.1.2.4.110": "JPEG XL Lossless",
    "1.2.840.10008.1.2.4.111": "JPEG XL JPEG Recompression",
    "1.2.840.10008.1.2.4.112": "JPEG XL",
}
"""Names of PS3.6 table A-1 that pydicom does not know yet."""
JPEG_XL = frozenset(JPEG_XL_NAMES)
RLE = "1.2.840.10008.1.2.5"
DECODED_SYNTAXES = (
    NATIVE_SYNTAXES | JPEG_LOSSLESS | JPEG_LS | JPEG_2000 | HTJ2K | JPEG_XL | {JPEG_BASELINE, JPEG_EXTENDED, RLE}
)
LOSSY_SYNTAXES = frozenset(
    {
        JPEG_BASELINE,
        JPEG_EXTENDED,
        "1.2.840.10008.1.2.4.81",
        "1.2.840.10008.1.2.4.111",
        "1.2.840.10008.1.2.4.112",
    }
)
"""Syntaxes whose images are taken for lossy even when Lossy Image Compression does not say so.

In the general syntaxes of JPEG 2000 and HTJ2K it may be either way: there it says so (PS3.3 C.7.6.1.1.5).
"""
_SHUTTERS = (tags.SHUTTER_SHAPE, tags.SHUTTER_OVERLAY_GROUP, tags.SHARED_GROUPS, tags.PER_FRAME_GROUPS)


class OpenedHeader(Protocol):
    """What the module needs of an opened file beside its values, however it was opened."""

    @property
    def transfer_syntax_uid(self) -> str:
        """Transfer Syntax UID (0002,0010)."""

    @property
    def pixel_element(self) -> PixelElement | None:
        """Where the pixel data is."""


_FLOAT_BITS, _INTEGER_BITS = frozenset({32, 64}), frozenset({1, 8, 16, 32})


@dataclass(frozen=True)
class PixelFault:
    """Why the pixels of a file cannot be shown, or only in part; the message quotes no patient values."""

    code: ProblemCode
    message: str


def stated_frames(values: RawValues) -> int:
    """Number of Frames; absent, empty or unusable means 1 (PS3.3 C.7.6.6)."""
    return max(1, values.integer(tags.NUMBER_OF_FRAMES) or 1)


def read_pixel_module(values: RawValues, opened: OpenedHeader) -> PixelModule:
    """The module as the header states it; absent numbers become the usual ones, `validity_fault` judges the rest."""
    allocated = _us(values, tags.BITS_ALLOCATED, 16)
    stored = _us(values, tags.BITS_STORED, allocated)
    element = opened.pixel_element
    is_float = element is not None and element.tag != 0x7FE00010
    return PixelModule(
        transfer_syntax_uid=opened.transfer_syntax_uid,
        rows=_us(values, tags.ROWS, 0),
        columns=_us(values, tags.COLUMNS, 0),
        samples=_us(values, tags.SAMPLES, 1),
        bits_allocated=allocated,
        bits_stored=allocated if is_float else stored,
        high_bit=allocated - 1 if is_float else _us(values, tags.HIGH_BIT, stored - 1),
        pixel_representation=_us(values, tags.PIXEL_REPRESENTATION, 0),
        photometric=values.text(tags.PHOTOMETRIC) or "MONOCHROME2",
        planar=_us(values, tags.PLANAR, 0),
        number_of_frames=stated_frames(values),
        is_float=is_float,
        has_modality_lut=values.has(tags.MODALITY_LUT),
        has_graphics=_has_graphics(values),
    )


def _has_graphics(values: RawValues) -> bool:
    """Whether overlay planes or shutters may lie over its frames; functional groups may hold a shutter for each."""
    return any(map(values.has, (*_SHUTTERS, *tags.OVERLAY_ROWS)))


def _us(values: RawValues, tag: int, default: int) -> int:
    number = values.integer(tag, "US")
    return default if number is None else number


def frame_bytes(pixels: PixelModule) -> int:
    """Bytes of one uncompressed frame as stored (YBR_FULL_422 shares its chroma; 1-bit frames are packed)."""
    samples = pixels.rows * pixels.columns * (2 if pixels.photometric == "YBR_FULL_422" else pixels.samples)
    return (samples * pixels.bits_allocated + 7) // 8


def has_real_form(pixels: PixelModule) -> bool:
    """Whether an array of such frames can exist: pixels of a known width, and not more than any real frame has."""
    allowed = pixels.bits_allocated in (_FLOAT_BITS if pixels.is_float else _INTEGER_BITS)
    return allowed and pixels.rows >= 1 and pixels.columns >= 1 and frame_bytes(pixels) <= MAX_FRAME_BYTES


def validity_fault(pixels: PixelModule, length: int | None, values: RawValues | None = None) -> PixelFault | None:
    """What is wrong with the module, or with the length of native pixel data; None when it may be decoded."""
    wrong = _first_fault(pixels)
    if values is not None and any(values.vr(tag) not in {None, "US"} for tag in (tags.ROWS, tags.COLUMNS)):
        wrong = "Rows and Columns are not 16-bit numbers"
    if wrong:
        return PixelFault(ProblemCode.INVALID_PIXEL_MODULE, f"{wrong}: this image is not shown")
    if pixels.transfer_syntax_uid not in DECODED_SYNTAXES:
        message = (
            f"transfer syntax {shown_uid(pixels.transfer_syntax_uid)} is not supported: ask its sender for an "
            "uncompressed copy"
        )
        return PixelFault(ProblemCode.UNSUPPORTED_TRANSFER_SYNTAX, message)
    expected = frame_bytes(pixels) * pixels.number_of_frames
    if pixels.transfer_syntax_uid in NATIVE_SYNTAXES and length is not None and length < expected:
        message = f"pixel data has {length} of {expected} bytes: the missing part is not shown, copy the file again"
        return PixelFault(ProblemCode.TRUNCATED_PIXEL_DATA, message)
    return None


def _first_fault(p: PixelModule) -> str:
    """The first rule of PS3.3 C.7.6.3 that the module breaks, as text."""
    allowed_bits = _FLOAT_BITS if p.is_float else _INTEGER_BITS
    checks = (
        (p.rows < 1 or p.columns < 1, f"the image has {p.rows} rows and {p.columns} columns"),
        (p.samples not in {1, 3}, f"{p.samples} samples per pixel"),
        (p.bits_allocated not in allowed_bits, f"{p.bits_allocated} bits allocated"),
        (not 1 <= p.bits_stored <= p.bits_allocated, f"{p.bits_stored} bits stored in {p.bits_allocated}"),
        (
            not p.bits_stored - 1 <= p.high_bit < p.bits_allocated,
            f"high bit {p.high_bit} for {p.bits_stored} bits stored",
        ),
        (p.pixel_representation not in {0, 1}, f"pixel representation {p.pixel_representation}"),
        (p.photometric not in GREY | COLOUR | {PALETTE}, "an unknown photometric interpretation"),
        (p.photometric == "XYB" and p.transfer_syntax_uid not in JPEG_XL, "XYB colours outside JPEG XL"),
        ((p.samples == 3) != (p.photometric in COLOUR), f"{p.samples} samples per pixel for {p.photometric}"),
        (frame_bytes(p) > MAX_FRAME_BYTES, f"one frame of {frame_bytes(p)} bytes"),
    )
    return next((text for broken, text in checks if broken), "")
