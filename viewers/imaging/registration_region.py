"""The part of the body a registration looks at: a tube around the spine, or a ball around one level."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from annotations.geometry import FloatArray, Point, as_point
from annotations.rigid import RigidTransform

WHOLE_RADIUS_MM = 50.0
"""Bodies, canal and posterior elements; the skin, which moves on its own, lies farther off."""
LEVEL_RADIUS_MM = 45.0
"""One vertebra with its discs and half of its neighbours; with less, one endplate is taken for another."""
END_REACH_MM = 40.0
"""A path is continued by about one vertebra: seeds lie inside the part of the spine that is meant."""


@dataclass(frozen=True)
class SpineRegion:
    """All that lies within `radius_mm` of a path, LPS mm of one Frame of Reference."""

    path_lps_mm: tuple[Point, ...]
    radius_mm: float

    def __post_init__(self) -> None:
        if not self.path_lps_mm or self.radius_mm <= 0:
            raise ValueError("a region needs a path and a radius")

    @staticmethod
    def along(centers_lps_mm: FloatArray) -> SpineRegion:
        """The tube around labelled levels, two or more in their order along the spine."""
        path = np.asarray(centers_lps_mm, dtype=np.float64)
        ends = [end + _unit(end - other) * END_REACH_MM for end, other in ((path[0], path[1]), (path[-1], path[-2]))]
        return SpineRegion(tuple(as_point(point) for point in (ends[0], *path, ends[1])), WHOLE_RADIUS_MM)

    @staticmethod
    def around(points_lps_mm: FloatArray) -> SpineRegion:
        """The tube along the line that fits seed points best: they may be corners, pedicles, spinous processes."""
        points = np.asarray(points_lps_mm, dtype=np.float64)
        center = points.mean(axis=0)
        axis = np.linalg.svd(points - center)[2][0]
        along = (points - center) @ axis
        ends = (center + axis * (along.min() - END_REACH_MM), center + axis * (along.max() + END_REACH_MM))
        return SpineRegion((as_point(ends[0]), as_point(ends[1])), WHOLE_RADIUS_MM)

    @staticmethod
    def at(center_lps_mm: Point) -> SpineRegion:
        """The ball around one level."""
        return SpineRegion((center_lps_mm,), LEVEL_RADIUS_MM)

    @property
    def center_lps_mm(self) -> Point:
        """The middle of the path's extent."""
        path = np.asarray(self.path_lps_mm)
        return as_point((path.min(axis=0) + path.max(axis=0)) / 2)

    def moved(self, transform: RigidTransform) -> SpineRegion:
        """The same region in another space."""
        path = transform.apply(self.path_lps_mm)
        return SpineRegion(tuple(as_point(point) for point in path), self.radius_mm)

    def bounds_lps_mm(self, margin_mm: float = 0.0) -> tuple[FloatArray, FloatArray]:
        """Lowest and highest corner of a box that holds the region."""
        path = np.asarray(self.path_lps_mm)
        reach = self.radius_mm + margin_mm
        return path.min(axis=0) - reach, path.max(axis=0) + reach

    def distance_mm(self, points_lps_mm: FloatArray) -> FloatArray:
        """Distance of points (..., 3) from the path."""
        path = np.asarray(self.path_lps_mm)
        nearest = np.linalg.norm(points_lps_mm - path[0], axis=-1)
        for a, b in pairwise(path):
            length = float((b - a) @ (b - a))
            if length == 0:
                continue
            along = np.clip((points_lps_mm - a) @ (b - a) / length, 0.0, 1.0)
            beside = np.linalg.norm(points_lps_mm - a - along[..., None] * (b - a), axis=-1)
            nearest = np.minimum(nearest, beside)
        return np.asarray(nearest)


def _unit(vector: FloatArray) -> FloatArray:
    return np.asarray(vector / np.linalg.norm(vector))
