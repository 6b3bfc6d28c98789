"""What a refinement may do and what it found; apart from the search itself, whose library is loaded when it is used."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.geometry import Point
from annotations.rigid import RigidTransform

METHOD = "rigid, Mattes mutual information near the spine"


@dataclass(frozen=True)
class RefinementLimits:
    """How far refinement may go from the seed: the shift at the centre of the region, and the turn."""

    shift_mm: float = 20.0
    turn_deg: float = 12.0


DEFAULT_LIMITS = RefinementLimits()


@dataclass(frozen=True)
class Refined:
    """A seed after refinement: the transform from source to target, and how far it went from the seed.

    `moved_mm` is the shift at `center_lps_mm` (target), `largest_move_mm` the largest along the path of the region;
    `agreement_before` and `agreement_after` are mutual information at the finest level (more is better).
    """

    transform: RigidTransform
    center_lps_mm: Point
    moved_mm: float
    turned_deg: float
    largest_move_mm: float
    overlap: float
    agreement_before: float
    agreement_after: float
