"""Which levels the spine strip shows, and which of them are known in one Frame of Reference. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from annotations.anatomy import VERTEBRAE, Level, LevelKind
from annotations.case import Case
from annotations.findings import Finding, FindingStatus
from annotations.level_counting import Stations
from annotations.level_ledger import LevelLedger, ledger_of
from annotations.numbering import LevelNumbering
from annotations.renumbering import L6_COUNT
from annotations.spine_ledger import LevelAnchor, LevelCertainty, ProposedLevel, known_places, placed_levels
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.qt.translated import tr


class SpineRegion(StrEnum):
    """A part of the spine to label."""

    CERVICAL = "cervical spine"
    THORACIC = "thoracic spine"
    LUMBAR = "lumbar spine"

    @property
    def vertebrae(self) -> tuple[Level, ...]:
        """Its vertebrae with the neighbours by which they are counted, from above."""
        first, last = _ENDS[self]
        return tuple(
            one for one in VERTEBRAE[VERTEBRAE.index(first) : VERTEBRAE.index(last) + 1] if one is not Level.L6
        )


_ENDS = {
    SpineRegion.CERVICAL: (Level.C1, Level.T2),
    SpineRegion.THORACIC: (Level.T1, Level.L1),
    SpineRegion.LUMBAR: (Level.T11, Level.S1),
}


@dataclass(frozen=True)
class SpineView:
    """What the strip shows: a case as seen in one Frame of Reference (empty = the image has no patient coordinates).

    `armed` is the level that the next click on an image places, `proposals` what image evidence suggests anywhere.
    """

    case: Case | None = None
    frame_of_reference_uid: str = ""
    selected: Level | None = None
    armed: Level | None = None
    region: SpineRegion = SpineRegion.LUMBAR
    with_l6: bool = False
    proposals: tuple[ProposedLevel, ...] = ()
    is_counting: bool = False

    @cached_property
    def ledger(self) -> LevelLedger | None:
        """What is known of the levels here, own or registered; None without a case or patient coordinates."""
        uid = self.frame_of_reference_uid
        return ledger_of(self.case, uid) if self.case is not None and uid else None

    @property
    def numbering(self) -> LevelNumbering | None:
        """By what the levels here are named."""
        return self.ledger.numbering if self.ledger is not None else None

    @property
    def known_anchors(self) -> tuple[LevelAnchor, ...]:
        """The labels that hold here, own or registered."""
        return self.ledger.anchors if self.ledger is not None else ()

    @cached_property
    def known(self) -> frozenset[Level]:
        """The levels that can be gone to: placed, registered, and the discs between such bodies."""
        places = known_places(self.known_anchors, self.frame_of_reference_uid)
        between = (level for level, _, certainty in places if certainty is LevelCertainty.ANCHORED)
        return frozenset({*between, *(anchor.level for anchor in self.known_anchors)})

    @property
    def neighbours(self) -> tuple[Level | None, Level | None]:
        """What the next click would be above the highest and below the lowest placed level, of the same kind."""
        placed = placed_levels(self.anchors, self.frame_of_reference_uid)
        if not placed:
            return None, None
        stations = Stations.of([level for level, _ in placed], has_l6=self.has_l6)
        ends = stations.number_of(placed[0][0]) - 2, stations.number_of(placed[-1][0]) + 2
        return stations.level_at(ends[0]), stations.level_at(ends[1])

    @property
    def proposed(self) -> tuple[ProposedLevel, ...]:
        """What is proposed in this Frame of Reference and neither placed nor registered in it."""
        uid, placed = self.frame_of_reference_uid, self.placed | {one.level for one in self.known_anchors}
        here = (one for one in self.proposals if uid and one.location.frame_of_reference_uid == uid)
        return tuple(one for one in here if one.level not in placed)

    @property
    def anchors(self) -> tuple[LevelAnchor, ...]:
        """The levels placed in this Frame of Reference; those of another never count."""
        uid = self.frame_of_reference_uid
        if self.case is None or not uid:
            return ()
        return tuple(a for a in self.case.of_type(LevelAnchor) if a.location.frame_of_reference_uid == uid)

    @property
    def placed(self) -> frozenset[Level]:
        """The levels of `anchors`."""
        return frozenset(anchor.level for anchor in self.anchors)

    @property
    def has_l6(self) -> bool:
        """Whether six lumbar vertebrae are shown: asked for, placed, or named by a finding."""
        named = {vertebra for finding in self.findings for vertebra in finding.level.vertebrae}
        here = (*self.placed, *(one.level for one in self.known_anchors), *(one.level for one in self.proposed))
        placed = {vertebra for level in here for vertebra in level.vertebrae}
        counted = self.numbering is not None and self.numbering.lumbar_count == L6_COUNT
        return self.with_l6 or counted or Level.L6 in named | placed

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that stand."""
        if self.case is None:
            return ()
        return tuple(f for f in self.case.of_type(Finding) if f.status is not FindingStatus.RETRACTED)

    @property
    def targets(self) -> tuple[ProcedureTarget, ...]:
        """The targets that stand."""
        if self.case is None:
            return ()
        return tuple(t for t in self.case.of_type(ProcedureTarget) if t.status is not TargetStatus.CANCELLED)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Vertebrae from above with the segments between neighbours: the region, what is placed, what has findings."""
        shown = set(self.region.vertebrae) | ({Level.L6} if self.has_l6 else set())
        proposed = (one.level for one in self.proposed)
        marked = (*(finding.level for finding in self.findings), *(target.level for target in self.targets))
        held = (*self.known, *proposed, *marked)
        for level in held:
            shown.update(level.vertebrae)
        vertebrae = [one for one in VERTEBRAE if one in shown]
        levels = vertebrae[:1]
        for upper, lower in pairwise(vertebrae):
            between = _segments_between(upper, lower, held)
            levels += [*between, lower]
        return tuple(levels)

    def anchor_of(self, level: Level) -> LevelAnchor | None:
        """Where a level was placed in this Frame of Reference."""
        return next((anchor for anchor in self.anchors if anchor.level is level), None)


def _segments_between(upper: Level, lower: Level, held: Iterable[Level]) -> list[Level]:
    """The segment of two neighbours, and one named otherwise that holds something: L5-S1 where L6 was added since."""
    named = Level._value2member_map_.get(f"{upper.value}-{lower.value}")
    own = [named] if isinstance(named, Level) else []
    others = (one for one in held if one.kind is LevelKind.SEGMENT and one.vertebrae[0] is upper and one is not named)
    return [*dict.fromkeys(others), *own]


def vertebra_or_disc(level: Level) -> str:
    """What to click on for a level: `L4` or `the L4-5 disc`."""
    return tr("the {label} disc", label=level.label) if level.kind is LevelKind.SEGMENT else level.label
