"""The reading grid as the report writes it: a table for each study that was read level by level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotations.assessments import Assessment
from annotations.case import Case
from annotations.grid_cells import Cell, CellState, GridRow, grid_of
from annotations.level_ledger import known_ledgers
from annotations.patient import ImagingStudy
from annotations.reading_grid import Column, GridRegion, RowGroup

NOT_ASSESSED = "–"
NORMAL = "N"
GRID_NOTE = "– not assessed (not the same as normal), N normal; right / left where a column has sides."


@dataclass(frozen=True)
class GridText:
    """One table: its heading, the names of its columns, its rows, and what was read of joints and soft tissue."""

    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]


def grid_texts(case: Case) -> tuple[GridText, ...]:
    """The grids in which something was assessed, by study in the order they were begun."""
    studies = dict.fromkeys(one.study_instance_uid for one in case.of_type(Assessment))
    counted_in = {ledger.counted_in_uid for ledger in known_ledgers(case)}
    uid = next(iter(counted_in)) if len(counted_in) == 1 else ""
    grids = (
        (study, region, grid_of(case, study, region, frame_of_reference_uid=uid))
        for study in studies
        for region in GridRegion
    )
    return tuple(
        _grid_text(_study_words(case, study), region, rows)
        for study, region, rows in grids
        if _is_read(study, case, rows)
    )


def _is_read(study: str, case: Case, rows: Iterable[GridRow]) -> bool:
    """Whether the levels of this very grid were looked at, or commented on."""
    own = {one.id for one in case.of_type(Assessment) if one.study_instance_uid == study}
    return any(
        (row.comment is not None and row.comment.id in own)
        or any(cell.assessment is not None and cell.assessment.id in own for cell in row.cells)
        for row in rows
        if row.group is RowGroup.LEVELS
    )


def _grid_text(study: str, region: GridRegion, rows: tuple[GridRow, ...]) -> GridText:
    levels = [row for row in rows if row.group is RowGroup.LEVELS]
    columns = list(dict.fromkeys(cell.place.column for cell in levels[0].cells))
    return GridText(
        f"{region.value.capitalize()} spine, {study}",
        ("Level", *(column.short for column in columns), "Comment", "Pain"),
        tuple(_row(row, columns) for row in levels),
        tuple(_other(row) for row in rows if row.group is not RowGroup.LEVELS),
    )


def _row(row: GridRow, columns: Iterable[Column]) -> tuple[str, ...]:
    cells = [" / ".join(_shown(cell) for cell in row.cells if cell.place.column is column) for column in columns]
    comment = row.comment.note if row.comment is not None else ""
    return (row.title, *cells, comment, row.verdict.value if row.verdict is not None else NOT_ASSESSED)


def _other(row: GridRow) -> str:
    cells = ", ".join(f"{cell.place.laterality.word} {_words(cell)}" for cell in row.cells)
    comment = f"; {row.comment.note}" if row.comment is not None else ""
    return f"{row.title}: {cells}{comment}."


def _shown(cell: Cell) -> str:
    if cell.state is CellState.NOT_ASSESSED:
        return NOT_ASSESSED
    return cell.text if cell.state is CellState.GRADED else NORMAL


def _words(cell: Cell) -> str:
    return cell.text if cell.state is CellState.GRADED else cell.state.value


def _study_words(case: Case, study_instance_uid: str) -> str:
    known = (one for one in case.of_type(ImagingStudy) if one.study_instance_uid == study_instance_uid)
    study = next(known, None)
    return " ".join(filter(None, (study.date, study.description))) if study is not None else study_instance_uid
