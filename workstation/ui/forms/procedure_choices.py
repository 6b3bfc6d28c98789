"""What the procedure catalogue allows, as entries of the target form, and the first draft of a target."""

from __future__ import annotations

from annotations.anatomy import Laterality, Level, Root
from annotations.findings import Finding
from annotations.procedure_catalogue import PROCEDURES, Approach, Procedure
from annotations.roots import foramen_of_root, roots_of_finding
from annotations.targets import ProcedureTarget
from viewers.qt.translated import tr
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.forms.item_words import gauge_words
from workstation.ui.forms.search_picker import Choice


def procedure_choices() -> tuple[Choice, ...]:
    """All procedures, found by title, family, indication and further words."""
    return tuple(
        Choice(
            one.id,
            one.title,
            f"{one.family.heading} {one.indication} {one.search_text} {one.id.replace('_', ' ')}",
        )
        for one in PROCEDURES.values()
    )


def target_level_entries(procedure_id: str, current: Level) -> list[tuple[str, str]]:
    """(value, words) of the levels a procedure may have; a current one it may not have stays, marked."""
    known = PROCEDURES.get(procedure_id)
    levels = known.levels if known is not None else tuple(Level)
    stray = [] if current in levels else [(current.value, tr("{label} (not usual here)", label=current.label))]
    return [*stray, *((level.value, level.label) for level in levels)]


def gauge_entries(procedure_id: str, current: str) -> list[tuple[str, str]]:
    """(value, words) of the gauges a procedure may have, `not set` first; a current one outside stays."""
    known = PROCEDURES.get(procedure_id)
    gauges = list(known.needle_gauges) if known is not None else []
    stray = [current] if current and current not in gauges else []
    return [("", tr("not set")), *((gauge, gauge_words(gauge)) for gauge in (*stray, *gauges))]


def procedure_sides(procedure_id: str) -> tuple[Laterality, ...]:
    """The sides a procedure may have."""
    known = PROCEDURES.get(procedure_id)
    return known.sides if known is not None else tuple(Laterality)


def drafted_target(procedure_id: str, finding: Finding | None) -> ProcedureTarget:
    """A first draft of a target for a finding, to be corrected in the form; nothing about it is a recommendation.

    The side is the finding's; the root is the one the finding points to, where the procedure names a root; the level
    is where that root leaves for a procedure that meets the exiting root, else the finding's own.
    """
    procedure = PROCEDURES[procedure_id]
    roots = roots_of_finding(finding).roots if finding is not None and procedure.root_meant else ()
    root = roots[0] if roots else None
    return ProcedureTarget(
        new_item_id("target"),
        procedure_id,
        _level_for(procedure, finding, root),
        finding.laterality if finding is not None else procedure.sides[0],
        root=root,
        finding_ids=(finding.id,) if finding is not None else (),
    )


def _level_for(procedure: Procedure, finding: Finding | None, root: Root | None) -> Level:
    leaving = foramen_of_root(root) if root is not None and procedure.approach is Approach.EXITING else None
    own = finding.level if finding is not None else None
    touching = [level for level in procedure.levels if own is not None and set(level.vertebrae) & set(own.vertebrae)]
    candidates = [level for level in (leaving, own) if level in procedure.levels]
    return next(level for level in (*candidates, *touching, own, *procedure.levels) if level is not None)
