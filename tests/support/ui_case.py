"""A small worked case for tests of the places: left L5 pain, an L4-5 extrusion, a target and level anchors."""

from __future__ import annotations

from annotations.anatomy import Laterality, Level, Root
from annotations.case import Case, CaseItem, added_all
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
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget
from workstation.session import Session

FRAME = "1.2.826.0.1.3680043.10.99.1"
SOURCE = ImageRef("1.2.3", "1.2.3.4", "1.2.840.10008.5.1.4.1.1.2", "1.2.3.4.5")


def at(*points: tuple[float, float, float]) -> PatientLocation:
    """A location in the test's Frame of Reference, LPS mm."""
    return PatientLocation(FRAME, points, SOURCE)


def exam(kind: ExamKind, name: str, side: Laterality, value: str, detail: str = "") -> ExamItem:
    """A recorded examination item."""
    return ExamItem(exam_item_id(kind, name, side), kind, name, side, value, detail)


def worked_items() -> tuple[CaseItem, ...]:
    """Everything in the case, links pointing backward."""
    left = Laterality.LEFT
    items: list[CaseItem] = [
        Complaint(
            "c1",
            "Left leg pain",
            left,
            ComplaintPattern.RADICULAR,
            Onset.SUDDEN,
            "2026-09",
            "lifting",
            "buttock to dorsum of foot",
            ("burning", "electric"),
            ("sitting", "cough or strain"),
            ("lying",),
            (Root.L5,),
            7,
            6,
            9,
            3,
            is_primary=True,
        ),
        Complaint("c2", "Low back pain", Laterality.MEDIAN, ComplaintPattern.AXIAL, pain_now=4, qualities=("aching",)),
        Complaint("c3", "Right lateral hip pain", Laterality.RIGHT, pain_now=3),
        PriorTreatment("t1", "physical therapy", "12 sessions", "2026-09", 20),
        PriorTreatment("t2", "medication", "gabapentin 900 mg", "2026-10", 30, "drowsy"),
        VitalSigns("v1", "2026-11-20T09:10", 72, 14, 128, 78, 98, 36.7, 82, 178),
        exam(ExamKind.MOTOR, "great_toe_extension", left, "4"),
        exam(ExamKind.MOTOR, "great_toe_extension", Laterality.RIGHT, "5"),
        exam(ExamKind.SENSORY, "light_touch_l5", left, "altered"),
        exam(ExamKind.REFLEX, "achilles", left, "2+"),
        exam(ExamKind.TEST, "slr", left, "positive", "45°"),
        *(
            LevelAnchor(f"a.{level.value}", level, at((0.0, 10.0, z)))
            for level, z in ((Level.L3, 74.0), (Level.L4, 37.0), (Level.L5, 0.0), (Level.S1, -34.0))
        ),
        Mark("m1", MarkKind.POINT, at((12.0, 30.0, 18.0))),
        Mark("m2", MarkKind.POINT, at((1.0, 5.0, 74.0))),
        Finding(
            "f1",
            "disc_extrusion",
            Level.L4_L5,
            left,
            ("m1",),
            Severity.SEVERE,
            Certainty.DEFINITE,
            AxialZone.SUBARTICULAR,
            complaint_ids=("c1",),
            exam_item_ids=("exam.motor.great_toe_extension.L",),
        ),
        Finding("f2", "vcf", Level.L3, Laterality.MEDIAN, ("m2",), grade="2", note="no edema on STIR"),
        ProcedureTarget(
            "g1",
            "esi_tf_lumbar_supra",
            Level.L5_S1,
            left,
            at((60.0, 110.0, -30.0), (20.0, 40.0, -10.0)),
            Root.L5,
            ("f1",),
            "22",
        ),
    ]
    return tuple(items)


def empty_session() -> Session:
    """A session with an empty case."""
    session = Session()
    session.open_case(Case("case-1", PatientIdentity("000482", name="SAMPLE^Patient A"), "2026-11-20T09:00:00"))
    return session


def worked_session() -> Session:
    """A session with the worked case, nothing to undo yet."""
    session = empty_session()
    assert session.case is not None
    session.case.apply(added_all(worked_items(), "worked case"))
    return session
