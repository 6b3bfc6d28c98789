"""What a case shows over an image: marks of findings and measurements, needles, level names, cursor. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.anatomy import Laterality
from annotations.calibrating import calibrations_by_hand
from annotations.case import Case
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import Finding, FindingStatus, Severity
from annotations.level_ledger import ledger_of
from annotations.level_names import finding_level_name, target_level_name
from annotations.locations import Location, PatientLocation
from annotations.mark_edits import lock_reason
from annotations.marks import Mark
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.qt.translated import tr
from viewers.state.overlay import OverlayContent, OverlayMark, OverlayNeedle
from workstation.ui.read.level_labels import level_labels, named
from workstation.ui.read.mark_words import SpacingOf, midline_x_mm, no_spacing, value_lines
from workstation.ui.read.proposals import level_at

SEVERITY_TONE = {Severity.SEVERE: "alert", Severity.MODERATE: "caution", Severity.MILD: "good", None: "unexplained"}
"""Tone of a finding's mark; severity is also a word on its card."""


@dataclass(frozen=True)
class MarkLook:
    """How marks are shown: the pixel spacings that give values their doubt, and marks seen with their mirror image."""

    spacing_of: SpacingOf = no_spacing
    mirrored_ids: frozenset[str] = frozenset()


PLAIN_LOOK = MarkLook()


def case_overlay(case: Case | None, selected_id: str | None, look: MarkLook = PLAIN_LOOK) -> OverlayContent:
    """Everything a case puts over images, the same for every viewport; each draws what lies in its space."""
    if case is None:
        return OverlayContent()
    return OverlayContent(
        marks=overlay_marks(case, selected_id, look),
        needles=overlay_needles(case, selected_id),
        labels=level_labels(case),
        calibrations=calibrations_by_hand(case),
    )


def overlay_marks(case: Case, selected_id: str | None, look: MarkLook = PLAIN_LOOK) -> tuple[OverlayMark, ...]:
    """The marks of findings, labelled with level and type, and the measurements with their values."""
    findings = {mark_id: finding for finding in case.of_type(Finding) for mark_id in finding.mark_ids}
    shown = []
    for mark in case.of_type(Mark):
        finding = findings.get(mark.id)
        if finding is None or finding.status is not FindingStatus.RETRACTED:
            shown.append(_overlay_mark(case, mark, finding, selected_id, look))
    return tuple(shown)


def overlay_needles(case: Case, selected_id: str | None) -> tuple[OverlayNeedle, ...]:
    """The needle paths of targets that are not cancelled."""
    return tuple(
        OverlayNeedle(
            item_id=target.id,
            frame_of_reference_uid=target.path.frame_of_reference_uid,
            entry_lps_mm=target.path.points_lps_mm[0],
            tip_lps_mm=target.path.points_lps_mm[1],
            label=f"{target_level_name(case, target)} {target.laterality.word}",
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


def finding_label(finding: Finding, level: str = "") -> str:
    """Level, short type and side: `L4-5 disc extrusion, left`; `level` is its name where it has a second one."""
    kind = FINDING_TYPES.get(finding.type_id)
    noun = kind.noun if kind is not None else finding.type_id
    side = "" if finding.laterality is Laterality.MEDIAN else f", {finding.laterality.word}"
    return f"{level or finding.level.label} {noun}{side}"


def _overlay_mark(
    case: Case, mark: Mark, finding: Finding | None, selected_id: str | None, look: MarkLook
) -> OverlayMark:
    item_id = mark.id if finding is None else finding.id
    is_selected = selected_id in (item_id, mark.id)
    locked = lock_reason(case, mark)
    is_mirrored = mark.id in look.mirrored_ids
    return OverlayMark(
        mark_id=mark.id,
        item_id=item_id,
        kind=mark.kind,
        location=mark.location,
        label=_label(case, mark, finding, tr("locked") if locked and is_selected else ""),
        value_text="\n".join(value_lines(case, mark, look.spacing_of)),
        tone=mark.tone or ("accent" if finding is None else SEVERITY_TONE[finding.severity]),
        selected=is_selected,
        movable=not locked,
        lock_reason=locked,
        label_offset=mark.label_offset,
        hidden=mark.is_hidden,
        mirror_x_mm=midline_x_mm(case, mark.location) if is_mirrored else None,
    )


def _label(case: Case, mark: Mark, finding: Finding | None, state: str) -> str:
    """Level, type and side of a finding at its first mark; a mark's own name and text at all others."""
    is_first = finding is not None and mark.id == finding.mark_ids[0]
    words = mark.label
    if finding is not None and is_first:
        words = finding_label(finding, finding_level_name(case, finding))
    return "\n".join(part for part in (words, mark.text, state) if part)
