"""Renumbering a spine: what would change from what to what, what stands in the way, and the one change that does it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from annotations.anatomy import Level, LevelKind
from annotations.assessments import Assessment
from annotations.case import Case, CaseItem, Change, Edit
from annotations.findings import Finding, FindingStatus
from annotations.key_images import KeyImage
from annotations.level_counting import Stations
from annotations.level_ledger import anchors_in, ledger_of, own_numbering
from annotations.level_names import finding_space, patient_places, target_space
from annotations.locations import PatientLocation
from annotations.marks import Mark
from annotations.numbering import LevelNumbering
from annotations.numbering_rules import is_resolved, numbering_sentence
from annotations.registration import Registration
from annotations.spine_ledger import LevelAnchor, placing_conflict
from annotations.targets import ProcedureTarget, TargetStatus
from annotations.wording import describe_item

L6_COUNT = 6


class RenumberedPart(StrEnum):
    """How far a renumbering reaches from the level that gets another name."""

    WHOLE = "the whole spine"
    ABOVE = "this level and all above"
    BELOW = "this level and all below"


@dataclass(frozen=True)
class Renumbering:
    """`pivot` shall be called `new_name`; the others follow by counting. Raises `ValueError` for a body called a disc.

    `had_l6` and `has_l6` say whether the spine is counted with six lumbar vertebrae before and after.
    """

    frame_of_reference_uid: str
    pivot: Level
    new_name: Level
    part: RenumberedPart = RenumberedPart.WHOLE
    had_l6: bool = False
    has_l6: bool = False

    def __post_init__(self) -> None:
        if self.pivot.kind is not self.new_name.kind or self.pivot.kind is LevelKind.JOINT:
            raise ValueError(f"{self.pivot.label} cannot be called {self.new_name.label}: one is a body, one is none")

    def name_of(self, level: Level) -> Level | None:
        """What a level is called afterwards; None where the spine has no such level."""
        if level.kind is LevelKind.JOINT:
            return level
        old, new = Stations.of(has_l6=self.had_l6), Stations.of(has_l6=self.has_l6)
        offset = old.number_of(level) - old.number_of(self.pivot)
        if (self.part is RenumberedPart.ABOVE and offset > 0) or (self.part is RenumberedPart.BELOW and offset < 0):
            return level
        return new.level_at(new.number_of(self.new_name) + offset)


@dataclass(frozen=True)
class Renaming:
    """One item that a renumbering touches: what it is, its level before and after, and whether it is reopened."""

    item_id: str
    kind: str
    words: str
    before: str
    after: str
    is_reopened: bool = False

    @property
    def line(self) -> str:
        """`L4-5 -> L5-S1  finding (disc extrusion, L4-5 left), signed before: reopened as draft`."""
        reopened = ", signed before: reopened as draft" if self.is_reopened else ""
        words = f" ({self.words})" if self.words and self.kind != "label" else ""
        return f"{self.before} -> {self.after}  {self.kind}{words}{reopened}"


@dataclass(frozen=True)
class RenumberingPreview:
    """What would happen. `change` is None while something stands in the way (`conflicts`) or nothing changes.

    `notes` name what keeps its words and wants a look.
    """

    renamings: tuple[Renaming, ...]
    conflicts: tuple[str, ...]
    notes: tuple[str, ...]
    change: Change | None

    @property
    def reopened(self) -> int:
        """How many signed items are reopened."""
        return sum(one.is_reopened for one in self.renamings)


def renumbering_of(
    case: Case,
    frame_of_reference_uid: str,
    pivot: Level,
    new_name: Level,
    *,
    part: RenumberedPart = RenumberedPart.WHOLE,
    lumbar_count: int | None = None,
) -> Renumbering:
    """The renumbering of a Frame of Reference in which one level gets another name.

    With `lumbar_count` the spine has L6 afterwards exactly when six were counted; else it keeps what it had and gains
    L6 when the new name touches it.
    """
    placed = anchors_in(case.of_type(LevelAnchor), frame_of_reference_uid)
    numbering = own_numbering(case, frame_of_reference_uid)
    touched = {vertebra for anchor in placed for vertebra in anchor.level.vertebrae} | set(pivot.vertebrae)
    had_l6 = Level.L6 in touched or (numbering is not None and numbering.lumbar_count == L6_COUNT)
    names_l6 = Level.L6 in new_name.vertebrae
    has_l6 = lumbar_count == L6_COUNT if lumbar_count is not None else had_l6 or names_l6
    return Renumbering(frame_of_reference_uid, pivot, new_name, part, had_l6, has_l6 or names_l6)


def shifted(case: Case, frame_of_reference_uid: str, steps: int) -> Renumbering | None:
    """The renumbering that moves every name of a Frame of Reference down (+) or up (-) by so many vertebrae.

    None without a placed level, and where the first one would get no name.
    """
    placed = anchors_in(case.of_type(LevelAnchor), frame_of_reference_uid)
    if not placed:
        return None
    has_l6 = any(Level.L6 in anchor.level.vertebrae for anchor in placed)
    stations = Stations.of(has_l6=has_l6)
    pivot = placed[0].level
    name = stations.level_at(stations.number_of(pivot) + 2 * steps)
    return None if name is None else Renumbering(frame_of_reference_uid, pivot, name, had_l6=has_l6, has_l6=has_l6)


def renumbering_preview(
    case: Case,
    plan: Renumbering,
    *,
    reason: str,
    numbering: LevelNumbering | None = None,
    study_instance_uids: Collection[str] = (),
    removed_id: str = "",
) -> RenumberingPreview:
    """What a renumbering changes: labels, findings, marks, targets, cells of the reading grid, titles of key images.

    It reaches all that lies in the Frame of Reference, and in those whose levels come from it by registration. What was
    signed is reopened. `numbering` is the decision from now on (else the one before, no longer confirmed); its version
    is one higher. `study_instance_uids` are the studies whose reading grid was named by these levels; those of the
    items themselves are always among them. The label `removed_id` goes away with it. `reason` goes into the words of
    the change.
    """
    if plan.pivot is plan.new_name and plan.had_l6 == plan.has_l6:
        return RenumberingPreview((), (), (), None)
    work = _Work(case, plan, numbering, frozenset(study_instance_uids), removed_id)
    edits = tuple(work.edits())
    renamings = tuple(work.renamings)
    conflicts = tuple(dict.fromkeys((*work.conflicts, *_order_conflicts(case, plan, edits))))
    if not renamings or conflicts:
        return RenumberingPreview(renamings, conflicts, tuple(work.notes), None)
    reopened = sum(one.is_reopened for one in renamings)
    words = f"Renumbered: {plan.pivot.label} is {plan.new_name.label}, {plan.part.value}"
    details = [words, f"{reopened} reopened" if reopened else "", f"reason: {reason}" if reason else ""]
    description = "; ".join(part for part in details if part)
    return RenumberingPreview(renamings, (), tuple(work.notes), Change(description, edits))


def numbering_decision(case: Case, numbering: LevelNumbering) -> Change:
    """The one change that stores how the levels of a Frame of Reference are counted, their names left as they are.

    It replaces the decision before, and reopens planned targets when it leaves the numbering open.
    """
    before = own_numbering(case, numbering.frame_of_reference_uid)
    after = replace(numbering, id=before.id, version=before.version) if before is not None else numbering
    spaces = spaces_named_by(case, numbering.frame_of_reference_uid)
    signed = [] if is_resolved(after) else [one for one in case.of_type(ProcedureTarget) if _is_open(case, one, spaces)]
    edits = (Edit(before, after), *(Edit(one, replace(one, status=TargetStatus.DRAFT)) for one in signed))
    reopened = f"; targets reopened as the numbering is open: {len(signed)}" if signed else ""
    return Change(f"Level numbering: {numbering_sentence(after)}{reopened}", edits)


def _is_open(case: Case, target: ProcedureTarget, spaces: Collection[str]) -> bool:
    """Whether a target was signed at a level of these Frames of Reference."""
    is_signed = target.status is TargetStatus.PLANNED and target.level.kind is not LevelKind.JOINT
    return is_signed and target_space(case, target) in spaces


class _Work:
    """Goes through a case once and keeps what it found."""

    def __init__(
        self,
        case: Case,
        plan: Renumbering,
        numbering: LevelNumbering | None,
        study_uids: frozenset[str],
        removed_id: str,
    ) -> None:
        self._case = case
        self._plan = plan
        self._removed_id = removed_id
        self._before = own_numbering(case, plan.frame_of_reference_uid)
        self._after = _next_numbering(plan, self._before, numbering)
        self._spaces = spaces_named_by(case, plan.frame_of_reference_uid)
        self._study_uids = study_uids | _studies_of(case, self._spaces)
        self.renamings: list[Renaming] = []
        self.conflicts: list[str] = []
        self.notes: list[str] = []

    def edits(self) -> Iterator[Edit]:
        """The edits, labels first; the numbering goes with the first of them."""
        items = tuple(self._case.items.values())
        yield from self._own_edits(items)
        renamed = {one.item_id: one for one in self.renamings if one.kind == "finding"}
        for item in items:
            if isinstance(item, KeyImage):
                yield from self._key_image(item, renamed)
        if self.renamings:
            yield Edit(self._before, self._after)

    def _own_edits(self, items: Iterable[CaseItem]) -> Iterator[Edit]:
        for item in items:
            match item:
                case LevelAnchor() if item.id == self._removed_id:
                    self.renamings.append(Renaming(item.id, "label", "", item.level.label, "removed"))
                    yield Edit(item, None)
                case LevelAnchor() if item.location.frame_of_reference_uid == self._plan.frame_of_reference_uid:
                    yield from self._renamed(item, item.level, "label")
                case Finding() if finding_space(self._case, item) in self._spaces or self._is_numbered(item):
                    yield from self._finding(item)
                case Mark() if item.level is not None and _space_of(item) in self._spaces:
                    yield from self._renamed(item, item.level, "mark")
                case ProcedureTarget() if target_space(self._case, item) in self._spaces:
                    yield from self._target(item)
                case Assessment() if item.level is not None and item.study_instance_uid in self._study_uids:
                    yield from self._renamed(item, item.level, "grid cell")
                case Registration() if item.level is not None and self._reaches(item):
                    self.notes.append(f"{describe_item(item)} keeps the level it was accepted with")

    def _is_numbered(self, finding: Finding) -> bool:
        """Marked on radiographs only, but named by this numbering."""
        return (
            self._before is not None
            and finding.numbering_id == self._before.id
            and not patient_places(self._case, finding)
        )

    def _finding(self, item: Finding) -> Iterator[Edit]:
        is_signed = item.status is FindingStatus.FINAL
        yield from self._renamed(
            item,
            item.level,
            "finding",
            numbering_id=self._after.id,
            numbering_version=self._after.version,
            **({"status": FindingStatus.DRAFT} if is_signed else {}),
        )
        if item.note and self._mentions(item.note):
            self.notes.append(f"the note of {describe_item(item)} names a level: read it again")

    def _target(self, item: ProcedureTarget) -> Iterator[Edit]:
        is_signed = item.status is TargetStatus.PLANNED
        edits = tuple(
            self._renamed(item, item.level, "target", **({"status": TargetStatus.DRAFT} if is_signed else {}))
        )
        yield from edits
        if is_signed and not edits and item.level.kind is not LevelKind.JOINT and not is_resolved(self._after):
            label = item.level.label
            self.renamings.append(Renaming(item.id, "target", describe_item(item), label, label, is_reopened=True))
            yield Edit(item, replace(item, status=TargetStatus.DRAFT))
        if edits and item.root is not None:
            self.notes.append(f"{describe_item(item)} keeps the root {item.root.value}: check it")

    def _renamed(self, item: CaseItem, level: Level, kind: str, **fields: object) -> Iterator[Edit]:
        try:
            name = self._plan.name_of(level)
        except ValueError:
            name = None
        if name is None:
            self.conflicts.append(f"{kind} {describe_item(item)}: no level is left to call {level.label}")
            return
        if name is level:
            return
        reopened = "status" in fields
        self.renamings.append(Renaming(item.id, kind, describe_item(item), level.label, name.label, reopened))
        yield Edit(item, replace(item, level=name, **fields))  # type: ignore[arg-type]

    def _key_image(self, item: KeyImage, renamed: Mapping[str, Renaming]) -> Iterator[Edit]:
        is_here = item.view.frame_of_reference_uid in self._spaces or renamed.keys() & set(item.finding_ids)
        title = _retitled(item.title, self._plan) if is_here else item.title
        if title != item.title:
            self.renamings.append(Renaming(item.id, "key image", item.title, item.title, title))
            yield Edit(item, replace(item, title=title))

    def _mentions(self, text: str) -> bool:
        return _retitled(text, self._plan) != text

    def _reaches(self, item: Registration) -> bool:
        uids = {item.source.frame_of_reference_uid, item.target.frame_of_reference_uid}
        return self._plan.frame_of_reference_uid in uids


def spaces_named_by(case: Case, frame_of_reference_uid: str) -> frozenset[str]:
    """A Frame of Reference, and those whose levels come from it by registration."""
    others = {
        side.frame_of_reference_uid for one in case.of_type(Registration) for side in (one.source, one.target)
    } - {frame_of_reference_uid}
    derived = {uid for uid in others if ledger_of(case, uid).counted_in_uid == frame_of_reference_uid}
    return frozenset({frame_of_reference_uid, *derived})


def _space_of(mark: Mark) -> str:
    return mark.location.frame_of_reference_uid if isinstance(mark.location, PatientLocation) else ""


def _studies_of(case: Case, spaces: Collection[str]) -> frozenset[str]:
    places = [mark.location for mark in case.of_type(Mark)] + [one.location for one in case.of_type(LevelAnchor)]
    sources = (
        place.source
        for place in places
        if isinstance(place, PatientLocation) and place.frame_of_reference_uid in spaces
    )
    return frozenset(source.study_instance_uid for source in sources if source is not None)


def _next_numbering(plan: Renumbering, before: LevelNumbering | None, decided: LevelNumbering | None) -> LevelNumbering:
    if before is None:
        fresh = decided or LevelNumbering(f"numbering.{plan.frame_of_reference_uid}", plan.frame_of_reference_uid)
        return replace(fresh, version=1)
    after = decided if decided is not None else replace(before, is_confirmed=False)
    return replace(after, id=before.id, frame_of_reference_uid=plan.frame_of_reference_uid, version=before.version + 1)


def _order_conflicts(case: Case, plan: Renumbering, edits: Collection[Edit]) -> Iterator[str]:
    """What is wrong with the labels as they would be: one name twice, or not in order from head to foot."""
    changed = {edit.item_id: edit.after for edit in edits if isinstance(edit.after, LevelAnchor)}
    placed = anchors_in(case.of_type(LevelAnchor), plan.frame_of_reference_uid)
    gone = {edit.item_id for edit in edits if edit.after is None}
    after = [changed.get(anchor.id, anchor) for anchor in placed if anchor.id not in gone]
    for anchor in after:
        conflict = placing_conflict(after, anchor)
        if conflict is not None:
            yield conflict


_WORD = re.compile(r"\b[CTLS]\d{1,2}(?:-[CTLS]?\d{1,2})?\b")
_BY_NAME = {name: level for level in Level for name in (level.label, level.value)}


def _retitled(title: str, plan: Renumbering) -> str:
    def other(found: re.Match[str]) -> str:
        level = _BY_NAME.get(found[0])
        try:
            name = plan.name_of(level) if level is not None else None
        except ValueError:
            name = None
        return found[0] if name is None or name is level else name.label

    return _WORD.sub(other, title)
