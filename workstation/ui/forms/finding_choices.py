"""What the finding catalogue allows, as entries of the finding form."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotations.anatomy import Laterality, Level
from annotations.finding_catalogue import FINDING_TYPES
from annotations.grading_catalogue import GradingScale
from viewers.qt.translated import tr
from workstation.ui.forms.search_picker import Choice


def type_choices() -> tuple[Choice, ...]:
    """All finding types, found by title, family and further words."""
    return tuple(
        Choice(kind.id, kind.title, f"{kind.family.title} {kind.search_text} {kind.noun} {kind.id.replace('_', ' ')}")
        for kind in FINDING_TYPES.values()
    )


def levels_of(type_id: str | None) -> tuple[Level, ...]:
    """The levels a type may have; all levels while no type is chosen."""
    kind = FINDING_TYPES.get(type_id or "")
    return kind.levels if kind is not None else tuple(Level)


def level_entries(type_id: str | None) -> list[tuple[str, str]]:
    """(value, words) of the levels a type may have."""
    return [(level.value, level.label) for level in levels_of(type_id)]


def sides_of(type_id: str | None) -> tuple[Laterality, ...]:
    """The sides a type may have; all while no type is chosen."""
    kind = FINDING_TYPES.get(type_id or "")
    return kind.sides if kind is not None else tuple(Laterality)


def has_zones(type_id: str | None) -> bool:
    """Whether a type is told apart by axial zone."""
    kind = FINDING_TYPES.get(type_id or "")
    return kind is not None and kind.zones


def scales_of(type_id: str | None) -> tuple[GradingScale, ...]:
    """The scales a type can be graded by, the usual one first."""
    kind = FINDING_TYPES.get(type_id or "")
    return kind.gradings if kind is not None else ()


def remarks_of(type_id: str | None) -> tuple[str, ...]:
    """Words often added to the note of a type."""
    kind = FINDING_TYPES.get(type_id or "")
    return kind.remarks if kind is not None else ()


def code_words(type_id: str | None, level: Level | None, side: Laterality | None) -> str:
    """The ICD-10-CM codes to propose: `M51.26, M51.16 (with radiculopathy)`; empty without type or level."""
    kind = FINDING_TYPES.get(type_id or "")
    if kind is None or level is None:
        return ""
    shown = (f"{one.code} ({one.when})" if one.when else one.code for one in kind.proposed_codes(level, side))
    return ", ".join(shown) or tr("none for this level")


def remarks_in(note: str, remarks: Iterable[str]) -> tuple[str, ...]:
    """The remarks that a note makes, each as a part of its own between commas, colons and stops.

    A remark inside another one is none: `no edema on STIR` does not say `edema on STIR`.
    """
    parts = {part.strip().casefold() for part in re.split(r"[,.;:\n]", note)}
    return tuple(one for one in remarks if one.casefold() in parts)
