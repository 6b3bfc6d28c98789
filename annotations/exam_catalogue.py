"""The items of the neurological and provocation examination: values and what is abnormal (domain.md 1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from annotations.anatomy import Root
from annotations.catalogue_files import EntryReader, Evidence, read_tables
from annotations.evaluation import ExamItem, ExamKind

NOT_TESTABLE = "NT"
"""The value of an item that was attempted and could not be tested; counts as not examined."""


class Region(StrEnum):
    """Which part of the examination an item belongs to."""

    CERVICAL = "cervical"
    LUMBAR = "lumbar"
    SACROILIAC = "sacroiliac"
    HIP = "hip"
    SHOULDER = "shoulder"
    GENERAL = "general"


@dataclass(frozen=True)
class ExamDefinition:
    """One item that can be examined, once per side.

    `roots` are those it speaks for. `values` are the allowed ones in order, `abnormal` those that count as a positive
    sign, `usual` the value of a normal result. A value in neither (equivocal, 4+) is recorded and counts as neutral.
    `detail` says what may be added (an angle, a number of beats). `is_upper_motor_neuron` signs point to the cord.
    """

    id: str
    title: str
    kind: ExamKind
    region: Region
    roots: tuple[Root, ...]
    values: tuple[str, ...]
    abnormal: frozenset[str]
    usual: str
    area: str
    detail: str
    suggests: str
    is_upper_motor_neuron: bool
    evidence: Evidence
    reviewed: str

    def is_abnormal(self, value: str) -> bool:
        """Whether a value is a positive sign; weakness counts from MRC 4 down (domain.md 5.3)."""
        return value in self.abnormal

    def is_normal(self, value: str) -> bool:
        """Whether a value is the usual one."""
        return value == self.usual


def load_exam_items(directory: Path | None = None) -> Mapping[str, ExamDefinition]:
    """The items by id; an `exam.toml` in `directory` overrides fields. Raises `CatalogueError`."""
    tables = read_tables("exam.toml", "item", directory)
    found = (_definition(EntryReader(source, one, table), one) for source, one, table in tables)
    return MappingProxyType({one.id: one for one in found})


def _definition(reader: EntryReader, item_id: str) -> ExamDefinition:
    kind = reader.choice("kind", ExamKind)
    values, abnormal, usual = _DEFAULT_VALUES[kind]
    found = ExamDefinition(
        id=item_id,
        title=reader.text("title"),
        kind=kind,
        region=reader.choice("region", Region),
        roots=reader.choices("roots", Root, ()),
        values=reader.texts("values", values),
        abnormal=frozenset(reader.texts("abnormal", abnormal)),
        usual=reader.text("usual", usual),
        area=reader.text("area", ""),
        detail=reader.text("detail", ""),
        suggests=reader.text("suggests", ""),
        is_upper_motor_neuron=reader.flag("upper_motor_neuron"),
        evidence=reader.choice("evidence", Evidence, Evidence.SOURCED),
        reviewed=reader.text("reviewed", ""),
    )
    if stray := sorted({*found.abnormal, found.usual} - set(found.values)):
        raise reader.error("abnormal and usual", f"must be among values; {', '.join(stray)} is not")
    if found.usual in found.abnormal:
        raise reader.error("usual", "cannot be abnormal")
    reader.finish()
    return found


# Values, abnormal values and the usual value of each kind: MRC 0 to 5 (4 and below on a key muscle counts, domain.md
# 5.3), light touch, NINDS reflex grades, provocation tests.
_DEFAULT_VALUES: Mapping[ExamKind, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    ExamKind.MOTOR: (
        ("0", "1", "2", "3", "4-", "4", "4+", "5", NOT_TESTABLE),
        ("0", "1", "2", "3", "4-", "4"),
        "5",
    ),
    ExamKind.SENSORY: (("absent", "altered", "normal", NOT_TESTABLE), ("absent", "altered"), "normal"),
    ExamKind.REFLEX: (("0", "1+", "2+", "3+", "4+", NOT_TESTABLE), ("0", "1+", "3+", "4+"), "2+"),
    ExamKind.TEST: (("negative", "equivocal", "positive", NOT_TESTABLE), ("positive",), "negative"),
}


def exam_detail(item: ExamItem) -> str:
    """What was added to an item with its unit: `45°`, `3 beats`; what is no bare number stays as it was typed."""
    definition = EXAM_ITEMS.get(item.name_id)
    if definition is None or not item.detail.isdigit():
        return item.detail
    if definition.detail.startswith("angle"):
        return f"{item.detail}°"
    return f"{item.detail} beats" if definition.detail == "beats" else item.detail


def check_exam_item(item: ExamItem) -> None:
    """Refuse an item the catalogue does not know, of another kind, or with a value it does not allow (`ValueError`)."""
    definition = EXAM_ITEMS.get(item.name_id)
    if definition is None or definition.kind is not item.kind:
        raise ValueError(f"{item.name_id} is no {item.kind} item of the examination")
    if item.value not in definition.values:
        raise ValueError(f"{definition.title}: {item.value!r} is none of {', '.join(definition.values)}")


def items_of_kind(kind: ExamKind) -> tuple[ExamDefinition, ...]:
    """The items of one kind in catalogue order."""
    return tuple(one for one in EXAM_ITEMS.values() if one.kind is kind)


EXAM_ITEMS: Mapping[str, ExamDefinition] = load_exam_items()
"""The shipped items, cervical before lumbar, roots from above downward."""
