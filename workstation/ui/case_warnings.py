"""The warnings of a case that the top bar shows in every place."""

from __future__ import annotations

from annotations.case import Case
from annotations.level_ledger import unresolved_numberings
from viewers.qt.translated import tr
from workstation.ui.top_bar import TopWarning


def case_warnings(case: Case | None) -> tuple[TopWarning, ...]:
    """`numbering unresolved` while a labelled spine is not settled; none without a case."""
    questions = unresolved_numberings(case) if case is not None else ()
    if not questions:
        return ()
    reasons = [f"{one[:1].upper()}{one[1:]}." for one in questions]
    lines = [*reasons, tr("No target can be signed until this is settled. Click to settle it.")]
    return (TopWarning(tr("numbering unresolved"), "caution", "\n".join(lines), "levels.numbering"),)
