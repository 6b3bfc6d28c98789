"""The columns of the reading grid are data that is checked when read."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.anatomy import Laterality, Level
from annotations.assessments import Aspect
from annotations.catalogue_files import CatalogueError
from annotations.reading_grid import COLUMNS, COLUMNS_BY_ID, GridRegion, RowGroup, load_columns


def _aspects(region: GridRegion) -> list[Aspect]:
    return [column.aspect for column in COLUMNS if region in column.regions and column.rows is RowGroup.LEVELS]


def test_both_grids_have_the_columns_of_the_per_level_row() -> None:
    lumbar = _aspects(GridRegion.LUMBAR)
    assert lumbar == list(Aspect)[:9]
    assert _aspects(GridRegion.CERVICAL) == [aspect for aspect in lumbar if aspect is not Aspect.RECESS]


def test_the_cervical_spine_has_its_own_scales() -> None:
    scales = {
        (column.aspect, step.scale.id)
        for column in COLUMNS
        if GridRegion.CERVICAL in column.regions
        for step in column.steps
        if step.scale is not None
    }
    assert (Aspect.CENTRAL, "kang") in scales
    assert (Aspect.FORAMEN, "kim") in scales
    assert not {(Aspect.CENTRAL, "schizas"), (Aspect.FORAMEN, "lee_foraminal")} & scales


def test_every_grade_of_a_scale_can_be_set() -> None:
    for column in COLUMNS:
        for scale in {step.scale for step in column.steps if step.scale is not None}:
            grades = [step.grade.value for step in column.steps if step.scale == scale and step.grade is not None]
            assert sorted(grades) == sorted(scale.values), column.id


def test_a_step_is_offered_only_where_its_finding_may_be() -> None:
    central = COLUMNS_BY_ID["central"]
    assert not central.steps_at(Level.T11_T12)
    assert len(central.steps_at(Level.L4_L5)) == 7


def test_a_herniation_asks_its_side_and_a_bulge_does_not() -> None:
    steps = {step.key: step for step in COLUMNS_BY_ID["disc"].steps}
    assert steps["e"].asks_side
    assert not steps["b"].asks_side


def test_a_site_may_say_which_grade_is_normal(tmp_path: Path) -> None:
    (tmp_path / "reading_grid.toml").write_text(
        '[[column]]\nid = "root"\nsteps = ['
        '{ key = "1", text = "1", finding = "nerve_root_contact", scale = "root_contact", grade = "1", weight = 0 }]',
        encoding="utf-8",
    )
    root = next(column for column in load_columns(tmp_path) if column.id == "root")
    assert [step.is_normal for step in root.steps] == [True]
    assert root.sides == (Laterality.RIGHT, Laterality.LEFT)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ('{ key = "n", text = "x", finding = "vcf", weight = 1 }', "key 'n'"),
        ('{ key = "1", text = "x", finding = "broken_bone", weight = 1 }', "'broken_bone' is no finding type"),
        ('{ key = "1", text = "x", finding = "vcf", scale = "feet", grade = "1", weight = 1 }', "'feet' is no grading"),
        ('{ key = "1", text = "x", finding = "vcf", scale = "genant", grade = "7", weight = 1 }', "'7' is no grade"),
        ('{ key = "1", text = "x", finding = "vcf", weight = 4 }', "weight must be 0 to 3"),
        ('{ key = "1", text = "x", finding = "vcf", weight = 0 }', "0 needs a grade"),
        ('{ key = "1", text = "x", weight = 1 }', "or a grade must be given"),
        ('{ key = "1", text = "x", finding = "disc_bulge", weight = 1 }', "disc_bulge belongs to"),
    ],
)
def test_a_wrong_step_is_refused_with_file_and_field(tmp_path: Path, step: str, words: str) -> None:
    (tmp_path / "reading_grid.toml").write_text(f'[[column]]\nid = "vertebra"\nsteps = [{step}]\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"reading_grid\.toml") as refused:
        load_columns(tmp_path)
    assert words in str(refused.value)


def test_a_sided_column_refuses_a_type_without_sides(tmp_path: Path) -> None:
    step = '{ key = "1", text = "x", finding = "discitis", weight = 1 }'
    (tmp_path / "reading_grid.toml").write_text(f'[[column]]\nid = "root"\nsteps = [{step}]\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match="cannot be right or left"):
        load_columns(tmp_path)
