"""The words of a report: findings by level, measurements, targets; what is missing is said, never left blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotations.anatomy import VERTEBRAE, Laterality, Level, LevelKind
from annotations.case import Case
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import Finding, FindingStatus
from annotations.level_ledger import ledger_of
from annotations.mark_context import context_of
from annotations.marks import MARK_KINDS, Mark
from annotations.measurements import Measurement, is_measurable, measurements_of, unit_text
from annotations.numbering_rules import level_name, numbering_sentence
from annotations.observations import Observation
from annotations.procedure_catalogue import PROCEDURES
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget, TargetStatus
from annotations.trajectories import STRAIGHT_DEG, NeedlePath, path_of_target
from reports.finding_facts import NOT_ASSESSED, finding_facts, lps_text, study_date_text

UNCERTAINTY_UNKNOWN = "not known"
NEEDS_NO_CALIBRATION = "not needed"
NOT_RECORDED = "not recorded"
NOT_PLACED = "entry and tip not placed"
SUPINE_NOTE = "Supine planning, prone procedure: lengths and angles shift with posture; verify under fluoroscopy."
DISCLAIMER = (
    "Research/educational software. Not a medical device; not cleared or approved by any authority. Not for primary "
    "diagnosis, intra-procedural navigation or dosing. All measurements, grades, concordance statements, needle "
    "geometry and drug or anticoagulation values are decision support only and must be verified by a qualified "
    "clinician against the source images, current guidelines and product labelling. Planning geometry assumes supine "
    "imaging."
)
REVIEW_NOTE = "Review and annotation by the treating physician; the radiologist's report remains the diagnostic report."


@dataclass(frozen=True)
class FindingText:
    """One finding in words. `facts` are label and text in reading order; nothing in it is blank."""

    finding_id: str
    level: Level
    laterality: Laterality
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MeasurementRow:
    """One measured value with unit, method, doubt and calibration, all as text.

    `what` says whose and which it is; `quantity` alone which, for the further values of the mark `mark_id`.
    """

    what: str
    value: str
    method: str
    uncertainty: str
    calibration: str
    mark_id: str = ""
    quantity: str = ""


@dataclass(frozen=True)
class TargetText:
    """One procedure target in words."""

    target_id: str
    level: Level
    laterality: Laterality
    title: str
    facts: tuple[tuple[str, str], ...]


def spine_order(level: Level) -> tuple[int, int]:
    """Sort key from the skull down, a disc between its vertebrae, joints last."""
    if level.kind is LevelKind.JOINT:
        return (1, list(Level).index(level))
    positions = [VERTEBRAE.index(vertebra) for vertebra in level.vertebrae]
    return (0, positions[0] + positions[-1])


def side_and_level(level: Level, laterality: Laterality) -> str:
    """As it stands on every line: `LEFT L4-5`, `RIGHT sacroiliac joint`, `MIDLINE L5-S1`."""
    return f"{laterality.word.upper()} {level.label}"


def finding_texts(case: Case) -> tuple[FindingText, ...]:
    """The findings that stand, from the skull down."""
    standing = (one for one in case.of_type(Finding) if one.status is not FindingStatus.RETRACTED)
    return tuple(_finding_text(case, one) for one in sorted(standing, key=lambda one: spine_order(one.level)))


def retracted_count(case: Case) -> int:
    """How many findings were taken back; they stay in the audit trail and are not shown."""
    return sum(one.status is FindingStatus.RETRACTED for one in case.of_type(Finding))


def target_texts(case: Case) -> tuple[TargetText, ...]:
    """The targets that stand, from the skull down."""
    standing = (one for one in case.of_type(ProcedureTarget) if one.status is not TargetStatus.CANCELLED)
    return tuple(_target_text(case, one) for one in sorted(standing, key=lambda one: spine_order(one.level)))


def measurement_rows(case: Case, spacings_mm: Mapping[str, float] | None = None) -> tuple[MeasurementRow, ...]:
    """Every measured value of the case; `spacings_mm` has the pixel spacing each mark id was placed on, if known."""
    spacings = spacings_mm or {}
    owners = _owners(case)
    return tuple(
        row
        for mark in case.of_type(Mark)
        if is_measurable(mark.kind)
        for row in _rows_of(case, mark, owners.get(mark.id, ""), spacings.get(mark.id))
    )


def numbering_text(case: Case) -> str:
    """How the levels of each spine were counted, as far as the case knows: one sentence a Frame of Reference."""
    uids = dict.fromkeys(anchor.location.frame_of_reference_uid for anchor in case.of_type(LevelAnchor))
    if not uids:
        return "Level numbering: no level was anchored on the images; confirm the count before any procedure."
    lines = dict.fromkeys(_numbered_by(case, uid) for uid in uids)
    return f"Level numbering: {'. '.join(lines)}."


def _numbered_by(case: Case, frame_of_reference_uid: str) -> str:
    ledger = ledger_of(case, frame_of_reference_uid)
    levels = sorted((anchor.level for anchor in ledger.anchors), key=spine_order)
    names = ", ".join(dict.fromkeys(level_name(level, ledger.numbering) for level in levels))
    return f"anchored by the physician at {names}; {numbering_sentence(ledger.numbering)}"


def finding_title(finding: Finding) -> str:
    """The type's name, or its id when it is of another site's catalogue."""
    found = FINDING_TYPES.get(finding.type_id)
    return finding.type_id.replace("_", " ").capitalize() if found is None else found.title


def procedure_title(target: ProcedureTarget) -> str:
    """The procedure's name, or its id when it is of another site's catalogue."""
    found = PROCEDURES.get(target.procedure_id)
    return target.procedure_id.replace("_", " ").capitalize() if found is None else found.title


def _finding_text(case: Case, finding: Finding) -> FindingText:
    facts = finding_facts(case, finding)
    return FindingText(finding.id, finding.level, finding.laterality, finding_title(finding), facts)


def _target_text(case: Case, target: ProcedureTarget) -> TargetText:
    linked = [case.get(Finding, finding_id) for finding_id in target.finding_ids]
    findings = [f"{side_and_level(one.level, one.laterality)} {finding_title(one)}" for one in linked if one]
    facts = [
        ("Root", target.root.value if target.root else "not named"),
        ("For finding", "; ".join(findings) or "not linked"),
        *_path_facts(target),
        ("Needle gauge", target.needle_gauge or NOT_RECORDED),
        ("Status", target.status.value),
    ]
    if target.side_override_reason:
        facts.append(("Side set by hand", target.side_override_reason))
    if target.note:
        facts.append(("Note", target.note))
    return TargetText(target.id, target.level, target.laterality, procedure_title(target), tuple(facts))


def _path_facts(target: ProcedureTarget) -> tuple[tuple[str, str], ...]:
    path = path_of_target(target)
    if target.path is None or path is None:
        return (("Path", NOT_PLACED),)
    entry, tip = target.path.points_lps_mm
    return (
        ("Skin entry", f"{lps_text(entry)} mm LPS"),
        ("Needle tip", f"{lps_text(tip)} mm LPS"),
        ("Depth", f"{path.length_mm:.1f} mm from skin to tip; {_stock_needle(path)}"),
        ("C-arm", f"{path.angle_text}{_same_side(path.obliquity_deg, target.laterality)}"),
        ("DICOM positioner", f"primary {path.dicom_primary_deg:.1f}°, secondary {path.dicom_secondary_deg:.1f}°"),
    )


def _stock_needle(path: NeedlePath) -> str:
    stock = path.needle_length_mm
    return "longer than any stock needle" if stock is None else f"first stock needle {stock} mm"


def _same_side(obliquity_deg: float, laterality: Laterality) -> str:
    if laterality not in (Laterality.LEFT, Laterality.RIGHT) or abs(obliquity_deg) < STRAIGHT_DEG:
        return ""
    side = Laterality.LEFT if obliquity_deg > 0 else Laterality.RIGHT
    return f"; {'toward' if side is laterality else 'AWAY FROM'} the side of the target"


def measured(case: Case, mark: Mark) -> tuple[Measurement, ...]:
    """The values of a mark; none for one that has no value (an angle with an arm of no length)."""
    try:
        return measurements_of(mark, context=context_of(case, mark))
    except ValueError:
        return ()


def _owners(case: Case) -> dict[str, str]:
    """What each mark was placed for: its finding, with the date of the study where it is that of an earlier one."""
    findings = {finding.id: finding for finding in case.of_type(Finding)}
    seen = {
        mark_id: f"{_owner(findings[one.finding_id])} · study of {study_date_text(one.study_date)}"
        for one in case.of_type(Observation)
        for mark_id in one.mark_ids
    }
    return seen | {mark_id: _owner(finding) for finding in findings.values() for mark_id in finding.mark_ids}


def _owner(finding: Finding) -> str:
    return f"{side_and_level(finding.level, finding.laterality)} {finding_title(finding)}"


def _rows_of(case: Case, mark: Mark, owner: str, pixel_spacing_mm: float | None) -> Iterator[MeasurementRow]:
    title = MARK_KINDS[mark.kind].title.lower()
    what = " · ".join(part for part in (owner, mark.label, title) if part)
    try:
        values = measurements_of(mark, pixel_spacing_mm=pixel_spacing_mm, context=context_of(case, mark))
    except ValueError as error:
        yield MeasurementRow(what, f"no value: {error}", NOT_ASSESSED, NOT_ASSESSED, NOT_ASSESSED, mark.id)
        return
    for one in values:
        name = f" · {one.name}" if one.name and one.name != title else ""
        uncertainty = f"± {one.uncertainty_text}{unit_text(one.unit)}" if one.uncertainty is not None else ""
        yield MeasurementRow(
            what=f"{what}{name}",
            value=one.value_text,
            method=", ".join(part for part in (one.method, one.remark) if part),
            uncertainty=uncertainty or UNCERTAINTY_UNKNOWN,
            calibration=one.calibration_text if one.needs_calibration else NEEDS_NO_CALIBRATION,
            mark_id=mark.id,
            quantity=one.name,
        )


def narrative_text(case: Case) -> str:
    """The findings and targets as plain text, one paragraph each, for places that take no layout."""
    entries: tuple[FindingText | TargetText, ...] = (*finding_texts(case), *target_texts(case))
    paragraphs = [
        "\n".join(
            (
                f"{side_and_level(one.level, one.laterality)}: {one.title}",
                *(f"  {label}: {content}" for label, content in one.facts),
            )
        )
        for one in entries
    ]
    return "\n\n".join((numbering_text(case), *(paragraphs or ["No finding and no target recorded."]), SUPINE_NOTE))
