"""Header text made safe to paint: bidirectional isolation, invisible characters shown, names and dates readable."""

from __future__ import annotations

import unicodedata

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, bidi overrides, zero-width characters, surrogates and unassigned code points."""


def visible(text: str) -> str:
    """The text with every character that would not show, or would reorder its neighbours, spelt as `<U+202E>`."""
    return "".join(f"<U+{ord(c):04X}>" if unicodedata.category(c) in INVISIBLE_CATEGORIES else c for c in text)


def isolated(text: str) -> str:
    """Header text inside a bidi isolate, so that it cannot reorder what stands beside it; empty stays empty."""
    return f"{FIRST_STRONG_ISOLATE}{visible(text)}{POP_ISOLATE}" if text else ""


def person_name(value: str) -> str:
    """`Family, Given Middle` of a DICOM person name (PS3.5 6.2): first non-empty group, isolated."""
    return next(iter(person_name_groups(value)), "")


def full_person_name(value: str) -> str:
    """A person name with all its representations: `Family, Given (ideographic) (phonetic)`, each isolated for itself.

    Two representations that read the same are said once.
    """
    first, *others = dict.fromkeys(person_name_groups(value)) or [""]
    return " ".join([first, *(f"({other})" for other in others)])


def person_name_groups(value: str) -> tuple[str, ...]:
    """The alphabetic, ideographic and phonetic representations that are given, readable and isolated, in that order."""
    return tuple(shown for shown in map(_readable, value.split("=")) if shown)


def _readable(group: str) -> str:
    family, _, rest = group.partition("^")
    given = " ".join(part.strip() for part in rest.split("^")[:2] if part.strip())
    return isolated(", ".join(part for part in (family.strip(), given) if part))


def iso_date(value: str) -> str:
    """`YYYY-MM-DD` of a DICOM date; anything else as it is, made visible."""
    text = value.strip()
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else visible(text)
