"""One-line descriptions of findings and targets, the same in the window, in the packet and on the command line."""

from __future__ import annotations

from annotations.anatomy import Laterality, Level
from annotations.assessments import Assessment
from annotations.case import CaseItem
from annotations.concordance import exam_item_text
from annotations.evaluation import Complaint, ExamItem, PriorTreatment, VitalSigns
from annotations.finding_catalogue import FINDING_TYPES, scale_of
from annotations.findings import Finding
from annotations.hypotheses import PainHypothesis
from annotations.hypothesis_catalogue import CONDITIONS
from annotations.image_calibrations import ImageCalibration
from annotations.key_images import KeyImage
from annotations.marks import Mark
from annotations.numbering import LevelNumbering
from annotations.observations import Observation
from annotations.patient import ImagingStudy
from annotations.procedure_catalogue import PROCEDURES
from annotations.registration import Registration
from annotations.segmentations import Segmentation
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget
from annotations.trajectories import path_of_target


def describe_place(level: Level, laterality: Laterality) -> str:
    """Side and level, side first and capitalised: `Left L4-5`, `Midline L1`, `Right sacroiliac joint`."""
    return f"{laterality.word.capitalize()} {level.label}"


def describe_finding(finding: Finding) -> str:
    """`Left L4-5 disc extrusion, subarticular, severe, definite`; grade and severity only where given."""
    kind = FINDING_TYPES.get(finding.type_id)
    noun = finding.type_id.replace("_", " ") if kind is None else kind.noun
    grading = scale_of(finding)
    grade = None if grading is None or finding.grade is None else grading.grade(finding.grade)
    parts = (
        f"{describe_place(finding.level, finding.laterality)} {noun}",
        finding.zone.value if finding.zone is not None else "",
        f"{grading.title} {grade.name}" if grading is not None and grade is not None else finding.grade or "",
        finding.severity.value if finding.severity is not None else "",
        finding.certainty.value,
    )
    return ", ".join(part for part in parts if part)


def describe_target(target: ProcedureTarget) -> str:
    """`Right L5-S1: Lumbar transforaminal epidural, supraneural, root L5, oblique 30° toward patient RIGHT; ...`."""
    procedure = PROCEDURES.get(target.procedure_id)
    title = target.procedure_id.replace("_", " ") if procedure is None else procedure.title
    path = path_of_target(target)
    parts = (
        f"{describe_place(target.level, target.laterality)}: {title}",
        f"root {target.root.value}" if target.root is not None else "",
        f"{path.angle_text}; {path.depth_text}" if path is not None else "",
    )
    return ", ".join(part for part in parts if part)


def describe_complaint(complaint: Complaint) -> str:
    """The complaint's own name, its side and its score now."""
    side = complaint.laterality.word if complaint.laterality is not None else ""
    score = f"{complaint.pain_now}/10" if complaint.pain_now is not None else ""
    return ", ".join(part for part in (complaint.label, side, score) if part)


def describe_item(item: CaseItem) -> str:
    """One line for any case item; never the patient's name."""
    match item:
        case Finding():
            return describe_finding(item)
        case ProcedureTarget():
            return describe_target(item)
        case Complaint():
            return describe_complaint(item)
        case ExamItem():
            return exam_item_text(item)
        case PriorTreatment():
            benefit = "" if item.benefit_percent is None else f", {item.benefit_percent} % benefit"
            return f"{item.kind}{benefit}"
        case VitalSigns():
            return f"vital signs {item.taken_at}".rstrip()
        case Mark():
            return item.label or f"{item.kind} mark"
        case LevelAnchor():
            return f"level {item.level.label}"
        case ImagingStudy():
            return f"study {item.date}".rstrip()
        case Registration():
            return f"registration of {item.source.title} to {item.target.title}, {item.scope_text}"
        case LevelNumbering():
            return f"level numbering, {item.method.value.replace('_', ' ')}"
        case Observation():
            return f"finding as seen in the study of {item.study_date or 'unknown date'}"
        case Assessment():
            place = "soft tissue" if item.level is None else describe_place(item.level, item.laterality)
            return f"{place}: {item.aspect.value} {'normal' if item.is_normal else item.grade or item.note}".rstrip()
        case PainHypothesis():
            condition = CONDITIONS.get(item.condition_id)
            title = item.condition_id.replace("_", " ") if condition is None else condition.title
            side = f", {item.laterality.word}" if item.laterality is not None else ""
            return f"hypothesis {title}{side}, {item.status.value}"
        case KeyImage():
            return f"key image {item.title}".rstrip()
        case Segmentation():
            return f"segmentation {item.title}".rstrip()
        case ImageCalibration():
            return f"calibration by a known length of {item.known_length_mm:g} mm"
