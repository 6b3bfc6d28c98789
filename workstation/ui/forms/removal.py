"""Removing an item together with the links that point at it, as one change that undo takes back whole."""

from __future__ import annotations

from dataclasses import replace

from annotations.case import Case, CaseItem, Change, Edit
from annotations.findings import Finding
from annotations.targets import ProcedureTarget


def removal(case: Case, item: CaseItem, description: str) -> Change:
    """Take `item` out of the case, unlinking whatever referred to it first."""
    unlinked = (_without(other, item.id) for other in case.items.values() if other.id != item.id)
    edits = [edit for edit in unlinked if edit is not None]
    return Change(description, (*edits, Edit(item, None)))


def _without(item: CaseItem, removed_id: str) -> Edit | None:
    after = item
    if isinstance(item, Finding):
        after = replace(
            item,
            mark_ids=_drop(item.mark_ids, removed_id),
            complaint_ids=_drop(item.complaint_ids, removed_id),
            exam_item_ids=_drop(item.exam_item_ids, removed_id),
        )
    elif isinstance(item, ProcedureTarget):
        after = replace(item, finding_ids=_drop(item.finding_ids, removed_id))
    return Edit(item, after) if after != item else None


def _drop(ids: tuple[str, ...], removed_id: str) -> tuple[str, ...]:
    return tuple(item_id for item_id in ids if item_id != removed_id)
