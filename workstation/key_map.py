"""Which keys do which command now: those of the table, changed by what the user prefers. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from workstation.action_tables.action import Action, Scope
from workstation.actions import ACTIONS
from workstation.preferences import Preferences

KEYS = "keys"
"""The preference: command id -> its keys, for the commands whose keys were changed."""
UNKNOWN_COMMAND = "The keys kept for {action_id!r} are not used: there is no such command."
NOT_KEYS = "The keys kept for {title!r} are not used: {value!r} is not a list of keys."
CLASH = "The keys kept for {title!r} are not used: {key} is the key of {other!r}."

_MODIFIERS = ("meta", "ctrl", "alt", "shift")
_NAMES: Mapping[str, str] = MappingProxyType(
    {"delete": "del", "escape": "esc", "pagedown": "pgdown", "pageup": "pgup", "insert": "ins", "enter": "return"}
)
"""Other spellings of the same key, as Qt reads them."""


def same_key(key: str) -> str:
    """One spelling for a key however it is written: `shift+ctrl+O` and `Ctrl+Shift+o` are one key."""
    *modifiers, name = key[:-1].split("+") if len(key) > 1 and key.endswith("+") else key.split("+")
    if key.endswith("+"):
        modifiers, name = [*modifiers, name] if name else modifiers, "+"
    held = [modifier.strip().lower() for modifier in modifiers if modifier]
    plain = name.strip().lower()
    return "+".join([*sorted(held, key=_order), _NAMES.get(plain, plain)])


def _order(modifier: str) -> int:
    return _MODIFIERS.index(modifier) if modifier in _MODIFIERS else len(_MODIFIERS)


def heard_together(first: Action, second: Action) -> bool:
    """Whether one key of both would mean two things. A place inside another one may claim keys of the outer one."""
    return first.scope is second.scope or Scope.ANYWHERE in (first.scope, second.scope)


class KeyMap:
    """Keys by command, live. A kept entry that cannot be used is left out and told in `problems`."""

    def __init__(self, preferences: Preferences, actions: Mapping[str, Action] = ACTIONS) -> None:
        self._preferences = preferences
        self._actions = actions
        self._changed: dict[str, tuple[str, ...]] = {}
        self.problems: tuple[str, ...] = ()
        self.read_again()

    def read_again(self) -> None:
        """Take over what the preferences hold now."""
        problems: list[str] = []
        stored = self._preferences.get(KEYS, {})
        entries = stored if isinstance(stored, Mapping) else {}
        if entries is not stored:
            problems.append("The keys that were kept are not used: they are not a table of commands.")
        self._changed = dict(self._readable(entries, problems))
        self._leave_out_clashes(problems)
        self.problems = tuple(problems)

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """The keys of a command; the first is the one shown. Raises `KeyError` for an unknown command."""
        return self._changed.get(action_id, self._actions[action_id].shortcuts)

    def shown_key(self, action_id: str) -> str:
        """The key to show beside a command, empty when it has none."""
        return next(iter(self.keys_of(action_id)), "")

    def tooltip(self, action_id: str) -> str:
        """Title and key of a command."""
        title, key = self._actions[action_id].title, self.shown_key(action_id)
        return f"{title} ({key})" if key else title

    def is_changed(self, action_id: str) -> bool:
        """Whether a command has other keys than usual."""
        return action_id in self._changed

    @property
    def has_changes(self) -> bool:
        """Whether any command has other keys than usual."""
        return bool(self._changed)

    def owners(self, key: str, action_id: str) -> tuple[Action, ...]:
        """The other commands that hear a key where `action_id` would."""
        mine, wanted = self._actions[action_id], same_key(key)
        return tuple(
            other
            for other in self._actions.values()
            if other.id != action_id and heard_together(mine, other) and wanted in self._same(other.id)
        )

    def give(self, action_id: str, keys: Iterable[str]) -> None:
        """Give a command these keys and no others; commands that had one of them lose it."""
        keys = tuple(dict.fromkeys(keys))
        changed = dict(self._changed)
        for key in keys:
            for other in self.owners(key, action_id):
                rest = tuple(
                    one for one in changed.get(other.id, self.keys_of(other.id)) if same_key(one) != same_key(key)
                )
                changed[other.id] = rest
        changed[action_id] = keys
        self._keep(changed)

    def add(self, action_id: str, key: str) -> None:
        """Put a key before the others of a command."""
        self.give(action_id, (key, *(one for one in self.keys_of(action_id) if same_key(one) != same_key(key))))

    def reset(self, action_id: str) -> None:
        """The usual keys again; commands that had been given one of them lose it."""
        self.give(action_id, self._actions[action_id].shortcuts)

    def reset_all(self) -> None:
        """Every command has its usual keys."""
        self._keep({})

    def _same(self, action_id: str) -> set[str]:
        return {same_key(key) for key in self.keys_of(action_id)}

    def _keep(self, changed: Mapping[str, tuple[str, ...]]) -> None:
        self._changed = {one: keys for one, keys in changed.items() if keys != self._actions[one].shortcuts}
        if self._changed:
            self._preferences.set(KEYS, {one: list(keys) for one, keys in self._changed.items()})
        else:
            self._preferences.forget(KEYS)

    def _readable(self, entries: Mapping[object, object], problems: list[str]) -> Iterable[tuple[str, tuple[str, ...]]]:
        for action_id, value in entries.items():
            if not isinstance(action_id, str) or action_id not in self._actions:
                problems.append(UNKNOWN_COMMAND.format(action_id=action_id))
            elif not isinstance(value, list) or not all(isinstance(key, str) and key for key in value):
                problems.append(NOT_KEYS.format(title=self._actions[action_id].title, value=value))
            else:
                yield action_id, tuple(value)

    def _leave_out_clashes(self, problems: list[str]) -> None:
        """Take entries away until no key means two things; the table itself has no such key (tested)."""
        while (clash := self._clash()) is not None:
            action_id, key, other = clash
            del self._changed[action_id]
            title = self._actions[action_id].title
            problems.append(CLASH.format(title=title, key=key, other=other.title))

    def _clash(self) -> tuple[str, str, Action] | None:
        for action_id in reversed(self._changed):
            for key in self._changed[action_id]:
                for other in self.owners(key, action_id):
                    return action_id, key, other
        return None
