"""Reads catalogue TOML files: the shipped one, then a site's own over it, each field checked when read."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from annotations.anatomy import Level, LevelKind
from annotations.codes import CodedConcept

EnumT = TypeVar("EnumT", bound=StrEnum)
_ID = re.compile(r"[a-z][a-z0-9_]*")
_REGION_LETTERS = {"cervical": "C", "thoracic": "T", "lumbar": "L", "sacral": "S"}


class Evidence(StrEnum):
    """How far an entry or code can be trusted (domain.md 0.1)."""

    VERIFIED = "verified"
    SOURCED = "sourced"
    RADLEX = "radlex"
    INDIRECT = "indirect"
    UNVERIFIED = "unverified"


class CatalogueError(ValueError):
    """A catalogue file that cannot be used: names the file, the entry and the field."""


def read_tables(file_name: str, key: str, directory: Path | None) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """(file, id, table) of each entry of a catalogue, in order: shipped entries, then a site's own new ones.

    Entries are the `[[key]]` tables of `file_name`. Where `directory` holds a file of that name, a field given there
    replaces the shipped field of the same entry, and an entry with a new id is added. Raises `CatalogueError`.
    """
    shipped = files("annotations").joinpath("catalogue", file_name).read_text(encoding="utf-8")
    entries = _parse(shipped, file_name, key)
    merged = {entry_id: (file_name, table) for entry_id, table in entries.items()}
    site_file = None if directory is None else directory / file_name
    if site_file is not None and site_file.is_file():
        for entry_id, table in _parse(_text_of(site_file), str(site_file), key).items():
            merged[entry_id] = (str(site_file), {**merged.get(entry_id, ("", {}))[1], **table})
    return [(source, entry_id, table) for entry_id, (source, table) in merged.items()]


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: cannot be read as UTF-8 text ({type(error).__name__})") from error


def _parse(text: str, source: str, key: str) -> dict[str, dict[str, Any]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{source}: is not valid TOML: {error}") from error
    tables = document.get(key, [])
    if set(document) - {key} or not isinstance(tables, list):
        raise CatalogueError(f"{source}: holds only [[{key}]] tables, found {', '.join(sorted(document))}")
    entries: dict[str, dict[str, Any]] = {}
    for number, table in enumerate(tables, start=1):
        entry_id = table.get("id") if isinstance(table, dict) else None
        if not isinstance(entry_id, str) or not _ID.fullmatch(entry_id):
            raise CatalogueError(f"{source}: [[{key}]] number {number} needs an id of small letters, digits and _")
        if entry_id in entries:
            raise CatalogueError(f"{source}: {entry_id} is there twice")
        entries[entry_id] = table
    return entries


class EntryReader:
    """Takes the fields of one entry out one by one; `finish` refuses what nobody asked for."""

    def __init__(self, source: str, entry_id: str, table: Mapping[str, Any]) -> None:
        self._where = f"{source}: {entry_id}"
        self._rest = {name: value for name, value in table.items() if name != "id"}

    def error(self, field: str, reason: str) -> CatalogueError:
        """The error for a field, with file and entry named."""
        return CatalogueError(f"{self._where}: {field} {reason}")

    def text(self, field: str, default: str | None = None) -> str:
        """A string; required when there is no default."""
        value = self._rest.pop(field, default)
        if not isinstance(value, str):
            raise self.error(field, "must be given as text")
        return value

    def flag(self, field: str, *, default: bool = False) -> bool:
        """A truth value."""
        value = self._rest.pop(field, default)
        if not isinstance(value, bool):
            raise self.error(field, "must be true or false")
        return value

    def number(self, field: str, default: float | None = None) -> float:
        """A finite number; required when there is no default."""
        value = self._rest.pop(field, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise self.error(field, "must be given as a number")
        return float(value)

    def optional_number(self, field: str) -> float | None:
        """A finite number, None when the field is absent."""
        return self.number(field) if field in self._rest else None

    def whole_number(self, field: str) -> int:
        """A whole number of 1 or more; required."""
        value = self._rest.pop(field, None)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.error(field, "must be given as a whole number of 1 or more")
        return value

    def texts(self, field: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of strings; required when there is no default."""
        value = self._rest.pop(field, default)
        if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
            raise self.error(field, "must be a list of texts")
        return tuple(value)

    def choice(self, field: str, kind: type[EnumT], default: EnumT | None = None) -> EnumT:
        """A member of an enumeration by its value."""
        return self._member(field, kind, self.text(field, default))

    def choices(self, field: str, kind: type[EnumT], default: tuple[EnumT, ...] | None = None) -> tuple[EnumT, ...]:
        """Members of an enumeration by their values."""
        return tuple(self._member(field, kind, value) for value in self.texts(field, default))

    def optional_choice(self, field: str, kind: type[EnumT]) -> EnumT | None:
        """A member of an enumeration, None when the field is absent."""
        return self.choice(field, kind) if field in self._rest else None

    def tables(self, field: str) -> tuple[Mapping[str, Any], ...]:
        """A list of tables, empty when absent."""
        value = self._rest.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.error(field, "must be a list of tables")
        return tuple(value)

    def nested(self, field: str) -> tuple[EntryReader, ...]:
        """Readers for a list of tables."""
        return tuple(EntryReader(self._where, f"{field}[{n}]", one) for n, one in enumerate(self.tables(field)))

    def code(self, value: str, scheme: str, meaning: str) -> CodedConcept:
        """A coded concept; a part too long for DICOM is an error of this entry."""
        try:
            return CodedConcept(value, scheme, meaning)
        except ValueError as error:
            raise self.error("code", str(error)) from error

    def levels(self) -> tuple[Level, ...]:
        """The levels meant by `level_kinds`, `regions` (by vertebra letter) and `joints`, in anatomical order.

        `only` limits them further to the levels it names.
        """
        kinds = self.choices("level_kinds", LevelKind)
        regions = self.texts("regions", tuple(_REGION_LETTERS))
        if unknown := [name for name in regions if name not in _REGION_LETTERS]:
            raise self.error("regions", f"{unknown[0]!r} is none of {', '.join(_REGION_LETTERS)}")
        joints = self.choices("joints", Level, ())
        if LevelKind.JOINT in kinds and not joints:
            raise self.error("joints", "must be named when level_kinds has joint")
        letters = {_REGION_LETTERS[name] for name in regions}
        spinal = (level for level in Level if level.kind in kinds and {v.value[0] for v in level.vertebrae} & letters)
        only = self.choices("only", Level, tuple(Level))
        found = tuple(level for level in (*spinal, *joints) if level in only)
        if not found:
            raise self.error("level_kinds", "leaves no level to choose")
        return found

    def finish(self) -> None:
        """Refuse fields that were not read."""
        if self._rest:
            raise self.error(", ".join(sorted(self._rest)), "is not a field of this catalogue")

    def _member(self, field: str, kind: type[EnumT], value: str) -> EnumT:
        members = {member.value: member for member in kind}
        if value not in members:
            raise self.error(field, f"{value!r} is none of {', '.join(members)}")
        return members[value]
