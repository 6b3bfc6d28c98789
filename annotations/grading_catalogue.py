"""Grading scales with their allowed values and one-line criteria (domain.md 2.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from annotations.catalogue_files import EntryReader, Evidence, read_tables
from annotations.codes import PRIVATE_SCHEME, CodedConcept


@dataclass(frozen=True)
class GradeValue:
    """One grade: the `value` a finding stores, its name, its criterion and its code (`GENANT-2`)."""

    value: str
    name: str
    criterion: str
    code: CodedConcept


@dataclass(frozen=True)
class GradingScale:
    """A scale, lowest grade first. `source` is the key of domain.md section 10."""

    id: str
    title: str
    code: CodedConcept
    grades: tuple[GradeValue, ...]
    source: str
    evidence: Evidence
    reviewed: str

    @property
    def values(self) -> tuple[str, ...]:
        """The values a finding may store."""
        return tuple(grade.value for grade in self.grades)

    def grade(self, value: str) -> GradeValue | None:
        """The grade with this value, None when the scale has none."""
        return next((grade for grade in self.grades if grade.value == value), None)


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
    )
    if not scale.grades or len(set(scale.values)) != len(scale.grades):
        raise reader.error("grades", "must be given, each value once")
    reader.finish()
    return scale


def _grade(reader: EntryReader, prefix: str, title: str) -> GradeValue:
    value, name = reader.text("value"), reader.text("name")
    code = reader.code(f"{prefix}-{value.replace('.', '')}", PRIVATE_SCHEME, f"{title} {name}")
    grade = GradeValue(value, name, reader.text("criterion", ""), code)
    reader.finish()
    return grade


GRADING_SCALES: Mapping[str, GradingScale] = load_gradings()
"""The shipped scales."""
