"""The marks of a case as rows of a list: what each is, where, its values, its date; sorted, filtered, copied. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from annotations.anatomy import Laterality
from annotations.case import Case
from annotations.findings import Finding, FindingStatus
from annotations.locations import ImageLocation
from annotations.mark_edits import lock_reason
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.patient import ImagingStudy
from reports.narrative import spine_order
from viewers.qt.translated import tr
from workstation.ui.read.mark_words import (
    MARK_TONES,
    MarkPlace,
    SpacingOf,
    WordsOf,
    main_value,
    no_spacing,
    no_words,
    place_of,
    value_lines,
)
from workstation.ui.read.overlay_content import SEVERITY_TONE, finding_label

LAST = (99, 99)
"""Marks without a level come after all that have one."""


class MarkColumn(IntEnum):
    """The columns of the list, from left to right."""

    MARK = 0
    LEVEL = 1
    SIDE = 2
    VALUE = 3
    DATE = 4


COLUMN_TITLES = {
    MarkColumn.MARK: "Mark",
    MarkColumn.LEVEL: "Level",
    MarkColumn.SIDE: "Side",
    MarkColumn.VALUE: "Value",
    MarkColumn.DATE: "Date",
}

SortKey = tuple[object, ...]


@dataclass(frozen=True)
class MarkRow:
    """One mark as it is listed. `states` are words such as `hidden`; `lines` all it says beside its image."""

    mark_id: str
    kind: MarkKind
    title: str
    name: str
    place: MarkPlace
    lines: tuple[str, ...]
    value_text: str
    unit: str
    value: float
    date: str
    tone: str
    states: tuple[str, ...]
    is_hidden: bool
    is_locked: bool

    @property
    def mark_text(self) -> str:
        """Kind, own name and state: `Length, pedicle (hidden)`."""
        words = f"{self.title}, {self.name}" if self.name else self.title
        return f"{words} ({', '.join(self.states)})" if self.states else words

    def text(self, column: MarkColumn) -> str:
        """What stands in a cell; a level or side that was set by hand is followed by an exclamation mark."""
        place, side = self.place, self.place.laterality
        return {
            MarkColumn.MARK: self.mark_text,
            MarkColumn.LEVEL: f"{place.level_text} !" if place.is_level_set else place.level_text,
            MarkColumn.SIDE: "" if side is None else f"{side.value} !" if place.is_side_set else side.value,
            MarkColumn.VALUE: self.value_text,
            MarkColumn.DATE: self.date,
        }[column]

    @property
    def full_text(self) -> str:
        """Everything known of it, a line each: tooltip and screen reader."""
        parts = [self.mark_text, self.place_text, *self.lines, self.date]
        if self.place.is_override:
            reason = tr("set by hand: {reason}", reason=self.place.reason)
            ledger = tr("the ledger says {place}", place=self.place.proposed_text or tr("nothing"))
            parts.insert(2, f"{reason}; {ledger}")
        parts.append(tr("colour: {color}", color=tr(MARK_TONES.get(self.tone, self.tone))))
        return "\n".join(part for part in parts if part)

    @property
    def place_text(self) -> str:
        """Level and side in words."""
        side = self.place.laterality
        words = (self.place.level_text, tr(side.word) if side is not None else "")
        return " ".join(word for word in words if word) or tr("level not known")

    def sort_key(self, column: MarkColumn) -> SortKey:
        """What a column is sorted by; values of one unit stand together."""
        level, side = self.place.level, self.place.laterality
        keys: dict[MarkColumn, SortKey] = {
            MarkColumn.MARK: (self.title, self.name),
            MarkColumn.LEVEL: spine_order(level) if level is not None else LAST,
            MarkColumn.SIDE: (_SIDES.index(side) if side is not None else len(_SIDES),),
            MarkColumn.VALUE: (self.unit or "~", self.value),
            MarkColumn.DATE: (self.date,),
        }
        return keys[column]

    def matches(self, words: Iterable[str], kind: MarkKind | None) -> bool:
        """Whether every word typed is somewhere in what the row says, and it is of a kind (None = any)."""
        said = f"{self.full_text} {self.place_text}".casefold()
        return (kind is None or self.kind is kind) and all(word.casefold() in said for word in words)


_SIDES = (Laterality.RIGHT, Laterality.LEFT, Laterality.MEDIAN, Laterality.BILATERAL)


def mark_rows(
    case: Case | None, spacing_of: SpacingOf = no_spacing, words_of: WordsOf = no_words
) -> tuple[MarkRow, ...]:
    """Every mark of a case, without those of retracted findings, in the order they were made."""
    if case is None:
        return ()
    owners = {mark_id: finding for finding in case.of_type(Finding) for mark_id in finding.mark_ids}
    dates = {study.study_instance_uid: study.date for study in case.of_type(ImagingStudy)}
    return tuple(
        _row(case, mark, owners.get(mark.id), dates, spacing_of, words_of(mark))
        for mark in case.of_type(Mark)
        if mark.id not in owners or owners[mark.id].status is not FindingStatus.RETRACTED
    )


def hidden_count(rows: Iterable[MarkRow]) -> int:
    """How many of the marks are hidden."""
    return sum(row.is_hidden for row in rows)


def rows_as_text(rows: Iterable[MarkRow]) -> str:
    """Rows as a table of tabulators for another program, one line a mark, all values of it in the last column."""
    heads = [tr(text) for text in ("Mark", "Level", "Side", "Date", "Values")]
    lines = ["\t".join(heads)]
    for row in rows:
        side = row.place.laterality
        words = (row.mark_text, row.place.level_text, tr(side.word) if side else "", row.date, "; ".join(row.lines))
        lines.append("\t".join(" ".join(word.split()) for word in words))
    return "\n".join(lines)


def _row(
    case: Case,
    mark: Mark,
    finding: Finding | None,
    dates: dict[str, str],
    spacing_of: SpacingOf,
    words: tuple[str, ...],
) -> MarkRow:
    value = main_value(case, mark, spacing_of)
    is_locked = bool(lock_reason(case, mark))
    states = (tr("hidden") if mark.is_hidden else "", tr("locked") if is_locked else "")
    own = mark.label or mark.text.replace("\n", " ")
    names = [own] if finding is None else [own, finding_label(finding)]
    return MarkRow(
        mark_id=mark.id,
        kind=mark.kind,
        title=tr(MARK_KINDS[mark.kind].title),
        name=", ".join(name for name in names if name),
        place=place_of(case, mark),
        lines=(*value_lines(case, mark, spacing_of), *words),
        value_text="".join(words[:1]) if value is None else value.text,
        unit="" if value is None else value.unit,
        value=0.0 if value is None else value.value,
        date=_date_of(mark, dates),
        tone=mark.tone or ("accent" if finding is None else SEVERITY_TONE[finding.severity]),
        states=tuple(state for state in states if state),
        is_hidden=mark.is_hidden,
        is_locked=is_locked,
    )


def _date_of(mark: Mark, dates: dict[str, str]) -> str:
    image = mark.location.image if isinstance(mark.location, ImageLocation) else mark.location.source
    return dates.get(image.study_instance_uid, "") if image is not None else ""
