"""The worked case of Patient A holds together: catalogue ids, links, sides and a needle that misses bone."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pytest
from numpy.typing import NDArray

from annotations.anatomy import Laterality, Level, Root
from annotations.case import Case, added_all
from annotations.evaluation import Complaint, ExamItem, PriorTreatment, VitalSigns
from annotations.exam_catalogue import check_exam_item
from annotations.finding_catalogue import FINDING_TYPES, scale_of
from annotations.findings import Finding
from annotations.grade_rules import GRADE_RULES
from annotations.locations import PatientLocation
from annotations.marks import Mark
from annotations.measurements import measurements_of
from annotations.observations import Comparison, Observation
from annotations.patient import ImagingStudy, PatientIdentity
from annotations.procedure_catalogue import PROCEDURES
from annotations.spine_ledger import LevelAnchor
from annotations.target_checks import missing_for_plan
from annotations.targets import ProcedureTarget
from sample_data.ground_truth import GroundTruth
from sample_data.worked_case import EXTRUSION_ID, FRACTURE_ID, TARGET_ID, worked_case_items


class Scan(Protocol):
    """What the fixtures give."""

    def sample(self, points: NDArray[np.float64]) -> NDArray[np.float64]: ...


@pytest.fixture
def case(truth_a: GroundTruth) -> Case:
    a_case = Case("sample", PatientIdentity(truth_a.patient_id), "2026-09-18T09:00:00")
    a_case.apply(added_all(worked_case_items(truth_a), "worked example"))
    return a_case


def test_every_kind_of_item_is_there_and_linked(case: Case) -> None:
    for kind in (Complaint, ExamItem, PriorTreatment, VitalSigns, Finding, Mark, ProcedureTarget, ImagingStudy):
        assert case.of_type(kind), kind
    extrusion = case.get(Finding, EXTRUSION_ID)
    assert extrusion is not None
    assert extrusion.complaint_ids
    assert extrusion.exam_item_ids


def test_findings_procedures_and_exam_items_are_in_the_catalogues(case: Case) -> None:
    for finding in case.of_type(Finding):
        kind = FINDING_TYPES[finding.type_id]
        assert finding.level in kind.levels
        assert finding.laterality in kind.sides
        if finding.grade is not None:
            scale = scale_of(finding)
            assert scale is not None
            assert finding.grade in scale.values
    for item in case.of_type(ExamItem):
        check_exam_item(item)
    for target in case.of_type(ProcedureTarget):
        assert target.needle_gauge in PROCEDURES[target.procedure_id].needle_gauges


def test_anchors_name_every_level_in_every_frame(case: Case, truth_a: GroundTruth) -> None:
    anchors = case.of_type(LevelAnchor)
    for frame in truth_a.frames:
        levels = {a.level for a in anchors if a.location.frame_of_reference_uid == frame.frame_of_reference_uid}
        assert levels == {Level(name) for name in ("T11", "T12", "L1", "L2", "L3", "L4", "L5", "S1")}


def test_marks_and_the_extrusion_lie_on_the_left_where_they_should(case: Case, truth_a: GroundTruth) -> None:
    for name in ("ct", "mr"):
        mark = case.get(Mark, f"sample.mark.extrusion.{name}")
        assert mark is not None
        assert isinstance(mark.location, PatientLocation)
        frame = truth_a.frame(name)
        offset = np.subtract(mark.location.points_lps_mm[0], frame.disc("L4-L5").sac_center)
        assert offset @ np.asarray(frame.midline_normal) > 3


def test_the_needle_enters_at_the_skin_and_reaches_the_foramen_through_soft_tissue(
    case: Case, truth_a: GroundTruth, ct_a: Scan
) -> None:
    target = case.get(ProcedureTarget, TARGET_ID)
    assert target is not None
    assert target.path is not None
    assert (target.level, target.laterality, target.root) == (Level.L5_S1, Laterality.LEFT, Root.L5)
    entry, tip = (np.asarray(point) for point in target.path.points_lps_mm)
    length = float(np.linalg.norm(tip - entry))
    assert 60 < length < 150
    along = entry + np.linspace(0, 1, 400)[:, None] * (tip - entry)
    values = ct_a.sample(along)
    assert values.max() < 250, "the needle must not cross bone"
    outward = (entry - tip) / length
    assert float(ct_a.sample((entry + 6 * outward)[None])[0]) < -800, "outside the skin"
    ganglion = next(r.foramen for r in truth_a.frame("ct").roots if (r.root, r.side) == ("L5", "L"))
    assert 2 < float(np.linalg.norm(tip - np.asarray(ganglion))) < 7


def test_the_planned_target_lacks_nothing_and_its_numbering_is_settled(case: Case) -> None:
    target = case.get(ProcedureTarget, TARGET_ID)
    assert target is not None
    assert missing_for_plan(case, target) == ()


def test_the_fracture_is_measured_at_its_six_points_and_graded_by_them(case: Case, truth_a: GroundTruth) -> None:
    heights = case.get(Mark, "sample.mark.fracture.heights")
    assert heights is not None
    values = {one.name: one.value for one in measurements_of(heights)}
    truth = truth_a.frame("ct").vertebra("L1")
    assert values["anterior height"] == pytest.approx(truth.height_anterior_mm, abs=0.1)
    assert values["posterior height"] == pytest.approx(truth.height_posterior_mm, abs=0.1)
    finding = case.get(Finding, FRACTURE_ID)
    assert finding is not None
    assert (finding.grade, finding.suggested_grade) == ("2", "2")
    assert finding.grade_rule in {rule.key for rule in GRADE_RULES.values()}


def test_the_extrusion_is_larger_than_before(case: Case, truth_a: GroundTruth) -> None:
    sizes = []
    for frame in ("mr_before", "mr"):
        mark = case.get(Mark, f"sample.mark.extrusion.size.{frame}")
        extrusion = truth_a.frame(frame).extrusion
        assert mark is not None
        assert extrusion is not None
        long_axis, short_axis = (one.value for one in measurements_of(mark)[:2])
        assert (long_axis, short_axis) == pytest.approx((2 * extrusion.radii_mm[2], 2 * extrusion.radii_mm[1]))
        sizes.append(long_axis)
    assert sizes[0] < sizes[1]
    seen = sorted(case.of_type(Observation), key=lambda one: one.study_date)
    assert [one.comparison for one in seen] == [Comparison.NEW, Comparison.WORSE]
    assert {one.finding_id for one in seen} == {EXTRUSION_ID}
