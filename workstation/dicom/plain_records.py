"""Frozen records to plain JSON lists and back, by their type hints; the index database keeps them so.

A record is the list of its field values in their order: a third of the size of objects with names, and read several
times as fast. `record_form` says which fields and types a reader expects, so that a list of another form is not read.
"""

from __future__ import annotations

import dataclasses
import functools
import sys
import types
from collections.abc import Callable
from enum import Enum
from operator import attrgetter
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Converter = Callable[[Any], Any]
_SHARED_VALUES = 4096
"""Equal values (pixel modules, identities, orientations) of so many files become one object: they are in every file."""


def to_plain(value: Any) -> Any:
    """Dataclasses and tuples as lists, enums as their values; numbers, texts and None as they are."""
    return _writer(cast(Any, type(value)))(value)


def from_plain(kind: type[T], plain: Any) -> T:
    """The record that `to_plain` gave. Raises `ValueError`, `TypeError` or `KeyError` when it is not one."""
    return cast(T, _reader(cast(Any, kind))(plain))


def record_form(kind: type) -> str:
    """The fields of a record and of those in it, with their types: equal only for equal plain forms."""
    found: dict[str, str] = {}
    _collect_form(kind, found)
    return "; ".join(f"{name}({fields})" for name, fields in sorted(found.items()))


def _collect_form(kind: Any, found: dict[str, str]) -> None:
    for argument in get_args(kind):
        _collect_form(argument, found)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind.__qualname__ not in found:
        hints = get_type_hints(kind)
        names = [field.name for field in dataclasses.fields(kind)]
        found[kind.__qualname__] = ", ".join(f"{name}: {hints[name]}" for name in names)
        for name in names:
            _collect_form(hints[name], found)


def _as_is(value: Any) -> Any:
    return value


@functools.cache
def _writer(kind: Any) -> _Converter:
    if dataclasses.is_dataclass(kind):
        return _record_writer(kind)
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        writer = _writer(_optional_argument(kind))
        return _as_is if writer is _as_is else lambda value: None if value is None else writer(value)
    if origin is tuple:
        return _tuple_writer(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return attrgetter("value")
    return _as_is


def _record_writer(kind: Any) -> _Converter:
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    values = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)
    converted = [(n, _writer(hints[name])) for n, name in enumerate(names) if _writer(hints[name]) is not _as_is]

    def write(record: Any) -> list[Any]:
        plain = list(values(record))
        for number, writer in converted:
            plain[number] = writer(plain[number])
        return plain

    return write


def _tuple_writer(arguments: tuple[Any, ...]) -> _Converter:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        writer = _writer(arguments[0])
        return _as_is if writer is _as_is else lambda value: list(map(writer, value))
    writers = [_writer(argument) for argument in arguments]
    if all(writer is _as_is for writer in writers):
        return _as_is
    return lambda value: [writer(item) for writer, item in zip(writers, value, strict=True)]


def _optional_argument(kind: Any) -> Any:
    (inner,) = (argument for argument in get_args(kind) if argument is not types.NoneType)
    return inner


@functools.cache
def _reader(kind: Any) -> _Converter:
    if dataclasses.is_dataclass(kind):
        return _record_reader(kind)
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        reader = _reader(_optional_argument(kind))
        return _as_is if reader is _as_is else lambda plain: None if plain is None else reader(plain)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return sys.intern if kind is str else _as_is


def _record_reader(kind: Any) -> _Converter:
    hints = get_type_hints(kind)
    readers = [_reader(hints[field.name]) for field in dataclasses.fields(kind)]
    converted = [(number, reader) for number, reader in enumerate(readers) if reader is not _as_is]
    is_simple = all(reader in {_as_is, sys.intern} or isinstance(reader, type) for reader in readers)
    make = functools.lru_cache(_SHARED_VALUES)(kind) if is_simple else kind
    length = len(readers)

    def read(plain: Any) -> Any:
        if type(plain) is not list or len(plain) != length:
            raise ValueError(f"not the plain form of a {kind.__name__}")
        values = plain.copy()
        for number, reader in converted:
            values[number] = reader(values[number])
        return make(*values)

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> _Converter:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        reader = _reader(arguments[0])
        return tuple if reader is _as_is else lambda plain: tuple(map(reader, plain))
    readers = [_reader(argument) for argument in arguments]
    if all(reader is _as_is for reader in readers):
        length = len(readers)
        return lambda plain: _shared_tuple(length, *plain)
    return lambda plain: tuple(reader(item) for reader, item in zip(readers, plain, strict=True))


@functools.lru_cache(_SHARED_VALUES)
def _shared_tuple(length: int, *values: Any) -> tuple[Any, ...]:
    if len(values) != length:
        raise ValueError(f"{len(values)} values where {length} belong")
    return values
