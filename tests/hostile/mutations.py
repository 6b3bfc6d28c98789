"""Ways to damage a good DICOM file, each with a name that finds it again."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from itertools import islice

from tests.support.raw_elements import PIXEL_DATA, UNDEFINED, RawFile, raw_file

Mutation = tuple[str, bytes]
HEADER_STEP = 512
MAX_HEADER_CUTS = 256
TAIL_CUTS = 8
NESTING = 10_000
LARGE_BYTES = 70_000
SMALL_SHARE, LARGE_SHARE = 14, 6
"""Mutations of each family a quick run tries on a small and on a large file: large ones take long to decode."""
ROWS, COLUMNS, BITS_ALLOCATED, NUMBER_OF_FRAMES = 0x00280010, 0x00280011, 0x00280100, 0x00280008
REFERENCED_IMAGES, SHARED_GROUPS, PALETTE_ENTRIES = 0x00081140, 0x52009229, 0x00281101
UIDS = (0x00080018, 0x0020000D, 0x0020000E, 0x00200052)
PATH_TEXTS = (
    b"../../hostile-x",
    b"/etc/passwd",
    b"C:\\hostile-x",
    b"\0../x\0",
    b"%2e%2e/x",
    b"~/hostile-x",
    b"1" * 4000,
)
PREAMBLES = {"mz": b"MZ\x90\x00", "elf": b"\x7fELF\x02\x01\x01", "script": b"#!/bin/sh\necho x\n", "tiff": b"II*\0"}
CANARY = b"QZXJVKQW"
PATIENT_TEXTS = (
    0x00080050, 0x00080080, 0x00080081, 0x00080090, 0x00081048, 0x00081050, 0x00081070,
    0x00100010, 0x00100020, 0x00101000, 0x00101001, 0x00101040, 0x001021B0, 0x00104000, 0x00204000,
)  # fmt: skip


def with_canaries(data: bytes) -> bytes:
    """The file with its patient texts overwritten by a word that must not appear in any message."""
    file = raw_file(data)
    changed = bytearray(data)
    for element in file.elements if file is not None else ():
        if element.tag in PATIENT_TEXTS and len(CANARY) <= element.length < UNDEFINED:
            changed[element.value_at : element.end] = (CANARY * (element.length // 8 + 1))[: element.length]
    return bytes(changed)


def mutations(data: bytes, *, thorough: bool, turn: int = 0) -> Iterator[Mutation]:
    """Every mutation of one file; `turn` picks which of the alternatives a quick run tries on this file."""
    yield "whole", data
    yield from _cuts(data, thorough=thorough)
    yield from _preambles(data, thorough=thorough, turn=turn)
    file = raw_file(data)
    if file is None:
        return
    for family in _FAMILIES:
        found = list(family(file))
        yield from found if thorough else _some(found, turn, SMALL_SHARE if len(data) < LARGE_BYTES else LARGE_SHARE)
    if thorough or turn % 6 == 0:
        yield from _nested(file)


def _some(found: list[Mutation], turn: int, most: int) -> Iterator[Mutation]:
    """A few of a family, others for every file."""
    step = max(1, len(found) // most)
    yield from islice(found[turn % step :: step], most)


def _cuts(data: bytes, *, thorough: bool) -> Iterator[Mutation]:
    file = raw_file(data)
    header_end = min(file.header_end if file is not None else len(data), len(data))
    places = list(range(0, header_end + HEADER_STEP, HEADER_STEP))
    if not thorough and len(places) > MAX_HEADER_CUTS:
        places = places[:: len(places) // MAX_HEADER_CUTS + 1]
    rest = len(data) - header_end
    tail = len(range(0, rest, HEADER_STEP)) if thorough else TAIL_CUTS
    places += [header_end + rest * n // max(1, tail) for n in range(tail)]
    for at in sorted({place for place in [*places, len(data) - 1] if 0 <= place < len(data)}):
        yield f"cut at {at}", data[:at]


def _preambles(data: bytes, *, thorough: bool, turn: int) -> Iterator[Mutation]:
    if data[128:132] != b"DICM":
        return
    names = list(PREAMBLES) if thorough else list(PREAMBLES)[turn % 2 :: 2]
    for name in names:
        start = PREAMBLES[name]
        yield f"preamble {name}", start + data[len(start) :]
    yield "no preamble", data[132:]


def _lengths(file: RawFile) -> Iterator[Mutation]:
    """The length field of each element: zero, one more, the largest, one bit flipped, bytes swapped."""
    order = "little" if file.little else "big"
    for element in file.elements:
        size = 2 if element.value_at - element.start == 8 and not file.implicit else 4
        at = element.value_at - size
        largest = (1 << (8 * size)) - 1
        stated = int.from_bytes(file.data[at : element.value_at], order)
        flipped = (0, stated + 1, largest, largest - 1, stated ^ 0x80, stated ^ (1 << (8 * size - 1)), stated << 8)
        for value in dict.fromkeys(v & largest for v in flipped if v & largest != stated):
            changed = file.data[:at] + value.to_bytes(size, order) + file.data[element.value_at :]
            yield f"length of {element.tag:08x} is {value}", changed


def _wrong_vr(file: RawFile) -> Iterator[Mutation]:
    for tag in (ROWS, COLUMNS):
        rows = file.find(tag)
        if rows is None or file.implicit:
            continue
        for vr, value in (
            ("UL", file.number(0x7FFFFFFF, 4)), ("DS", b"1e309 "), ("IS", b"-99999999999"), ("SS", b"\xff\xff"),
            ("FD", b"\xff" * 8), ("OB", bytes(300)), ("SQ", bytes(2)), ("UN", b"\x08\x00"), ("XX", b"ab"), ("US", b""),
            ("US", file.number(0xFFFF)), ("US", file.number(0)), ("US", bytes(512)), ("ST", b"a" * 600),
        ):  # fmt: skip
            yield f"{tag:08x} as {vr} of {len(value)} bytes", file.with_element(tag, file.encoded(tag, vr, value))


def _numbers(file: RawFile) -> Iterator[Mutation]:
    """Numbers that ask for too much memory or make no sense."""
    for frames in (
        b"2147483648",
        b"2147483647",
        b"-1",
        b"20000 ",
        b"99999999999999999999",
        b"1e300 ",
        b"nan ",
        b"\\\\\\ ",
    ):
        element = file.encoded(NUMBER_OF_FRAMES, "IS", frames)
        yield f"{frames.decode()} frames", file.with_element(NUMBER_OF_FRAMES, element)
    for tag, values in (
        (ROWS, (0xFFFF, 1)), (COLUMNS, (0xFFFF, 1)), (BITS_ALLOCATED, (0, 1, 7, 12, 32, 64, 0xFFFF)),
        (0x00280101, (0, 1, 17, 0xFFFF)), (0x00280102, (0, 31, 0xFFFF)), (0x00280103, (1, 2)),
        (0x00280002, (0, 2, 3, 4, 0xFFFF)), (0x00280006, (1, 7)),
    ):  # fmt: skip
        for value in values:
            yield f"{tag:08x} is {value}", file.with_element(tag, file.encoded(tag, "US", file.number(value)))
    huge = file.with_element(ROWS, file.encoded(ROWS, "US", file.number(0xFFFF)))
    again = raw_file(huge)
    if again is not None:
        for count in (0x1FFF, 0x3FFF):  # of 16-bit pixels, the first is just a frame that is allowed
            columns = again.encoded(COLUMNS, "US", again.number(count))
            yield f"65535 rows of {count} columns", again.with_element(COLUMNS, columns)


def _texts(file: RawFile) -> Iterator[Mutation]:
    for tag, vr, value in (
        (0x00280004, "CS", b"PALETTE COLOR "), (0x00280004, "CS", b"YBR_FULL_422"), (0x00280004, "CS", b"RGB "),
        (0x00280030, "DS", b"0\\0 "), (0x00280030, "DS", b"1e-300\\1e300"), (0x00281050, "DS", b"nan\\inf "),
        (0x00281051, "DS", b"-1"), (0x00281053, "DS", b"1e308 "), (0x00281052, "DS", b"1e308 "),
        (0x00200032, "DS", b"1e308\\-1e308\\nan "), (0x00200037, "DS", b"1\\0\\0\\1\\0\\0 "),
        (0x00080005, "CS", b"ISO 2022 IR 87\\ISO 2022 IR 13"), (0x00080005, "CS", b"\\\\\\\\"),
        (0x00080005, "CS", b"GB18030 "), (0x00100010, "PN", b"\x1b$B" * 20), (0x00100010, "PN", b"=^=^=^\xff\xfe "),
        (0x00280009, "AT", b"\xff" * 5), (PALETTE_ENTRIES, "US", b"\0\0\0\0\xff\xff"),
    ):  # fmt: skip
        yield f"{tag:08x} is {value[:12]!r}", file.with_element(tag, file.encoded(tag, vr, value))


def _paths(file: RawFile) -> Iterator[Mutation]:
    """Unique identifiers that would be paths if a program used them as names."""
    for tag in UIDS:
        for text in PATH_TEXTS:
            padded = text + b"\0" * (len(text) % 2)
            yield f"{tag:08x} is {text[:16]!r}", file.with_element(tag, file.encoded(tag, "UI", padded))


def _planes(file: RawFile) -> Iterator[Mutation]:
    """Overlays and lookup tables that state more than they hold."""
    for tag, vr, value in (
        (0x60000010, "US", file.number(0xFFFF)), (0x60000011, "US", file.number(0)),
        (0x60000050, "SS", b"\0\x80\xff\x7f"),
        (0x60000100, "US", file.number(16)), (0x60000102, "US", file.number(0xFFFF)), (0x60003000, "OW", b"\xff" * 2),
        (0x00281201, "OW", b"\1"), (0x00281221, "OW", struct.pack("<HHH", 1, 0xFFFF, 9)),
        (0x00283000, "SQ", b"\xfe\xff\x00\xe0\xff\xff\xff\xff"), (0x00283010, "SQ", bytes(8)),
        (0x00181600, "CS", b"POLYGONAL "), (0x00181620, "IS", b"1\\2\\3 "),
    ):  # fmt: skip
        yield f"{tag:08x} of {len(value)} bytes", file.with_element(tag, file.encoded(tag, vr, value))


def _fragments(file: RawFile) -> Iterator[Mutation]:
    """Basic and extended offset tables and item lengths that point outside the file."""
    pixels = file.find(PIXEL_DATA)
    if pixels is None or pixels.length != UNDEFINED:
        return
    data, start = file.data, pixels.value_at
    table = int.from_bytes(data[start + 4 : start + 8], "little")
    first = start + 8 + table
    for value in (0xFFFFFFFF, 0xFFFFFFFE, 0x7FFFFFFF, 3, len(data)):
        packed = struct.pack("<I", value)
        yield f"offset table of {value} bytes", data[: start + 4] + packed + data[start + 8 :]
        yield f"first offset {value}", data[:start] + b"\xfe\xff\x00\xe0\4\0\0\0" + packed + data[first:]
        yield f"first fragment of {value} bytes", data[: first + 4] + packed + data[first + 8 :]
    yield "no offset table", data[:start] + data[first:]
    yield "no fragment", data[:first] + b"\xfe\xff\xdd\xe0\0\0\0\0"
    yield "empty fragment", data[: first + 4] + bytes(4) + data[first + 8 :]
    yield "fragment with a false tag", data[:first] + b"\xfe\xff\x00\xe1" + data[first + 4 :]
    yield "thousands of empty fragments", data[:first] + b"\xfe\xff\x00\xe0\0\0\0\0" * 5000 + data[first:]
    for offset in (0xFFFFFFFFFFFFFFFF, 1 << 40, 5):
        extended = file.encoded(0x7FE00001, "OV", struct.pack("<Q", offset))
        lengths = file.encoded(0x7FE00002, "OV", struct.pack("<Q", offset))
        yield f"extended offset {offset}", data[: pixels.start] + extended + lengths + data[pixels.start :]
    middle = first + 8 + (len(data) - first) // 2
    yield "zeros in the compressed data", data[:middle] + bytes(64) + data[middle + 64 :]
    yield "ones in the compressed data", data[: first + 40] + b"\xff" * 64 + data[first + 104 :]
    yield (
        "start of the compressed data flipped",
        data[: first + 8] + bytes(b ^ 0x55 for b in data[first + 8 : first + 60]) + data[first + 60 :],
    )


def _nested(file: RawFile) -> Iterator[Mutation]:
    """Sequences nested deeper than any real object, in the encoding of the file and as unknown VR."""
    order = "<" if file.little else ">"
    item = struct.pack(f"{order}HHI", 0xFFFE, 0xE000, UNDEFINED)
    for tag in (REFERENCED_IMAGES, SHARED_GROUPS):
        opening = file.encoded(tag, "SQ", item, length=UNDEFINED)
        yield f"{tag:08x} nested, undefined lengths", _inserted(file, tag, opening * NESTING)
        closing = struct.pack(f"{order}HHIHHI", 0xFFFE, 0xE00D, 0, 0xFFFE, 0xE0DD, 0)
        yield f"{tag:08x} nested and closed", _inserted(file, tag, opening * NESTING + closing * NESTING)
        inner = b""
        parts: list[bytes] = []
        size = 0
        for _ in range(NESTING):
            head = struct.pack(f"{order}HHI", 0xFFFE, 0xE000, size)
            part = file.encoded(tag, "SQ", head, length=size + 8)
            parts.append(part)
            size += len(part)
        inner = b"".join(reversed(parts))
        yield f"{tag:08x} nested, defined lengths", _inserted(file, tag, inner)
        unknown = file.encoded(tag, "UN", item, length=UNDEFINED)
        yield f"{tag:08x} nested as UN", _inserted(file, tag, unknown * NESTING)


def _inserted(file: RawFile, tag: int, element: bytes) -> bytes:
    behind = next((e for e in file.elements if e.tag >= tag), None)
    at = behind.start if behind is not None else file.header_end
    return file.data[:at] + element + file.data[at:]


_FAMILIES: tuple[Callable[[RawFile], Iterator[Mutation]], ...] = (
    _lengths, _wrong_vr, _numbers, _texts, _paths, _planes, _fragments,
)  # fmt: skip
