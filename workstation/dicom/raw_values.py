"""Header values straight from the raw elements: several times faster than converting each one through pydicom."""

from __future__ import annotations

import math
import struct
import unicodedata
from functools import lru_cache

import numpy as np
from pydicom.charset import convert_encodings, decode_bytes, python_encoding
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from workstation.dicom.pydicom_setup import PARSE_ERRORS

CHARACTER_SET = 0x00080005
_FORMATS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d"}
_NAME_DELIMITERS = {0x5E, 0x3D}
_SHORT_BYTES = 2
_NOTHING = Dataset()
"""What an absent sequence holds; only ever read."""
_ESCAPE = b"\x1b"
_DEFAULT_REPERTOIRE = "iso8859"
"""pydicom's name for ISO IR 6, which is plain ASCII."""
_MAX_UID_CHARS = 64
_MAX_NUMBER_CHARS = 64
"""A number longer than this is not one (DS has at most 16 characters; some writers exceed that)."""
_REMEMBERED_VALUES = 4096
"""Values whose meaning is remembered: the files of one series share nearly all of theirs, so they share the objects."""
_MAX_REMEMBERED_BYTES = 256
"""Longer values are not kept in memory beyond their file."""
Element = tuple[str | None, bytes]
"""One element as the file holds it: its value representation (None where implicit) and its value field."""


def without_controls(text: str) -> str:
    """Text without control and format characters (bidi overrides, zero width) and without outer blanks."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf"}).strip()


@lru_cache(_REMEMBERED_VALUES)
def _ascii_values(raw: bytes) -> tuple[str, ...]:
    return tuple(without_controls(part) for part in raw.decode("ascii").split("\\"))


def _decimals(raw: bytes) -> tuple[float, ...]:
    if b"_" in raw:  # Python reads 1_0 as ten, PS3.5 6.2 knows no such number
        return ()
    try:
        values = tuple(float(part[:_MAX_NUMBER_CHARS]) for part in raw.strip(b"\0 ").split(b"\\") if part.strip())
    except ValueError:
        return ()
    return values if all(map(math.isfinite, values)) else ()


_remembered_decimals = lru_cache(_REMEMBERED_VALUES)(_decimals)


def _element(element: DataElement | RawDataElement) -> Element:
    vr = None if element.VR is None else str(element.VR)
    if isinstance(element, RawDataElement):
        return vr, bytes(element.value or b"")
    return vr, element.value if isinstance(element.value, bytes) else b""


def shown_uid(uid: str) -> str:
    """A UID as a message may repeat it: what is none (PS3.5 9.1) may be any text of a damaged header, even a name."""
    is_uid = len(uid) <= _MAX_UID_CHARS and all(c in "0123456789." for c in uid)
    return uid if is_uid else "of an invalid UID"


class RawValues:
    """Typed reads of one data set. Missing, empty and unparsable values are None, empty text or an empty tuple.

    `character_set_fault` becomes True when a text did not fit the declared Specific Character Set (0008,0005).
    Not thread-safe.
    """

    def __init__(self, dataset: Dataset, parent: RawValues | None = None) -> None:
        first = next(iter(dataset._dict.values()), None)
        # Plain numbers as keys: pydicom's tags compare in Python, which is a tenth of the time of a scan.
        self._elements = {int(tag): _element(element) for tag, element in dataset._dict.items()}
        self._little_endian = first.is_little_endian if isinstance(first, RawDataElement) else True
        self._dataset: Dataset | None = dataset
        self._parent = parent
        self.character_set_fault = False
        self._encodings: list[str] = []

    @property
    def dataset(self) -> Dataset:
        """The whole parsed data set; raises `ValueError` where only the elements of the scan were read."""
        if self._dataset is None:
            raise ValueError("the scan reads single elements, not a whole data set")
        return self._dataset

    def has(self, tag: int) -> bool:
        """Whether the element is present (it may be empty)."""
        return tag in self._elements

    def raw_elements(self) -> dict[BaseTag, DataElement | RawDataElement]:
        """The elements as parsed, to be merged into another data set."""
        return dict(self.dataset._dict)

    def vr(self, tag: int) -> str | None:
        """The value representation the file states; None when absent or implicit."""
        element = self._elements.get(tag)
        return None if element is None else element[0]

    def _bytes(self, tag: int) -> bytes:
        element = self._elements.get(tag)
        return b"" if element is None else element[1]

    def little_endian_bytes(self, tag: int) -> bytes:
        """The value of a binary element as bytes; 16-bit words (OW) of a big endian file are turned round."""
        stated, raw = self._elements.get(tag, (None, b""))
        if self._little_endian or stated != "OW":
            return raw
        return np.frombuffer(raw[: len(raw) // 2 * 2], ">u2").astype("<u2").tobytes()

    def texts(self, tag: int, *, name: bool = False) -> tuple[str, ...]:
        """The values of a text element, decoded, without control characters and padding."""
        raw = self._bytes(tag).rstrip(b"\0 ")
        if not raw:
            return ()
        if raw.isascii() and _ESCAPE not in raw:
            return _ascii_values(raw) if len(raw) <= _MAX_REMEMBERED_BYTES else _ascii_values.__wrapped__(raw)
        text = self._decoded(raw, name=name)
        return tuple(without_controls(part) for part in text.split("\\"))

    def text(self, tag: int, *, name: bool = False) -> str:
        """The first value of a text element, or an empty text."""
        values = self.texts(tag, name=name)
        return values[0] if values else ""

    def numbers(self, tag: int, vr: str = "DS") -> tuple[float, ...]:
        """The finite values of a numeric element of the given VR (`DS`, `IS` or a binary one).

        One value that is no number empties the result.
        """
        element = self._elements.get(tag)
        if element is None:
            return ()
        stated, raw = element
        if stated in {"DS", "IS"}:
            binary = None
        else:
            binary = _FORMATS.get(stated if stated in _FORMATS else vr)
        if binary is not None:
            return self._binary(raw, binary)
        return _remembered_decimals(raw) if len(raw) <= _MAX_REMEMBERED_BYTES else _decimals(raw)

    def number(self, tag: int, vr: str = "DS") -> float | None:
        """The first value of a numeric element."""
        values = self.numbers(tag, vr)
        return values[0] if values else None

    def integer(self, tag: int, vr: str = "IS") -> int | None:
        """The first value of a numeric element as a whole number; None when it is none."""
        value = self.number(tag, vr)
        return int(value) if value is not None and value == int(value) else None

    def items(self, tag: int) -> tuple[RawValues, ...]:
        """The items of a sequence; none when it is damaged."""
        if tag not in self._elements:
            return ()
        try:
            value = self.dataset[tag].value
        except (OSError, *PARSE_ERRORS):
            return ()
        if not hasattr(value, "__iter__") or isinstance(value, (str, bytes)):
            return ()
        return tuple(RawValues(item, self) for item in value if isinstance(item, Dataset))

    def item(self, tag: int) -> RawValues:
        """The first item of a sequence, or an empty data set."""
        items = self.items(tag)
        return items[0] if items else RawValues(_NOTHING, self)

    def _binary(self, raw: bytes, code: str) -> tuple[float, ...]:
        if code == "H" and len(raw) == _SHORT_BYTES:  # most of them, and every scan reads thousands
            return (float(int.from_bytes(raw, "little" if self._little_endian else "big")),)
        size = struct.calcsize(code)
        count = len(raw) // size
        order = "<" if self._little_endian else ">"
        values = tuple(float(v) for v in struct.unpack(f"{order}{count}{code}", raw[: count * size]))
        return values if all(map(math.isfinite, values)) else ()

    def _decoded(self, raw: bytes, *, name: bool) -> str:
        encodings = self._python_encodings()
        if set(encodings) == {_DEFAULT_REPERTOIRE}:
            return self._decoded_outside_repertoire(raw)
        if encodings[0] == _DEFAULT_REPERTOIRE and not raw.partition(_ESCAPE)[0].isascii():
            self._note_fault()  # bytes beyond ASCII before any escape has given them a meaning (PS3.5 6.1.2.5.3)
        try:
            text = decode_bytes(raw, encodings, _NAME_DELIMITERS if name else {0x0D, 0x0A, 0x09, 0x0C})
        except (UnicodeError, LookupError, ValueError):
            text = raw.decode("latin-1")
            self._note_fault()
        if "�" in text or "\x1b" in text:  # an escape that is left led to no set that was declared
            self._note_fault()
        return text

    def _decoded_outside_repertoire(self, raw: bytes) -> str:
        """Bytes beyond ASCII although no character set was declared: UTF-8 if they fit it, else Latin-1."""
        self._note_fault()
        try:
            return raw.decode("utf-8")
        except UnicodeError:
            return raw.decode("latin-1")

    def _python_encodings(self) -> list[str]:
        if not self._encodings:
            self._encodings = self._declared_encodings()
        return self._encodings

    def _declared_encodings(self) -> list[str]:
        raw = self._bytes(CHARACTER_SET)
        terms = [term.decode("ascii", "replace").strip(" \0") for term in raw.split(b"\\")] if raw.strip(b"\0 ") else []
        if not terms:
            return self._parent._python_encodings() if self._parent is not None else [_DEFAULT_REPERTOIRE]
        if any(term and term not in python_encoding for term in terms):
            self._note_fault()
        try:
            return convert_encodings(terms)
        except LookupError:
            return [_DEFAULT_REPERTOIRE]

    def _note_fault(self) -> None:
        self.character_set_fault = True
        if self._parent is not None:
            self._parent._note_fault()
