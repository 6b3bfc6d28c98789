"""Names of people as people write them."""

from __future__ import annotations

NOT_GIVEN = "not given"


def display_name(name: str) -> str:
    """A PN value as people write it: `Example, Ana Maria`; further representations follow in brackets."""
    groups = [_one_representation(group) for group in name.split("=")]
    filled = [group for group in groups if group]
    if not filled:
        return NOT_GIVEN
    return filled[0] + "".join(f" ({other})" for other in filled[1:])


def _one_representation(group: str) -> str:
    family, given, middle, prefix, suffix = ([part.strip() for part in group.split("^")] + [""] * 5)[:5]
    first_names = " ".join(part for part in (prefix, given, middle, suffix) if part)
    return ", ".join(part for part in (family, first_names) if part)


def person_name_value(name: str) -> str:
    """A name as typed (`Ana Example`, `Example, Ana`) as a PN value (PS3.5 6.2.1); a PN value stays as it is.

    A comma parts family from given name; a trailing caret says that a name of one component is meant.
    """
    typed = name.replace("\\", "/").strip()
    if "^" in typed:
        return typed
    family, _, given = (part.strip() for part in typed.partition(","))
    return f"{family}^{given}"
