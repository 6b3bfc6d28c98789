"""Grading scales with their steps, criteria and provenance (domain.md 2.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from annotations.catalogue_files import EntryReader, Evidence, read_tables
from annotations.codes import PRIVATE_SCHEME, CodedConcept


class Worse(StrEnum):
    """Which way a value goes when things get worse; `NEITHER` for kinds that are no degrees."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True)
class GradeValue:
    """One grade: the `value` a finding stores, its name, its full criterion and its code (`GENANT-2`).

    `radlex` is the RadLex number of the grade itself, empty where the 2017 table has none.
    """

    value: str
    name: str
    criterion: str
    code: CodedConcept
    radlex: str = ""


@dataclass(frozen=True)
class GradingScale:
    """A scale, lowest grade first. `source` is the key of domain.md section 10.

    `images` says what it is read on, `note` what to bear in mind; `excludable` is what must be ruled out before a grade
    may be given (empty where nothing is). `reviewed` is the date somebody checked it, empty while nobody has.
    """

    id: str
    title: str
    code: CodedConcept
    grades: tuple[GradeValue, ...]
    source: str
    evidence: Evidence
    reviewed: str
    worse: Worse = Worse.NEITHER
    images: str = ""
    note: str = ""
    excludable: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The values a finding may store."""
        return tuple(grade.value for grade in self.grades)

    def grade(self, value: str) -> GradeValue | None:
        """The grade with this value, None when the scale has none."""
        return next((grade for grade in self.grades if grade.value == value), None)

    @property
    def keys(self) -> Mapping[str, str]:
        """The key that chooses each grade, by value: the digit or letter it is known by, else its place from 0."""
        return MappingProxyType(dict(zip(self.values, _keys(self.values), strict=True)))

    @property
    def provenance(self) -> str:
        """`source: GENANT`, `source: LEE-REVIEW, unverified, not reviewed`, `..., reviewed 2026-11-27`."""
        parts = [f"source: {self.source or 'not named'}"]
        if self.evidence is Evidence.UNVERIFIED:
            parts += ["unverified", f"reviewed {self.reviewed}" if self.reviewed else "not reviewed"]
        elif self.reviewed:
            parts.append(f"reviewed {self.reviewed}")
        return ", ".join(parts)


def _keys(values: Sequence[str]) -> tuple[str, ...]:
    first, last = [value[0].upper() for value in values], [value[-1].upper() for value in values]
    if all(value.islower() for value in values) and len(set(first)) == len(values):
        return tuple(first)
    is_known_by_last = all(value[-1].isdigit() or len(value) == 1 for value in values)
    if is_known_by_last and len(set(last)) == len(values):
        return tuple(last)
    return tuple(str(place) for place in range(len(values)))


def load_gradings(directory: Path | None = None) -> Mapping[str, GradingScale]:
    """The scales by id; a `gradings.toml` in `directory` overrides fields. Raises `CatalogueError`."""
    tables = read_tables("gradings.toml", "grading", directory)
    scales = (_scale(EntryReader(source, one, table), one) for source, one, table in tables)
    return MappingProxyType({scale.id: scale for scale in scales})


def _scale(reader: EntryReader, scale_id: str) -> GradingScale:
    title, prefix = reader.text("title"), reader.text("code")
    scale = GradingScale(
        scale_id,
        title,
        reader.code(prefix, PRIVATE_SCHEME, title),
        tuple(_grade(one, prefix, title) for one in reader.nested("grades")),
        reader.text("source", ""),
        reader.choice("evidence", Evidence),
        reader.text("reviewed", ""),
        reader.choice("worse", Worse, Worse.NEITHER),
        reader.text("images", ""),
        reader.text("note", ""),
        reader.text("excludable", ""),
    )
    if not scale.grades or len(set(scale.values)) != len(scale.grades):
        raise reader.error("grades", "must be given, each value once")
    reader.finish()
    return scale


def _grade(reader: EntryReader, prefix: str, title: str) -> GradeValue:
    value, name = reader.text("value"), reader.text("name")
    code = reader.code(f"{prefix}-{value.replace('.', '')}", PRIVATE_SCHEME, f"{title} {name}")
    grade = GradeValue(value, name, reader.text("criterion", ""), code, reader.text("radlex", ""))
    reader.finish()
    return grade


GRADING_SCALES: Mapping[str, GradingScale] = load_gradings()
"""The shipped scales."""
