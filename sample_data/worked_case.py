"""Patient A as a physician would have worked it up: findings, evaluation, links and a needle target."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np

from annotations.anatomy import Laterality, Level, Root
from annotations.case import CaseItem
from annotations.evaluation import (
    Complaint,
    ComplaintPattern,
    ExamItem,
    ExamKind,
    Onset,
    PriorTreatment,
    VitalSigns,
    exam_item_id,
)
from annotations.findings import AxialZone, Certainty, Finding, Severity
from annotations.geometry import Point, as_point
from annotations.gradings import suggest_grade
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import measurements_of
from annotations.numbering import Confidence, CountingMethod, LevelNumbering
from annotations.observations import Comparison, Observation
from annotations.patient import ImagingStudy
from annotations.references import ImageRef
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget, TargetStatus
from sample_data.ground_truth import FrameTruth, GroundTruth, SeriesTruth

LEG_PAIN_ID = "sample.complaint.leg"
BACK_PAIN_ID = "sample.complaint.back"
EXTRUSION_ID = "sample.finding.extrusion"
FRACTURE_ID = "sample.finding.fracture"
TARGET_ID = "sample.target.l5"

_EXAM: tuple[tuple[ExamKind, str, Laterality, str, str], ...] = (
    (ExamKind.MOTOR, "great_toe_extension", Laterality.LEFT, "4", ""),
    (ExamKind.MOTOR, "great_toe_extension", Laterality.RIGHT, "5", ""),
    (ExamKind.MOTOR, "ankle_dorsiflexion", Laterality.LEFT, "5", ""),
    (ExamKind.MOTOR, "plantar_flexion", Laterality.LEFT, "5", ""),
    (ExamKind.SENSORY, "light_touch_l5", Laterality.LEFT, "altered", ""),
    (ExamKind.SENSORY, "light_touch_l5", Laterality.RIGHT, "normal", ""),
    (ExamKind.SENSORY, "light_touch_s1", Laterality.LEFT, "normal", ""),
    (ExamKind.REFLEX, "patellar", Laterality.LEFT, "2+", ""),
    (ExamKind.REFLEX, "patellar", Laterality.RIGHT, "2+", ""),
    (ExamKind.REFLEX, "achilles", Laterality.LEFT, "2+", ""),
    (ExamKind.REFLEX, "achilles", Laterality.RIGHT, "2+", ""),
    (ExamKind.TEST, "slr", Laterality.LEFT, "positive", "45"),
    (ExamKind.TEST, "slr", Laterality.RIGHT, "negative", ""),
)
_SUPPORTING = (
    exam_item_id(ExamKind.MOTOR, "great_toe_extension", Laterality.LEFT),
    exam_item_id(ExamKind.SENSORY, "light_touch_l5", Laterality.LEFT),
    exam_item_id(ExamKind.TEST, "slr", Laterality.LEFT),
)
_TARGET_SEGMENT = "L5-S1"


def worked_case_items(ground_truth: GroundTruth) -> tuple[CaseItem, ...]:
    """The items of Patient A's worked case, in an order in which links always point backward.

    Raises `KeyError` when the truth is that of another patient.
    """
    marks = tuple(_marks(ground_truth))
    return (
        *_studies(ground_truth),
        *_anchors(ground_truth),
        *_numberings(ground_truth),
        *_complaints(),
        *_treatments(),
        _vitals(),
        *(
            ExamItem(exam_item_id(kind, name, side), kind, name, side, value, detail)
            for kind, name, side, value, detail in _EXAM
        ),
        *marks,
        *_findings(marks),
        *_observations(ground_truth),
        _target(ground_truth),
    )


def _studies(truth: GroundTruth) -> Iterator[ImagingStudy]:
    for uid in dict.fromkeys(series.study_instance_uid for series in truth.series):
        series = [one for one in truth.series if one.study_instance_uid == uid]
        date = datetime.date.fromisoformat(series[0].study_date).isoformat()
        modalities = tuple(dict.fromkeys(one.modality for one in series))
        yield ImagingStudy(f"sample.study.{uid}", uid, date, series[0].study_description, modalities)


def _anchors(truth: GroundTruth) -> Iterator[LevelAnchor]:
    for frame in truth.frames:
        centers = {vertebra.level: vertebra.center for vertebra in frame.vertebrae} | {"S1": frame.s1_center}
        for level, center in centers.items():
            place = PatientLocation(frame.frame_of_reference_uid, (center,))
            yield LevelAnchor(f"sample.anchor.{frame.name}.{level}", Level(level), place)


def _numberings(truth: GroundTruth) -> Iterator[LevelNumbering]:
    """The images begin below the neck: the count rests on the last rib, which the CT shows at T12."""
    for frame in truth.frames:
        yield LevelNumbering(
            id=numbering_id(frame.name),
            frame_of_reference_uid=frame.frame_of_reference_uid,
            method=CountingMethod.FROM_LAST_RIB,
            lumbar_count=5,
            confidence=Confidence.HIGH,
            decided_by="Sample physician",
            decided_at="2026-09-18T09:30:00",
            is_confirmed=True,
        )


def numbering_id(frame_name: str) -> str:
    """The id of the numbering of a frame (`ct`, `mr`)."""
    return f"sample.numbering.{frame_name}"


def _complaints() -> tuple[Complaint, ...]:
    leg = Complaint(
        id=LEG_PAIN_ID,
        label="Left leg pain",
        laterality=Laterality.LEFT,
        pattern=ComplaintPattern.RADICULAR,
        onset=Onset.SUDDEN,
        onset_date="2026-08-02",
        mechanism="lifting a suitcase",
        description="From the left buttock along the outer calf to the back of the foot and the great toe.",
        qualities=("electric", "burning"),
        worsened_by=("sitting", "cough or strain"),
        eased_by=("lying",),
        radiation_roots=(Root.L5,),
        pain_now=7,
        pain_average=6,
        pain_worst=9,
        pain_best=3,
        is_primary=True,
    )
    back = Complaint(
        id=BACK_PAIN_ID,
        label="Low back pain",
        laterality=Laterality.MEDIAN,
        pattern=ComplaintPattern.AXIAL,
        onset=Onset.GRADUAL,
        onset_date="2025",
        description="Dull ache across the low back, long before the leg pain.",
        qualities=("aching",),
        worsened_by=("standing", "bending forward"),
        eased_by=("rest",),
        pain_now=4,
        pain_average=4,
        pain_worst=6,
        pain_best=1,
    )
    return leg, back


def _treatments() -> tuple[PriorTreatment, ...]:
    return (
        PriorTreatment("sample.treatment.1", "physical therapy", "Six sessions, directional exercises", "2026-08", 10),
        PriorTreatment("sample.treatment.2", "medication", "Naproxen 500 mg twice a day", "2026-08", 20, "heartburn"),
        PriorTreatment("sample.treatment.3", "medication", "Gabapentin to 900 mg a day", "2026-09", 30, "drowsiness"),
    )


def _examination() -> tuple[ExamItem, ...]:
    return tuple(
        ExamItem(exam_item_id(kind, name, side), kind, name, side, value, detail)
        for kind, name, side, value, detail in _EXAM
    )


def _vitals() -> VitalSigns:
    return VitalSigns(
        id="sample.vitals.1",
        taken_at="2026-09-18T09:10",
        heart_rate_per_min=74,
        respiratory_rate_per_min=14,
        systolic_mmhg=128,
        diastolic_mmhg=78,
        oxygen_saturation_percent=98,
        temperature_celsius=36.7,
        weight_kg=68,
        height_cm=164,
    )


def _marks(truth: GroundTruth) -> Iterator[Mark]:
    ct, mr = truth.frame("ct"), truth.frame("mr")
    bone, water = truth.series_named("ct_axial"), truth.series_named("mr_t2_axial")
    fracture = ct.vertebra("L1")
    yield _mark("fracture", MarkKind.POINT, ct, bone, (fracture.center,), "L1 wedge")
    corners = (
        fracture.superior_anterior,
        fracture.superior_middle,
        fracture.superior_posterior,
        fracture.inferior_anterior,
        fracture.inferior_middle,
        fracture.inferior_posterior,
    )
    yield _mark("fracture.heights", MarkKind.VERTEBRA, ct, bone, corners, "L1")
    for frame, series, word in ((mr, water, "mr"), (ct, bone, "ct")):
        if frame.extrusion is None:
            raise KeyError(f"the truth of frame {frame.name} has no extrusion")
        yield _mark(f"extrusion.{word}", MarkKind.POINT, frame, series, (frame.extrusion.center,), "L4-5 extrusion")
    for name, series_name in (("mr", "mr_t2_sagittal"), ("mr_before", "mr_before_t2_sagittal")):
        frame, series = truth.frame(name), truth.series_named(series_name)
        yield _mark(f"extrusion.size.{name}", MarkKind.BIDIRECTIONAL, frame, series, _extent(frame), "L4-5 extrusion")


def _extent(frame: FrameTruth) -> tuple[Point, ...]:
    """The extrusion's ends from foot to head, then from front to back, in the sagittal plane through its centre."""
    extrusion = frame.extrusion
    if extrusion is None:
        raise KeyError(f"the truth of frame {frame.name} has no extrusion")
    up = np.asarray(frame.disc(extrusion.level).normal)
    back = np.cross(up, frame.midline_normal)
    _, anteroposterior, craniocaudal = extrusion.radii_mm
    ends = (-craniocaudal * up, craniocaudal * up, -anteroposterior * back, anteroposterior * back)
    return tuple(as_point(np.asarray(extrusion.center) + end) for end in ends)


def _mark(
    name: str, kind: MarkKind, frame: FrameTruth, series: SeriesTruth, points: tuple[Point, ...], label: str
) -> Mark:
    location = PatientLocation(frame.frame_of_reference_uid, points, _source(series, points[0]))
    return Mark(f"sample.mark.{name}", kind, location, label)


def _source(series: SeriesTruth, point: Point) -> ImageRef:
    image = series.nearest_image(point)
    return ImageRef(series.study_instance_uid, series.series_instance_uid, image.sop_class_uid, image.sop_instance_uid)


def _findings(marks: tuple[Mark, ...]) -> tuple[Finding, ...]:
    heights = next(mark for mark in marks if mark.kind is MarkKind.VERTEBRA)
    measured = suggest_grade("vcf", measurements_of(heights))
    if measured is None:
        raise KeyError("the heights of L1 suggest no grade")
    extrusion = Finding(
        id=EXTRUSION_ID,
        type_id="disc_extrusion",
        level=Level.L4_L5,
        laterality=Laterality.LEFT,
        mark_ids=("sample.mark.extrusion.mr", "sample.mark.extrusion.ct", "sample.mark.extrusion.size.mr"),
        severity=Severity.MODERATE,
        certainty=Certainty.DEFINITE,
        zone=AxialZone.SUBARTICULAR,
        grade="2",
        note="Displaces and compresses the passing left L5 root; larger than on the earlier MR.",
        complaint_ids=(LEG_PAIN_ID,),
        exam_item_ids=_SUPPORTING,
        numbering_id=numbering_id("mr"),
        numbering_version=1,
    )
    fracture = Finding(
        id=FRACTURE_ID,
        type_id="vcf",
        level=Level.L1,
        laterality=Laterality.MEDIAN,
        mark_ids=("sample.mark.fracture", heights.id),
        severity=Severity.MODERATE,
        certainty=Certainty.DEFINITE,
        grade=measured.grade,
        suggested_grade=measured.grade,
        grade_rule=measured.rule_key,
        note="Old: no edema on STIR.",
        complaint_ids=(BACK_PAIN_ID,),
        numbering_id=numbering_id("ct"),
        numbering_version=1,
    )
    return extrusion, fracture


def _observations(truth: GroundTruth) -> Iterator[Observation]:
    """The extrusion in the earlier MR and in this one."""
    seen = (
        ("mr_before", "mr_before_t2_sagittal", Severity.MILD, Comparison.NEW, "1"),
        ("mr", "mr_t2_sagittal", Severity.MODERATE, Comparison.WORSE, "2"),
    )
    for frame_name, series_name, severity, comparison, grade in seen:
        series = truth.series_named(series_name)
        yield Observation(
            f"sample.observation.{frame_name}",
            EXTRUSION_ID,
            series.study_instance_uid,
            series.study_date,
            (f"sample.mark.extrusion.size.{frame_name}",),
            grade,
            severity,
            comparison,
            suggested=comparison,
        )


def _target(truth: GroundTruth) -> ProcedureTarget:
    ct = truth.frame("ct")
    needle = ct.needle(_TARGET_SEGMENT, "L")
    series = truth.series_named("ct_axial")
    return ProcedureTarget(
        id=TARGET_ID,
        procedure_id="esi_tf_lumbar_supra",
        level=Level(_TARGET_SEGMENT),
        laterality=Laterality.LEFT,
        path=PatientLocation(ct.frame_of_reference_uid, (needle.entry, needle.tip), _source(series, needle.tip)),
        root=Root.L5,
        finding_ids=(EXTRUSION_ID,),
        needle_gauge="22",
        note="The L5 root leaves here; it is compressed one segment higher.",
        status=TargetStatus.PLANNED,
    )
