"""The elements the scan wants, straight from the first bytes of a well-formed file; pydicom reads all other files.

Whatever is not plainly in order here (an unknown VR, a length beyond the bytes at hand, UN sequences, deflate, an odd
character set) raises `NotQuickError`, and the file goes the long way. So this reader never has to guess.
"""

from __future__ import annotations

import os
import struct
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pydicom.charset import python_encoding
from pydicom.datadict import dictionary_VR
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian
from pydicom.valuerep import EXPLICIT_VR_LENGTH_32, VR

from workstation.dicom import tags
from workstation.dicom.part10 import (
    PIXEL_TAGS,
    PREAMBLE_BYTES,
    PREFIX_BYTES,
    UNDEFINED_LENGTH,
    PixelElement,
    open_header,
    read_meta,
)
from workstation.dicom.raw_values import CHARACTER_SET, Element, RawValues

MAX_DEPTH = 16
"""Sequences nested deeper than in any object shown here go the long way, which has limits of its own."""
WANTED_TAGS = frozenset(
    {value for value in vars(tags).values() if isinstance(value, int)} | {CHARACTER_SET, *tags.OVERLAY_ROWS}
)
"""What `tags` names, so that a tag added there is read here too."""
_STANDARD_SYNTAXES = "1.2.840.10008.1.2"
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD


class NotQuickError(Exception):
    """Something this reader leaves to pydicom."""


@dataclass
class ElementSet:
    """The wanted elements of one data set or item, and the items of its wanted sequences.

    `pixel` is (tag, position of the value, stated length) of the pixel data that ended it, `delimited` whether a
    delimiter did.
    """

    elements: dict[int, Element] = field(default_factory=dict)
    sequences: dict[int, list[ElementSet]] = field(default_factory=dict)
    pixel: tuple[int, int, int] | None = None
    delimited: bool = False


class QuickValues(RawValues):
    """Typed reads of the wanted elements; every other element counts as absent."""

    def __init__(self, found: ElementSet, *, little_endian: bool, parent: RawValues | None = None) -> None:
        self.found = found
        self.little_endian = little_endian
        self._dataset = None
        self._elements = found.elements
        self._little_endian = little_endian
        self._parent = parent
        self.character_set_fault = False
        self._encodings = []

    def items(self, tag: int) -> tuple[RawValues, ...]:
        """The items of a sequence."""
        found = self.found.sequences.get(tag) if tag in self._elements else None
        return tuple(QuickValues(item, little_endian=self._little_endian, parent=self) for item in found or ())


@dataclass(frozen=True)
class QuickHeader:
    """What `part10.OpenedFile` says of a file, with only the wanted elements of its data set."""

    values: RawValues
    transfer_syntax_uid: str
    sop_class_uid: str
    pixel_element: PixelElement | None


def read_quick(start: bytes, size: int) -> QuickHeader:
    """The header of a Part 10 file from its first bytes; `size` is that of the whole file.

    Raises `NotQuickError` for everything that pydicom should look at.
    """
    if start[PREAMBLE_BYTES - 4 : PREAMBLE_BYTES] != b"DICM":
        raise NotQuickError
    try:
        meta, at = read_meta(start, PREAMBLE_BYTES)
        syntax = meta.get(0x00020010, "")
        reader = _reader_of(syntax)
        found, pixel = reader.read(start, at, size)
    except (struct.error, IndexError):
        raise NotQuickError from None
    values = QuickValues(found, little_endian=reader.little_endian)
    return QuickHeader(values, syntax, meta.get(0x00020002, ""), pixel)


def _stated_vr(tag: int) -> str | None:
    """The VR of the data dictionary; None for private and unknown elements."""
    try:
        return dictionary_VR(tag)
    except KeyError:
        return None


_SEQUENCES = frozenset(tag for tag in WANTED_TAGS if _stated_vr(tag) == "SQ")
_SHORT_VRS = {vr.value.encode(): vr.value for vr in VR if vr not in EXPLICIT_VR_LENGTH_32 and len(vr.value) == 2}
_LONG_VRS = {vr.value.encode(): vr.value for vr in VR if vr in EXPLICIT_VR_LENGTH_32}


@lru_cache(64)
def _is_usual_character_set(raw: bytes) -> bool:
    """Whether every term is one that pydicom knows as it is written."""
    terms = raw.rstrip(b" \0").split(b"\\")
    return all(term.strip(b" ").decode("ascii", "replace") in python_encoding for term in terms)


class _Reader(ABC):
    """The element loop of one encoding (PS3.5 chapter 7). Positions count in the bytes given, ends are exclusive."""

    def __init__(self, *, little_endian: bool, head: str) -> None:
        self.little_endian = little_endian
        order = "<" if little_endian else ">"
        self._head = struct.Struct(order + head).unpack_from
        self._long = struct.Struct(f"{order}L").unpack_from
        self._item_head = struct.Struct(f"{order}HHL").unpack_from
        # The tag is read as one number, in which little endian files have group and element the other way round.
        self._nested = {self._as_read(tag): tag for tag in WANTED_TAGS}
        self._top = {**self._nested, **{self._as_read(tag): -tag for tag in PIXEL_TAGS}}

    def _as_read(self, tag: int) -> int:
        return (tag & 0xFFFF) << 16 | tag >> 16 if self.little_endian else tag

    def read(self, data: bytes, at: int, size: int) -> tuple[ElementSet, PixelElement | None]:
        """The data set from `at` up to its pixel data, or to the end of a file that is here as a whole."""
        self._check_start(data, at)
        found = ElementSet()
        end = self._elements(data, at, len(data), found, self._top)
        _check_character_set(found)
        if found.pixel is None:
            if end != size:
                raise NotQuickError
            return found, None
        tag, value_at, length = found.pixel
        if length == UNDEFINED_LENGTH:
            return found, PixelElement(tag, value_at, None)
        return found, PixelElement(tag, value_at, min(length, max(0, size - value_at)))

    @abstractmethod
    def _check_start(self, data: bytes, at: int) -> None:
        """Leave to pydicom what does not begin in the encoding that the transfer syntax states."""

    @abstractmethod
    def _elements(
        self, data: bytes, at: int, end: int, found: ElementSet, wanted: Mapping[int, int], depth: int = 0
    ) -> int:
        """Read elements up to `end`, to an item delimiter or to the pixel data; returns where reading stopped."""

    def _items(self, data: bytes, at: int, length: int, end: int, depth: int) -> tuple[list[ElementSet], int]:
        """The items of a sequence whose value starts at `at`, and where it ends."""
        if depth >= MAX_DEPTH:
            raise NotQuickError
        delimited = length == UNDEFINED_LENGTH
        stop = end if delimited else at + length
        items: list[ElementSet] = []
        while at < stop:
            group, element, item_length = self._item_head(data, at)
            at += 8
            tag = group << 16 | element
            if tag == _SEQUENCE_END and delimited:
                return items, at
            if tag != _ITEM:
                raise NotQuickError
            item = ElementSet()
            at = self._item(data, at, item_length, stop, item, depth)
            items.append(item)
        if delimited or at != stop:
            raise NotQuickError
        return items, at

    def _item(self, data: bytes, at: int, length: int, stop: int, item: ElementSet, depth: int) -> int:
        if length == UNDEFINED_LENGTH:
            at = self._elements(data, at, stop, item, self._nested, depth + 1)
            if not item.delimited:
                raise NotQuickError
        else:
            end = at + length
            at = self._elements(data, at, end, item, self._nested, depth + 1)
            if at != end or item.delimited:
                raise NotQuickError
        _check_character_set(item)
        return at


class _Explicit(_Reader):
    def __init__(self, *, little_endian: bool) -> None:
        super().__init__(little_endian=little_endian, head="L2sH")

    def _check_start(self, data: bytes, at: int) -> None:
        """Nothing: each element says its VR."""

    def _elements(
        self, data: bytes, at: int, end: int, found: ElementSet, wanted: Mapping[int, int], depth: int = 0
    ) -> int:
        head, get, short, elements = self._head, wanted.get, _SHORT_VRS.get, found.elements
        while at < end:
            raw, vr_bytes, length = head(data, at)
            at += 8
            vr = short(vr_bytes)
            if vr is None:
                vr = _LONG_VRS.get(vr_bytes)
                if vr is None:
                    return self._delimiter(raw, length, at, found)
                (length,) = self._long(data, at)
                at += 4
            tag = get(raw)
            if tag is not None:
                if tag < 0:
                    found.pixel = (-tag, at, length)
                    return at
                if vr == "UN":
                    raise NotQuickError
                elements[tag] = (vr, data[at : at + length])
            if vr == "SQ" and (tag is not None or length == UNDEFINED_LENGTH):
                start = at
                items, at = self._items(data, at, length, end, depth)
                if tag is not None:
                    elements[tag] = ("SQ", data[start:at])
                    found.sequences[tag] = items
            else:
                at += length  # an undefined length of another VR leads far beyond the end
        if at != end:
            raise NotQuickError
        return at

    def _delimiter(self, raw: int, length: int, at: int, found: ElementSet) -> int:
        if raw != self._as_read(_ITEM_END) or length:
            raise NotQuickError
        found.delimited = True
        return at


class _Implicit(_Reader):
    def __init__(self) -> None:
        super().__init__(little_endian=True, head="LL")

    def _check_start(self, data: bytes, at: int) -> None:
        first, second = data[at + 4], data[at + 5]
        if 0x40 < first < 0x5B and 0x40 < second < 0x5B:  # letters where a length belongs: pydicom's own test
            raise NotQuickError

    def _elements(
        self, data: bytes, at: int, end: int, found: ElementSet, wanted: Mapping[int, int], depth: int = 0
    ) -> int:
        head, get, elements, item_end = self._head, wanted.get, found.elements, self._as_read(_ITEM_END)
        while at < end:
            raw, length = head(data, at)
            at += 8
            tag = get(raw)
            if tag is None:
                if raw == item_end:
                    found.delimited = True
                    return at
                if length == UNDEFINED_LENGTH:
                    if _stated_vr(self._as_read(raw)) not in {"SQ", None}:
                        raise NotQuickError
                    at = self._items(data, at, length, end, depth)[1]
                    continue
            elif tag < 0:
                found.pixel = (-tag, at, length)
                return at
            elif tag in _SEQUENCES:
                start = at
                found.sequences[tag], at = self._items(data, at, length, end, depth)
                elements[tag] = (None, data[start:at])
                continue
            else:
                elements[tag] = (None, data[at : at + length])
            at += length
        if at != end:
            raise NotQuickError
        return at


_EXPLICIT_LITTLE = _Explicit(little_endian=True)
_EXPLICIT_BIG = _Explicit(little_endian=False)
_IMPLICIT = _Implicit()


def _reader_of(syntax: str) -> _Reader:
    if syntax == ImplicitVRLittleEndian:
        return _IMPLICIT
    if syntax == ExplicitVRBigEndian:
        return _EXPLICIT_BIG
    if not syntax.startswith(_STANDARD_SYNTAXES) or syntax == DeflatedExplicitVRLittleEndian:
        raise NotQuickError
    return _EXPLICIT_LITTLE


def _check_character_set(found: ElementSet) -> None:
    declared = found.elements.get(CHARACTER_SET)
    if declared is not None and not _is_usual_character_set(declared[1]):
        raise NotQuickError


def open_values(path: str) -> QuickHeader:
    """The header of any file: the quick way, else as `open_header` reads it.

    Raises `NotDicomError` with the reason, or `OSError` when the file cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)  # a file object costs as much as reading the header
    try:
        start = os.read(descriptor, PREFIX_BYTES)
        size = os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)
    try:
        return read_quick(start, size)
    except NotQuickError:
        opened = open_header(path)
    return QuickHeader(
        RawValues(opened.dataset), opened.transfer_syntax_uid, opened.sop_class_uid, opened.pixel_element
    )
