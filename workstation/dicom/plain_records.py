"""Frozen records to plain JSON values and back, by their type hints; the index database keeps them so."""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Reader = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """Dataclasses as objects, tuples as lists, enums as their values; numbers, texts and None as they are."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field: to_plain(getattr(value, field)) for field in value.__dataclass_fields__}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """The record that `to_plain` gave. Raises `ValueError`, `TypeError` or `KeyError` when it is not one."""
    return cast(T, _reader(cast(Any, kind))(plain))


@functools.cache
def _reader(kind: Any) -> _Reader:
    if dataclasses.is_dataclass(kind):
        return _record_reader(kind)
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _optional_reader(kind)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _as_is


def _as_is(plain: Any) -> Any:
    return plain


def _record_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}
    converted = {name: reader for name, reader in readers.items() if reader is not _as_is}

    def read(plain: Any) -> Any:
        values = dict(plain)
        for name, reader in converted.items():
            values[name] = reader(values[name])
        return kind(**values)

    return read


def _optional_reader(kind: Any) -> _Reader:
    (inner,) = (arg for arg in get_args(kind) if arg is not types.NoneType)
    reader = _reader(inner)
    return lambda plain: None if plain is None else reader(plain)


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        reader = _reader(arguments[0])
        return tuple if reader is _as_is else lambda plain: tuple(map(reader, plain))
    readers = [_reader(argument) for argument in arguments]
    return lambda plain: tuple(reader(item) for reader, item in zip(readers, plain, strict=True))
