"""Takes the values of one TOML table out one by one and refuses, with place and remedy, what does not belong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from workstation.hanging.protocol import ProtocolError

EnumT = TypeVar("EnumT", bound=StrEnum)


class TableReader:
    """`where` says which table this is, as it goes into an error: `rule 2 (sag_t2)`."""

    def __init__(self, where: str, table: Mapping[str, Any]) -> None:
        self._where = where
        self._rest = dict(table)
        self._known: list[str] = []

    def error(self, name: str, reason: str) -> ProtocolError:
        """The error for a value."""
        return ProtocolError(f"{self._where}: {name} {reason}" if self._where else f"{name} {reason}")

    def text(self, name: str, default: str | None = None) -> str:
        """A text; required and not empty without a default."""
        value = self._take(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(name, "must be given as text, in quotes")
        return value.strip()

    def has(self, name: str) -> bool:
        """Whether a value is given, even an empty one."""
        self._known.append(name)
        return name in self._rest

    def flag(self, name: str, *, default: bool) -> bool:
        """A truth value."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise self.error(name, "must be true or false")
        return value

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self._take(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(name, "must be a whole number")
        return value

    def number(self, name: str, default: float | None = None) -> float | None:
        """A finite number."""
        value = self._take(name, default)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < float("inf"):
            raise self.error(name, "must be a number")
        return float(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text alone will do; empty when absent."""
        value = self._take(name, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.error(name, 'must be a list of texts, like ["MR"]')
        return tuple(one.strip() for one in value)

    def choice(self, name: str, kind: type[EnumT], default: EnumT) -> EnumT:
        """A member of an enumeration by its value."""
        return self._member(name, kind, self.text(name, default))

    def choices(self, name: str, kind: type[EnumT]) -> tuple[EnumT, ...]:
        """Members of an enumeration by their values."""
        return tuple(self._member(name, kind, value) for value in self.texts(name))

    def value(self, name: str, default: Any) -> Any:
        """A value of any kind, for the caller to look at."""
        return self._take(name, default)

    def table(self, name: str) -> Mapping[str, Any]:
        """A table; empty when absent."""
        value = self._take(name, {})
        if not isinstance(value, dict):
            raise self.error(name, f"must be a table, [{name}]")
        return value

    def tables(self, name: str, title: Callable[[Mapping[str, Any]], str]) -> tuple[TableReader, ...]:
        """Readers of a list of tables, each named by its number and `title`; empty when absent."""
        value = self._take(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.error(name, f"must be tables, each under [[{name}]]")
        before = f"{self._where}, " if self._where else ""
        return tuple(
            TableReader(f"{before}{name} {number}{_bracketed(title(one))}", one)
            for number, one in enumerate(value, start=1)
        )

    def finish(self) -> None:
        """Refuse what nobody asked for: a misspelt name would be passed over otherwise."""
        if self._rest:
            raise self.error(min(self._rest), f"is not known here; known are {', '.join(sorted(self._known))}")

    def _take(self, name: str, default: Any) -> Any:
        self._known.append(name)
        return self._rest.pop(name, default)

    def _member(self, name: str, kind: type[EnumT], value: str) -> EnumT:
        members = {member.value.casefold(): member for member in kind}
        if value.casefold() not in members:
            raise self.error(name, f"{value!r} is none of {', '.join(member.value for member in kind)}")
        return members[value.casefold()]


def _bracketed(title: str) -> str:
    return f" ({title})" if title else ""
