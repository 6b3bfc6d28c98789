"""Conditions that images do not show: offered as hypotheses to be explained, never as imaging findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from annotations.catalogue_files import EntryReader, Evidence, read_tables
from annotations.codes import PRIVATE_SCHEME, CodedConcept
from annotations.icd10 import IcdRule, read_rules


@dataclass(frozen=True)
class Condition:
    """An imaging-negative condition. `decided_by` is what speaks for it instead of an image."""

    id: str
    title: str
    code: CodedConcept
    decided_by: str
    search_text: str
    icd10: tuple[IcdRule, ...]
    evidence: Evidence
    reviewed: str


def load_conditions(directory: Path | None = None) -> Mapping[str, Condition]:
    """The conditions by id; a `hypotheses.toml` in `directory` overrides fields. Raises `CatalogueError`."""
    tables = read_tables("hypotheses.toml", "hypothesis", directory)
    conditions = (_condition(EntryReader(source, one, table), one) for source, one, table in tables)
    return MappingProxyType({one.id: one for one in conditions})


def _condition(reader: EntryReader, condition_id: str) -> Condition:
    title = reader.text("title")
    condition = Condition(
        condition_id,
        title,
        reader.code(reader.text("code"), PRIVATE_SCHEME, title),
        reader.text("decided_by"),
        reader.text("search", ""),
        read_rules(reader),
        reader.choice("evidence", Evidence),
        reader.text("reviewed", ""),
    )
    reader.finish()
    return condition


CONDITIONS: Mapping[str, Condition] = load_conditions()
"""The shipped conditions."""
