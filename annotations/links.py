"""Changes that tie items together, untie them, and remove an item without leaving a link to nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from annotations.case import Case, CaseItem, Change, Edit, references_of, replace_item
from annotations.evaluation import Complaint, ExamItem
from annotations.findings import Finding
from annotations.hypotheses import PainHypothesis
from annotations.key_images import KeyImage
from annotations.marks import Mark
from annotations.observations import Observation
from annotations.targets import ProcedureTarget, TargetStatus

# Which field of an item of one kind holds the ids of linked items of another kind.
LINK_FIELDS: Mapping[tuple[type[CaseItem], type[CaseItem]], str] = {
    (Finding, Mark): "mark_ids",
    (Finding, Complaint): "complaint_ids",
    (Finding, ExamItem): "exam_item_ids",
    (ProcedureTarget, Finding): "finding_ids",
    (Observation, Mark): "mark_ids",
    (KeyImage, Finding): "finding_ids",
    (KeyImage, Mark): "mark_ids",
    (PainHypothesis, Complaint): "complaint_ids",
}
_ALL_FIELDS: Mapping[type[CaseItem], tuple[str, ...]] = {
    holder: tuple(field for (kind, _), field in LINK_FIELDS.items() if kind is holder) for holder, _ in LINK_FIELDS
}


class LinkError(ValueError):
    """Two items that cannot be tied, or one the case does not hold."""


def link(case: Case, item_id: str, linked_id: str, description: str = "link") -> Change | None:
    """The change that ties an item to another: finding to mark, complaint or exam item, target to finding.

    None when they are tied already. Raises `LinkError` when the case lacks one or nothing ties the two kinds.
    """
    item, field = _holder(case, item_id, linked_id)
    ids = _ids(item, field)
    return None if linked_id in ids else replace_item(item, _with(item, {field: (*ids, linked_id)}), description)


def unlink(case: Case, item_id: str, linked_id: str, description: str = "unlink") -> Change | None:
    """The change that unties two items, None when they are not tied; raises `LinkError` as `link` does."""
    item, field = _holder(case, item_id, linked_id)
    ids = _ids(item, field)
    if linked_id not in ids:
        return None
    return replace_item(item, _with(item, {field: _without(ids, linked_id)}), description)


def remove_item(case: Case, item_id: str, description: str = "remove") -> Change:
    """The one change that removes an item and every link to it, so that undo brings back both.

    What a finding was in each study goes with it. Raises `LinkError` when the case does not hold the item.
    """
    return remove_items(case, (item_id,), description)


def remove_items(case: Case, item_ids: Iterable[str], description: str = "remove") -> Change:
    """The same for several items at once. Raises `LinkError` when the case does not hold one of them."""
    gone = dict.fromkeys(item_ids)
    missing = next((one for one in gone if one not in case.items), None)
    if missing is not None:
        raise LinkError(f"the case holds no item {missing}; it may have been removed already")
    holders = [one for one in case.items.values() if one.id not in gone and gone.keys() & set(references_of(one))]
    removed = [Edit(case.items[one], None) for one in gone]
    return Change(description, (*(_edit_without(one, gone.keys()) for one in holders), *removed))


def linking_items(case: Case, item_id: str) -> tuple[CaseItem, ...]:
    """The items that point at an item."""
    return tuple(one for one in case.items.values() if item_id in references_of(one))


def _holder(case: Case, item_id: str, linked_id: str) -> tuple[CaseItem, str]:
    item, linked = case.items.get(item_id), case.items.get(linked_id)
    if item is None or linked is None:
        raise LinkError(f"the case holds no item {item_id if item is None else linked_id}")
    field = LINK_FIELDS.get((type(item), type(linked)))
    if field is None:
        raise LinkError(f"a {type(item).__name__} cannot be tied to a {type(linked).__name__}")
    return item, field


def _edit_without(holder: CaseItem, gone: Collection[str]) -> Edit:
    is_part = isinstance(holder, Observation) and holder.finding_id in gone
    return Edit(holder, None if is_part else _untied(holder, gone))


def _untied(item: CaseItem, gone: Collection[str]) -> CaseItem:
    """A planned target that loses what it is for is a draft again."""
    kept = {field: tuple(one for one in _ids(item, field) if one not in gone) for field in _ALL_FIELDS[type(item)]}
    rest = _with(item, kept)
    if isinstance(rest, ProcedureTarget) and rest.status is TargetStatus.PLANNED:
        return replace(rest, status=TargetStatus.DRAFT)
    return rest


def _ids(item: CaseItem, field: str) -> tuple[str, ...]:
    ids: tuple[str, ...] = getattr(item, field)
    return ids


def _with(item: CaseItem, changes: Mapping[str, tuple[str, ...]]) -> CaseItem:
    return replace(item, **changes)  # type: ignore[arg-type]


def _without(ids: tuple[str, ...], gone_id: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one != gone_id)
