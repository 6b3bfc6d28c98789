"""The elements of a DICOM file as byte ranges, so that a test can damage or replace exactly one of them."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import pydicom
from pydicom.dataelem import RawDataElement

LONG_VRS = frozenset({"OB", "OW", "OF", "OD", "OL", "OV", "SQ", "UC", "UR", "UT", "UN", "SV", "UV"})
UNDEFINED = 0xFFFFFFFF
PIXEL_DATA = 0x7FE00010
MAX_SHORT_VALUE = 0xFFFE


@dataclass(frozen=True)
class RawElement:
    """Where one top-level element lies: header from `start`, value from `value_at`."""

    tag: int
    vr: str
    start: int
    value_at: int
    length: int

    @property
    def end(self) -> int:
        """The first byte behind an element of defined length."""
        return self.value_at + self.length


@dataclass(frozen=True)
class RawFile:
    """A file with the places of its top-level elements (pixel data last) and its encoding."""

    data: bytes
    elements: tuple[RawElement, ...]
    implicit: bool
    little: bool

    @property
    def header_end(self) -> int:
        """Where the pixel data element begins, or the end of the file."""
        pixels = self.find(PIXEL_DATA)
        return pixels.start if pixels is not None else len(self.data)

    def find(self, tag: int) -> RawElement | None:
        """The element with this tag."""
        return next((element for element in self.elements if element.tag == tag), None)

    def encoded(self, tag: int, vr: str, value: bytes, *, length: int | None = None) -> bytes:
        """An element in the encoding of this file; `length` states another length than the value has."""
        order = "<" if self.little else ">"
        stated = len(value) if length is None else length
        head = struct.pack(f"{order}HH", tag >> 16, tag & 0xFFFF)
        if self.implicit:
            return head + struct.pack(f"{order}I", stated) + value
        if vr in LONG_VRS:
            return head + vr.encode() + bytes(2) + struct.pack(f"{order}I", stated) + value
        return head + vr.encode() + struct.pack(f"{order}H", min(stated, MAX_SHORT_VALUE)) + value

    def with_element(self, tag: int, element: bytes) -> bytes:
        """The file with these bytes in the place of an element, or inserted where its tag belongs."""
        old = self.find(tag)
        if old is not None:
            return self.data[: old.start] + element + self.data[old.end :]
        behind = next((e for e in self.elements if e.tag > tag), None)
        at = behind.start if behind is not None else self.header_end
        return self.data[:at] + element + self.data[at:]

    def number(self, value: int, size: int = 2) -> bytes:
        """An unsigned number in the byte order of this file."""
        return value.to_bytes(size, "little" if self.little else "big")


def raw_file(data: bytes) -> RawFile | None:
    """Find the elements; None for what pydicom cannot parse, and for deflated files (their elements are not bytes)."""
    try:
        dataset = pydicom.dcmread(io.BytesIO(data), force=True, stop_before_pixels=True)
        if not dataset._dict or dataset.original_encoding[0] is None:
            return None
        if str(dataset.file_meta.get("TransferSyntaxUID", "")) == "1.2.840.10008.1.2.1.99":
            return None
        elements = [_element(e) for e in dataset._dict.values() if isinstance(e, RawDataElement)]
    except Exception:  # noqa: BLE001  (the damaged files of the zoo: only whole-file damage is done to them)
        return None
    implicit, little = dataset.original_encoding
    file = RawFile(data, tuple(elements), bool(implicit), bool(little))
    pixels = _pixel_element(file)
    return RawFile(data, (*elements, pixels), file.implicit, file.little) if pixels is not None else file


def _element(raw: RawDataElement) -> RawElement:
    vr = raw.VR or ""
    head = 8 if raw.is_implicit_VR or vr not in LONG_VRS else 12
    return RawElement(int(raw.tag), vr, raw.value_tell - head, raw.value_tell, raw.length)


def _pixel_element(file: RawFile) -> RawElement | None:
    """Pixel data after the last element of the header (pydicom stops there)."""
    at = max((e.end if e.length != UNDEFINED else e.value_at for e in file.elements), default=0)
    tag = (b"\xe0\x7f\x10\x00" if file.little else b"\x7f\xe0\x00\x10") + (b"" if file.implicit else b"O")
    start = file.data.find(tag, at)
    if start < 0:
        return None
    head = 8 if file.implicit else 12
    length = int.from_bytes(file.data[start + head - 4 : start + head], "little" if file.little else "big")
    vr = "OW" if file.implicit else file.data[start + 4 : start + 6].decode("ascii", "replace")
    return RawElement(PIXEL_DATA, vr, start, start + head, length)
