"""The reading grid in the report: only what was assessed, and not assessed is never written as normal."""

from __future__ import annotations

from annotations.anatomy import Laterality, Level
from annotations.assessments import Aspect, Assessment
from annotations.case import Case, added_all
from annotations.findings import Finding
from annotations.patient import ImagingStudy, PatientIdentity
from reports.reading_grid_text import NORMAL, NOT_ASSESSED, grid_texts

STUDY = "1.2.3"


def _case(*items: Assessment | Finding | ImagingStudy) -> Case:
    case = Case("case-1", PatientIdentity("000482"), "2026-11-20T09:00:00")
    case.apply(added_all([ImagingStudy("s", STUDY, "2026-11-20", "MR lumbar spine"), *items], "read"))
    return case


def _normal(aspect: Aspect, level: Level | None, side: Laterality = Laterality.MEDIAN) -> Assessment:
    return Assessment(f"a.{aspect}.{level}.{side}", STUDY, aspect, level, side, is_normal=True)


def test_a_case_read_without_the_grid_has_no_table() -> None:
    assert grid_texts(_case(Finding("f", "disc_extrusion", Level.L4_L5, Laterality.LEFT))) == ()


def test_cells_say_grade_normal_or_not_assessed() -> None:
    case = _case(
        _normal(Aspect.FACET, Level.L4_L5, Laterality.RIGHT),
        Finding("f", "facet_arthropathy", Level.L4_L5, Laterality.LEFT, grade="2"),
        Assessment("c", STUDY, Aspect.COMMENT, Level.L4_L5, Laterality.MEDIAN, note="laminectomy"),
    )
    (grid,) = grid_texts(case)
    assert grid.heading == "Lumbar spine, 2026-11-20 MR lumbar spine"
    row = dict(zip(grid.header, next(row for row in grid.rows if row[0] == "L4-5"), strict=True))
    assert row["Facet"] == f"{NORMAL} / 2"
    assert row["Disc"] == NOT_ASSESSED
    assert row["Comment"] == "laminectomy"
    other = dict(zip(grid.header, grid.rows[0], strict=True))
    assert NORMAL not in set(other.values())
    assert "Hips: right not assessed, left not assessed." in grid.others


def test_a_neck_has_the_table_of_the_neck() -> None:
    (grid,) = grid_texts(_case(_normal(Aspect.CENTRAL, Level.C5_C6)))
    assert grid.heading.startswith("Cervical spine")
    assert "Recess" not in grid.header
