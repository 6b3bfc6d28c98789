"""The warnings of a case that the top bar shows in every place."""

from __future__ import annotations

from annotations.case import Case
from annotations.level_ledger import unresolved_numberings
from annotations.numbering import LevelNumbering
from viewers.qt.translated import tr
from workstation.ui.top_bar import TopWarning

COMMAND = "levels.numbering"
"""What a click on either chip opens."""


def case_warnings(case: Case | None) -> tuple[TopWarning, ...]:
    """What is open about the numbering, and an outside report that numbers differently; none without a case."""
    if case is None:
        return ()
    return tuple(one for one in (_unresolved(case), _report(case)) if one is not None)


def _unresolved(case: Case) -> TopWarning | None:
    questions = unresolved_numberings(case)
    if not questions:
        return None
    reasons = [f"{one[:1].upper()}{one[1:]}." for one in questions]
    lines = [*reasons, tr("No target can be signed until this is settled. Click to settle it.")]
    return TopWarning(tr("numbering unresolved"), "caution", "\n".join(lines), COMMAND)


def _report(case: Case) -> TopWarning | None:
    """domain.md 6.2: a report that numbers differently is a hard warning; it stays after the numbering is settled."""
    reports = dict.fromkeys(one.report_numbering for one in case.of_type(LevelNumbering) if one.report_numbering)
    if not reports:
        return None
    words = tr("An outside report numbers this spine differently: {words}", words="; ".join(reports))
    return TopWarning(tr("report numbers differently"), "alert", words, COMMAND)
