"""Pictures of the column cut out of a volume around a point: what the evidence for levels is looked for in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from annotations.geometry import FloatArray
from viewers.imaging.images import Volume

CAUDAL: FloatArray = np.array([0.0, 0.0, -1.0])
POSTERIOR: FloatArray = np.array([0.0, 1.0, 0.0])
LEFT: FloatArray = np.array([1.0, 0.0, 0.0])

SLAB_RADIUS_MM = 44
"""Half side of a picture: a lumbar body with both its discs and half of its neighbours."""
TURNED_RADIUS_MM = 31
"""Half side of a picture turned within another one."""
SLAB_OFFSETS_MM = (-8.0, -4.0, 0.0, 4.0, 8.0)
"""A picture is the mean of sagittal cuts at these places, so that it shows the column and little noise."""


@dataclass(frozen=True)
class TiltedAxes:
    """Unit directions along (`caudal`) and across (`posterior`) a column that leans `tilt_deg` backwards, LPS."""

    caudal: FloatArray
    posterior: FloatArray


def axes_at(tilt_deg: float) -> TiltedAxes:
    """The axes of a body or a disc; positive = its lower end lies farther back, as at L5 and the sacrum."""
    angle = np.radians(tilt_deg)
    along, across = np.cos(angle), np.sin(angle)
    return TiltedAxes(along * CAUDAL + across * POSTERIOR, along * POSTERIOR - across * CAUDAL)


BRIGHT_SHARE_ON_CT = 0.6
"""On CT a disc is darker than bone, and endplates and sclerosis are brighter: what is brighter counts so much less."""


class Voxels:
    """Modality values of a volume at any point, trilinear; NaN where nothing was recorded.

    Nothing was recorded outside the grid, in slices that have not arrived, and where the stored value is the lowest of
    all (what surrounds a picture that the scanner cropped or turned).
    """

    def __init__(self, volume: Volume) -> None:
        self._geometry = volume.geometry
        self._values = volume.stored_values
        self._rescale = volume.rescale
        self.is_ct = volume.rescale.unit == "HU"
        self._bright_share = BRIGHT_SHARE_ON_CT if self.is_ct else 1.0
        self._lowest = volume.stored_values.min()
        self._missing = ~np.asarray(volume.loaded, dtype=bool)

    def at(self, points_lps_mm: FloatArray) -> FloatArray:
        """Values at points (..., 3), float64 (...)."""
        index = self._geometry.lps_to_index(points_lps_mm)
        last = np.asarray(self._values.shape) - 1
        is_outside = np.any((index < -0.5) | (index > last + 0.5), axis=-1)
        index = np.clip(index, 0, last)
        nearest = np.rint(index).astype(np.intp)
        low = np.floor(index).astype(np.intp)
        part = index - low
        total = np.zeros(index.shape[:-1])
        for corner in product((0, 1), repeat=3):
            weight = np.prod(np.where(corner, part, 1 - part), axis=-1)
            k, j, i = np.moveaxis(np.minimum(low + np.asarray(corner), last), -1, 0)
            total += weight * self._values[k, j, i]
        k, j, i = np.moveaxis(nearest, -1, 0)
        is_empty = is_outside | (self._values[k, j, i] == self._lowest) | self._missing[k]
        return np.where(is_empty, np.nan, total * self._rescale.slope + self._rescale.intercept)

    def holds(self, point_lps_mm: FloatArray) -> bool:
        """Whether a point lies on the grid."""
        index = self._geometry.lps_to_index(point_lps_mm)
        return bool(np.all(index >= -0.5) and np.all(index <= np.asarray(self._values.shape) - 0.5))

    def off(self, values: FloatArray, level: float) -> FloatArray:
        """How far values are from a level, signed."""
        off = values - level
        return np.where(off > 0, off * self._bright_share, off)

    def slab(self, center_lps_mm: FloatArray) -> FloatArray:
        """The picture around a point, one value a millimetre: rows go caudal, columns posterior; NaN where empty."""
        steps = np.arange(-SLAB_RADIUS_MM, SLAB_RADIUS_MM + 1.0)
        return self.grid(center_lps_mm, axes_at(0.0), steps, steps)

    def grid(self, center: FloatArray, axes: TiltedAxes, along_mm: FloatArray, across_mm: FloatArray) -> FloatArray:
        """A picture with the given steps along and across the column from its centre, mean over the slab."""
        rows, columns = np.meshgrid(along_mm, across_mm, indexing="ij")
        middle = center + rows[..., None] * axes.caudal + columns[..., None] * axes.posterior
        values = self.at(middle[None] + np.asarray(SLAB_OFFSETS_MM)[:, None, None, None] * LEFT)
        return mean_of_seen(values, axis=0)


def mean_of_seen(values: FloatArray, axis: int) -> FloatArray:
    """The mean along an axis over what is not NaN; NaN where all of it is."""
    seen = ~np.isnan(values)
    count = seen.sum(axis=axis)
    total = np.where(seen, values, 0.0).sum(axis=axis)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def median_of_seen(values: FloatArray) -> float:
    """The median over what is not NaN; NaN where all of it is."""
    seen = values[~np.isnan(values)]
    return float(np.median(seen)) if seen.size else float("nan")


def turned(slab: FloatArray, tilt_deg: float, *, taper: float, height_mm: float, depth_mm: float) -> FloatArray:
    """A picture turned about its centre to the axes of a tilt, one value a millimetre, NaN where empty.

    With `taper` a body of this height and depth whose front wall runs backwards to that share of its depth, as in S1,
    becomes a rectangle.
    """
    angle = np.radians(tilt_deg)
    steps = np.arange(-TURNED_RADIUS_MM, TURNED_RADIUS_MM + 1.0)
    along, across = np.meshgrid(steps, steps, indexing="ij")
    narrowing = 1 - taper * np.clip((along + height_mm / 2) / height_mm, 0, 1)
    across = depth_mm / 2 - (depth_mm / 2 - across) * narrowing
    limit = 2 * SLAB_RADIUS_MM - 1e-6
    row = np.clip(along * np.cos(angle) - across * np.sin(angle) + SLAB_RADIUS_MM, 0, limit)
    column = np.clip(along * np.sin(angle) + across * np.cos(angle) + SLAB_RADIUS_MM, 0, limit)
    i, j = row.astype(np.intp), column.astype(np.intp)
    a, b = row - i, column - j
    upper = slab[i, j] * (1 - a) * (1 - b) + slab[i, j + 1] * (1 - a) * b
    return np.asarray(upper + slab[i + 1, j] * a * (1 - b) + slab[i + 1, j + 1] * a * b)
