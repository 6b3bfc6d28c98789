"""Opening one DICOM file up to its pixel data, whatever its name, preamble or transfer syntax."""

from __future__ import annotations

import io
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.tag import BaseTag
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from workstation.dicom.pydicom_setup import PARSE_ERRORS

PREAMBLE_BYTES = 132
PREFIX_BYTES = 1 << 16
"""Nearly every header of a single image ends within this many bytes."""
MAX_INFLATED_BYTES = 1 << 30
"""A deflated data set that grows beyond this is refused."""
MAX_INFLATE_RATIO = 1000
"""Deflate cannot honestly compress pixel data more than about this."""
MAX_META_BYTES = 1 << 16
"""File meta information is a few hundred bytes; more is not looked at."""
PIXEL_TAGS = frozenset({0x7FE00008, 0x7FE00009, 0x7FE00010})
"""Float, Double Float and (integer) Pixel Data."""
UNDEFINED_LENGTH = 0xFFFFFFFF
_LONG_VRS = frozenset({b"OB", b"OW", b"OF", b"OD", b"OL", b"OV", b"SQ", b"UC", b"UR", b"UT", b"UN", b"SV", b"UV"})
_META_ELEMENTS = (0x0002, 0x0010)
_META_HEAD, _META_LONG = struct.Struct("<HH2sH"), struct.Struct("<I")
_TRUNCATED = "the file ends in the middle of its header: it is cut short, copy it again from its source"


class NotDicomError(Exception):
    """A file that is not DICOM or cannot be parsed; the message is a reason for people and quotes no values."""


@dataclass(frozen=True)
class PixelElement:
    """Where the pixel data value is: which element, file position (None when deflated), and bytes.

    `length` is what the file really holds of it, which is less than stated when it is cut short; None = encapsulated.
    """

    tag: int
    offset: int | None
    length: int | None


@dataclass(frozen=True, eq=False)
class OpenedFile:
    """One parsed header. `inflated` holds the whole data set of a deflated file, in which `inflated_offset` counts."""

    dataset: Dataset
    transfer_syntax_uid: str
    sop_class_uid: str
    pixel_element: PixelElement | None
    has_preamble: bool
    inflated: bytes | None = None
    inflated_offset: int = 0


def open_header(path: str | Path) -> OpenedFile:
    """Parse a file up to its pixel data.

    Raises `NotDicomError` with the reason, or `OSError` when the file cannot be read.
    """
    with open(path, "rb", buffering=0) as raw:
        start = raw.read(PREFIX_BYTES)
        size = os.fstat(raw.fileno()).st_size
        quick = _parsed_prefix(start, size) if size > len(start) else None
        if quick is not None:
            return quick
        whole = io.BytesIO(start) if size <= len(start) else io.BufferedReader(raw)
        whole.seek(0)
        try:
            return _parse(whole, size)
        except PARSE_ERRORS as error:
            raise NotDicomError(_reason(error)) from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise NotDicomError(_TRUNCATED) from error  # pydicom's own, for a sequence that ends too early


def _parsed_prefix(start: bytes, size: int) -> OpenedFile | None:
    """The header when it ends within the first bytes of the file: parsed in memory, a third faster than in the file."""
    try:
        opened = _parse(io.BytesIO(start), size)
    except (NotDicomError, OSError, *PARSE_ERRORS):
        return None
    return opened if opened.pixel_element is not None and opened.inflated is None else None


def _parse(file: BinaryIO, size: int) -> OpenedFile:
    start = file.read(PREAMBLE_BYTES)
    if start[128:132] == b"DICM":
        return _open_part10(file, size)
    return _open_bare(file, start, size)


def _reason(error: BaseException) -> str:
    if isinstance(error, (EOFError, struct.error)):
        return _TRUNCATED
    if isinstance(error, RecursionError):
        return "sequences are nested deeper than any real object: refused"
    return f"its DICOM header is damaged and cannot be parsed ({type(error).__name__})"


def _open_part10(file: BinaryIO, size: int) -> OpenedFile:
    meta = _read_meta(file)
    syntax = meta.get(0x00020010, "")
    sop_class = meta.get(0x00020002, "")
    if syntax == DeflatedExplicitVRLittleEndian:
        return _open_deflated(file, syntax, sop_class)
    implicit, little = _encoding(file, syntax)
    opened = _open_dataset(file, size, implicit=implicit, little=little)
    return OpenedFile(opened[0], syntax or _syntax_of(implicit, little), sop_class, opened[1], True)


def _read_meta(file: BinaryIO) -> dict[int, str]:
    """SOP Class and transfer syntax of group 0002; leaves the file at the data set."""
    start = file.tell()
    values, end = read_meta(file.read(MAX_META_BYTES))
    file.seek(start + end)
    return values


def read_meta(data: bytes, at: int = 0) -> tuple[dict[int, str], int]:
    """SOP Class and transfer syntax of group 0002, which begins at `at`, and where it ends.

    The group is always Explicit VR Little Endian (PS3.10 7.1).
    """
    values: dict[int, str] = {}
    while data[at : at + 2] == b"\x02\x00" and at + 8 <= len(data):
        _, element, vr, length = _META_HEAD.unpack_from(data, at)
        value_at = at + 8
        if vr in _LONG_VRS:
            (length,) = _META_LONG.unpack(data[value_at : value_at + 4])
            value_at += 4
        if element in _META_ELEMENTS and vr == b"UI":
            raw = data[value_at : value_at + length]
            values[0x00020000 | element] = raw.rstrip(b"\0 ").decode("ascii", "replace")
        at = value_at + length
    return values, at


def _encoding(file: BinaryIO, syntax: str) -> tuple[bool, bool]:
    """(implicit VR, little endian) of the data set; looked at when the transfer syntax is missing or private."""
    if syntax == ImplicitVRLittleEndian:
        return True, True
    if syntax == ExplicitVRBigEndian:
        return False, False
    if syntax.startswith("1.2.840.10008.1.2"):
        return False, True
    position = file.tell()
    head = file.read(8)
    file.seek(position)
    return _guessed_encoding(head)


def _guessed_encoding(head: bytes) -> tuple[bool, bool]:
    if len(head) < 8:
        raise EOFError
    explicit = head[4:6].isalpha() and head[4:6].isupper()
    little = not (head[0] == 0 and head[1] != 0)
    return (not explicit), (little or not explicit)


def _syntax_of(implicit: bool, little: bool) -> str:
    if implicit:
        return str(ImplicitVRLittleEndian)
    return str(ExplicitVRLittleEndian if little else ExplicitVRBigEndian)


def _open_dataset(file: BinaryIO, size: int, *, implicit: bool, little: bool) -> tuple[Dataset, PixelElement | None]:
    """The data set up to the pixel data, and where that is; `size` is that of the whole file."""
    found: list[tuple[int, int]] = []

    def at_pixels(tag: BaseTag, vr: str | None, length: int) -> bool:
        if tag in PIXEL_TAGS:
            found.append((int(tag), length))
            return True
        return False

    dataset = read_dataset(file, implicit, little, stop_when=at_pixels)
    if not found:
        return dataset, None
    tag, length = found[-1]
    value_at = file.tell() + _element_head_bytes(file, implicit=bool(dataset.original_encoding[0]))
    if length == UNDEFINED_LENGTH:
        return dataset, PixelElement(tag, value_at, None)
    return dataset, PixelElement(tag, value_at, min(length, max(0, size - value_at)))


def _element_head_bytes(file: BinaryIO, *, implicit: bool) -> int:
    """Bytes from the tag to the value of the element the file stands at (pydicom went back to its start)."""
    position = file.tell()
    head = file.read(8)
    file.seek(position)
    if head[4:6] in _LONG_VRS and not implicit:
        return 12
    return 8


def _open_deflated(file: BinaryIO, syntax: str, sop_class: str) -> OpenedFile:
    inflated = inflate(file.read())
    dataset, element = _open_dataset(io.BytesIO(inflated), len(inflated), implicit=False, little=True)
    if element is None:
        return OpenedFile(dataset, syntax, sop_class, None, True)
    pixel = PixelElement(element.tag, None, element.length)
    return OpenedFile(dataset, syntax, sop_class, pixel, True, inflated, element.offset or 0)


def inflate(deflated: bytes) -> bytes:
    """Raw deflate with a limit that is counted on what comes out; raises `NotDicomError` beyond it."""
    limit = min(MAX_INFLATED_BYTES, max(1 << 24, len(deflated) * MAX_INFLATE_RATIO))
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    data = inflater.decompress(deflated, limit)
    if inflater.unconsumed_tail:
        raise NotDicomError(f"its deflated data set grows beyond {limit} bytes: refused as a decompression bomb")
    return data


_SIGNATURES = (
    (b"%PDF", "a PDF document, not DICOM"),
    (b"\x1f\x8b", "a gzip archive, not DICOM"),
    (b"PK\x03\x04", "a zip archive, not DICOM"),
    (b"\x89PNG", "a PNG picture, not DICOM"),
    (b"\xff\xd8\xff", "a JPEG picture, not DICOM"),
    (b"MZ", "a Windows program, not DICOM"),
    (b"\x7fELF", "a program, not DICOM"),
)
_PLAUSIBLE_FIRST_GROUPS = frozenset({0x0002, 0x0004, 0x0008})


def _open_bare(file: BinaryIO, start: bytes, size: int) -> OpenedFile:
    """A data set without preamble: accepted only when it begins like one and says what it is."""
    if not start:
        raise NotDicomError("the file is empty")
    for signature, reason in _SIGNATURES:
        if start.startswith(signature):
            raise NotDicomError(reason)
    groups = {int.from_bytes(start[:2], "little"), int.from_bytes(start[:2], "big")}
    if not groups & _PLAUSIBLE_FIRST_GROUPS:
        raise NotDicomError(
            "plain text, not DICOM" if _is_text(start) else "not a DICOM file (no DICM prefix, no data set)"
        )
    file.seek(0)
    meta = _read_meta(file)
    syntax = meta.get(0x00020010, "")
    if syntax == DeflatedExplicitVRLittleEndian:
        raise NotDicomError("a deflated data set without a preamble cannot be told from garbage")
    implicit, little = _encoding(file, syntax)
    dataset, pixels = _open_dataset(file, size, implicit=implicit, little=little)
    if 0x00080016 not in dataset and 0x00280010 not in dataset and 0x00020002 not in meta:
        raise NotDicomError("not a DICOM file (no DICM prefix, and no SOP Class or image in it)")
    return OpenedFile(dataset, syntax or _syntax_of(implicit, little), meta.get(0x00020002, ""), pixels, False)


def _is_text(start: bytes) -> bool:
    try:
        return start.decode("utf-8").replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    except UnicodeDecodeError:
        return False
