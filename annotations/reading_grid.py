"""The columns of the reading grid and the steps of their cells (domain.md section 7), as validated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from annotations.anatomy import Laterality, Level
from annotations.assessments import Aspect
from annotations.catalogue_files import CatalogueError, EntryReader, Evidence, read_tables
from annotations.finding_catalogue import FINDING_TYPES, FindingType
from annotations.grading_catalogue import GRADING_SCALES, GradeValue, GradingScale

RESERVED_KEYS = frozenset("gkmnt")
"""Keys that mean something else while the grid is read: close, key image, mark finding, normal, new target."""
HEAVIEST = 3


class GridRegion(StrEnum):
    """Which grid: each part of the spine has its own columns."""

    LUMBAR = "lumbar"
    CERVICAL = "cervical"


class RowGroup(StrEnum):
    """What the rows of a column are."""

    LEVELS = "levels"
    SACROILIAC = "sacroiliac"
    HIP = "hip"
    SOFT_TISSUE = "soft_tissue"


class RowPart(StrEnum):
    """Which level of its row a cell names."""

    SEGMENT = "segment"
    VERTEBRA = "vertebra"
    JOINT = "joint"
    NONE = "none"


@dataclass(frozen=True)
class Step:
    """One value a cell can take by one key.

    `weight` is 0 for normal to 3 for severe: the colour of the cell, never a severity of the finding. `finding_type`
    None keeps the grade with the cell. Steps of one `group` exclude each other.
    """

    key: str
    text: str
    weight: int
    finding_type: FindingType | None
    scale: GradingScale | None
    grade: GradeValue | None
    group: str
    part: RowPart

    @property
    def is_normal(self) -> bool:
        """Whether this value is a normal one: it makes no finding."""
        return self.weight == 0

    @property
    def asks_side(self) -> bool:
        """Whether the type has no usual midline side, so that a cell without a side cannot choose for it."""
        return self.finding_type is not None and self.finding_type.sides[0] is not Laterality.MEDIAN

    @property
    def name(self) -> str:
        """`Genant vertebral fracture grade 2`, or the title of the finding."""
        if self.scale is not None and self.grade is not None:
            return f"{self.scale.title} {self.grade.name}"
        return self.finding_type.title if self.finding_type is not None else self.text

    @property
    def definition(self) -> str:
        """The criterion of the grade, empty for a finding without one."""
        return self.grade.criterion if self.grade is not None else ""


@dataclass(frozen=True)
class Column:
    """One column: its words, the rows it has cells in, and the steps of those cells.

    `shown_types` are the ids of all finding types that appear in it, those of the steps included.
    """

    id: str
    title: str
    short: str
    about: str
    aspect: Aspect
    regions: tuple[GridRegion, ...]
    rows: RowGroup
    part: RowPart
    is_sided: bool
    shown_types: frozenset[str]
    steps: tuple[Step, ...]
    evidence: Evidence
    reviewed: str

    @property
    def sides(self) -> tuple[Laterality, ...]:
        """The cells of a row: right and left as on screen, or one."""
        return (Laterality.RIGHT, Laterality.LEFT) if self.is_sided else (Laterality.MEDIAN,)

    def steps_at(self, level: Level | None, upper: Level | None = None) -> tuple[Step, ...]:
        """The steps that a cell at a level offers: a finding has to be allowed there (`upper`: the vertebra above)."""
        return tuple(step for step in self.steps if _is_allowed(step, level, upper))

    def step_of(self, type_id: str | None, scale_id: str, grade: str | None) -> Step | None:
        """The step a finding (or with None a grade of the cell) stands on; None where the column has none for it."""
        for step in self.steps:
            step_type = step.finding_type.id if step.finding_type is not None else None
            if step_type != type_id or (step.grade.value if step.grade is not None else None) != grade:
                continue
            usual = step.finding_type.grading if step.finding_type is not None else None
            meant = scale_id or (usual.id if usual is not None else "")
            if step.scale is None or not meant or step.scale.id == meant:
                return step
        return None


def load_columns(
    directory: Path | None = None,
    *,
    types: Mapping[str, FindingType] = FINDING_TYPES,
    gradings: Mapping[str, GradingScale] = GRADING_SCALES,
) -> tuple[Column, ...]:
    """The columns in order; a `reading_grid.toml` in `directory` overrides fields. Raises `CatalogueError`."""
    tables = read_tables("reading_grid.toml", "column", directory)
    columns = tuple(_column(EntryReader(source, one, table), one, types, gradings) for source, one, table in tables)
    _refuse_shared_types(columns)
    return columns


def _column(
    reader: EntryReader, column_id: str, types: Mapping[str, FindingType], gradings: Mapping[str, GradingScale]
) -> Column:
    part = reader.choice("part", RowPart)
    shown = reader.texts("shows", ())
    if unknown := [one for one in shown if one not in types]:
        raise reader.error("shows", f"{unknown[0]!r} is no finding type")
    steps = tuple(_step(one, part, types, gradings) for one in reader.nested("steps"))
    made = Column(
        id=column_id,
        title=reader.text("title"),
        short=reader.text("short"),
        about=reader.text("about", ""),
        aspect=reader.choice("aspect", Aspect),
        regions=reader.choices("grids", GridRegion),
        rows=reader.choice("rows", RowGroup),
        part=part,
        is_sided=reader.flag("sided"),
        shown_types=frozenset(shown) | {step.finding_type.id for step in steps if step.finding_type is not None},
        steps=steps,
        evidence=reader.choice("evidence", Evidence),
        reviewed=reader.text("reviewed", ""),
    )
    if not made.regions:
        raise reader.error("grids", "must name at least one grid")
    if not steps:
        raise reader.error("steps", "must be given")
    _check_sides(reader, made)
    reader.finish()
    return made


def _step(
    reader: EntryReader, part: RowPart, types: Mapping[str, FindingType], gradings: Mapping[str, GradingScale]
) -> Step:
    key, type_id, scale_id = reader.text("key"), reader.text("finding", ""), reader.text("scale", "")
    if len(key) != 1 or not key.isascii() or not key.isalnum() or key != key.lower() or key in RESERVED_KEYS:
        raise reader.error("key", f"{key!r} must be one small letter or digit, none of {', '.join(RESERVED_KEYS)}")
    if type_id and type_id not in types:
        raise reader.error("finding", f"{type_id!r} is no finding type")
    if scale_id and scale_id not in gradings:
        raise reader.error("scale", f"{scale_id!r} is no grading scale")
    scale, value = gradings.get(scale_id), reader.text("grade", "")
    grade = scale.grade(value) if scale is not None else None
    if (scale is not None or value) and grade is None:
        raise reader.error("grade", f"{value!r} is no grade of {scale_id or 'a scale, none is given'}")
    weight = reader.number("weight")
    if weight not in range(HEAVIEST + 1):
        raise reader.error("weight", f"must be 0 to {HEAVIEST}")
    if not type_id and grade is None:
        raise reader.error("finding", "or a grade must be given")
    step = Step(
        key,
        reader.text("text"),
        int(weight),
        types.get(type_id),
        scale,
        grade,
        reader.text("group", type_id),
        reader.choice("part", RowPart, part),
    )
    if step.is_normal and grade is None:
        raise reader.error("weight", "0 needs a grade: without one N says normal")
    reader.finish()
    return step


def _check_sides(reader: EntryReader, column: Column) -> None:
    """A cell of one side makes findings of that side, so their types have to allow it."""
    for step in column.steps:
        allowed = step.finding_type.sides if step.finding_type is not None else column.sides
        if column.is_sided and not set(column.sides) <= set(allowed):
            raise reader.error("sided", f"{step.name} cannot be right or left")


def _refuse_shared_types(columns: tuple[Column, ...]) -> None:
    """One finding belongs to one cell: its type to one column of a grid."""
    for region in GridRegion:
        owners: dict[str, str] = {}
        for column in (one for one in columns if region in one.regions):
            for type_id in sorted(column.shown_types):
                if type_id in owners:
                    raise CatalogueError(f"reading_grid.toml: {column.id}: {type_id} belongs to {owners[type_id]}")
                owners[type_id] = column.id


def _is_allowed(step: Step, level: Level | None, upper: Level | None) -> bool:
    if step.finding_type is None:
        return True
    place = upper if step.part is RowPart.VERTEBRA and upper is not None else level
    return place in step.finding_type.levels


COLUMNS: tuple[Column, ...] = load_columns()
"""The shipped columns."""

COLUMNS_BY_ID: Mapping[str, Column] = MappingProxyType({column.id: column for column in COLUMNS})
"""The shipped columns by id."""
