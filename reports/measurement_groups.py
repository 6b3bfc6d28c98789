"""Findings, free measurements and targets of a case as TID 1500 measurement groups."""

from __future__ import annotations

from typing import Any

import highdicom.sr as sr

from annotations import codes
from annotations.calibration import CalibrationSource
from annotations.case import Case
from annotations.codes import CodedConcept
from annotations.finding_catalogue import FINDING_TYPES, scale_of
from annotations.findings import Finding
from annotations.marks import MARK_KINDS, Mark, MarkFamily
from annotations.measurement_codes import MEASUREMENT_CODES
from annotations.procedure_catalogue import PROCEDURES
from annotations.targets import ProcedureTarget
from annotations.trajectories import path_of_target
from reports.evidence import Evidence
from reports.identifiers import tracking_uid
from reports.located_items import marks_of
from reports.narrative import measured
from reports.regions import coordinates, region

Group = sr.PlanarROIMeasurementsAndQualitativeEvaluations | sr.MeasurementsAndQualitativeEvaluations

SEVERITY = CodedConcept("246112005", "SCT", "Severity")
CERTAINTY = codes.private_code("CERTAINTY", "Certainty of the reader")
PROCEDURE = codes.private_code("PROCEDURE", "Planned procedure")
PRIMARY_ANGLE = CodedConcept("112011", "DCM", "Positioner Primary Angle")
SECONDARY_ANGLE = CodedConcept("112012", "DCM", "Positioner Secondary Angle")
COMMENT = CodedConcept("121106", "DCM", "Comment")
_REGIONS = frozenset({MarkFamily.POINT, MarkFamily.AREA, MarkFamily.OVAL, MarkFamily.BOX})
"""Families whose points are a region of the image; of the others each value names the points it rests on."""


def concept(code: CodedConcept) -> sr.CodedConcept:
    """One of our codes as highdicom writes it."""
    return sr.CodedConcept(code.value, code.scheme, code.meaning)


def finding_groups(case: Case, finding: Finding, evidence: Evidence) -> tuple[Group, ...]:
    """A finding: type, site with side and zone, certainty, severity and grade at its first mark, then its other marks.

    TID 1410 ties all values of a group to its one region, so each further length or angle is a group (TID 1501) of
    its own with the same type and site.
    """
    marks = marks_of(case, finding)
    shared: dict[str, Any] = {
        "tracking_identifier": _tracking(case, finding.id, f"finding {finding.id}"),
        "finding_type": concept(_type_code(finding)),
        "finding_sites": [_site(finding)],
        "qualitative_evaluations": _evaluations(finding),
    }
    if not marks:
        return (_commented(sr.MeasurementsAndQualitativeEvaluations(**shared), finding.note),)
    first, *others = marks
    at_first_mark = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        referenced_region=region(first, evidence),
        measurements=_measurements(case, first),
        **shared,
    )
    noted = _commented(_commented(at_first_mark, _mark_words(case, first)), finding.note)
    return (noted, *(_of_finding(case, finding, mark, evidence) for mark in others))


def _commented(group: Group, note: str) -> Group:
    """The group with a note as a text item, if there is one: TID 1410 and 1501 are extensible (PS3.16)."""
    if note.strip():
        item = sr.TextContentItem(concept(COMMENT), note.strip(), sr.RelationshipTypeValues.CONTAINS)
        group[0].ContentSequence.append(item)
    return group


def _mark_words(case: Case, mark: Mark) -> str:
    """What a text says, and how the pixel size of lengths on an image is known; in patient space mm are mm."""
    scaled = [
        one
        for one in measured(case, mark)
        if one.needs_calibration and one.calibration is not CalibrationSource.PATIENT
    ]
    detail = f" ({mark.calibration.detail})" if mark.calibration.detail else ""
    known = f"Length: {scaled[0].calibration.label}{detail}" if scaled else ""
    remarks = "; ".join(dict.fromkeys(f"{one.name}: {one.remark}" for one in measured(case, mark) if one.remark))
    return ". ".join(part for part in (mark.text.strip(), known, remarks) if part)


def _of_finding(case: Case, finding: Finding, mark: Mark, evidence: Evidence) -> Group:
    words = f"finding {finding.id} mark {mark.id}"
    return _group(
        case, mark, evidence, words, finding_type=concept(_type_code(finding)), finding_sites=[_site(finding)]
    )


def mark_groups(case: Case, mark: Mark, evidence: Evidence) -> tuple[Group, ...]:
    """A measurement or drawing that belongs to no finding."""
    return (_group(case, mark, evidence, f"measurement {mark.id}"),)


def _group(case: Case, mark: Mark, evidence: Evidence, words: str, **shared: Any) -> Group:
    """A region with its values (TID 1410), or values that each name their points (TID 1501)."""
    tracking = _tracking(case, mark.id, words)
    values = measured(case, mark)
    if MARK_KINDS[mark.kind].family in _REGIONS or not values:
        group: Group = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
            tracking_identifier=tracking,
            referenced_region=region(mark, evidence),
            measurements=_measurements(case, mark),
            **shared,
        )
    else:
        group = sr.MeasurementsAndQualitativeEvaluations(
            tracking_identifier=tracking, measurements=_measurements(case, mark, evidence), **shared
        )
    return _commented(group, _mark_words(case, mark))


def target_groups(case: Case, target: ProcedureTarget, evidence: Evidence) -> tuple[Group, ...]:
    """A planned target: procedure, site with side, and where it is placed the needle's length and angles."""
    group = sr.MeasurementsAndQualitativeEvaluations(
        tracking_identifier=_tracking(case, target.id, f"target {target.id}"),
        finding_type=concept(codes.PLANNED_TARGET),
        finding_sites=[_site(target)],
        measurements=_needle_measurements(target, evidence),
        qualitative_evaluations=[_evaluation(PROCEDURE, _procedure_code(target))],
    )
    return (_commented(group, target.note),)


def _needle_measurements(target: ProcedureTarget, evidence: Evidence) -> list[sr.Measurement] | None:
    path = path_of_target(target)
    if target.path is None or path is None:
        return None
    values = (
        (codes.PATH_LENGTH, path.length_mm, "mm"),
        (codes.OBLIQUITY, path.obliquity_deg, "deg"),
        (codes.TILT, path.tilt_deg, "deg"),
        (PRIMARY_ANGLE, path.dicom_primary_deg, "deg"),
        (SECONDARY_ANGLE, path.dicom_secondary_deg, "deg"),
    )
    entry_to_tip = [coordinates(target.path, evidence)]
    return [
        sr.Measurement(
            name=concept(name),
            value=value,
            unit=concept(codes.UNIT_CODES[unit]),
            referenced_coordinates=entry_to_tip if name is codes.PATH_LENGTH else None,
        )
        for name, value, unit in values
    ]


def _measurements(case: Case, mark: Mark, evidence: Evidence | None = None) -> list[sr.Measurement] | None:
    """Every value of a mark, the principal one first; with evidence each names the points it rests on."""
    family = MARK_KINDS[mark.kind].family
    points = None if evidence is None else [coordinates(mark.location, evidence, family)]
    found = [
        sr.Measurement(
            name=concept(MEASUREMENT_CODES[one.name]),
            value=one.value,
            unit=concept(codes.UNIT_CODES[one.unit]),
            method=concept(codes.MANUAL),
            referenced_coordinates=points,
        )
        for one in measured(case, mark)
    ]
    return found or None


def _evaluations(finding: Finding) -> list[sr.QualitativeEvaluation]:
    found = [_evaluation(CERTAINTY, codes.CERTAINTY_CODES[finding.certainty])]
    if finding.severity is not None:
        found.append(_evaluation(SEVERITY, codes.SEVERITY_CODES[finding.severity]))
    grade = grade_codes(finding)
    if grade is not None:
        found.append(_evaluation(*grade))
    return found


def grade_codes(finding: Finding) -> tuple[CodedConcept, CodedConcept] | None:
    """The scale and the grade of a finding, None when it has none."""
    scale = scale_of(finding)
    grade = None if scale is None or finding.grade is None else scale.grade(finding.grade)
    return None if scale is None or grade is None else (scale.code, grade.code)


def _type_code(finding: Finding) -> CodedConcept:
    finding_type = FINDING_TYPES.get(finding.type_id)
    if finding_type is not None:
        return finding_type.code
    # A type of another site's catalogue: its id still says what was found.
    return codes.private_code("FT-OTHER", finding.type_id[: codes.CODE_MEANING_LIMIT])


def _procedure_code(target: ProcedureTarget) -> CodedConcept:
    procedure = PROCEDURES.get(target.procedure_id)
    if procedure is not None:
        return procedure.code
    return codes.private_code("PROC-OTHER", target.procedure_id[: codes.CODE_MEANING_LIMIT])


def _evaluation(name: CodedConcept, value: CodedConcept) -> sr.QualitativeEvaluation:
    return sr.QualitativeEvaluation(concept(name), concept(value))


def _site(item: Finding | ProcedureTarget) -> sr.FindingSite:
    zone = codes.ZONE_CODES[item.zone] if isinstance(item, Finding) and item.zone is not None else None
    return sr.FindingSite(
        concept(codes.site_code(item.level)),
        laterality=concept(codes.LATERALITY_CODES[item.laterality]),
        topographical_modifier=None if zone is None else concept(zone),
    )


def _tracking(case: Case, item_id: str, words: str) -> sr.TrackingIdentifier:
    return sr.TrackingIdentifier(uid=tracking_uid(case.id, item_id), identifier=words)
