"""Random damage to bytes, always the same for one seed of the generator."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

NUMBERS = (0, 1, 2, 7, 8, 16, 127, 128, 255, 256, 4095, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
WORDS = (
    b"\xfe\xff\x00\xe0", b"\xfe\xff\x0d\xe0\0\0\0\0", b"\xfe\xff\xdd\xe0\0\0\0\0", b"\xe0\x7f\x10\x00",
    b"\xff\xff\xff\xff", b"SQ\0\0\xff\xff\xff\xff", b"UN\0\0\xff\xff\xff\xff", b"OW\0\0", b"OB\0\0", b"US\2\0",
    b"UL\4\0", b"\xff\xd8", b"\xff\xd9", b"\xff\xf7", b"\xff\x4f\xff\x51", b"\xff\xda", b"\xff\xc4",
    b"\xff\x52", b"PK\1\2", b"PK\3\4", b"PK\5\6", b"..\\..\\x", b"\x1b$B", b"\x1b(B", b"\\ISO 2022 IR 58",
    b"2147483648", b"1e999", b"nan", b"\x28\x00\x10\x00", b"\x28\x00\x08\x00",
)  # fmt: skip
"""What the formats give a meaning to: items, delimiters, VRs, markers, escapes, numbers that do not fit."""


def mutated(data: bytes, others: tuple[bytes, ...], chance: random.Random) -> bytes:
    """The bytes with one to eight changes; `others` lend parts of themselves."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        chance.choice(_CHANGES)(changed, others, chance)
    return bytes(changed)


def _place(data: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytearray, _others: tuple[bytes, ...], chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _byte(data: bytearray, _others: tuple[bytes, ...], chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _number(data: bytearray, _others: tuple[bytes, ...], chance: random.Random) -> None:
    """A number at its limit over two, four or eight bytes, in either byte order."""
    form = chance.choice(("<H", ">H", "<I", ">I", "<Q"))
    value = chance.choice(NUMBERS) & ((1 << 8 * struct.calcsize(form)) - 1)
    at = _place(data, chance)
    data[at : at + struct.calcsize(form)] = struct.pack(form, value)


def _add(data: bytearray, _others: tuple[bytes, ...], chance: random.Random) -> None:
    """A length or a count a little off."""
    if len(data) > 2:
        at = chance.randrange(len(data) - 1)
        value = int.from_bytes(data[at : at + 2], "little") + chance.randint(-9, 9)
        data[at : at + 2] = (value & 0xFFFF).to_bytes(2, "little")


def _word(data: bytearray, _others: tuple[bytes, ...], chance: random.Random) -> None:
    word, at = chance.choice(WORDS), _place(data, chance)
    data[at : at + (len(word) if chance.random() < 0.6 else 0)] = word


def _drop(data: bytearray, _others: tuple[bytes, ...], chance: random.Random) -> None:
    at = _place(data, chance)
    del data[at : at + chance.choice((1, 2, 4, 8, 32, 300))]


def _double(data: bytearray, _others: tuple[bytes, ...], chance: random.Random) -> None:
    at = _place(data, chance)
    part = bytes(data[at : at + chance.choice((1, 4, 8, 20, 100))])
    data[at:at] = part * chance.choice((1, 1, 2, 50))


def _lend(data: bytearray, others: tuple[bytes, ...], chance: random.Random) -> None:
    other = chance.choice(others)
    start = chance.randrange(len(other) + 1)
    at = _place(data, chance)
    part = other[start : start + chance.choice((8, 40, 200, 1000))]
    data[at : at + (len(part) if chance.random() < 0.5 else 0)] = part


def _cut(data: bytearray, _others: tuple[bytes, ...], chance: random.Random) -> None:
    if chance.random() < 0.3:
        del data[_place(data, chance) :]


_Change = Callable[[bytearray, tuple[bytes, ...], random.Random], None]
_CHANGES: tuple[_Change, ...] = (_flip, _flip, _byte, _number, _number, _add, _word, _word, _drop, _double, _lend, _cut)
