"""Items of a case in the words of cards and links."""

from __future__ import annotations

from annotations.anatomy import Laterality
from annotations.case import Case
from annotations.evaluation import PROVOKING_FACTORS, Complaint, Onset
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import Finding
from annotations.procedure_catalogue import PROCEDURES
from annotations.targets import ProcedureTarget
from viewers.qt.translated import tr


def finding_type_title(type_id: str) -> str:
    """The catalogue's title of a finding type; the id itself for a type of a newer catalogue."""
    known = FINDING_TYPES.get(type_id)
    return known.title if known is not None else type_id


def finding_type_noun(type_id: str) -> str:
    """The catalogue's name of a finding type inside a sentence."""
    known = FINDING_TYPES.get(type_id)
    return known.noun if known is not None else type_id.replace("_", " ")


def procedure_title(procedure_id: str) -> str:
    """The catalogue's title of a procedure; the id itself for one of a newer catalogue."""
    known = PROCEDURES.get(procedure_id)
    return known.title if known is not None else procedure_id


def finding_words(finding: Finding) -> str:
    """Level, type, zone and side: `L4-5 disc extrusion, subarticular, left`."""
    parts = [f"{finding.level.label} {finding_type_noun(finding.type_id)}"]
    if finding.zone is not None:
        parts.append(finding.zone.value)
    return ", ".join([*parts, finding.laterality.word])


def target_words(target: ProcedureTarget) -> str:
    """Procedure, level and side: `Transforaminal epidural, L5-S1, left`."""
    return f"{procedure_title(target.procedure_id)}, {target.level.label}, {target.laterality.word}"


def gauge_words(gauge: str) -> str:
    """A gauge as it is spoken of: `22G` for the catalogue's `22`."""
    return f"{gauge}G" if gauge.isdigit() else gauge


def side_words(laterality: Laterality | None) -> str:
    """The side in words, `side not set` when there is none."""
    return laterality.word if laterality is not None else tr("side not set")


def factor_words(values: tuple[str, ...]) -> str:
    """Provoking or easing factors in words; what is not in the table are the patient's own words."""
    return ", ".join(PROVOKING_FACTORS.get(value, value) for value in values)


def complaint_score(complaint: Complaint) -> int | None:
    """The score a card shows: now, else the average, None when neither was asked."""
    return complaint.pain_now if complaint.pain_now is not None else complaint.pain_average


def complaint_line(complaint: Complaint) -> str:
    """Quality, onset, worsening and easing in one line, without what was not asked."""
    onset = tr("since {onset_date}", onset_date=complaint.onset_date) if complaint.onset_date else ""
    if complaint.onset is not Onset.UNKNOWN:
        detail = ", ".join(part for part in (complaint.onset.value, complaint.mechanism) if part)
        onset = f"{onset} ({detail})".strip()
    roots = " ".join(root.value for root in complaint.radiation_roots)
    parts = (
        complaint.pattern.value if complaint.pattern else "",
        ", ".join(complaint.qualities),
        onset,
        tr("into {roots}", roots=roots) if roots else "",
        tr("worse: {factor_words}", factor_words=factor_words(complaint.worsened_by)) if complaint.worsened_by else "",
        tr("eases: {factor_words}", factor_words=factor_words(complaint.eased_by)) if complaint.eased_by else "",
        complaint.description,
    )
    return " · ".join(part for part in parts if part)


def item_words(case: Case, item_id: str) -> str:
    """Any finding, target or complaint of a case in words; empty for another item."""
    item = case.items.get(item_id)
    if isinstance(item, Finding):
        return finding_words(item)
    if isinstance(item, ProcedureTarget):
        return target_words(item)
    return item.label if isinstance(item, Complaint) else ""
