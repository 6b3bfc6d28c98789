"""The lines of a finding's card in words: title, grading, what was measured, and what to look at twice."""

from __future__ import annotations

from annotations.case import Case
from annotations.finding_catalogue import FINDING_TYPES, scale_of
from annotations.findings import Certainty, Finding
from annotations.level_names import finding_level_name
from viewers.qt.translated import tr


def finding_title(case: Case, finding: Finding) -> str:
    """Level and type: `L4-5 disc extrusion`, the level with its second name where it has one."""
    kind = FINDING_TYPES.get(finding.type_id)
    return f"{finding_level_name(case, finding)} {kind.noun if kind is not None else finding.type_id}"


def grading_line(finding: Finding) -> str:
    """Zone, grade, severity and certainty; an ungraded finding says so."""
    parts = []
    if finding.zone is not None:
        sagittal = f", {finding.sagittal_zone.value}" if finding.sagittal_zone is not None else ""
        parts.append(f"{finding.zone.value.capitalize()}{sagittal}")
    if finding.grade:
        scale = scale_of(finding)
        parts.append(f"{scale.title if scale is not None else 'grade'} {finding.grade}")
    parts.append(finding.severity.value if finding.severity is not None else tr("severity not graded"))
    if finding.certainty is not Certainty.DEFINITE:
        parts.append(finding.certainty.value)
    parts += detail_parts(finding)
    if not finding.mark_ids:
        parts.append(tr("not marked on an image"))
    return " · ".join(parts)


def detail_parts(finding: Finding) -> list[str]:
    """Contact with the nerve, acuity and size, where they were given."""
    parts = []
    if finding.neural_contact is not None:
        parts.append(tr("nerve: {contact}", contact=finding.neural_contact.value))
    if finding.acuity is not None:
        parts.append(finding.acuity.value)
    if finding.size_mm is not None:
        sizes = zip(("AP", "TR", "CC"), finding.size_mm, strict=True)
        parts.append(" × ".join(f"{name} {value:.1f}" for name, value in sizes if value) + " mm")
    return parts


def measured_line(finding: Finding) -> str:
    """What a measurement suggested beside the grade given; empty where none did."""
    if finding.suggested_grade is None:
        return ""
    rule = finding.grade_rule
    if finding.suggested_grade == finding.grade:
        return tr("Measured: {grade}, accepted ({rule})", grade=finding.suggested_grade, rule=rule)
    if finding.grade is None:
        return tr("Measured: {grade}, not graded ({rule})", grade=finding.suggested_grade, rule=rule)
    return tr(
        "Measured: {suggested} ({rule}); you gave {grade}: {reason}",
        suggested=finding.suggested_grade,
        rule=rule,
        grade=finding.grade,
        reason=finding.grade_reason or tr("no reason given"),
    )


def flags_of(finding: Finding) -> tuple[str, ...]:
    """What was set against the evidence or left open."""
    flags = []
    if finding.level_override_reason:
        flags.append(tr("Level set by hand: {reason}", reason=finding.level_override_reason))
    if finding.side_override_reason:
        flags.append(tr("Side set by hand: {reason}", reason=finding.side_override_reason))
    scale = scale_of(finding)
    is_graded = scale is not None and finding.grade not in (None, scale.values[0])
    if scale is not None and scale.excludable and is_graded and not finding.is_non_fracture_excluded:
        flags.append(tr("Non-fracture deformity not excluded"))
    if finding.is_incidental:
        flags.append(tr("Incidental, not the pain"))
    return tuple(flags)
