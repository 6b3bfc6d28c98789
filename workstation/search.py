"""What the command search finds and in which order: a few letters of any words, what was used last before the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

RECENT_HEADING = "Used last"
RECENT_SHOWN = 6
"""So many of the last choices stand first while nothing is typed."""
RECENT_KEPT = 30

_WHOLE_WORD, _WORD_START, _INSIDE, _INITIALS, _LETTERS = 100.0, 80.0, 50.0, 45.0, 20.0
_FURTHER_WORDS = 0.6
"""A match among the further words counts this much of one in the title."""
_RECENT_BONUS = 15.0
_DISABLED_COST = 30.0
"""What cannot be done now gives way to what fits nearly as well; named by its very title it still comes first."""
_SHORTEST_LOOSE = 3
"""Letters with gaps between them are matched from this many on: two letters are in nearly everything."""
_LOOSE_REACH = 2.5
"""Such letters may be spread over so many times their number, so that they read as one word misspelt or shortened."""


@dataclass(frozen=True)
class SearchEntry:
    """One thing that can be chosen. `why_disabled` says why it cannot be chosen now.

    What tells of a patient is never remembered: the preferences hold nothing of any patient.
    """

    entry_id: str
    title: str
    group: str
    run: Callable[[], object] = field(compare=False)
    key: str = ""
    words: str = ""
    why_disabled: str = ""
    is_remembered: bool = True


@dataclass(frozen=True)
class FoundGroup:
    """A heading with its entries, best first."""

    heading: str
    entries: tuple[SearchEntry, ...]


def found(text: str, entries: Iterable[SearchEntry], recent: Sequence[str] = ()) -> tuple[FoundGroup, ...]:
    """What fits the text: all for none, in the order given; else best first. What was used last comes first."""
    words = _words(text)
    if not words:
        return _all(tuple(entries), recent)
    ranks = {entry_id: number for number, entry_id in enumerate(recent)}
    scored = []
    for number, entry in enumerate(entries):
        score = _score(words, entry)
        if score > 0:
            score += _RECENT_BONUS * (1 - ranks[entry.entry_id] / RECENT_KEPT) if entry.entry_id in ranks else 0
            score -= _DISABLED_COST if entry.why_disabled else 0
            scored.append((-score, number, entry))
    return _grouped([entry for *_, entry in sorted(scored, key=lambda one: one[:2])])


def remembered(recent: object, entry_id: str) -> list[str]:
    """The list of last choices with one more at its start; whatever was kept that is no list of texts is dropped."""
    former = [one for one in recent if isinstance(one, str)] if isinstance(recent, list) else []
    return [entry_id, *(one for one in former if one != entry_id)][:RECENT_KEPT]


def _all(entries: tuple[SearchEntry, ...], recent: Sequence[str]) -> tuple[FoundGroup, ...]:
    by_id: Mapping[str, SearchEntry] = {entry.entry_id: entry for entry in entries if not entry.why_disabled}
    last = tuple(by_id[one] for one in recent if one in by_id)[:RECENT_SHOWN]
    rest = _grouped([entry for entry in entries if entry not in last])
    return (FoundGroup(RECENT_HEADING, last), *rest) if last else rest


def _grouped(entries: Iterable[SearchEntry]) -> tuple[FoundGroup, ...]:
    groups: dict[str, list[SearchEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    return tuple(FoundGroup(heading, tuple(members)) for heading, members in groups.items())


def _words(text: str) -> list[str]:
    """Lower-case words; `L4-5` and `L4/5` are one word, so that a level is found however it is written."""
    plain = (re.sub(r"\W", "", word) for word in text.casefold().split())
    return [word for word in plain if word]


def _score(words: Sequence[str], entry: SearchEntry) -> float:
    """0 unless every word fits; the title weighs more than the further words."""
    title, further = _words(entry.title), _words(f"{entry.words} {entry.group}")
    total = 0.0
    for word in words:
        best = max(_fit(word, title), _FURTHER_WORDS * _fit(word, further))
        if best <= 0:
            return 0.0
        total += best
    return total / len(words) - len(title) * 0.1


def _fit(word: str, words: Sequence[str]) -> float:
    if word in words:
        return _WHOLE_WORD
    if any(one.startswith(word) for one in words):
        return _WORD_START
    if any(word in one for one in words):
        return _INSIDE
    if len(word) > 1 and "".join(one[0] for one in words).startswith(word):
        return _INITIALS
    if len(word) >= _SHORTEST_LOOSE:
        return _LETTERS if any(_is_loosely_in(word, one) for one in words) else 0.0
    return 0.0


def _is_loosely_in(word: str, text: str) -> bool:
    """Whether the letters stand in this order, beginning with the first letter of the text and not far apart."""
    if text[:1] != word[:1]:
        return False
    place = -1
    for letter in word:
        place = text.find(letter, place + 1)
        if place < 0:
            return False
    return place < _LOOSE_REACH * len(word)
