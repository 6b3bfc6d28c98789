"""What a numbering decision means: its sentence, its dual names, and what keeps it unresolved (domain.md 6.2)."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.anatomy import Level, LevelKind
from annotations.level_counting import Stations
from annotations.numbering import Castellvi, Confidence, CountingMethod, DualName, LevelNumbering

USUAL_COUNT = 5
GUARDED_TYPES = frozenset({Castellvi.IIA, Castellvi.IIB, Castellvi.IIIA, Castellvi.IIIB, Castellvi.IV})
"""Castellvi II to IV: the transverse process meets the sacrum. Type I is only a large process."""
NOT_STATED = "level numbering not confirmed"
_METHOD = {
    CountingMethod.FROM_C2: "counted from C2",
    CountingMethod.FROM_LAST_RIB: "counted from the last rib",
    CountingMethod.ILIOLUMBAR_LIGAMENT: "L5 by the iliolumbar ligament",
}


def method_words(numbering: LevelNumbering | None) -> str:
    """How the levels were counted, in a few words: `counted from C2`, `assumes 5 lumbar vertebrae`."""
    if numbering is None:
        return NOT_STATED
    if numbering.method is not CountingMethod.ASSUMED:
        return _METHOD[numbering.method]
    if numbering.lumbar_count is None:
        return "assumed, number of lumbar vertebrae not decided"
    return f"assumes {numbering.lumbar_count} lumbar vertebrae"


def numbering_sentence(numbering: LevelNumbering | None) -> str:
    """What stands wherever a level is reported: the method, the lowest lumbar-type segment, what is open."""
    if numbering is None:
        return NOT_STATED
    parts = [method_words(numbering)]
    if numbering.lumbar_count is not None:
        parts.append(f"L{numbering.lumbar_count} = lowest lumbar-type segment on this study")
    if numbering.transitional is not Castellvi.NONE:
        parts.append(f"Castellvi {numbering.transitional.value}")
    if numbering.absent_ribs:
        parts.append("no ribs at T12")
    if numbering.report_numbering:
        parts.append(f"an outside report numbers differently: {numbering.report_numbering}")
    if not is_resolved(numbering):
        parts.append("not confirmed")
    return "; ".join(parts)


def is_transitional(numbering: LevelNumbering) -> bool:
    """Whether the count may be told differently: four, six, no last ribs, a vertebra joined to the sacrum."""
    return bool(transitional_reasons(numbering))


def transitional_reasons(numbering: LevelNumbering) -> tuple[str, ...]:
    """Why the count may be told differently, in words."""
    reasons = {
        "six lumbar-type vertebrae": numbering.lumbar_count == USUAL_COUNT + 1,
        "four lumbar-type vertebrae": numbering.lumbar_count == USUAL_COUNT - 1,
        "no ribs at T12": numbering.absent_ribs,
        f"Castellvi {numbering.transitional.value}": numbering.transitional in GUARDED_TYPES,
    }
    return tuple(words for words, is_so in reasons.items() if is_so)


def open_questions(numbering: LevelNumbering | None) -> tuple[str, ...]:
    """What must be settled before a target may be signed at a level of this numbering; empty when resolved.

    A usual spine needs the count and a yes. A transitional one may not rest on an assumption or a low confidence.
    """
    if numbering is None:
        return ("nobody has said how the levels were counted",)
    doubts = ", ".join(transitional_reasons(numbering))
    questions = {
        "the number of lumbar vertebrae is not decided": numbering.lumbar_count is None,
        f"{doubts}: the count may not be assumed": bool(doubts) and numbering.method is CountingMethod.ASSUMED,
        f"{doubts}: the confidence is low": bool(doubts) and numbering.confidence is Confidence.LOW,
        "the numbering is not confirmed": not numbering.is_confirmed,
    }
    return tuple(words for words, is_open in questions.items() if is_open)


def is_resolved(numbering: LevelNumbering | None) -> bool:
    """Whether targets may be signed at levels of this numbering."""
    return not open_questions(numbering)


def level_name(level: Level, numbering: LevelNumbering | None) -> str:
    """The level as labels say it, with its other name where it has one: `L5 (L6?)`, `L5-S1 (L6-S1?)`."""
    other = other_name(level, numbering)
    return f"{level.label} ({other}?)" if other else level.label


def other_name(level: Level, numbering: LevelNumbering | None) -> str:
    """What others may call a level; empty without a second name."""
    names = {one.level: one.other_name for one in numbering.dual_names} if numbering is not None else {}
    if level in names or level.kind is not LevelKind.SEGMENT:
        return names.get(level, "")
    if not names.keys() & set(level.vertebrae):
        return ""
    upper, lower = (names.get(one, one.value) for one in level.vertebrae)
    return f"{upper}-{lower[1:]}" if lower[:1] == upper[:1] else f"{upper}-{lower}"


def suggested_dual_names(numbering: LevelNumbering, *, has_l6: bool) -> tuple[DualName, ...]:
    """The other names of a transitional spine: what counting by the other rule would call each lumbar vertebra.

    With L6 among the labels the count came from above: counted from the sacrum they are one number lower. Without,
    it came from the sacrum: counted from above they are one number higher. A usual spine has one name each.
    """
    if not is_transitional(numbering):
        return ()
    if numbering.lumbar_count == USUAL_COUNT - 1:
        pairs = _shifted((Level.L1, Level.L2, Level.L3, Level.L4), 1, has_l6=False)
        return (*pairs, DualName(Level.L5, Level.S1.value))
    if has_l6:
        lumbar = (Level.L1, Level.L2, Level.L3, Level.L4, Level.L5, Level.L6)
        return _shifted(lumbar, -1, has_l6=False, last=(Level.L6, Level.L5))
    if numbering.lumbar_count == USUAL_COUNT + 1 or numbering.absent_ribs:
        return _shifted((Level.T12, Level.L1, Level.L2, Level.L3, Level.L4, Level.L5), 1, has_l6=True)
    return (DualName(Level.L5, Level.S1.value),)


def _shifted(
    levels: Iterable[Level], step: int, *, has_l6: bool, last: tuple[Level, Level] | None = None
) -> tuple[DualName, ...]:
    stations = Stations.of(has_l6=has_l6)
    fixed = dict([last]) if last is not None else {}
    found = []
    for level in levels:
        other = fixed.get(level) or stations.level_at(stations.number_of(level) + 2 * step)
        if other is not None:
            found.append(DualName(level, other.value))
    return tuple(found)
