"""Findings and targets carry the second name of their level."""

from __future__ import annotations

from dataclasses import replace

from annotations.anatomy import Laterality, Level
from annotations.case import Case, CaseItem, added_all
from annotations.findings import Finding
from annotations.level_names import finding_level_name, finding_space, target_level_name, target_space
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.numbering import DualName, LevelNumbering
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from annotations.targets import ProcedureTarget

CT = "1.1"
NUMBERING = LevelNumbering("n", CT, dual_names=(DualName(Level.L5, "L6"),))
MARK = Mark("m", MarkKind.POINT, PatientLocation(CT, ((0.0, 0.0, 0.0),)))
RADIOGRAPH = Mark("x", MarkKind.POINT, ImageLocation(ImageRef("1", "2", "3", "4"), ((1.0, 1.0),)))
FINDING = Finding("f", "disc_extrusion", Level.L5_S1, Laterality.LEFT, ("x", "m"))
TARGET = ProcedureTarget("t", "x", Level.L5_S1, Laterality.LEFT, finding_ids=("f",))


def case_of(*items: CaseItem) -> Case:
    case = Case("c", PatientIdentity("1"), "2026-01-01T00:00:00Z")
    case.apply(added_all([NUMBERING, MARK, RADIOGRAPH, *items], "made"))
    return case


def test_a_finding_is_named_by_the_numbering_of_its_first_mark_on_a_volume() -> None:
    case = case_of(FINDING)
    assert finding_space(case, FINDING) == CT
    assert finding_level_name(case, FINDING) == "L5-S1 (L6-S1?)"


def test_a_finding_on_radiographs_is_named_by_the_numbering_it_was_stored_with() -> None:
    on_radiograph = replace(FINDING, mark_ids=("x",))
    case = case_of(on_radiograph)
    assert finding_space(case, on_radiograph) == ""
    assert finding_level_name(case, on_radiograph) == "L5-S1"
    assert finding_level_name(case, replace(on_radiograph, numbering_id="n")) == "L5-S1 (L6-S1?)"


def test_a_target_is_named_where_it_is_planned_else_where_its_finding_was_marked() -> None:
    case = case_of(FINDING, TARGET)
    assert target_space(case, TARGET) == CT
    assert target_level_name(case, TARGET) == "L5-S1 (L6-S1?)"
    elsewhere = replace(TARGET, path=PatientLocation("9.9", ((0, 0, 0), (1, 1, 1))))
    assert target_level_name(case, elsewhere) == "L5-S1"
