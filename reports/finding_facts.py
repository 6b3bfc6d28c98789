"""The facts of a finding in words, label and text in reading order; a type without a scale is not said to lack one."""

from __future__ import annotations

from annotations.case import Case
from annotations.concordance import assess
from annotations.evaluation import Complaint
from annotations.finding_catalogue import FINDING_TYPES, scale_of
from annotations.findings import Finding, NeuralContact
from annotations.locations import PatientLocation
from annotations.numbering import LevelNumbering
from annotations.numbering_rules import method_words
from annotations.observations import Observation
from reports.located_items import marks_of

NOT_ASSESSED = "not assessed"
Facts = tuple[tuple[str, str], ...]
_CONTACT_WORDS = {
    NeuralContact.NONE: "no contact with the root",
    NeuralContact.ABUT: "abuts the root",
    NeuralContact.DISPLACE: "displaces the root",
    NeuralContact.COMPRESS: "compresses the root",
}


def finding_facts(case: Case, finding: Finding) -> Facts:
    """Everything a report says of one finding besides its type, level and side."""
    return (
        ("Severity", finding.severity.value if finding.severity else NOT_ASSESSED),
        ("Certainty", finding.certainty.value),
        *_grade(finding),
        *_zones(finding),
        *_details(finding),
        ("Shown at", _shown_at(case, finding)),
        *_numbered(case, finding),
        ("Complaint", _complaints(case, finding)),
        *_course(case, finding),
        *_concordance(case, finding),
        ("Status", finding.status.value),
        *_filled(
            ("Level set by hand", finding.level_override_reason),
            ("Side set by hand", finding.side_override_reason),
            ("Note", finding.note),
        ),
    )


def _filled(*facts: tuple[str, str]) -> Facts:
    return tuple((label, text) for label, text in facts if text)


def grade_name(finding: Finding, value: str) -> str:
    """The name of a grade of the finding's scale; the value itself where the scale has none of it."""
    scale = scale_of(finding)
    grade = None if scale is None else scale.grade(value)
    return value if grade is None else grade.name


def _grade(finding: Finding) -> Facts:
    """The grade, and what measurements suggested where that is another one, with the reason."""
    scale = scale_of(finding)
    if scale is None and finding.grade is None:
        return ()
    title = "" if scale is None else f"{scale.title}: "
    said = NOT_ASSESSED if finding.grade is None else grade_name(finding, finding.grade)
    facts = [("Grade", f"{title}{said}")]
    suggested = finding.suggested_grade
    if suggested is not None:
        agrees = suggested == finding.grade
        rule = f" by rule {finding.grade_rule}" if finding.grade_rule else ""
        words = f"{grade_name(finding, suggested)}{rule}, {'accepted' if agrees else 'not accepted'}"
        facts.append(("Measured", words if agrees else f"{words}: {finding.grade_reason or 'no reason given'}"))
    return tuple(facts)


def _zones(finding: Finding) -> Facts:
    found = FINDING_TYPES.get(finding.type_id)
    axial = finding.zone.value if finding.zone else NOT_ASSESSED
    has_zones = finding.zone is not None or (found is not None and found.zones)
    sagittal = finding.sagittal_zone.value if finding.sagittal_zone else ""
    return (*((("Zone", axial),) if has_zones else ()), *_filled(("Sagittal zone", sagittal)))


def _details(finding: Finding) -> Facts:
    sizes = () if finding.size_mm is None else finding.size_mm
    size = " x ".join(f"{one:.1f}" if one else NOT_ASSESSED for one in sizes)
    return _filled(
        ("Size", f"{size} mm (AP x transverse x craniocaudal)" if size else ""),
        ("Root", _CONTACT_WORDS[finding.neural_contact] if finding.neural_contact else ""),
        ("Age", finding.acuity.value if finding.acuity else ""),
        ("Relevance", "incidental" if finding.is_incidental else ""),
    )


def _shown_at(case: Case, finding: Finding) -> str:
    marks = marks_of(case, finding)
    if not marks:
        return "not marked on the images"
    location = marks[0].location
    if isinstance(location, PatientLocation):
        return f"{lps_text(location.points_lps_mm[0])} mm LPS"
    column, row = location.points_column_row[0]
    return f"column {column:.1f}, row {row:.1f} of the radiograph"


def lps_text(point: tuple[float, float, float]) -> str:
    """A point in LPS mm with one decimal."""
    return ", ".join(f"{value:.1f}" for value in point)


def _numbered(case: Case, finding: Finding) -> Facts:
    """By which numbering the level is named, and whether that numbering has changed since."""
    numbering = case.get(LevelNumbering, finding.numbering_id) if finding.numbering_id else None
    if numbering is None:
        return ()
    changed = "" if numbering.version == finding.numbering_version else "; numbered anew since: look at the level again"
    return (("Level named by", f"{method_words(numbering)}{changed}"),)


def _complaints(case: Case, finding: Finding) -> str:
    linked = (case.get(Complaint, complaint_id) for complaint_id in finding.complaint_ids)
    return "; ".join(one.label for one in linked if one is not None) or "not linked"


def _course(case: Case, finding: Finding) -> Facts:
    """The finding from study to study, oldest first."""
    seen = sorted(
        (one for one in case.of_type(Observation) if one.finding_id == finding.id), key=lambda one: one.study_date
    )
    lines = [_seen(finding, one) for one in seen]
    return (("Course", "; ".join(lines)),) if lines else ()


def _seen(finding: Finding, one: Observation) -> str:
    grade = grade_name(finding, one.grade) if one.grade is not None else ""
    severity = one.severity.value if one.severity is not None else ""
    comparison = one.comparison.value if one.comparison is not None else ""
    said = ", ".join(dict.fromkeys(part for part in (grade, severity, comparison) if part)) or NOT_ASSESSED
    return f"{study_date_text(one.study_date)}: {said}"


def study_date_text(stored: str) -> str:
    """A date as DICOM has it (YYYYMMDD) with dashes."""
    return f"{stored[:4]}-{stored[4:6]}-{stored[6:]}" if len(stored) == 8 and stored.isdigit() else stored or "no date"


def _concordance(case: Case, finding: Finding) -> Facts:
    assessed = assess(case, finding)
    sides = ", ".join(f"{one.laterality.word} {one.verdict}" for one in assessed.sides) if assessed.sides[1:] else ""
    verdict = f"{assessed.verdict}{f' ({sides})' if sides else ''}, by rules {assessed.rule_version}"
    return (
        ("Explains the pain", verdict),
        ("For", _listed(assessed.supports, "nothing recorded")),
        ("Against", _listed(assessed.against, "nothing recorded")),
        ("Not examined", _listed(assessed.not_examined, "nothing left out")),
    )


def _listed(reasons: tuple[str, ...], empty: str) -> str:
    return "; ".join(reasons) or empty
