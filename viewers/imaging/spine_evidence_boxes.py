"""Fitting a vertebral body: an even box, as seen from the side, with something else on all four sides of it.

Neither the sign of the difference nor its size is assumed, so the same fit serves CT, T1 and T2: above and below lie
endplates and discs, in front and behind cortex, fat, vessels and the canal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from annotations.geometry import FloatArray
from viewers.imaging.spine_evidence_patches import (
    LEFT,
    SLAB_OFFSETS_MM,
    TURNED_RADIUS_MM,
    Voxels,
    axes_at,
    median_of_seen,
    turned,
)

BAND_MM = 5
"""Thickness of what is looked at above and below a body: an endplate and the beginning of the disc."""
WALL_BAND_MM = 4
"""Thickness of what is looked at in front of a body and behind it."""
SMOOTHING_MM = 4
"""Values are averaged this far to both sides along a disc before they are compared: noise, not discs, goes."""
UNSEEN = 0.3
"""What counts where nothing was recorded: neither a body nor its border."""
INNER_WEIGHT = 1.2
"""An uneven inside weighs a little more than a weak border."""


@dataclass(frozen=True, eq=False)
class BodyBox:
    """A vertebral body: its centre (LPS mm), lean, size, and how well it is seen.

    `level` is the value of its inside; `score` is about 0.3 for a weak and 0.7 for a clear one.
    """

    center: FloatArray
    tilt_deg: float
    height_mm: float
    depth_mm: float
    level: float = float("nan")
    score: float = 0.0

    def inside(self, voxels: Voxels, share: float) -> FloatArray:
        """Values in the middle of the box, `share` of its height and depth."""
        axes = axes_at(self.tilt_deg)
        along = np.arange(-self.height_mm * share / 2, self.height_mm * share / 2 + 0.1, 1.5)
        across = np.arange(-self.depth_mm * share / 2, self.depth_mm * share / 2 + 0.1, 1.5)
        rows, columns = np.meshgrid(along, across, indexing="ij")
        points = self.center + rows[..., None] * axes.caudal + columns[..., None] * axes.posterior
        return voxels.at(points[None] + np.asarray(SLAB_OFFSETS_MM)[:, None, None, None] * LEFT)


@dataclass(frozen=True)
class Contrast:
    """How different a value must be to count fully as something else: at the walls, and along the column."""

    wall: float
    disc: float


@dataclass(frozen=True)
class BoxSearch:
    """Where and how large a body is looked for, and how far it may be off (`reach_mm` along and across)."""

    tilts_deg: tuple[float, ...]
    heights_mm: tuple[int, int]
    depths_mm: tuple[int, int]
    reach_mm: tuple[int, int]
    step_mm: int
    prior: float
    taper: float = 0.0


def fitted(voxels: Voxels, expected: BodyBox, search: BoxSearch, contrast: Contrast) -> BodyBox:
    """The best box around an expected one; `expected.level` is the value that its inside should have."""
    slab = voxels.off(voxels.slab(expected.center), expected.level)
    grid = _Candidates.of(search)
    found = (_best_at(slab, tilt, expected, search, contrast, grid) for tilt in search.tilts_deg)
    return max(found, key=lambda box: box.score)


def measured_level(voxels: Voxels, box: BodyBox, share: float) -> float:
    """The median value in the middle of a box; NaN where nothing was recorded."""
    return median_of_seen(box.inside(voxels, share))


def refined(voxels: Voxels, box: BodyBox, contrast: Contrast) -> BodyBox:
    """A box fitted again in fine steps, with the level of its own inside."""
    near = replace(box, level=measured_level(voxels, box, 0.7))
    search = BoxSearch(
        tilts_deg=tuple(box.tilt_deg + turn for turn in (-4.0, -2.0, 0.0, 2.0, 4.0)),
        heights_mm=(round(box.height_mm) - 3, round(box.height_mm) + 3),
        depths_mm=(round(box.depth_mm) - 3, round(box.depth_mm) + 3),
        reach_mm=(3, 3),
        step_mm=1,
        prior=0.01,
    )
    return fitted(voxels, near, search, contrast)


def along_discs(values: FloatArray) -> FloatArray:
    """Values averaged `SMOOTHING_MM` to both sides along the columns."""
    wide = np.pad(values, ((0, 0), (SMOOTHING_MM + 1, SMOOTHING_MM)), mode="edge").cumsum(axis=1)
    width = 2 * SMOOTHING_MM + 1
    return np.asarray((wide[:, width:] - wide[:, :-width]) / width)


def _best_at(
    slab: FloatArray, tilt: float, expected: BodyBox, search: BoxSearch, contrast: Contrast, grid: _Candidates
) -> BodyBox:
    height, depth = expected.height_mm, expected.depth_mm
    picture = turned(slab, tilt, taper=search.taper, height_mm=height, depth_mm=depth)
    off = (
        ((grid.height - height) / (0.15 * height)) ** 2
        + ((grid.depth - depth) / (0.12 * depth)) ** 2
        + (grid.along / 5) ** 2
        + (grid.across / 5) ** 2
        + ((tilt - expected.tilt_deg) / 10) ** 2
    )
    score = grid.scores(picture, contrast) - search.prior * off
    best = np.unravel_index(int(np.argmax(score)), score.shape)
    axes = axes_at(tilt)
    across = depth / 2 - (depth / 2 - grid.across[best]) * (1 - search.taper / 2)
    center = expected.center + grid.along[best] * axes.caudal + across * axes.posterior
    return BodyBox(
        center, float(tilt), float(grid.height[best]), float(grid.depth[best]), expected.level, float(score[best])
    )


@dataclass(frozen=True, eq=False)
class _Candidates:
    """All boxes of a search at one tilt: offsets of the centre and sizes in mm, four arrays of one shape."""

    along: FloatArray
    across: FloatArray
    height: FloatArray
    depth: FloatArray

    @staticmethod
    def of(search: BoxSearch) -> _Candidates:
        step = search.step_mm
        ranges: Iterable[FloatArray] = (
            *(np.arange(-reach, reach + 1.0, step) for reach in search.reach_mm),
            *(np.arange(low, high + 1.0, step) for low, high in (search.heights_mm, search.depths_mm)),
        )
        return _Candidates(*np.meshgrid(*ranges, indexing="ij"))

    def scores(self, picture: FloatArray, contrast: Contrast) -> FloatArray:
        """How clearly each box is a body of the picture (its values taken from the level of its inside)."""
        unseen = np.isnan(picture)
        values = np.where(unseen, 0.0, picture)
        discs = _Sums.of(np.where(unseen, UNSEEN, np.clip(np.abs(along_discs(values)) / contrast.disc, 0, 1)))
        walls = _Sums.of(np.where(unseen, UNSEEN, np.clip(np.abs(values) / contrast.wall, 0, 1)))
        top, bottom = _whole(self.along - self.height / 2), _whole(self.along + self.height / 2) + 1
        front, back = _whole(self.across - self.depth / 2), _whole(self.across + self.depth / 2) + 1
        side, end = _whole(self.depth * 0.15), _whole(self.height * 0.15)
        borders = np.stack(
            [
                discs.mean(top - BAND_MM, top, front + side, back - side),
                discs.mean(bottom, bottom + BAND_MM, front + side, back - side),
                walls.mean(top + end, bottom - end, front - WALL_BAND_MM, front),
                walls.mean(top + end, bottom - end, back, back + WALL_BAND_MM),
            ]
        )
        inner = (top + 1, bottom - 1, front + 1, back - 1)
        inside = 0.5 * discs.mean(*inner) + 0.5 * walls.mean(*inner)
        # The weakest side counts as much as all four: a box that leaves a side open is no body.
        return np.asarray(0.5 * borders.mean(axis=0) + 0.5 * borders.min(axis=0) - INNER_WEIGHT * inside)


@dataclass(frozen=True, eq=False)
class _Sums:
    """Sums of a picture from its corner, for the mean of any rectangle."""

    sums: FloatArray

    @staticmethod
    def of(picture: FloatArray) -> _Sums:
        return _Sums(np.pad(picture.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0))))

    def mean(self, top: FloatArray, bottom: FloatArray, front: FloatArray, back: FloatArray) -> FloatArray:
        """The mean of rows top to bottom and columns front to back (ends excluded), from the centre of the picture."""
        limit = self.sums.shape[0] - 1
        r0, r1, c0, c1 = (
            np.clip(edge + TURNED_RADIUS_MM, 0, limit).astype(np.intp) for edge in (top, bottom, front, back)
        )
        total = self.sums[r1, c1] - self.sums[r0, c1] - self.sums[r1, c0] + self.sums[r0, c0]
        return np.asarray(total / np.maximum((r1 - r0) * (c1 - c0), 1))


def _whole(values: FloatArray) -> FloatArray:
    return np.round(values)
