"""The middle of a disc between two bodies: where the column mirrors itself, be it bright there or dark."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotations.geometry import FloatArray
from viewers.imaging.spine_evidence_boxes import BodyBox
from viewers.imaging.spine_evidence_patches import TiltedAxes, Voxels, axes_at, mean_of_seen

BOXY_SACRUM_FROM = 0.5
"""Seen so clearly in comparison with the body above, the box of S1 says where the disc ends, also where that slips."""
HALF_WIDTH_MM = 10.0
"""Half of what of a disc is looked at from front to back: the canal and the edges stay out."""
MIRROR_MM = 9
"""A disc, its endplates and a little of both bodies lie within this of its middle."""
FARTHEST_MM, FARTHEST_ON_CT_MM = 4, 8
"""The middle of a disc lies this near to the middle between the two bodies' borders; on CT it is told by itself."""
TURNS_DEG = (-8.0, -4.0, 0.0, 4.0, 8.0)
"""A disc leans as the mean of its neighbours, or this much more or less."""
OFFSET_COST, OFFSET_COST_ON_CT = 0.02, 0.008
"""What a millimetre squared away from the middle between the bodies costs, where agreement is 0 to 1."""


@dataclass(frozen=True, eq=False)
class DiscMiddle:
    """The centre of a disc (LPS mm), its lean, and how well the column mirrors itself there (0 to 1)."""

    center: FloatArray
    tilt_deg: float
    symmetry: float


def lowest_disc(voxels: Voxels, last: BodyBox, sacrum: BodyBox, gap_mm: float) -> DiscMiddle:
    """The disc above the sacrum: S1 is no even box, so where it is faint the disc is looked for under the body above.

    `gap_mm` is what usually lies between two boxes of this spine.
    """
    if sacrum.score >= BOXY_SACRUM_FROM * last.score:
        return disc_between(voxels, last, sacrum)
    tilt = (last.tilt_deg + sacrum.tilt_deg) / 2
    down, further = axes_at(last.tilt_deg).caudal, axes_at(tilt).caudal
    middle = last.center + down * last.height_mm / 2 + further * gap_mm / 2
    under = [_mirror(voxels, middle, tilt + turn, last.level) for turn in (*TURNS_DEG, 12.0, 16.0)]
    return max([*under, *_between(voxels, last, sacrum)], key=lambda disc: disc[0])[1]


def disc_between(voxels: Voxels, upper: BodyBox, lower: BodyBox) -> DiscMiddle:
    """The disc between two neighbouring bodies."""
    return max(_between(voxels, upper, lower), key=lambda disc: disc[0])[1]


def _between(voxels: Voxels, upper: BodyBox, lower: BodyBox) -> list[tuple[float, DiscMiddle]]:
    down, up = axes_at(upper.tilt_deg).caudal, -axes_at(lower.tilt_deg).caudal
    below, above = upper.center + down * upper.height_mm / 2, lower.center + up * lower.height_mm / 2
    middle, tilt = (below + above) / 2, (upper.tilt_deg + lower.tilt_deg) / 2
    level = (upper.level + lower.level) / 2
    return [_mirror(voxels, middle, tilt + turn, level) for turn in TURNS_DEG]


def _mirror(voxels: Voxels, middle: FloatArray, tilt: float, level: float) -> tuple[float, DiscMiddle]:
    """How well the best middle of a disc at one lean is one, and that middle."""
    axes = axes_at(tilt)
    farthest = FARTHEST_ON_CT_MM if voxels.is_ct else FARTHEST_MM
    profile = _profile(voxels, middle, axes, float(MIRROR_MM + farthest)) - level
    best = (-np.inf, DiscMiddle(middle, tilt, 0.0))
    spread = float(np.sqrt(np.nanmean(np.square(profile)))) if not np.isnan(profile).all() else 0.0
    if spread == 0.0:
        return best
    cost = OFFSET_COST_ON_CT if voxels.is_ct else OFFSET_COST
    for offset in range(-farthest, farthest + 1):
        around = profile[farthest + offset :][: 2 * MIRROR_MM + 1]
        if np.isnan(around).any():
            continue
        symmetry = _symmetry(around)
        depth = _darkness(around, spread) if voxels.is_ct else _difference(around, spread)
        value = symmetry + depth - cost * offset * offset
        if value > best[0]:
            best = (value, DiscMiddle(middle + offset * axes.caudal, tilt, symmetry))
    return best


def _symmetry(around: FloatArray) -> float:
    """How well a profile mirrors itself about its middle: 1 = entirely."""
    above, below = around[:MIRROR_MM][::-1], around[MIRROR_MM + 1 :]
    difference = float(np.sum(np.square(above - below)))
    return 1 - difference / float(2 * np.sum(np.square(above) + np.square(below)) + 1e-9)


def _difference(around: FloatArray, spread: float) -> float:
    """How much the middle differs from the bodies: a plane along the disc shows it in full, one across it blurs it."""
    return 0.3 * float(np.mean(np.abs(around[MIRROR_MM - 3 : MIRROR_MM + 4]))) / spread


def _darkness(around: FloatArray, spread: float) -> float:
    """How much darker the middle is than the endplates beside it: a disc on CT."""
    middle = float(around[MIRROR_MM - 1 : MIRROR_MM + 2].mean())
    above, below = around[: MIRROR_MM - 2].max(), around[MIRROR_MM + 3 :].max()
    return 0.5 * (float(min(above, below)) - middle) / spread


def _profile(voxels: Voxels, middle: FloatArray, axes: TiltedAxes, reach_mm: float) -> FloatArray:
    """Mean values a millimetre apart along the column, over the middle of the disc."""
    across = np.arange(-HALF_WIDTH_MM, HALF_WIDTH_MM + 1.0, 1.0)
    picture = voxels.grid(middle, axes, np.arange(-reach_mm, reach_mm + 1.0), across)
    return mean_of_seen(picture, axis=1)
