"""Which levels the spine strip shows, and which of them are known in one Frame of Reference. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from annotations.anatomy import VERTEBRAE, Level, LevelKind
from annotations.case import Case
from annotations.findings import Finding, FindingStatus
from annotations.spine_ledger import LevelAnchor, ProposedLevel
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

    @property
    def proposed(self) -> tuple[ProposedLevel, ...]:
        """What is proposed in this Frame of Reference and not placed in it."""
        uid, placed = self.frame_of_reference_uid, self.placed
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
        here = (*self.placed, *(one.level for one in self.proposed))
        placed = {vertebra for level in here for vertebra in level.vertebrae}
        return self.with_l6 or Level.L6 in named | placed

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that stand."""
        if self.case is None:
            return ()
        return tuple(f for f in self.case.of_type(Finding) if f.status is not FindingStatus.RETRACTED)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Vertebrae from above with the segments between neighbours: the region, what is placed, what has findings."""
        shown = set(self.region.vertebrae) | ({Level.L6} if self.has_l6 else set())
        proposed = (one.level for one in self.proposed)
        for level in (*self.placed, *proposed, *(finding.level for finding in self.findings)):
            shown.update(level.vertebrae)
        vertebrae = [one for one in VERTEBRAE if one in shown]
        levels = vertebrae[:1]
        for upper, lower in pairwise(vertebrae):
            segment = Level._value2member_map_.get(f"{upper.value}-{lower.value}")
            levels += [segment, lower] if isinstance(segment, Level) else [lower]
        return tuple(levels)

    def anchor_of(self, level: Level) -> LevelAnchor | None:
        """Where a level was placed in this Frame of Reference."""
        return next((anchor for anchor in self.anchors if anchor.level is level), None)

    def follower(self, level: Level) -> Level | None:
        """The level to place after `level`: the next lower of its kind that is not placed.

        None at the end of the strip, and while no neighbour of `level` is placed: the direction is not clear yet.
        """
        row = [one for one in self.levels if one.kind is level.kind]
        number = row.index(level) if level in row else len(row)
        neighbours = row[max(0, number - 1) : number] + row[number + 1 : number + 2]
        if self.placed.isdisjoint(neighbours):
            return None
        return next((one for one in row[number + 1 :] if one not in self.placed), None)


def vertebra_or_disc(level: Level) -> str:
    """What to click on for a level: `L4` or `the L4-5 disc`."""
    return tr("the {label} disc", label=level.label) if level.kind is LevelKind.SEGMENT else level.label
