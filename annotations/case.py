"""The case: everything clinical about one patient, changed through one door that announces each change once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from annotations.assessments import Assessment
from annotations.evaluation import Complaint, ExamItem, PriorTreatment, VitalSigns
from annotations.findings import Finding
from annotations.hypotheses import PainHypothesis
from annotations.image_calibrations import ImageCalibration
from annotations.key_images import KeyImage
from annotations.marks import Mark
from annotations.numbering import LevelNumbering
from annotations.observations import Observation
from annotations.patient import ImagingStudy, PatientIdentity
from annotations.registration import Registration
from annotations.segmentations import Segmentation
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget

CaseItem = (
    Mark
    | Finding
    | Complaint
    | PriorTreatment
    | VitalSigns
    | ExamItem
    | ProcedureTarget
    | LevelAnchor
    | ImagingStudy
    | Registration
    | LevelNumbering
    | Observation
    | Assessment
    | KeyImage
    | Segmentation
    | ImageCalibration
    | PainHypothesis
)
ItemT = TypeVar("ItemT", bound=CaseItem)


class StaleChangeError(RuntimeError):
    """A change whose `before` is not what the case holds now: somebody else changed the item first."""


class BrokenLinkError(ValueError):
    """A change that would leave an item pointing at something the case does not hold."""


@dataclass(frozen=True)
class Edit:
    """One item before and after; None before = added, None after = removed. Both present must share their id."""

    before: CaseItem | None
    after: CaseItem | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("an edit needs a before or an after")
        if self.before is None or self.after is None:
            return
        if type(self.before) is not type(self.after) or self.before.id != self.after.id:
            raise ValueError("an edit keeps the id and the kind of its item")

    @property
    def item_id(self) -> str:
        """The id of the item edited."""
        item = self.after if self.after is not None else self.before
        assert item is not None
        return item.id


@dataclass(frozen=True)
class Change:
    """Edits that happen together, with the words the physician sees in undo and the audit trail."""

    description: str
    edits: tuple[Edit, ...]

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.description, tuple(Edit(e.after, e.before) for e in reversed(self.edits)))


@dataclass(frozen=True)
class CaseEvent:
    """What subscribers receive, exactly once for each applied change. `revision` counts changes from 1."""

    change: Change
    revision: int


Subscriber = Callable[[CaseEvent], None]


@dataclass
class Case:
    """One patient's case. Read through the accessors, write only through `apply`.

    `journal`, where set, is told of a change first and may raise: a change that could not be stored did not happen.
    Only the GUI thread touches a case (architecture.md 2.6).
    """

    id: str
    patient: PatientIdentity
    created_at: str
    revision: int = 0
    journal: Subscriber | None = None
    _items: dict[str, CaseItem] = field(default_factory=dict)
    _subscribers: list[Subscriber] = field(default_factory=list)

    @property
    def items(self) -> Mapping[str, CaseItem]:
        """All items by id, in the order they were added."""
        return self._items

    def of_type(self, kind: type[ItemT]) -> tuple[ItemT, ...]:
        """All items of one kind."""
        return tuple(item for item in self._items.values() if isinstance(item, kind))

    def get(self, kind: type[ItemT], item_id: str) -> ItemT | None:
        """The item with this id if the case holds one of this kind."""
        item = self._items.get(item_id)
        return item if isinstance(item, kind) else None

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` after each change; returns the function that ends the subscription."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def apply(self, change: Change) -> None:
        """Apply all edits or none, then announce the change once.

        Raises `StaleChangeError` when a `before` no longer matches and `BrokenLinkError` when a link would dangle;
        in both cases nothing has changed.
        """
        items = dict(self._items)
        for edit in change.edits:
            if items.get(edit.item_id) != edit.before:
                raise StaleChangeError(f"item {edit.item_id} is no longer what this change expected; repeat the action")
            if edit.after is None:
                del items[edit.item_id]
            else:
                items[edit.item_id] = edit.after
        _check_links(items)
        event = CaseEvent(change, self.revision + 1)
        if self.journal is not None:
            self.journal(event)
        self._items = items
        self.revision = event.revision
        for subscriber in tuple(self._subscribers):
            subscriber(event)


def references_of(item: CaseItem) -> tuple[str, ...]:
    """Ids of the other items an item points at."""
    if isinstance(item, Finding):
        return (*item.mark_ids, *item.complaint_ids, *item.exam_item_ids)
    if isinstance(item, ProcedureTarget):
        return item.finding_ids
    if isinstance(item, Observation):
        return (item.finding_id, *item.mark_ids)
    if isinstance(item, KeyImage):
        return (*item.finding_ids, *item.mark_ids)
    if isinstance(item, PainHypothesis):
        return item.complaint_ids
    return ()


def _check_links(items: Mapping[str, CaseItem]) -> None:
    for item in items.values():
        for reference in references_of(item):
            if reference not in items:
                raise BrokenLinkError(f"{type(item).__name__} {item.id} still refers to {reference}")


def add(item: CaseItem, description: str) -> Change:
    """The change that adds one item."""
    return Change(description, (Edit(None, item),))


def replace_item(before: CaseItem, after: CaseItem, description: str) -> Change:
    """The change that replaces one item."""
    return Change(description, (Edit(before, after),))


def added_all(items: Iterable[CaseItem], description: str) -> Change:
    """The change that adds several items at once."""
    return Change(description, tuple(Edit(None, item) for item in items))
