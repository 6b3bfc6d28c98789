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
from annotations.findings import AxialZone, Finding
from annotations.grading_catalogue import GRADING_SCALES, GradingScale
from annotations.icd10 import IcdProposal, IcdRule, icd10_proposals, read_rules


class Detail(StrEnum):
    """What the form asks of some types beyond level, side, grade, severity and certainty."""

    SAGITTAL_ZONE = "sagittal_zone"
    ACUITY = "acuity"
    NEURAL_CONTACT = "neural_contact"
    SIZE = "size"


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
    action before any procedure. `search_text` are further words the type field finds it by. `gradings` are its scales,
    the usual one first; `asks` what else is asked, `remarks` words often added to the note, `icd10` codes to propose.
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
    gradings: tuple[GradingScale, ...]
    is_radicular: bool
    zones: bool
    root_zone: AxialZone | None
    is_alert: bool
    search_text: str
    evidence: Evidence
    reviewed: str
    asks: tuple[Detail, ...] = ()
    remarks: tuple[str, ...] = ()
    icd10: tuple[IcdRule, ...] = ()

    @property
    def grading(self) -> GradingScale | None:
        """The usual scale, None for a type without one."""
        return self.gradings[0] if self.gradings else None

    def scale(self, scale_id: str) -> GradingScale | None:
        """The scale with this id, the usual one for an empty id; None when the type has none of it."""
        if not scale_id:
            return self.grading
        return next((scale for scale in self.gradings if scale.id == scale_id), None)

    def proposed_codes(self, level: Level, side: Laterality | None) -> tuple[IcdProposal, ...]:
        """The ICD-10-CM codes that fit a level and side, to be confirmed."""
        return icd10_proposals(self.icd10, level, side)


def scale_of(finding: Finding) -> GradingScale | None:
    """The scale a finding is graded by; None for an unknown type or a type without it."""
    kind = FINDING_TYPES.get(finding.type_id)
    return kind.scale(finding.grade_scale) if kind is not None else None


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
    scale_ids = reader.texts("gradings", ())
    if unknown := [one for one in scale_ids if one not in gradings]:
        raise reader.error("gradings", f"{unknown[0]!r} is no grading scale")
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
        gradings=tuple(gradings[one] for one in scale_ids),
        is_radicular=reader.flag("radicular"),
        zones=reader.flag("zones"),
        root_zone=reader.optional_choice("root_zone", AxialZone),
        is_alert=reader.flag("alert"),
        search_text=reader.text("search", ""),
        evidence=reader.choice("evidence", Evidence, Evidence.SOURCED),
        reviewed=reader.text("reviewed", ""),
        asks=reader.choices("asks", Detail, ()),
        remarks=reader.texts("remarks", ()),
        icd10=read_rules(reader),
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
    """The types that match every typed word; an empty text gives all, in catalogue order.

    Those whose title begins with the text come first, then those with the words in the title, then the rest.
    """
    wanted = text.casefold().split()
    pool = (FINDING_TYPES if types is None else types).values()
    found = [one for one in pool if all(word in _haystack(one) for word in wanted)]
    return tuple(sorted(found, key=lambda one: _rank(one.title.casefold(), text.casefold().strip())))


def _rank(title: str, text: str) -> int:
    if title.startswith(text):
        return 0
    return 1 if all(word in title for word in text.split()) else 2


def _haystack(one: FindingType) -> str:
    return " ".join((one.title, one.noun, one.family.heading, one.search_text, one.id.replace("_", " "))).casefold()


FINDING_TYPES: Mapping[str, FindingType] = load_finding_types()
"""The shipped finding types, in the order of domain.md section 2."""
