"""What a case shows over an image: marks of findings and measurements, needles, level names, cursor. No Qt."""

from __future__ import annotations

from annotations.anatomy import Laterality
from annotations.case import Case
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import Finding, FindingStatus, Severity
from annotations.level_ledger import ledger_of
from annotations.locations import Location, PatientLocation
from annotations.marks import Mark
from annotations.measurements import measure
from annotations.spine_quantities import QUANTITIES
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.state.overlay import OverlayContent, OverlayMark, OverlayNeedle
from workstation.ui.read.level_labels import level_labels, named
from workstation.ui.read.measurement_row import noted_measurement_text
from workstation.ui.read.proposals import level_at

SEVERITY_TONE = {Severity.SEVERE: "alert", Severity.MODERATE: "caution", Severity.MILD: "good", None: "unexplained"}
"""Tone of a finding's mark; severity is also a word on its card."""


def case_overlay(case: Case | None, selected_id: str | None) -> OverlayContent:
    """Everything a case puts over images, the same for every viewport; each draws what lies in its space."""
    if case is None:
        return OverlayContent()
    return OverlayContent(
        marks=overlay_marks(case, selected_id),
        needles=overlay_needles(case, selected_id),
        labels=level_labels(case),
    )


def overlay_marks(case: Case, selected_id: str | None) -> tuple[OverlayMark, ...]:
    """The marks of findings, labelled with level and type, and the measurements with their values."""
    findings = {mark_id: finding for finding in case.of_type(Finding) for mark_id in finding.mark_ids}
    shown = []
    for mark in case.of_type(Mark):
        finding = findings.get(mark.id)
        if finding is None:
            shown.append(_measurement(mark, selected=mark.id == selected_id))
        elif finding.status is not FindingStatus.RETRACTED:
            shown.append(_finding_mark(mark, finding, selected=selected_id in (finding.id, mark.id)))
    return tuple(shown)


def overlay_needles(case: Case, selected_id: str | None) -> tuple[OverlayNeedle, ...]:
    """The needle paths of targets that are not cancelled."""
    return tuple(
        OverlayNeedle(
            item_id=target.id,
            frame_of_reference_uid=target.path.frame_of_reference_uid,
            entry_lps_mm=target.path.points_lps_mm[0],
            tip_lps_mm=target.path.points_lps_mm[1],
            label=f"{target.level.label} {target.laterality.word}",
            selected=target.id == selected_id,
        )
        for target in case.of_type(ProcedureTarget)
        if target.path is not None and target.status is not TargetStatus.CANCELLED
    )


def level_words(case: Case | None, cursor: Location | None) -> str:
    """The level under the cursor (`L4-5 disc`), empty where none is known."""
    if case is None or not isinstance(cursor, PatientLocation):
        return ""
    return named(level_at(case, cursor), ledger_of(case, cursor.frame_of_reference_uid))


def finding_label(finding: Finding) -> str:
    """Level, short type and side: `L4-5 disc extrusion, left`."""
    kind = FINDING_TYPES.get(finding.type_id)
    noun = kind.noun if kind is not None else finding.type_id
    side = "" if finding.laterality is Laterality.MEDIAN else f", {finding.laterality.word}"
    return f"{finding.level.label} {noun}{side}"


def _finding_mark(mark: Mark, finding: Finding, *, selected: bool) -> OverlayMark:
    value = noted_measurement_text(measure(mark)) if QUANTITIES[mark.kind] else ""
    return OverlayMark(
        mark_id=mark.id,
        item_id=finding.id,
        kind=mark.kind,
        location=mark.location,
        label=finding_label(finding) if mark.id == finding.mark_ids[0] else mark.label,
        value_text=value,
        tone=SEVERITY_TONE[finding.severity],
        selected=selected,
    )


def _measurement(mark: Mark, *, selected: bool) -> OverlayMark:
    value = noted_measurement_text(measure(mark)) if QUANTITIES[mark.kind] else ""
    return OverlayMark(mark.id, mark.id, mark.kind, mark.location, mark.label, value, "accent", selected)
