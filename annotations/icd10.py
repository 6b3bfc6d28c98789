"""ICD-10-CM codes proposed for a finding by family, region and side (domain.md 9.2): a physician or coder confirms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from annotations.anatomy import Laterality, Level, LevelKind
from annotations.catalogue_files import EntryReader, read_tables

ICD10_NOTICE = "Proposal only: a physician or coder confirms, and only a documented diagnosis may be coded."


class SpineRegion(StrEnum):
    """The columns of domain.md 9.2."""

    HIGH_CERVICAL = "high_cervical"
    C4_C5 = "c4_c5"
    C5_C6 = "c5_c6"
    C6_C7 = "c6_c7"
    CERVICOTHORACIC = "cervicothoracic"
    THORACIC = "thoracic"
    THORACOLUMBAR = "thoracolumbar"
    LUMBAR = "lumbar"
    LUMBOSACRAL = "lumbosacral"


@dataclass(frozen=True)
class IcdFamily:
    """One row of domain.md 9.2. `release` is the tabular list (`2026-04`) its codes were checked in."""

    id: str
    title: str
    codes: Mapping[SpineRegion, str]
    note: str
    release: str


@dataclass(frozen=True)
class IcdRule:
    """One proposal of a finding type: a family of the table, or a `code` with its `meaning`; `when` it applies.

    Empty `regions`, `levels` or `sides` set no condition.
    """

    family: str
    code: str
    meaning: str
    when: str
    regions: tuple[SpineRegion, ...]
    levels: tuple[Level, ...]
    sides: tuple[Laterality, ...]


@dataclass(frozen=True)
class IcdProposal:
    """A code to be confirmed. `when` says for what, `note` what to know about it; both may be empty."""

    code: str
    meaning: str
    when: str = ""
    note: str = ""


_SEGMENT_REGIONS: Mapping[Level, SpineRegion] = {
    Level.C2_C3: SpineRegion.HIGH_CERVICAL,
    Level.C3_C4: SpineRegion.HIGH_CERVICAL,
    Level.C4_C5: SpineRegion.C4_C5,
    Level.C5_C6: SpineRegion.C5_C6,
    Level.C6_C7: SpineRegion.C6_C7,
    Level.C7_T1: SpineRegion.CERVICOTHORACIC,
    Level.T12_L1: SpineRegion.THORACOLUMBAR,
    Level.L5_S1: SpineRegion.LUMBOSACRAL,
    Level.L6_S1: SpineRegion.LUMBOSACRAL,
}
_REGION_OF_LETTER = {"T": SpineRegion.THORACIC, "L": SpineRegion.LUMBAR}
_CERVICAL_BODIES: Mapping[Level, SpineRegion] = {
    Level.C2: SpineRegion.HIGH_CERVICAL,
    Level.C3: SpineRegion.HIGH_CERVICAL,
    Level.C4: SpineRegion.C4_C5,
    Level.C5: SpineRegion.C5_C6,
    Level.C6: SpineRegion.C6_C7,
    Level.C7: SpineRegion.C6_C7,
}
"""A cervical body takes the column of the disc below it, C7 that of the disc above: it is no junction."""


def region_of(level: Level) -> SpineRegion | None:
    """The column of a level; None for joints, the sacrum, C1, C1-2 and S1-2, which the table does not have."""
    if level in _SEGMENT_REGIONS:
        return _SEGMENT_REGIONS[level]
    if level.kind is LevelKind.VERTEBRA:
        return _CERVICAL_BODIES.get(level, _REGION_OF_LETTER.get(level.value[0]))
    letters = {vertebra.value[0] for vertebra in level.vertebrae}
    return _REGION_OF_LETTER.get(letters.pop()) if len(letters) == 1 else None


def load_families(directory: Path | None = None) -> Mapping[str, IcdFamily]:
    """The families by id; an `icd10.toml` in `directory` overrides fields. Raises `CatalogueError`."""
    tables = read_tables("icd10.toml", "family", directory)
    families = (_family(EntryReader(source, one, table), one) for source, one, table in tables)
    return MappingProxyType({family.id: family for family in families})


def _family(reader: EntryReader, family_id: str) -> IcdFamily:
    codes = {region: reader.text(region.value, "") for region in SpineRegion}
    given = MappingProxyType({region: code for region, code in codes.items() if code})
    family = IcdFamily(family_id, reader.text("title"), given, reader.text("note", ""), reader.text("release"))
    reader.finish()
    return family


def read_rules(reader: EntryReader) -> tuple[IcdRule, ...]:
    """The `icd10` tables of an entry. Raises `CatalogueError` for an unknown family or a code without words."""
    return tuple(_rule(one) for one in reader.nested("icd10"))


def _rule(reader: EntryReader) -> IcdRule:
    rule = IcdRule(
        reader.text("family", ""),
        reader.text("code", ""),
        reader.text("meaning", ""),
        reader.text("when", ""),
        reader.choices("regions", SpineRegion, ()),
        reader.choices("levels", Level, ()),
        reader.choices("sides", Laterality, ()),
    )
    if rule.family and rule.family not in ICD10_FAMILIES:
        raise reader.error("family", f"{rule.family!r} is no family of icd10.toml")
    if bool(rule.family) == bool(rule.code) or bool(rule.code) != bool(rule.meaning):
        raise reader.error("code", "must be given with its meaning, or a family instead")
    reader.finish()
    return rule


def family_code(family_id: str, level: Level) -> str | None:
    """The code of a family at a level, None where the table has none. Raises `KeyError` for an unknown family."""
    region = region_of(level)
    return ICD10_FAMILIES[family_id].codes.get(region) if region is not None else None


def icd10_proposals(rules: tuple[IcdRule, ...], level: Level, side: Laterality | None) -> tuple[IcdProposal, ...]:
    """The codes that fit a level and a side, in the order of the catalogue; none is chosen."""
    fitting = (rule for rule in rules if _fits(rule, level, side))
    found = (_proposal(rule, level) for rule in fitting)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _fits(rule: IcdRule, level: Level, side: Laterality | None) -> bool:
    return (
        (not rule.regions or region_of(level) in rule.regions)
        and (not rule.levels or level in rule.levels)
        and (not rule.sides or side in rule.sides)
    )


def _proposal(rule: IcdRule, level: Level) -> IcdProposal | None:
    if rule.code:
        return IcdProposal(rule.code, rule.meaning, rule.when)
    family, code = ICD10_FAMILIES[rule.family], family_code(rule.family, level)
    return None if code is None else IcdProposal(code, f"{family.title}, {level.label}", rule.when, family.note)


ICD10_FAMILIES: Mapping[str, IcdFamily] = load_families()
"""The shipped families."""
