"""What the finding catalogue allows, as entries of the finding form."""

from __future__ import annotations

from annotations.anatomy import Laterality, Level
from annotations.finding_catalogue import FINDING_TYPES
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


def scale_words(type_id: str | None) -> str:
    """The name of the grading scale of a type."""
    kind = FINDING_TYPES.get(type_id or "")
    return kind.grading.title if kind is not None and kind.grading is not None else tr("Grade")


def grade_entries(type_id: str | None) -> list[tuple[str, str]]:
    """(value, words) of the grades of a type, `not graded` first; only that for a type without a scale."""
    kind = FINDING_TYPES.get(type_id or "")
    scale = kind.grading if kind is not None else None
    grades = scale.grades if scale is not None else ()
    return [("", tr("not graded")), *((grade.value, f"{grade.value}  {grade.name}") for grade in grades)]


def grade_criterion(type_id: str | None, value: str | None) -> str:
    """The one-line criterion of a grade."""
    kind = FINDING_TYPES.get(type_id or "")
    grade = kind.grading.grade(value) if kind is not None and kind.grading is not None and value else None
    return grade.criterion if grade is not None else ""
