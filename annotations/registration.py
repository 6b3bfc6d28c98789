"""A registration of two series of one patient: the transform, what it rests on, and how well it fits there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from annotations.anatomy import Level
from annotations.geometry import FloatArray, Point
from annotations.references import SeriesRef
from annotations.rigid import RigidTransform

LEVEL_REACH_MM = 45.0
"""A registration of one level is trusted this far from its centre: one lumbar vertebra with its disc. The spine bends
between scans: on a real CT and MR registered at L1, L3 was 4 mm off and S1 12 mm."""


class RegistrationMode(StrEnum):
    """How much of the spine a registration is for: it bends between scans, so one level fits better than all."""

    WHOLE = "whole"
    LEVEL = "level"


class SeedKind(StrEnum):
    """What a registration started from."""

    FRAME_OF_REFERENCE = "frame of reference"
    LEVELS = "levels"
    POINTS = "points"

    @property
    def words(self) -> str:
        """As the panel says it."""
        return {
            SeedKind.FRAME_OF_REFERENCE: "same Frame of Reference",
            SeedKind.LEVELS: "level labels",
            SeedKind.POINTS: "point pairs",
        }[self]


@dataclass(frozen=True)
class SeedPair:
    """One place in both series, LPS mm of each; `name` is its number or its level."""

    name: str
    from_lps_mm: Point
    to_lps_mm: Point


@dataclass(frozen=True)
class RegisteredSeries:
    """One side of a registration."""

    series: SeriesRef
    frame_of_reference_uid: str
    title: str = ""

    def __post_init__(self) -> None:
        if not self.frame_of_reference_uid:
            raise ValueError("a registered series needs a Frame of Reference UID")


@dataclass(frozen=True)
class Registration:
    """An accepted rigid registration, stored with the case.

    `transform` maps LPS mm of `source` to LPS mm of `target`. In mode `level` it holds near `center_lps_mm` (target)
    only; `level` names the level there, None where no label says. `moved_mm` and `turned_deg` are how far refinement
    went from the seed, at the centre; both are None for a seed that was not refined.
    """

    id: str
    source: RegisteredSeries
    target: RegisteredSeries
    transform: RigidTransform
    mode: RegistrationMode
    level: Level | None
    center_lps_mm: Point
    seed: SeedKind
    pairs: tuple[SeedPair, ...]
    method: str
    accepted_by: str
    accepted_at: str
    software_version: str
    moved_mm: float | None = None
    turned_deg: float | None = None

    @property
    def residuals_mm(self) -> tuple[float, ...]:
        """How far each seed pair lies apart after registration, in the order of `pairs`."""
        return pair_residuals_mm(self.transform, self.pairs)

    @property
    def rms_mm(self) -> float | None:
        """The root mean square residual at the seeds; None when it was seeded without pairs."""
        return rms(self.residuals_mm)

    @property
    def scope_text(self) -> str:
        """What it holds for: `whole spine`, `L4 only`, `the place of the cursor only`."""
        if self.mode is RegistrationMode.WHOLE:
            return "whole spine"
        return f"{self.level.label if self.level is not None else 'the place of the cursor'} only"

    @property
    def residual_text(self) -> str:
        """The residual as a pane says it."""
        return residual_text(self.rms_mm, len(self.pairs))


def pair_residuals_mm(transform: RigidTransform, pairs: tuple[SeedPair, ...]) -> tuple[float, ...]:
    """How far each pair lies apart once the source is moved, mm."""
    if not pairs:
        return ()
    source, target = pair_arrays(pairs)
    return tuple(float(one) for one in np.linalg.norm(transform.apply(source) - target, axis=1))


def pair_arrays(pairs: tuple[SeedPair, ...]) -> tuple[FloatArray, FloatArray]:
    """Source and target points of pairs, each (n, 3) LPS mm."""
    source = np.array([pair.from_lps_mm for pair in pairs], dtype=np.float64)
    return source, np.array([pair.to_lps_mm for pair in pairs], dtype=np.float64)


def rms(values: tuple[float, ...]) -> float | None:
    """Root mean square; None of nothing."""
    return float(np.sqrt(np.mean(np.square(values)))) if values else None


def residual_text(rms_mm: float | None, count: int) -> str:
    """`residual 1.8 mm RMS at 3 seeds`, or that there is none."""
    return f"residual {rms_mm:.1f} mm RMS at {count} seeds" if rms_mm is not None else "no seed points: checked by eye"
