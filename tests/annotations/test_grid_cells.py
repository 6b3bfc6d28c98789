"""The reading grid: cells derived from a case, and what setting them does to it."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from annotations.anatomy import Laterality, Level
from annotations.assessments import Aspect, Assessment
from annotations.case import Case, CaseItem, Change, add, added_all
from annotations.findings import Finding, FindingStatus
from annotations.grid_cells import Cell, CellState, GridRow, grid_of
from annotations.grid_changes import (
    GridRefusalError,
    GridStudy,
    cells_below,
    cleared,
    commented,
    graded,
    normal,
    retracted,
    set_normal,
)
from annotations.history import History
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.numbering import DualName, LevelNumbering
from annotations.observations import Observation
from annotations.patient import PatientIdentity
from annotations.reading_grid import GridRegion, RowGroup, Step
from annotations.references import ImageRef
from annotations.targets import ProcedureTarget

STUDY, PRIOR, FRAME = "1.2.3", "1.2.2", "1.2.9"
R, L, M = Laterality.RIGHT, Laterality.LEFT, Laterality.MEDIAN


class Grid:
    """A case and hands on its grid."""

    def __init__(self, region: GridRegion = GridRegion.LUMBAR) -> None:
        self.case = Case("case-1", PatientIdentity("000482"), "2026-11-20T09:00:00")
        self.history = History(self.case)
        self.study = GridStudy(STUDY, "20261120")
        self.region = region
        numbers = itertools.count()
        self.new_id: Callable[[str], str] = lambda kind: f"{kind}-{next(numbers)}"

    @property
    def rows(self) -> tuple[GridRow, ...]:
        return grid_of(self.case, self.study.study_instance_uid, self.region, frame_of_reference_uid=FRAME)

    def cell(self, level: Level | None, aspect: Aspect, side: Laterality = M) -> Cell:
        cells = [cell for row in self.rows if row.level is level for cell in row.cells]
        return next(c for c in cells if c.place.column.aspect is aspect and c.place.laterality is side)

    def step(self, cell: Cell, text: str) -> Step:
        return next(step for step in cell.place.steps if step.text == text)

    def do(self, change: Change | None) -> None:
        assert change is not None
        self.history.apply(change)

    def grade(
        self, level: Level | None, aspect: Aspect, text: str, side: Laterality = M, of: Laterality | None = None
    ) -> None:
        cell = self.cell(level, aspect, side)
        self.do(graded(self.case, cell, self.step(cell, text), self.study, self.new_id, laterality=of))


@pytest.fixture
def grid() -> Grid:
    return Grid()


def _observed(finding: Finding, study: str = PRIOR, date: str = "20250101", grade: str | None = None) -> list[CaseItem]:
    return [finding, Observation(f"seen.{finding.id}.{study}", finding.id, study, date, grade=grade)]


def test_rows_go_from_t11_12_to_l5_s1_and_then_to_joints_and_soft_tissue(grid: Grid) -> None:
    titles = [row.title for row in grid.rows]
    assert titles == [
        "T11-12",
        "T12-L1",
        "L1-2",
        "L2-3",
        "L3-4",
        "L4-5",
        "L5-S1",
        "Sacroiliac joints",
        "Hips",
        "Soft tissue",
    ]


def test_a_numbering_of_six_brings_l6(grid: Grid) -> None:
    grid.do(add(LevelNumbering("n", FRAME, lumbar_count=6), "six"))
    assert [row.title for row in grid.rows if row.group is RowGroup.LEVELS][-3:] == ["L4-5", "L5-6", "L6-S1"]
    grid.case.apply(Change("other", ()))
    five = LevelNumbering("n5", "1.2.8", lumbar_count=5)
    grid.do(add(five, "five elsewhere"))
    rows = grid_of(grid.case, STUDY, GridRegion.LUMBAR, frame_of_reference_uid="1.2.8")
    assert [row.title for row in rows if row.group is RowGroup.LEVELS][-1] == "L5-S1"


def test_a_row_carries_both_names_of_a_transitional_level(grid: Grid) -> None:
    grid.do(add(LevelNumbering("n", FRAME, lumbar_count=6, dual_names=(DualName(Level.L6_S1, "L5-S1"),)), "both names"))
    assert [row.title for row in grid.rows if row.level is Level.L6_S1] == ["L6-S1 (L5-S1?)"]


def test_the_cervical_grid_goes_from_c2_3_to_c7_t1() -> None:
    rows = Grid(GridRegion.CERVICAL).rows
    assert [row.title for row in rows] == ["C2-3", "C3-4", "C4-5", "C5-6", "C6-7", "C7-T1", "Soft tissue"]


def test_nothing_is_assessed_at_first_and_says_so(grid: Grid) -> None:
    cells = [cell for row in grid.rows for cell in row.cells]
    assert {cell.state for cell in cells} == {CellState.NOT_ASSESSED}
    assert all("not assessed" in cell.words for cell in cells)
    assert not any("normal" in cell.words for cell in cells)


def test_a_grade_makes_one_draft_finding_at_level_and_side_with_the_numbering(grid: Grid) -> None:
    grid.study = GridStudy(STUDY, "20261120", LevelNumbering("n", FRAME, lumbar_count=5, version=3))
    grid.grade(Level.L4_L5, Aspect.FORAMEN, "2", L)
    (finding,) = grid.case.of_type(Finding)
    assert (finding.type_id, finding.level, finding.laterality) == ("foraminal_stenosis_lumbar", Level.L4_L5, L)
    assert (finding.grade, finding.status) == ("2", FindingStatus.DRAFT)
    assert (finding.numbering_id, finding.numbering_version) == ("n", 3)
    assert grid.case.revision == 1
    assert grid.cell(Level.L4_L5, Aspect.FORAMEN, L).state is CellState.GRADED
    assert grid.cell(Level.L4_L5, Aspect.FORAMEN, R).state is CellState.NOT_ASSESSED


def test_the_vertebra_of_a_row_is_the_one_above_its_disc(grid: Grid) -> None:
    grid.grade(Level.L1_L2, Aspect.VERTEBRA, "2")
    (finding,) = grid.case.of_type(Finding)
    assert finding.level is Level.L1
    assert grid.cell(Level.L1_L2, Aspect.VERTEBRA).text == "2"


def test_another_grade_updates_the_same_finding_and_its_observation(grid: Grid) -> None:
    grid.grade(Level.L4_L5, Aspect.FACET, "1", R)
    grid.grade(Level.L4_L5, Aspect.FACET, "3", R)
    (finding,), (seen,) = grid.case.of_type(Finding), grid.case.of_type(Observation)
    assert finding.grade == seen.grade == "3"
    cell = grid.cell(Level.L4_L5, Aspect.FACET, R)
    assert graded(grid.case, cell, grid.step(cell, "3"), grid.study, grid.new_id) is None


def test_a_finding_made_elsewhere_appears_in_its_cell(grid: Grid) -> None:
    image = ImageRef(STUDY, "1.2.3.4", "1.2.840.10008.5.1.4.1.1.4", "1.2.3.4.5")
    mark = Mark("m", MarkKind.POINT, PatientLocation(FRAME, ((1.0, 2.0, 3.0),), image))
    grid.do(added_all([mark, Finding("f", "disc_extrusion", Level.L4_L5, L, ("m",))], "marked"))
    cell = grid.cell(Level.L4_L5, Aspect.DISC)
    assert (cell.state, cell.text) == (CellState.GRADED, "extr. L")
    assert cell.weight == 3


def test_a_retracted_finding_leaves_the_cell_not_assessed(grid: Grid) -> None:
    retired = Finding("f", "disc_bulge", Level.L4_L5, M, status=FindingStatus.RETRACTED)
    grid.do(add(retired, "retracted"))
    assert grid.cell(Level.L4_L5, Aspect.DISC).state is CellState.NOT_ASSESSED


def test_contour_stands_beside_the_pfirrmann_grade_and_changes_its_type(grid: Grid) -> None:
    grid.grade(Level.L4_L5, Aspect.DISC, "IV")
    grid.grade(Level.L4_L5, Aspect.DISC, "protr.", of=L)
    grid.grade(Level.L4_L5, Aspect.DISC, "extr.")
    assert {one.type_id for one in grid.case.of_type(Finding)} == {"disc_degeneration", "disc_extrusion"}
    assert grid.cell(Level.L4_L5, Aspect.DISC).text == "IV · extr. L"


def test_a_side_is_never_guessed(grid: Grid) -> None:
    with pytest.raises(GridRefusalError, match="say the side"):
        grid.grade(Level.L4_L5, Aspect.DISC, "extr.")
    assert not grid.case.items


def test_a_normal_grade_is_normal_and_makes_no_finding(grid: Grid) -> None:
    grid.grade(Level.L3_L4, Aspect.DISC, "II")
    cell = grid.cell(Level.L3_L4, Aspect.DISC)
    assert (cell.state, cell.text) == (CellState.NORMAL, "II")
    assert not grid.case.of_type(Finding)


def test_a_finding_takes_the_word_normal_from_its_cell_but_keeps_another_grade(grid: Grid) -> None:
    grid.grade(Level.L3_L4, Aspect.DISC, "II")
    grid.grade(Level.L3_L4, Aspect.DISC, "bulge")
    cell = grid.cell(Level.L3_L4, Aspect.DISC)
    assert (cell.state, cell.text) == (CellState.GRADED, "II · bulge")
    assert cell.assessment is not None
    assert not cell.assessment.is_normal
    grid.grade(Level.L3_L4, Aspect.DISC, "V")
    assert grid.cell(Level.L3_L4, Aspect.DISC).text == "bulge · V"
    assert not grid.case.of_type(Assessment)


def test_goutallier_is_kept_with_the_cell(grid: Grid) -> None:
    grid.grade(None, Aspect.SOFT_TISSUE, "3", R)
    cell = grid.cell(None, Aspect.SOFT_TISSUE, R)
    assert (cell.state, cell.text, cell.weight) == (CellState.GRADED, "3", 2)
    assert not grid.case.of_type(Finding)


def test_normal_on_a_finding_is_refused_and_clearing_it_too(grid: Grid) -> None:
    grid.grade(Level.L4_L5, Aspect.CENTRAL, "C")
    cell = grid.cell(Level.L4_L5, Aspect.CENTRAL)
    before = dict(grid.case.items)
    with pytest.raises(GridRefusalError, match="Midline L4-5 lumbar central stenosis"):
        set_normal(cell, grid.study, grid.new_id)
    with pytest.raises(GridRefusalError, match="press N to retract"):
        cleared(cell)
    with pytest.raises(GridRefusalError, match="press N to retract"):
        graded(grid.case, cell, grid.step(cell, "A1"), grid.study, grid.new_id)
    assert dict(grid.case.items) == before


def test_retracting_keeps_the_finding_on_record(grid: Grid) -> None:
    grid.grade(Level.L4_L5, Aspect.CENTRAL, "C")
    grid.do(retracted(grid.case, grid.cell(Level.L4_L5, Aspect.CENTRAL), grid.study, grid.new_id))
    (finding,) = grid.case.of_type(Finding)
    assert finding.status is FindingStatus.RETRACTED
    assert grid.cell(Level.L4_L5, Aspect.CENTRAL).state is CellState.NORMAL


def test_what_is_signed_or_has_a_target_is_not_changed_from_the_grid(grid: Grid) -> None:
    signed = Finding("f", "disc_degeneration", Level.L4_L5, M, grade="3", status=FindingStatus.FINAL)
    aimed = Finding("g", "facet_arthropathy", Level.L4_L5, L, grade="2")
    target = ProcedureTarget("t", "mbb_lumbar", Level.L4_L5, L, finding_ids=("g",))
    grid.do(added_all([signed, aimed, target], "worked up"))
    cell = grid.cell(Level.L4_L5, Aspect.DISC)
    with pytest.raises(GridRefusalError, match="signed"):
        graded(grid.case, cell, grid.step(cell, "V"), grid.study, grid.new_id)
    with pytest.raises(GridRefusalError, match="signed"):
        retracted(grid.case, cell, grid.study, grid.new_id)
    with pytest.raises(GridRefusalError, match="target"):
        retracted(grid.case, grid.cell(Level.L4_L5, Aspect.FACET, L), grid.study, grid.new_id)


def test_a_bilateral_finding_is_in_both_cells_and_not_changed_from_one(grid: Grid) -> None:
    grid.do(add(Finding("f", "facet_arthropathy", Level.L4_L5, Laterality.BILATERAL, grade="2"), "both"))
    right = grid.cell(Level.L4_L5, Aspect.FACET, R)
    assert right.text == grid.cell(Level.L4_L5, Aspect.FACET, L).text == "2"
    with pytest.raises(GridRefusalError, match="both sides"):
        graded(grid.case, right, grid.step(right, "3"), grid.study, grid.new_id)


def test_all_normal_below_is_one_change_that_touches_only_what_is_not_assessed(grid: Grid) -> None:
    grid.grade(Level.L4_L5, Aspect.CENTRAL, "C")
    grid.do(set_normal(grid.cell(Level.L5_S1, Aspect.DISC), grid.study, grid.new_id))
    before = dict(grid.case.items)
    start = next(number for number, row in enumerate(grid.rows) if row.level is Level.L3_L4)
    change = normal(cells_below(grid.rows, start), grid.study, grid.new_id, "All normal below L3-4")
    revision = grid.case.revision
    grid.do(change)
    assert grid.case.revision == revision + 1
    assert grid.cell(Level.L4_L5, Aspect.CENTRAL).state is CellState.GRADED
    assert grid.cell(Level.L5_S1, Aspect.FACET, R).state is CellState.NORMAL
    assert grid.cell(Level.L2_L3, Aspect.FACET, R).state is CellState.NOT_ASSESSED
    assert grid.cell(Level.HIP, Aspect.JOINT, R).state is CellState.NOT_ASSESSED
    grid.history.undo()
    assert dict(grid.case.items) == before


def test_there_is_nothing_to_call_normal_twice(grid: Grid) -> None:
    cells = cells_below(grid.rows, 0)
    grid.do(normal(cells, grid.study, grid.new_id, "All normal"))
    assert normal(cells_below(grid.rows, 0), grid.study, grid.new_id, "All normal") is None


def test_clearing_makes_a_cell_not_assessed_again(grid: Grid) -> None:
    grid.do(set_normal(grid.cell(Level.L4_L5, Aspect.DISC), grid.study, grid.new_id))
    grid.do(cleared(grid.cell(Level.L4_L5, Aspect.DISC)))
    assert grid.cell(Level.L4_L5, Aspect.DISC).state is CellState.NOT_ASSESSED
    assert cleared(grid.cell(Level.L4_L5, Aspect.DISC)) is None


def test_what_another_study_showed_is_no_grade_of_this_one(grid: Grid) -> None:
    grid.do(added_all(_observed(Finding("f", "disc_degeneration", Level.L4_L5, M, grade="3"), grade="3"), "prior"))
    cell = grid.cell(Level.L4_L5, Aspect.DISC)
    assert cell.state is CellState.NOT_ASSESSED
    assert [one.id for one in cell.elsewhere] == ["f"]


def test_a_finding_seen_again_keeps_its_identity(grid: Grid) -> None:
    grid.do(added_all(_observed(Finding("f", "disc_degeneration", Level.L4_L5, M, grade="3"), grade="3"), "prior"))
    grid.grade(Level.L4_L5, Aspect.DISC, "V")
    assert [(one.id, one.grade) for one in grid.case.of_type(Finding)] == [("f", "5")]
    assert {(one.study_instance_uid, one.grade) for one in grid.case.of_type(Observation)} == {
        (PRIOR, "3"),
        (STUDY, "5"),
    }
    assert grid.cell(Level.L4_L5, Aspect.DISC).text == "V"


def test_a_signed_finding_seen_again_stays_as_it_was_signed(grid: Grid) -> None:
    signed = Finding("f", "disc_degeneration", Level.L4_L5, M, grade="3", status=FindingStatus.FINAL)
    grid.do(added_all(_observed(signed, grade="3"), "prior"))
    grid.grade(Level.L4_L5, Aspect.DISC, "V")
    assert grid.case.of_type(Finding) == (signed,)
    assert grid.cell(Level.L4_L5, Aspect.DISC).text == "V"


def test_regrading_an_older_study_leaves_the_grade_of_today(grid: Grid) -> None:
    finding = Finding("f", "disc_degeneration", Level.L4_L5, M, grade="5")
    seen = [Observation("o1", "f", PRIOR, "20250101", grade="3"), Observation("o2", "f", STUDY, "20261120", grade="5")]
    grid.do(added_all([finding, *seen], "two studies"))
    grid.study = GridStudy(PRIOR, "20250101")
    grid.grade(Level.L4_L5, Aspect.DISC, "IV")
    (after,) = grid.case.of_type(Finding)
    assert after.grade == "5"
    assert grid.cell(Level.L4_L5, Aspect.DISC).text == "IV"


def test_a_comment_is_kept_with_its_row_and_taken_away_when_emptied(grid: Grid) -> None:
    row = next(row for row in grid.rows if row.level is Level.L4_L5)
    grid.do(commented(row, "  laminectomy ", grid.study, grid.new_id))
    row = next(row for row in grid.rows if row.level is Level.L4_L5)
    assert row.comment is not None
    assert row.comment.note == "laminectomy"
    assert commented(row, "laminectomy", grid.study, grid.new_id) is None
    grid.do(commented(row, "", grid.study, grid.new_id))
    assert not grid.case.of_type(Assessment)


def test_a_row_says_whether_its_findings_explain_the_pain(grid: Grid) -> None:
    assert all(row.verdict is None for row in grid.rows)
    grid.grade(Level.L4_L5, Aspect.ROOT, "3", L)
    row = next(row for row in grid.rows if row.level is Level.L4_L5)
    assert row.verdict is not None


def test_another_study_has_a_grid_of_its_own(grid: Grid) -> None:
    grid.do(set_normal(grid.cell(Level.L4_L5, Aspect.DISC), grid.study, grid.new_id))
    rows = grid_of(grid.case, PRIOR, GridRegion.LUMBAR)
    assert {cell.state for row in rows for cell in row.cells} == {CellState.NOT_ASSESSED}
