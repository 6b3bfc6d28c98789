"""What can be done to marks besides placing them: hide, lock, colour, rename, move the label, override the place.

Each is one change of the case; a function gives None where nothing would change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from annotations.anatomy import Laterality, Level
from annotations.case import Case, Change, Edit
from annotations.findings import Finding, FindingStatus
from annotations.links import remove_items
from annotations.marks import MARK_KINDS, Mark

LabelOffset = tuple[float, float]


class LockedMarkError(ValueError):
    """A mark that may not be moved or removed as it is; says which, why, and what to do first."""


def mark_name(mark: Mark) -> str:
    """What a mark is called: its own label or text, else its kind."""
    title = MARK_KINDS[mark.kind].title
    own = mark.label or mark.text
    return f"{title} '{own}'" if own else title


def lock_reason(case: Case, mark: Mark) -> str:
    """Why a mark may not be moved or removed, and what to do first; empty where it may."""
    if mark.is_locked:
        return f"{mark_name(mark)} is locked. Unlock it first."
    signed = (one for one in case.of_type(Finding) if mark.id in one.mark_ids and one.status is FindingStatus.FINAL)
    finding = next(signed, None)
    if finding is None:
        return ""
    return f"{mark_name(mark)} belongs to the signed finding at {finding.level.label}. Reopen that finding first."


def hide_marks(case: Case, mark_ids: Iterable[str], *, hidden: bool = True) -> Change | None:
    """Take marks off the images, or bring them back."""
    return _edited(case, mark_ids, "hide" if hidden else "show", lambda mark: replace(mark, is_hidden=hidden))


def show_all_marks(case: Case) -> Change | None:
    """Bring every hidden mark back."""
    return hide_marks(case, (mark.id for mark in case.of_type(Mark)), hidden=False)


def lock_marks(case: Case, mark_ids: Iterable[str], *, locked: bool = True) -> Change | None:
    """Keep marks from being moved or removed, or let them go."""
    return _edited(case, mark_ids, "lock" if locked else "unlock", lambda mark: replace(mark, is_locked=locked))


def color_marks(case: Case, mark_ids: Iterable[str], tone: str) -> Change | None:
    """Give marks a colour token of the theme; empty = that of what each belongs to."""
    return _edited(case, mark_ids, "colour", lambda mark: replace(mark, tone=tone))


def rename_mark(case: Case, mark_id: str, label: str) -> Change | None:
    """Give a mark another label, or none."""
    return _edited(case, (mark_id,), "rename", lambda mark: replace(mark, label=label.strip()))


def move_label(case: Case, mark_id: str, offset: LabelOffset | None) -> Change | None:
    """Put the label of a mark elsewhere (pixels from its anchor at a ratio of 1); None = where there is room."""
    return _edited(case, (mark_id,), "move the label of", lambda mark: replace(mark, label_offset=offset))


def place_mark(
    case: Case, mark_id: str, *, level: Level | None, laterality: Laterality | None, reason: str
) -> Change | None:
    """Set the level or side of a mark against the ledger and the patient coordinate; None = what those say.

    Raises `ValueError` for an override without a reason.
    """
    is_override = level is not None or laterality is not None
    if is_override and not reason.strip():
        raise ValueError("Say why: the level or side contradicts the ledger or the patient coordinate.")
    kept = reason.strip() if is_override else ""
    return _edited(
        case,
        (mark_id,),
        "place",
        lambda mark: replace(mark, level=level, laterality=laterality, place_reason=kept),
    )


def remove_marks(case: Case, mark_ids: Iterable[str]) -> Change | None:
    """Remove marks with their links, all in one change. Raises `LockedMarkError` when one of them may not go."""
    marks = _marks(case, mark_ids)
    reasons = [reason for mark in marks if (reason := lock_reason(case, mark))]
    if reasons:
        more = f" ({len(reasons) - 1} more)" if len(reasons) > 1 else ""
        raise LockedMarkError(f"Nothing was removed: {reasons[0]}{more}")
    return remove_items(case, (mark.id for mark in marks), _words("remove", marks)) if marks else None


def _marks(case: Case, mark_ids: Iterable[str]) -> list[Mark]:
    found = (case.get(Mark, mark_id) for mark_id in dict.fromkeys(mark_ids))
    return [mark for mark in found if mark is not None]


def _edited(case: Case, mark_ids: Iterable[str], verb: str, edit: Callable[[Mark], Mark]) -> Change | None:
    pairs = [(mark, edit(mark)) for mark in _marks(case, mark_ids)]
    changed = [(before, after) for before, after in pairs if before != after]
    if not changed:
        return None
    return Change(_words(verb, [before for before, _ in changed]), tuple(Edit(*pair) for pair in changed))


def _words(verb: str, marks: list[Mark]) -> str:
    return f"{verb} {mark_name(marks[0])}" if len(marks) == 1 else f"{verb} {len(marks)} marks"
