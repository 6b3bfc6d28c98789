"""What each user prefers: one small file of named values, kept at once, told to whoever listens, reset in one place."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

LOG = logging.getLogger(__name__)

Listener = Callable[[str], None]
Value = Any
"""Whatever JSON holds. A file can be edited by hand, so that whoever reads a value checks it."""

UNREADABLE = "{path} could not be read ({reason}); the usual settings are used. The file was kept as {kept}."
UNWRITABLE = "Settings could not be kept in {path} ({reason}); make the folder writable."


class Preferences:
    """Values by dotted key (`windows.user`, `mouse.scheme`), written to `path` with each change. GUI thread only.

    A file that cannot be read is put aside, never overwritten; `problem` says so. Without a path nothing is kept.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._listeners: list[Listener] = []
        self.problem = ""
        self._values: dict[str, Value] = self._read()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are set, sorted."""
        return tuple(sorted(self._values))

    def get(self, key: str, default: Value = None) -> Value:
        """The value of a key, as JSON gives it back; `default` where none is set."""
        return self._values.get(key, default)

    def set(self, key: str, value: Value) -> None:
        """Keep a value that JSON can hold and tell everyone. Raises `TypeError` for any other value."""
        plain = json.loads(json.dumps(value))
        if key in self._values and self._values[key] == plain:
            return
        self._values[key] = plain
        self._write()
        self._tell(key)

    def forget(self, key: str) -> None:
        """Take a value away: the usual one is in force again."""
        if key in self._values:
            del self._values[key]
            self._write()
            self._tell(key)

    def reset(self, section: str = "") -> None:
        """Forget every value, or those of a section (`windows` forgets `windows.user`)."""
        for key in self.keys:
            if not section or key == section or key.startswith(f"{section}."):
                self.forget(key)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the key of each change; returns the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, key: str) -> None:
        for listener in tuple(self._listeners):
            listener(key)

    def _read(self) -> dict[str, Value]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            return self._put_aside(type(error).__name__)
        return dict(stored) if isinstance(stored, Mapping) else self._put_aside("not a table of values")

    def _put_aside(self, reason: str) -> dict[str, Value]:
        assert self._path is not None
        path = kept = self._path
        try:
            kept = path.replace(path.with_suffix(".unreadable.json"))
        except OSError:
            self._path = None  # it stays where it is; nothing is written over it
        self.problem = UNREADABLE.format(path=path, reason=reason, kept=kept.name)
        LOG.warning("the preferences cannot be read: %s", reason)
        return {}

    def _write(self) -> None:
        if self._path is None:
            return
        unfinished = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self._values, indent=1, sort_keys=True, ensure_ascii=False)
            unfinished.write_text(text + "\n", encoding="utf-8")
            unfinished.replace(self._path)
        except OSError as error:
            self.problem = UNWRITABLE.format(path=self._path, reason=error.strerror or type(error).__name__)
            LOG.warning("the preferences cannot be written: %s", type(error).__name__)
