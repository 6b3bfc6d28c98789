"""The finding types a marker can become (domain.md section 2), and the search of the type field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from annotations.anatomy import Laterality, Level
from annotations.catalogue_files import CatalogueError, EntryReader, Evidence, read_tables
from annotations.codes import PRIVATE_SCHEME, CodedConcept
from annotations.findings import AxialZone
from annotations.grading_catalogue import GRADING_SCALES, GradingScale


class FindingFamily(StrEnum):
    """The chapters of domain.md section 2."""

    DISC = "disc"
    CANAL = "canal"
    POSTERIOR = "posterior"
    FRACTURE_TUMOUR = "fracture_tumour"
    JOINT = "joint"
    OTHER = "other"

    @property
    def heading(self) -> str:
        """The heading of the chapter."""
        return _FAMILY_TITLES[self]


_FAMILY_TITLES = {
    FindingFamily.DISC: "Disc",
    FindingFamily.CANAL: "Canal, foramen, nerve",
    FindingFamily.POSTERIOR: "Posterior elements, alignment",
    FindingFamily.FRACTURE_TUMOUR: "Fracture and tumour",
    FindingFamily.JOINT: "Sacroiliac and peripheral joints",
    FindingFamily.OTHER: "Neural and other",
}


@dataclass(frozen=True)
class CatalogueCode:
    """A standard code of an entry with how far it was checked (domain.md 0.1)."""

    code: CodedConcept
    evidence: Evidence


@dataclass(frozen=True)
class FindingType:
    """One type of finding.

    `noun` is the title inside a sentence. `levels` are those allowed, in anatomical order; `sides` those allowed, the
    usual one first. `code` is the private code every type has, `codes` what standards offer. `zones` says whether an
    axial zone may be given; `root_zone` is the zone that decides the root when none is given. `is_alert` types need
    action before any procedure. `search_text` are further words the type field finds it by.
    """

    id: str
    title: str
    noun: str
    family: FindingFamily
    levels: tuple[Level, ...]
    sides: tuple[Laterality, ...]
    code: CodedConcept
    codes: tuple[CatalogueCode, ...]
    modalities: tuple[str, ...]
    grading: GradingScale | None
    is_radicular: bool
    zones: bool
    root_zone: AxialZone | None
    is_alert: bool
    search_text: str
    evidence: Evidence
    reviewed: str


def load_finding_types(
    directory: Path | None = None, *, gradings: Mapping[str, GradingScale] = GRADING_SCALES
) -> Mapping[str, FindingType]:
    """The types by id; a `findings.toml` in `directory` overrides fields. Raises `CatalogueError`."""
    tables = read_tables("findings.toml", "finding", directory)
    types = [_finding_type(EntryReader(source, one, table), one, gradings) for source, one, table in tables]
    by_code = {one.code.value: one.id for one in types}
    if twice := [one for one in types if by_code[one.code.value] != one.id]:
        raise CatalogueError(f"findings.toml: {twice[0].id}: code is that of {by_code[twice[0].code.value]}")
    return MappingProxyType({one.id: one for one in types})


def _finding_type(reader: EntryReader, type_id: str, gradings: Mapping[str, GradingScale]) -> FindingType:
    title = reader.text("title")
    grading_id = reader.text("grading", "")
    if grading_id and grading_id not in gradings:
        raise reader.error("grading", f"{grading_id!r} is no grading scale")
    found = FindingType(
        id=type_id,
        title=title,
        noun=reader.text("noun", title[:1].lower() + title[1:]),
        family=reader.choice("family", FindingFamily),
        levels=reader.levels(),
        sides=reader.choices("sides", Laterality),
        code=reader.code(reader.text("code"), PRIVATE_SCHEME, title),
        codes=tuple(_code(one) for one in reader.nested("codes")),
        modalities=reader.texts("modalities"),
        grading=gradings.get(grading_id),
        is_radicular=reader.flag("radicular"),
        zones=reader.flag("zones"),
        root_zone=reader.optional_choice("root_zone", AxialZone),
        is_alert=reader.flag("alert"),
        search_text=reader.text("search", ""),
        evidence=reader.choice("evidence", Evidence, Evidence.SOURCED),
        reviewed=reader.text("reviewed", ""),
    )
    if not found.sides:
        raise reader.error("sides", "must name at least one side")
    reader.finish()
    return found


def _code(reader: EntryReader) -> CatalogueCode:
    code = reader.code(reader.text("value"), reader.text("scheme"), reader.text("meaning"))
    found = CatalogueCode(code, reader.choice("evidence", Evidence))
    reader.finish()
    return found


def find_types(text: str, types: Mapping[str, FindingType] | None = None) -> tuple[FindingType, ...]:
    """The types that match every typed word, those whose title begins with the text first, else in catalogue order.

    An empty text gives all types.
    """
    wanted = text.casefold().split()
    pool = (FINDING_TYPES if types is None else types).values()
    found = [one for one in pool if all(word in _haystack(one) for word in wanted)]
    return tuple(sorted(found, key=lambda one: not one.title.casefold().startswith(text.casefold().strip())))


def _haystack(one: FindingType) -> str:
    return " ".join((one.title, one.noun, one.family.heading, one.search_text, one.id.replace("_", " "))).casefold()


FINDING_TYPES: Mapping[str, FindingType] = load_finding_types()
"""The shipped finding types, in the order of domain.md section 2."""
