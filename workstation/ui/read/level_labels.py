"""The names of levels as they lie over images: beside the bodies, at the discs, and in words for axial cuts. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.anatomy import Level, LevelKind
from annotations.case import Case
from annotations.geometry import Plane
from annotations.level_ledger import LevelLedger, known_ledgers, ledger_of
from annotations.numbering_rules import level_name, other_name
from annotations.spine_ledger import LevelCertainty, LevelProposal, ProposedLevel, known_places, level_on_plane
from viewers.state.overlay import OverlayLabel

BESIDE_MM = {"C": (14.0, 16.0), "T": (22.0, 22.0), "L": (27.0, 32.0), "S": (22.0, 36.0)}
"""How far beside a centre its name stands, in front of it and to its left: half a body and a few millimetres."""

PROPOSED = "proposed level "
"""Begins what a click on a proposed level selects; the case holds no such item."""


def proposed_level(item_id: str) -> Level | None:
    """The proposed level that was clicked or dragged; None for anything else."""
    return Level(item_id.removeprefix(PROPOSED)) if item_id.startswith(PROPOSED) else None


def level_labels(case: Case) -> tuple[OverlayLabel, ...]:
    """The names of the placed levels of every Frame of Reference, and of the discs between neighbouring bodies."""
    return tuple(label for ledger in known_ledgers(case) for label in _labels_of(ledger))


def proposed_labels(proposed: Iterable[ProposedLevel]) -> tuple[OverlayLabel, ...]:
    """What waits for a yes, drawn as that."""
    return tuple(
        OverlayLabel(
            one.level.label,
            one.location.frame_of_reference_uid,
            one.location.points_lps_mm[0],
            _beside(one.level),
            PROPOSED + one.level.value,
            is_disc=one.level.kind is LevelKind.SEGMENT,
            is_proposed=True,
        )
        for one in proposed
    )


def slice_level_words(case: Case, plane: Plane, frame_of_reference_uid: str) -> str:
    """The level an axial cut passes through, with its other name where it has one; empty where none is known."""
    ledger = ledger_of(case, frame_of_reference_uid)
    return named(level_on_plane(ledger.anchors, plane, frame_of_reference_uid), ledger)


def named(proposal: LevelProposal | None, ledger: LevelLedger) -> str:
    """A proposal in words: `L4-5 disc`, `L5 body, lower third (L6?)`; empty for none."""
    if proposal is None:
        return ""
    other = other_name(proposal.level, ledger.numbering)
    return f"{proposal.text} ({other}?)" if other else proposal.text


def _labels_of(ledger: LevelLedger) -> Iterable[OverlayLabel]:
    own = {} if ledger.is_derived else {anchor.level: anchor.id for anchor in ledger.anchors}
    uid = ledger.frame_of_reference_uid
    for level, point, certainty in known_places(ledger.anchors, uid):
        if certainty is LevelCertainty.ANCHORED:
            is_disc = level.kind is LevelKind.SEGMENT
            name = level_name(level, ledger.numbering)
            yield OverlayLabel(name, uid, point, _beside(level), own.get(level, ""), is_disc=is_disc)


def _beside(level: Level) -> tuple[float, float]:
    return BESIDE_MM[level.value[0]]
