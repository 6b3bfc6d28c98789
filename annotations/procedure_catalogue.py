"""The procedures a target can be planned for (domain.md 3.3): starting values to edit, never instructions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from annotations.anatomy import Laterality, Level
from annotations.catalogue_files import EntryReader, Evidence, read_tables
from annotations.codes import PRIVATE_SCHEME, CodedConcept


class ProcedureFamily(StrEnum):
    """The parts of the target table, domain.md 3.3."""

    EPIDURAL = "epidural"
    FACET_SI = "facet_si"
    SYMPATHETIC = "sympathetic"
    PERIPHERAL = "peripheral"
    VERTEBRA_DISC = "vertebra_disc"

    @property
    def heading(self) -> str:
        """The heading of the part."""
        return _FAMILY_HEADINGS[self]


_FAMILY_HEADINGS = {
    ProcedureFamily.EPIDURAL: "Epidural and root",
    ProcedureFamily.FACET_SI: "Facet and sacroiliac",
    ProcedureFamily.SYMPATHETIC: "Sympathetic and visceral",
    ProcedureFamily.PERIPHERAL: "Peripheral nerve, joint, muscle",
    ProcedureFamily.VERTEBRA_DISC: "Vertebral body, disc, neuromodulation",
}


class BleedingRisk(StrEnum):
    """Bleeding-risk class of domain.md 3.4 (ASRA 2018 with the 2019 update)."""

    LOW = "low"
    INTERMEDIATE = "intermediate"
    HIGH = "high"


class Position(StrEnum):
    """How the patient lies; CID 20 has the codes."""

    PRONE = "prone"
    SUPINE = "supine"
    SITTING = "sitting"
    LATERAL = "lateral decubitus"


class Approach(StrEnum):
    """Which root an epidural approach at a level reaches (domain.md 5.1, 12.1)."""

    EXITING = "exiting"
    TRAVERSING = "traversing"
    NONE = "none"


@dataclass(frozen=True)
class Procedure:
    """One procedure. Texts are short starting values to edit; no CPT descriptors are shipped (domain.md 3.1).

    `levels` and `sides` are those allowed, the usual side first. `root_meant` says that a target should name its root,
    `approach` which root of the level the needle reaches. `bleeding_risk_inferred` marks a class that the source does
    not list.
    """

    id: str
    title: str
    family: ProcedureFamily
    code: CodedConcept
    bleeding_risk: BleedingRisk
    bleeding_risk_inferred: bool
    levels: tuple[Level, ...]
    sides: tuple[Laterality, ...]
    root_meant: bool
    approach: Approach
    position: Position
    indication: str
    views: str
    needle_gauges: tuple[str, ...]
    needle: str
    target: str
    avoid: str
    note: str
    source: str
    evidence: Evidence
    reviewed: str
    search_text: str


def load_procedures(directory: Path | None = None) -> Mapping[str, Procedure]:
    """The procedures by id; a `procedures.toml` in `directory` overrides fields. Raises `CatalogueError`."""
    tables = read_tables("procedures.toml", "procedure", directory)
    found = (_procedure(EntryReader(source, one, table), one) for source, one, table in tables)
    return MappingProxyType({one.id: one for one in found})


def _procedure(reader: EntryReader, procedure_id: str) -> Procedure:
    title = reader.text("title")
    found = Procedure(
        id=procedure_id,
        title=title,
        family=reader.choice("family", ProcedureFamily),
        code=reader.code(reader.text("code"), PRIVATE_SCHEME, title),
        bleeding_risk=reader.choice("risk", BleedingRisk),
        bleeding_risk_inferred=reader.flag("risk_inferred"),
        levels=reader.levels(),
        sides=reader.choices("sides", Laterality),
        root_meant=reader.flag("root"),
        approach=reader.choice("approach", Approach, Approach.NONE),
        position=reader.choice("position", Position, Position.PRONE),
        indication=reader.text("indication", ""),
        views=reader.text("views"),
        needle_gauges=reader.texts("gauges"),
        needle=reader.text("needle"),
        target=reader.text("target"),
        avoid=reader.text("avoid"),
        note=reader.text("note", ""),
        source=reader.text("source", ""),
        evidence=reader.choice("evidence", Evidence),
        reviewed=reader.text("reviewed", ""),
        search_text=reader.text("search", ""),
    )
    if not found.sides:
        raise reader.error("sides", "must name at least one side")
    reader.finish()
    return found


def find_procedures(text: str, procedures: Mapping[str, Procedure] | None = None) -> tuple[Procedure, ...]:
    """The procedures that match every typed word, those whose title begins with the text first."""
    wanted = text.casefold().split()
    pool = (PROCEDURES if procedures is None else procedures).values()
    found = [one for one in pool if all(word in _haystack(one) for word in wanted)]
    return tuple(sorted(found, key=lambda one: not one.title.casefold().startswith(text.casefold().strip())))


def _haystack(one: Procedure) -> str:
    words = (one.title, one.family.heading, one.indication, one.search_text, one.id.replace("_", " "))
    return " ".join(words).casefold()


PROCEDURES: Mapping[str, Procedure] = load_procedures()
"""The shipped procedures, in the order of domain.md 3.3."""
